"""What the layouts share: the page they read, a speaker as they find one, and how much a line looks like a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from expertviews.seeds import lexicon
from expertviews.seeds.bylines import joint_names, title_words
from expertviews.seeds.document import Span
from expertviews.seeds.lines import Block, Range
from expertviews.seeds.questions import Asked, labelled_questions
from expertviews.seeds.words import (
    bare_words,
    caseless,
    folded,
    has_organisation,
    has_role,
    is_anonymous,
    is_particle,
    is_role,
    person_shaped,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLACED = re.compile(r"\b(?:in|across|into|throughout|within|the|from|between|with|against|over)\s+([^\W\d_]+)")

STRONG = 0.7
"""A line at least this name-like is a speaker wherever its layout is in use."""


@dataclass(frozen=True)
class Speaker:
    """Somebody named: where, and where their words begin.

    `block` is the index of the block that names them. `rest` is prose that follows in the same block, `before` prose
    that goes before in it (a signature). `own` is what the block says of them beyond name and affiliation.
    """

    block: int
    name: Range
    affiliation: Range | None = None
    rest: Range | None = None
    before: Range | None = None
    own: Range | None = None
    strength: float = 1.0


@dataclass(frozen=True)
class Page:
    """A document cut to blocks, and what its words tell; `given` is a question that isn't in it."""

    path: str
    text: str
    blocks: tuple[Block, ...]
    marks: tuple[tuple[int, Span], ...] = ()
    given: str | None = None

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the document also writes small: they are hardly anybody's name."""
        return frozenset(word for word in _WORD.findall(self.text) if word.islower())

    @cached_property
    def placed_words(self) -> frozenset[str]:
        """The words that follow `in`, `the` and the like: names of places and things."""
        return frozenset(found for found in _PLACED.findall(self.text) if found[0].isupper())

    @cached_property
    def labelled(self) -> tuple[Asked, ...]:
        """The questions that say they are one."""
        return tuple(labelled_questions(self.blocks))

    @cached_property
    def question_blocks(self) -> frozenset[int]:
        """The indices of the blocks that labelled questions take."""
        return frozenset(index for asked in self.labelled for index in (asked.first, asked.block))

    def words_of(self, block: int, extent: Range | None) -> str:
        """The text of a range in a block; empty for None."""
        return self.blocks[block].text[extent[0] : extent[1]] if extent else ""

    def name_of(self, speaker: Speaker) -> str:
        """The speaker's name as printed."""
        return self.words_of(speaker.block, speaker.name)

    def is_common(self, word: str) -> bool:
        """Whether a word is an ordinary one: written small elsewhere in the document, or with a noun's ending."""
        plain = folded(word)
        if plain in lexicon.WORDS_THAT_ARE_NAMES:
            return False
        return (
            plain in lexicon.FUNCTION_WORDS
            or plain in lexicon.REGIONS
            or plain in lexicon.OTHER_LABELS
            or word.lower() in self.small_words
            or (len(plain) > 6 and plain.endswith(lexicon.NOUN_ENDINGS))
        )


def likeness(page: Page, name: str, affiliation: str = "") -> float:
    """From 0 to 1, how much a name-shaped stretch looks like a speaker's name in this document."""
    says_what = has_role(affiliation) or has_organisation(affiliation)
    base = _name_likeness(page, name)
    if not affiliation:
        return base
    return min(1.0, base + 0.35) if says_what else base * 0.9


def _name_likeness(page: Page, name: str) -> float:
    joint = joint_names(name)
    if len(joint) > 1:
        return min(_name_likeness(page, each) for each in joint)
    if is_anonymous(name):
        return 0.9
    if title_words(name):
        return 0.95
    words = [word for word in bare_words(name) if not is_particle(word)] or bare_words(name)
    return _topic_likeness(words, name) or _untitled_likeness(page, words, name)


def _topic_likeness(words: list[str], name: str) -> float | None:
    """How little a label (`Background`), a phrase (`The Road Ahead`) or a job looks like a name; None for others."""
    if all(folded(word) in lexicon.OTHER_LABELS for word in words):
        return 0.01
    initial = name.split(maxsplit=1)[0].endswith(".")
    function = not initial and words[0].casefold() in lexicon.FUNCTION_WORDS - lexicon.WORDS_THAT_ARE_NAMES
    if function and not (has_organisation(name) and starts_with_article(words)):
        return 0.1
    if _is_job(words):
        return 0.2
    return None


def _untitled_likeness(page: Page, words: list[str], name: str) -> float:
    if has_organisation(name):
        return 0.8 if _has_proper_word(page, words) else 0.3
    if all(caseless(word) for word in words):
        return _caseless_likeness(words)
    return _person_likeness(page, words, name)


def starts_with_article(words: Iterable[str]) -> bool:
    """`The Editors`."""
    return folded(next(iter(words))) in {"the", "our"}


def _is_job(words: list[str]) -> bool:
    """`Judge`, `Planetary Scientist`: a job, unless it is one that is a surname too, as in Emily Baker."""
    last = folded(words[-1])
    return all(map(is_role, words)) or (last in lexicon.ROLES and last not in lexicon.ROLES_THAT_ARE_SURNAMES)


def _has_proper_word(page: Page, words: list[str]) -> bool:
    """An organisation is more than a topic: `The Editors`, `Kalavinka View`, but not `Labour Market Research`."""
    last = folded(words[-1])
    if last in {"view", "editors", "editorial", "team", "staff", "desk", "newsroom", "redaktion", "rédaction", "board"}:
        return True
    return any(not page.is_common(word) for word in words) or last in lexicon.ORGANISATIONS


def _caseless_likeness(words: list[str]) -> float:
    joined = "".join(words)
    if joined[0] in lexicon.HAN_SURNAMES and len(joined) <= 4:
        return 0.9
    return 0.75 if len(words) >= 2 or "・" in joined or "·" in joined else 0.6


def _person_likeness(page: Page, words: list[str], name: str) -> float:
    common = sum(page.is_common(word) for word in words)
    placed = words[0] in page.placed_words
    if common == len(words):
        return 0.2
    if not person_shaped(name):
        if placed:
            return 0.2
        return 0.45 if name.isupper() and len(name) > 3 else 0.35
    if common:
        return 0.4 if placed or len(words) > 3 else 0.65
    return 0.5 if placed else 0.85
