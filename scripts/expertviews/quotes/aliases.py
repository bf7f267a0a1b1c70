"""The ids that places had before the page whose name they carry was renamed or removed: links to them lead on.

A place on one page carries the names of others: `#<question>-<theme>-2` on a contributor's page, `#<contributor>` on a
question's. So what the redirects say of pages is true of these places as well. A place keeps the ids that it had; and
the paragraphs of a view keep those of excerpts under a theme that is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from expertviews import addresses
from expertviews.model import Move
from expertviews.quotes.passages import ExcerptPassage, StancePassage

MOST = 8
"""FragmentAliases names of a page that are kept in ids of places."""

MOST_GONE = 24
"""Themes without a successor that are kept in ids of paragraphs."""

_IN_PARAGRAPH = 3  # excerpts of a theme that start in one paragraph; more are too rare to keep an id for


@dataclass(frozen=True)
class FragmentAliases:
    """The former ids of places, by what the redirects of a record say. Those that a place has now aren't among them."""

    moved: tuple[Move, ...]

    def view(self, question: str) -> tuple[str, ...]:
        """Those of a view, and of a question's part of a theme's page."""
        return tuple(addresses.view_fragment(it) for it in self._names("questions", question)[1:])

    def paragraph(self, question: str, number: int) -> tuple[str, ...]:
        """Those of a view's paragraph, and of the excerpts in it whose theme is gone."""
        questions = self._names("questions", question)
        own = tuple(addresses.paragraph_fragment(it, number) for it in questions[1:])
        places = product(questions, self._gone_themes, range(_IN_PARAGRAPH))
        return own + tuple(addresses.excerpt_fragment(it, theme, number, nth) for it, theme, nth in places)

    def passage(self, passage: ExcerptPassage | StancePassage) -> tuple[str, ...]:
        """Those of an excerpt or a stance."""
        questions = self._names("questions", passage.view.question)
        if isinstance(passage, StancePassage):
            return tuple(addresses.stance_fragment(it, passage.stance.proposition) for it in questions[1:])
        named = [f"{it}-{theme}-" for it, theme in product(questions, self._names("themes", passage.excerpt.theme))]
        return tuple(name + passage.fragment.removeprefix(named[0]) for name in named[1:])

    def answer(self, contributor: str) -> tuple[str, ...]:
        """Those of a contributor's answer on the question's page."""
        return tuple(addresses.answer_fragment(it) for it in self._names("contributors", contributor)[1:])

    def theme_answer(self, question: str, contributor: str) -> tuple[str, ...]:
        """Those of what a contributor says on a theme in answer to a question, on the theme's page."""
        names = product(self._names("questions", question), self._names("contributors", contributor))
        return tuple(addresses.theme_answer_fragment(*pair) for pair in names)[1:]

    def _names(self, folder: str, slug: str) -> tuple[str, ...]:
        """A slug, and those that its page had before."""
        return (slug, *self._before.get(f"{folder}/{slug}/", ()))

    @cached_property
    def _before(self) -> dict[str, tuple[str, ...]]:
        """The slugs that pages had before, by their addresses."""
        found: dict[str, tuple[str, ...]] = {}
        for move in self.moved:
            if move.new and _folder(move.old) == _folder(move.new):
                found[move.new] = (*found.get(move.new, ()), _slug(move.old))[:MOST]
        return found

    @cached_property
    def _gone_themes(self) -> tuple[str, ...]:
        gone: Iterable[str] = (it.old for it in self.moved if not it.new or _folder(it.new) != _folder(it.old))
        return tuple(dict.fromkeys(_slug(it) for it in gone if _folder(it) == "themes"))[:MOST_GONE]


def _folder(address: str) -> str:
    return address.split("/", maxsplit=1)[0]


def _slug(address: str) -> str:
    return address.split("/")[1]
