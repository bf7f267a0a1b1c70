"""Finds a quote in a text, exactly once, or says what differs; and writes a short quote that is found exactly once.

White space is folded before comparing. ` … ` between two stretches means “from … to” within one paragraph, as in a
browser's text fragment. A quote starts and ends at the boundaries of words: “likely” doesn't match “unlikely”.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from expertviews import characters
from expertviews.model import Quoted
from expertviews.problems import shown
from expertviews.quotes.closest import closest_passage, same_spelling, straight_marks, word_changes
from expertviews.quotes.text import (
    FROM_TO,
    FoldedText,
    Found,
    QuoteAmbiguousError,
    QuoteError,
    QuoteNotFoundError,
    Stretch,
    fold,
    folded_text,
)

DOTS = re.compile(r"\s*(?:\[(?:\.{3}|…)\]|\.{3}|…)\s*")
"""The ways in which people mark words that are left out."""

_DOTS_AT_END = re.compile(r"^(?:\[?(?:…|\.{3})\]?\s*)+|(?:\s*\[?(?:…|\.{3})\]?)+$")
_SHORT = 160  # characters; a longer passage isn't repeated whole in a message
_MAX_DIFFERENCES = 3  # in a message


@lru_cache(maxsize=100_000)
def find(paragraphs: tuple[str, ...], quote: str, prefix: str | None = None, suffix: str | None = None) -> Found:
    """Return the one place of `quote` in the text, with `prefix` just before it and `suffix` just after it, if given.

    Raises QuoteNotFoundError or QuoteAmbiguousError. Results are cached, since checks and pages look for the same
    quotes.
    """
    text, wanted = folded_text(paragraphs), fold(quote)
    places = text.places(wanted, fold(prefix or ""), fold(suffix or ""))
    if len(places) > 1:
        raise _ambiguous(text, wanted, places)
    if places:
        return text.found(*places[0])
    anywhere = text.places(wanted)
    if not anywhere:
        raise _not_found(text, wanted)
    raise QuoteNotFoundError(
        "the quote is in the text, but not with this prefix and suffix",
        f"write the words next to it: {_around(text, anywhere[0])}",
    )


def place_of(paragraphs: tuple[str, ...], quoted: Quoted) -> Found:
    """Return the one place of a quotation of the record in the text. Raises as `find`."""
    return find(paragraphs, quoted.quote, quoted.prefix, quoted.suffix)


def error_in(paragraphs: tuple[str, ...], quoted: Quoted) -> QuoteError | None:
    """Return what is wrong with a quotation from these paragraphs; None if nothing is."""
    try:
        place_of(paragraphs, quoted)
    except QuoteError as error:
        return error
    return None


def has(paragraphs: tuple[str, ...], quote: str) -> bool:
    """Whether the text has a quotation, once or more often."""
    try:
        find(paragraphs, quote)
    except QuoteError as error:
        return isinstance(error, QuoteAmbiguousError)
    return True


def unquoted(paragraphs: tuple[str, ...], quote: str) -> str | None:
    """Return a quote without the quotation marks, if the text has none there, or without dots around it."""
    bare = _DOTS_AT_END.sub("", fold(quote))
    return _unquoted(folded_text(paragraphs), fold(quote)) or (bare if bare != fold(quote) else None)


class Deviation(NamedTuple):
    """How words differ from a source, what to do, and the closest passage of the source; empty if none is similar."""

    what: str
    remedy: str
    closest: str = ""


def deviation(source: str, words: str) -> Deviation | None:
    """Say how `words` differ from a source; None if the source has them. An ellipsis in them is the source's own."""
    text, wanted = folded_text((source,)), fold(words)
    if wanted in text.line:
        return None
    closest = closest_passage(text.line, wanted)
    if closest is None:
        what = f"the source doesn't have “{shown(wanted)}”"
        return Deviation(what, "copy it from the source, letter for letter")
    return Deviation(_difference(wanted, closest), _remedy(wanted, closest), closest)


def _not_found(text: FoldedText, wanted: str) -> QuoteError:
    spaced = DOTS.sub(FROM_TO, wanted)
    if spaced != wanted and text.places(spaced):
        what = "“from … to” is written with one character, “…”, and a space on either side"
        return QuoteNotFoundError(what, f"write: {shown(spaced, _SHORT)}")
    if surplus := _surplus(text, wanted):
        return surplus
    first, ellipsis, last = wanted.partition(FROM_TO)
    if ellipsis:
        missing = [part for part in (first, last) if not text.has(part)]
        if not missing:
            return QuoteNotFoundError(
                f"no paragraph of the text goes from “{shown(first)}” to “{shown(last)}”",
                "“ … ” joins two parts of one paragraph, the earlier one first; for two paragraphs, write two excerpts",
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


def _surplus(text: FoldedText, wanted: str) -> QuoteError | None:
    """Return the error that a quote has marks or dots around it that aren't in the text; None if that isn't it."""
    bare = _DOTS_AT_END.sub("", wanted)
    if _unquoted(text, wanted):
        what, way = "the quotation marks around the quote aren't in the text", "remove them"
    elif bare != wanted and text.has(bare):
        what, way = "the quote starts or ends with “…”, which isn't in the text", "remove it"
    else:
        return None
    return QuoteNotFoundError(what, f"{way}, since the site adds its own; `views check --fix` does it")


def _unquoted(text: FoldedText, wanted: str) -> str | None:
    marked, line, bare = straight_marks(wanted), straight_marks(text.line), wanted[1:-1].strip()
    if len(wanted) < 3 or marked[0] + marked[-1] not in {"''", '""'} or marked in line:
        return None
    return bare if all(part in line for part in islice(straight_marks(bare).split(FROM_TO), 20)) else None


def _difference(ours: str, source: str) -> str:
    """Say how words differ from a passage of the source, as far as it can be seen at a glance."""
    if ours.lower() == source.lower():
        return "capital and small letters differ"
    old, new = ours.split(), source.split()
    changes = [_exchange(" ".join(old[i:j]), " ".join(new[k:m])) for i, j, k, m in word_changes(old, new)]
    if len(changes) > _MAX_DIFFERENCES:
        changes[_MAX_DIFFERENCES:] = [f"and {len(changes) - _MAX_DIFFERENCES} more differences"]
    return "; ".join(changes)


def _exchange(ours: str, source: str) -> str:
    if not source:
        return f"“{shown(ours)}” isn't in the source"
    if not ours:
        return f"“{shown(source)}” is left out"
    before, after = f"“{shown(ours)}”", f"where the source has “{shown(source)}”"
    if characters.plain(ours) == characters.plain(source):  # they look the same
        our_oddities, their_oddities = characters.oddities(ours), characters.oddities(source)
        before += f", with {our_oddities}," if our_oddities else ""
        after += f", with {their_oddities}" if their_oddities else ""
    return f"{before} {after}"


def _remedy(wanted: str, closest: str) -> str:
    """Say what to write: the passage of the source, or if that is long, its words around the first difference."""
    automatic = "; `views check --fix` does it" if same_spelling(wanted) == same_spelling(closest) else ""
    words = closest.split()
    first = next(word_changes(wanted.split(), words), None)
    if len(closest) <= _SHORT or not first:
        return f"write: {shown(closest, _SHORT)}{automatic}"
    around = words[max(0, first[2] - 4) : first[3] + 4]
    return f"write “… {shown(' '.join(around), _SHORT)} …”{automatic}"


def _ambiguous(text: FoldedText, wanted: str, places: Sequence[tuple[int, int]]) -> QuoteError:
    contexts = " and ".join(_around(text, place) for place in places)
    ordinals = zip(places, ("first", "second"), strict=True)
    remedies = [f"{way} for the {ordinal}" for place, ordinal in ordinals if (way := _neighbours(text, wanted, place))]
    what = f"the quote occurs more than once in the text: {contexts}"
    return QuoteAmbiguousError(what, " or ".join(remedies) or "quote more words")


def _neighbours(text: FoldedText, wanted: str, place: tuple[int, int]) -> str | None:
    """Say which prefix or suffix to add for a place: the fewest words that no other place has next to it."""
    before = text.line[max(0, place[0] - 200) : place[0]].split()
    after = text.line[place[1] : place[1] + 200].split()
    for count in range(1, 5):
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        if prefix and len(text.places(wanted, prefix)) == 1:
            return f"add `prefix: {prefix}`"
        if suffix and len(text.places(wanted, "", suffix)) == 1:
            return f"add `suffix: {suffix}`"
    return None


def _around(text: FoldedText, place: tuple[int, int]) -> str:
    start, end = place
    head, tail = text.whole_words(max(0, start - 25), min(len(text.line), end + 25))
    quote = text.line[start:end]
    middle = quote if len(quote) <= 40 else f"{quote[:20]}…{quote[-20:]}"
    return f"“{text.line[head:start]}[{middle}]{text.line[end:tail].rstrip()}”"


_LONGEST_WHOLE = 240  # characters; a longer stretch is quoted from its first words to its last
_WORDS_AT_EITHER_END = (7, 12)
_MOST_RECURRENCES = 20  # of the same words in a text; for more, nobody would look for the right one by its neighbours
_WORDS_AROUND = tuple(2**power for power in range(1, 11))


def shortest_quote(paragraphs: tuple[str, ...], stretch: Stretch) -> Quoted | None:
    """Return a short quote that matches a stretch and nothing else.

    None if the stretch cuts a word in two, or its words recur too often.
    """
    words = fold(stretch.words(paragraphs))
    occurrences = re.finditer(re.escape(words), folded_text(paragraphs).line)
    if not words or next(islice(occurrences, _MOST_RECURRENCES, None), None):
        return None
    for quoted in _candidates(paragraphs, stretch, words):
        if not error_in(paragraphs, quoted) and place_of(paragraphs, quoted).stretches == (stretch,):
            return quoted
    return None


def _candidates(paragraphs: tuple[str, ...], stretch: Stretch, words: str) -> Iterator[Quoted]:
    single = words.split(" ")
    for count in _WORDS_AT_EITHER_END if len(words) > _LONGEST_WHOLE else ():
        if len(single) > 3 * count:
            yield Quoted(quote=f"{' '.join(single[:count])}{FROM_TO}{' '.join(single[-count:])}")
    yield Quoted(quote=words)
    for prefix, suffix in _contexts(paragraphs, stretch):
        yield Quoted(quote=words, prefix=prefix or None, suffix=suffix or None)


def _contexts(paragraphs: tuple[str, ...], stretch: Stretch) -> Iterator[tuple[str, str]]:
    """Yield more and more of the words before and after a stretch, as a prefix, a suffix or both, if visible."""
    index = stretch.paragraph - 1
    before = " ".join([*paragraphs[:index], paragraphs[index][: stretch.start]]).split()
    after = " ".join([paragraphs[index][stretch.end :], *paragraphs[index + 1 :]]).split()
    for count in _WORDS_AROUND:
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        pairs = ((prefix, ""), ("", suffix), (prefix, suffix))
        yield from (it for it in pairs if all(not words or characters.is_visible(words) for words in it))
