"""Text → blocks: the lines of a document, with hard wraps undone and Markdown's block marks removed.

A block is a paragraph, name, heading or question. All further steps work on blocks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from expertviews.seeds.lexicon import BY_LABEL, INTERROGATIVES, QUESTION_LABEL
from expertviews.seeds.words import ends_sentence, name_shaped, trim

_MAX_WRAP = 120  # characters of a line in wrapped text; longer lines are whole paragraphs
_JOINED = -1  # the width for a document whose outline says that it is wrapped: lines without a gap belong together
_MIN_WRAP = 34  # characters
_MAX_MATTER = 4_000  # characters at the top that may be front matter
_MAX_RULE = 200  # characters
LIST_ITEM = re.compile(r"(?:[-*•·–—]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s)")
_RULE = re.compile(r"(?:[-=_*•·~—–]\s?){3,}")
_MATTER = re.compile(r"\s*---[ \t]*\n(?:(?:[\w-]{1,40}:.*|[ \t]*-[ \t].*|[ \t]*)\n)+?---(?=\s|$)")
"""Front matter: between two rules, lines such as `date: 2026` and `- a tag`."""
_MAIL = re.compile(r"\s*(?:[^\W\d]{1,2}[\w-]{0,20} ?:[ \t].*\n){2,12}(?=[ \t]*\n)")
"""`From: …`, `Subject: …`: the head of a mail."""
_OF_MAIL = re.compile(
    r"\w@\w[\w-]*\.\w|^(?:subject|betreff|objet|asunto|oggetto|assunto) ?:", re.IGNORECASE | re.MULTILINE
)
_HEADING = re.compile(r"(#{1,6}|={1,6})(?=\s)")
"""Of Markdown, or of a wiki or AsciiDoc: `## Ann Lee`, `== Ann Lee ==`."""
_QUOTE = re.compile(r"(?:>\s?)+(?=\s|$|[^\s\d>])")


@dataclass(frozen=True)
class TextLine:
    """A line that isn't blank; `text` has no spaces at its ends and no block marks.

    `gap`: below a blank line or a rule. `rule`: below a rule. `level`: of a Markdown heading, otherwise 0. `quoted`: in
    a block quotation. `matter`: `key: value` at the very top, between two rules or as the head of a mail.
    """

    number: int
    text: str
    gap: bool = False
    level: int = 0
    quoted: bool = False
    rule: bool = False
    matter: bool = False


@dataclass(frozen=True)
class Block(TextLine):
    """A paragraph, name, heading or question: its first line, with the words of all lines joined by single spaces."""

    lines: tuple[TextLine, ...] = ()

    @property
    def last_line(self) -> int:
        """The number of its last line."""
        return self.lines[-1].number


@lru_cache(maxsize=256)
def paragraphs(text: str) -> tuple[Block, ...]:
    """A document's blocks in order: paragraphs, names, headings and questions, each with its lines."""
    lines = lines_of(text)
    return blocks_of(lines, wrap_width(lines))


@lru_cache(maxsize=256)
def lines_of(text: str) -> tuple[TextLine, ...]:
    """The lines that aren't blank, without block marks."""
    last_of_matter = _end_of_matter(text[:_MAX_MATTER])
    lines: list[TextLine] = []
    gap, rule = True, False
    for number, raw in enumerate(text.split("\n"), start=1):
        bare, matter = _stripped(raw), number <= last_of_matter
        if len(bare) <= _MAX_RULE and _RULE.fullmatch(bare):
            gap, rule = True, not matter
        else:
            line = _without_marks(TextLine(number, bare, gap or matter, rule=rule, matter=matter))
            gap = not line.text
            if line.text:
                lines.append(line)
                rule = False
    return tuple(lines)


def _end_of_matter(top: str) -> int:
    """The number of the last line of the front matter, or of the head of a mail; 0 if there is none."""
    found, mail = _MATTER.match(top), _MAIL.match(top)
    if mail and _OF_MAIL.search(mail[0]):
        found = mail
    return found[0].rstrip().count("\n") + 1 if found else 0


def _stripped(text: str) -> str:
    return text[slice(*trim(text, 0, len(text), marks=""))]


def _without_marks(line: TextLine) -> TextLine:
    """The line without the marks of a quotation and a heading."""
    quote = _QUOTE.match(line.text[:50])
    text = _stripped(line.text[quote.end() :]) if quote else line.text
    heading = _HEADING.match(text[:10])
    if not heading:
        return replace(line, text=text, quoted=bool(quote))
    text = _stripped(text[heading.end() :])
    text = re.sub(r"\s+[#=]+$", "", text)
    return replace(line, text=text, quoted=bool(quote), level=len(heading[1]))


def blocks_of(lines: Sequence[TextLine], width: int | None) -> tuple[Block, ...]:
    """The lines grouped into paragraphs; `width` is where the document is wrapped, None if it isn't."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, width, first=len(groups[-1]) == 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(map(block_of, groups))


def block_of(lines: Sequence[TextLine]) -> Block:
    """The lines as one block."""
    text = " ".join(line.text for line in lines)
    return Block(**(vars(lines[0]) | {"text": text, "lines": tuple(lines)}))


def _continues(above: TextLine, line: TextLine, width: int | None, *, first: bool) -> bool:
    """Whether `line` belongs to the paragraph of the line above it."""
    apart = line.gap or line.matter or line.level or above.level or line.quoted != above.quoted
    if apart or line.text.startswith("|") or LIST_ITEM.match(line.text[:8]):
        return False
    if width == _JOINED or (width and _wrapped(above, line, width)):
        return True
    if ends_sentence(above.text):
        return False
    if width and 0.75 * width <= len(above.text) <= width:  # it is wrapped narrower than its longest line
        return True
    low = line.text[0].islower() and not name_shaped(line.text[:200]) and not BY_LABEL.match(line.text)
    return (low and len(above.text) > _MIN_WRAP) or (first and _begins_question(above.text, line.text))


def _begins_question(text: str, following: str) -> bool:
    """Whether a line begins a question, and the next continues it, even in a document that isn't wrapped."""
    label = QUESTION_LABEL.match(text)
    first, *more = text.split(maxsplit=1)
    asks = label.end() < len(text) if label else bool(more) and first.casefold() in INTERROGATIVES
    return asks and following[0].islower() and len(text) <= 2 * _MAX_WRAP


def _wrapped(above: TextLine, line: TextLine, width: int) -> bool:
    """Whether the first word of a line wouldn't have fitted above."""
    return len(above.text) <= width and len(above.text) + 1 + len(line.text.split(None, 1)[0]) > width


def wrap_width(lines: Sequence[TextLine], *, wrapped: bool | None = None) -> int | None:
    """The width at which the document is hard-wrapped; None if each line is a paragraph.

    `wrapped` is a person's decision. Otherwise the document is wrapped if most long lines break where the next word
    would not have fitted, and mostly within a sentence. Lines with a gap around them don't count.
    """
    if wrapped is not None:
        return _JOINED if wrapped else None
    short = [line for line in lines if len(line.text) <= _MAX_WRAP]
    if len(short) < 0.9 * len(lines):
        return None
    width = max((len(it.text) for pair in pairwise(short) if not pair[1].gap for it in pair), default=0)
    return width if width >= _MIN_WRAP and _is_wrapped(lines, width) else None


def _is_wrapped(lines: Sequence[TextLine], width: int) -> bool:
    """Whether the next word would have made most of the long lines too wide."""
    long = [pair for pair in pairwise(lines) if not (pair[1].gap or pair[1].level) and len(pair[0].text) >= 0.6 * width]
    full = [(above, line) for above, line in long if _wrapped(above, line, width)]
    within = [above for above, _ in full if not ends_sentence(above.text)]
    return len(full) >= max(2, 0.6 * len(long)) and len(within) >= 0.5 * len(full)
