"""Compares views and questions with their documents: each has every word of the other, character for character.

An outline says which words of the document are an answer's text, its bio or a note. Without an outline, words are
sorted only by the view, so all that can be found is what the view or the lines have besides.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from expertviews import characters, quotes
from expertviews.checks import misprints
from expertviews.checks.outlined import OutlinedDocument
from expertviews.checks.sourcetexts import SourceText, joined, line_count, source_text
from expertviews.content import KeyPath
from expertviews.model import BLANK_LINE, CORRECTABLE, Question, SeedSource, View
from expertviews.outlines import Answer, RoundTable, as_range
from expertviews.problems import shown
from expertviews.quotes import fold

_BYLINE_PREFIX = r"(?:[\s*_#~>\[—–―-]|\(?\d{1,3}[.)]\s){,99}"  # `## `, `2. `, `— `; looking for more takes long
_BYLINE_SUFFIX = re.compile(r"(?<![\s*_~\]:：])[\s*_~\]:：]+$")
_WITHIN_NAME = rf"[\s*_{characters.BIDI_MARKS}]*"
_GAP = "\0"  # stands in the words of a source for others that were there
_LETTER, _SIGN = re.compile(r"[^\W_]"), re.compile(r"\S")
_QUOTED_KEYS = ("title", "bio", "introduction", "notes", "prompts")

Names = Sequence[str]
"""The names of which the document must have one: the byline of a view, or else those of its contributor."""
_Piece = tuple[str, str]
"""A key of a view or a question, and a paragraph of its value, folded to one line."""


@dataclass(frozen=True)
class Discrepancy:
    """A value of a record that differs from its document, by its key and, for a part of a value, its `subkey`.

    `paragraph` is the number of a paragraph in a text; `suggestion` the right value, if only this can be meant;
    `correction` what else to do if the document has a misprint.
    """

    key: str
    what: str
    remedy: str
    paragraph: int | None = None
    suggestion: str | None = None
    subkey: KeyPath = ()
    correction: str = ""


def unmarked(byline: str) -> str:
    """Return a byline without the marks that set it off: `## `, `2. ` or `— ` before it, a colon after it."""
    return _BYLINE_SUFFIX.sub("", re.sub(f"^{_BYLINE_PREFIX}", "", byline))


def compare_view_with_lines(view: View, names: Names, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    """Yield each difference between a view and the lines of its source.

    If other lines have the view's text, only the right lines are named.
    """
    text = source_text(document, source)
    places = text.find(view.paragraphs)
    elsewhere = None if places else _lines_of(view.paragraphs, document)
    if elsewhere:
        what, others = f"{_lines_in_words(source)} don't have the view's text", "those of its name, bio and notes"
        yield Discrepancy("source", what, f"it is in lines {elsewhere}: write these, and {others}")
    elif _is_past_end(source, document):
        last_line = line_count(document)
        what = f"`{source.lines}` isn't a range of lines in a document of {last_line} lines"
        yield Discrepancy("source", what, f"write the first and last line, from 1 to {last_line}")
    elif places:
        yield from _differing_breaks(text, places)
        yield from _compare_rest(view, names, source, document, _GAP.join(text.around(places)))
    else:
        yield _differing_text(view, text)


def _compare_rest(view: View, names: Names, source: SeedSource, document: str, around: str) -> Iterator[Discrepancy]:
    """Yield what a view has besides its text that isn't in the lines around the text, or what these have besides."""
    unnamed = _remove_name(around, names)
    if unnamed is None:
        yield _differing_byline(view, names, around)
    rest, missing = _remove_pieces(around if unnamed is None else unnamed, _pieces(view))
    if view.prompts:  # a moderator's words may be outside the lines
        everything = source_text(document).words
        missing = [it for it in missing if it.key != "prompts" or it.paragraph not in everything]
    for piece in missing:
        yield _differing_piece(piece, view, ", or correct the lines")
    if unnamed is not None and not missing and (words := _left_over(rest, _LETTER)):
        what = f"{_lines_in_words(source)} have words that the view leaves out: “{words}”"
        yield Discrepancy("text", what, "add them to the text, or to `notes`, or correct the lines")


def _lines_in_words(source: SeedSource) -> str:
    return f"lines {source.lines} of {shown(source.seed)}"


def _lines_of(paragraphs: Iterable[str], document: str) -> str | None:
    """Return the range of lines of a document that have the paragraphs, in order."""
    text = source_text(document)
    places = text.find(paragraphs)
    return as_range(text.line(places[0][0]), text.line(places[-1][1])) if places else None


def _is_past_end(source: SeedSource, document: str) -> bool:
    return any(last > line_count(document) for _, last in source.ranges)


def compare_view_with_outline(
    view: View, names: Names, question: Question | None, source: SeedSource, outlined: OutlinedDocument
) -> Iterator[Discrepancy]:
    """Yield each difference between a view and its answer in the outline."""
    tables = outlined.reading.round_tables
    same = [table for table in tables if question and fold(table.question) == fold(question.question)]
    answer = _answer_of(view, names, [answer for table in same or tables for answer in table.answers])
    if answer:
        yield from _wrong_lines(view, answer, source, outlined)
        yield from _compare_with_answer(view, names, answer, source)
    else:
        everybody = ", ".join(f"{answer.lines} ({answer.name})" for table in tables for answer in table.answers)
        what = f"by its outline, nobody answers in {_lines_in_words(source)}"
        yield Discrepancy("source", what, f"write the lines of an answer: {shown(everybody, 200)}")


def _wrong_lines(view: View, answer: Answer, source: SeedSource, outlined: OutlinedDocument) -> Iterator[Discrepancy]:
    """Yield a discrepancy if a source has other lines than the answer in the outline, blank lines aside."""
    right = SeedSource(seed=source.seed, lines=answer.lines)
    numbers, right_numbers = (source_text(outlined.text, it).line_numbers for it in (source, right))
    if source.ranges == right.ranges or (numbers == right_numbers and not _is_past_end(source, outlined.text)):
        return
    what = f"{_lines_in_words(source)} aren't this answer's lines in the outline"
    remedy = f"write `lines: {right.lines}`"
    if fold(" ".join(view.paragraphs)) == answer.words:
        yield Discrepancy("source", what, remedy, suggestion=right.lines, subkey=("lines",))
    else:
        yield Discrepancy("source", what, f"{remedy}, or correct the outline")


def _compare_with_answer(view: View, names: Names, answer: Answer, source: SeedSource) -> Iterator[Discrepancy]:
    """Yield each difference between the words of a view and of its answer in the outline."""
    text = joined([(0, paragraph)] for paragraph in answer.paragraphs)
    if places := text.find(view.paragraphs):
        yield from _differing_breaks(text, places)
        if words := _left_over(_GAP.join(text.around(places)), _SIGN):
            what = f"{_lines_in_words(source)} have words that the view leaves out: “{words}”"
            yield Discrepancy("text", what, "add them to the text, or correct the outline")
    else:
        yield _differing_text(view, text)
    byline = fold(" ".join([answer.byline, *answer.affiliations]))
    unnamed = _remove_name(byline, names)
    if unnamed is None:
        yield _differing_byline(view, names, byline)
    elif words := _left_over(unnamed, _LETTER):
        yield _left_out("byline", words)
    words_by_key = {
        "title": fold(answer.heading or ""),
        "bio": fold(" ".join(answer.bio)),
        "notes": _GAP.join(map(fold, answer.notes)),
        "prompts": _GAP.join(fold(prompt.text) for prompt in answer.prompts),
    }
    yield from _compare_by_key(view, words_by_key)
    yield from _misplaced_prompts(view, answer)


def _misplaced_prompts(view: View, answer: Answer) -> Iterator[Discrepancy]:
    numbers = {fold(prompt.text): prompt.before for prompt in answer.prompts}
    for prompt in view.prompts:
        right = numbers.get(fold(prompt.text), prompt.before)
        if right != prompt.before:
            what = f"“{shown(prompt.text)}” doesn't come before paragraph {prompt.before} in the source"
            yield Discrepancy("prompts", what, f"write `before: {right}`")


def _answer_of(view: View, names: Names, answers: Sequence[Answer]) -> Answer | None:
    """Return the answer with the words of the view; else one with its name, or else with most of its lines.

    Of several answers with the same words, the name and the lines decide, too.
    """
    text = fold(" ".join(view.paragraphs))
    same = [answer for answer in answers if answer.words == text]

    def score(answer: Answer) -> tuple[bool, int]:
        has_name = _remove_name(fold(answer.byline), names) is not None
        return has_name, _shared_lines(view, answer)

    best = max(same or answers, key=score, default=None)
    return best if best and (same or score(best) > (False, 0)) else None


def _shared_lines(view: View, answer: Answer) -> int:
    """Return how many lines a view's source and an answer have in common."""
    ranges = view.source.ranges if isinstance(view.source, SeedSource) else ()
    return sum(any(first <= line <= last for first, last in ranges) for line in answer.taken)


def compare_question_with_outline(
    question: Question, views: Sequence[View], outlined: OutlinedDocument
) -> Iterator[Discrepancy]:
    """Yield each difference between a question's file and its round-table in the outline.

    `views` are the answers to the question, by which the round-table is recognised if it is worded differently.
    """
    table = _table_of(question, views, outlined.reading.round_tables)
    if not table:
        return
    if table.key == ("question",) and outlined.outline.worded_by != "source" and question.worded_by == "source":
        what = "by the outline, the question is in an editor's words"
        yield Discrepancy("question", what, "add `worded_by: editor`")
        question = question.model_copy(update={"worded_by": "editor"})
    words_by_key = {
        "question": fold(table.question) if question.worded_by == "source" else "",
        "title": fold(table.title or ""),
        "introduction": fold(" ".join(table.introduction)),
        "notes": fold(" ".join(table.notes)),
    }
    yield from _compare_by_key(question, words_by_key)


def compare_question_with_document(question: Question, document: str) -> Iterator[Discrepancy]:
    """Yield what a question's file quotes from its document that the document doesn't have."""
    words = source_text(document).words
    for key, paragraph in _pieces(question):
        if paragraph not in words:
            yield _differing_piece(_Missing(key, paragraph, words))


def _table_of(question: Question, views: Sequence[View], tables: Sequence[RoundTable]) -> RoundTable | None:
    """Return the round-table with the words of the question, else with most lines of its answers, else the only one."""
    asked = fold(question.question)
    same = [table for table in tables if fold(table.question) == asked]

    def shared_lines(table: RoundTable) -> int:
        return sum(_shared_lines(view, answer) for view in views for answer in table.answers)

    best = max(same or tables, key=shared_lines)
    return best if same or len(tables) == 1 or shared_lines(best) else None


def _pieces(entity: View | Question) -> Iterator[_Piece]:
    """Yield the paragraphs that a view or a question quotes from its document, except a view's text and byline."""
    if isinstance(entity, Question) and entity.worded_by == "source":
        yield "question", fold(entity.question)
    for key in _QUOTED_KEYS:
        value = getattr(entity, key, None) or ()
        for part in BLANK_LINE.split(value.strip()) if isinstance(value, str) else value:
            yield key, fold(part if isinstance(part, str) else part.text)


@dataclass(frozen=True)
class _Missing:
    """A paragraph that isn't among the words of its source in which it was looked for."""

    key: str
    paragraph: str
    words: str


def _compare_by_key(entity: View | Question, words_by_key: Mapping[str, str]) -> Iterator[Discrepancy]:
    """Compare what a view or a question quotes with the words that an outline gives to each key."""
    pieces = list(_pieces(entity))
    for key, words in words_by_key.items():
        rest, missing = _remove_pieces(words, [piece for piece in pieces if piece[0] == key])
        for piece in missing:
            if piece.words.strip():
                yield _differing_piece(piece, entity if isinstance(entity, View) else None)
            else:
                what = f"the outline has no line for `{key}`"
                yield Discrepancy(key, what, f"remove `{key}`, or correct the outline")
        if not missing and (unused := _left_over(rest, _SIGN)):
            yield _left_out(key, unused)


def _left_out(key: str, words: str) -> Discrepancy:
    return Discrepancy(key, f"`{key}` leaves out words from the source: “{words}”", "add them, or correct the outline")


def _left_over(words: str, sign: re.Pattern[str]) -> str:
    """Return the words around gaps for a message, without those in which nothing counts as a sign."""
    return shown(" … ".join(part.strip() for part in words.split(_GAP) if sign.search(part)))


def _remove_pieces(words: str, pieces: Iterable[_Piece]) -> tuple[str, list[_Missing]]:
    """Take pieces out of the words of a source, each once. Return the other words, and the pieces not among them."""
    missing = []
    for key, paragraph in pieces:
        if paragraph in words:
            words = words.replace(paragraph, _GAP, 1)
        else:
            missing.append(_Missing(key, paragraph, words.replace(_GAP, " ")))
    return words, missing


def _remove_name(words: str, names: Iterable[str]) -> str | None:
    """Take the first of some names that is there out of the words of a source; None if none is."""
    for name in names:
        if place := _find_name(fold(characters.seen(name)), words):
            return f"{words[: place[0]]}{_GAP}{words[place[1] :]}"
    return None


def _find_name(name: str, words: str) -> tuple[int, int] | None:
    """Return where a name starts and ends, with marks before it and emphasis within it.

    Its letters may be composed in the words or not, and have characters between them that nobody sees.
    """
    seen = characters.seen(words)
    pattern = _WITHIN_NAME.join(re.escape(token) for token in re.findall(r"\w+|[^\w\s]", name))
    match = re.search(rf"(?<![^\W_]){_BYLINE_PREFIX}{pattern}(?![^\W_])", seen)
    if not match or seen == words:
        return match.span() if match else None
    lengths = range(len(words) + 1)

    def offset(seen_offset: int) -> int:
        return bisect_right(lengths, seen_offset, key=lambda length: len(characters.seen(words[:length]))) - 1

    return offset(match.start()), offset(match.end())


def _differing_breaks(text: SourceText, places: Sequence[tuple[int, int]]) -> Iterator[Discrepancy]:
    """Yield each paragraph that doesn't start and end as in the source: paragraph numbers are part of addresses.

    `places` are those of the view's paragraphs. A sentence that continues after a page break may be joined.
    """
    for number, ((_, end), (start, last)) in enumerate(pairwise(places), 2):
        line_end = text.line_ends[bisect_left(text.line_ends, end)]
        if line_end > start:
            what = f"paragraph {number} starts within a paragraph of the source: “{shown(text.words[start:last])}”"
            yield Discrepancy("text", what, "remove the blank line before it", number)
    for number, (start, end) in enumerate(places, 1):
        inner = slice(bisect_right(text.paragraph_ends, start), bisect_left(text.paragraph_ends, end))
        following = (text.words[paragraph_end + 1 :] for paragraph_end in text.paragraph_ends[inner])
        if words := next((it for it in following if not it[0].islower()), None):
            what = f"paragraph {number} joins two paragraphs of the source"
            yield Discrepancy("text", what, f"add a blank line before “{shown(words)}”", number)


def _differing_text(view: View, text: SourceText) -> Discrepancy:
    """Describe the first paragraph that a source doesn't have, or that it has in another order."""
    for number, paragraph in enumerate(view.paragraphs, 1):
        if deviation := quotes.deviation(text.words, paragraph):
            return replace(_from_deviation(view, "text", paragraph, deviation), paragraph=number)
    what = "the paragraphs are in a different order in the source"
    return Discrepancy("text", what, "put them in the source's order, each once")


def _differing_byline(view: View, names: Names, words: str) -> Discrepancy:
    way = "write" if view.byline else "correct `contributor`, its `name` or `lines`; or add `byline:` with"
    right = shown(next(filter(str.strip, words.split(_GAP)), ""))
    what = f"the name “{shown(names[0])}” isn't in the lines of the source"
    return Discrepancy("byline", what, f"{way} the name as it is in the source: {right}")


def _differing_piece(missing: _Missing, view: View | None = None, otherwise: str = "") -> Discrepancy:
    """Describe how a paragraph differs from its source; `otherwise` is what else to do if no passage is like it."""
    deviation = quotes.deviation(missing.words, missing.paragraph)
    if not deviation:
        what = f"`{missing.key}` differs from the source"
        return Discrepancy(missing.key, what, "copy it from the source, character for character")
    if not deviation.closest:
        deviation = deviation._replace(remedy=f"{deviation.remedy}{otherwise}")
    return _from_deviation(view, missing.key, missing.paragraph, deviation)


def _from_deviation(view: View | None, key: str, words: str, deviation: quotes.Deviation) -> Discrepancy:
    """Blame a wrong correction for a deviation, or else the words, which may also be right if the source isn't."""
    wrong = misprints.wrong_correction(view.corrections, words, deviation.closest) if view else None
    if wrong:
        index, what, remedy = wrong
        return Discrepancy("corrections", what, remedy, subkey=(index, "printed"))
    proposal = misprints.proposed(view, words, deviation.closest) if view and key in CORRECTABLE else ""
    what = "the text differs from its source" if key == "text" else f"`{key}` differs from the source"
    return Discrepancy(key, f"{what}: {deviation.what}", deviation.remedy, correction=proposal)
