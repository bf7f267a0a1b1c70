"""Find the terms of themes in a text: whole words and phrases, in their regular inflections.

How a term is matched, so that an editor can foresee what it finds:

- A word of a term written in small letters matches however the text capitalises it. A word with a capital matches only
  as written: `SWIFT` is not “swift”, `Osh` not “osh”.
- White space, hyphens and apostrophes of any kind between two words are equal: `air defence` is also “air-defence”.
- The last word of a term (and the word before “of”) has its regular plural: `pipeline` is also “pipelines”, `army`
  also “armies”.
- A term that starts with “to” is a verb, and the word after it has the regular forms of one: `to bank on` is also
  “bank on”, “banks on”, “banked on” and “banking on”.
- Of hits that lie in one another the longest counts, and none counts that a `not_term` covers whole.
- -ise and -ize are equal in every form: `to decarbonise` is also “decarbonized”, `militarisation` “militarization”.

Irregular forms are terms of their own. A stemmer (Snowball) was compared and left: it takes “arms” for “arm”,
“securities” for “security” and “annexed” for “annexes”, and “decarbonise” and “decarbonize” for two words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from expertviews.model import Theme
from expertviews.tagging.figurative import FIGURATIVE

# A word is a run of letters and digits; in scripts written without spaces, each character is one.
_NO_SPACES = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_NO_SPACES}]|[^\W_{_NO_SPACES}]+")
_BETWEEN_WORDS = frozenset(" \t\r\n\u00a0\u202f'’ʼ-\u2010\u2011+&/")
_VOWELS = frozenset("aeiou")
_SIBILANT = ("s", "x", "z", "ch", "sh")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(e|es|ed|ing|er|ers|ation|ations)$)")


class Kind(Enum):
    """Which of a theme's lists a term stands in."""

    TERM = "term"
    CONTEXT = "context term"
    NOT = "not term"


@dataclass(frozen=True, order=True)
class Hit:
    """The words of a term in a text: characters `start` to `end`."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Hits:
    """What a text has of a theme, in order, without what its figurative uses cover."""

    terms: tuple[Hit, ...]
    context_terms: tuple[Hit, ...]


@dataclass
class _Node:
    """A place in the tree of words: the words that may follow, and the terms that end here."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[str, Kind, str]] = field(default_factory=list)


_ANY_THEME = ""


class Vocabulary:
    """The terms of some themes, looked for all at once: time grows with the text, not with the number of terms."""

    def __init__(self, themes: Iterable[Theme], figurative: Iterable[str] = FIGURATIVE) -> None:
        self._root = _Node()
        for theme in themes:
            self._add(theme.slug, Kind.TERM, theme.terms)
            self._add(theme.slug, Kind.CONTEXT, theme.context_terms)
            self._add(theme.slug, Kind.NOT, theme.not_terms)
        self._add(_ANY_THEME, Kind.NOT, figurative)

    def hits(self, text: str) -> dict[str, Hits]:
        """By slug, what the text has of each theme that it has anything of."""
        found: dict[tuple[str, Kind], list[Hit]] = {}
        for theme, kind, hit in self._found(text):
            found.setdefault((theme, kind), []).append(hit)
        hits = {}
        for theme in dict.fromkeys(theme for theme, kind in found if kind is not Kind.NOT):
            covers = [*found.get((theme, Kind.NOT), ()), *found.get((_ANY_THEME, Kind.NOT), ())]
            terms = _standing(found.get((theme, Kind.TERM), ()), covers)
            hits[theme] = Hits(terms, _standing(found.get((theme, Kind.CONTEXT), ()), [*covers, *terms]))
        return hits

    def _add(self, theme: str, kind: Kind, terms: Iterable[str]) -> None:
        for term in terms:
            for form in forms(term):
                node = self._root
                for word in form:
                    node = node.following.setdefault(word, _Node())
                node.ends.append((theme, kind, term))

    def _found(self, text: str) -> Iterator[tuple[str, Kind, Hit]]:
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        for first, (word, start, _) in enumerate(words):
            for node, at in _next(self._root, word, first):
                yield from self._ends(text, words, node, at, start)

    def _ends(
        self, text: str, words: list[tuple[str, int, int]], node: _Node, at: int, start: int
    ) -> Iterator[tuple[str, Kind, Hit]]:
        """The terms that end at word `at` or go on after it."""
        end = words[at][2]
        for theme, kind, term in node.ends:
            yield theme, kind, Hit(start, end, term)
        if node.following and at + 1 < len(words):
            word, following, _ = words[at + 1]
            if _BETWEEN_WORDS.issuperset(text[end:following]):
                for after, place in _next(node, word, at + 1):
                    yield from self._ends(text, words, after, place, start)


def _next(node: _Node, word: str, at: int) -> Iterator[tuple[_Node, int]]:
    """Where a word of the text leads: as it is written, and in small letters."""
    for key in {word, word.lower()}:
        after = node.following.get(key)
        if after:
            yield after, at


def _standing(hits: Iterable[Hit], covers: Iterable[Hit]) -> tuple[Hit, ...]:
    """In order, the longest hit at each place that no cover hides.

    A longer term, such as “central bank” before “on” where “bank on” is a cover, isn't hidden.
    """
    standing: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.term)):
        if not any(other.start <= hit.start and hit.end <= other.end for other in (*standing[-1:], *covers)):
            standing.append(hit)
    return tuple(standing)


def forms(term: str) -> frozenset[tuple[str, ...]]:
    """The sequences of words that a term matches; see the head of this module."""
    words = tuple(_WORD.findall(term))
    if len(words) > 1 and words[0] == "to":
        inflected = {(form, *words[2:]) for form in _verb(words[1])}
    else:
        inflected = {words}
        nouns = {len(words) - 1, *(at - 1 for at, word in enumerate(words) if at and word == "of")} if words else set()
        for at in nouns:
            inflected |= {(*form[:at], _plural(form[at]), *form[at + 1 :]) for form in inflected}
    return frozenset(spelling for form in inflected for spelling in _spellings(form) if form)


def _spellings(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield form
    yield tuple(_ISE.sub("iz", word) for word in form)


def _plural(word: str) -> str:
    """The regular plural of a noun, which is also what a verb has after he, she or it."""
    if word.endswith(_SIBILANT):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"


def _verb(verb: str) -> set[str]:
    """The regular forms of a verb. Of “stop” and “travel” there are two of each: “traveled” and “travelled”."""
    stems = {verb}
    if verb.endswith("e"):
        stems = {verb[:-1]}
    elif len(verb) > 2 and verb[-1] not in _VOWELS | set("wxy") and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
        stems = {verb, verb + verb[-1]}
    past = {f"{verb[:-1]}ied"} if verb.endswith("y") and verb[-2:-1] not in _VOWELS else {f"{stem}ed" for stem in stems}
    return {verb, _plural(verb), *past, *(f"{stem}ing" for stem in stems)}
