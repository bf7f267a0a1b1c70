"""The commands that compare the record with an earlier revision: `views changes` and `views addresses`."""

from pathlib import Path

import click

from expertviews import changes, content, files
from expertviews.checks import reports
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
    found = changes.compare(changes.record_files(root, base), changes.record_files(root, head))
    if form == "json":
        click.echo(found.as_json(), nl=False)
        return
    site = f"{site_url.rstrip('/')}/"
    click.echo(changes.markdown(found, lambda address: site + address if site_url else ""), nl=False)


@click.command("addresses")
@click.option("--check", "checking", is_flag=True, help="Fail if a published address no longer exists.")
@click.option("--base", help="With --check: a revision, the addresses of which must still exist too.")
@click.option("--format", "form", type=click.Choice(list(reports.FORMATS)), default="text", help="The output format.")
@click.option("--write", "writing", is_flag=True, help=f"Add new addresses to {published_addresses.LIST}.")
@click.pass_context
def addresses_command(context: click.Context, checking: bool, base: str | None, form: str, writing: bool) -> None:
    """Print the address of every page and anchor of the site, or check that none has disappeared."""
    root: Path = context.obj
    if checking and writing:
        raise click.UsageError("--check and --write can't be combined: first write, then check")
    if base and not checking:
        raise click.UsageError("--base needs --check")
    now = changes.record_files(root)
    if checking:
        problems = changes.lost_addresses(changes.record_files(root, base) if base else {}, now)
        click.echo(reports.FORMATS[form](problems))
        context.exit(1 if problems else 0)
    if writing:
        content.refuse_unreadable(root)
        files.replace(
            root / published_addresses.LIST,
            published_addresses.write_list(changes.published_in(now), changes.addresses_in(now)),
        )
        click.echo(published_addresses.LIST)
        return
    click.echo("\n".join(sorted(changes.addresses_in(now))))
