"""Compares views and questions with their documents: each has every word of the other, character for character.

An outline says which words of the lines are an answer's text, its bio or a note. Without one, the view itself does.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from expertviews import characters, quotes, seeds
from expertviews.checks import misprints
from expertviews.checks.outlined import OutlinedDocument
from expertviews.content import KeyPath, Record, documents
from expertviews.model import BLANK_LINE, CORRECTABLE, ERASED, Contributor, Entity, Question, SeedSource, View
from expertviews.outlines import Answer, RoundTable, as_range
from expertviews.problems import ProblemsFound, shown
from expertviews.quotes import fold

_SET_OFF = r"(?:[\s*_#~>\[]|[—–―-]+\s?|\(?\d{1,3}[.)]\s)*"
_SET_OFF_END = r"[\s*_~\]:：]*"
_WITHIN_NAME = rf"[\s*_{characters.BIDI_MARKS}]*"
_LETTER, _SIGN = re.compile(r"[^\W_]"), re.compile(r"\S")  # what counts among leftover words; names have signs around
_ANY = ""  # the key of words that only the view sorts into text, bio and so on
_IN_TEXT = "add them to the text"
_BESIDE = ("title", "bio", "introduction", "notes", "prompts")

_Piece = tuple[str, Sequence[str]]
"""A key of a record, and the wordings of its value, of which the document must have one."""


@dataclass(frozen=True)
class Discrepancy:
    """A value of a record, by its key and what is `inside` it, that differs from its document.

    `paragraph` is the number of one in a text; `suggestion` the right value, if only this can be meant; `correction`
    what else to do if the document has a misprint.
    """

    key: str
    what: str
    remedy: str
    paragraph: int | None = None
    suggestion: str | None = None
    inside: KeyPath = ()
    correction: str = ""


@dataclass(frozen=True)
class SourceText:
    """Words of a document on one line.

    `numbers` are those of the lines they come from, `ends` where each of these ends, `breaks` where paragraphs end.
    """

    words: str
    numbers: Sequence[int]
    ends: Sequence[int]
    breaks: Sequence[int]

    def find(self, paragraphs: Iterable[str]) -> list[tuple[int, int]] | None:
        """Where the paragraphs are, in order, maybe with other words between them; None if one is missing."""
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
    """What a document says: the `text` of an answer, and other words by the key that they belong to, if that is known.

    `where` and `remedy` are for the message about leftover words. Prompts may also be among the words of `others`.
    """

    text: SourceText
    where: str = ""
    by_key: dict[str, list[str]] = field(default_factory=dict)
    remedy: str = ""
    others: str = ""


def unmarked(byline: str) -> str:
    """A byline without the marks that set it off: `## `, `2. ` or `— ` before it, a colon after it."""
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
    """The numbered lines of paragraphs, joined."""
    words, numbers, ends, breaks, end = [], [], [], [], -1
    for paragraph in paragraphs:
        for number, line in paragraph:
            words.append(fold(line))
            end += len(words[-1]) + 1
            numbers.append(number)
            ends.append(end)
        breaks.append(end)
    return SourceText(" ".join(words), numbers, ends, breaks)


def _where(source: SeedSource) -> str:
    """The lines of a source in words."""
    return f"lines {source.lines} of {shown(source.seed)}"


def seed_text(record: Record, seed: str) -> str | None:
    """The plain text of a document in seeds/; None if it is missing or can't be read."""
    try:
        return documents.text(record.root, seed)
    except (FileNotFoundError, ProblemsFound):
        return None


def source_words(record: Record, it: Entity) -> str:
    """The words of a view's lines, or of a question's document; empty if it has none, or they can't be read."""
    source = it.source if isinstance(it, View) and isinstance(it.source, SeedSource) else None
    seed = it.seed if isinstance(it, Question) else source and source.seed
    document = seed_text(record, seed) if seed else None
    return source_text(document, source).words if document else ""


def versions(view: View) -> Iterator[tuple[KeyPath, View]]:
    """What is proved of a view: it and its earlier versions, by key, each as its own source prints it.

    Words that are no longer in the file aren't.
    """
    for at, version in enumerate(view.versions):
        if not (view.withdrawn and version.text.strip() == ERASED):
            yield (("earlier", at - 1) if at else ()), quotes.as_printed(version)


def has_all(said: str, paragraphs: Iterable[str]) -> bool:
    """Whether the words of a source contain each paragraph exactly."""
    return all(f" {fold(paragraph)} " in f" {said} " for paragraph in paragraphs)


def view_by_lines(view: View, contributor: Contributor, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    """Where a view differs from the lines of its source; if its text is in other lines, which these are."""
    said = source_text(document, source)
    elsewhere = None if said.find(view.paragraphs) else _lines_of(view.paragraphs, document)
    if elsewhere:
        what, around = f"{_where(source)} don't have the view's text", "and those of its name, bio and notes"
        yield Discrepancy("source", what, f"it is in lines {elsewhere}: write these, {around}")
    elif _is_past_end(source, document):
        last_line = document.count("\n") + 1
        what = f"`{source.lines}` isn't a range of lines in a document of {last_line} lines"
        yield Discrepancy("source", what, f"write the first and last line, from 1 to {last_line}")
    else:
        others = source_text(document).words if view.prompts else ""  # a moderator's words may be outside the lines
        remedy = f"{_IN_TEXT}, or to `notes`, or correct the lines"
        yield from _compared(view, contributor, _SourceParts(said, _where(source), {}, remedy, others))


def _lines_of(paragraphs: Iterable[str], document: str) -> str | None:
    """The lines of a document that have the paragraphs, in order."""
    said = source_text(document)
    found = said.find(paragraphs)
    return as_range(said.line(found[0][0]), said.line(found[-1][1])) if found else None


def _is_past_end(source: SeedSource, document: str) -> bool:
    return any(last > document.count("\n") + 1 for _, last in source.ranges)


def view_by_outline(
    view: View, contributor: Contributor, question: Question | None, source: SeedSource, outlined: OutlinedDocument
) -> Iterator[Discrepancy]:
    """Where a view differs from its answer in the outline."""
    tables = outlined.reading.round_tables
    same = [table for table in tables if question and fold(table.question) == fold(question.question)]
    answer = _answer_of(view, contributor, [answer for table in same or tables for answer in table.answers])
    if not answer:
        everybody = ", ".join(f"{it.lines} ({it.name})" for table in tables for it in table.answers)
        what = f"by its outline, nobody answers in {_where(source)}"
        yield Discrepancy("source", what, f"write the lines of an answer: {shown(everybody, 200)}")
        return
    right = SeedSource(seed=source.seed, lines=answer.lines)
    same_lines = _numbers(outlined, source) == _numbers(outlined, right) and not _is_past_end(source, outlined.text)
    if source.ranges != right.ranges and not same_lines:
        what = f"{_where(source)} aren't this answer's lines in the outline"
        sure = fold(" ".join(view.paragraphs)) == answer.words
        remedy = f"write `lines: {answer.lines}`{'' if sure else ', or correct the outline'}"
        yield Discrepancy(
            "source", what, remedy, suggestion=answer.lines if sure else None, inside=("lines",) if sure else ()
        )
    yield from _by_answer(view, contributor, answer, source)


def _numbers(outlined: OutlinedDocument, source: SeedSource) -> Sequence[int]:
    """The numbers of a source's lines, blank ones aside."""
    return source_text(outlined.text, source).numbers


def _by_answer(view: View, contributor: Contributor, answer: Answer, source: SeedSource) -> Iterator[Discrepancy]:
    text = _joined([(0, paragraph)] for paragraph in answer.paragraphs)
    by_key = {
        "byline": [fold(" ".join([answer.byline, *answer.affiliations]))],
        "title": [fold(answer.heading or "")],
        "bio": [fold(" ".join(answer.bio))],
        "notes": [fold(note) for note in answer.notes],
        "prompts": [fold(prompt.text) for prompt in answer.prompts],
    }
    said = _SourceParts(text, _where(source), by_key, f"{_IN_TEXT}, or correct the outline")
    yield from _compared(view, contributor, said)
    places = {fold(prompt.text): prompt.before for prompt in answer.prompts}
    for prompt in view.prompts:
        right = places.get(fold(prompt.text), prompt.before)
        if right != prompt.before:
            what = f"“{shown(prompt.text)}” doesn't come before paragraph {prompt.before} in the source"
            yield Discrepancy("prompts", what, f"write `before: {right}`")


def _answer_of(view: View, contributor: Contributor, answers: Sequence[Answer]) -> Answer | None:
    """The answer with the words of the view, else with its name, else with most of its lines."""
    said = fold(" ".join(view.paragraphs))
    same = [answer for answer in answers if answer.words == said]
    if len(same) == 1:
        return same[0]

    def score(answer: Answer) -> tuple[bool, int]:
        named = _without([fold(answer.byline)], "byline", _names(view, contributor)) is not None
        return named, _shared_lines(view, answer)

    best = max(same or answers, key=score, default=None)
    return best if best and (same or any(score(best))) else None


def _shared_lines(view: View, answer: Answer) -> int:
    """How many lines a view's source and an answer have in common."""
    ranges = view.source.ranges if isinstance(view.source, SeedSource) else ()
    return sum(any(first <= line <= last for first, last in ranges) for line in answer.taken)


def question_by_outline(question: Question, views: Sequence[View], outlined: OutlinedDocument) -> Iterator[Discrepancy]:
    """Where a question's file differs from its round-table in the outline. `views` are the answers to it."""
    table = _table_of(question, views, outlined.reading.round_tables)
    if not table:
        return
    if table.key == ("question",) and outlined.outline.worded_by != "source" and question.worded_by == "source":
        what = "by the outline, the question is in an editor's words"
        yield Discrepancy("question", what, "add `worded_by: editor`")
        question = question.model_copy(update={"worded_by": "editor"})
    by_key = {
        "question": [fold(table.question)] if question.worded_by == "source" else [],
        "title": [fold(table.title or "")],
        "introduction": [fold(" ".join(table.introduction))],
        "notes": [fold(" ".join(table.notes))],
    }
    yield from _by_parts(_pieces(question), _SourceParts(_joined([]), by_key=by_key))


def question_by_document(question: Question, document: str) -> Iterator[Discrepancy]:
    """What a question's file quotes from the document that the document doesn't have."""
    said = [source_text(document).words]
    for key, (words,) in _pieces(question):
        if _without(said, key, [words]) is None:
            yield _differing_piece(key, words, said, None, outlined=False)


def _table_of(question: Question, views: Sequence[View], tables: Sequence[RoundTable]) -> RoundTable | None:
    """The round-table with the words of the question, else with most lines of its answers, else the only one."""
    asked = fold(question.question)
    same = [table for table in tables if fold(table.question) == asked]
    if len(same) == 1 or len(tables) == 1:
        return (same or tables)[0]

    def shared(table: RoundTable) -> int:
        return sum(_shared_lines(view, answer) for view in views for answer in table.answers)

    best = max(same or tables, key=shared)
    return best if same or shared(best) else None


def _pieces(it: View | Question) -> Iterator[_Piece]:
    """What a document says beside the text of a view, or of a question, in paragraphs."""
    asked = it.question if isinstance(it, Question) and it.worded_by == "source" else None
    for key, value in {"question": asked, **{key: getattr(it, key, None) for key in _BESIDE}}.items():
        parts = BLANK_LINE.split(value.strip()) if value and isinstance(value, str) else value or ()
        yield from ((key, [part if isinstance(part, str) else part.text]) for part in parts)


def _names(view: View, contributor: Contributor) -> Sequence[str]:
    return [view.byline] if view.byline else contributor.names


def _compared(view: View, contributor: Contributor, said: _SourceParts) -> Iterator[Discrepancy]:
    """Where a view differs from what its document says."""
    found = said.text.find(view.paragraphs)
    if not found:
        yield _differing_text(view, said.text)
        if not said.by_key:
            return
    else:
        yield from _breaks(said.text, found)
        around = pairwise([(0, 0), *found, (len(said.text.words),) * 2])
        said.by_key["text" if said.by_key else _ANY] = [said.text.words[end:start] for (_, end), (start, _) in around]
    yield from _by_parts([("byline", _names(view, contributor)), *_pieces(view)], said, view)


def _by_parts(pieces: Iterable[_Piece], said: _SourceParts, view: View | None = None) -> Iterator[Discrepancy]:
    """Pieces that aren't among the words of their key, and words that are left over."""
    wrong = set()
    for key, wordings in pieces:
        own = key if key in said.by_key else _ANY
        rest = _without(said.by_key[own], key, wordings)
        if rest is not None:
            said.by_key[own] = rest
        elif key != "prompts" or fold(wordings[0]) not in said.others:
            yield _differing_piece(key, wordings[0], said.by_key[own], view, outlined=own == key)
            wrong.add(own)
    for key, left in said.by_key.items():
        counts = _LETTER if key in {"byline", _ANY} else _SIGN
        words = " … ".join(piece.strip() for piece in left if counts.search(piece))
        if words and key not in wrong and key in {"text", _ANY}:
            what = f"{said.where} have words that the view leaves out: “{shown(words)}”"
            yield Discrepancy("text", what, said.remedy)
        elif words and key not in wrong:
            what = f"`{key}` leaves out words from the source: “{shown(words)}”"
            yield Discrepancy(key, what, "add them, or correct the outline")


def _without(words: Sequence[str], key: str, wordings: Iterable[str]) -> list[str] | None:
    """What is left of words once the first wording among them is taken out; None if none is."""
    if key == "byline":  # a name is the same however its letters are composed
        words, wordings = [*map(characters.seen, words)], map(characters.seen, wordings)
    find = _find_name if key == "byline" else _find_words
    for wanted in map(fold, wordings):
        for at, piece in enumerate(words):
            if found := find(wanted, piece):
                return [*words[:at], piece[: found[0]], piece[found[1] :], *words[at + 1 :]]
    return None


def _find_words(wanted: str, piece: str) -> tuple[int, int] | None:
    """Where exact words start and end."""
    at = piece.find(wanted)
    return (at, at + len(wanted)) if at >= 0 else None


def _find_name(wanted: str, piece: str) -> tuple[int, int] | None:
    """Where a name starts and ends, with marks before it and emphasis within it."""
    if wanted == piece:
        return 0, len(piece)
    name = _WITHIN_NAME.join(re.escape(token) for token in re.findall(r"\w+|[^\w\s]", wanted))
    found = re.search(rf"(?<!\w){_SET_OFF}{name}(?!\w)", piece)
    return found.span() if found else None


def _breaks(said: SourceText, found: Sequence[tuple[int, int]]) -> Iterator[Discrepancy]:
    """Paragraphs that don't start and end as in the source: their numbers are part of addresses.

    A sentence that continues after a page break may be joined.
    """
    for number, ((_, end), (start, last)) in enumerate(pairwise(found), 2):
        if not any(end <= each <= start for each in said.ends[bisect_left(said.ends, end) :][:1]):
            what = f"paragraph {number} starts within a paragraph of the source: “{shown(said.words[start:last])}”"
            yield Discrepancy("text", what, "remove the blank line before it", number)
    for number, (start, end) in enumerate(found, 1):
        within = said.breaks[bisect_right(said.breaks, start) : bisect_left(said.breaks, end)]
        after = next((said.words[each + 1 :] for each in within if not said.words[each + 1].islower()), None)
        if after:
            what = f"paragraph {number} joins two paragraphs of the source"
            yield Discrepancy("text", what, f"add a blank line before “{shown(after)}”", number)


def _differing_text(view: View, said: SourceText) -> Discrepancy:
    for number, paragraph in enumerate(view.paragraphs, 1):
        if found := quotes.deviation(said.words, paragraph):
            wrong = _differing(view, "text", paragraph, found)
            what = wrong.what if wrong.inside else f"the text differs from its source: {wrong.what}"
            return replace(wrong, what=what, paragraph=None if wrong.inside else number)
    what = "the paragraphs are in a different order in the source"
    return Discrepancy("text", what, "put them in the source's order, each once")


def _differing_piece(key: str, words: str, said: Sequence[str], view: View | None, *, outlined: bool) -> Discrepancy:
    if key == "byline":
        way = "write" if view and view.byline else "correct `contributor`, its `name` or `lines`; or add `byline:` with"
        remedy = f"{way} the name as it is in the source: {shown(next(filter(str.strip, said), ''))}"
        return Discrepancy(key, f"the name “{shown(words)}” isn't in the lines of the source", remedy)
    if outlined and not any(said):
        what = f"the outline has no line for `{key}`"
        return Discrepancy(key, what, f"remove `{key}`, or correct the outline")
    found = quotes.deviation(" ".join(said), words)
    if not found:
        return Discrepancy(key, f"`{key}` differs from the source", "copy it from the source, character for character")
    wrong = _differing(view, key, words, found)
    if wrong.inside:
        return wrong
    other_way = ", or correct the lines" if view and not (outlined or found.suggestion) else ""
    return replace(wrong, what=f"`{key}` differs from the source: {found.what}", remedy=f"{found.remedy}{other_way}")


def _differing(view: View | None, key: str, words: str, found: quotes.QuoteNotFoundError) -> Discrepancy:
    """Words that differ from the source: by a wrong correction, or else by what may be misprints there."""
    wrong = next(misprints.wrong(view.corrections, words, found.suggestion or ""), None) if view else None
    if wrong:
        number, what, remedy = wrong
        return Discrepancy("corrections", what, remedy, inside=(number, "printed"))
    proposed = misprints.proposed(view, words, found.suggestion or "") if view and key in CORRECTABLE else ""
    return Discrepancy(key, found.what, found.remedy, correction=proposed)
