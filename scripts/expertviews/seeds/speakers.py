"""How much a line looks like a speaker's name, by its words and form alone."""

import re

from expertviews.seeds import lexicon
from expertviews.seeds.bylines import joint_names, title_words
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

_AGE = re.compile(r"[1-9]\d(?:\s[^\s,.;)]{1,6}){0,3}(?=$|[,.;)）])")


def likeness(name: str, affiliation: str = "") -> float:
    """From 0 to 1, how much a name-shaped stretch looks like a speaker's name."""
    base = _name_likeness(name)
    if not affiliation:
        return base
    says_what = has_role(affiliation) or has_organisation(affiliation) or bool(_AGE.match(affiliation))
    return min(1.0, base + 0.35) if says_what else base * 0.9


def _name_likeness(name: str) -> float:
    joint = joint_names(name)
    if len(joint) > 1:
        return min(map(_name_likeness, joint))
    if is_anonymous(name):
        return 0.9
    if title_words(name):
        return 0.95
    words = [word for word in bare_words(name) if not is_particle(word)] or bare_words(name)
    if has_organisation(name):
        return 0.8
    if _is_other(words, name):
        return 0.1
    return _caseless_likeness(words) if all(map(caseless, words)) else _person_likeness(words, name)


def _is_other(words: list[str], name: str) -> bool:
    """Whether words are a label (`Background`), a job, or begin a phrase (`The Road Ahead`)."""
    first = folded(words[0])
    function = first in lexicon.FUNCTION_WORDS - lexicon.WORDS_THAT_ARE_NAMES
    labels = all(folded(word) in lexicon.OTHER_LABELS for word in words)
    return labels or all(map(is_role, words)) or (function and not name.split(maxsplit=1)[0].endswith("."))


def _caseless_likeness(words: list[str]) -> float:
    joined = "".join(words)
    if joined[0] in lexicon.HAN_SURNAMES and len(joined) <= 4:
        return 0.9
    return 0.75 if len(words) >= 2 or "・" in joined or "·" in joined else 0.6


def _person_likeness(words: list[str], name: str) -> float:
    """A common noun, by its ending, among the words makes a heading of them: `Labour Relations`."""
    common = sum(len(word) > 6 and folded(word).endswith(lexicon.NOUN_ENDINGS) for word in words)
    if not person_shaped(name):
        return 0.45 if name.isupper() and len(name) > 3 and not common else 0.35
    return 0.85 if not common else 0.5 if common < len(words) else 0.2
