"""The grammar of a line that names a speaker: `Name, job, organisation` and its variants, within emphasis or not."""

import re
from dataclasses import dataclass

from expertviews.seeds import lexicon
from expertviews.seeds.lines import Range
from expertviews.seeds.words import (
    bare_words,
    ends_sentence,
    folded,
    has_organisation,
    has_role,
    is_blank,
    is_organisation_word,
    is_title,
    name_shaped,
    person_shaped,
    starts_high,
)

MAX_BYLINE = 300
MAX_BYLINE_WORDS = 40
MAX_LABELLED = 200

_SEPARATOR = re.compile(r"\*{0,2}(?:,\s|،\s|，|、|\s[—–|·•-]{1,2}\s|—|\s?[(（]|\t|\s/\s)")
_JOINT = re.compile(r",\s(?:and|&)\s|\s(?:and|&|et|und|y)\s|,\s")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{5}[.!?;]\s|[。！？；]")
_SUFFIX = re.compile(
    r"(?:,\s(?:Jr|Sr|II|III|IV|Esq|Ph\.?D|M\.?D|DPhil|Ed\.?D|MBBS|RN|[OMCKD]BE|A[OCM]|OAM|FRS|FREng|FBA|FRSE|FRCP)\b\.?)+"
)
_FIRM = re.compile(
    r"[^,(（]{1,60}(?:,\s[^,(（]{1,60})*(?:,?\s(?:&|and)\s(?:Co|Company|Sons|Partners|Associates|Brothers)\b\.?|,\s(?:Inc|Ltd|LLP|LLC)\b\.?)"
)
_BODIES = frozenset(
    {"ministry", "department", "committee", "institute", "office", "council", "faculty", "school", "centre", "center"}
)


@dataclass(frozen=True)
class Byline:
    """Where in a block the name stands, and the affiliation."""

    name: Range
    affiliation: Range | None = None


def byline(text: str, start: int = 0, end: int | None = None) -> Byline | None:
    """The name and affiliation that `text[start:end]` consists of; None if it doesn't name a speaker by its form."""
    end = len(text) if end is None else end
    start, end = trimmed(text, start, end)
    line = text[start:end]
    if not line or len(line) > MAX_BYLINE or len(line.split()) > MAX_BYLINE_WORDS or ends_sentence(line):
        return None
    cut = _name_length(line)
    if _SENTENCE_INSIDE.search(line) or _goes_on_after_brackets(line[cut:]):
        return None
    name = trimmed(text, start, start + cut)
    if not name_shaped(text[name[0] : name[1]]):
        return None
    affiliation = _affiliation(text, start + cut, end)
    return Byline(name, affiliation)


def labelled_byline(text: str, start: int) -> Byline | None:
    """The name and affiliation after a label, whatever the name looks like; None if it is sentences or too long."""
    start, end = trimmed(text, start, len(text))
    if ends_sentence(text[start:end]) and text[end - 1] == "." and not _SENTENCE_INSIDE.search(text[start : end - 1]):
        start, end = trimmed(text, start, end - 1)
    if start == end or end - start > MAX_LABELLED or ends_sentence(text[start:end]):
        return None
    separator = _SEPARATOR.search(text, start + 1, end)
    cut = separator.start() if separator else end
    return Byline(trimmed(text, start, cut), _affiliation(text, cut, end))


def trimmed(text: str, start: int, end: int) -> Range:
    """The range without blanks and emphasis marks at its ends."""
    while start < end and (is_blank(text[start]) or text[start] in "*_"):
        start += 1
    while end > start and (is_blank(text[end - 1]) or text[end - 1] in "*_"):
        end -= 1
    return start, end


def _goes_on_after_brackets(rest: str) -> bool:
    """`(least of all the ministry) expects otherwise`: prose, and no affiliation."""
    rest = rest.lstrip("* ")
    close = rest.find(")") if rest.startswith("(") else -1
    after = rest[close + 1 :].strip(" *_") if close > 0 else ""
    return bool(after) and after[0].isalpha()


def unwrapped(text: str, start: int, end: int, brackets: str = "") -> Range:
    """The range without emphasis (or brackets, if given as `[]()`) that encloses it as a whole."""
    pairs = {"*": "*", "_": "_", **dict(zip(brackets[::2], brackets[1::2], strict=True))}
    while end - start > 2 and pairs.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return start, end


def skip_emphasis(text: str) -> int:
    """Where the text begins after marks of emphasis."""
    return len(text) - len(text.lstrip("*_ "))


def _name_length(line: str) -> int:
    """How many characters of a line are the name."""
    if len(line) <= 120:
        firm = _FIRM.match(line)
        if firm and not has_role(firm[0]):
            return firm.end()
        listed = _joint_length(line)
        if listed:
            return listed
    separator = _SEPARATOR.search(line, 1)
    if not separator:
        return len(line)
    suffix = _SUFFIX.match(line, separator.start())
    if suffix:
        separator = _SEPARATOR.search(line, suffix.end())
        return separator.start() if separator else len(line)
    return len(line) if _organisation_with_comma(line, separator) else separator.start()


def _organisation_with_comma(line: str, separator: re.Match[str]) -> bool:
    """`Ministry of Trade, Industry and Energy`: what follows goes on with the name instead of saying what it is."""
    words = bare_words(line[: separator.start()])
    if separator[0].strip("* \t") != "," or not words or folded(words[0]) not in _BODIES:
        return False
    rest = line[separator.end() :]
    return " and " in rest and not has_role(rest) and not any(map(is_organisation_word, bare_words(rest)))


def _joint_length(line: str) -> int:
    """The length of a list of persons at the line's start (`A, B and C`), if it is one; else 0."""
    paren = min(
        (place for place in (line.find(mark) for mark in (" (", " — ", " – ", " - ", " | ")) if place > 0),
        default=len(line),
    )
    head = line[:paren]
    last = max(head.rfind(" and "), head.rfind(" & "))
    if last < 0:
        return 0
    comma = head.find(", ", last + 5)
    length = comma if comma > 0 else len(head)
    return length if len(joint_names(head[:length])) > 1 else 0


def joint_names(name: str) -> tuple[str, ...]:
    """The names of joint authors (`A and B`, `A, B and C`); the one name if it isn't joint.

    Each must look like a person's full name; so `Smith and Sons` and `Research and Policy Institute` are one name,
    and so is `John and Mary Smith`, since taking it apart would give a name that isn't in the source.
    """
    if len(name) > 400 or not re.search(r"\s(?:and|&|et|und|y)\s", name):
        return (name,)
    names = tuple(piece.strip(" *_") for piece in _JOINT.split(name))
    persons = all(person_shaped(piece) and not has_role(piece) and len(bare_words(piece)) <= 5 for piece in names)
    return names if persons and len(names) > 1 else (name,)


def _affiliation(text: str, start: int, end: int) -> Range | None:
    """What follows the name, without the punctuation that sets it off."""
    while start < end and (is_blank(text[start]) or text[start] in "*_,،，、—–-|·•/:："):
        start += 1
    start, end = trimmed(text, start, end)
    if start < end and text[start] in "(（":
        close = text.find(")" if text[start] == "(" else "）", start)
        if close == end - 1:
            start, end = trimmed(text, start + 1, end - 1)
        elif close < 0:
            start += 1
    while end > start and text[end - 1] in "(（[,;":
        start, end = trimmed(text, start, end - 1)
    return (start, end) if start < end and any(character.isalnum() for character in text[start:end]) else None


def affiliation_shaped(text: str) -> bool:
    """Whether a line of its own reads as a job or an organisation: short, no sentence, with a word that says so."""
    words = bare_words(text)
    if not words or len(text) > 250 or len(words) > 30 or ends_sentence(text) or text[0] in '“"«':
        return False
    if any(folded(word) in lexicon.WORDS_OF_SENTENCES for word in words):
        return False
    return has_role(text) or (has_organisation(text) and _names_organisation(words))


def _names_organisation(words: list[str]) -> bool:
    """Whether a word of an organisation's name is written high: `Kirkby Press`, and not `stop the press`."""
    telling = [word for word in words if is_organisation_word(word)]
    return not telling or any(starts_high(word) or not word.isascii() for word in telling)


def title_words(name: str) -> int:
    """How many words of a name are titles before it."""
    words = bare_words(name)
    count = 0
    while count < len(words) - 1 and is_title(words[count]):
        count += 1
    return count


def given_and_surname(name: str) -> tuple[str, str]:
    """The first and the last word of a name without titles and suffixes; twice the same if there is one word."""
    words = bare_words(name)[title_words(name) :]
    while len(words) > 1 and folded(words[-1]).rstrip(".") in lexicon.SUFFIXES:
        words.pop()
    return (words[0], words[-1]) if words else ("", "")
