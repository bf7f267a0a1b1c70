"""The views of a record side by side: who addresses what, how much, and who agrees.

Everything is counted from excerpts and stances in the record; nothing is inferred. Silence is never agreement, and
stances aren't added up into a vote. Only of what somebody has looked for in a reviewed view can be said that the view
doesn't address it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from itertools import combinations
from typing import Any, Literal, TypeVar

from expertviews import timeline
from expertviews.content import CacheKeys
from expertviews.mappings import grouped
from expertviews.model import Contributor, Library, Proposition, Question, Theme, View, ViewKey
from expertviews.quotes import Coverage, ExcerptPassage, Passages, StancePassage, cover, fold

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")

Silence = Literal["silent", "unread", "unreviewed", "withdrawn"]
"""A reviewed view says nothing; nobody has looked for it there yet; a draft has nothing filed yet; it is withdrawn."""

Standing = Literal["agree", "disagree", "mixed", Silence]
CellStanding = Literal["addressed", Silence]

_STANCES: tuple[Standing, ...] = ("agree", "mixed", "disagree")
_BAR: tuple[Standing, ...] = (*_STANCES, "silent", "unread", "unreviewed", "withdrawn")


@dataclass(frozen=True)
class ThemeCoverage:
    """How many of some views' `total` words are in a theme's excerpts; `sought`: it was looked for in all of them."""

    theme: Theme
    words: int
    total: int
    sought: bool

    @property
    def share(self) -> float:
        """The share of the words in the theme's excerpts, from 0 to 1."""
        return self.words / self.total if self.total else 0.0

    @property
    def thousandths(self) -> int:
        """The share as the length of a bar, from 0 to 1000. A small share is at least 4, which can still be seen."""
        return max(round(1000 * self.words / self.total), 4) if self.words and self.total else 0


@dataclass(frozen=True)
class Cell(ThemeCoverage):
    """What a view says on a theme; `stances` are those on propositions of the theme."""

    contributor: Contributor
    view: View
    excerpts: Sequence[ExcerptPassage]
    stances: Sequence[StancePassage]

    @property
    def standing(self) -> CellStanding:
        """Whether the view has an excerpt or a stance here, or is known to have none."""
        return "addressed" if self.excerpts or self.stances else _silence(self.view, sought=self.sought)

    @property
    def suggested(self) -> bool:
        """Whether this is a suggestion that nobody has reviewed yet."""
        return self.view.status == "draft" and self.standing == "addressed"


MatrixRow = tuple[Contributor, View, Sequence[Cell]]
"""A contributor's view, and a cell for each theme in the themes' order."""


@dataclass(frozen=True)
class Position:
    """A view's position on a proposition. `passage` is None if it takes no stance; `sought`: one was looked for.

    `date` is that of the answer.
    """

    contributor: Contributor
    view: View
    passage: StancePassage | None
    sought: bool
    date: str | None

    @property
    def standing(self) -> Standing:
        """The stance, or why there is none."""
        return self.passage.stance.stance if self.passage else _silence(self.view, sought=self.sought)

    @property
    def hedge(self) -> str | None:
        """The contributor's own word of likelihood."""
        return self.passage.stance.hedge if self.passage else None

    @property
    def suggested(self) -> bool:
        """Whether the stance is a suggestion that nobody has reviewed yet."""
        return self.passage is not None and self.view.status == "draft"


@dataclass(frozen=True)
class Segment:
    """The part of a bar for the positions with one standing; `start` and `width` are thousandths of the bar.

    `suggested` of them are stances that nobody has reviewed yet.
    """

    standing: Standing
    count: int
    suggested: int
    start: int
    width: int


@dataclass(frozen=True)
class PropositionRow:
    """A proposition and the position of every view on its question, in the order of the round-table."""

    question: Question
    theme: Theme
    proposition: Proposition
    positions: tuple[Position, ...]

    @cached_property
    def addressed(self) -> tuple[Position, ...]:
        """The positions of those who take a stance."""
        return tuple(position for position in self.positions if position.passage)

    def taking(self, standing: Standing) -> Sequence[Position]:
        """The positions with this standing."""
        return self._by_standing.get(standing, ())

    @cached_property
    def _by_standing(self) -> Mapping[Standing, Sequence[Position]]:
        return grouped(self.positions, lambda position: position.standing)

    @property
    def settled(self) -> bool:
        """Whether a stance has been looked for in every view, by a person."""
        return not self.taking("unread") and not self.taking("unreviewed")

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The stances taken, in the order agree, mixed, disagree."""
        taken = {position.standing for position in self.addressed}
        return tuple(standing for standing in _STANCES if standing in taken)

    @property
    def segments(self) -> list[Segment]:
        """The parts of the bar that shows all positions: those who agree first, those without a position last."""
        found, before = [], 0
        for standing in _BAR:
            those = self.taking(standing)
            if those:
                start, end = (1000 * n // len(self.positions) for n in (before, before + len(those)))
                found.append(Segment(standing, len(those), sum(it.suggested for it in those), start, end - start))
            before += len(those)
        return found

    @property
    def division(self) -> tuple[int, int, int]:
        """How divided the stances are, the most divided the greatest: first by how many are on the smaller side."""
        agree, mixed, disagree = (len(self.taking(standing)) for standing in ("agree", "mixed", "disagree"))
        taken = agree + mixed + disagree
        return min(agree, disagree), taken - max(agree, mixed, disagree), taken


@dataclass(frozen=True)
class ThemeSection:
    """What the views on a question say on a theme, in the order of the round-table, and the theme's propositions."""

    question: Question
    cells: Sequence[Cell]
    propositions: Sequence[PropositionRow]

    def taking(self, standing: CellStanding) -> list[Cell]:
        """The cells with this standing."""
        return [cell for cell in self.cells if cell.standing == standing]

    @property
    def leading(self) -> PropositionRow | None:
        """The most divided proposition on which anybody takes a position."""
        return next((row for row in self.propositions if row.addressed), None)

    @property
    def sides(self) -> list[tuple[Standing | None, list[Cell]]]:
        """The cells with words, by position on the leading proposition; together if there is none."""
        cells = self.taking("addressed")
        if not self.leading:
            return [(None, cells)] if cells else []
        standings = {it.contributor.slug: it.standing for it in self.leading.positions}
        sides = ((standing, [it for it in cells if standings[it.contributor.slug] == standing]) for standing in _BAR)
        return [(standing, those) for standing, those in sides if those]


def _silence(view: View, *, sought: bool) -> Silence:
    if view.withdrawn:
        return "withdrawn"
    if view.status == "draft":
        return "unreviewed"
    return "silent" if sought else "unread"


def remembered(make: Callable[[Any, _Key], _Made]) -> Callable[[Any, _Key], _Made]:
    """A method of one argument that makes the result for each only once; as long as its object lasts."""

    @wraps(make)
    def known(self: Any, key: _Key) -> _Made:
        results: dict[_Key, _Made] = vars(self).setdefault(f"remembered {make.__name__}", {})
        if key not in results:
            results[key] = make(self, key)
        return results[key]

    return known


@dataclass(frozen=True, eq=False)
class Comparison:
    """A checked record side by side. Results are made when they are asked for, and cached.

    Raises KeyError for unknown slugs, and quotes.QuoteError for a quotation that isn't in its view.
    """

    library: Library
    passages: Passages
    cache_keys: CacheKeys | None = None

    @remembered
    def matrix(self, question: str) -> list[MatrixRow]:
        """Contributor × theme for a question, in the order of the round-table."""
        return [self._row(view) for view in self.library.views_on(self.library.questions[question].slug)]

    @staticmethod
    def standings(rows: Iterable[MatrixRow]) -> set[CellStanding]:
        """What there is in the cells of some rows."""
        return {cell.standing for _, _, cells in rows for cell in cells}

    @remembered
    def propositions(self, question: str) -> tuple[PropositionRow, ...]:
        """A question's propositions, grouped by theme, with everybody's positions."""
        return tuple(self._proposition_rows(self.library.questions[question]))

    def in_order(self, question: Question) -> Sequence[Proposition]:
        """The propositions of a question, grouped by theme."""
        return [it for theme in self.library.ordered_themes for it in question.propositions if it.theme == theme.slug]

    @remembered
    def most_divided(self, question: str) -> list[PropositionRow]:
        """A question's propositions, the most divided first, those that nobody addresses last."""
        return sorted(self.propositions(question), key=lambda row: row.division, reverse=True)

    def theme(self, theme: str) -> list[ThemeSection]:
        """What is said on a theme, by question, the latest first."""
        return [self.section(theme, question) for question in self.questions_on(theme)]

    def questions_on(self, theme: str) -> list[Question]:
        """The questions with views or with propositions on a theme, the latest first."""
        return [
            it
            for it in self.library.newest_questions
            if self.library.views_on(it.slug) or any(each.theme == theme for each in it.propositions)
        ]

    def section(self, theme: str, question: Question) -> ThemeSection:
        """What is said on a theme in answer to a question."""
        place = self.library.ordered_themes.index(self.library.themes[theme])
        cells = [cells[place] for _, _, cells in self.matrix(question.slug)]
        propositions = [row for row in self.most_divided(question.slug) if row.theme.slug == theme]
        return ThemeSection(question, cells, propositions)

    def related(self, theme: str) -> list[tuple[Theme, int]]:
        """The themes that share words of excerpts with this theme, and how many: most first, then in their order."""
        shared = self._shared_words[theme]
        themes = sorted(self.library.ordered_themes, key=lambda other: -shared[other.slug])
        return [(other, shared[other.slug]) for other in themes if shared[other.slug]]

    @cached_property
    def horizons(self) -> list[PropositionRow]:
        """Every proposition with a horizon, the earliest first; a year or month ends with its last day."""
        return self.due(self.library.newest_questions)

    def due(self, questions: Iterable[Question]) -> list[PropositionRow]:
        """The same of some questions, which are the latest first."""
        rows = (row for question in questions for row in self.propositions(question.slug))
        return sorted((row for row in rows if row.proposition.due), key=lambda row: row.proposition.due)

    @cached_property
    def hedges(self) -> Mapping[str, list[tuple[PropositionRow, Position]]]:
        """The words of likelihood in reviewed views, in alphabetical order, as first written, with their positions."""
        found: dict[str, list[tuple[PropositionRow, Position]]] = defaultdict(list)
        for question in self.library.newest_questions:
            for row in self.propositions(question.slug):
                for position in row.addressed:
                    if position.hedge and position.view.status == "reviewed":
                        found[fold(position.hedge).casefold()].append((row, position))
        return {fold(uses[0][1].hedge or ""): uses for _, uses in sorted(found.items())}

    def word_count(self, views: Iterable[View]) -> int:
        """The number of words of some views."""
        return sum(self._coverage(view.key).total for view in views)

    def shares(self, views: Sequence[View]) -> list[ThemeCoverage]:
        """How many words of some views are in each theme's excerpts, in the themes' order."""
        keys, total, found = [view.key for view in views], self.word_count(views), []
        for theme in self.library.ordered_themes:
            words = sum(self._coverage(key).words(theme.slug) for key in keys)
            found.append(ThemeCoverage(theme, words, total, all(theme.slug in self._sought[key] for key in keys)))
        return found

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Contributor | None, Contributor | None]]:
        """The previous and next contributor of each, by sort name; None at either end."""
        everybody = self.library.sorted_contributors
        pairs = zip((None, *everybody), (*everybody[1:], None), strict=False)
        return {who.slug: pair for who, pair in zip(everybody, pairs, strict=False)}

    def _row(self, view: View) -> MatrixRow:
        contributor = self.library.contributors[view.contributor]
        coverage = self._coverage(view.key)
        sought = self._sought[view.key]
        stances: dict[str, list[StancePassage]] = defaultdict(list)
        for passage in sorted(self.passages.stances(view), key=lambda passage: passage.found):
            stances[self.library.propositions[view.question, passage.stance.proposition].theme].append(passage)
        cells = (
            Cell(
                theme,
                coverage.words(theme.slug),
                coverage.total,
                theme.slug in sought,
                contributor,
                view,
                self.passages.excerpts(view, theme.slug),
                stances.get(theme.slug, ()),
            )
            for theme in self.library.ordered_themes
        )
        return contributor, view, list(cells)

    @cached_property
    def _sought(self) -> Mapping[ViewKey, frozenset[str]]:
        """The themes that somebody has looked for in each view."""
        return {key: timeline.looked_for(view) for key, view in self.library.views.items()}

    @remembered
    def _coverage(self, key: ViewKey) -> Coverage:
        view = self.library.views[key]
        make = partial(self._covered, view)
        return self.cache_keys.cached_for_view("coverage", view, make) if self.cache_keys else make()

    def _covered(self, view: View) -> Coverage:
        places = defaultdict(list)
        for passage in self.passages.excerpts(view):
            places[passage.excerpt.theme].append(passage.found)
        return cover(view.paragraphs, places)

    def _proposition_rows(self, question: Question) -> Iterable[PropositionRow]:
        views = self.library.views_on(question.slug)
        taken = {
            (it.view.contributor, it.stance.proposition): it for view in views for it in self.passages.stances(view)
        }
        for it in self.in_order(question):
            positions = (self._position(view, it, taken.get((view.contributor, it.id))) for view in views)
            yield PropositionRow(question, self.library.themes[it.theme], it, tuple(positions))

    def _position(self, view: View, it: Proposition, passage: StancePassage | None) -> Position:
        sought = timeline.is_sought(view, it, self._sought[view.key])
        return Position(self.library.contributors[view.contributor], view, passage, sought, self.library.date_of(view))

    @cached_property
    def _shared_words(self) -> Mapping[str, Counter[str]]:
        """For each theme, how many words it shares with which other."""
        shared: dict[str, Counter[str]] = {theme: Counter() for theme in self.library.themes}
        for coverage in (self._coverage(key) for key in self.library.views):
            for one, other in combinations(coverage.themes, 2):
                common = coverage.common(one, other)
                shared[one][other] += common
                shared[other][one] += common
        return shared
