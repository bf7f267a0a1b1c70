"""Finds a theme's terms in a text: whole words and phrases, in their regular forms.

How a term is matched, so that an editor can foresee what it finds:

- A word in small letters matches any capitals. A word with a capital matches only as written: `SWIFT` isn't “swift”.
- `*` at the end of a word stands for any ending: `Kazakh*` is also “Kazakhs” and “Kazakhstan”.
- A hyphen at an end of a term stands for the rest of a compound, in any capitals: `Klima-` is also “Klimaziele” and
  “klimaneutral”, `-netz` also “Stromnetze”, `-netz-` also “Stromnetzausbau”.
- The last word of a term has its regular plural: `pipeline` is also “pipelines”, `army` also “armies”.
- A term that starts with “to” is a verb with its regular forms: `to lend` is also “lends”, “lended” and “lending”.
- White space, hyphens and apostrophes between two words are equal: `air defence` is also “air-defence”.
- Of terms that start at the same word the longest counts. Words that a `not_term` takes are no other term's.

Irregular forms are terms of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Literal

from expertviews.model import Theme

_NO_SPACES = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # scripts written without spaces
_LETTER = rf"[^\W_{_NO_SPACES}]"
_WORD = re.compile(rf"[{_NO_SPACES}]|{_LETTER}+")
_BETWEEN_WORDS = re.compile(r"[\s'’ʼ\-\u2010\u2011+&/]+")
_COMPOUND = re.compile(r"-+[^\s-].*|.*[^\s-]-+")  # `-netz`, `Klima-`
_GERMAN_ENDING = "(?:e[mnrs]?|ern|n|s)?"
_SIBILANT = ("s", "x", "z", "ch", "sh")

MOST_TERMS, MOST_CONTEXT_TERMS = 80, 20
"""How long the lists of a theme should be at most, so that a person can read them."""


@dataclass(frozen=True)
class Hit:
    """The words of a term in a text: characters `start` to `end`."""

    start: int
    end: int
    term: str
    is_context: bool


class Vocabulary:
    """Finds all terms of a theme by one regular expression, with a group for each."""

    def __init__(self, theme: Theme) -> None:
        lists: tuple[tuple[Literal["term", "context", "not"], tuple[str, ...]], ...] = (
            ("not", theme.not_terms),
            ("term", (*theme.terms, *lexicon(theme.lexicon))),
            ("context", theme.context_terms),
        )
        listed = [(kind, term) for kind, terms in lists for term in terms]
        self._by_group = sorted(listed, key=lambda it: _order(it[1]))
        terms = [term for _, term in self._by_group]
        spaced = _any_of([term for term in terms if not _is_unspaced(term)])
        unspaced = _any_of([term for term in terms if _is_unspaced(term)])
        self._pattern = re.compile(rf"(?<!{_LETTER}){spaced}(?!{_LETTER})|{unspaced}")

    def hits(self, text: str) -> Iterator[Hit]:
        """Finds the terms and context terms of a text, in its order."""
        for match in self._pattern.finditer(text):
            kind, term = self._by_group[(match.lastindex or 1) - 1]  # one group matches
            if kind != "not":
                yield Hit(match.start(), match.end(), term, kind == "context")


def lexicon(name: str | None) -> tuple[str, ...]:
    """The terms of a lexicon that comes with the program: one a line; lines that start with `#` are comments."""
    if name is None:
        return ()
    lines = resources.files(__package__).joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters; in scripts written without spaces, its characters."""
    return tuple(word.lower() for word in _WORD.findall(text))


def redundant(theme: Theme) -> dict[str, str]:
    """The terms that another term of the theme finds already: “carbon tax” → “carbon”."""
    other_terms: dict[str, str] = {}
    for term in theme.terms:
        text = term.removeprefix("to ").replace("*", "").strip("-")
        for other in theme.terms:
            start = other.removeprefix("to ").strip("-")[:3].rstrip("*").lower()  # rules out most terms at once
            if other != term and start in text.lower() and _contains(text, other):
                other_terms.setdefault(term, other)
    return other_terms


def _contains(text: str, term: str) -> bool:
    return re.search(rf"(?<!{_LETTER})(?:{_pattern(term)})(?!{_LETTER})", text) is not None


def _is_unspaced(term: str) -> bool:
    return re.match(f"[{_NO_SPACES}]", term) is not None


def _order(term: str) -> tuple[bool, int, str, int]:
    """The order of groups: the same beginnings together; of these the longest first, since the first match counts."""
    beginning = _beginning(term)
    return _is_unspaced(term), -len(beginning), beginning, -len(term)


def _beginning(term: str) -> str:
    """The first one or two letters, in small letters, with which all forms of a term begin."""
    first = _BETWEEN_WORDS.split(term.removeprefix("to "))[0].partition("*")[0]  # empty before a hyphen
    return first[: 2 if len(first) > 2 else 1].lower()


def _any_of(terms: list[str]) -> str:
    """A regular expression with a group for each of these sorted terms.

    It tries a term only where its beginning is; otherwise a theme with a lexicon would take fifty times as long.
    """
    branches = []
    for beginning, same in groupby(terms, key=_beginning):
        groups = "|".join(f"({_pattern(term)})" for term in same)
        branches.append(f"(?=(?i:{re.escape(beginning)}))(?:{groups})")
    return f"(?:{'|'.join(branches) or '(?!)'})"


def _pattern(term: str) -> str:
    """A regular expression for a term, without groups."""
    parts = [word for word in _BETWEEN_WORDS.split(term) if word] or [term]
    inflected, forms_of = len(parts) - 1, _noun
    if parts[0] == "to" and len(parts) > 1:
        parts, inflected, forms_of = parts[1:], 0, _verb
    if _COMPOUND.fullmatch(term):
        return _compound(term, parts)
    patterns = []
    for at, word in enumerate(parts):
        pattern = forms_of(word) if at == inflected else re.escape(word)
        if word.endswith("*"):
            pattern = re.escape(word[:-1]) + r"\w*"
        patterns.append(f"(?i:{pattern})" if word == word.lower() else pattern)
    return _BETWEEN_WORDS.pattern.join(patterns)


def _compound(term: str, parts: list[str]) -> str:
    """A part of compounds: with any beginning or any ending, or else the endings of German nouns."""
    before = r"\w*" if term.startswith("-") else ""
    after = r"\w*" if term.endswith("-") else _GERMAN_ENDING
    return f"(?i:{before}{_BETWEEN_WORDS.pattern.join(map(re.escape, parts))}{after})"


def _noun(word: str) -> str:
    """A noun and its regular plural."""
    if _ends_in_consonant_and_y(word):
        return re.escape(word[:-1]) + "(?:y|ies)"
    return re.escape(word) + ("(?:es)?" if word.endswith(_SIBILANT) else "s?")


def _verb(word: str) -> str:
    """A verb and its regular forms; its last letter may be doubled, as in “travelled”."""
    if word.endswith("e"):
        return re.escape(word[:-1]) + "(?:es?|ed|ing)"
    if _ends_in_consonant_and_y(word):
        return re.escape(word[:-1]) + "(?:y|ies|ied|ying)"
    last = re.escape(word[-1])
    return re.escape(word) + f"(?:e?s|{last}?ed|{last}?ing)?"


def _ends_in_consonant_and_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in "aeiou"
