"""A view's text, cut wherever a quotation starts or ends, so that overlapping quotations can be marked.

The style sheet marks the quotation of the anchor that the address points to: an anchor and the pieces of its quotation
have the same number. Two quotations of a paragraph never share a number, and one that runs through several paragraphs
shares its number with no other of the view. The style sheet has numbers up to MOST_MARKS, and for quotations through
several paragraphs up to MOST_CONTINUED.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from expertviews import addresses
from expertviews.mappings import grouped
from expertviews.model import Correction, View
from expertviews.quotes import (
    CorrectedWords,
    ExcerptPassage,
    FragmentAliases,
    Passages,
    StancePassage,
    Stretch,
    corrected_words,
    fold,
    split_sentences,
    undone,
)

MOST_MARKS = 24
MOST_CONTINUED = 8

Passage = ExcerptPassage | StancePassage


class Sentence(NamedTuple):
    """A sentence of a paragraph: where it is, its id, and the ids that it has had or has as the source prints it."""

    start: int
    end: int
    fragment: str
    aliases: tuple[str, ...]
    words: str


class Anchor(NamedTuple):
    """The start of a quotation: an id of it, and its number (0 if the style sheet has no more).

    `nth` is the place of an excerpt among those that start in the paragraph, from 1; 0 for others.
    """

    fragment: str
    number: int
    nth: int = 0


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of text in which no quotation starts or ends.

    `sentence` is the one that it is part of; white space between sentences is part of none.
    `numbers` are those of its quotations that start in this paragraph, `continued` those of quotations from an earlier
    one; `excerpt` says whether any of them is an excerpt, and `closes` whether one ends here where another goes on or
    follows; `correction` is the one that it is part of, if any.
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
    """A paragraph, cut into pieces, the excerpts and stances that start in it, and the corrections of misprints in it.

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
        return [(sentence, list(pieces)) for sentence, pieces in groupby(self.pieces, lambda it: it.sentence)]


def marked_paragraphs(view: View, passages: Passages, aliases: FragmentAliases) -> tuple[MarkedParagraph, ...]:
    """A checked view's paragraphs with its excerpts and stances marked. Raises quotes.QuoteError."""
    excerpts, stances = passages.excerpts(view), passages.stances(view)
    everything: list[Passage] = [*excerpts, *stances]
    numbers = _numbers(everything)
    places = ((stretch, passage) for passage in everything for stretch in passage.found.stretches)
    stretches = grouped(places, lambda place: place[0].paragraph)
    corrected, sentences = _corrected(view), sentences_of(view)
    marks = [_Marks(stretches[at], corrected[at], each) for at, each in enumerate(sentences, start=1)]
    return tuple(
        MarkedParagraph(
            number,
            addresses.paragraph_fragment(view.question, number),
            aliases.paragraph(view.question, number),
            tuple(_pieces(text, marks[number - 1], numbers, aliases)),
            tuple(passage for passage in excerpts if passage.found.paragraph == number),
            tuple(passage for passage in stances if passage.found.paragraph == number),
            tuple(it.correction for it in corrected[number]),
        )
        for number, text in enumerate(view.paragraphs, start=1)
    )


def corrected_paragraphs(
    view: View, most: int | None = None
) -> Iterator[tuple[tuple[MarkedPiece, ...], tuple[Correction, ...]]]:
    """A checked view's first paragraphs, each in pieces with only its corrections marked, and these corrections."""
    corrected = _corrected(view)
    for number, text in enumerate(view.paragraphs[:most], start=1):
        pieces = _pieces(text, _Marks((), corrected[number]), {}, FragmentAliases(()))
        yield tuple(pieces), tuple(it.correction for it in corrected[number])


def sentences_of(view: View) -> list[tuple[Sentence, ...]]:
    """The sentences of each paragraph of a view. A sentence that is corrected keeps the id of its misprinted words."""
    count: Counter[str] = Counter()

    def fragment(words: str) -> str:
        count[words] += 1
        return addresses.sentence_fragment(view.question, words, count[words] - 1)

    found = []
    for text in view.paragraphs:
        sentences = []
        for start, end in split_sentences(text, view.language):
            words = fold(text[start:end])
            printed = undone(words, view.corrections) if view.corrections else words
            aliases = (fragment(printed),) if printed != words else ()
            sentences.append(Sentence(start, end, fragment(words), aliases, words))
        found.append(tuple(sentences))
    return found


def lost_sentences(view: View, version: View) -> list[tuple[str, ...]]:
    """For each paragraph of an earlier version of a view, the ids of sentences that the view doesn't have any more."""
    kept = {it.fragment for paragraph in sentences_of(view) for it in paragraph}
    return [tuple(it.fragment for it in each if it.fragment not in kept) for each in sentences_of(version)]


def _corrected(view: View) -> Mapping[int, list[CorrectedWords]]:
    """The corrections of each paragraph, by its number."""
    return grouped(corrected_words(view), lambda words: words.stretch.paragraph)


def _numbers(passages: Sequence[Passage]) -> dict[str, int]:
    """Each passage's number by its fragment. Those that run through several paragraphs come first."""
    several = [passage.fragment for passage in passages if len(passage.found.stretches) > 1]
    numbers = {fragment: number for number, fragment in enumerate(several, start=1)}
    count: Counter[int] = Counter()
    for passage in passages:
        if passage.fragment not in numbers:
            count[passage.found.paragraph] += 1
            numbers[passage.fragment] = len(several) + count[passage.found.paragraph]
    return {fragment: number if number <= MOST_MARKS else 0 for fragment, number in numbers.items()}


@dataclass(frozen=True)
class _Marks:
    """What is marked in a paragraph: quotations, corrections and sentences."""

    quoted: Sequence[tuple[Stretch, Passage]]
    corrected: Sequence[CorrectedWords]
    sentences: Sequence[Sentence] = ()

    @property
    def filed(self) -> list[tuple[Stretch, Passage]]:
        """The quotations that are excerpts."""
        return [(stretch, passage) for stretch, passage in self.quoted if isinstance(passage, ExcerptPassage)]

    def nth(self, passage: Passage) -> int:
        """The place of an excerpt among those that start in the paragraph, from 1; 0 for others."""
        begun = [it for stretch, it in self.filed if stretch == it.found.stretches[0]]
        return 1 + begun.index(passage) if passage in begun else 0

    def closes(self, text: str, end: int) -> bool:
        """Whether an excerpt ends here, and its underline wouldn't show it, since another goes on or follows."""
        following = end + len(text[end:]) - len(text[end:].lstrip())
        ended = any(end == it.end and it == passage.found.stretches[-1] for it, passage in self.filed)
        return ended and any(it.start <= following < it.end for it, _ in self.filed)

    @property
    def cuts(self) -> Iterator[int]:
        """Where any of them starts or ends."""
        stretches = [*(stretch for stretch, _ in self.quoted), *(it.stretch for it in self.corrected)]
        yield from chain.from_iterable((it.start, it.end) for it in stretches)
        yield from chain.from_iterable((it.start, it.end) for it in self.sentences)


def _pieces(text: str, marks: _Marks, numbers: Mapping[str, int], aliases: FragmentAliases) -> Iterator[MarkedPiece]:
    for start, end in pairwise(sorted({0, len(text), *marks.cuts})):
        within = [
            (stretch, passage) for stretch, passage in marks.quoted if stretch.start <= start and end <= stretch.end
        ]
        begun = [passage for stretch, passage in within if stretch == passage.found.stretches[0]]
        continued = [passage for stretch, passage in within if stretch != passage.found.stretches[0]]
        anchors = (
            Anchor(fragment, numbers[passage.fragment], marks.nth(passage) if fragment == passage.fragment else 0)
            for passage in begun
            if passage.found.stretches[0].start == start
            for fragment in (passage.fragment, *aliases.passage(passage))
        )
        yield MarkedPiece(
            text[start:end],
            next((it for it in marks.sentences if it.start <= start and end <= it.end), None),
            tuple(anchors),
            tuple(number for passage in begun if (number := numbers[passage.fragment])),
            tuple(number for passage in continued if (number := numbers[passage.fragment])),
            any(isinstance(passage, ExcerptPassage) for _, passage in within),
            marks.closes(text, end),
            next(
                (it.correction for it in marks.corrected if it.stretch.start <= start and end <= it.stretch.end), None
            ),
        )
