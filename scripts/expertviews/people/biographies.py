"""What a bio or an affiliation says plainly of somebody: what they do where, and their degrees.

Only sentences of known forms are read. What is worded otherwise is left alone: the bio stands verbatim in the view.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from expertviews.model import BIDI_CONTROLS, Affiliation
from expertviews.seeds import (
    bare_words,
    casefolded,
    has_organisation,
    is_capitalised,
    is_job_word,
    is_organisation_word,
    lexicon,
)

MAX_BIO = 5_000
MAX_FACT = 160
MAX_OCCUPATION = 5
_OCCUPATIONS = ("ologist", "ographer", "onomist", "icist", "atrist", "iologue", "ologue", "iker", "ikerin")

_SENTENCE = re.compile(r"(?<=[a-z)\]’”\d]{2}[.!?])\s+(?=[A-Z“])|(?<=[。！？])")
_IS = re.compile(
    r"\b(?:is|are)\s+(?:currently\s+|also\s+|now\s+)?(?:an?\s+|the\s+)?|\b(?:works|serves)\s+as\s+(?:an?\s+|the\s+)?"
)
_AND_ROLE = re.compile(
    r"(?:,\s+|\s+)and\s+(?:is\s+|also\s+|serves\s+as\s+)*(?:an?\s+|the\s+)?|,\s+(?:an?\s+|the\s+)?|;\s+"
)
_AT_STRONG = re.compile(r"\s(?:at|with|for)\s+(?:the\s+)?")
_OF = re.compile(r"\sof\s+(?:the\s+)?")
_IN_PLACE = re.compile(r"\s(?:in|based in)\s+|,\s+")
_WHO = re.compile(
    r",?\s(?:who|whose|where|covering|working|focusing|specialising|specializing|writing"
    r"|and (?:co-)?(?:" + "|".join(sorted(lexicon.BIO_VERBS - {"is", "was", "are", "heads", "chairs"})) + r")"
    r"|and (?:co-)?(?:chairs|heads)\s(?:the|an?|its|their|his|her))\b|\s\("
)
_COMMA = re.compile(r",\s+|،\s+|\s[—–|]\s|，")
_SEMICOLON = re.compile(r";\s+|；")
_DEGREE = re.compile(
    r"\b(?P<degree>Ph\.?D|DPhil|D\.Phil\.?|doctorate|MPhil|MBA|MSc|MA|M\.A\.?|LLM|MD|master[’']s(?: degree)?"
    r"|BSc|BA|B\.A\.?|LLB|bachelor[’']s(?: degree)?)"
    r"(?:\s(?:degree\s)?in\s(?P<field>[^,.;()]{2,80}?))?\s(?:from|at)\s(?:the\s)?(?P<school>[^,.;()]{2,80})"
)
_HOLDS = re.compile(r"\b(?:holds?|has|received|earned|completed|obtained|gained|with)\b")
_FORMER = re.compile(r"\b(?:former|formerly|previously|ex-|was|until|retired|emeritus|emerita)\b", re.IGNORECASE)


@dataclass(frozen=True)
class BioFacts:
    """What a text says of somebody, each as stated at the time."""

    affiliations: tuple[Affiliation, ...] = ()
    education: tuple[str, ...] = ()


def bio_facts(text: str, name: str = "", year: str | None = None) -> BioFacts:
    """The affiliations and degrees that a bio, or the affiliation after a name, states plainly; as of `year`.

    `Zachary is a Researcher in EU Foreign Policy at the Centre for European Policy Studies in Brussels` gives role,
    organisation and place. Nothing is taken from sentences about the past.
    """
    text = " ".join(text[:MAX_BIO].strip(" *_").split())
    if (text[:1], text[-1:]) in {("(", ")"), ("[", "]")}:
        text = text[1:-1].strip()
    if not text:
        return BioFacts()
    if not _is_sentence(text, name):
        return BioFacts(tuple(dict.fromkeys(_from_line(text, year))))
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence and sentence.strip()]
    affiliations = [found for sentence in sentences for found in _roles(sentence, year)]
    degrees = [degree for sentence in sentences for degree in _degrees(sentence)]
    return BioFacts(tuple(dict.fromkeys(affiliations)), tuple(dict.fromkeys(degrees)))


def _is_sentence(text: str, name: str) -> bool:
    """Whether the text says something with a verb, rather than being a job and a place."""
    words = bare_words(text[:200])[: len(bare_words(name)) + 4]
    return any(word in lexicon.BIO_VERBS for word in words)


def _affiliation(role: str | None, organisation: str | None, place: str | None, year: str | None) -> Affiliation | None:
    values = [value.strip(" ,.;:") if value else None for value in (role, organisation, place)]
    role, organisation, place = (value if value and _is_fact(value) else None for value in values)
    if not role and not organisation:
        return None
    return Affiliation(role=role, organisation=organisation, place=place, as_of=year)


def _is_fact(value: str) -> bool:
    """Whether a value is short, has both of each pair of brackets and marks, and nothing that turns letters round."""
    whole = all(value.count(opening) == value.count(closing) for opening, closing in ("()", "[]", "（）", "“”", "«»"))
    return whole and len(value) <= MAX_FACT and set(BIDI_CONTROLS).isdisjoint(value)


def _from_line(line: str, year: str | None) -> Iterator[Affiliation]:
    """`Professor of Ice, University of Ibadan; chair, Nordic Salt Commission`: one affiliation after another."""
    for job in _SEMICOLON.split(line):
        found = _from_pieces([piece for part in _COMMA.split(job) if (piece := part.strip())], year)
        if found:
            yield found


def _from_pieces(pieces: list[str], year: str | None) -> Affiliation | None:
    """Jobs first, then the organisation with those that it is a part of, then the place."""
    first = _job_at(pieces[0]) if pieces else None
    if first and first[1]:
        organisation, place = _organisations([first[1], *pieces[1:]])
        return _affiliation(first[0], organisation, place or first[2], year)
    org = next((at for at, piece in enumerate(pieces) if _is_organisation(piece)), None)
    if org is None:
        return _role_and_rest(pieces, year) if any(map(is_job_word, bare_words(" ".join(pieces)))) else None
    before = ", ".join(pieces[:org])
    role = before if before and _is_occupation(before) else None
    return _affiliation(role, *_organisations(pieces[org:]), year)


def _organisations(pieces: list[str]) -> tuple[str, str | None]:
    """`Department of Neurology, Eastgate Medical School, York`: all that are organisations in a row, and the place."""
    end = next((at for at, piece in enumerate(pieces) if at and not _is_organisation(piece)), len(pieces))
    return ", ".join(pieces[:end]), _place(pieces[end:])


def _is_occupation(text: str) -> bool:
    """Whether what stands before an organisation is a job: by a word of it, its ending, or its small first letter."""
    words = bare_words(text)
    known = any(is_job_word(word) or casefolded(word).endswith(_OCCUPATIONS) for word in words)
    return known or (text[:1].islower() and len(words) <= MAX_OCCUPATION)


def _role_and_rest(pieces: list[str], year: str | None) -> Affiliation | None:
    """A job, and after it something that isn't plainly an organisation: a place is not guessed."""
    words = bare_words(pieces[-1])
    if len(pieces) == 2 and len(words) > 1 and is_capitalised(pieces[1]) and not any(map(is_job_word, words)):
        return _affiliation(pieces[0], pieces[1], None, year)
    return _affiliation(", ".join(pieces), None, None, year)


def _is_organisation(piece: str) -> bool:
    words = bare_words(piece)
    return (
        bool(words)
        and is_capitalised(words[0])
        and has_organisation(piece)
        and not is_job_word(words[0])
        and not is_job_word(words[-1])
    )


def _place(pieces: list[str]) -> str | None:
    """A place is what stands last, if it is all capitalised and says nothing else."""
    rest = ", ".join(pieces)
    words = bare_words(rest)
    plain = (
        words
        and len(words) <= 5
        and all(is_capitalised(word) or casefolded(word) in lexicon.PARTICLES for word in words)
    )
    return rest if plain and not any(is_job_word(word) or is_organisation_word(word) for word in words) else None


def _roles(sentence: str, year: str | None) -> Iterator[Affiliation]:
    """The jobs that a sentence of the form `X is a … at … and a … at …` lists."""
    verb = _IS.search(sentence[:200])
    if not verb or _FORMER.search(sentence[: verb.end() + 20]):
        return
    for clause in _clauses(sentence[verb.end() :].rstrip(" .")):
        cut = _WHO.search(clause)
        job = _job_at(clause[: cut.start()] if cut else clause)
        if job and not _FORMER.search(clause):
            found = _affiliation(*job, year)
            if found:
                yield found


def _clauses(text: str) -> Iterator[str]:
    """The parts of a list of jobs: cut at `and` or a comma where another job follows before the next preposition."""
    start = 0
    for joint in _AND_ROLE.finditer(text):
        placed = re.search(r"\s(?:at|of|for)\s", text[start : joint.start()])
        article = joint[0].rstrip().endswith((" a", " an", " the"))
        if (placed or article) and _begins_job(text[joint.end() : joint.end() + 120]):
            yield text[start : joint.start()]
            start = joint.end()
    yield text[start:]


def _begins_job(text: str) -> bool:
    """Whether a job's name comes before any preposition."""
    for word in bare_words(text)[:5]:
        if is_job_word(word):
            return True
        if casefolded(word) in {"at", "for", "of", "in", "with", "the", "and", "on", "who", "holds", "has"}:
            return False
    return False


def _job_at(clause: str) -> tuple[str, str | None, str | None] | None:
    """The role, the organisation and the place of one job; None where no job is named."""
    strong = next((found for found in _AT_STRONG.finditer(clause) if _names_thing(clause[found.end() :])), None)
    at = strong or next((found for found in _OF.finditer(clause) if _names_organisation(clause[found.end() :])), None)
    role = clause[: at.start()] if at else clause
    if not _is_job(role):
        return None
    if not at:
        return (role, None, None) if len(role.split()) <= 10 and "," not in role else None
    organisation, place = _organisation_and_place(clause[at.end() :])
    return role, organisation, place


def _is_job(role: str) -> bool:
    words = bare_words(role)
    return bool(words) and len(words) <= 14 and any(is_job_word(word) for word in words)


def _names_thing(text: str) -> bool:
    words = bare_words(text[:80])
    return bool(words) and is_capitalised(words[0])


def _names_organisation(text: str) -> bool:
    """`Director of the Oxford Institute`, and not `Professor of History`."""
    head = re.split(r",\s|\sin\s|\sand\s", text[:120])[0]
    return _names_thing(head) and has_organisation(head) and not is_job_word(bare_words(head)[0])


def _organisation_and_place(text: str) -> tuple[str, str | None]:
    """`the Centre for European Policy Studies in Brussels`: the place follows `in`, or a comma, as the last words."""
    apposition = re.search(r",\s(?:an?|the|where|which)\s", text)
    text = text[: apposition.start()] if apposition else text
    for found in reversed(list(_IN_PLACE.finditer(text))):
        place = _place([text[found.end() :].strip(" .")])
        if (place and has_organisation(text[: found.start()])) or (place and " in " in found[0]):
            return text[: found.start()], place
    return (text if _place([text]) else _organisations(_COMMA.split(text))[0]), None


def _degrees(sentence: str) -> Iterator[str]:
    """`He holds a PhD in International Relations from the University of Kent`."""
    if not _HOLDS.search(sentence):
        return
    for found in _DEGREE.finditer(sentence[:1000]):
        school = re.split(r"\s(?:and|where|in 1|in 2|with)\b", found["school"])[0].strip()
        degree = found["degree"] + (f" in {found['field'].strip()}" if found["field"] else "")
        if is_capitalised(school):
            yield f"{degree}, {school}"
