"""Names and questions → what each block of a document is, and where that is in doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from expertviews.model import ROUND_TABLE
from expertviews.outlines.asking import Asking, questions
from expertviews.outlines.dating import dated
from expertviews.outlines.choosing import Choice
from expertviews.outlines.namings import STRONG, Naming, says_somewhat
from expertviews.seeds import lexicon
from expertviews.seeds.bio_blocks import is_bio, is_sure
from expertviews.seeds.bylines import affiliation_shaped
from expertviews.seeds.layout_words import (
    announces,
    closes,
    is_caption,
    is_credit,
    is_footnote,
    is_furniture,
    is_label,
    is_loose,
    quotes,
    titles,
)
from expertviews.seeds.questions import asks
from expertviews.seeds.speakers import Page, likeness
from expertviews.seeds.words import NUMBER, ends_sentence, folded, person_shaped


@dataclass(frozen=True)
class Mark:
    """What a block, or a stretch of it, is; `doubt` is the reason why that isn't certain."""

    role: str
    words: str | None = None
    owner: str | None = None
    doubt: str | None = None


@dataclass
class Sheet:
    """A document's blocks, each with what it is, and what stands at the top of its outline."""

    page: Page
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)
    named: frozenset[str] = frozenset()
    asked: int = 0
    below: bool = False
    names_doubt: str | None = None

    def put(self, block: int, role: str, *, owner: str | None = None, doubt: str | None = None) -> None:
        """Say what a whole block is."""
        self.marks[block] = [Mark(role, None, owner, doubt)]

    def doubt(self, block: int, reason: str) -> None:
        """Say that what a block is isn't certain, unless that is said already."""
        marks = self.marks[block]
        if not any(mark.doubt for mark in marks):
            self.marks[block] = [*marks[:-1], replace(marks[-1], doubt=reason)]

    def text(self, block: int) -> str:
        """A block's words."""
        return self.page.blocks[block].text


@dataclass
class Turn:
    """Somebody's turn: who is named, in which blocks, and the blocks of what they say."""

    names: list[Naming]
    body: list[int]
    affiliation: list[int] = field(default_factory=list)
    heading: int | None = None
    bio: int | None = None

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.names[0].name

    @property
    def shares(self) -> bool:
        """Whether words stand in the block that names."""
        return not self.names[0].own_line


def place(page: Page, choice: Choice | None) -> tuple[Sheet, Asking]:
    """What each block of a page is, and what is asked."""
    sheet = Sheet(page)
    names = _without_captions(page, choice.names if choice else ())
    names = _without_wordless(page, choice, names)
    moderator = _moderator(page, names)
    asked_by = [each for each in names if moderator and folded(each.name) == moderator]
    names = [each for each in names if each not in asked_by]
    asking = questions(page, names, after=bool(choice and choice.way.after))
    sheet.labels, sheet.asked = asking.labels, asking.below
    sheet.named = frozenset(folded(each.name) for each in names)
    for block, marks in asking.marks.items():
        sheet.marks[block] = [Mark(*mark) for mark in marks]
    if choice and names:
        sheet.below, sheet.names_doubt = _orientation(page, choice, names, asking)
    _prompts(sheet, asked_by, names)
    bounds = [*asking.starts, len(page.blocks)]
    for start, end in zip(bounds, bounds[1:], strict=False):
        own = [each for each in names if start <= each.block < end and each.block not in sheet.marks]
        _section(sheet, choice, own, range(start, end))
    doubt_notes(sheet)
    return sheet, asking


def _moderator(page: Page, names: Sequence[Naming]) -> str | None:
    """The name of somebody who is named before most others' turns and mostly asks."""
    turns = [folded(each.name) for each in names]
    if len(set(turns)) < 2 or len(turns) < 4:
        return None
    for name in dict.fromkeys(turns):
        own = [each for each, turn in zip(names, turns, strict=True) if turn == name]
        if len(own) < 2 or turns[0] != name:
            continue
        asks_often = sum(_asking(page, each) for each in own) >= max(1, 0.2 * len(own))
        before = sum(one == name != other for one, other in zip(turns, turns[1:], strict=False))
        others = len(turns) - len(own)
        if asks_often and before >= 0.5 * others - 0.5 and len(set(turns)) >= 2:
            return name
    return None


def _asking(page: Page, each: Naming) -> bool:
    """Whether a turn ends in a question."""
    block = page.blocks[each.block] if each.rest else page.blocks[min(each.block + 1, len(page.blocks) - 1)]
    return _ends_asking(block.text)


def _prompts(sheet: Sheet, asked_by: Sequence[Naming], names: Sequence[Naming]) -> None:
    """A moderator's turns: before anybody else's an introduction, or the question; then prompts."""
    first = names[0].block if names else 0
    named = {each.block for each in names}
    opening = [each.block for each in asked_by if each.block < first]
    doubt: str | None = "asks between the others: a moderator, or one of those who answer?"
    for each in asked_by:
        blocks = [each.block]
        if not each.rest:
            end = each.block + 1
            while end < len(sheet.page.blocks) and end not in named and end not in {it.block for it in asked_by}:
                blocks.append(end)
                end += 1
        last_opening = bool(opening) and each.block == opening[-1]
        for at in blocks:
            if at in sheet.marks:
                continue
            role = "prompt" if each.block > first else "introduction"
            if last_opening and not sheet.asked and at == blocks[-1] and _ends_asking(sheet.text(at)):
                role = "question"
            sheet.put(at, role, doubt=doubt)
            if role == "question" and each.rest and at == each.block:
                words = spelt(sheet.text(at)[slice(*each.extent)])
                sheet.marks[at] = [Mark("prompt", words, None, doubt), Mark("question")]
            doubt = None
    if asked_by and not sheet.asked and any(marks[-1].role == "question" for marks in sheet.marks.values()):
        sheet.asked = first


def _ends_asking(text: str) -> bool:
    return text.rstrip("\"'”’»*_) 」").endswith(("?", "？", "؟"))


def _without_captions(page: Page, names: Sequence[Naming]) -> list[Naming]:
    """A name said again right below itself is a caption."""
    kept: list[Naming] = []
    for each in names:
        again = kept and folded(kept[-1].name) == folded(each.name) and each.own_line
        near = again and each.block <= kept[-1].block + 2
        if not (near and not _prose_between(page, kept[-1], each)):
            kept.append(each)
    return kept


def _without_wordless(page: Page, choice: Choice | None, names: Sequence[Naming]) -> list[Naming]:
    """The names without lines between which nothing is said: heads of the page, a table of contents."""
    if choice is None or choice.way.name not in {"line", "bold"}:
        return list(names)
    kept = []
    top = next((at for at, block in enumerate(page.blocks) if ends_sentence(block.text)), 0)
    for each, following in zip(names, [*names[1:], None], strict=True):
        below = page.blocks[each.block + 1 : top]
        if len(below) > 3 or any(dated(it.text) or is_credit(it.text) for it in below):
            continue
        end = following.block if following else len(page.blocks)
        said = each.rest or each.before or any(ends_sentence(it.text) for it in page.blocks[each.block + 1 : end])
        if said or following is None or not _at_the_top(page, each):
            kept.append(each)
    return kept


def _at_the_top(page: Page, each: Naming) -> bool:
    """Whether no more than a few lines of prose stand above."""
    return sum(ends_sentence(block.text) for block in page.blocks[: each.block]) <= 3


def _prose_between(page: Page, one: Naming, other: Naming) -> bool:
    return one.rest or any(ends_sentence(block.text) for block in page.blocks[one.block + 1 : other.block])


def _orientation(
    page: Page, choice: Choice, names: Sequence[Naming], asking: Asking
) -> tuple[bool, str | None]:
    """Whether names stand below their words, and why that is in doubt, if it is."""
    if choice.way.after:
        return True, None
    if choice.way.name not in {"line", "bold"} or not all(each.own_line for each in names):
        return False, None
    first, last = names[0].block, names[-1].block
    above = [at for at in range(asking.below, first) if ends_sentence(page.blocks[at].text)]
    after = [at for at in range(last + 1, len(page.blocks)) if not closes(page.blocks[at].text)]
    prose = [at for at in after if ends_sentence(page.blocks[at].text)]
    if not above or len(names) < 2:
        return False, None
    tight = all(
        not page.blocks[each.block].gap
        and ends_sentence(page.blocks[each.block - 1].text)
        and all(block.gap for block in page.blocks[each.block + 1 : each.block + 2])
        for each in names
    )
    if tight or not prose:
        return True, None
    usual = min(_words(page, range(one.block + 1, two.block)) for one, two in zip(names, names[1:], strict=False))
    blocks = [at for at in prose if page.blocks[at].gap or at == prose[0]]
    if len(blocks) == 1 and len(after) <= 3 and _words(page, prose) < 0.5 * usual and page.blocks[prose[0]].gap:
        return True, "little follows the last name: do the names stand below their words?"
    if _words(page, after) < 0.5 * usual and (_words(page, after) <= 15 or _words(page, after) < 0.25 * usual):
        return False, "hardly anything follows the last name: do the names stand below their words?"
    return False, None


def _words(page: Page, blocks: Sequence[int]) -> int:
    return sum(len(page.blocks[at].text.split()) for at in blocks)


def _section(sheet: Sheet, choice: Choice | None, names: Sequence[Naming], blocks: range) -> None:
    """The blocks of one question: what stands before its answers, the answers, what follows them."""
    rest = [at for at in blocks if at not in sheet.marks]
    if not names or choice is None:
        _preface(sheet, rest, nobody=True)
        return
    if sheet.below:
        _signed(sheet, choice, names, rest)
    else:
        turns = _turns(names, rest)
        _preface(sheet, [at for at in rest if at < names[0].block])
        _titled_above(sheet, turns)
        _answers(sheet, choice, turns)


def _turns(names: Sequence[Naming], rest: Sequence[int]) -> list[Turn]:
    """The names with what follows each; those who are named within one block have one turn together."""
    groups: list[list[Naming]] = []
    for each in names:
        if groups and groups[-1][0].block == each.block:
            groups[-1].append(each)
        else:
            groups.append([each])
    ends = [*(group[0].block for group in groups[1:]), (rest[-1] if rest else 0) + 1]
    return [
        Turn(group, [at for at in rest if group[0].block < at < end])
        for group, end in zip(groups, ends, strict=True)
    ]


def _answers(sheet: Sheet, choice: Choice, turns: list[Turn]) -> None:
    _close(sheet, turns[-1])
    for turn in turns:
        _name(sheet, choice, turn)
        _furniture(sheet, turn)
    _affiliations(sheet, turns)
    _find_headings(sheet, turns)
    _find_bios(sheet, turns)
    _find_headings(sheet, [turn for turn in turns if turn.bio is not None])
    for turn in turns:
        _body(sheet, turn)
    _doubt_turns(sheet, choice, turns)


def _name(sheet: Sheet, choice: Choice, turn: Turn) -> None:
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
        marks += [Mark("text"), named] if each.before else [named, Mark("text")]
        doubt = None
    sheet.marks[block] = marks


def spelt(words: str) -> str:
    """Words of a line as an outline gives them: without the marks of emphasis."""
    return " ".join(filter(None, (re.sub(r"[*_]+(?=[,.;:]*$)|^[*_]+", "", word) for word in words.split())))


def _close(sheet: Sheet, turn: Turn) -> None:
    """What follows the last answer: from the first line that says so, or a rule that stands nowhere else, on."""
    page = sheet.page
    ruled = sum(block.rule for block in page.blocks) > 1
    for place, at in enumerate(turn.body):
        text = sheet.text(at)
        others_bio = lexicon.BIO_LABEL.match(text[:60]) and not is_bio(text, turn.name)
        rule = place and page.blocks[at].rule and not ruled and not is_footnote(text)
        if closes(text) or others_bio or rule:
            comments = text.casefold().rstrip(":* ") in {"comments", "comment", "kommentare", "commentaires", "related"}
            explicit = False
            for after in turn.body[place:]:
                explicit = closes(sheet.text(after)) or (explicit and not page.blocks[after].gap)
                if comments:
                    sheet.put(after, "aside")
                else:
                    _closing(sheet, after, explicit=explicit)
            turn.body = turn.body[:place]
            return


def _closing(sheet: Sheet, at: int, *, explicit: bool) -> None:
    text = sheet.text(at)
    if is_footnote(text):
        sheet.put(at, "note")
    elif is_furniture(text) or is_loose(text):
        sheet.put(at, "aside", doubt=None if explicit else "furniture of the page, or a part of the answer above?")
    else:
        doubt = None if explicit else "a note on the whole, or a part of the answer above?"
        sheet.put(at, "note", owner=ROUND_TABLE, doubt=doubt)


_STAGE = re.compile(r"[(\[（【]\W*[\w’']{2,20}(?:\s[\w’']{1,20}){0,3}\W*[)\]）】]")
"""`(Laughter)`, `(Risas.)`: what happens, and no words of anybody's."""


def _furniture(sheet: Sheet, turn: Turn) -> None:
    """Lines of the page, captions and footnotes within an answer."""
    body: list[int] = []
    box = False
    for place, at in enumerate(turn.body):
        text = sheet.text(at)
        box = box and not sheet.page.blocks[at].gap and (is_loose(text) or is_furniture(text))
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
        habitual = alike and len(run) == usual and (told >= 0.5 * len(bare)) and not any(page.blocks[at].gap for at in run)
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


def _titled_above(sheet: Sheet, turns: list[Turn]) -> None:
    """Titles above the names, where every name has one."""
    page = sheet.page
    above = [turn.names[0].block - 1 for turn in turns]
    if len(turns) < 2 or above[0] < 0 or any(len(turn.body) < 2 for turn in turns[:-1]):
        return
    titled = all(
        at >= 0 and titles(page.blocks[at], page.blocks[at].text) and page.blocks[at].gap and not asks(page.blocks[at])
        for at in above
    )
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
        likes_name = first.level == 0 and says_somewhat(first.text) and likeness(page, first.text) >= STRONG
        doubt = "the answer's title, or another name?" if likes_name else None
        sheet.put(turn.body[0], "heading", doubt=doubt)
        turn.body = turn.body[1:]


def _find_bios(sheet: Sheet, turns: list[Turn]) -> None:
    """Who somebody is: the first or the last block of an answer, wherever most of the document has it."""
    known = [turn for turn in turns if len(turn.body) > 1 or (turn.shares and turn.body)]
    ends = {
        place: [turn for turn in known if is_bio(sheet.text(turn.body[place]), turn.name)] for place in (0, -1)
    }
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


def _body(sheet: Sheet, turn: Turn) -> None:
    """What is left is said, but for quotations that repeat it."""
    said = "\n".join([sheet.text(at) for at in turn.body] + [sheet.text(turn.names[0].block)] * turn.shares)
    for at in (at for at in turn.body if at not in sheet.marks):
        text = sheet.text(at)
        words = text.strip("\"“”«»'‘’*_ ").rstrip(".")
        set_off = sheet.page.blocks[at].quoted or text[:1] in '"“«*_' or sheet.page.blocks[at].level
        if set_off and 12 <= len(words) <= 800 and said.count(words) > 1:
            sheet.put(at, "note")
        elif lexicon.MODERATOR_LABEL.match(text.lstrip("*_")[:80]):
            sheet.put(at, "prompt")
        else:
            sheet.put(at, "text")


def _doubt_turns(sheet: Sheet, choice: Choice, turns: list[Turn]) -> None:
    """Where what is said may be another's, or nobody's."""
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        for place, at in enumerate(turn.body):
            if sheet.marks[at][0].role != "text":
                continue
            last = place == len(turn.body) - 1
            reason = _doubtful_text(sheet, turn, at, place, last=last and following is not None)
            if reason:
                role = "question" if reason is _ASKED else "text"
                sheet.put(at, role, doubt=reason)
        if not turn.body and not turn.shares:
            sheet.doubt(turn.names[0].block, "nothing is said below this name")
    _doubt_asker(sheet, turns)
    _trailing(sheet, turns[-1])
    _doubt_last(sheet, turns)
    if len({folded(turn.name) for turn in turns}) == 1:
        _doubt_alone(sheet, turns[0])


_ASKED = "the next question, or the end of the answer above?"
_LIKE = re.compile(r"^\S.{1,80}$")


def _doubtful_text(sheet: Sheet, turn: Turn, at: int, place: int, *, last: bool) -> str | None:
    block = sheet.page.blocks[at]
    text = block.text
    said_before = place > 0 or turn.shares
    if last and said_before and asks(block) and len(text.split()) <= 30 and (block.gap or len(text.split()) >= 3):
        return _ASKED
    if block.level == 0 and is_loose(text) and text[0] not in "*_" and not block.quoted:
        named = says_somewhat(text) and likeness(sheet.page, text) >= 0.3
        if named and person_shaped(text):
            return "a name, or a line of the answer?"
        if named or is_credit(text) or len(text.split()) <= 6:
            return "a line of the answer, a caption or furniture of the page?"
    return None


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
    """Short lines at the document's end belong to the page rather than to the last answer."""
    for at in reversed(turn.body[1:] if not turn.shares else turn.body):
        if not is_loose(sheet.text(at)) or sheet.marks[at][0].role not in {"text", "name"}:
            return
        sheet.put(at, "aside", doubt="furniture of the page, or the end of the answer above?")


def _doubt_last(sheet: Sheet, turns: list[Turn]) -> None:
    """More paragraphs in the last answer than in any other: the last may be nobody's."""
    *others, last = turns
    counts = {len(turn.body) + turn.shares for turn in others}
    if not last.body or len(others) < 2 or len(last.body) + last.shares <= max(counts) or len(counts) > 1:
        return
    at = last.body[-1]
    if sheet.marks[at][0].role == "text":
        sheet.doubt(at, "the last answer's end, or a closing word on the whole?")


def _doubt_alone(sheet: Sheet, turn: Turn) -> None:
    sheet.doubt(turn.names[0].block, "only one person is named: is anybody else?")


def _preface(sheet: Sheet, blocks: Sequence[int], *, nobody: bool = False) -> None:
    """What stands before the answers: title, introduction, by-lines and furniture of the page."""
    page = sheet.page
    rest = [at for at in blocks if at not in sheet.marks]
    title = _title(sheet, rest, nobody=nobody)
    for at in (at for at in rest if at not in sheet.marks):
        block = page.blocks[at]
        if block.matter and not lexicon.TITLE_LABEL.match(block.text[:40]):
            sheet.put(at, "aside")
        elif at == title or lexicon.TITLE_LABEL.match(block.text[:40]):
            sheet.put(at, "title")
        elif lexicon.DATE_LABEL.match(block.text[:40]):
            sheet.put(at, "aside")
        elif is_furniture(block.text):
            sheet.put(at, "aside", doubt="furniture of the page, or introduction?")
        elif folded(block.text.strip("*_ ")) in sheet.named:
            sheet.put(at, "aside", doubt="a list of those who answer below?")
        elif is_credit(block.text):
            sheet.put(at, "aside", doubt="a picture's caption?")
        elif nobody and ends_sentence(block.text):
            sheet.put(at, "text", doubt=None)
        else:
            sheet.put(at, "introduction")
    if nobody:
        said = [at for at in rest if sheet.marks[at][0].role == "text"]
        for at in said[:1]:
            sheet.doubt(at, "nobody is named in a way that is known: who says this?")


def _title(sheet: Sheet, blocks: Sequence[int], *, nobody: bool) -> int | None:
    """The title: what is labelled so, else the first heading, else the first line that has the form of one."""
    page = sheet.page
    labelled = [at for at in blocks if lexicon.TITLE_LABEL.match(page.blocks[at].text[:40])]
    if labelled:
        return labelled[0]
    blocks = [at for at in blocks if at < sheet.asked or not sheet.asked or page.blocks[at].level]
    headings = [at for at in blocks if page.blocks[at].level]
    if headings:
        return headings[0]
    run = []
    for at in [at for at in blocks[:7] if not page.blocks[at].matter]:
        block = page.blocks[at]
        shaped = titles(block, block.text) or (asks(block) and not run)
        if is_credit(block.text) or is_furniture(block.text) or dated(block.text) or lexicon.BY_LABEL.match(block.text):
            sheet.put(at, "aside", doubt=None if dated(block.text) == block.text else "furniture of the page?")
        elif not shaped:
            break
        else:
            run.append(at)
    if len(run) < 2 or nobody:
        return run[0] if run else None
    best = max(run, key=lambda it: (_title_like(sheet.text(it)), -it))
    for at in run:
        sheet.put(at, "title" if at == best else "aside", doubt=_KICKER)
    return None


def _title_like(text: str) -> int:
    """How much a short line at the top looks like a title rather than the name of a section or a page."""
    words = text.split()
    furniture = bool(re.search(r"\||\s[–—]\s|\b(?:vol|no|nr)\.\s?\d|\d\s?min\b", text)) or text.startswith(("(", "["))
    return 2 * (len(words) >= 3) - 2 * furniture - (lexicon.OTHER_LABELS >= {folded(words[0].rstrip(":"))})


_KICKER = "the title, the name of a section, or an introduction?"


def _signed(sheet: Sheet, choice: Choice, names: Sequence[Naming], rest: Sequence[int]) -> None:
    """Answers that end with a name."""
    page = sheet.page
    ends = [each.block for each in names]
    turns: list[Turn] = []
    start = rest[0] if rest else 0
    for each in names:
        if turns and turns[-1].names[0].block == each.block:
            continue
        turns.append(Turn([each], [at for at in rest if start <= at < each.block]))
        start = each.block + 1
    for turn, following in zip(turns, [*ends[1:], len(page.blocks)], strict=False):
        _below_name(sheet, turn, [at for at in rest if turn.names[0].block < at < following])
        taken = {*turn.affiliation, turn.bio}
        for other in turns:
            other.body = [at for at in other.body if at not in taken]
    _first_signed(sheet, turns)
    for turn in turns:
        _name(sheet, choice, turn)
        _furniture(sheet, turn)
    heads = [_head(sheet, turn) for turn in turns]
    for turn, head in zip(turns, heads, strict=True):
        if head is not None and sum(it is not None for it in heads) >= 0.6 * len(heads):
            sheet.put(head, "heading")
            turn.body.remove(head)
        _body(sheet, turn)
        for place, at in enumerate(turn.body):
            reason = _doubtful_text(sheet, turn, at, place, last=False)
            if reason and sheet.marks[at][0].role == "text":
                sheet.doubt(at, reason)
        if not turn.body and not turn.shares:
            sheet.doubt(turn.names[0].block, "no words stand above this name")
    for at in rest:
        if at > ends[-1] and at not in sheet.marks:
            _after_signatures(sheet, at)
    if len(turns) == 1:
        _doubt_alone(sheet, turns[0])


def _below_name(sheet: Sheet, turn: Turn, following: Sequence[int]) -> None:
    """What says of whoever has just signed what they do, or who they are."""
    page = sheet.page
    sheet_gaps = {at for at, block in enumerate(page.blocks) if block.gap} | {len(page.blocks)}
    for at in following[:3]:
        block = page.blocks[at]
        place = len(block.text.split()) <= 6 and titles(block, block.text) and at + 1 in sheet_gaps
        if (affiliation_shaped(block.text) or place) and not block.gap and turn.names[0].own_line:
            sheet.put(at, "affiliation")
            turn.affiliation.append(at)
        elif is_bio(block.text, turn.name) and is_sure(block.text, turn.name):
            sheet.put(at, "bio")
            turn.bio = at
            break
        else:
            break


def _after_signatures(sheet: Sheet, at: int) -> None:
    text = sheet.text(at)
    if is_footnote(text):
        sheet.put(at, "note")
    elif closes(text):
        _closing(sheet, at, explicit=True)
    else:
        sheet.put(at, "note", owner=ROUND_TABLE, doubt="nobody signs this")


def _head(sheet: Sheet, turn: Turn) -> int | None:
    """The title of what somebody signs."""
    if len(turn.body) < 2 and not (turn.body and turn.shares):
        return None
    first = sheet.page.blocks[turn.body[0]]
    numbered = NUMBER.match(first.text[:8]) and len(first.text.split()) <= 14
    short = len(first.text.split()) <= 12 and not quotes(first, first.text)
    quoted = len(turn.body) > 1 and all(quotes(sheet.page.blocks[at], sheet.text(at)) for at in turn.body[1:])
    quoted = quoted or (turn.shares and quotes(sheet.page.blocks[turn.names[0].block], sheet.text(turn.names[0].block)))
    return turn.body[0] if numbered or titles(first, first.text) or (short and quoted) else None


def _first_signed(sheet: Sheet, turns: list[Turn]) -> None:
    """What stands before the first answer where names stand below: an introduction, as far as the others tell."""
    first, others = turns[0], turns[1:]
    body = first.body
    title = _title(sheet, body[:-1] if not first.shares else body, nobody=False) if body else None
    if title is not None and not (_all_headed(sheet, others) and sheet.asked > title):
        sheet.put(title, "title")
    for at in body:
        if is_credit(sheet.text(at)) or is_furniture(sheet.text(at)):
            sheet.put(at, "aside", doubt="a picture's caption or furniture of the page?")
    body = [at for at in body if at not in sheet.marks]
    keep = 0 if first.shares else 1
    cut = max((place + 1 for place, at in enumerate(body[: len(body) - keep]) if announces(sheet.text(at))), default=0)
    if not cut:
        cut = _begins(sheet, body, others, first)
    asked_above = bool(body) and sheet.asked and sheet.asked == body[0]
    usual = max((len(turn.body) for turn in others), default=len(body)) + bool(asked_above)
    surplus = len(body) - cut - usual
    for place, at in enumerate(body):
        if place < cut:
            sheet.put(at, "introduction")
        elif surplus > 0 and place < cut + surplus and (place or not asked_above):
            sheet.put(at, "introduction", doubt=_BEGINNING)
    if surplus > 0 and asked_above and body and body[0] not in sheet.marks:
        sheet.put(body[0], "text", doubt=_BEGINNING)
    first.body = [at for at in body if at not in sheet.marks or sheet.marks[at][0].role == "text"]


_BEGINNING = "an introduction, or the beginning of the first answer?"
def _all_headed(sheet: Sheet, turns: Sequence[Turn]) -> bool:
    return bool(turns) and all(_head(sheet, turn) is not None for turn in turns)


def _begins(sheet: Sheet, body: Sequence[int], others: Sequence[Turn], first: Turn) -> int:
    """Where the first answer begins, if all others begin with a title, or are quotations throughout."""
    page = sheet.page
    if _all_headed(sheet, others):
        for place in range(len(body)):
            if _head(sheet, Turn(first.names, list(body[place:]))) is not None:
                return place
    quoted = others and all(
        all(quotes(page.blocks[at], sheet.text(at)) for at in turn.body)
        and (not turn.shares or quotes(page.blocks[turn.names[0].block], sheet.text(turn.names[0].block)))
        for turn in others
    )
    if not quoted:
        return 0
    return next((place for place, at in enumerate(body) if quotes(page.blocks[at], sheet.text(at))), len(body) * first.shares)


def doubt_notes(sheet: Sheet) -> None:
    """Footnotes of which nobody's words have the mark: whose they are is asked."""
    said = "\n".join(sheet.text(at) for at, marks in sheet.marks.items() if any(it.role == "text" for it in marks))
    for at, (mark, *more) in list(sheet.marks.items()):
        found = None if more or mark.role != "note" or mark.owner else _FOOTNOTE_MARK.match(sheet.text(at))
        if found and said.count(found[0].strip(" :")) != 1 and not mark.doubt:
            sheet.doubt(at, "whose note is it? name them, as `{note: Ann Lee}`")


_FOOTNOTE_MARK = re.compile(r"\[\^?\w{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]+|[†‡]")


def unplaced(sheet: Sheet) -> Iterator[int]:
    """The blocks that nothing was said of."""
    return (at for at in range(len(sheet.page.blocks)) if at not in sheet.marks)
