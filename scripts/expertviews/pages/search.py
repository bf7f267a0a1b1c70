"""What search finds, made from the record: each paragraph of an answer at its place, and every page by its name.

Only published words are here. By theme and stance only reviewed answers can be filtered: no suggestion counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from expertviews import addresses
from expertviews.comparison import Standing
from expertviews.model import Contributor, Library, Question, View
from expertviews.pages import metadata
from expertviews.pages.context import RenderContext
from expertviews.wording import Wording, capitalised, wording

Filters = Mapping[str, tuple[str, ...]]
"""What readers can filter by, in their words: by `theme`, `contributor`, `stance` and `year`."""

_MOST_NAMES = 6
_STANCES: tuple[Standing, ...] = ("agree", "mixed", "disagree")


@dataclass(frozen=True)
class SearchEntry:
    """Something to be found: where it is, what its page is called, and its words.

    `place` is an address from the site's root, with a fragment if it is only a part of a page. `question` is the one
    that an answer is given to.
    """

    place: str
    kind: Literal["answer", "proposition", "question", "theme", "contributor", "page"]
    title: str
    words: str
    question: str = ""
    filters: Filters = field(default_factory=dict)


def search_entries(context: RenderContext) -> list[SearchEntry]:
    """Everything that search finds of a record, in an order that a list of choices can have, too."""
    found = _Found(context)
    return [*found.themes(), *found.questions(), *found.contributors(), *found.pages()]


def choices(entries: Iterable[SearchEntry], language: str = "en") -> dict[str, list[str]]:
    """What there is to filter by, by the name of the filter."""
    there = {name: list[str]() for name in ("theme", "contributor", "stance", "year")}
    for entry in entries:
        for name, values in entry.filters.items():
            there[name] += [it for it in values if it not in there[name]]
    return there | {"stance": [it for it in _stances(wording(language)).values() if it in there["stance"]]}


class _Found:
    def __init__(self, context: RenderContext) -> None:
        self._context, self._library, self._wording = context, context.library, context.wording
        self._names, self._stances = _labels(context.library), _stances(context.wording)

    def themes(self) -> Iterator[SearchEntry]:
        for it in self._library.ordered_themes:
            yield SearchEntry(
                self._at(addresses.theme_page(it.slug)), "theme", it.title, it.summary, filters={"theme": (it.title,)}
            )

    def questions(self) -> Iterator[SearchEntry]:
        for it in self._library.newest_questions:
            about = " ".join(filter(None, [f"{self._wording.asked_when(it)}.", it.title, it.introduction, it.notes]))
            yield SearchEntry(
                self._at(addresses.question_page(it.slug)), "question", it.question, about, filters=_year(it.year)
            )
            yield from self._propositions(it)

    def _propositions(self, question: Question) -> Sequence[SearchEntry]:
        """The propositions of a question, which are kept."""
        keys = self._context.cache_keys
        name, key = f"found {question.slug}", keys.questions([question.slug])
        return keys.cache.get_or_make(name, key, lambda: list(self._stated(question)))

    def _stated(self, question: Question) -> Iterator[SearchEntry]:
        for it in self._context.compare.propositions(question.slug):
            standings = {name: [each for each in it.taking(name) if not each.suggested] for name in _STANCES}
            names = {name: [each.contributor.name for each in by] for name, by in standings.items() if by}
            listed = self._wording.language.listed
            taken = [f"{self._stances[name]}: {listed(those, _MOST_NAMES)}." for name, those in names.items()]
            yield SearchEntry(
                self._at(addresses.proposition_page(question.slug, it.proposition.id)),
                "proposition",
                it.proposition.statement,
                " ".join(taken),
                question.question,
                {"theme": (it.theme.title,), **_year(question.year)},
            )

    def contributors(self) -> Iterator[SearchEntry]:
        for it in self._library.sorted_contributors:
            views = [view for view in self._library.views_by(it.slug) if not view.withdrawn]
            said = (*(role.words for role in it.affiliations), *it.education, *it.also_known_as)
            about = dict.fromkeys([*said, *(view.bio for view in views if view.bio)])
            page, who = self._at(addresses.contributor_page(it.slug)), {"contributor": (self._names[it.slug],)}
            yield SearchEntry(page, "contributor", it.name, ". ".join(about), filters=who)
            for view in views:
                yield from self._answer(it, view, who)

    def _answer(self, who: Contributor, view: View, filters: Filters) -> Iterator[SearchEntry]:
        question = self._library.questions[view.question]
        date = self._library.date_of(view)
        filters = {**filters, **_year(date[:4] if date else None)}
        page, asked = addresses.contributor_page(who.slug), question.question
        if beside := " ".join(filter(None, [view.title, *view.notes])):
            place = self._at(page, addresses.view_fragment(view.question))
            yield SearchEntry(place, "answer", who.name, beside, asked, filters)
        filed = self._filed(view)
        for number, words in enumerate(view.paragraphs, start=1):
            place = self._at(page, addresses.paragraph_fragment(view.question, number))
            yield SearchEntry(place, "answer", who.name, words, asked, {**filters, **filed.get(number, {})})

    def _filed(self, view: View) -> Mapping[int, Filters]:
        """The themes and stances of a reviewed view's paragraphs, by their numbers."""
        if view.status != "reviewed":
            return {}
        found: dict[int, dict[str, tuple[str, ...]]] = {}
        titles = {slug: it.title for slug, it in self._library.themes.items()}
        words: Mapping[str, Mapping[str, str]] = {"theme": titles, "stance": self._stances}
        for number, name, it in self._context.cache_keys.cached_for_view(
            "filed", view, lambda: list(self._places(view))
        ):
            filters = found.setdefault(number, {})
            filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), words[name][it])))
        return found

    def _places(self, view: View) -> Iterator[tuple[int, str, str]]:
        """The paragraphs of a view with the theme or the stance of each quotation."""
        passages = self._context.passages
        named = [
            *((it, "theme", it.excerpt.theme) for it in passages.excerpts(view)),
            *((it, "stance", it.stance.stance) for it in passages.stances(view)),
        ]
        return ((each.paragraph, name, slug) for it, name, slug in named for each in it.found.stretches)

    def pages(self) -> Iterator[SearchEntry]:
        for page, (title, about) in metadata.searched(self._wording).items():
            yield SearchEntry(self._at(page), "page", title, about)

    def _at(self, page: str, fragment: str = "") -> str:
        return addresses.address(page, fragment, directories=self._context.site.directories)


def _stances(wording: Wording) -> Mapping[str, str]:
    """What is said of one with a stance, at the start of a line."""
    return {it: capitalised(wording.standings_of_one[it]) for it in _STANCES}


def _year(year: str | None) -> Filters:
    return {"year": (year,)} if year else {}


def _labels(library: Library) -> dict[str, str]:
    """The name of each contributor by slug, told apart where several have the same."""
    named = [
        (it, f"{it.name}, {it.disambiguation}" if it.disambiguation else it.name) for it in library.sorted_contributors
    ]
    same = Counter(name for _, name in named)
    return {it.slug: f"{name} ({it.slug})" if same[name] > 1 else name for it, name in named}
