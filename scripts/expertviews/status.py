"""What awaits review: the views that are still drafts, by question."""

from collections.abc import Iterator

from expertviews import content
from expertviews.content import Record
from expertviews.model import Question, View
from expertviews.problems import counted, shown


def report(record: Record) -> str:
    """Each question, the latest first, with its drafts and where each says so; their count as the last line."""
    drafts = sum(view.status == "draft" for view in record.library.views.values())
    lines = [line for question in record.library.newest_questions for line in _question(record, question)]
    closing = f"{counted(drafts, 'view')} {'awaits' if drafts == 1 else 'await'} review"
    remedy = ": to mark one as reviewed, change its line to `status: reviewed`" if drafts else ""
    return "\n".join([*lines, closing + remedy])


def _question(record: Record, question: Question) -> Iterator[str]:
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


def _draft(record: Record, view: View) -> str:
    place = record.place(content.view_path(view.question, view.contributor), "status")
    name = shown(record.library.contributors[view.contributor].name)
    filed = f"{counted(len(view.excerpts), 'excerpt')}, {counted(len(view.stances), 'stance')}"
    return f"{place.path}:{place.line}: {name}, {filed}"
