"""Reports: of problems, for people and for programs; and of what awaits a person.

That is drafts to review and propositions to judge, by question; themes to look for, or to tidy up.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from expertviews import characters, content, tagging, timeline
from expertviews.content import Record
from expertviews.model import Proposition, Question, Theme, View
from expertviews.problems import Problem, counted, report, shown

MOST_IN_JSON = 1_000
"""Problems in a report for programs; nobody fixes more at once."""


def github_report(problems: Iterable[Problem]) -> str:
    """Annotations on the lines of a pull request, as GitHub's workflow commands."""
    lines = [
        f"::{'warning' if p.warning else 'error'} file={_property(p.place.path)},line={p.place.line}"
        f",col={p.place.column},title={_property(p.code)}::{_message(f'{p.what} ({p.remedy})')}"
        for p in sorted(set(problems))
    ]
    return "\n".join(lines)


def json_report(problems: Iterable[Problem]) -> str:
    """An object with `count`, the first MOST_IN_JSON `problems`, and as many `warnings`."""
    found = sorted(set(problems))
    report: dict[str, object] = {"count": sum(not problem.warning for problem in found)}
    for name, warning in (("problems", False), ("warnings", True)):
        first = [problem for problem in found if problem.warning is warning][:MOST_IN_JSON]
        report[name] = [asdict(it.place) | {"code": it.code, "what": it.what, "remedy": it.remedy} for it in first]
    return json.dumps(report, ensure_ascii=False, indent=2)


REPORT_FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": report,
    "github": github_report,
    "json": json_report,
}
"""Reports by the name of their format on the command line."""


def _message(text: str) -> str:
    return characters.CONTROL.sub("�", text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def status_report(record: Record, today: str) -> str:
    """List each question, newest first, with its drafts and the propositions due for judgement; themes; then counts.

    `today` is written as in the record, 2026-03-14.
    """
    questions = record.library.newest_questions
    drafts = sum(map(_is_draft, record.library.views.values()))
    due = sum(timeline.is_overdue(it, today) for it in record.library.propositions.values())
    lines = [line for question in questions for line in _question(record, question, today)]
    unread = _unread(record)
    lines += [_not_looked_for(record, theme, views) for theme, views in unread.items()]
    lines += [line for theme in record.library.ordered_themes for line in _theme(record, theme)]
    how_to_mark = ": to mark one as reviewed, change its line to `status: reviewed`" if drafts else ""
    closing = [f"{_awaiting(drafts, 'view')} review{how_to_mark}"]
    if unread:
        waiting = {view.key for views in unread.values() for view in views}
        closing.append(f"{_awaiting(len(waiting), 'view')} a look for a theme: `views suggest` proposes passages")
    if due:
        closing.append(f"{_awaiting(due, 'proposition')} judgement: to judge one, add an `outcome` to it")
    return "\n".join([*lines, *closing])


_MOST_NAMES = 6


def _awaiting(count: int, noun: str) -> str:
    return f"{counted(count, noun)} {'awaits' if count == 1 else 'await'}"


def _is_draft(view: View) -> bool:
    return view.status == "draft" and not view.withdrawn


def _question(record: Record, question: Question, today: str) -> Iterator[str]:
    views = record.library.views_on(question.slug)
    drafts = [view for view in views if _is_draft(view)]
    if not views:
        state = "no views yet"
    elif not drafts:
        state = f"{counted(len(views), 'view')}, all reviewed"
    else:
        state = f"{counted(len(drafts), 'draft')} of {counted(len(views), 'view')}"
    yield f"{question.slug}: {state}"
    yield from (f"  {_draft(record, view)}" for view in drafts)
    yield from _late_propositions(record, question, views)
    for at, proposition in enumerate(question.propositions):
        if timeline.is_overdue(proposition, today):
            place = record.place(content.question_path(question.slug), "propositions", at, "horizon")
            yield f"  {place.path}:{place.line}: `{proposition.id}` overdue since {proposition.horizon}, not yet judged"


def _unread(record: Record) -> Mapping[Theme, Sequence[View]]:
    """Return the themes that nobody has looked for in some views, each with these views."""
    library = record.library
    unread: dict[Theme, list[View]] = {theme: [] for theme in library.ordered_themes}
    for view in library.views.values():
        for theme in timeline.unread(library, view):
            unread[theme].append(view)
    return {theme: views for theme, views in unread.items() if views}


def _not_looked_for(record: Record, theme: Theme, views: Sequence[View]) -> str:
    """Say in how many views nobody has looked for a theme."""
    place = record.place(content.theme_path(theme.slug), "added" if theme.added else "title")
    since = f"added {theme.added}, " if theme.added else ""
    total = counted(len(record.library.views), "view")
    return f"{place.path}:{place.line}: {since}not yet looked for in {len(views):,} of {total}"


def _theme(record: Record, theme: Theme) -> Iterator[str]:
    """What makes the terms of a theme hard to review: too many, or some that other terms make redundant."""
    lists = (
        ("terms", theme.terms, tagging.MOST_TERMS),
        ("context_terms", theme.context_terms, tagging.MOST_CONTEXT_TERMS),
    )
    for key, terms, most in lists:
        if len(terms) > most:
            place = record.place(content.theme_path(theme.slug), key)
            yield f"{place.path}:{place.line}: {len(terms)} `{key}`, more than {most}: keep those that find most"
    for term, other in tagging.redundant(theme).items():
        place = record.place(content.theme_path(theme.slug), "terms", theme.terms.index(term))
        yield f"{place.path}:{place.line}: remove `{shown(term)}`: `{shown(other)}` already finds it"


def _late_propositions(record: Record, question: Question, views: Sequence[View]) -> Iterator[str]:
    """The propositions added after reviewed views, in which nobody has looked for a stance on them yet."""
    for at, proposition in enumerate(question.propositions):
        late = [view for view in views if _is_late(view, proposition)]
        if late:
            place = record.place(content.question_path(question.slug), "propositions", at, "added")
            yield f"  {place.path}:{place.line}: `{proposition.id}` not yet looked for in {_names(late)}"


def _is_late(view: View, proposition: Proposition) -> bool:
    taken = any(it.proposition == proposition.id for it in view.stances)
    return timeline.is_reviewed(view) and not taken and not timeline.is_sought(view, proposition, {proposition.theme})


def _names(views: Sequence[View]) -> str:
    """Who gave these answers: the first few, and the number of the rest."""
    more = f" and {len(views) - _MOST_NAMES:,} more" if len(views) > _MOST_NAMES else ""
    return ", ".join(view.contributor for view in views[:_MOST_NAMES]) + more


def _draft(record: Record, view: View) -> str:
    place = record.place(content.view_path(*view.key), "status")
    name = shown(record.library.contributors[view.contributor].name)
    filed = f"{counted(len(view.excerpts), 'excerpt')}, {counted(len(view.stances), 'stance')}"
    return f"{place.path}:{place.line}: {name}, {filed}"
