"""The rules for the record over time: dates against each other, and which themes a view was reviewed for."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from expertviews import content, dates
from expertviews.checks.violations import Violation
from expertviews.content import KeyPath, Record
from expertviews.model import Question, SubmittedSource, Theme, View, WebSource
from expertviews.problems import shown


def read_for_missing(record: Record) -> Iterator[Violation]:
    """A reviewed view says in `read_for` which themes somebody has looked for in it.

    If it has no excerpt on one of these, the site says that it doesn't address it; of any other theme, that nobody has
    looked yet. To views that were reviewed before themes had a date, `views check --fix` adds the themes without one.
    """
    themes, former = record.library.ordered_themes, former_themes(record)
    for key, view in record.library.views.items():
        path = content.view_path(*key)
        reviewed = view.status == "reviewed" and not view.withdrawn
        if themes and reviewed and view.read_for is None and path not in record.partial:
            some = ", ".join(it.slug for it in (former or themes)[:3]) + (", …" if len(former or themes) > 3 else "")
            fix = "; `views check --fix` adds those without an `added` date" if former else ""
            what = "this is reviewed, but `read_for` doesn't say for which themes"
            yield record.place(path, "status"), what, f"list the themes you have looked for: `read_for: [{some}]`{fix}"


def former_themes(record: Record) -> tuple[Theme, ...]:
    """The themes that were there before themes had a date, in their order."""
    return tuple(it for it in record.library.ordered_themes if not it.added)


def theme_added_later(record: Record) -> Iterator[Violation]:
    """A view was last reviewed on or after the day on which the themes it is `read_for` were added."""
    for key, view in record.library.views.items():
        for at, slug in enumerate(view.read_for or ()):
            theme = record.library.themes.get(slug)
            if theme and theme.added and view.reviewed_on and view.reviewed_on < theme.added:
                what = f"`{slug}` was added on {theme.added}, after the last review, on {view.reviewed_on}"
                remedy = "if you have looked for it since, write that day as `reviewed_on`; if not, remove it here"
                yield record.place(content.view_path(*key), "read_for", at), what, remedy


class _Event(NamedTuple):
    """What happened on a date of the record, and the key that says so."""

    path: str
    key: KeyPath
    date: str
    what: str


def dates_contradict(record: Record) -> Iterator[Violation]:
    """What comes first has the earlier date: a question before its answers, an answer before it was read or sent.

    A year or a month may be any of its days.
    """
    for other, wrong in _sequences(record):
        if not dates.in_order(other.date, wrong.date):
            what = f"`{wrong.key[-1]}` is {wrong.date}, but {_told(other)}"
            yield record.place(wrong.path, *wrong.key), what, f"correct it, or {_named(record, other)}"


def changed_since_recorded(record: Record) -> Iterator[Violation]:
    """The `recorded` date of a question isn't earlier than a change to the question or its answers.

    Citations give this date, so it names a version of the record that says what they cite.
    """
    changes = {slug: _judged(it) for slug, it in record.library.questions.items()}
    for key, view in record.library.views.items():
        path = content.view_path(*key)
        changes.setdefault(view.question, []).extend([*_answered(path, view), *_changed(path, view)])
    for slug, question in record.library.questions.items():
        latest = max(changes[slug], key=lambda it: dates.first_day(it.date), default=None)
        if latest and question.recorded and not dates.in_order(latest.date, question.recorded):
            what = f"`recorded` is {question.recorded}, but {_told(latest)}"
            remedy = f"write the day of the last change; or correct {_named(record, latest)}"
            yield record.place(content.question_path(slug), "recorded"), what, remedy


RULES = (read_for_missing, theme_added_later, dates_contradict, changed_since_recorded)


def _sequences(record: Record) -> Iterator[tuple[_Event, _Event]]:
    """Pairs of events of which the first can't have come after the second."""
    for question in record.library.questions.values():
        later = [*_recorded(question), *_closed(question), *_judged(question), *_horizons(question)]
        yield from ((asked, it) for asked in _asked(question) for it in later)
    for key, view in record.library.views.items():
        path, of = content.view_path(*key), record.library.questions.get(view.question)
        answered = _answered(path, view)
        yield from pairwise([*(_asked(of) if of else ()), *answered, *_reviewed(path, view)])
    for slug, who in record.library.contributors.items():
        for at, role in enumerate(who.affiliations):
            began = (("affiliations", at, "from"), role.since, "the role began")
            ended = (("affiliations", at, "to"), role.until, "the role ended")
            yield from pairwise(_dated(content.contributor_path(slug), began, ended))


def _dated(path: str, *events: tuple[KeyPath, str | None, str]) -> list[_Event]:
    """The events that have a date."""
    return [_Event(path, key, date, what) for key, date, what in events if date]


def _asked(question: Question) -> list[_Event]:
    return _dated(_path(question), (("asked",), question.asked, "the question was asked"))


def _recorded(question: Question) -> list[_Event]:
    return _dated(_path(question), (("recorded",), question.recorded, "it was recorded"))


def _closed(question: Question) -> list[_Event]:
    return _dated(_path(question), (("closed",), question.closed, "the question was closed"))


def _judged(question: Question) -> list[_Event]:
    judged = [
        (("propositions", at, "outcome", "judged_on"), it.outcome.judged_on, "a proposition was judged")
        for at, it in enumerate(question.propositions)
        if it.outcome
    ]
    added = [
        (("propositions", at, "added"), it.added, "a proposition was added")
        for at, it in enumerate(question.propositions)
    ]
    return _dated(_path(question), *judged, *added)


def _horizons(question: Question) -> list[_Event]:
    horizons = [(("propositions", at, "horizon"), it.horizon, "") for at, it in enumerate(question.propositions)]
    return _dated(_path(question), *horizons)


def _answered(path: str, view: View) -> list[_Event]:
    """When an answer was given, and then how it arrived."""
    read = view.source.accessed if isinstance(view.source, WebSource) else None
    sent = view.source.submitted if isinstance(view.source, SubmittedSource) else None
    return _dated(
        path,
        (("answered",), view.answered, "an answer was given"),
        (("source", "accessed"), read, "an answer was read on the web"),
        (("source", "submitted"), sent, "an answer was sent in"),
    )


def _changed(path: str, view: View) -> list[_Event]:
    """What has become of an answer since."""
    gone = view.withdrawn.date if view.withdrawn else None
    return _dated(
        path,
        *((("corrections", at, "date"), it.date, "a misprint was corrected") for at, it in enumerate(view.corrections)),
        *((("earlier", at, "amended"), it.amended, "an answer was amended") for at, it in enumerate(view.earlier)),
        (("withdrawn", "date"), gone, "an answer was withdrawn"),
    )


def _reviewed(path: str, view: View) -> list[_Event]:
    return _dated(path, (("reviewed_on",), view.reviewed_on, "the answer was reviewed"))


def _path(it: Question | View) -> str:
    return (
        content.question_path(it.slug) if isinstance(it, Question) else content.view_path(it.question, it.contributor)
    )


def _told(event: _Event) -> str:
    return f"{event.what} {'on' if event.date.count('-') > 1 else 'in'} {event.date}"


def _named(record: Record, event: _Event) -> str:
    place = record.place(event.path, *event.key)
    return f"`{event.key[-1]}` at {shown(place.path, 200)}:{place.line}"
