"""Affiliations that a bio, or the words after a name, state plainly.

Only known forms of sentences are read; the view has the whole bio, word for word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from expertviews import characters
from expertviews.model import Affiliation
from expertviews.seeds import (
    bare_words,
    casefolded,
    has_job,
    has_organisation,
    is_capitalised,
    is_job_word,
    is_organisation_word,
    lexicon,
    without_age,
)

_MAX_BIO, _MAX_FACT = 5_000, 160
_MAX_OCCUPATION_WORDS, _MAX_JOB_WORDS, _MAX_PLACE_WORDS = 5, 14, 5
_PAIRS = (("(", ")"), ("[", "]"), ("（", "）"), ("“", "”"), ("«", "»"))
_MAX_JOB_AFTER_AGE = 4
_BEFORE_NO_JOB = frozenset("at for of in with the and on who holds has".split())
_SENTENCE = re.compile(r"(?<=[a-z)\]’”\d]{2}[.!?])\s+(?=[A-Z“])|(?<=[。！？])")
_IS = re.compile(
    r"\b(?:is|are)\s+(?:currently\s+|also\s+|now\s+)?(?:an?\s+|the\s+)?|\b(?:works|serves)\s+as\s+(?:an?\s+|the\s+)?"
)
_AND_JOB = re.compile(
    r"(?:,\s+|\s+)and\s+(?:is\s+|also\s+|serves\s+as\s+)*(?:an?\s+|the\s+)?|,\s+(?:an?\s+|the\s+)?|;\s+"
)
_AT = re.compile(r"\s(?:at|with|for)\s+(?:the\s+)?")
_OF = re.compile(r"\sof\s+(?:the\s+)?")
_IN_PLACE = re.compile(r"\s(?:in|based in)\s+|,\s+")
_WHO = re.compile(
    r",?\s(?:who|whose|where|covering|working|focusing|specialising|specializing|writing"
    r"|and (?:co-)?(?:" + "|".join(sorted(lexicon.BIO_VERBS - {"is", "was", "are", "heads", "chairs"})) + r")"
    r"|and (?:co-)?(?:chairs|heads)\s(?:the|an?|its|their|his|her))\b|\s\("
)
_COMMA = re.compile(r",\s+|،\s+|\s[—–|]\s|，")
_SEMICOLON = re.compile(r";\s+|；")
_FORMER = re.compile(r"\b(?:former|formerly|previously|ex-|was|until|retired|emeritus|emerita)\b", re.IGNORECASE)


def affiliations_in(text: str, name: str = "", year: str | None = None) -> tuple[Affiliation, ...]:
    """The affiliations that a bio, or the words after a name, state plainly; as of `year`.

    `Zachary is a Researcher in EU Foreign Policy at the Centre for European Policy Studies in Brussels` gives role,
    organisation and place. Sentences about the past give nothing.
    """
    text = " ".join(text[:_MAX_BIO].strip(" *_").split())
    if (text[:1], text[-1:]) in {("(", ")"), ("[", "]")}:
        text = text[1:-1].strip()
    words, named = bare_words(text[:200]), bare_words(name)
    if lexicon.BIO_VERBS.isdisjoint(words[: len(named) + 4]):
        if named and words[: len(named)] == named:
            return ()  # a sentence of another form, such as `Ann Lee, a German analyst, covers the Arctic`
        bare = without_age(text)
        if bare != text and bare.islower() and len(bare.split()) < _MAX_JOB_AFTER_AGE:
            return _affiliations([_Job(bare)], year)
        jobs = [job for part in _SEMICOLON.split(bare) if (job := _job_in_line(part))]
        return _affiliations(jobs, year)
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence]
    return _affiliations((job for sentence in sentences for job in _jobs_in_sentence(sentence)), year)


@dataclass(frozen=True)
class _Job:
    role: str | None = None
    organisation: str | None = None
    place: str | None = None


def _affiliations(jobs: Iterable[_Job], year: str | None) -> tuple[Affiliation, ...]:
    """The jobs as affiliations, without repeats, and without those that have neither role nor organisation."""
    found: dict[Affiliation, None] = {}
    for job in jobs:
        role, organisation, place = map(_checked, (job.role, job.organisation, job.place))
        if role or organisation:
            found[Affiliation(role=role, organisation=organisation, place=place, as_of=year)] = None
    return tuple(found)


def _checked(value: str | None) -> str | None:
    """The value, if it is short, its brackets and quotation marks are paired, and nothing reorders its letters."""
    value = (value or "").strip(" ,.;:")
    paired = all(value.count(opening) == value.count(closing) for opening, closing in _PAIRS)
    reordered = not set(characters.BIDI_MARKS).isdisjoint(value)
    return value if value and paired and not reordered and len(value) <= _MAX_FACT else None


def _job_in_line(line: str) -> _Job | None:
    """`Professor of Ice, University of Ibadan, Lagos`: the role, the organisation with its parts, the place."""
    pieces = [piece for part in _COMMA.split(line) if (piece := part.strip())]
    first = _job(pieces[0]) if pieces else None
    if first and first.organisation:
        organisation, place = _organisation_and_rest([first.organisation, *pieces[1:]])
        return _Job(first.role, organisation, place or first.place)
    at = next((at for at, piece in enumerate(pieces) if _is_organisation(piece)), None)
    if at is not None:
        role = ", ".join(pieces[:at])
        return _Job(role if _is_occupation(role) else None, *_organisation_and_rest(pieces[at:]))
    if not has_job(line):
        return None
    last = pieces[-1]
    if len(pieces) == 2 and len(bare_words(last)) > 1 and is_capitalised(last) and not has_job(last):
        return _Job(*pieces)
    return _Job(", ".join(pieces))


def _organisation_and_rest(pieces: list[str]) -> tuple[str, str | None]:
    """`Department of Neurology, Eastgate Medical School, York`: all organisations in a row, and the place."""
    end = next((at for at, piece in enumerate(pieces) if at and not _is_organisation(piece)), len(pieces))
    return ", ".join(pieces[:end]), _place(", ".join(pieces[end:]))


def _is_occupation(text: str) -> bool:
    """Whether the words before an organisation are a job: one of them says so, or they are lower-case and few."""
    return has_job(text) or (text[:1].islower() and len(bare_words(text)) <= _MAX_OCCUPATION_WORDS)


def _is_organisation(piece: str) -> bool:
    words = bare_words(piece)
    capitalised = bool(words) and is_capitalised(words[0]) and has_organisation(piece)
    return capitalised and not (is_job_word(words[0]) or is_job_word(words[-1]))


def _place(text: str) -> str | None:
    """The text, if it is a few capitalised words, none of them of a job or an organisation."""
    words = bare_words(text)
    plain = all(is_capitalised(word) or casefolded(word) in lexicon.PARTICLES for word in words)
    other = any(is_job_word(word) or is_organisation_word(word) for word in words)
    return text if words and plain and not other and len(words) <= _MAX_PLACE_WORDS else None


def _jobs_in_sentence(sentence: str) -> Iterator[_Job]:
    """The jobs that a sentence of the form `X is a … at … and a … at …` lists."""
    verb = _IS.search(sentence[:200])
    if not verb or _FORMER.search(sentence[: verb.end() + 20]):
        return
    for clause in _clauses(sentence[verb.end() :].rstrip(" .")):
        cut = _WHO.search(clause)
        job = _job(clause[: cut.start()] if cut else clause)
        if job and not _FORMER.search(clause):
            yield job


def _clauses(text: str) -> Iterator[str]:
    """The parts of a list of jobs, cut at `and` or a comma with another job after it."""
    start = 0
    for joint in _AND_JOB.finditer(text):
        placed = re.search(r"\s(?:at|of|for)\s", text[start : joint.start()])
        article = joint[0].rstrip().endswith((" a", " an", " the"))
        if (placed or article) and _begins_job(text[joint.end() : joint.end() + 120]):
            yield text[start : joint.start()]
            start = joint.end()
    yield text[start:]


def _begins_job(text: str) -> bool:
    """Whether a job's name comes before any preposition."""
    words = takewhile(lambda word: casefolded(word) not in _BEFORE_NO_JOB, bare_words(text)[:5])
    return any(map(is_job_word, words))


def _job(clause: str) -> _Job | None:
    """The role, the organisation and the place of one job; None if no job is named."""
    at = next((found for found in _AT.finditer(clause) if _begins_name(clause[found.end() :])), None)
    at = at or next((found for found in _OF.finditer(clause) if _begins_organisation(clause[found.end() :])), None)
    role = clause[: at.start()] if at else clause
    if len(bare_words(role)) > _MAX_JOB_WORDS or not has_job(role):
        return None
    if at:
        return _Job(role, *_organisation_and_place(clause[at.end() :]))
    return _Job(role) if len(role.split()) <= 10 and "," not in role else None


def _begins_name(text: str) -> bool:
    words = bare_words(text[:80])
    return bool(words) and is_capitalised(words[0])


def _begins_organisation(text: str) -> bool:
    """`the Oxford Institute`, after `Director of`, but not `History` after `Professor of`."""
    head = re.split(r",\s|\sin\s|\sand\s", text[:120])[0]
    return _begins_name(head) and has_organisation(head) and not is_job_word(bare_words(head)[0])


def _organisation_and_place(text: str) -> tuple[str, str | None]:
    """`the Centre for European Policy Studies in Brussels`: the place comes last, after `in` or a comma."""
    text = re.split(r",\s(?:an?|the|where|which)\s", text, maxsplit=1)[0]
    for found in reversed(list(_IN_PLACE.finditer(text))):
        place = _place(text[found.end() :].strip(" ."))
        if place and (" in " in found[0] or has_organisation(text[: found.start()])):
            return text[: found.start()], place
    return (text if _place(text) else _organisation_and_rest(_COMMA.split(text))[0]), None
