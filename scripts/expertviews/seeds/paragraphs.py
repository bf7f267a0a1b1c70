"""The paragraphs of a document, in whatever layout it is: hard wraps undone, nothing said of what each is."""

from functools import lru_cache

from expertviews.seeds.lines import Block, blocks_of, lines_of, wrap_width


@lru_cache(maxsize=256)
def paragraphs(text: str) -> tuple[Block, ...]:
    """A document's blocks in their order: paragraphs, names, headings and questions, each with its lines."""
    lines = lines_of(text)
    return blocks_of(lines, wrap_width(lines))
