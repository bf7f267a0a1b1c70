"""Find a quotation in a text, exactly once, or say what differs.

White space is folded before comparing. ` … ` between two stretches means “from … to” within one paragraph, as in a
browser's text fragment, and stands for all that lies between. A quotation starts and ends where words do:
“likely” is no quotation of “unlikely”.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise, product

from expertviews.problems import shown
from expertviews.quotes.likeness import matcher, nearest, plain

FROM_TO = " … "
DOTS = re.compile(r"\s*(?:\[(?:\.{3}|…)\]|\.{3}|…)\s*")
_MOST_CUT = 50  # places where some words cut others, after which such places are passed over
_MOST_PIECES = 20  # that “ … ” joins, for the source may have it as well
_SHORT = 160  # characters of a passage that a message repeats whole


@dataclass(frozen=True, order=True)
class Stretch:
    """Characters `start` to `end` (half-open) of one paragraph; paragraphs count from 1."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, order=True)
class Found:
    """Where a quotation stands: a stretch in each paragraph that it runs through, in order."""

    stretches: tuple[Stretch, ...]

    @property
    def paragraph(self) -> int:
        """The number of the paragraph in which it starts."""
        return self.stretches[0].paragraph

    def words(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """The quoted words, letter for letter as the text has them, a string for each paragraph."""
        return tuple(paragraphs[s.paragraph - 1][s.start : s.end] for s in self.stretches)


class QuoteError(Exception):
    """A quotation that doesn't stand exactly once in its text: what is wrong, and what to do."""

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


@lru_cache(maxsize=100_000)
def find(paragraphs: tuple[str, ...], quote: str, prefix: str | None = None, suffix: str | None = None) -> Found:
    """The one place of `quote` in the text.

    `prefix` and `suffix`, where given, must stand just before and just after it. Raises QuoteNotFoundError or
    QuoteAmbiguousError. What is found is remembered, since checks and pages ask for the same quotations.
    """
    text = _folded(paragraphs)
    wanted, before, after = fold(quote), fold(prefix or ""), fold(suffix or "")
    places = list(islice(_places(text, wanted, before, after), 2))
    if not places:
        anywhere = next(_places(text, wanted), None)
        if not anywhere:
            raise _not_found(text, wanted)
        raise QuoteNotFoundError(
            "the quote stands in the text, but not with this prefix and suffix",
            f"write the words that stand next to it: {_around(text, anywhere)}",
        )
    if len(places) > 1:
        raise _ambiguous(text, wanted, places)
    return text.found(*places[0])


@dataclass(frozen=True)
class _Folded:
    """A text in one line, a space after each paragraph, with the way back to the paragraphs' own characters."""

    line: str
    paragraph_ends: tuple[int, ...]
    offsets: tuple[Sequence[int], ...]

    def occurrences(self, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Where `words` stand as whole words, of the characters `start` to `end` (half-open)."""
        at, cut = self.line.find(words, start, end), 0
        while words and at >= 0:
            if not (_splits_word(self.line, at) or _splits_word(self.line, at + len(words))):
                yield at
            elif (cut := cut + 1) > _MOST_CUT:
                yield from self._among_whole_words(words, at + 1, end)
                return
            at = self.line.find(words, at + 1, end)

    def _among_whole_words(self, words: str, start: int, end: int | None) -> Iterator[int]:
        """The same of words that stand within others over and over: where words may be cut is marked, and found too."""
        marked, cuts = self._marked
        wanted = _with_marks(words)[0]
        at = marked.find(wanted, start + bisect_left(cuts, start))
        while at >= 0:
            found = at - bisect_left(range(len(cuts)), at, key=lambda nth: cuts[nth] + nth)
            if end is not None and found + len(words) > end:
                return
            yield found
            at = marked.find(wanted, at + 1)

    @cached_property
    def _marked(self) -> tuple[str, Sequence[int]]:
        return _with_marks(self.line)

    def paragraph_at(self, offset: int) -> int:
        return bisect_right(self.paragraph_ends, offset)

    def found(self, start: int, end: int) -> Found:
        stretches = []
        for index in range(self.paragraph_at(start), self.paragraph_at(end - 1) + 1):
            begins = self.paragraph_ends[index - 1] if index else 0
            offsets = self.offsets[index]
            first = offsets[max(start - begins, 0)]
            last = offsets[min(end - begins, len(offsets)) - 1]
            stretches.append(Stretch(index + 1, first, last + 1))
        return Found(tuple(stretches))


@lru_cache(maxsize=64)
def _folded(paragraphs: tuple[str, ...]) -> _Folded:
    lines, offsets, ends, end = [], [], [], 0
    for paragraph in paragraphs:
        line = fold(paragraph)
        lines.append(line)
        offsets.append(range(len(line)) if len(line) == len(paragraph) else _kept_offsets(paragraph))
        end += len(line) + 1
        ends.append(end)
    return _Folded("".join(f"{line} " for line in lines), tuple(ends), tuple(offsets))


def _kept_offsets(paragraph: str) -> Sequence[int]:
    """For each character of the folded paragraph, its offset in the paragraph itself."""
    offsets: list[int] = []
    for word in re.finditer(r"\S+", paragraph):
        offsets.extend(range(word.start() - 1 if offsets else word.start(), word.end()))
    return offsets


def _splits_word(text: str, at: int) -> bool:
    """Whether a cut before character `at` falls inside a word. Scripts without spaces have no such place."""
    return 0 < at < len(text) and _in_word(text[at - 1]) and (_in_word(text[at]) or unicodedata.combining(text[at]) > 0)


def _in_word(character: str) -> bool:
    return character.isalnum() and unicodedata.category(character) != "Lo"


def _with_marks(line: str) -> tuple[str, Sequence[int]]:
    """A line with a mark wherever no word is cut, and where that is: before which characters."""
    cuts = [at for at in range(len(line) + 1) if not _splits_word(line, at)]
    return "".join(["\0", *(f"{line[start:end]}\0" for start, end in pairwise(cuts))]), cuts


def _places(text: _Folded, wanted: str, before: str = "", after: str = "") -> Iterator[tuple[int, int]]:
    """Every place of the words as they stand; failing that, every place of a from–to.

    `before` and `after` are the words next to it.
    """
    if _has(text, wanted):
        for head, tail in product(_joined(before, wanted), _joined(wanted, after)):
            start = len(head) - len(wanted)
            found = text.occurrences(head + tail[len(wanted) :])
            yield from ((at + start, at + len(head)) for at in found)
        return
    pieces = wanted.split(FROM_TO)
    for cut in range(1, min(len(pieces), _MOST_PIECES)):
        first, last = FROM_TO.join(pieces[:cut]), FROM_TO.join(pieces[cut:])
        for head, tail in product(_joined(before, first), _joined(last, after)):
            yield from _ranges(text, head, tail, len(head) - len(first), len(tail) - len(last))


def _joined(words: str, more: str) -> Iterator[str]:
    """Words and those that follow them, with a space between or none where that cuts no word."""
    if not (words and more):
        yield words + more
        return
    yield f"{words} {more}"
    if not _splits_word(words + more, len(words)):
        yield words + more


def _ranges(text: _Folded, head: str, tail: str, before: int, after: int) -> Iterator[tuple[int, int]]:
    """Every place from some words to others of the same paragraph, the nearest two ends of each.

    So many characters of `head` stand before the place, and of `tail` after it, where another paragraph may be.
    """
    begins = 0
    for paragraph_end in text.paragraph_ends:
        for at in text.occurrences(head, max(begins - before, 0), paragraph_end):
            found = text.occurrences(tail, at + len(head), paragraph_end + after)
            ends = [end + len(tail) - after for end in islice(found, 2)]
            yield from ((at + before, end) for end in ends)
            if not ends:
                break
        begins = paragraph_end


def _not_found(text: _Folded, wanted: str) -> QuoteError:
    spaced = DOTS.sub(FROM_TO, wanted)
    if spaced != wanted and next(_places(text, spaced), None):
        return QuoteNotFoundError(
            "the sign for “from … to” is one character with a space on either side", f"write: {shown(spaced, _SHORT)}"
        )
    if _unquoted(text, wanted):
        return QuoteNotFoundError(
            "the quotation marks around the quote aren't in the text",
            "leave them out, since the site sets them; `views check --fix` does it",
        )
    first, ellipsis, last = wanted.partition(FROM_TO)
    if ellipsis:
        missing = [part for part in (first, last) if not _has(text, part)]
        if not missing:
            return QuoteNotFoundError(
                f"no paragraph of the text goes from “{shown(first)}” to “{shown(last)}”",
                "“ … ” joins two stretches of one paragraph, the earlier first; make two excerpts of two paragraphs",
            )
        wanted = missing[0]
    cut = _cut_word(text, wanted)
    if cut:
        return QuoteNotFoundError(
            f"the quote “{shown(wanted)}” cuts a word of the text: “{shown(cut)}”", "quote whole words"
        )
    likest = nearest(text.line, wanted)
    if likest is None:
        return QuoteNotFoundError(
            f"the text doesn't have “{shown(wanted)}”", "copy the words from the text, letter for letter"
        )
    what = f"the text doesn't have “{shown(wanted)}”; {difference(wanted, likest)}"
    return QuoteNotFoundError(what, _mended(wanted, likest))


def unquoted(paragraphs: tuple[str, ...], quote: str) -> str | None:
    """A quote without the quotation marks around it, where only so the text has it."""
    return _unquoted(_folded(paragraphs), fold(quote))


def _unquoted(text: _Folded, wanted: str) -> str | None:
    marked = len(wanted) > 2 and plain(wanted[0]) == plain(wanted[-1]) and plain(wanted[0]) in "\"'"
    line = plain(text.line) if marked else ""
    if not marked or plain(wanted) in line:
        return None
    bare = wanted[1:-1].strip()
    return bare if all(part in line for part in plain(bare).split(FROM_TO)[:_MOST_PIECES]) else None


def _has(text: _Folded, words: str) -> bool:
    return next(text.occurrences(words), None) is not None


def _cut_word(text: _Folded, wanted: str) -> str | None:
    """The words of the text that `wanted` cuts, where that is all that is wrong with it."""
    at = text.line.find(wanted) if wanted else -1
    if at < 0:
        return None
    return text.line[_word_start(text.line, at) : _word_end(text.line, at + len(wanted))]


def _word_start(line: str, at: int) -> int:
    while _splits_word(line, at):
        at -= 1
    return at


def _word_end(line: str, at: int) -> int:
    while _splits_word(line, at):
        at += 1
    return at


def departure(source: str, words: str) -> tuple[str, str] | None:
    """How `words` depart from the nearest words of a source, as few as can be, and what to write; None if they don't.

    An ellipsis among them is one of the source's.
    """
    text, wanted = _folded((source,)), fold(words)
    if wanted in text.line:
        return None
    likest = nearest(text.line, wanted)
    if likest is None:
        return f"the source doesn't have “{shown(wanted)}”", "copy it from the source, letter for letter"
    return difference(wanted, likest), _mended(wanted, likest)


def _mended(wanted: str, likest: str) -> str:
    by_itself = "; `views check --fix` does it" if plain(wanted) == plain(likest) else ""
    return f"{_instead(wanted, likest)}{by_itself}"


@dataclass(frozen=True)
class _Change:
    """Words of ours that differ from words `start` to `end` of the source."""

    ours: str
    source: str
    start: int
    end: int

    def __str__(self) -> str:
        if not self.source:
            return f"“{shown(self.ours)}” isn't in the source"
        if not self.ours:
            return f"“{shown(self.source)}” is left out"
        return f"“{shown(self.ours)}” where the source has “{shown(self.source)}”"


def _word_changes(ours: Sequence[str], source: Sequence[str]) -> list[_Change]:
    return [
        _Change(" ".join(ours[i:j]), " ".join(source[k:m]), k, m)
        for tag, i, j, k, m in matcher(ours, source).get_opcodes()
        if tag != "equal"
    ]


def _instead(wanted: str, likest: str) -> str:
    """What to write: the passage of the source, or where that is long, its words about the first difference."""
    changes = _word_changes(wanted.split(), likest.split())
    if len(likest) <= _SHORT or not changes:
        return f"write: {shown(likest, _SHORT)}"
    words = likest.split()
    around = words[max(0, changes[0].start - 4) : changes[0].end + 4]
    return f"write “… {shown(' '.join(around), _SHORT)} …”"


def difference(ours: str, source: str) -> str:
    """In words, how `ours` differs from the `source` it should equal, as far as it can be named at a glance."""
    if plain(ours) == plain(source):
        pairs = [f"{_named(a)} where the source has {_named(b)}" for a, b in zip(ours, source, strict=True) if a != b]
        return "; ".join(dict.fromkeys(pairs))
    if ours.lower() == source.lower():
        return "capital and small letters differ"
    changes = [str(change) for change in _word_changes(ours.split(), source.split())]
    more = f"; and {len(changes) - 3} more differences" if len(changes) > 3 else ""
    return "; ".join(changes[:3]) + more


def _named(character: str) -> str:
    return f"{character} ({unicodedata.name(character, 'unnamed').lower()})"


def _ambiguous(text: _Folded, wanted: str, places: Sequence[tuple[int, int]]) -> QuoteError:
    contexts = " and ".join(_around(text, place) for place in places)
    ways = (_telling_apart(text, wanted, places, which) for which in (0, 1))
    return QuoteAmbiguousError(
        f"the quote stands more than once in the text: {contexts}",
        " or ".join(filter(None, ways)) or "quote more words",
    )


def _telling_apart(text: _Folded, wanted: str, places: Sequence[tuple[int, int]], which: int) -> str | None:
    """How to say that one of the places is meant: the fewest words next to it that no other place has there."""
    start, end = places[which]
    before = text.line[max(0, start - 200) : start].split()
    after = text.line[end : end + 200].split()
    ordinal = ("first", "second")[which]
    for count in range(1, 5):
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        if prefix and _is_one(text, wanted, prefix, ""):
            return f"add `prefix: {prefix}` for the {ordinal}"
        if suffix and _is_one(text, wanted, "", suffix):
            return f"add `suffix: {suffix}` for the {ordinal}"
    return None


def _is_one(text: _Folded, wanted: str, before: str, after: str) -> bool:
    return len(list(islice(_places(text, wanted, before, after), 2))) == 1


def _around(text: _Folded, place: tuple[int, int]) -> str:
    start, end = place
    head = _word_start(text.line, max(0, start - 25))
    tail = _word_end(text.line, min(len(text.line), end + 25))
    middle = (
        text.line[start:end] if end - start <= 40 else f"{text.line[start : start + 20]}…{text.line[end - 20 : end]}"
    )
    return f"“{text.line[head:start]}[{middle}]{text.line[end:tail].rstrip()}”"
