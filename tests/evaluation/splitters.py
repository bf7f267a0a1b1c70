"""Compare sentence splitters on our inputs: python -m tests.evaluation.splitters

Only sentencex is a dependency. Others are compared where they are installed: pip install pysbd syntok nltk.
Inputs: the tuned round-tables, whose sentence limits are labelled; the hard cases of `CASES`; and each paragraph's
count of sentences in the first round-table.
"""

import importlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from expertviews.quotes import split_sentences
from tests.project import RECORD

FOLDER = Path(__file__).parent
SEED = RECORD / "seeds" / "china-russia-2021.txt"
Splitter = Callable[[str], list[str]]

CASES = [
    ["The U.S. economy grew by 3.5 per cent.", "Dr. Smith of No. 5, e.g. Mr. Lee, agreed."],
    ["Three (at great cost): 1) one thing; 2) another; and 3) US power.", "Beijing wants more.", "So does Moscow."],
    ["He said “We will go.”", "Nobody went."],
    ["“Is it so?” she asked.", "No."],
    ["'Why go?' she asked.", "Then 'tis so.", "'Tis a pity."],
    ["Well … perhaps.", "Who knows?"],
    ["Wait...", "Then go."],
    ["The end (see p. 12).", "Next one."],
    ["It came from the U.S.", "Nobody knew."],
    ["He works at Acme Inc.", "She does not."],
    ["我们同意。", "他们不同意！"],
    ["هل نتفق؟", "لا نعلم."],
]


def _ours(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def _sentencex(module: Any) -> Splitter:
    return lambda text: list(module.segment("en", text))


def _pysbd(module: Any) -> Splitter:
    segmenter = module.Segmenter(language="en", clean=False)
    return lambda text: list(segmenter.segment(text))


def _syntok(module: Any) -> Splitter:
    def split(text: str) -> list[str]:
        tokens = [sentence for paragraph in module.analyze(text) for sentence in paragraph]
        return [text[words[0].offset : words[-1].offset + len(words[-1].value)] for words in tokens]

    return split


def _punkt(module: Any) -> Splitter:
    return lambda text: list(module.PunktSentenceTokenizer().tokenize(text))


LIBRARIES: list[tuple[str, str, Callable[[Any], Splitter]]] = [
    ("sentencex", "sentencex", _sentencex),
    ("pysbd", "pysbd", _pysbd),
    ("syntok", "syntok.segmenter", _syntok),
    ("nltk punkt, untrained", "nltk.tokenize", _punkt),
]


def _splitters() -> Iterator[tuple[str, Splitter]]:
    yield "ours, by sentencex", _ours
    for name, module, splitter in LIBRARIES:
        try:
            yield name, splitter(importlib.import_module(module))
        except ImportError:
            click.echo(f"{name:24}not installed")


def _labelled() -> list[list[str]]:
    documents = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "tuned").glob("*.yml")))
    return [
        [sentence["text"] for sentence in paragraph]
        for document in documents
        for view in document["views"]
        for paragraph in view["paragraphs"]
    ]


def _errors(split: Splitter, paragraphs: list[list[str]]) -> tuple[int, int]:
    """How many limits were set where there is none, and how many were missed. Marks of white space aren't compared."""
    wrong = missed = 0
    for paragraph in paragraphs:
        found, true = _ends(split(" ".join(paragraph))), _ends(paragraph)
        wrong += len(found - true)
        missed += len(true - found)
    return wrong, missed


def _ends(parts: list[str]) -> set[int]:
    """Where sentences end, counted in characters that aren't white space."""
    ends, at = set(), 0
    for part in parts:
        at += len("".join(part.split()))
        ends.add(at)
    return ends


@click.command()
def main() -> None:
    """Print, for each splitter, the limits set wrongly and missed, and its speed."""
    labelled, seed = _labelled(), SEED.read_text(encoding="utf-8").splitlines()
    size = sum(len(sentence) for paragraph in labelled for sentence in paragraph)
    click.echo(
        f"{'':24}{'tuned wrong/missed':>20}{'cases wrong/missed':>20}{'MB/s':>8}  sentences a paragraph of the seed"
    )
    for name, split in _splitters():
        started = time.perf_counter()
        wrong, missed = _errors(split, labelled)
        speed = size / (time.perf_counter() - started) / 1e6
        cases = "{}/{}".format(*_errors(split, CASES))
        counts = " ".join(str(len(split(line))) for line in seed if len(line) > 400)
        click.echo(f"{name:24}{f'{wrong}/{missed}':>20}{cases:>20}{speed:8.1f}  {counts}")


if __name__ == "__main__":
    main()
