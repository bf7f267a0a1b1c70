"""The words of documents in seeds/ with which the record is compared, and where in the document they are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from expertviews import quotes, seeds
from expertviews.content import KeyPath, Record, documents
from expertviews.model import ERASED, Entity, Question, SeedSource, View
from expertviews.problems import ProblemsFound
from expertviews.quotes import fold


@dataclass(frozen=True)
class SourceText:
    """Words of a document on one line, with the numbers of the lines that they come from.

    `line_ends` and `paragraph_ends` are the offsets in `words` at which each line and each paragraph ends.
    """

    words: str
    line_numbers: Sequence[int]
    line_ends: Sequence[int]
    paragraph_ends: Sequence[int]

    def find(self, paragraphs: Iterable[str]) -> list[tuple[int, int]] | None:
        """Return where each paragraph starts and ends (half-open), or None if one is missing.

        They are in order, preferably one right after the other; else other words may be between them.
        """
        folded = [fold(paragraph) for paragraph in paragraphs]
        end = max(self.words.find(" ".join(folded)), 0)
        places = []
        for paragraph in folded:
            start = self.words.find(paragraph, end)
            if start < 0:
                return None
            end = start + len(paragraph)
            places.append((start, end))
        return places

    def around(self, places: Sequence[tuple[int, int]]) -> list[str]:
        """Return the words before, between and after places, which are in order."""
        ends = [0, *(end for _, end in places)]
        starts = [*(start for start, _ in places), len(self.words)]
        return [self.words[end:start] for end, start in zip(ends, starts, strict=True)]

    def line(self, offset: int) -> int:
        """Return the number of the line that a character comes from."""
        return self.line_numbers[bisect_left(self.line_ends, offset)]


def source_text(document: str, source: SeedSource | None = None) -> SourceText:
    """Return the words of a document, or only those in the lines of a source."""
    blocks = seeds.paragraphs(document)
    paragraphs = []
    for first, last in source.ranges if source else [(1, line_count(document))]:
        start = bisect_left(blocks, first, key=lambda block: block.last_line)
        end = bisect_right(blocks, last, key=lambda block: block.number)
        for block in blocks[start:end]:
            lines = [(line.number, line.text) for line in block.lines if first <= line.number <= last]
            paragraphs.append(lines)
    return joined(paragraphs)


def joined(paragraphs: Iterable[Sequence[tuple[int, str]]]) -> SourceText:
    """Join paragraphs, each given as lines with their numbers."""
    lines, numbers, line_ends, paragraph_ends, end = [], [], [], [], -1
    for paragraph in paragraphs:
        for number, line in paragraph:
            lines.append(fold(line))
            end += len(lines[-1]) + 1
            numbers.append(number)
            line_ends.append(end)
        paragraph_ends.append(end)
    return SourceText(" ".join(lines), numbers, line_ends, paragraph_ends)


def line_count(document: str) -> int:
    """Return the number of lines of a document; a last one may be empty."""
    return document.count("\n") + 1


def seed_text(record: Record, seed: str) -> str | None:
    """Return the plain text of a document in seeds/; None if it is missing or can't be read."""
    try:
        return documents.text(record.root, seed)
    except (FileNotFoundError, ProblemsFound):
        return None


def source_words(record: Record, entity: Entity) -> str:
    """Return the words of a view's lines, or of a question's document; empty if they can't be read."""
    source = entity.source if isinstance(entity, View) and isinstance(entity.source, SeedSource) else None
    seed = entity.seed if isinstance(entity, Question) else source and source.seed
    document = seed_text(record, seed) if seed else None
    return source_text(document, source).words if document else ""


def has_all(source: str, paragraphs: Iterable[str]) -> bool:
    """Whether the words of a source contain each paragraph exactly, in whole words."""
    return all(f" {fold(paragraph)} " in f" {source} " for paragraph in paragraphs)


def versions(view: View) -> Iterator[tuple[KeyPath, View]]:
    """Yield a view and its earlier versions, each with its key and with the words as its own source prints them.

    Versions of a withdrawn view whose text was erased are left out.
    """
    for index, version in enumerate(view.versions):
        if not (view.withdrawn and version.text.strip() == ERASED):
            yield (("earlier", index - 1) if index else ()), quotes.as_printed(version)
