"""The plugin that this program adds to MkDocs for a build."""

from collections.abc import Iterator
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from expertviews import addresses
from expertviews.engines import asides
from expertviews.engines.mkdocs.keeping import LastBuild
from expertviews.engines.mkdocs.other_half import OtherHalf


class Asides(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Sets the HTML of generated pages aside."""

    def __init__(self) -> None:
        self._aside: dict[str, list[str]] = {}

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
        """The Markdown of a page without the HTML of a generated one."""
        if page.canonical_url and config.extra.get("published_directory_urls"):
            page.canonical_url = urljoin(f"{config.site_url}/", addresses.address(page.file.src_uri))
        if not addresses.is_generated(page.file.src_uri):
            return markdown
        left, self._aside[page.file.src_uri] = asides.set_aside(markdown)
        return left

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """The content of a page with the HTML that was set aside."""
        blocks = self._aside.pop(page.file.src_uri, [])
        page.present_anchor_ids = (page.present_anchor_ids or set()).union(asides.ids(blocks))
        return asides.put_back(html, blocks)

    @staticmethod
    def unread(files: Files) -> Iterator[Page]:
        """Pages that weren't read, to places in which others link: MkDocs checks that these are there."""
        for file in files.documentation_pages():
            for linked in list(file.page.links_to_anchors or ()) if file.page else ():
                if linked.page and linked.page.present_anchor_ids is None:
                    yield linked.page


class Plugin(Asides):  # type: ignore[no-untyped-call]
    """Has MkDocs take over what it can from the last build."""

    def __init__(self, last: LastBuild) -> None:
        super().__init__()
        self._last = last
        self._half: OtherHalf | None = None

    def on_files(self, files: Files, **_: object) -> None:
        """Choose what is taken over."""
        self._last.take(files)

    def on_nav(self, _: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Have another process make half of the pages."""
        self._half = OtherHalf(files, config)

    def on_env(self, _: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Read pages that are taken over, if others link to places in them."""
        for page in self.unread(files):
            page.file.is_modified = lambda: True  # type: ignore[method-assign]
            build._populate_page(page, config, files)  # noqa: SLF001 - MkDocs has no other way

    @event_priority(100)  # before search is written
    def on_post_build(self, **_: object) -> None:
        """Wait for the other half."""
        if self._half and self._half.is_here:
            self._half.leave()
        if self._half:
            self._half.join()

    def on_build_error(self, *, error: Exception) -> None:
        """Tell the other half."""
        if self._half and self._half.is_here:
            self._half.leave(error)
