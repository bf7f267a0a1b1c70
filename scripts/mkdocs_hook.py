"""MkDocs' hook: before each build of the site, the pages are written; while it is served, it is kept up to date."""

from typing import Any

from expertviews.publish.serving import LiveSite

_site = LiveSite()


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether the site is served or built."""
    _site.serving = command == "serve"


def on_pre_build(*, config: Any) -> None:
    """Write the pages."""
    _site.write_pages(config)


def on_post_build(*, config: Any) -> None:
    """Have search find the pages too that weren't built again."""
    _site.complete_search(config)


def on_serve(server: Any, *, config: Any, **_: Any) -> None:
    """Build again when a source changes."""
    _site.watch(server, config)
