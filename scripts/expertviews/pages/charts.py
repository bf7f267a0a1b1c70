"""Numbers as shapes: steps of shade, and the geometry of bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from expertviews.pages.compare import ThemeShare, WordShares

SHADES = (0.05, 0.10, 0.20, 0.35)
"""Shares at which a table cell takes a deeper shade; the style sheet has one more shade than this has steps."""

BAR_WIDTH = 1000


@dataclass(frozen=True)
class Bar:
    """A theme's part of a contributor's words; `width` is of BAR_WIDTH."""

    share: ThemeShare
    part: float
    width: int


def shade(share: float) -> int:
    """How deep a cell's shade is: 0 for nothing, then 1 to 5."""
    return 1 + sum(share >= step for step in SHADES) if share else 0


def bars(shares: WordShares) -> Sequence[Bar]:
    """A bar for each theme, in the themes' order, all on one scale from none to all of the words."""
    return [
        Bar(share, share.words / shares.total if shares.total else 0.0, _width(share.words, shares.total))
        for share in shares.themes
    ]


def _width(words: int, total: int) -> int:
    return max(round(BAR_WIDTH * words / total), 4) if words and total else 0
