"""The role that stands beside an answer: who its contributor was at the time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from expertviews import people, quotes, timeline
from expertviews.model import Contributor, Library, View
from expertviews.quotes import fold

_SEPARATORS = " ,;:·|–—-，、；：/"
_WORD_GOES_ON = re.compile(r"\w|[-’'.]\w")


@dataclass(frozen=True)
class Words:
    """Words to show; `verbatim` ones are a source's own."""

    text: str
    verbatim: bool = False


def role_beside(library: Library, view: View, kinds: Mapping[str, str] | None = None) -> Words:
    """Return the role to show beside an answer: the first that its contributor is known to have had on that date.

    If none is known, it is what the answer's source says: the byline after the name, or the first sentence of the bio.
    If that says nothing, it is the kind of contributor, in the words of `kinds`, if given.
    """
    who = library.contributors[view.contributor]
    known = timeline.roles_on(who, library.date_of(view))
    if known:
        return Words(known[0].words)
    stated = _after_name(fold(view.byline or ""), who) or _first_sentence(view.bio or "", view.language)
    return Words(stated, verbatim=True) if stated else Words((kinds or {}).get(who.kind, ""))


def _after_name(byline: str, who: Contributor) -> str:
    """Return what a byline says besides the name, letter for letter; all of it if the two can't be told apart."""
    for name in sorted(map(fold, who.names), key=len, reverse=True):
        rest = byline[len(name) :]
        if byline[: len(name)].casefold() == name.casefold() and not _WORD_GOES_ON.match(rest):
            return _without_brackets(rest.strip(_SEPARATORS))
    stated = people.read_attribution(byline).affiliation if byline else ""
    return stated if stated in byline else byline


def _without_brackets(text: str) -> str:
    """Return a text without brackets around all of it."""
    return text[1:-1] if text.startswith("(") and text.find(")") == len(text) - 1 else text


def _first_sentence(bio: str, language: str | None) -> str:
    text = fold(bio)
    start, end = next(iter(quotes.split_sentences(text, language)), (0, 0))
    return quotes.clipped(text[start:end])
