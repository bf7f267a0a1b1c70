"""Which of the lines that may name somebody do: those that are set in the way that explains a document best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expertviews.outlines.namings import STRONG, WAYS, Naming, Way, found_by
from expertviews.seeds.layout_words import closes, titles
from expertviews.seeds.questions import asks
from expertviews.seeds.speakers import Page
from expertviews.seeds.words import ends_sentence, folded


@dataclass(frozen=True)
class Choice:
    """The names of a document in their order, how they are set, and which of them are in doubt, with the reasons."""

    way: Way
    names: tuple[Naming, ...]
    doubts: Mapping[int, str]
    rivals: tuple[Naming, ...] = ()

    @property
    def blocks(self) -> frozenset[int]:
        """The blocks that name somebody."""
        return frozenset(each.block for each in self.names)


def choose(page: Page) -> Choice | None:
    """The names of a document; None where nothing looks like one."""
    start = max(page.labelled[0].block if page.labelled else -1, _matter(page))
    ways = [way for way in WAYS if not way.fallback]
    found = _found(page, ways, start) or _found(page, [way for way in WAYS if way.fallback], start)
    if not found:
        return None
    strengths: dict[int, float] = {}
    for _, names in found:
        for each in names:
            strengths[each.block] = max(strengths.get(each.block, 0.1), each.strength)
    way, names = max(found, key=lambda item: _explained(page, item[1], strengths))
    return _with_strays(page, way, names, found)


def _matter(page: Page) -> int:
    return max((index for index, block in enumerate(page.blocks[:100]) if block.matter), default=-1)


def _found(page: Page, ways: Sequence[Way], start: int) -> list[tuple[Way, list[Naming]]]:
    """What each way finds below the first labelled question; a line right above a question is a title."""
    above = next((index - 1 for index, block in enumerate(page.blocks) if asks(block)), -1)
    result = []
    for way in ways:
        names = [
            each
            for each in found_by(page, way)
            if each.block > start and (way.after or each.block != above or each.rest)
        ]
        if names:
            result.append((way, names))
    return result


def _explained(page: Page, names: Sequence[Naming], strengths: Mapping[int, float]) -> float:
    """The share of what looks like names that is taken for names, or for titles and jobs right below them."""
    blocks = {each.block for each in names}
    own = sum(strengths[block] for block in blocks)
    others = sum(
        strength for block, strength in strengths.items() if block not in blocks and not _below_a_name(page, blocks, block)
    )
    return own / (own + others)


def _below_a_name(page: Page, names: set[int], block: int) -> bool:
    """Whether a line stands between a name and the words, as titles and jobs do."""
    between = block - 1 in names or (block - 2 in names and not ends_sentence(page.blocks[block - 1].text))
    return between and titles(page.blocks[block], page.blocks[block].text)


def _with_strays(page: Page, way: Way, names: list[Naming], found: Sequence[tuple[Way, list[Naming]]]) -> Choice:
    """The names, and those that are set otherwise and look like names all the same: these are in doubt."""
    blocks = {each.block for each in names}
    known = {folded(each.name) for each in names}
    first, last = min(blocks), _end(page, max(blocks))
    doubts: dict[int, str] = {}
    strays: dict[int, Naming] = {}
    for other, theirs in found:
        if other.name == way.name:
            continue
        for each in theirs:
            inside = first < each.block < last and each.block not in blocks
            if not inside or each.strength < STRONG or _below_a_name(page, blocks, each.block):
                continue
            if each.own_line and folded(each.name) in known and other.name != "heading":
                continue
            if each.block not in strays or strays[each.block].strength < each.strength:
                strays[each.block] = each
    for block, each in strays.items():
        names.append(each)
        doubts[block] = "looks like a name, but isn't set as the others are"
    return Choice(way, tuple(sorted(names, key=lambda each: (each.block, each.extent))), doubts)


def _end(page: Page, last: int) -> int:
    return next((at for at in range(last, len(page.blocks)) if closes(page.blocks[at].text)), len(page.blocks))
