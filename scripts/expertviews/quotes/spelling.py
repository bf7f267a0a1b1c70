"""The same words in another spelling: other quotation marks and dashes, letters composed or not, characters unseen."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from expertviews import characters
from expertviews.quotes.closest import straight_marks
from expertviews.quotes.text import fold


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


def different_letters(ours: str, source: str) -> Iterator[str]:
    """How two spellings of the same words differ, in words."""
    if unicodedata.normalize("NFC", ours) == unicodedata.normalize("NFC", source):
        mine, theirs = characters.oddities(ours), characters.oddities(source)
        yield f"letters are written with {mine or 'none'} where the source has {theirs or 'composed letters'}"
        return
    for edit in Levenshtein.opcodes(ours, source):
        mine, theirs = ours[edit.src_start : edit.src_end], source[edit.dest_start : edit.dest_end]
        if edit.tag == "insert":
            yield f"{_named(theirs)} is left out"
        elif edit.tag == "delete":
            yield f"{_named(mine)} isn't in the source"
        elif edit.tag == "replace":
            yield f"{_named(mine)} where the source has {_named(theirs)}"


def _named(letters: str) -> str:
    return " and ".join(
        f"{it} ({unicodedata.name(it, 'unnamed').lower()})"
        if characters.seen(it) and not unicodedata.combining(it)
        else characters.character_name(it)
        for it in letters[:4]
    )
