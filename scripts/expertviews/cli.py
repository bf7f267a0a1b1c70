"""The command `views`: calls, options and what a person reads. The work is done elsewhere."""

import sys
from pathlib import Path

import click

from expertviews import __version__, changes, checks, comparing, content, convert, files, reports, schemas, sitemap
from expertviews import build as building
from expertviews.previews.commands import preview
from expertviews.problems import ProblemsFound, counted, report
from expertviews.revisions import UnknownRevisionError


class _Commands(click.Group):
    """Turns what can go wrong in any command into a message and an exit status; no traceback reaches a user."""

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except ProblemsFound as found:
            click.echo(report(found.problems), err=True)
            ctx.exit(1)
        except UnknownRevisionError as error:
            raise click.UsageError(str(error), ctx) from None
        except OSError as error:
            click.echo(f"views: {error.filename or 'a file'}: {error.strerror or error}", err=True)
            ctx.exit(1)


def _nearest_root(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    if value:
        return value.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise click.UsageError("no mkdocs.yml in this folder or above it; name the project's folder with --root")


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="views")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_nearest_root,
    help="The folder that holds content/, seeds/ and docs/; by default the nearest one with a mkdocs.yml.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Expert round-tables as structured views, every quotation proved against its source."""
    context.obj = root


@main.command("convert")
@click.argument("seeds", nargs=-1, metavar="[SEED …]")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--explain", is_flag=True, help="Show which term suggested each excerpt, and how names were read.")
@click.option("--layout", help="Read the documents in this layout instead of finding out.")
@click.option("--encoding", help="The encoding of the documents, where they aren't UTF-8 or UTF-16.")
@click.pass_obj
def convert_command(
    root: Path, seeds: tuple[str, ...], dry_run: bool, explain: bool, layout: str | None, encoding: str | None
) -> None:
    """Draft content/ for documents in seeds/ (default: those not yet converted). Existing files stay as they are."""
    names = seeds or convert.unconverted(root)
    alone = len(names) < 5 or not sys.stderr.isatty()
    with click.progressbar(names, label="Reading", file=sys.stderr, hidden=alone) as shown_names:
        drafts = convert.drafts(root, shown_names, convert.Reading(layout, encoding))
    for draft in drafts:
        _describe(draft, explain)
        if not dry_run:
            convert.write(root, draft)
    written = sum(len(draft.files) for draft in drafts)
    click.echo(f"{counted(written, 'file')} {'to write' if dry_run else 'written'}")


def _describe(draft: convert.Draft, explain: bool) -> None:
    click.echo(f"{draft.seed}: layout “{draft.layout}”")
    for path in draft.files:
        click.echo(f"  {path}")
    for remark in draft.questions:
        click.echo(f"  please check: {remark}")
    for remark in draft.explanations if explain else ():
        click.echo(f"  because: {remark}")


@main.command("check")
@click.option("--format", "form", type=click.Choice(list(reports.FORMATS)), default="text", help="How to print.")
@click.pass_context
def check_command(context: click.Context, form: str) -> None:
    """Print every problem of the record, sorted by place."""
    problems = checks.check(content.load(context.obj))
    click.echo(reports.FORMATS[form](problems))
    context.exit(1 if problems else 0)


@main.command("build")
@click.pass_obj
def build_command(root: Path) -> None:
    """Check the record and write its pages into docs/."""
    changes = building.build(root)
    click.echo(f"{counted(len(changes.written), 'page')} written, {len(changes.removed)} removed")


@main.command("schema")
@click.pass_obj
def schema_command(root: Path) -> None:
    """Write the JSON Schemas of the record, and of what `views changes` prints."""
    for path, text in {**schemas.files(), changes.SCHEMA: changes.schema_text()}.items():
        files.replace(root / path, text)
        click.echo(path)


@main.command("changes")
@click.argument("base")
@click.argument("head", required=False)
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", help="How to print.")
@click.option("--site-url", default="", help="Where the pages can be opened, for links to them.")
@click.pass_obj
def changes_command(root: Path, base: str, head: str | None, form: str, site_url: str) -> None:
    """Say what changed in the record from revision BASE to HEAD, by default to the files as they stand."""
    found = comparing.compare(root, base, head)
    if form == "json":
        click.echo(changes.as_json(found), nl=False)
        return
    click.echo(changes.markdown(found, lambda address: f"{site_url}{address}" if site_url else ""), nl=False)


@main.command("addresses")
@click.option("--check", "checking", is_flag=True, help="Fail where an address that was published is no more.")
@click.option("--base", help="With --check: a revision whose addresses must last too.")
@click.option("--format", "form", type=click.Choice(list(reports.FORMATS)), default="text", help="How to print.")
@click.option("--write", "writing", is_flag=True, help=f"Add those that are new to {sitemap.LIST}.")
@click.pass_context
def addresses_command(context: click.Context, checking: bool, base: str | None, form: str, writing: bool) -> None:
    """Print the address of every page and place of the site, or see to it that they last."""
    root: Path = context.obj
    if checking or base:
        problems = comparing.vanished(root, base)
        click.echo(reports.FORMATS[form](problems))
        context.exit(1 if problems else 0)
    if writing:
        files.replace(root / sitemap.LIST, comparing.list_of(root))
        click.echo(sitemap.LIST)
        return
    click.echo("\n".join(sorted(comparing.addresses(root))))


main.add_command(preview)


if __name__ == "__main__":
    sys.exit(main())
