"""Entities that have another slug now: who was removed under one and added under another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from expertviews.changes.snapshots import NAMES, Entry, Slugs, Snapshot
from expertviews.changes.wordedits import folded

_Signs = Callable[[Entry, Snapshot], frozenset[str]]
"""By what an entity is known again."""


@dataclass(frozen=True)
class Renames:
    """Of each folder, the slugs that changed: earlier → later."""

    folders: Mapping[str, Mapping[str, str]]

    def later(self, folder: str, slugs: Slugs) -> Slugs:
        """The slugs that an entity of the earlier record has in the later one."""
        kinds = ("questions", "contributors") if folder == "views" else (folder,)
        return tuple(self.folders[kind].get(slug, slug) for kind, slug in zip(kinds, slugs, strict=True))

    def theme(self, slug: str) -> str:
        """The slug that a theme of the earlier record has in the later one."""
        return self.folders["themes"].get(slug, slug)


def find(old: Snapshot, new: Snapshot) -> Renames:
    """Who goes by another slug: an entity that has the same name, or contributors who gave the same answers."""
    return Renames({folder: dict(_renamed(folder, old, new)) for folder in NAMES})


def _renamed(folder: str, old: Snapshot, new: Snapshot) -> Iterator[tuple[str, str]]:
    removed = {slugs: it for slugs, it in old.folders[folder].items() if slugs not in new.folders[folder]}
    added = {slugs: it for slugs, it in new.folders[folder].items() if slugs not in old.folders[folder]}
    for signs_of in (_signs_of_name(folder), *([_signs_of_views] if folder == "contributors" else [])):
        by_sign = {
            sign: slugs for slugs, it in sorted(added.items(), key=lambda item: item[0]) for sign in signs_of(it, new)
        }
        for slugs, it in sorted(removed.items(), key=lambda item: item[0]):
            match = next((by_sign[sign] for sign in sorted(signs_of(it, old)) if sign in by_sign), None)
            if match in added:
                del added[match], removed[slugs]
                yield slugs[0], match[0]


def _signs_of_name(folder: str) -> _Signs:
    def signs(it: Entry, _record: Snapshot) -> frozenset[str]:
        name = folded(it.words(NAMES[folder])).casefold()
        # Nobody knows who an anonymous contributor is, so that no other can be the same.
        return frozenset() if not name or it.data.get("kind") == "anonymous" else frozenset({name})

    return signs


def _signs_of_views(it: Entry, record: Snapshot) -> frozenset[str]:
    return record.texts_by.get(it.slugs[0], frozenset())
