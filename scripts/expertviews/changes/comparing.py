"""The record against an earlier revision of it: what changed, and which addresses are kept."""

from collections.abc import Mapping
from pathlib import Path

from expertviews import changes
from expertviews.changes import revisions
from expertviews.problems import Problem
from expertviews.publish import sitemap


def compare(root: Path, base: str, head: str | None = None) -> changes.Changes:
    """What changed from one revision to another, or to the files as they stand. Raises UnknownRevisionError."""
    earlier = changes.snapshot(revisions.files_at(root, base))
    files = revisions.files_at(root, head) if head else revisions.files_now(root)
    later = changes.snapshot(files)
    return changes.between(earlier, later, sitemap.kept(files, later.former, later.addresses))


def vanished(root: Path, base: str | None = None) -> list[Problem]:
    """A problem for each address that was published, or was there at revision `base`, and isn't any more.

    Raises UnknownRevisionError.
    """
    files = revisions.files_now(root)
    before = changes.snapshot(revisions.files_at(root, base)).addresses if base else frozenset()
    now = changes.snapshot(files)
    return sitemap.vanished(_listed(files), before, now.addresses, sitemap.kept(files, now.former, now.addresses))


def addresses(root: Path) -> frozenset[str]:
    """Every address of the site as the files stand."""
    return changes.snapshot(revisions.files_now(root)).addresses


def list_of(root: Path) -> str:
    """The text of the committed list with every address of the site as the files stand."""
    return sitemap.write_list(_listed(revisions.files_now(root)), addresses(root))


def _listed(files: Mapping[str, bytes]) -> Mapping[str, sitemap.Published]:
    return sitemap.read_list(files.get(sitemap.LIST, b"").decode("utf-8", "replace"))
