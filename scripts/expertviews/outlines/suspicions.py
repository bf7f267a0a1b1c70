"""What else may be wrong in a document in which something is in doubt: what hangs on it, and what is unusual.

A suspicion alone is no doubt: a document without any doubt is drafted at once.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from statistics import median_high

from expertviews.outlines.candidates import most
from expertviews.outlines.endings import is_apart
from expertviews.outlines.line_forms import is_moderators, is_short, is_to_the_reader
from expertviews.outlines.questions import ends_asking
from expertviews.outlines.sheet import Sheet
from expertviews.outlines.turn import Turn
from expertviews.seeds import bare_words, casefolded, ends_sentence, lexicon

_TITLE = "a title, an introduction or a question?"
_ASKED = "a new question, or a prompt from the moderator?"
_MODERATOR = "said by the moderator, or an answer?"
_NAMED = "who answers here: is everybody named, and with all the words that name them?"
_WHOSE = "part of this answer, or somebody else's words?"
_END = "part of the answer, or a line of the page?"
_GREETING = "a greeting or a label, or part of the answer?"
_LABELLED = re.compile(r"[^:：]{2,60}[:：]\s?[“„\"«「]")
_MOST_COMPARED = 200
_SAID_INSIDE = re.compile(rf".{{3,}}:|.{{,20}}\(|.*[”\"»]\s\w+\s{lexicon.SAID}\b", re.DOTALL)
"""What shows that words beside a name may be somebody else's, or name them too."""


def suspect_top(sheet: Sheet, first: int) -> None:
    """If a question or a line above the first name is in doubt: the title, unfinished lines, a top without title."""
    if not any(it.doubt for at, marks in sheet.marks.items() for it in marks if at <= first or it.role == "question"):
        return
    titles, below = _of_role(sheet, range(first), "title"), _of_role(sheet, range(first), "introduction")
    asked = _of_role(sheet, range(first), "question")
    headed = titles or (asked and (asked[0] == 0 or sheet.block(asked[0]).level))
    for at in (*titles, *below):
        text = sheet.text(at)
        odd = not ends_sentence(text) or ends_asking(text) or is_to_the_reader(text) or _LABELLED.match(text)
        loose = odd or at in titles or (not headed and at in below[:2])
        if loose and not (sheet.block(at).level or lexicon.TITLE_LABEL.match(text)):
            sheet.suspect([at], _TITLE)


def suspect_prompts(sheet: Sheet, first: int, asked_by: Collection[int]) -> None:
    """What a moderator says, and what is asked below the first name."""
    for at in _of_role(sheet, range(len(sheet.layout.blocks)), "question", "prompt", "introduction"):
        text = sheet.text(at)
        moderated = at in asked_by or is_moderators(text)
        if at in sheet.layout.question_blocks:
            continue
        if ends_asking(text) and (at > first or moderated):
            sheet.suspect([at], _ASKED)
        elif (moderated and at >= sheet.asked) or sheet.marks[at][0].role == "prompt":
            sheet.suspect([at], _MODERATOR)


def suspect_answers(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """What is unusual in the answers of a round-table, or hangs on the first name."""
    said = {turn.block: _of_role(sheet, turn.blocks, "text") for turn in turns}
    gaps = most([turn.names[0].own_line and sheet.block(turn.block).gap for turn in turns])
    full = {turn.name: turn.words for turn in turns[:_MOST_COMPARED] if len(turn.words) > len(turn.name)}
    alike = {it for one in full for name, words in full.items() if one != name and one in words for it in (one, name)}
    usual = median_high(map(len, said.values()))
    for above, turn in zip([None, *turns], turns, strict=False):
        own = said[turn.block]
        rest = sheet.text(turn.block)[turn.names[-1].extent[1] :] * turn.shares
        if turn.name in alike or _SAID_INSIDE.match(rest) or (gaps and not sheet.block(turn.block).gap):
            sheet.suspect([turn.block], _NAMED)
        top = _of_role(sheet, turn.blocks, "heading", "text")[:1]
        sheet.suspect((at for at in top if _is_greeting(sheet.text(at))), _GREETING)
        if turn.shares or (turn is turns[0] and any(mark.doubt for mark in sheet.marks[turn.block])):
            sheet.suspect(own, _WHOSE)
        more = turn is turns[-1] or (len(own) > usual and is_apart(sheet, own[-1]))
        if more and not sheet.below and len(own) + turn.shares > 1:
            sheet.suspect(own[-1:], _END)
        spoken_to = above if sheet.below else turn
        if own and spoken_to and not set(bare_words(spoken_to.name)[:1]).isdisjoint(bare_words(sheet.text(own[0]))):
            sheet.suspect(own[:-1] or own, _WHOSE)
        if sheet.below and len(own) > 1 and (turn is turns[0] or is_apart(sheet, own[0])):
            sheet.suspect(own[:1], _TITLE)


def _is_greeting(text: str) -> bool:
    """`Dear Ann,`, `Ann, hello` above an answer, or another label."""
    return is_short(text) and not lexicon.OTHER_LABELS.isdisjoint(map(casefolded, bare_words(text)[:2]))


def _of_role(sheet: Sheet, blocks: Iterable[int], *roles: str) -> list[int]:
    return [at for at in blocks if at in sheet.marks and sheet.marks[at][0].role in roles]
