"""What awaits a person: drafts to review and propositions to judge, by question; theme terms to tidy up."""

from collections.abc import Iterator

from expertviews import content, dates, tagging
from expertviews.content import Record
from expertviews.model import Proposition, Question, Theme, View
from expertviews.problems import counted, shown


def status_report(record: Record, today: str) -> str:
    """Each question, newest first, with its drafts and the propositions due for judgement; themes; then counts.

    `today` is written as in the record, 2026-03-14.
    """
    questions = record.library.newest_questions
    drafts = sum(map(_is_draft, record.library.views.values()))
    due = sum(_is_due(it, today) for question in questions for it in question.propositions)
    lines = [line for question in questions for line in _question(record, question, today)]
    lines += [line for theme in record.library.ordered_themes for line in _theme(record, theme)]
    closing = [f"{_awaiting(drafts, 'view')} review" + (f": {_MARK}" if drafts else "")]
    if due:
        closing.append(f"{_awaiting(due, 'proposition')} judgement: {_JUDGE}")
    return "\n".join([*lines, *closing])


_MARK = "to mark one as reviewed, change its line to `status: reviewed`"
_JUDGE = "to judge one, add an `outcome` to it"


def _awaiting(count: int, noun: str) -> str:
    return f"{counted(count, noun)} {'awaits' if count == 1 else 'await'}"


def _is_draft(view: View) -> bool:
    return view.status == "draft" and not view.withdrawn


def _is_due(proposition: Proposition, today: str) -> bool:
    """Whether the horizon of a proposition is past and it has no outcome."""
    return bool(proposition.horizon) and dates.last_day(proposition.horizon or "") < today and not proposition.outcome


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
    for at, proposition in enumerate(question.propositions):
        if _is_due(proposition, today):
            place = record.place(content.question_path(question.slug), "propositions", at, "horizon")
            yield f"  {place.path}:{place.line}: `{proposition.id}` due for judgement since {proposition.horizon}"


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


def _draft(record: Record, view: View) -> str:
    place = record.place(content.view_path(view.question, view.contributor), "status")
    name = shown(record.library.contributors[view.contributor].name)
    filed = f"{counted(len(view.excerpts), 'excerpt')}, {counted(len(view.stances), 'stance')}"
    return f"{place.path}:{place.line}: {name}, {filed}"
