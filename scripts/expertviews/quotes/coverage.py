"""Counts the words of a view that are quoted under each theme; words quoted twice count once.

A word is a run of characters without white space, from its first letter or digit on. In scripts that are written
without spaces, each character is a word. A word is quoted even if a quotation has only a part of it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from expertviews.quotes.text import Found

# Thai and Lao, Myanmar, Khmer, kana, and the Han characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
SPACED_LETTER = rf"[^\W_{_UNSPACED}]"  # a letter or digit of a script that has spaces between words
_WORD = re.compile(rf"[{_UNSPACED}]|{SPACED_LETTER}[^\s{_UNSPACED}]*")


@dataclass(frozen=True)
class Coverage:
    """How many words a text has in `total`, and by theme the numbers of the words that are quoted under it."""

    total: int
    themes: Mapping[str, Collection[int]]

    def words(self, theme: str) -> int:
        """Return how many words are quoted under a theme."""
        return len(self.themes.get(theme, ()))

    def common(self, one: str, other: str) -> int:
        """Return how many words are quoted under both of two themes."""
        return len({*self.themes.get(one, ())}.intersection(self.themes.get(other, ())))


def cover(paragraphs: Sequence[str], places: Mapping[str, Iterable[Found]]) -> Coverage:
    """Count the words of a text, and find those quoted under each theme, from the places of its quotations."""
    words = [(number, word) for number, text in enumerate(paragraphs, start=1) for word in _WORD.finditer(text)]
    starts = [(number, word.start()) for number, word in words]
    ends = [(number, word.end()) for number, word in words]

    def quoted_words(quotations: Iterable[Found]) -> Iterator[int]:
        for stretch in chain.from_iterable(quotation.stretches for quotation in quotations):
            first = bisect_right(ends, (stretch.paragraph, stretch.start))
            yield from range(first, bisect_left(starts, (stretch.paragraph, stretch.end)))

    return Coverage(len(words), {theme: set(quoted_words(quotations)) for theme, quotations in places.items()})
