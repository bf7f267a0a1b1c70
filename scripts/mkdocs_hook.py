"""MkDocs' hook: before each build of the site, the pages are written; while it is served, it is kept up to date."""

from pathlib import Path
from typing import Any

from expertviews.publish import sitemap
from expertviews.publish.serving import LiveSite

_site = LiveSite()


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether the site is served or built."""
    _site.serving = command == "serve"


def on_pre_build(*, config: Any) -> None:
    """Write the pages."""
    _site.write_pages(config)


def on_template_context(context: dict[str, Any], *, template_name: str, config: Any) -> None:
    """Have the sitemap list what is to be found, with real dates."""
    if template_name == sitemap.NAME:
        _site.list_pages(context, config)


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Set the HTML of generated pages aside."""
    return _site.set_aside(page, markdown)


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Put it back."""
    return _site.put_back(page, html)


def on_post_build(*, config: Any) -> None:
    """Add the files beside the pages; have search find all pages, and two builds make the same bytes."""
    _site.write_files(config)
    _site.complete_search(config)
    sitemap.compress(Path(config.site_dir))


def on_serve(server: Any, *, config: Any, **_: Any) -> None:
    """Build again when a source changes."""
    _site.watch(server, config)
