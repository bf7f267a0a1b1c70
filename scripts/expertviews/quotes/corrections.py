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
    """Return the corrections of a view's text in their order; only those that overlap a quotation, if that is given."""
    if not view.corrections:
        return ()
    text, corrected = folded_text(view.paragraphs), []
    for start, correction in _places(text.line, view.corrections):
        stretch, *others = text.found(start, start + len(fold(correction.corrected))).stretches
        is_wanted = not found or any(stretch.overlaps(quoted) for quoted in found.stretches)
        if is_wanted and not others:
            corrected.append(CorrectedWords(correction, stretch))
    return tuple(corrected)


def corrected_blocks(view: View) -> tuple[str, ...]:
    """Return all words in which a view may correct misprints: its text, title, bio and notes."""
    return (*view.paragraphs, view.title or "", *BLANK_LINE.split(view.bio or ""), *view.notes)


def corrections_of(words: str, corrections: Corrections) -> tuple[Correction, ...]:
    """Return the corrections in some words, such as those of a bio, in their order."""
    return tuple(correction for _, correction in _places(fold(words), corrections))


def occurrences(view: View, words: str) -> int:
    """Return how often the text, title, bio and notes have some words; at most two, which stands for any more."""
    starts = (start for block in corrected_blocks(view) for start in folded_text((block,)).occurrences(fold(words)))
    return len(list(islice(starts, 2)))


def undone(words: str, corrections: Corrections) -> str:
    """Return some words of a view as the source prints them."""
    line = fold(words)
    for start, correction in reversed(_places(line, corrections)):
        line = line[:start] + fold(correction.printed) + line[start + len(fold(correction.corrected)) :]
    return line


def printed_places(words: str, corrections: Corrections) -> Iterator[tuple[int, Correction]]:
    """Yield where each misprint starts in some words as the source prints them, with its correction."""
    shift = 0
    for start, correction in _places(fold(words), corrections):
        yield start + shift, correction
        shift += len(fold(correction.printed)) - len(fold(correction.corrected))


def respelt(words: str, corrections: Corrections, spelling: Callable[[str], str | None]) -> str | None:
    """Return words of a view, corrected as before, in the source's `spelling` of what it prints; None without one."""
    line = spelling(undone(words, corrections)) or ""
    for start, correction in _places(fold(words), corrections) if line else ():
        line = line[:start] + fold(correction.corrected) + line[start + len(fold(correction.printed)) :]
    return line or None


def as_printed(view: View) -> View:
    """Return a view as its source has it, with its corrections undone."""
    if not view.corrections:
        return view
    text, bio = (_undone_blocks(words, view.corrections) for words in (view.text, view.bio or ""))
    title = undone(view.title or "", view.corrections)
    notes = tuple(undone(note, view.corrections) for note in view.notes)
    return view.replacing(text=text, title=title or None, bio=bio or None, notes=notes)


def corrected_quote(view: View, quote: str) -> str | None:
    """Return a quotation with its misprints corrected as in the view; None if that changes nothing or isn't there."""
    line = fold(quote)
    for correction in view.corrections:
        line = line.replace(fold(correction.printed), fold(correction.corrected))
    return line if line != fold(quote) and has(view.paragraphs, line) else None


def _undone_blocks(text: str, corrections: Corrections) -> str:
    return "\n\n".join(undone(block, corrections) for block in BLANK_LINE.split(text.strip()))


def _places(line: str, corrections: Corrections) -> list[tuple[int, Correction]]:
    """Return where the words of corrections start in a folded line, in order; of two that overlap, only the first."""
    if not corrections:
        return []
    text, places, end = folded_text((line,)), [], 0
    everywhere = [(start, it) for it in corrections for start in text.occurrences(fold(it.corrected))]
    for start, correction in sorted(everywhere, key=lambda place: place[0]):
        if start >= end:
            places.append((start, correction))
            end = start + len(fold(correction.corrected))
    return places
