"""The pages of a preview that differ from the published ones, byte for byte."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from expertviews import git
from expertviews.previews.branch import ServedFiles, plain_files
from expertviews.previews.marking import address_of

_HOME = "index.html"
_ADDRESS = re.compile(r"[a-z0-9/._-]{0,500}")
_WHAT = ("added", "changed", "removed")
_FOLDERS = ("contributors", "questions", "themes")


@dataclass(frozen=True)
class ChangedPage:
    """A page that is new, removed or has other bytes. Its address is relative to the site's root."""

    address: str
    what: Literal["added", "changed", "removed"]


def changed_pages(site: Path, served: ServedFiles, first: Container[str] = ()) -> tuple[ChangedPage, ...]:
    """The pages of a site, before it is marked, that differ from the published ones; none if no site is published.

    In the order to look at them: addresses in `first` before others, new pages before changed ones, people before
    questions and themes, indexes last.
    """
    differing = _differing(site, served) if _HOME in served else ()

    def order(page: ChangedPage) -> tuple[bool, int, bool, int, str]:
        folder, _, rest = page.address.partition("/")
        rank = _FOLDERS.index(folder) if folder in _FOLDERS else len(_FOLDERS)
        is_index = not rest and folder in {"", *_FOLDERS}
        return page.address not in first, _WHAT.index(page.what), is_index, rank, page.address

    return tuple(sorted(differing, key=order))


def _differing(site: Path, served: Mapping[str, str]) -> Iterator[ChangedPage]:
    algorithm = "sha256" if len(served[_HOME]) == 64 else "sha1"
    pages = {path: file for path, file in plain_files(site).items() if path.endswith(".html")}
    for path in {*pages, *served} - {"404.html"}:
        address = address_of(path)
        if not _ADDRESS.fullmatch(address):
            continue
        if path not in pages:
            yield ChangedPage(address, "removed")
        elif path not in served:
            yield ChangedPage(address, "added")
        elif git.blob_id(pages[path].read_bytes(), algorithm) != served[path]:
            yield ChangedPage(address, "changed")
