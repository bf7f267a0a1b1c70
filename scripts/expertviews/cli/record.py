"""The commands that check the record, and write what is made of it: `views check`, `status`, `build` and others."""

from collections.abc import Sequence
from pathlib import Path

import click

from expertviews import addresses, checks, configuration, content, contributions, dates, files, kept, publish
from expertviews.changes import SCHEMA, schema_text
from expertviews.checks import REPORT_FORMATS, FixedFile, status_report
from expertviews.cli import converting, reference, terminal
from expertviews.content import schemas
from expertviews.problems import counted
from expertviews.publish import WrittenPages


@click.command("check")
@click.option("--format", "form", type=click.Choice(list(REPORT_FORMATS)), default="text", help="The output format.")
@click.option("--fix", is_flag=True, help="First fix what has only one right answer: show the changes, and ask.")
@click.option("--nearest", is_flag=True, help="With --fix: also replace a misspelt word with the nearest one.")
@click.option("--yes", is_flag=True, help="With --fix: make the changes without asking.")
@click.pass_context
def check_command(context: click.Context, form: str, fix: bool, nearest: bool, yes: bool) -> None:
    """Print every problem in the record, sorted by file and line, then warnings."""
    if (nearest or yes) and not fix:
        raise click.UsageError("--nearest and --yes need --fix")
    if not (context.obj / content.FOLDER).is_dir():
        raise click.UsageError(f"{context.obj} has no {content.FOLDER}/; give the project's folder with --root")
    if fix:
        content.refuse_unreadable(context.obj)
        _fix(context.obj, checks.fixed_files(context.obj, nearest=nearest), yes)
    record = content.load(context.obj)
    problems = checks.check(record)
    kept.of_record(context.obj).save()
    click.echo(REPORT_FORMATS[form]([*problems, *checks.warnings(record)]))
    context.exit(1 if problems else 0)


@click.command("status")
@click.pass_obj
def status_command(root: Path) -> None:
    """Print what is waiting for review or judgement, by question."""
    publish.checked_library(root)
    today = dates.today()
    with terminal.untrusted():
        for line in converting.pending(root):
            terminal.say(line)
    terminal.say(status_report(content.load(root), today.isoformat()))


def _fix(root: Path, fixed: Sequence[FixedFile], yes: bool) -> None:
    """Show the changes, and make them if the user agrees."""
    for file in fixed:
        click.echo(file)
    if not fixed:
        click.echo("nothing to fix automatically")
    elif yes or click.confirm(f"Change {counted(len(fixed), 'file')}?"):
        content.remove_unfinished(root)
        for file in fixed:
            content.write_edited(root, file.path, file.before, file.after)
        click.echo(f"{counted(len(fixed), 'file')} changed")


@click.command("build")
@click.pass_obj
def build_command(root: Path) -> None:
    """Check the record, and write its pages to docs/."""
    changes = publish.build_pages(root)
    say_what_changed(changes)
    for page in changes.by_hand:
        terminal.say(publish.hand_written_warning(page))


@click.command("schema")
@click.pass_obj
def schema_command(root: Path) -> None:
    """Write content/schemas/, which editors use to complete and explain keys."""
    for path in schemas.update_schemas(root):
        click.echo(path)


@click.command("reference")
@click.pass_obj
def reference_command(root: Path) -> None:
    """Write the generated parts of docs/: the format reference, the problems, and the schema of changes."""
    for path, text in {**reference.reference_pages(), SCHEMA: schema_text()}.items():
        files.replace(root / path, text)
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
