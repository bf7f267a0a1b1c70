"""How well theme suggestions agree with the labelled round-tables.

    python -m tests.evaluation.evaluate            precision, recall and F1 for each theme, of both parts
    python -m tests.evaluation.evaluate --misses   and the sentences of the tuned part that were missed or wrong

At the end: how a new theme of 15 words gets better as documents of the tuned part are filed.
Each part is measured twice: by the themes' terms alone, and with what the labels of the part's other documents teach
(leave one document out), as if editors had filed those. A sentence counts as suggested if any of its characters is;
a paragraph, if any of its sentences is. Nothing of the part set aside is printed but its figures.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import click
import yaml

from expertviews import content
from expertviews.model import Theme
from expertviews.quotes import Stretch
from expertviews.tagging import FiledView, Learned, Suggestion, learn, suggest

FOLDER = Path(__file__).parent
LABELLED = {"energy", "finance", "central-asia", "military"}
PARTS = {"tuned": "tuned on", "held-out": "set aside"}
FILED = (0, 5, 10, 20, 40, 80)
NEW = Theme(
    slug="finance",
    title="Finance",
    summary="As somebody might begin it.",
    order=1,
    terms=(
        *("bank", "money", "loan", "debt", "bond", "tax", "budget", "investment", "currency", "fund", "credit"),
        *("interest rate", "insurance", "subsidy", "pension"),
    ),
)


@dataclass(frozen=True)
class Labelled:
    """A labelled view: its sentences with their themes, paragraph by paragraph."""

    name: str
    paragraphs: tuple[tuple[tuple[str, frozenset[str]], ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(" ".join(text for text, _ in paragraph) for paragraph in self.paragraphs)

    @cached_property
    def filed(self) -> FiledView:
        """The view as if editors had filed what is labelled."""
        excerpts: dict[str, tuple[Stretch, ...]] = dict.fromkeys(sorted(LABELLED), ())
        for place, (_, themes) in self.places():
            for theme in themes & LABELLED:
                excerpts[theme] = (*excerpts[theme], place)
        return FiledView(self.name, self.texts, excerpts)

    def places(self) -> Iterator[tuple[Stretch, tuple[str, frozenset[str]]]]:
        """Where each sentence is."""
        for number, paragraph in enumerate(self.paragraphs, start=1):
            start = 0
            for text, themes in paragraph:
                yield Stretch(number, start, start + len(text)), (text, themes)
                start += len(text) + 1


@dataclass(frozen=True)
class Document:
    """A labelled round-table."""

    name: str
    question: str
    views: tuple[Labelled, ...]


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence, and what was suggested for it."""

    view: str
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


def documents(part: str) -> list[Document]:
    """The labelled round-tables of a part, by name."""
    return [_document(path) for path in sorted((FOLDER / part).glob("*.yml"))]


def _document(path: Path) -> Document:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    views = [Labelled(f"{path.stem}/{view['contributor']}", _paragraphs(view)) for view in data["views"]]
    return Document(path.stem, data["question"], tuple(views))


def _paragraphs(view: Mapping[str, Any]) -> tuple[tuple[tuple[str, frozenset[str]], ...], ...]:
    return tuple(
        tuple((sentence["text"], frozenset(sentence["themes"])) for sentence in paragraph)
        for paragraph in view["paragraphs"]
    )


def by_terms(part: Sequence[Document], listed: Sequence[Theme]) -> list[Sentence]:
    """Every sentence with what the themes' terms alone suggest."""
    return [sentence for document in part for sentence in suggested(document, listed, {})]


def by_terms_and_filed(part: Sequence[Document], listed: Sequence[Theme]) -> list[Sentence]:
    """Every sentence with what is suggested after editors have filed all the part's other documents."""
    found: list[Sentence] = []
    for document in part:
        others = [view.filed for other in part if other is not document for view in other.views]
        found += suggested(document, listed, learn(others, [theme.slug for theme in listed]))
    return found


def suggested(document: Document, listed: Sequence[Theme], learned: Mapping[str, Learned]) -> Iterator[Sentence]:
    """The sentences of a document with what is suggested for them."""
    for view in document.views:
        suggestions = suggest(view.texts, listed, document.question, learned)
        for place, (text, labels) in view.places():
            yield Sentence(view.name, place.paragraph, text, labels, _overlapping(suggestions, place))


def _overlapping(suggestions: Iterable[Suggestion], place: Stretch) -> dict[str, tuple[Suggestion, ...]]:
    found: dict[str, tuple[Suggestion, ...]] = {}
    for suggestion in suggestions:
        stretch = suggestion.stretch
        if stretch.paragraph == place.paragraph and stretch.start < place.end and place.start < stretch.end:
            found[suggestion.excerpt.theme] = (*found.get(suggestion.excerpt.theme, ()), suggestion)
    return found


def by_sentence(labelled: Iterable[Sentence], theme: str) -> Score:
    return _score((theme in sentence.labelled, theme in sentence.suggested) for sentence in labelled)


def by_paragraph(labelled: Iterable[Sentence], theme: str) -> Score:
    paragraphs: dict[tuple[str, int], tuple[bool, bool]] = {}
    for sentence in labelled:
        key = (sentence.view, sentence.paragraph)
        is_labelled, is_suggested = paragraphs.get(key, (False, False))
        paragraphs[key] = (is_labelled or theme in sentence.labelled, is_suggested or theme in sentence.suggested)
    return _score(iter(paragraphs.values()))


def _score(pairs: Iterator[tuple[bool, bool]]) -> Score:
    counts = Counter(pairs)
    return Score(counts[True, True], counts[False, True], counts[True, False])


def curve(
    learning: Sequence[Document], measured: Sequence[Document], theme: Theme
) -> Iterator[tuple[int, Score, Score]]:
    """How many documents editors have filed, in an order by chance, and the scores by sentence and by paragraph."""
    shuffled = sorted(learning, key=lambda document: hashlib.sha256(document.name.encode()).digest())
    for filed in FILED:
        learned = learn([view.filed for document in shuffled[:filed] for view in document.views], [theme.slug])
        found = [sentence for document in measured for sentence in suggested(document, [theme], learned)]
        yield filed, by_sentence(found, theme.slug), by_paragraph(found, theme.slug)


_HEADS = f"{'precision':>10}{'recall':>8}{'F1':>8}   {'right/wrong/missed':20}"


def table(title: str, labelled: Sequence[Sentence], listed: Iterable[Theme]) -> Iterator[str]:
    yield title
    yield f"{'':14}{_HEADS}{_HEADS}".rstrip()
    for theme in listed:
        sentence, paragraph = by_sentence(labelled, theme.slug), by_paragraph(labelled, theme.slug)
        yield f"{theme.slug:14}{sentence!s:49}{paragraph}"
    yield f"{'':14}{'  by sentence':49}  by paragraph"


def misses(labelled: Sequence[Sentence], listed: Iterable[Theme]) -> Iterator[str]:
    for theme in listed:
        for sentence in labelled:
            is_labelled, suggestions = theme.slug in sentence.labelled, sentence.suggested.get(theme.slug, ())
            if is_labelled != bool(suggestions):
                why = "; ".join(str(reason) for suggestion in suggestions for reason in suggestion.reasons)
                kind = f"wrong ({why})" if suggestions else "missed"
                yield f"{sentence.view} paragraph {sentence.paragraph}: {theme.slug}: {kind}: {sentence.text}"


def _print_part(part: str, listed: Sequence[Theme], *, with_misses: bool) -> None:
    chosen = documents(part)
    alone, learned = by_terms(chosen, listed), by_terms_and_filed(chosen, listed)
    head = f"{part}: {len(chosen)} documents, {len(alone)} sentences, {PARTS[part]}"
    click.echo("\n".join([*table(f"{head}: terms alone", alone, listed), ""]))
    click.echo("\n".join([*table(f"{head}: with what the other documents teach", learned, listed), ""]))
    if with_misses and part == "tuned":
        click.echo("\n".join([*misses(learned, listed), ""]))


def _print_curve() -> None:
    click.echo(f"A new theme, {NEW.slug}, of {len(NEW.terms)} words, on the part set aside")
    click.echo(f"{'filed':14}{_HEADS}{_HEADS}".rstrip())
    for filed, sentence, paragraph in curve(documents("tuned"), documents("held-out"), NEW):
        click.echo(f"{filed:<14}{sentence!s:49}{paragraph}")


@click.command()
@click.option("--misses", "with_misses", is_flag=True, help="List what was missed or wrong in the tuned part.")
@click.option("--part", "parts", type=click.Choice(list(PARTS)), multiple=True, help="Only this part.")
def main(with_misses: bool, parts: tuple[str, ...]) -> None:
    """Score theme suggestions on the labelled round-tables."""
    listed = themes(FOLDER.parents[1])
    for part in parts or PARTS:
        _print_part(part, listed, with_misses=with_misses)
    if not parts:
        _print_curve()


if __name__ == "__main__":
    main()
