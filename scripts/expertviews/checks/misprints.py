"""Corrections of misprints: wrong ones, and those to propose where a view differs from its source by little."""

import json
from collections.abc import Iterator, Sequence
from functools import partial

from expertviews import dates, quotes
from expertviews.model import Correction, View
from expertviews.problems import shown
from expertviews.quotes import fold


def wrong(corrections: Sequence[Correction], words: str, source: str) -> Iterator[tuple[int, str, str]]:
    """The corrections by which some words, as printed, differ from a passage of the source, by their numbers from 0."""
    for number, it in enumerate(corrections):
        printed = fold(it.printed)
        for has in _instead(words, printed, source):
            what = f"the source doesn't have “{shown(printed)}” there: it has “{shown(has)}”"
            remedy = "remove this correction" if has == fold(it.corrected) else f"write `printed: {shown(has, 200)}`"
            yield number, what, remedy


def _instead(words: str, printed: str, source: str) -> Iterator[str]:
    """What a source has where some words have those `printed`, if it differs just there."""
    ours, theirs = words.split(), source.split()
    changes = [*quotes.word_changes(ours, theirs)]
    at = words.find(printed)
    while at >= 0:
        start, end = words.count(" ", 0, at), words.count(" ", 0, at + len(printed)) + 1
        inside = [change for change in changes if start <= change[0] and change[1] <= end]
        if inside:
            has = " ".join(theirs[inside[0][2] - inside[0][0] + start : inside[-1][3] - inside[-1][1] + end])
            before, _, after = " ".join(ours[start:end]).partition(printed)
            yield has.removeprefix(before).removesuffix(after)
        at = words.find(printed, at + 1)


def proposed(view: View, words: str, source: str) -> str:
    """What to add to `corrections` if words are right and a passage of the source isn't; as part of a remedy."""
    found = quotes.misprints(words, source, " ".join(quotes.corrected_blocks(view)))
    if not found:
        return ""
    quoted = partial(json.dumps, ensure_ascii=False)
    today = dates.today().isoformat()
    lines = [
        f"`- {{printed: {quoted(printed)}, corrected: {quoted(right)}, date: {today}, why: A misprint.}}`"
        for printed, right in found
    ]
    return f"; if that is misprinted in the source, add under `corrections:` {' and '.join(lines)}"
