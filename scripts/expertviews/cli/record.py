"""The commands that tell of a checked record, and write what is made of it: `views status`, `build` and others."""

from pathlib import Path

import click

from expertviews import addresses, configuration, content, contributions, dates, publish
from expertviews.checks import status_report
from expertviews.cli import converting, terminal
from expertviews.content import schemas
from expertviews.problems import counted
from expertviews.publish import WrittenPages


@click.command("status")
@click.pass_obj
def status_command(root: Path) -> None:
    """Print what is waiting for review or judgement, by question."""
    record = publish.checked_record(root)
    with terminal.untrusted():
        for line in converting.pending(root):
            terminal.say(line)
    terminal.say(status_report(record, dates.today().isoformat()))


@click.command("build")
@click.pass_obj
def build_command(root: Path) -> None:
    """Check the record, and write its pages to docs/."""
    say_what_changed(publish.build_pages(root))


@click.command("schema")
@click.pass_obj
def schema_command(root: Path) -> None:
    """Write content/schemas/, which editors use to complete and explain keys."""
    for path in schemas.update_schemas(root):
        click.echo(path)


@click.command("forms")
@click.pass_obj
def forms_command(root: Path) -> None:
    """Write the forms with which people contribute on GitHub to .github/ISSUE_TEMPLATE/."""
    for path in contributions.update_forms(root, configuration.language_of(root)):
        click.echo(path)


def say_what_changed(changes: WrittenPages) -> None:
    """Print how many pages changed, and what to do about those that are gone."""
    click.echo(f"{counted(len(changes.written), 'page')} written, {len(changes.removed)} removed")
    for page in changes.removed:
        what = f"{addresses.address(page)} no longer has a page. To keep links to it working,"
        click.echo(f"{what} add to {content.REDIRECTS}, under `moved:`\n  {publish.redirect_entry(page)}")
