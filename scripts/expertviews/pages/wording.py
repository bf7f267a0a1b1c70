"""Filters of the templates: dates, lists and shares as readers see them."""

import calendar
import re
from collections.abc import Sequence

from markupsafe import Markup

from expertviews import quotes
from expertviews.model import Affiliation, Question, View
from expertviews.problems import counted

SILENCES = {
    "silent": "no position",
    "unread": "not yet looked at",
    "unreviewed": "not yet reviewed",
    "withdrawn": "withdrawn",
}
"""What is said of those without a stance."""
STANDINGS = {**SILENCES, "agree": "agree", "mixed": "mixed", "disagree": "disagree"}
"""What is said of several with a standing, after their number."""
STANCES = {"agree": "Agrees", "mixed": "Mixed", "disagree": "Disagrees"}
"""What is said of one who takes a stance."""
_SHADES = (0.05, 0.10, 0.20, 0.35)  # the style sheet has one more shade than this has steps
_BEGINNING = 400  # characters of a passage that stand open, and are worth folding
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def in_markdown(text: str) -> Markup:
    """Text in one line of Markdown. ASCII punctuation becomes numeric entities and so loses its meaning."""
    return Markup(_PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", " ".join(text.split())))  # noqa: S704


def when(date: str | None) -> str:
    """A date of the record as readers see it: `2021`, `January 2021`, `15 January 2021`, or `undated`."""
    if date is None:
        return "undated"
    year, *rest = date.split("-")
    if not rest:
        return year
    month = calendar.month_name[int(rest[0])]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def within(date: str) -> str:
    """`in 2021`, `in January 2021`, `on 15 January 2021`."""
    return f"{'on' if date.count('-') == 2 else 'in'} {when(date)}"


def by_when(date: str) -> str:
    """`by the end of 2021`, `by the end of January 2021`, `by 15 January 2021`."""
    return f"by {when(date)}" if date.count("-") == 2 else f"by the end of {when(date)}"


def asked_when(question: Question) -> str:
    """When a question was asked."""
    return f"Asked {within(question.asked)}" if question.asked else "Undated"


def named(question: Question) -> str:
    """A question in the name of a link, told from others in the same words."""
    return f"“{question.question}” ({when(question.asked)})"


def answers(views: Sequence[View]) -> str:
    """`3 answers`; `3 answers, 1 withdrawn`."""
    withdrawn = sum(view.withdrawn is not None for view in views)
    given = counted(len(views) - withdrawn, "answer")
    return f"{given}, {withdrawn:,} withdrawn" if withdrawn else given


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage; a small share is never shown as 0%."""
    return "under 1%" if 0 < share < 0.01 else f"{round(share * 100)}%"


def shade(share: float) -> int:
    """The shade of a table cell: 0 for nothing, then 1 to 5."""
    return 1 + sum(share >= step for step in _SHADES) if share else 0


def begun(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """How a passage begins, up to the end of a sentence, and its rest, which is empty unless it is long, too."""
    said = 0
    for at, text in enumerate(paragraphs if sum(map(len, paragraphs)) >= 2 * _BEGINNING else ()):
        for _, end in quotes.split_sentences(text):
            if said + end >= _BEGINNING:
                rest = [*filter(None, [text[end:].strip(), *paragraphs[at + 1 :]])]
                is_long = sum(map(len, rest)) >= _BEGINNING
                return ([*paragraphs[:at], text[:end]], rest) if is_long else ([*paragraphs], [])
        said += len(text)
    return [*paragraphs], []


def span(stated: Affiliation) -> str:
    """When a role was held, as far as the record says: `2019–2023`, `since 2019`, `until 2023`, `as of 2021`."""
    since, until = (when(date) if date else "" for date in (stated.since, stated.until))
    if since and until:
        dash = " – " if " " in since + until else "–"
        return since if since == until else f"{since}{dash}{until}"
    ends = (("since", since), ("until", until), ("as of", when(stated.as_of) if stated.as_of else ""))
    return ", ".join(f"{word} {date}" for word, date in ends if date)
