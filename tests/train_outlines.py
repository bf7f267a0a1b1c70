"""Train the models that propose outlines, on the documents in `outlines/tuned` and `outlines/learnt`: `make train`.

The second model learns from first readings of documents that the first model hasn't seen: each half of them is read by
a model that was trained on the other half. With `--unseen`, score each document by models that were trained on the
others, and leave the models as they are.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import pairwise
from pathlib import Path
from random import Random
from unittest.mock import patch
from zlib import crc32

import pycrfsuite

from expertviews import outlines
from expertviews.model import ROLES, ROUND_TABLE, Outline
from expertviews.outlines import labelling
from expertviews.outlines.evidence import Evidence
from expertviews.outlines.features import Features, features
from expertviews.outlines.labels import EVERYBODYS_NOTE, NAMING
from expertviews.outlines.proposing import blocks_in
from expertviews.outlines.rereading import rereading
from expertviews.seeds import Block, lines_of
from tests.evaluate_outlines import Score, fixtures, right_outline, score, summary
from tests.project import RECORD

MODELS = Path(labelling.__file__).parent
KNOWN = frozenset(
    {
        *ROLES,
        *("name+text", "text+name", "name+heading", "heading+name", "name+bio", "prompt+question"),
        *("introduction+question", "introduction+question+introduction", "question+introduction"),
        EVERYBODYS_NOTE,
    }
)
"""The labels that a block may have; of others, the first of these that is in them counts."""
FOLDS = 6


_ABOVE: Mapping[str, float] = {"title": 0.15, "aside": 0.4, "introduction": 0.2, "question": 0.1}
_BELOW: Mapping[str, float] = {"aside": 0.5, "note": 0.5}
_ALL_ABOVE, _ANSWER = 0.06, 0.4
"""The chances that a shortened document lacks a block above the answers and below them, by its label; all that is above
them; an answer."""

_OF_ANSWER = frozenset({*NAMING, "text", "affiliation", "heading", "bio", "note"})
_SPEAKING = NAMING | {"text", "affiliation", "heading"}
_BESIDE_NAMES = frozenset({"heading", "affiliation", "bio"})

_PENALTIES = {labelling.FIRST: 0.5, labelling.SECOND: 1.0}
"""How much a large weight costs: with more, the second model is as good, smaller, and knows better how sure it is."""

_Shown = list[list[str]]
"""The features of each block, as a model reads them."""


@dataclass(frozen=True)
class Example:
    """A document's features, and its right labels, by block."""

    seen: Evidence
    features: list[Features]
    labels: list[str]

    @property
    def first(self) -> _Shown:
        """What the first model reads."""
        return [it.own + it.joined for it in self.features]

    def again(self, first: pycrfsuite.Tagger) -> _Shown:
        """What the second model reads after this first one."""
        found = rereading(self.seen, labelling.read(first, self.first).blocks)
        return [it.own + more for it, more in zip(self.features, found, strict=True)]


@dataclass(frozen=True)
class LabelledDocument:
    """A document's lines, the entry of each, and its blocks with their right labels."""

    lines: list[str]
    entries: Mapping[int, outlines.Entry]

    @cached_property
    def blocks(self) -> Sequence[Block]:
        return blocks_in(lines_of("\n".join(self.lines)))

    @cached_property
    def labels(self) -> list[str]:
        return [_label(self.entries[block.number].pieces) for block in self.blocks]

    @property
    def example(self) -> Example:
        seen = Evidence(self.blocks)
        return Example(seen, features(seen), self.labels)

    def without(self, omitted: Container[int]) -> "LabelledDocument":
        """The document without some of its blocks."""
        gone = {line.number for at, block in enumerate(self.blocks) if at in omitted for line in block.lines}
        kept = [number for number in range(1, len(self.lines) + 1) if number not in gone]
        entries = {at: self.entries[number] for at, number in enumerate(kept, 1) if number in self.entries}
        return LabelledDocument([self.lines[number - 1] for number in kept], entries)


def examples(fixture: tuple[str, str, Outline]) -> list[Example]:
    """What there is to learn from a document and its right outline: the document, and a shortened one."""
    name, text, right = fixture
    entries, _ = outlines.entries(right.parts)
    by_line = {line: entry for entry in entries for line in range(entry.first, entry.last + 1)}
    whole = LabelledDocument(text.split("\n"), by_line)
    omitted = set(_omitted(whole.labels, Random(name)))  # noqa: S311 -- the same each time, and no secret
    shortened = whole.without(omitted)
    left = [it for at, it in enumerate(whole.labels) if at not in omitted]
    same_blocks = shortened.labels == left  # not if it no longer looks wrapped
    return [whole.example, *([shortened.example] if omitted and left and same_blocks else [])]


def _omitted(labels: Sequence[str], rng: Random) -> Iterator[int]:
    """Blocks that a shortened document lacks: it begins later, says less around the answers, and has fewer of them."""
    first, last = _answers(labels)
    nothing_above = rng.random() < _ALL_ABOVE
    for at, it in enumerate(labels):
        chance = _ABOVE.get(it, 0) if at < first else _BELOW.get(it, 0) if at > last else 0
        if rng.random() < chance or (nothing_above and at < first):
            yield at
    found = list(_whole_answers(labels[: last + 1], first))
    for answer in rng.sample(found, max(0, len(found) - 2)):
        if rng.random() < _ANSWER:
            yield from answer


def _whole_answers(labels: Sequence[str], first: int) -> Iterator[range]:
    """The blocks of each answer that is a name and words, with nothing of anybody else between."""
    names = [at for at in range(first, len(labels)) if labels[at] in NAMING]
    bounds = [first, *(at + 1 for at in names)] if _begins_with_words(labels) else [*names, len(labels)]
    for start, end in pairwise(bounds):
        if _OF_ANSWER.issuperset(labels[start:end]) and labels[end - 1] != "heading":
            yield range(start, end)


def _label(pieces: Sequence[outlines.parts.Piece]) -> str:
    if pieces[0].owner == ROUND_TABLE:
        return EVERYBODYS_NOTE
    roles = [piece.role for piece in pieces]
    joined = "+".join(roles)
    if joined in KNOWN:
        return joined
    return "name+text" if "name" in roles and "text" in roles else roles[0]


def states(labels: Sequence[str]) -> Iterator[str]:
    """The states that a document with these labels runs through."""
    first, last = _answers(labels)
    memory = _side_of_names(labels)
    titled = asked = False
    for at, it in enumerate(labels):
        if at < first:
            titled |= "title" in it
            asked |= "question" in it
            yield f"{it}/{'titled' * titled} {'asked' * asked}"
        else:
            yield f"{it}/{memory if at <= last else 'end'}"


def _answers(labels: Sequence[str]) -> tuple[int, int]:
    """The first block of the answers in a document with these labels, and the last; without any, its end and -1."""
    speaking = [at for at, it in enumerate(labels) if it in _SPEAKING]
    first, last = (speaking[0], speaking[-1]) if speaking else (len(labels), -1)
    while first and labels[first - 1] in _BESIDE_NAMES:
        first -= 1
    return first, last


def _begins_with_words(labels: Iterable[str]) -> bool:
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
    if _begins_with_words(labels):
        return "B"
    return "C" if counts["affiliation"] and counts["affiliation"] >= lines / 2 else "A"


def train(learnt: Sequence[Sequence[Example]], folder: Path, workers: Executor) -> None:
    """Write both models into a folder; the same examples, by document, give the same models."""
    halves = learnt[::2], learnt[1::2]
    again = [each for some in workers.map(_read_again, halves, reversed(halves)) for each in some]
    first = [(each.first, each.labels) for some in learnt for each in some]
    written = [
        workers.submit(_fit, first, folder / labelling.FIRST),
        workers.submit(_fit, again, folder / labelling.SECOND),
    ]
    for each in written:
        each.result()


def _read_again(
    learnt: Sequence[Sequence[Example]], others: Sequence[Sequence[Example]]
) -> list[tuple[_Shown, list[str]]]:
    """What the second model reads of other documents after a first one that was trained on some, with right labels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, labelling.FIRST)
        _fit([(each.first, each.labels) for some in learnt for each in some], path)
        first = labelling.opened(path)
        return [(each.again(first), each.labels) for some in others for each in some]


def _fit(learnt: Sequence[tuple[_Shown, list[str]]], path: Path) -> None:
    """Train one model."""
    penalty = _PENALTIES[path.name]
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": penalty, "c2": penalty, "max_iterations": 220, "feature.possible_transitions": True})
    for shown, labels in learnt:
        trainer.append(shown, list(states(labels)))
    trainer.train(str(path))


def documents() -> Iterator[tuple[str, str, Outline]]:
    """The fixtures to train on, and the project's own documents."""
    yield from fixtures("tuned")
    yield from fixtures("learnt")
    for path in sorted((RECORD / "content" / "outlines").glob("*.txt.yml")):
        yield path.stem, (RECORD / "seeds" / path.stem).read_text("utf-8"), right_outline(path)


def unseen(found: Sequence[tuple[str, str, Outline]], learnt: Sequence[Sequence[Example]], fold: int) -> list[Score]:
    """The scores of every sixth document, by models that were trained on the others."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as workers:
        train([some for at, some in enumerate(learnt) if at % FOLDS != fold], Path(folder), workers)
        with patch.object(labelling, "model", cache(lambda name: labelling.opened(Path(folder, name)))):
            return [score(*each) for each in found[fold::FOLDS]]


def main() -> None:
    """Train, or measure what training is worth."""
    if sys.argv[1:] not in ([], ["--unseen"]):
        sys.exit(__doc__)
    found = list(documents())
    with ProcessPoolExecutor() as workers:
        learnt = list(workers.map(examples, found, chunksize=16))
        if "--unseen" not in sys.argv:
            train(learnt, MODELS, workers)
            return
        order = sorted(range(len(found)), key=lambda at: crc32(found[at][0].encode()))
        mixed = [found[at] for at in order], [learnt[at] for at in order]
        scores = workers.map(partial(unseen, *mixed), range(FOLDS))
        print(summary("unseen", [each for some in scores for each in some]))  # noqa: T201


if __name__ == "__main__":
    main()
