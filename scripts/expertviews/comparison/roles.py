"""Who somebody was when they gave an answer, in a line beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from expertviews import people, quotes, timeline
from expertviews.model import Contributor, Library, View
from expertviews.quotes import fold

_AROUND = " ,;:·|–—-，、；：/"
_SAME_WORD = re.compile(r"\w|[-’'.]\w")


@dataclass(frozen=True)
class Words:
    """Words to show; `verbatim` ones are a source's own."""

    text: str
    verbatim: bool = False


def role_beside(library: Library, view: View, kinds: Mapping[str, str] | None = None) -> Words:
    """The role to show beside an answer: the first that its contributor is known to have had on that date.

    If none is known, the answer's own source speaks: its byline after the name, or the first sentence of its bio. If
    that says nothing, only what kind of contributor it is, in the words of `kinds`, if they are given.
    """
    who = library.contributors[view.contributor]
    known = timeline.roles_on(who, library.date_of(view))
    if known:
        return Words(known[0].words)
    stated = _after_name(fold(view.byline or ""), who) or _first_sentence(view.bio or "", view.language)
    return Words(stated, verbatim=True) if stated else Words((kinds or {}).get(who.kind, ""))


def _after_name(byline: str, who: Contributor) -> str:
    """What a byline says besides the name, letter for letter; the whole, if the two can't be told apart."""
    for name in sorted(map(fold, who.names), key=len, reverse=True):
        rest = byline[len(name) :]
        if byline[: len(name)].casefold() == name.casefold() and not _SAME_WORD.match(rest):
            return _bare(rest)
    stated = people.read_attribution(byline).affiliation if byline else ""
    return stated if stated in byline else byline


def _bare(rest: str) -> str:
    rest = rest.strip(_AROUND)
    return rest[1:-1] if rest.startswith("(") and rest.find(")") == len(rest) - 1 else rest


def _first_sentence(bio: str, language: str | None) -> str:
    text = fold(bio)
    start, end = next(iter(quotes.split_sentences(text, language)), (0, 0))
    return quotes.clipped(text[start:end])
