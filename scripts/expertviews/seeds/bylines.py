"""A line that names a speaker: its grammar (`Name, job, organisation` and variants), and how much it looks like one."""

import re
from dataclasses import dataclass

from expertviews.seeds import lexicon
from expertviews.seeds.words import (
    Range,
    bare_words,
    caseless,
    ends_sentence,
    folded,
    has_organisation,
    has_role,
    is_anonymous,
    is_organisation_word,
    is_particle,
    is_role,
    is_title,
    name_shaped,
    person_shaped,
    starts_high,
    trimmed,
)

MAX_BYLINE = 300
MAX_LABELLED = 200
_MAX_JOINT = 400

_OF_NAMES = (
    r"(?:Jr|Sr|III?|IV|(?:Ph|M|Ed)\.?D|DPhil|[OMCKD]BE|A[OCM]|FRS|Inc|Ltd|LLP|LLC"
    r"|(?:[^,(（]{1,60}\s)?(?:&|and)\s(?:Co|Company|Sons|Partners|Associates))\b"
)
"""What goes on with a name after a comma: `Smith, Jones & Co`, `Ann Lee, Jr.`"""
_SEPARATOR = re.compile(rf"\*{{0,2}}(?:,\s(?!{_OF_NAMES})|،\s|，|、|\s[—–|·•-]{{1,2}}\s|—|\s?[(（]|\t|\s/\s)")
_JOINT = re.compile(r",\s(?:and|&)\s|\s(?:and|&|et|und|y)\s|,\s")
_JOINT_NAMES = re.compile(r"[^(—–|]{2,110}\s(?:and|&)\s[^,(—–|]+?(?=,\s|\s[(—–|-]|$)")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{5}[.!?;]\s|[。！？；]")
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]?")
_SETS_OFF = re.compile(r"[\s\u200b\u2060\ufeff\u00ad*_,،，、—–|·•/:：-]*")
_LETTERS = re.compile(r"(?=\S{2,6}$)(?:[JS]r|Esq|(?:[A-Z]+\.?[a-z]{0,3}\.?){2,4})\.?")
_AGE = re.compile(r"[1-9]\d(?:\s[^\s,.;)]{1,6}){0,3}(?=$|[,.;)])")


@dataclass(frozen=True)
class Byline:
    """Where in a block the name is, and the affiliation."""

    name: Range
    affiliation: Range | None = None


def byline(text: str, start: int = 0, end: int | None = None) -> Byline | None:
    """The name and affiliation that `text[start:end]` consists of; None if it doesn't name a speaker by its form."""
    start, end = trimmed(text, start, len(text) if end is None else end)
    line = text[start:end]
    if len(line) > MAX_BYLINE or ends_sentence(line):
        return None
    cut = start + _name_length(line)
    name = trimmed(text, start, cut)
    if _SENTENCE_INSIDE.search(line) or not name_shaped(text[slice(*name)]):
        return None
    return Byline(name, _affiliation(text, cut, end))


def labelled_byline(text: str, start: int) -> Byline | None:
    """The name and affiliation after a label, whatever the name looks like; None if it is sentences or too long."""
    start, end = trimmed(text, start, len(text))
    if ends_sentence(text[start:end]) and text[end - 1] == "." and not _SENTENCE_INSIDE.search(text, start, end - 1):
        end -= 1
    if start == end or end - start > MAX_LABELLED or ends_sentence(text[start:end]):
        return None
    separator = _SEPARATOR.search(text, start + 1, end)
    cut = separator.start() if separator else end
    return Byline(trimmed(text, start, cut), _affiliation(text, cut, end))


def skip_emphasis(text: str) -> int:
    """Where the text begins after marks of emphasis."""
    return len(text) - len(text.lstrip("*_ "))


def unwrapped(text: str, start: int, end: int, brackets: str = "") -> Range:
    """The range without emphasis (or brackets, if given as `[]()`) that encloses it as a whole."""
    pairs = {"*": "*", "_": "_", **dict(zip(brackets[::2], brackets[1::2], strict=True))}
    while end - start > 2 and pairs.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    return trimmed(text, start, end, marks="")


def _name_length(line: str) -> int:
    """How many characters of a line are the name, or the names of joint authors."""
    joint = _JOINT_NAMES.match(line)
    if joint and len(joint_names(joint[0])) > 1:
        return joint.end()
    separator = _SEPARATOR.search(line, 1)
    return separator.start() if separator else len(line)


def joint_names(name: str) -> tuple[str, ...]:
    """The names of joint authors (`A and B`, `A, B and C`); the one name if it isn't joint.

    Each must look like a person's full name; so `Smith and Sons` and `Research and Policy Institute` are one name,
    and so is `John and Mary Smith`, since taking it apart would give a name that isn't in the source.
    """
    if len(name) > _MAX_JOINT or not re.search(r"\s(?:and|&|et|und|y)\s", name):
        return (name,)
    names = tuple(piece.strip(" *_") for piece in _JOINT.split(name))
    return names if all(person_shaped(piece) and not has_role(piece) for piece in names) else (name,)


def _affiliation(text: str, start: int, end: int) -> Range | None:
    """What follows the name, without the punctuation that sets it off."""
    start, end = trimmed(text, _SETS_OFF.match(text, start, end).end(), end)  # type: ignore[union-attr]  # it may be empty
    bracketed = _BRACKETED.fullmatch(text, start, end)
    start, end = trimmed(text, *(bracketed.span(1) if bracketed else (start, end)))
    end = start + len(text[start:end].rstrip("(（[,; "))
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def affiliation_shaped(text: str) -> bool:
    """Whether a line of its own reads as a job or an organisation: short, no sentence, with a word that says so."""
    words = bare_words(text)
    sentence = ends_sentence(text) or not lexicon.WORDS_OF_SENTENCES.isdisjoint(map(folded, words))
    if sentence or len(text) > MAX_BYLINE or text.startswith(("“", '"', "«")):
        return False
    known = [word for word in words if is_organisation_word(word)]
    capitalised = not known or any(map(starts_high, known))
    return has_role(text) or (has_organisation(text) and capitalised)


def title_words(name: str) -> int:
    """How many words of a name are titles before it."""
    words = bare_words(name)
    return next((at for at, word in enumerate(words[:-1]) if not is_title(word)), max(0, len(words) - 1))


def given_and_surname(name: str) -> tuple[str, str]:
    """The first and the last word of a name without titles and letters; twice the same if there is one word."""
    words = bare_words(name)[title_words(name) :]
    while len(words) > 2 and _LETTERS.fullmatch(words[-1]) and not name.isupper():
        words.pop()
    return (words[0], words[-1]) if words else ("", "")


def likeness(name: str, affiliation: str = "") -> float:
    """From 0 to 1, how much a name-shaped stretch looks like a speaker's name."""
    base = min(map(_likeness, joint_names(name)))
    if not affiliation:
        return base
    says_what = has_role(affiliation) or has_organisation(affiliation) or bool(_AGE.match(affiliation))
    return min(1.0, base + 0.35) if says_what else base * 0.9


def _likeness(name: str) -> float:
    words = [word for word in bare_words(name) if not is_particle(word)] or bare_words(name)
    if is_anonymous(name) or title_words(name):
        return 0.9
    if has_organisation(name):
        return 0.8
    if _is_other(words, name):
        return 0.1
    return _caseless_likeness(words) if all(map(caseless, words)) else _person_likeness(words, name)


def _is_other(words: list[str], name: str) -> bool:
    """Whether words are a label (`Background`), a job, or begin a phrase (`The Road Ahead`)."""
    phrase = folded(words[0]) in lexicon.FUNCTION_WORDS and not name.split(maxsplit=1)[0].endswith(".")
    return phrase or lexicon.OTHER_LABELS.issuperset(map(folded, words)) or all(map(is_role, words))


def _caseless_likeness(words: list[str]) -> float:
    joined = "".join(words)
    if joined[0] in lexicon.HAN_SURNAMES and len(joined) <= 4:
        return 0.9
    return 0.75 if len(words) >= 2 or "・" in joined or "·" in joined else 0.6


def _person_likeness(words: list[str], name: str) -> float:
    """A common noun, by its ending, makes a heading of words: `Labour Relations`."""
    common = any(len(word) > 6 and folded(word).endswith(lexicon.NOUN_ENDINGS) for word in words[1:] or words)
    if not person_shaped(name):
        return 0.45 if name.isupper() and not common else 0.35
    return 0.5 if common else 0.85
