"""A text with its white space folded, to look quotations up in, and the way back to its own characters."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

FROM_TO = " … "

_WORD_ENDS = re.compile(r" |(?<=[。、，；：！？])(?=[\w「『（“])")
_MOST_PIECES = 20  # joined by “ … ”, which may be the source's own ellipsis
_MOST_COMPARED = 2_000_000  # characters of a quote's occurrences; only a text made to be slow has more


@dataclass(frozen=True, order=True, slots=True)
class Stretch:
    """Characters `start` to `end` (half-open) of one paragraph; paragraphs count from 1."""

    paragraph: int
    start: int
    end: int

    def words(self, paragraphs: Sequence[str]) -> str:
        """What stands there, letter for letter."""
        return paragraphs[self.paragraph - 1][self.start : self.end]

    def overlaps(self, other: "Stretch") -> bool:
        """Whether the two have characters in common."""
        return self.paragraph == other.paragraph and self.start < other.end and other.start < self.end


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """Where a quotation is: a stretch in each of its paragraphs, in order."""

    stretches: tuple[Stretch, ...]

    @property
    def paragraph(self) -> int:
        """The number of the paragraph in which it starts."""
        return self.stretches[0].paragraph

    def words(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """The quoted words, letter for letter as in the text, a string for each paragraph."""
        return tuple(stretch.words(paragraphs) for stretch in self.stretches)


class QuoteError(Exception):
    """A quote doesn't match its text exactly once: what is wrong, what to do, and the one thing to write, if known."""

    def __init__(self, what: str, remedy: str, suggestion: str | None = None) -> None:
        super().__init__(f"{what} ({remedy})")
        self.what = what
        self.remedy = remedy
        self.suggestion = suggestion


class QuoteNotFoundError(QuoteError):
    """The text doesn't have the words."""


class QuoteAmbiguousError(QuoteError):
    """The text has the words more than once."""


def fold(text: str) -> str:
    """Every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def clipped(text: str, limit: int = 160) -> str:
    """The text in one line; if it is longer than `limit`, cut after a word and ended with “…”.

    Where there are no spaces between words, it is cut after a mark of punctuation, or if need be after a letter.
    """
    line = fold(text)
    if len(line) <= limit:
        return line
    ends = [it.start() for it in _WORD_ENDS.finditer(line, 0, limit)] or [
        at for at in range(1, limit) if not unicodedata.category(line[at]).startswith("M")
    ]
    return line[: ends[-1] if ends else limit - 1].rstrip(" ,;:—–-") + "…"


@dataclass(frozen=True)
class FoldedText:
    """A text in one line, with a space after each paragraph. A place is the start and end of some words in the line."""

    line: str
    paragraph_ends: tuple[int, ...]
    offsets: tuple[Sequence[int], ...]

    def occurrences(self, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Where `words` start as whole words, between the characters `start` and `end` (half-open).

        Raises QuoteAmbiguousError if they recur so often that the search would take too long.
        """
        at, compared = self.line.find(words, start, end), 0
        while words and at >= 0:
            if not (self.splits_word(at) or self.splits_word(at + len(words))):
                yield at
            compared += len(words)
            if compared > _MOST_COMPARED:
                raise QuoteAmbiguousError("the quote's words recur too often in the text", "quote other words")
            at = self.line.find(words, at + 1, end)

    def has(self, words: str) -> bool:
        """Whether the text has `words` as whole words."""
        return next(self.occurrences(words), None) is not None

    def places(self, wanted: str, before: str = "", after: str = "", most: int | None = 2) -> list[tuple[int, int]]:
        """The first places of the words, or else of a from–to, with the words `before` and `after` next to it."""
        return list(islice(self._places(wanted, before, after), most))

    def _places(self, wanted: str, before: str, after: str) -> Iterator[tuple[int, int]]:
        if self.has(wanted):
            for at in self.occurrences(wanted):
                if self._follows(before, at) and self._precedes(after, at + len(wanted)):
                    yield at, at + len(wanted)
            return
        pieces = wanted.split(FROM_TO)
        for cut in range(1, min(len(pieces), _MOST_PIECES)):
            yield from self._ranges(FROM_TO.join(pieces[:cut]), FROM_TO.join(pieces[cut:]), before, after)

    def _ranges(self, first: str, last: str, before: str, after: str) -> Iterator[tuple[int, int]]:
        """Every place from the words `first` to the words `last` of a paragraph, with the two nearest ends for each."""
        begin = 0
        for end in self.paragraph_ends:
            lasts = [at for at in self.occurrences(last, begin, end) if self._precedes(after, at + len(last))]
            for at in self.occurrences(first, begin, end) if lasts else ():
                nearest = bisect_left(lasts, at + len(first))
                if nearest < len(lasts) and self._follows(before, at):
                    yield from ((at, it + len(last)) for it in lasts[nearest : nearest + 2])
            begin = end

    def _follows(self, words: str, at: int) -> bool:
        """Whether `words` are just before a place, with or without a space between."""
        before = (words, f"{words} ")
        return not words or any(self.line.endswith(it, 0, at) and not self.splits_word(at - len(it)) for it in before)

    def _precedes(self, words: str, at: int) -> bool:
        after = (words, f" {words}")
        return not words or any(self.line.startswith(it, at) and not self.splits_word(at + len(it)) for it in after)

    def splits_word(self, at: int) -> bool:
        """Whether a cut before character `at` falls inside a word; never in scripts that are written without spaces."""
        if not (0 < at < len(self.line) and _in_word(self.line[at - 1])):
            return False
        return _in_word(self.line[at]) or unicodedata.combining(self.line[at]) > 0

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """A place extended to the whole of its first and last word."""
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
def folded_text(paragraphs: tuple[str, ...]) -> FoldedText:
    """A text given by its paragraphs."""
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
