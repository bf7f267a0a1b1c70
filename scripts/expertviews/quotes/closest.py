"""Finds the passage of a text that is closest to some words, the words that differ, and how a text spells them.

Spellings of the same words differ in quotation marks, dashes, composed letters and unseen characters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from expertviews import characters
from expertviews.quotes.text import fold

_LOOKALIKES = str.maketrans("‘’‚‛“”„«»–—‑", "''''" + '"' * 5 + "---")
_MIN_SIMILARITY = 60  # of 100; below it, a passage misleads more than it helps
_MAX_COMPARED = 20_000  # characters for which a closest passage is looked for
_MAX_ALIGNED = 400  # characters that are compared with each place of the text: the time grows with their square
_MAX_WIDENED = 4_000  # characters for which a longer passage is tried, too, since they may leave words out
_MAX_PAIRS = 200_000_000  # words of one text times those of the other; more takes seconds
_AROUND = 4  # words on either side of the closest stretch that may belong to the passage
_MARKS_AT_START = re.compile(r"^[^\w\s]*")
_MARKS_AT_END = re.compile(r"[^\w\s]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


def straight_marks(text: str) -> str:
    """Put straight quotation marks and plain hyphens in place of all other kinds."""
    return text.translate(_LOOKALIKES)


def closest_passage(line: str, wanted: str) -> str | None:
    """Return the passage of a text, folded to one line, that is most similar to `wanted`; None if nothing is similar.

    It has whole words: those that `wanted` has, too, and as many others as `wanted` has at its ends.
    """
    if not 0 < len(wanted) <= _MAX_COMPARED:
        return None
    stretch = _closest_stretch(_small_letters(wanted), _small_letters(line))
    if not stretch:
        return None
    start, end = stretch
    if any(unicodedata.category(character) == "Lo" for character in wanted):
        return line[start:end].strip() or None
    words = wanted.split()
    bare = _bare(words)
    margins = (0, len(wanted) // 4 + 20) if len(wanted) <= _MAX_WIDENED else (0,)
    passages = [_passage(words, _words_near(line, max(0, start - margin), end + margin)) for margin in margins]
    closest = max(passages, key=lambda passage: Indel.normalized_similarity(bare, _bare(passage.split())))
    return _trimmed(wanted, closest)


def _small_letters(text: str) -> str:
    """Put small letters and straight marks in place of others, one for one."""
    return straight_marks(text).replace("İ", "i").lower()  # of all letters, İ alone has two small ones


def _closest_stretch(wanted: str, line: str) -> tuple[int, int] | None:
    """Return the start and end of the most similar stretch of a line. Of long words, only both ends are compared."""
    first = last = fuzz.partial_ratio_alignment(wanted[:_MAX_ALIGNED], line, score_cutoff=_MIN_SIMILARITY)
    if len(wanted) > _MAX_ALIGNED:
        last = fuzz.partial_ratio_alignment(wanted[-_MAX_ALIGNED:], line, score_cutoff=_MIN_SIMILARITY)
    if first and last and first.dest_start < last.dest_end <= first.dest_start + 2 * len(wanted):
        return first.dest_start, last.dest_end
    if first:
        return first.dest_start, first.dest_start + len(wanted)
    return (max(0, last.dest_end - len(wanted)), last.dest_end) if last else None


def word_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where two texts differ, in order, as (start, end, new start, new end): numbers of their words, half-open.

    Texts that are too long to compare differ as a whole.
    """
    end = new_end = 0  # of the words compared so far
    if len(old) * len(new) > _MAX_PAIRS:
        yield 0, len(old), 0, len(new)
        return
    for block in Indel.editops(old, new).as_matching_blocks():  # the last one is empty, at the end of both
        if (end, new_end) != (block.a, block.b):
            yield end, block.a, new_end, block.b
        end, new_end = block.a + block.size, block.b + block.size


def _words_near(line: str, start: int, end: int) -> list[str]:
    """Return the words of a stretch of a line, the first and last of them whole, and a few on either side."""
    inner = line[line.rfind(" ", 0, start) + 1 : end] + line[end:].partition(" ")[0]
    return [*line[:start].split(" ")[-_AROUND - 1 : -1], *inner.split(), *line[end:].split(" ")[1 : _AROUND + 1]]


def _passage(wanted: Sequence[str], source: Sequence[str]) -> str:
    """Return the part of the words `source` that corresponds to the words `wanted`."""
    bare = _bare(source)
    blocks = [block for block in Indel.editops(_bare(wanted), bare).as_matching_blocks() if block.size]
    if not blocks:
        return " ".join(source[_AROUND : _AROUND + len(wanted)])
    start, before = blocks[0].b, blocks[0].a
    for block, following in pairwise(blocks[:2]):  # the same words again, nearer to the next
        nearer = following.b - block.size
        if block.a + block.size == following.a and bare[start : start + block.size] == bare[nearer : following.b]:
            start = nearer
    while start and before and not _ENDS_SENTENCE.search(source[start - 1]):
        start, before = start - 1, before - 1
    end, after = blocks[-1].b + blocks[-1].size, len(wanted) - blocks[-1].a - blocks[-1].size
    while end < len(source) and after and not _ENDS_SENTENCE.search(source[end - 1]):
        end, after = end + 1, after - 1
    return " ".join(source[start:end])


def _bare(words: Sequence[str]) -> list[str]:
    """Return words in small letters, without the marks around them; a word of marks alone keeps them."""
    return [_MARKS_AT_END.sub("", _MARKS_AT_START.sub("", straight_marks(word))).lower() or word for word in words]


def _trimmed(wanted: str, passage: str) -> str | None:
    """Take the marks off each end of a passage at which `wanted` has a letter. Return None if nothing is left."""
    passage = _MARKS_AT_START.sub("", passage) if wanted[0].isalnum() else passage
    passage = _MARKS_AT_END.sub("", passage) if wanted[-1].isalnum() else passage
    return passage or None


def same_spelling(text: str) -> str:
    """Return what all spellings of the same words have in common."""
    return straight_marks(characters.seen(text))


def spelt(words: str, source: str) -> str | None:
    """Return how a source on one line spells words; None if it doesn't have them, or in several spellings."""
    folded = fold(words)
    if folded in source:
        return folded
    wanted, (line, starts, ends) = same_spelling(folded), _with_offsets(source)
    spellings, at = set[str](), line.find(wanted) if wanted else -1
    while at >= 0:
        spellings.add(source[starts[at] : ends[at + len(wanted) - 1]])
        at = line.find(wanted, at + 1)
    return spellings.pop() if len(spellings) == 1 else None


@lru_cache(maxsize=64)
def _with_offsets(source: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return what the spellings of a text have in common, and where each of its characters starts and ends in it."""
    parts, starts, ends = [], list[int](), list[int]()
    for start, end in _letters(source):
        parts.append(same_spelling(source[start:end]))
        starts += [start] * len(parts[-1])
        ends += [end] * len(parts[-1])
    return "".join(parts), starts, ends


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each letter of a text starts and ends, with the marks on it."""
    start = 0
    for at in range(1, len(text) + 1):
        joined = at < len(text) and (unicodedata.combining(text[at]) or "\u1160" <= text[at] <= "\u11ff")
        if not joined:  # the second range are the later parts of a Korean syllable
            yield start, at
            start = at
