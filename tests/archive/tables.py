"""The round-tables of an archive: a question with its propositions, the answers to it, and the document of both."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from expertviews import content
from expertviews.model import as_slug
from tests.archive import documents, words
from tests.archive.documents import FORMATS, Block, Document
from tests.archive.people import Person
from tests.archive.speech import Answer, Speaker
from tests.archive.words import FIRST_YEAR, LAST_THEME_ADDED, TODAY, WORDS, YEARS

_LANGUAGES = {7: "ru", 12: "zh", 13: "ar"}  # of every twenty questions; the others are in English
_ELSEWHERE = ("url", "submitted")  # of every ten questions, two have no document
_MOST_ANSWERS = 1009  # a prime, so that all that is regular comes in every question
_MISPRINTED, _AMENDED, _WITHDRAWN = 23, 37, 61  # one of so many answers
_REVIEWED, _AMENDED_AFTER = 200, 500  # days after the question
_PROPOSITIONS = (5, 10)
_THEMES = [*WORDS["themes"]]
_OUTCOMES = ("borne-out", "not-borne-out", "mixed", "open", "untestable")
_INTRODUCTION = "We have asked those who know the subject, and print what they wrote in the order in which it came."
_NOTE = "The answers give the opinions of their authors."
_PHOTO = "[Photo: The archive of the editors]"
_PROMPT = "Moderator: And what follows from this for the next government?"
_ADDED = "The events since then have changed none of the reasons given here."


@dataclass
class RoundTable:
    """The files of a round-table: those of the record as data, the others as texts."""

    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Question:
    """A question as it was put, and how its answers came: in a document of some format, or otherwise."""

    number: int
    asked: str
    came: str
    language: str
    prompted: int
    """The answer after the first paragraph of which the moderator breaks in; what he asks goes to all that follow."""

    @property
    def slug(self) -> str:
        return slug_of(self.number)

    @property
    def has_document(self) -> bool:
        return self.came not in _ELSEWHERE

    def after(self, days: int) -> str:
        """A day so long after the question was asked, but not after TODAY."""
        year, month, *_ = [*map(int, self.asked.split("-")), 12]
        return min(date(year, month, 28) + timedelta(days), date.fromisoformat(TODAY)).isoformat()


@dataclass(frozen=True)
class _Given:
    """Somebody's answer, and what happened to it: this is decided by a number, so that every case comes regularly."""

    question: _Question
    who: Person
    said: Answer
    gist: str
    serial: int

    def every(self, so_many: int) -> bool:
        """Whether this is one of every so many answers."""
        return self.serial % so_many == so_many // 2

    @property
    def byline(self) -> str | None:
        """The name as the document prints it, where that is another than in the record."""
        shouted = f"{self.who.name.upper()}, {self.who.post['organisation']}"
        return shouted if self.every(9) and self.question.has_document and not self.who.anonymous else None

    @property
    def bio(self) -> str | None:
        return self.who.bio if self.question.language == "en" and self.serial % 3 else None

    @property
    def misprint(self) -> tuple[str, str] | None:
        """Words of the text, and how the document misprints them."""
        right = " ".join(self.said.key_quote.split(" ")[3:6])
        printed = f"{right[:-2]}{right[-1:]}{right[-2:-1]}"
        possible = self.question.language == "en" and self.question.has_document and not self.every(_AMENDED)
        once = printed != right and self.said.text.count(right) == 1
        return (right, printed) if possible and once and self.every(_MISPRINTED) else None

    @property
    def prompt(self) -> dict[str, Any] | None:
        """What the moderator asked: within the answer, or before it."""
        within = self.serial == self.question.prompted
        return {"before": 1 + within, "text": _PROMPT} if self.serial >= self.question.prompted else None

    @property
    def notes(self) -> list[str]:
        """What else is in the document's lines."""
        return [_PHOTO] if self.question.has_document and self.every(19) else []

    @property
    def blocks(self) -> list[Block]:
        """The answer in its document; a moderator may break in after the first paragraph."""
        name = Block("name", self.byline or self.who.name, self.serial)
        right, printed = self.misprint or ("", "")
        paragraphs = [it.replace(right, printed) if right else it for it in self.said.paragraphs]
        first, *others = [Block("text", it, self.serial) for it in paragraphs]
        asked = [Block("prompt", _PROMPT), name] if self.serial == self.question.prompted else []
        bio = [Block("bio", self.bio, self.serial)] if self.bio else []
        return [name, first, *asked, *others, *bio, *(Block("note", it, self.serial) for it in self.notes)]

    def record(self, source: Mapping[str, str]) -> dict[str, Any]:
        """The view's file."""
        right, printed = self.misprint or ("", "")
        correction = {"printed": printed, "corrected": right, "date": self.question.after(300), "why": "A misprint."}
        data: dict[str, Any] = {
            "question": self.question.slug,
            "contributor": self.who.slug,
            "source": source,
            **self._review(),
            "answered": self.question.after(20) if self.question.came == "url" else None,
            "byline": self.byline,
            "bio": self.bio,
            "notes": self.notes,
            "prompts": [self.prompt] if self.prompt and self.question.has_document else [],
            "key_quote": self.said.key_quote,
            "gist": self.gist,
            "text": f"{self.said.text}\n",
            "excerpts": self.said.excerpts,
            "stances": self.said.stances,
            "corrections": [correction] if right else [],
        }
        return {key: value for key, value in data.items() if value}

    def _review(self) -> dict[str, Any]:
        """Whether somebody has reviewed it, when, and for which themes."""
        if self.every(11):
            return {"status": "draft"}
        day = self.question.after(_AMENDED_AFTER + 50 if self.every(_AMENDED) else _REVIEWED)
        themes = [it for it in _THEMES if it != _THEMES[-1] or day >= LAST_THEME_ADDED]
        return {"status": "reviewed", "reviewed_on": day, "reviewed_by": "The editors", "read_for": themes}


def slug_of(number: int) -> str:
    """The slug of a question."""
    return f"{_THEMES[number % len(_THEMES)]}-{FIRST_YEAR + number % YEARS}-{number + 1}"


def round_table(number: int, answering: Sequence[Person], seed: int) -> RoundTable:
    """One question in its year, and an answer of everybody who answers it."""
    dice = words.dice(seed, number)
    question = _question(number, len(answering), dice)
    speaker, editor = Speaker(question.language, dice), Speaker("en", dice)
    year, themes = int(question.asked[:4]), dice.sample(_THEMES, 5)
    propositions = list(_propositions(editor, themes, year, dice))
    given = []
    for serial, who in enumerate(answering, number * _MOST_ANSWERS):
        gist = f"{editor.claim(themes[1], year)}, as {who.name} sees it, writing from the {who.post['organisation']}."
        given.append(_Given(question, who, speaker.answer(propositions, themes, year), gist, serial))
    asked = {"question": speaker.question(themes[0], year), "asked": question.asked, "recorded": TODAY}
    made, sources = RoundTable(), [_elsewhere(it) for it in given]
    if question.has_document:
        document, sources = _document(asked["question"], question, given)
        made.texts |= {**document.files, content.outline_path(document.name): document.outline}
        asked |= {"seed": document.plain, "introduction": _INTRODUCTION, "notes": _NOTE}
    elif number % 4 == 1:
        asked["closed"] = question.after(400)
    made.records[content.question_path(question.slug)] = {**asked, "propositions": propositions}
    for it, source in zip(given, sources, strict=True):
        made.records[content.view_path(question.slug, it.who.slug)] = _afterwards(it, it.record(source))
    return made


def _question(number: int, answers: int, dice: random.Random) -> _Question:
    month = f"{FIRST_YEAR + number % YEARS}-{dice.randint(1, 11):02}"
    asked = (month[:4], month, f"{month}-{dice.randint(1, 28):02}")[number % 3]
    came, language = (*FORMATS, *_ELSEWHERE)[number % 10], _LANGUAGES.get(number % YEARS, "en")
    prompted = number * _MOST_ANSWERS + (answers // 2 if number % 5 == 1 else _MOST_ANSWERS)
    return _Question(number, asked, came, language, prompted)


def _document(asked: str, question: _Question, given: Sequence[_Given]) -> tuple[Document, list[Mapping[str, str]]]:
    """The document of a round-table, and the source of each answer in it."""
    blocks = [Block("question", asked), Block("introduction", _INTRODUCTION)]
    blocks += [block for it in given for block in it.blocks] + [Block({"note": "round-table"}, _NOTE)]
    document = documents.document(question.slug, question.came, question.asked, blocks)
    return document, [_lines(document, blocks, it.serial) for it in given]


def _propositions(speaker: Speaker, themes: Sequence[str], year: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    """Claims about the themes of a question; what could be judged by TODAY has an outcome, more often than not."""
    claims: dict[str, dict[str, Any]] = {}
    wanted = dice.randint(*_PROPOSITIONS)
    while len(claims) < wanted:
        theme, horizon = dice.choice(themes), year + dice.randint(1, 10)
        statement = f"{speaker.claim(theme, horizon)}."
        if statement not in claims:
            it = {"id": as_slug(f"{theme} {len(claims) + 1}"), "statement": statement, "theme": theme}
            dated = {"horizon": str(horizon)} if len(claims) % 3 else {}
            judged = len(claims) % 3 == 1 and horizon < int(TODAY[:4])
            claims[statement] = {**it, **dated, **({"outcome": _outcome(horizon, dice)} if judged else {})}
    yield from claims.values()


def _outcome(horizon: int, dice: random.Random) -> dict[str, Any]:
    status = dice.choice(_OUTCOMES)
    evidence = [{"title": f"Figures of the year {horizon}", "url": f"https://example.org/figures/{horizon}"}]
    return {"status": status, "judged_on": f"{horizon + 1}-02-10", "judged_by": "The editors", "evidence": evidence}


def _lines(document: Document, blocks: Sequence[Block], answer: int) -> Mapping[str, str]:
    """The lines of a document that an answer takes: several ranges, if somebody else speaks in between."""
    ranges: list[tuple[int, int]] = []
    before = None
    for block, (first, last) in zip(blocks, document.lines, strict=True):
        if block.answer == answer:
            ranges.append((ranges.pop()[0] if before == answer else first, last))
        before = block.answer
    return {"seed": document.plain, "lines": ", ".join(documents.span(*it) for it in ranges)}


def _elsewhere(it: _Given) -> Mapping[str, str]:
    """The source of an answer that is in no document."""
    if it.question.came == "url":
        return {"url": f"https://example.org/{it.question.slug}/{it.serial}", "accessed": it.question.after(90)}
    return {"submitted": it.question.after(30)}


def _afterwards(it: _Given, record: dict[str, Any]) -> dict[str, Any]:
    """What an author changed later: some amended their answer, some withdrew it."""
    question = it.question
    if it.every(_AMENDED):
        moved = ("source", "byline", "bio", "notes", "prompts")
        earlier = {key: record[key] for key in (*moved, "text") if key in record}
        now = {key: value for key, value in record.items() if key not in moved[1:]}
        why = {"amended": question.after(_AMENDED_AFTER), "why": "The author added a sentence."}
        text = f"{it.said.text} {_ADDED}\n"
        return {
            **now,
            "source": {"submitted": question.after(_AMENDED_AFTER)},
            "text": text,
            "earlier": [earlier | why],
        }
    if it.every(_WITHDRAWN):
        withdrawn = {"date": question.after(600), "why": "Withdrawn at the author’s request."}
        kept = {key: record[key] for key in ("question", "contributor", "source", "status", "byline") if key in record}
        return kept | {"withdrawn": withdrawn, "text": "withdrawn"}
    return record
