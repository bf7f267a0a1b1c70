"""How many of a view's words are quoted under each theme, overlaps counted once.

A **word** is a run of characters between white space, from its first letter or digit on; in scripts that are written
without spaces each character counts as one. A word counts as quoted even if a quotation has only a part of it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    """Which of a text's `total` words, by number, are quoted under which theme."""

    total: int
    themes: Mapping[str, Collection[int]]

    def words(self, theme: str) -> int:
        """How many words are under a theme."""
        return len(self.themes.get(theme, ()))

    def common(self, one: str, other: str) -> int:
        """How many words are under both of two themes."""
        return len({*self.themes.get(one, ())}.intersection(self.themes.get(other, ())))

    def alone(self, theme: str) -> int:
        """How many words are under a theme and no other."""
        return sum(self._times[word] == 1 for word in self.themes.get(theme, ()))

    @property
    def several(self) -> int:
        """How many words are under two themes or more."""
        return sum(times > 1 for times in self._times.values())

    @property
    def unfiled(self) -> int:
        """How many words are under no theme."""
        return self.total - len(self._times)

    @cached_property
    def _times(self) -> Counter[int]:
        """Under how many themes a word is."""
        return Counter(word for words in self.themes.values() for word in words)


def cover(paragraphs: Sequence[str], places: Mapping[str, Iterable[Found]]) -> Coverage:
    """The words of a text that the quotations of each theme have."""
    words = [(number, word) for number, text in enumerate(paragraphs, start=1) for word in _WORD.finditer(text)]
    starts = [(number, word.start()) for number, word in words]
    ends = [(number, word.end()) for number, word in words]

    def words_in(found: Found) -> Iterator[int]:
        for it in found.stretches:
            first = bisect_right(ends, (it.paragraph, it.start))
            yield from range(first, bisect_left(starts, (it.paragraph, it.end)))

    themes = {theme: {word for it in found for word in words_in(it)} for theme, found in places.items()}
    return Coverage(len(words), themes)
