"""What all pages of a record are made from, and the types of a page's content and of a kind of page."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.changes import UNKNOWN, History
from expertviews.comparison import Comparison, Pairs, forecast_years, latest_day, themes_in_parts
from expertviews.content import CacheKeys
from expertviews.kept import Cache, digest
from expertviews.model import Library
from expertviews.pages.cardfacts import Card
from expertviews.pages.linkeddata import Data, Schema
from expertviews.quotes import FragmentAliases, Passages
from expertviews.wording import is_from_the_right, wording

_SHARED = ("aliases", "compare", "documents", "library", "passages", "repeated", "site", "theme_page", "tongue")


@dataclass(frozen=True)
class Beside:
    """What rendering needs besides the record.

    `documents` has the texts of the documents that get a page, by name; `published` are addresses of the site that must
    last; `history` is what happened to the record; `digests` are those of its files, if known.
    """

    documents: Mapping[str, str] = field(default_factory=dict)
    published: Collection[str] = ()
    history: History = UNKNOWN
    digests: Mapping[str, str] = field(default_factory=dict)
    cache: Cache = field(default_factory=Cache)


class RenderContext:
    """What all pages of a record are made from, without anything that is withdrawn.

    `withheld` are the names of documents with withdrawn words; `lost` gives the ids that an amended or withdrawn view
    has had; `repeated` are the words that several questions or propositions share.
    """

    def __init__(self, record: Library, site: Site, beside: Beside) -> None:
        self.library = library = record.published
        self.site, self.documents, self.history = site, beside.documents, beside.history
        self.published, self.cache = beside.published, beside.cache
        self.wording = wording(site.language)
        self._tongues: dict[str | None, Markup] = dict.fromkeys((None, site.language), Markup(' dir="auto"'))
        self.passages = Passages()
        self.aliases = FragmentAliases(library.moved)
        self.lost = self.aliases.lost(record, beside.published)
        self.forecast_years = forecast_years(library, beside.published)
        self.in_parts = themes_in_parts(library, beside.published)
        self.withheld = {source.seed for source, view in library.seed_sources if view.withdrawn}
        files = CacheKeys(library, beside.digests, cache=beside.cache)
        self.compare = Comparison(library, self.passages, files)
        self.pairs = Pairs(library, self.compare)
        self.schema = Schema(library, self.passages, site)
        names = Counter(question.question for question in library.questions.values())
        names.update(proposition.statement for proposition in library.propositions.values())
        self.repeated = frozenset(name for name, count in names.items() if count > 1)
        self.as_of = latest_day(library)
        shared = self._shared_digest() if beside.digests else ""
        self.cache_keys = CacheKeys(library, beside.digests, shared, beside.cache)

    def _shared_digest(self) -> str:
        """Return a digest of what any page may depend on: the site, and what there is in the record as a whole."""
        sets = (self.repeated, self.documents, self.in_parts, self.withheld, self.published, self.forecast_years)
        themes = [theme.slug for theme in self.library.ordered_themes]
        paired = bool(self.pairs.with_pages)
        return digest(themes, self.library.moved, self.site, *map(sorted, sets), paired)

    @cached_property
    def shared(self) -> Mapping[str, Any]:
        """What every template has, by the names that it has here."""
        return {name: getattr(self, name) for name in _SHARED}

    @cached_property
    def questions_of(self) -> Mapping[str, Sequence[str]]:
        """The slugs of the questions from each document, or with answers from it, sorted."""
        slugs: dict[str, set[str]] = {name: set() for name in self.documents}
        for slug, question in self.library.questions.items():
            slugs.setdefault(question.seed or "", set()).add(slug)
        for source, view in self.library.seed_sources:
            slugs.setdefault(source.seed, set()).add(view.question)
        return {name: sorted(questions) for name, questions in slugs.items()}

    def gettext(self, message: str, **values: object) -> str:
        """Return a message in the site's language."""
        return self.wording.language.gettext(message, **values)

    def tongue(self, language: str | None) -> Markup:
        """Return HTML attributes for words in a language: the site's, if it is None.

        In the site's language, the first letter decides on the direction of writing.
        """
        if language not in self._tongues:
            direction = "rtl" if is_from_the_right(language or "") else "ltr"
            self._tongues[language] = Markup(' lang="{}" dir="{}"').format(language, direction)
        return self._tongues[language]

    def theme_page(self, theme: str, question: str) -> str:
        """Return the page with what is said on a theme in answer to a question."""
        return addresses.theme_part_page(theme, question) if theme in self.in_parts else addresses.theme_page(theme)


@dataclass(frozen=True)
class PageContent:
    """A page's front matter, the values of its template, and its linked data for machines.

    All of it may depend only on what the `cache_keys` of its kind covers.
    """

    meta: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Data | None = None


@dataclass(frozen=True)
class PageKind:
    """A kind of page, with functions that take the context, and but for `subjects`, what a page is about.

    `subjects` returns what its pages are about, by path under docs/; `card` what its picture shows, if it has one.
    `cache_keys` returns a digest of all that a page and its picture depend on; empty if that may be anything.
    """

    template: str
    subjects: Callable[[RenderContext], Mapping[str, Any]]
    content: Callable[[RenderContext, Any], PageContent]
    card: Callable[[RenderContext, Any], Card | None] = lambda _context, _subject: None
    cache_key: Callable[[RenderContext, Any], str] = lambda _context, _subject: ""


def at(path: str) -> Callable[[RenderContext], Mapping[str, None]]:
    """Return the `subjects` of a kind with one page, at this path, about nothing in particular."""
    return lambda _: {path: None}


def everything(context: RenderContext, _: object) -> str:
    """Return the digest of what pages depend on that show something of all answers."""
    return context.cache_keys.everything(context.as_of)
