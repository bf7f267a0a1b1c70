"""The plugin that this program adds to MkDocs for a build."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from expertviews import addresses
from expertviews.engines.mkdocs import asides
from expertviews.engines.mkdocs.keeping import LastBuild

_INDEX = "search/search_index.json"


class Plugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Has MkDocs take over what it can from the last build, and sets the HTML of generated pages aside."""

    def __init__(self, last: LastBuild) -> None:
        self._last = last
        self._aside: dict[str, list[str]] = {}
        self._found: dict[str, list[dict[str, Any]]] = {}
        self._order: dict[str, int] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Choose what is taken over."""
        found = _entries(Path(config.site_dir) / _INDEX)
        self._last.take(files)
        pages = files.documentation_pages()
        self._order = {file.url.removeprefix("./"): at for at, file in enumerate(pages)}
        kept = {file.url.removeprefix("./") for file in pages if file.dest_uri in self._last.kept}
        self._found = {page: entries for page, entries in found.items() if page in kept}

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """The Markdown of a page without the HTML of a generated one."""
        if not addresses.is_generated(page.file.src_uri):
            return markdown
        left, self._aside[page.file.src_uri] = asides.set_aside(markdown)
        return left

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """The content of a page with the HTML that was set aside."""
        blocks = self._aside.pop(page.file.src_uri, [])
        page.present_anchor_ids = (page.present_anchor_ids or set()).union(asides.ids(blocks))
        return asides.put_back(html, blocks)

    def on_env(self, _: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Read pages that are taken over, if others link to places in them: MkDocs checks that these are there."""
        for file in files.documentation_pages():
            for linked in list(file.page.links_to_anchors or ()) if file.page else ():
                if linked.page and linked.page.present_anchor_ids is None:
                    linked.is_modified = lambda: True  # type: ignore[method-assign]
                    build._populate_page(linked.page, config, files)  # noqa: SLF001 - MkDocs has no other way

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the entries of pages that were taken over back into the search index."""
        path = Path(config.site_dir) / _INDEX
        if path.is_file():
            index = json.loads(path.read_text(encoding="utf-8"))
            found = self._found | _entries(path)
            ordered = sorted(found, key=lambda page: self._order[page])
            index["docs"] = [entry for page in ordered for entry in found[page]]
            path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")


def _entries(index: Path) -> dict[str, list[dict[str, Any]]]:
    """The entries of a search index, by page."""
    if not index.is_file():
        return {}
    entries = json.loads(index.read_text(encoding="utf-8"))["docs"]
    return {page: list(found) for page, found in groupby(entries, lambda entry: entry["location"].partition("#")[0])}
