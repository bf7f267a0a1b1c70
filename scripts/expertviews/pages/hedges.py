"""The likelihood scale of Intelligence Community Directive 203.

A contributor's hedge is their own word. What the scale makes of it is only the scale's reading: a contributor who
didn't use the scale hasn't stated a number. Only the exact words of the scale are read: it has no “will”, “may”,
“might”, “expect” or “highly likely”, and no levels of confidence.

Source: Office of the Director of National Intelligence, *Intelligence Community Directive 203: Analytic Standards*,
2 January 2015, section D.6.e(2), whose table gives the terms, their adverbs and the per cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from expertviews.quotes import fold


@dataclass(frozen=True)
class Band:
    """A step of the scale, from `low` to `high` per cent. Its two terms mean the same; `adverbs` are other forms."""

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
"""The scale, least likely first. Neighbouring bands share a limit; 0 and 100 per cent are outside the scale."""

_BY_WORD: Mapping[str, Band] = {word: band for band in BANDS for word in (*band.terms, *band.adverbs)}


def reading(hedge: str | None) -> Band | None:
    """The band of a hedge; None if the scale doesn't have exactly this word. Case and spacing don't matter."""
    return _BY_WORD.get(fold(hedge or "").casefold())
