"""Names → the answers: names, jobs, titles, words, bios, captions and notes, below the names or above them."""

import itertools
import re
from collections.abc import Collection, Sequence
from statistics import median_high

from expertviews.outlines.candidates import STRONG, Candidate, after_marks, most
from expertviews.outlines.endings import BIO, OR_ANSWER, place_closing, place_end
from expertviews.outlines.line_forms import (
    CLOSES_QUOTATION,
    QUOTED,
    begins_quotation,
    begins_with,
    ends_round_table,
    introduces_answers,
    is_bio,
    is_caption,
    is_date_line,
    is_footnote,
    is_furniture,
    is_page_line,
    is_picture_label,
    is_short,
    is_stray,
    is_surely_bio,
    says_who,
    title_shaped,
)
from expertviews.outlines.preface import place_preface, place_title
from expertviews.outlines.questioning import MOST_IN_PROMPT
from expertviews.outlines.questions import ends_asking, is_question
from expertviews.outlines.sheet import FURNITURE, Mark, Sheet, between, spelt
from expertviews.outlines.turn import Turn
from expertviews.people import split_job
from expertviews.seeds import (
    MAX_BYLINE,
    NUMBER,
    Block,
    affiliation_shaped,
    casefolded,
    ends_sentence,
)

_NAMED_LAST = re.compile(r"\s[(（][^()（）]{2,60}[)）]$")
_STAGE = re.compile(r"[(\[（【]\W*[\w’']{2,20}(?:\s[\w’']{1,20}){0,3}\W*[)\]）】]")
"""`(Laughter)`, `(Risas.)`: what happens; nobody says it."""

_PLACED = re.compile(r",\s(?:[^\W\d_a-z][^,.!?]{1,40}|[^,.!?]{0,40}\d)$")
"""`Sheep and cattle, 90 ha, Powys`, `Night sister, retired 2019`."""
_STAR = re.compile(r"\*\s?\w[^*]+$")
_ASIDE_IN_BRACKETS = re.compile(r"[*_]*\[[^\[\]]{12,}\][*_]*")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s(?=[^\W\d_a-z])")
_CITED = re.compile(r"[^\W\d][.,;”\"]?(\d{1,2})(?=\s|$)")
"""`… the ruling.1`: the number of a note."""
_ITALIC = re.compile(r"\*[^*“”\"«»]+\*|_[^_“”\"«»]+_")
_MOST_ROWS = 3  # below a name

_EMPLOYER = "where they work, or the answer's title?"
_BEGINNING = "the introduction, or the beginning of the first answer?"
_NEXT_QUESTION = "the next question, or the end of the answer above?"
_NO_COMMA = "a name and what they do, without a comma: where does the name end?"
_CAPTION = "a caption, or part of the answer?"
_ROW = "several cells of a table: which of them is the answer?"
_GOES_ON = "said after a prompt: does the same person answer?"
_LOOSE = "part of the answer, or a name, a caption or page furniture?"


def place_answers(sheet: Sheet, names: Sequence[Candidate], rest: Sequence[int]) -> list[Turn]:
    """Give a role to each block of the answers, of which `rest` have none yet."""
    turns = _turns(sheet, names, rest)
    if sheet.below:
        _below_names(sheet, turns, rest)
    else:
        _titles_above(sheet, turns)
        place_preface(sheet, sheet.left(at for at in rest if at < names[0].block))
    for turn in turns:
        if turn is turns[-1] and not sheet.below:
            place_end(sheet, turns)
        _place_name(sheet, turn)
        _place_furniture(sheet, turn)
    if sheet.below:
        _first_signed(sheet, turns)
    else:
        _affiliations(sheet, turns)
        _bios(sheet, turns)
    _headings(sheet, turns)
    for turn, following in itertools.pairwise(turns):
        _place_prompts(sheet, turn, following)
    for turn in turns:
        _place_words(sheet, turn, beside=turn is not (turns[0] if sheet.below else turns[-1]))
    if len({casefolded(turn.name) for turn in turns}) == 1:
        sheet.doubt(turns[0].block, "only one name was found: does anybody else answer?")
    return turns


def _turns(sheet: Sheet, names: Sequence[Candidate], rest: Sequence[int]) -> list[Turn]:
    """The turns; those who are named in one block share a turn."""
    groups = [list(group) for _, group in itertools.groupby(names, key=lambda each: each.block)]
    blocks = [group[0].block for group in groups]
    ends = [-1, *blocks] if sheet.below else [*blocks, len(sheet.layout.blocks)]
    bounds = itertools.pairwise(ends)
    return [Turn(sheet, group, between(rest, *each)) for group, each in zip(groups, bounds, strict=True)]


def _place_name(sheet: Sheet, turn: Turn) -> None:
    """The block with the names, and the words in it."""
    first = turn.names[0]
    doubt = first.doubt or ("a name, or a line of the answer?" if first.strength < STRONG else None)
    if len(turn.names) > 1:
        doubt = "several people speak in this paragraph: is everybody named?"
    elif first.own_line:
        sheet.put("name", turn.block, doubt=doubt or (_NO_COMMA if split_job(first.name)[1] else None))
        return
    marks = [mark for each in turn.names for mark in _named(sheet, each, doubt if each is first else None)]
    sheet.marks[turn.block] = marks


def _named(sheet: Sheet, each: Candidate, doubt: str | None) -> list[Mark]:
    """A name in a block, and the words or the title beside it."""
    text = sheet.text(each.block)
    name = Mark("name", spelt(text[slice(*each.extent)]), None, doubt)
    title = text[: each.extent[0]] if each.before else text[each.extent[1] :]
    beside = title.removeprefix("**").strip()
    bio = is_surely_bio(beside, each.name) and is_bio(f"{each.name} {beside.strip('*_() ')}", each.name)
    cells = " | " in title.strip("| ")
    other = Mark("bio" if bio else "text", doubt=_ROW if cells else None)
    if each.head:
        other = Mark("heading", spelt(title.strip(" :：|–—-")))
    return [other, name] if each.before else [name, other]


def _place_furniture(sheet: Sheet, turn: Turn) -> None:
    """Lines of the page, captions and footnotes within an answer."""
    body = turn.body
    cited = {number for at in body for number in _CITED.findall(sheet.text(at))}
    box = False
    for at in body:
        text, block = sheet.text(at), sheet.block(at)
        box = is_furniture(text) or (
            box and not sheet.layout.apart(at) and (not ends_sentence(text) or is_question(block))
        )
        if box:
            sheet.put("aside", at, doubt=OR_ANSWER)
        elif is_caption(text, turn.name) or is_date_line(text) or _STAGE.fullmatch(text):
            sheet.put("aside", at, doubt=_CAPTION if is_picture_label(text) else None)
            sheet.suspect([at], _CAPTION)
        elif is_footnote(text) or _is_numbered_note(text, cited) or (_STAR.match(text) and at == body[-1]):
            sheet.put("note", at)
            sheet.suspect([at] if _STAR.match(text) else [], "a note on this answer, or on the whole?")


def _is_numbered_note(text: str, cited: Collection[str]) -> bool:
    """Whether a paragraph begins with a bare number that is behind a word of what is said."""
    found = _BARE_NUMBER.match(text)
    return bool(found and found[1] in cited)


def _place_prompts(sheet: Sheet, turn: Turn, following: Turn) -> None:
    """Words between those of one speaker who is named again, and words in italics: a moderator's, perhaps."""
    body = turn.body
    goes_on = turn.shares and casefolded(turn.name) == casefolded(following.name)
    for at in body:
        text = sheet.text(at)
        brief = 1 < len(text.split()) <= MOST_IN_PROMPT and ends_sentence(text)
        if brief and ((goes_on and at == body[-1]) or _ITALIC.fullmatch(text)):
            sheet.put("prompt", at, doubt="said by the moderator, or part of the answer?")


def _place_words(sheet: Sheet, turn: Turn, *, beside: bool) -> None:
    """What is left is the answer, but for pull quotes that repeat it, and lines in doubt; `beside` another answer."""
    said = "\n".join([sheet.text(at) for at in turn.body] + [sheet.text(turn.block)] * turn.shares)
    sheet.put("note", *(at for at in turn.body if _is_pull_quote(sheet.block(at), said)))
    prompts = (at for at in turn.blocks if at in sheet.marks and sheet.marks[at][0].role == "prompt")
    prompt = min(prompts, default=len(sheet.layout.blocks))
    body = turn.body
    edge, other = (0, -1) if sheet.below else (-1, 0)
    quotes = _is_quoted(sheet, turn)
    for at in body:
        block = sheet.block(at)
        asks = is_question(block) or (turn.shares and ends_asking(block.text) and len(block.text) <= MAX_BYLINE)
        if beside and at == body[edge] and (at != body[other] or turn.shares) and asks:
            sheet.put("question", at, doubt=_NEXT_QUESTION)
        elif _ASIDE_IN_BRACKETS.fullmatch(block.text):
            sheet.put("note", at, doubt="a note of the editors, or part of the answer?")
        elif says_who(block, turn.name) or (quotes and not begins_quotation(block)):
            sheet.put("text", at, doubt="somebody else's words, or part of the answer?")
        elif is_stray(block.text) and not (block.level and (at != body[edge] or not beside)):
            inside = at not in {body[0], body[-1]}
            sheet.put("heading" if turn.shares and beside else "text" if inside else "aside", at, doubt=_LOOSE)
        else:
            goes_on = at > prompt
            sheet.put("text", at, owner=spelt(turn.name) if goes_on else None, doubt=_GOES_ON if goes_on else None)


def _is_quoted(sheet: Sheet, turn: Turn) -> bool:
    """Whether an answer begins with a paragraph that is a whole quotation."""
    text = sheet.text(turn.block if turn.shares else turn.body[0]) if turn.shares or turn.body else ""
    first, last = turn.names[0].extent if turn.shares else (0, 0)
    words = (text[:first] if turn.names[0].before else text[last:]).strip(" :：.*_—–->")
    return bool(QUOTED.match(words) and CLOSES_QUOTATION.search(words))


def _is_pull_quote(block: Block, said: str) -> bool:
    """Whether a quotation, with or without a name in brackets after it, repeats a part of what is said."""
    quoted = _NAMED_LAST.sub("", block.text).rstrip(".")
    words = quoted.strip("\"“”„«»‹›'‘’‚*_ ").rstrip(".")
    enclosed = block.quoted or (quoted[:1] in '"“„«»*_' and quoted[-1:] in '"”“»«*_')
    return enclosed and len(words) >= 12 and said.count(words) > 1


def _affiliations(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Lines below a name that say what somebody does: by their words, or as the lines in their place mostly do."""
    runs = [_short_run(sheet, turn) for turn in turns if turn.body]
    stacked = most([_is_stack(sheet, run) for run in runs])
    for place in range(_MOST_ROWS):
        rows = [run[place] for run in runs if len(run) > place]
        saying = [at for at in rows if _says_job(sheet, at)]
        usual = stacked or len(saying) > 1
        rows = [at for at in rows if at in saying or (not sheet.block(at).gap and (stacked or saying or place))]
        told = [at for at in rows if usual or not sheet.text(at).isupper()]
        sheet.put("affiliation", *told)
        for at in [] if usual else told:
            sheet.doubt(at, _EMPLOYER)


def _is_stack(sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether short lines are together with the name above them, and apart from the words, as far as gaps tell."""
    return bool(rows) and [sheet.block(at).gap for at in (*rows, rows[-1] + 1)] == [False] * len(rows) + [True]


def _says_job(sheet: Sheet, at: int) -> bool:
    """Whether a short line says what somebody does: by a word, since it begins small, or as it ends in a place."""
    text = sheet.text(at).strip("*_ ")
    return affiliation_shaped(text) or text[:1].islower() or bool(_PLACED.search(text))


def _short_run(sheet: Sheet, turn: Turn) -> list[int]:
    """Up to three short lines between a name on its own line and the words."""
    above = turn.body[:-1][:_MOST_ROWS] if turn.names[0].own_line else []
    return list(itertools.takewhile(lambda at: title_shaped(sheet.block(at)), above))


def _titles_above(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Rows above the names, if all who say something have them: a title, or what recurs, such as `Witness 1`."""
    pairs = zip(turns, [None, *turns[:-1]], strict=True)
    stacks = [_rows_above(sheet, turn, above) for turn, above in pairs]
    titled = False
    for rows in zip(*stacks, strict=False):
        labels = [re.sub(r"\d+", "", sheet.text(at)) for at in rows]
        pages = [is_page_line(sheet.text(at)) for at in rows]
        for at, label, page in zip(rows, labels, pages, strict=True):
            sheet.put("aside" if titled or page or labels.count(label) > 1 else "heading", at)
        titled |= len(set(labels)) == len(labels) and not any(pages)


def _rows_above(sheet: Sheet, turn: Turn, above: Turn | None) -> list[int]:
    """The rows right above a name, from the bottom up to a gap; none if there is no gap."""
    rows = range(turn.block - 1, max(turn.block - _MOST_ROWS, above.block if above else -1), -1)
    found = list(itertools.takewhile(lambda at: _is_title_above(sheet, at, above), rows))
    end = next((place for place, at in enumerate(found, 1) if sheet.layout.apart(at)), 0)
    return found[:end]


def _is_title_above(sheet: Sheet, at: int, above: Turn | None) -> bool:
    """Whether a row may be the title of the answer below it, and doesn't tell of who answers above."""
    block = sheet.block(at)
    told = above and begins_with(block.text, above.name)
    return not (told or at in sheet.marks) and (title_shaped(block, after_marks(block.text)) or is_question(block))


def _bios(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """Bios: the first or the last block of an answer, wherever most answers have theirs."""
    known = [turn for turn in turns if len(turn.body) > 1]
    counts = {place: sum(is_bio(sheet.text(turn.body[place]), turn.name) for turn in known) for place in (0, -1)}
    usual = 0 if counts[0] > counts[-1] else -1
    habit = counts[usual] > 1
    named = most([begins_with(sheet.text(turn.body[usual]), turn.name) for turn in known])
    for turn in known:
        at = turn.body[usual]
        if is_bio(sheet.text(at), turn.name, expected=habit) or (named and begins_with(sheet.text(at), turn.name)):
            sure = habit or is_surely_bio(sheet.text(at), turn.name)
            sheet.put("bio" if sure else "text", at, doubt=None if sure else BIO)
            sheet.suspect([] if ends_sentence(sheet.text(at)) else [at], _CAPTION)


def _below_names(sheet: Sheet, turns: Sequence[Turn], rest: Sequence[int]) -> None:
    """What is below those who sign: what they do; below the last, nobody's words."""
    for turn, following in itertools.zip_longest(turns, turns[1:]):
        below = following.body if following else [at for at in rest if at > turn.block]
        rows = itertools.takewhile(lambda at: _is_row(sheet, at), below[:_MOST_ROWS])
        sheet.put("affiliation", *rows)
        for at in [] if following else sheet.left(below):
            place_closing(sheet, at, explicit=ends_round_table(sheet.text(at)))


def _is_row(sheet: Sheet, at: int) -> bool:
    """Whether a short line belongs to the name above it: there is no gap, or if there are none, it says a job."""
    text, gaps = sheet.text(at), sheet.layout.has_gaps
    return is_short(text) and not (text.endswith(",") or sheet.block(at).gap) and (gaps or _says_job(sheet, at))


def _headings(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """The answers' own titles, if most have one."""
    heads = {turn.block: head for turn in turns if (head := _head(sheet, turn)) is not None}
    if len(heads) < 0.6 * len(turns):
        return
    for turn in turns:
        head = heads.get(turn.block)
        if head is not None:
            text = sheet.text(head)
            prose = ends_sentence(text) or "? " in text
            above = [at for at in turn.body if at < head]
            sheet.put("heading", head, doubt="the answer's title, or its first sentence?" if prose else None)
            if turn is turns[0] and head == turn.block + 1 and not (sheet.block(head).gap or sheet.block(head).level):
                sheet.doubt(head, _EMPLOYER)
            sheet.put("aside", *above, doubt=f"{FURNITURE}, or the answer's title?")


def _head(sheet: Sheet, turn: Turn) -> int | None:
    """The title of an answer: the last of the lines above the words that look like one."""
    above = turn.body if turn.shares else turn.body[:-1]
    return max(itertools.takewhile(lambda at: _heads(sheet, turn, at), above), default=None)


def _heads(sheet: Sheet, turn: Turn, at: int) -> bool:
    """Whether a block looks like a title; above a signature also a numbered line, or a line above quotations."""
    block = sheet.block(at)
    if title_shaped(block) or not sheet.below:
        return title_shaped(block)
    below = [it for it in turn.body if it > at]
    quoted = all(begins_quotation(sheet.block(it)) for it in below or [turn.block])
    return bool(NUMBER.match(block.text[:8]) or is_question(block) or quoted)


def _first_signed(sheet: Sheet, turns: Sequence[Turn]) -> None:
    """What is above the first answer if the names are below: an introduction, as far as the others tell."""
    first, others = turns[0], turns[1:]
    levels = {sheet.block(turn.body[0]).level for turn in others if turn.body} - {0}
    place_title(sheet, [at for at in first.body if sheet.block(at).level not in levels])
    body = first.body
    announced = max((place + 1 for place, at in enumerate(body) if introduces_answers(sheet.text(at))), default=0)
    asked_above = bool(body) and sheet.asked == body[0] > 0 and sheet.layout.apart(body[0])
    usual = median_high([len(turn.body) for turn in others] or [len(body) - announced])
    begin = max(announced, len(body) - usual - asked_above)
    headed = most([bool(turn.body) and _heads(sheet, turn, turn.body[0]) for turn in others])
    if headed or most([bool(turn.body) and begins_quotation(sheet.block(turn.body[0])) for turn in others]):
        begins = [_heads(sheet, first, at) if headed else begins_quotation(sheet.block(at)) for at in body]
        places = [place for place, begun in enumerate(begins) if begun]
        begin = min(places, key=lambda place: abs(len(body) - usual - place), default=begin)
        announced = begin if headed and places else announced
    elif announced <= begin < len(body) - usual:
        sheet.put("text", body[begin], doubt=_BEGINNING)
    place_preface(sheet, body[:begin])
    for at in body[announced:begin]:
        sheet.doubt(at, _BEGINNING)
