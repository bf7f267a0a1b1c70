"""Train the model that proposes outlines, on the documents in `outlines/tuned` and `outlines/learnt`: `make train`.

With `--unseen`, score each of them by a model that was trained on the others, and leave the model as it is.
"""

import sys
import tempfile
from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
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
from expertviews.outlines.features import features
from expertviews.outlines.proposing import blocks_in
from expertviews.seeds import Block, lines_of
from tests.evaluate_outlines import Score, fixtures, right_outline, score, summary
from tests.project import RECORD

MODEL = Path(labelling.__file__).with_name(labelling.MODEL)
KNOWN = frozenset(
    {
        *ROLES,
        *("name+text", "text+name", "name+heading", "heading+name", "name+bio", "prompt+question"),
        *("introduction+question", "introduction+question+introduction", "question+introduction"),
        labelling.EVERYBODYS_NOTE,
    }
)
"""The labels that a block may have; of others, the first of these that is in them counts."""
FOLDS = 6


_ABOVE: Mapping[str, float] = {"title": 0.15, "aside": 0.4, "introduction": 0.2, "question": 0.1}
_BELOW: Mapping[str, float] = {"aside": 0.5, "note": 0.5}
_ALL_ABOVE, _ANSWER = 0.06, 0.4
"""The chances that a shortened document lacks a block above the answers and below them, by its label; all that is above
them; an answer."""

_OF_ANSWER = frozenset({*labelling.NAMING, "text", "affiliation", "heading", "bio", "note"})


@dataclass(frozen=True)
class Example:
    """A document's features, and its right labels, by block."""

    seen: list[list[str]]
    labels: list[str]


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
        return Example(features(Evidence(self.blocks)), self.labels)

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
    first, last = labelling.answers(labels)
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
    names = [at for at in range(first, len(labels)) if labels[at] in labelling.NAMING]
    bounds = [first, *(at + 1 for at in names)] if labelling.begins_with_words(labels) else [*names, len(labels)]
    for start, end in pairwise(bounds):
        if _OF_ANSWER.issuperset(labels[start:end]) and labels[end - 1] != "heading":
            yield range(start, end)


def _label(pieces: Sequence[outlines.parts.Piece]) -> str:
    if pieces[0].owner == ROUND_TABLE:
        return labelling.EVERYBODYS_NOTE
    roles = [piece.role for piece in pieces]
    joined = "+".join(roles)
    if joined in KNOWN:
        return joined
    return "name+text" if "name" in roles and "text" in roles else roles[0]


def train(learnt: Sequence[Example], path: Path) -> None:
    """Write the model to a file; the same examples give the same model."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.5, "c2": 0.5, "max_iterations": 220, "feature.possible_transitions": True})
    for each in learnt:
        trainer.append(each.seen, list(labelling.states(each.labels)))
    trainer.train(str(path))


def documents() -> Iterator[tuple[str, str, Outline]]:
    """The fixtures to train on, and the project's own documents."""
    yield from fixtures("tuned")
    yield from fixtures("learnt")
    for path in sorted((RECORD / "content" / "outlines").glob("*.txt.yml")):
        yield path.stem, (RECORD / "seeds" / path.stem).read_text("utf-8"), right_outline(path)


def unseen(found: Sequence[tuple[str, str, Outline]], learnt: Sequence[Sequence[Example]], fold: int) -> list[Score]:
    """The scores of every sixth document, by a model that was trained on the others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        train([each for at, some in enumerate(learnt) if at % FOLDS != fold for each in some], path)
        with patch.object(labelling, "model", lambda: labelling.opened(path)):
            return [score(*each) for each in found[fold::FOLDS]]


def main() -> None:
    """Train, or measure what training is worth."""
    if sys.argv[1:] not in ([], ["--unseen"]):
        sys.exit(__doc__)
    found = list(documents())
    with ProcessPoolExecutor() as workers:
        learnt = list(workers.map(examples, found, chunksize=16))
        if "--unseen" not in sys.argv:
            train([each for some in learnt for each in some], MODEL)
            return
        order = sorted(range(len(found)), key=lambda at: crc32(found[at][0].encode()))
        mixed = [found[at] for at in order], [learnt[at] for at in order]
        scores = workers.map(partial(unseen, *mixed), range(FOLDS))
        print(summary("unseen", [each for some in scores for each in some]))  # noqa: T201


if __name__ == "__main__":
    main()
