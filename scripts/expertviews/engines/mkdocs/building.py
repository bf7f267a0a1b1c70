"""A build by MkDocs, with a plugin that sets the HTML of generated pages aside."""

import os

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from expertviews import addresses
from expertviews.engines import asides
from expertviews.engines.engine import SiteError, SiteFiles

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of the theme's


def build(files: SiteFiles, *, strict: bool) -> None:
    """Build a site. Raises SiteError, also for a warning if `strict`."""
    try:
        config = configured(files, strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        raise SiteError(str(error)) from None


def configured(files: SiteFiles, *, strict: bool = False) -> MkDocsConfig:
    """MkDocs' configuration of a site, with our plugin."""
    config = load_config(str(files.config), site_dir=str(files.to), strict=strict)
    config.plugins["expertviews"] = _Plugin()
    return config


class _Plugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Sets the HTML of generated pages aside while their Markdown is converted."""

    def __init__(self) -> None:
        self._aside: dict[str, list[str]] = {}

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
