"""Whether a block of a view says who its author is, rather than what they think."""

import re

from expertviews.seeds import lexicon
from expertviews.seeds.bylines import given_and_surname
from expertviews.seeds.lexicon import BIO_LABEL
from expertviews.seeds.words import (
    bare_words,
    folded,
    has_role,
    is_anonymous,
    is_organisation_word,
    is_role,
    is_title,
    person_shaped,
)

MAX_BIO = 3000
_PRONOUNS = frozenset({"he", "she", "they", "il", "elle", "er", "sie", "él", "ella"})
_THE_AUTHOR = re.compile(
    r"(?:the|this|our)\s+(?:contributor|author|writer|expert|respondent|columnist)\s", re.IGNORECASE
)
_WRAPPED = re.compile(r"[\[(*_（【].*[\])*_）】]\.?$", re.DOTALL)
_HEAD = 40


def is_bio(text: str, name: str, *, expected: bool = False) -> bool:
    """Whether the block is a bio of `name`: it begins with them, and says what they are or do.

    It begins with the first name, the surname, a title and either, `He/She/They`, `The contributor/author`, or
    `About the author`, or is wholly in brackets or italics; “Dirk is right about gas” says nothing of what Dirk does.
    Nobody begins with their own full name but in a bio. Where one is `expected`, as most views have theirs there, it
    may say what no list of jobs has: “She is a hedge-layer from Devon”.
    """
    if len(text) > MAX_BIO:
        return False
    label = BIO_LABEL.match(text.lstrip("*_[( ")[:60])
    if label:
        return not _is_of_somebody_else(text.lstrip("*_[( ")[label.end() :], name)
    wrapped = is_wrapped(text)
    words = [word for word in bare_words(text[:600]) if word][:_HEAD]
    if not words:
        return False
    opening = _opening(text, words, name)
    if opening == 0:
        return wrapped and has_role(text)
    known = _is_full(words[:opening], name) or (expected and wrapped)
    author = expected or bool(_THE_AUTHOR.match(text.lstrip("*_[(（【 ")[:40]))
    if (known and _goes_on(words, opening)) or (author and _is_a(words[opening:])):
        return True
    return _says_what(words[opening:], text, sure=wrapped or folded(words[0]) not in _PRONOUNS, name=name)


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
    bare = text.lstrip("*_[( ")
    words = bare_words(text[:200])
    begins = folded(given_and_surname(name)[0]) in {_possessive(word) for word in words[:3]}
    return bool(BIO_LABEL.match(bare[:60])) or is_wrapped(text) or begins or bool(_THE_AUTHOR.match(bare[:40]))


def _is_full(words: list[str], name: str) -> bool:
    """Whether words are a person's full name."""
    said = {_possessive(word) for word in words}
    return person_shaped(name) and all(folded(word) in said for word in given_and_surname(name))


def _goes_on(words: list[str], opening: int) -> bool:
    """Whether a word of a sentence follows a name: not `and`, which adds another."""
    following = words[opening : opening + 1]
    return bool(following) and following[0][:1].islower() and following[0] not in {"and", "or"}


def _opening(text: str, words: list[str], name: str) -> int:
    """How many of the first words stand for the author; 0 if they don't."""
    bare = text.lstrip("*_[(（【 ")
    if folded(words[0]) in _PRONOUNS:
        return 1
    if _THE_AUTHOR.match(bare[:40]):
        return 2
    given, surname = given_and_surname(name)
    known = {folded(word) for word in bare_words(name)} | {folded(given), folded(surname)}
    count = 0
    while count < min(len(words), 8) and (_possessive(words[count]) in known or is_title(words[count])):
        count += 1
    named = any(_possessive(word) in known for word in words[:count])
    if named:
        return count
    starts_with_name = given and bare.casefold().startswith((given.casefold(), name.casefold()))
    return 1 if starts_with_name and not given.isascii() else 0


def _is_of_somebody_else(text: str, name: str) -> bool:
    """Whether a labelled bio begins with a full name that shares no word with this one: the moderator's, perhaps."""
    verb = next((place for place, word in enumerate(text[:200].split()) if word in lexicon.BIO_VERBS), 0)
    opening = " ".join(text[:200].split()[:verb])
    return person_shaped(opening) and {folded(w) for w in bare_words(opening)}.isdisjoint(map(folded, bare_words(name)))


def _is_a(words: list[str]) -> bool:
    """`is a …`, or a verb of work: of `the contributor`, this can only be who they are."""
    if not words or folded(words[0]) not in lexicon.BIO_VERBS:
        return False
    return folded(words[0]) not in {"is", "was"} or (len(words) > 2 and folded(words[1]) in {"a", "an", "the", "based"})


def _possessive(word: str) -> str:
    return folded(word).removesuffix("'s")


def _says_what(words: list[str], text: str, *, sure: bool, name: str) -> bool:
    """Whether the words after the author's name are a verb of being or doing, and a job or an organisation."""
    if any(role in text[:80] for role in lexicon.HAN_ROLES):
        return True
    if not words:
        return False
    verb = next((place for place, word in enumerate(words[:4]) if folded(word) in lexicon.BIO_VERBS), None)
    if verb is None:
        return sure and text[len(name) : len(name) + 2].startswith(",") and has_role(" ".join(words[:12]))
    being = folded(words[verb]) in {"is", "was", "are", "est", "ist", "es", "é"}
    if not being:
        return _does(words[verb:])
    role = next(
        (
            place
            for place, word in enumerate(words[verb + 1 : verb + 18], verb + 1)
            if is_role(word) or is_organisation_word(word)
        ),
        None,
    )
    based = any(folded(word) == "based" for word in words[verb + 1 : verb + 3])
    if role is None:
        return based
    return _is_description(words, verb, role, sure=sure) or is_anonymous(name)


def _does(words: list[str]) -> bool:
    """`teaches history at Leeds`: a verb of work, and soon a capital or a field's name after a preposition."""
    if folded(words[0]) == "holds":
        return any(
            folded(word) in {"phd", "doctorate", "degree", "chair", "ma", "msc", "ba", "dphil"} for word in words[:8]
        )
    near = words[1:14]
    capital = any(word[:1].isupper() for word in near)
    linked = any(folded(word) in {"at", "for", "in", "of", "on", "as", "the"} for word in near)
    return capital and linked


def _is_description(words: list[str], verb: int, role: int, *, sure: bool) -> bool:
    """`is a fellow at the Institute`, and not `is no expert` or `is the leader who`."""
    between = [folded(word) for word in words[verb + 1 : role]]
    if any(
        word in {"not", "no", "right", "wrong", "that", "because", "why", "whether", "about", "to", "what"}
        for word in between
    ):
        return False
    after = words[role + 1 : role + 12]
    linked = any(folded(word) in lexicon.LINKS_OF_ROLES for word in after[:3]) or not after
    capital = any(word[:1].isupper() for word in [*words[verb + 1 : role + 1], *after])
    return (linked or sure) and (capital or linked)
