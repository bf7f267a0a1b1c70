"""A moderator among those who are named: their turns are prompts, an introduction, or the question."""

import itertools
import re
from bisect import bisect
from collections.abc import Sequence

from expertviews.outlines.namings import Naming
from expertviews.outlines.sheet import Sheet
from expertviews.seeds.questions import Page
from expertviews.seeds.words import folded


def moderator(page: Page, names: Sequence[Naming]) -> str | None:
    """The name of somebody who is named before most others' turns and mostly asks."""
    turns = [folded(each.name) for each in names]
    if len(set(turns)) < 2 or len(turns) < 4:
        return None
    for name in dict.fromkeys(turns):
        own = [each for each, turn in zip(names, turns, strict=True) if turn == name]
        if len(own) < 2 or turns[0] != name:
            continue
        asks_often = sum(_asking(page, each) for each in own) >= max(1, 0.2 * len(own))
        before = sum(one == name != other for one, other in itertools.pairwise(turns))
        others = len(turns) - len(own)
        if (asks_often or _leads(page, own[0])) and before >= 0.5 * others - 0.5 and len(set(turns)) >= 2:
            return name
    return None


_LEADS = "コーディネーター|司会|主持|moderat|moderazione|coordina|modér|in the chair|gesprächsleitung"


def _leads(page: Page, each: Naming) -> bool:
    """Whether a line above says of somebody that they moderate."""
    name = re.escape(each.name)
    form = re.compile(rf"(?:{_LEADS})[^.,;。]{{0,20}}{name}|{name}[^.,;。]{{0,20}}(?:{_LEADS})", re.IGNORECASE)
    return any(form.search(block.text) for block in page.blocks[max(0, each.block - 12) : each.block])


def _asking(page: Page, each: Naming) -> bool:
    """Whether a turn ends in a question."""
    block = page.blocks[each.block] if each.rest else page.blocks[min(each.block + 1, len(page.blocks) - 1)]
    return ends_asking(block.text)


def place_prompts(sheet: Sheet, asked_by: Sequence[Naming], names: Sequence[Naming]) -> None:
    """A moderator's turns: before anybody else's an introduction, or the question; then prompts."""
    first = names[0].block if names else 0
    ends = sorted([each.block for each in (*names, *asked_by)] + [len(sheet.page.blocks)])
    last = max((each.block for each in asked_by if each.block < first), default=-1)
    alone = len({folded(each.name) for each in names}) == 1
    doubt: str | None = "asks between the others: a moderator, or one of those who answer?"
    for each in asked_by:
        end = each.block + 1 if each.rest else ends[bisect(ends, each.block)]
        for at in (at for at in range(each.block, end) if at not in sheet.marks):
            role = "prompt" if each.block > first else "introduction"
            asks = at == end - 1 and ends_asking(sheet.text(at))
            if asks and (alone or (each.block == last and not sheet.asked)):
                role = "question"
            sheet.put(at, role, doubt=doubt)
            doubt = None
    if asked_by and not sheet.asked and any(marks[-1].role == "question" for marks in sheet.marks.values()):
        sheet.asked = first


def ends_asking(text: str) -> bool:
    """Whether words end in a question."""
    return text.rstrip("\"'”’»*_) 」").endswith(("?", "？", "؟", "か。"))
