"""What is below the last answer: biographies, notes on the whole, and the page's own lines."""

import re
from collections.abc import Mapping, Sequence

from expertviews.model import ROUND_TABLE
from expertviews.outlines.candidates import most
from expertviews.outlines.line_forms import (
    CLOSES_QUOTATION,
    begins_with,
    ends_round_table,
    is_bio,
    is_footnote,
    is_furniture,
    is_short,
    is_to_the_reader,
)
from expertviews.outlines.questions import is_question
from expertviews.outlines.sheet import FURNITURE, Sheet, spelt
from expertviews.outlines.turn import Turn
from expertviews.seeds import LIST_ITEM, bare_words, casefolded, ends_sentence, lexicon, words_without_titles

OR_ANSWER = f"{FURNITURE}, or part of the answer?"
BIO = "about the author, or part of the answer?"
"""Doubts about a line below an answer, as questions to the editor."""

_NOTE = "a note on the whole round-table, or part of the answer above?"
_ADDRESS = re.compile(r"\S@\S|\bwww\.|https?://")
_MOST_APART = 15  # words


def place_end(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """What follows the last answer: biographies, notes on the whole and the page's own lines."""
    names = {casefolded(words_without_titles(turn.name)[0]): turn.name for turn in turns if bare_words(turn.name)}
    explicit = False
    for at in turns[-1].body[_cut(sheet, turns, names) :]:
        text = sheet.text(at)
        explicit = ends_round_table(text) or (explicit and not sheet.block(at).gap)
        about = {names[word] for word in map(casefolded, bare_words(text[:600])) if word in names}
        if len(about) == 1 and is_bio(text, *about) and not ends_round_table(text):
            sheet.bios.setdefault(at, *about)
        if at in sheet.bios:
            sheet.put("bio", at, owner=spelt(sheet.bios[at]), doubt=None if explicit else BIO)
        else:
            place_closing(sheet, at, explicit=explicit, named=bool(about))


def _cut(sheet: Sheet, turns: Sequence[Turn], names: Mapping[str, str]) -> int:
    """Where the last answer ends among the blocks below its name: what says so, and what none of the others have."""
    *others, last = turns
    body = last.body
    ends = [place for place, at in enumerate(body) if at in sheet.bios or _closes(sheet, last, names, at)]
    gaps = [sheet.block(at).gap for turn in others for at in turn.body]
    if gaps and not any(gaps):
        ends += [place for place, at in enumerate(body) if sheet.block(at).gap]
    usual = max((len(turn.body) for turn in others), default=len(body))
    if len(others) > 1 and usual < 2 and all(is_apart(sheet, at) for at in body[usual:]):
        ends.append(usual)
    for is_last in (lambda text, _: bool(CLOSES_QUOTATION.search(text)), begins_with):
        if most([is_last(sheet.text(max(turn.body, default=turn.block)), turn.name) for turn in others]):
            ends += [place + 1 for place, at in enumerate(body) if is_last(sheet.text(at), last.name)][-1:]
    cut = min([*ends, len(body)])
    while cut > (not last.shares) and _trails(sheet, last, body[cut - 1]):
        cut -= 1
    while cut < len(body) and LIST_ITEM.match(sheet.text(body[cut])):
        cut += 1
    in_a_row = 0 < cut < len(body) and not sheet.block(body[cut]).gap and is_apart(sheet, body[cut - 1])
    return cut - in_a_row


def is_apart(sheet: Sheet, at: int) -> bool:
    """Whether a line below a gap is so brief that it may be the page's."""
    return sheet.block(at).gap and len(sheet.text(at).split()) <= _MOST_APART


def _trails(sheet: Sheet, turn: Turn, at: int) -> bool:
    """Whether a last line isn't said: it is short, or asks the reader, and isn't about who answers."""
    text = sheet.text(at)
    return bool(is_short(text) or is_question(sheet.block(at)) or lexicon.INVITATION.search(text)) and not is_bio(
        text, turn.name
    )


def _closes(sheet: Sheet, last: Turn, others: Mapping[str, str], at: int) -> bool:
    """Whether the answers end above a block: it says so, is a bio of somebody else too, or is below a rule.

    `others` are the names of those who answer before, by their first words.
    """
    text = sheet.text(at)
    with_next = " ".join(sheet.text(it) for it in last.blocks if it in {at, at + 1})
    labelled = lexicon.BIO_LABEL.match(text[:60]) and not is_bio(with_next, last.name)
    named = {others[word] for word in map(casefolded, bare_words(text[:600])) if word in others} - {last.name}
    rule = sheet.block(at).rule and (at != last.blocks[0] or last.shares)
    about = named and any(is_bio(text, name) for name in (last.name, *named))
    return bool(ends_round_table(text) or labelled or rule or about)


def place_closing(sheet: Sheet, at: int, *, explicit: bool, named: bool = False) -> None:
    """A block below all answers; `explicit`: its words say that they are over. `named`: it names who answers."""
    text, blocks = sheet.text(at), sheet.layout.blocks
    beside_row = any(is_short(it.text) for it in blocks[max(0, at - 1) : at + 2])
    if is_footnote(text):
        sheet.put("note", at)
    elif is_furniture(text) or is_to_the_reader(text) or beside_row or _ADDRESS.search(text):
        sheet.put("aside", at, doubt=None if explicit else OR_ANSWER)
        sheet.suspect([at] if ends_sentence(text) else [], OR_ANSWER)
    elif named or lexicon.NOTE.search(text):
        sheet.put("note", at, owner=ROUND_TABLE, doubt=None if explicit else _NOTE)
        sheet.suspect([at], _NOTE)
    else:
        sheet.put("aside", at, doubt=OR_ANSWER)
