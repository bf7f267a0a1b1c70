"""Suggest which passages of a view belong to which theme, each with its reasons.

A sentence is suggested for a theme if it has one of the theme's terms (`terms` says how they are matched), or a word
that editors have made one by use (`learning`). Otherwise it is suggested if more than seven points speak for it
(logarithms of odds):

- what its words weigh by the excerpts filed so far;
- two points for each of the theme's context terms that it has;
- three if its paragraph has a term;
- three if the view is on the theme: its question has a term or two context terms, or two fifths of its sentences
  have a term, or one fifth if the question has a context term.

So a context term alone is never enough, and before anything is filed it takes one in a paragraph and a view on the
theme, or three in the paragraph alone. The limits were set on the tuned part of `tests/evaluation`.

Sentences next to each other make one excerpt. Where it starts with a “This …” or “Both …”, the sentence before is not
taken in: on the labelled set three in four of those are on another subject, and a reader can see every excerpt in its
place.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from expertviews.model import Excerpt, Theme
from expertviews.problems import shown
from expertviews.quotes import Stretch, shortest_quote, split_sentences
from expertviews.tagging.learning import Learned
from expertviews.tagging.terms import Hit, Vocabulary, words

_ENOUGH = 7
_CONTEXT_TERM, _PARAGRAPH, _VIEW = 2, 3, 3
_SHARE, _SHARE_IF_ASKED = 0.4, 0.2


@dataclass(frozen=True)
class Suggestion:
    """Whole sentences of one paragraph, suggested for a theme, and why; the quote is found there and nowhere else."""

    stretch: Stretch
    excerpt: Excerpt
    reasons: tuple[str, ...]

    @property
    def data(self) -> dict[str, Any]:
        """The excerpt as it is written, the theme first."""
        return {"theme": self.excerpt.theme, **self.excerpt.model_dump(mode="json", exclude_defaults=True)}


def suggest(
    paragraphs: Sequence[str],
    themes: Iterable[Theme],
    question: str = "",
    learned: Mapping[str, Learned] | None = None,
    language: str | None = None,
) -> list[Suggestion]:
    """What of a view belongs to each theme: theme by theme, each in the order of the text.

    `question` is what the view answers. `learned` is what the excerpts filed so far teach, by theme.
    `language` is that of the view.
    """
    texts = tuple(paragraphs)
    split = [[Stretch(at, *span) for span in split_sentences(text, language)] for at, text in enumerate(texts, start=1)]
    suggestions: list[Suggestion] = []
    for theme in themes:
        judge = _Judge(theme, (learned or {}).get(theme.slug) or Learned(theme.slug, ()))
        reasons = judge.reasons(texts, split, question)
        suggestions.extend(_suggestions(texts, split, theme, reasons))
    return suggestions


_Reasons = dict[Stretch, list[str]]


_vocabulary = lru_cache(maxsize=32)(Vocabulary)


@dataclass(frozen=True)
class _Sentence:
    """A sentence with what it has of a theme: terms, context terms, words that are terms by use."""

    place: Stretch
    text: str
    words: frozenset[str]
    terms: tuple[Hit, ...]
    context_terms: tuple[Hit, ...]
    learned_terms: tuple[str, ...]

    @property
    def has_term(self) -> bool:
        return bool(self.terms or self.learned_terms)

    @property
    def contexts(self) -> int:
        """How many different context terms it has."""
        return len({hit.term for hit in self.context_terms})


class _Judge:
    """Says of the sentences of a view which belong to a theme."""

    def __init__(self, theme: Theme, learned: Learned) -> None:
        self._vocabulary = _vocabulary(theme)
        self._learned = learned

    def reasons(self, texts: Sequence[str], split: Sequence[Sequence[Stretch]], question: str) -> _Reasons:
        """The sentences that belong to the theme, and why each does."""
        read = [[self._read(place, place.words(texts)) for place in places] for places in split]
        view = _view_on_theme(self._read(Stretch(0, 0, 0), question), [it for paragraph in read for it in paragraph])
        reasons: _Reasons = {}
        for paragraph in read:
            on_theme = any(it.has_term for it in paragraph)
            for sentence in paragraph:
                found = self._by_terms(sentence) or self._by_points(sentence, view, on_theme=on_theme)
                if found:
                    reasons[sentence.place] = found
        return reasons

    def _read(self, place: Stretch, text: str) -> _Sentence:
        hits = tuple(self._vocabulary.hits(text))
        distinct = dict.fromkeys(words(text))
        return _Sentence(
            place,
            text,
            frozenset(distinct),
            tuple(hit for hit in hits if not hit.is_context),
            tuple(hit for hit in hits if hit.is_context),
            tuple(word for word in distinct if self._learned.is_term(word)),
        )

    def _by_terms(self, sentence: _Sentence) -> list[str]:
        found = [_matched(sentence.text, hit) for hit in sentence.terms]
        return found or [f"“{word}”, which is nearly always filed here" for word in sentence.learned_terms]

    def _by_points(self, sentence: _Sentence, view: str | None, *, on_theme: bool) -> list[str]:
        weight = math.fsum(map(self._learned.weight, sentence.words))
        setting = _PARAGRAPH * on_theme + _VIEW * bool(view)
        if weight + _CONTEXT_TERM * sentence.contexts + setting <= _ENOUGH:
            return []
        around = [*([view] if view else []), *(["the paragraph"] if on_theme else [])]
        verb = "are" if len(around) > 1 else "is"
        where = f", as {' and '.join(around)} {verb} on the theme" if around else ""
        found = [f"{_matched(sentence.text, hit)}{where}" for hit in sentence.context_terms]
        nearest = self._learned.nearest(sentence.words) if weight > 0 else None
        return [*found, *([f"like the excerpt filed in {nearest[0]}: “{shown(nearest[1])}”"] if nearest else [])]


def _matched(text: str, hit: Hit) -> str:
    """The words of a term, and the term itself where it is written in another way."""
    found = text[hit.start : hit.end]
    return f"“{found}”" if found.lower() == hit.term.lower() else f"“{found}” (`{hit.term}`)"


def _view_on_theme(question: _Sentence, read: Sequence[_Sentence]) -> str | None:
    """What says that a view is on a theme, in words: its question, or how many of its sentences have a term."""
    if question.has_term or question.contexts > 1:
        return "the question"
    share = sum(it.has_term for it in read) / max(1, len(read))
    return "much of the view" if share >= (_SHARE_IF_ASKED if question.contexts else _SHARE) else None


def _suggestions(
    texts: tuple[str, ...], split: Sequence[Sequence[Stretch]], theme: Theme, reasons: _Reasons
) -> Iterator[Suggestion]:
    """A suggestion for each run of neighbouring sentences."""
    for places in split:
        for belongs, run in groupby(places, key=reasons.__contains__):
            if belongs:
                together = list(run)
                stretch = Stretch(together[0].paragraph, together[0].start, together[-1].end)
                quotation = shortest_quote(texts, stretch)
                if quotation:
                    excerpt = Excerpt(theme=theme.slug, **quotation.model_dump())
                    why = dict.fromkeys(reason for place in together for reason in reasons[place])
                    yield Suggestion(stretch, excerpt, tuple(why))
