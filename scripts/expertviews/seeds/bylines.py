"""Lines that name a speaker: their grammar (`Name, job, organisation`), and how much a line looks like one."""

import re
from dataclasses import dataclass
from itertools import dropwhile

from expertviews.seeds import lexicon
from expertviews.seeds.words import (
    Range,
    bare_words,
    casefolded,
    ends_sentence,
    has_job,
    has_organisation,
    is_anonymous,
    is_capitalised,
    is_caseless,
    is_job_word,
    is_organisation_word,
    is_particle,
    is_title,
    name_shaped,
    person_shaped,
    trim,
)

MAX_BYLINE = 300
_MAX_LABELLED = 200
_MAX_JOINT = 400

_PART_OF_NAME = (
    r"(?:Jr|Sr|III?|IV|(?:Ph|M|Ed)\.?D|DPhil|[OMCKD]BE|A[OCM]|FRS|Inc|Ltd|LLP|LLC"
    r"|(?:[^,(（]{1,60}\s)?(?:&|and)\s(?:Co|Company|Sons|Partners|Associates))\b(?!\s[a-z])"
)
"""What belongs to a name after a comma: `Smith, Jones & Co`, `Ann Lee, Jr.`; but not `Ann Lee, PhD student`."""
_SEPARATOR = re.compile(
    rf"\*{{0,2}}(?:,\s(?!{_PART_OF_NAME})|،\s|，|、|\s[—–|·•-]{{1,2}}\s|—|\s?[(（](?!(?i:retd?|rtd)\.?[)）]\s\w)|\t|\s/\s)"
)
_AND = r"\s(?:and|&|et|und|y)\s"
_JOINT = re.compile(rf",\s(?:and|&)\s|{_AND}|,\s")
_JOINT_NAMES = re.compile(r"[^(—–|]{2,110}\s(?:and|&)\s[^,(—–|]+?(?=,\s|\s[(—–|-]|$)")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{5}[.!?;]\s|[。！？；]")
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]?")
_SEPARATORS = re.compile(r"[\s\u200b\u2060\ufeff\u00ad*_,،，、—–|·•/:：-]*")
_STOPPED = re.compile(
    r"(?P<name>[^.,]{3,60}[^\W\d]{2})(?:[.,]\s(?P<aged>[1-9]\d\s.+?)|\.\s(?P<place>[^\W\d_a-z][^.!?]{2,60}))\.?"
)
"""`Jane Smith. 37 years. Baker.`, `Jane Smith. Hull`, as surveys in the street and letters have it."""
_PARTICLES = "|".join(sorted(map(re.escape, lexicon.PARTICLES)))
FULL_NAME = re.compile(
    rf"[^\W\d_a-z](?:\.|[\w’'-]*)(?:\s(?:(?:{_PARTICLES})\s){{0,2}}[^\W\d_a-z](?:\.|[\w’'-]+)){{1,4}}"
)
"""`Ludwig van der Berg`, `Jane Q. Smith`, in the middle of other words."""
_AGE = re.compile(
    r"^[(（]?[1-9]\d(?:歳|岁|세|(?:\s(?:Jahre|[^\W\dA-ZÀ-Þ]{1,6})){0,3})(?=$|[,.;)・、，]|\sJahre$)[,.;)・、，]?\s?"
)


@dataclass(frozen=True)
class Byline:
    """Where in a block the name is, and the affiliation."""

    name: Range
    affiliation: Range | None = None


def byline(text: str, start: int = 0, end: int | None = None) -> Byline | None:
    """The name and affiliation in `text[start:end]`; None if it doesn't have the form of a line that names somebody."""
    start, end = trim(text, start, len(text) if end is None else end)
    line = text[start:end]
    if len(line) > MAX_BYLINE:
        return None
    stopped = _STOPPED.fullmatch(text, start, end)
    if stopped and stopped["aged"] and name_shaped(stopped["name"]):
        return Byline(stopped.span("name"), stopped.span("aged"))
    if stopped and person_shaped(stopped["name"]) and name_shaped(stopped["place"] or ""):
        return Byline(stopped.span("name"), stopped.span("place"))
    if ends_sentence(line):
        return None
    cut = start + _name_length(line)
    name = trim(text, start, cut)
    if _SENTENCE_INSIDE.search(line) or not name_shaped(text[slice(*name)]):
        return None
    return Byline(name, _affiliation(text, cut, end))


def labelled_byline(text: str, start: int) -> Byline | None:
    """The name and affiliation after a label, whatever the name looks like; None if it is a sentence or too long."""
    start, end = trim(text, start, len(text))
    if start == end or end - start > _MAX_LABELLED or ends_sentence(text[start:end]):
        return None
    cut = start + _name_length(text[start:end])
    return Byline(trim(text, start, cut), _affiliation(text, cut, end))


def skip_emphasis(text: str) -> int:
    """Where the text begins after marks of emphasis."""
    return len(text) - len(text.lstrip("*_ "))


def without_emphasis(text: str, start: int, end: int, brackets: str = "") -> Range:
    """The range without the emphasis (or brackets, if given as `[]()`) that encloses all of it."""
    pairs = {"*": "*", "_": "_", **dict(zip(brackets[::2], brackets[1::2], strict=True))}
    while end - start > 2 and pairs.get(text[start]) == text[end - 1]:
        if text[start] == text[end - 1] in text[start:end].strip(text[start]):
            break  # `*one* and *another*`
        start, end = start + 1, end - 1
    return trim(text, start, end, marks="")


def _name_length(line: str) -> int:
    """How many characters of a line are the name, or the names of joint authors."""
    joint = _JOINT_NAMES.match(line)
    if joint and len(joint_names(joint[0])) > 1:
        return joint.end()
    separator = _SEPARATOR.search(line, 1)
    name = line[: separator.start()] if separator else line
    first = name.split(maxsplit=1)[0] if is_caseless(name[:1]) and not name_shaped(name) else ""
    return len(first) if first[:1] in lexicon.HAN_SURNAMES and len(first) in {2, 3, 4} else len(name)


def joint_names(name: str) -> tuple[str, ...]:
    """The names of joint authors (`A and B`, `A, B and C`); otherwise the one name.

    Each must look like a person's full name: `Research and Policy Institute` is one name, and so is `John and Mary
    Smith`, since “John” alone isn't a full name.
    """
    if len(name) > _MAX_JOINT or not re.search(_AND, name):
        return (name,)
    names = tuple(piece.strip(" *_") for piece in _JOINT.split(name))
    return names if all(person_shaped(piece) and not has_job(piece) for piece in names) else (name,)


def _affiliation(text: str, start: int, end: int) -> Range | None:
    """What follows the name, without the punctuation between the two."""
    start, end = trim(text, _SEPARATORS.match(text, start, end).end(), end)  # type: ignore[union-attr]  # always matches
    bracketed = _BRACKETED.fullmatch(text, start, end)
    start, end = trim(text, *(bracketed.span(1) if bracketed else (start, end)))
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def affiliation_shaped(text: str) -> bool:
    """Whether a line of its own reads as a job or an organisation: short, no sentence, with a word for one."""
    words = bare_words(text)
    sentence = ends_sentence(text) or not lexicon.WORDS_OF_SENTENCES.isdisjoint(map(casefolded, words))
    if sentence or len(text) > MAX_BYLINE or text.startswith(("“", '"', "«")):
        return False
    organisations = [word for word in words if is_organisation_word(word)]
    capitalised = not organisations or any(map(is_capitalised, organisations))
    return has_job(text) or (has_organisation(text) and capitalised)


def without_age(text: str) -> str:
    """What follows an age: `Baker` of `37 years. Baker`."""
    return _AGE.sub("", text)


def words_without_titles(name: str) -> list[str]:
    """The words of a name without the titles before it; the last word always stays."""
    words = bare_words(name)
    return [*dropwhile(is_title, words[:-1]), *words[-1:]]


def name_score(name: str, affiliation: str = "") -> float:
    """From 0 to 1, how much words in the form of a name look like a speaker's name."""
    score = min(map(_name_score, joint_names(name)))
    is_likely = has_job(affiliation) or has_organisation(affiliation) or bool(_AGE.match(affiliation))
    return min(1.0, score + 0.35) if is_likely else score


def _name_score(name: str) -> float:
    words = [word for word in bare_words(name) if not is_particle(word)] or bare_words(name)
    if is_anonymous(name) or len(words_without_titles(name)) < len(bare_words(name)):
        return 0.9
    if has_organisation(name):
        return 0.8
    if _is_other(words, name):
        return 0.1
    return _caseless_score(words) if all(map(is_caseless, words)) else _person_score(words, name)


def _is_other(words: list[str], name: str) -> bool:
    """Whether the words are a label (`Background`), a job, or a phrase (`The Road Ahead`, `Teach People To Say No`)."""
    telling = [words[0], *(word for word in words[1:] if word.lower() != "and")]
    abbreviated = name.split(maxsplit=1)[0].endswith(".")
    phrase = not abbreviated and not lexicon.FUNCTION_WORDS.isdisjoint(map(casefolded, telling))
    return phrase or lexicon.OTHER_LABELS.issuperset(map(casefolded, words)) or all(map(is_job_word, words))


def _caseless_score(words: list[str]) -> float:
    joined = "".join(words)
    if joined[0] in lexicon.HAN_SURNAMES and len(joined) <= 4:
        return 0.9
    return 0.75 if len(words) >= 2 or "・" in joined or "·" in joined else 0.6


def _person_score(words: list[str], name: str) -> float:
    """A word with the ending of a common noun shows a heading: `Labour Relations`."""
    common = any(len(word) > 6 and casefolded(word).endswith(lexicon.NOUN_ENDINGS) for word in words[1:] or words)
    if not person_shaped(name):
        return 0.45 if name.isupper() and not common else 0.35
    return 0.5 if common else 0.85
