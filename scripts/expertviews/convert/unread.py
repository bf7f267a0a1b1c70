"""Passages of views that exist, for themes that nobody has looked for in them yet."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from expertviews import content, tagging, timeline
from expertviews.content import Record
from expertviews.model import Theme, View, ViewKey
from expertviews.tagging import Suggestion


@dataclass(frozen=True)
class UnreadView:
    """A view, the themes that nobody has looked for in it, and passages that may belong to them.

    `read_for` has the themes that it will be read for once somebody has looked.
    """

    path: str
    view: View
    themes: tuple[Theme, ...]
    read_for: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def unread_views(record: Record, themes: Collection[str], views: Collection[ViewKey]) -> Iterator[UnreadView]:
    """The views, the latest question first, that nobody has read for all of the themes yet."""
    library = record.library
    learned = tagging.learn(tagging.filed_views(library), themes)
    for question in library.newest_questions:
        for view in library.views_on(question.slug):
            new = tuple(it for it in timeline.unread(library, view) if it.slug in themes)
            if new and view.key in views:
                known = timeline.looked_for(view).union(it.slug for it in new)
                yield UnreadView(
                    content.view_path(*view.key),
                    view,
                    new,
                    tuple(it.slug for it in library.ordered_themes if it.slug in known),
                    tuple(tagging.suggest(view.paragraphs, new, question.question, learned, view.language)),
                )
