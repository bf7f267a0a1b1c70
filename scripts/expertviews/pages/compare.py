"""What the views of a record say when they are laid side by side: who addresses what, how much, and who agrees.

Everything here is counted from excerpts and stances that stand in the record; nothing is inferred. Silence is a value
of its own, never agreement, and no two stances are added up into a vote. That somebody did not address a thing is a
finding of whoever reviewed their view: of a draft it can't be said. Words are counted as in `coverage`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal, TypeVar

from expertviews import dates
from expertviews.model import Contributor, Library, Proposition, Question, Theme, View, ViewKey
from expertviews.quotes.coverage import Coverage, cover
from expertviews.quotes.passages import ExcerptPassage, Passages, StancePassage

Value = TypeVar("Value")

Standing = Literal["agree", "disagree", "mixed", "silent", "unreviewed"]
"""A stance; that a view takes none; or that it has none yet and nobody has reviewed it."""

Finding = Literal["shared", "differing", "single", "unaddressed"]
"""What the stances on a proposition show: all of two or more are the same; they differ; there is one; there is none."""

OutcomeStatus = Literal["open", "borne-out", "not-borne-out", "mixed", "untestable"]


@dataclass(frozen=True)
class Cell:
    """What a contributor says on a theme, in one view or in all of them.

    `words` of the views' `total` words stand in the excerpts. `stances` are those on propositions of the theme.
    `reviewed` says whether somebody has reviewed all of the views.
    """

    contributor: Contributor
    theme: Theme
    excerpts: tuple[ExcerptPassage, ...]
    stances: tuple[StancePassage, ...]
    words: int
    total: int
    reviewed: bool

    @property
    def addressed(self) -> bool:
        """Whether the contributor has an excerpt or a stance here."""
        return bool(self.excerpts or self.stances)

    @property
    def silent(self) -> bool:
        """Whether the contributor is known to have said nothing here: say “did not address”."""
        return self.reviewed and not self.addressed

    @property
    def share(self) -> float:
        """The part of the views' words that stands in the theme's excerpts, from 0 to 1."""
        return self.words / self.total if self.total else 0.0

    @property
    def first(self) -> ExcerptPassage | StancePassage | None:
        """Where the contributor first speaks on the theme; None where they don't."""
        return next(iter(self._passages), None)

    @property
    def suggested(self) -> bool:
        """Whether any of it is a machine's suggestion that nobody has reviewed yet."""
        return any(passage.view.status == "draft" for passage in self._passages)

    @property
    def _passages(self) -> tuple[ExcerptPassage | StancePassage, ...]:
        return (*self.excerpts, *self.stances)


@dataclass(frozen=True)
class Row:
    """A contributor's cells, one for each theme of the matrix, in its order."""

    contributor: Contributor
    views: tuple[View, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Contributor × theme. `question` is None where it spans all questions."""

    question: Question | None
    themes: tuple[Theme, ...]
    rows: tuple[Row, ...]

    @property
    def drafted(self) -> bool:
        """Whether any of the views is a draft."""
        return any(view.status == "draft" for row in self.rows for view in row.views)


@dataclass(frozen=True)
class Position:
    """Where a view stands on a proposition. `passage` is None where it takes no stance."""

    contributor: Contributor
    view: View
    passage: StancePassage | None

    @property
    def standing(self) -> Standing:
        """The stance, or that there is none, or none yet."""
        if self.passage:
            return self.passage.stance.stance
        return "unreviewed" if self.view.status == "draft" else "silent"

    @property
    def hedge(self) -> str | None:
        """The contributor's own word of likelihood."""
        return self.passage.stance.hedge if self.passage else None

    @property
    def suggested(self) -> bool:
        """Whether the stance is a machine's suggestion that nobody has reviewed yet."""
        return self.passage is not None and self.view.status == "draft"


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

    @cached_property
    def silent(self) -> tuple[Position, ...]:
        """The positions of those who take none."""
        return self.taking("silent")

    @cached_property
    def unreviewed(self) -> tuple[Position, ...]:
        """The positions of those whose views nobody has reviewed, and which have no stance yet."""
        return self.taking("unreviewed")

    def taking(self, standing: Standing) -> tuple[Position, ...]:
        """The positions of one kind."""
        return tuple(position for position in self.positions if position.standing == standing)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The different stances taken, in the order agree, disagree, mixed; silence is none of them."""
        taken = {position.standing for position in self.addressed}
        return tuple(standing for standing in _STANCES if standing in taken)

    @property
    def finding(self) -> Finding:
        """What the stances alone show. For `shared`, `standings` names the one stance: it may be disagreement."""
        if len(self.addressed) < 2:
            return "single" if self.addressed else "unaddressed"
        return "shared" if len(self.standings) == 1 else "differing"

    @property
    def status(self) -> OutcomeStatus:
        """What came of it; a proposition without an outcome is open."""
        return self.proposition.outcome.status if self.proposition.outcome else "open"


_STANCES: tuple[Standing, ...] = ("agree", "disagree", "mixed")


@dataclass(frozen=True)
class PropositionGroup:
    """The propositions of a theme, in the order of the record."""

    theme: Theme
    rows: tuple[PropositionRow, ...]


@dataclass(frozen=True)
class StanceGrid:
    """Proposition × contributor for one question. Every row has a position for each of `views`, in their order."""

    question: Question
    views: tuple[View, ...]
    contributors: tuple[Contributor, ...]
    groups: tuple[PropositionGroup, ...]

    def showing(self, finding: Finding) -> tuple[PropositionRow, ...]:
        """The propositions on which the stances show this, in the order of the grid."""
        return tuple(row for group in self.groups for row in group.rows if row.finding == finding)


@dataclass(frozen=True)
class ThemeOnQuestion:
    """What the views on a question say on a theme.

    `cells` are of those who address it, `silent` are those who don't, `unreviewed` those of whom nobody can say yet;
    all in the order of the round-table.
    """

    question: Question
    cells: tuple[Cell, ...]
    silent: tuple[Contributor, ...]
    unreviewed: tuple[Contributor, ...]
    propositions: tuple[PropositionRow, ...]


@dataclass(frozen=True)
class RelatedTheme:
    """A theme that shares `words` words with another, in the excerpts of `views` views."""

    theme: Theme
    words: int
    views: int


@dataclass(frozen=True)
class ThemeShare:
    """`words` stand in the theme's excerpts; `alone` of them in no other theme's."""

    theme: Theme
    words: int
    alone: int


@dataclass(frozen=True)
class WordShares:
    """How the words of views divide among themes.

    `total` = `unfiled` (in no theme) + `several` (in two themes or more) + the sum of the themes' `alone`.
    """

    total: int
    unfiled: int
    several: int
    themes: tuple[ThemeShare, ...]


@dataclass(frozen=True)
class Neighbours:
    """The contributors before and after one, by sort name; None at either end."""

    previous: Contributor | None
    next: Contributor | None


@dataclass(frozen=True)
class Others:
    """Some of the `total` other contributors to a question."""

    contributors: tuple[Contributor, ...]
    total: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """A checked record laid side by side. Each thing is counted once, however often it is asked for.

    Slugs that the record doesn't have raise KeyError; a quotation that isn't in its view raises quotes.QuoteError.
    """

    library: Library
    passages: Passages

    def matrix(self, question: str | None = None) -> Matrix:
        """Contributor × theme for a question, in the order of the round-table; or for all questions, by sort name."""
        if question is None:
            everybody = ((who, self.library.views_by(who.slug)) for who in self.library.sorted_contributors)
            rows = tuple(self._row(who, views) for who, views in everybody if views)
            return Matrix(None, self.library.ordered_themes, rows)
        views_on = self.library.views_on(question)
        rows = tuple(self._row(self.library.contributors[view.contributor], (view,)) for view in views_on)
        return Matrix(self.library.questions[question], self.library.ordered_themes, rows)

    def stances(self, question: str) -> StanceGrid:
        """The propositions of a question, grouped by theme in the themes' order, and where each view stands on them."""
        views = self.library.views_on(question)
        groups = tuple(
            PropositionGroup(theme, rows)
            for theme in self.library.ordered_themes
            if (rows := self._propositions[question].get(theme.slug, ()))
        )
        contributors = tuple(self.library.contributors[view.contributor] for view in views)
        return StanceGrid(self.library.questions[question], views, contributors, groups)

    def theme(self, theme: str) -> tuple[ThemeOnQuestion, ...]:
        """What is said on a theme, the latest question first. A question without views or propositions is left out."""
        wanted = self.library.themes[theme]
        found = []
        for question in self.library.newest_questions:
            propositions = self._propositions[question.slug].get(theme, ())
            cells = [
                self._cell(self.library.contributors[view.contributor], wanted, (view,))
                for view in self.library.views_on(question.slug)
            ]
            if cells or propositions:
                addressed = tuple(cell for cell in cells if cell.addressed)
                silent = tuple(cell.contributor for cell in cells if cell.silent)
                unreviewed = tuple(cell.contributor for cell in cells if not cell.addressed and not cell.reviewed)
                found.append(ThemeOnQuestion(question, addressed, silent, unreviewed, propositions))
        return tuple(found)

    def related(self, theme: str) -> tuple[RelatedTheme, ...]:
        """The themes whose excerpts have words in common with this theme's, those with the most first.

        The words that two themes share are the same seen from either. Themes that share equally many follow the order
        of the themes.
        """
        shared = self._shared_words[theme]
        views = self._shared_views
        themes = sorted(self.library.ordered_themes, key=lambda other: -shared[other.slug])
        return tuple(
            RelatedTheme(other, shared[other.slug], views[theme, other.slug]) for other in themes if shared[other.slug]
        )

    @cached_property
    def horizons(self) -> tuple[PropositionRow, ...]:
        """Every proposition that has a horizon, the earliest first; a year or month ends with its last day."""
        return tuple(
            sorted(
                (
                    row
                    for question in self.library.newest_questions
                    for theme in self.library.ordered_themes
                    for row in self._propositions[question.slug].get(theme.slug, ())
                    if row.proposition.horizon
                ),
                key=lambda row: dates.end(row.proposition.horizon or ""),
            )
        )

    def shares(self, views: Iterable[View]) -> WordShares:
        """How the words of these views divide among the themes; every theme is listed, in the themes' order."""
        total = unfiled = several = 0
        words: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        for view in views:
            coverage = self._coverage[view.question, view.contributor]
            total += coverage.total
            unfiled += coverage.unfiled
            several += coverage.several
            for theme in coverage.themes:
                words[theme] += coverage.words(theme)
                alone[theme] += coverage.alone(theme)
        themes = tuple(ThemeShare(it, words[it.slug], alone[it.slug]) for it in self.library.ordered_themes)
        return WordShares(total, unfiled, several, themes)

    def neighbours(self, contributor: str) -> Neighbours:
        """Who comes before and after a contributor by sort name."""
        everybody = self.library.sorted_contributors
        at = self._alphabetical_places[contributor]
        return Neighbours(everybody[at - 1] if at else None, everybody[at + 1] if at + 1 < len(everybody) else None)

    def others(self, question: str, contributor: str, limit: int = 12) -> Others:
        """Up to `limit` others on a question: those after this contributor in the round-table, then from its start.

        They are given in the order of the round-table. The limit keeps a thousand pages from listing a thousand names
        each.
        """
        views = self.library.views_on(question)
        at = self._round_table_places[question, contributor]
        following = ((at + step) % len(views) for step in range(1, min(limit, len(views) - 1) + 1))
        contributors = tuple(self.library.contributors[views[place].contributor] for place in sorted(following))
        return Others(contributors, len(views) - 1)

    def _row(self, contributor: Contributor, views: tuple[View, ...]) -> Row:
        cells = tuple(self._cell(contributor, theme, views) for theme in self.library.ordered_themes)
        return Row(contributor, views, cells)

    def _cell(self, contributor: Contributor, theme: Theme, views: tuple[View, ...]) -> Cell:
        excerpts: list[ExcerptPassage] = []
        stances: list[StancePassage] = []
        words = total = 0
        for view in views:
            key = (view.question, view.contributor)
            coverage = self._coverage[key]
            words += coverage.words(theme.slug)
            total += coverage.total
            excerpts.extend(self._excerpts[key].get(theme.slug, ()))
            stances.extend(self._stances[key].get(theme.slug, ()))
        reviewed = all(view.status == "reviewed" for view in views)
        return Cell(contributor, theme, tuple(excerpts), tuple(stances), words, total, reviewed)

    @cached_property
    def _excerpts(self) -> Mapping[ViewKey, Mapping[str, Sequence[ExcerptPassage]]]:
        """Each view's excerpts by theme, in the order of its text."""
        return {
            key: _grouped((passage.excerpt.theme, passage) for passage in self.passages.excerpts(view))
            for key, view in self.library.views.items()
        }

    @cached_property
    def _stances(self) -> Mapping[ViewKey, Mapping[str, Sequence[StancePassage]]]:
        """Each view's stances by the theme of their proposition, in the order of its text."""
        themes = {
            (question.slug, proposition.id): proposition.theme
            for question in self.library.questions.values()
            for proposition in question.propositions
        }
        return {
            key: _grouped(
                (themes[view.question, passage.stance.proposition], passage)
                for passage in sorted(self.passages.stances(view), key=lambda passage: passage.found)
            )
            for key, view in self.library.views.items()
        }

    @cached_property
    def _coverage(self) -> Mapping[ViewKey, Coverage]:
        return {
            key: cover(
                view.paragraphs,
                {theme: [passage.found for passage in group] for theme, group in self._excerpts[key].items()},
            )
            for key, view in self.library.views.items()
        }

    @cached_property
    def _propositions(self) -> Mapping[str, Mapping[str, tuple[PropositionRow, ...]]]:
        """The propositions by question and theme, each with where every view stands."""
        return {slug: self._proposition_rows(question) for slug, question in self.library.questions.items()}

    def _proposition_rows(self, question: Question) -> Mapping[str, tuple[PropositionRow, ...]]:
        views = [
            (view, {passage.stance.proposition: passage for passage in self.passages.stances(view)})
            for view in self.library.views_on(question.slug)
        ]
        rows = _grouped(
            (
                proposition.theme,
                PropositionRow(
                    question,
                    self.library.themes[proposition.theme],
                    proposition,
                    tuple(
                        Position(self.library.contributors[view.contributor], view, taken.get(proposition.id))
                        for view, taken in views
                    ),
                ),
            )
            for proposition in question.propositions
        )
        return {theme: tuple(group) for theme, group in rows.items()}

    @cached_property
    def _shared_words(self) -> Mapping[str, Counter[str]]:
        """For each theme, how many words it shares with which other."""
        shared: dict[str, Counter[str]] = {theme: Counter() for theme in self.library.themes}
        for coverage in self._coverage.values():
            for one, other in combinations(coverage.themes, 2):
                common = coverage.common(one, other)
                shared[one][other] += common
                shared[other][one] += common
        return shared

    @cached_property
    def _shared_views(self) -> Counter[tuple[str, str]]:
        """For each pair of themes, either way round, in how many views they share words."""
        return Counter(
            pair
            for coverage in self._coverage.values()
            for one, other in combinations(coverage.themes, 2)
            if coverage.common(one, other)
            for pair in ((one, other), (other, one))
        )

    @cached_property
    def _alphabetical_places(self) -> Mapping[str, int]:
        return {contributor.slug: at for at, contributor in enumerate(self.library.sorted_contributors)}

    @cached_property
    def _round_table_places(self) -> Mapping[ViewKey, int]:
        return {
            (view.question, view.contributor): at
            for question in self.library.questions
            for at, view in enumerate(self.library.views_on(question))
        }


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
