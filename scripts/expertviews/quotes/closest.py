"""How words differ from a text: the passage that is closest to them, the words that differ, and other spellings.

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
_LONGEST_COMPARED = 20_000  # characters of the words
_LONGEST_ALIGNED = 400  # characters that are compared with each place of the text: the time grows with their square
_LONGEST_WIDENED = 4_000  # characters of words for which a longer passage is tried too, since they may leave words out
_MOST_COMPARED = 200_000_000  # words of one text times those of the other; more takes seconds
_AROUND = 4  # words on either side of the closest stretch that may belong to the passage
_MARKS_AT_START = re.compile(r"^[^\w\s]*")
_MARKS_AT_END = re.compile(r"[^\w\s]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


def straight_marks(text: str) -> str:
    """A text with straight quotation marks and plain hyphens in place of all other kinds."""
    return text.translate(_LOOKALIKES)


def closest_passage(line: str, wanted: str) -> str | None:
    """The passage of a text, folded to one line, that is most similar to `wanted`; None if nothing is similar.

    It has whole words: those that `wanted` has too, and as many others as `wanted` has at its ends.
    """
    if not wanted or len(wanted) > _LONGEST_COMPARED:
        return None
    found = _closest_stretch(straight_marks(wanted).lower(), straight_marks(line).lower())
    if found is None:
        return None
    start, end = min(found[0], len(line)), min(found[1], len(line))
    if any(unicodedata.category(character) == "Lo" for character in wanted):
        return line[start:end].strip() or None
    ours = wanted.split()
    wider = (0, len(wanted) // 4 + 20) if len(wanted) <= _LONGEST_WIDENED else (0,)
    passages = [_passage(ours, _words_near(line, max(0, start - more), min(len(line), end + more))) for more in wider]
    bare = _bare(ours)
    return _trimmed(wanted, max(passages, key=lambda it: Indel.normalized_similarity(bare, _bare(it.split()))))


def _closest_stretch(wanted: str, line: str) -> tuple[int, int] | None:
    """The most similar stretch of a line (half-open). Of long words, only the beginning and the end are compared."""
    ends = [wanted[:_LONGEST_ALIGNED], wanted[-_LONGEST_ALIGNED:]][: 1 if len(wanted) <= _LONGEST_ALIGNED else 2]
    found = [fuzz.partial_ratio_alignment(words, line, score_cutoff=_MIN_SIMILARITY) for words in ends]
    first, last = found[0], found[-1]
    if first and last and first.dest_start < last.dest_end <= first.dest_start + 2 * len(wanted):
        return first.dest_start, last.dest_end
    if first:
        return first.dest_start, first.dest_start + len(wanted)
    return (max(0, last.dest_end - len(wanted)), last.dest_end) if last else None


def word_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two texts differ, in order: words `i` to `j` (half-open) of the old one, `k` to `m` of the new one.

    Texts that are too long to compare differ as a whole.
    """
    blocks = [(0, 0, 0), (len(old), len(new), 0)]
    if len(old) * len(new) <= _MOST_COMPARED:
        blocks[1:] = [(it.a, it.b, it.size) for it in Indel.editops(old, new).as_matching_blocks()]
    for (i, k, size), (j, m, _) in pairwise(blocks):
        if (i + size, k + size) != (j, m):
            yield i + size, j, k + size, m


def _words_near(line: str, start: int, end: int) -> list[str]:
    """The whole words of a stretch, and a few on either side."""
    inner = line[line.rfind(" ", 0, start) + 1 : end] + line[end:].partition(" ")[0]
    return [*line[:start].split(" ")[-_AROUND - 1 : -1], *inner.split(), *line[end:].split(" ")[1 : _AROUND + 1]]


def _passage(wanted: Sequence[str], source: Sequence[str]) -> str:
    """The part of `source` that corresponds to the words `wanted`."""
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
    """Words in small letters, without the marks around them."""
    return [_MARKS_AT_END.sub("", _MARKS_AT_START.sub("", straight_marks(word))).lower() or word for word in words]


def _trimmed(wanted: str, passage: str) -> str | None:
    """A passage without the marks at an end where `wanted` has a word."""
    passage = _MARKS_AT_START.sub("", passage) if wanted[0].isalnum() else passage
    passage = _MARKS_AT_END.sub("", passage) if wanted[-1].isalnum() else passage
    return passage or None


def same_spelling(text: str) -> str:
    """What all spellings of the same words have in common."""
    return straight_marks(characters.seen(text))


def spelt(words: str, said: str) -> str | None:
    """How a source on one line spells words; None if it doesn't have them, or in several spellings."""
    folded = fold(words)
    if folded in said:
        return folded
    wanted, (line, starts, ends) = same_spelling(folded), _with_places(said)
    spellings, at = set[str](), line.find(wanted) if wanted else -1
    while at >= 0:
        spellings.add(said[starts[at] : ends[at + len(wanted) - 1]])
        at = line.find(wanted, at + 1)
    return spellings.pop() if len(spellings) == 1 else None


@lru_cache(maxsize=64)
def _with_places(said: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """What the spellings of a text have in common, and where each of its characters starts and ends in the text."""
    parts, starts, ends = [], list[int](), list[int]()
    for start, end in _letters(said):
        parts.append(same_spelling(said[start:end]))
        starts += [start] * len(parts[-1])
        ends += [end] * len(parts[-1])
    return "".join(parts), starts, ends


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Where each letter of a text starts and ends, with the marks on it."""
    start = 0
    for at in range(1, len(text) + 1):
        joined = at < len(text) and (unicodedata.combining(text[at]) or "\u1160" <= text[at] <= "\u11ff")
        if not joined:  # the second range are the later parts of a Korean syllable
            yield start, at
            start = at
