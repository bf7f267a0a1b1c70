"""The commands that compare the record with an earlier revision: `views changes` and `views addresses`."""

from pathlib import Path

import click

from expertviews import changes, content, files
from expertviews.checks import REPORT_FORMATS
from expertviews.publish import published_addresses


@click.command("changes")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", help="The output format."
)
@click.option("--site-url", default="", help="The address of the site, for links to its pages.")
@click.pass_obj
def changes_command(root: Path, base: str, head: str | None, form: str, site_url: str) -> None:
    """Print what changed in the record from revision BASE to HEAD (default: the files on disk)."""
    report = changes.compare(changes.record_files(root, base), changes.record_files(root, head))
    if form == "json":
        click.echo(report.as_json(), nl=False)
    else:
        click.echo(changes.markdown(report, f"{site_url.rstrip('/')}/" if site_url else ""), nl=False)


@click.command("addresses")
@click.option("--check", "checking", is_flag=True, help="Fail if a published address no longer exists.")
@click.option("--base", help="With --check: a revision, the addresses of which must still exist too.")
@click.option("--format", "form", type=click.Choice(list(REPORT_FORMATS)), default="text", help="The output format.")
@click.option("--write", "writing", is_flag=True, help=f"Add new addresses to {published_addresses.LIST}.")
@click.pass_context
def addresses_command(context: click.Context, checking: bool, base: str | None, form: str, writing: bool) -> None:
    """Print the address of every page and anchor of the site, or check that none has disappeared."""
    root: Path = context.obj
    if checking and writing:
        raise click.UsageError("--check and --write can't be combined: first write, then check")
    if base and not checking:
        raise click.UsageError("--base needs --check")
    content.refuse_unreadable(root)
    if checking:
        before = content.load_bytes(changes.record_files(root, base)) if base else None
        problems = published_addresses.vanished(root, before)
        click.echo(REPORT_FORMATS[form](problems))
        context.exit(1 if problems else 0)
    if writing:
        files.replace(root / published_addresses.LIST, published_addresses.extended_list(root))
        click.echo(published_addresses.LIST)
    else:
        click.echo("\n".join(sorted(published_addresses.addresses_of(content.load(root)))))
