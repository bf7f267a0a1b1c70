"""How a published scale reads words of likelihood: that of Intelligence Community Directive 203.

A contributor's hedge is their own word. What a scale makes of that word is the scale's reading and is named as such;
nobody who didn't write by the scale has said a number. Only the very words of the scale are read: it has no “will”,
“may”, “might” or “expect”, nothing for “highly likely”, and none of the levels of confidence.

Source: Office of the Director of National Intelligence, *Intelligence Community Directive 203: Analytic Standards*,
2 January 2015, section D.6.e(2), whose table gives the terms, their adverbs and the per cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from expertviews.quotes import fold


@dataclass(frozen=True)
class Band:
    """A step of the scale, from `low` to `high` per cent.

    The scale's two terms for it mean the same. `adverbs` are the other forms of them that its table gives.
    """

    low: int
    high: int
    terms: tuple[str, str]
    adverbs: tuple[str, ...] = ()

    @property
    def per_cent(self) -> str:
        """`20–45 %`."""
        return f"{self.low}–{self.high}\N{NO-BREAK SPACE}%"


BANDS = (
    Band(1, 5, ("almost no chance", "remote")),
    Band(5, 20, ("very unlikely", "highly improbable")),
    Band(20, 45, ("unlikely", "improbable"), ("improbably",)),
    Band(45, 55, ("roughly even chance", "roughly even odds")),
    Band(55, 80, ("likely", "probable"), ("probably",)),
    Band(80, 95, ("very likely", "highly probable")),
    Band(95, 99, ("almost certain", "nearly certain"), ("almost certainly",)),
)
"""The scale, the least likely first. Neighbours share a border; 0 and 100 per cent are outside of it."""

_BY_WORD: Mapping[str, Band] = {word: band for band in BANDS for word in (*band.terms, *band.adverbs)}


def reading(hedge: str | None) -> Band | None:
    """What the scale makes of a hedge; None where it hasn't that very word. Capitals and spacing don't matter."""
    return _BY_WORD.get(fold(hedge or "").casefold())
