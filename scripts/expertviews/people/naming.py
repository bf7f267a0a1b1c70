"""What a byline calls somebody: the name, its other spellings, and what is told of the person.

`Mei-Ling Tan (陳美玲), MD, professor of physics` is Mei-Ling Tan, also known as 陳美玲, and told to be a professor.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from expertviews.people import names
from expertviews.seeds import lexicon
from expertviews.seeds.bylines import byline, labelled_byline, skip_emphasis
from expertviews.seeds.words import (
    caseless,
    folded,
    has_organisation,
    has_role,
    is_role,
    is_title,
    name_shaped,
    script_of,
)

_OPEN = "(（["
_BORN = re.compile(r"(?:née|nee|né|born|geb\.|geborene?|formerly)\s+(?P<name>.+)", re.IGNORECASE)
_ALIAS = re.compile(r"(?:a\.?k\.?a\.?|alias|also known as|known as)[:,]?\s+(?P<name>.+)", re.IGNORECASE)
_SETS_OFF = " ,，、;–—-|:"


@dataclass(frozen=True)
class Called:
    """A name, the other spellings that stand with it, and what else the byline tells of the person, on one line."""

    name: str
    also: tuple[str, ...]
    told: str


_LINK = re.compile(r"!?\[([^\]\n]{1,120})\]\([^()\s]{1,500}\)")
_HANDLE = re.compile(r"\s*\(?@[\w.]{2,40}(?:@[\w.]{2,60})?\)?")
_TIME = re.compile(r"\s*[\[(]?(?<!\d)\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?(?!\d)[\])]?")
_ITEM = re.compile(r"(?:[-*•·–—―+]+\s+|[—–―]|\(?\d{1,3}[.)]\s+)")
SAYS = re.compile(rf"[,;]?\s+{lexicon.SAID_LABEL.pattern}(?:that\s+.{{0,120}})?$")
_BEING = re.compile(r"\s(?:" + "|".join(sorted(lexicon.BIO_VERBS)) + r")\s")
_SAID = "says|said|adds|added|explains|explained|notes|noted|argues|admits|writes|sagt|meint|erklärt|dit|explique|dice"
SAID_AFTER = re.compile(rf"(?<=[”\"“»’])[,.]?\s(?P<says>(?:{_SAID})\s(?P<name>[^“”\"]{{3,200}}))$")
"""`“…,” says Jane Smith, a professor.` at the end of a paragraph."""
_SAYS_FIRST = re.compile(rf"(?:{_SAID})\s+(?=\w)")
_BY_WHOM = re.compile(r"the\s|[^\W\d_a-z]")
_TRAILING = ' :：,，;—–―-*_|（(“"«„'
_MOST_OFFICES = 4


def from_line(line: str, below: Sequence[str] = ()) -> Called:
    """What a line that names somebody says; the lines `below` it tell what they do.

    Marks of lists, emphasis, links, labels (`Name:`), handles, times and `said` are no part of it. A line that has no
    form of a name is the name as it is: an editor has said so.
    """
    text = _TIME.sub("", _HANDLE.sub("", _LINK.sub(r"\1", line))).strip()
    start = _start(text)
    end = len(text.rstrip(_TRAILING))
    says = SAYS.search(text, start, end)
    end = len(text[: says.start()].rstrip(_TRAILING)) if says else end
    if end - start > 1 and text[end - 1] == "." and not text[start:end].endswith(("Inc.", "Jr.", "Sr.", "Ltd.", "Co.")):
        end -= 1
    stated = _stated(text, start)
    if stated:
        return stated
    found = byline(text, start, end) or labelled_byline(text[:end], start)
    name_start, name_end = found.name if found else (start, end)
    told = text[slice(*found.affiliation)] if found and found.affiliation else ""
    gap = text[name_end : found.affiliation[0]] if found and found.affiliation else ""
    called = read(text[name_start:name_end], gap, ", ".join(filter(None, (told, *below))))
    office, name = _office(names.without_letters(called.name))
    return Called(name, called.also, ", ".join(filter(None, (office, called.told))))


def _stated(text: str, start: int) -> Called | None:
    """What a sentence that names somebody says: `Professor Jane Smith is a fellow of …`."""
    verb = _BEING.search(text, start, start + 120)
    name = text[start : verb.start()].strip(" ,*_") if verb else ""
    return (
        Called(name, (), text[start:]) if verb and name_shaped(name) and len(text[verb.end() :].split()) > 1 else None
    )


def _start(text: str) -> int:
    """Where a name begins after the marks of its layout."""
    start = skip_emphasis(text)
    for mark in (_ITEM, lexicon.NAME_LABEL, lexicon.BY_LABEL, _SAYS_FIRST):
        found = mark.match(text, start)
        if found and found.end() < len(text) and (mark is not lexicon.BY_LABEL or _BY_WHOM.match(text, found.end())):
            start = found.end() + skip_emphasis(text[found.end() :])
    return start


def _office(name: str) -> tuple[str, str]:
    """The office before a name, which is no part of it: `Mayor` of `Mayor Karla Wendt`; titles such as Dr. stay."""
    words = name.split()
    count = 0
    while count < min(_MOST_OFFICES, len(words) - 2) and is_office(words[count]):
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def is_office(word: str) -> bool:
    """Whether a word before a name says what somebody does: `Mayor`, `Bürgermeister`, `Councilwoman`."""
    plain = folded(word)
    ends = ("meister", "meisterin", "man", "woman", "person", "leiter", "leiterin")
    return not is_title(word) and (
        (is_role(word) and plain != "dean")
        or plain in {"mayor", "councilor", "rep", "rep.", "sen", "sen."}
        or (len(plain) > 8 and plain.endswith(ends))
    )


def read(name: str, gap: str, told: str) -> Called:
    """What a byline says, of which `told` stands after the name and `gap`, the punctuation between the two."""
    also: list[str] = []
    for bracketed in names.BRACKETS.finditer(name):
        spelt = _other_name(bracketed[1].strip(), names.without_brackets(name))
        if spelt:
            also.append(spelt)
            name = name.replace(bracketed[0], "")
    if any(bracket in gap for bracket in _OPEN):
        told = f"({told}" if told.count("(") < told.count(")") or "）" in told else f"({told})"
    while first := names.BRACKETS.match(told):
        inner, rest = first[1].strip(), told[first.end() :].strip(_SETS_OFF)
        spelt = _other_name(inner, name)
        also.extend([spelt] if spelt else [])
        told = rest if spelt or names.are_post_nominals(inner) else ", ".join(filter(None, (inner, rest)))
    return Called(name, tuple(dict.fromkeys(also)), _without_letters(told))


def _other_name(inner: str, name: str) -> str | None:
    """The other name that brackets give: in another script, of birth, or after `a.k.a.`; None where they tell else."""
    born, alias = _BORN.fullmatch(inner), _ALIAS.fullmatch(inner)
    if born and _is_name(born["name"]):
        return f"{name} {inner}"
    if alias and name_shaped(alias["name"]):
        return alias["name"]
    full = _is_name(inner) and (len(inner.split()) > 1 or caseless(inner))
    return inner if full and _scripts(inner).isdisjoint(_scripts(name)) else None


def _is_name(text: str) -> bool:
    return name_shaped(text) and not has_role(text) and not has_organisation(text) and len(text.split()) <= 3


def _scripts(text: str) -> set[str]:
    return {script_of(character) for character in text if character.isalpha()}


def _without_letters(told: str) -> str:
    """What is told without the letters after the name that stand first: `MD, PhD, director`."""
    first, _, rest = told.strip().partition(",")
    while names.are_post_nominals(first):
        told = rest.strip()
        first, _, rest = told.partition(",")
    return told
