"""Warnings: what may mislead readers in a sound record. They stop nothing; an editor may leave things as they are."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations, islice

from expertviews import addresses, content, dates, timeline
from expertviews.checks import statements
from expertviews.content import MOST_PROBLEMS, Record
from expertviews.model import Proposition, View, WebSource
from expertviews.problems import Problem, counted, shown
from expertviews.quotes import Found, Passage, Passages, QuoteError, StancePassage, key_quote

WARNINGS: Mapping[str, str] = {
    "added-missing": "Of a proposition that is newer than the others, the site says that nobody has looked for it in "
    "answers last reviewed before it was `added`. Without that date, it says that they take no position.",
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
        found += islice(_of_additions(record, slug), MOST_PROBLEMS)
    for key, view in record.library.views.items():
        found += islice(_of_stances(record, content.view_path(*key), view), MOST_PROBLEMS)
        found += islice(_of_quotes(record, content.view_path(*key), view), MOST_PROBLEMS)
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


def _of_additions(record: Record, slug: str) -> Iterator[Problem]:
    """Propositions that aren't published yet, as others of the question are, and don't say when they were added."""
    library, page = record.library, addresses.address(addresses.question_page(slug))
    path = record.root / content.ADDRESSES
    listed = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    published = frozenset(re.findall(rf"(?m)^{re.escape(page)}#(\S+)", listed))
    propositions = library.questions[slug].propositions
    if not any(addresses.proposition_fragment(it.id) in published for it in propositions):
        return
    views = [it for it in library.views_on(slug) if it.status == "reviewed" and not it.withdrawn]
    for at, it in enumerate(propositions):
        if not it.added and addresses.proposition_fragment(it.id) not in published:
            silent = sum(_is_silent(view, it) for view in views)
            what = f"this is new, but the site says that {counted(silent, 'reviewed answer')} took no position on it"
            remedy = "add today's date as `added`, unless you have looked for it in them all"
            place = record.place(content.question_path(slug), "propositions", at, "id")
            if silent:
                yield Problem(place, "added-missing", what, remedy, warning=True)


def _is_silent(view: View, proposition: Proposition) -> bool:
    """Whether the site says that a reviewed view takes no position on a proposition."""
    taken = any(it.proposition == proposition.id for it in view.stances)
    return not taken and timeline.is_sought(view, proposition, timeline.looked_for(view))


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


def _of_quotes(record: Record, path: str, view: View) -> Iterator[Problem]:
    """Quotations that start after the “not” of their sentence."""
    found: list[tuple[content.KeyPath, Passage]] = []
    passages = Passages()
    with suppress(QuoteError):
        found += (
            (("excerpts", at, "quote"), it)
            for it in passages.excerpts(view)
            for at in [view.excerpts.index(it.excerpt)]
        )
        found += ((("stances", at, "quote"), it) for at, it in enumerate(passages.stances(view)))
        found += ((("key_quote",), it) for it in [key_quote(view)] if it)
    for key, passage in found:
        if negation := _NEGATION.search(passage.cut_before):
            what = f"the sentence says “{shown(negation[1])}” before the quote"
            remedy = "if the quote means something else without it, start the quote before it"
            yield Problem(record.place(path, *key), "negation-left-out", what, remedy, warning=True)


def _misstated(passage: StancePassage) -> Iterator[tuple[str, str, str, str]]:
    """How a stance may say something else than its author: the key, the code, what may be wrong, and the remedy."""
    stance = passage.stance
    against = _AGAINST.get(stance.stance)
    if said := against and against.search(stance.hedge or ""):
        what = f"the stance is `{stance.stance}`, but the hedge has “{shown(said[0])}”"
        remedy = "correct the stance; or, if the word is about something other than the proposition, remove the hedge"
        yield "hedge", "hedge-contradicts", what, remedy
    for rest in (passage.cut_before, passage.cut_after):
        if condition := _CONDITION.search(rest):
            what = f"the sentence also says “{shown(rest[condition.start() :].strip())}”"
            yield "quote", "condition-left-out", what, "if that is a condition of the claim, quote it, too"


def _overlap(one: Found, other: Found) -> bool:
    return any(
        a.paragraph == b.paragraph and a.start < b.end and b.start < a.end
        for a in one.stretches
        for b in other.stretches
    )
