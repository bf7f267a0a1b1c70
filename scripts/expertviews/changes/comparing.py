"""The record against an earlier revision of it: what changed, and which addresses are kept."""

from collections.abc import Mapping
from pathlib import Path

from expertviews import changes
from expertviews.changes import revisions
from expertviews.problems import Problem
from expertviews.publish import sitemap

Files = Mapping[str, bytes]
"""The files of a record: path relative to the root → bytes."""


def compare(root: Path, base: str, head: str | None = None) -> changes.Changes:
    """What changed from one revision to another, or to the files as they stand. Raises UnknownRevisionError."""
    files = revisions.files_at(root, head) if head else revisions.files_now(root)
    return between(revisions.files_at(root, base), files)


def between(before: Files, after: Files) -> changes.Changes:
    """What changed from the files of one record to those of another."""
    later = changes.snapshot(after)
    return changes.between(changes.snapshot(before), later, sitemap.kept(after, later.former, later.addresses))


def vanished(root: Path, base: str | None = None) -> list[Problem]:
    """A problem for each address that was published, or was there at revision `base`, and isn't any more.

    Raises UnknownRevisionError.
    """
    return lost(revisions.files_at(root, base) if base else {}, revisions.files_now(root))


def lost(before: Files, after: Files) -> list[Problem]:
    """A problem for each address that the later record lists, or the earlier one has, and the later doesn't keep."""
    now = changes.snapshot(after)
    earlier = changes.snapshot(before).addresses if before else frozenset()
    return sitemap.vanished(_listed(after), earlier, now.addresses, sitemap.kept(after, now.former, now.addresses))


def addresses(root: Path) -> frozenset[str]:
    """Every address of the site as the files stand."""
    return changes.snapshot(revisions.files_now(root)).addresses


def list_of(root: Path) -> str:
    """The text of the committed list with every address of the site as the files stand."""
    return sitemap.write_list(_listed(revisions.files_now(root)), addresses(root))


def _listed(files: Mapping[str, bytes]) -> Mapping[str, sitemap.Published]:
    return sitemap.read_list(files.get(sitemap.LIST, b"").decode("utf-8", "replace"))
