"""Misprints of a source that a view corrects: where they are, and what is printed there.

The words of a correction occur once in a view; as whole words, within a paragraph.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from expertviews.model import BLANK_LINE, Correction, View
from expertviews.quotes.finding import has
from expertviews.quotes.text import Found, Stretch, fold, folded_text

Corrections = Sequence[Correction]


@dataclass(frozen=True)
class CorrectedWords:
    """A correction of a view's text, and where its words are."""

    correction: Correction
    stretch: Stretch


def corrected_words(view: View, found: Found | None = None) -> tuple[CorrectedWords, ...]:
    """The corrections of a view's text in their order; only those that touch a quotation, if that is given."""
    if not view.corrections:
        return ()
    line = folded_text(view.paragraphs)
    places = _places(line.line, view.corrections)
    everything = ((it, line.found(at, at + len(fold(it.corrected))).stretches) for at, it in places)
    return tuple(
        CorrectedWords(it, stretches[0])
        for it, stretches in everything
        if len(stretches) == 1 and (not found or any(stretches[0].overlaps(other) for other in found.stretches))
    )


def corrected_blocks(view: View) -> tuple[str, ...]:
    """All words in which a view may correct misprints: its text, title, bio and notes."""
    return (*view.paragraphs, view.title or "", *BLANK_LINE.split(view.bio or ""), *view.notes)


def corrections_of(words: str, corrections: Corrections) -> tuple[Correction, ...]:
    """The corrections in some words, such as those of a bio, in their order."""
    return tuple(it for _, it in _places(fold(words), corrections))


def occurrences(view: View, words: str) -> int:
    """How often the text, title, bio and notes have some words; two stands for any more."""
    found = (at for block in corrected_blocks(view) for at in folded_text((block,)).occurrences(fold(words)))
    return len(list(islice(found, 2)))


def undone(words: str, corrections: Corrections) -> str:
    """Some words of a view as the source prints them."""
    line = fold(words)
    for at, it in reversed(_places(line, corrections)):
        line = line[:at] + fold(it.printed) + line[at + len(fold(it.corrected)) :]
    return line


def printed_places(words: str, corrections: Corrections) -> Iterator[tuple[int, Correction]]:
    """Where the misprints start in some words as the source prints them."""
    shift = 0
    for at, it in _places(fold(words), corrections):
        yield at + shift, it
        shift += len(fold(it.printed)) - len(fold(it.corrected))


def respelt(words: str, corrections: Corrections, spelling: Callable[[str], str | None]) -> str | None:
    """Some words of a view, spelt as the source spells what it prints there, and corrected as before."""
    line = spelling(undone(words, corrections)) or ""
    for at, it in _places(fold(words), corrections) if line else ():
        line = line[:at] + fold(it.corrected) + line[at + len(fold(it.printed)) :]
    return line or None


def as_printed(view: View) -> View:
    """A view as its source has it, with its corrections undone."""
    if not view.corrections:
        return view
    text, bio = (_undone_blocks(it, view.corrections) for it in (view.text, view.bio or ""))
    title, *notes = (undone(it, view.corrections) for it in (view.title or "", *view.notes))
    return view.replacing(text=text, title=title or None, bio=bio or None, notes=tuple(notes))


def corrected_quote(view: View, quote: str) -> str | None:
    """A quotation of what the source prints, with the view's corrections; None if it doesn't need them."""
    line = fold(quote)
    for it in view.corrections:
        line = line.replace(fold(it.printed), fold(it.corrected))
    return line if line != fold(quote) and has(view.paragraphs, line) else None


def _undone_blocks(text: str, corrections: Corrections) -> str:
    return "\n\n".join(undone(block, corrections) for block in BLANK_LINE.split(text.strip()))


def _places(line: str, corrections: Corrections) -> list[tuple[int, Correction]]:
    """Where folded words have those of corrections, in order; of two that overlap, the first."""
    text, found, end = folded_text((line,)), [], 0
    places = ((at, it) for it in corrections for at in text.occurrences(fold(it.corrected)))
    for at, it in sorted(places, key=lambda place: place[0]) if corrections else ():
        if at >= end:
            found.append((at, it))
            end = at + len(fold(it.corrected))
    return found
