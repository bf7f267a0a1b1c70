"""MkDocs' hook: before each build of the site, the pages are built from the record."""

from typing import Any

from expertviews.publish.serving import Preview

_preview = Preview()


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether the site is being served or built."""
    _preview.serving = command == "serve"


def on_pre_build(*, config: Any) -> None:
    """Build the pages."""
    _preview.build(config)


def on_serve(server: Any, *, config: Any, builder: Any) -> Any:
    """Build again when the record changes."""
    return _preview.watch(server, config, builder)
