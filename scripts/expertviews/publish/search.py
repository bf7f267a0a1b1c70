"""The site's search index: entries of the record, and what the engine indexed of hand-written pages.

It is one file, which a reader's first search fetches whole. If that would be too large, Pagefind splits it up.
"""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from expertviews import files, halves
from expertviews.kept import Cache, digest, file_state
from expertviews.pages import SearchEntry, choices
from expertviews.publish import search_split
from expertviews.wording import Language, wording

INDEX = "search/search_index.json"
"""The theme's index, in the site's folder: `docs`, whose words are searched, and `config`."""
INDEX_SCRIPT = "search/search_index.js"
"""The same as a script, for a site that is opened from a folder, where pages can't read files."""
_ZENSICAL_INDEX = "search.json"
"""Zensical's index, which its own search reads whole: `items` and `config`."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Search:
    """The search index of a site in a folder.

    It is split up if its compressed size is more than `max_bytes`; if that is 0, never. Parts that the cache
    has as they were made aren't made again.
    """

    site: Path
    max_bytes: int = 0
    language: str = "en"
    cache: Cache = field(default_factory=Cache)

    def complete(self, entries: Sequence[SearchEntry]) -> Callable[[], None]:
        """Add the entries of the record to the index that an engine made, and return a function that waits for it.

        Zensical filters by tags: every value of our filters becomes one.
        """
        wait: Callable[[], None] = _do_nothing
        if (path := self.site / INDEX).is_file():
            wait = self.write(json.loads(path.read_text(encoding="utf-8")), entries)
        else:
            search_split.remove(self.site / "search")
        if (path := self.site / _ZENSICAL_INDEX).is_file():
            index = json.loads(path.read_text(encoding="utf-8"))
            config = {**index.get("config", {}), "language": self.language.split("-", maxsplit=1)[0]}
            items = [*index["items"], *map(_zensical_item, entries)]
            whole = json.dumps({**index, "config": config, "items": items}, ensure_ascii=False)
            _replace(path, path.with_suffix(".js"), whole)
        return wait

    def write(self, index: Mapping[str, Any], entries: Sequence[SearchEntry]) -> Callable[[], None]:
        """Add the entries of the record to an index of hand-written pages, and return a function that waits for it."""
        merged = _merged(index, entries, self.language)
        whole, wait = _dump(merged), _do_nothing
        if self.max_bytes and len(gzip.compress(whole.encode(), 1)) > self.max_bytes:
            parts = search_split.divided(merged["docs"])
            wait = self._split(parts, merged["config"])
            whole = _dump({"config": {**merged["config"], "parts": list(parts)}, "docs": []})
        else:
            search_split.remove(self.site / "search")
        _replace(self.site / INDEX, self.site / INDEX_SCRIPT, whole)
        return wait

    def _split(self, parts: Mapping[str, Sequence[Document]], config: Mapping[str, Any]) -> Callable[[], None]:
        """Write the parts of the index in another process, and return a function that waits for it."""
        folder, shared = self.site / "search", (config["filters"], config["language"])
        keys = {name: digest(_dump(documents), *map(_dump, shared)) for name, documents in parts.items()}
        stale = [
            name for name, key in keys.items() if self.cache.unchanged_files(f"search/{name}", key, self.site) is None
        ]
        search_split.remove(folder, but=parts.keys() - stale)

        def make() -> None:
            for name in stale:
                search_split.write(search_split.part_folder(folder, name), parts[name], *shared)

        wait = halves.started(make) if stale else _do_nothing

        def finish() -> None:
            wait()
            for name in stale:
                paths = (path for path in search_split.part_folder(folder, name).rglob("*") if path.is_file())
                states = {path.relative_to(self.site).as_posix(): file_state(path) for path in paths}
                self.cache.put(f"search/{name}", keys[name], states)

        return finish


def _do_nothing() -> None:
    pass


def _replace(path: Path, script: Path, index: str) -> None:
    """Write the text of an index, and its script if there is one."""
    files.replace(path, index)
    if script.is_file():
        files.replace(script, as_script(index))


def as_script(index: str) -> str:
    """Return the text of an index as a script."""
    return f"var __index = {index}"


def unsplit(index: Mapping[str, Any], entries: Sequence[SearchEntry], language: str = "en") -> str:
    """Return the text of an index of hand-written pages with the entries of the record, in one file."""
    return _dump(_merged(index, entries, language))


def _merged(index: Mapping[str, Any], entries: Sequence[SearchEntry], language: str) -> Mapping[str, Any]:
    config = {**index["config"], "filters": choices(entries, language), "language": language.split("-", maxsplit=1)[0]}
    config["words"] = _messages(wording(language).language)
    return {"config": config, "docs": [*index["docs"], *map(search_document, entries)]}


def _messages(language: Language) -> Mapping[str, Any]:
    """Return what the search script tells readers: for each filter its name and “any”, and numbers of results."""
    gettext = language.gettext
    return {
        "theme": [gettext("Theme"), gettext("Any theme")],
        "contributor": [gettext("Contributor"), gettext("Anybody")],
        "stance": [gettext("Stance"), gettext("Any stance")],
        "year": [gettext("Year"), gettext("Any year")],
        "none": gettext("No results"),
        "found": language.plural_forms("%(num)s result", "%(num)s results"),
        "most": language.plural_forms("The best %(shown)s of %(num)s result", "The best %(shown)s of %(num)s results"),
    }


def search_document(entry: SearchEntry) -> Document:
    """Return an entry as a document of the theme's index, in HTML. The title of an answer is its question."""
    title, text = entry.title, f"{entry.question} {entry.words}".strip()
    if entry.kind == "answer":
        title, text = entry.question, entry.words
    return {
        "location": entry.place,
        "title": escape(title, quote=False),
        "text": escape(text, quote=False),
        "kind": entry.kind,
        "filters": entry.filters,
    }


def _zensical_item(entry: SearchEntry) -> Document:
    """Return an entry as an item of Zensical's index."""
    place = {"level": 2 if "#" in entry.place else 1, "path": [escape(entry.title, quote=False)]}
    return {**search_document(entry), **place, "tags": [value for values in entry.filters.values() for value in values]}


def _dump(index: object) -> str:
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))
