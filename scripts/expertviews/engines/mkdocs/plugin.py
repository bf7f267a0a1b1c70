"""The plugin that this program adds to MkDocs for a build."""

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urljoin

from jinja2 import Environment
from markdown import Markdown
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from expertviews import addresses
from expertviews.engines import asides
from expertviews.engines.mkdocs.keeping import LastBuild, is_plain
from expertviews.engines.mkdocs.other_half import OtherHalf
from expertviews.pages import Compiled


class Asides(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Sets the HTML of generated pages aside until MkDocs and its theme are done with them."""

    def __init__(self) -> None:
        self._aside: dict[str, Sequence[str]] = {}
        self._converter: Markdown | None = None

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, **_: object) -> Page:
        """Have a generated page converted by what has converted those before."""
        if addresses.is_generated(page.file.src_uri):
            page.render = partial(self._render, page)  # type: ignore[method-assign]
        if page.canonical_url and config.extra.get("published_directory_urls"):
            page.canonical_url = urljoin(f"{config.site_url}/", addresses.address(page.file.src_uri))
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
        """The Markdown of a page without the HTML of a generated one."""
        if not addresses.is_generated(page.file.src_uri):
            return markdown
        left, self._aside[page.file.src_uri] = asides.set_aside(markdown)
        return left

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """The page with the HTML that was set aside."""
        return asides.put_back(output, self._aside.pop(page.file.src_uri, ()))

    @staticmethod
    def read_places(files: Files, texts: Mapping[str, str] | None = None) -> None:
        """Find the places in generated pages to which others link: MkDocs checks that these are there."""
        for file in files.documentation_pages():
            for linked in list(file.page.links_to_anchors or ()) if file.page else ():
                if linked.page and addresses.is_generated(linked.src_uri):
                    text = (texts or {}).get(linked.src_uri) or linked.content_string
                    linked.page.present_anchor_ids = set(asides.ids(text))


class Plugin(Asides):  # type: ignore[no-untyped-call]
    """Has MkDocs take over what it can from the last build, and read each generated page only when it is made."""

    def __init__(self, last: LastBuild) -> None:
        super().__init__()
        self._last = last
        self._half: OtherHalf | None = None
        self._is_making = False

    def on_files(self, files: Files, **_: object) -> None:
        """Choose what is taken over."""
        self._last.take(files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Have another process make half of the pages."""
        self._half = OtherHalf(files, config)
        self._files = files
        listed = {page.file for page in nav.pages}
        self._later = {
            it.src_uri
            for it in files.documentation_pages()
            if addresses.is_generated(it.src_uri) and it not in listed and it.is_modified()
        }
        for path in self._later:
            files.get_file_from_path(path).is_modified = lambda: self._is_making  # type: ignore[union-attr,method-assign]

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """From here on, MkDocs makes pages."""
        if is_plain(config):
            env.bytecode_cache = Compiled("theme")
        self.read_places(files)
        for path in self._later:
            file = files.get_file_from_path(path)
            if file and file.page:
                self.on_pre_page(file.page, config=config)  # the sitemap is written before the page is read
        self._is_making = True

    @event_priority(100)  # before what others do with its content
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        """Read a page that is to be made."""
        if page.file.src_uri in self._later:
            build._populate_page(page, config, self._files)  # noqa: SLF001 - MkDocs has no other way
        return context

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """The page with the HTML that was set aside. What was read of it is forgotten."""
        if page.file.src_uri in self._later:
            page.markdown, page.content, page.toc = "", "", []  # type: ignore[assignment]
        return super().on_post_page(output, page=page)

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
