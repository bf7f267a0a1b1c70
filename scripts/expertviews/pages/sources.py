"""Where the words of pages are from: documents line by line, grouped by answer, and how a question's page was made.

Only lines of the record's answers and questions are shown; none that has words of a withdrawn answer, which stays in
the document, since that is never edited.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from expertviews.model import Correction, Library, Question, SeedSource, View
from expertviews.quotes import corrected_blocks, fold, printed_places, undone

_MARKER = 20  # a line may be this much longer than the question in it, such as by “Question: ”


@dataclass(frozen=True)
class Group:
    """Consecutive lines of a document from line `first` on: of an answer, of a question, or hidden ones.

    `earlier`: of an earlier version of the answer. `starts` are the lines at which answers start; `corrections` those
    of the misprints that start in each line.
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
    """The names of the documents that answers of the record are taken from, sorted."""
    return tuple(sorted({source.seed for source, _ in library.seed_sources}))


def groups(library: Library, name: str, text: str) -> list[Group]:
    """All lines of a document in order. Each answer starts a new group, even if answers overlap."""
    lines = text.split("\n")
    views = [(source, view) for source, view in library.seed_sources if source.seed == name]
    owners = _owners(len(lines), views)
    asked = {view.question for _, view in views}
    questions = [it for slug, it in library.questions.items() if slug in asked or it.seed == name]
    others = _other_shown_lines(questions, [view for _, view in views], lines)
    shown = [not owner[1].withdrawn if owner else at in others for at, owner in enumerate(owners)]
    corrected = _corrected_lines(views, lines)
    found = []
    for _, part in groupby(range(len(lines)), lambda at: (id(owners[at]), shown[at])):
        at = [*part]
        source, view = owners[at[0]] or (None, None)
        if view or any(lines[it].strip() for it in at):
            words, corrections = tuple(lines[it] for it in at), tuple(tuple(corrected[it]) for it in at)
            starts = {it.first for it, _ in views}.intersection(it + 1 for it in at)
            earlier = view is not None and view.source != source
            found.append(Group(at[0] + 1, words, view, shown[at[0]], earlier, tuple(sorted(starts)), corrections))
    return found


def _owners(count: int, views: Sequence[tuple[SeedSource, View]]) -> list[tuple[SeedSource, View] | None]:
    """The view of each line, with its source; where views overlap, a withdrawn one, else the one that starts last."""
    owners: list[tuple[SeedSource, View] | None] = [None] * count
    for own in sorted(views, key=lambda it: (bool(it[1].withdrawn), it[0].first, it[1].contributor)):
        for first, last in own[0].ranges:
            owners[first - 1 : last] = [own] * (min(last, count) - first + 1)
    return owners


def _corrected_lines(views: Iterable[tuple[SeedSource, View]], lines: Sequence[str]) -> Mapping[int, list[Correction]]:
    """The corrections of the views, by the index of the line that each misprint starts in."""
    found: defaultdict[int, list[Correction]] = defaultdict(list)
    for source, view in ((source, view) for source, view in views if view.corrections and view.source == source):
        own = [at for first, last in source.ranges for at in range(first - 1, last) if lines[at].strip()]
        words = " ".join(fold(lines[at]) for at in own)
        starts = [0, *accumulate(len(fold(lines[at])) + 1 for at in own)]
        for block in corrected_blocks(view):
            start = max(words.find(undone(block, view.corrections)), 0)
            for at, correction in printed_places(block, view.corrections):
                place = max(words.find(fold(correction.printed), start + at), 0)
                found[own[bisect_right(starts, place) - 1]].append(correction)
    return found


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


@dataclass(frozen=True)
class Provenance:
    """How a question's page was made: its sources, who reviewed what and when, and what was proved.

    `sources` counts answers by kind of source; `reviewed` and `drafts` are numbers of answers.
    `days` are the first and last day of a review that is dated; `quotations` is the number of quotations proved;
    `gists` that of summaries in the editors' words.
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
    """How the page of a question with these answers was made; nothing is said of withdrawn ones."""
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
