"""Whether a block of a view says who its author is, rather than what they think."""

import re

from expertviews.seeds import (
    bare_words,
    casefolded,
    has_job,
    has_organisation,
    is_capitalised,
    is_caseless,
    lexicon,
    person_shaped,
    words_without_titles,
)

_MAX_BIO = 3000
_MARKS = "*_[(（【 "
_PRONOUNS = {"he", "she", "they", "il", "elle", "er", "sie", "él", "ella"}
_BEING = {"is", "was", "are", "est", "ist", "es", "é"}
_OPINION = set("not no right wrong that because why whether about to what".split())
_THE_AUTHOR = re.compile(r"(?:the|this|our)\s+(?:contributor|author|writer|expert|respondent)\s", re.IGNORECASE)
_WRAPPED = re.compile(r"(?!\*\*)[\[(*_（【].*[\])*_）】]\.?$", re.DOTALL)


def is_bio(text: str, name: str, *, expected: bool = False) -> bool:
    """Whether the block is a bio of `name`: it has a label, or begins with them and says what they are or do.

    Where a bio is `expected`, since most views have one there, any verb after the name will do: “She is a hedge-layer
    from Devon”.
    """
    bare = text.lstrip(_MARKS)
    label = lexicon.BIO_LABEL.match(bare[:60])
    if len(text) > _MAX_BIO:
        return False
    if is_caseless(text[:1]) and text.partition("。")[0].endswith(lexicon.JOB_ENDINGS):
        return True
    if label:
        return not _is_somebody_elses(bare[label.end() :], name)
    words = bare_words(bare[:600])
    opening = _opening(bare, words, name)
    rest = words[opening:]
    if not opening or not rest:
        return False
    if _is_full_name(words[:opening], name) and rest[0][:1].islower():
        return True
    verb = next((place for place, word in enumerate(rest[:4]) if casefolded(word) in lexicon.BIO_VERBS), None)
    return verb is not None and ((expected and verb == 0) or _is_description(rest[verb], rest[verb + 1 : verb + 18]))


def is_surely_bio(text: str, name: str) -> bool:
    """Whether a bio can't be prose: it has a label, is in brackets or italics, or begins with the author's name."""
    return begins_with(text, name) or bool(_WRAPPED.match(text) or lexicon.BIO_LABEL.match(text.lstrip(_MARKS)[:60]))


def begins_with(text: str, name: str) -> bool:
    """Whether one of the first words is the author's first name."""
    first = casefolded("".join(words_without_titles(name)[:1]))
    return first in map(casefolded, bare_words(text.lstrip(_MARKS)[:60])[:3])


def _opening(bare: str, words: list[str], name: str) -> int:
    """How many of the first words are the author's name, `She` or `The author`; 0 if they aren't."""
    if words and casefolded(words[0]) in _PRONOUNS:
        return 1
    if _THE_AUTHOR.match(bare):
        return 2
    known = _words(name)
    count = next((at for at, word in enumerate(words) if not (casefolded(word) in known or is_capitalised(word))), 0)
    return count if not known.isdisjoint(map(casefolded, words[:count])) else 0


def _words(name: str) -> set[str]:
    return set(map(casefolded, bare_words(name)))


def _is_full_name(words: list[str], name: str) -> bool:
    """Whether the words include both the first and the last word of a person's name."""
    known = words_without_titles(name)
    return person_shaped(name) and set(map(casefolded, known[:1] + known[-1:])) <= set(map(casefolded, words))


def _is_somebody_elses(text: str, name: str) -> bool:
    """Whether a labelled bio begins with a full name that shares no word with this one: the moderator's, perhaps."""
    words = text[:200].split()
    verb = next((place for place, word in enumerate(words) if word in lexicon.BIO_VERBS), 0)
    opening = " ".join(words[:verb])
    return person_shaped(opening) and _words(opening).isdisjoint(_words(name))


def _is_description(verb: str, following: list[str]) -> bool:
    """`is a fellow at the Institute`, `teaches history at Leeds`, but not `is no expert` or `is right about`."""
    text = " ".join(following)
    does = casefolded(verb) not in _BEING and any(word[:1].isupper() for word in following)
    describes = does or has_job(text) or has_organisation(text)
    return describes and _OPINION.isdisjoint(map(casefolded, following[:3]))
