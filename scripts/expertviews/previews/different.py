"""Which pages of a built site differ from those that are served, byte for byte: what a reviewer has to look at."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from expertviews import git
from expertviews.changes import ChangedPage, ChangeReport, counted_list, in_order
from expertviews.previews import branch
from expertviews.previews.branch import Files

_HOME = "index.html"
_NO_PAGES = {"404.html"}
_ADDRESS = re.compile(r"[a-z0-9/._-]{0,500}")

What = Literal["added", "removed", "changed"]


def with_pages(changes: ChangeReport, site: Path, served: Files) -> ChangeReport:
    """The changes with the pages that differ: first those that they name themselves, then others that change along.

    `site` is built and not marked yet. Where no site is served, or none was built, the changes stay as they are.
    """
    if _HOME not in served or not (site / _HOME).is_file():
        return changes
    differ = dict(_differing(_built(site, served), served))
    named = [page for page in changes.pages if page.address in differ]
    known = {page.address for page in named}
    others = in_order(ChangedPage(address=at, what=what) for at, what in differ.items() if at not in known)
    return changes.model_copy(update=counted_list("pages", [*named, *others]))


def _differing(built: Mapping[str, str], served: Files) -> Iterator[tuple[str, What]]:
    """The addresses of pages that are new, gone or have other bytes."""
    pages = {path for path in served if path.endswith(".html") and branch.number_of(path) is None}
    for path in sorted({*built, *pages} - _NO_PAGES):
        address = path.removesuffix(_HOME) if path == _HOME or path.endswith(f"/{_HOME}") else path
        if built.get(path) == served.get(path) or not _ADDRESS.fullmatch(address):
            continue
        yield address, "changed" if path in built and path in served else "added" if path in built else "removed"


def _built(site: Path, served: Files) -> dict[str, str]:
    """The pages of a site with the ids that git gives their bytes."""
    algorithm = "sha256" if len(served[_HOME]) == 64 else "sha1"
    pages = ((path.relative_to(site).as_posix(), path.read_bytes()) for path in site.rglob("*.html") if path.is_file())
    return {name: git.blob_id(data, algorithm) for name, data in pages}
