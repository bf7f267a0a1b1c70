"""Corrections of misprints: wrong ones, and those to propose where a view differs from its source by little."""

import json
from collections.abc import Sequence

from rapidfuzz import fuzz

from expertviews import dates, quotes
from expertviews.model import Correction, View
from expertviews.problems import shown
from expertviews.quotes import fold

_MAX_CHANGES = 3  # in a paragraph; with more differences, it is another text
_MIN_SIMILARITY = 60  # of 100, between a misprint and the right words
_MARGINS = range(4)  # numbers of words on either side, of which the first makes the right words occur once
_MARKS = " “”„‘’\"'«»()[],.;:!?…"


def wrong_correction(corrections: Sequence[Correction], words: str, source: str) -> tuple[int, str, str] | None:
    """Find the first correction whose misprint is in some words, as printed, but not in a passage of the source.

    Return its index, what is wrong, and what to do.
    """
    for index, correction in enumerate(corrections):
        printed, corrected = fold(correction.printed), fold(correction.corrected)
        if quotes.has((words,), printed) and not quotes.has((source,), printed):
            right = quotes.has((source,), corrected)
            instead = corrected if right else quotes.closest_passage(source, printed) or source
            what = f"the source doesn't have “{shown(printed)}” there: it has “{shown(instead)}”"
            return index, what, "remove this correction" if right else f"write `printed: {shown(instead, 200)}`"
    return None


def proposed(view: View, words: str, source: str) -> str:
    """Return what to add to `corrections` if words are right and a passage of the source isn't, as part of a remedy.

    Empty if they differ too much, only in spelling, or in words that the view has more than once.
    """
    ours, theirs = words.split(), source.split()
    changes = [*quotes.word_changes(ours, theirs)]
    alike = all(_is_like(ours[start:end], theirs[first:last]) for start, end, first, last in changes)
    if not (alike and 0 < len(changes) <= _MAX_CHANGES) or quotes.same_spelling(words) == quotes.same_spelling(source):
        return ""
    today, lines = dates.today().isoformat(), []
    for start, end, first, last in changes:
        margins = ((max(start - more, 0), end + more, max(first - more, 0), last + more) for more in _MARGINS)
        pairs = (_pair(view, ours[i:j], theirs[k:m]) for i, j, k, m in margins)
        pair = next(filter(None, pairs), None)
        if not pair:
            return ""
        printed, corrected = (json.dumps(it, ensure_ascii=False) for it in pair)
        lines.append(f"`- {{printed: {printed}, corrected: {corrected}, date: {today}, why: A misprint.}}`")
    return f"; if that is misprinted in the source, add under `corrections:` {' and '.join(lines)}"


def _is_like(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether some words may be a misprint of others; a single word may be left out or added."""
    return len(ours) + len(theirs) == 1 or fuzz.ratio(" ".join(ours), " ".join(theirs)) >= _MIN_SIMILARITY


def _pair(view: View, ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """Return what is printed and what is right, without marks around it if possible; None unless that is there once."""
    printed, right = " ".join(theirs), " ".join(ours)
    for pair in ((printed.strip(_MARKS), right.strip(_MARKS)), (printed, right)):
        if all(pair) and pair[0] != pair[1] and quotes.occurrences(view, pair[1]) == 1:
            return pair
    return None
