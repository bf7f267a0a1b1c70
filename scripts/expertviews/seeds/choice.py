"""Choosing the layout of a document: the one that accounts for the lines that look like names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown
from expertviews.seeds.bylines import title_words
from expertviews.seeds.layouts import LAYOUTS, Layout
from expertviews.seeds.lexicon import MODERATOR_LABEL
from expertviews.seeds.questions import asks
from expertviews.seeds.refusals import explained, glued_names
from expertviews.seeds.speakers import STRONG, Page, Speaker
from expertviews.seeds.views import closes, titles
from expertviews.seeds.words import ends_sentence, folded

ENOUGH = 0.7
"""A layout is trusted when it accounts for this share of what looks like names."""


@dataclass(frozen=True)
class Reading:
    """The speakers that a layout finds in a document, and what is set as they are and isn't read as one."""

    layout: Layout
    speakers: tuple[Speaker, ...]
    doubts: tuple[Problem, ...] = ()

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The blocks that name them."""
        return frozenset(speaker.block for speaker in self.speakers)


def choose(page: Page, name: str | None = None) -> Reading:
    """The reading of the layout called `name`, with its doubts, or of the one that fits, if it has none.

    Raises ProblemsFound if there is no such layout, if none finds a speaker, if two do equally well, or if a line
    looks like a name and isn't set as the others are.
    """
    if name is not None:
        return _named(page, name)
    readings = _readings(page, [layout for layout in LAYOUTS if not layout.fallback])
    readings = readings or _readings(page, [layout for layout in LAYOUTS if layout.fallback])
    if not readings:
        raise ProblemsFound(explained(page))
    best = _best(page, readings)
    refuse([*_strays(page, best, readings), *glued_names(page, best.speakers)] or _doubts(page, best))
    return best


def _named(page: Page, name: str) -> Reading:
    layout = next((layout for layout in LAYOUTS if layout.name == name), None)
    if layout is None:
        known = ", ".join(layout.name for layout in LAYOUTS)
        raise ProblemsFound(
            [Problem(Place(page.path), "layout", f"there is no layout “{shown(name)}”", f"name one of {known}")]
        )
    readings = _readings(page, [layout])
    if not readings:
        what = f"no name is set as the layout {name} has it: {layout.looks_like}"
        raise ProblemsFound(
            [Problem(Place(page.path), "no-contributors", what, "name another layout, or set the names so")]
        )
    others = _readings(page, [layout for layout in LAYOUTS if not layout.fallback])
    return replace(readings[0], doubts=(*_strays(page, readings[0], others), *_doubts(page, readings[0])))


def _readings(page: Page, layouts: Iterable[Layout]) -> list[Reading]:
    matter = max((index for index, block in enumerate(page.blocks[:100]) if block.matter), default=-1)
    start = max(page.labelled[0].block if page.labelled else -1, matter)
    above = next((index - 1 for index, block in enumerate(page.blocks) if asks(block)), -1)
    found = []
    for layout in layouts:
        speakers = [each for each in layout.find(page) if each.block > start]
        found.append(
            (layout, tuple(each for each in speakers if layout.after or each.block != above or _speaks(page, each)))
        )
    return [Reading(layout, speakers) for layout, speakers in found if speakers]


def _speaks(page: Page, speaker: Speaker) -> bool:
    """Whether words follow a name on its own line; a line right above a question is a title otherwise."""
    return bool(speaker.rest) and ends_sentence(page.blocks[speaker.block].text)


def _best(page: Page, readings: Sequence[Reading]) -> Reading:
    """The reading that accounts for enough of what looks like names; the first in the table of those that agree."""
    strengths = _strengths(readings)
    scores = [_accounted(page, reading, strengths) for reading in readings]
    best = readings[max(range(len(readings)), key=lambda at: scores[at])]
    rivals = [
        reading
        for reading, score in zip(readings, scores, strict=True)
        if score > 0 and not reading.blocks <= best.blocks and not best.blocks <= reading.blocks
    ]
    if max(scores) < ENOUGH and rivals:
        raise ProblemsFound([_ambiguous(page, best, rivals[0])])
    return best


def _accounted(page: Page, reading: Reading, strengths: Mapping[int, float]) -> float:
    """The share of what looks like names that a reading takes for names, or for titles and jobs right below them."""
    own = sum(strengths[block] for block in reading.blocks)
    others = sum(
        strength
        for block, strength in strengths.items()
        if block not in reading.blocks and not _is_essay_title(page, reading, block)
    )
    return own / (own + others)


def _strengths(readings: Iterable[Reading]) -> dict[int, float]:
    """How name-like each block is to the layout that likes it best."""
    strengths: dict[int, float] = {}
    for reading in readings:
        for speaker in reading.speakers:
            strengths[speaker.block] = max(strengths.get(speaker.block, 0.1), speaker.strength)
    return strengths


def _ambiguous(page: Page, best: Reading, rival: Reading) -> Problem:
    mine, theirs = best.speakers[0], next(each for each in rival.speakers if each.block not in best.blocks)
    what = (
        f"no layout takes all the names: {best.layout.name} (“{shown(page.name_of(mine), 40)}”, line "
        f"{page.blocks[mine.block].first_line}) and {rival.layout.name} (“{shown(page.name_of(theirs), 40)}”)"
    )
    remedy = (
        "set all names as `## Name`; or, if those of one kind are no names, choose the other with "
        f"--layout {best.layout.name} or --layout {rival.layout.name}"
    )
    return Problem(Place(page.path, page.blocks[theirs.block].first_line), "ambiguous-layout", what, remedy)


def _strays(page: Page, best: Reading, readings: Sequence[Reading]) -> list[Problem]:
    """The lines that look like names to another layout, and would be taken for prose by this one."""
    names = {folded(page.name_of(speaker)) for speaker in best.speakers}
    first, last = _beginning(page, best) if best.layout.after else min(best.blocks), _end(page, best)
    strays = {
        speaker.block: speaker
        for reading in readings
        for speaker in reading.speakers
        if speaker.strength >= STRONG and first < speaker.block < last and speaker.block not in best.blocks
    }
    return [
        _stray(page, best, speaker)
        for block, speaker in sorted(strays.items())
        if folded(page.name_of(speaker)) not in names and not _is_excused(page, best, speaker)
    ]


def _is_excused(page: Page, best: Reading, speaker: Speaker) -> bool:
    """Whether a line that looks like a name is a title. One that has a job in it is one only right below a name."""
    told = speaker.affiliation or title_words(page.name_of(speaker))
    return _is_essay_title(page, best, speaker.block) and (not told or speaker.block - 1 in best.blocks)


def _doubts(page: Page, best: Reading) -> list[Problem]:
    """A problem for each block that is set as the names are, and may or may not be one."""
    first, last = _beginning(page, best), _end(page, best)
    moderated = [block for block in _moderating(page, best) if block < last]
    if moderated:
        return [_moderated(page, block) for block in moderated]
    return [_doubt(page, best, block) for block in best.layout.doubts(page, best.speakers) if first < block < last]


def _moderating(page: Page, best: Reading) -> Iterator[int]:
    """The blocks after the first name in which a moderator says something that is no question."""
    for index in range(min(best.blocks), len(page.blocks)):
        if index not in page.question_blocks and MODERATOR_LABEL.match(page.blocks[index].text.lstrip("*_")[:80]):
            yield index


def _beginning(page: Page, best: Reading) -> int:
    """The first question: what stands above it names nobody."""
    asked = (index for index, block in enumerate(page.blocks) if index in page.question_blocks or asks(block))
    return min(next(asked, 0), *best.blocks)


def _moderated(page: Page, block: int) -> Problem:
    what = f"a moderator says what is no question: “{shown(page.blocks[block].text, 40)}”"
    remedy = "take it out, or make it the question that is asked of those who follow, as `Moderator: …?`"
    return Problem(Place(page.path, page.blocks[block].first_line), "moderator", what, remedy)


def _doubt(page: Page, best: Reading, block: int) -> Problem:
    what = f"“{shown(page.blocks[block].text, 40)}” is set as the names are, and may or may not be one"
    remedy = f"if it is, {best.layout.surely}; if not, say --layout {best.layout.name}, or set it otherwise"
    return Problem(Place(page.path, page.blocks[block].first_line), "doubtful-name", what, remedy)


def _end(page: Page, best: Reading) -> int:
    """The block at which the round-table closes."""
    last = max(best.blocks)
    return next((at for at in range(last, len(page.blocks)) if closes(page.blocks[at].text)), len(page.blocks))


def _is_essay_title(page: Page, best: Reading, block: int) -> bool:
    """Whether a line stands between a name and the prose."""
    text = page.blocks[block].text
    near = {block - 1, block - 2} & best.blocks
    between = block - 1 in best.blocks or (bool(near) and not ends_sentence(page.blocks[block - 1].text))
    return between and titles(page.blocks[block], text)


def _stray(page: Page, best: Reading, speaker: Speaker) -> Problem:
    name = shown(page.name_of(speaker), 40)
    what = f"“{name}” looks like a name, but the other names here are set as {best.layout.name}"
    remedy = f"set it as they are ({best.layout.looks_like}), or say --layout {best.layout.name} if it is no name"
    return Problem(Place(page.path, page.blocks[speaker.block].first_line), "doubtful-name", what, remedy)
