"""What is above the answers: title, introduction, by-lines and page furniture."""

import re
from collections.abc import Iterator, Sequence

from expertviews import dates
from expertviews.outlines.line_forms import (
    begins_quotation,
    introduces_answers,
    is_date_line,
    is_page_line,
    is_short,
    is_stray,
    reports,
    title_shaped,
)
from expertviews.outlines.questions import Layout, is_question
from expertviews.outlines.sheet import Sheet, spelt
from expertviews.seeds import (
    bare_words,
    byline,
    casefolded,
    ends_sentence,
    has_organisation,
    is_caseless,
    lexicon,
    name_shaped,
)

_FURNITURE = "page furniture (a link, a date, a credit), or part of the introduction?"
_BIO = "about who answers, or part of the introduction?"
_SAID = "the introduction, or what somebody answers?"
_KICKER = "the title, the name of a section, or the introduction?"
_MOST_IN_STOPPED_TITLE = 6
_MOST_IN_ROW = 9
_MOST_BESIDE_DATE = 14
_HEAD = re.compile(r"\s[–—|]\s")
_PAGE_NAME = re.compile(r"[(\[（【]|.*(?:\||\b(?:no\.|nr\.|issue)\s?\d)", re.IGNORECASE)


def place_preface(sheet: Sheet, blocks: Sequence[int], *, nobody: bool = False) -> None:
    """Say what blocks before the answers are; where `nobody` is named, prose may be an answer."""
    place_title(sheet, blocks)
    below = {casefolded(it.text) for it in sheet.layout.blocks[max(blocks, default=0) + 1 :]}
    for at in (at for at in blocks if at not in sheet.marks):
        block = sheet.layout.blocks[at]
        label = is_short(block.text) and _length(block.text) <= 3 and not introduces_answers(block.text)
        if at in sheet.bios and ends_sentence(block.text):
            sheet.put("bio", at, owner=spelt(sheet.bios[at]), doubt=_BIO)
        elif lexicon.DATE_LABEL.match(block.text[:40]):
            sheet.put("aside", at)
        elif label or not below.isdisjoint(_entries(block.text)) or _is_furniture(sheet.layout, at):
            sheet.put("aside", at, doubt=_FURNITURE)
        elif nobody and ends_sentence(block.text):
            sheet.put("text", at, doubt="no names were found: who says this?")
        else:
            said_here = ends_sentence(block.text) and (begins_quotation(block) or reports(block.text))
            stray = is_stray(block.text)
            row = stray and _length(block.text) < _MOST_IN_ROW and block.text[0] not in "*_"
            doubt = _SAID if said_here else _FURNITURE if stray else None
            sheet.put("aside" if row else "introduction", at, doubt=doubt)


def _entries(text: str) -> Iterator[str]:
    """A line, and what is before and after its colon: one of them stands below too if it is in a table of contents."""
    return map(casefolded, (text, *text.split(": ", 1)))


def place_title(sheet: Sheet, blocks: Sequence[int]) -> None:
    """The title: the first heading, or what is labelled so, else the likeliest of the short lines on top."""
    layout = sheet.layout
    headings = [at for at in blocks if layout.blocks[at].level or lexicon.TITLE_LABEL.match(sheet.text(at)[:40])]
    if headings:
        sheet.put("title", headings[0])
        return
    run = _top_rows(sheet, blocks)
    best = max(run, key=lambda it: _title_like(sheet.text(it)), default=-1)
    for at in run:
        deck = at > best and _title_like(sheet.text(at)) > 3 and not _is_furniture(layout, at)
        above = sheet.asked == at + 2 and len(sheet.marks[at + 1]) == 1 and not layout.labelled
        section = sheet.asked and (_title_like(sheet.text(at)) < 2 or (above and _length(sheet.text(at)) < 4))
        role = "introduction" if deck else "aside" if at != best or section else "title"
        unsure = len(run) > 1 or section or is_date_line(sheet.text(at)) or layout.blocks[0].matter
        sheet.put(role, at, doubt=_KICKER if unsure else None)


def _top_rows(sheet: Sheet, blocks: Sequence[int]) -> list[int]:
    """The short lines on top of a page, one of which may be its title; furniture between them is an aside."""
    layout = sheet.layout
    run: list[int] = []
    above = [at for at in blocks[:7] if at < sheet.asked or not sheet.asked]
    for at in (at for at in above if any(map(str.isalnum, sheet.text(at)))):
        if is_page_line(sheet.text(at)):
            sheet.put("aside", at, doubt=None if run and is_date_line(sheet.text(at)) else _FURNITURE)
        elif title_shaped(layout.blocks[at]) or (_asks_or_is_brief(layout, at) and (layout.labelled or not run)):
            run.append(at)
        else:
            break
    return run


def _asks_or_is_brief(layout: Layout, at: int) -> bool:
    """Whether a line may be a title although it ends a sentence."""
    block = layout.blocks[at]
    return is_question(block) or (at == 0 and len(block.text.split()) < _MOST_IN_STOPPED_TITLE)


def _is_furniture(layout: Layout, at: int) -> bool:
    """Whether a block belongs to the page: it says so, names who publishes, or is a row above a date or a by-line."""
    text = layout.blocks[at].text
    if _publishes(text):
        return True
    row = layout.has_gaps and (_length(text) < 5 or name_shaped(text))
    return is_page_line(text) or (row and any(is_page_line(it.text) for it in layout.blocks[at + 1 : at + 2]))


def _publishes(text: str) -> bool:
    """`The Northern Traveller, Autumn 2022`: a name, and what else there is to say of who publishes or writes."""
    found = byline(text)
    return bool(found and found.affiliation) or (_length(text) <= _MOST_BESIDE_DATE and bool(dates.within(text)))


def _title_like(text: str) -> int:
    """How much a short line at the top looks like a title rather than the name of a section or a page."""
    head = _HEAD.split(text, maxsplit=1)[0]
    words = set(map(casefolded, bare_words(text))) - lexicon.FUNCTION_WORDS - lexicon.PARTICLES
    page = name_shaped(head) and has_organisation(head)
    section = lexicon.OTHER_LABELS.issuperset(words)
    of_page = _publishes(text) or bool(_PAGE_NAME.match(text))
    return min(_length(text), 4) - max(2 * of_page, 3 * page, 4 * section)


def _length(text: str) -> int:
    """How many words a line has, about."""
    return len(text) // 2 if is_caseless(text) else len(text.split())
