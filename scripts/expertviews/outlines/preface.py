"""What stands before the answers: title, introduction, by-lines and furniture of the page."""

import re
from collections.abc import Sequence

from expertviews.outlines.dating import dated
from expertviews.outlines.sheet import Sheet
from expertviews.seeds import lexicon
from expertviews.seeds.layout_words import is_credit, is_furniture, is_loose, is_row, is_stamp, titles
from expertviews.seeds.questions import Page, asks
from expertviews.seeds.words import caseless, ends_sentence, folded, has_organisation, name_shaped


def place_preface(sheet: Sheet, blocks: Sequence[int], *, nobody: bool = False) -> None:
    """What stands before the answers: title, introduction, by-lines and furniture of the page."""
    rest = [at for at in blocks if at not in sheet.marks]
    title = find_title(sheet, rest, nobody=nobody)
    for at in (at for at in rest if at not in sheet.marks):
        aside, doubt = _furniture(sheet, at)
        if at == title or lexicon.TITLE_LABEL.match(sheet.text(at)[:40]):
            sheet.put(at, "title")
        elif aside:
            sheet.put(at, "aside", doubt=doubt)
        else:
            sheet.put(at, "text" if nobody and ends_sentence(sheet.text(at)) else "introduction")
    said = next((at for at in rest if sheet.marks[at][0].role == "text"), None)
    if said is not None:
        sheet.doubt(said, "nobody is named in a way that is known: who says this?")


def _furniture(sheet: Sheet, at: int) -> tuple[bool, str | None]:
    """Whether a block belongs to the page, and why that is in doubt."""
    block = sheet.page.blocks[at]
    if block.matter or lexicon.DATE_LABEL.match(block.text[:40]):
        return True, None
    label = is_loose(block.text) and len(block.text.split()) <= 3 and not block.level
    if label or is_furniture(block.text) or is_credit(block.text) or _near_imprint(sheet.page, at):
        return True, "furniture of the page, or introduction?"
    return folded(block.text.strip("*_ ")) in sheet.named, "a list of those who answer below?"


def _is_imprint(page: Page, at: int) -> bool:
    """Whether a line says when the document was published, or who wrote it."""
    text = page.blocks[at].text
    return is_stamp(text) or bool(lexicon.BY_LABEL.match(text) and is_row(text))


def _near_imprint(page: Page, at: int) -> bool:
    """Whether a line is such a line, or a row right beside one."""
    if _is_imprint(page, at) or not is_row(page.blocks[at].text):
        return _is_imprint(page, at)
    above = at > 0 and not page.blocks[at].gap and _is_imprint(page, at - 1)
    below = page.blocks[at + 1 : at + 2]
    return above or bool(below and not below[0].gap and _is_imprint(page, at + 1))


def find_title(sheet: Sheet, blocks: Sequence[int], *, nobody: bool) -> int | None:
    """The title: what is labelled so, else the first heading, else the first line that has the form of one."""
    page = sheet.page
    labelled = [at for at in blocks if lexicon.TITLE_LABEL.match(page.blocks[at].text[:40])]
    if labelled:
        return labelled[0]
    blocks = [at for at in blocks if at < sheet.asked or not sheet.asked or page.blocks[at].level]
    headings = [at for at in blocks if page.blocks[at].level]
    if headings:
        return headings[0]
    run: list[int] = []
    for at in [at for at in blocks[:7] if not page.blocks[at].matter]:
        block = page.blocks[at]
        shaped = titles(block, block.text) or (asks(block) and not run)
        heads_page = at == 0 and block.text.count(" | ") == 1
        if is_credit(block.text) or _is_imprint(page, at) or (is_furniture(block.text) and not heads_page):
            sheet.put(at, "aside", doubt=None if dated(block.text) == block.text else "furniture of the page?")
        elif not any(map(str.isalnum, block.text)):
            sheet.put(at, "aside")
        elif not shaped:
            break
        else:
            run.append(at)
    if len(run) == 1 and sheet.asked > run[0] and len(sheet.text(run[0]).split()) == 1 and not nobody:
        sheet.put(run[0], "aside", doubt=_KICKER)
        return None
    if len(run) < 2 or nobody:
        return run[0] if run else None
    best = max(run, key=lambda it: (_title_like(sheet.text(it)), -it))
    for at in run:
        deck = at > best and _title_like(sheet.text(at)) > 0 and not _near_imprint(page, at)
        sheet.put(at, "title" if at == best else "introduction" if deck else "aside", doubt=_KICKER)
    return None


def _title_like(text: str) -> int:
    """How much a short line at the top looks like a title rather than the name of a section or a page."""
    words = text.split()
    furniture = bool(re.search(r"\||\s[–—]\s|\b(?:vol|no|nr)\.\s?\d|\d\s?min\b", text)) or text[0] in "([（【"
    organisation = name_shaped(text) and has_organisation(text)
    return (
        2 * (len(words) >= 3 or (len(text) > 7 and caseless(text)))
        - 2 * organisation
        - 2 * furniture
        - ({folded(words[0].rstrip(":"))} <= lexicon.OTHER_LABELS)
    )


_KICKER = "the title, the name of a section, or an introduction?"
