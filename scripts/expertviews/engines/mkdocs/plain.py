"""Tells whether each page depends only on its own Markdown and on what all pages share, so it can be made by itself."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from expertviews.checks import OVERRIDES

_PLUGINS = {"search", "material/search", "offline", "material/offline", "expertviews"}
"""Plugins that are known not to put one page into another."""
_OTHER_PAGES = re.compile(r"\b(pages|nav|(next|previous)_page|parent|ancestors|children|siblings)\b")
"""The names by which templates reach other pages."""


def is_plain(config: MkDocsConfig) -> bool:
    """Return whether no page of a site can show anything of another one, such as its title in the navigation."""
    if config.hooks or not set(config.plugins) <= _PLUGINS or config.nav is None or not _has_titles(config.nav):
        return False
    templates = (Path(config.config_file_path or "").parent / OVERRIDES).rglob("*.html")
    return not any(_OTHER_PAGES.search(path.read_text(encoding="utf-8", errors="replace")) for path in templates)


def _has_titles(nav: Sequence[Any]) -> bool:
    """Return whether each entry of the navigation has its title there, instead of in a page."""
    for entry in nav:
        target = next(iter(entry.values())) if isinstance(entry, dict) else None
        if target is None or (isinstance(target, list) and not _has_titles(target)):
            return False
    return True
