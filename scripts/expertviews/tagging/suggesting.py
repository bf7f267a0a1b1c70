"""Suggest which stretches of a view belong to which theme, each with its reasons.

A sentence is suggested for a theme if it has one of the theme's terms (`terms` says how they are matched), or context
terms that their surroundings bear out:

- a context term counts where the paragraph has a term, and the view is on the theme or the sentence has two other
  context terms;
- a context term that points back, such as `the region` or `both countries`, counts wherever the paragraph or the one
  before it has a term.

A view is on a theme if its question has a term or two different context terms, if two fifths of its sentences have a
term, or if a fifth have and the question has a context term. The limits were set on the labelled set's tuned part.

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

from expertviews.model import Excerpt, Theme
from expertviews.quotes import Stretch, shortest
from expertviews.tagging import sentences
from expertviews.tagging.terms import Hit, Hits, Vocabulary

_SHARE, _SHARE_IF_ASKED = 0.4, 0.2
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
        reasons = _reasons(texts, split, mine, asked.get(theme.slug, _NONE))
        suggestions.extend(_suggestions(texts, split, theme, reasons))
    return suggestions


_NONE = Hits((), ())
_Reasons = dict[Stretch, tuple[Reason, ...]]


@dataclass(frozen=True)
class _Setting:
    """What around a sentence is on a theme; `view` says in words why the view is, if it is."""

    view: str | None
    paragraph_before: bool
    paragraph: bool

    def bears_out(self, hit: Hit, others: frozenset[str]) -> str | None:
        """What makes a context term count, in words; `others` are the other context terms of its sentence."""
        if _POINTS_BACK.match(hit.term) and (self.paragraph or self.paragraph_before):
            return f"the paragraph{'' if self.paragraph else ' before'} is on the theme"
        if self.view and self.paragraph:
            return f"{self.view} and the paragraph are on the theme"
        if self.paragraph and len(others) > 1:
            also = "” and “".join(sorted(others)[:2])
            return f"the paragraph is on the theme, and the sentence also has “{also}”"
        return None


@lru_cache(maxsize=8)
def _vocabulary(themes: tuple[Theme, ...]) -> Vocabulary:
    return Vocabulary(themes)


def _stretches(texts: tuple[str, ...]) -> Iterator[tuple[Stretch, ...]]:
    for number, text in enumerate(texts, start=1):
        yield tuple(Stretch(number, start, end) for start, end in sentences.split(text))


def _view_on_theme(asked: Hits, split: tuple[tuple[Stretch, ...], ...], hits: Sequence[Hits]) -> str | None:
    """What says that a view is on a theme, in words: its question, or how many of its sentences have a term."""
    context_terms = {hit.term for hit in asked.context_terms}
    if asked.terms or len(context_terms) > 1:
        return "the question"
    with_term = sum(len(_by_sentence(places, found.terms)) for places, found in zip(split, hits, strict=True))
    share = with_term / max(1, sum(len(places) for places in split))
    return "much of the view" if share >= (_SHARE_IF_ASKED if context_terms else _SHARE) else None


def _reasons(
    texts: tuple[str, ...], split: tuple[tuple[Stretch, ...], ...], hits: Sequence[Hits], asked: Hits
) -> _Reasons:
    """The sentences that belong to a theme, and why each does."""
    view = _view_on_theme(asked, split, hits)
    reasons: _Reasons = {}
    before = False
    for text, places, found in zip(texts, split, hits, strict=True):
        reasons |= _in_paragraph(text, places, found, _Setting(view, before, bool(found.terms)))
        before = bool(found.terms)
    return reasons


def _in_paragraph(text: str, places: tuple[Stretch, ...], found: Hits, setting: _Setting) -> _Reasons:
    terms, context_terms = _by_sentence(places, found.terms), _by_sentence(places, found.context_terms)
    reasons: _Reasons = {}
    for place in places:
        mine = [_reason(text, place, hit) for hit in terms.get(place, ())]
        hits = context_terms.get(place, ())
        named = {hit.term for hit in hits}
        for hit in hits:
            context = setting.bears_out(hit, frozenset(named - {hit.term}))
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
                quotation = shortest.quoted(texts, stretch)
                if quotation:
                    excerpt = Excerpt(theme=theme.slug, **quotation.model_dump())
                    yield Suggestion(
                        theme.slug, stretch, excerpt, tuple(reason for place in together for reason in reasons[place])
                    )
