"""Find a quotation in a text, exactly once, or say what differs.

White space is folded before comparing. ` … ` between two stretches means “from … to” within one paragraph, as in a
browser's text fragment, and stands for all that lies between. A quotation starts and ends where words do:
“likely” is no quotation of “unlikely”.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from expertviews.problems import shown
from expertviews.quotes.closest import closest_passage, plain, word_changes
from expertviews.quotes.text import (
    FROM_TO,
    FoldedText,
    Found,
    QuoteAmbiguousError,
    QuoteError,
    QuoteNotFoundError,
    fold,
    folded,
)

DOTS = re.compile(r"\s*(?:\[(?:\.{3}|…)\]|\.{3}|…)\s*")
"""The ways in which people write that words are left out."""

_SHORT = 160  # characters of a passage that a message repeats whole
_MOST_DIFFERENCES = 3  # that a message names


@lru_cache(maxsize=100_000)
def find(paragraphs: tuple[str, ...], quote: str, prefix: str | None = None, suffix: str | None = None) -> Found:
    """The one place of `quote` in the text.

    `prefix` and `suffix`, where given, must be just before and just after it. Raises QuoteNotFoundError or
    QuoteAmbiguousError. What is found is remembered, since checks and pages ask for the same quotations.
    """
    text, wanted = folded(paragraphs), fold(quote)
    places = list(islice(text.places(wanted, fold(prefix or ""), fold(suffix or "")), 2))
    if len(places) > 1:
        raise _ambiguous(text, wanted, places)
    if places:
        return text.found(*places[0])
    anywhere = next(text.places(wanted), None)
    if not anywhere:
        raise _not_found(text, wanted)
    raise QuoteNotFoundError(
        "the quote stands in the text, but not with this prefix and suffix",
        f"write the words that stand next to it: {_around(text, anywhere)}",
    )


def unquoted(paragraphs: tuple[str, ...], quote: str) -> str | None:
    """A quote without the quotation marks around it, where only so the text has it."""
    return _unquoted(folded(paragraphs), fold(quote))


def departure(source: str, words: str) -> tuple[str, str] | None:
    """How `words` depart from the nearest words of a source, as few as can be, and what to write; None if they don't.

    An ellipsis among them is one of the source's.
    """
    text, wanted = folded((source,)), fold(words)
    if wanted in text.line:
        return None
    closest = closest_passage(text.line, wanted)
    if closest is None:
        return f"the source doesn't have “{shown(wanted)}”", "copy it from the source, letter for letter"
    return _difference(wanted, closest), _remedy(wanted, closest)


def _not_found(text: FoldedText, wanted: str) -> QuoteError:
    spaced = DOTS.sub(FROM_TO, wanted)
    if spaced != wanted and next(text.places(spaced), None):
        what = "the sign for “from … to” is one character with a space on either side"
        return QuoteNotFoundError(what, f"write: {shown(spaced, _SHORT)}")
    if _unquoted(text, wanted):
        remedy = "leave them out, since the site sets them; `views check --fix` does it"
        return QuoteNotFoundError("the quotation marks around the quote aren't in the text", remedy)
    first, ellipsis, last = wanted.partition(FROM_TO)
    if ellipsis:
        missing = [part for part in (first, last) if not text.has(part)]
        if not missing:
            return QuoteNotFoundError(
                f"no paragraph of the text goes from “{shown(first)}” to “{shown(last)}”",
                "“ … ” joins two stretches of one paragraph, the earlier first; make two excerpts of two paragraphs",
            )
        wanted = missing[0]
    at = text.line.find(wanted)
    if wanted and at >= 0:
        start, end = text.whole_words(at, at + len(wanted))
        what = f"the quote “{shown(wanted)}” cuts a word of the text: “{shown(text.line[start:end])}”"
        return QuoteNotFoundError(what, "quote whole words")
    what, closest = f"the text doesn't have “{shown(wanted)}”", closest_passage(text.line, wanted)
    if closest is None:
        return QuoteNotFoundError(what, "copy the words from the text, letter for letter")
    return QuoteNotFoundError(f"{what}; {_difference(wanted, closest)}", _remedy(wanted, closest))


def _unquoted(text: FoldedText, wanted: str) -> str | None:
    ends = plain(wanted[:1] + wanted[-1:])
    if len(wanted) < 3 or ends not in {"''", '""'}:
        return None
    line, bare = plain(text.line), wanted[1:-1].strip()
    is_there = plain(wanted) not in line and all(part in line for part in islice(plain(bare).split(FROM_TO), 20))
    return bare if is_there else None


def _difference(ours: str, source: str) -> str:
    """In words, how `ours` differs from the `source` it should equal, as far as it can be named at a glance."""
    if plain(ours) == plain(source):
        pairs = [f"{_named(a)} where the source has {_named(b)}" for a, b in zip(ours, source, strict=True) if a != b]
        return "; ".join(dict.fromkeys(pairs))
    if ours.lower() == source.lower():
        return "capital and small letters differ"
    old, new = ours.split(), source.split()
    changes = [_exchange(" ".join(old[i:j]), " ".join(new[k:m])) for i, j, k, m in word_changes(old, new)]
    beyond = len(changes) - _MOST_DIFFERENCES
    return "; ".join([*changes[:_MOST_DIFFERENCES], *([f"and {beyond} more differences"] if beyond > 0 else [])])


def _exchange(ours: str, source: str) -> str:
    if not source:
        return f"“{shown(ours)}” isn't in the source"
    if not ours:
        return f"“{shown(source)}” is left out"
    return f"“{shown(ours)}” where the source has “{shown(source)}”"


def _named(character: str) -> str:
    return f"{character} ({unicodedata.name(character, 'unnamed').lower()})"


def _remedy(wanted: str, closest: str) -> str:
    """What to write: the passage of the source, or where that is long, its words about the first difference."""
    by_itself = "; `views check --fix` does it" if plain(wanted) == plain(closest) else ""
    words = closest.split()
    first = next(word_changes(wanted.split(), words), None)
    if len(closest) <= _SHORT or not first:
        return f"write: {shown(closest, _SHORT)}{by_itself}"
    around = words[max(0, first[2] - 4) : first[3] + 4]
    return f"write “… {shown(' '.join(around), _SHORT)} …”{by_itself}"


def _ambiguous(text: FoldedText, wanted: str, places: Sequence[tuple[int, int]]) -> QuoteError:
    contexts = " and ".join(_around(text, place) for place in places)
    named = zip(places, ("first", "second"), strict=True)
    ways = [way for place, ordinal in named if (way := _neighbours(text, wanted, place, ordinal))]
    what = f"the quote stands more than once in the text: {contexts}"
    return QuoteAmbiguousError(what, " or ".join(ways) or "quote more words")


def _neighbours(text: FoldedText, wanted: str, place: tuple[int, int], ordinal: str) -> str | None:
    """How to say that a place is meant: the fewest words next to it that no other place has there."""
    before = text.line[max(0, place[0] - 200) : place[0]].split()
    after = text.line[place[1] : place[1] + 200].split()
    for count in range(1, 5):
        for key, words in (("prefix", " ".join(before[-count:])), ("suffix", " ".join(after[:count]))):
            sides = (words, "") if key == "prefix" else ("", words)
            if words and len(list(islice(text.places(wanted, *sides), 2))) == 1:
                return f"add `{key}: {words}` for the {ordinal}"
    return None


def _around(text: FoldedText, place: tuple[int, int]) -> str:
    start, end = place
    head, tail = text.whole_words(max(0, start - 25), min(len(text.line), end + 25))
    quoted = text.line[start:end]
    middle = quoted if len(quoted) <= 40 else f"{quoted[:20]}…{quoted[-20:]}"
    return f"“{text.line[head:start]}[{middle}]{text.line[end:tail].rstrip()}”"
