"""The rules for the record over time: dates against each other, and which themes a view was reviewed for."""

import datetime
from collections.abc import Iterator
from functools import partial
from itertools import pairwise, product
from typing import NamedTuple

from expertviews import content, dates, timeline
from expertviews.checks.rules import File, FileViolation, file_rule
from expertviews.content import KeyPath, Record, last_key
from expertviews.model import Entity, Question, View
from expertviews.problems import shown

_YEARS_BETWEEN_CLOCKS = 5  # a record that is valid on one machine should be so on one with a slow clock
_PAST_DATES = {  # the keys for dates of what has happened
    *("asked", "answered", "recorded", "accessed", "submitted", "reviewed_on", "judged_on", "added", "amended"),
    *("as_of", "from", "date"),
}


@file_rule(View)
def read_for_missing(file: File[View]) -> Iterator[FileViolation]:
    """A reviewed view says in `read_for` which themes somebody has looked for in it.

    If it has no excerpt on one of these, the site says that it doesn't address it; of any other theme, that nobody has
    looked yet.
    """
    themes, view = file.record.library.ordered_themes, file.entity
    if themes and timeline.is_reviewed(view) and view.read_for is None and file.is_whole:
        examples = ", ".join(theme.slug for theme in themes[:3]) + (", …" if len(themes) > 3 else "")
        what = "this is reviewed, but `read_for` doesn't say for which themes"
        yield ("status",), what, f"list the themes you have looked for: `read_for: [{examples}]`"


@file_rule(View)
def draft_reviewed(file: File[View]) -> Iterator[FileViolation]:
    """A draft has no `reviewed_on` or `reviewed_by`: who has reviewed it changes its `status`."""
    if file.entity.status == "draft" and (file.entity.reviewed_on or file.entity.reviewed_by):
        key = "reviewed_on" if file.entity.reviewed_on else "reviewed_by"
        yield ("status",), f"this is a draft, but has `{key}`", f"write `status: reviewed`, or remove `{key}`"


@file_rule(View)
def theme_added_later(file: File[View]) -> Iterator[FileViolation]:
    """A view was last reviewed on or after the day on which the themes it is `read_for` were added."""
    day = file.entity.reviewed_on
    for at, slug in enumerate(file.entity.read_for or ()):
        theme = file.record.library.themes.get(slug)
        if theme and theme.added and day and day < theme.added:
            what = f"`{slug}` was added on {theme.added}, after the last review, on {day}"
            remedy = "if you have looked for it since, write that day as `reviewed_on`; if not, remove it here"
            yield ("read_for", at), what, remedy


@file_rule(object)
def date_to_come(file: File[object]) -> Iterator[FileViolation]:
    """A date of something that has happened isn't years in the future. A question isn't closed before its day."""
    tomorrow = (dates.today() + datetime.timedelta(days=1)).isoformat()
    for key, scalar in file.values():
        if last_key(key) in _PAST_DATES and _is_far(scalar.text):
            what = f"`{key[-1]}` is {scalar.text}, years in the future"
            yield key, what, "check the year"
        elif key == ("closed",) and scalar.text > tomorrow:
            what = f"`closed` is {scalar.text}, in the future: the site would say that the question is closed already"
            yield key, what, "add it on that day"


def _is_far(date: str) -> bool:
    """Return whether a date is so far in the future that no wrong clock explains it."""
    return date[:4].isdecimal() and int(date[:4]) > dates.today().year + _YEARS_BETWEEN_CLOCKS


@file_rule(Question)
def outcome_unproved(file: File[Question]) -> Iterator[FileViolation]:
    """An outcome other than `open` or `untestable` has a date and evidence."""
    for at, proposition in enumerate(file.entity.propositions):
        outcome = proposition.outcome
        judged = outcome and outcome.status not in {"open", "untestable"}
        if outcome and judged and not (outcome.evidence and outcome.judged_on):
            what = f"`{outcome.status}` has no {'date' if outcome.evidence else 'evidence'}"
            remedy = "add `judged_on` and `evidence` with a title and url, or write `status: open`"
            yield ("propositions", at, "outcome"), what, remedy


_AFTER_ASKING = ("recorded", "closed", "propositions.horizon", "propositions.outcome.judged_on")
_ANSWER_DATES = ("answered", "source.submitted", "source.accessed")
_AFTERWARDS = ("corrections.date", "earlier.amended", "withdrawn.date")
_CHANGES = ("propositions.added", "propositions.outcome.judged_on", *_ANSWER_DATES, *_AFTERWARDS)


class _Event(NamedTuple):
    """Something that happened on a date, and the key that says so."""

    path: str
    key: KeyPath
    date: str


@file_rule(Entity)
def dates_contradict(file: File[Entity]) -> Iterator[FileViolation]:
    """What comes first has the earlier date: a question before its answers, an answer before it was read or sent.

    Earlier versions of an answer are listed newest first. A year or a month may be any of its days.
    """
    for earlier, later in _sequences(file):
        if not dates.in_order(earlier.date, later.date):
            what = f"`{later.key[-1]}` is {later.date}, but {_dated(file.record, earlier)}"
            yield later.key, what, "correct one of them"


@file_rule(View)
def question_closed(file: File[View]) -> Iterator[FileViolation]:
    """Nobody answers a question after it was closed.

    What counts is the date of the first version: an answer may be amended at any time.
    """
    answers = _events(file.record, file.path, *_ANSWER_DATES)
    if file.entity.earlier:
        first = ("earlier", len(file.entity.earlier) - 1)
        answers = _events(file.record, file.path, *(f"earlier.{name}" for name in _ANSWER_DATES))
        answers = [event for event in answers if event.key[:2] == first]
    closings = _events(file.record, content.question_path(file.entity.question), "closed")
    for closing, answer in product(closings, answers[:1]):
        if not dates.in_order(answer.date, closing.date):
            what = f"this answer is of {answer.date}, but the question was closed to new answers on {closing.date}"
            is_read = answer.key[-1] == "accessed"
            remedy = "add `answered` with the date of the answer" if is_read else "correct the date"
            yield answer.key, what, f"{remedy}; or, to open the question again, remove `closed` from {closing.path}"


@file_rule(Question)
def changed_since_recorded(file: File[Question]) -> Iterator[FileViolation]:
    """The `recorded` date of a question isn't earlier than a change to the question or its answers.

    Citations give this date, so it names a version of the record that says what they cite.
    """
    record, slug = file.record, file.entity.slug
    paths = [file.path, *(content.view_path(slug, view.contributor) for view in record.library.views_on(slug))]
    changes = (event for path in paths for event in _events(record, path, *_CHANGES))
    latest = max(changes, key=lambda change: dates.first_day(change.date), default=None)
    for recorded in _events(record, file.path, "recorded"):
        if latest and not dates.in_order(latest.date, recorded.date):
            what = f"`recorded` is {recorded.date}, but {_dated(record, latest)}"
            yield recorded.key, what, f"write the day of the last change, or correct `{latest.key[-1]}`"


def _sequences(file: File[Entity]) -> Iterator[tuple[_Event, _Event]]:
    """Yield pairs of events of which the first can't have come after the second, which is in the file."""
    events = partial(_events, file.record, file.path)
    if isinstance(file.entity, Question):
        yield from product(events("asked"), events(*_AFTER_ASKING))
    elif isinstance(file.entity, View):
        asked = _asked(file.record, content.question_path(file.entity.question))
        answered = events(*_ANSWER_DATES)
        yield from pairwise([*asked, *answered, *events("reviewed_on")])
        yield from product(asked, events(*_AFTERWARDS))
        yield from product(answered[:1], events("withdrawn.date"))
        yield from pairwise(reversed(events("earlier.amended")))
    else:
        roles = product(events("affiliations.from"), events("affiliations.to"))
        yield from ((start, end) for start, end in roles if start.key[:-1] == end.key[:-1])


def _asked(record: Record, path: str) -> list[_Event]:
    """Return when a question was asked; nothing if its own file contradicts that, which is enough to report."""
    later = _events(record, path, *_AFTER_ASKING)
    asked = _events(record, path, "asked")
    return [event for event in asked if all(dates.in_order(event.date, after.date) for after in later)]


def _events(record: Record, path: str, *names: str) -> list[_Event]:
    """Return the dates that a file has for some dotted keys, in the order of these; none of a partial file."""
    tree = record.trees.get(path)
    if not tree or path in record.partial:
        return []
    keys = (key for name in names for key in tree.by_dotted_keys.get(name, ()))
    events = (_Event(path, key, tree.scalars[key].text) for key in keys)
    return [event for event in events if not _is_far(event.date)]  # else `date_to_come` says it


def _dated(record: Record, event: _Event) -> str:
    """Say, as part of a message, where the date of an event is and what it is."""
    place = record.place(event.path, *event.key)
    return f"`{event.key[-1]}` at {shown(place.path, 200)}:{place.line} is {event.date}"
