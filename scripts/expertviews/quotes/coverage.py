"""How many of a view's words are quoted under each theme, overlaps counted once.

A **word** is a run of characters between white space, from its first letter or digit on; in scripts that are written
without spaces each character counts as one. A word counts as quoted even if a quotation has only a part of it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from expertviews.quotes.text import Found

# Thai and Lao, Myanmar, Khmer, kana, and the Han characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}][^\s{_UNSPACED}]*")


@dataclass(frozen=True)
class Coverage:
    """Which of a text's `total` words are quoted under which theme: bit n of a theme's number is word n, from 0."""

    total: int
    themes: Mapping[str, int]

    def words(self, theme: str) -> int:
        """How many words are under a theme."""
        return self.themes.get(theme, 0).bit_count()

    def common(self, one: str, other: str) -> int:
        """How many words are under both of two themes."""
        return (self.themes.get(one, 0) & self.themes.get(other, 0)).bit_count()

    def alone(self, theme: str) -> int:
        """How many words are under a theme and no other."""
        return (self.themes.get(theme, 0) & ~self._once_and_twice[1]).bit_count()

    @property
    def several(self) -> int:
        """How many words are under two themes or more."""
        return self._once_and_twice[1].bit_count()

    @property
    def unfiled(self) -> int:
        """How many words are under no theme."""
        return self.total - self._once_and_twice[0].bit_count()

    @cached_property
    def _once_and_twice(self) -> tuple[int, int]:
        """The words under at least one theme, and those under at least two."""
        once = twice = 0
        for words in self.themes.values():
            twice |= once & words
            once |= words
        return once, twice


def cover(paragraphs: Sequence[str], places: Mapping[str, Iterable[Found]]) -> Coverage:
    """The words of a text that the quotations of each theme have."""
    spans = [[word.span() for word in _WORD.finditer(paragraph)] for paragraph in paragraphs]
    before = [0]
    for words in spans:
        before.append(before[-1] + len(words))
    themes = {}
    for theme, founds in places.items():
        themes[theme] = 0
        for found in founds:
            themes[theme] |= _words_in(found, spans, before)
    return Coverage(before[-1], themes)


def _words_in(found: Found, spans: Sequence[Sequence[tuple[int, int]]], before: Sequence[int]) -> int:
    """The words that a quotation touches, a bit for each; `before` counts the words ahead of each paragraph."""
    mask = 0
    for stretch in found.stretches:
        words = spans[stretch.paragraph - 1]
        first = bisect_right(words, stretch.start, key=lambda span: span[1])
        last = bisect_left(words, stretch.end, key=lambda span: span[0])
        mask |= ((1 << max(last - first, 0)) - 1) << (before[stretch.paragraph - 1] + first)
    return mask
