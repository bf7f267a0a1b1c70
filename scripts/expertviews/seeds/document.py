"""What a seed is made of: its parts, each with its place in the text, and the proof that nothing is left over."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from expertviews.problems import Problem

Kind = Literal[
    "question",
    "title",
    "introduction",
    "name",
    "affiliation",
    "heading",
    "paragraph",
    "bio",
    "note",
    "mark",
]
Span = tuple[int, int]
"""A half-open range of characters in the document's text."""

INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")
"""Characters that print nothing, and are blanks although `str.isspace` doesn't say so."""


def is_blank(character: str) -> bool:
    """Whether a character prints nothing."""
    return character.isspace() or character in INVISIBLE


@dataclass(frozen=True)
class Part:
    """A stretch of the document that has one meaning.

    `spans` are the characters it takes, one span a line; `text` is what they hold, joined by single spaces and
    otherwise verbatim. A mark is punctuation of the layout: `Question:`, `>`, `**`, `1.`, the comma after a name.
    """

    kind: Kind
    text: str
    spans: tuple[Span, ...]
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Answer:
    """One contributor's answer: everything from the line that names them to the next one's.

    Joint authors (`A and B`) give one answer with one `name` part; `names` then holds each author's name, and holds
    the one name otherwise. An organisation whose name has an “and” in it is one name. `byline` is the whole line that
    names the contributor, folded.
    """

    name: Part
    names: tuple[str, ...]
    affiliation: Part | None
    heading: Part | None
    bio: Part | None
    paragraphs: tuple[Part, ...]
    notes: tuple[Part, ...]
    byline: str
    first_line: int
    last_line: int


@dataclass(frozen=True)
class RoundTable:
    """A question and its answers; `title` and `introduction` stand before the first answer, `notes` after the last."""

    question: Part
    title: Part | None
    introduction: tuple[Part, ...]
    answers: tuple[Answer, ...]
    notes: tuple[Part, ...]


@dataclass(frozen=True)
class Document:
    """A whole seed: the layout it was read in, all its parts in their order, and the round-tables they make.

    `doubts` are the places that might be read otherwise, which naming the layout decided.
    """

    layout: str
    parts: tuple[Part, ...]
    round_tables: tuple[RoundTable, ...]
    doubts: tuple[Problem, ...] = ()


def unaccounted(text: str, document: Document) -> tuple[Span, ...]:
    """The stretches of `text` that are in no part, or in more than one; blanks may be in none. Empty means lossless."""
    return tuple(_runs(text, _covered(text, document)))


def _covered(text: str, document: Document) -> bytearray:
    """How many parts hold each character, counted up to two."""
    times = bytearray(len(text))
    for part in document.parts:
        for start, end in part.spans:
            before = times[start:end]
            times[start:end] = b"\x02" * len(before) if any(before) else b"\x01" * len(before)
    return times


def _runs(text: str, times: bytearray) -> Iterator[Span]:
    wrong = (
        place
        for place, (character, count) in enumerate(zip(text, times, strict=True))
        if count > 1 or (count == 0 and not is_blank(character))
    )
    for _, run in groupby(enumerate(wrong), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        yield places[0], places[-1] + 1
