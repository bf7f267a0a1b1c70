"""A view is proved against lines of its document: every word of the one is in the other, letter for letter.

An outline says which words of the lines are an answer's text, its bio or a note. Without one, the view itself does.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from expertviews import characters, quotes, seeds
from expertviews.checks.outlined import OutlinedDocument
from expertviews.content import Record, documents
from expertviews.model import BLANK_LINE, Contributor, Question, SeedSource, View
from expertviews.outlines import Answer, RoundTable
from expertviews.problems import ProblemsFound, shown
from expertviews.quotes import fold

_SET_OFF = r"(?:[\s*_#~>\[]|[—–―-]+\s?|\(?\d{1,3}[.)]\s)*"
_SET_OFF_END = r"[\s*_~\]:：]*"
_WITHIN_NAME = rf"[\s*_{characters.BIDI_MARKS}]*"
_LETTER, _SIGN = re.compile(r"[^\W_]"), re.compile(r"\S")  # of words left over; a layout has signs around names
_ANY = ""  # the key of words of which nobody has said what they are
_IN_TEXT = "add them to the text where they belong"
_BY_LINES = f"{_IN_TEXT}, or to `notes`"
_SEAM = 40  # characters by which the line is known that starts a paragraph
_NEAR = 7  # lines above and below a text that may be the view's: name, title, bio, notes, and blank ones

_Piece = tuple[str, Sequence[str]]
"""A key of a record, and what it says, in one or several wordings of which the document has one."""


@dataclass(frozen=True)
class Discrepancy:
    """A value of a record, by its key, that isn't what its document says.

    In a text, the place is the number of a paragraph, or the `words` with which a line starts. `suggestion` has the
    right lines, where the lines are wrong and no others can be meant.
    """

    key: str
    what: str
    remedy: str
    paragraph: int | None = None
    words: str = ""
    suggestion: str | None = None


@dataclass(frozen=True)
class SourceText:
    """Words of a document in one line: `numbers` and `ends` have the lines that they come from and where each ends.

    `breaks` are those ends that close a paragraph.
    """

    words: str
    numbers: Sequence[int]
    ends: Sequence[int]
    breaks: Sequence[int]

    def find(self, paragraphs: Iterable[str]) -> list[tuple[int, int]] | None:
        """Where the paragraphs are, in their order; None unless all are there. Other words may be between them."""
        wanted = [fold(paragraph) for paragraph in paragraphs]
        at = max(self.words.find(" ".join(wanted)), 0)
        found = []
        for words in wanted:
            start = self.words.find(words, at)
            if start < 0:
                return None
            at = start + len(words)
            found.append((start, at))
        return found

    def line(self, at: int) -> int:
        """The number of the line that a character comes from."""
        return self.numbers[bisect_left(self.ends, at)]


@dataclass
class _SourceParts:
    """What a document says: `where`, in words; the `text` of an answer; and the rest by the keys that it belongs under.

    Without keys, all is in the text. A prompt may be among the words of `others`. `remedy` is for words left over.
    """

    text: SourceText
    where: str = ""
    by_key: dict[str, list[str]] = field(default_factory=dict)
    remedy: str = ""
    others: str = ""


def unmarked(byline: str) -> str:
    """A byline without the marks around it that set a name off: `## `, `2. `, `— `, and the colon after it."""
    return re.sub(f"^{_SET_OFF}|{_SET_OFF_END}$", "", byline)


def source_text(document: str, source: SeedSource | None = None) -> SourceText:
    """The words of a document, or those in the lines of a source."""
    paragraphs = seeds.paragraphs(document)
    found: list[Sequence[tuple[int, str]]] = []
    for first, last in source.ranges if source else [(1, len(document))]:
        start = bisect_left(paragraphs, first, key=lambda block: block.last_line)
        end = bisect_right(paragraphs, last, key=lambda block: block.number)
        own = ([line for line in block.lines if first <= line.number <= last] for block in paragraphs[start:end])
        found += ([(line.number, line.text) for line in lines] for lines in own)
    return _joined(found)


def _joined(paragraphs: Iterable[Sequence[tuple[int, str]]]) -> SourceText:
    """The lines of paragraphs, each with its number, as one."""
    words, numbers, ends, breaks, end = [], [], [], [], -1
    for paragraph in paragraphs:
        for number, line in paragraph:
            words.append(fold(line))
            end += len(words[-1]) + 1
            numbers.append(number)
            ends.append(end)
        breaks.append(end)
    return SourceText(" ".join(words), numbers, ends, breaks)


def where(source: SeedSource) -> str:
    """The lines of a source in words."""
    return f"lines {source.lines} of {shown(source.seed)}"


def source_words(record: Record, view: View) -> str:
    """The words of a view's lines; empty where it has none, or they can't be read."""
    try:
        source = view.source if isinstance(view.source, SeedSource) else None
        return source_text(documents.text(record.root, source.seed), source).words if source else ""
    except (FileNotFoundError, ProblemsFound):
        return ""


def has_all(said: str, paragraphs: Iterable[str]) -> bool:
    """Whether words of a source have each paragraph, to the last sign of it."""
    return all(f" {fold(paragraph)} " in f" {said} " for paragraph in paragraphs)


def view_by_lines(view: View, contributor: Contributor, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    """Where a view isn't what the lines of its source say. Where other lines say just that, the lines are wrong."""
    found = list(_by_lines(view, contributor, source, document))
    right = _right_lines(view, contributor, source, document) if found else None
    if right and found[0].remedy.startswith(_BY_LINES):
        yield replace(found[0], remedy=f"{_BY_LINES}; if they are somebody else's, write `lines: {right}`")
    elif right:
        what = f"{where(source)} aren't those of the view"
        yield Discrepancy("source", what, f"its words stand in lines {right}: write `lines: {right}`")
    else:
        yield from found


def _by_lines(view: View, contributor: Contributor, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    last_line = document.count("\n") + 1
    if any(first > last or last > last_line for first, last in source.ranges):
        what = f"`{source.lines}` isn't a range of lines of a document of {last_line} lines"
        yield Discrepancy("source", what, f"first and last line, from 1 to {last_line}")
        return
    others = source_text(document).words if view.prompts else ""  # a moderator's words may be in lines of nobody's
    said, remedy = source_text(document, source), f"{_BY_LINES}, or correct the lines"
    yield from _compared(view, contributor, _SourceParts(said, where(source), {}, remedy, others))


def _right_lines(view: View, contributor: Contributor, source: SeedSource, document: str) -> str | None:
    """The lines of a document that say what the view says, and nothing else."""
    said = source_text(document)
    found = said.find(view.paragraphs)
    if not found:
        return None
    first, last = said.line(found[0][0]), said.line(found[-1][1])
    for above, below in sorted(product(range(_NEAR), repeat=2), key=sum):
        start, end = first - above, last + below
        lines = f"{start}-{end}" if start < end else str(start)
        if start >= 1 and not any(_by_lines(view, contributor, SeedSource(seed=source.seed, lines=lines), document)):
            return lines
    return None


def view_by_outline(
    view: View, contributor: Contributor, question: Question | None, source: SeedSource, outlined: OutlinedDocument
) -> Iterator[Discrepancy]:
    """Where a view isn't what its answer says by the outline."""
    tables = outlined.reading.round_tables
    same = [table for table in tables if question and fold(table.question) == fold(question.question)]
    answer = _answer_of(view, contributor, [answer for table in same or tables for answer in table.answers])
    if not answer:
        everybody = ", ".join(f"{it.lines} ({it.name})" for table in tables for it in table.answers)
        what = f"nobody answers in {where(source)}, says its outline"
        yield Discrepancy("source", what, f"write the lines of an answer: {shown(everybody, 200)}")
        return
    right = SeedSource(seed=source.seed, lines=answer.lines)
    if source_text(outlined.text, source).numbers != source_text(outlined.text, right).numbers:
        what = f"{where(source)} aren't those of the view, says its outline"
        yield Discrepancy("source", what, f"write `lines: {answer.lines}`", suggestion=answer.lines)
    yield from _by_answer(view, contributor, answer, source)


def _by_answer(view: View, contributor: Contributor, answer: Answer, source: SeedSource) -> Iterator[Discrepancy]:
    text = _joined([(0, paragraph)] for paragraph in answer.paragraphs)
    by_key = {
        "byline": [fold(" ".join([answer.byline, *answer.affiliations]))],
        "title": [fold(answer.heading or "")],
        "bio": [fold(" ".join(answer.bio))],
        "notes": [fold(note) for note in answer.notes],
        "prompts": [fold(prompt.text) for prompt in answer.prompts],
    }
    said = _SourceParts(text, where(source), by_key, f"{_IN_TEXT}, or correct the outline")
    yield from _compared(view, contributor, said)
    places = {fold(prompt.text): prompt.before for prompt in answer.prompts}
    for prompt in view.prompts:
        right = places.get(fold(prompt.text), prompt.before)
        if right != prompt.before:
            what = f"“{shown(prompt.text)}” doesn't stand before paragraph {prompt.before} in the source"
            yield Discrepancy("prompts", what, f"write `before: {right}`")


def _answer_of(view: View, contributor: Contributor, answers: Iterable[Answer]) -> Answer | None:
    """The answer that is the view's: it has its words, its name, or most of its lines."""
    said = fold(" ".join(view.paragraphs))
    names = next(_pieces(view, contributor))[1]

    def likeness(answer: Answer) -> tuple[bool, bool, int]:
        named = _without_name([fold(answer.byline)], names) is not None
        return said == fold(" ".join(answer.paragraphs)), named, _shared_lines(view, answer)

    best = max(answers, key=likeness, default=None)
    return best if best and any(likeness(best)) else None


def _shared_lines(view: View, answer: Answer) -> int:
    """How many lines a view's source and an answer have in common."""
    ranges = view.source.ranges if isinstance(view.source, SeedSource) else ()
    return sum(any(first <= line <= last for first, last in ranges) for line in answer.taken)


def question_by_outline(question: Question, views: Sequence[View], outlined: OutlinedDocument) -> Iterator[Discrepancy]:
    """Where a question's file isn't what its round-table says by the outline; `views` are the answers to it."""
    table = _table_of(question, views, outlined.reading.round_tables)
    if not table:
        return
    if table.key == ("question",) and outlined.outline.worded_by != "source" and question.worded_by == "source":
        what = "the question is in an editor's words, says the outline"
        yield Discrepancy("question", what, "add `worded_by: editor`")
        question = question.model_copy(update={"worded_by": "editor"})
    by_key = {
        "question": [fold(table.question)] if question.worded_by == "source" else [],
        "title": [fold(table.title or "")],
        "introduction": [fold(" ".join(table.introduction))],
        "notes": [fold(" ".join(table.notes))],
    }
    yield from _by_parts(_question_pieces(question), _SourceParts(_joined([]), by_key=by_key))


def question_by_document(question: Question, document: str) -> Iterator[Discrepancy]:
    """What a question's file has in the document's name, word for word, and the document hasn't."""
    said = [source_text(document).words]
    for key, (words,) in _question_pieces(question):
        if _without(said, [words]) is None:
            yield _differing_piece(key, words, said, outlined=False)


def _table_of(question: Question, views: Sequence[View], tables: Sequence[RoundTable]) -> RoundTable | None:
    """The round-table of a question: it asks the same, has most of the lines of its answers, or is the only one."""

    def likeness(table: RoundTable) -> tuple[bool, int]:
        lines = sum(_shared_lines(view, answer) for view in views for answer in table.answers)
        return fold(table.question) == fold(question.question), lines

    best = max(tables, key=likeness)
    return best if any(likeness(best)) or len(tables) == 1 else None


def _pieces(view: View, contributor: Contributor) -> Iterator[_Piece]:
    """What the document says around a view's text."""
    yield "byline", [view.byline] if view.byline else [contributor.name, *contributor.also_known_as]
    yield from [("title", [view.title])] if view.title else []
    yield from (("bio", [block]) for block in _blocks(view.bio))
    yield from (("notes", [note]) for note in view.notes)
    yield from (("prompts", [prompt.text]) for prompt in view.prompts)


def _blocks(text: str | None) -> list[str]:
    return BLANK_LINE.split(text.strip()) if text else []


def _question_pieces(question: Question) -> Iterator[_Piece]:
    if question.worded_by == "source":
        yield "question", [question.question]
    yield from [("title", [question.title])] if question.title else []
    yield from (("introduction", [block]) for block in _blocks(question.introduction))
    yield from (("notes", [block]) for block in _blocks(question.notes))


def _compared(view: View, contributor: Contributor, said: _SourceParts) -> Iterator[Discrepancy]:
    """A view against what its document says."""
    found = said.text.find(view.paragraphs)
    if not found:
        yield _differing_text(view.paragraphs, said.text)
        if not said.by_key:
            return
    else:
        yield from _breaks(said.text, found)
        said.by_key["text" if said.by_key else _ANY] = _between(said.text, found)
    yield from _by_parts(_pieces(view, contributor), said)


def _by_parts(pieces: Iterable[_Piece], said: _SourceParts) -> Iterator[Discrepancy]:
    """Each piece is among the words of its key, and none of these are left over."""
    wrong = set()
    for key, wordings in pieces:
        own = key if key in said.by_key else _ANY
        rest = (_without_name if key == "byline" else _without)(said.by_key[own], wordings)
        if rest is not None:
            said.by_key[own] = rest
        elif key != "prompts" or fold(wordings[0]) not in said.others:
            yield _differing_piece(key, wordings[0], said.by_key[own], outlined=own == key)
            wrong.add(own)
    for key, left in said.by_key.items():
        counts = _LETTER if key in {"byline", _ANY} else _SIGN
        words = " … ".join(piece.strip() for piece in left if counts.search(piece))
        if words and key not in wrong and key in {"text", _ANY}:
            what = f"{said.where} also have words that the view leaves out: “{shown(words)}”"
            yield Discrepancy("text", what, said.remedy)
        elif words and key not in wrong:
            what = f"`{key}` leaves out words of the source: “{shown(words)}”"
            yield Discrepancy(key, what, "add them, or correct the outline")


def _without(words: Sequence[str], wordings: Sequence[str]) -> list[str] | None:
    """Words without the one of the wordings that they have, or None. What is left on either side stays apart."""
    for wanted in map(fold, wordings):
        for at, piece in enumerate(words):
            before, found, after = piece.partition(wanted)
            if found:
                return [*words[:at], before, after, *words[at + 1 :]]
    return None


def _without_name(words: Sequence[str], wordings: Sequence[str]) -> list[str] | None:
    """The same for a name, with the number before it; the document may have emphasis within it."""
    for wanted in map(fold, wordings):
        spelt = _WITHIN_NAME.join(re.escape(token) for token in re.findall(r"\w+|[^\w\s]", wanted))
        named = re.compile(rf"(?<!\w){_SET_OFF}{spelt}(?!\w)")
        for at, piece in enumerate(words):
            if found := named.search(piece):
                return [*words[:at], piece[: found.start()], piece[found.end() :], *words[at + 1 :]]
    return None


def _between(said: SourceText, found: Sequence[tuple[int, int]]) -> list[str]:
    """The words of a text before, between and after the paragraphs that were found in it."""
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(said.words)]
    return [said.words[end:start] for end, start in zip(ends, starts, strict=True)]


def _breaks(said: SourceText, found: Sequence[tuple[int, int]]) -> Iterator[Discrepancy]:
    """Where paragraphs end otherwise than in the source: addresses have their numbers.

    A sentence that goes on after the end of a page may be put together.
    """
    for number, ((_, end), (start, last)) in enumerate(pairwise(found), 2):
        if not any(end <= each <= start for each in said.ends[bisect_left(said.ends, end) :][:1]):
            what = f"paragraph {number} begins within one of the source: “{shown(said.words[start:last])}”"
            yield Discrepancy("text", what, "take out the blank line before it", number)
    for number, (start, end) in enumerate(found, 1):
        within = said.breaks[bisect_right(said.breaks, start) : bisect_left(said.breaks, end)]
        after = next((said.words[each + 1 :] for each in within if not said.words[each + 1].islower()), None)
        if after:
            what = f"paragraph {number} goes over two paragraphs of the source"
            yield Discrepancy("text", what, f"put a blank line before “{shown(after)}”", number, after[:_SEAM])


def _differing_text(paragraphs: Sequence[str], said: SourceText) -> Discrepancy:
    for number, paragraph in enumerate(paragraphs, 1):
        if found := quotes.deviation(said.words, paragraph):
            return Discrepancy("text", f"the text isn't what its source says: {found[0]}", found[1], number)
    what = "the paragraphs stand in another order than in the source"
    return Discrepancy("text", what, "put them in its order, each once")


def _differing_piece(key: str, words: str, said: Sequence[str], *, outlined: bool) -> Discrepancy:
    if key == "byline":
        remedy = f"add `byline:` with the name as the source has it: {shown(next(filter(str.strip, said), ''))}"
        return Discrepancy(key, f"the source's lines don't name “{shown(words)}”", remedy)
    if outlined and not any(said):
        what = f"`{key}` has words for which the outline has no line"
        return Discrepancy(key, what, f"take `{key}` out, or correct the outline")
    what, remedy = quotes.deviation(" ".join(said), words) or ("", "copy it from the source, letter for letter")
    return Discrepancy(key, f"`{key}` isn't what the source says{': ' * bool(what)}{what}", remedy)
