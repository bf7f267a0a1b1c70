"""What the answers are: names, words, captions, jobs, titles, bios and notes, below the names or above them."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_high

from expertviews.model import ROUND_TABLE
from expertviews.outlines.namings import STRONG, Naming, after_marks
from expertviews.outlines.preface import place_preface, place_title
from expertviews.outlines.sheet import Mark, Sheet, between, spelt
from expertviews.seeds import lexicon
from expertviews.seeds.bio_blocks import is_bio, is_sure
from expertviews.seeds.bylines import affiliation_shaped
from expertviews.seeds.layout_words import (
    announces,
    closes,
    is_caption,
    is_footnote,
    is_furniture,
    is_label,
    is_loose,
    is_row,
    quotes,
    titles,
)
from expertviews.seeds.lines import LIST_ITEM
from expertviews.seeds.questions import asks
from expertviews.seeds.words import NUMBER, ends_sentence, folded

_TO_THE_READER = re.compile(r"[?？]|\b(?:you|your|please|vous|votre|Sie|Ihre?)\b")
_NAMED_LAST = re.compile(r"\s[(（][^()（）]{2,60}[)）]$")
_STAGE = re.compile(r"[(\[（【]\W*[\w’']{2,20}(?:\s[\w’']{1,20}){0,3}\W*[)\]）】]")
"""`(Laughter)`, `(Risas.)`: what happens, and no words of anybody's."""

_BIO = "about the author, or part of the answer?"
_BEGINNING = "the introduction, or the beginning of the first answer?"
_NEXT_QUESTION = "the next question, or the end of the answer above?"
_LOOSE = "part of the answer, or a name, a caption or page furniture?"
_PROPOSED = {_NEXT_QUESTION: "question", _LOOSE: "aside"}
"""What a block of an answer is taken for, by the reason for the doubt; else it is text."""


@dataclass
class Turn:
    """Somebody's turn: who is named, in one block, and the blocks of what they say."""

    names: list[Naming]
    body: list[int]

    @property
    def block(self) -> int:
        """The block that names them."""
        return self.names[0].block

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.names[0].name

    @property
    def shares(self) -> bool:
        """Whether words stand in the block that names."""
        return not (self.names[0].own_line or self.names[0].head)

    def put(self, sheet: Sheet, blocks: Iterable[int], role: str, doubt: str | None = None) -> None:
        """Say what blocks are that are no words of theirs."""
        for at in blocks:
            sheet.put(at, role, doubt=doubt)
        self.body = [at for at in self.body if at not in sheet.marks]


def place_answers(sheet: Sheet, names: Sequence[Naming], rest: Sequence[int]) -> None:
    """Say what the blocks of answers are, of which `rest` are those that nothing is known of."""
    turns = _turns(sheet, names, rest)
    if sheet.below:
        _below_names(sheet, turns, rest)
    else:
        place_preface(sheet, [at for at in rest if at < names[0].block])
        _titles_above(sheet, turns)
    for turn in turns:
        if turn is turns[-1] and not sheet.below:
            _end(sheet, turns)
        _place_name(sheet, turn)
        _place_furniture(sheet, turn)
    if sheet.below:
        _first_signed(sheet, turns)
    else:
        _affiliations(sheet, turns)
        _bios(sheet, turns)
    _headings(sheet, turns)
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        _place_words(sheet, turn, followed=bool(following) and not sheet.below)
    if len({folded(turn.name) for turn in turns}) == 1:
        sheet.doubt(turns[0].block, "only one name was found: does anybody else answer?")


def _turns(sheet: Sheet, names: Sequence[Naming], rest: Sequence[int]) -> list[Turn]:
    """The names with what stands below or above each; those who are named within one block have one turn together."""
    groups = [list(group) for _, group in itertools.groupby(names, key=lambda each: each.block)]
    blocks = [group[0].block for group in groups]
    ends = [-1, *blocks] if sheet.below else [*blocks, len(sheet.page.blocks)]
    return [Turn(group, between(rest, *bounds)) for group, bounds in zip(groups, itertools.pairwise(ends), strict=True)]


def _place_name(sheet: Sheet, turn: Turn) -> None:
    """The block that names somebody, with the words in it."""
    text = sheet.text(turn.block)
    doubt = turn.names[0].doubt
    if doubt is None and turn.names[0].strength < STRONG:
        doubt = "a name, or a line of the answer?"
    if len(turn.names) > 1:
        doubt = "several people speak in this paragraph: is everybody named?"
    elif turn.names[0].own_line:
        sheet.put(turn.block, "name", doubt=doubt)
        return
    marks = []
    for each in turn.names:
        named = Mark("name", spelt(text[slice(*each.extent)]), None, doubt)
        title = text[: each.extent[0]] if each.before else text[each.extent[1] :]
        other = Mark("heading", spelt(title.strip(" :：|–—-"))) if each.head else Mark("text")
        marks += [other, named] if each.before else [named, other]
        doubt = None
    sheet.marks[turn.block] = marks


def _place_furniture(sheet: Sheet, turn: Turn) -> None:
    """Lines of the page, captions and footnotes within an answer."""
    box = False
    for at in turn.body:
        text = sheet.text(at)
        box = box and not sheet.page.blocks[at].gap and (is_row(text) or asks(sheet.page.blocks[at]))
        if box or is_furniture(text):
            sheet.put(at, "aside", doubt="page furniture (a link, an advert), or part of the answer?")
            box = True
        elif is_caption(text, turn.name) or _STAGE.fullmatch(text):
            sheet.put(at, "aside", doubt="a caption, or part of the answer?" if is_label(text) else None)
        elif is_footnote(text):
            sheet.put(at, "note")
    turn.body = [at for at in turn.body if at not in sheet.marks]


def _place_words(sheet: Sheet, turn: Turn, *, followed: bool) -> None:
    """What is left is said, but for quotations that repeat it, and lines that are in doubt."""
    said = "\n".join([sheet.text(at) for at in turn.body] + [sheet.text(turn.block)] * turn.shares)
    for place, at in enumerate(turn.body):
        text = sheet.text(at)
        words = _NAMED_LAST.sub("", text).strip("\"“”«»'‘’*_ ").rstrip(".")
        enclosed = text[:1] in '"“«*_' and _NAMED_LAST.sub("", text).rstrip(".")[-1:] in '"”»*_'
        if (enclosed or sheet.page.blocks[at].quoted) and len(words) >= 12 and said.count(words) > 1:
            sheet.put(at, "note")
        else:
            doubt = _doubt_of_words(sheet, turn, place, last=followed and place == len(turn.body) - 1)
            sheet.put(at, _PROPOSED.get(doubt or "", "text"), doubt=doubt)


def _doubt_of_words(sheet: Sheet, turn: Turn, place: int, *, last: bool) -> str | None:
    """Why a block of an answer may be something else: the next question, a name, furniture of the page."""
    block = sheet.page.blocks[turn.body[place]]
    text, length = block.text, len(block.text.split())
    if last and (place or turn.shares) and asks(block) and (block.gap or length >= 3):
        return _NEXT_QUESTION
    return _LOOSE if is_loose(text) and not block.level and not block.quoted and text[0] not in "*_" else None


def _end(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """What follows the last answer: what says so, short lines, and what a blank line sets apart there alone."""
    *others, last = turns
    blocks, body, first = sheet.page.blocks, last.body, 0 if last.shares else 1
    gaps = [blocks[at].gap for turn in others for at in turn.body]
    apart = next((place for place, at in enumerate(body) if blocks[at].gap), len(body))
    cut = next((place for place in range(len(body)) if _ends(sheet, last, place)), len(body))
    if gaps and not any(gaps) and apart >= first:
        cut = min(cut, apart)
    while cut > first and (is_row(sheet.text(body[cut - 1])) or asks(blocks[body[cut - 1]])):
        cut -= 1
    while cut < len(body) and LIST_ITEM.match(sheet.text(body[cut])):
        cut += 1
    explicit = False
    for at in body[cut:]:
        explicit = closes(sheet.text(at)) or (explicit and not blocks[at].gap)
        _place_closing(sheet, at, explicit=explicit)
    last.body = body[:cut]


def _ends(sheet: Sheet, turn: Turn, place: int) -> bool:
    """Whether the answers end above a line: it says so, begins somebody else's bio, or stands below a rule."""
    at = turn.body[place]
    text = sheet.text(at)
    told = " ".join(sheet.text(it) for it in turn.body[place : place + 1 + is_row(text)])
    others_bio = lexicon.BIO_LABEL.match(text[:60]) and not is_bio(told, turn.name)
    rule = (place or turn.shares) and sheet.page.blocks[at].rule and not is_footnote(text)
    return bool(closes(text) or others_bio or rule)


def _place_closing(sheet: Sheet, at: int, *, explicit: bool) -> None:
    """Say what a block below all answers is; `explicit` says that its words tell that the answers are over."""
    text, blocks = sheet.text(at), sheet.page.blocks
    around = [it for it in (at - 1, at + 1) if 0 <= it < len(blocks) and not blocks[max(at, it)].gap]
    beside_row = any(is_row(sheet.text(it)) for it in around)
    if is_footnote(text):
        sheet.put(at, "note")
    elif is_furniture(text) or is_row(text) or _TO_THE_READER.search(text) or beside_row:
        sheet.put(at, "aside", doubt=None if explicit else "page furniture (a link, an advert), or part of the answer above?")
    else:
        doubt = None if explicit else "a note on the whole round-table, or part of the answer above?"
        sheet.put(at, "note", owner=ROUND_TABLE, doubt=doubt)


def _affiliations(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Lines below a name that say what somebody does: by their words, or as most of the document has them."""
    runs = [(turn, _short_run(sheet, turn)) for turn in turns if turn.names[0].own_line and len(turn.body) > 1]
    usual, times = Counter(len(run) for _, run in runs).most_common(1)[0] if runs else (0, 0)
    told = sum(bool(run) and _tells(sheet, run[0]) for _, run in runs)
    habit = usual if times > 1 and times >= 0.6 * len(runs) and told >= 0.5 * len(runs) else 0
    for turn, run in runs:
        if run and (_tells(sheet, run[0]) or (len(run) == habit and not sheet.page.blocks[run[0]].gap)):
            turn.put(sheet, run, "affiliation")


def _tells(sheet: Sheet, at: int) -> bool:
    """Whether a short line says what somebody does: by its words, or since it begins small as no title does."""
    text = sheet.text(at)
    return affiliation_shaped(text) or text[:1].islower()


def _short_run(sheet: Sheet, turn: Turn) -> list[int]:
    """Up to three short lines between a name and the words."""
    above = ((at, sheet.page.blocks[at]) for at in turn.body[:-1][:3])
    return [at for at, _ in itertools.takewhile(lambda it: titles(it[1], it[1].text) and not it[1].level, above)]


def _titles_above(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Titles above the names, where every name has one."""
    blocks = sheet.page.blocks
    above = [turn.block - 1 for turn in turns]
    first = sheet.marks.get(above[0], [])
    if len(turns) < 2 or above[0] < 0 or any(mark.role in {"question", "title"} for mark in first):
        return
    if all(blocks[at].gap and (titles(blocks[at], _unnumbered(sheet, at)) or asks(blocks[at])) for at in above):
        for turn, following in zip(turns, [*turns[1:], None], strict=True):
            sheet.put(turn.block - 1, "heading")
            turn.body = turn.body[: -1 if following else None]


def _unnumbered(sheet: Sheet, at: int) -> str:
    return sheet.text(at)[after_marks(sheet.text(at)) :]


def _bios(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Who somebody is: the first or the last block of an answer, wherever most of the document has it."""
    known = [turn for turn in turns if len(turn.body) > 1 or (turn.shares and turn.body)]
    ends = {place: sum(is_bio(sheet.text(turn.body[place]), turn.name) for turn in known) for place in (0, -1)}
    usual = 0 if ends[0] > ends[-1] else -1
    habit = ends[usual] > 1 and 2 * ends[usual] >= len(known)
    for turn in known:
        at = turn.body[usual]
        if (usual or not turn.shares) and is_bio(sheet.text(at), turn.name, expected=habit):
            turn.put(sheet, [at], "bio", None if habit or is_sure(sheet.text(at), turn.name) else _BIO)


def _below_names(sheet: Sheet, turns: Sequence[Turn], rest: Sequence[int]) -> None:
    """What stands below those who sign: what they do, or who they are; below the last, nobody's words."""
    blocks = sheet.page.blocks
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        below = following.body if following else [at for at in rest if at > turn.block]
        rows = itertools.takewhile(lambda at: not blocks[at].gap and is_row(sheet.text(at)), below[:3])
        for at in rows:
            sheet.put(at, "affiliation")
        left = [at for at in below if at not in sheet.marks]
        if following:
            following.body = left
        else:
            for at in left:
                _place_closing(sheet, at, explicit=closes(sheet.text(at)))


def _headings(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """The answers' own titles, where most have one."""
    heads = [_head(sheet, turn) for turn in turns]
    if sum(head is not None for head in heads) < 0.6 * len(heads):
        return
    for turn, head in zip(turns, heads, strict=True):
        if head is not None:
            sure = (
                not ends_sentence(sheet.text(head)) or NUMBER.match(sheet.text(head)) or sheet.page.blocks[head].level
            )
            turn.put(sheet, [head], "heading", None if sure else "the answer's title, or its first sentence?")
            above = [at for at in turn.body if at < head]
            turn.put(sheet, above, "aside", "page furniture (a link, an advert), or the answer's title?")


def _head(sheet: Sheet, turn: Turn) -> int | None:
    """The title of an answer: the last of the lines above the words that have the form of one."""
    above = turn.body if turn.shares else turn.body[:-1]
    return max(itertools.takewhile(lambda at: _heads(sheet, turn, at), above), default=None)


def _heads(sheet: Sheet, turn: Turn, at: int) -> bool:
    """Whether a block has the form of a title; of what is signed, also that of an item, or alone above quotations."""
    block = sheet.page.blocks[at]
    short = len(block.text.split()) <= 14
    below = [turn.block] if turn.shares else turn.body[turn.body.index(at) + 1 :]
    quoted = bool(below) and all(quotes(sheet.page.blocks[it], sheet.text(it)) for it in below)
    return titles(block, block.text) or (
        sheet.below and short and (bool(NUMBER.match(block.text[:8])) or asks(block) or quoted)
    )


def _first_signed(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """What stands before the first answer where names stand below: an introduction, as far as the others tell."""
    first, others = turns[0], turns[1:]
    keep = None if first.shares else -1
    place_title(sheet, first.body[:keep])
    body = [at for at in first.body if at not in sheet.marks]
    announced = max((place + 1 for place, at in enumerate(body[:keep]) if announces(sheet.text(at))), default=0)
    asked_above = bool(body) and sheet.asked == body[0] > 0
    usual = median_high([len(turn.body) for turn in others] or [len(body) - announced])
    for place, at in enumerate(body[: max(announced, len(body) - usual - asked_above)]):
        sheet.put(at, "introduction", doubt=_BEGINNING if place >= announced else None)
    first.body = [at for at in body if at not in sheet.marks]
