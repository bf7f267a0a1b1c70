"""A turn: those who are named in a block, and the blocks that may be theirs."""

from dataclasses import dataclass

from expertviews.outlines.candidates import Candidate
from expertviews.outlines.sheet import Sheet


@dataclass(frozen=True)
class Turn:
    """One block with the names of those who speak, and the blocks below or above it up to the next name."""

    sheet: Sheet
    names: list[Candidate]
    blocks: list[int]

    @property
    def block(self) -> int:
        """The block with the names."""
        return self.names[0].block

    @property
    def name(self) -> str:
        """The first name, as printed."""
        return self.names[0].name

    @property
    def words(self) -> str:
        """The words that name who speaks, as printed."""
        return " ".join(self.sheet.text(self.block)[slice(*each.extent)] for each in self.names)

    @property
    def body(self) -> list[int]:
        """The blocks without a role yet."""
        return self.sheet.left(self.blocks)

    @property
    def shares(self) -> bool:
        """Whether the block with the names has words of the answer too."""
        return not (self.names[0].own_line or self.names[0].head)
