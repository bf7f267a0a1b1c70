"""The blocks that are set exactly as a document's names are, and aren't read as one: an editor is asked about each.

To keep such a block as prose could put one contributor's words into another's view, which is the worst that converting
can do. There is a function for each layout; all take the page and the speakers found in it, and give indices of blocks.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from expertviews.seeds.bylines import MAX_BYLINE, affiliation_shaped, skip_emphasis
from expertviews.seeds.candidates import DASH, SET_OFF, candidates, most, speaker_at, stands_between
from expertviews.seeds.lexicon import (
    BY_LABEL,
    FUNCTION_WORDS,
    NAME_LABEL,
    OTHER_LABELS,
    WORDS_OF_SENTENCES,
    WORDS_THAT_ARE_NAMES,
)
from expertviews.seeds.lines import Block
from expertviews.seeds.speakers import STRONG, Page, Speaker
from expertviews.seeds.words import (
    NUMBER,
    bare_words,
    caseless,
    ends_sentence,
    folded,
    has_role,
    is_particle,
    is_role,
    is_title,
    person_shaped,
    starts_high,
)

DOUBTFUL = 0.34
"""A line at least this name-like, and not a speaker, is asked about."""

_MOST_WORDS = 20
_MOST_LABEL_WORDS = 6
_WORDS_OF_SENTENCE = 40
_JOINTS = frozenset(
    ["a", "an", "the", "of", "for", "from", "in", "at", "and", "by", "with", "on", "to", "one", "two", "three"]
)
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4}[.!?]\s")
_EMPHASIS = re.compile(r"[*_]*")
_RUN_IN = re.compile(r"[*_]*(?:\(?\d{1,3}[.)]\s+)?([^:：]{1,80})[:：]")
_BOLD_HEAD = re.compile(r"(\*\*|__)([^*_]{2,80})\1")
_SEPARATED = re.compile(r",\s|\s[—–|-]\s|\s?[(（]|，|—")
_SIGNED_END = re.compile(r"[.!?”\"’)]\s*(?:—|–|―|--)\s*([^.!?]{2,120})$")


def lines(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The lines between prose and prose that look somewhat like a name, or have the form that the names have."""
    spaced = most(page.blocks[speaker.block].gap for speaker in speakers)
    fits = _form(page, speakers)
    found = []
    for index, block in _unnamed(page, speakers):
        plain = not block.level and not block.quoted and not SET_OFF.match(block.text[:8])
        if plain and (block.gap or not spaced) and stands_between(page, index):
            speaker = speaker_at(page, index)
            if fits(index) or (speaker and speaker.strength >= DOUBTFUL) or opening_name(page, block.text):
                found.append(index)
    return sorted([*found, *_stopped(page, speakers)])


def _stopped(page: Page, speakers: Sequence[Speaker]) -> Iterator[int]:
    """The lines that would name somebody if they didn't end in a full stop: `Jane Smith, fireman.` for instance."""
    named = {speaker.block for speaker in speakers}
    known = {folded(page.name_of(speaker)) for speaker in speakers}
    for index, block in enumerate(page.blocks):
        if index in named or block.level or not block.text.endswith(".") or len(block.text) > MAX_BYLINE:
            continue
        speaker = speaker_at(page, index, 0, len(block.text) - 1)
        named_so = speaker and speaker.strength >= STRONG and speaker.affiliation and not _is_said(page, speaker)
        if speaker and named_so and person_shaped(page.name_of(speaker)) and folded(page.name_of(speaker)) not in known:
            yield index


def _is_said(page: Page, speaker: Speaker) -> bool:
    """Whether what follows a name has words of a sentence, as in `Jane Smith, the mayor, will not sign it`."""
    told = bare_words(page.words_of(speaker.block, speaker.affiliation))
    return any(folded(word) in WORDS_OF_SENTENCES for word in told)


def lines_below(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The short lines right below prose, with a gap below each."""
    named = {speaker.block for speaker in speakers}
    return [
        index
        for index in candidates(page)
        if index not in named
        and not page.blocks[index].gap
        and _is_open(page.blocks[index].text)
        and all(following.gap for following in page.blocks[index + 1 : index + 2])
    ]


def headings(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The headings of the names' level that name nobody, as `## Conclusion`, and stand right below no name."""
    named = {speaker.block for speaker in speakers}
    level = page.blocks[speakers[0].block].level
    return [
        index
        for index in candidates(page)
        if page.blocks[index].level == level and index not in named and index - 1 not in named
    ]


def emphasised(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The lines in the names' kind of emphasis."""
    marks = {_emphasis(page.blocks[speaker.block]) for speaker in speakers}
    return [index for index, block in _unnamed(page, speakers) if not block.level and _emphasis(block) in marks]


def numbered(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The numbered lines that look like a name, or go on with the names' numbers, and aren't items of a list."""
    named = {speaker.block for speaker in speakers}
    found, expected, item = [], 0, 0
    for index, block in enumerate(page.blocks):
        number = None if block.level else NUMBER.match(block.text[:8])
        if number is None:
            continue
        value = int(number[1])
        if index in named:
            expected, item = value + 1, 0
        elif value in {1, item}:
            item = value + 1
        elif _is_open(block.text):
            speaker = speaker_at(page, index, number.end())
            if value == expected or (speaker and speaker.strength >= DOUBTFUL):
                found.append(index)
    return found


def labelled(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The lines labelled `Name:` after which no name is read."""
    return _labelled(page, speakers, NAME_LABEL)


def by_lines(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The lines that begin with `By` and aren't read as a by-line."""
    return [index for index in _labelled(page, speakers, BY_LABEL) if _is_open(page.blocks[index].text)]


def run_in(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The labels before prose that are set as the names: in bold, in capitals, or else like a name or a job."""
    named = {speaker.block for speaker in speakers}
    texts = [page.blocks[speaker.block].text for speaker in speakers]
    bold = most(text.startswith(("**", "__")) for text in texts)
    capitals = most(page.name_of(speaker).isupper() for speaker in speakers)
    throughout = len(speakers) > 2 and all(
        _run_in_label(block.text) for block in page.blocks[speakers[0].block : speakers[-1].block]
    )
    described = most(speaker.affiliation is not None for speaker in speakers)
    found = []
    for index, block in enumerate(page.blocks):
        if index in named or block.level or index in page.question_blocks:
            continue
        if described and _opens_with_another(page, speakers, index):
            found.append(index)
            continue
        head = _BOLD_HEAD.match(block.text[:100]) if bold else None
        label = head[2] if head else _run_in_label(block.text)
        if block.text.endswith((":", "：")) and len(block.text) <= MAX_BYLINE and opening_name(page, block.text):
            found.append(index)
        elif not label or len(label.split()) > _MOST_LABEL_WORDS:
            continue
        elif (
            head
            or (throughout and _labels_somebody(block.text, label))
            or (capitals and label.isupper())
            or _may_label(page, index, label)
        ):
            found.append(index)
    return found


def _opens_with_another(page: Page, speakers: Sequence[Speaker], index: int) -> bool:
    """Whether a paragraph begins `Jane Smith, …`, and names nobody who is named otherwise: a colon may be missing."""
    head, comma, _ = page.blocks[index].text[:80].partition(", ")
    named = {folded(page.name_of(speaker)) for speaker in speakers}
    if not comma or not person_shaped(head) or folded(head) in named:
        return False
    speaker = speaker_at(page, index, 0, len(head))
    return speaker is not None and speaker.strength >= STRONG


def signatures(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The lines after a dash as the names' that aren't read as a name; and ends of lines set as signatures are."""
    dashes = {_dash(page.blocks[speaker.block].text) for speaker in speakers if not speaker.before}
    ends = any(speaker.before for speaker in speakers)
    named = {speaker.block for speaker in speakers}
    return [
        index
        for index, block in enumerate(page.blocks)
        if index not in named
        and (
            (_dash(block.text) in dashes - {""} and _is_open(block.text))
            or (ends and _SIGNED_END.search(block.text[-200:]))
        )
    ]


def sentences(page: Page, speakers: Sequence[Speaker]) -> list[int]:
    """The single sentences that say what somebody is, set as the names' sentences are."""
    named = {speaker.block for speaker in speakers}
    spaced = most(page.blocks[speaker.block].gap for speaker in speakers)
    return [
        index
        for index, block in enumerate(page.blocks)
        if index not in named
        and (block.gap or not spaced)
        and index + 1 < len(page.blocks)
        and index + 1 not in named
        and _says_who(page, block.text)
    ]


def _unnamed(page: Page, speakers: Sequence[Speaker]) -> Iterator[tuple[int, Block]]:
    """The short blocks that end no sentence, name nobody, and stand neither above a name nor below one as titles do."""
    named = {speaker.block for speaker in speakers}
    for index in candidates(page):
        block = page.blocks[index]
        near = named & {index - 1, index + 1} or (index - 2 in named and not ends_sentence(page.blocks[index - 1].text))
        if index not in named and not near and _is_open(block.text):
            yield index, block


def _is_open(text: str) -> bool:
    """Whether a text ends as a name may: not as a sentence, and not as one that leads up to a list."""
    bare = text.rstrip("*_ ")
    return len(text.split()) <= _MOST_WORDS and not ends_sentence(text) and bare[-1:] not in tuple(":：,;")


def _form(page: Page, speakers: Sequence[Speaker]) -> Callable[[int], bool]:
    """Whether a line has what the lines of these names have: capitals, an affiliation in it or below it."""
    capitals = most(page.name_of(speaker).isupper() for speaker in speakers)
    described = most(speaker.affiliation is not None for speaker in speakers)
    below = most(_describes(page, speaker.block + 1) for speaker in speakers)

    def fits(index: int) -> bool:
        text = page.blocks[index].text
        if _says_something(text) or (capitals and not text.isupper()):
            return False
        return bool(_SEPARATED.search(text)) if described else not below or _describes(page, index + 1)

    return fits


def _describes(page: Page, index: int) -> bool:
    """Whether a block right below another, without a gap, says what somebody does."""
    return index < len(page.blocks) and not page.blocks[index].gap and affiliation_shaped(page.blocks[index].text)


def _says_something(text: str) -> bool:
    """Whether a line has words that stand in sentences and in no name: `What we can do`, but not `Old Bill Ray`."""
    words = bare_words(text)
    function = [word for word in words if folded(word) in FUNCTION_WORDS - _JOINTS - WORDS_THAT_ARE_NAMES]
    sentence = any(word[0].islower() or folded(word) in WORDS_OF_SENTENCES for word in function)
    return not words or sentence or any(character.isdigit() for character in text)


def opening_name(page: Page, text: str) -> bool:
    """Whether a text begins as if with a person's name, and goes on in small letters: `Jane Smith is the mayor`."""
    words = text[:150].lstrip("*_ ").split()[:_MOST_LABEL_WORDS]
    count = next((at for at, word in enumerate(words) if not starts_high(word)), 0)
    name = words[:count]
    plain = [word for word in name if not is_title(word)]
    return (
        len(plain) > 1
        and person_shaped(" ".join(name))
        and not any(page.is_common(word) or caseless(word) or word[-1] in ",:;." for word in plain)
        and words[count] not in _JOINTS
    )


def _emphasis(block: Block) -> str:
    """The marks of emphasis that a block begins with; empty if it has none."""
    found = _EMPHASIS.match(block.text[:4])
    return found[0] if found else ""


def _labelled(page: Page, speakers: Sequence[Speaker], label: re.Pattern[str]) -> list[int]:
    named = {speaker.block for speaker in speakers}
    return [
        index
        for index in candidates(page)
        if index not in named and label.match(page.blocks[index].text, skip_emphasis(page.blocks[index].text))
    ]


def _run_in_label(text: str) -> str | None:
    found = _RUN_IN.match(text[:100])
    return found[1].strip(" *_") if found and not ends_sentence(found[1]) else None


def _may_label(page: Page, index: int, label: str) -> bool:
    """Whether a label could name a speaker: it is like a name, or ends in a job, as `Union spokesperson`."""
    name = _BRACKETED.sub("", label)
    words = bare_words(name)
    if not words or not label[:1].isupper() or _says_something(label):
        return False
    start = page.blocks[index].text.find(name)
    speaker = speaker_at(page, index, start, start + len(name))
    high = len(words) > 1 and all(starts_high(word) or is_particle(word) for word in words)
    return (speaker is not None and speaker.strength >= DOUBTFUL) or is_role(words[-1]) or high


def _labels_somebody(text: str, label: str) -> bool:
    """Whether a label has no word of a sentence and no number, where every paragraph has a label."""
    words = {folded(word) for word in bare_words(label)}
    said = words & (WORDS_OF_SENTENCES - WORDS_THAT_ARE_NAMES)
    return not NUMBER.match(text) and not said and not words <= OTHER_LABELS


def _dash(text: str) -> str:
    """The dash that a text begins with."""
    found = DASH.match(text, skip_emphasis(text))
    return found[0].strip() if found else ""


def _says_who(page: Page, text: str) -> bool:
    words = bare_words(text)
    if ends_sentence(text) and len(words) <= _WORDS_OF_SENTENCE and opening_name(page, text):
        return not _SENTENCE_INSIDE.search(text[:-1])
    verb = next((at for at, word in enumerate(words[:12]) if word in {"is", "was", "works", "serves"}), None)
    return (
        ends_sentence(text)
        and len(words) <= _WORDS_OF_SENTENCE
        and verb is not None
        and words[verb + 1 : verb + 2] in (["a"], ["an"], ["the"], ["as"])
        and has_role(" ".join(words[verb:]))
    )
