"""Whether a block of a view says who its author is, rather than what they think."""

import re

from expertviews.seeds import lexicon
from expertviews.seeds.bylines import given_and_surname
from expertviews.seeds.words import bare_words, folded, has_organisation, has_role, is_title, person_shaped

MAX_BIO = 3000
_HEAD = 40  # words that are looked at
_PRONOUNS = frozenset({"he", "she", "they", "il", "elle", "er", "sie", "él", "ella"})
_BEING = frozenset({"is", "was", "are", "est", "ist", "es", "é"})
_OPINION = frozenset("not no right wrong that because why whether about to what".split())
_MARKS = "*_[(（【 "
_THE_AUTHOR = re.compile(
    r"(?:the|this|our)\s+(?:contributor|author|writer|expert|respondent|columnist)\s", re.IGNORECASE
)
_WRAPPED = re.compile(r"[\[(*_（【].*[\])*_）】]\.?$", re.DOTALL)


def is_bio(text: str, name: str, *, expected: bool = False) -> bool:
    """Whether the block is a bio of `name`: it has a label, or begins with them and says what they are or do.

    “Dirk is right about gas” says nothing of what Dirk does. Where a bio is `expected`, as most views have theirs
    there, it may say what no list of jobs has: “She is a hedge-layer from Devon”.
    """
    if len(text) > MAX_BIO:
        return False
    bare = text.lstrip(_MARKS)
    label = lexicon.BIO_LABEL.match(bare[:60])
    if label:
        return not _is_of_somebody_else(bare[label.end() :], name)
    words = bare_words(text[:600])[:_HEAD]
    opening = _opening(bare, words, name)
    rest = words[opening:]
    if not opening or not rest:
        return is_wrapped(text) and has_role(text)
    if _is_full(words[:opening], name) and rest[0][:1].islower() and rest[0] not in {"and", "or"}:
        return True
    verb = next((place for place, word in enumerate(rest[:4]) if folded(word) in lexicon.BIO_VERBS), None)
    if verb is None:
        return bare.startswith(f"{name}, ") and has_role(bare[len(name) : len(name) + 80])
    return (expected and verb == 0) or bool(_THE_AUTHOR.match(bare[:40])) or _is_description(rest[verb:])


def names_themselves(text: str, name: str) -> bool:
    """Whether a short block speaks of its author by name, as in `Ann has run the harbour since 1990`."""
    words = bare_words(text[:300])
    known = {folded(word) for word in given_and_surname(name)} - {""}
    return 2 < len(words) <= 40 and folded(words[0]) in known and words[1][:1].islower()


def is_wrapped(text: str) -> bool:
    """Whether a block is wholly in brackets or italics."""
    return bool(_WRAPPED.match(text)) and not text.startswith("**")


def is_sure(text: str, name: str) -> bool:
    """Whether a bio can't be prose: it has a label, is in brackets or italics, or begins with the first name."""
    bare = text.lstrip(_MARKS)
    begins = folded(given_and_surname(name)[0]) in {_possessive(word) for word in bare_words(text[:200])[:3]}
    return bool(lexicon.BIO_LABEL.match(bare[:60])) or is_wrapped(text) or begins or bool(_THE_AUTHOR.match(bare[:40]))


def _opening(bare: str, words: list[str], name: str) -> int:
    """How many of the first words are the author's name, `She` or `The author`; 0 if they aren't."""
    if not words or folded(words[0]) in _PRONOUNS:
        return len(words[:1])
    if _THE_AUTHOR.match(bare[:40]):
        return 2
    known = {folded(word) for word in bare_words(name)}
    count = next((at for at, word in enumerate(words) if _possessive(word) not in known and not is_title(word)), 0)
    if any(_possessive(word) in known for word in words[:count]):
        return count
    return int(not name.isascii() and bare.startswith(name))


def _is_full(words: list[str], name: str) -> bool:
    """Whether words are a person's full name."""
    return person_shaped(name) and {folded(it) for it in given_and_surname(name)} <= set(map(_possessive, words))


def _is_of_somebody_else(text: str, name: str) -> bool:
    """Whether a labelled bio begins with a full name that shares no word with this one: the moderator's, perhaps."""
    words = text[:200].split()
    verb = next((place for place, word in enumerate(words) if word in lexicon.BIO_VERBS), 0)
    opening = " ".join(words[:verb])
    return person_shaped(opening) and {folded(w) for w in bare_words(opening)}.isdisjoint(map(folded, bare_words(name)))


def _possessive(word: str) -> str:
    return folded(word).removesuffix("'s")


def _is_description(words: list[str]) -> bool:
    """`is a fellow at the Institute`, `teaches history at Leeds`, and not `is no expert` or `is right about`."""
    told = words[1:18]
    if folded(words[0]) not in _BEING:
        return any(word[:1].isupper() for word in told)
    role = next(
        (at for at, word in enumerate(told) if has_role(word) or has_organisation(word) or word == "based"), None
    )
    return role is not None and _OPINION.isdisjoint(map(folded, told[:role]))
