"""A record as plain data, also where it doesn't fit today's models: what two revisions are compared by."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from expertviews import addresses, content
from expertviews.changes.wordedits import folded
from expertviews.content import shapes, yamltext
from expertviews.files import MAX_BYTES
from expertviews.model import Entity, Library, Move
from expertviews.problems import ProblemsFound
from expertviews.publish import sitemap

NAMES = {"questions": "question", "contributors": "name", "themes": "title"}
"""The key that has what an entity is called."""

PAGES = {
    "questions": addresses.question_page,
    "contributors": addresses.contributor_page,
    "themes": addresses.theme_page,
}
"""The page of an entity, by its slug; a view is on its contributor's."""

Slugs = tuple[str, ...]
"""Of a question, contributor or theme its slug; of a view those of its question and contributor."""

_SLUG = r"([a-z0-9]+(?:-[a-z0-9]+)*)"
_ENTITY = re.compile(rf"content/(?:(questions|contributors|themes)/{_SLUG}|(views)/{_SLUG}/{_SLUG})\.yml")
_LONGEST_SLUG = 100
_OVERLOOKED = re.compile(r"content/schemas/.*|content/(addresses\.txt|redirects\.yml)|.*/README\.md")


@dataclass(frozen=True)
class Entry:
    """One file of the record. `data` are its keys and values, `source` its bytes, `entity` what fits today's models."""

    path: str
    slugs: Slugs
    data: Mapping[str, Any]
    source: bytes
    entity: Entity | None = None

    def words(self, key: str) -> str:
        """The value of a key where that is text, else nothing."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def items(self, key: str) -> list[Mapping[str, Any]]:
        """The mappings in the list under a key; none where there is no such list."""
        value = self.data.get(key)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


@dataclass(frozen=True)
class Snapshot:
    """A record at one revision. `folders` has its entities, `others` every other file, such as a seed."""

    folders: Mapping[str, Mapping[Slugs, Entry]]
    others: Mapping[str, bytes] = field(default_factory=dict)
    unreadable: Mapping[str, bytes] = field(default_factory=dict)
    moved: tuple[Move, ...] = ()

    @cached_property
    def library(self) -> Library:
        """What of the record fits today's models."""
        fitting = {
            folder: {slugs if folder == "views" else slugs[0]: it.entity for slugs, it in entries.items() if it.entity}
            for folder, entries in self.folders.items()
        }
        return Library(**fitting, moved=self.moved)  # type: ignore[arg-type]

    @cached_property
    def texts_by(self) -> Mapping[str, frozenset[str]]:
        """The texts of each contributor's views, without their layout."""
        texts: dict[str, set[str]] = {}
        for (_question, contributor), it in self.folders["views"].items():
            texts.setdefault(contributor, set()).update({folded(it.words("text"))} - {""})
        return {contributor: frozenset(those) for contributor, those in texts.items()}

    def source(self, path: str) -> bytes | None:
        """The bytes of an entity's file, whether or not it can be read."""
        entries = (it for entries in self.folders.values() for it in entries.values() if it.path == path)
        return self.unreadable.get(path) or next((it.source for it in entries), None)

    def name(self, folder: str, slug: str) -> str:
        """What an entity is called: a name, a question's words or a theme's title; its slug where it has none."""
        it = self.folders[folder].get((slug,))
        return (it and it.words(NAMES[folder])) or slug

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address that the site of this record has. A file that doesn't fit has a page, but no places in it."""
        pages = {
            addresses.address(page_of(slugs[0])) for folder, page_of in PAGES.items() for slugs in self.folders[folder]
        }
        return sitemap.addresses_of(self.library) | pages

    @cached_property
    def former(self) -> frozenset[str]:
        """The addresses of places under the ids that they had before a page was renamed or removed."""
        return sitemap.former_of(self.library)


def snapshot(files: Mapping[str, bytes]) -> Snapshot:
    """The record that files (path → bytes) hold. Nothing is raised: a file that can't be read is kept as bytes."""
    folders: dict[str, dict[Slugs, Entry]] = {folder: {} for folder in content.MODELS}
    others, unreadable = {}, {}
    for path, data in files.items():
        folder, *slugs = _place(path)
        if not folder:
            others.update({} if _OVERLOOKED.fullmatch(path) else {path: data})
            continue
        entry = _entry(path, folder, tuple(slugs), data)
        if entry:
            folders[folder][entry.slugs] = entry
        else:
            unreadable[path] = data
    return Snapshot(folders, others, unreadable, sitemap.moves(files))


def without(record: Snapshot, paths: Collection[str]) -> Snapshot:
    """The record as it would be without some files' entities."""
    if not paths:
        return record
    folders = {
        folder: {slugs: it for slugs, it in entries.items() if it.path not in paths}
        for folder, entries in record.folders.items()
    }
    return replace(record, folders=folders)


def _place(path: str) -> list[str]:
    """The folder and the slugs of an entity's file; a folder without a name for any other."""
    place = _ENTITY.fullmatch(path)
    found = [group for group in place.groups() if group is not None] if place else [""]
    return found if all(len(slug) <= _LONGEST_SLUG for slug in found) else [""]


@lru_cache(maxsize=16_384)
def _entry(path: str, folder: str, slugs: Slugs, data: bytes) -> Entry | None:
    """What a file holds. Remembered by its bytes: most are the same in both records."""
    if len(data) > MAX_BYTES:
        return None
    try:
        tree = yamltext.parse(data.decode("utf-8-sig"), path)
    except (ProblemsFound, UnicodeDecodeError):
        return None
    if not isinstance(tree.data, dict):
        return None
    entity, _misfits = shapes.fit(content.MODELS[folder], slugs[-1], tree)
    return Entry(path, slugs, tree.data, data, entity)
