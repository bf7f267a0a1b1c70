"""Whether a page is made of nothing but its own Markdown and what all pages share, so that it can be made by itself.

It isn't where something may put one page into another that isn't known here.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from expertviews.checks import OVERRIDES

_KNOWN = {"search", "material/search", "offline", "material/offline", "expertviews"}  # plugins
_OTHERS = re.compile(r"\b(pages|nav|(next|previous)_page|parent|ancestors|children|siblings)\b")
"""What templates reach other pages by."""


def is_plain(config: MkDocsConfig) -> bool:
    """Whether no page of a site can show anything of another one."""
    is_told = config.nav is not None and all(_titled(config.nav))
    return is_told and not config.hooks and set(config.plugins) <= _KNOWN and not any(_of_others(config))


def _of_others(config: MkDocsConfig) -> Iterator[bool]:
    """Whether each template that a project lays over the theme's names anything by which other pages are reached."""
    for path in (Path(config.config_file_path or "").parent / OVERRIDES).rglob("*.html"):
        yield bool(_OTHERS.search(path.read_text(encoding="utf-8", errors="replace")))


def _titled(nav: Sequence[Any]) -> Iterator[bool]:
    """Whether each entry of the navigation has its title there, instead of in a page."""
    for entry in nav:
        below = next(iter(entry.values())) if isinstance(entry, dict) else None
        yield from _titled(below) if isinstance(below, list) else (below is not None,)
