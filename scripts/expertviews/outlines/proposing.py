"""A document's text → what each of its lines seems to be; what is doubtful is marked, never decided silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expertviews.model import Outline


@dataclass(frozen=True)
class Proposal:
    """A proposed outline, and why its doubts are doubts: by a key at the top (`asked`) or the lines of a part."""

    outline: Outline
    reasons: Mapping[str, str]


def propose(
    text: str, document: str, hints: Sequence[object] = (), *, asked: str | None = None, question: str | None = None
) -> Proposal:
    """The outline that a document's text seems to have. `asked` and `question` are what a person has said."""
    raise NotImplementedError
