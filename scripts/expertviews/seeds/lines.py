"""Text → blocks: the lines of a document, hard wraps undone, block marks of Markdown set aside.

A block is one paragraph, or one name, heading or question. Everything after this step speaks of blocks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from expertviews.seeds.lexicon import BY_LABEL, INTERROGATIVES, QUESTION_LABEL
from expertviews.seeds.words import ends_sentence, is_blank, name_shaped

Range = tuple[int, int]
"""A half-open range in a block's text."""

MAX_MATTER = 4_000
_MOST_WIDTHS = 6
_WIDER = 40
MAX_WRAP = 120
"""Wrapped text is narrower than this; longer lines are whole paragraphs."""

JOINED = -1
"""The width of a document of which a person has said that its lines are wrapped: lines without a gap go on."""

_BREAK = re.compile(r"\r\n|\n|\r")
_RULE = re.compile(r"(?:[-=_*•·~—–]\s?){3,}")
_MATTER = re.compile(
    r"\s*---[ \t]*(?:\r\n?|\n)(?:(?:[\w-]{1,40}:[^\r\n]*|[ \t]*-[ \t][^\r\n]*|[ \t]*)(?:\r\n?|\n))+?---(?=\s|$)"
)
_HEADING = re.compile(r"(#{1,6})(?=\s)")
_QUOTE = re.compile(r"(?:>\s?)+(?=\s|$|[^\s\d>])")
_LIST_ITEM = re.compile(r"(?:[-*•·–—]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s)")


@dataclass(frozen=True)
class Line:
    """A line that has something on it. `text` is without blanks at its ends and without block marks.

    `gap` says that a blank line or a rule stands above, `rule` that a rule does; `matter`, that the line is one of the
    front matter: `key: value` between two rules at the very top.
    """

    number: int
    start: int
    text: str
    gap: bool = False
    level: int = 0
    quoted: bool = False
    rule: bool = False
    matter: bool = False

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Block:
    """A paragraph, name, heading or question: one line, or several that were wrapped."""

    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """The lines joined by single spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def first_line(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def last_line(self) -> int:
        """The number of its last line."""
        return self.lines[-1].number

    @property
    def gap(self) -> bool:
        """Whether a blank line or a rule stands above it."""
        return self.lines[0].gap

    @property
    def rule(self) -> bool:
        """Whether a rule stands above it."""
        return self.lines[0].rule

    @property
    def matter(self) -> bool:
        """Whether it stands in front matter."""
        return self.lines[0].matter

    @property
    def level(self) -> int:
        """Its Markdown heading level; 0 if it is no heading."""
        return self.lines[0].level

    @property
    def quoted(self) -> bool:
        """Whether it stands in a Markdown block quotation."""
        return self.lines[0].quoted

    @cached_property
    def whole(self) -> Range:
        """All of its text."""
        return 0, len(self.text)


def _trimmed(text: str, first: int, last: int) -> Range:
    while first < last and is_blank(text[first]):
        first += 1
    while last > first and is_blank(text[last - 1]):
        last -= 1
    return first, last


def lines_of(text: str) -> list[Line]:
    """The lines with words on them, block marks set aside."""
    lines: list[Line] = []
    gap, rule = True, False
    start, matter = 0, _front_matter(text)
    ends = [(found.start(), found.end()) for found in _BREAK.finditer(text)]
    for number, (end, following) in enumerate([*ends, (len(text), len(text))], start=1):
        first, last = _trimmed(text, start, end)
        line = Line(number, first, text[first:last], gap or end <= matter, rule=rule, matter=start < end <= matter)
        start = following
        if not line.text:
            gap = True
        elif len(line.text) <= 200 and _RULE.fullmatch(line.text):
            rule = not (line.matter or _underline(lines, line))
            gap = True
        else:
            line = _without_marks(line)
            if line.text:
                lines.append(line)
                rule = False
            gap = not line.text
    return lines


def _front_matter(text: str) -> int:
    """Where the front matter ends: after its closing rule; 0 if there is none."""
    found = _MATTER.match(text[:MAX_MATTER])
    return found.end() if found else 0


def _underline(lines: list[Line], rule: Line) -> bool:
    """Make the line above a Markdown heading if `rule` underlines it."""
    if not lines or rule.gap or rule.text[0] not in "=-" or lines[-1].level or lines[-1].number != rule.number - 1:
        return False
    if len(lines[-1].text) > MAX_WRAP:
        return False
    lines[-1] = replace(lines[-1], level=1 if rule.text[0] == "=" else 2)
    return True


def _without_marks(line: Line) -> Line:
    quote = _QUOTE.match(line.text[:50])
    if quote:
        line = _cut(line, quote.end())
        line = replace(line, quoted=True)
    heading = _HEADING.match(line.text[:10])
    if heading:
        line = _cut(line, heading.end())
        line = replace(line, level=len(heading[1]))
        bare = line.text.rstrip("#")
        if bare.rstrip() and bare != line.text and bare[-1:].isspace():
            line = replace(line, text=bare.rstrip())
    return line


def _cut(line: Line, length: int) -> Line:
    """The line without its first `length` characters, which are a mark."""
    first, last = _trimmed(line.text, length, len(line.text))
    return replace(line, start=line.start + first, text=line.text[first:last])


def blocks_of(lines: Sequence[Line], width: int | None) -> tuple[Block, ...]:
    """The lines grouped to paragraphs, in a document that is wrapped at a width, or isn't."""
    return tuple(Block(tuple(group)) for group in _groups(lines, width))


def _groups(lines: Sequence[Line], width: int | None) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, width, len(group) == 1):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(above: Line, line: Line, width: int | None, first: bool) -> bool:
    """Whether `line` belongs to the paragraph of the line above it."""
    if (
        line.gap
        or line.matter
        or line.level
        or above.level
        or line.quoted != above.quoted
        or _LIST_ITEM.match(line.text[:8])
    ):
        return False
    if width == JOINED or (first and _continues_question(above, line)):
        return True
    if width and (_wrapped(above, line, width) or _unfinished(above, width)):
        return True
    low = _starts_low(line.text) and not BY_LABEL.match(line.text)
    return len(above.text) >= 45 and not ends_sentence(above.text) and low


def _starts_low(text: str) -> bool:
    return text[0].islower() and not name_shaped(text[:200])


def _continues_question(above: Line, line: Line) -> bool:
    """A question may be wrapped in a document that isn't."""
    if max(len(above.text), len(line.text)) > 250 or ends_sentence(above.text):
        return False
    labelled = QUESTION_LABEL.match(above.text)
    if labelled and labelled.end() == len(above.text):
        return False
    asks = labelled or above.text.split()[0].casefold() in INTERROGATIVES
    return bool(asks) and (line.text[-1] in "?？؟" or line.text[0].islower())


def _wrapped(above: Line, line: Line, width: int) -> bool:
    return len(above.text) <= width and len(above.text) + 1 + len(line.text.split(None, 1)[0]) > width


def _unfinished(above: Line, width: int) -> bool:
    """Whether a nearly full line stops within a sentence: the text is wrapped narrower than its longest line."""
    return 0.75 * width <= len(above.text) <= width and not ends_sentence(above.text)


def wrap_width(lines: Sequence[Line], *, wrapped: bool | None = None) -> int | None:
    """The width at which the document is hard-wrapped; None if a line is a paragraph.

    `wrapped` says whether it is, where a person has decided.

    Wrapping shows in lines broken where the next word would not have fitted, mostly within a sentence, so that what
    follows begins with a small letter. A line that stands alone tells nothing, and a name may be wider than the text.
    """
    if wrapped is not None:
        return JOINED if wrapped else None
    short = [line for line in lines if len(line.text) <= MAX_WRAP]
    if len(short) < 0.9 * len(lines) or not short:
        return None
    longest = sorted({len(above.text) for above, line in pairwise(short) if not line.gap}, reverse=True)
    widths = [width for width in longest if 40 <= width >= longest[0] - _WIDER]
    shares = {width: _share_wrapped(lines, width) for width in widths[:_MOST_WIDTHS]}
    best = max(shares, key=lambda width: shares[width], default=0)
    return best if best and shares[best] > 0 else None


def _share_wrapped(lines: Sequence[Line], width: int) -> float:
    """The share of the long lines that the next word would have made too wide; 0 if the text isn't wrapped there."""
    breaks = [
        (above, line)
        for above, line in pairwise(lines)
        if not line.gap and not line.level and len(above.text) >= 0.6 * width
    ]
    full = [(above, line) for above, line in breaks if _wrapped(above, line, width)]
    within = [line for above, line in full if not ends_sentence(above.text) and not _begins_high(line.text)]
    wrapped = len(full) >= max(2, 0.6 * len(breaks)) and len(within) >= 0.5 * len(full)
    return len(full) / len(breaks) if wrapped else 0.0


def _begins_high(text: str) -> bool:
    """Whether a line begins as a sentence or a name does."""
    return text[0].isupper() or text[0] in '“"«('
