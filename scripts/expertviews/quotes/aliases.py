"""Finds the former ids of places, which stay as aliases so that links to them keep working.

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

MAX_OLD_SLUGS = 8  # of a page, for which there are aliases
_MAX_REMOVED_THEMES = 24  # without a successor, for which paragraphs have aliases
_MAX_EXCERPTS = 3  # excerpts of a theme that start in one paragraph; more are too rare to keep an id for


@dataclass(frozen=True)
class FragmentAliases:
    """Returns the aliases of places, from the redirects of a record: what they have been called, not what they are."""

    moved: tuple[Move, ...]

    def view(self, question: str) -> tuple[str, ...]:
        """Return those of a view, and of a question's part of a theme's page."""
        return self._former(addresses.view_fragment, f"questions/{question}/")

    def lost(self, library: Library, published: Collection[str]) -> Callable[[ViewKey], Sequence[str]]:
        """Return a function from the key of an amended or withdrawn view to the published ids of its lost places."""
        contributors = {addresses.address(addresses.contributor_page(slug)): slug for slug in library.contributors}
        contributors |= {move.old: contributors[move.new] for move in self.moved if move.new in contributors}
        published_by: defaultdict[str, set[str]] = defaultdict(set)
        for page, _, fragment in (address.partition("#") for address in published):
            if fragment and page in contributors:
                published_by[contributors[page]].add(fragment)

        def lost_by(key: ViewKey) -> Sequence[str]:
            view = library.views[key]
            if not (view.withdrawn or view.earlier):
                return ()
            return self._lost(library.views_by(view.contributor), view, published_by[view.contributor])

        return lost_by

    def _lost(self, views: Sequence[View], view: View, published: Iterable[str]) -> list[str]:
        """Return the ids of a view among those that were `published` on its contributor's page, if no view has them."""
        slugs = {slug: other.question for other in views for slug in (other.question, *self.view(other.question))}
        candidates = {*published, *fragments(view)}.difference(*(fragments(other.published) for other in views))

        def question(fragment: str) -> str | None:
            """Return the question whose slug an id starts with: the longest, if it starts with several."""
            starts = [slug for slug in slugs if f"{fragment}-".startswith(f"{slug}-")]
            return slugs[max(starts, key=len)] if starts else None

        return sorted(fragment for fragment in candidates if question(fragment) == view.question)

    def answer(self, contributor: str) -> tuple[str, ...]:
        """Return those of a contributor's answer on the question's page."""
        return self._former(addresses.answer_fragment, f"contributors/{contributor}/")

    def theme_answer(self, question: str, contributor: str) -> tuple[str, ...]:
        """Return those of a contributor's answer on the theme's page."""
        return self._former(addresses.theme_answer_fragment, f"questions/{question}/", f"contributors/{contributor}/")

    def passage(self, passage: ExcerptPassage | StancePassage) -> tuple[str, ...]:
        """Return those of an excerpt or a stance."""
        question = passage.view.question
        if isinstance(passage, StancePassage):
            proposition = passage.stance.proposition
            return self._former(lambda slug: addresses.stance_fragment(slug, proposition), f"questions/{question}/")
        theme = passage.excerpt.theme
        place = passage.fragment.removeprefix(f"{question}-{theme}")
        return self._former(lambda *slugs: "-".join(slugs) + place, f"questions/{question}/", f"themes/{theme}/")

    def paragraph(self, question: str, number: int) -> tuple[str, ...]:
        """Return those of a view's paragraph, with the ids of excerpts in it under themes that were removed."""
        page = f"questions/{question}/"
        places = product((question, *self._old_slugs[page]), self._removed_themes, range(_MAX_EXCERPTS))
        excerpts = (addresses.excerpt_fragment(slug, theme, number, nth) for slug, theme, nth in places)
        return (*self._former(lambda slug: addresses.paragraph_fragment(slug, number), page), *excerpts)

    def _former(self, make_id: Callable[..., str], *pages: str) -> tuple[str, ...]:
        """Make an id of every combination of the slugs, old and new, of some pages; without the current id."""
        slugs = ((_slug(page), *self._old_slugs[page]) for page in pages)
        _, *former = (make_id(*combination) for combination in product(*slugs))
        return tuple(former)

    @cached_property
    def _old_slugs(self) -> Mapping[str, Sequence[str]]:
        """Return the old slugs of pages, by their current addresses."""
        slugs: defaultdict[str, list[str]] = defaultdict(list)
        for move in self.moved:
            if move.new and _folder(move.old) == _folder(move.new) and len(slugs[move.new]) < MAX_OLD_SLUGS:
                slugs[move.new].append(_slug(move.old))
        return slugs

    @cached_property
    def _removed_themes(self) -> tuple[str, ...]:
        """Return the slugs of themes that were removed without a successor."""
        removed = (move.old for move in self.moved if not (move.new or "").startswith("themes/"))
        slugs = dict.fromkeys(_slug(address) for address in removed if _folder(address) == "themes")
        return tuple(slugs)[:_MAX_REMOVED_THEMES]


def _folder(address: str) -> str:
    return address.split("/", maxsplit=1)[0]


def _slug(address: str) -> str:
    return address.split("/")[1]
