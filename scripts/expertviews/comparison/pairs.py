"""Two contributors side by side: the propositions on which both take a position, then the themes that both address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from expertviews.comparison.compare import Cell, Comparison, Position, PropositionRow, remembered
from expertviews.model import Contributor, Library, Question, Theme, View

MOST_PAGES = 300
"""Pairs with a page each; with more, every contributor has a page against all others instead."""

MOST_ANSWERS = 50
"""To a question of which answers are compared two by two; with more, the pages of its propositions compare them."""

Met = Mapping[str, tuple[Question, ...]]
"""By slug, the others who answered the same questions, and these questions, the latest first."""


class Both(NamedTuple):
    """A proposition with the positions of two contributors, of which one may say nothing."""

    row: PropositionRow
    own: Position
    others: Position

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.own.standing == self.others.standing

    @property
    def suggested(self) -> bool:
        """Whether nobody has reviewed one of the positions yet."""
        return self.own.suggested or self.others.suggested


Positions = Sequence[tuple[PropositionRow, Mapping[str, Position]]]
"""The propositions of a question, each with everybody's positions, by contributor."""


@dataclass(frozen=True, eq=False)
class SharedQuestion:
    """What two contributors say on a question that both answered: their `views`, and everybody's `positions`."""

    question: Question
    views: tuple[View, View]
    positions: Positions
    compare: Comparison

    @property
    def both(self) -> list[Both]:
        """The propositions on which both take a position, those on which they differ first."""
        found = (it for it in self._propositions if it.own.passage and it.others.passage)
        return sorted(found, key=lambda it: it.same)

    @property
    def single(self) -> list[Both]:
        """Those on which only one of them does, with this position first."""
        alone = (it for it in self._propositions if bool(it.own.passage) != bool(it.others.passage))
        return [it if it.own.passage else Both(it.row, it.others, it.own) for it in alone]

    @property
    def _propositions(self) -> list[Both]:
        one, other = (view.contributor for view in self.views)
        return [Both(row, its[one], its[other]) for row, its in self.positions]

    @property
    def themes(self) -> list[tuple[Theme, Cell, Cell]]:
        """The themes of which both have excerpts, with the cells of both."""
        cells = {who.slug: its for who, _, its in self.compare.matrix(self.question.slug)}
        pairs = zip(*(cells[view.contributor] for view in self.views), strict=True)
        return [(one.theme, one, other) for one, other in pairs if one.excerpts and other.excerpts]


@dataclass(frozen=True, eq=False)
class Pair:
    """A contributor and another, and the questions that both answered, the latest first."""

    one: Contributor
    other: Contributor
    shared: tuple[SharedQuestion, ...]

    @cached_property
    def common(self) -> list[Both]:
        """The propositions on which both take a position, those on which they differ first."""
        return sorted((both for it in self.shared for both in it.both), key=lambda it: it.same)

    @property
    def same(self) -> int:
        """On how many of them they take the same position."""
        return sum(it.same for it in self.common)

    @property
    def differing(self) -> int:
        """On how many of them they don't."""
        return len(self.common) - self.same

    @property
    def suggested(self) -> int:
        """On how many of them nobody has reviewed one of the positions yet."""
        return sum(it.suggested for it in self.common)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Everybody who answered the same question as somebody else, two by two."""

    library: Library
    compare: Comparison

    @cached_property
    def met(self) -> Mapping[str, Met]:
        """Whom each contributor, in alphabetical order, has met in a round-table."""
        found: dict[str, dict[str, tuple[Question, ...]]] = {it.slug: {} for it in self.library.sorted_contributors}
        for question in self.library.newest_questions:
            who = {view.contributor for view in self.library.views_on(question.slug) if not view.withdrawn}
            few = filter(who.__contains__, found) if len(who) <= MOST_ANSWERS else ()
            for one, other in permutations(few, 2):
                found[one][other] = (*found[one].get(other, ()), question)
        return found

    @cached_property
    def with_pages(self) -> list[tuple[str, str]]:
        """The pairs of slugs that have a page; none if they are too many."""
        pairs = sorted({(min(one, other), max(one, other)) for one, met in self.met.items() for other in met})
        return pairs if len(pairs) <= MOST_PAGES else []

    @remembered
    def against(self, slug: str) -> list[Pair]:
        """A contributor and each whom they have met: those with most propositions in common first, then by name."""
        found = (self.pair(slug, other) for other in self.met[slug])
        return sorted(found, key=lambda it: (-len(it.common), self._order[it.other.slug]))

    def pair(self, one: str, other: str) -> Pair:
        """Two contributors who have met."""
        who, shared = self.library.contributors, []
        for question in self.met[one][other]:
            views = self.library.views[question.slug, one], self.library.views[question.slug, other]
            shared.append(SharedQuestion(question, views, self._positions(question.slug), self.compare))
        return Pair(who[one], who[other], tuple(shared))

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {it.slug: at for at, it in enumerate(self.library.sorted_contributors)}

    @remembered
    def _positions(self, question: str) -> Positions:
        rows = self.compare.propositions(question)
        return [(row, {it.contributor.slug: it for it in row.positions}) for row in rows]
