"""A view and a question against the parts of a document that an outline gives them: the same words, none left out."""

import re
from collections.abc import Iterable, Iterator, Sequence

from expertviews import quotes
from expertviews.checks.provenance import Discrepancy, blocks, unmarked, words_of
from expertviews.model import BIDI_CONTROLS, Contributor, Outline, Question, SeedSource, View
from expertviews.outlines import Answer, Reading, RoundTable
from expertviews.problems import shown
from expertviews.quotes import fold

_LEFT_OUT = re.compile(f"[*_{BIDI_CONTROLS}]+")
_HERE = "or correct the outline"


def view_discrepancies(
    view: View, contributor: Contributor, question: Question | None, reading: Reading, document: str
) -> Iterator[Discrepancy]:
    """Where a view isn't what its answer says; the outline is decided, and `document` the text that it is of."""
    if not isinstance(view.source, SeedSource):
        return
    answer = _answer(view, contributor, question, reading)
    if not answer:
        everybody = ", ".join(f"{it.lines} ({it.name})" for table in reading.round_tables for it in table.answers)
        what = f"nobody answers in lines {view.source.lines} of {shown(view.source.seed)}, says its outline"
        yield Discrepancy("source", what, f"write the lines of an answer: {shown(everybody, 200)}")
        return
    yield from _lines(view.source, answer, document)
    yield from _byline(view, contributor, answer)
    yield from _text(view.paragraphs, answer.paragraphs)
    yield from _piece("title", view.title, [answer.heading] if answer.heading else [])
    yield from _piece("bio", view.bio, answer.bio)
    yield from _notes(view, answer, document)
    yield from _prompts(view, answer)


def _answer(view: View, contributor: Contributor, question: Question | None, reading: Reading) -> Answer | None:
    """The answer that is the view's: it has its words, its name, or most of its lines."""
    asked = fold(question.question) if question else ""
    same = [table for table in reading.round_tables if fold(table.question) == asked]
    answers = [answer for table in same or reading.round_tables for answer in table.answers]
    names = set(_names(view, contributor))

    def likeness(answer: Answer) -> tuple[bool, bool, int]:
        said = [*map(fold, view.paragraphs)] == [*map(fold, answer.paragraphs)]
        return said, not names.isdisjoint(_printed(answer)), _shared(view.source, answer)

    best = max(answers, key=likeness, default=None)
    return best if best and any(likeness(best)) else None


def _shared(source: object, answer: Answer) -> int:
    """How many lines of a source an answer has."""
    ranges = source.ranges if isinstance(source, SeedSource) else ()
    return sum(any(first <= line <= last for first, last in ranges) for line in answer.taken)


def _lines(source: SeedSource, answer: Answer, document: str) -> Iterator[Discrepancy]:
    lines = document.split("\n")
    within = {at for first, last in source.ranges for at in range(first, min(last, len(lines)) + 1)}
    if {at for at in within if lines[at - 1].strip()} != {at for at in answer.taken if lines[at - 1].strip()}:
        what = f"lines {source.lines} of {shown(source.seed)} aren't those of the view, says its outline"
        yield Discrepancy("source", what, f"write `lines: {answer.lines}`", suggestion=answer.lines)


def _names(view: View, contributor: Contributor) -> Iterator[str]:
    for name in [view.byline] if view.byline else [contributor.name, *contributor.also_known_as]:
        yield _bare(name)


def _printed(answer: Answer) -> Iterator[str]:
    """How an answer is signed: by the whole of its byline, or by the name alone, where it says no more."""
    whole = [answer.byline, *answer.affiliations]
    yield from (_bare(sign.join(whole)) for sign in (" ", ", "))
    yield _bare(answer.byline)
    if not answer.called.told:
        yield from map(_bare, (answer.called.name, *answer.called.also))


def _bare(name: str) -> str:
    """A name without emphasis, characters that can't be seen, and the marks around it."""
    return unmarked(_LEFT_OUT.sub("", fold(name)))


def _byline(view: View, contributor: Contributor, answer: Answer) -> Iterator[Discrepancy]:
    printed = list(_printed(answer))
    if set(printed).isdisjoint(_names(view, contributor)):
        named = view.byline or contributor.name
        remedy = f"add `byline:` with the name as the source has it: {printed[0]}"
        yield Discrepancy("byline", f"the source's lines don't name “{shown(named)}”", remedy)


def _text(paragraphs: Sequence[str], answered: Sequence[str]) -> Iterator[Discrepancy]:
    """The same paragraphs, but that a sentence which goes on in the next one may be put together."""
    written, said = [*map(fold, paragraphs)], [*map(fold, answered)]
    if " ".join(written) == " ".join(said):
        yield from _breaks(written, said)
        return
    source = " ".join(said)
    for number, paragraph in enumerate(written, 1):
        found = quotes.departure(source, paragraph)
        if found:
            yield Discrepancy("text", f"the text isn't what its source says: {found[0]}", found[1], number)
            return
    whole = " ".join(written)
    left_out = next((paragraph for paragraph in said if paragraph not in whole), None)
    if left_out:
        what = f"the source's lines also have words that the view leaves out: “{shown(left_out)}”"
        yield Discrepancy("text", what, f"add them to the text where they belong, {_HERE}")
    else:
        what = "the paragraphs stand in another order than in the source"
        yield Discrepancy("text", what, "put them in its order, each once")


def _breaks(written: Sequence[str], said: Sequence[str]) -> Iterator[Discrepancy]:
    """Where paragraphs of the same words end otherwise: their numbers are a part of addresses."""
    ends, own = _ends(said), _ends(written)
    for at, end in enumerate(own[:-1]):
        if end not in ends:
            what = f"paragraph {at + 2} begins within one of the source: “{shown(written[at + 1])}”"
            yield Discrepancy("text", what, "take out the blank line before it", at + 2)
    for at, end in enumerate(ends[:-1]):
        if end not in own and not said[at + 1][0].islower():
            number = next(number for number, last in enumerate(own, 1) if last > end)
            what = f"paragraph {number} goes over two paragraphs of the source"
            words = said[at + 1]
            yield Discrepancy("text", what, f"put a blank line before “{shown(words)}”", number, words[:40])


def _ends(paragraphs: Sequence[str]) -> list[int]:
    ends = [0]
    for paragraph in paragraphs:
        ends.append(ends[-1] + len(paragraph) + 1)
    return ends[1:]


def _piece(key: str, written: str | None, said: Sequence[str]) -> Iterator[Discrepancy]:
    """Words that stand under a key, against those that the outline has for it."""
    source = fold(" ".join(said))
    if written and not source:
        yield Discrepancy(key, f"`{key}` has words for which the outline has no line", f"take `{key}` out, {_HERE}")
    elif source and not written:
        yield Discrepancy(key, f"`{key}` is missing: “{shown(source)}”", f"add `{key}:` with these words, {_HERE}")
    elif written and fold(written) != source:
        found = quotes.departure(source, written)
        if found:
            yield Discrepancy(key, f"`{key}` isn't what the source says: {found[0]}", found[1])
        else:
            left = next((part for part in said if fold(part) not in fold(written)), source)
            yield Discrepancy(key, f"`{key}` leaves words out: “{shown(left)}”", f"add them, {_HERE}")


def _notes(view: View, answer: Answer, document: str) -> Iterator[Discrepancy]:
    """The same notes, in any order; labels of the layout, which no part has, may stand among them."""
    said, written = [*map(fold, answer.notes)], [*map(fold, view.notes)]
    lines = words_of(view.source, document) if isinstance(view.source, SeedSource) else ""
    for note in written:
        if note not in said and note not in lines:
            found = quotes.departure(" ".join(said), note)
            yield Discrepancy("notes", *_note_departs(note, found))
    for note in said:
        if note not in written:
            yield Discrepancy("notes", f"a note is left out: “{shown(note)}”", f"add it under `notes`, {_HERE}")


def _note_departs(note: str, found: tuple[str, str] | None) -> tuple[str, str]:
    if not found:
        return f"“{shown(note)}” is only a part of a note", "copy the whole of it from the source"
    return f"`notes` isn't what the source says: {found[0]}", found[1]


def _prompts(view: View, answer: Answer) -> Iterator[Discrepancy]:
    said = {fold(prompt.text): prompt.before for prompt in answer.prompts}
    written = {fold(prompt.text) for prompt in view.prompts}
    for prompt in view.prompts:
        words = fold(prompt.text)
        if words not in said:
            found = quotes.departure(" ".join(said), words)
            what, remedy = found or (
                f"“{shown(words)}” is only a part of a prompt",
                "copy the whole of it from the source",
            )
            yield Discrepancy("prompts", f"`prompts` isn't what the source says: {what}", remedy)
        elif prompt.before != said[words]:
            what = f"“{shown(words)}” doesn't stand before paragraph {prompt.before} in the source"
            yield Discrepancy("prompts", what, f"write `before: {said[words]}`")
    for words, before in said.items():
        if words not in written:
            remedy = f"add it under `prompts`, with `before: {before}`, {_HERE}"
            yield Discrepancy("prompts", f"a prompt is left out: “{shown(words)}”", remedy)


def question_discrepancies(
    question: Question, outline: Outline, views: Iterable[View], reading: Reading
) -> Iterator[Discrepancy]:
    """Where a question's file isn't what its round-table says; `views` are the answers to it."""
    table = _table(question, views, reading)
    if not table:
        return
    by_editor = table.key == ("question",) and outline.worded_by != "source"
    if by_editor and question.worded_by == "source":
        what = "the question is in an editor's words, says the outline"
        yield Discrepancy("question", what, "add `worded_by: editor`")
    elif question.worded_by == "source":
        yield from _piece("question", question.question, [table.question])
    yield from _piece("title", question.title, [table.title] if table.title else [])
    yield from _piece("introduction", " ".join(blocks(question.introduction)), table.introduction)
    yield from _piece("notes", " ".join(blocks(question.notes)), table.notes)


def _table(question: Question, views: Iterable[View], reading: Reading) -> RoundTable | None:
    """The round-table of a question: it asks the same, has most of the lines of its answers, or is the only one."""
    sources = [view.source for view in views]

    def likeness(table: RoundTable) -> tuple[bool, int]:
        lines = sum(_shared(source, answer) for source in sources for answer in table.answers)
        return fold(table.question) == fold(question.question), lines

    best = max(reading.round_tables, key=likeness)
    return best if any(likeness(best)) or len(reading.round_tables) == 1 else None
