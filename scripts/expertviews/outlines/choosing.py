"""Which of the lines that may name somebody do: those that are set in the way that explains a document best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expertviews.drawing import Hint
from expertviews.outlines.alike import alike
from expertviews.outlines.asking import answers_above
from expertviews.outlines.namings import STRONG, WAYS, Naming, Way, found_by
from expertviews.seeds.layout_words import closes, is_row, titles
from expertviews.seeds.questions import Page, asks
from expertviews.seeds.words import ends_sentence, folded


@dataclass(frozen=True)
class Choice:
    """The names of a document in their order, how they are set, and which of them are in doubt, with the reasons."""

    way: Way
    names: tuple[Naming, ...]
    doubts: Mapping[int, str]

    @property
    def blocks(self) -> frozenset[int]:
        """The blocks that name somebody."""
        return frozenset(each.block for each in self.names)


def choose(page: Page) -> Choice | None:
    """The names of a document; None where nothing looks like one."""
    start = page.labelled[0].block if page.labelled and not answers_above(page) else -1
    found = _found(page, WAYS, start)
    if not found:
        return None
    strengths: dict[int, float] = {}
    for _, names in found:
        for each in names:
            strengths[each.block] = max(strengths.get(each.block, 0.1), each.strength)
    way, names = max(found, key=lambda item: _explained(page, item[1], strengths))
    return _with_doubtful(page, way, names, found, start)


def as_hinted(page: Page, hints: Sequence[Hint]) -> Choice:
    """The names that a document's format gives, each with words in its line."""
    named = {hint.first: hint for hint in hints}
    names: list[Naming] = []
    doubts: dict[int, str] = {}
    for at, block in enumerate(page.blocks):
        hint = named.get(block.first_line)
        start = block.text.find(hint.words) if hint and hint.words else -1
        if hint and hint.words and start >= 0:
            extent = (start, start + len(hint.words))
            names.append(Naming(at, extent, hint.words, "", 1.0, "colon", rest=True))
            doubts |= {at: hint.doubt} if hint.doubt else {}
    return Choice(next(way for way in WAYS if way.name == "colon"), tuple(names), doubts)


def _matter(page: Page) -> int:
    return max((index for index, block in enumerate(page.blocks[:100]) if block.matter), default=-1)


def _found(page: Page, ways: Sequence[Way], start: int) -> list[tuple[Way, list[Naming]]]:
    """What each way finds below the first labelled question; a line right above a question is a title."""
    above = next((index - 1 for index, block in enumerate(page.blocks[:3]) if asks(block)), -1)
    result = []
    for way in ways:
        names = [
            each
            for each in found_by(page, way)
            if each.block > start and (way.after or each.block != above or each.rest or (way.explicit and above > 0))
        ]
        if len(names) > 2 and _heads_all(names[0], names[1:]):
            names = names[1:]
        if names:
            result.append((way, names))
    return result


def _heads_all(first: Naming, others: Sequence[Naming]) -> bool:
    """Whether the first name is the page's: it names others too, or stands on top without the job all others have."""
    bare = first.block == 0 and not first.affiliation and all(each.affiliation for each in others)
    return bare or any(each.name in first.name != each.name for each in others)


def _explained(page: Page, names: Sequence[Naming], strengths: Mapping[int, float]) -> float:
    """The share of what looks like names that is taken for names, or for titles and jobs right below them."""
    blocks = {each.block for each in names}
    own = sum(strengths[block] for block in blocks)
    others = sum(
        strength
        for block, strength in strengths.items()
        if block not in blocks and not _below_a_name(page, blocks, block)
    )
    return own / (own + others)


def _below_a_name(page: Page, names: set[int], block: int) -> bool:
    """Whether a line stands between a name and the words, as titles and jobs do."""
    between = block - 1 in names or (block - 2 in names and not ends_sentence(page.blocks[block - 1].text))
    return between and titles(page.blocks[block], page.blocks[block].text)


def _with_doubtful(
    page: Page, way: Way, names: list[Naming], found: Sequence[tuple[Way, list[Naming]]], start: int
) -> Choice:
    """The names, and what may be one: set as the names are, or looking like a name in another way."""
    blocks = {each.block for each in names}
    asked = next((at + 1 for at in range(min(blocks)) if asks(page.blocks[at])), start + 1)
    doubts = {}
    for each in list(alike(page, way.name, names, max(start + 1, asked))):
        if not _below_a_name(page, blocks, each.block) or way.explicit:
            names.append(each)
            doubts[each.block] = "set as the names are: is it one?"
    strays = _strays(page, way, names, found, max(start + 1, asked))
    lines = [each for each in strays if each.way == "line"]
    for each in [*strays, *alike(page, "line", lines, min((it.block for it in lines), default=0))]:
        names.append(each)
        doubts[each.block] = "looks like a name, but isn't set as the others are"
    names.sort(key=lambda each: (each.block, each.extent))
    if names[0].block == 0 and way.name in {"line", "bold"} and 0 not in doubts:
        doubts[0] = "the first line: a title, or a name?"
    return Choice(way, tuple(names), doubts)


def _strays(
    page: Page, way: Way, names: Sequence[Naming], found: Sequence[tuple[Way, list[Naming]]], start: int
) -> Sequence[Naming]:
    """Those that are set otherwise than the names, and look like names all the same."""
    blocks = {each.block for each in names}
    known = {folded(each.name) for each in names}
    first, last = min(blocks), max(blocks) if way.after else _end(page, max(blocks))
    strays: dict[int, Naming] = {}
    for each in (each for other, theirs in found if other.name != way.name for each in theirs):
        again = each.own_line and folded(each.name) in known and each.way != "heading"
        said = not each.own_line or any(not is_row(it.text) for it in page.blocks[each.block + 1 : each.block + 4])
        inside = said and _is_inside(page, each, first, last, start) and each.block not in blocks
        strong = each.strength >= max(STRONG, strays[each.block].strength if each.block in strays else 0)
        if inside and strong and not again and not _below_a_name(page, blocks, each.block):
            strays[each.block] = each
    return list(strays.values())


def _is_inside(page: Page, each: Naming, first: int, last: int, start: int) -> bool:
    """Whether a line stands among the names, or above the first of them with prose below it."""
    said = each.own_line and any(ends_sentence(block.text) for block in page.blocks[each.block + 1 : each.block + 2])
    return first < each.block < last or (max(start, 1) <= each.block < first and said)


def _end(page: Page, last: int) -> int:
    return next((at for at in range(last, len(page.blocks)) if closes(page.blocks[at].text)), len(page.blocks))
