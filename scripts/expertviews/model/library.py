"""The whole record in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from expertviews import alphabet
from expertviews.mappings import grouped
from expertviews.model.entities import Contributor, Move, Proposition, Question, Theme, View, ViewKey
from expertviews.model.outline import Outline
from expertviews.model.sources import SeedSource, SubmittedSource


@dataclass(frozen=True)
class Library:
    """The whole record in memory, immutable. Mappings are by slug, outlines by document."""

    questions: Mapping[str, Question]
    contributors: Mapping[str, Contributor]
    themes: Mapping[str, Theme]
    views: Mapping[ViewKey, View]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    moved: tuple[Move, ...] = ()

    @cached_property
    def newest_questions(self) -> tuple[Question, ...]:
        """Questions, most recent first; those without a date last."""
        by_slug = sorted(self.questions.values(), key=lambda question: question.slug)  # for those of the same date
        return tuple(sorted(by_slug, key=lambda question: question.asked or "", reverse=True))

    @cached_property
    def propositions(self) -> Mapping[tuple[str, str], Proposition]:
        """Propositions by the slug of their question and their id, those of the newest question first."""
        return {(question.slug, it.id): it for question in self.newest_questions for it in question.propositions}

    @cached_property
    def sorted_contributors(self) -> tuple[Contributor, ...]:
        """Contributors in alphabetical order of their sort names."""
        return tuple(sorted(self.contributors.values(), key=_alphabetical))

    @cached_property
    def contributors_by_letter(self) -> Mapping[str, tuple[Contributor, ...]]:
        """Contributors in the same order, by the letter that they are listed under."""
        return alphabet.by_letter(self.sorted_contributors, lambda contributor: contributor.sorted_by)

    @cached_property
    def ordered_themes(self) -> tuple[Theme, ...]:
        """Themes in the order the editors gave them."""
        return tuple(sorted(self.themes.values(), key=lambda theme: (theme.order, theme.title, theme.slug)))

    @cached_property
    def published(self) -> "Library":
        """The record as readers may see it: without the words of withdrawn answers."""
        return replace(self, views={key: view.published for key, view in self.views.items()})

    @cached_property
    def seed_sources(self) -> tuple[tuple[SeedSource, View], ...]:
        """The sources in documents of all answers and their earlier versions, each with its view."""
        versions = ((version.source, view) for view in self.views.values() for version in view.versions)
        return tuple((source, view) for source, view in versions if isinstance(source, SeedSource))

    def from_same_document(self, question: Question) -> tuple[Question, ...]:
        """The other questions of a question's document, in the order of their answers there."""
        same = self._by_document.get(question.seed or "", ())
        return tuple(other for other in same if other.slug != question.slug)

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[Question]]:
        """The questions of each document, in the order of their first answers there."""
        by_question = grouped(self.seed_sources, lambda pair: (pair[0].seed, pair[1].question))
        first = {key: min(source.first for source, _ in pairs) for key, pairs in by_question.items()}
        seeded = (question for question in self.questions.values() if question.seed)
        in_order = sorted(seeded, key=lambda asked: (first.get((asked.seed or "", asked.slug), 0), asked.slug))
        return grouped(in_order, lambda question: question.seed or "")

    def views_on(self, question: str) -> Sequence[View]:
        """The views on a question in the order of its document, then those from elsewhere by name."""
        return self._by_question.get(question, ())

    def views_by(self, contributor: str) -> Sequence[View]:
        """A contributor's views, the most recent answer first."""
        return self._by_contributor.get(contributor, ())

    def date_of(self, view: View) -> str | None:
        """When an answer was given: its own date, or the day it was sent in, or else when the question was asked.

        An amended answer was given on the day of the amendment.
        """
        if view.earlier:
            return view.earlier[0].amended
        sent = view.source.submitted if isinstance(view.source, SubmittedSource) else None
        question = self.questions.get(view.question)
        return view.answered or sent or (question.asked if question else None)

    @cached_property
    def _by_question(self) -> Mapping[str, Sequence[View]]:
        return grouped(sorted(self.views.values(), key=self._place_in_round_table), lambda view: view.question)

    @cached_property
    def _by_contributor(self) -> Mapping[str, Sequence[View]]:
        views = (view for question in self.newest_questions for view in self.views_on(question.slug))
        latest_first = sorted(views, key=lambda view: self.date_of(view) or "", reverse=True)
        return grouped(latest_first, lambda view: view.contributor)

    def _place_in_round_table(self, view: View) -> tuple[bool, int, tuple[tuple[int, ...], str]]:
        """The key to sort a view by: its line in the document, where its oldest version stands; without one, last."""
        sources = [version.source for version in view.versions if isinstance(version.source, SeedSource)]
        line = sources[-1].first if sources else 0
        contributor = self.contributors.get(view.contributor)  # None in a record with problems
        return (not sources, line, _alphabetical(contributor) if contributor else ((), view.contributor))


def _alphabetical(contributor: Contributor) -> tuple[tuple[int, ...], str]:
    return (alphabet.sort_key(contributor.sorted_by), contributor.slug)
