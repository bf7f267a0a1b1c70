"""What a build by MkDocs takes over from the last one: files of the site that it would make the same again.

These are generated pages and files that are copied, if their source is the same, and everything that all pages share,
and if the file in the site is as MkDocs left it. Hand-written pages are always built, since their links are checked.
Nothing is taken over where something may put one page into another that isn't known here, nor from a build that warned
of anything.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from expertviews import addresses, kept
from expertviews.checks import OVERRIDES
from expertviews.engines import stamp
from expertviews.engines.engine import SiteFiles
from expertviews.kept import Kept, State, state

_KNOWN = {"search", "material/search", "offline", "material/offline", "expertviews"}  # plugins
_OTHERS = re.compile(r"\b(pages|nav|(next|previous)_page|parent|ancestors|children|siblings)\b")
"""What templates reach other pages by."""


class LastBuild:
    """What can be taken over of the last build into the same folder; `kept` are files that have been."""

    def __init__(self, site: SiteFiles, config: MkDocsConfig, known: Kept) -> None:
        self._to, self._known = site.to, known
        self._shared = stamp.shared(site) if is_plain(config) else ""
        self._last: Mapping[str, tuple[object, State]] = known.get("mkdocs", self._shared) or {}
        self.kept = set[str]()
        self._sources: dict[str, object] = {}

    def take(self, found: Files) -> None:
        """Have MkDocs make only files that can't be taken over, and remove what it made then."""
        for file in found:
            source = self._sources[file.dest_uri] = _source(file)
            last, there = self._last.get(file.dest_uri), state(file.abs_dest_path)
            if source is not None and there and last == (source, there):
                self.kept.add(file.dest_uri)
        for file in found:
            is_kept = file.dest_uri in self.kept
            file.is_modified = lambda is_kept=is_kept: not is_kept  # type: ignore[method-assign,misc]
        stamp.remove(self._to, self._last.keys() - self.kept)

    @property
    def made(self) -> Collection[str]:
        """The paths of what the site has of MkDocs, besides its templates."""
        return self._sources.keys()

    def keep(self) -> None:
        """Have the next build take over what this one has made or taken over."""
        made = {path: (source, state(self._to / path)) for path, source in self._sources.items()}
        self._known.note("mkdocs", self._shared, made)


def _source(file: File) -> object:
    """What a file of the site is made of, besides what all share; None if that isn't known."""
    if file.src_dir is None or file.abs_src_path is None:
        return None
    if addresses.is_generated(file.src_uri):
        return state(file.abs_src_path)  # it is replaced as a whole, never edited
    return None if file.is_documentation_page() else kept.of_file(Path(file.abs_src_path))


def is_plain(config: MkDocsConfig) -> bool:
    """Whether a page is made of nothing but its own source and what all pages share."""
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
