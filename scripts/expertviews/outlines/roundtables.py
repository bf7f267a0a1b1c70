"""An outline and its document → the round-tables, and every mistake in the outline.

Nothing is guessed here: the same outline always gives the same round-tables, and each line is used once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from expertviews.model import ROUND_TABLE, Outline, Prompt
from expertviews.outlines import parts
from expertviews.outlines.parts import Entry, Key, OutlineMistake
from expertviews.outlines.stretches import DocumentStretch, stretches
from expertviews.people import Attribution, bare_name, read_attribution
from expertviews.problems import instead, shown
from expertviews.quotes import fold
from expertviews.seeds import casefolded, lines_of

_OF_NOBODY = frozenset({"title", "introduction", "question", "prompt"})
_NAMED = frozenset({"name", "affiliation", "heading"})  # an affiliation right below is of who is named above
_ASK = "add `question: …` at the top, with `worded_by: editor`, or give the line that asks the role `question`"
_DIGITS, _RAISED = "1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰"
_SIGNS = f"*†‡{_RAISED}"
_MARK = re.compile(rf"\[\^?(\w{{1,3}})\]:?|\(?(\d{{1,3}})[.)]\s|([{_RAISED}]+)|([*†‡]+)\s?(?=\w)|(\d{{1,2}})(?=[A-Z])")
"""The mark of a footnote: the 1 of `[1] See …`, `1. See …` and `¹ See …`."""


@dataclass
class Answer:
    """One contributor's answer to one question, from all the places where they speak.

    `lines` are the ranges of lines that it takes: `7-11, 20-25`. `stretches` are the words that the outline gives to
    it, in the order in which they were read.
    """

    byline: str
    attribution: Attribution
    key: Key
    affiliations: list[str] = field(default_factory=list)
    heading: str | None = None
    bio: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    lines: str = ""
    stretches: list[DocumentStretch] = field(default_factory=list)

    @cached_property
    def words(self) -> str:
        """Its text in one line; to be asked for once it is read."""
        return fold(" ".join(self.paragraphs))

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.attribution.name

    @property
    def line(self) -> int:
        """The number of the line that names them first."""
        return self.stretches[0].first

    def take(self, stretch: DocumentStretch) -> None:
        """Add words by their role; a heading within the answer is a line of it."""
        about = {"affiliation": self.affiliations, "bio": self.bio, "note": self.notes}
        about.get(stretch.role, self.paragraphs).append(stretch.text)
        self.stretches.append(stretch)

    @property
    def taken(self) -> set[int]:
        """The numbers of its lines."""
        return {line for stretch in self.stretches for line in stretch.numbers}


@dataclass
class RoundTable:
    """A question with what is above its answers, the answers, and the notes that belong to none of them.

    `index` has the answers by the names of those who give them, and by each word of these.
    """

    question: str = ""
    key: Key = ("parts",)
    line: int = 0
    title: str | None = None
    introduction: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    index: dict[str, list[Answer]] = field(default_factory=dict, repr=False)

    def known(self, attribution: Attribution) -> Answer | None:
        """The one answer by somebody of that name; a single word may be part of a full name."""
        wanted = _comparable(attribution.name)
        alike = self.index.get(wanted, [])
        same = [answer for answer in alike if _is_same(answer.attribution, attribution)]
        if not (same or " " in wanted or attribution.affiliation):
            same = alike
        return same[0] if len(same) == 1 else None

    def add(self, answer: Answer) -> Answer:
        """Add somebody's answer."""
        self.answers.append(answer)
        name = _comparable(answer.name)
        for key in {name, *name.split()}:
            self.index.setdefault(key, []).append(answer)
        return answer

    def by(self, name: str) -> Answer | None:
        """The first answer by somebody of exactly that name."""
        return next((answer for answer in self.answers if _comparable(answer.name) == _comparable(name)), None)

    def marked(self, mark: str) -> Answer | None:
        """The one answer that has a footnote's mark in its words: `[1]`, `[^1]`, `(1)` or `¹` for "1", `*` for "*"."""
        sign = re.escape(mark.translate(str.maketrans(_DIGITS, _RAISED)))
        forms = [] if mark[0] in _SIGNS else [rf"\[\^?{mark}\]", rf"\({mark}\)"]
        forms += [] if mark.isalpha() else [rf"(?<![{_SIGNS}]){sign}(?![{_SIGNS}])"]
        answers = [answer for answer in self.answers if re.search("|".join(forms), "\n".join(answer.paragraphs))]
        return answers[0] if len(answers) == 1 else None


@lru_cache(maxsize=4096)
def _comparable(name: str) -> str:
    """A name without titles, letters after it and case."""
    return casefolded(bare_name(name))


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Whether two bylines may be about the same person: one name, and no other affiliation."""
    affiliations = {casefolded(attribution.affiliation) for attribution in (one, other)} - {""}
    return _comparable(one.name) == _comparable(other.name) and len(affiliations) < 2


def _mark(note: str) -> str | None:
    """The mark of a footnote, in plain digits; None if it begins without."""
    found = _MARK.match(note.lstrip("_ "))
    return next(filter(None, found.groups())).translate(str.maketrans(_RAISED, _DIGITS)) if found else None


@dataclass(frozen=True)
class OutlineReading:
    """What an outline says: its round-tables, what is wrong with it, and where it is in doubt.

    `entries` are its parts, and `stretches` the words that they take.
    """

    round_tables: tuple[RoundTable, ...]
    mistakes: tuple[OutlineMistake, ...]
    doubts: tuple[Key, ...]
    entries: tuple[Entry, ...] = ()
    stretches: tuple[DocumentStretch, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether drafts can be made of it."""
        return not (self.mistakes or self.doubts)


def read_outline(outline: Outline, text: str) -> OutlineReading:
    """What an outline says of a document's text, of which the lines end in line feeds."""
    entries, mistakes = parts.entries(outline.parts)
    mistakes += parts.misplaced(entries, text)
    in_order, wrong = stretches(entries, lines_of(text), wrapped=outline.wrapped)
    mistakes += wrong
    reader = _Reader(outline, in_order)
    in_doubt = tuple(parts.doubtful_keys(outline, entries))
    if all(mistake.suggestion for mistake in mistakes):  # otherwise what isn't read may be what is missing here
        mistakes += [mistake for mistake in reader.mistakes if not _is_undecided(mistake, in_doubt)]
    return OutlineReading(tuple(reader.tables), tuple(mistakes), in_doubt, tuple(entries), tuple(in_order))


def _is_undecided(mistake: OutlineMistake, in_doubt: Sequence[Key]) -> bool:
    """Whether a mistake may go away when the doubts are decided."""
    whole = ("names",) in in_doubt or (len(mistake.key) == 1 and in_doubt)
    return bool(whole) or any(mistake.key[:2] == doubt[:2] for doubt in in_doubt)


def _names_first(in_order: Iterable[DocumentStretch], *, below: bool) -> Iterator[DocumentStretch]:
    """The stretches, with each name above what belongs to it: a heading, a job, or with `below` the words above it."""
    waiting: list[DocumentStretch] = []
    above = ""
    for stretch in in_order:
        if stretch.role == "name":
            yield from [stretch, *waiting]
            waiting = []
        elif _is_of_next(stretch, above, below=below, waiting=bool(waiting)):
            waiting.append(stretch)
        else:
            yield from [*waiting, stretch]
            waiting = []
        above = stretch.role
    yield from waiting


def _is_of_next(stretch: DocumentStretch, above: str, *, below: bool, waiting: bool) -> bool:
    """Whether words belong to the name below them, if one comes next."""
    if stretch.role in _OF_NOBODY or stretch.owner:
        return False
    if below:
        return waiting or stretch.role in ("heading", "text")
    return stretch.role == "heading" or (stretch.role == "affiliation" and above not in _NAMED)


class _Reader:
    """Goes through the stretches of a document once, in order; a method for each role."""

    def __init__(self, outline: Outline, in_order: Sequence[DocumentStretch]) -> None:
        self.given = RoundTable(outline.question, ("question",)) if outline.question else None
        self.tables = [self.given] if self.given else []
        self.below = (outline.names or "").startswith("below")
        self.mistakes: list[OutlineMistake] = []
        self.current: Answer | None = None
        self.orphaned = False  # whether words without a name were reported since the last name
        self.before: list[DocumentStretch] = []  # what belongs to the next question
        self.prompts: list[str] = []
        self.prompted: set[int] = set()  # the answers that already have the prompts
        self.owned: list[tuple[DocumentStretch, RoundTable, Answer | None]] = []
        for stretch in _names_first((stretch for stretch in in_order if stretch.role != "aside"), below=self.below):
            getattr(self, f"_{stretch.role}")(stretch)
        self._finish(in_order)

    @property
    def table(self) -> RoundTable:
        """The current round-table; above the first question, the one that it will open."""
        if not self.tables:
            self.tables.append(RoundTable())
        return self.tables[-1]

    def _mistake(self, key: Key, what: str, remedy: str) -> None:
        self.mistakes.append(OutlineMistake(key, what, remedy))

    def _question(self, stretch: DocumentStretch) -> None:
        self._close()
        if self.given and self.tables == [self.given] and not self.given.answers:
            what = f"line {stretch.first} asks too: “{shown(stretch.text)}”"
            self._mistake(stretch.key, what, "delete `question` at the top, or write another role here")
            self.tables.pop()
        if not self.tables or self.table.question or self.table.answers:
            self.tables.append(RoundTable())
        self.table.question, self.table.key, self.table.line = stretch.text, stretch.key, stretch.first
        before, self.before = self.before, []
        for above in before:
            self._preface(above)

    def _preface(self, stretch: DocumentStretch) -> None:
        """What is above the answers of a question, or between its answers and the next question."""
        self._close()
        if not self.tables or self.table.answers:
            self.before.append(stretch)
        elif stretch.role == "title" and self.table.title is None:
            self.table.title = stretch.text
        else:
            (self.table.notes if stretch.role == "note" else self.table.introduction).append(stretch.text)

    _title = _introduction = _preface

    def _prompt(self, stretch: DocumentStretch) -> None:
        self._close()
        if self.prompted or not self.prompts:
            self.prompts, self.prompted = [], set()
        self.prompts.append(stretch.text)

    def _name(self, stretch: DocumentStretch) -> None:
        if not self.table.question and not self.table.answers:
            what = f"there is no question above the first name, “{shown(stretch.text, 40)}”"
            self._mistake(stretch.key, what, _ASK)
        attribution = read_attribution(stretch.text)
        self._close()
        answer = self.table.known(attribution) or self.table.add(Answer(stretch.text, attribution, stretch.key))
        answer.stretches.append(stretch)
        if id(answer) not in self.prompted:
            place = len(answer.paragraphs) + 1
            answer.prompts += [Prompt.model_construct(before=place, text=words) for words in self.prompts]
            self.prompted.add(id(answer))
        self.current = answer

    def _text(self, stretch: DocumentStretch) -> None:
        owner = stretch.owner
        if owner and not (owner in stretch.text or self.table.known(read_attribution(owner))):
            self._close()
            self._unknown(stretch, owner)
            return
        if owner:
            self._name(replace(stretch, role="name", text=owner))
        if self.current:
            self.current.take(stretch)
        else:
            self._orphan(stretch)

    def _heading(self, stretch: DocumentStretch) -> None:
        """The answer's own title; a later heading is a line of the answer."""
        if not self.current or self.current.paragraphs or self.current.heading:
            self._text(stretch)
        else:
            self.current.heading = stretch.text
            self.current.stretches.append(stretch)

    def _about(self, stretch: DocumentStretch) -> None:
        """A job, a bio or a note: of the owner in the outline, or of the answer with a footnote's mark, or this one."""
        note = stretch.role == "note"
        if stretch.owner or (note and _mark(stretch.text)):
            self.owned.append((stretch, self.table, self.current))
        elif self.current:
            self.current.take(stretch)
        elif note:
            self._preface(stretch)
        else:
            self._orphan(stretch)

    _affiliation = _bio = _note = _about

    def _orphan(self, stretch: DocumentStretch) -> None:
        """Report words without a name: once until the next name."""
        if not self.orphaned:
            what = f"nobody is named for “{shown(stretch.text, 40)}”"
            side = "below" if self.below else "above"
            owner = " or say who it is about: `{bio: Ann Lee}`," if stretch.role == "bio" else ""
            self._mistake(
                stretch.key, what, f"give the line {side} that names them `name`,{owner} or write another role here"
            )
        self.orphaned = True

    def _unknown(self, stretch: DocumentStretch, owner: str) -> None:
        """Report an owner who has no answer."""
        advice = instead(owner, [answer.name for answer in self.table.answers], "name in this document")
        key = (*stretch.key, stretch.role)
        what = f"nobody under this question is called “{shown(owner)}”"
        self._mistake(key, what, advice.text)

    def _close(self) -> None:
        """End the current answer."""
        self.current, self.orphaned = None, False

    def _finish(self, in_order: Sequence[DocumentStretch]) -> None:
        for stretch, table, within in self.owned:
            self._give(stretch, table, within)
        if self.before or not self.tables:
            self.table.notes += [stretch.text for stretch in self.before]
        if not any(table.question or table.answers for table in self.tables):
            self._mistake(("parts",), "no line is a `question`", _ASK)
        used = sorted({line for stretch in in_order for line in stretch.numbers})
        places = {line: place for place, line in enumerate(used)}
        for table in self.tables:
            table.title = table.title or self.tables[0].title  # what stands above the first question is the document's
            self._check(table)
            for answer in table.answers:
                answer.lines = _ranges(answer.taken, places)

    def _check(self, table: RoundTable) -> None:
        """Report a question without answers, and names without text."""
        if table.question and not table.answers:
            what = f"nobody answers “{shown(table.question)}”"
            self._mistake(table.key, what, "give the lines that name somebody `name`")
        for answer in table.answers:
            if not answer.paragraphs:
                remedy = "give their words `text`, or this line another role"
                self._mistake(answer.key, f"“{shown(answer.name)}” has no text", remedy)

    def _give(self, stretch: DocumentStretch, table: RoundTable, within: Answer | None) -> None:
        """Give a note or bio to its owner, under any question, to the answer with its mark, or to this answer."""
        owner, mark = stretch.owner, _mark(stretch.text)
        if owner:
            answer = next(filter(None, (it.by(owner) for it in (table, *self.tables))), None)
        else:
            answer = (table.marked(mark) if mark else None) or within
        if answer:
            answer.take(stretch)
        elif owner and casefolded(owner) != ROUND_TABLE:
            self._unknown(stretch, owner)
        else:
            table.notes.append(stretch.text)


def _ranges(taken: set[int], places: Mapping[int, int]) -> str:
    """Numbers of lines as ranges; a line that nobody uses doesn't interrupt a range."""
    ranges: list[list[int]] = []
    for line in sorted(taken):
        if ranges and places[line] <= places[ranges[-1][1]] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ", ".join(parts.as_range(first, last) for first, last in ranges)
