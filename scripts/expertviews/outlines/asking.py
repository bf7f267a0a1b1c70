"""What is asked in a document, and where: questions with a label, bare ones, and a moderator's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from expertviews.outlines.dating import dated
from expertviews.outlines.namings import Naming
from expertviews.outlines.sheet import Mark
from expertviews.seeds.layout_words import announces, titles
from expertviews.seeds.lexicon import INTERROGATIVES, MODERATOR_LABEL
from expertviews.seeds.questions import Asked, Page, asks, bare_questions
from expertviews.seeds.words import bare_words, ends_sentence, folded

_LAST_SENTENCE = re.compile(r"(?:^|(?<=[.!?…”\"»]\s)|(?<=[。！？]))[^.!?…。！？]{8,300}[?？؟][”\"»’)]?$")

_FIRST_SENTENCE = re.compile(r"[^.!?…。！？]{8,300}[?？](?=\s\w)")
_TOP = 3  # blocks in which a title stands

_ANSWER = re.compile(r"[^:：.。]{2,60}[:：]\s*\S.{14}")

_TO_THE_READER = "a question to the reader, or the one that was asked?"


@dataclass
class Asking:
    """What is asked: marks of the blocks that ask, the blocks at which round-tables start, and what is said on top.

    `labels` are blocks that hold a question's label alone, whose words stand in the next. `below` is the block below
    the first question, from which answers may begin.
    """

    marks: dict[int, list[Mark]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=lambda: [0])
    below: int = 0
    labels: set[int] = field(default_factory=set)


def questions(page: Page, names: Sequence[Naming], *, after: bool) -> Asking:
    """What a document asks. Nothing is sought among what is said, but for lines between two answers."""
    asking = Asking()
    if page.labelled and not page.given:
        _labelled(page, names, asking)
    elif not page.given:
        _bare(page, names, asking, after=after)
    _moderated(page, names, asking)
    return asking


def _ask(asking: Asking, asked: Asked, *, doubt: str | None = None) -> None:
    for block in {asked.first, asked.block}:
        asking.marks[block] = [Mark("question", doubt=doubt)]
    if asked.first != asked.block:
        asking.labels.add(asked.first)


def _labelled(page: Page, names: Sequence[Naming], asking: Asking) -> None:
    first, *later = page.labelled
    if answers_above(page):
        _bare(page, names, asking, after=False)
        later = list(page.labelled)
    else:
        _ask(asking, first)
        asking.below = first.block + 1
    for asked in later:
        if not _introduces(names, asked):
            continue
        if asked.moderated and _answered_by(page, names, asked) < 2:
            doubt = None if first.moderated else "asked of one person alone: a prompt, or a question of its own?"
            asking.marks[asked.block] = [Mark("prompt", doubt=doubt)]
        else:
            _ask(asking, asked)
            asking.starts.append(asked.first)


def _answered_by(page: Page, names: Sequence[Naming], asked: Asked) -> int:
    """How many people answer a labelled question before the next one."""
    end = min((each.first for each in page.labelled if each.first > asked.block), default=len(page.blocks))
    return len({folded(each.name) for each in names if asked.block < each.block < end})


def answers_above(page: Page) -> bool:
    """Whether lines above the first labelled question have the form of answers: a name, a colon and words."""
    lines = [block.text for block in page.blocks[: page.labelled[0].first]] if page.labelled else []
    return sum(bool(_ANSWER.match(line)) for line in lines) > 1


def _introduces(names: Sequence[Naming], asked: Asked) -> bool:
    """Whether a speaker, or an introduction and a speaker, follows; else it is a question within an answer."""
    return asked.moderated or any(asked.block < each.block <= asked.block + 4 for each in names)


def _bare(page: Page, names: Sequence[Naming], asking: Asking, *, after: bool) -> None:
    """A question before the first speaker; later ones where the names begin again, or headings or numbers go on."""
    first = names[0].block if names else len(page.blocks)
    found = bare_questions(page.blocks, 0, first)
    if after and found and found[0].block > 6:
        found = []
    if not found:
        _in_a_paragraph(page, first, asking)
        return
    asked = found[0]
    doubt = (
        "several lines ask; is this the question?" if len(found) > 1 else _why_doubtful(page, asked, first, after=after)
    )
    top = page.blocks[0]
    if doubt == _TO_THE_READER and asked.block > 0 and titles(top, top.text) and not dated(top.text):
        asking.marks[asked.block] = [Mark("introduction", doubt=doubt)]
        return
    _ask(asking, asked, doubt=doubt)
    asking.below = asked.block + 1
    for later in _later(page, asked, names):
        asking.marks[later] = [Mark("question")]
        asking.starts.append(later)


def _why_doubtful(page: Page, asked: Asked, first: int, *, after: bool) -> str | None:
    """A line that asks may be rhetorical, if prose follows it that leads up to nothing."""
    following = [each for each in page.blocks[asked.block + 1 : first] if ends_sentence(each.text)]
    if not following or page.blocks[asked.block].level or asked.block == 0 or (after and len(following) < 2):
        return None
    if any(announces(each.text) for each in following):
        return _TO_THE_READER
    return "the question that was asked, or one to the reader?"


def _in_a_paragraph(page: Page, first: int, asking: Asking) -> None:
    """The last sentence of a paragraph above the first name, if it asks."""
    for at in range(first - 1, -1, -1):
        text = page.blocks[at].text
        found = _LAST_SENTENCE.search(text)
        opens = _FIRST_SENTENCE.match(text) if at < _TOP and not ends_sentence(text) else None
        if opens and folded(bare_words(opens[0])[0]) in INTERROGATIVES:
            why = "asked in the first sentence; is it the question?"
            asking.marks[at] = [Mark("question", opens[0], doubt=why), Mark("introduction")]
            asking.below = at + 1
            return
        if found and found.start() and folded(bare_words(found[0])[0]) in INTERROGATIVES:
            words = " ".join(found[0].split())
            why = "asked in a sentence of the introduction; is it the question?"
            asking.marks[at] = [Mark("introduction"), Mark("question", words, doubt=why)]
            asking.below = at + 1
            return


def _later(page: Page, first: Asked, names: Sequence[Naming]) -> list[int]:
    named = {each.block: folded(each.name) for each in names if each.block > first.block}
    level = page.blocks[first.block].level
    heard: set[str] = set()
    later: list[int] = []
    for index in range(first.block + 1, len(page.blocks)):
        if index in named:
            heard.add(named[index])
        elif asks(page.blocks[index]) and (
            named.get(index + 1) in heard or (level and page.blocks[index].level == level)
        ):
            later.append(index)
            heard.clear()
    return later


def _moderated(page: Page, names: Sequence[Naming], asking: Asking) -> None:
    """A moderator's words that ask nothing, or ask one person: an introduction, or a prompt."""
    first = names[0].block if names else len(page.blocks)
    for index, block in enumerate(page.blocks):
        if index not in asking.marks and MODERATOR_LABEL.match(block.text.lstrip("*_")[:80]):
            asking.marks[index] = [Mark("introduction" if index < first else "prompt")]
