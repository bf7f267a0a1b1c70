"""The outlines of a record, each read once against its document, and what a change of the document did to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from expertviews import content, git, outlines
from expertviews.content import Record, documents
from expertviews.content.outlinetext import digest
from expertviews.model import Outline
from expertviews.outlines import Entry, Mistake, Reading
from expertviews.problems import ProblemsFound, shown
from expertviews.quotes import fold

_MOST_REVISIONS = 50  # of a document, in which its earlier words are looked for
_MOST_LINES = 2_000  # that are compared with as many
_MOST_TOLD = 3


Line = tuple[int, str]
"""The number and the words of a line that isn't blank."""


@dataclass(frozen=True)
class Outlined:
    """An outline, the text of its document, and what the one says of the other.

    `digest` is that of the document as it is.
    """

    path: str
    outline: Outline
    text: str
    reading: Reading
    digest: str

    @property
    def outdated(self) -> bool:
        """Whether the document has changed since."""
        return self.outline.digest not in {None, self.digest}


def of(record: Record, name: str) -> Outlined | None:
    """The outline in a file of that name; None where its document can't be read."""
    return _all(record)[name]


@lru_cache(maxsize=1)
def _all(record: Record) -> Mapping[str, Outlined | None]:
    """Every outline of a record, read once for all the rules."""
    return {name: _of(record, name) for name in record.library.outlines}


def _of(record: Record, name: str) -> Outlined | None:
    outline = record.library.outlines[name]
    try:
        text = documents.text(record.root, documents.drawn_name(record.root, outline.document))
        found = digest(documents.data(record.root, outline.document))
    except (FileNotFoundError, ProblemsFound):
        return None
    return Outlined(content.outline_path(name), outline, text, _read(_Same(outline), text), found)


def proving(record: Record, seed: str) -> Outlined | None:
    """What views of a plain text in seeds/ are proved against: its outline, where that is right and up to date."""
    name = next((it for it in (seed, seed.removesuffix(".txt")) if it in record.library.outlines), None)
    found = of(record, name) if name and content.outline_path(name) not in record.partial else None
    if not found or found.outdated or found.reading.mistakes:
        return None
    named = name == found.outline.document and documents.drawn_name(record.root, name) == seed
    return found if named else None


class _Same:
    """An outline that is the same only as itself, so that a reading of it can be remembered."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.outline is other.outline

    def __hash__(self) -> int:
        return id(self.outline)


@lru_cache(maxsize=1024)
def _read(same: _Same, text: str) -> Reading:
    return outlines.read(same.outline, text)


Moves = Mapping[str, str]
"""The keys of an outline's parts, each with what it should be now."""


@dataclass(frozen=True)
class Changed:
    """What became of a document since its outline was made, and what is wrong with the outline now.

    `moves` is where its parts are, if every line of theirs is there unchanged, in one place alone. `told` says in words
    which lines differ. `mistakes` are those that remain once the parts are moved.
    """

    moves: Moves | None
    told: str
    mistakes: Sequence[Mistake]


def changed(root: Path, outlined: Outlined) -> Changed:
    """What became of the document of an outline that is outdated; its earlier words are looked for in git.

    An outline that isn't one of the earlier document is being corrected already: nothing of it is moved.
    """
    outline, reading = outlined.outline, outlined.reading
    earlier = _earlier(root, outline.document, outline.digest or "")
    if earlier is None:
        return Changed(None, "git doesn't have it as it was", reading.mistakes)
    before, after = earlier.split("\n"), outlined.text.split("\n")
    told = _told(before, after)
    if outlines.read(outline, earlier).mistakes:
        return Changed(None, told, reading.mistakes)
    moves = _moves(outlines.entries(outline.parts)[0], before, after)
    if moves is None or (not reading.mistakes and any(old != new for old, new in moves.items())):
        return Changed(None, told, ())
    moved = outline.model_copy(update={"parts": {moves[old]: value for old, value in outline.parts.items()}})
    former = {new: old for old, new in moves.items()}
    left = outlines.read(moved, outlined.text).mistakes
    return Changed(moves, told, [replace(it, key=tuple(former.get(str(step), step) for step in it.key)) for it in left])


@lru_cache(maxsize=64)
def _earlier(root: Path, document: str, wanted: str) -> str | None:
    """The plain text of a document when it had that digest, from git."""
    paths = [f"{documents.FOLDER}/{name}" for name in (document, documents.drawn_name(root, document))]
    limits = ("-n", str(_MOST_REVISIONS), "--format=%H", "--", f":(literal){paths[0]}")
    try:
        revisions = git.run(root, "log", *limits).decode().split()
    except git.GitError:
        return None
    for revision in revisions:
        try:
            received, plain = (git.run(root, "show", f"{revision}:./{path}") for path in paths)
        except git.GitError:
            continue
        if digest(received) == wanted:
            return plain.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return None


def _moves(entries: Sequence[Entry], before: Sequence[str], after: Sequence[str]) -> Moves | None:
    """Where the parts are now; None where a line of theirs is gone, or could be in several places."""
    places = _places(before, after)
    if places is None:
        return None
    moves = {}
    for entry in entries:
        now = [places[at] for at in range(entry.first, entry.last + 1) if at in places]
        if not now or any(after[at - 1].strip() for at in range(now[0], now[-1]) if at not in now):
            return None
        moves[entry.lines] = _spelt(now[0], now[-1])
    return moves


def _places(before: Sequence[str], after: Sequence[str]) -> Mapping[int, int] | None:
    """The number of each line that isn't blank now; None where a line is gone, or could be in several places."""
    old, new = _numbered(before), _numbered(after)
    first = _greedy(old, new)
    last = _greedy(old[::-1], new[::-1])
    return first if first == last else None


def _greedy(old: Sequence[Line], new: Sequence[Line]) -> Mapping[int, int] | None:
    """For the number of each old line that of the next new line with its words; None where there is none."""
    rest = iter(new)
    found = {}
    for number, words in old:
        now = next((at for at, line in rest if line == words), None)
        if now is None:
            return None
        found[number] = now
    return found


def _numbered(lines: Sequence[str]) -> list[Line]:
    return [(number, fold(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _told(before: Sequence[str], after: Sequence[str]) -> str:
    """Which lines moved, are new or gone, or read otherwise, in words."""
    old, new = _numbered(before), _numbered(after)
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    at = min(len(old), len(new)) if same is None else same
    old, new = old[at:], new[at:]
    if max(len(old), len(new)) > _MOST_LINES:
        return f"from line {(old or new)[0][0]} on"
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    said = [
        each
        for code in matcher.get_opcodes()
        for each in _change(code[0], old[code[1] : code[2]], new[code[3] : code[4]])
    ]
    more = [f"and {len(said) - _MOST_TOLD} more"] if len(said) > _MOST_TOLD else []
    return "; ".join([*said[:_MOST_TOLD], *more]) or "not in its words"


def _change(kind: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[str]:
    if kind == "equal":
        for shift, pairs in groupby(zip(old, new, strict=True), key=lambda pair: pair[1][0] - pair[0][0]):
            was, now = zip(*pairs, strict=True)
            if shift:
                yield f"{_lines(was)} now {_spelt(now[0][0], now[-1][0])}"
    elif old and new:
        yield f"{_lines(old)} reworded: “{shown(new[0][1], 40)}”"
    else:
        yield f"{_lines(old or new)} {'gone' if old else 'new'}: “{shown((old or new)[0][1], 40)}”"


def _lines(lines: Sequence[Line]) -> str:
    first, last = lines[0][0], lines[-1][0]
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _spelt(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
