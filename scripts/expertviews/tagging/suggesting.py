"""Suggests which passages of a view belong to which theme, each with its reasons.

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
from itertools import chain, groupby
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
    """Suggests excerpts from the paragraphs of a view: theme by theme, each in the order of the text.

    `question` is what the view answers. `learned` is what the excerpts filed so far teach, by theme.
    `language` is that of the view.
    """
    texts = tuple(paragraphs)
    sentences = [
        [Stretch(number, start, end) for start, end in split_sentences(text, language)]
        for number, text in enumerate(texts, start=1)
    ]
    suggestions: list[Suggestion] = []
    for theme in themes:
        judge = _Judge(theme, (learned or {}).get(theme.slug) or Learned(theme.slug, ()))
        reasons = judge.reasons(texts, sentences, question)
        suggestions.extend(_suggestions(texts, sentences, theme, reasons))
    return suggestions


_Reasons = dict[Stretch, list[str]]
"""Why each sentence belongs to a theme; those that don't are absent."""
_vocabulary = lru_cache(maxsize=32)(Vocabulary)


@dataclass(frozen=True)
class _Sentence:
    """A sentence with the terms and context terms of a theme that it has, and words that are terms by use."""

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
    def context_count(self) -> int:
        """The number of different context terms."""
        return len({hit.term for hit in self.context_terms})


class _Judge:
    """Decides which sentences of a view belong to a theme."""

    def __init__(self, theme: Theme, learned: Learned) -> None:
        self._vocabulary = _vocabulary(theme)
        self._learned = learned

    def reasons(self, texts: Sequence[str], places: Sequence[Sequence[Stretch]], question: str) -> _Reasons:
        """The sentences that belong to the theme, and why each does. `places` are those of each paragraph."""
        paragraphs = [[self._read(place, place.words(texts)) for place in row] for row in places]
        view = _view_on_theme(self._read(Stretch(0, 0, 0), question), [*chain.from_iterable(paragraphs)])
        reasons: _Reasons = {}
        for paragraph in paragraphs:
            on_theme = any(sentence.has_term for sentence in paragraph)
            for sentence in paragraph:
                why = self._by_terms(sentence) or self._by_points(sentence, view, on_theme=on_theme)
                if why:
                    reasons[sentence.place] = why
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
        return [_matched(sentence.text, hit) for hit in sentence.terms] or [
            f"“{word}”, which is nearly always filed here" for word in sentence.learned_terms
        ]

    def _by_points(self, sentence: _Sentence, view: str | None, *, on_theme: bool) -> list[str]:
        weight = math.fsum(map(self._learned.weight, sentence.words))
        points, around = weight + _CONTEXT_TERM * sentence.context_count, []
        if view:
            points += _VIEW
            around.append(view)
        if on_theme:
            points += _PARAGRAPH
            around.append("the paragraph")
        if points <= _ENOUGH:
            return []
        where = f", as {' and '.join(around)} {'are' if len(around) > 1 else 'is'} on the theme" if around else ""
        reasons = [f"{_matched(sentence.text, hit)}{where}" for hit in sentence.context_terms]
        nearest = self._learned.nearest(sentence.words) if weight > 0 else None
        if nearest:
            reasons.append(f"like the excerpt filed in {nearest[0]}: “{shown(nearest[1])}”")
        return reasons


def _matched(text: str, hit: Hit) -> str:
    """The words of the text that are a term, followed by the term if it is written in another way."""
    words_there = text[hit.start : hit.end]
    return f"“{words_there}”" if words_there.lower() == hit.term.lower() else f"“{words_there}” (`{hit.term}`)"


def _view_on_theme(question: _Sentence, sentences: Sequence[_Sentence]) -> str | None:
    """What shows that a view is on a theme, in words: its question, or the share of its sentences that have a term."""
    if question.has_term or question.context_count > 1:
        return "the question"
    share = sum(sentence.has_term for sentence in sentences) / max(1, len(sentences))
    return "much of the view" if share >= (_SHARE_IF_ASKED if question.context_count else _SHARE) else None


def _suggestions(
    texts: tuple[str, ...], places: Sequence[Sequence[Stretch]], theme: Theme, reasons: _Reasons
) -> Iterator[Suggestion]:
    """A suggestion for each run of neighbouring sentences that belong to the theme, if it can be quoted."""
    for row in places:
        for belongs, neighbours in groupby(row, key=reasons.__contains__):
            run = [*neighbours]
            stretch = Stretch(run[0].paragraph, run[0].start, run[-1].end)
            quotation = shortest_quote(texts, stretch) if belongs else None
            if quotation:
                excerpt = Excerpt(theme=theme.slug, **quotation.model_dump())
                why = dict.fromkeys(chain.from_iterable(reasons[place] for place in run))
                yield Suggestion(stretch, excerpt, tuple(why))
