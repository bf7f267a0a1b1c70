"""Misprints of a source that a view corrects: where they are, what is printed there, and what may be one.

The words of a correction occur once in a view; as whole words, within a paragraph.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from expertviews.model import BLANK_LINE, Correction, View
from expertviews.quotes.closest import straight_marks, word_changes
from expertviews.quotes.finding import has
from expertviews.quotes.text import Found, Stretch, fold, folded_text

_MOST_MISPRINTS = 3  # in a paragraph; with more differences, it is another text
_LONGEST_MISPRINT = 3  # words
_MIN_SIMILARITY = 60  # of 100, between a misprint and the right words

Corrections = Sequence[Correction]
_Change = tuple[int, int, int, int]
_MARKS_AT_START, _MARKS_AT_END = re.compile(r"^\W*"), re.compile(r"\W*$")


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
    return view.saying(text=text, title=title or None, bio=bio or None, notes=tuple(notes))


def corrected_quote(view: View, quote: str) -> str | None:
    """A quotation of what the source prints, with the view's corrections; None if it doesn't need them."""
    line = fold(quote)
    for it in view.corrections:
        line = line.replace(fold(it.printed), fold(it.corrected))
    return line if line != fold(quote) and has(view.paragraphs, line) else None


def misprints(words: str, source: str, whole: str) -> tuple[tuple[str, str], ...]:
    """What may be misprinted in a passage of a source: pairs of printed and right words, if `words` are right.

    The right words occur once in the `whole` text. There are none if the two differ by more than misprints.
    """
    ours, theirs = words.split(), source.split()
    changes = [*islice(word_changes(ours, theirs), _MOST_MISPRINTS + 1)]
    if straight_marks(words) == straight_marks(source) or len(changes) > _MOST_MISPRINTS:
        return ()
    found: list[_Change] = []
    for change in changes:
        i, j, k, m = change
        small = max(j - i, m - k) <= _LONGEST_MISPRINT and _similar(ours[i:j], theirs[k:m])
        wider = _widened(ours, theirs, change, whole) if small else None
        if not wider or (found and wider[0] < found[-1][1]):
            return ()
        found.append(wider)
    return tuple(_trimmed(" ".join(theirs[k:m]), " ".join(ours[i:j]), whole) for i, j, k, m in found)


def _widened(ours: Sequence[str], theirs: Sequence[str], change: _Change, whole: str) -> _Change | None:
    """A change with as many of the words next to it as make our words occur once in the whole text."""
    i, j, k, m = change
    while i == j or k == m or not _is_once(" ".join(ours[i:j]), whole):
        if i and k and ours[i - 1] == theirs[k - 1]:
            i, k = i - 1, k - 1
        elif ours[j : j + 1] and ours[j : j + 1] == theirs[m : m + 1]:
            j, m = j + 1, m + 1
        else:
            return None
    return i, j, k, m


def _trimmed(printed: str, right: str, whole: str) -> tuple[str, str]:
    """Both without the marks that they have in common at their ends, if the right words still occur once."""
    head, tail = (len(marks[0]) for marks in (_MARKS_AT_START.search(right), _MARKS_AT_END.search(right)) if marks)
    bare = right[head : len(right) - tail]
    same = printed[:head] == right[:head] and printed[len(printed) - tail :] == right[len(right) - tail :]
    return (printed[head : len(printed) - tail], bare) if same and _is_once(bare, whole) else (printed, right)


def _is_once(words: str, whole: str) -> bool:
    return len(list(islice(folded_text((whole,)).occurrences(words), 2))) == 1


def _similar(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) + len(theirs) == 1 or fuzz.ratio(" ".join(ours), " ".join(theirs)) >= _MIN_SIMILARITY


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
