"""Finds what was asked. A labelled question is one; a bare line that ends in a question mark may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from expertviews.seeds.bylines import skip_emphasis
from expertviews.seeds.lexicon import INTERROGATIVES, MODERATOR_LABEL, QUESTION_LABEL, TITLE_LABEL
from expertviews.seeds.lines import Block
from expertviews.seeds.words import NUMBER, bare_words, folded, trimmed

MAX_QUESTION = 600
_MARKS = ("?", "？", "؟")
_CLOSERS = "\"'”’»*_)）」 "
_ENDS_STATEMENT = (". ", "! ", "。", ".” ")


@dataclass(frozen=True)
class Asked:
    """A question: the block with its words, and the block before it if that holds only the label."""

    block: int
    label_block: int | None = None
    moderated: bool = False

    @property
    def first(self) -> int:
        """The index of the first block it takes."""
        return self.block if self.label_block is None else self.label_block


@dataclass(frozen=True)
class Page:
    """A document cut to blocks; `given` is a question that isn't in it."""

    blocks: tuple[Block, ...]
    given: str | None = None

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


def asks(block: Block) -> bool:
    """Whether the whole block is a question; `Prices rose. Why?` is prose."""
    text = block.text[unnumbered(block.text) :]
    return _ends_asking(text) and not any(end in text[:-1] for end in _ENDS_STATEMENT)


def _ends_asking(text: str) -> bool:
    return len(text) <= MAX_QUESTION and text.rstrip(_CLOSERS).endswith(_MARKS)


def unnumbered(text: str) -> int:
    """Where the words begin after a number: `2. Who pays?`."""
    found = NUMBER.match(text, skip_emphasis(text))
    return found.end() if found else 0


def _labelled(blocks: Sequence[Block], index: int) -> Asked | None:
    """The question whose label is in a block; its words may be in the next."""
    text = blocks[index].text
    start, end = trimmed(text, 0, len(text))
    if MODERATOR_LABEL.match(text, start, min(end, start + 150)) and _ends_asking(text):
        return Asked(index, moderated=True)
    label = QUESTION_LABEL.match(text, start, min(end, start + 60))
    if not label or not (_is_label(label[0]) or label.end() == end or _ends_asking(text)):
        return None
    if any(map(str.isalnum, text[label.end() :])):
        return Asked(index) if len(text) <= MAX_QUESTION else None
    following = blocks[index + 1 : index + 2]
    return Asked(index + 1, index) if following and len(following[0].text) <= MAX_QUESTION else None


def _is_label(label: str) -> bool:
    """Whether a label has a colon or a number; the one of `Q. Smith` hasn't."""
    return label.strip().endswith((":", "：")) or any(map(str.isdigit, label))


def bare_questions(blocks: Sequence[Block], start: int, end: int) -> list[Asked]:
    """The blocks in a range that are questions without saying so, those of the best form only.

    A line that begins with an interrogative is better than a title that ends in one, as `Empty nets: who pays?`.
    """
    found = [index for index in range(start, end) if asks(blocks[index])]
    if len(found) > 1:
        found = [index for index in found if _begins_asking(blocks[index].text)] or found
    return [Asked(index) for index in found]


def _begins_asking(text: str) -> bool:
    words = bare_words(text[unnumbered(text) :][:200])
    return bool(words) and folded(words[0]) in INTERROGATIVES


def bare_extent_of(text: str, start: int, end: int) -> str:
    """A question's words without emphasis, its number, or the label of a title."""
    start, end = trimmed(text, start, end)
    found = TITLE_LABEL.match(text, start) or NUMBER.match(text, start)
    return text[slice(*trimmed(text, found.end() if found else start, end))]
