"""Answers above the names of those who give them."""

import itertools
from collections.abc import Sequence
from statistics import median_high

from expertviews.outlines.choosing import Choice
from expertviews.outlines.namings import Naming
from expertviews.outlines.preface import find_title, place_preface
from expertviews.outlines.sheet import Sheet, Turn, between
from expertviews.outlines.turns import (
    PROPOSED,
    doubt_alone,
    doubtful_text,
    place_body,
    place_closing,
    place_furniture,
    place_name,
)
from expertviews.seeds.bio_blocks import is_bio, is_sure
from expertviews.seeds.bylines import affiliation_shaped
from expertviews.seeds.layout_words import announces, closes, is_credit, is_furniture, is_row, quotes, titles
from expertviews.seeds.questions import asks
from expertviews.seeds.words import NUMBER

_MOST_LINES = 40  # of an answer, among which its title is sought


def place_signed(sheet: Sheet, choice: Choice, names: Sequence[Naming], rest: Sequence[int]) -> None:
    """Say what the blocks of answers are that end with a name."""
    turns = _turns(names, rest)
    last = turns[-1].names[0].block
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        own = turn.names[0].block
        _below_name(sheet, turn, [at for at in (following.body if following else rest) if at > own])
        if following:
            following.body = [at for at in following.body if at not in sheet.marks]
    _first_signed(sheet, turns)
    for turn in turns:
        place_name(sheet, choice, turn)
        place_furniture(sheet, turn)
    _place_heads(sheet, turns)
    for turn in turns:
        place_body(sheet, turn)
        _doubt(sheet, turn)
    for at in rest:
        if at > last and at not in sheet.marks:
            place_closing(sheet, at, explicit=closes(sheet.text(at)))
    if len(turns) == 1:
        doubt_alone(sheet, turns[0])


def _turns(names: Sequence[Naming], rest: Sequence[int]) -> list[Turn]:
    """The names with what stands above each, from the name before on."""
    named = {each.block: each for each in names}
    starts = [-1, *named]
    return [
        Turn([each], between(rest, start, block)) for start, (block, each) in zip(starts, named.items(), strict=False)
    ]


def _place_heads(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Titles of what is signed, where most have one."""
    heads = [_head(sheet, turn) for turn in turns]
    if sum(head is not None for head in heads) < 0.6 * len(heads):
        return
    for turn, head in zip(turns, heads, strict=True):
        if head is not None:
            sheet.put(head, "heading")
            for at in (at for at in turn.body if at < head):
                sheet.put(at, "aside", doubt="furniture of the page, or the answer's title?")
            turn.body = [at for at in turn.body if at > head]


def _doubt(sheet: Sheet, turn: Turn) -> None:
    for place, at in enumerate(turn.body):
        reason = doubtful_text(sheet, turn, at, place, last=False)
        if reason and sheet.marks[at][0].role == "text":
            sheet.put(at, PROPOSED.get(reason, "text"), doubt=reason)
    if not turn.body and not turn.shares:
        sheet.doubt(turn.names[0].block, "no words stand above this name")


def _below_name(sheet: Sheet, turn: Turn, following: Sequence[int]) -> None:
    """What says of whoever has just signed what they do, or who they are."""
    page = sheet.page
    rows = list(itertools.takewhile(lambda at: not page.blocks[at].gap and is_row(sheet.text(at)), following[:4]))
    after = page.blocks[rows[-1] + 1 : rows[-1] + 2] if rows else ()
    byline = len(rows) < 4 and all(block.gap for block in after)
    for at in following[:3]:
        block = page.blocks[at]
        if (affiliation_shaped(block.text) or byline) and not block.gap and turn.names[0].own_line:
            sheet.put(at, "affiliation")
            turn.affiliation.append(at)
        elif is_bio(block.text, turn.name) and is_sure(block.text, turn.name):
            sheet.put(at, "bio")
            turn.bio = at
            break
        else:
            break


def _head(sheet: Sheet, turn: Turn) -> int | None:
    """The title of what somebody signs: the last of the lines above the words that have the form of one."""
    above = (turn.body if turn.shares else turn.body[:-1])[:_MOST_LINES]
    return max(itertools.takewhile(lambda at: _heads(sheet, turn, at), above), default=None)


def _heads(sheet: Sheet, turn: Turn, at: int) -> bool:
    """Whether a block has the form of a title, or stands alone above quotations."""
    block = sheet.page.blocks[at]
    short = len(block.text.split()) <= 14 and not quotes(block, block.text)
    below = [turn.names[0].block] if turn.shares else turn.body[turn.body.index(at) + 1 :]
    quoted = short and bool(below) and all(quotes(sheet.page.blocks[it], sheet.text(it)) for it in below)
    return (
        bool(NUMBER.match(block.text[:8]) and short) or titles(block, block.text) or (short and asks(block)) or quoted
    )


def _first_signed(sheet: Sheet, turns: list[Turn]) -> None:
    """What stands before the first answer where names stand below: an introduction, as far as the others tell."""
    first, others = turns[0], turns[1:]
    body = first.body
    heads = [at for at in (body if first.shares else body[:-1])[-_MOST_LINES:] if _heads(sheet, first, at)]
    if heads and _all_headed(sheet, others):
        place_preface(sheet, [at for at in body if at < heads[-1]])
        first.body = [at for at in body if at >= heads[-1]]
        return
    title = find_title(sheet, body[:-1] if not first.shares else body, nobody=False) if body else None
    if title is not None and not (_all_headed(sheet, others) and sheet.asked > title):
        sheet.put(title, "title")
    for at in body:
        if is_credit(sheet.text(at)) or is_furniture(sheet.text(at)):
            sheet.put(at, "aside", doubt="a picture's caption or furniture of the page?")
    body = [at for at in body if at not in sheet.marks]
    keep = 0 if first.shares else 1
    cut = max((place + 1 for place, at in enumerate(body[: len(body) - keep]) if announces(sheet.text(at))), default=0)
    asked_above = bool(body) and sheet.asked and sheet.asked == body[0]
    usual = median_high([len(turn.body) for turn in others] or [len(body)]) + bool(asked_above)
    surplus = len(body) - cut - usual
    for place, at in enumerate(body):
        if place < cut:
            sheet.put(at, "introduction")
        elif surplus > 0 and place < cut + surplus and (place or not asked_above):
            sheet.put(at, "introduction", doubt=_BEGINNING)
    if surplus > 0 and asked_above and body and body[0] not in sheet.marks:
        sheet.put(body[0], "text", doubt=_BEGINNING)
    first.body = [at for at in body if at not in sheet.marks or sheet.marks[at][0].role == "text"]


_BEGINNING = "an introduction, or the beginning of the first answer?"


def _all_headed(sheet: Sheet, turns: Sequence[Turn]) -> bool:
    return bool(turns) and all(_head(sheet, turn) is not None for turn in turns)
