"""The layouts that can be read: one entry each in LAYOUTS, at the end.

A layout is a way in which documents name their speakers. It finds them on a page; everything else (questions, bios,
paragraphs, notes) is the same for all layouts. To add one, write its finder and its entry.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from expertviews.seeds import doubts
from expertviews.seeds.bio_blocks import is_bio
from expertviews.seeds.bylines import MAX_BYLINE, affiliation_shaped, labelled_byline, skip_emphasis, trimmed
from expertviews.seeds.candidates import DASH, SET_OFF, candidates, most, name_start, speaker_at, stands_between
from expertviews.seeds.lexicon import BIO_VERBS, BY_LABEL, NAME_LABEL, SAID_LABEL
from expertviews.seeds.lines import Range
from expertviews.seeds.questions import asks
from expertviews.seeds.speakers import STRONG, Page, Speaker
from expertviews.seeds.words import NUMBER, ends_sentence, is_anonymous, person_shaped

WEAK = 0.6
"""A line at least this name-like is a speaker where its surroundings fit."""

MARKED = 0.4
"""A line that the layout marks as a name, by a heading, bold type, a number, needs to look less like one."""

_REWRITTEN = "write every name as `## Jane Smith`, on a line of its own above the words, in place of what names it"
MAX_AFFILIATION_LINES = 3
_INNER_DASH = re.compile(r"(?:\s(?:—|–|―|--?)|(?<=[.!?”\"’'*_])—)\s?")
_BOLD_HEAD = re.compile(r"(\*\*|__)([^*_]{2,150})\1[.:]?\s*(?:[—–-]\s)?\s*")
_SAID = re.compile(rf",?\s{SAID_LABEL.pattern}$")
_VERB = re.compile(r"\s(" + "|".join(sorted(BIO_VERBS)) + r")\s")
_PROSE_WORDS = 6


@dataclass(frozen=True)
class Layout:
    """A way of naming speakers: its name for `--layout`, what it looks like, and how they are found.

    `after` says that the name comes after the words, `either` that nothing but its place tells; `fallback` that it is
    tried only where no other layout fits; `labels` that other things than names may be labelled too. `doubts` finds the
    blocks that are set as the names are, and may or may not be one: they are never decided silently. `surely` is what
    an editor writes to have a line read as a name.
    """

    name: str
    looks_like: str
    find: Callable[[Page], list[Speaker]]
    doubts: Callable[[Page, Sequence[Speaker]], list[int]]
    after: bool = False
    either: bool = False
    fallback: bool = False
    labels: bool = False
    surely: str = "put `Name: ` before every name"


# Names on lines of their own, without any mark.


def name_lines(page: Page) -> list[Speaker]:
    """Names on lines of their own without any mark."""
    found = []
    for index in candidates(page):
        block = page.blocks[index]
        if not (block.level or block.quoted or SET_OFF.match(block.text[:8])):
            speaker = speaker_at(page, index)
            if speaker:
                found.append(speaker)
    return _in_one_style(page, _without_affiliation_lines(page, found))


def _without_affiliation_lines(page: Page, found: Sequence[Speaker]) -> list[Speaker]:
    """Leave out the lines that say what the person named on the line above does."""
    kept: list[Speaker] = []
    for speaker in found:
        above = kept[-1] if kept else None
        if not (above and _describes(page, above, speaker.block)):
            kept.append(_raised(page, speaker))
    return kept


def _describes(page: Page, above: Speaker, block: int) -> bool:
    """Whether a block and all those between it and the person named above say what that person does."""
    if above.affiliation or block - above.block > MAX_AFFILIATION_LINES or not person_shaped(page.name_of(above)):
        return False
    lines = page.blocks[above.block + 1 : block + 1]
    return all(affiliation_shaped(line.text) and not (line.gap and len(lines) > 1) for line in lines)


def _raised(page: Page, speaker: Speaker) -> Speaker:
    """A job on the next line makes a name more likely."""
    following = speaker.block + 1
    if speaker.affiliation or following >= len(page.blocks) or page.blocks[following].gap:
        return speaker
    if affiliation_shaped(page.blocks[following].text) and person_shaped(page.name_of(speaker)):
        return replace(speaker, strength=min(1.0, speaker.strength + 0.35))
    return speaker


def _in_one_style(page: Page, found: Sequence[Speaker]) -> list[Speaker]:
    """Those that are set as most of the strong ones are: below a blank line or not, with an affiliation or not."""
    strong = [speaker for speaker in found if speaker.strength >= STRONG]
    spaced = most(page.blocks[speaker.block].gap for speaker in strong)
    described = most(speaker.affiliation is not None for speaker in strong)
    kept: list[Speaker] = []
    for speaker in found:
        strength = speaker.strength
        if spaced and not page.blocks[speaker.block].gap and not stands_between(page, speaker.block):
            strength -= 0.3
        if described and speaker.affiliation is None and not is_anonymous(page.name_of(speaker)):
            strength -= 0.1
        titles_the_last = bool(kept) and kept[-1].block == speaker.block - 1 and strength < STRONG
        if strength >= STRONG or (strength >= WEAK and not titles_the_last and stands_between(page, speaker.block)):
            kept.append(replace(speaker, strength=strength))
    return kept


def names_below(page: Page) -> list[Speaker]:
    """Names on lines of their own right below the words, with a gap below each; the words begin below the question."""
    found = name_lines(page)
    questions = page.question_blocks or {index for index, block in enumerate(page.blocks) if asks(block)}
    below = all(_closes_a_paragraph(page, speaker.block) for speaker in found)
    return found if len(found) > 1 and below and found[0].block - 1 not in questions else []


def _closes_a_paragraph(page: Page, block: int) -> bool:
    """Whether a line stands right below prose, and a gap below the line."""
    following = page.blocks[block + 1 : block + 2]
    return (
        block > 0
        and not page.blocks[block].gap
        and ends_sentence(page.blocks[block - 1].text)
        and all(one.gap for one in following)
    )


# Names that a mark sets off.


def heading_names(page: Page) -> list[Speaker]:
    """Names in Markdown headings (or underlined), all of one level: the one with the most names."""
    levels: dict[int, list[Speaker]] = defaultdict(list)
    for index in candidates(page):
        block = page.blocks[index]
        speaker = speaker_at(page, index, name_start(block.text), raised=0.15) if block.level else None
        if speaker and speaker.strength >= MARKED and not BY_LABEL.match(block.text):
            levels[block.level].append(speaker)
    return max(levels.values(), key=lambda found: sum(speaker.strength for speaker in found), default=[])


def bold_names(page: Page) -> list[Speaker]:
    """Names in bold or italics, on lines of their own; the affiliation may be in them or follow."""
    return [
        speaker
        for index in candidates(page)
        if page.blocks[index].text[0] in "*_" and not page.blocks[index].level and not page.blocks[index].quoted
        for speaker in [speaker_at(page, index, name_start(page.blocks[index].text), raised=0.1)]
        if speaker and speaker.strength >= MARKED
    ]


def numbered_names(page: Page) -> list[Speaker]:
    """Names after numbers that count from 1, for each question anew."""
    found: list[Speaker] = []
    expected = 1
    for index in candidates(page):
        block = page.blocks[index]
        number = None if block.level or block.text[0] in "*_" else NUMBER.match(block.text)
        speaker = speaker_at(page, index, number.end(), raised=0.1) if number else None
        if number and speaker and speaker.strength >= MARKED and int(number[1]) in {1, expected}:
            found.append(speaker)
            expected = int(number[1]) + 1
    return found


def labelled_names(page: Page) -> list[Speaker]:
    """`Name: Jane Smith`, which an editor can always write: whatever follows that is no sentence is a name."""
    found = {speaker.block: speaker for speaker in _after_label(page, NAME_LABEL)}
    if found:
        for index in doubts.labelled(page, list(found.values())):
            text = page.blocks[index].text
            label = NAME_LABEL.match(text, skip_emphasis(text))
            stated = labelled_byline(text, label.end()) if label else None
            if stated:
                found[index] = Speaker(index, stated.name, stated.affiliation)
    return [found[index] for index in sorted(found)]


def by_lines(page: Page) -> list[Speaker]:
    """`By Jane Smith, Professor …` above the text."""
    return _after_label(page, BY_LABEL)


def _after_label(page: Page, label: re.Pattern[str]) -> list[Speaker]:
    found = []
    for index in candidates(page):
        text = page.blocks[index].text
        match = label.match(text, skip_emphasis(text))
        speaker = speaker_at(page, index, match.end(), raised=0.2) if match else None
        if speaker and speaker.strength >= MARKED:
            found.append(speaker)
    return found


# Names in the same line as the words.


def run_in_names(page: Page) -> list[Speaker]:
    """`NAME: words`, `Name (place): words`, `**Name** words`; the words may also begin on the next line."""
    questions = page.question_blocks
    found = []
    for index, block in enumerate(page.blocks):
        if index in questions or block.level:
            continue
        speaker = _before_colon(page, index) or _bold_head(page, index) or _before_dash(page, index)
        if speaker and speaker.strength >= WEAK:
            found.append(speaker)
    alike = most(speaker.strength >= STRONG for speaker in found)
    return [speaker for speaker in found if speaker.strength >= STRONG] if alike else found


def _before_colon(page: Page, index: int) -> Speaker | None:
    text = page.blocks[index].text
    colon = min((at for at in (text.find(":", 0, 200), text.find("：", 0, 100)) if at > 0), default=0)
    start = name_start(text[:50])
    if colon <= start or NAME_LABEL.match(text, skip_emphasis(text)) or text[colon + 1 : colon + 3] == "//":
        return None
    said = _SAID.search(text, start, colon)
    speaker = speaker_at(page, index, start, said.start() if said else colon, raised=0.25)
    return replace(speaker, rest=_rest(text, colon + 1)) if speaker else None


def _bold_head(page: Page, index: int) -> Speaker | None:
    text = page.blocks[index].text
    head = _BOLD_HEAD.match(text[:300])
    if not head or not _is_prose(text[head.end() :]):
        return None
    end = head.end(2)
    while end > head.start(2) and text[end - 1] in ".: ":
        end -= 1
    speaker = speaker_at(page, index, head.start(2), end, raised=0.15)
    return replace(speaker, rest=_rest(text, head.end())) if speaker else None


def _before_dash(page: Page, index: int) -> Speaker | None:
    text = page.blocks[index].text
    dash = _INNER_DASH.search(text, 1, 100)
    if not dash or not _is_prose(text[dash.end() :]) or affiliation_shaped(text[dash.end() :]):
        return None
    speaker = speaker_at(page, index, skip_emphasis(text), dash.start())
    return replace(speaker, rest=_rest(text, dash.end())) if speaker and speaker.strength >= STRONG else None


def _rest(text: str, start: int) -> Range | None:
    """The prose after the name; emphasis that the name began ends with it."""
    while start < len(text) and (text[start].isspace() or (text[start] in "*_" and text[start - 1] in ":：*_.")):
        start += 1
    return (start, len(text)) if any(character.isalnum() for character in text[start:]) else None


def _is_prose(text: str) -> bool:
    return ends_sentence(text) and len(text[:400].split()) >= _PROSE_WORDS


def sentence_names(page: Page) -> list[Speaker]:
    """`Professor Jane Smith is a fellow of …` as the line that names, if every view begins with one."""
    questions = page.question_blocks
    found = []
    for index, block in enumerate(page.blocks):
        verb = _VERB.search(block.text, 0, 120)
        if index in questions or block.level or not verb:
            continue
        speaker = speaker_at(page, index, 0, verb.start())
        if (
            speaker
            and not speaker.affiliation
            and speaker.strength >= STRONG
            and is_bio(block.text, page.name_of(speaker))
        ):
            found.append(replace(speaker, own=trimmed(block.text, verb.start(), len(block.text))))
    return found if found and _begins_the_views(page, found) else []


def _begins_the_views(page: Page, found: Sequence[Speaker]) -> bool:
    """Whether the first stands right below the question, and words below each."""
    questions = page.question_blocks or {index for index, block in enumerate(page.blocks) if asks(block)}
    blocks = {speaker.block for speaker in found}
    followed = all(at + 1 < len(page.blocks) and at + 1 not in blocks for at in blocks)
    return followed and (bool(page.given) or found[0].block - 1 in questions)


# Names after the words.


def signatures(page: Page) -> list[Speaker]:
    """`— Jane Smith, Professor …` below the words, or at the end of their last line."""
    questions = page.question_blocks
    found = []
    for index, block in enumerate(page.blocks):
        speaker = None if index in questions or block.level else _signature(page, index) or _signed_end(page, index)
        if speaker and speaker.strength >= WEAK:
            found.append(speaker)
    return found


def _signature(page: Page, index: int) -> Speaker | None:
    text = page.blocks[index].text
    start = skip_emphasis(text)
    dash = DASH.match(text, start)
    if not dash or len(text) > MAX_BYLINE:
        return None
    end = len(text.rstrip("*_ ."))
    return speaker_at(page, index, dash.end(), end if ends_sentence(text) else None, raised=0.1)


def _signed_end(page: Page, index: int) -> Speaker | None:
    text = page.blocks[index].text
    dash = None
    for dash in _INNER_DASH.finditer(text, max(0, len(text) - MAX_BYLINE)):
        before = text[: dash.start()].rstrip()
        if ends_sentence(before) and text[dash.end() : dash.end() + 1]:
            speaker = speaker_at(page, index, dash.end(), raised=0.1)
            if speaker:
                return replace(speaker, before=(0, len(before)))
    return None


LAYOUTS: tuple[Layout, ...] = (
    Layout("labelled-names", "`Name: Jane Smith` on a line of its own", labelled_names, doubts.labelled, labels=True),
    Layout(
        "heading-names",
        "a Markdown heading: `## Jane Smith, Professor, Example University`",
        heading_names,
        doubts.headings,
    ),
    Layout(
        "bold-names",
        "a line in bold or italics: `**Jane Smith**, Professor, Example University`",
        bold_names,
        doubts.emphasised,
        either=True,
    ),
    Layout(
        "numbered-names",
        "a numbered line: `1. Jane Smith, Professor, Example University`",
        numbered_names,
        doubts.numbered,
        surely=_REWRITTEN,
    ),
    Layout("by-lines", "`By Jane Smith, Professor, Example University`", by_lines, doubts.by_lines, surely=_REWRITTEN),
    Layout(
        "run-in-names",
        "the name before the words: `JANE SMITH (Leeds): …`",
        run_in_names,
        doubts.run_in,
        surely=_REWRITTEN,
    ),
    Layout(
        "signatures",
        "the name after the words: `— Jane Smith, Professor`",
        signatures,
        doubts.signatures,
        after=True,
        surely=_REWRITTEN,
    ),
    Layout(
        "names-below",
        "a line right below the words, and a blank line below it: `Jane Smith, Professor`",
        names_below,
        doubts.lines_below,
        after=True,
        surely=_REWRITTEN,
    ),
    Layout(
        "name-lines",
        "a line of its own, alone or with more: `Jane Smith, Professor, Example University`",
        name_lines,
        doubts.lines,
        either=True,
    ),
    Layout(
        "name-sentences",
        "a sentence: `Professor Jane Smith is a fellow of …`",
        sentence_names,
        doubts.sentences,
        fallback=True,
    ),
)
