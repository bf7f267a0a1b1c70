"""The rules for what happens to an answer after it was given: correction, amendment, withdrawal, a closed question."""

import datetime
from collections.abc import Iterator
from itertools import pairwise

from expertviews import content, dates, quotes
from expertviews.checks.violations import Rule, Violation
from expertviews.checks.withheld import withdrawn_repeated
from expertviews.content import KeyPath, Record
from expertviews.model import ERASED, Correction, SubmittedSource, View
from expertviews.problems import shown


def correction_unclear(record: Record) -> Iterator[Violation]:
    """A correction has words that a view's text, title, bio or notes have once, in place of other words of the source.

    No two corrections have words in common.
    """
    for path, view in _views(record):
        blocks = quotes.corrected_blocks(view) if view.corrections else ()
        made = [it for block in blocks for it in quotes.corrections_of(block, view.corrections)]
        for at, it in enumerate(view.corrections if not view.erased else ()):
            printed, corrected, number = (
                quotes.fold(it.printed),
                quotes.fold(it.corrected),
                quotes.occurrences(view, it.corrected),
            )
            place = record.place(path, "corrections", at, "corrected")
            if printed == corrected:
                yield place, "`printed` and `corrected` are the same", "write the right words, or remove the correction"
            elif number == 0:
                yield place, f"the view doesn't have “{shown(corrected)}”", _where_to_correct(view, it)
            elif number > 1:
                what = f"the view has “{shown(corrected)}” more than once"
                yield place, what, "add the words next to it, both to `printed` and to `corrected`"
            elif it not in made:
                yield place, "another correction has some of these words, too", "make one of the two"


def _where_to_correct(view: View, it: Correction) -> str:
    if quotes.occurrences(view, it.printed):
        return f"write it there in place of “{shown(it.printed)}”"
    closest = quotes.closest_passage(quotes.fold(" ".join(quotes.corrected_blocks(view))), quotes.fold(it.corrected))
    return f"write the words as they are there{f', perhaps “{shown(closest)}”' if closest else ''}"


def amendment_unclear(record: Record) -> Iterator[Violation]:
    """Earlier versions are listed newest first, and each has another text than the next newer one."""
    for path, view in _views(record):
        for at, (newer, older) in enumerate(pairwise(view.versions)):
            if newer.paragraphs == older.paragraphs and not view.erased:
                what = "this version has the same text as the newer one"
                remedy = "write the author's new words in the newer one, or remove this version"
                yield record.place(path, "earlier", at, "text"), what, remedy
        for at, (later, sooner) in enumerate(pairwise(it.amended for it in view.earlier), 1):
            if later < sooner:
                what = f"this version was amended on {sooner}, later than the one above it"
                yield (
                    record.place(path, "earlier", at, "amended"),
                    what,
                    "put the newest version first, or correct the day",
                )


def withdrawal_unclear(record: Record) -> Iterator[Violation]:
    """A text is replaced by the word `withdrawn` only if the answer is withdrawn, with a day and a reason."""
    for path, view in _views(record):
        if view.text.strip() == ERASED and not view.withdrawn:
            remedy = "add `withdrawn: {date: …, why: …}`, with the day and the reason, or restore the text"
            yield record.place(path, "text"), "the text is withdrawn, but the answer isn't", remedy


def question_closed(record: Record) -> Iterator[Violation]:
    """A question isn't closed before that day has come, and nobody answers it later.

    What counts is the date of the first version: an answer may be amended at any time.
    """
    tomorrow = (datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(days=1)).date().isoformat()
    closed = {slug: it.closed for slug, it in record.library.questions.items() if it.closed}
    for slug, day in closed.items():
        if day > tomorrow:
            what = f"`closed` is {day}, in the future: the site would say that the question is closed already"
            yield record.place(content.question_path(slug), "closed"), what, "add it on that day"
    for path, view in _views(record):
        key, date = _first_answered(view)
        until = closed.get(view.question)
        if until and not dates.in_order(date, until):
            what = f"this answer is of {date}, but the question was closed to new answers on {until}"
            older = "add `answered` with the date of the answer" if key[-1] == "accessed" else "correct the date"
            remedy = f"{older}; or, to open the question again, remove `closed` from"
            yield record.place(path, *key), what, f"{remedy} {content.question_path(view.question)}"


def _first_answered(view: View) -> tuple[KeyPath, str]:
    """The date of a view's first version, and its key; no date if only a document tells it."""
    first = view.versions[-1]
    at: KeyPath = ("earlier", len(view.earlier) - 1) if view.earlier else ()
    if first.answered:
        return (*at, "answered"), first.answered
    name = "submitted" if isinstance(first.source, SubmittedSource) else "accessed"
    return (*at, "source", name), getattr(first.source, name, "")


def _views(record: Record) -> Iterator[tuple[str, View]]:
    return ((content.view_path(*key), view) for key, view in record.library.views.items())


RULES: tuple[Rule, ...] = (
    correction_unclear,
    amendment_unclear,
    withdrawal_unclear,
    withdrawn_repeated,
    question_closed,
)
