"""The labels of blocks: the roles of a block, `text` or `name+text`, and how probable each is."""

from collections.abc import Sequence
from dataclasses import dataclass

EVERYBODYS_NOTE = "note of all"  # the label of a note that belongs to the round-table
NAMING = frozenset({"name", "name+text", "text+name", "name+heading", "heading+name", "name+bio"})
"""The labels of blocks that name who answers."""


@dataclass(frozen=True)
class Labelled:
    """What a block may be: its labels, each with its probability, the likeliest first.

    `below` is how probable it is that names are below the words, `memory` what the model remembers at the block.
    """

    labels: Sequence[tuple[str, float]]
    below: float = 0.0
    memory: str = ""

    @property
    def label(self) -> str:
        """The likeliest label."""
        return self.labels[0][0]


@dataclass(frozen=True)
class Labelling:
    """What each block of a document may be, and how probable it is that all are what is likeliest."""

    blocks: Sequence[Labelled]
    probability: float
