"""The blocks of a document, each with the role it seems to have, and why that is in doubt."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from expertviews.outlines.questions import Layout
from expertviews.seeds import Block

FURNITURE = "page furniture (a link, an advert)"
"""Layout furniture, in questions to the editor."""


@dataclass(frozen=True)
class Mark:
    """The role of a block, or of `words` in it; `doubt` is the reason why it isn't certain."""

    role: str
    words: str | None = None
    owner: str | None = None
    doubt: str | None = None


@dataclass
class Sheet:
    """A document's blocks with their roles, and the values at the top of its outline.

    `bios` are the blocks above or below the answers that tell of those who answer, and the name of each.
    """

    layout: Layout
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    asked: int = 0
    below: bool = False
    bios: dict[int, str] = field(default_factory=dict)
    names_doubt: str | None = None
    suspected: dict[int, str] = field(default_factory=dict)

    def put(self, role: str, *blocks: int, owner: str | None = None, doubt: str | None = None) -> None:
        """Give whole blocks a role."""
        self.marks |= {at: [Mark(role, None, owner, doubt)] for at in blocks}

    def left(self, blocks: Iterable[int]) -> list[int]:
        """The blocks without a role yet."""
        return [at for at in blocks if at not in self.marks]

    def doubt(self, block: int, reason: str) -> None:
        """Put the role of a block in doubt, also for this reason."""
        *marks, last = self.marks[block]
        known = [mark.doubt for mark in (*marks, last) if mark.doubt]
        self.marks[block] = [*marks, replace(last, doubt="; ".join([*known, reason]))]

    def suspect(self, blocks: Iterable[int], reason: str) -> None:
        """Put the role of blocks in doubt, provided that something else in the document is."""
        self.suspected |= dict.fromkeys(blocks, reason)

    def settle(self) -> None:
        """Ask about what is suspected too, if the editor must decide about something in the document anyway."""
        if self.names_doubt or any(mark.doubt for marks in self.marks.values() for mark in marks):
            for at, reason in self.suspected.items():
                if not any(mark.doubt for mark in self.marks[at]):
                    self.doubt(at, reason)

    def block(self, at: int) -> Block:
        """A block."""
        return self.layout.blocks[at]

    def text(self, block: int) -> str:
        """A block's words."""
        return self.layout.blocks[block].text


def between(blocks: Sequence[int], above: int, below: int) -> list[int]:
    """The blocks, in ascending order, between two others."""
    return list(blocks[bisect_right(blocks, above) : bisect_left(blocks, below)])


def spelt(words: str) -> str:
    """Words of a line as an outline gives them: without the marks of emphasis."""
    return " ".join(filter(None, (re.sub(r"[*_]+(?=[,.;:]*$)|^[*_]+", "", word) for word in words.split())))
