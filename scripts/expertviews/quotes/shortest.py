"""Writes a short quote of a stretch of a text that `find` matches there and nowhere else."""

import re
from collections.abc import Iterator
from itertools import islice

from expertviews import characters
from expertviews.model import Quoted
from expertviews.quotes.finding import place_of
from expertviews.quotes.text import FROM_TO, QuoteError, Stretch, fold, folded_text

_LONGEST_WHOLE = 240  # characters; a longer stretch is quoted from its first words to its last
_WORDS_AT_EITHER_END = (7, 12)
_MOST_RECURRENCES = 20  # of the same words in a text; for more, nobody would look for the right one by its neighbours
_WORDS_AROUND = tuple(2**power for power in range(1, 11))


def shortest_quote(paragraphs: tuple[str, ...], stretch: Stretch) -> Quoted | None:
    """A short quote that matches a stretch and nothing else.

    None if the stretch cuts a word in two, or its words recur too often.
    """
    words = fold(stretch.words(paragraphs))
    occurrences = re.finditer(re.escape(words), folded_text(paragraphs).line)
    if not words or next(islice(occurrences, _MOST_RECURRENCES, None), None):
        return None
    return next((it for it in _candidates(paragraphs, stretch, words) if _matches(paragraphs, it, stretch)), None)


def _candidates(paragraphs: tuple[str, ...], stretch: Stretch, words: str) -> Iterator[Quoted]:
    single = words.split(" ")
    for count in _WORDS_AT_EITHER_END if len(words) > _LONGEST_WHOLE else ():
        if len(single) > 3 * count:
            yield Quoted(quote=f"{' '.join(single[:count])}{FROM_TO}{' '.join(single[-count:])}")
    yield Quoted(quote=words)
    for prefix, suffix in _neighbours(paragraphs, stretch):
        yield Quoted(quote=words, prefix=prefix or None, suffix=suffix or None)


def _neighbours(paragraphs: tuple[str, ...], stretch: Stretch) -> Iterator[tuple[str, str]]:
    """More and more of the words before and after a stretch, as soon as they print something."""
    index = stretch.paragraph - 1
    before = " ".join([*paragraphs[:index], paragraphs[index][: stretch.start]]).split()
    after = " ".join([paragraphs[index][stretch.end :], *paragraphs[index + 1 :]]).split()
    for count in _WORDS_AROUND:
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        pairs = ((prefix, ""), ("", suffix), (prefix, suffix))
        yield from (it for it in pairs if all(not words or characters.is_visible(words) for words in it))


def _matches(paragraphs: tuple[str, ...], quoted: Quoted, stretch: Stretch) -> bool:
    try:
        return place_of(paragraphs, quoted).stretches == (stretch,)
    except QuoteError:
        return False
