"""A document's text → its parts, in the one layout that fits it; or every reason why none does."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass

from expertviews.problems import Place, Problem, refuse, shown
from expertviews.seeds.choice import choose
from expertviews.seeds.document import Answer, Document, Part, RoundTable, Span, is_blank, unaccounted
from expertviews.seeds.lexicon import DATE_LABEL, LABELS, TITLE_LABEL
from expertviews.seeds.lines import blocks_of, lines_of, wrap_width
from expertviews.seeds.questions import asks
from expertviews.seeds.refusals import check_bounds, refuse_tables
from expertviews.seeds.sections import Section, repeated_names, sections
from expertviews.seeds.speakers import Page
from expertviews.seeds.views import Piece, answer, habits, titles
from expertviews.seeds.whose import doubtful


def parse(text: str, shown_path: str, layout: str | None = None, question: str | None = None) -> Document:
    """The parts of a document, in the layout named, or else in the one that fits.

    `question` is what was asked, for a document that doesn't say it; the part with it then has no place in the text.

    Every character that prints is in exactly one part. What is doubtful is refused, unless a layout is named, which
    decides it; the document then holds the doubts. Raises ProblemsFound, with all that is wrong, if no layout
    fits or several do, if there is no question, or if a name has no text or stands twice under one question.
    """
    check_bounds(text, shown_path)
    lines, marks = lines_of(text)
    page = Page(shown_path, text, blocks_of(lines, wrap_width(lines)), tuple(marks), question)
    refuse_tables(page)
    chosen = choose(page, layout)
    found = sections(page, chosen.layout, chosen.speakers)
    tables = _round_tables(page, found)
    refuse([*repeated_names(page, found), *_wordless(page, tables)])
    doubts = (*chosen.doubts, *doubtful(page, chosen.layout, found))
    if layout is None:
        refuse(doubts)
    document = Document(chosen.layout.name, _with_marks(page, _parts_of(tables)), tables, doubts)
    _prove(page, document)
    return document


def _round_tables(page: Page, found: Sequence[Section]) -> tuple[RoundTable, ...]:
    habit = habits(page, [view for section in found for view in section.views])
    tables = []
    for section in found:
        first_view = page.blocks[section.views[0].speaker.block].first_line
        title, introduction = _preface(section.preface, section.line or first_view)
        tables.append(
            RoundTable(
                question=_question(page, section),
                title=title,
                introduction=introduction,
                answers=tuple(answer(page, view, habit) for view in section.views),
                notes=tuple(piece.part("note") for piece in section.closing),
            )
        )
    return tuple(tables)


def _question(page: Page, section: Section) -> Part:
    if section.asked.given:
        return Part("question", page.given or "", (), 0, 0)
    return page.blocks[section.asked.block].part("question", section.asked.words)


def _preface(pieces: Sequence[Piece], question_line: int) -> tuple[Part | None, tuple[Part, ...]]:
    """The title and the introduction: what stands before the answers.

    The title is what is labelled so; or else the first heading; or else the first piece above the question, if it has
    the form of a title.
    """
    labelled = [place for place, piece in enumerate(pieces) if TITLE_LABEL.match(piece.text[:40])]
    headings = [place for place, piece in enumerate(pieces) if piece.block.level]
    at = [*labelled, *headings, 0][0]
    piece = pieces[at] if pieces else None
    if not piece or not (labelled or piece.block.level or _is_title_line(piece, question_line)):
        return None, tuple(each.bare_part("introduction") for each in pieces)
    others = [*pieces[:at], *pieces[at + 1 :]]
    return piece.bare_part("title", TITLE_LABEL), tuple(each.bare_part("introduction") for each in others)


def _is_title_line(piece: Piece, question_line: int) -> bool:
    above = piece.block.first_line < question_line and not DATE_LABEL.match(piece.text[:40])
    return above and (titles(piece.block, piece.text) or asks(piece.block))


def _wordless(page: Page, tables: Iterable[RoundTable]) -> Iterator[Problem]:
    """A problem for each name without text."""
    for table in tables:
        for each in table.answers:
            if not each.paragraphs:
                has = "a bio but no text" if each.bio else "no text"
                what = f"“{shown(each.name.text)}” has {has}"
                yield Problem(Place(page.path, each.name.first_line), "no-text", what, _remedy(table, each))


def _remedy(table: RoundTable, each: Answer) -> str:
    """What to do about a name without text. If prose stands above the first name, names may stand below their words."""
    remedy = "add what they said below the name, or take the name out"
    if each is table.answers[-1] and any(part.first_line > table.question.last_line for part in table.introduction):
        return (
            f"{remedy}; if names stand below the words here, put a dash before each, as `— {shown(each.name.text, 40)}`"
        )
    return remedy


def _parts_of(value: object) -> list[Part]:
    """Every part in the round-tables, wherever it stands in them."""
    if isinstance(value, Part):
        return [value] if value.spans else []
    if isinstance(value, tuple):
        return [part for item in value for part in _parts_of(item)]
    if is_dataclass(value):
        return [part for field in fields(value) for part in _parts_of(getattr(value, field.name))]
    return []


def _with_marks(page: Page, parts: list[Part]) -> tuple[Part, ...]:
    """The parts and, as marks, what of the layout's punctuation is in none of them; sorted by place."""
    taken = sorted(span for part in parts for span in part.spans)
    marks = [_mark(page, number, span) for number, span in page.marks]
    at = 0
    for block in page.blocks:
        for line in block.lines:
            place = line.start
            while at < len(taken) and taken[at][0] < line.end:
                marks += _gap_marks(page, line.number, (place, taken[at][0]))
                place = taken[at][1]
                at += 1
            marks += _gap_marks(page, line.number, (place, line.end))
    return tuple(sorted([*parts, *marks], key=lambda part: part.spans))


def _gap_marks(page: Page, number: int, span: Span) -> list[Part]:
    start, end = span
    while start < end and is_blank(page.text[start]):
        start += 1
    while end > start and is_blank(page.text[end - 1]):
        end -= 1
    return [_mark(page, number, (start, end))] if start < end else []


def _mark(page: Page, number: int, span: Span) -> Part:
    return Part("mark", page.text[span[0] : span[1]], (span,), number, number)


def _holds_words(mark: str) -> bool:
    """Whether a mark holds more than punctuation, a number and a label: words that the layout would have lost."""
    bare = mark.strip(" *_[(（【,，")
    if not any(character.isalpha() for character in bare):
        return False
    label = next((found for pattern in LABELS if (found := pattern.match(bare))), None)
    return not label or any(character.isalpha() for character in bare[label.end() :])


def _prove(page: Page, document: Document) -> None:
    """Raises ProblemsFound for each stretch of the document that isn't in exactly one part, or is words in a mark."""
    problems = []
    words = [span for part in document.parts if part.kind == "mark" and _holds_words(part.text) for span in part.spans]
    for start, end in [*unaccounted(page.text, document), *words]:
        line = len(re.findall(r"\r\n|\n|\r", page.text[:start])) + 1
        what = f"“{shown(page.text[start:end])}” isn't in exactly one part of the document"
        problems.append(Problem(Place(page.path, line), "unaccounted", what, "report this as a fault of the program"))
    refuse(problems)
