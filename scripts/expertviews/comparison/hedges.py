"""The likelihood scale of Intelligence Community Directive 203.

A contributor's hedge is their own word, and the band only the scale's reading of it: a contributor who didn't use the
scale hasn't stated a number. Only the exact words of the scale are read, also with a limit (“unlikely for now”): it has
no “will”, “may”, “might”, “expect” or “highly likely”, and no levels of confidence.

Source: Office of the Director of National Intelligence, *Intelligence Community Directive 203: Analytic Standards*,
2 January 2015, section D.6.e(2), whose table gives the terms, their adverbs and the per cent.
"""

import re
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


_PHRASE = re.compile(
    rf"(?:(?:will|would|is|are|be|seems|remains)\s)*(?P<word>{'|'.join(sorted(_BY_WORD, key=len, reverse=True))})"
    r"(?:\s(?:to|for|in|at|by|that|over|during|within|before|this)\b(?P<rest>.*))?",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|no|never|neither|nor|unless|if)\b|n['’]t\b", re.IGNORECASE)


def reading(hedge: str | None) -> Band | None:
    """Return the band of a hedge; None if the scale doesn't have its word, or if others negate or strengthen that."""
    phrase = _PHRASE.fullmatch(fold(hedge or ""))
    if not phrase or _NEGATION.search(phrase["rest"] or ""):
        return None
    return _BY_WORD[phrase["word"].casefold()]
