"""Warnings: what may mislead readers in a sound record. They stop nothing; an editor may leave things as they are."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations, islice

from expertviews import content
from expertviews.checks import statements
from expertviews.content import MOST_PROBLEMS, Record
from expertviews.model import View
from expertviews.problems import Problem, shown
from expertviews.quotes import Found, Passages, QuoteError, StancePassage

WARNINGS: Mapping[str, str] = {
    "condition-left-out": "A quote includes the conditions of its claim: “unless …”, “as long as …”, “if …”.",
    "stances-overlap": "The same words don't carry two stances. They state one of the two propositions; the other is "
    "implied, or says the same.",
    **{code: wording.meaning for code, wording in statements.WORDINGS.items()},
}
"""What the code of each warning means."""

_CONDITION = re.compile(
    r"\b(?:unless|as long as|so long as|provided that|on condition that"
    r"|(?<!as )(?<!even )(?<!what )if(?! not\b| any\b))\b",
    re.IGNORECASE,
)


def warnings(record: Record) -> tuple[Problem, ...]:
    """The warnings of a record, sorted by place; at most MOST_PROBLEMS for a file."""
    found: list[Problem] = []
    for slug in record.library.questions:
        found += islice(_of_statements(record, slug), MOST_PROBLEMS)
    for key, view in record.library.views.items():
        found += islice(_of_stances(record, content.view_path(*key), view), MOST_PROBLEMS)
    return tuple(sorted(found))


def _of_statements(record: Record, slug: str) -> Iterator[Problem]:
    """Doubts about a question's propositions, if these and the question are in English."""
    question = record.library.questions[slug]
    if not statements.is_english(" ".join([question.question, *(it.statement for it in question.propositions)])):
        return
    for at, it in enumerate(question.propositions):
        for code, what, remedy in statements.doubts(it.statement, dated=it.horizon is not None):
            place = record.place(content.question_path(slug), "propositions", at, "statement")
            yield Problem(place, code, what, remedy, warning=True)


def _of_stances(record: Record, path: str, view: View) -> Iterator[Problem]:
    """Stances that share words, or leave a condition out."""
    passages: list[StancePassage] = []
    with suppress(QuoteError):
        passages += Passages().stances(view)
    for (first, one), (second, other) in combinations(enumerate(passages), 2):
        if _overlap(one.found, other.found):
            line = record.place(path, "stances", first).line
            what = f"the quote has words of that on line {line}, for `{one.stance.proposition}`"
            remedy = "keep the stance whose claim they state, or quote other words"
            yield Problem(record.place(path, "stances", second, "quote"), "stances-overlap", what, remedy, warning=True)
    for at, passage in enumerate(passages):
        for rest in (passage.cut_before, passage.cut_after):
            if condition := _CONDITION.search(rest):
                what = f"the sentence also says “{shown(rest[condition.start() :].strip())}”"
                remedy = "if that is a condition of the claim, quote it, too"
                place = record.place(path, "stances", at, "quote")
                yield Problem(place, "condition-left-out", what, remedy, warning=True)


def _overlap(one: Found, other: Found) -> bool:
    return any(
        a.paragraph == b.paragraph and a.start < b.end and b.start < a.end
        for a in one.stretches
        for b in other.stretches
    )
