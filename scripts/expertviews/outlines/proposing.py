"""A document's text → what each of its lines seems to be; what is doubtful is marked, never decided silently."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertviews.drawing import Hint
from expertviews.model import OWNED, Outline
from expertviews.outlines import dating, parts, placing
from expertviews.outlines.choosing import as_hinted, choose
from expertviews.outlines.parts import Mistake
from expertviews.outlines.reading import read
from expertviews.outlines.sheet import Mark, Sheet
from expertviews.seeds.lines import Block, blocks_of, lines_of, wrap_width
from expertviews.seeds.questions import Page

_ENDINGS = re.compile(r"(\.[A-Za-z]{2,5})+$")
_MERGED = frozenset({"text", "introduction", "note", "bio", "aside", "affiliation", "prompt"})


@dataclass(frozen=True)
class Proposal:
    """A proposed outline, and why its doubts are doubts: by a key at the top (`asked`) or the lines of a part."""

    outline: Outline
    reasons: Mapping[str, str]


def propose(
    text: str,
    document: str,
    hints: Sequence[Hint] = (),
    *,
    asked: str | None = None,
    question: str | None = None,
) -> Proposal:
    """The outline that a document's text seems to have. `asked` and `question` are what a person has said."""
    lines = lines_of(text)
    hinted = {number: hint for hint in hints for number in range(hint.first, hint.last + 1)}
    free = [line for line in lines if line.number not in hinted or hinted[line.number].words]
    page = Page(blocks_of(free, wrap_width(free)), given=question)
    named = [hint for hint in hints if hint.role == "name" and hint.words]
    sheet = placing.place(page, as_hinted(page, named) if named else choose(page))
    reasons: dict[str, str] = {}
    entries = _entries(sheet, text, hinted, reasons)
    top: dict[str, Any] = {}
    dated, why = (asked, None) if asked else dating.asked(document, lines)
    if dated:
        top["asked"] = f"{dated}?" if why else dated
        reasons |= {"asked": why} if why else {}
    if question:
        top |= {"question": question, "worded_by": "editor"}
    elif not any(mark.role == "question" for marks in sheet.marks.values() for mark in marks):
        top |= {"question": _proposed_question(sheet, document), "worded_by": "editor?"}
        reasons["worded_by"] = "no line asks in so many words"
    if sheet.below or sheet.names_doubt:
        top["names"] = ("below" if sheet.below else "above") + ("?" if sheet.names_doubt else "")
        reasons |= {"names": sheet.names_doubt} if sheet.names_doubt else {}
    proposed = Outline(document=document, **top, parts=entries)
    found = read(proposed, text)
    return _doubting(proposed, found.mistakes, reasons)


def _doubting(proposed: Outline, mistakes: Sequence[Mistake], reasons: dict[str, str]) -> Proposal:
    """A proposal in doubt wherever it can't be drafted as it is: a question without answers, a name without words."""
    entries = dict(proposed.parts)
    for mistake in mistakes:
        key = str(mistake.key[1]) if len(mistake.key) > 1 else next(iter(entries))
        value = entries[key]
        entries[key] = [_doubted(value[0]), *value[1:]] if isinstance(value, list) else _doubted(value)
        reasons[key] = mistake.what
    return Proposal(proposed.model_copy(update={"parts": entries}), reasons)


def _doubted(item: Any) -> Any:
    """An item of a part's value with a `?` after its role."""
    if isinstance(item, Mapping):
        return {f"{role.rstrip('?')}?": words for role, words in item.items()}
    return f"{item.rstrip('?')}?"


def _proposed_question(sheet: Sheet, document: str) -> str:
    """The title, which is the best guess at what was asked; else the document's name."""
    for at, marks in sorted(sheet.marks.items()):
        words = sheet.text(at).strip("*_# ")
        if marks[0].role == "title" and words:
            return words
    return _ENDINGS.sub("", document).replace("-", " ").replace("_", " ").strip() or "?"


def _entries(sheet: Sheet, text: str, hinted: Mapping[int, Hint], reasons: dict[str, str]) -> dict[str, Any]:
    """The parts of an outline, in the order of the lines."""
    pieces = sorted([*_of_blocks(sheet), *_of_hints(sheet, hinted)], key=lambda it: it[0])
    pieces = list(_with_rules(pieces, text))
    entries: dict[str, Any] = {}
    for first, last, marks in _merged(pieces, text):
        key = str(first) if first == last else f"{first}-{last}"
        entries[key] = _value(marks)
        doubt = next((mark.doubt for mark in marks if mark.doubt), None)
        if doubt:
            reasons[key] = doubt
    return entries


_Placed = tuple[int, int, list[Mark]]


def _of_blocks(sheet: Sheet) -> Iterator[_Placed]:
    for at in (at for at in range(len(sheet.page.blocks)) if at not in sheet.marks):
        sheet.put(at, "introduction" if at == 0 else "text", doubt="what is this?")
    for at, marks in sorted(sheet.marks.items()):
        block: Block = sheet.page.blocks[at]
        if at - 1 in sheet.labels:
            yield sheet.page.blocks[at - 1].first_line, block.last_line, marks
        elif at not in sheet.labels:
            yield block.first_line, block.last_line, marks


def _of_hints(sheet: Sheet, hinted: Mapping[int, Hint]) -> Iterator[_Placed]:
    taken = {line.number for block in sheet.page.blocks for line in block.lines}
    for number, hint in sorted(hinted.items()):
        if number not in taken:
            yield number, number, [Mark(hint.role, doubt=hint.doubt)]


def _with_rules(pieces: Iterable[_Placed], text: str) -> Iterator[_Placed]:
    """The pieces, and the lines between them that hold marks of the layout alone: with a heading, or aside."""
    lines = text.split("\n")
    taken = list(pieces)
    used = {number for first, last, _ in taken for number in range(first, last + 1)}
    for first, last, marks in taken:
        under = last + 1
        rule = under <= len(lines) and under not in used and re.fullmatch(r"\s*(=+|-+)\s*", lines[under - 1])
        if rule and len(marks) == 1 and marks[0].role not in _MERGED:
            used.add(under)
            yield first, under, marks
        else:
            yield first, last, marks
    for number, line in enumerate(lines, 1):
        if number not in used and not parts.is_blank(line):
            yield number, number, [Mark("aside")]


def _merged(pieces: Iterable[_Placed], text: str) -> Iterator[_Placed]:
    """Neighbours that are the same, of which none is in doubt but the first, as one."""
    lines = text.split("\n")
    held: _Placed | None = None
    for first, last, marks in sorted(pieces, key=lambda it: it[0]):
        if held and _joins(held[2], marks) and not any(not parts.is_blank(line) for line in lines[held[1] : first - 1]):
            held = (held[0], last, held[2])
            continue
        if held:
            yield held
        held = (first, last, marks)
    if held:
        yield held


def _joins(one: Sequence[Mark], other: Sequence[Mark]) -> bool:
    return len(one) == len(other) == 1 and one[0] == other[0] and one[0].role in _MERGED and one[0].words is None


def _value(marks: Sequence[Mark]) -> Any:
    items = [_item(mark) for mark in marks]
    return items[0] if len(items) == 1 else items


def _item(mark: Mark) -> Any:
    role = f"{mark.role}?" if mark.doubt else mark.role
    if mark.owner and mark.role in OWNED:
        return {role: mark.owner}
    return role if mark.words is None else {role: mark.words}
