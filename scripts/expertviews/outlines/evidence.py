"""What is found in the blocks of a document before anything is judged: prose, and what may name somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from expertviews.outlines import namings
from expertviews.seeds import Block, ends_sentence, is_caseless

_PROSE, _PROSE_THAT_ENDS = 25, 6  # words


def length(text: str) -> int:
    """How many words a text has, about."""
    return len(text) // 2 if is_caseless(text) else len(text.split())


@dataclass(frozen=True)
class Evidence:
    """A document's blocks, and what in each of them may name somebody."""

    blocks: Sequence[Block]

    @cached_property
    def whole(self) -> list[namings.Naming]:
        """By block: the block as a line that does nothing but name."""
        return [namings.whole(block) for block in self.blocks]

    @cached_property
    def before(self) -> list[namings.Naming | None]:
        """By block: a name before words."""
        return namings.most_common([[*namings.before_words(block.text)] for block in self.blocks])

    @cached_property
    def after(self) -> list[namings.Naming | None]:
        """By block: a name after words."""
        return [namings.after_words(block) for block in self.blocks]

    @cached_property
    def titled(self) -> list[tuple[str, namings.Naming] | None]:
        """By block: a name beside an answer's title."""
        return [namings.beside_title(block) for block in self.blocks]

    @cached_property
    def prose(self) -> list[bool]:
        """By block: whether it is a paragraph rather than a row."""
        least = ((_PROSE_THAT_ENDS if ends_sentence(block.text) else _PROSE) for block in self.blocks)
        return [length(block.text) >= words for block, words in zip(self.blocks, least, strict=True)]

    @cached_property
    def named(self) -> list[namings.Naming | None]:
        """By block: what names somebody more likely than not."""
        by_block = zip(self.whole, self.before, self.after, strict=True)
        return [next((naming for naming in found if naming and naming.likely), None) for found in by_block]
