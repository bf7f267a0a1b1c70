"""Write the quotation of a stretch of a text, such that `quotes.find` finds that stretch and no other."""

from collections.abc import Iterator
from itertools import islice

from expertviews.model import Quoted
from expertviews.quotes import finding
from expertviews.quotes.text import FROM_TO, QuoteError, Stretch, fold

_LONGEST_WHOLE = 240  # characters; a longer stretch is quoted from its first words to its last
_WORDS_AT_EITHER_END = (7, 12)
_MOST_RECURRENCES = 20  # of the same words in a text; beyond it no reader would look for them by what stands around
_WORDS_AROUND = tuple(2**power for power in range(1, 11))


def quoted(paragraphs: tuple[str, ...], stretch: Stretch) -> Quoted | None:
    """A short quotation of a stretch that is found there and nowhere else.

    None where there is none: the stretch cuts a word in two, or its words recur too often to be told apart.
    """
    words = fold(paragraphs[stretch.paragraph - 1][stretch.start : stretch.end])
    if not words or _recurs(paragraphs, words):
        return None
    for quotation in _quotations(paragraphs, stretch, words):
        if _finds(paragraphs, quotation, stretch):
            return quotation
    return None


def _quotations(paragraphs: tuple[str, ...], stretch: Stretch, words: str) -> Iterator[Quoted]:
    if len(words) > _LONGEST_WHOLE:
        yield from (Quoted(quote=quote) for quote in _from_to(paragraphs, words))
    yield Quoted(quote=words)
    yield from (
        Quoted(quote=words, prefix=prefix or None, suffix=suffix or None)
        for prefix, suffix in _surroundings(paragraphs, stretch)
    )


def _recurs(paragraphs: tuple[str, ...], words: str) -> bool:
    return next(islice(_places(paragraphs, words), _MOST_RECURRENCES, None), None) is not None


def _places(paragraphs: tuple[str, ...], words: str) -> Iterator[int]:
    for paragraph in paragraphs:
        at = paragraph.find(words)
        while at >= 0:
            yield at
            at = paragraph.find(words, at + 1)


def _from_to(paragraphs: tuple[str, ...], words: str) -> Iterator[str]:
    single = words.split(" ")
    for count in _WORDS_AT_EITHER_END:
        first, last = " ".join(single[:count]), " ".join(single[-count:])
        if len(single) > 3 * count and not _recurs(paragraphs, first) and not _recurs(paragraphs, last):
            yield f"{first}{FROM_TO}{last}"


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
