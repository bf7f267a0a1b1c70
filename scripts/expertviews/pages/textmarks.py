"""Cuts a view's text wherever a quotation starts or ends, so that overlapping quotations can be marked.

The style sheet marks the quotation whose anchor the address points to: an anchor and the pieces of its quotation have
the same number. Two quotations of a paragraph never share a number, and one that runs through several paragraphs shares
its number with no other of the view. The style sheet has numbers up to MAX_MARKS, and for quotations through
several paragraphs up to MAX_CONTINUED.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from expertviews import addresses, quotes
from expertviews.mappings import grouped
from expertviews.model import Correction, View
from expertviews.quotes import CorrectedWords, ExcerptPassage, FragmentAliases, Passages, StancePassage, Stretch

MAX_MARKS = 24
MAX_CONTINUED = 8

Passage = ExcerptPassage | StancePassage


class Sentence(NamedTuple):
    """A sentence of a paragraph: its place, its id, and if it is corrected, the id of its misprinted words, too."""

    start: int
    end: int
    fragment: str
    aliases: tuple[str, ...]
    words: str


class Anchor(NamedTuple):
    """The start of a quotation: an id of it, and its number (0 if the style sheet has no more).

    `nth` counts the excerpts that start in the paragraph, from 1; it is 0 for a stance and for a previous id.
    """

    fragment: str
    number: int
    nth: int = 0


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of text in which no quotation starts or ends.

    `sentence` is the one that it is part of; white space between sentences is part of none. `numbers` are those of its
    quotations that start in this paragraph, `continued` those of quotations from an earlier one; `excerpt` says whether
    any is an excerpt, and `closes` whether one ends here where another goes on or follows; `correction` is that in it.
    """

    text: str
    sentence: "Sentence | None" = None
    anchors: tuple[Anchor, ...] = ()
    numbers: tuple[int, ...] = ()
    continued: tuple[int, ...] = ()
    excerpt: bool = False
    closes: bool = False
    correction: Correction | None = None


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph, cut into pieces, with the excerpts and stances that start in it, and its corrections.

    `aliases` are its previous ids, and those of excerpts of a removed theme.
    """

    number: int
    fragment: str
    aliases: tuple[str, ...]
    pieces: tuple[MarkedPiece, ...]
    excerpts: tuple[ExcerptPassage, ...]
    stances: tuple[StancePassage, ...]
    corrections: tuple[Correction, ...]

    @property
    def sentences(self) -> list[tuple[Sentence | None, list[MarkedPiece]]]:
        """The pieces by sentence; those between sentences by themselves."""
        return [(sentence, list(pieces)) for sentence, pieces in groupby(self.pieces, lambda piece: piece.sentence)]


def marked_paragraphs(view: View, passages: Passages, aliases: FragmentAliases) -> tuple[MarkedParagraph, ...]:
    """Return a checked view's paragraphs with its excerpts and stances marked. Raises quotes.QuoteError."""
    excerpts, stances = passages.excerpts(view), passages.stances(view)
    quotations: list[Passage] = [*excerpts, *stances]
    numbers = _numbers(quotations)
    quoted = ((stretch, passage) for passage in quotations for stretch in passage.found.stretches)
    quoted_in, corrected_in = grouped(quoted, lambda place: place[0].paragraph), _corrected(view)
    paragraphs = []
    for number, (text, sentences) in enumerate(zip(view.paragraphs, sentences_of(view), strict=True), start=1):
        marks = _Marks(quoted_in[number], corrected_in[number], sentences)
        paragraph = MarkedParagraph(
            number,
            addresses.paragraph_fragment(view.question, number),
            aliases.paragraph(view.question, number),
            tuple(_pieces(text, marks, numbers, aliases)),
            tuple(passage for passage in excerpts if passage.found.paragraph == number),
            tuple(passage for passage in stances if passage.found.paragraph == number),
            tuple(words.correction for words in corrected_in[number]),
        )
        paragraphs.append(paragraph)
    return tuple(paragraphs)


def corrected_paragraphs(
    view: View, most: int | None = None
) -> Iterator[tuple[tuple[MarkedPiece, ...], tuple[Correction, ...]]]:
    """Yield the pieces and the corrections of a checked view's first paragraphs; only corrections are marked."""
    corrected_in = _corrected(view)
    for number, text in enumerate(view.paragraphs[:most], start=1):
        pieces = _pieces(text, _Marks((), corrected_in[number]), {}, FragmentAliases(()))
        yield tuple(pieces), tuple(words.correction for words in corrected_in[number])


def sentences_of(view: View) -> list[tuple[Sentence, ...]]:
    """Return the sentences of each paragraph of a view. A corrected one keeps the id of its misprinted words, too."""
    count: Counter[str] = Counter()

    def fragment(words: str) -> str:
        count[words] += 1
        return addresses.sentence_fragment(view.question, words, count[words] - 1)

    paragraphs = []
    for text in view.paragraphs:
        sentences = []
        for start, end in quotes.split_sentences(text, view.language):
            words = quotes.fold(text[start:end])
            printed = quotes.undone(words, view.corrections) if view.corrections else words
            aliases = (fragment(printed),) if printed != words else ()
            sentences.append(Sentence(start, end, fragment(words), aliases, words))
        paragraphs.append(tuple(sentences))
    return paragraphs


def lost_sentences(view: View, version: View) -> list[tuple[str, ...]]:
    """Return, for each paragraph of an earlier version of a view, the ids of sentences that the view has lost."""
    kept = {sentence.fragment for paragraph in sentences_of(view) for sentence in paragraph}
    fragments = ([sentence.fragment for sentence in paragraph] for paragraph in sentences_of(version))
    return [tuple(fragment for fragment in paragraph if fragment not in kept) for paragraph in fragments]


def _corrected(view: View) -> Mapping[int, list[CorrectedWords]]:
    """Return the corrected words in each paragraph, by its number."""
    return grouped(quotes.corrected_words(view), lambda words: words.stretch.paragraph)


def _numbers(passages: Sequence[Passage]) -> dict[str, int]:
    """Return each passage's number by its fragment. Those that run through several paragraphs come first."""
    several = [passage.fragment for passage in passages if len(passage.found.stretches) > 1]
    numbers = {fragment: number for number, fragment in enumerate(several, start=1)}
    count: Counter[int] = Counter()
    for passage in passages:
        if passage.fragment not in numbers:
            count[passage.found.paragraph] += 1
            numbers[passage.fragment] = len(several) + count[passage.found.paragraph]
    return {fragment: number if number <= MAX_MARKS else 0 for fragment, number in numbers.items()}


@dataclass(frozen=True)
class _Marks:
    """What is marked in a paragraph: quotations, corrections and sentences."""

    quoted: Sequence[tuple[Stretch, Passage]]
    corrected: Sequence[CorrectedWords]
    sentences: Sequence[Sentence] = ()

    @property
    def excerpts(self) -> list[tuple[Stretch, Passage]]:
        """The quotations that are excerpts."""
        return [(stretch, passage) for stretch, passage in self.quoted if isinstance(passage, ExcerptPassage)]

    def nth(self, passage: Passage) -> int:
        """Return the place of an excerpt among those that start in the paragraph, from 1; 0 for a stance."""
        begun = [excerpt for stretch, excerpt in self.excerpts if stretch == excerpt.found.stretches[0]]
        return 1 + begun.index(passage) if passage in begun else 0

    def closes(self, text: str, end: int) -> bool:
        """Return whether an excerpt ends here, and its underline doesn't show it, since another goes on or follows."""
        following = len(text) - len(text[end:].lstrip())
        ended = any(end == stretch.end and stretch == it.found.stretches[-1] for stretch, it in self.excerpts)
        return ended and any(stretch.start <= following < stretch.end for stretch, _ in self.excerpts)

    @property
    def cuts(self) -> Iterator[int]:
        """Where any of them starts or ends."""
        parts: list[Stretch | Sentence] = [*(stretch for stretch, _ in self.quoted), *self.sentences]
        parts += [words.stretch for words in self.corrected]
        for part in parts:
            yield from (part.start, part.end)


def _pieces(text: str, marks: _Marks, numbers: Mapping[str, int], aliases: FragmentAliases) -> Iterator[MarkedPiece]:
    """Cut a paragraph into pieces; `numbers` are those of passages, by fragment."""
    for start, end in pairwise(sorted({0, len(text), *marks.cuts})):

        def is_in(part: Stretch | Sentence, start: int = start, end: int = end) -> bool:
            return part.start <= start and end <= part.end

        quoted = [(stretch, passage) for stretch, passage in marks.quoted if is_in(stretch)]
        begun = [passage for stretch, passage in quoted if stretch == passage.found.stretches[0]]
        continued = [passage for stretch, passage in quoted if stretch != passage.found.stretches[0]]
        starting = [passage for passage in begun if passage.found.stretches[0].start == start]
        yield MarkedPiece(
            text[start:end],
            next(filter(is_in, marks.sentences), None),
            tuple(anchor for passage in starting for anchor in _anchors(passage, marks, numbers, aliases)),
            tuple(number for passage in begun if (number := numbers[passage.fragment])),
            tuple(number for passage in continued if (number := numbers[passage.fragment])),
            any(isinstance(passage, ExcerptPassage) for _, passage in quoted),
            marks.closes(text, end),
            next((words.correction for words in marks.corrected if is_in(words.stretch)), None),
        )


def _anchors(passage: Passage, marks: _Marks, numbers: Mapping[str, int], aliases: FragmentAliases) -> Iterator[Anchor]:
    """Yield the anchor of a passage, and those of its previous ids."""
    number = numbers[passage.fragment]
    yield Anchor(passage.fragment, number, marks.nth(passage))
    yield from (Anchor(alias, number) for alias in aliases.passage(passage))
