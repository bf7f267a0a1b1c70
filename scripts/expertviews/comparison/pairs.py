"""Two contributors side by side: the propositions on which both take a position, then the themes that both address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from expertviews.comparison.compare import Cell, Comparison, Position, PropositionRow, cached_method
from expertviews.model import Contributor, Library, Question, Theme, View

MAX_PAGES = 300
"""The pairs that have a page each; if there are more, every contributor has a page against all others instead."""

MAX_ANSWERS = 50
"""The answers to a question that are compared two by two; more are compared only on the pages of its propositions."""

Met = Mapping[str, tuple[Question, ...]]
"""The questions that a contributor and another both answered, the latest first, by the slug of the other."""


class Both(NamedTuple):
    """A proposition with the positions of two contributors, of whom one may take none."""

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
        taken = (both for both in self._propositions if both.own.passage and both.others.passage)
        return sorted(taken, key=lambda both: both.same)

    @property
    def single(self) -> list[Both]:
        """The propositions on which only one of them takes a position, with that one's first."""
        alone = (both for both in self._propositions if bool(both.own.passage) != bool(both.others.passage))
        return [both if both.own.passage else Both(both.row, both.others, both.own) for both in alone]

    @property
    def _propositions(self) -> list[Both]:
        one, other = (view.contributor for view in self.views)
        return [Both(row, positions[one], positions[other]) for row, positions in self.positions]

    @property
    def themes(self) -> list[tuple[Theme, Cell, Cell]]:
        """The themes of which both have excerpts, with the cells of both."""
        cells = {contributor.slug: row for contributor, _, row in self.compare.matrix(self.question.slug)}
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
        return sorted((both for question in self.shared for both in question.both), key=lambda both: both.same)

    @property
    def same(self) -> int:
        """The number of these on which they take the same position."""
        return sum(both.same for both in self.common)

    @property
    def differing(self) -> int:
        """The number of these on which they take different positions."""
        return len(self.common) - self.same

    @property
    def suggested(self) -> int:
        """The number of these of which nobody has reviewed one of the positions yet."""
        return sum(both.suggested for both in self.common)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Everybody who answered the same question as somebody else, two by two."""

    library: Library
    compare: Comparison

    @cached_property
    def met(self) -> Mapping[str, Met]:
        """Whom each contributor, in alphabetical order, has met in a round-table."""
        met: dict[str, dict[str, tuple[Question, ...]]] = {slug: {} for slug in self._order}
        for question in self.library.newest_questions:
            answering = {view.contributor for view in self.library.views_on(question.slug) if not view.withdrawn}
            if len(answering) <= MAX_ANSWERS:
                for one, other in permutations(sorted(answering, key=self._order.__getitem__), 2):
                    met[one][other] = (*met[one].get(other, ()), question)
        return met

    @cached_property
    def with_pages(self) -> list[tuple[str, str]]:
        """The pairs of slugs that have a page; none if they are too many."""
        pairs = sorted({(min(one, other), max(one, other)) for one, met in self.met.items() for other in met})
        return pairs if len(pairs) <= MAX_PAGES else []

    @cached_method
    def against(self, slug: str) -> list[Pair]:
        """Pair a contributor with each whom they have met: most propositions in common first, then by name."""
        pairs = (self.pair(slug, other) for other in self.met[slug])
        return sorted(pairs, key=lambda pair: (-len(pair.common), self._order[pair.other.slug]))

    def pair(self, one: str, other: str) -> Pair:
        """Pair two contributors who have met."""
        contributors, shared = self.library.contributors, []
        for question in self.met[one][other]:
            views = self.library.views[question.slug, one], self.library.views[question.slug, other]
            shared.append(SharedQuestion(question, views, self._positions(question.slug), self.compare))
        return Pair(contributors[one], contributors[other], tuple(shared))

    @cached_property
    def _order(self) -> Mapping[str, int]:
        """The place of each contributor in alphabetical order, by slug."""
        return {contributor.slug: place for place, contributor in enumerate(self.library.sorted_contributors)}

    @cached_method
    def _positions(self, question: str) -> Positions:
        rows = self.compare.propositions(question)
        return [(row, {position.contributor.slug: position for position in row.positions}) for row in rows]
