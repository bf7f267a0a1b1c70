"""Write the quotation of a stretch of a text, such that `quotes.find` finds that stretch and no other."""

import re
from collections.abc import Iterator
from itertools import islice

from expertviews.model import Quoted
from expertviews.quotes import finding
from expertviews.quotes.text import FROM_TO, QuoteError, Stretch, fold, folded

_LONGEST_WHOLE = 240  # characters; a longer stretch is quoted from its first words to its last
_WORDS_AT_EITHER_END = (7, 12)
_MOST_RECURRENCES = 20  # of the same words in a text; beyond it no reader would look for them by the words around
_WORDS_AROUND = tuple(2**power for power in range(1, 11))


def quoted(paragraphs: tuple[str, ...], stretch: Stretch) -> Quoted | None:
    """A short quotation of a stretch that is found there and nowhere else.

    None where there is none: the stretch cuts a word in two, or its words recur too often to be told apart.
    """
    words = fold(paragraphs[stretch.paragraph - 1][stretch.start : stretch.end])
    if not words or _recurs(paragraphs, words):
        return None
    return next((it for it in _quotations(paragraphs, stretch, words) if _finds(paragraphs, it, stretch)), None)


def _recurs(paragraphs: tuple[str, ...], words: str) -> bool:
    found = re.finditer(re.escape(words), folded(paragraphs).line)
    return next(islice(found, _MOST_RECURRENCES, None), None) is not None


def _quotations(paragraphs: tuple[str, ...], stretch: Stretch, words: str) -> Iterator[Quoted]:
    if len(words) > _LONGEST_WHOLE:
        yield from map(_quotation, _from_to(words))
    yield _quotation(words)
    yield from (_quotation(words, *around) for around in _surroundings(paragraphs, stretch))


def _quotation(quote: str, prefix: str = "", suffix: str = "") -> Quoted:
    return Quoted(quote=quote, prefix=prefix or None, suffix=suffix or None)


def _from_to(words: str) -> Iterator[str]:
    single = words.split(" ")
    for count in _WORDS_AT_EITHER_END:
        if len(single) > 3 * count:
            yield f"{' '.join(single[:count])}{FROM_TO}{' '.join(single[-count:])}"


def _surroundings(paragraphs: tuple[str, ...], stretch: Stretch) -> Iterator[tuple[str, str]]:
    """More and more of the words before and after a stretch."""
    index = stretch.paragraph - 1
    before = " ".join([*paragraphs[:index], paragraphs[index][: stretch.start]]).split()
    after = " ".join([paragraphs[index][stretch.end :], *paragraphs[index + 1 :]]).split()
    for count in _WORDS_AROUND:
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))


def _finds(paragraphs: tuple[str, ...], quotation: Quoted, stretch: Stretch) -> bool:
    try:
        found = finding.find(paragraphs, quotation.quote, quotation.prefix, quotation.suffix)
    except QuoteError:
        return False
    return found.stretches == (stretch,)
