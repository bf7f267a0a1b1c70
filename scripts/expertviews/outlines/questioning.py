"""What is asked in a document, and where: questions with a label, bare ones, and a moderator's."""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from expertviews.outlines.candidates import Candidate
from expertviews.outlines.line_forms import is_furniture, is_moderators
from expertviews.outlines.questions import Asked, Layout, ends_asking, is_question, unlabelled_questions
from expertviews.outlines.sheet import Mark, Sheet
from expertviews.seeds import NUMBER, bare_words, casefolded, ends_sentence, lexicon

_ASKS = re.compile(
    r"(?:^|(?<=[.!?…”\"»。！？:：]))[\s*_“„«\"]*(?P<words>(?=[\w¿])[^:：.!?…。！？]{8,300}[?？؟])(?=[”\"»’)*_]*(?:\s|$)|(?<=？))"
)
_ANSWER = re.compile(r"([^:：.。]{2,60})[:：]\s*\S.{14}")
_STAMP_LAST = re.compile(rf"{lexicon.STAMP}$")
MOST_IN_PROMPT = 25  # words
_SENTENCE = "a sentence of the introduction: is it the question?"
_CLAUSE = re.compile(r"[^.,;。]+")


def place_questions(sheet: Sheet, names: Sequence[Candidate], prompts: Collection[int]) -> list[int]:
    """Say which blocks ask, and give the blocks at which round-tables start.

    Nothing is sought among what is said, but for lines between two answers.
    """
    layout, starts = sheet.layout, [0]
    first = names[0].block if names else len(layout.blocks)
    if layout.labelled and not layout.given:
        starts += _labelled(sheet)
    elif not layout.given:
        starts += _bare(sheet, names, first, prompts)
    for at, block in enumerate(layout.blocks):
        if at not in sheet.marks and is_moderators(block.text):
            sheet.put("introduction" if at < first else "prompt", at)
    return starts


def _ask(sheet: Sheet, asked: Asked, doubt: str | None = None) -> None:
    """Say that a question is one, and its label; answers may begin below the first."""
    sheet.asked = sheet.asked or asked.block + 1
    for at in {asked.first, asked.block}:
        sheet.put("question", at, doubt=doubt)


def _labelled(sheet: Sheet) -> Iterator[int]:
    """Labelled questions open round-tables."""
    top, *later = sheet.layout.labelled
    answered = sum(bool(_ANSWER.match(it.text)) for it in sheet.layout.blocks[: top.first]) > 1
    _ask(sheet, top, "are the lines above answers to another question?" if answered else None)
    for asked in later:
        _ask(sheet, asked)
        yield asked.first


def _bare(sheet: Sheet, names: Sequence[Candidate], first: int, prompts: Collection[int]) -> Iterator[int]:
    """A question before the first speaker; later ones where the names begin again."""
    layout = sheet.layout
    found = unlabelled_questions(layout.blocks, 0, first)
    if not found or (len(found) > 1 and all(NUMBER.match(layout.blocks[it.block].text) for it in found)):
        return
    below = [it for it in found[1:] if it.block not in prompts]
    on_top = not any(ends_sentence(it.text) for it in layout.blocks[: found[0].block])
    asked = below[-1] if below and on_top else found[0]
    following = [each for each in layout.blocks[asked.block + 1 : first] if ends_sentence(each.text)]
    doubt = None
    if len(found) > 1:
        doubt = "several lines end in “?”: is this the question?"
    elif not is_question(layout.blocks[asked.block]):
        doubt = "the question, or also a title or an introduction?"
    elif len(following) > 1 and asked.block:
        doubt = "the question that was answered, or one to the reader?"
    _ask(sheet, asked, doubt)
    named = {each.block: casefolded(each.name) for each in names}
    heard: set[str] = set()
    for at in range(first, len(layout.blocks)):
        end = min((it for it in prompts if it > at), default=len(layout.blocks)) if at in prompts else at + 2
        answering = {named[it] for it in range(at, end) if it in named}
        if at in named:
            heard.add(named[at])
        elif is_question(layout.blocks[at]) and len(answering) > (at in prompts) and answering <= heard:
            sheet.put("question", at)
            yield at
            heard.clear()


def ask_in_a_paragraph(sheet: Sheet, above: Sequence[int]) -> None:
    """Look for a sentence that asks in the paragraphs above the answers, the last one first."""
    for at in reversed([at for at in above if not NUMBER.match(sheet.text(at))]):
        marks = _asking(sheet.text(at), top=not at)
        if marks:
            sheet.marks[at], sheet.asked = marks, at + 1
            return


def _asking(text: str, *, top: bool) -> list[Mark]:
    """The marks of a paragraph of which the last sentence that asks, or all that a moderator says, is the question."""
    asked = [it for it in _ASKS.finditer(text) if _may_be_asked(text, it, top=top and ends_sentence(text))]
    if not asked:
        return [Mark("question", doubt=_SENTENCE)] if is_moderators(text) and ends_asking(text) else []
    around = (text[: asked[-1].start("words")], text[asked[-1].end("words") :])
    before, after = ([Mark("introduction")] * any(map(str.isalnum, it)) for it in around)
    return [*before, Mark("question", " ".join(asked[-1]["words"].split()), doubt=_SENTENCE), *after]


def _may_be_asked(text: str, found: re.Match[str], *, top: bool) -> bool:
    """Whether a sentence within a paragraph may be the question; the first one only on top, or after `¿`."""
    before = text[: found.start("words")].rstrip(' *_“„«"')
    led = is_moderators(text) or found["words"][0] == "¿" or before.endswith((":", "："))
    asks = led or casefolded(bare_words(found["words"])[0]) in lexicon.INTERROGATIVES
    return asks and (before.endswith((":", "：")) or ends_sentence(before) or (not before and (top or text[0] == "¿")))


def moderators(layout: Layout, names: Sequence[Candidate]) -> list[Candidate]:
    """The turns of whoever is named first and asks or is said to moderate, and of those who do nothing but prompt."""
    if not names:
        return []
    turns: dict[str, list[int]] = {}
    for at, each in enumerate(names):
        turns.setdefault(casefolded(each.name), []).append(at)
    prompts = {at for own in turns.values() if _only_prompts(layout, names, own) for at in own}
    first = _first_asks(layout, names)
    return [each for at, each in enumerate(names) if at in prompts or each in first]


def _only_prompts(layout: Layout, names: Sequence[Candidate], own: Sequence[int]) -> bool:
    """Whether all turns of somebody are brief and most ask; a single one has the same speaker before and after it."""
    said = [layout.blocks[names[at].block].text[names[at].extent[1] :] for at in own if names[at].rest]
    asking = len(said) == len(own) and 2 * sum(map(ends_asking, said)) >= len(own)
    around = {
        casefolded(each.name.split()[-1]) for at in own for each in (*names[at - 1 : at], *names[at + 1 : at + 2])
    }
    return asking and (len(own) > 1 or (own[0] > 0 and len(around) == 1)) and all(map(_is_brief, said))


def _is_brief(words: str) -> bool:
    return len(words.split()) <= MOST_IN_PROMPT and words.lstrip(":： ")[:1] not in '"“„«'


def _first_asks(layout: Layout, names: Sequence[Candidate]) -> list[Candidate]:
    """The turns of whoever is named first, and again, if by a part of the name, who asks or is said to moderate."""
    labelled = bool(lexicon.MODERATOR_LABEL.match(f"{names[0].name}:"))
    known = set(map(casefolded, bare_words(names[0].name)))
    own = [each for each in names if known.issuperset(map(casefolded, bare_words(each.name)))]
    if len(own) == len(names) or (len(own) < 2 and not (labelled or _only_asks(layout, names))):
        return []
    return own if labelled or any(_ends_turn_asking(layout, each) for each in own) or _leads(layout, own[-1]) else []


def _only_asks(layout: Layout, names: Sequence[Candidate]) -> bool:
    """Whether whoever speaks first says nothing but a question; in a chat that may be on the line below the name."""
    first, second, *_ = names
    block = layout.blocks[first.block]
    chat = not first.rest and _STAMP_LAST.search(block.text)
    words = layout.blocks[first.block + 1].text if chat else block.text[first.extent[1] :].lstrip(":： ")
    asks = is_question(replace(block, text=words))
    return asks and second.block == first.block + (2 if chat else 1)


def _leads(layout: Layout, each: Candidate) -> bool:
    """Whether a line above says of somebody that they moderate."""
    clauses = (
        it[0] for block in layout.blocks[max(0, each.block - 12) : each.block] for it in _CLAUSE.finditer(block.text)
    )
    return any(lexicon.MODERATES.search(clause) and each.name in clause for clause in clauses)


def _ends_turn_asking(layout: Layout, each: Candidate) -> bool:
    block = layout.blocks[each.block] if each.rest else layout.blocks[min(each.block + 1, len(layout.blocks) - 1)]
    return ends_asking(block.text)


def place_prompts(sheet: Sheet, asked_by: Sequence[Candidate], names: Sequence[Candidate]) -> None:
    """A moderator's turns: before anybody else's an introduction, or the question; then prompts."""
    ends = sorted([each.block for each in (*names, *asked_by)] + [len(sheet.layout.blocks)])
    doubt: str | None = "is this the moderator, or somebody who answers?"
    for each in asked_by:
        end = each.block + 1 if each.rest else ends[bisect(ends, each.block)]
        for at in sheet.left(range(each.block, end)):
            asks = at == end - 1 and ends_asking(sheet.text(at))
            furniture = is_furniture(sheet.text(at))
            role = "aside" if furniture else _role_of_turn(sheet, each, asked_by, names, asks=asks)
            sheet.put(role, at, doubt=doubt)
            doubt = None


def _role_of_turn(
    sheet: Sheet, turn: Candidate, asked_by: Sequence[Candidate], names: Sequence[Candidate], *, asks: bool
) -> str:
    """What a moderator's words are: the last turn before all answers asks the question, unless another line does."""
    first = names[0].block if names else 0
    last = max((each.block for each in asked_by if each.block < first), default=-1)
    alone = len({casefolded(each.name) for each in names}) == 1
    if asks and (alone or (turn.block == last and not sheet.asked)):
        return "question"
    return "prompt" if asks or turn.block > first else "introduction"
