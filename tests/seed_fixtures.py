"""Documents with their parts marked: `⟦n Jane Smith⟧` is a name. What stands outside the brackets is marks.

A fixture holds a document and what must be read from it in one file. Those in `apart/` are for scoring only.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from expertviews import seeds

FOLDER = Path(__file__).parent / "seeds"
KINDS = {
    "q": "question",
    "t": "title",
    "i": "introduction",
    "n": "name",
    "a": "affiliation",
    "h": "heading",
    "p": "paragraph",
    "b": "bio",
    "x": "note",
}
_TAG = re.compile(r"⟦([qtinahpbx]) ([^⟧]*)⟧")

Found = tuple[str, str, int]
"""A part's kind, its text and its first line."""


@dataclass(frozen=True)
class Fixture:
    """A document and the parts it has."""

    name: str
    text: str
    parts: tuple[Found, ...]


def marked(name: str, source: str) -> Fixture:
    """The document that a marked text stands for, and its parts."""
    text, parts, at = "", [], 0
    for tag in _TAG.finditer(source):
        text += source[at : tag.start()]
        parts.append((KINDS[tag[1]], " ".join(line.strip() for line in tag[2].split("\n")), text.count("\n") + 1))
        text += tag[2]
        at = tag.end()
    return Fixture(name, text + source[at:], tuple(parts))


def fixtures(folder: str) -> Iterator[Fixture]:
    """The fixtures of `tuned` or `apart`, by name."""
    for path in sorted((FOLDER / folder).iterdir()):
        yield marked(f"{folder}/{path.name}", path.read_text("utf-8"))


def found_in(document: seeds.Document) -> tuple[Found, ...]:
    """A document's parts without its marks."""
    return tuple((part.kind, part.text, part.first_line) for part in document.parts if part.kind != "mark")


def score(expected: tuple[Found, ...], found: tuple[Found, ...]) -> tuple[int, int, int]:
    """How many parts are right, how many were found, how many there are."""
    right = sum((Counter(expected) & Counter(found)).values())
    return right, len(found), len(expected)
