"""Warnings: what may mislead readers in a sound record. They stop nothing; an editor may leave things as they are."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations, islice

from expertviews import content, dates
from expertviews.checks import statements
from expertviews.content import MOST_PROBLEMS, Record
from expertviews.model import View, WebSource
from expertviews.problems import Problem, shown
from expertviews.quotes import Found, Passages, QuoteError, StancePassage

WARNINGS: Mapping[str, str] = {
    "answered-missing": "The site gives an answer from the web the date of the question, unless it has its own in "
    "`answered`.",
    "condition-left-out": "A quote includes the conditions of its claim: “unless …”, “as long as …”, “if …”.",
    "hedge-contradicts": "A hedge is how likely the contributor thinks the proposition is: who agrees doesn't call it "
    "“unlikely”.",
    "negation-left-out": "A quote includes the “not” of its sentence.",
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
_NEGATION = re.compile(
    r"(\b(?:not(?! only\b)|never|nobody|nothing|neither|nor|no|hardly|without|cannot)\b|\b\w+n[’']t\b)[^,;:]*$",
    re.IGNORECASE,
)
_AGAINST: Mapping[str, re.Pattern[str]] = {
    "agree": re.compile(r"\b(?:unlikely|improbabl[ey]|no chance|nothing approaching)\b", re.IGNORECASE),
    "disagree": re.compile(r"(?<!not )(?<!less )(?<!hardly )\b(?:likely|probabl[ey]|certain(?:ly)?)\b", re.IGNORECASE),
}
"""Words of likelihood that contradict a stance."""


def warnings(record: Record) -> tuple[Problem, ...]:
    """The warnings of a record, sorted by place; at most MOST_PROBLEMS for a file."""
    found: list[Problem] = []
    for slug in record.library.questions:
        found += islice(_of_statements(record, slug), MOST_PROBLEMS)
    for key, view in record.library.views.items():
        found += islice(_of_stances(record, content.view_path(*key), view), MOST_PROBLEMS)
        found += _of_date(record, content.view_path(*key), view)
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


def _of_date(record: Record, path: str, view: View) -> Iterator[Problem]:
    """An answer from the web that was read after the question was asked, and doesn't say when it was given."""
    question = record.library.questions.get(view.question)
    asked = question and question.asked
    dated = view.answered or view.earlier or view.withdrawn
    if isinstance(view.source, WebSource) and asked and not dated and not dates.in_order(view.source.accessed, asked):
        what = f"nothing says when this answer was given, so the site dates it {asked}, as the question"
        remedy = "add the date that the page gives as `answered`, even if it is the same"
        yield Problem(record.place(path, "source", "accessed"), "answered-missing", what, remedy, warning=True)


def _of_stances(record: Record, path: str, view: View) -> Iterator[Problem]:
    """Stances that share words, or say something else than their quotations."""
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
        for key, code, what, remedy in _misstated(passage):
            yield Problem(record.place(path, "stances", at, key), code, what, remedy, warning=True)


def _misstated(passage: StancePassage) -> Iterator[tuple[str, str, str, str]]:
    """How a stance may say something else than its author: the key, the code, what may be wrong, and the remedy."""
    stance, before = passage.stance, passage.cut_before
    against = _AGAINST.get(stance.stance)
    if said := against and against.search(stance.hedge or ""):
        what = f"the stance is `{stance.stance}`, but the hedge has “{shown(said[0])}”"
        remedy = "correct the stance; or, if the word is about something other than the proposition, remove the hedge"
        yield "hedge", "hedge-contradicts", what, remedy
    if negation := _NEGATION.search(before):
        what = f"the sentence says “{shown(negation[1])}” before the quote"
        remedy = "if the quote means something else without it, start the quote before it"
        yield "quote", "negation-left-out", what, remedy
    for rest in (before, passage.cut_after):
        if condition := _CONDITION.search(rest):
            what = f"the sentence also says “{shown(rest[condition.start() :].strip())}”"
            yield "quote", "condition-left-out", what, "if that is a condition of the claim, quote it, too"


def _overlap(one: Found, other: Found) -> bool:
    return any(
        a.paragraph == b.paragraph and a.start < b.end and b.start < a.end
        for a in one.stretches
        for b in other.stretches
    )
