"""The pictures of pages in docs/cards/: drawn on their own, since only what is published needs them."""

from pathlib import Path

from expertviews import addresses, files, pages
from expertviews.publish import settings
from expertviews.publish.pagefiles import WrittenPages, checked_library

_KEPT = ".cache/cards"
"""The folder of pictures that needn't be drawn again, relative to the root. It can be removed at any time."""


def draw_cards(root: Path) -> WrittenPages | None:
    """Make docs/cards/ hold the pictures of the record's pages, and no others; None if pages name no pictures.

    Raises ProblemsFound, and then writes nothing.
    """
    from expertviews import cards  # noqa: PLC0415 - its libraries are large, and only who draws waits for them

    site, docs = settings.site(root / "mkdocs.yml"), root / "docs"
    said = pages.page_cards(checked_library(root), site) if site.shares_cards else {}
    files.sweep(docs / addresses.CARDS)
    written = []
    for name, picture in cards.pictures(said, root / _KEPT):
        if not files.holds(docs / name, picture):
            files.replace(docs / name, picture)
            written.append(name)
    found = {path.relative_to(docs).as_posix() for path in (docs / addresses.CARDS).rglob("*.png")}
    removed = sorted(found - said.keys())
    for name in removed:
        (docs / name).unlink()
    return WrittenPages(tuple(written), tuple(removed)) if said else None
