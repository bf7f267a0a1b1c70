"""Answers below the names of those who give them."""

import itertools
from collections.abc import Sequence

from expertviews.outlines.choosing import Choice
from expertviews.outlines.namings import STRONG, Naming, after_marks, says_somewhat
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
from expertviews.seeds import lexicon
from expertviews.seeds.bio_blocks import is_bio, is_sure, names_themselves
from expertviews.seeds.bylines import affiliation_shaped, likeness
from expertviews.seeds.layout_words import closes, is_footnote, is_furniture, is_loose, is_row, titles
from expertviews.seeds.lines import LIST_ITEM, Block
from expertviews.seeds.questions import Page, asks
from expertviews.seeds.words import folded


def turns_of(names: Sequence[Naming], rest: Sequence[int]) -> list[Turn]:
    """The names with what follows each; those who are named within one block have one turn together."""
    groups = [list(group) for _, group in itertools.groupby(names, key=lambda each: each.block)]
    ends = [*(group[0].block for group in groups[1:]), (rest[-1] if rest else 0) + 1]
    return [Turn(group, between(rest, group[0].block, end)) for group, end in zip(groups, ends, strict=True)]


def place_answers(sheet: Sheet, choice: Choice, turns: list[Turn]) -> None:
    """Say what the blocks of answers are that stand below the names."""
    _close(sheet, turns[-1])
    for turn in turns:
        place_name(sheet, choice, turn)
        place_furniture(sheet, turn)
    _trailing(sheet, turns[-1])
    _set_apart(sheet, turns)
    _affiliations(sheet, turns)
    _find_headings(sheet, turns)
    _find_bios(sheet, turns)
    _find_headings(sheet, [turn for turn in turns if turn.bio is not None])
    for turn in turns:
        place_body(sheet, turn)
    _doubt_turns(sheet, turns)


def _close(sheet: Sheet, turn: Turn) -> None:
    """What follows the last answer: from the first line that says so, or a rule that stands nowhere else, on."""
    page = sheet.page
    ruled = sum(block.rule for block in page.blocks) > 1
    for place, at in enumerate(turn.body):
        text = sheet.text(at)
        told = " ".join(sheet.text(it) for it in turn.body[place : place + 1 + is_row(text)])
        others_bio = lexicon.BIO_LABEL.match(text[:60]) and not is_bio(told, turn.name)
        rule = (place or turn.shares) and page.blocks[at].rule and not ruled and not is_footnote(text)
        if closes(text) or others_bio or rule:
            comments = text.casefold().rstrip(":* ") in {"comments", "comment", "kommentare", "commentaires", "related"}
            explicit = False
            for after in turn.body[place:]:
                explicit = closes(sheet.text(after)) or (explicit and not page.blocks[after].gap)
                if comments:
                    sheet.put(after, "aside")
                else:
                    place_closing(sheet, after, explicit=explicit)
            turn.body = turn.body[:place]
            return


def _set_apart(sheet: Sheet, turns: list[Turn]) -> None:
    """What a blank line sets apart below the last answer, where no other answer holds one, may be nobody's."""
    *others, last = turns
    gaps = [sheet.page.blocks[at].gap for turn in others for at in turn.body]
    apart = next((at for at in last.body if sheet.page.blocks[at].gap), None)
    if not gaps or any(gaps) or apart is None or (apart == last.body[0] and not last.shares):
        return
    for at in (at for at in last.body if at >= apart):
        place_closing(sheet, at, explicit=False)
    last.body = [at for at in last.body if at < apart]


def _affiliations(sheet: Sheet, turns: list[Turn]) -> None:
    """Lines below a name that say what somebody does: by their words, or as most of the document has them."""
    page = sheet.page
    bare = [turn for turn in turns if turn.names[0].own_line and len(turn.body) > 1]
    runs = {id(turn): _short_run(page, turn) for turn in bare}
    counts = [len(run) for run in runs.values()]
    usual = max(set(counts), key=counts.count) if counts else 0
    alike = usual > 0 and len(counts) > 1 and counts.count(usual) >= 0.6 * len(counts)
    told = sum(bool(run) and _tells(page.blocks[run[0]].text) for run in runs.values())
    for turn in bare:
        run = runs[id(turn)]
        if turn.names[0].affiliation and not (alike and usual > 1):
            run = [at for at in run if lexicon.AFFILIATION_LABEL.match(sheet.text(at)[:40])]
        shaped = [at for at in run if _tells(sheet.text(at)) or lexicon.AFFILIATION_LABEL.match(sheet.text(at))]
        habitual = (
            alike and len(run) == usual and (told >= 0.5 * len(bare)) and not any(page.blocks[at].gap for at in run)
        )
        if habitual or (shaped and shaped[-1] == run[-1] and shaped[0] == run[0]):
            chosen, doubt = run, None
        elif shaped and shaped[0] == run[0]:
            chosen, doubt = run[: len(shaped)], None
        elif run and alike and told and not page.blocks[run[0]].gap:
            chosen, doubt = run[:1], "what somebody does, or the answer's title?"
        else:
            continue
        for at in chosen:
            sheet.put(at, "affiliation", doubt=doubt)
        turn.affiliation = chosen
        turn.body = [at for at in turn.body if at not in chosen]


def _tells(text: str) -> bool:
    """Whether a short line says what somebody does: by its words, or since it begins small as no title does."""
    return affiliation_shaped(text) or text[:1].islower()


def _short_run(page: Page, turn: Turn) -> list[int]:
    """Up to three short lines between a name and the words."""
    run: list[int] = []
    for at in turn.body[:-1]:
        block = page.blocks[at]
        label = lexicon.AFFILIATION_LABEL.match(block.text[:40])
        if len(run) == 3 or block.level or block.quoted or not (titles(block, block.text) or label):
            break
        if run and block.gap:
            break
        run.append(at)
    return run


def _above(block: Block) -> bool:
    """Whether a block has the form of a title, with a number or without."""
    return titles(block, block.text[after_marks(block.text) :])


def place_titles_above(sheet: Sheet, turns: list[Turn]) -> None:
    """Titles above the names, where every name has one."""
    page = sheet.page
    above = [turn.names[0].block - 1 for turn in turns]
    if len(turns) < 2 or above[0] < 0 or any(len(turn.body) < 2 for turn in turns[:-1]):
        return
    titled = all(
        at >= 0 and page.blocks[at].gap and (_above(page.blocks[at]) or asks(page.blocks[at])) for at in above
    ) and not all(asks(page.blocks[at]) for at in above)
    first = sheet.marks.get(above[0], [])
    if not titled or any(mark.role in {"question", "title"} for mark in first):
        return
    for at in above:
        sheet.put(at, "heading")
    for turn in turns[:-1]:
        turn.body = turn.body[:-1]
    for turn in turns:
        turn.heading = turn.names[0].block - 1


def _find_headings(sheet: Sheet, turns: list[Turn]) -> None:
    """An answer's own title: the first of its lines, if it has the form of one."""
    page = sheet.page
    for turn in turns:
        if turn.heading is not None or turn.shares or len(turn.body) < 2:
            continue
        first, second = (page.blocks[at] for at in turn.body[:2])
        if second.text[:1].islower() or not titles(first, first.text) or titles(second, second.text):
            continue
        if is_bio(first.text, turn.name):
            continue
        turn.heading = turn.body[0]
        likes_name = first.level == 0 and says_somewhat(first.text) and likeness(first.text) >= STRONG
        doubt = "the answer's title, or another name?" if likes_name else None
        sheet.put(turn.body[0], "heading", doubt=doubt)
        turn.body = turn.body[1:]


def _find_bios(sheet: Sheet, turns: list[Turn]) -> None:
    """Who somebody is: the first or the last block of an answer, wherever most of the document has it."""
    known = [turn for turn in turns if len(turn.body) > 1 or (turn.shares and turn.body)]
    ends = {place: [turn for turn in known if is_bio(sheet.text(turn.body[place]), turn.name)] for place in (0, -1)}
    usual = 0 if len(ends[0]) > len(ends[-1]) else -1
    habit = len(ends[usual]) > 1 and 2 * len(ends[usual]) >= len(known)
    for turn in known:
        for place in (usual, -1 - usual):
            if place == 0 and turn.shares:
                continue
            at = turn.body[place]
            expected = habit and place == usual
            if not is_bio(sheet.text(at), turn.name, expected=expected):
                continue
            sure = (habit and place == usual) or is_sure(sheet.text(at), turn.name)
            sheet.put(at, "bio", doubt=None if sure else "who somebody is, or a part of what they say?")
            turn.bio = at
            turn.body = [other for other in turn.body if other != at]
            break
        else:
            _doubt_bio(sheet, turn)


def _doubt_bio(sheet: Sheet, turn: Turn) -> None:
    """A short block that speaks of the author by name, at the end of an answer or above a short line."""
    for at, following in itertools.pairwise([*turn.body[not turn.shares :], None]):
        ends = following is None or is_loose(sheet.text(following))
        if at is not None and ends and names_themselves(sheet.text(at), turn.name):
            sheet.put(at, "bio", doubt="who somebody is, or a part of what they say?")
            turn.bio = at
            turn.body = [other for other in turn.body if other != at]
            return


def _doubt_turns(sheet: Sheet, turns: list[Turn]) -> None:
    """Where what is said may be another's, or nobody's."""
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        for place, at in enumerate(turn.body):
            if sheet.marks[at][0].role != "text":
                continue
            last = place == len(turn.body) - 1
            reason = doubtful_text(sheet, turn, at, place, last=last and following is not None)
            if reason:
                sheet.put(at, PROPOSED.get(reason, "text"), doubt=reason)
        if not turn.body and not turn.shares:
            sheet.doubt(turn.names[0].block, "nothing is said below this name")
    _doubt_asker(sheet, turns)
    if len({folded(turn.name) for turn in turns}) == 1:
        doubt_alone(sheet, turns[0])


def _doubt_asker(sheet: Sheet, turns: list[Turn]) -> None:
    """Somebody whose whole answer is a question, before all others, is the one who asks."""
    first, *others = turns
    if not others or not first.shares or first.body or len(first.names) > 1:
        return
    block = first.names[0].block
    if sheet.text(block).rstrip("\"'”’»*_) ").endswith(("?", "？", "؟")):
        role = "prompt" if sheet.asked else "question"
        sheet.put(block, role, doubt="an answer, or the words of whoever asks?")


def _trailing(sheet: Sheet, turn: Turn) -> None:
    """Short lines at the document's end belong to the page rather than to the last answer, but for a list's."""
    ends: list[int] = []
    for at in reversed(turn.body if turn.shares else turn.body[1:]):
        text = sheet.text(at)
        if not (is_row(text) or is_furniture(text) or asks(sheet.page.blocks[at])):
            break
        ends.append(at)
    while ends and LIST_ITEM.match(sheet.text(ends[-1])):
        ends.pop()
    for at in ends:
        sheet.put(at, "aside", doubt="furniture of the page, or the end of the answer above?")
    turn.body = [at for at in turn.body if at not in sheet.marks]
