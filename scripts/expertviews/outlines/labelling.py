"""What each block of a document is: conditional random fields judge, which were trained on right outlines.

A field runs through states, each a label with what it remembers: above the answers, whether a title and a question are
there already; among them, on which side the names are (in `_BELOW`, below the words). A document is read twice, the
second time knowing what the first reading says of all of it. `make train` trains both fields.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pycrfsuite

from expertviews.outlines.evidence import Evidence
from expertviews.outlines.features import features
from expertviews.outlines.labels import Labelled, Labelling
from expertviews.outlines.rereading import rereading

FIRST, SECOND = "first-reading.crfsuite", "second-reading.crfsuite"

_MOST_OTHERS = 6
_BELOW = "BS"  # the memories of documents with the names below the words


def label(seen: Evidence) -> Labelling:
    """The labels of each block: those of the second reading, which are as certain as both readings are."""
    if not seen.blocks:
        return Labelling([], 1.0)
    shown = features(seen)
    first = read(model(FIRST), [it.own + it.joined for it in shown])
    again = rereading(seen, first.blocks)
    second = read(model(SECOND), [it.own + more for it, more in zip(shown, again, strict=True)])
    return Labelling(second.blocks, first.probability * second.probability)


def read(tagger: pycrfsuite.Tagger, shown: Sequence[Sequence[str]]) -> Labelling:
    """The labels that a model gives to blocks with these features."""
    tagger.set(pycrfsuite.ItemSequence(shown))
    best = tagger.tag()
    states = tagger.labels()
    found = [_labelled(state, [(it, tagger.marginal(it, at)) for it in states]) for at, state in enumerate(best)]
    return Labelling(found, tagger.probability(best))


def _labelled(best: str, probabilities: Iterable[tuple[str, float]]) -> Labelled:
    """The labels by probability; the one on the likeliest way through the document comes first."""
    sums: dict[str, float] = {}
    below = 0.0
    for state, probability in probabilities:
        it = state.partition("/")[0]
        sums[it] = sums.get(it, 0.0) + probability
        below += probability * (state[-1] in _BELOW)
    first, _, memory = best.partition("/")
    others = sorted(sums.keys() - {first}, key=lambda it: (-sums[it], it))
    return Labelled([(it, sums[it]) for it in (first, *others[:_MOST_OTHERS])], below, memory)


@cache
def model(name: str) -> pycrfsuite.Tagger:
    """One of the program's models, by file name."""
    return opened(Path(__file__).with_name(name))


def opened(path: Path) -> pycrfsuite.Tagger:
    """A model in a file."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger
