"""A line that names somebody → the name, its other spellings, and the affiliation that the line gives.

`Mei-Ling Tan (陳美玲), MD, professor of physics` → Mei-Ling Tan, also 陳美玲, “professor of physics”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from expertviews.people import names
from expertviews.seeds import (
    MAX_BYLINE,
    byline,
    casefolded,
    has_job,
    has_organisation,
    is_caseless,
    is_job_word,
    is_title,
    labelled_byline,
    lexicon,
    name_shaped,
    person_shaped,
    script_of,
)

_BIRTH_NAME = re.compile(r"(?:née|nee|né|born|geb\.|geborene?|formerly)\s+(?P<name>.+)", re.IGNORECASE)
_KANA = frozenset({"HIRAGANA", "KATAKANA"})
_LINK = re.compile(r"!?\[([^\]\n]{1,120})\]\([^()\s]{1,500}\)")
_HANDLE = re.compile(r"\s*\(?@[\w.]{2,40}(?:@[\w.]{2,60})?\)?")
_TIME = re.compile(rf"\s*(?<!\d){lexicon.STAMP}")
_ITEM = re.compile(r"(?:[-*•·–—―+]+\s+|[—–―]|\(?\d{1,3}[.)]\s+)")
SAYS_AT_END = re.compile(rf"[,;]?\s+{lexicon.SAID_LABEL.pattern}(?:that\s+.{{0,120}})?$")
_BEING = re.compile(r"\s(?:" + "|".join(sorted(lexicon.BIO_VERBS)) + r")\s")
SAYS_AFTER_QUOTATION = re.compile(
    rf"(?:(?<=[”\"“»’])[,.]?|\s[–—])\s(?P<says>{lexicon.SAID}\s(?P<name>[^“”\"]{{3,200}}))$"
)
"""`“…,” says Jane Smith, a professor.` at the end of a paragraph."""
_SAYS_FIRST = re.compile(rf"{lexicon.SAID}\s+(?=\w)")
_SOMEBODY = re.compile(r"the\s|[^\W\d_a-z]")
_OF = re.compile(r"(?P<name>.{3,80}?)\s(?:of|from)\s(?:the\s)?(?P<place>.+)")
_TRAILING = ' :：,，;—–―-*_|（(“"«„'
_FIRST_IN_BRACKETS = re.compile(r"^[(（]([^()（）]*)[)）][,，\s]*")
_AFTER_OFFICE = {"of", "for"}
_MAX_OFFICES = 4
_RANKS = set("senior associate assistant deputy chief executive managing research general visiting former".split())


@dataclass(frozen=True)
class Attribution:
    """A name, other spellings given with it, and the affiliation, on one line."""

    name: str
    also: tuple[str, ...] = ()
    affiliation: str = ""


def read_attribution(line: str, below: Sequence[str] = ()) -> Attribution:
    """The name and affiliation in a line that names somebody, and in the lines `below` it, which say what they do.

    List marks, emphasis, links, labels (`Name:`), handles, times and `said` are left out. A line that doesn't have the
    form of a name is the name as it is, since an editor has said so.
    """
    text = _bare_line(line)
    verb = _BEING.search(text, 0, 120)
    name = text[: verb.start()].strip(" ,*_") if verb else ""
    if verb and name_shaped(name) and len(text[verb.end() :].split()) > 1:
        return Attribution(name, (), text)
    text, also = _other_names(text)
    found = byline(text) or labelled_byline(text, 0)
    name = text[slice(*found.name)] if found else text
    affiliation = text[slice(*found.affiliation)] if found and found.affiliation else ""
    affiliation = _FIRST_IN_BRACKETS.sub(r"\1, ", affiliation)
    office, name = _office(names.without_letters(name))
    member = _OF.match(name)
    if member and _is_persons(member["name"]) and has_organisation(member["place"]):
        name, affiliation = member["name"], ", ".join(filter(None, (member["place"], affiliation)))
    name, job = _split_job(name)
    about = (office, job, _without_letters(affiliation), *below)
    return Attribution(name, also, ", ".join(filter(None, (each.strip(" ,") for each in about))))


def _bare_line(line: str) -> str:
    """The line without the marks and labels of its layout, and without what isn't part of a name."""
    text = re.sub(r"\s{2,}", lambda found: "\t" if "\t" in found[0] else " ", line)
    text = _LINK.sub(r"\1", text)
    text = _TIME.sub("", _HANDLE.sub("", text) or text).strip("*_ ")
    for mark in (_ITEM, lexicon.NAME_LABEL, lexicon.BY_LABEL, _SAYS_FIRST):
        found = mark.match(text)
        if found and found.end() < len(text) and (mark is not lexicon.BY_LABEL or _SOMEBODY.match(text, found.end())):
            text = text[found.end() :].lstrip("*_ ")
    text = SAYS_AT_END.sub("", text.rstrip(_TRAILING)).rstrip(_TRAILING)
    return text if text.endswith(("Inc.", "Jr.", "Sr.", "Ltd.", "Co.")) else text.removesuffix(".")


def _other_names(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without brackets after the name that hold other names or letters, and those names."""
    also: list[str] = []
    for found in names.BRACKETS.finditer(text[:MAX_BYLINE]):
        inner, name = found[1].strip(), names.without_brackets(text[: found.start()])
        other = _other_name(inner, name) if name_shaped(name) else None
        if other or names.are_post_nominals(inner):
            text = text.replace(found[0], "", 1)
            also += [other] if other else []
    return text, tuple(dict.fromkeys(also))


def _other_name(inner: str, name: str) -> str | None:
    """The other name in brackets, of birth or in another script; None if they hold something else, such as a job."""
    born = _BIRTH_NAME.fullmatch(inner)
    if born and _is_name(born["name"]):
        return f"{name} {inner}"
    here, there = _scripts(name), _scripts(inner)
    spelt_otherwise = here.isdisjoint(there) and not ("CJK" in there and here & _KANA)
    is_full = len(inner.split()) > 1 or is_caseless(inner)
    return inner if _is_name(inner) and is_full and spelt_otherwise else None


def _is_name(text: str) -> bool:
    return name_shaped(text) and not has_job(text) and not has_organisation(text) and len(text.split()) <= 3


def _scripts(text: str) -> set[str]:
    return {script_of(character) for character in text if character.isalpha()}


def _is_persons(name: str) -> bool:
    return person_shaped(name) and names.kind(name) == "person"


def _office(name: str) -> tuple[str, str]:
    """The office before a name, and the name: `Mayor` and `Karla Wendt`; titles such as Dr. stay with the name."""
    words = name.split()
    count = 0
    while count < min(_MAX_OFFICES, len(words) - 2) and is_job_word(words[count]) and not is_title(words[count]):
        count += 1
    if not _AFTER_OFFICE.isdisjoint(words[count : count + 1]):
        count = 0
    return " ".join(words[:count]), " ".join(words[count:])


def _split_job(name: str) -> tuple[str, str]:
    """`Ann Lee` and `Senior Fellow Quay Institute`, if nothing but a word for a job shows where a name ends."""
    words = name.split()
    end = next((at for at, word in enumerate(words) if at > 1 and is_job_word(word)), len(words))
    while 2 < end < len(words) and casefolded(words[end - 1]) in _RANKS:
        end -= 1
    alone = " ".join(words[:end])
    fits = "," not in alone and _is_persons(alone) and not (has_job(alone) or has_organisation(alone))
    return (alone, " ".join(words[end:])) if fits else (name, "")


def _without_letters(affiliation: str) -> str:
    """The affiliation without the letters after the name that come first: `MD, PhD, director`."""
    return ",".join(dropwhile(names.are_post_nominals, affiliation.split(","))).strip()
