"""The `parts` of an outline: the lines and the roles of each, checked against each other and the document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from expertviews.model import OWNED, RANGE_PATTERN, ROLES, Outline
from expertviews.problems import counted, instead, shown
from expertviews.seeds import is_space

Key = tuple[str | int, ...]  # the place of a value in an outline's file: `("parts", "20", 0)`

_ROLES = ", ".join(ROLES)


@dataclass(frozen=True)
class Piece:
    """The role of a line, or of `words` in it; without `words`, it is all that its neighbours leave.

    `owner` is the person that a note, a bio or a text belongs to, where the outline says so.
    """

    role: str
    words: str | None = None
    owner: str | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Entry:
    """Lines of a document, counted from 1, and their pieces in order."""

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
        return _lines(self.first, self.last)

    @property
    def key(self) -> Key:
        """The place of the entry in the outline's file."""
        return ("parts", self.lines)


@dataclass(frozen=True)
class OutlineMistake:
    """What is wrong in an outline, and what to do; `suggestion` is the word to write instead, if one is near.

    `of_key`: the key itself is wrong, not its value. `certain`: only the suggestion can be meant.
    """

    key: Key
    what: str
    remedy: str
    suggestion: str | None = None
    of_key: bool = False
    certain: bool = False


def entries(parts: Mapping[str, Any]) -> tuple[list[Entry], list[OutlineMistake]]:
    """The entries of an outline in its order, and what is wrong with their form.

    A mistake with a suggestion is read as suggested. An entry with a role that can't be read has no pieces.
    """
    found: list[Entry] = []
    mistakes: list[OutlineMistake] = []
    for lines, value in parts.items():
        key: Key = ("parts", lines)
        if not re.fullmatch(RANGE_PATTERN, lines):
            what = f"`{shown(lines)}` isn't a range of lines"
            mistakes.append(OutlineMistake(key, what, "write the first and the last line: `8-11`", of_key=True))
            continue
        numbers = [int(number) for number in lines.split("-")]
        if numbers[0] > numbers[-1]:
            right = as_range(numbers[-1], numbers[0])
            what = f"`{lines}` runs backwards"
            mistakes.append(OutlineMistake(key, what, f"write `{right}`", right, of_key=True, certain=True))
        pieces, wrong = _pieces(key, value)
        mistakes += wrong
        found.append(Entry(min(numbers), max(numbers), pieces))
    return found, mistakes


def _pieces(key: Key, value: Any) -> tuple[tuple[Piece, ...], list[OutlineMistake]]:
    """The pieces in a value of `parts`, and what is wrong; no pieces if a role can't be read."""
    if isinstance(value, (list, tuple)):
        read = [_piece((*key, at), item) for at, item in enumerate(value)] or [_piece(key, None)]
    else:
        read = [_piece(key, value, owned=True)]
    pieces = [piece for piece, _ in read if piece]
    mistakes = [mistake for _, mistake in read if mistake]
    for at, (one, other) in enumerate(pairwise(pieces)):
        if one.words is None and other.words is None:
            what = f"it isn't clear where `{one.role}` ends and `{other.role}` begins in the line"
            mistakes.append(OutlineMistake((*key, at), what, f"give the words of one: `{one.role}: its words`"))
    return tuple(pieces) if all(mistake.suggestion for mistake in mistakes) else (), mistakes


def _piece(key: Key, item: Any, *, owned: bool = False) -> tuple[Piece | None, OutlineMistake | None]:
    """A piece as written or most likely meant, and what is wrong; `owned` reads `{note: Ann Lee}` as Ann Lee's."""
    named = isinstance(item, Mapping)
    written, value = next(iter(item.items()), (None, None)) if named else (item, None)
    said = " ".join(str(value or "").split()) or None
    role, mistake = _role((*key, str(written)) if named else key, str(written or ""), of_key=named)
    if role and named and not said:
        mistake = OutlineMistake(key, f"`{written}:` has no words", f"write them: `{written}: Ann Lee`")
    if not role:
        return None, mistake
    owner = said if owned and role in OWNED else None
    return Piece(role, None if owner else said, owner, str(written).rstrip().endswith("?")), mistake


def _role(key: Key, written: str, *, of_key: bool) -> tuple[str | None, OutlineMistake | None]:
    """The role that is written or most likely meant, and what is wrong with it."""
    role = written.strip().removesuffix("?").rstrip()
    if not role:
        return None, OutlineMistake(key, "the role is missing", f"write one of {_ROLES}; with words: `name: Ann Lee`")
    if role in ROLES:
        return role, None
    advice = instead(role, ROLES, "role")
    meant = advice.suggestion
    right = f"{meant}{'?' * written.rstrip().endswith('?')}" if meant else None
    return meant, OutlineMistake(key, f"there is no role `{shown(written)}`", advice.text, right, of_key=of_key)


def doubtful_keys(outline: Outline, entries: Sequence[Entry]) -> Iterator[Key]:
    """The places of an outline that end in `?`."""
    for key in ("asked", "worded_by", "names"):
        if str(getattr(outline, key) or "").endswith("?"):
            yield (key,)
    for entry in entries:
        for at, piece in enumerate(entry.pieces):
            if piece.doubtful:
                yield entry.key if len(entry.pieces) == 1 else (*entry.key, at)


def misplaced(found: Sequence[Entry], text: str) -> Iterator[OutlineMistake]:
    """What is wrong with the lines of entries: past the end, in two entries or none, out of order."""
    lines = text.split("\n")
    end = len(lines) - (not lines[-1])
    taken: dict[int, Entry] = {}
    before = 0
    for entry in found:
        own = range(entry.first, min(entry.last, end) + 1)
        shared = [number for number in own if number in taken]
        if entry.last > end:
            yield _past_end(entry, end)
        if shared:
            what = f"{_are(shared[0], shared[-1])} in `{taken[shared[0]].lines}` too"
            yield OutlineMistake(entry.key, what, "keep them in one of the two", of_key=True)
        elif entry.first < before:
            what = f"`{entry.lines}` comes after line {before}"
            yield OutlineMistake(entry.key, what, "move it up: the lines must be in order", of_key=True)
        before = max(before, min(entry.last, end))
        taken |= dict.fromkeys(own, entry)
    yield from _left_out(found, taken, lines)


def _past_end(entry: Entry, end: int) -> OutlineMistake:
    right = as_range(entry.first, end) if entry.first <= end else None
    what = f"`{entry.lines}` runs past the end of the document, which has {counted(end, 'line')}"
    remedy = f"write `{right}`" if right else "correct the numbers, or delete this entry"
    return OutlineMistake(entry.key, what, remedy, right, of_key=True)


def _left_out(found: Sequence[Entry], taken: Mapping[int, Entry], lines: Sequence[str]) -> Iterator[OutlineMistake]:
    """The lines that are in no entry: one mistake for each run of them, blank lines aside."""
    printing = [number for number, line in enumerate(lines, 1) if not is_blank(line)]
    for is_taken, numbers in groupby(printing, key=lambda it: it in taken):
        if is_taken:
            continue
        run = list(numbers)
        first, last = run[0], run[-1]
        above = max((entry for entry in found if entry.last < first), key=lambda it: it.last, default=None)
        what = f"{_are(first, last)} in no part: “{shown(lines[first - 1])}”"
        where = f"below `{above.lines}`" if above else "at the top of `parts`"
        remedy = f"add a line {where}: `{as_range(first, last)}: text`, or another role: {_ROLES}"
        yield OutlineMistake(above.key if above else ("parts",), what, remedy, of_key=True)


def _are(first: int, last: int) -> str:
    return f"{_lines(first, last)} {'is' if first == last else 'are'}"


def _lines(first: int, last: int) -> str:
    return f"{'line' if first == last else 'lines'} {as_range(first, last)}"


def as_range(first: int, last: int) -> str:
    """Lines as an outline's key: `7`, `8-11`."""
    return str(first) if first == last else f"{first}-{last}"


def is_blank(line: str) -> bool:
    """Whether nothing in a line prints."""
    return all(map(is_space, line))
