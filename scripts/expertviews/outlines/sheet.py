"""What an outline is proposed on: a document's blocks, each with what it seems to be, and why that is in doubt."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from expertviews.seeds.lines import Block
from expertviews.seeds.questions import Page

FURNITURE = "page furniture (a link, an advert)"
"""Page furniture, in questions to the editor."""


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

    page: Page
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    asked: int = 0
    below: bool = False
    names_doubt: str | None = None

    def put(self, role: str, *blocks: int, owner: str | None = None, doubt: str | None = None) -> None:
        """Give whole blocks a role."""
        self.marks |= {at: [Mark(role, None, owner, doubt)] for at in blocks}

    def left(self, blocks: Iterable[int]) -> list[int]:
        """The blocks without a role yet."""
        return [at for at in blocks if at not in self.marks]

    def doubt(self, block: int, reason: str) -> None:
        """Say that what a block is isn't certain, unless that is said already."""
        marks = self.marks[block]
        if not any(mark.doubt for mark in marks):
            self.marks[block] = [*marks[:-1], replace(marks[-1], doubt=reason)]

    def block(self, at: int) -> Block:
        """A block."""
        return self.page.blocks[at]

    def text(self, block: int) -> str:
        """A block's words."""
        return self.page.blocks[block].text


def between(blocks: Sequence[int], above: int, below: int) -> list[int]:
    """Those of ascending blocks that stand between two others."""
    return list(blocks[bisect_right(blocks, above) : bisect_left(blocks, below)])


def spelt(words: str) -> str:
    """Words of a line as an outline gives them: without the marks of emphasis."""
    return " ".join(filter(None, (re.sub(r"[*_]+(?=[,.;:]*$)|^[*_]+", "", word) for word in words.split())))
