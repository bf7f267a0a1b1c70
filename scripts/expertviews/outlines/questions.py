"""Finds what was asked: questions with a label, and lines that end in a question mark, which may be questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from expertviews.outlines.line_forms import is_date_line, is_furniture
from expertviews.seeds import (
    MAX_BYLINE,
    NUMBER,
    Block,
    bare_words,
    casefolded,
    ends_sentence,
    lexicon,
    script_of,
    skip_emphasis,
    trim,
)

_MAX_QUESTION = 600
_MARKS = ("?", "？", "؟")
_CLOSERS = "\"'”’»*_)）」 "
_ENDS_STATEMENT = (". ", "! ", "。", ".” ")


@dataclass(frozen=True)
class Asked:
    """A question: the block with its words, and the block before it if that has only the label."""

    block: int
    label_block: int | None = None

    @property
    def first(self) -> int:
        """The index of the first block it takes."""
        return self.block if self.label_block is None else self.label_block


@dataclass(frozen=True)
class Layout:
    """A document cut into blocks; `given` is a question that isn't in it."""

    blocks: tuple[Block, ...]
    given: str | None = None

    @cached_property
    def short_blocks(self) -> tuple[int, ...]:
        """The blocks that are short enough for a line that names somebody, and no question, date or page furniture."""
        return tuple(
            at
            for at, block in enumerate(self.blocks)
            if len(block.text) <= MAX_BYLINE and at not in self.question_blocks and not is_question(block)
            if not (is_date_line(block.text) or is_furniture(block.text))
        )

    @cached_property
    def has_gaps(self) -> bool:
        """Whether blank lines tell what belongs together."""
        top = next((at for at, block in enumerate(self.blocks) if ends_sentence(block.text)), 0)
        return any(block.gap for block in self.blocks[top + 1 :])

    def apart(self, at: int) -> bool:
        """Whether a block may be apart from the one above it."""
        return self.blocks[at].gap or not self.has_gaps

    @cached_property
    def labelled(self) -> tuple[Asked, ...]:
        """The questions that have a label."""
        found: list[Asked] = []
        for index in range(len(self.blocks)):
            asked = _labelled(self.blocks, index)
            if asked and not (found and asked.first <= found[-1].block):
                found.append(asked)
        return tuple(found)

    @cached_property
    def question_blocks(self) -> frozenset[int]:
        """The indices of the blocks that labelled questions take."""
        return frozenset(index for asked in self.labelled for index in (asked.first, asked.block))


def is_question(block: Block) -> bool:
    """Whether the whole block is a question; `Prices rose. Why?` isn't."""
    text = _without_number(block.text)
    return _ends_asking(text) and not any(end in text[:-1] for end in _ENDS_STATEMENT)


def ends_asking(text: str) -> bool:
    """Whether words end in a question: in a question mark, which in Greek is a semicolon, or in か."""
    bare = text.rstrip(_CLOSERS)
    greek = bare.endswith((";", "\u037e")) and script_of(bare[-2:-1] or " ") == "GREEK"
    return bare.endswith((*_MARKS, "か。")) or greek


def _ends_asking(text: str) -> bool:
    return len(text) <= _MAX_QUESTION and ends_asking(text)


def _without_number(text: str) -> str:
    found = NUMBER.match(text, skip_emphasis(text))
    return text[found.end() :] if found else text


def _labelled(blocks: Sequence[Block], index: int) -> Asked | None:
    """The question that has its label in a block; its words may be in the next. `Q. Smith` has no label."""
    text = blocks[index].text
    start, end = trim(text, 0, len(text))
    label = lexicon.QUESTION_LABEL.match(text, start, min(end, start + 60))
    marked = label and (
        label[0].strip().endswith((":", "：", "|")) or any(map(str.isdigit, label[0])) or _ends_asking(text)
    )
    if not label or not (marked or label.end() == end):
        return None
    if any(map(str.isalnum, text[label.end() :])):
        return Asked(index) if len(text) <= _MAX_QUESTION else None
    following = blocks[index + 1 : index + 2]
    return Asked(index + 1, index) if following and len(following[0].text) <= _MAX_QUESTION else None


def unlabelled_questions(blocks: Sequence[Block], start: int, end: int) -> list[Asked]:
    """The blocks in a range that are questions without a label.

    If some begin with an interrogative, only those: a title may end in a question too, as `Empty nets: who pays?`.
    """
    found = [index for index in range(start, end) if is_question(blocks[index])]
    if not found and start < end and len(blocks[start].text) <= MAX_BYLINE and _ends_asking(blocks[start].text):
        return [Asked(start)]
    first_words = {index: bare_words(_without_number(blocks[index].text)[:200])[:1] for index in found}
    best = [at for at, words in first_words.items() if not lexicon.INTERROGATIVES.isdisjoint(map(casefolded, words))]
    return [Asked(index) for index in best or found]


def question_words(text: str, start: int, end: int) -> str:
    """A question without emphasis, number, and the label of a title."""
    start, end = trim(text, start, end)
    found = lexicon.TITLE_LABEL.match(text, start) or NUMBER.match(text, start)
    return text[slice(*trim(text, found.end() if found else start, end))]
