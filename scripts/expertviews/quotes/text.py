"""A text with its white space folded, in which quotations are looked up, and the way back to its own characters."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

FROM_TO = " … "

_MOST_PIECES = 20  # that “ … ” joins, for the source may have it as well
_MOST_COMPARED = 2_000_000  # characters of the places of some words, of which a text made to be slow has more


@dataclass(frozen=True, order=True)
class Stretch:
    """Characters `start` to `end` (half-open) of one paragraph; paragraphs count from 1."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, order=True)
class Found:
    """Where a quotation is: a stretch in each paragraph that it runs through, in order."""

    stretches: tuple[Stretch, ...]

    @property
    def paragraph(self) -> int:
        """The number of the paragraph in which it starts."""
        return self.stretches[0].paragraph

    def words(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """The quoted words, letter for letter as the text has them, a string for each paragraph."""
        return tuple(paragraphs[s.paragraph - 1][s.start : s.end] for s in self.stretches)


class QuoteError(Exception):
    """A quotation that isn't exactly once in its text: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} ({remedy})")
        self.what = what
        self.remedy = remedy


class QuoteNotFoundError(QuoteError):
    """The text doesn't have the words."""


class QuoteAmbiguousError(QuoteError):
    """The text has the words more than once."""


def fold(text: str) -> str:
    """Every run of white space as one space, none at the ends."""
    return " ".join(text.split())


@dataclass(frozen=True)
class FoldedText:
    """A text in one line, a space after each paragraph. A place is where some words start in it, and where they end."""

    line: str
    paragraph_ends: tuple[int, ...]
    offsets: tuple[Sequence[int], ...]

    def occurrences(self, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Where `words` start as whole words, of the characters `start` to `end` (half-open).

        Raises QuoteAmbiguousError where they recur without end, so that nobody could tell one place from another.
        """
        at, compared = self.line.find(words, start, end), 0
        while words and at >= 0:
            if not (self.splits_word(at) or self.splits_word(at + len(words))):
                yield at
            compared += len(words)
            if compared > _MOST_COMPARED:
                raise QuoteAmbiguousError("the words of the quote recur without end in the text", "quote other words")
            at = self.line.find(words, at + 1, end)

    def has(self, words: str) -> bool:
        """Whether the text has `words` as whole words."""
        return next(self.occurrences(words), None) is not None

    def places(self, wanted: str, before: str = "", after: str = "") -> Iterator[tuple[int, int]]:
        """Every place of the words as they are; failing that, every place of a from–to.

        `before` and `after` are the words next to it.
        """
        if self.has(wanted):
            for at in self.occurrences(wanted):
                if self._follows(before, at) and self._precedes(after, at + len(wanted)):
                    yield at, at + len(wanted)
            return
        pieces = wanted.split(FROM_TO)
        for cut in range(1, min(len(pieces), _MOST_PIECES)):
            yield from self._ranges(FROM_TO.join(pieces[:cut]), FROM_TO.join(pieces[cut:]), before, after)

    def _ranges(self, first: str, last: str, before: str, after: str) -> Iterator[tuple[int, int]]:
        """Every place from some words to others of the same paragraph, the nearest two ends of each."""
        begin = 0
        for end in self.paragraph_ends:
            lasts = [at for at in self.occurrences(last, begin, end) if self._precedes(after, at + len(last))]
            for at in self.occurrences(first, begin, end) if lasts else ():
                nearest = bisect_left(lasts, at + len(first))
                if nearest < len(lasts) and self._follows(before, at):
                    yield from ((at, it + len(last)) for it in lasts[nearest : nearest + 2])
            begin = end

    def _follows(self, words: str, at: int) -> bool:
        """Whether `words` are just before a place, with a space between or none."""
        before = (words, f"{words} ")
        return any(self.line.endswith(it, 0, at) and not self.splits_word(at - len(it)) for it in before)

    def _precedes(self, words: str, at: int) -> bool:
        after = (words, f" {words}")
        return any(self.line.startswith(it, at) and not self.splits_word(at + len(it)) for it in after)

    def splits_word(self, at: int) -> bool:
        """Whether a cut before character `at` falls inside a word. Scripts without spaces have no such place."""
        if not (0 < at < len(self.line) and _in_word(self.line[at - 1])):
            return False
        return _in_word(self.line[at]) or unicodedata.combining(self.line[at]) > 0

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """A place with all of its first and last word."""
        while self.splits_word(start):
            start -= 1
        while self.splits_word(end):
            end += 1
        return start, end

    def found(self, start: int, end: int) -> Found:
        """A place in the text's own paragraphs and characters."""
        stretches = []
        for index in range(bisect_right(self.paragraph_ends, start), bisect_right(self.paragraph_ends, end - 1) + 1):
            begin = self.paragraph_ends[index - 1] if index else 0
            offsets = self.offsets[index]
            first = offsets[max(start - begin, 0)]
            last = offsets[min(end - begin, len(offsets)) - 1]
            stretches.append(Stretch(index + 1, first, last + 1))
        return Found(tuple(stretches))


@lru_cache(maxsize=64)
def folded(paragraphs: tuple[str, ...]) -> FoldedText:
    """A text of some paragraphs, to look quotations up in."""
    lines, offsets, ends, end = [], [], [], 0
    for paragraph in paragraphs:
        line = fold(paragraph)
        lines.append(line)
        offsets.append(range(len(line)) if len(line) == len(paragraph) else _kept_offsets(paragraph))
        end += len(line) + 1
        ends.append(end)
    return FoldedText("".join(f"{line} " for line in lines), tuple(ends), tuple(offsets))


def _kept_offsets(paragraph: str) -> Sequence[int]:
    """For each character of the folded paragraph, its offset in the paragraph itself."""
    offsets: list[int] = []
    for word in re.finditer(r"\S+", paragraph):
        offsets.extend(range(word.start() - 1 if offsets else word.start(), word.end()))
    return offsets


def _in_word(character: str) -> bool:
    return character.isalnum() and unicodedata.category(character) != "Lo"
