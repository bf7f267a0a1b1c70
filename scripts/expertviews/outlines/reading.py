"""An outline and its document → the round-tables that they make, and every mistake of the outline.

Nothing is guessed here: the same outline gives the same round-tables, and each of its lines is used once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from expertviews.model import ROUND_TABLE, Outline, Prompt
from expertviews.outlines import parts
from expertviews.outlines.parts import Key, Mistake
from expertviews.outlines.stretches import Stretch, stretches
from expertviews.people import Attribution, bare_name, read_attribution
from expertviews.problems import instead, shown
from expertviews.seeds import casefolded, lines_of

_ASK = "add `question: …` at the top, with `worded_by: editor`, or give the line that asks the role `question`"
_NAME_SOMEBODY = "give the lines that name somebody `name`"
_MARK = re.compile(r"\[\^?(\w{1,3})\]:?|\(?(\d{1,3})[.)]\s|([¹²³⁴⁵⁶⁷⁸⁹⁰]+)|([*†‡]+)\s?(?=\w)|(\d{1,2})(?=[A-Z])")
"""The mark of a footnote: 1 of `[1] See …`, `1. See …` and `¹ See …`."""
_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


@dataclass
class Answer:
    """One contributor's answer to one question, from all the places at which they speak.

    `lines` are all those that it takes, as ranges that nothing of others' interrupts: `7-11, 20-25`. `stretches` are
    the words that the outline gives to it, in the order in which they were read.
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
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.attribution.name

    @property
    def line(self) -> int:
        """The number of the line that names them first."""
        return self.stretches[0].first

    def take(self, stretch: Stretch) -> None:
        """Add words by their role; a heading within the answer is a line of it."""
        about = {"affiliation": self.affiliations, "bio": self.bio, "note": self.notes}
        about.get(stretch.role, self.paragraphs).append(stretch.text)
        self.stretches.append(stretch)

    @property
    def taken(self) -> set[int]:
        """The numbers of its lines."""
        return {line for it in self.stretches for line in range(it.first, it.last + 1)}


@dataclass
class RoundTable:
    """A question, what stands before its answers, its answers, and what belongs to none of them.

    `index` has the answers by the folded names of those who give them, and by each word of these.
    """

    question: str = ""
    key: Key = ("parts",)
    line: int = 0
    title: str | None = None
    introduction: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    index: dict[str, list[Answer]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Reading:
    """What an outline says: its round-tables, what is wrong with it, and where it is in doubt.

    `entries` are its parts, and `stretches` the words that they take.
    """

    round_tables: tuple[RoundTable, ...]
    mistakes: tuple[Mistake, ...]
    doubts: tuple[Key, ...]
    entries: tuple[parts.Entry, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether drafts can be made of it."""
        return not (self.mistakes or self.doubts)


def read(outline: Outline, text: str) -> Reading:
    """What an outline says of a document's text, of which the lines end in line feeds."""
    entries, mistakes = parts.entries(outline.parts)
    mistakes += parts.misplaced(entries, text)
    found, wrong = stretches(entries, lines_of(text), wrapped=outline.wrapped)
    reader = _Reader(outline, found)
    mistakes += wrong
    in_doubt = tuple(doubts(outline, entries))
    if all(mistake.suggestion for mistake in mistakes):  # else what isn't read may be what others lack
        mistakes += [mistake for mistake in reader.mistakes if not _is_excused(mistake, in_doubt)]
    return Reading(tuple(reader.tables), tuple(mistakes), in_doubt, tuple(entries), tuple(found))


def _is_excused(mistake: Mistake, in_doubt: Sequence[Key]) -> bool:
    """Whether what is wrong is what is yet to be decided: anything, while it is where the names stand."""
    if ("names",) in in_doubt or (len(mistake.key) == 1 and in_doubt):
        return True
    return any(mistake.key[:2] == doubt[:2] for doubt in in_doubt)


def doubts(outline: Outline, entries: Sequence[parts.Entry]) -> Iterator[Key]:
    """The places of an outline that end in `?`."""
    for key in ("asked", "worded_by", "names"):
        if str(getattr(outline, key) or "").endswith("?"):
            yield (key,)
    for entry in entries:
        for at, piece in enumerate(entry.pieces):
            if piece.doubtful:
                yield entry.key if len(entry.pieces) == 1 else (*entry.key, at)


def _names_first(found: Iterable[Stretch], *, below: bool) -> Iterator[Stretch]:
    """The stretches, each name before what belongs to it: a heading above it, or the words that it stands below."""
    waiting: list[Stretch] = []
    said = True  # whether words came since the last name
    for stretch in found:
        waits = stretch.role == "heading" or (stretch.role == "affiliation" and said)
        if below:
            waits = (bool(waiting) or stretch.role in {"text", "heading"}) and not stretch.owner
        if stretch.role == "name":
            yield stretch
            yield from waiting
            waiting, said = [], bool(waiting) and not below
        elif waits and stretch.role not in _OF_NOBODY:
            waiting.append(stretch)
        else:
            yield from waiting
            yield stretch
            waiting, said = [], said or stretch.role == "text" or stretch.role in _OF_NOBODY
    yield from waiting


_OF_NOBODY = frozenset({"title", "introduction", "question", "prompt"})


class _Reader:
    """Goes through the stretches of a document once, in their order."""

    def __init__(self, outline: Outline, found: Sequence[Stretch]) -> None:
        self.given = RoundTable(outline.question, ("question",)) if outline.question else None
        self.tables = [self.given] if self.given else []
        self.below = (outline.names or "").startswith("below")
        self.mistakes: list[Mistake] = []
        self.current: Answer | None = None
        self.orphaned = False  # whether words were told to be nobody's since the last name
        self.before: list[Stretch] = []  # what belongs to a question that is yet to come
        self.prompts: list[str] = []
        self.prompted: set[int] = set()  # those of the answers that have heard the prompts
        self.owned: list[tuple[Stretch, RoundTable, Answer | None]] = []
        for stretch in _names_first((it for it in found if it.role != "aside"), below=self.below):
            getattr(self, f"_{stretch.role}")(stretch)
        self._finish(found)

    @property
    def table(self) -> RoundTable:
        """The round-table under way; before the first question, the one that it will open."""
        if not self.tables:
            self.tables.append(RoundTable())
        return self.tables[-1]

    def _mistake(self, key: Key, what: str, remedy: str, suggestion: str | None = None) -> None:
        self.mistakes.append(Mistake(key, what, remedy, suggestion))

    def _question(self, stretch: Stretch) -> None:
        self._close()
        if self.given and self.tables == [self.given] and not self.given.answers:
            what = f"line {stretch.first} asks too: “{shown(stretch.text)}”"
            self._mistake(stretch.key, what, "leave out `question` at the top, or write another role here")
            self.tables.pop()
        if not self.tables or self.table.question or self.table.answers:
            self.tables.append(RoundTable())
        self.table.question, self.table.key, self.table.line = stretch.text, stretch.key, stretch.first
        before, self.before = self.before, []
        for each in before:
            self._preface(each)

    def _preface(self, stretch: Stretch) -> None:
        """What stands before the answers: of the question above, or of the next one where answers stand between."""
        self._close()
        if not self.tables or self.table.answers:
            self.before.append(stretch)
        elif stretch.role == "title" and self.table.title is None:
            self.table.title = stretch.text
        elif stretch.role == "note":
            self.table.notes.append(stretch.text)
        else:
            self.table.introduction.append(stretch.text)

    _title = _introduction = _preface

    def _prompt(self, stretch: Stretch) -> None:
        self._close()
        if self.prompted or not self.prompts:
            self.prompts, self.prompted = [], set()
        self.prompts.append(stretch.text)

    def _name(self, stretch: Stretch) -> None:
        if not self.table.question and not self.table.answers:
            self._mistake(stretch.key, f"no question stands above the first name, “{shown(stretch.text, 40)}”", _ASK)
        attribution = read_attribution(stretch.text)
        self._close()
        answer = self.current = self._known(attribution) or self._new(stretch, attribution)
        answer.stretches.append(stretch)
        if self.prompts and id(answer) not in self.prompted:
            self.prompted.add(id(answer))
            answer.prompts += [
                Prompt.model_construct(before=len(answer.paragraphs) + 1, text=words) for words in self.prompts
            ]

    def _known(self, attribution: Attribution) -> Answer | None:
        """The answer under this question that the same name opened, or the one full name of which it is a word."""
        wanted, affiliation = _folded(attribution), casefolded(attribution.affiliation)
        alike = self.table.index.get(wanted, [])
        same = [
            answer
            for answer in alike
            if _folded(answer.attribution) == wanted
            and (not affiliation or casefolded(answer.attribution.affiliation) in {"", affiliation})
        ]
        if not same and " " not in wanted and not affiliation:
            same = alike
        return same[0] if len(same) == 1 else None

    def _new(self, stretch: Stretch, attribution: Attribution) -> Answer:
        answer = Answer(stretch.text, attribution, stretch.key)
        self.table.answers.append(answer)
        for key in {_folded(attribution), *_folded(attribution).split()}:
            self.table.index.setdefault(key, []).append(answer)
        return answer

    def _text(self, stretch: Stretch) -> None:
        owner = stretch.owner
        if owner and not (self._known(read_attribution(owner)) or owner in stretch.text):
            self._close()
            what = f"“{shown(owner)}” is named neither in the line nor in another under this question"
            self._mistake(stretch.key, what, "write the name as the document has it")
            return
        if owner:
            self._name(replace(stretch, role="name", text=owner))
        if self.current:
            self.current.take(stretch)
            return
        remedy = "put a `name` above it, or write `introduction`, `note` or `aside`"
        if self.below:
            remedy = "name them in a line below it, or write another role"
        self._orphan(stretch, f"nobody is named for “{shown(stretch.text, 40)}”", remedy)

    def _heading(self, stretch: Stretch) -> None:
        """The answer's own title; one within the answer is a line of it."""
        if not self.current or self.current.paragraphs or self.current.heading:
            self._text(stretch)
        else:
            self.current.heading = stretch.text
            self.current.stretches.append(stretch)

    def _about(self, stretch: Stretch) -> None:
        """What somebody does or is, or a note: of whoever the outline or a footnote's mark says, else of the answer."""
        note = stretch.role == "note"
        if stretch.owner or (note and _mark(stretch.text)):
            self.owned.append((stretch, self.table, self.current))
        elif self.current:
            self.current.take(stretch)
        elif note and self.tables:
            self.table.notes.append(stretch.text)
        elif note:
            self.before.append(stretch)
        else:
            what = f"nobody is named whose {stretch.role} “{shown(stretch.text, 40)}” is"
            remedy = "write another role, or name them in the line above"
            if stretch.role == "bio":
                remedy = "say whose it is, as `{bio: Ann Lee}`, or write another role"
            self._orphan(stretch, what, remedy)

    _affiliation = _bio = _note = _about

    def _orphan(self, stretch: Stretch, what: str, remedy: str) -> None:
        """Report words that are nobody's; once for all that follow each other."""
        if not self.orphaned:
            self._mistake(stretch.key, what, remedy)
        self.orphaned = True

    def _close(self) -> None:
        """End the answer under way."""
        self.current, self.orphaned = None, False

    def _finish(self, found: Sequence[Stretch]) -> None:
        for stretch, table, within in self.owned:
            self._give(stretch, table, within)
        if self.before or not self.tables:
            self.table.notes += [stretch.text for stretch in self.before]
        if not any(table.question or table.answers for table in self.tables):
            self._mistake(("parts",), "no line is a `question`", _ASK)
        used = sorted({line for stretch in found for line in range(stretch.first, stretch.last + 1)})
        places = {line: place for place, line in enumerate(used)}
        for table in self.tables:
            if table.question and not table.answers:
                self._mistake(table.key, f"nobody answers “{shown(table.question)}”", _NAME_SOMEBODY)
            for answer in table.answers:
                if not answer.paragraphs:
                    remedy = "give their words `text`, or this line another role"
                    self._mistake(answer.key, f"“{shown(answer.name)}” says nothing", remedy)
                answer.lines = _spelt(answer.taken & places.keys(), places)

    def _give(self, stretch: Stretch, table: RoundTable, within: Answer | None) -> None:
        """A note or bio to whom it belongs: who is named for it, or has its mark, or in whose answer it stands."""
        owner = stretch.owner
        answer = _named(table, owner) if owner else _marked(table, stretch) or within
        if answer:
            answer.take(stretch)
        elif owner and casefolded(owner) != ROUND_TABLE:
            advice = instead(owner, [answer.name for answer in table.answers], "name in this document")
            what = f"nobody under this question is called “{shown(owner)}”"
            self._mistake((*stretch.key, stretch.role), what, advice.text, advice.suggestion)
        else:
            table.notes.append(stretch.text)


@lru_cache(maxsize=4096)
def _folded(attribution: Attribution) -> str:
    """A name for comparison: without titles, letters after it and case."""
    return casefolded(bare_name(attribution.name))


def _named(table: RoundTable, owner: str) -> Answer | None:
    """The answer of whoever is called so."""
    wanted = casefolded(bare_name(owner))
    return next((answer for answer in table.answers if _folded(answer.attribution) == wanted), None)


def _mark(note: str) -> str | None:
    found = _MARK.match(note.lstrip("_ "))
    return next(filter(None, found.groups())).translate(_SUPERSCRIPT) if found else None


def _marked(table: RoundTable, note: Stretch) -> Answer | None:
    """The one answer that has the mark of a footnote."""
    mark = _mark(note.text) or ""
    raised = mark.translate(str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰"))
    signs = {f"[{mark}]", f"[^{mark}]", f"({mark})", raised} if mark.isalnum() else {mark}
    having = [answer for answer in table.answers if any(sign in words for sign in signs for words in answer.paragraphs)]
    return having[0] if len(having) == 1 else None


def _spelt(taken: set[int], places: Mapping[int, int]) -> str:
    """Line numbers as ranges, which lines that nobody uses don't interrupt."""
    ranges: list[list[int]] = []
    for line in sorted(taken):
        if ranges and places[line] <= places[ranges[-1][1]] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ", ".join(parts.as_range(first, last) for first, last in ranges)
