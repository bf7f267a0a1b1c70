"""What awaits somebody: drafts to review and propositions to judge, by question, and theme terms to shorten."""

from collections.abc import Iterator

from expertviews import content, dates, tagging
from expertviews.content import Record
from expertviews.model import Proposition, Question, Theme, View
from expertviews.problems import counted, shown


def report(record: Record, today: str) -> str:
    """Each question, the latest first, with its drafts and the propositions that could be judged; then their counts.

    Those are propositions whose horizon is before `today`, a day in the record's form, and that have no outcome.
    """
    questions = record.library.newest_questions
    drafts = sum(view.status == "draft" for view in record.library.views.values())
    due = sum(_is_due(it, today) for question in questions for it in question.propositions)
    lines = [line for question in questions for line in _question(record, question, today)]
    lines += [line for theme in record.library.ordered_themes for line in _theme(record, theme)]
    closing = [f"{_awaiting(drafts, 'view')} review" + (f": {_MARK}" if drafts else "")]
    if due:
        closing.append(f"{_awaiting(due, 'proposition')} judgement: {_JUDGE}")
    return "\n".join([*lines, *closing])


_MARK = "to mark one as reviewed, change its line to `status: reviewed`"
_JUDGE = "to say what came of one, add an `outcome` under it"


def _awaiting(count: int, noun: str) -> str:
    return f"{counted(count, noun)} {'awaits' if count == 1 else 'await'}"


def _is_due(proposition: Proposition, today: str) -> bool:
    """Whether a proposition could be judged by now and isn't."""
    return bool(proposition.horizon) and dates.last_day(proposition.horizon or "") < today and not proposition.outcome


def _question(record: Record, question: Question, today: str) -> Iterator[str]:
    views = record.library.views_on(question.slug)
    drafts = [view for view in views if view.status == "draft"]
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
            yield f"  {place.path}:{place.line}: `{proposition.id}` could be judged since {proposition.horizon}"


def _theme(record: Record, theme: Theme) -> Iterator[str]:
    """What makes a theme's lists of terms hard to read: too many of them, or some that others find already."""
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
        yield f"{place.path}:{place.line}: take out `{shown(term)}`: `{shown(other)}` finds it already"


def _draft(record: Record, view: View) -> str:
    place = record.place(content.view_path(view.question, view.contributor), "status")
    name = shown(record.library.contributors[view.contributor].name)
    filed = f"{counted(len(view.excerpts), 'excerpt')}, {counted(len(view.stances), 'stance')}"
    return f"{place.path}:{place.line}: {name}, {filed}"
