"""Train the model that proposes outlines, on the documents in `outlines/tuned` and `outlines/learnt`: `make train`.

With `--unseen`, score each of them by a model that was trained on the others, and leave the model as it is.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

import pycrfsuite

from expertviews import outlines
from expertviews.model import ROLES, ROUND_TABLE, Outline
from expertviews.outlines import labelling
from expertviews.outlines.evidence import Evidence
from expertviews.outlines.features import features
from expertviews.outlines.proposing import blocks_in
from expertviews.seeds import lines_of
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


@dataclass(frozen=True)
class Example:
    """A document's features, and its right labels, by block."""

    seen: list[list[str]]
    labels: list[str]


def example(fixture: tuple[str, str, Outline]) -> Example:
    """What there is to learn from a document and its right outline."""
    _, text, right = fixture
    blocks = blocks_in(lines_of(text))
    entries, _ = outlines.entries(right.parts)
    by_line = {line: entry for entry in entries for line in range(entry.first, entry.last + 1)}
    found = [_label(by_line[block.number].pieces) for block in blocks]
    return Example(features(Evidence(blocks)), found)


def _label(pieces: Sequence[outlines.parts.Piece]) -> str:
    if pieces[0].owner == ROUND_TABLE:
        return labelling.EVERYBODYS_NOTE
    roles = [piece.role for piece in pieces]
    joined = "+".join(roles)
    if joined in KNOWN:
        return joined
    return "name+text" if "name" in roles and "text" in roles else roles[0]


def train(examples: Sequence[Example], path: Path) -> None:
    """Write the model to a file; the same examples give the same model."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.5, "c2": 0.5, "max_iterations": 220, "feature.possible_transitions": True})
    for each in examples:
        trainer.append(each.seen, list(labelling.states(each.labels)))
    trainer.train(str(path))


def documents() -> Iterator[tuple[str, str, Outline]]:
    """The fixtures to train on, and the project's own documents."""
    yield from fixtures("tuned")
    yield from fixtures("learnt")
    for path in sorted((RECORD / "content" / "outlines").glob("*.txt.yml")):
        yield path.stem, (RECORD / "seeds" / path.stem).read_text("utf-8"), right_outline(path)


def unseen(found: Sequence[tuple[str, str, Outline]], examples: Sequence[Example], fold: int) -> list[Score]:
    """The scores of every sixth document, by a model that was trained on the others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        train([each for at, each in enumerate(examples) if at % FOLDS != fold], path)
        with patch.object(labelling, "model", lambda: labelling.opened(path)):
            return [score(*each) for each in found[fold::FOLDS]]


def main() -> None:
    """Train, or measure what training is worth."""
    if sys.argv[1:] not in ([], ["--unseen"]):
        sys.exit(__doc__)
    found = list(documents())
    with ProcessPoolExecutor() as workers:
        examples = list(workers.map(example, found, chunksize=16))
        if "--unseen" not in sys.argv:
            train(examples, MODEL)
            return
        order = sorted(range(len(found)), key=lambda at: crc32(found[at][0].encode()))
        mixed = [found[at] for at in order], [examples[at] for at in order]
        scores = workers.map(partial(unseen, *mixed), range(FOLDS))
        print(summary("unseen", [each for some in scores for each in some]))  # noqa: T201


if __name__ == "__main__":
    main()
