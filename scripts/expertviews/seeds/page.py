"""A document cut to blocks, with the questions that say that they are one."""

from dataclasses import dataclass
from functools import cached_property

from expertviews.seeds.lines import Block
from expertviews.seeds.questions import Asked, labelled_questions


@dataclass(frozen=True)
class Page:
    """A document cut to blocks; `given` is a question that isn't in it."""

    blocks: tuple[Block, ...]
    given: str | None = None

    @cached_property
    def labelled(self) -> tuple[Asked, ...]:
        """The questions that say they are one."""
        return tuple(labelled_questions(self.blocks))

    @cached_property
    def question_blocks(self) -> frozenset[int]:
        """The indices of the blocks that labelled questions take."""
        return frozenset(index for asked in self.labelled for index in (asked.first, asked.block))
