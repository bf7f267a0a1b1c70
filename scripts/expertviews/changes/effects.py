"""What a change does to the site: the pages that show it, and the addresses that would be no more."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from expertviews import addresses
from expertviews.changes.snapshots import PAGES, Entry, Slugs, Snapshot
from expertviews.changes.types import Page, Vanished

_INDEXES = {"questions": addresses.QUESTIONS, "contributors": addresses.CONTRIBUTORS, "themes": addresses.THEMES}


def pages_showing(record: Snapshot, folder: str, slugs: Slugs, *, listed: bool) -> Iterator[str]:
    """The pages of a record that show an entity; with `listed`, also the indexes and themes that list it."""
    if folder == "views":
        yield addresses.contributor_page(slugs[1])
        yield addresses.question_page(slugs[0])
        yield from theme_pages(record.folders["views"].get(slugs)) if listed else ()
        return
    yield PAGES[folder](slugs[0])
    if folder == "questions":
        yield from (addresses.contributor_page(by) for question, by in record.folders["views"] if question == slugs[0])
    if listed:
        yield from (_INDEXES[folder], addresses.HOME)


def theme_pages(view: Entry | None) -> Iterator[str]:
    """The pages of the themes of a view's excerpts."""
    if view:
        yield from (page for excerpt in view.items("excerpts") for page in excerpt_pages(excerpt))


def excerpt_pages(excerpt: Mapping[str, Any]) -> Iterator[str]:
    """The pages, beside its view's and its question's, that show an excerpt."""
    if "theme" in excerpt:
        yield addresses.theme_page(str(excerpt["theme"]))


def proposition_pages(proposition: Mapping[str, Any]) -> Iterator[str]:
    """The pages, beside its question's, that show a proposition."""
    if proposition.get("theme"):
        yield addresses.theme_page(str(proposition["theme"]))
    if proposition.get("horizon"):
        yield addresses.LOOKING_AHEAD


def pages(shown_by: Iterable[str], old: Snapshot, new: Snapshot) -> tuple[Page, ...]:
    """The pages (paths under docs/) by their addresses, with what happens to each; new ones come first."""
    before, after = old.addresses, new.addresses
    found: dict[str, Page] = {}
    for page in shown_by:
        at = addresses.address(page)
        if at in after:
            found[at] = Page(address=at, what="changed" if at in before else "added")
        elif at in before:
            found[at] = Page(address=at, what="removed")
    return in_order(found.values())


def in_order(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Pages as they are best looked at: new ones first, people's before indexes."""
    order: Mapping[str, int] = {"added": 0, "changed": 1, "removed": 2}
    return tuple(sorted(pages, key=lambda page: (order[page.what], _weight(page.address), page.address)))


def vanished(gone: Iterable[str], kept: Container[str] = ()) -> tuple[Vanished, ...]:
    """Addresses that are no more, pages first; `kept` has those that a redirect, tombstone or reason keeps alive."""
    return tuple(
        Vanished(address=it, kept=it in kept) for it in sorted(gone, key=lambda address: ("#" in address, address))
    )


def _weight(address: str) -> tuple[int, int]:
    """People's pages before questions' and themes', indexes and the home page last."""
    folders = ("contributors/", "questions/", "themes/")
    is_index = address in {"", *folders}
    rank = next((at for at, folder in enumerate(folders) if address.startswith(folder)), len(folders))
    return (is_index, rank)
