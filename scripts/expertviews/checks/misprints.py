"""Corrections of misprints: wrong ones, and those to propose where a view differs from its source by little."""

import json
from collections.abc import Iterator, Sequence
from functools import partial

from rapidfuzz import fuzz

from expertviews import dates, quotes
from expertviews.model import Correction, View
from expertviews.problems import shown
from expertviews.quotes import fold

_MOST = 3  # in a paragraph; with more differences, it is another text
_MIN_SIMILARITY = 60  # of 100, between a misprint and the right words
_AROUND = range(4)  # words on either side that make the right words occur once
_MARKS = " “”„‘’\"'«»()[],.;:!?…"


def wrong(corrections: Sequence[Correction], words: str, source: str) -> Iterator[tuple[int, str, str]]:
    """The corrections by which some words, as printed, differ from a passage of the source, by their numbers from 0."""
    for number, it in enumerate(corrections):
        printed, corrected = fold(it.printed), fold(it.corrected)
        if quotes.has((words,), printed) and not quotes.has((source,), printed):
            right = quotes.has((source,), corrected)
            instead = corrected if right else quotes.closest_passage(source, printed) or source
            what = f"the source doesn't have “{shown(printed)}” there: it has “{shown(instead)}”"
            yield number, what, "remove this correction" if right else f"write `printed: {shown(instead, 200)}`"


def proposed(view: View, words: str, source: str) -> str:
    """What to add to `corrections` if words are right and a passage of the source isn't; as part of a remedy."""
    ours, theirs = words.split(), source.split()
    changes = [*quotes.word_changes(ours, theirs)]
    alike = all(_is_like(ours[i:j], theirs[k:m]) for i, j, k, m in changes)
    if not (alike and 0 < len(changes) <= _MOST) or quotes.same_spelling(words) == quotes.same_spelling(source):
        return ""
    wider = (((ours[max(i - n, 0) : j + n], theirs[max(k - n, 0) : m + n]) for n in _AROUND) for i, j, k, m in changes)
    found = [pair for its in wider if (pair := next(filter(None, (_pair(view, *it) for it in its)), None))]
    quoted = partial(json.dumps, ensure_ascii=False)
    today = dates.today().isoformat()
    lines = [
        f"`- {{printed: {quoted(printed)}, corrected: {quoted(right)}, date: {today}, why: A misprint.}}`"
        for printed, right in found
    ]
    return f"; if that is misprinted in the source, add under `corrections:` {' and '.join(lines)}"


def _is_like(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) + len(theirs) == 1 or fuzz.ratio(" ".join(ours), " ".join(theirs)) >= _MIN_SIMILARITY


def _pair(view: View, ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """What is printed and what is right, without marks around it if possible; None unless the view has it once."""
    right, printed = " ".join(ours), " ".join(theirs)
    pairs = ((printed.strip(_MARKS), right.strip(_MARKS)), (printed, right))
    return next((it for it in pairs if all(it) and it[0] != it[1] and quotes.occurrences(view, it[1]) == 1), None)
