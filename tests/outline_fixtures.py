"""Documents with their right outlines: `NAME` is a document as received, `NAME.yml` what each of its lines is.

The model that proposes outlines learns from those in `tuned/`, which also serve as tests, and `learnt/`; those in `apart/`
are for scoring only, and nobody looks at them to improve it. A right outline has
no doubt and no digest. Where it says nothing about `wrapped`, every line of an answer is a paragraph of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "outlines"
ROLES = {
    *("title", "introduction", "question", "prompt"),
    *("name", "affiliation", "heading", "text", "bio"),
    *("note", "aside"),
}
KEYS = {"document", "asked", "question", "worded_by", "names", "wrapped", "parts"}
FIXED = {"worded_by": {"editor"}, "names": {"above", "below"}, "wrapped": {"true", "false"}}
_SIGNS = {"name": "n", "text": "t", "question": ".", "prompt": "."}
EVERYBODY = "round-table"
_RANGE = re.compile(r"([1-9]\d*)(?:-([1-9]\d*))?")
_LABEL = re.compile(r"\w+( \d+)?[:：]|\[?([\d/]+, )?\d+(:\d+)+\]?|\d+[.)]|\b[QA]\b")
"""Words that need no role in a line of several parts: `Name:`, a time, a number."""


@dataclass(frozen=True)
class Piece:
    """What some of the words are: all that its neighbours leave, where none are given."""

    role: str
    words: str | None = None


@dataclass(frozen=True)
class Part:
    """What the lines `first` to `last` are; `whose` a note or a bio is, where the outline says it."""

    first: int
    last: int
    pieces: tuple[Piece, ...]
    whose: str | None = None


@dataclass(frozen=True)
class Fixture:
    """A document and its right outline, with every value as it is written there."""

    name: str
    text: str
    outline: dict[str, str]
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))


def fixture(name: str, text: str, outline: str) -> Fixture:
    """A fixture of a document's text and its outline's. Raises ValueError for an outline of another shape."""
    read = yaml.load(outline, yaml.CBaseLoader)  # noqa: S506 -- it makes nothing but strings, lists and mappings
    parts = tuple(_part(key, value) for key, value in read["parts"].items())
    return Fixture(name, text, {key: value for key, value in read.items() if key != "parts"}, parts)


def fixtures(folder: str) -> Iterator[Fixture]:
    """The fixtures of a folder, by name."""
    for path in sorted((FOLDER / folder).iterdir()):
        if path.suffix != ".yml":
            outline = path.with_name(f"{path.name}.yml").read_text("utf-8")
            yield fixture(f"{folder}/{path.name}", path.read_text("utf-8"), outline)


def faults(found: Fixture) -> tuple[str, ...]:
    """What can't be right about an outline: it doesn't fit the document, or it gives somebody's words to nobody."""
    return (*_head_faults(found), *_line_faults(found), *_word_faults(found), *_speaker_faults(found))


def _part(key: str, value: object) -> Part:
    lines = _RANGE.fullmatch(key)
    if not lines:
        raise ValueError(f"{key}: no lines")
    first, last = int(lines[1]), int(lines[2] or lines[1])
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= {"note", "bio", "text"}:
        role, whose = next(iter(value.items()))
        return Part(first, last, (Piece(role),), whose)
    return Part(first, last, tuple(_piece(piece) for piece in (value if isinstance(value, list) else [value])))


def _piece(value: object) -> Piece:
    match value:
        case str():
            return Piece(value)
        case dict() if len(value) == 1:
            return Piece(*next(iter(value.items())))
    raise ValueError(f"{value}: no part of a line")


def _head_faults(found: Fixture) -> Iterator[str]:
    outline = found.outline
    if found.name.rpartition("/")[2] != outline["document"]:
        yield f"is the outline of {outline['document']}"
    yield from (f"{key}: unknown key" for key in outline.keys() - KEYS)
    yield from (
        f"{key}: {outline[key]}: unknown value"
        for key, values in FIXED.items()
        if key in outline and outline[key] not in values
    )
    roles = [piece.role for part in found.parts for piece in part.pieces]
    if ("question" in outline) != ("worded_by" in outline) or ("question" in outline) == ("question" in roles):
        yield "a question is either a part, or worded by the editor"
    if "asked" in outline and not _is_date(outline["asked"]):
        yield f"asked: {outline['asked']}: no date"
    yield from (f"{role}: unknown role" for role in roles if role not in ROLES)


def _is_date(words: str) -> bool:
    try:
        date.fromisoformat(f"{words}-01-01"[:10])
    except ValueError:
        return False
    return True


def _line_faults(found: Fixture) -> Iterator[str]:
    """Every line that isn't blank stands in exactly one part, in order; no part begins or ends with a blank one."""
    after = 0
    for part in found.parts:
        if part.first <= after or part.last < part.first or part.last > len(found.lines):
            yield f"{part.first}-{part.last}: not behind {after}, or past the end"
            return
        yield from (f"{n}: in no part" for n in range(after + 1, part.first) if found.lines[n - 1].strip())
        yield from (f"{n}: blank" for n in (part.first, part.last) if not found.lines[n - 1].strip())
        after = part.last
    yield from (f"{n}: in no part" for n, line in enumerate(found.lines, 1) if n > after and line.strip())


def _word_faults(found: Fixture) -> Iterator[str]:
    """The words of a part stand in its lines, in their order, and none are left over."""
    for part in found.parts:
        if part.pieces == (Piece(part.pieces[0].role),):
            continue
        words = " ".join(" ".join(found.lines[part.first - 1 : part.last]).split())
        at, open_ = 0, 0
        for piece in (*part.pieces, None):
            if piece and piece.words is None:
                open_ += 1
                continue
            start = len(words) if piece is None else words.find(str(piece.words), at)
            if start < 0:
                yield f"{part.first}: {piece}: doesn't stand there"
                return
            between = _LABEL.sub("", words[at:start]).strip()
            if open_ > 1 or (open_ == 1) != any(letter.isalnum() for letter in between):
                yield f"{part.first}: “{between}” has {open_} roles"
            at, open_ = start + len(str(piece and piece.words)), 0


def _speaker_faults(found: Fixture) -> Iterator[str]:
    """Whoever is named has words, and words have a name, above or below them, or of their own: `{text: Ann Lee}`."""
    said = [(piece, part) for part in found.parts for piece in part.pieces if piece.role in _SIGNS]
    signs = "".join("o" if piece.role == "text" and part.whose else _SIGNS[piece.role] for piece, part in said)
    order = "(?:[.o]|t+n)*" if found.outline.get("names") == "below" else "(?:[.o]|nt+|n(?=[.]+o))*"
    end = len(re.match(order, signs)[0])  # type: ignore[index]  # it matches nothing too
    if end < len(signs):
        yield f"{said[end][1].first}: a name without text, or text without a name"
    names = [
        piece.words or " ".join(found.lines[part.first - 1 : part.last]) for piece, part in said if piece.role == "name"
    ]
    for part in found.parts:
        if part.whose not in {None, EVERYBODY} and not any(str(part.whose) in name for name in names):
            yield f"{part.first}: {part.whose} isn't a name"
