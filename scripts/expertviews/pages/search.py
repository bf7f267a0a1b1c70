"""The entries of the search index: each paragraph of an answer at its place, and every page by its name.

They have only published words. Only reviewed answers can be filtered by theme and stance: no suggestion counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from expertviews import addresses
from expertviews.comparison import PropositionRow, Standing
from expertviews.model import Contributor, Library, Question, View
from expertviews.pages import metadata
from expertviews.pages.context import RenderContext
from expertviews.wording import Wording, capitalised, wording

Filters = Mapping[str, tuple[str, ...]]
"""What readers can filter by, in their words: by `theme`, `contributor`, `stance` and `year`."""

_MAX_NAMES = 6
_STANCES: tuple[Standing, ...] = ("agree", "mixed", "disagree")


@dataclass(frozen=True)
class SearchEntry:
    """Something that search finds: its place, the title of its page, and its words.

    `place` is an address from the site's root, with a fragment if it is only a part of a page. `question` is what an
    answer or a proposition is about.
    """

    place: str
    kind: Literal["answer", "proposition", "question", "theme", "contributor", "page"]
    title: str
    words: str
    question: str = ""
    filters: Filters = field(default_factory=dict)


def search_entries(context: RenderContext) -> list[SearchEntry]:
    """Return all entries of a record, in an order in which readers can choose from their filters, too."""
    entries = _Entries(context)
    return [*entries.themes(), *entries.questions(), *entries.contributors(), *entries.pages()]


def choices(entries: Iterable[SearchEntry], language: str = "en") -> dict[str, list[str]]:
    """Return the values that there are to filter by, by the name of the filter."""
    found = {name: dict[str, None]() for name in ("theme", "contributor", "stance", "year")}
    for entry in entries:
        for name, values in entry.filters.items():
            found[name] |= dict.fromkeys(values)
    stances = [stance for stance in _stances(wording(language)).values() if stance in found["stance"]]
    return {name: [*values] for name, values in found.items()} | {"stance": stances}


class _Entries:
    def __init__(self, context: RenderContext) -> None:
        self._context, self._library, self._wording = context, context.library, context.wording
        self._names, self._stances = _labels(context.library), _stances(context.wording)

    def themes(self) -> Iterator[SearchEntry]:
        for theme in self._library.ordered_themes:
            place, filters = self._at(addresses.theme_page(theme.slug)), {"theme": (theme.title,)}
            yield SearchEntry(place, "theme", theme.title, theme.summary, filters=filters)

    def questions(self) -> Iterator[SearchEntry]:
        for question in self._library.newest_questions:
            asked = f"{self._wording.asked_when(question)}."
            about = " ".join(filter(None, [asked, question.title, question.introduction, question.notes]))
            place = self._at(addresses.question_page(question.slug))
            yield SearchEntry(place, "question", question.question, about, filters=_year(question.year))
            yield from self._propositions(question)

    def _propositions(self, question: Question) -> Sequence[SearchEntry]:
        """Return the entries of a question's propositions, which are cached."""
        cache_keys = self._context.cache_keys
        key = cache_keys.questions([question.slug])
        rows = self._context.compare.propositions
        return cache_keys.cache.get_or_make(
            f"found {question.slug}", key, lambda: [self._proposition(row) for row in rows(question.slug)]
        )

    def _proposition(self, row: PropositionRow) -> SearchEntry:
        question, proposition, stances = row.question, row.proposition, []
        for stance in _STANCES:
            names = [position.contributor.name for position in row.taking(stance) if not position.suggested]
            if names:
                stances.append(f"{self._stances[stance]}: {self._wording.language.listed(names, _MAX_NAMES)}.")
        place = self._at(addresses.proposition_page(question.slug, proposition.id))
        filters = {"theme": (row.theme.title,), **_year(question.year)}
        return SearchEntry(place, "proposition", proposition.statement, " ".join(stances), question.question, filters)

    def contributors(self) -> Iterator[SearchEntry]:
        for contributor in self._library.sorted_contributors:
            views = [view for view in self._library.views_by(contributor.slug) if not view.withdrawn]
            about = [role.words for role in contributor.affiliations]
            about += [*contributor.education, *contributor.also_known_as, *(view.bio for view in views if view.bio)]
            place = self._at(addresses.contributor_page(contributor.slug))
            filters = {"contributor": (self._names[contributor.slug],)}
            yield SearchEntry(place, "contributor", contributor.name, ". ".join(dict.fromkeys(about)), filters=filters)
            for view in views:
                yield from self._answer(contributor, view, filters)

    def _answer(self, contributor: Contributor, view: View, filters: Filters) -> Iterator[SearchEntry]:
        """Yield an entry for the title and notes of an answer, if it has any, and one for each paragraph."""
        question, date = self._library.questions[view.question].question, self._library.date_of(view)
        filters = {**filters, **_year(date[:4] if date else None)}
        page, name = addresses.contributor_page(contributor.slug), contributor.name
        if title_and_notes := " ".join(filter(None, [view.title, *view.notes])):
            place = self._at(page, addresses.view_fragment(view.question))
            yield SearchEntry(place, "answer", name, title_and_notes, question, filters)
        of_paragraphs = self._themes_and_stances(view)
        for number, text in enumerate(view.paragraphs, start=1):
            place = self._at(page, addresses.paragraph_fragment(view.question, number))
            yield SearchEntry(place, "answer", name, text, question, {**filters, **of_paragraphs.get(number, {})})

    def _themes_and_stances(self, view: View) -> Mapping[int, Filters]:
        """Return the themes and stances of a reviewed view's paragraphs, by their numbers."""
        if view.status != "reviewed":
            return {}
        by_paragraph: dict[int, dict[str, tuple[str, ...]]] = {}
        titles = {slug: theme.title for slug, theme in self._library.themes.items()}
        labels: Mapping[str, Mapping[str, str]] = {"theme": titles, "stance": self._stances}
        for number, name, key in self._context.cache_keys.cached_for_view("filed", view, lambda: self._filed(view)):
            filters = by_paragraph.setdefault(number, {})
            filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), labels[name][key])))
        return by_paragraph

    def _filed(self, view: View) -> list[tuple[int, str, str]]:
        """Return the number of each paragraph that a quotation is in, and the name and value of a filter for it."""
        filed: list[tuple[int, str, str]] = []
        for excerpt in self._context.passages.excerpts(view):
            filed += [(stretch.paragraph, "theme", excerpt.excerpt.theme) for stretch in excerpt.found.stretches]
        for stance in self._context.passages.stances(view):
            filed += [(stretch.paragraph, "stance", stance.stance.stance) for stretch in stance.found.stretches]
        return filed

    def pages(self) -> Iterator[SearchEntry]:
        for page, (title, about) in metadata.searched(self._wording).items():
            yield SearchEntry(self._at(page), "page", title, about)

    def _at(self, page: str, fragment: str = "") -> str:
        return addresses.address(page, fragment, directories=self._context.site.directories)


def _stances(wording: Wording) -> Mapping[str, str]:
    """Return the label of each stance: “Agrees”."""
    return {stance: capitalised(wording.standings_of_one[stance]) for stance in _STANCES}


def _year(year: str | None) -> Filters:
    return {"year": (year,)} if year else {}


def _labels(library: Library) -> dict[str, str]:
    """Return the name of each contributor by slug, with the slug if several have the same name."""
    names = {it.slug: ", ".join(filter(None, (it.name, it.disambiguation))) for it in library.sorted_contributors}
    counts = Counter(names.values())
    return {slug: f"{name} ({slug})" if counts[name] > 1 else name for slug, name in names.items()}
