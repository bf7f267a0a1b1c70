"""The command `views` and its shorter subcommands."""

import datetime
import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from expertviews import __version__, checks, content, files, git, kept, publish
from expertviews.changes import SCHEMA, UnknownRevisionError, schema_text
from expertviews.checks import REPORT_FORMATS, FixedFile, status_report
from expertviews.cli import converting, history, reference, sites, starting, terminal
from expertviews.cli.new import new_group
from expertviews.cli.suggesting import suggest_command
from expertviews.content import schemas
from expertviews.engines import SiteError
from expertviews.invocation import as_typed
from expertviews.previews import GitHubError, preview
from expertviews.problems import ProblemsFound, counted, report
from expertviews.projects import NotAProjectError


class _Commands(click.Group):
    """Turns expected errors of any command into a message and an exit status instead of a traceback."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        terminal.write_utf8()
        return super().main(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except ProblemsFound as found:
            with terminal.untrusted(err=True):
                click.echo(report(found.problems), err=True)
            ctx.exit(1)
        except (GitHubError, git.GitError, SiteError, NotAProjectError) as error:
            terminal.say(f"views: {error}", err=True)
            ctx.exit(1)
        except click.UsageError as error:
            raise (
                click.UsageError(as_typed(error.message), error.ctx) if type(error) is click.UsageError else error
            ) from None
        except UnknownRevisionError as error:
            raise click.UsageError(str(error), ctx) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has closed the pipe, which Click handles
                raise
            click.echo(f"views: {error.filename or 'a file'}: {error.strerror or error}", err=True)
            ctx.exit(1)


def _nearest_root() -> Path:
    try:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "mkdocs.yml").is_file():
                return folder
    except OSError as error:
        raise click.UsageError(
            f"this folder can't be read: {error.strerror}; give the project's folder with --root"
        ) from None
    raise click.UsageError("no mkdocs.yml in this folder or above it; give the project's folder with --root")


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="views")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with content/, seeds/ and docs/. Default: the nearest one with a mkdocs.yml.",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Expert round-tables as structured views, with every quotation checked against its source."""
    if context.invoked_subcommand != starting.init_command.name:
        context.obj = root.resolve() if root else _nearest_root()


@main.command("check")
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


@main.command("status")
@click.pass_obj
def status_command(root: Path) -> None:
    """Print what is waiting for review or judgement, by question."""
    publish.checked_library(root)
    today = datetime.datetime.now(tz=datetime.UTC).date()
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


@main.command("build")
@click.pass_obj
def build_command(root: Path) -> None:
    """Check the record, and write its pages to docs/."""
    changes = publish.build_pages(root)
    sites.say_what_changed(changes)
    for page in changes.by_hand:
        terminal.say(publish.hand_written_warning(page))


@main.command("schema")
@click.pass_obj
def schema_command(root: Path) -> None:
    """Write content/schemas/, which editors use to complete and explain keys."""
    for path in schemas.update(root):
        click.echo(path)


@main.command("reference")
@click.pass_obj
def reference_command(root: Path) -> None:
    """Write the generated parts of docs/: the format reference, the problems, and the schema of changes."""
    for path, text in {**reference.reference_pages(), SCHEMA: schema_text()}.items():
        files.replace(root / path, text)
        click.echo(path)


main.add_command(starting.init_command)
main.add_command(starting.upgrade_command)
main.add_command(sites.site_command)
main.add_command(sites.serve_command)
main.add_command(converting.convert_command)
main.add_command(converting.outline_command)
main.add_command(new_group)
main.add_command(suggest_command)
main.add_command(history.changes_command)
main.add_command(history.addresses_command)
main.add_command(preview)
