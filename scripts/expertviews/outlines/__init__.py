"""What each line of a document is: proposed by `propose`, decided by a person, read by `read`."""

from expertviews.outlines.parts import Entry, Key, Mistake, as_range, entries
from expertviews.outlines.proposing import Proposal, propose
from expertviews.outlines.reading import Answer, Reading, RoundTable, doubts, read

__all__ = [
    "Answer",
    "Entry",
    "Key",
    "Mistake",
    "Proposal",
    "Reading",
    "RoundTable",
    "as_range",
    "doubts",
    "entries",
    "propose",
    "read",
]
