"""The plugin that this program adds to MkDocs for every site."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urljoin

from jinja2 import Environment
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from expertviews import addresses
from expertviews.engines import asides


class Asides(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Sets the HTML of generated pages aside until MkDocs and its theme are done with them."""

    def __init__(self) -> None:
        self._aside: dict[str, Sequence[str]] = {}
        self._converter: Markdown | None = None

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, **_: object) -> Page:
        """Have a generated page converted by the same converter as those before it."""
        if addresses.is_generated(page.file.src_uri):
            page.render = partial(self._render, page)  # type: ignore[method-assign]
        if page.canonical_url and config.extra.get("published_directory_urls"):
            page.canonical_url = urljoin(config.site_url or "", addresses.address(page.file.src_uri))
        return page

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Convert what is left of a generated page. It has no links, and its title is in its front matter."""
        if "title" not in page.meta:
            Page.render(page, config, files)
            return
        self._converter = self._converter or Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        page.content = self._converter.reset().convert(page.markdown or "")
        page.toc = get_toc(getattr(self._converter, "toc_tokens", []))

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Return the Markdown of a page; of a generated one, without its HTML."""
        if not addresses.is_generated(page.file.src_uri):
            return markdown
        left, self._aside[page.file.src_uri] = asides.set_aside(markdown)
        return left

    def on_env(self, _env: Environment, /, *, files: Files, **_: object) -> None:
        """Tell MkDocs the ids in generated pages to which others link, since it checks that these are there."""
        pages = (file.page for file in files.documentation_pages() if file.page)
        for linked in (file for page in pages for file in page.links_to_anchors or ()):
            if linked.page and addresses.is_generated(linked.src_uri):
                linked.page.present_anchor_ids = set(asides.ids(self.markdown(linked)))

    def markdown(self, page: File) -> str:
        """Return the Markdown of a generated page."""
        return page.content_string

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Return the page with the HTML that was set aside."""
        return asides.put_back(output, self._aside.pop(page.file.src_uri, ()))
