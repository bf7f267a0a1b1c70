"""Where the quotations of a view are in its text, and their ids on the site."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from expertviews import addresses
from expertviews.model import Correction, Excerpt, Quoted, Stance, View, ViewKey
from expertviews.quotes.corrections import corrected_words
from expertviews.quotes.finding import find
from expertviews.quotes.text import Found, QuoteError


@dataclass(frozen=True)
class _Passage:
    """A quotation that was found in its view, with its id on the view's page."""

    view: View
    found: Found
    fragment: str

    @property
    def words(self) -> tuple[str, ...]:
        """The text's own words, a string for each paragraph of the quotation."""
        return self.found.words(self.view.paragraphs)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The misprints of the source that are corrected in it."""
        return tuple(it.correction for it in corrected_words(self.view, self.found)) if self.view.corrections else ()


@dataclass(frozen=True)
class ExcerptPassage(_Passage):
    """An excerpt in its place."""

    excerpt: Excerpt


@dataclass(frozen=True)
class StancePassage(_Passage):
    """A stance in its place."""

    stance: Stance


@dataclass(frozen=True)
class Passages:
    """The passages of checked views, each view's made once."""

    _excerpts: dict[ViewKey, Sequence[ExcerptPassage]] = field(default_factory=dict)
    _stances: dict[ViewKey, Sequence[StancePassage]] = field(default_factory=dict)

    def excerpts(self, view: View, theme: str | None = None) -> Sequence[ExcerptPassage]:
        """A view's excerpts, of one theme if given, in the order of its text. Raises QuoteError."""
        key = (view.question, view.contributor)
        if key not in self._excerpts:
            self._excerpts[key] = list(_excerpts(view))
        return [passage for passage in self._excerpts[key] if theme in {None, passage.excerpt.theme}]

    def stances(self, view: View) -> Sequence[StancePassage]:
        """A view's stances in the order of its record. Raises QuoteError."""
        key = (view.question, view.contributor)
        if key not in self._stances:
            self._stances[key] = [_stance(view, stance) for stance in view.stances]
        return self._stances[key]


def fragments(view: View) -> Iterator[str]:
    """The ids of a view on its contributor's page: its own, and those of its paragraphs, versions and quotations.

    A quote that isn't found ends them.
    """
    yield addresses.view_fragment(view.question)
    yield from (addresses.paragraph_fragment(view.question, n) for n in range(1, len(view.paragraphs) + 1))
    yield from (addresses.earlier_fragment(view.question, n) for n in range(1, len(view.earlier) + 1) if view.text)
    passages = Passages()
    try:
        yield from (passage.fragment for passage in passages.excerpts(view))
        yield from (passage.fragment for passage in passages.stances(view))
    except QuoteError:
        return


def key_quote(view: View) -> str:
    """The words of a checked view's key quotation, as in its text; empty if it has none."""
    if not view.key_quote:
        return ""
    return " ".join(find(view.paragraphs, view.key_quote).words(view.paragraphs))


def key_corrections(view: View) -> tuple[Correction, ...]:
    """The misprints of the source that are corrected in a checked view's key quotation."""
    found = find(view.paragraphs, view.key_quote) if view.key_quote and view.corrections else None
    return tuple(it.correction for it in corrected_words(view, found)) if found else ()


def _find(view: View, quoted: Quoted) -> Found:
    return find(view.paragraphs, quoted.quote, quoted.prefix, quoted.suffix)


def _excerpts(view: View) -> Iterator[ExcerptPassage]:
    found = ((_find(view, excerpt), excerpt.theme, excerpt) for excerpt in view.excerpts)
    seen: Counter[tuple[str, int]] = Counter()
    for place, theme, excerpt in sorted(found, key=lambda item: item[:2]):
        nth = seen[theme, place.paragraph]
        seen[theme, place.paragraph] += 1
        fragment = addresses.excerpt_fragment(view.question, theme, place.paragraph, nth)
        yield ExcerptPassage(view, place, fragment, excerpt)


def _stance(view: View, stance: Stance) -> StancePassage:
    fragment = addresses.stance_fragment(view.question, stance.proposition)
    return StancePassage(view, _find(view, stance), fragment, stance)
