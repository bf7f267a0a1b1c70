"""The sources of pages: documents line by line, grouped by answer, and the provenance of a question's page.

Only lines of the record's answers and questions are shown. A withdrawn answer stays in the document, but isn't shown.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from expertviews.model import Correction, Library, Question, SeedSource, View
from expertviews.quotes import corrected_blocks, fold, printed_places, undone

_MAX_MARKER = 20  # characters that a line may have besides the question in it, such as “Question: ”


@dataclass(frozen=True)
class Group:
    """Consecutive lines of a document, from number `first` on, all of one answer or of none, and all `shown` or none.

    `earlier` says whether they are of an earlier version of the answer. `starts` are the numbers of lines at which
    answers start; `corrections` has, for each line, those of the misprints that start in it.
    """

    first: int
    lines: tuple[str, ...]
    view: View | None
    shown: bool
    earlier: bool
    starts: tuple[int, ...]
    corrections: tuple[tuple[Correction, ...], ...]

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


def cited_documents(library: Library) -> tuple[str, ...]:
    """Return the names of the documents that answers of the record are taken from, sorted."""
    return tuple(sorted({source.seed for source, _ in library.seed_sources}))


def groups(library: Library, name: str, text: str) -> list[Group]:
    """Return the lines of a document in groups, in order. Each answer starts a new group, even if answers overlap.

    Groups of nothing but blank lines of no answer are left out.
    """
    lines = text.split("\n")
    views = [(source, view) for source, view in library.seed_sources if source.seed == name]
    owners = _owners(len(lines), views)
    asked = {view.question for _, view in views}
    questions = [question for slug, question in library.questions.items() if slug in asked or question.seed == name]
    others = _other_shown_lines(questions, [view for _, view in views], lines)
    shown = [not owner[1].withdrawn if owner else index in others for index, owner in enumerate(owners)]
    corrected = _corrected_lines(views, lines)
    first_lines = {source.first for source, _ in views}
    found = []
    for _, members in groupby(range(len(lines)), lambda index: (id(owners[index]), shown[index])):
        indexes = [*members]
        first, end = indexes[0], indexes[-1] + 1
        source, view = owners[first] or (None, None)
        words = tuple(lines[first:end])
        if view or any(map(str.strip, words)):
            corrections = tuple(tuple(corrected[index]) for index in indexes)
            starts = tuple(sorted(first_lines.intersection(range(first + 1, end + 1))))
            earlier = view is not None and view.source != source
            found.append(Group(first + 1, words, view, shown[first], earlier, starts, corrections))
    return found


def _owners(count: int, views: Sequence[tuple[SeedSource, View]]) -> list[tuple[SeedSource, View] | None]:
    """Return the source and view of each line; where views overlap, a withdrawn one, else the one that starts last."""
    owners: list[tuple[SeedSource, View] | None] = [None] * count
    for owner in sorted(views, key=lambda pair: (bool(pair[1].withdrawn), pair[0].first, pair[1].contributor)):
        for first, last in owner[0].ranges:
            for index in range(first - 1, min(last, count)):
                owners[index] = owner
    return owners


def _corrected_lines(views: Iterable[tuple[SeedSource, View]], lines: Sequence[str]) -> Mapping[int, list[Correction]]:
    """Return the corrections of the views, by the index of the line that each misprint starts in."""
    found: defaultdict[int, list[Correction]] = defaultdict(list)
    for source, view in views:
        if not view.corrections or view.source != source:
            continue
        indexes = [index for first, last in source.ranges for index in range(first - 1, last) if lines[index].strip()]
        text = " ".join(fold(lines[index]) for index in indexes)
        line_starts = [0, *accumulate(len(fold(lines[index])) + 1 for index in indexes)]
        for block in corrected_blocks(view):
            block_start = max(text.find(undone(block, view.corrections)), 0)
            for offset, correction in printed_places(block, view.corrections):
                place = max(text.find(fold(correction.printed), block_start + offset), 0)
                found[indexes[bisect_right(line_starts, place) - 1]].append(correction)
    return found


def _other_shown_lines(questions: Sequence[Question], views: Iterable[View], lines: Iterable[str]) -> set[int]:
    """Return the indexes of lines with words of the questions, of moderators, or of notes of the views."""
    asked = [fold(question.question) for question in questions]
    parts = [part for question in questions for part in (question.title, question.introduction, question.notes) if part]
    parts += [part for view in views for part in (*view.notes, *(prompt.text for prompt in view.prompts))]
    words = " ".join(map(fold, parts))
    return {
        index
        for index, line in enumerate(map(fold, lines))
        if (line and line in words)
        or any(question in line and len(line) <= len(question) + _MAX_MARKER for question in asked)
    }


@dataclass(frozen=True)
class Provenance:
    """How a question's page was made: its sources, who reviewed it and when, and what was proved.

    `sources` counts answers by kind of source; `reviewed` and `drafts` are numbers of answers. `days` are the first and
    the last day of a review, or the only one; `quotations` is the number of quotations proved, `gists` that of
    summaries in the editors' words.
    """

    sources: Counter[str]
    reviewed: int
    drafts: int
    days: tuple[str, ...]
    reviewers: tuple[str, ...]
    quotations: int
    gists: int
    propositions: int


def provenance_of(question: Question, views: Sequence[View]) -> Provenance:
    """Return how the page of a question with these answers was made; withdrawn ones don't count."""
    views = [view for view in views if not view.withdrawn]
    days = sorted({view.reviewed_on for view in views if view.reviewed_on})
    reviewed = [view for view in views if view.status == "reviewed"]
    return Provenance(
        Counter(view.source.kind for view in views),
        len(reviewed),
        len(views) - len(reviewed),
        tuple(dict.fromkeys([*days[:1], *days[-1:]])),
        tuple(dict.fromkeys(view.reviewed_by for view in views if view.reviewed_by)),
        sum(len(view.excerpts) + len(view.stances) + bool(view.key_quote) for view in views),
        sum(bool(view.gist) for view in views),
        len(question.propositions),
    )
