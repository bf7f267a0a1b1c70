"""What stands below a name or above one: words, captions, jobs, titles, bios, notes."""

import re

from expertviews.model import ROUND_TABLE
from expertviews.outlines.choosing import Choice
from expertviews.outlines.moderating import ends_asking
from expertviews.outlines.namings import STRONG, says_somewhat
from expertviews.outlines.sheet import Mark, Sheet, Turn, spelt
from expertviews.seeds import lexicon
from expertviews.seeds.bylines import likeness
from expertviews.seeds.layout_words import is_caption, is_credit, is_footnote, is_furniture, is_label, is_loose, is_row
from expertviews.seeds.questions import Page, asks
from expertviews.seeds.words import ends_sentence, person_shaped


def place_name(sheet: Sheet, choice: Choice, turn: Turn) -> None:
    """The block that names somebody, with the words in it."""
    block = turn.names[0].block
    text = sheet.text(block)
    doubt = choice.doubts.get(block)
    if doubt is None and turn.names[0].strength < STRONG and choice.way.name not in {"label", "bold", "heading"}:
        doubt = "may name somebody, or be a line of the text"
    if len(turn.names) > 1:
        doubt = "several people speak in this paragraph"
    if turn.names[0].own_line and len(turn.names) == 1:
        sheet.put(block, "name", doubt=doubt)
        return
    marks = []
    for each in turn.names:
        named = Mark("name", spelt(text[slice(*each.extent)]), None, doubt)
        title = text[: each.extent[0]] if each.before else text[each.extent[1] :]
        other = Mark("heading", spelt(title.strip(" :：|–—-"))) if each.head else Mark("text")
        marks += [other, named] if each.before else [named, other]
        doubt = None
    sheet.marks[block] = marks


def place_closing(sheet: Sheet, at: int, *, explicit: bool) -> None:
    """Say what a block below all answers is; `explicit` says that its words tell that the answers are over."""
    text = sheet.text(at)
    if is_footnote(text):
        sheet.put(at, "note")
    elif is_furniture(text) or is_row(text) or _TO_THE_READER.search(text) or _beside_row(sheet.page, at):
        sheet.put(at, "aside", doubt=None if explicit else "furniture of the page, or a part of the answer above?")
    else:
        doubt = None if explicit else "a note on the whole, or a part of the answer above?"
        sheet.put(at, "note", owner=ROUND_TABLE, doubt=doubt)


_TO_THE_READER = re.compile(r"[?？]|\b(?:you|your|please|vous|votre|Sie|Ihre?)\b")


def _beside_row(page: Page, at: int) -> bool:
    """Whether a row stands right above or below a block."""
    around = [
        place for place in (at - 1, at + 1) if 0 <= place < len(page.blocks) and not page.blocks[max(at, place)].gap
    ]
    return any(is_row(page.blocks[place].text) for place in around)


_NAMED_LAST = re.compile(r"\s[(（][^()（）]{2,60}[)）]$")

_STAGE = re.compile(r"[(\[（【]\W*[\w’']{2,20}(?:\s[\w’']{1,20}){0,3}\W*[)\]）】]")
"""`(Laughter)`, `(Risas.)`: what happens, and no words of anybody's."""


def place_furniture(sheet: Sheet, turn: Turn) -> None:
    """Lines of the page, captions and footnotes within an answer."""
    body: list[int] = []
    box = False
    for place, at in enumerate(turn.body):
        text = sheet.text(at)
        box = box and not sheet.page.blocks[at].gap and (is_row(text) or asks(sheet.page.blocks[at]))
        if box:
            sheet.put(at, "aside", doubt="a line of the page, or of the answer?")
        elif _STAGE.fullmatch(text):
            sheet.put(at, "aside")
        elif is_furniture(text) and len(text.split()) <= 30:
            sheet.put(at, "aside", doubt="a line of the page, or of the answer?")
            box = True
        elif is_caption(text, turn.name):
            sheet.put(at, "aside", doubt="a caption, or a line of the answer?" if is_label(text) else None)
        elif is_footnote(text) and (place or turn.shares):
            sheet.put(at, "note")
        else:
            body.append(at)
    turn.body = body


def place_body(sheet: Sheet, turn: Turn) -> None:
    """What is left is said, but for quotations that repeat it."""
    said = "\n".join([sheet.text(at) for at in turn.body] + [sheet.text(turn.names[0].block)] * turn.shares)
    for at in (at for at in turn.body if at not in sheet.marks):
        text = sheet.text(at)
        words = _NAMED_LAST.sub("", text).strip("\"“”«»'‘’*_ ").rstrip(".")
        enclosed = text[:1] in '"“«*_' and _NAMED_LAST.sub("", text).rstrip(".")[-1:] in '"”»*_'
        set_off = enclosed or sheet.page.blocks[at].quoted or sheet.page.blocks[at].level
        if set_off and 12 <= len(words) <= 800 and said.count(words) > 1:
            sheet.put(at, "note")
        elif lexicon.MODERATOR_LABEL.match(text.lstrip("*_")[:80]):
            sheet.put(at, "prompt")
        else:
            sheet.put(at, "text")


NEXT_QUESTION = "the next question, or the end of the answer above?"
LOOSE = "a line of the answer, a caption or furniture of the page?"
SUBHEAD = "a line of the answer, a caption, or a heading within it?"
PROPOSED = {NEXT_QUESTION: "question", LOOSE: "aside"}
"""What a block of an answer is taken for, by the reason for the doubt; else it is text."""


def doubtful_text(sheet: Sheet, turn: Turn, at: int, place: int, *, last: bool) -> str | None:
    """Why a block of an answer may be something else: the next question, a name, furniture of the page."""
    block = sheet.page.blocks[at]
    text = block.text
    said_before = place > 0 or turn.shares
    alone = turn.shares and len(turn.body) == 1 and block.gap and ends_asking(text)
    if (
        last
        and said_before
        and (asks(block) or alone)
        and len(text.split()) <= 30
        and (block.gap or len(text.split()) >= 3)
    ):
        return NEXT_QUESTION
    if block.level == 0 and is_loose(text) and text[0] not in "*_" and not block.quoted:
        named = says_somewhat(text) and likeness(text) >= 0.3
        if named and person_shaped(text):
            return "a name, or a line of the answer?"
        if named or is_credit(text) or len(text.split()) <= 6:
            below = turn.body[place + 1 : place + 2]
            return SUBHEAD if below and ends_sentence(sheet.text(below[0])) and place else LOOSE
    return None


def doubt_alone(sheet: Sheet, turn: Turn) -> None:
    """Doubt a document's only name."""
    sheet.doubt(turn.names[0].block, "only one person is named: is anybody else?")
