"""An outline and its document → the round-tables that they make, and every mistake of the outline.

Nothing is guessed here: the same outline gives the same round-tables, and each of its lines is used once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from expertviews.model import ROUND_TABLE, Outline
from expertviews.outlines import parts
from expertviews.outlines.parts import Key, Mistake
from expertviews.outlines.stretches import Stretch, stretches
from expertviews.people import names, naming
from expertviews.people.naming import Called
from expertviews.problems import instead, shown
from expertviews.seeds.lines import lines_of
from expertviews.seeds.words import folded

_MARK = re.compile(r"\[\^?(\w{1,3})\]:?|\(?(\d{1,3})[.)]\s|([¹²³⁴⁵⁶⁷⁸⁹⁰]+)|([*†‡]+)\s?(?=\w)|(\d{1,2})(?=[A-Z])")
_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


@dataclass(frozen=True)
class Prompt:
    """A moderator's words, and the number of the paragraph of the answer before which they stand."""

    before: int
    text: str


@dataclass
class Answer:
    """One contributor's answer to one question, from all the places at which they speak.

    `lines` are all those that it takes, as ranges that nothing of others' interrupts: `7-11, 20-25`. `stretches` are
    the words that the outline gives to it, in the order in which they were read.
    """

    byline: str
    called: Called
    line: int
    key: Key
    affiliations: list[str] = field(default_factory=list)
    heading: str | None = None
    bio: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    lines: str = ""
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.called.name


@dataclass
class RoundTable:
    """A question, what stands before its answers, its answers, and what belongs to none of them.

    `index` has the answers by the folded names of those who give them, and by each word of these.
    """

    question: str = ""
    key: Key = ()
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
    reader.read()
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


class _Reader:
    """Goes through the stretches of a document once, in their order."""

    def __init__(self, outline: Outline, found: Sequence[Stretch]) -> None:
        self.outline = outline
        used = sorted({line for stretch in found for line in range(stretch.first, stretch.last + 1)})
        self.order = {line: place for place, line in enumerate(used)}
        self.found = [stretch for stretch in found if stretch.role != "aside"]
        self.tables: list[RoundTable] = []
        self.mistakes: list[Mistake] = []
        self.below = (outline.names or "").startswith("below")
        self.current: Answer | None = None
        self.orphaned = False  # whether words were told to be nobody's since the last name
        self.opened = False  # whether `current` got words since its name
        self.signed = False  # whether the answer ends with the name, so that more words are the next one's
        self.waiting: list[Stretch] = []  # what belongs to a name that is yet to come
        self.before: list[Stretch] = []  # what belongs to a question that is yet to come
        self.prompts: list[str] = []
        self.prompted: set[int] = set()  # those of the answers that have heard the prompts
        self.owned: list[tuple[Stretch, RoundTable, Answer | None]] = []

    def read(self) -> None:
        """Fill the tables."""
        if self.outline.question:
            self.tables.append(RoundTable(self.outline.question, ("question",)))
        for at, stretch in enumerate(self.found):
            following = self.found[at + 1] if at + 1 < len(self.found) else None
            if following and following.role == "name" and self._is_of_next(stretch):
                self.waiting.append(stretch)
            else:
                self._take_in(stretch)
        self._finish()

    def _take_in(self, stretch: Stretch) -> None:
        getattr(self, f"_{stretch.role}")(stretch)

    def _is_of_next(self, stretch: Stretch) -> bool:
        """Whether a line right above a name is that person's: a title over the answer, or what they do."""
        if self.below:
            return False
        return stretch.role == "heading" or (stretch.role == "affiliation" and (self.opened or not self.current))

    def _question(self, stretch: Stretch) -> None:
        self._close()
        if self.outline.question and len(self.tables) == 1 and not self.tables[0].answers:
            what = f"line {stretch.first} asks too: “{shown(stretch.text)}”"
            self.mistakes.append(
                Mistake(stretch.key, what, "leave out `question` at the top, or write another role here")
            )
            self.tables.pop()
        self.tables.append(RoundTable(stretch.text, stretch.key, stretch.first))
        before, self.before = self.before, []
        for each in before:
            self._preface(each)

    def _title(self, stretch: Stretch) -> None:
        self._preface(stretch)

    def _introduction(self, stretch: Stretch) -> None:
        self._preface(stretch)

    def _preface(self, stretch: Stretch) -> None:
        """What stands before the answers: of the question above, or of the next one where answers stand between."""
        self._close()
        table = self.tables[-1] if self.tables else None
        if table is None or table.answers:
            self.before.append(stretch)
        elif stretch.role == "title" and table.title is None:
            table.title = stretch.text
        elif stretch.role == "note":
            table.notes.append(stretch.text)
        else:
            table.introduction.append(stretch.text)

    def _prompt(self, stretch: Stretch) -> None:
        self._close()
        if self.prompted or not self.prompts:
            self.prompts, self.prompted = [], set()
        self.prompts.append(stretch.text)

    def _name(self, stretch: Stretch, *, said: bool = False) -> None:
        if not self.tables:
            self.mistakes.append(_no_question(stretch))
            self.tables.append(RoundTable())
        waiting, self.waiting = self.waiting, []
        self._close()
        called = naming.from_line(stretch.text)
        answer = self._known(called) or self._new(stretch, called)
        self.current = answer
        self._take(stretch)
        if self.prompts and id(answer) not in self.prompted:
            self.prompted.add(id(answer))
            answer.prompts += [Prompt(len(answer.paragraphs) + 1, words) for words in self.prompts]
        for each in waiting:
            self._take_in(each)
        self.signed = self.below and not said

    def _known(self, called: Called) -> Answer | None:
        """The answer under this question that the same name opened, or the one full name of which it is a word."""
        wanted = _folded(called)
        alike = self.tables[-1].index.get(wanted, [])
        same = [
            answer
            for answer in alike
            if _folded(answer.called) == wanted
            and (not called.told or not answer.called.told or folded(called.told) == folded(answer.called.told))
        ]
        if not same and " " not in wanted and not called.told:
            same = alike
        return same[0] if len(same) == 1 else None

    def _new(self, stretch: Stretch, called: Called) -> Answer:
        answer = Answer(stretch.text, called, stretch.first, stretch.key)
        table, name = self.tables[-1], _folded(called)
        table.answers.append(answer)
        for key in {name, *name.split()}:
            table.index.setdefault(key, []).append(answer)
        return answer

    def _text(self, stretch: Stretch) -> None:
        if (stretch.owner and not self._hear(stretch, stretch.owner)) or (not stretch.owner and self._waits(stretch)):
            return
        if not self.current:
            what = f"nobody is named for “{shown(stretch.text, 40)}”"
            self._orphan(stretch, what, "put a `name` above it, or write `introduction`, `note` or `aside`")
            return
        self.opened = True
        self.current.paragraphs.append(stretch.text)
        self._take(stretch)

    def _hear(self, stretch: Stretch, owner: str) -> bool:
        """Turn to whoever the outline says that words are of, if it can; a new name stands in the words themselves."""
        called = naming.from_line(owner)
        known = self._known(called) if self.tables else None
        if known or owner in stretch.text:
            self._name(replace(stretch, role="name", text=owner), said=True)
            return True
        self._close()
        what = f"“{shown(owner)}” is named neither in the line nor in another under this question"
        self.mistakes.append(Mistake(stretch.key, what, "write the name as the document has it"))
        return False

    def _waits(self, stretch: Stretch) -> bool:
        """Whether words are kept until whoever said them is named below."""
        if self.below and (self.signed or not self.current):
            self.current = None
            self.waiting.append(stretch)
            return True
        return False

    def _heading(self, stretch: Stretch) -> None:
        """The answer's own title; one within the answer is a line of it."""
        if self._waits(stretch):
            return
        if self.current and (self.current.paragraphs or self.current.heading):
            self._text(stretch)
        elif self.current:
            self.current.heading = stretch.text
            self._take(stretch)
        else:
            self._unnamed(stretch)

    def _affiliation(self, stretch: Stretch) -> None:
        if self.current:
            self.current.affiliations.append(stretch.text)
            self._take(stretch)
        else:
            self._unnamed(stretch)

    def _bio(self, stretch: Stretch) -> None:
        if stretch.owner:
            self.owned.append((stretch, self._table(), self.current))
        elif self.current:
            self.current.bio.append(stretch.text)
            self._take(stretch)
        else:
            self._unnamed(stretch)

    def _note(self, stretch: Stretch) -> None:
        if stretch.owner or _mark(stretch.text):
            self.owned.append((stretch, self._table(), self.current))
        elif self.current:
            self.current.notes.append(stretch.text)
            self._take(stretch)
        elif self.below and self.waiting:
            self.waiting.append(stretch)
        elif self.tables:
            self.tables[-1].notes.append(stretch.text)
        else:
            self.before.append(stretch)

    def _unnamed(self, stretch: Stretch) -> None:
        what = f"nobody is named whose {stretch.role} “{shown(stretch.text, 40)}” is"
        remedy = "write another role, or name them in the line above"
        if stretch.role == "bio":
            remedy = "say whose it is, as `{bio: Ann Lee}`, or write another role"
        self._orphan(stretch, what, remedy)

    def _orphan(self, stretch: Stretch, what: str, remedy: str) -> None:
        """Tell of words that are nobody's; once for all that follow each other."""
        if not self.orphaned:
            self.mistakes.append(Mistake(stretch.key, what, remedy))
        self.orphaned = True

    def _take(self, stretch: Stretch) -> None:
        if self.current:
            self.current.taken.update(range(stretch.first, stretch.last + 1))
            self.current.stretches.append(stretch)

    def _table(self) -> RoundTable:
        """The round-table under way; before the first question, the one that it will open."""
        if not self.tables:
            self.tables.append(RoundTable())
        return self.tables[-1]

    def _close(self) -> None:
        """End the answer under way, and say what still waits for a name."""
        for each in self.waiting:
            what = f"nobody is named for “{shown(each.text, 40)}”"
            self.mistakes.append(Mistake(each.key, what, "name them in a line below it, or write another role"))
        self.waiting = []
        self.current, self.opened, self.signed, self.orphaned = None, False, False, False

    def _finish(self) -> None:
        self._close()
        for stretch, table, within in self.owned:
            self._give(stretch, table, within)
        for stretch in self.before:
            self._table().notes.append(stretch.text)
        if not self.tables:
            self.mistakes.append(Mistake(("parts",), "nobody is named", "give the lines that name somebody `name`"))
        for table in self.tables:
            self._complete(table)

    def _give(self, stretch: Stretch, table: RoundTable, within: Answer | None) -> None:
        """A note or bio to whom it belongs: who is named for it, or has its mark, or in whose answer it stands."""
        owner = stretch.owner
        if owner and folded(owner) == ROUND_TABLE:
            table.notes.append(stretch.text)
            return
        found = _named(table, owner) if owner else _marked(table, stretch) or within
        if found is None and owner:
            advice = instead(owner, [answer.name for answer in table.answers], "name in this document")
            what = f"nobody under this question is called “{shown(owner)}”"
            self.mistakes.append(Mistake((*stretch.key, stretch.role), what, advice.text, advice.suggestion))
        elif found is None:
            table.notes.append(stretch.text)
        else:
            (found.bio if stretch.role == "bio" else found.notes).append(stretch.text)
            found.stretches.append(stretch)
            found.taken.update(range(stretch.first, stretch.last + 1))

    def _complete(self, table: RoundTable) -> None:
        """Say what a round-table lacks, and count the lines of its answers."""
        if not table.question and not table.answers:
            self.mistakes.append(Mistake(table.key or ("parts",), "no line is a `question`", _ASK))
        elif not table.answers:
            what = f"nobody answers “{shown(table.question)}”"
            self.mistakes.append(Mistake(table.key or ("parts",), what, "give the lines that name somebody `name`"))
        for answer in table.answers:
            if not answer.paragraphs:
                what = f"“{shown(answer.name)}” says nothing"
                self.mistakes.append(Mistake(answer.key, what, "give their words `text`, or this line another role"))
            answer.lines = _spelt(answer.taken & self.order.keys(), self.order)


_ASK = "add `question: …` at the top, with `worded_by: editor`, or give the line that asks the role `question`"


def _no_question(stretch: Stretch) -> Mistake:
    return Mistake(stretch.key, f"no question stands above the first name, “{shown(stretch.text, 40)}”", _ASK)


@lru_cache(maxsize=4096)
def _folded(called: Called) -> str:
    """A name for comparison: without titles, letters after it and case."""
    return folded(names.plain(called.name))


def _named(table: RoundTable, owner: str) -> Answer | None:
    """The answer of whoever is called so."""
    wanted = folded(names.plain(owner))
    return next((answer for answer in table.answers if _folded(answer.called) == wanted), None)


def _mark(note: str) -> str | None:
    """The mark of a footnote: 1 of `[1] See …`, `1. See …` and `¹ See …`."""
    found = _MARK.match(note.lstrip("_ "))
    return next(filter(None, found.groups())).translate(_SUPERSCRIPT) if found else None


def _marked(table: RoundTable, note: Stretch) -> Answer | None:
    """The one answer that has the mark of a footnote."""
    mark = _mark(note.text) or ""
    raised = mark.translate(str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰"))
    signs = {f"[{mark}]", f"[^{mark}]", f"({mark})", raised} if mark.isalnum() else {mark}
    having = [answer for answer in table.answers if any(sign in words for sign in signs for words in answer.paragraphs)]
    return having[0] if len(having) == 1 else None


def _spelt(taken: set[int], order: Mapping[int, int]) -> str:
    """Line numbers as ranges, which lines that nobody uses don't interrupt. `order` has the place of each used line."""
    ranges: list[list[int]] = []
    for line in sorted(taken):
        if ranges and order[line] <= order[ranges[-1][1]] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
