"""The site's search index: what search finds of the record, and what the engine found in hand-written pages.

It is one file, which a reader's first search fetches whole. Where that would be too much, Pagefind splits it up.
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
"""The index of the theme, in the site's folder: `docs`, of which search reads the words, and `config`."""
AS_SCRIPT = "search/search_index.js"
"""The same, for a site to open from a folder, which can't read files."""
_ZENSICAL = "search.json"
"""Zensical's, which its own search reads whole: `items`."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Search:
    """The index of a site in a folder.

    It is split up if it has more than `most` bytes when it is compressed; with 0, never. Parts that are `known` to be
    there aren't made.
    """

    site: Path
    most: int = 0
    language: str = "en"
    known: Cache = field(default_factory=Cache)

    def complete(self, entries: Sequence[SearchEntry]) -> Callable[[], None]:
        """Have the index hold the record, too, whichever engine made it; MkDocs' as `write` does.

        What is returned waits until all is done. Zensical has a filter of its own, by tags: ours are all that there is
        to filter by.
        """
        wait: Callable[[], None] = _nothing
        if (path := self.site / INDEX).is_file():
            wait = self.write(json.loads(path.read_text(encoding="utf-8")), entries)
        else:
            search_split.remove(self.site / "search")
        if (path := self.site / _ZENSICAL).is_file():
            index = json.loads(path.read_text(encoding="utf-8"))
            config = {**index.get("config", {}), "language": self.language.split("-", maxsplit=1)[0]}
            items = [*index["items"], *map(_item, entries)]
            whole = json.dumps({**index, "config": config, "items": items}, ensure_ascii=False)
            files.replace(path, whole)
            if (as_script := path.with_suffix(".js")).is_file():
                files.replace(as_script, f"var __index = {whole}")
        return wait

    def write(self, index: Mapping[str, Any], entries: Sequence[SearchEntry]) -> Callable[[], None]:
        """Write the index: that of hand-written pages with the entries of the record. What is returned waits for it."""
        made = _merged(index, entries, self.language)
        whole, wait = _dump(made), _nothing
        if self.most and len(gzip.compress(whole.encode(), 1)) > self.most:
            parts = search_split.divided(made["docs"])
            wait = self._split(parts, made["config"])
            whole = _dump({"config": {**made["config"], "parts": list(parts)}, "docs": []})
        else:
            search_split.remove(self.site / "search")
        files.replace(self.site / INDEX, whole)
        as_script = self.site / AS_SCRIPT
        if as_script.is_file():
            files.replace(as_script, f"var __index = {whole}")
        return wait

    def _split(self, parts: Mapping[str, Sequence[Document]], config: Mapping[str, Any]) -> Callable[[], None]:
        """Have the site hold the parts of the index. That takes long, so another process does it meanwhile."""
        folder, shared = self.site / "search", (config["filters"], config["language"])
        keys = {name: digest(_dump(it), *map(_dump, shared)) for name, it in parts.items()}
        stale = [
            name for name, it in keys.items() if self.known.unchanged_files(f"search/{name}", it, self.site) is None
        ]
        search_split.remove(folder, but=parts.keys() - stale)

        def make() -> None:
            for name in stale:
                search_split.write(search_split.part(folder, name), parts[name], *shared)

        wait = halves.started(make) if stale else _nothing

        def finish() -> None:
            wait()
            for name in stale:
                made = (it for it in search_split.part(folder, name).rglob("*") if it.is_file())
                states = {it.relative_to(self.site).as_posix(): file_state(it) for it in made}
                self.known.put(f"search/{name}", keys[name], states)

        return finish


def _nothing() -> None:
    pass


def unsplit(index: Mapping[str, Any], entries: Sequence[SearchEntry], language: str = "en") -> str:
    """The text of an index of hand-written pages with the entries of the record, in one."""
    return _dump(_merged(index, entries, language))


def _merged(index: Mapping[str, Any], entries: Sequence[SearchEntry], language: str) -> Mapping[str, Any]:
    config = {**index["config"], "filters": choices(entries, language), "language": language.split("-", maxsplit=1)[0]}
    config["words"] = _words(wording(language).language)
    return {"config": config, "docs": [*index["docs"], *map(search_document, entries)]}


def _words(language: Language) -> Mapping[str, Any]:
    """What the script of search tells readers: names of filters and of none of their values, and numbers of results."""
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
    """An entry in the form of the theme's index, in HTML. An answer has its question as its title, below its page's."""
    is_answer = entry.kind == "answer"
    words = entry.words if is_answer else f"{entry.question} {entry.words}".strip()
    return {
        "location": entry.place,
        "title": escape(entry.question if is_answer else entry.title, quote=False),
        "text": escape(words, quote=False),
        "kind": entry.kind,
        "filters": entry.filters,
    }


def _item(entry: SearchEntry) -> Document:
    """An entry in the form of Zensical's index."""
    place = {"level": 1 + ("#" in entry.place), "path": [escape(entry.title, quote=False)]}
    return {**search_document(entry), **place, "tags": [it for values in entry.filters.values() for it in values]}


def _dump(index: object) -> str:
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))
