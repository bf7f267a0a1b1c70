"""The `parts` of an outline: which lines each takes, and what they are, checked against each other and the document."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertviews.model import OWNED, RANGE_PATTERN, ROLES
from expertviews.problems import instead, shown
from expertviews.seeds import words

Key = tuple[str | int, ...]
"""The place of a value in an outline's file: `("parts", "20", 0)`."""


@dataclass(frozen=True)
class Piece:
    """What a line, or a stretch of it, is.

    `words` are the stretch, where it isn't all that its neighbours leave; `owner` is whose a note or bio is.
    """

    role: str
    words: str | None = None
    owner: str | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Entry:
    """Lines of a document, from 1, and the pieces that they consist of, in their order."""

    first: int
    last: int
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> str:
        """The lines as an outline's key: `7`, `8-11`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def key(self) -> Key:
        """Where the entry stands in the outline's file."""
        return ("parts", self.lines)


@dataclass(frozen=True)
class Mistake:
    """What is wrong in an outline, and what to do; `suggestion` is the word to put instead, where one is near."""

    key: Key
    what: str
    remedy: str
    suggestion: str | None = None


def entries(parts: Mapping[str, Any]) -> tuple[list[Entry], list[Mistake]]:
    """The entries of an outline that can be read, in its order, and what is wrong with the form of the others."""
    found: list[Entry] = []
    mistakes: list[Mistake] = []
    for lines, value in parts.items():
        key: Key = ("parts", lines)
        if not re.fullmatch(RANGE_PATTERN, lines):
            mistakes.append(Mistake(key, f"`{shown(lines)}` isn't a range of lines", "write first and last line: 8-11"))
            continue
        first, _, last = lines.partition("-")
        pieces, wrong = _pieces(key, value)
        mistakes += wrong
        if int(last or first) < int(first):
            mistakes.append(Mistake(key, f"`{lines}` runs backwards", f"write `{last}-{first}`", f"{last}-{first}"))
        elif pieces:
            found.append(Entry(int(first), int(last or first), pieces))
    return found, mistakes


def _pieces(key: Key, value: Any) -> tuple[tuple[Piece, ...], list[Mistake]]:
    """The pieces that a value of `parts` gives; none where a word of it is wrong."""
    items = value if isinstance(value, (list, tuple)) else [value]
    pieces, mistakes = [], []
    for at, item in enumerate(items):
        where = (*key, at) if items is value else key
        piece = _piece(item, alone=items is not value)
        if isinstance(piece, Piece):
            pieces.append(piece)
        else:
            mistakes.append(Mistake(where, *piece))
    for at, (one, other) in enumerate(itertools.pairwise(pieces)):
        if one.words is None and other.words is None:
            what = f"where `{one.role}` ends and `{other.role}` begins in the line isn't said"
            mistakes.append(Mistake((*key, at), what, f"give the words of one: `{one.role}: its words`"))
    if not items:
        mistakes.append(Mistake(key, "the list is empty", f"write one of {', '.join(ROLES)}"))
    return ((), mistakes) if mistakes else (tuple(pieces), [])


def _piece(item: Any, *, alone: bool) -> Piece | tuple[str, str, str | None]:
    """The piece that an item is, or what is wrong with it: what, remedy, suggestion."""
    worded = isinstance(item, Mapping)
    if worded and len(item) == 1:
        written, words = next(iter(item.items()))
    elif isinstance(item, str):
        written, words = item, None
    else:
        return "a role is expected here", f"write one of {', '.join(ROLES)}; with words: `name: Ann Lee`", None
    role, doubtful = str(written).strip().removesuffix("?").rstrip(), str(written).rstrip().endswith("?")
    if role not in ROLES:
        advice = instead(role, ROLES, "role")
        suggestion = advice.suggestion and f"{advice.suggestion}{'?' * doubtful}"
        return f"there is no role `{shown(role)}`", advice.text, suggestion
    if words is None or (worded and not str(words).strip()):
        return (
            (f"`{role}:` is given no words", "write them after the colon", None)
            if worded
            else Piece(role, doubtful=doubtful)
        )
    if alone and role in OWNED:
        return Piece(role, owner=" ".join(str(words).split()), doubtful=doubtful)
    return Piece(role, words=" ".join(str(words).split()), doubtful=doubtful)


def misplaced(found: Sequence[Entry], text: str) -> Iterator[Mistake]:
    """What is wrong with the lines that entries take: past the end, in two parts or none, out of order."""
    lines = text.split("\n")
    taken: dict[int, Entry] = {}
    before = 0
    for entry in found:
        if entry.last > len(lines):
            what = f"the document has {len(lines) - (not lines[-1])} lines, so none of number {entry.last}"
            yield Mistake(entry.key, what, "correct the numbers")
            continue
        twice = [number for number in range(entry.first, entry.last + 1) if number in taken]
        if twice:
            other = taken[twice[0]].lines
            yield Mistake(entry.key, f"line {_spelt(twice)} is in `{other}` too", "leave it in one of the two")
        elif entry.first < before:
            yield Mistake(entry.key, f"`{entry.lines}` comes after `{before}`", "put the lines in their order")
        before = max(before, entry.last)
        taken.update((number, entry) for number in range(entry.first, entry.last + 1) if number not in taken)
    left = [number for number, line in enumerate(lines, 1) if number not in taken and not is_blank(line)]
    for first, last in runs(left, lines):
        spelt = str(first) if first == last else f"{first}-{last}"
        what = f"line {spelt} of the document is in no part: “{shown(lines[first - 1])}”"
        yield Mistake(("parts",), what, f"add `{spelt}: ` and what it is, in its place")


def _spelt(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def runs(numbers: Iterable[int], lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of lines as ranges; blank lines may stand within one."""
    start = last = 0
    for number in numbers:
        if start and any(not is_blank(line) for line in lines[last : number - 1]):
            yield start, last
            start = 0
        start, last = start or number, number
    if start:
        yield start, last


def is_blank(line: str) -> bool:
    """Whether nothing of a line prints."""
    return all(map(words.is_blank, line))
