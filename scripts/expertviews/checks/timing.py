"""The rules for the record over time: dates against each other, and which themes a view was reviewed for."""

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import NamedTuple

from expertviews import content, dates
from expertviews.checks.violations import Violation
from expertviews.content import KeyPath, Record
from expertviews.model import Theme, View
from expertviews.problems import shown


def read_for_missing(record: Record) -> Iterator[Violation]:
    """A reviewed view says in `read_for` which themes somebody has looked for in it.

    If it has no excerpt on one of these, the site says that it doesn't address it; of any other theme, that nobody has
    looked yet. To views that were reviewed before themes had a date, `views check --fix` adds the themes without one.
    """
    themes, former = record.library.ordered_themes, former_themes(record)
    for key, view in record.library.views.items():
        path = content.view_path(*key)
        if themes and _lacks_read_for(view) and path not in record.partial:
            some = ", ".join(it.slug for it in (former or themes)[:3]) + (", …" if len(former or themes) > 3 else "")
            fix = "; `views check --fix` adds those without an `added` date" if former else ""
            what = "this is reviewed, but `read_for` doesn't say for which themes"
            yield record.place(path, "status"), what, f"list the themes you have looked for: `read_for: [{some}]`{fix}"


def _lacks_read_for(view: View) -> bool:
    return view.status == "reviewed" and view.read_for is None and not view.withdrawn


def former_themes(record: Record) -> tuple[Theme, ...]:
    """The themes that were there before themes had a date, in their order."""
    return tuple(it for it in record.library.ordered_themes if not it.added)


def draft_reviewed(record: Record) -> Iterator[Violation]:
    """A draft has no `reviewed_on` or `reviewed_by`: who has reviewed it changes its `status`."""
    for key, view in record.library.views.items():
        name = "reviewed_on" if view.reviewed_on else "reviewed_by"
        if view.status == "draft" and getattr(view, name):
            place = record.place(content.view_path(*key), "status")
            yield place, f"this is a draft, but has `{name}`", f"write `status: reviewed`, or remove `{name}`"


def theme_added_later(record: Record) -> Iterator[Violation]:
    """A view was last reviewed on or after the day on which the themes it is `read_for` were added."""
    for key, view in record.library.views.items():
        for at, slug in enumerate(view.read_for or ()):
            theme = record.library.themes.get(slug)
            if theme and theme.added and view.reviewed_on and view.reviewed_on < theme.added:
                what = f"`{slug}` was added on {theme.added}, after the last review, on {view.reviewed_on}"
                remedy = "if you have looked for it since, write that day as `reviewed_on`; if not, remove it here"
                yield record.place(content.view_path(*key), "read_for", at), what, remedy


_HAPPENED: Mapping[str, str] = {
    "asked": "the question was asked",
    "closed": "the question was closed",
    "recorded": "it was recorded",
    "propositions.added": "a proposition was added",
    "propositions.horizon": "it can be judged",
    "propositions.outcome.judged_on": "a proposition was judged",
    "answered": "an answer was given",
    "source.accessed": "an answer was read on the web",
    "source.submitted": "an answer was sent in",
    "reviewed_on": "the answer was reviewed",
    "corrections.date": "a misprint was corrected",
    "earlier.amended": "an answer was amended",
    "withdrawn.date": "an answer was withdrawn",
    "affiliations.from": "the role began",
    "affiliations.to": "the role ended",
}
"""What happened on the date that a key gives. Names of keys are joined by dots, without the numbers of items."""
_AFTER_ASKING = ("recorded", "closed", "propositions.horizon", "propositions.outcome.judged_on")
_AFTERWARDS = ("corrections.date", "earlier.amended", "withdrawn.date")
_CHANGES = (
    *("propositions.added", "propositions.outcome.judged_on", "answered", "source.accessed", "source.submitted"),
    *_AFTERWARDS,
)


class _Event(NamedTuple):
    """Something that happened on a date, and the key that says so."""

    path: str
    key: KeyPath
    name: str
    date: str

    def __str__(self) -> str:
        return f"{_HAPPENED[self.name]} {'on' if self.date.count('-') > 1 else 'in'} {self.date}"


def dates_contradict(record: Record) -> Iterator[Violation]:
    """What comes first has the earlier date: a question before its answers, an answer before it was read or sent.

    A year or a month may be any of its days.
    """
    for earlier, later in _sequences(record):
        if not dates.in_order(earlier.date, later.date):
            what = f"`{later.key[-1]}` is {later.date}, but {earlier}"
            yield record.place(later.path, *later.key), what, f"correct it, or {_named(record, earlier)}"


def changed_since_recorded(record: Record) -> Iterator[Violation]:
    """The `recorded` date of a question isn't earlier than a change to the question or its answers.

    Citations give this date, so it names a version of the record that says what they cite.
    """
    paths = {slug: [content.question_path(slug)] for slug in record.library.questions}
    for key, view in record.library.views.items():
        paths.setdefault(view.question, []).append(content.view_path(*key))
    for slug in record.library.questions:
        changes = (event for path in paths[slug] for event in _events(record, path, *_CHANGES))
        latest = max(changes, key=lambda it: dates.first_day(it.date), default=None)
        for recorded in _events(record, content.question_path(slug), "recorded"):
            if latest and not dates.in_order(latest.date, recorded.date):
                what = f"`recorded` is {recorded.date}, but {latest}"
                remedy = f"write the day of the last change; or correct {_named(record, latest)}"
                yield record.place(recorded.path, *recorded.key), what, remedy


RULES = (read_for_missing, draft_reviewed, theme_added_later, dates_contradict, changed_since_recorded)


def _sequences(record: Record) -> Iterator[tuple[_Event, _Event]]:
    """Pairs of events of which the first can't have come after the second."""
    for path in map(content.question_path, record.library.questions):
        yield from product(_events(record, path, "asked"), _events(record, path, *_AFTER_ASKING))
    for key, view in record.library.views.items():
        path, question = content.view_path(*key), content.question_path(view.question)
        answered = _events(record, path, "answered", "source.accessed", "source.submitted")
        yield from pairwise([*_events(record, question, "asked"), *answered, *_events(record, path, "reviewed_on")])
        yield from product(_events(record, question, "asked"), _events(record, path, *_AFTERWARDS))
        yield from product(answered[:1], _events(record, path, "withdrawn.date"))
    for path in map(content.contributor_path, record.library.contributors):
        began, ended = (_events(record, path, f"affiliations.{key}") for key in ("from", "to"))
        yield from ((it, end) for it, end in product(began, ended) if it.key[:-1] == end.key[:-1])


def _events(record: Record, path: str, *names: str) -> list[_Event]:
    """The events of these names that a file gives a date for, in the order of the names; none of a partial file."""
    tree = record.trees.get(path)
    if not tree or path in record.partial:
        return []
    found = [(".".join(step for step in key if isinstance(step, str)), key) for key in tree.scalars]
    return [_Event(path, key, name, tree.scalars[key].text) for name in names for it, key in found if it == name]


def _named(record: Record, event: _Event) -> str:
    place = record.place(event.path, *event.key)
    return f"`{event.key[-1]}` at {shown(place.path, 200)}:{place.line}"
