"""Warnings: what may mislead readers in a sound record. They stop nothing; an editor may leave things as they are."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations

from expertviews.checks.rules import Fault, File, each
from expertviews.model import View
from expertviews.problems import shown
from expertviews.quotes import Found, Passages, QuoteError, StancePassage

_CONDITION = re.compile(
    r"\b(?:unless|as long as|so long as|provided that|on condition that"
    r"|(?<!as )(?<!even )(?<!what )if(?! not\b| any\b))\b",
    re.IGNORECASE,
)


@each(View, warning=True)
def stances_overlap(file: File[View]) -> Iterator[Fault]:
    """The same words don't carry two stances.

    They state one of the two propositions; the other is implied, or says the same.
    """
    for (first, one), (second, other) in combinations(enumerate(_passages(file.it)), 2):
        if _overlap(one.found, other.found):
            line = file.place("stances", first).line
            what = f"the quote has words of that on line {line}, for `{one.stance.proposition}`"
            yield ("stances", second, "quote"), what, "keep the stance whose claim they state, or quote other words"


@each(View, warning=True)
def condition_left_out(file: File[View]) -> Iterator[Fault]:
    """A quote includes the conditions of its claim: “unless …”, “as long as …”, “if …”."""
    for at, passage in enumerate(_passages(file.it)):
        for rest in (passage.cut_before, passage.cut_after):
            if condition := _CONDITION.search(rest):
                what = f"the sentence also says “{shown(rest[condition.start() :].strip())}”"
                yield ("stances", at, "quote"), what, "if that is a condition of the claim, quote it, too"


def _passages(view: View) -> Sequence[StancePassage]:
    with suppress(QuoteError):
        return [*Passages().stances(view)]
    return ()


def _overlap(one: Found, other: Found) -> bool:
    return any(
        a.paragraph == b.paragraph and a.start < b.end and b.start < a.end
        for a in one.stretches
        for b in other.stretches
    )
