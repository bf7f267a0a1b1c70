"""Documents as pages show them: line by line, grouped by answer, so that readers can check the answers.

Only lines of the record's answers and questions are shown. Other lines may be hidden for a reason: a withdrawn answer
stays in the document, which is never edited.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from expertviews.model import Library, Question, SeedSource, View
from expertviews.quotes import fold

_MARKER = 20  # a line may be this much longer than the question in it, such as by “Question: ”


@dataclass(frozen=True)
class Group:
    """Consecutive lines of a document from line `first` on: of an answer, of a question, or hidden ones."""

    first: int
    lines: tuple[str, ...]
    view: View | None
    shown: bool

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


def cited_documents(library: Library) -> tuple[str, ...]:
    """The names of the documents that answers of the record are taken from, sorted."""
    return tuple(sorted({source.seed for source, _ in _sources(library)}))


def groups(library: Library, name: str, text: str) -> list[Group]:
    """All lines of a document in order. Each answer starts a new group, even if answers overlap."""
    lines = text.split("\n")
    views = [(source, view) for source, view in _sources(library) if source.seed == name]
    owners = _owners(len(lines), views)
    asked = {view.question for _, view in views}
    questions = [it for slug, it in library.questions.items() if slug in asked or it.seed == name]
    others = _other_shown_lines(questions, [view for _, view in views], lines)
    found = []
    for (_, shown), part in groupby(range(len(lines)), lambda at: (id(owners[at]), bool(owners[at]) or at in others)):
        places = list(part)
        found.append(Group(places[0] + 1, tuple(lines[at] for at in places), owners[places[0]], shown))
    return [group for group in found if group.view or any(line.strip() for line in group.lines)]


def _sources(library: Library) -> Iterator[tuple[SeedSource, View]]:
    return ((it.source, it) for it in library.views.values() if isinstance(it.source, SeedSource))


def _owners(count: int, views: Iterable[tuple[SeedSource, View]]) -> list[View | None]:
    """The view of each line; where views overlap, the one that starts last."""
    owners: list[View | None] = [None] * count
    for source, view in sorted(views, key=lambda it: (it[0].first, it[1].contributor)):
        for first, last in source.ranges:
            owners[first - 1 : last] = [view] * (min(last, count) - first + 1)
    return owners


def _other_shown_lines(questions: Sequence[Question], views: Iterable[View], lines: Iterable[str]) -> set[int]:
    """The indexes of lines with words of the questions, of moderators, or of notes of the views."""
    asked = [fold(it.question) for it in questions]
    parts = [part for it in questions for part in (it.title, it.introduction, it.notes) if part]
    parts += [part for view in views for part in (*view.notes, *(prompt.text for prompt in view.prompts))]
    words = " ".join(map(fold, parts))
    return {
        at
        for at, line in enumerate(map(fold, lines))
        if (line and line in words) or any(it in line and len(line) <= len(it) + _MARKER for it in asked)
    }
