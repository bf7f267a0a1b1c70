"""The commands that hold the record against an earlier revision of it: `views changes` and `views addresses`."""

from pathlib import Path

import click

from expertviews import changes, content, files
from expertviews.checks import REPORT_FORMATS
from expertviews.publish import sitemap


@click.command("changes")
@click.argument("base")
@click.argument("head", required=False)
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", help="How to print.")
@click.option("--site-url", default="", help="Where the pages can be opened, for links to them.")
@click.pass_obj
def changes_command(root: Path, base: str, head: str | None, form: str, site_url: str) -> None:
    """Say what changed in the record from revision BASE to HEAD, by default to the files as they stand."""
    found = changes.compare(changes.record_files(root, base), changes.record_files(root, head))
    if form == "json":
        click.echo(found.as_json(), nl=False)
        return
    site = f"{site_url.rstrip('/')}/"
    click.echo(changes.markdown(found, lambda address: site + address if site_url else ""), nl=False)


@click.command("addresses")
@click.option("--check", "checking", is_flag=True, help="Fail where an address that was published is no more.")
@click.option("--base", help="With --check: a revision whose addresses must last too.")
@click.option("--format", "form", type=click.Choice(list(REPORT_FORMATS)), default="text", help="How to print.")
@click.option("--write", "writing", is_flag=True, help=f"Add those that are new to {sitemap.LIST}.")
@click.pass_context
def addresses_command(context: click.Context, checking: bool, base: str | None, form: str, writing: bool) -> None:
    """Print the address of every page and place of the site, or see to it that they last."""
    root: Path = context.obj
    if checking and writing:
        raise click.UsageError("--check and --write are two calls: first write, then check")
    if base and not checking:
        raise click.UsageError("--base goes with --check")
    now = changes.record_files(root)
    if checking:
        problems = changes.lost_addresses(changes.record_files(root, base) if base else {}, now)
        click.echo(REPORT_FORMATS[form](problems))
        context.exit(1 if problems else 0)
    if writing:
        content.refuse_unreadable(root)
        files.replace(root / sitemap.LIST, sitemap.write_list(changes.published_in(now), changes.addresses_in(now)))
        click.echo(sitemap.LIST)
        return
    click.echo("\n".join(sorted(changes.addresses_in(now))))
