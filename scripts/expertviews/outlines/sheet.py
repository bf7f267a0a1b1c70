"""What an outline is proposed on: a document's blocks, each with what it seems to be, and why that is in doubt."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from expertviews.outlines.questions import Layout


@dataclass(frozen=True)
class Mark:
    """What a block, or a stretch of it, is; `doubt` is the reason why that isn't certain."""

    role: str
    words: str | None = None
    owner: str | None = None
    doubt: str | None = None


@dataclass
class Sheet:
    """A document's blocks, each with what it is, and what stands at the top of its outline."""

    layout: Layout
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    asked: int = 0
    below: bool = False
    names_doubt: str | None = None

    def put(self, block: int, role: str, *, owner: str | None = None, doubt: str | None = None) -> None:
        """Say what a whole block is."""
        self.marks[block] = [Mark(role, None, owner, doubt)]

    def doubt(self, block: int, reason: str) -> None:
        """Say that what a block is isn't certain, unless that is said already."""
        marks = self.marks[block]
        if not any(mark.doubt for mark in marks):
            self.marks[block] = [*marks[:-1], replace(marks[-1], doubt=reason)]

    def text(self, block: int) -> str:
        """A block's words."""
        return self.layout.blocks[block].text


def between(blocks: Sequence[int], above: int, below: int) -> list[int]:
    """Those of ascending blocks that stand between two others."""
    return list(blocks[bisect_right(blocks, above) : bisect_left(blocks, below)])


def spelt(words: str) -> str:
    """Words of a line as an outline gives them: without the marks of emphasis."""
    return " ".join(filter(None, (re.sub(r"[*_]+(?=[,.;:]*$)|^[*_]+", "", word) for word in words.split())))
