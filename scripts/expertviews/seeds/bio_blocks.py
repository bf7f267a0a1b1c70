"""Whether a block of a view says who its author is, rather than what they think."""

import re

from expertviews.seeds import lexicon
from expertviews.seeds.bylines import given_and_surname
from expertviews.seeds.words import bare_words, folded, has_organisation, has_role, is_title, person_shaped

MAX_BIO = 3000
_MARKS = "*_[(（【 "
_PRONOUNS = frozenset({"he", "she", "they", "il", "elle", "er", "sie", "él", "ella"})
_BEING = frozenset({"is", "was", "are", "est", "ist", "es", "é"})
_OPINION = frozenset("not no right wrong that because why whether about to what".split())
_THE_AUTHOR = re.compile(r"(?:the|this|our)\s+(?:contributor|author|writer|expert|respondent)\s", re.IGNORECASE)
_WRAPPED = re.compile(r"(?!\*\*)[\[(*_（【].*[\])*_）】]\.?$", re.DOTALL)


def is_bio(text: str, name: str, *, expected: bool = False) -> bool:
    """Whether the block is a bio of `name`: it has a label, or begins with them and says what they are or do.

    “Dirk is right about gas” says nothing of what Dirk does. Where a bio is `expected`, as most views have theirs
    there, it may say what no list of jobs has: “She is a hedge-layer from Devon”.
    """
    bare = text.lstrip(_MARKS)
    label = lexicon.BIO_LABEL.match(bare[:60])
    if len(text) > MAX_BIO:
        return False
    if label:
        return not _is_of_somebody_else(bare[label.end() :], name)
    words = bare_words(bare[:600])
    opening = _opening(bare, words, name)
    rest = words[opening:]
    if not opening or not rest:
        return is_wrapped(text) and has_role(text)
    if _is_full(words[:opening], name) and rest[0][:1].islower() and rest[0] not in {"and", "or"}:
        return True
    verb = next((place for place, word in enumerate(rest[:4]) if folded(word) in lexicon.BIO_VERBS), None)
    return verb is not None and ((expected and verb == 0) or _is_description(rest[verb], rest[verb + 1 : verb + 18]))


def is_wrapped(text: str) -> bool:
    """Whether a block is wholly in brackets or italics."""
    return bool(_WRAPPED.match(text))


def is_sure(text: str, name: str) -> bool:
    """Whether a bio can't be prose: it has a label, is in brackets or italics, or begins with the first name."""
    bare = text.lstrip(_MARKS)[:60]
    begins = folded(given_and_surname(name)[0]) in map(_possessive, bare_words(bare)[:3])
    return begins or is_wrapped(text) or bool(lexicon.BIO_LABEL.match(bare) or _THE_AUTHOR.match(bare))


def _opening(bare: str, words: list[str], name: str) -> int:
    """How many of the first words are the author's name, `She` or `The author`; 0 if they aren't."""
    if words and folded(words[0]) in _PRONOUNS:
        return 1
    if _THE_AUTHOR.match(bare):
        return 2
    known = _known(name)
    count = next((at for at, word in enumerate(words) if _possessive(word) not in known and not is_title(word)), 0)
    return count if not known.isdisjoint(map(_possessive, words[:count])) else int(bare.startswith(name))


def _known(name: str) -> set[str]:
    return set(map(folded, bare_words(name)))


def _is_full(words: list[str], name: str) -> bool:
    """Whether words are a person's full name."""
    return person_shaped(name) and set(map(folded, given_and_surname(name))) <= set(map(_possessive, words))


def _is_of_somebody_else(text: str, name: str) -> bool:
    """Whether a labelled bio begins with a full name that shares no word with this one: the moderator's, perhaps."""
    words = text[:200].split()
    verb = next((place for place, word in enumerate(words) if word in lexicon.BIO_VERBS), 0)
    opening = " ".join(words[:verb])
    return person_shaped(opening) and _known(opening).isdisjoint(_known(name))


def _possessive(word: str) -> str:
    return folded(word).removesuffix("'s")


def _is_description(verb: str, following: list[str]) -> bool:
    """`is a fellow at the Institute`, `teaches history at Leeds`, and not `is no expert` or `is right about`."""
    text = " ".join(following)
    does = folded(verb) not in _BEING and any(word[:1].isupper() for word in following)
    describes = does or has_role(text) or has_organisation(text) or "based" in following
    return describes and _OPINION.isdisjoint(map(folded, following[:3]))
