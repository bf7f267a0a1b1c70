"""Learns from the excerpts that editors have filed which words speak for a theme.

The examples are the sentences of reviewed views: those in excerpts filed under the theme, against all the others. A
word's weight is the logarithm of how much more often it is filed than words are on the whole; the weights of a
sentence's words add up (naive Bayes). A word of which next to all uses are filed, in several views, is a term.

Learning is counting: its time grows with the text, the order of the views doesn't matter, and no language is assumed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from expertviews import timeline
from expertviews.model import Library
from expertviews.quotes import Passages, QuoteError, Stretch, split_sentences
from expertviews.tagging.terms import words

_DOUBT = 4  # average uses that are added to those of each word, so that rare words weigh little (smoothing)
_VIEWS_OF_TERM, _SHARE_OF_TERM = 5, 0.9  # from which a word is a term; set on the tuned part of `tests/evaluation`


@dataclass(frozen=True)
class _Example:
    text: str
    words: frozenset[str]
    themes: frozenset[str]


@dataclass(frozen=True)
class FiledView:
    """A view that editors have reviewed, and the places of its excerpts by theme.

    A theme that they looked for without filing anything has no places; one that they didn't look for is absent.
    """

    name: str
    paragraphs: tuple[str, ...]
    excerpts: Mapping[str, tuple[Stretch, ...]]
    language: str | None = None

    @cached_property
    def examples(self) -> tuple[_Example, ...]:
        """The sentences, each with the themes under which any of it is filed."""
        return tuple(
            _Example(text[start:end], frozenset(words(text[start:end])), self._themes(Stretch(number, start, end)))
            for number, text in enumerate(self.paragraphs, start=1)
            for start, end in split_sentences(text, self.language)
        )

    def _themes(self, sentence: Stretch) -> frozenset[str]:
        return frozenset(
            theme for theme, places in self.excerpts.items() if any(place.overlaps(sentence) for place in places)
        )


class Learned:
    """The weights of words for one theme, by how often they are in the excerpts filed under it."""

    def __init__(self, theme: str, filed: Iterable[FiledView]) -> None:
        self._all: Counter[str] = Counter()
        self._filed: Counter[str] = Counter()
        self._views: Counter[str] = Counter()
        self._examples: defaultdict[str, list[tuple[str, _Example]]] = defaultdict(list)
        for view in filed:
            if theme in view.excerpts:
                self._count(theme, view)
        self._average = (self._filed.total() + 1) / (self._all.total() + 10)

    def _count(self, theme: str, view: FiledView) -> None:
        seen: set[str] = set()
        for example in view.examples:
            self._all.update(example.words)
            if theme in example.themes:
                self._filed.update(example.words)
                seen |= example.words
                for word in example.words:
                    self._examples[word].append((view.name, example))
        self._views.update(seen)

    def weight(self, word: str) -> float:
        """How much a word speaks for the theme (more than 0) or against it; 0 for a word that was never seen."""
        if word not in self._all:
            return 0.0
        share = (self._filed[word] + _DOUBT * self._average) / (self._all[word] + _DOUBT)
        return math.log(share / (1 - share) * (1 - self._average) / self._average)

    def is_term(self, word: str) -> bool:
        """Whether next to all uses of a word are filed, in several views."""
        return self._views[word] >= _VIEWS_OF_TERM and self._filed[word] / (self._all[word] + 1) >= _SHARE_OF_TERM

    def nearest(self, sentence: Iterable[str]) -> tuple[str, str] | None:
        """The filed sentence that shares most with the words of a sentence, by weight, after the name of its view.

        Only filed sentences with the word that speaks most for the theme are compared; None if no word does.
        """
        weights = {word: self.weight(word) for word in sentence if word in self._examples}
        weights = {word: weight for word, weight in weights.items() if weight > 0}
        if not weights:
            return None
        best = max(weights, key=lambda word: (weights[word], word))

        def likeness(filed: tuple[str, _Example]) -> tuple[float, str, str]:
            view, example = filed
            return math.fsum(weights[word] for word in weights.keys() & example.words), view, example.text

        view, example = max(self._examples[best], key=likeness)
        return view, example.text


def learn(filed: Iterable[FiledView], themes: Iterable[str]) -> dict[str, Learned]:
    """Learns the weights of words for each theme, by its slug."""
    views = tuple(filed)
    return {theme: Learned(theme, views) for theme in themes}


def filed_views(library: Library) -> list[FiledView]:
    """The reviewed views that aren't withdrawn. One with an excerpt that isn't in its text is left out."""
    passages = Passages()
    filed = []
    for (question, contributor), view in sorted(library.views.items()):
        if timeline.is_reviewed(view):
            excerpts: dict[str, tuple[Stretch, ...]] = dict.fromkeys(timeline.looked_for(view), ())
            with suppress(QuoteError):
                for passage in passages.excerpts(view):
                    theme = passage.excerpt.theme
                    excerpts[theme] = (*excerpts.get(theme, ()), *passage.found.stretches)
                filed.append(FiledView(f"{question}/{contributor}", view.paragraphs, excerpts, view.language))
    return filed
