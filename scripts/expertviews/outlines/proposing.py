"""A document's text → what each of its lines seems to be; what is doubtful is marked, never decided silently."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from expertviews.extraction import Hint
from expertviews.model import OWNED, Outline
from expertviews.outlines import parts
from expertviews.outlines.dating import date_of
from expertviews.outlines.evidence import Evidence
from expertviews.outlines.marking import SURE, Mark, Marked, mark
from expertviews.outlines.parts import OutlineMistake
from expertviews.outlines.roundtables import read_outline
from expertviews.seeds import Block, TextLine, blocks_of, ends_sentence, lexicon, lines_of, wrap_width

_ENDINGS = re.compile(r"(\.[A-Za-z]{2,5})+$")
_MERGED = frozenset({"text", "introduction", "question", "note", "bio", "aside", "affiliation", "prompt"})
_Stated = tuple[str | None, str | None]  # a value at the top of an outline, and why it is in doubt, if it is
_SIDE = "are the names above the words, or below them?"


@dataclass(frozen=True)
class ProposedOutline:
    """A proposed outline, and why its doubts are doubts: by a key at the top (`asked`) or the lines of a part."""

    outline: Outline
    reasons: Mapping[str, str]


def propose_outline(text: str, document: str, hints: Sequence[Hint] = ()) -> ProposedOutline:
    """The outline that a document's text seems to have."""
    lines = lines_of(text)
    hinted = {hint.line: hint for hint in hints if hint.role}
    free = [line for line in lines if line.number not in hinted or hinted[line.number].words]
    marked = mark(Evidence(blocks_in(free)), hinted)
    for hint in hints:
        if hint.doubt and not hint.role:
            marked.doubt(marked.at_line(hint.line), hint.doubt)
    stated = {"asked": date_of(document, lines, marked), **_question(marked, document), "names": _side(marked)}
    reasons = {key: reason for key, (_, reason) in stated.items() if reason}
    top: dict[str, Any] = {key: f"{value}{'?' if reason else ''}" for key, (value, reason) in stated.items() if value}
    entries = _entries(marked, text, hinted, reasons)
    proposed = Outline(document=document, **top, parts=entries)
    return _doubting(proposed, read_outline(proposed, text).mistakes, reasons)


def blocks_in(lines: Sequence[TextLine]) -> tuple[Block, ...]:
    """The blocks of a document's lines as proposals see them.

    If there is a gap above each block from the first sentence on, gaps tell nothing there, and are left out.
    """
    blocks = blocks_of(lines, wrap_width(lines))
    start = next((at for at, block in enumerate(blocks) if ends_sentence(block.text)), 0)
    is_even = all(block.gap for block in blocks[start:])
    return tuple(replace(it, gap=False) if is_even and at >= start else it for at, it in enumerate(blocks))


def _question(marked: Marked, document: str) -> dict[str, _Stated]:
    """The question at the top of an outline: a guess, if the document asks none."""
    if any(mark.role == "question" for marks in marked.marks for mark in marks):
        return {}
    doubt = "no line asks a question: is this what was asked?"
    return {"question": (_title_or_name(marked, document), None), "worded_by": ("editor", doubt)}


def _side(marked: Marked) -> _Stated:
    """Whether names are below the words, or may be; nothing if they are above, as usual."""
    if marked.below <= 1 - SURE:
        return None, None
    return "below" if marked.below > 0.5 else "above", None if marked.below >= SURE else _SIDE


def _doubting(proposed: Outline, mistakes: Sequence[OutlineMistake], reasons: dict[str, str]) -> ProposedOutline:
    """A proposal in doubt wherever it can't be drafted as it is: a question without answers, a name without words."""
    entries = dict(proposed.parts)
    for mistake in mistakes:
        key = str(mistake.key[1]) if len(mistake.key) > 1 else next(iter(entries))
        value = entries[key]
        entries[key] = [_doubted(value[0]), *value[1:]] if isinstance(value, list) else _doubted(value)
        reasons[key] = mistake.what
    return ProposedOutline(proposed.model_copy(update={"parts": entries}), reasons)


def _doubted(item: Any) -> Any:
    """An item of a part's value with a `?` after its role."""
    if isinstance(item, Mapping):
        return {f"{role.rstrip('?')}?": words for role, words in item.items()}
    return f"{item.rstrip('?')}?"


def _title_or_name(marked: Marked, document: str) -> str:
    """The title, which is the best guess at what was asked; else the document's name."""
    for at in marked.of_role("title"):
        words = marked.text(at).strip("*_# ")
        label = lexicon.TITLE_LABEL.match(words)
        words = words[label.end() if label else 0 :]
        if any(map(str.isalnum, words)):
            return words
    return _ENDINGS.sub("", document).replace("-", " ").replace("_", " ").strip() or "?"


def _entries(marked: Marked, text: str, hinted: Mapping[int, Hint], reasons: dict[str, str]) -> dict[str, Any]:
    """The parts of an outline, in the order of the lines; neighbours that are the same are one."""
    entries: dict[str, Any] = {}
    start, above = 0, [Mark("")]
    for first, last, marks in _placed(marked, text, hinted):
        if marks == above and len(marks) == 1 and marks[0].role in _MERGED:
            reasons.pop(entries.popitem()[0], None)
        else:
            start, above = first, marks
        key = parts.as_range(start, last)
        items = [_item(mark) for mark in marks]
        entries[key] = items[0] if len(items) == 1 else items
        reasons |= next(({key: mark.doubt} for mark in marks if mark.doubt), {})
    return entries


def _placed(marked: Marked, text: str, hinted: Mapping[int, Hint]) -> list[tuple[int, int, list[Mark]]]:
    """What isn't blank, in the order of the lines: blocks, lines with a hint, and marks of the layout alone."""
    blocks = marked.seen.blocks
    placed = [(it.number, it.last_line, marks) for it, marks in zip(blocks, marked.marks, strict=True)]
    taken = {line.number for block in blocks for line in block.lines}
    for number, line in enumerate(text.split("\n"), 1):
        if number not in taken and not parts.is_blank(line):
            hint = hinted.get(number)
            placed.append((number, number, [Mark(hint.role or "aside", doubt=hint.doubt) if hint else Mark("aside")]))
    return sorted(placed, key=lambda it: it[0])


def _item(mark: Mark) -> Any:
    role = f"{mark.role}?" if mark.doubt else mark.role
    if mark.owner and mark.role in OWNED:
        return {role: mark.owner}
    return role if mark.words is None else {role: mark.words}
