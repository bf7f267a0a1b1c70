"""Where the quotations of a view are in its text, and their ids on the site."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from expertviews import addresses
from expertviews.model import Correction, Excerpt, Quoted, Stance, View, ViewKey
from expertviews.quotes.corrections import corrected_words
from expertviews.quotes.finding import error_in, find, place_of
from expertviews.quotes.sentences import may_end, sentence_around
from expertviews.quotes.text import Found, QuoteError, QuoteNotFoundError, Stretch, fold, folded_text


def find_lead(paragraphs: tuple[str, ...], lead: str, quote: Found, language: str | None = None) -> Stretch:
    """Return where the lead of a quotation is.

    Raises QuoteNotFoundError if the text doesn't have it, and another QuoteError if it isn't whole sentences before it.
    """
    start = quote.stretches[0]
    paragraph = paragraphs[start.paragraph - 1]
    before = folded_text((paragraph[: start.start],))
    places = before.places(fold(lead), most=None)
    if not places:
        raise _elsewhere(paragraphs, lead)
    found = before.found(*max(places, key=lambda place: (place[0], -place[1]))).stretches[0]
    if error := _cut(paragraph, found, start.start, language):
        raise error
    return Stretch(start.paragraph, found.start, found.end)


def _elsewhere(paragraphs: tuple[str, ...], lead: str) -> QuoteError:
    """Say why a lead isn't before the quote in its paragraph."""
    error = error_in(paragraphs, Quoted(quote=lead))
    if isinstance(error, QuoteNotFoundError):
        what, remedy = (part.replace("the quote", "the lead") for part in (error.what, error.remedy))
        return QuoteNotFoundError(what, remedy)
    what = "the lead isn't before the quote, in the paragraph where that starts"
    return QuoteError(what, "lead with an earlier sentence of the same paragraph, or remove `lead`")


def _cut(paragraph: str, found: Stretch, limit: int, language: str | None) -> QuoteError | None:
    """Return what is wrong with a lead that isn't whole sentences, else None; `limit` is where the quote starts."""
    first = None if may_end(paragraph, found.start) else sentence_around(paragraph, found.start, language)
    last = None if may_end(paragraph, found.end) else sentence_around(paragraph, found.end, language)
    if not (first or last):
        return None
    what = "the lead isn't a whole sentence"
    if last and last[1] > limit:
        return QuoteError(what, "start the quote with these words, and remove `lead`")
    whole = fold(paragraph[first[0] if first else found.start : last[1] if last else found.end])
    return QuoteError(what, f"write: {whole}", whole)


@dataclass(frozen=True)
class Passage:
    """A quotation that was found in its view, with its id on the view's page, and its lead, which isn't quoted."""

    view: View
    found: Found
    fragment: str = ""
    lead: Stretch | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The text's own words, a string for each paragraph of the quotation."""
        return self.found.words(self.view.paragraphs)

    @property
    def cut_before(self) -> str:
        """What its first sentence says before it; empty if it starts where a sentence does."""
        first = self.found.stretches[0]
        around = sentence_around(self._text(first), first.start, self.view.language)
        return self._text(first)[around[0] : first.start] if around else ""

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The misprints of the source that are corrected in it, or in its lead."""
        stretches = (self.lead, *self.found.stretches) if self.lead else self.found.stretches
        return tuple(words.correction for words in corrected_words(self.view, Found(stretches)))

    @property
    def cut_after(self) -> str:
        """What its last sentence says after it; empty if it ends where a sentence does."""
        last = self.found.stretches[-1]
        around = sentence_around(self._text(last), last.end, self.view.language)
        return self._text(last)[last.end : around[1]] if around else ""

    @property
    def lead_words(self) -> str:
        """The text's own words in the lead; empty if there is none."""
        return self.lead.words(self.view.paragraphs) if self.lead else ""

    @property
    def lead_is_apart(self) -> bool:
        """Whether there are words between the lead and the quotation."""
        here = self.found.stretches[0]
        return bool(self.lead and self._text(here)[self.lead.end : here.start].strip())

    def __str__(self) -> str:
        """The words in one line, with “…” where they start or end inside a sentence."""
        before, after = "… " if self.cut_before else "", " …" if self.cut_after else ""
        return f"{before}{' '.join(self.words)}{after}"

    def _text(self, stretch: Stretch) -> str:
        return self.view.paragraphs[stretch.paragraph - 1]


@dataclass(frozen=True, kw_only=True)
class ExcerptPassage(Passage):
    """An excerpt in its place."""

    excerpt: Excerpt


@dataclass(frozen=True, kw_only=True)
class StancePassage(Passage):
    """A stance in its place."""

    stance: Stance


@dataclass(frozen=True)
class Passages:
    """The passages of checked views, each view's made once."""

    _excerpts: dict[ViewKey, Sequence[ExcerptPassage]] = field(default_factory=dict)
    _stances: dict[ViewKey, Sequence[StancePassage]] = field(default_factory=dict)

    def excerpts(self, view: View, theme: str | None = None) -> Sequence[ExcerptPassage]:
        """A view's excerpts, of one theme if given, in the order of its text. Raises QuoteError."""
        if view.key not in self._excerpts:
            self._excerpts[view.key] = list(_excerpts(view))
        return [passage for passage in self._excerpts[view.key] if theme in {None, passage.excerpt.theme}]

    def stances(self, view: View) -> Sequence[StancePassage]:
        """A view's stances in the order of its record. Raises QuoteError."""
        if view.key not in self._stances:
            self._stances[view.key] = [_stance(view, stance) for stance in view.stances]
        return self._stances[view.key]


def fragments(view: View) -> Iterator[str]:
    """Yield the ids of a view on its contributor's page: its own, and those of its paragraphs, versions and quotations.

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


def key_quote(view: View) -> Passage | None:
    """Return the key quotation of a checked view, if it has one."""
    return Passage(view, find(view.paragraphs, view.key_quote)) if view.key_quote else None


def quoted_parts(view: View) -> Iterator[tuple[tuple[str | int, ...], Quoted]]:
    """Yield everything that a view quotes of its text, with the key of the words in its file."""
    yield from ((("excerpts", index, "quote"), excerpt) for index, excerpt in enumerate(view.excerpts))
    yield from ((("stances", index, "quote"), stance) for index, stance in enumerate(view.stances))
    if view.key_quote:
        yield ("key_quote",), Quoted(quote=view.key_quote)


def _lead(view: View, quoted: Quoted, found: Found) -> Stretch | None:
    return find_lead(view.paragraphs, quoted.lead, found, view.language) if quoted.lead else None


def _excerpts(view: View) -> Iterator[ExcerptPassage]:
    """Yield a view's excerpts in the order of its text, those of a theme in a paragraph numbered from 0."""
    places = [(place_of(view.paragraphs, excerpt), excerpt) for excerpt in view.excerpts]
    numbers: Counter[tuple[str, int]] = Counter()
    for place, excerpt in sorted(places, key=lambda item: (item[0], item[1].theme)):
        number = numbers[excerpt.theme, place.paragraph]
        numbers[excerpt.theme, place.paragraph] += 1
        fragment = addresses.excerpt_fragment(view.question, excerpt.theme, place.paragraph, number)
        yield ExcerptPassage(view, place, fragment, _lead(view, excerpt, place), excerpt=excerpt)


def _stance(view: View, stance: Stance) -> StancePassage:
    fragment, found = addresses.stance_fragment(view.question, stance.proposition), place_of(view.paragraphs, stance)
    return StancePassage(view, found, fragment, _lead(view, stance, found), stance=stance)
