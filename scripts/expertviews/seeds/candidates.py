"""What finding speakers and doubting about them share: the lines that may name somebody, and how they are set."""

import re
from collections.abc import Iterable, Iterator

from expertviews.seeds.bylines import MAX_BYLINE, byline, skip_emphasis
from expertviews.seeds.questions import asks
from expertviews.seeds.speakers import Page, Speaker, likeness
from expertviews.seeds.words import NUMBER, ends_sentence

SET_OFF = re.compile(r"(?:[-*•·–—]\s|\(?\d{1,3}[.)]\s|>|#|\*|_|\[|—|–)")
"""What sets a line off from one without any mark."""

DASH = re.compile(r"(?:—|–|―|--?)\s*")


def speaker_at(page: Page, block: int, start: int = 0, end: int | None = None, raised: float = 0.0) -> Speaker | None:
    """The speaker that a stretch of a block names by its form."""
    found = byline(page.blocks[block].text, start, end)
    if not found:
        return None
    name, affiliation = page.words_of(block, found.name), page.words_of(block, found.affiliation)
    like = likeness(page, name, affiliation)
    return Speaker(block, found.name, found.affiliation, strength=min(1.0, like + raised) if like > 0.1 else like)


def candidates(page: Page) -> Iterator[int]:
    """The blocks that are short enough for a name line, and no question."""
    questions = page.question_blocks
    for index, block in enumerate(page.blocks):
        if index not in questions and len(block.text) <= MAX_BYLINE and not asks(block):
            yield index


def name_start(text: str) -> int:
    """Where the name begins after emphasis and a number."""
    start = skip_emphasis(text)
    number = NUMBER.match(text, start)
    return number.end() if number else start


def most(facts: Iterable[bool]) -> bool:
    """Whether nearly all are true."""
    known = list(facts)
    return sum(known) >= 0.7 * len(known) and bool(known)


def stands_between(page: Page, block: int) -> bool:
    """Whether prose ends before a line and begins after it."""
    ended = block == 0 or block - 1 in page.question_blocks or ends_sentence(page.blocks[block - 1].text)
    following = page.blocks[block + 1 : block + 3]
    return ended and any(ends_sentence(next_one.text) for next_one in following)
