"""The views of a record side by side: who addresses what, how much, and who agrees.

Everything is counted from excerpts and stances in the record; nothing is inferred. Silence is never agreement, and
stances aren't added up into a vote. Only of what somebody has looked for in a reviewed view can be said that the view
doesn't address it.
"""

from collections import Counter
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
    """How many of some views' `total` words are in a theme's excerpts; `sought` if it was looked for in all of them."""

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
    """A view's position on a proposition.

    `passage` is None if the view takes no stance; `sought` says whether one was looked for. `date` is the answer's.
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
        """Return the positions with this standing."""
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
        segments, start, before = [], 0, 0
        for standing in _BAR:
            positions = self.taking(standing)
            if positions:
                before += len(positions)
                end = 1000 * before // len(self.positions)
                suggested = sum(position.suggested for position in positions)
                segments.append(Segment(standing, len(positions), suggested, start, end - start))
                start = end
        return segments

    @property
    def division(self) -> tuple[int, int, int]:
        """How divided the stances are: the numbers of the smaller side, of all but the largest group, and of all."""
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
        """Return the cells with this standing."""
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
        standings = {position.contributor.slug: position.standing for position in self.leading.positions}
        sides = grouped(cells, lambda cell: standings[cell.contributor.slug])
        return [(standing, sides[standing]) for standing in _BAR if standing in sides]


def _silence(view: View, *, sought: bool) -> Silence:
    """Return why a view says nothing on something, which was `sought` in it or not."""
    if view.withdrawn:
        return "withdrawn"
    if view.status == "draft":
        return "unreviewed"
    return "silent" if sought else "unread"


def cached_method(method: Callable[[Any, _Key], _Made]) -> Callable[[Any, _Key], _Made]:
    """Have a method of one argument keep its results in its object; `functools.cache` would keep the object, too."""

    @wraps(method)
    def cached(self: Any, key: _Key) -> _Made:
        results: dict[_Key, _Made] = vars(self).setdefault(f"results of {method.__name__}", {})
        if key not in results:
            results[key] = method(self, key)
        return results[key]

    return cached


@dataclass(frozen=True, eq=False)
class Comparison:
    """A checked record side by side. Results are made when they are asked for, and cached.

    Raises KeyError for unknown slugs, and quotes.QuoteError for a quotation that isn't in its view.
    """

    library: Library
    passages: Passages
    cache_keys: CacheKeys | None = None

    @cached_method
    def matrix(self, question: str) -> list[MatrixRow]:
        """Return contributors × themes for a question, in the order of the round-table."""
        return [self._row(view) for view in self.library.views_on(self.library.questions[question].slug)]

    @staticmethod
    def standings(rows: Iterable[MatrixRow]) -> set[CellStanding]:
        """Return the standings that the cells of some rows have."""
        return {cell.standing for _, _, cells in rows for cell in cells}

    @cached_method
    def propositions(self, question: str) -> tuple[PropositionRow, ...]:
        """Return a question's propositions, grouped by theme, with everybody's positions."""
        return tuple(self._proposition_rows(self.library.questions[question]))

    def in_order(self, question: Question) -> Sequence[Proposition]:
        """Return the propositions of a question, grouped by theme."""
        by_theme = grouped(question.propositions, lambda proposition: proposition.theme)
        return [proposition for theme in self.library.ordered_themes for proposition in by_theme[theme.slug]]

    @cached_method
    def most_divided(self, question: str) -> list[PropositionRow]:
        """Return a question's propositions, the most divided first, those that nobody addresses last."""
        return sorted(self.propositions(question), key=lambda row: row.division, reverse=True)

    def theme(self, theme: str) -> list[ThemeSection]:
        """Return what is said on a theme, by question, the latest first."""
        return [self.section(theme, question) for question in self.questions_on(theme)]

    def questions_on(self, theme: str) -> list[Question]:
        """Return the questions with views, or with propositions on a theme, the latest first."""
        return [
            question
            for question in self.library.newest_questions
            if self.library.views_on(question.slug)
            or any(proposition.theme == theme for proposition in question.propositions)
        ]

    def section(self, theme: str, question: Question) -> ThemeSection:
        """Return what is said on a theme in answer to a question."""
        column = self.library.ordered_themes.index(self.library.themes[theme])
        cells = [cells[column] for _, _, cells in self.matrix(question.slug)]
        propositions = [row for row in self.most_divided(question.slug) if row.theme.slug == theme]
        return ThemeSection(question, cells, propositions)

    def related(self, theme: str) -> list[tuple[Theme, int]]:
        """Return the themes that share words of excerpts with this one, most first, and the number of these words."""
        shared = self._shared_words[theme]
        themes = sorted(self.library.ordered_themes, key=lambda other: -shared[other.slug])
        return [(other, shared[other.slug]) for other in themes if shared[other.slug]]

    @cached_property
    def horizons(self) -> list[PropositionRow]:
        """All propositions with a horizon, the earliest first; a year or month counts as its last day."""
        return self.due(self.library.newest_questions)

    def due(self, questions: Iterable[Question]) -> list[PropositionRow]:
        """Return the propositions of some questions that have a horizon, the earliest first."""
        rows = (row for question in questions for row in self.propositions(question.slug))
        return sorted((row for row in rows if row.proposition.due), key=lambda row: row.proposition.due)

    @cached_property
    def hedges(self) -> Mapping[str, list[tuple[PropositionRow, Position]]]:
        """The words of likelihood in reviewed views, in alphabetical order, as first written, with their positions."""
        rows = (row for question in self.library.newest_questions for row in self.propositions(question.slug))
        uses = ((row, position) for row in rows for position in row.addressed)
        reviewed = (use for use in uses if use[1].hedge and use[1].view.status == "reviewed")
        by_hedge = grouped(reviewed, lambda use: fold(use[1].hedge or "").casefold())
        return {fold(uses[0][1].hedge or ""): uses for _, uses in sorted(by_hedge.items())}

    def word_count(self, views: Iterable[View]) -> int:
        """Return the number of words of some views."""
        return sum(self._coverage(view.key).total for view in views)

    def shares(self, views: Sequence[View]) -> list[ThemeCoverage]:
        """Return how many words of some views are in each theme's excerpts, in the themes' order."""
        keys, total, shares = [view.key for view in views], self.word_count(views), []
        for theme in self.library.ordered_themes:
            words = sum(self._coverage(key).words(theme.slug) for key in keys)
            shares.append(ThemeCoverage(theme, words, total, all(theme.slug in self._sought[key] for key in keys)))
        return shares

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Contributor | None, Contributor | None]]:
        """The previous and next contributor of each, by sort name; None at either end."""
        everybody = self.library.sorted_contributors
        padded = (None, *everybody, None)
        return {own.slug: (padded[place], padded[place + 2]) for place, own in enumerate(everybody)}

    def _row(self, view: View) -> MatrixRow:
        contributor, coverage = self.library.contributors[view.contributor], self._coverage(view.key)
        stances = grouped(
            sorted(self.passages.stances(view), key=lambda passage: passage.found),
            lambda passage: self.library.propositions[view.question, passage.stance.proposition].theme,
        )
        cells = [
            Cell(
                theme,
                coverage.words(theme.slug),
                coverage.total,
                theme.slug in self._sought[view.key],
                contributor,
                view,
                self.passages.excerpts(view, theme.slug),
                stances.get(theme.slug, ()),
            )
            for theme in self.library.ordered_themes
        ]
        return contributor, view, cells

    @cached_property
    def _sought(self) -> Mapping[ViewKey, frozenset[str]]:
        """The themes that somebody has looked for in each view."""
        return {key: timeline.looked_for(view) for key, view in self.library.views.items()}

    @cached_method
    def _coverage(self, key: ViewKey) -> Coverage:
        view = self.library.views[key]
        make = partial(self._covered, view)
        return self.cache_keys.cached_for_view("coverage", view, make) if self.cache_keys else make()

    def _covered(self, view: View) -> Coverage:
        by_theme = grouped(self.passages.excerpts(view), lambda passage: passage.excerpt.theme)
        return cover(view.paragraphs, {theme: [it.found for it in passages] for theme, passages in by_theme.items()})

    def _proposition_rows(self, question: Question) -> Iterable[PropositionRow]:
        views = self.library.views_on(question.slug)
        passages = (passage for view in views for passage in self.passages.stances(view))
        taken = {(passage.view.contributor, passage.stance.proposition): passage for passage in passages}
        for proposition in self.in_order(question):
            stances = ((view, taken.get((view.contributor, proposition.id))) for view in views)
            positions = (self._position(view, proposition, stance) for view, stance in stances)
            yield PropositionRow(question, self.library.themes[proposition.theme], proposition, tuple(positions))

    def _position(self, view: View, proposition: Proposition, passage: StancePassage | None) -> Position:
        sought = timeline.is_sought(view, proposition, self._sought[view.key])
        return Position(self.library.contributors[view.contributor], view, passage, sought, self.library.date_of(view))

    @cached_property
    def _shared_words(self) -> Mapping[str, Counter[str]]:
        """For each theme, the number of words of excerpts that it shares with each other theme."""
        shared: dict[str, Counter[str]] = {theme: Counter() for theme in self.library.themes}
        for coverage in (self._coverage(key) for key in self.library.views):
            for one, other in combinations(coverage.themes, 2):
                common = coverage.common(one, other)
                shared[one][other] += common
                shared[other][one] += common
        return shared
