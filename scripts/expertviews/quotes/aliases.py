"""Old ids of places, kept as aliases so links to them keep working.

Ids are made of slugs: `#<question>-<theme>-2` on a contributor's page, `#<contributor>` on a question's. If a redirect
gives a page another slug, places named after it keep their old ids as aliases. If a theme was removed, the paragraphs
of a view take over the ids of its excerpts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from expertviews import addresses
from expertviews.model import Library, Move, View, ViewKey
from expertviews.quotes.passages import ExcerptPassage, StancePassage, fragments

MOST_OLD_SLUGS = 8
"""Old slugs of a page that ids keep."""

_MOST_REMOVED_THEMES = 24  # without a successor, that ids of paragraphs keep
_IN_PARAGRAPH = 3  # excerpts of a theme that start in one paragraph; more are too rare to keep an id for


@dataclass(frozen=True)
class FragmentAliases:
    """The aliases of places, from the redirects of a record; never the current id of a place."""

    moved: tuple[Move, ...]

    def view(self, question: str) -> tuple[str, ...]:
        """For a view, and for a question's part of a theme's page."""
        return self._made(addresses.view_fragment, f"questions/{question}/")

    def lost(self, library: Library, published: Collection[str]) -> Callable[[ViewKey], Sequence[str]]:
        """For the notice that a view was amended or withdrawn, by its key: published ids of places that were in it."""
        pages = {addresses.address(addresses.contributor_page(slug)): slug for slug in library.contributors}
        pages |= {it.old: pages[it.new] for it in self.moved if it.new in pages}
        places: defaultdict[str, set[str]] = defaultdict(set)
        for page, _, fragment in (it.partition("#") for it in published):
            if fragment and page in pages:
                places[pages[page]].add(fragment)

        def of(key: ViewKey) -> Sequence[str]:
            view = library.views[key]
            if not (view.withdrawn or view.earlier):
                return ()
            return self._lost(library.views_by(view.contributor), view, places[view.contributor])

        return of

    def _lost(self, views: Sequence[View], view: View, published: Iterable[str]) -> list[str]:
        """An id belongs to the question, of all that a contributor answers, with the longest slug it starts with."""
        names = {name: it.question for it in views for name in (it.question, *self.view(it.question))}
        known = {*published, *fragments(view)}.difference(*(fragments(it.published) for it in views))

        def owner(fragment: str) -> str:
            starts = (name for name in names if fragment == name or fragment.startswith(f"{name}-"))
            return names.get(max(starts, key=len, default=""), "")

        return sorted(it for it in known if owner(it) == view.question)

    def answer(self, contributor: str) -> tuple[str, ...]:
        """For a contributor's answer on the question's page."""
        return self._made(addresses.answer_fragment, f"contributors/{contributor}/")

    def theme_answer(self, question: str, contributor: str) -> tuple[str, ...]:
        """For a contributor's answer on the theme's page."""
        return self._made(addresses.theme_answer_fragment, f"questions/{question}/", f"contributors/{contributor}/")

    def passage(self, passage: ExcerptPassage | StancePassage) -> tuple[str, ...]:
        """For an excerpt or a stance."""
        question = passage.view.question
        if isinstance(passage, StancePassage):
            proposition = passage.stance.proposition
            return self._made(lambda it: addresses.stance_fragment(it, proposition), f"questions/{question}/")
        theme = passage.excerpt.theme
        place = passage.fragment.removeprefix(f"{question}-{theme}")
        return self._made(lambda *names: "-".join(names) + place, f"questions/{question}/", f"themes/{theme}/")

    def paragraph(self, question: str, number: int) -> tuple[str, ...]:
        """For a view's paragraph, with the ids of excerpts in it under themes that were removed."""
        page = f"questions/{question}/"
        places = product((question, *self._old_slugs[page]), self._removed_themes, range(_IN_PARAGRAPH))
        excerpts = (addresses.excerpt_fragment(it, theme, number, nth) for it, theme, nth in places)
        return (*self._made(lambda it: addresses.paragraph_fragment(it, number), page), *excerpts)

    def _made(self, fragment: Callable[..., str], *pages: str) -> tuple[str, ...]:
        """The ids made of every combination of the pages' slugs, old and new, except the current id."""
        slugs = ((_slug(page), *self._old_slugs[page]) for page in pages)
        return tuple(fragment(*names) for names in product(*slugs))[1:]

    @cached_property
    def _old_slugs(self) -> Mapping[str, Sequence[str]]:
        """The old slugs of pages, by their current addresses."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for move in self.moved:
            if move.new and _folder(move.old) == _folder(move.new) and len(found[move.new]) < MOST_OLD_SLUGS:
                found[move.new].append(_slug(move.old))
        return found

    @cached_property
    def _removed_themes(self) -> tuple[str, ...]:
        gone = (it.old for it in self.moved if not (it.new or "").startswith("themes/"))
        return tuple(dict.fromkeys(_slug(it) for it in gone if _folder(it) == "themes"))[:_MOST_REMOVED_THEMES]


def _folder(address: str) -> str:
    return address.split("/", maxsplit=1)[0]


def _slug(address: str) -> str:
    return address.split("/")[1]
