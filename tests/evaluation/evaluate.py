"""How well theme suggestions agree with the labelled round-tables.

    python -m tests.evaluation.evaluate            precision, recall and F1 for each theme, of both parts
    python -m tests.evaluation.evaluate --misses   and the sentences of the tuned part that were missed or wrong

A sentence counts as suggested if any of its characters is; a paragraph, if any of its sentences is. Nothing of the part
set aside is printed but its figures.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from expertviews import content
from expertviews.model import Theme
from expertviews.tagging import Suggestion, suggest

FOLDER = Path(__file__).parent
LABELLED = {"energy", "finance", "central-asia", "military"}
PARTS = {"tuned": "tuned on", "held-out": "set aside"}


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence, and what was suggested for it."""

    document: str
    paragraph: int
    text: str
    labelled: frozenset[str]
    suggested: Mapping[str, tuple[Suggestion, ...]]


@dataclass(frozen=True)
class Score:
    """What of a theme was suggested rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        return f"{self.precision:10.3f}{self.recall:8.3f}{self.f1:8.3f}   {self.right}/{self.wrong}/{self.missed}"


def themes(root: Path) -> tuple[Theme, ...]:
    """The themes of a project that the round-tables are labelled with; others have been added since."""
    listed = content.load(root).library.ordered_themes
    return tuple(theme for theme in listed if theme.slug in LABELLED)


def sentences(part: str, listed: tuple[Theme, ...]) -> Iterator[Sentence]:
    """Every sentence of a part, with its labels and what is suggested for it."""
    for path in sorted((FOLDER / part).glob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for view in document["views"]:
            paragraphs = [" ".join(sentence["text"] for sentence in paragraph) for paragraph in view["paragraphs"]]
            suggestions = suggest(paragraphs, listed, document["question"])
            for number, paragraph in enumerate(view["paragraphs"], start=1):
                start = 0
                for sentence in paragraph:
                    end = start + len(sentence["text"])
                    suggested = _overlapping(suggestions, number, start, end)
                    labels = frozenset(sentence["themes"])
                    yield Sentence(f"{path.stem}/{view['contributor']}", number, sentence["text"], labels, suggested)
                    start = end + 1


def _overlapping(
    suggestions: list[Suggestion], paragraph: int, start: int, end: int
) -> dict[str, tuple[Suggestion, ...]]:
    found: dict[str, tuple[Suggestion, ...]] = {}
    for suggestion in suggestions:
        stretch = suggestion.stretch
        if stretch.paragraph == paragraph and stretch.start < end and start < stretch.end:
            found[suggestion.theme] = (*found.get(suggestion.theme, ()), suggestion)
    return found


def by_sentence(labelled: list[Sentence], theme: str) -> Score:
    return _score((theme in sentence.labelled, theme in sentence.suggested) for sentence in labelled)


def by_paragraph(labelled: list[Sentence], theme: str) -> Score:
    paragraphs: dict[tuple[str, int], tuple[bool, bool]] = {}
    for sentence in labelled:
        key = (sentence.document, sentence.paragraph)
        is_labelled, is_suggested = paragraphs.get(key, (False, False))
        paragraphs[key] = (is_labelled or theme in sentence.labelled, is_suggested or theme in sentence.suggested)
    return _score(iter(paragraphs.values()))


def _score(pairs: Iterator[tuple[bool, bool]]) -> Score:
    counts = Counter(pairs)
    return Score(counts[True, True], counts[False, True], counts[True, False])


def table(part: str, labelled: list[Sentence], listed: tuple[Theme, ...]) -> Iterator[str]:
    documents = len({sentence.document.split("/")[0] for sentence in labelled})
    yield f"{part}: {documents} documents, {len(labelled)} sentences, {PARTS[part]}"
    heads = f"{'precision':>10}{'recall':>8}{'F1':>8}   {'right/wrong/missed':20}"
    yield f"{'':14}{heads}{heads}".rstrip()
    for theme in listed:
        sentence, paragraph = by_sentence(labelled, theme.slug), by_paragraph(labelled, theme.slug)
        yield f"{theme.slug:14}{sentence!s:49}{paragraph}"
    yield f"{'':14}{'  by sentence':49}  by paragraph"


def misses(labelled: list[Sentence], listed: tuple[Theme, ...]) -> Iterator[str]:
    for theme in listed:
        for sentence in labelled:
            is_labelled, suggested = theme.slug in sentence.labelled, sentence.suggested.get(theme.slug, ())
            if is_labelled != bool(suggested):
                reasons = [reason for suggestion in suggested for reason in suggestion.reasons]
                why = "; ".join(str(reason) for reason in reasons if reason.words in sentence.text)
                kind = f"wrong ({why})" if suggested else "missed"
                yield f"{sentence.document} paragraph {sentence.paragraph}: {theme.slug}: {kind}: {sentence.text}"


@click.command()
@click.option("--misses", "with_misses", is_flag=True, help="List what was missed or wrong in the tuned part.")
@click.option("--part", "parts", type=click.Choice(list(PARTS)), multiple=True, help="Only this part.")
def main(with_misses: bool, parts: tuple[str, ...]) -> None:
    """Score theme suggestions on the labelled round-tables."""
    listed = themes(FOLDER.parents[1])
    for part in parts or PARTS:
        labelled = list(sentences(part, listed))
        click.echo("\n".join([*table(part, labelled, listed), ""]))
        if with_misses and part == "tuned":
            click.echo("\n".join([*misses(labelled, listed), ""]))


if __name__ == "__main__":
    main()
