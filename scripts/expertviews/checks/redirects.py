"""The rules for addresses: redirects, and places or folders that would hide one another."""

import os
from collections.abc import Iterator
from itertools import islice

from expertviews import addresses, content, quotes
from expertviews.checks.rules import File, FileViolation, Violation, file_rule, record_rule
from expertviews.content import MOST_PROBLEMS, Record
from expertviews.model import Redirects
from expertviews.problems import Place, instead


@file_rule(Redirects)
def redirect_unclear(file: File[Redirects]) -> Iterator[FileViolation]:
    """An old address has either a `new` address or a sentence in `gone` on why there is none."""
    for at, move in enumerate(file.entity.moved):
        if bool(move.new) == bool(move.gone):
            what = f"`{move.old}` has {'both `new` and `gone`' if move.new else 'neither `new` nor `gone`'}"
            yield ("moved", at), what, "use `new` if another page replaces it, otherwise `gone`"


@file_rule(Redirects)
def redirect_nowhere(file: File[Redirects]) -> Iterator[FileViolation]:
    """A redirect leads directly to an existing page."""
    pages = _pages(file.record)
    successors = {move.old: move.new for move in file.entity.moved if move.new}
    astray = ((at, move) for at, move in enumerate(file.entity.moved) if move.new and move.new not in pages)
    for at, move in islice(astray, MOST_PROBLEMS):
        key, end = ("moved", at, "new"), addresses.followed(move.new or "", successors)
        if end in successors:
            yield key, f"`{move.old}` is in a redirect loop", "write the address of an existing page, or use `gone`"
        elif end != move.new:
            yield key, f"`{move.new}` has moved too", f"write its new address: `{end}`"
        else:
            yield key, f"there is no page `{move.new}`", instead(end, pages, "page")


@file_rule(Redirects)
def redirect_hides_page(file: File[Redirects]) -> Iterator[FileViolation]:
    """An old address isn't the address of an existing page."""
    pages = _pages(file.record)
    for at, move in enumerate(file.entity.moved):
        if move.old in pages:
            what = f"this redirect would hide the page `{move.old}`"
            yield ("moved", at, "old"), what, "remove this item, or rename the page"


@record_rule
def address_clash(record: Record) -> Iterator[Violation]:
    """No two places on a contributor's page have the same address."""
    owners: dict[tuple[str, str], str] = {}
    for view in (view for slug in record.library.contributors for view in record.library.views_by(slug)):
        path = content.view_path(*view.key)
        for fragment in quotes.fragments(view):
            other = owners.setdefault((view.contributor, fragment), path)
            if other != path:
                what = f"the address #{fragment} is already used by {other}"
                yield record.place(path, "question"), what, "rename one of the two questions"


@record_rule
def reserved_folder(record: Record) -> Iterator[Violation]:
    """`docs/previews/` doesn't exist.

    Previews of pull requests are published at this address, and removed from it.
    """
    folder = f"docs/{addresses.PREVIEWS}"
    if os.path.lexists(record.root / folder):
        yield Place(folder), "this address is reserved for previews of pull requests", "rename it"


def _pages(record: Record) -> frozenset[str]:
    """Return the addresses of the pages that are made from the record."""
    pages = (page_of(slug) for folder, page_of in addresses.PAGES.items() for slug in record.named[folder])
    return frozenset(map(addresses.address, pages))
