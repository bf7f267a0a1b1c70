"""Suggest which stretches of a view belong to which theme, each with its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from expertviews import quoting, sentences
from expertviews.model import Excerpt, Theme
from expertviews.quotes import Stretch
from expertviews.terms import Hits, Vocabulary


@dataclass(frozen=True)
class Reason:
    """Why a sentence is suggested."""

    sentence: str
    words: str
    term: str
    because: str

    def __str__(self) -> str:
        return f"“{self.words}”: {self.because}"


@dataclass(frozen=True)
class Suggestion:
    """A stretch of whole sentences of one paragraph, suggested for a theme."""

    theme: str
    stretch: Stretch
    excerpt: Excerpt
    reasons: tuple[Reason, ...]


def suggest(
    paragraphs: Sequence[str], themes: Iterable[Theme], question: str = ""
) -> list[Suggestion]:
    """What of a view's paragraphs belongs to each theme, by theme and then in the order of the text."""
    listed = tuple(themes)
    vocabulary = _vocabulary(listed)
    texts = tuple(paragraphs)
    split = [sentences.split(text) for text in texts]
    hits = [vocabulary.hits(text) for text in texts]
    suggestions = []
    for theme in listed:
        mine = [found.get(theme.slug, _NONE) for found in hits]
        chosen = _chosen(texts, split, mine)
        for number, reasons in enumerate(chosen, start=1):
            for run in _runs(sorted(reasons)):
                places = split[number - 1]
                stretch = Stretch(number, places[run[0]][0], places[run[-1]][1])
                quotation = quoting.quoted(texts, stretch)
                if quotation:
                    excerpt = Excerpt(theme=theme.slug, **quotation.model_dump())
                    suggestions.append(
                        Suggestion(theme.slug, stretch, excerpt, tuple(r for at in run for r in reasons[at]))
                    )
    return suggestions


@lru_cache(maxsize=4)
def _vocabulary(themes: tuple[Theme, ...]) -> Vocabulary:
    return Vocabulary(themes)


_NONE = Hits((), ())


def _chosen(texts, split, hits):
    chosen = []
    for text, places, found in zip(texts, split, hits, strict=True):
        reasons = {}
        counted = [*found.terms, *(found.context_terms if found.terms else ())]
        for hit in counted:
            at = next(i for i, (start, end) in enumerate(places) if start <= hit.start < end)
            start, end = places[at]
            reasons.setdefault(at, []).append(Reason(text[start:end], text[hit.start : hit.end], hit.term, "term"))
        chosen.append(reasons)
    return chosen


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
