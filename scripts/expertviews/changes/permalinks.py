"""The addresses of a record that is given as files, and the published ones that it would lose."""

from typing import Any

from expertviews.changes.records import ENTITY_PAGES, RecordFiles, Snapshot, slugs_in, snapshot
from expertviews.model import Library
from expertviews.problems import Problem
from expertviews.publish import published_addresses


def addresses_in(record: RecordFiles) -> frozenset[str]:
    """Every address of the record's site. A file that doesn't fit the model has its page, but no places in it."""
    items = snapshot(record)
    return _addresses(items, _library(items))


def published_in(record: RecordFiles) -> dict[str, published_addresses.PublishedAddress]:
    """The addresses that the record lists as published."""
    return published_addresses.read_list(record.get(published_addresses.LIST, b"").decode("utf-8", "replace"))


def lost_addresses(before: RecordFiles, after: RecordFiles) -> list[Problem]:
    """A problem for each published address, and each one of the earlier record, that the later record loses."""
    items = snapshot(after)
    library = _library(items)
    made = _addresses(items, library)
    published = published_in(after)
    previous = published_addresses.previous_addresses(library, published)
    kept = published_addresses.kept(after, previous, made)
    return published_addresses.vanished(published, addresses_in(before) if before else (), made, kept)


def _addresses(items: Snapshot, library: Library) -> frozenset[str]:
    return published_addresses.addresses_of(library) | {
        item.address for kind in ENTITY_PAGES for item in items.of(kind)
    }


def _library(items: Snapshot) -> Library:
    folders: dict[str, dict[Any, Any]] = {f"{kind}s": {} for kind in (*ENTITY_PAGES, "view")}
    for item in (found[0] for found in items.items_of.values()):
        slugs = tuple(slugs_in(item.path).values())
        folders[f"{item.kind}s"] |= {slugs if item.kind == "view" else slugs[0]: item.entity} if item.entity else {}
    return Library(**folders, moved=published_addresses.moves(items.files))
