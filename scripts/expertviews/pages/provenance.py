"""How a question's page was made, from the record: its sources, who reviewed what and when, and what was proved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from expertviews.model import Question, View


@dataclass(frozen=True)
class Provenance:
    """`sources` counts answers by kind of source; `reviewed` and `drafts` are numbers of answers.

    `days` are the first and last day of a review that is dated; `quotations` is the number of quotations proved;
    `gists` that of summaries in the editors' words.
    """

    sources: Counter[str]
    reviewed: int
    drafts: int
    days: tuple[str, ...]
    reviewers: tuple[str, ...]
    quotations: int
    gists: int
    propositions: int


def provenance_of(question: Question, views: Sequence[View]) -> Provenance:
    """How the page of a question with these answers was made; nothing is said of withdrawn ones."""
    views = [view for view in views if not view.withdrawn]
    days = sorted({view.reviewed_on for view in views if view.reviewed_on})
    reviewed = [view for view in views if view.status == "reviewed"]
    return Provenance(
        Counter(view.source.kind for view in views),
        len(reviewed),
        len(views) - len(reviewed),
        tuple(dict.fromkeys([*days[:1], *days[-1:]])),
        tuple(dict.fromkeys(view.reviewed_by for view in views if view.reviewed_by)),
        sum(len(view.excerpts) + len(view.stances) + bool(view.key_quote) for view in views),
        sum(bool(view.gist) for view in views),
        len(question.propositions),
    )
