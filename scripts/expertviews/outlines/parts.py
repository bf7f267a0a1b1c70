"""The `parts` of an outline: which lines each takes, and what they are, checked against each other and the document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from expertviews.model import OWNED, RANGE_PATTERN, ROLES
from expertviews.problems import Advice, counted, instead, shown
from expertviews.seeds import is_space

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
        return as_range(self.first, self.last)

    @property
    def where(self) -> str:
        """The lines in a sentence."""
        return f"line{'s' * (self.first != self.last)} {self.lines}"

    @property
    def key(self) -> Key:
        """Where the entry stands in the outline's file."""
        return ("parts", self.lines)


@dataclass(frozen=True)
class Mistake:
    """What is wrong in an outline, and what to do; `suggestion` is the word to put instead, where one is near.

    `of_key` says that the key itself is wrong, not its value; `certain`, that only the suggestion can be meant.
    """

    key: Key
    what: str
    remedy: str
    suggestion: str | None = None
    of_key: bool = False
    certain: bool = False


def entries(parts: Mapping[str, Any]) -> tuple[list[Entry], list[Mistake]]:
    """The entries of an outline, in its order, and what is wrong with their form.

    A mistake that comes with a suggestion is read as it suggests; an entry of which a role can't be read has no pieces.
    """
    found: list[Entry] = []
    mistakes: list[Mistake] = []
    for lines, value in parts.items():
        key: Key = ("parts", lines)
        if not re.fullmatch(RANGE_PATTERN, lines):
            what = f"`{shown(lines)}` isn't a range of lines"
            mistakes.append(Mistake(key, what, "write the numbers of its first and last line: 8-11", of_key=True))
            continue
        first, _, last = lines.partition("-")
        pieces, wrong = _pieces(key, value)
        mistakes += wrong
        entry = Entry(int(first), int(last or first), pieces)
        if entry.last < entry.first:
            what, right = f"`{lines}` runs backwards", f"{last}-{first}"
            mistakes.append(Mistake(key, what, f"write `{right}`", right, of_key=True, certain=True))
            entry = Entry(entry.last, entry.first, pieces)
        found.append(entry)
    return found, mistakes


def _pieces(key: Key, value: Any) -> tuple[tuple[Piece, ...], list[Mistake]]:
    """The pieces that a value of `parts` gives, and what is wrong; none where a role can't be read."""
    listed = isinstance(value, (list, tuple))
    pieces, mistakes = [], []
    for at, item in enumerate(value if listed else [value]):
        where = (*key, at) if listed else key
        worded = isinstance(item, Mapping) and len(item) == 1
        written, said = next(iter(item.items())) if worded else (item if isinstance(item, str) else None, None)
        said = " ".join(str(said or "").split()) if worded else None
        role, advice = _role(written)
        if advice:
            what = f"there is no role `{shown(str(written))}`" if written else "a role is expected here"
            at_key = (*where, *item) if worded else where
            mistakes.append(Mistake(at_key, what, advice.text, advice.suggestion, of_key=worded))
        elif worded and not said:
            mistakes.append(Mistake(where, f"`{written}:` is given no words", f"write them: `{written}: Ann Lee`"))
        if role:
            owner = not listed and role in OWNED
            doubtful = str(written).rstrip().endswith("?")
            pieces.append(Piece(role, None if owner else said, said if owner else None, doubtful))
    for at, (one, other) in enumerate(pairwise(pieces)):
        if one.words is None and other.words is None:
            what = f"where `{one.role}` ends and `{other.role}` begins in the line isn't said"
            mistakes.append(Mistake((*key, at), what, f"give the words of one: `{one.role}: its words`"))
    if listed and not value:
        mistakes.append(Mistake(key, "the list is empty", f"write one of {', '.join(ROLES)}"))
    return () if any(not mistake.suggestion for mistake in mistakes) else tuple(pieces), mistakes


def _role(written: Any) -> tuple[str | None, Advice | None]:
    """The role that is written or likely meant, and what to do where it isn't one."""
    if written is None:
        return None, Advice(f"write one of {', '.join(ROLES)}; with words: `name: Ann Lee`")
    role, doubt = str(written).strip().removesuffix("?").rstrip(), str(written).rstrip().endswith("?")
    if role in ROLES:
        return role, None
    listed = [each.strip().removesuffix("?") for each in role.split(",")]
    if len(listed) > 1 and set(listed) <= set(ROLES):
        return None, Advice(f"several parts of a line stand in brackets: `[{listed[0]}: its words, {listed[1]}]`")
    advice = instead(role, ROLES, "role")
    return advice.suggestion, replace(advice, suggestion=advice.suggestion and f"{advice.suggestion}{'?' * doubt}")


def misplaced(found: Sequence[Entry], text: str) -> Iterator[Mistake]:
    """What is wrong with the lines that entries take: past the end, in two parts or none, out of order."""
    lines = text.split("\n")
    taken: dict[int, Entry] = {}
    before, end = 0, len(lines) - (not lines[-1])
    for entry in found:
        own = range(entry.first, min(entry.last, len(lines)) + 1)
        twice = [number for number in own if number in taken]
        if entry.last > end:
            remedy, right = "correct the numbers, or take this line out", None
            if entry.first <= end:
                right = as_range(entry.first, end)
                remedy = f"write `{right}`"
            what = f"`{entry.lines}` runs past the end of the document, which has {counted(end, 'line')}"
            yield Mistake(entry.key, what, remedy, right, of_key=True)
        if twice:
            what = f"{_are(twice[0], twice[-1])} in `{taken[twice[0]].lines}` too"
            yield Mistake(entry.key, what, "take the lines that they share out of one of the two", of_key=True)
        elif entry.first < before:
            what = f"`{entry.lines}` stands below line {before}"
            yield Mistake(entry.key, what, "move it up to its place, since the lines count upwards", of_key=True)
        before = max(before, min(entry.last, end))
        for number in own:
            taken.setdefault(number, entry)
    yield from _left(found, taken, lines)


def _left(found: Sequence[Entry], taken: Mapping[int, Entry], lines: Sequence[str]) -> Iterator[Mistake]:
    """The lines in no part, once for all that follow each other; blank lines may stand between."""
    printing = [number for number, line in enumerate(lines, 1) if not is_blank(line)]
    for is_taken, numbers in groupby(printing, key=lambda it: it in taken):
        if not is_taken:
            run = list(numbers)
            first, last = run[0], run[-1]
            what = f"{_are(first, last)} in no part: “{shown(lines[first - 1])}”"
            above = max((entry for entry in found if entry.last < first), key=lambda it: it.last, default=None)
            where = f"below `{above.lines}`" if above else "at the top of `parts`"
            remedy = f"add a line {where}: `{as_range(first, last)}: text`, or what else it is: {', '.join(ROLES)}"
            yield Mistake(above.key if above else ("parts",), what, remedy, of_key=True)


def _are(first: int, last: int) -> str:
    return f"line {first} is" if first == last else f"lines {first}-{last} are"


def as_range(first: int, last: int) -> str:
    """Lines as an outline's key: `7`, `8-11`."""
    return str(first) if first == last else f"{first}-{last}"


def is_blank(line: str) -> bool:
    """Whether nothing of a line prints."""
    return all(map(is_space, line))
