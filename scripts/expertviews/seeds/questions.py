"""Finding what was asked. A labelled question is one; a bare line that ends in a question mark may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from expertviews.seeds.bylines import skip_emphasis, trimmed
from expertviews.seeds.lexicon import INTERROGATIVES, MODERATOR_LABEL, QUESTION_LABEL, TITLE_LABEL
from expertviews.seeds.lines import Block
from expertviews.seeds.words import NUMBER, bare_words, folded

_MARKS = "?？؟"
_CLOSERS = "\"'”’»*_)）」 "
MAX_QUESTION = 600


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


def asks(block: Block) -> bool:
    """Whether the whole block is a question."""
    text = block.text[unnumbered(block.text) :]
    return len(text) <= MAX_QUESTION and text.rstrip(_CLOSERS)[-1:] in tuple(_MARKS) and not _has_statement(text)


def unnumbered(text: str) -> int:
    """Where the words begin after a number: `2. Who pays?`."""
    found = NUMBER.match(text, skip_emphasis(text))
    return found.end() if found else 0


def _has_statement(text: str) -> bool:
    """Whether a sentence that isn't a question comes first: `Prices rose. Why?` is prose."""
    return any(end in text[:-1] for end in (". ", "! ", "。", ".” "))


def labelled_questions(blocks: Sequence[Block]) -> list[Asked]:
    """The questions that say they are one."""
    found: list[Asked] = []
    for index, block in enumerate(blocks):
        asked = _labelled(blocks, index, block)
        if asked and not (found and asked.first <= found[-1].block):
            found.append(asked)
    return found


def _labelled(blocks: Sequence[Block], index: int, block: Block) -> Asked | None:
    start, end = trimmed(block.text, *block.whole)
    moderator = MODERATOR_LABEL.match(block.text, start, min(end, start + 150))
    if moderator and len(block.text) <= MAX_QUESTION and block.text.rstrip(_CLOSERS)[-1:] in tuple(_MARKS):
        return Asked(index, moderated=True)
    label = QUESTION_LABEL.match(block.text, start, min(end, start + 60))
    if not label or not _is_label(block.text, label.end(), label[0]):
        return None
    words = trimmed(block.text, label.end(), end)
    if any(character.isalnum() for character in block.text[words[0] : words[1]]):
        return Asked(index) if len(block.text) <= MAX_QUESTION else None
    following = index + 1
    if following < len(blocks) and len(blocks[following].text) <= MAX_QUESTION:
        return Asked(following, index)
    return None


def _is_label(text: str, end: int, label: str) -> bool:
    """`Q. Smith` has no label."""
    bare = label.strip()
    return (
        bare[-1:] in ":："
        or any(character.isdigit() for character in bare)
        or end == len(text)
        or text.rstrip(_CLOSERS)[-1:] in tuple(_MARKS)
    )


def bare_questions(blocks: Sequence[Block], start: int, end: int) -> list[Asked]:
    """The blocks in a range that are questions without saying so, those of the best form only.

    A line that begins with an interrogative is better than a title that ends in one, as `Empty nets: who pays?`.
    """
    found = [index for index in range(start, end) if asks(blocks[index])]
    if len(found) > 1:
        found = [index for index in found if _begins_asking(blocks[index].text)] or found
    return [Asked(index) for index in found]


def bare_extent_of(text: str, start: int, end: int) -> str:
    """A question's words without emphasis, its number, or the label of a title."""
    start, end = trimmed(text, start, end)
    found = TITLE_LABEL.match(text, start) or NUMBER.match(text, start)
    start, end = trimmed(text, found.end() if found else start, end)
    return text[start:end]


def _begins_asking(text: str) -> bool:
    words = bare_words(text[unnumbered(text) :][:200])
    return bool(words) and folded(words[0]) in INTERROGATIVES
