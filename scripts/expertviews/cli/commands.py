"""The command `views`. Each of its commands is imported only when it is called, since to import them all takes long."""

import errno
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from expertviews import __version__
from expertviews.cli import terminal
from expertviews.invocation import as_typed
from expertviews.kept import gc_paused
from expertviews.mappings import Lazy
from expertviews.problems import Failure, Misuse, ProblemsFound, report

_MODULES = {
    "check": "cli.checking",
    **dict.fromkeys(("status", "build", "schema", "forms"), "cli.record"),
    **dict.fromkeys(("init", "upgrade"), "cli.starting"),
    **dict.fromkeys(("site", "serve"), "cli.sites"),
    **dict.fromkeys(("convert", "outline"), "cli.converting"),
    **dict.fromkeys(("changes", "addresses"), "cli.history"),
    **dict.fromkeys(("preview", "contribute"), "previews.commands"),
    "new": "cli.new",
    "add": "cli.adding",
    "suggest": "cli.suggesting",
}
"""The module of each command; its function is named after the command."""


def _import_command(name: str, module: str) -> click.Command:
    with gc_paused():  # nothing that is imported is garbage
        command: click.Command = getattr(import_module(f"expertviews.{module}"), f"{name}_command")
    return command


class _Commands(click.Group):
    """Commands that end with a message and an exit status, and without a traceback, if an expected error occurs."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        terminal.write_utf8()
        return super().main(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except ProblemsFound as error:
            with terminal.untrusted(err=True):
                click.echo(report(error.problems), err=True)
            ctx.exit(1)
        except Misuse as error:
            raise click.UsageError(as_typed(str(error))) from None
        except Failure as error:
            terminal.say(f"views: {error}", err=True)
            ctx.exit(1)
        except click.UsageError as error:
            if type(error) is not click.UsageError:
                raise
            raise click.UsageError(as_typed(error.message), error.ctx) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has closed the pipe, which Click handles
                raise
            click.echo(f"views: {error.filename or 'a file'}: {error.strerror or error}", err=True)
            ctx.exit(1)


def _nearest_root() -> Path:
    """Return the nearest folder, from the current one upwards, that has a mkdocs.yml. Raises UsageError."""
    what = "no mkdocs.yml in this folder or above it"
    try:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "mkdocs.yml").is_file():
                return folder
    except OSError as error:
        what = f"this folder can't be read: {error.strerror}"
    raise click.UsageError(f"{what}; give the project's folder with --root")


@click.group(cls=_Commands, commands=Lazy(_MODULES, _import_command))
@click.version_option(__version__, prog_name="views")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with content/, seeds/ and docs/. Default: the nearest one with a mkdocs.yml.",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Expert round-tables as structured views, with every quotation checked against its source."""
    if context.invoked_subcommand != "init":
        context.obj = root.resolve() if root else _nearest_root()
