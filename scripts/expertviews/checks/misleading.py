"""Warnings: what may mislead readers in a sound record. They stop nothing; an editor may leave things as they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations, product

from expertviews import addresses, content, dates, timeline
from expertviews.checks.rules import File, FileViolation, file_rule
from expertviews.content import KeyPath
from expertviews.model import Proposition, Question, View, WebSource
from expertviews.problems import counted, shown
from expertviews.quotes import Passage, QuoteError, place_of, quoted_parts

_CONDITION = re.compile(
    r"\b(?:unless|as long as|so long as|provided that|on condition that"
    r"|(?<!as )(?<!even )(?<!what )if(?! not\b| any\b))\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"(\b(?:not(?! only\b)|never|nobody|nothing|neither|nor|no|hardly|without|cannot)\b|\b\w+n[’']t\b)[^,;:]*$",
    re.IGNORECASE,
)
_CONTRADICTING: Mapping[str, re.Pattern[str]] = {
    "agree": re.compile(r"\b(?:unlikely|improbabl[ey]|no chance|nothing approaching)\b", re.IGNORECASE),
    "disagree": re.compile(r"(?<!not )(?<!less )(?<!hardly )\b(?:likely|probabl[ey]|certain(?:ly)?)\b", re.IGNORECASE),
}
"""By stance: the words of likelihood that contradict it."""


@file_rule(Question, warning=True)
def added_missing(file: File[Question]) -> Iterator[FileViolation]:
    """Of a proposition newer than the others, the site says that earlier reviews haven't looked for it, if it is dated.

    Without the date in `added`, it says that the answers reviewed before take no position.
    """
    page = addresses.address(addresses.question_page(file.entity.slug))
    path = file.record.root / content.ADDRESSES
    listed = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    published = frozenset(re.findall(rf"(?m)^{re.escape(page)}#(\S+)", listed))
    propositions = file.entity.propositions
    is_new = [addresses.proposition_fragment(proposition.id) not in published for proposition in propositions]
    views = [view for view in file.record.library.views_on(file.entity.slug) if timeline.is_reviewed(view)]
    for at, proposition in enumerate(propositions if not all(is_new) else ()):
        needs_date = is_new[at] and not proposition.added
        if silent := sum(_is_silent(view, proposition) for view in views) if needs_date else 0:
            what = f"this is new, but the site says that {counted(silent, 'reviewed answer')} took no position on it"
            remedy = "add today's date as `added`, unless you have looked for it in them all"
            yield ("propositions", at, "id"), what, remedy


def _is_silent(view: View, proposition: Proposition) -> bool:
    """Return whether the site says that a reviewed view takes no position on a proposition."""
    has_stance = any(stance.proposition == proposition.id for stance in view.stances)
    return not has_stance and timeline.is_sought(view, proposition, timeline.looked_for(view))


@file_rule(View, warning=True)
def answered_missing(file: File[View]) -> Iterator[FileViolation]:
    """The site gives an answer from the web the date of the question, unless it has its own in `answered`."""
    view, question = file.entity, file.record.library.questions.get(file.entity.question)
    asked = question and question.asked
    dated = view.answered or view.earlier or view.withdrawn
    if isinstance(view.source, WebSource) and asked and not dated and not dates.in_order(view.source.accessed, asked):
        what = f"nothing says when this answer was given, so the site dates it {asked}, as the question"
        remedy = "add the date that the page gives as `answered`, even if it is the same"
        yield ("source", "accessed"), what, remedy


@file_rule(View, warning=True)
def stances_overlap(file: File[View]) -> Iterator[FileViolation]:
    """The same words don't carry two stances.

    They state one of the two propositions; the other is implied, or says the same.
    """
    for (first_key, first), (key, second) in combinations(_passages(file.entity, "stances"), 2):
        if any(one.overlaps(other) for one, other in product(first.found.stretches, second.found.stretches)):
            line, stance = file.place(*first_key[:2]).line, file.entity.stances[int(first_key[1])]
            what = f"the quote has words of that on line {line}, for `{stance.proposition}`"
            yield key, what, "keep the stance whose claim they state, or quote other words"


@file_rule(View, warning=True)
def condition_left_out(file: File[View]) -> Iterator[FileViolation]:
    """A quote includes the conditions of its claim: “unless …”, “as long as …”, “if …”."""
    for key, passage in _passages(file.entity, "stances"):
        for unquoted in (passage.cut_before, passage.cut_after):
            if condition := _CONDITION.search(unquoted):
                what = f"the sentence also says “{shown(unquoted[condition.start() :].strip())}”"
                yield key, what, "if that is a condition of the claim, quote it, too"


@file_rule(View, warning=True)
def hedge_contradicts(file: File[View]) -> Iterator[FileViolation]:
    """A hedge is how likely the contributor thinks the proposition is: who agrees doesn't call it “unlikely”."""
    for at, stance in enumerate(file.entity.stances):
        pattern = _CONTRADICTING.get(stance.stance)
        if contradiction := pattern and pattern.search(stance.hedge or ""):
            what = f"the stance is `{stance.stance}`, but the hedge has “{shown(contradiction[0])}”"
            remedy = "correct the stance; or, if the word is about something other than the proposition,"
            yield ("stances", at, "hedge"), what, f"{remedy} remove the hedge"


@file_rule(View, warning=True)
def negation_left_out(file: File[View]) -> Iterator[FileViolation]:
    """A quote includes the “not” of its sentence."""
    for key, passage in _passages(file.entity):
        if negation := _NEGATION.search(passage.cut_before):
            what = f"the sentence says “{shown(negation[1])}” before the quote"
            yield key, what, "if the quote means something else without it, start the quote before it"


def _passages(view: View, kind: str = "") -> Sequence[tuple[KeyPath, Passage]]:
    """Return what a view quotes, or only for its `stances`, by key; nothing if a quote is wrong (told elsewhere)."""
    with suppress(QuoteError):
        parts = [(key, quoted) for key, quoted in quoted_parts(view) if kind in {"", key[0]}]
        return [(key, Passage(view, place_of(view.paragraphs, quoted))) for key, quoted in parts]
    return ()
