"""The command `views`: calls, options and what a person reads. The work is done elsewhere."""

import datetime
import errno
from collections.abc import Sequence
from pathlib import Path

import click

from expertviews import __version__, addresses, checks, content, files, git, publish
from expertviews.changes import SCHEMA, UnknownRevisionError, schema_text
from expertviews.checks import REPORT_FORMATS, FixedFile, status_report
from expertviews.cli import converting, history, reference, terminal
from expertviews.cli.new import new_group
from expertviews.content import schemas
from expertviews.previews import GitHubError, preview
from expertviews.problems import ProblemsFound, counted, report
from expertviews.publish import build as building
from expertviews.publish import redirects


class _Commands(click.Group):
    """Turns what can go wrong in any command into a message and an exit status; no traceback reaches a user."""

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except ProblemsFound as found:
            with terminal.inert(err=True):
                click.echo(report(found.problems), err=True)
            ctx.exit(1)
        except (GitHubError, git.GitError) as error:
            click.echo(f"views: {error}", err=True)
            ctx.exit(1)
        except UnknownRevisionError as error:
            raise click.UsageError(str(error), ctx) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on, which Click deals with
                raise
            click.echo(f"views: {error.filename or 'a file'}: {error.strerror or error}", err=True)
            ctx.exit(1)


def _nearest_root(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    if value:
        return value.resolve()
    try:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "mkdocs.yml").is_file():
                return folder
    except OSError as error:
        raise click.UsageError(f"this folder can't be read: {error.strerror}; name the project's with --root") from None
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


@main.command("check")
@click.option("--format", "form", type=click.Choice(list(REPORT_FORMATS)), default="text", help="How to print.")
@click.option("--fix", is_flag=True, help="First mend what has one right answer: shows the changes, and asks.")
@click.option("--nearest", is_flag=True, help="With --fix: take the nearest word for a misspelt one, too.")
@click.option("--yes", is_flag=True, help="With --fix: make the changes without asking.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes, and make none.")
@click.pass_context
def check_command(context: click.Context, form: str, fix: bool, nearest: bool, yes: bool, dry_run: bool) -> None:
    """Print every problem of the record, sorted by place."""
    if (nearest or yes or dry_run) and not fix:
        raise click.UsageError("--nearest, --yes and --dry-run go with --fix")
    if not (context.obj / content.FOLDER).is_dir():
        raise click.UsageError(f"{context.obj} has no {content.FOLDER}/; name the project's folder with --root")
    if fix:
        content.refuse_unreadable(context.obj)
        _fix(context.obj, checks.fixed_files(context.obj, nearest=nearest), yes, dry_run)
    problems = checks.check(content.load(context.obj))
    click.echo(REPORT_FORMATS[form](problems))
    context.exit(1 if problems else 0)


@main.command("status")
@click.pass_obj
def status_command(root: Path) -> None:
    """Print what awaits review or judgement, by question."""
    building.library(root)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    with terminal.inert():
        for line in converting.pending(root):
            click.echo(line)
    click.echo(status_report(content.load(root), today.isoformat()))


def _fix(root: Path, fixed: Sequence[FixedFile], yes: bool, dry_run: bool) -> None:
    """Show what would change, and change it if the editor wants it."""
    for file in fixed:
        click.echo(file)
    if not fixed:
        click.echo("nothing that can be mended by itself")
    elif dry_run:
        click.echo(f"{counted(len(fixed), 'file')} would change")
    elif yes or click.confirm(f"Change {counted(len(fixed), 'file')}?"):
        content.sweep(root)
        for file in fixed:
            content.write_edited(root, file.path, file.before, file.after)
        click.echo(f"{counted(len(fixed), 'file')} changed")


@main.command("build")
@click.pass_obj
def build_command(root: Path) -> None:
    """Check the record and write its pages into docs/."""
    changes = building.build(root)
    click.echo(f"{counted(len(changes.written), 'page')} written, {len(changes.removed)} removed")
    for page in changes.by_hand:
        click.echo(publish.warning(page))
    for page in changes.removed:
        what = f"{addresses.address(page)} has no page any more: so that links to it still lead somewhere, add to"
        click.echo(f"{what} {content.REDIRECTS}, under `moved:`\n  {redirects.entry(page)}")


@main.command("schema")
@click.pass_obj
def schema_command(root: Path) -> None:
    """Write content/schemas/, by which editor programs complete and explain keys."""
    for path in schemas.write(root):
        click.echo(path)


@main.command("reference")
@click.pass_obj
def reference_command(root: Path) -> None:
    """Write what in docs/ is made of the program: the record's format, its problems, and the schema of changes."""
    for path, text in {**reference.pages(), SCHEMA: schema_text()}.items():
        files.replace(root / path, text)
        click.echo(path)


main.add_command(converting.convert_command)
main.add_command(converting.outline_command)
main.add_command(new_group)
main.add_command(history.changes_command)
main.add_command(history.addresses_command)
main.add_command(preview)
