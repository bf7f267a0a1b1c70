"""Names and questions → what each block of a document is, and where that is in doubt."""

import itertools
import re
from collections.abc import Sequence

from expertviews.outlines.candidates import Candidate, closes_paragraph, most, with_words
from expertviews.outlines.line_forms import (
    begins_quotation,
    begins_with,
    closes_letter,
    ends_in_colon,
    ends_round_table,
    introduces_answers,
    is_to_the_reader,
)
from expertviews.outlines.preface import place_preface
from expertviews.outlines.questioning import ask_in_a_paragraph, moderators, place_prompts, place_questions
from expertviews.outlines.questions import Layout
from expertviews.outlines.sheet import Sheet, spelt
from expertviews.outlines.speakers import Choice
from expertviews.outlines.suspicions import suspect_answers, suspect_prompts, suspect_top
from expertviews.outlines.turns import place_answers
from expertviews.seeds import bare_words, casefolded, ends_sentence, is_caseless, lexicon, words_without_titles

_FOOTNOTE_MARK = re.compile(r"\[\^?\w{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]+|[†‡]")
_LITTLE = 0.5  # of the shortest answer


def place(layout: Layout, choice: Choice | None) -> Sheet:
    """What each block of a page is, and what is asked."""
    sheet = Sheet(layout)
    matter = [at for at, block in enumerate(layout.blocks) if block.matter or not any(map(str.isalnum, block.text))]
    sheet.put("aside", *(at for at in matter if not lexicon.TITLE_LABEL.match(sheet.text(at))))
    names = with_words(layout, choice.names) if choice else []
    asked_by = moderators(layout, names)
    names = [each for each in names if each not in asked_by]
    names = _above_notes(sheet, _above_bios(sheet, names))
    sheet.put("aside", *(each.block - 1 for each in names if each.block and closes_letter(sheet.text(each.block - 1))))
    starts = place_questions(sheet, names, {each.block for each in asked_by})
    if choice and names:
        speaking = _with_prose_below(layout, names)
        sheet.below, sheet.names_doubt = _orientation(sheet, choice, speaking or names)
        if not sheet.below:
            names = _without_sender(sheet, speaking)
    if not (sheet.asked or sheet.below or layout.given):
        ask_in_a_paragraph(sheet, range(names[0].block if names else len(layout.blocks)))
    place_prompts(sheet, asked_by, names)
    for start, end in itertools.pairwise([*starts, len(layout.blocks)]):
        own = [each for each in names if start <= each.block < end and each.block not in sheet.marks]
        rest = [at for at in range(start, end) if at not in sheet.marks]
        if own:
            suspect_answers(sheet, place_answers(sheet, own, rest))
        else:
            place_preface(sheet, rest, nobody=not names)
    if sheet.below and not (sheet.asked or layout.given):
        ask_in_a_paragraph(sheet, [at for at, marks in sorted(sheet.marks.items()) if marks[0].role == "introduction"])
    first = names[0].block if names else len(layout.blocks)
    suspect_top(sheet, first)
    suspect_prompts(sheet, first, {each.block for each in asked_by})
    _doubt_notes(sheet)
    sheet.settle()
    return sheet


def _with_prose_below(layout: Layout, names: list[Candidate]) -> list[Candidate]:
    """The names without those in doubt at the end that say nothing: rows of links look like names."""
    said = [at for at, it in enumerate(layout.blocks) if ends_sentence(it.text) and not ends_round_table(it.text)]
    end = max(said, default=0)
    return [each for each in names if not (each.doubt and each.block > end)]


def _without_sender(sheet: Sheet, names: list[Candidate]) -> list[Candidate]:
    """The names without whoever closes the whole text as a letter, below answers with the names above them."""
    last = names[-1] if len(names) > 1 else None
    if not (last and last.own_line and lexicon.LETTER_CLOSING.match(sheet.text(last.block - 1))):
        return names
    sheet.put("aside", last.block, doubt="the sender of the whole text, or somebody who answers?")
    return names[:-1]


def _above_bios(sheet: Sheet, names: list[Candidate]) -> list[Candidate]:
    """The names of answers. Blocks in a row that each begin with another name are bios; doubtful names end above."""
    sure = [each for each in names if not each.doubt]
    last = sure[-1].block if sure else 0
    _find_bios(sheet, sure, range(last + 1, len(sheet.layout.blocks)))
    end = min(sheet.bios, default=len(sheet.layout.blocks) + 1) - 1
    _find_bios(sheet, sure, range(sure[0].block if sure else 0))
    return [each for each in names if not (each.doubt and each.block >= end)]


def _find_bios(sheet: Sheet, names: Sequence[Candidate], blocks: Sequence[int]) -> None:
    """Note the last blocks in a row that begin with names, each with another's."""
    known = {casefolded(word): each.name for each in names for word in words_without_titles(each.name)}
    unused = {word for word in known if len(word) > 2 or is_caseless(word)} - lexicon.FUNCTION_WORDS - lexicon.PARTICLES
    found: dict[int, str] = {}
    for at in reversed(blocks):
        named = unused.intersection(map(casefolded, bare_words(sheet.text(at)[:60])[:2]))
        if named:
            found[at] = known[min(named)]
            unused -= named
        elif found:
            break
    sheet.bios |= found if len(found) > 1 else {}


def _above_notes(sheet: Sheet, names: list[Candidate]) -> list[Candidate]:
    """The names of answers. Below a line that ends them, those who have answered only declare something."""
    blocks = sheet.layout.blocks
    closing = [at for at, block in enumerate(blocks) if lexicon.CLOSING.match(block.text)]
    for at in closing:
        heard = {casefolded(each.name) for each in names if each.block < at}
        later = [each for each in names if each.block > at]
        silent = later and not any(ends_sentence(block.text) for block in blocks[later[0].block + 1 :])
        if silent or (later and heard.issuperset(casefolded(each.name) for each in later)):
            for each in [] if silent else later:
                sheet.put("note", each.block, owner=spelt(each.name))
                sheet.suspect([each.block], "a note on this answer, or about who gives it?")
            return [each for each in names if each.block < at]
    return names


def _orientation(sheet: Sheet, choice: Choice, names: Sequence[Candidate]) -> tuple[bool, str | None]:
    """Whether names are below their words, and why that is in doubt, if it is."""
    layout = sheet.layout
    signed = choice.way == "signature"
    if choice.way not in {"line", "bold", "sentence", "signature"} or any(each.before for each in names):
        return signed, None
    blocks = layout.blocks
    said_above = any(ends_sentence(block.text) for block in blocks[sheet.asked : names[0].block])
    if not said_above or len(names) < 2 or names[-1].rest or introduces_answers(blocks[names[0].block - 1].text):
        return False, None
    if most([any(begins_with(it.text, each.name) for it in blocks[each.block + 1 : each.block + 3]) for each in names]):
        return False, None  # a biography
    prose = [at for at in range(names[-1].block + 1, len(blocks)) if ends_sentence(blocks[at].text)]
    above = [each.block - 1 - (each.block - 1 in sheet.marks and each.block > 1) for each in names]
    colons = most([ends_in_colon(blocks[each.block].text) for each in names])
    if colons or not most([ends_sentence(blocks[at].text) for at in above]):
        return False, None
    quoted = all(begins_quotation(blocks[at]) for at in above)
    quoted &= not any(begins_quotation(blocks[at]) for at in prose)
    if signed or quoted or not prose or most([closes_paragraph(layout, each) for each in names]):
        return True, None
    usual = min(_words(layout, range(one.block + 1, two.block)) for one, two in itertools.pairwise(names))
    share = _words(layout, prose) / max(1, usual)
    below = share < (0.5 if all(is_to_the_reader(blocks[at].text) for at in prose) else 0.4)
    return below, "little text follows the last name: is each name below its answer?" if share < _LITTLE else None


def _words(layout: Layout, blocks: Sequence[int]) -> int:
    return sum(len(layout.blocks[at].text.split()) for at in blocks)


def _doubt_notes(sheet: Sheet) -> None:
    """Ask about footnotes with a mark that is in nobody's words."""
    said = "\n".join(sheet.text(at) for at, marks in sheet.marks.items() if any(it.role == "text" for it in marks))
    for at, (mark, *more) in list(sheet.marks.items()):
        found = None if more or mark.role != "note" or mark.owner else _FOOTNOTE_MARK.match(sheet.text(at))
        if found and said.count(found[0].strip(" :")) != 1 and not mark.doubt:
            sheet.doubt(at, "whose note is it? write the name, as in `{note: Ann Lee}`")
