"""The commands that make a site: `views site` and `views serve`."""

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from expertviews import engines
from expertviews.cli import terminal
from expertviews.engines import SiteFiles

_engine = click.option(
    "--engine", type=click.Choice(engines.ENGINES), default=engines.DEFAULT, help="What makes a site of the pages."
)
_config = click.option(
    "--config", default="mkdocs.yml", metavar="FILE", help="The site's configuration, in the project's folder."
)


@click.command("site")
@_engine
@_config
@click.option("--to", type=click.Path(path_type=Path), help="The folder of the site. Default: site/ in the project.")
@click.option("--convert", "converting", is_flag=True, help="First outline and draft what is new in seeds/.")
@click.option("--strict", is_flag=True, help="Fail if there are warnings, such as one about a broken link.")
@click.option(
    "--whole", is_flag=True, help="Also make what isn't a page: data, feeds, embeds, pictures of shared links."
)
@click.pass_obj
def site_command(
    root: Path, *, engine: str, config: str, to: Path | None, converting: bool, strict: bool, whole: bool
) -> None:
    """Check the record, write its pages to docs/, and build the site of them, unless nothing has changed."""
    files = SiteFiles(root, root / config, (to or root / "site").absolute())
    first = partial(_import_and_call, "converting", "convert_new", root) if converting else str
    written, doubts = engines.build_site(files, engine, strict=strict, whole=whole, first=first)
    if written:
        _import_and_call("record", "say_what_changed", written)
    else:
        click.echo("nothing has changed since the last build")
        terminal.say(doubts, nl=False)


@click.command("serve")
@_engine
@_config
@click.option("--host", default="127.0.0.1", help="The address to serve at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port to serve at.")
@click.pass_obj
def serve_command(root: Path, *, engine: str, config: str, host: str, port: int) -> None:
    """Serve the site, and build it again after every edit."""
    engines.serve_site(SiteFiles(root, root / config, root / "site"), engine, host, port)


def _import_and_call(module: str, name: str, *arguments: Any) -> Any:
    """Call a function of a module of commands, which takes long to import and isn't needed if nothing has changed."""
    return getattr(import_module(f"expertviews.cli.{module}"), name)(*arguments)
