"""Names and questions → what each block of a document is, and where that is in doubt."""

import itertools
import re
from collections.abc import Sequence

from expertviews.outlines.answering import place_answers, place_titles_above, turns_of
from expertviews.outlines.asking import Asking, questions
from expertviews.outlines.choosing import Choice
from expertviews.outlines.dating import dated
from expertviews.outlines.moderating import moderator, place_prompts
from expertviews.outlines.namings import Naming, most
from expertviews.outlines.preface import place_preface
from expertviews.outlines.sheet import Sheet
from expertviews.outlines.signing import place_signed
from expertviews.seeds.layout_words import closes, is_credit, is_row
from expertviews.seeds.questions import Page
from expertviews.seeds.words import ends_sentence, folded


def place(page: Page, choice: Choice | None) -> Sheet:
    """What each block of a page is, and what is asked."""
    sheet = Sheet(page)
    names = _without_wordless(page, choice) if choice else []
    names = _without_declarations(page, names)
    asks = moderator(page, names)
    asked_by = [each for each in names if folded(each.name) == asks]
    names = [each for each in names if each not in asked_by]
    asking = questions(page, names, after=bool(choice and choice.way.after))
    sheet.labels, sheet.asked = asking.labels, asking.below
    sheet.named = frozenset(folded(each.name) for each in names)
    sheet.marks |= asking.marks
    if choice and names:
        sheet.below, sheet.names_doubt = _orientation(page, choice, names, asking)
    place_prompts(sheet, asked_by, names)
    bounds = [*asking.starts, len(page.blocks)]
    for start, end in itertools.pairwise(bounds):
        own = [each for each in names if start <= each.block < end and each.block not in sheet.marks]
        _section(sheet, choice, own, range(start, end))
    _doubt_notes(sheet)
    return sheet


def _without_wordless(page: Page, choice: Choice) -> list[Naming]:
    """The names without lines between which nothing is said: heads of the page, a table of contents."""
    names = choice.names
    if choice.way.name not in {"line", "bold"}:
        return list(names)
    kept = []
    top = next((at for at, block in enumerate(page.blocks) if ends_sentence(block.text)), 0)
    for each, following in zip(names, [*names[1:], None], strict=True):
        below = page.blocks[each.block + 1 : top]
        if len(below) > 3 or any(dated(it.text) or is_credit(it.text) for it in below):
            continue
        end = following.block if following else len(page.blocks)
        said = each.rest or each.before or any(ends_sentence(it.text) for it in page.blocks[each.block + 1 : end])
        if said or following is None:
            kept.append(each)
    return kept


def _without_declarations(page: Page, names: list[Naming]) -> list[Naming]:
    """The names without those below a last heading that all were heard above it: what they declare of interests."""
    new = max(({folded(each.name): at for at, each in reversed([*enumerate(names)])} or {"": 0}).values())
    for at, (one, two) in enumerate(itertools.pairwise(names)):
        if at >= new and two.block > one.block + 1 and closes(page.blocks[two.block - 1].text):
            return names[: at + 1]
    return names


def _orientation(page: Page, choice: Choice, names: Sequence[Naming], asking: Asking) -> tuple[bool, str | None]:
    """Whether names stand below their words, and why that is in doubt, if it is."""
    if choice.way.after:
        return True, None
    lines = choice.way.name in {"line", "bold"} and most([each.own_line for each in names]) and len(names) > 1
    above = range(asking.below, names[0].block)
    return _below(page, names) if lines and any(ends_sentence(page.blocks[at].text) for at in above) else (False, None)


def _below(page: Page, names: Sequence[Naming]) -> tuple[bool, str | None]:
    """The same for names on lines of their own, with prose above the first."""
    after = [at for at in range(names[-1].block + 1, len(page.blocks)) if not closes(page.blocks[at].text)]
    prose = [at for at in after if ends_sentence(page.blocks[at].text)]
    if not most([ends_sentence(page.blocks[each.block - 1].text) for each in names]):
        return False, None
    if not prose or most([_closes_a_paragraph(page, each) for each in names]):
        return True, None
    usual = min(_words(page, range(one.block + 1, two.block)) for one, two in itertools.pairwise(names))
    short = _words(page, prose) < 0.5 * usual
    if short and len(prose) == 1 and len(after) <= 3 and page.blocks[prose[0]].gap:
        return True, "little follows the last name: do the names stand below their words?"
    if short and _words(page, after) <= 15:
        return False, "hardly anything follows the last name: do the names stand below their words?"
    return False, None


def _closes_a_paragraph(page: Page, each: Naming) -> bool:
    """Whether a name stands right below prose, with a gap below it."""
    below = page.blocks[each.block + 1 : each.block + 4]
    lines = next((at for at, block in enumerate(below) if block.gap or not is_row(block.text)), len(below))
    gap_below = all(block.gap for block in below[lines : lines + 1])
    return not page.blocks[each.block].gap and ends_sentence(page.blocks[each.block - 1].text) and gap_below


def _words(page: Page, blocks: Sequence[int]) -> int:
    return sum(len(page.blocks[at].text.split()) for at in blocks)


def _section(sheet: Sheet, choice: Choice | None, names: Sequence[Naming], blocks: range) -> None:
    """The blocks of one question: what stands before its answers, the answers, what follows them."""
    rest = [at for at in blocks if at not in sheet.marks]
    if not names or choice is None:
        place_preface(sheet, rest, nobody=True)
        return
    if sheet.below:
        place_signed(sheet, choice, names, rest)
    else:
        turns = turns_of(names, rest)
        place_preface(sheet, [at for at in rest if at < names[0].block])
        place_titles_above(sheet, turns)
        place_answers(sheet, choice, turns)


def _doubt_notes(sheet: Sheet) -> None:
    """Footnotes of which nobody's words have the mark: whose they are is asked."""
    said = "\n".join(sheet.text(at) for at, marks in sheet.marks.items() if any(it.role == "text" for it in marks))
    for at, (mark, *more) in list(sheet.marks.items()):
        found = None if more or mark.role != "note" or mark.owner else _FOOTNOTE_MARK.match(sheet.text(at))
        if found and said.count(found[0].strip(" :")) != 1 and not mark.doubt:
            sheet.doubt(at, "whose note is it? name them, as `{note: Ann Lee}`")


_FOOTNOTE_MARK = re.compile(r"\[\^?\w{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]+|[†‡]")
