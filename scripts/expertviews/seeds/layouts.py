"""The layouts that can be read: one entry each in LAYOUTS, at the end.

A layout is a way in which documents name their speakers. It finds them on a page; everything else (questions, bios,
paragraphs, notes) is the same for all layouts. To add one, write its finder and its entry.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from expertviews.seeds import lexicon
from expertviews.seeds.bylines import affiliation_shaped, byline
from expertviews.seeds.questions import asks, labelled_questions
from expertviews.seeds.speakers import STRONG, Page, Speaker, likeness
from expertviews.seeds.words import ends_sentence, is_anonymous, person_shaped

WEAK = 0.6
"""A line at least this name-like is a speaker where its surroundings fit."""

_LISTED = re.compile(r"(?:[-*•·–—]\s|\(?\d{1,3}[.)]\s|>|#|\*\*|__|\[)")


@dataclass(frozen=True)
class Layout:
    """A way of naming speakers: its name for `--layout`, what it looks like, and how they are found.

    `after` says that the name comes after the words.
    """

    name: str
    looks_like: str
    find: Callable[[Page], list[Speaker]]
    after: bool = False


def _speaker(page: Page, block: int, start: int = 0, end: int | None = None) -> Speaker | None:
    """The speaker that a stretch of a block names by its form."""
    found = byline(page.blocks[block].text, start, end)
    if not found:
        return None
    name, affiliation = page.words_of(block, found.name), page.words_of(block, found.affiliation)
    return Speaker(block, found.name, found.affiliation, strength=likeness(page, name, affiliation))


def name_lines(page: Page) -> list[Speaker]:
    """Names on lines of their own without any mark."""
    questions = {index for asked in labelled_questions(page) for index in (asked.first, asked.block)}
    found = []
    for index, block in enumerate(page.blocks):
        if index in questions or block.level or block.quoted or _LISTED.match(block.text[:8]) or asks(block):
            continue
        speaker = _speaker(page, index)
        if speaker:
            found.append(speaker)
    return _in_one_style(page, _without_affiliation_lines(page, found))


def _without_affiliation_lines(page: Page, found: Sequence[Speaker]) -> list[Speaker]:
    """Leave out the lines that say what the person named on the line above does."""
    kept: list[Speaker] = []
    for speaker in found:
        above = kept[-1] if kept else None
        text = page.blocks[speaker.block].text
        follows = above is not None and above.block == speaker.block - 1 and above.affiliation is None
        if follows and above and person_shaped(page.name_of(above)) and affiliation_shaped(text):
            continue
        kept.append(_raised(page, speaker))
    return kept


def _raised(page: Page, speaker: Speaker) -> Speaker:
    """A job on the next line makes a name more likely."""
    following = speaker.block + 1
    if speaker.affiliation or following >= len(page.blocks) or page.blocks[following].gap:
        return speaker
    if affiliation_shaped(page.blocks[following].text) and person_shaped(page.name_of(speaker)):
        return replace(speaker, strength=min(1.0, speaker.strength + 0.35))
    return speaker


def _in_one_style(page: Page, found: Sequence[Speaker]) -> list[Speaker]:
    """Those that are set as most of the strong ones are: below a blank line or not, with an affiliation or not."""
    strong = [speaker for speaker in found if speaker.strength >= STRONG]
    spaced = _most(page.blocks[speaker.block].gap for speaker in strong)
    described = _most(speaker.affiliation is not None for speaker in strong)
    kept = []
    for speaker in found:
        strength = speaker.strength
        if spaced and not page.blocks[speaker.block].gap:
            strength -= 0.3
        if described and speaker.affiliation is None and not is_anonymous(page.name_of(speaker)):
            strength -= 0.1
        if strength >= STRONG or (strength >= WEAK and _stands_between(page, speaker.block)):
            kept.append(replace(speaker, strength=strength))
    return kept


def _most(facts: Iterable[bool]) -> bool:
    known = list(facts)
    return sum(known) >= 0.7 * len(known) and bool(known)


def _stands_between(page: Page, block: int) -> bool:
    """Whether prose ends before a line and begins after it."""
    ended = block == 0 or ends_sentence(page.blocks[block - 1].text)
    following = page.blocks[block + 1 : block + 3]
    return ended and any(ends_sentence(next_one.text) for next_one in following)


LAYOUTS: tuple[Layout, ...] = (
    Layout("name-lines", "the name on a line of its own, alone or with job and organisation: Jane Smith, Professor, Example University", name_lines),
)

_ = lexicon
