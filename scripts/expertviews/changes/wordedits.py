"""Two texts compared word by word: which words differ, and in which paragraph."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertviews.model import BLANK_LINE

PARAGRAPH = "¶"
"""Stands among the words where a paragraph ends."""

_MOST_WORDS = 12_000  # words, and pairs of equal words, that are looked at; more would take many seconds
_MOST_PAIRS = 2_000_000


@dataclass(frozen=True)
class WordEdit:
    """Words `before` in whose place now stand the words `after`; `paragraph` counts from 1 in the text as it is now."""

    before: str
    after: str
    paragraph: int


def word_edits(before: str, after: str) -> tuple[WordEdit, ...]:
    """Where two texts differ, in their order; white space within paragraphs doesn't count.

    A single difference may stand for several where a text is so long or repeats itself so much that telling them apart
    would take long.
    """
    old, new = _words(before), _words(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    edits = []
    for i, j, k, m in _differences(old_middle, new_middle):
        paragraph = 1 + new[: start + k].count(PARAGRAPH)
        edits.append(WordEdit(" ".join(old_middle[i:j]), " ".join(new_middle[k:m]), paragraph))
    return tuple(edits)


def folded(text: str) -> str:
    """The text's words and paragraph ends, without its layout: equal for texts that read the same."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return f" {PARAGRAPH} ".join(BLANK_LINE.split(text.strip())).split()


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two have in common from their start."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    if not old and not new:
        return
    counts, others = Counter(old), Counter(new)
    pairs = sum(count * others[word] for word, count in counts.items())
    if len(old) + len(new) > _MOST_WORDS or pairs > _MOST_PAIRS:
        yield 0, len(old), 0, len(new)
        return
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i, j, k, m
