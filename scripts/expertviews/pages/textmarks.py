"""A view's text, cut wherever a quotation starts or ends, so that overlapping quotations can be marked.

The style sheet marks the quotation of the anchor that the address points to: an anchor and the pieces of its quotation
have the same number. Two quotations of a paragraph never share a number, and one that runs through several paragraphs
shares its number with no other of the view. The style sheet has numbers up to MOST_MARKS, and for quotations through
several paragraphs up to MOST_CONTINUED.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from expertviews import addresses
from expertviews.model import Correction, View
from expertviews.quotes import (
    CorrectedWords,
    ExcerptPassage,
    FragmentAliases,
    Passages,
    StancePassage,
    Stretch,
    corrected_words,
)

MOST_MARKS = 24
MOST_CONTINUED = 8

Passage = ExcerptPassage | StancePassage


class Anchor(NamedTuple):
    """The start of a quotation: an id of it, and its number (0 if the style sheet has no more)."""

    fragment: str
    number: int


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of text in which no quotation starts or ends.

    `numbers` are those of its quotations that start in this paragraph, `continued` those of quotations from an earlier
    one; `excerpt` says whether any of them is an excerpt; `correction` is the one that it is part of, if any.
    """

    text: str
    anchors: tuple[Anchor, ...] = ()
    numbers: tuple[int, ...] = ()
    continued: tuple[int, ...] = ()
    excerpt: bool = False
    correction: Correction | None = None


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph, cut into pieces, the excerpts that start in it, and the corrections of misprints in it.

    `aliases` are its previous ids, and those of excerpts of a removed theme.
    """

    number: int
    fragment: str
    aliases: tuple[str, ...]
    pieces: tuple[MarkedPiece, ...]
    excerpts: tuple[ExcerptPassage, ...]
    corrections: tuple[Correction, ...]


def marked_paragraphs(view: View, passages: Passages, aliases: FragmentAliases) -> tuple[MarkedParagraph, ...]:
    """A checked view's paragraphs with its excerpts and stances marked. Raises quotes.QuoteError."""
    excerpts = passages.excerpts(view)
    everything: list[Passage] = [*excerpts, *passages.stances(view)]
    numbers = _numbers(everything)
    stretches: dict[int, list[tuple[Stretch, Passage]]] = defaultdict(list)
    for passage in everything:
        for stretch in passage.found.stretches:
            stretches[stretch.paragraph].append((stretch, passage))
    corrected = _corrected(view)
    return tuple(
        MarkedParagraph(
            number,
            addresses.paragraph_fragment(view.question, number),
            aliases.paragraph(view.question, number),
            tuple(_pieces(text, stretches[number], corrected[number], numbers, aliases)),
            tuple(passage for passage in excerpts if passage.found.paragraph == number),
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
        pieces = _pieces(text, (), corrected[number], {}, FragmentAliases(()))
        yield tuple(pieces), tuple(it.correction for it in corrected[number])


def _corrected(view: View) -> Mapping[int, list[CorrectedWords]]:
    """The corrections of each paragraph, by its number."""
    found: dict[int, list[CorrectedWords]] = defaultdict(list)
    for words in corrected_words(view):
        found[words.stretch.paragraph].append(words)
    return found


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


def _pieces(
    text: str,
    stretches: Sequence[tuple[Stretch, Passage]],
    corrected: Sequence[CorrectedWords],
    numbers: dict[str, int],
    aliases: FragmentAliases,
) -> Iterator[MarkedPiece]:
    marked = [*(stretch for stretch, _ in stretches), *(it.stretch for it in corrected)]
    cuts = {0, len(text)} | {cut for stretch in marked for cut in (stretch.start, stretch.end)}
    for start, end in pairwise(sorted(cuts)):
        within = [(stretch, passage) for stretch, passage in stretches if stretch.start <= start and end <= stretch.end]
        begun = [passage for stretch, passage in within if stretch == passage.found.stretches[0]]
        continued = [passage for stretch, passage in within if stretch != passage.found.stretches[0]]
        anchors = (
            Anchor(fragment, numbers[passage.fragment])
            for passage in begun
            if passage.found.stretches[0].start == start
            for fragment in (passage.fragment, *aliases.passage(passage))
        )
        yield MarkedPiece(
            text[start:end],
            tuple(anchors),
            tuple(number for passage in begun if (number := numbers[passage.fragment])),
            tuple(number for passage in continued if (number := numbers[passage.fragment])),
            any(isinstance(passage, ExcerptPassage) for _, passage in within),
            next((it.correction for it in corrected if it.stretch.start <= start and end <= it.stretch.end), None),
        )
