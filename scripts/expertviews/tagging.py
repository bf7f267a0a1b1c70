"""Suggest which stretches of a view belong to which theme, each with its reasons.

A sentence is suggested for a theme if it has one of the theme's terms (`terms` says how they are matched), or a context
term that its surroundings bear out:

- a context term counts where the question is on the theme (it has a term, or two different context terms), and the
  paragraph or the one before it has a term;
- where the question isn't on the theme, it takes more: the sentence before is on the theme, or the sentence has two
  different context terms, both in a paragraph that has a term;
- a context term that points back, such as `the region` or `both countries`, counts wherever the paragraph or the one
  before it has a term.

Sentences next to each other make one excerpt. Where it starts with a “This …” or “Both …”, the sentence before is not
taken in: on the labelled set three in four of those are on another subject, and a reader can see every excerpt in its
place.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from expertviews import quoting, sentences
from expertviews.model import Excerpt, Theme
from expertviews.quotes import Stretch
from expertviews.terms import Hit, Hits, Vocabulary

_POINTS_BACK = re.compile(r"(?:the|this|that|these|those|such|both|either|neither) ")


@dataclass(frozen=True)
class Reason:
    """The words of a sentence that are why it is suggested.

    `term` is the term of the theme's list that they match; `context` is None for a term, and for a context term says
    what bears it out.
    """

    sentence: Stretch
    words: str
    term: str
    context: str | None = None

    def __str__(self) -> str:
        matched = "" if self.words.lower() == self.term.lower() else f" (`{self.term}`)"
        return f"“{self.words}”{matched}" + (f", as {self.context}" if self.context else "")


@dataclass(frozen=True)
class Suggestion:
    """Whole sentences of one paragraph, suggested for a theme; the excerpt's quote is found there and nowhere else."""

    theme: str
    stretch: Stretch
    excerpt: Excerpt
    reasons: tuple[Reason, ...]


def suggest(paragraphs: Sequence[str], themes: Iterable[Theme], question: str = "") -> list[Suggestion]:
    """What of a view belongs to each theme: theme by theme, each in the order of the text.

    `question` is what the view answers, which leads up to its first paragraph.
    """
    listed, texts = tuple(themes), tuple(paragraphs)
    vocabulary = _vocabulary(listed)
    split = tuple(_stretches(texts))
    hits = [vocabulary.hits(text) for text in texts]
    asked = vocabulary.hits(question)
    suggestions: list[Suggestion] = []
    for theme in listed:
        mine = [found.get(theme.slug, _NONE) for found in hits]
        reasons = _reasons(texts, split, mine, _asks_about(asked.get(theme.slug, _NONE)))
        suggestions.extend(_suggestions(texts, split, theme, reasons))
    return suggestions


_NONE = Hits((), ())
_Reasons = dict[Stretch, tuple[Reason, ...]]


@dataclass(frozen=True)
class _Setting:
    """What of the surroundings of a paragraph is on a theme."""

    question: bool
    paragraph_before: bool
    paragraph: bool

    def bears_out(self, hit: Hit, others: frozenset[str], follows: bool) -> str | None:
        """What makes a context term count, in words.

        `others` are the other context terms of its sentence; `follows` says whether the sentence before has a term.
        """
        if not (self.paragraph or self.paragraph_before):
            return None
        where = "the paragraph" if self.paragraph else "the paragraph before"
        if self.question:
            return f"the question and {where} are on the theme"
        if _POINTS_BACK.match(hit.term):
            return f"{where} is on the theme"
        if self.paragraph and follows:
            return "the sentence before is on the theme"
        if self.paragraph and others:
            return f"the paragraph is on the theme, and the sentence also has “{min(others)}”"
        return None


@lru_cache(maxsize=8)
def _vocabulary(themes: tuple[Theme, ...]) -> Vocabulary:
    return Vocabulary(themes)


def _stretches(texts: tuple[str, ...]) -> Iterator[tuple[Stretch, ...]]:
    for number, text in enumerate(texts, start=1):
        yield tuple(Stretch(number, start, end) for start, end in sentences.split(text))


def _asks_about(found: Hits) -> bool:
    """Whether a question is about a theme: it has a term, or two different context terms."""
    return bool(found.terms) or len({hit.term for hit in found.context_terms}) > 1


def _reasons(
    texts: tuple[str, ...], split: tuple[tuple[Stretch, ...], ...], hits: Sequence[Hits], asked: bool
) -> _Reasons:
    """The sentences that belong to a theme, and why each does."""
    reasons: _Reasons = {}
    before = False
    for text, places, found in zip(texts, split, hits, strict=True):
        reasons |= _in_paragraph(text, places, found, _Setting(asked, before, bool(found.terms)))
        before = bool(found.terms)
    return reasons


def _in_paragraph(text: str, places: tuple[Stretch, ...], found: Hits, setting: _Setting) -> _Reasons:
    terms, context_terms = _by_sentence(places, found.terms), _by_sentence(places, found.context_terms)
    reasons: _Reasons = {}
    for before, place in zip((None, *places), places, strict=False):
        mine = [_reason(text, place, hit) for hit in terms.get(place, ())]
        hits = context_terms.get(place, ())
        named = {hit.term for hit in hits}
        for hit in hits:
            context = setting.bears_out(hit, frozenset(named - {hit.term}), before in terms)
            mine.extend([_reason(text, place, hit, context)] if context else [])
        if mine:
            reasons[place] = tuple(mine)
    return reasons


def _by_sentence(places: tuple[Stretch, ...], hits: Iterable[Hit]) -> dict[Stretch | None, list[Hit]]:
    """The hits of each sentence, by where they start."""
    starts = [place.start for place in places]
    grouped: dict[Stretch | None, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(places[bisect_right(starts, hit.start) - 1], []).append(hit)
    return grouped


def _reason(text: str, sentence: Stretch, hit: Hit, context: str | None = None) -> Reason:
    return Reason(sentence, text[hit.start : hit.end], hit.term, context)


def _suggestions(
    texts: tuple[str, ...], split: tuple[tuple[Stretch, ...], ...], theme: Theme, reasons: _Reasons
) -> Iterator[Suggestion]:
    """A suggestion for each run of neighbouring sentences."""
    for places in split:
        for belongs, run in groupby(places, key=reasons.__contains__):
            if belongs:
                together = list(run)
                stretch = Stretch(together[0].paragraph, together[0].start, together[-1].end)
                quotation = quoting.quoted(texts, stretch)
                if quotation:
                    excerpt = Excerpt(theme=theme.slug, **quotation.model_dump())
                    yield Suggestion(
                        theme.slug, stretch, excerpt, tuple(reason for place in together for reason in reasons[place])
                    )
