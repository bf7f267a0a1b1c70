"""What each block of a document is: a conditional random field judges, which was trained on right outlines.

A label is the roles of a block: `text`, `name+text`. The field runs through states, each a label with what it
remembers: above the answers, whether a title and a question are there already; among them, on which side the names
are. `make train` trains it.
"""

import atexit
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import pycrfsuite

from expertviews.outlines.evidence import Evidence
from expertviews.outlines.features import features

MODEL = "outlines.crfsuite"
EVERYBODYS_NOTE = "note of all"
"""The label of a note that belongs to the round-table."""

NAMING = frozenset({"name", "name+text", "text+name", "name+heading", "heading+name", "name+bio"})
"""The labels of blocks that name who answers."""

_SPEAKING = NAMING | {"text", "affiliation", "heading"}
_BESIDE_NAMES = frozenset({"heading", "affiliation", "bio"})
_MOST_OTHERS = 6
_BELOW = "BS"  # the memories of documents with the names below the words


@dataclass(frozen=True)
class Labelled:
    """What a block may be: its labels, each with its probability, the likeliest first; and that its name is below."""

    labels: Sequence[tuple[str, float]]
    below: float


@dataclass(frozen=True)
class Labelling:
    """What each block of a document may be, and how probable it is that all are what is likeliest."""

    blocks: Sequence[Labelled]
    probability: float


def label(seen: Evidence) -> Labelling:
    """The labels of each block."""
    if not seen.blocks:
        return Labelling([], 1.0)
    tagger = model()
    tagger.set(pycrfsuite.ItemSequence(features(seen)))
    best = tagger.tag()
    known = [(state, _label(state), state[-1] in _BELOW) for state in tagger.labels()]
    found = [
        _labelled(_label(state), [(name, below, tagger.marginal(it, at)) for it, name, below in known])
        for at, state in enumerate(best)
    ]
    return Labelling(found, tagger.probability(best))


def _labelled(first: str, probabilities: Iterable[tuple[str, bool, float]]) -> Labelled:
    """The labels by probability; the one on the likeliest way through the document comes first."""
    sums: dict[str, float] = {}
    below = 0.0
    for name, is_below, probability in probabilities:
        sums[name] = sums.get(name, 0.0) + probability
        below += probability * is_below
    others = sorted(sums.keys() - {first}, key=lambda it: (-sums[it], it))
    return Labelled([(it, sums[it]) for it in (first, *others[:_MOST_OTHERS])], below)


@cache
def model() -> pycrfsuite.Tagger:
    """The model; a package in an archive is unpacked while the program runs."""
    files = ExitStack()
    atexit.register(files.close)
    return opened(files.enter_context(resources.as_file(resources.files(__package__) / MODEL)))


def opened(path: Path) -> pycrfsuite.Tagger:
    """A model in a file."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _label(state: str) -> str:
    return state.partition("/")[0]


def states(labels: Sequence[str]) -> Iterator[str]:
    """The states that a document with these labels runs through, for training."""
    first, last = answers(labels)
    memory = _side_of_names(labels)
    titled = asked = False
    for at, it in enumerate(labels):
        if at < first:
            titled |= "title" in it
            asked |= "question" in it
            yield f"{it}/{'titled' * titled} {'asked' * asked}"
        else:
            yield f"{it}/{memory if at <= last else 'end'}"


def answers(labels: Sequence[str]) -> tuple[int, int]:
    """The first block of the answers in a document with these labels, and the last; without any, its end and -1."""
    speaking = [at for at, it in enumerate(labels) if it in _SPEAKING]
    first, last = (speaking[0], speaking[-1]) if speaking else (len(labels), -1)
    while first and labels[first - 1] in _BESIDE_NAMES:
        first -= 1
    return first, last


def begins_with_words(labels: Iterable[str]) -> bool:
    """Whether somebody's words come before any name, as they do where names are below them."""
    return next((it for it in labels if it in NAMING or it == "text"), "") == "text"


def _side_of_names(labels: Sequence[str]) -> str:
    """Where names are, by a letter.

    R: before words in their line, S: after them, B: below the words, A: above them, C: above them and an affiliation.
    """
    counts = Counter(labels)
    lines = counts["name"] + counts["heading+name"] + counts["name+heading"]
    if counts["name+text"] and counts["name+text"] >= max(lines, counts["text+name"]):
        return "R"
    if counts["text+name"] > lines:
        return "S"
    if begins_with_words(labels):
        return "B"
    return "C" if counts["affiliation"] and counts["affiliation"] >= lines / 2 else "A"
