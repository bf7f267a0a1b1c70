"""The ways in which a block of a document may name somebody, by its form. Which of them are names is chosen later.

A way is how names are formatted: by a label, a heading, bold type, a colon, a dash. To add one, write its
finder and its entry in WAYS.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expertviews import dates
from expertviews.outlines.line_forms import (
    begins_quotation,
    ends_round_table,
    is_bio,
    is_credit,
    is_short,
    title_shaped,
)
from expertviews.outlines.questions import Layout, is_question
from expertviews.outlines.sheet import spelt
from expertviews.people import SAYS_AFTER_QUOTATION, SAYS_AT_END
from expertviews.seeds import (
    LIST_ITEM,
    MAX_BYLINE,
    NUMBER,
    Block,
    Range,
    byline,
    casefolded,
    ends_sentence,
    has_job,
    is_caseless,
    labelled_byline,
    lexicon,
    name_score,
    person_shaped,
    skip_emphasis,
)

STRONG = 0.7
"""A line at least this name-like names somebody wherever its way is in use."""
WEAK = 0.4
"""A line that a mark sets off, as a heading or a number does, needs to look less like a name."""

_DASH = re.compile(r"(?:[—–―]|--?)\s*")
_ITEM = re.compile(rf"{NUMBER.pattern}|[•·▪]\s+|[■□◆◇●○▼▽★☆]\s*")
_BULLET = re.compile(r"[-•]\s+|[—–]\s?")
_VERB = re.compile(r"\s(" + "|".join(sorted(lexicon.BIO_VERBS)) + r")\s")
_TITLED = re.compile(
    r"\**(?P<one>[^:：]{2,100}?)(?:(?P<colon>[:：])(?!\d)\s?|\s(?:[–—|]|--?)\s|\*\*\s)(?P<other>.{2,150})"
)
_RECURRING = re.compile(
    r"(?P<name>[^\W\da-zA-Z]{1,5}(?=\s\S{4})|[^\W\d_a-z][^:!?]{1,60}?"
    r"(?:(?=\s\s)|(?<!\bDr)(?<!\bM[rs])(?<!\bMrs)(?<!\bRev)(?<!\bProf)(?<!\bFr)(?<!\bSt)(?=\.\s+[^\W\d_a-z«“\"])))"
)
_CAPITALS = r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я][A-ZÀ-ÖØ-ÞΑ-ΩА-Я.’'-]+"
_BEFORE_WORDS = tuple(
    map(
        re.compile,
        (
            r"[*_]*(?:A|R|Answer|Antwort)\.?\s?[(（](?P<name>[^()（）]{3,120})[)）]\s?[:：]",
            r"(?P<name>[^:!?“\"]{2,120}?)\.\s?[—–]\s?(?=\S)",
            rf"(?P<name>(?:{_CAPITALS}\s?){{1,4}}(?:,\s[^.!?]{{2,80}})?)\.\s(?=[^\W\d_a-z]|[«“\"¿¡])",
            r"\(?\d{1,3}[.)]\s+(?P<name>[^.!?:]{2,60}(?:,\s[^.!?:]{2,60}){1,3})\.\s(?=\S)",
            r"(?P<name>[^«“„\".!?]{3,120}(?:\.\s[^«“„\".!?]{3,80})?)\.\s(?=[«“„\"])",
            r"[【\[](?P<name>[^【】\[\]\d]{2,60})[】\]]\s?[:：]?",
            r"(?P<name>[^:–—!?«“„\"]{2,120})\s(?:[–—]|--?(?=\s[«“„\"]))\s(?=[^a-zа-я\W]|[«“„\"…])",
            rf"[*_ ]*(?:(?:[AR]\s?\||\(?\d{{1,3}}[.)]|{lexicon.STAMP}|[^\w\s\"“„«»(\[@]{{1,3}})\s+"
            r"|[■◆●▲▶]\s?)?"
            r"(?P<name>[^:：=]{2,200})(?:[:：](?!//|\d)|(?<=[가-힣])=)",
            r"(?P<name>[^\t]{2,80}(?:\t[^\t.!?]{2,120})?)\t(?=[^\t]{15})",
            r"\|\s*(?P<name>[^|]{2,120}?)\s*\|\s*(?=[^\s|-])",
            r"(?:\*\*|__)(?P<name>[^*_]{2,150}?)[.:]?(?:\*\*|__)[.:]?\s*(?:[—–-]\s)?",
            rf"(?P<name>\D{{2,100}}?)\s+{lexicon.STAMP}$",
        ),
    )
)
"""`A (Jane Smith): …`, `SMITH.— …`, `SMITH, mayor. …`, `Smith. “…`, `Smith – …`, `Smith: …`, `**Jane Smith** …`."""
_NEXT_SPEAKER = re.compile(r"[.!?…]?[”“\"»]\s+(?P<name>[^\W\d_a-z][^:“”\"„«»]{3,120})[:：]\s*[„“\"«]")
_INNER_DASH = re.compile(r"(?:\s(?:—|–|―|--?)|(?<=[.!?”\"’'*_])—)\s?(?=\S)")
_AFTER_QUOTATION = re.compile(r"(?<=[”“\"»])\s(?=[^\W\d_a-z][^“”\"„«»]+$)")
_IN_BRACKETS = re.compile(r"[(（](?P<name>[^()（）]{2,120})[)）]$")
_HANDLE = re.compile(r"@[\w.-]{2,40}(?:,\s[^:.]{1,40})?")
_ROMAN = re.compile(r"([IVX]{1,4})\.\s")
_MOST_NAMES = 400
_LONGEST_ROW = 150


@dataclass(frozen=True)
class Candidate:
    """A block that may name somebody: the extent of the words that do, job and place included, and how like a name.

    `rest` says that words of theirs follow in the block, `before` that they go before, `head` that they
    are no more than a title; `doubt` is the reason why it may be none. `form`: of a name before words.
    """

    block: int
    extent: Range
    name: str
    affiliation: str
    strength: float
    rest: bool = False
    before: bool = False
    head: bool = False
    doubt: str | None = None
    form: re.Pattern[str] | None = None

    @property
    def own_line(self) -> bool:
        """Whether the block holds nothing else."""
        return not (self.rest or self.before)


def candidate_at(
    layout: Layout, block: int, start: int = 0, end: int | None = None, raised: float = 0.0
) -> Candidate | None:
    """What a stretch of a block names by its form."""
    text = layout.blocks[block].text
    end = len(text) if end is None else end
    handle = _HANDLE.fullmatch(text, start, end)
    if handle:
        return Candidate(block, handle.span(), handle[0], "", STRONG)
    found = byline(text, start, end)
    if not found:
        return None
    name = text[slice(*found.name)]
    affiliation = text[slice(*found.affiliation)] if found.affiliation else ""
    last = max(found.name[1], found.affiliation[1] if found.affiliation else 0)
    last += len(text[last:end]) - len(text[last:end].lstrip(")）]"))
    extent = (min(start, found.name[0]), last)
    return Candidate(block, extent, name, affiliation, min(1.0, name_score(name, affiliation) + raised))


def most(facts: Sequence[bool]) -> bool:
    """Whether nearly all are true."""
    return bool(facts) and sum(facts) >= 0.7 * len(facts)


def with_words(layout: Layout, names: Sequence[Candidate]) -> list[Candidate]:
    """The names without lines between which nothing is said: heads of the page, a table of contents."""
    kept = []
    prose = (at for at, block in enumerate(layout.blocks) if ends_sentence(block.text) and not is_question(block))
    top = next(prose, 0)
    for each, following in zip(names, [*names[1:], None], strict=True):
        below = layout.blocks[each.block + 1 : min(top, each.block + 6)]
        if any(dates.within(it.text) for it in below):
            continue
        end = following.block if following else len(layout.blocks)
        words = layout.blocks[each.block + 1 : end]
        said = each.rest or each.before or any(map(_is_said, words))
        signs = following is None and not (each.block and ends_round_table(layout.blocks[each.block - 1].text))
        if said or signs:
            kept.append(each)
    return kept


def _is_said(block: Block) -> bool:
    """Whether a block may be words of an answer."""
    return ends_sentence(block.text) or len(block.text) > _LONGEST_ROW or bool(LIST_ITEM.match(block.text))


def closes_paragraph(layout: Layout, each: Candidate) -> bool:
    """Whether a name is right below prose, with a gap below it and the short lines that belong to it."""
    below = layout.blocks[each.block + 1 : each.block + 4]
    end = next((block for block in below if block.gap or not is_short(block.text)), None)
    return not layout.blocks[each.block].gap and (end is None or end.gap)


def after_marks(text: str) -> int:
    """Where a name begins after emphasis, and the number or the bullet of an item."""
    start = skip_emphasis(text)
    item = NUMBER.match(text, start) or _BULLET.match(text, start)
    return item.end() if item else start


def _after(mark: re.Pattern[str]) -> Callable[[Block], int | None]:
    def start(block: Block) -> int | None:
        found = mark.match(block.text, skip_emphasis(block.text)) or mark.match(block.text, after_marks(block.text))
        return found.end() if found and not block.level else None

    return start


MARKS: Mapping[str, Callable[[Block], int | None]] = {
    "heading": lambda it: after_marks(it.text) if it.level else None,
    "bold": lambda it: after_marks(it.text) if it.text[0] in "*_" and not (it.level or it.quoted) else None,
    "number": _after(_ITEM),
    "by": _after(lexicon.BY_LABEL),
    "signature": _after(_DASH),
}
"""Where the name begins in a block that is formatted in such a way; None in another."""


def _marked(layout: Layout, way: str, raised: float) -> list[Candidate]:
    """What looks like a name in short blocks that are formatted in a way of MARKS; a signature may end in a stop."""
    found: list[Candidate] = []
    for index in layout.short_blocks:
        text, start = layout.blocks[index].text, MARKS[way](layout.blocks[index])
        end = len(text.rstrip("*_ .") if way == "signature" else text)
        each = candidate_at(layout, index, start, end, raised) if start is not None else None
        if each and each.strength >= WEAK:
            _add(layout, found, each)
    return found


def _headings(layout: Layout) -> list[Candidate]:
    """Names in Markdown headings, all of one level: the one with the most names."""
    levels: dict[int, list[Candidate]] = {}
    for each in _marked(layout, "heading", 0.15):
        levels.setdefault(layout.blocks[each.block].level, []).append(each)
    return max(levels.values(), key=len, default=[])


def _labelled(layout: Layout) -> list[Candidate]:
    """`Name: Jane Smith`: whatever follows that is no sentence is a name."""
    found = []
    for index in layout.short_blocks:
        text = layout.blocks[index].text
        label = lexicon.NAME_LABEL.match(text, after_marks(text))
        stated = labelled_byline(text, label.end()) if label else None
        if label and stated:
            found.append(Candidate(index, (label.end(), len(text)), text[slice(*stated.name)], "", 1.0))
    return found


def _lines(layout: Layout) -> list[Candidate]:
    """Names on lines of their own without any mark, but those that say what the person named above does."""
    others = {each.block for each in _marked(layout, "by", 0.2)} | _numbered_titles(layout)
    found: list[Candidate] = []
    for index in layout.short_blocks:
        block = layout.blocks[index]
        row = block.text.count("|") > 1  # of a table
        if block.level or block.quoted or row or index in others:
            continue
        bracketed = is_caseless(block.text) and block.text.endswith((")", "）"))
        each = candidate_at(layout, index, raised=0.15 * bracketed)
        if each and each.strength >= 0.6:
            _add(layout, found, each)
    known = {each.block for each in found}
    found += [
        Candidate(at, layout.blocks[at].whole, layout.blocks[at].text, "", 0.6) for at in _beside_prose(layout) - known
    ]
    return sorted(found, key=lambda each: each.block)


def _numbered_titles(layout: Layout) -> set[int]:
    """`I. A River's Day in Court`, `II. …`: not initials, since one follows upon the other."""
    found = {at: numeral[1] for at in layout.short_blocks if (numeral := _ROMAN.match(layout.blocks[at].text))}
    return set(found) if {"I", "II"}.issubset(found.values()) else set()


def _beside_prose(layout: Layout) -> set[int]:
    """The short lines right above or right below prose, if nearly all prose has one, or all are in capitals."""
    starts = [at for at, block in enumerate(layout.blocks) if block.gap and at]
    groups = [range(*pair) for pair in itertools.pairwise([*starts, len(layout.blocks)])]
    brief = {at for at in layout.short_blocks if _is_brief(layout.blocks[at])}
    prose = [group for group in groups if not brief.issuperset(group)]
    for end in (0, -1):
        lone = {group[end] for group in prose if brief.intersection(group) == {group[end]}}
        capitals = all(layout.blocks[at].text.isupper() for at in lone)
        if len(lone) > 2 and (capitals or len(lone) >= 0.8 * len(prose)):
            return lone
    return set()


def _is_brief(block: Block) -> bool:
    """Whether a line may be the nickname of somebody."""
    return len(block.text.split()) <= (2 if ends_sentence(block.text) else 6)


def _add(layout: Layout, found: list[Candidate], each: Candidate) -> None:
    """Add a name, unless it says what the person named above does: short lines without a gap are one byline."""
    between = layout.blocks[found[-1].block + 1 : each.block + 1] if found else ()
    one = 0 < len(between) < 4 and all(title_shaped(it) for it in between)
    if not one or (
        any(it.gap for it in between) and not (person_shaped(found[-1].name) and has_job(each.name.split()[-1]))
    ):
        found.append(each)
    elif each.strength >= STRONG > found[-1].strength:
        found[-1] = each


def _titled(layout: Layout) -> list[Candidate]:
    """`Jane Smith: The road ahead` or `The road ahead – Jane Smith` above the words, all in one order."""
    found: tuple[list[Candidate], list[Candidate]] = ([], [])
    for index in range(len(layout.blocks) - 1):
        block = layout.blocks[index]
        parts = _TITLED.fullmatch(block.text) if len(block.text) <= MAX_BYLINE else None
        below = layout.blocks[index + 1 : index + 3]
        if lexicon.BY_LABEL.match(spelt(block.text)):
            continue
        above_words = (is_short(block.text) or is_question(block)) and not all(is_short(it.text) for it in below)
        if not parts or not above_words or is_credit(block.text):
            continue
        for side, name in enumerate(("one", "other")):
            each = candidate_at(layout, index, *parts.span(name), raised=0.25)
            if each and each.strength >= STRONG and person_shaped(each.name) and (side or parts["colon"]):
                found[side].append(replace(each, rest=side == 0, before=side == 1, head=True))
    return max(found, key=lambda names: sum(each.strength for each in names))


def _run_in(layout: Layout) -> list[Candidate]:
    """`NAME: words`, `Name (place): words`, `**Name** words`; the words may also begin on the next line.

    If a line has several of the forms, it is the one that most lines have.
    """
    options = {
        at: [each for form in _BEFORE_WORDS if (each := _before_words(layout, at, form)) and each.strength >= 0.6]
        for at, block in enumerate(layout.blocks)
        if at not in layout.question_blocks and not block.level
    }
    counts = Counter(each.form for forms in options.values() for each in forms)
    found: list[Candidate] = []
    for forms in filter(None, options.values()):
        each = max(forms, key=lambda it: (counts[it.form], it.extent[1]))
        found += [each, *_within(layout, each)][: _MOST_NAMES - len(found)]
    said = [each for each in found if not each.rest or not is_short(layout.blocks[each.block].text)]
    found = said or _recurring(layout)  # nobody says `Photo: AP`
    again = Counter(casefolded(each.name) for each in found)
    found = [replace(it, strength=max(it.strength, STRONG * (again[casefolded(it.name)] > 1))) for it in found]
    alike = most([each.strength >= STRONG for each in found])
    return [each for each in found if each.strength >= STRONG] if alike else found


def _before_words(layout: Layout, index: int, form: re.Pattern[str]) -> Candidate | None:
    """The name before words in one of the forms."""
    text = layout.blocks[index].text
    found = form.match(text[:350])
    if not found:
        return None
    start, end = max(found.start("name"), after_marks(text)), found.end("name")
    says = SAYS_AT_END.search(text, start, end)
    stop = says.start() if says else end
    each = candidate_at(layout, index, start, stop, raised=0.25)
    rest = any(map(str.isalnum, text[found.end() :]))
    return replace(each, extent=(start, end if says else each.extent[1]), rest=rest, form=form) if each else None


def _within(layout: Layout, first: Candidate) -> Iterator[Candidate]:
    """Those who are named further on in the same paragraph: a quotation is closed, a name follows, one is opened."""
    text = layout.blocks[first.block].text
    for found in _NEXT_SPEAKER.finditer(text, first.extent[1]):
        yield Candidate(first.block, found.span("name"), found["name"], "", 0.0, rest=True)


def _recurring(layout: Layout) -> list[Candidate]:
    """`長浜　灯りです。`, `Jane Smith. Yes, it is.`: names that begin paragraphs again and again."""
    heads = {at: head for at, block in enumerate(layout.blocks) if (head := _RECURRING.match(block.text[:90]))}
    begun = {at: found["name"] for at, found in heads.items()}
    counts = Counter(begun.values())
    named = {at: candidate_at(layout, at, *head.span("name")) for at, head in heads.items()}
    strong = {at for at, each in named.items() if each and each.strength >= STRONG and person_shaped(each.name)}
    names = {name for at, name in begun.items() if at in strong or is_caseless(name)}
    if sum(counts[name] > 1 for name in names) < 2:
        return []
    asking = {name for at, name in begun.items() if layout.blocks[at].text.endswith("?") and counts[name] > 1}
    return [
        Candidate(at, head.span("name"), begun[at], "", 0.9, rest=True, form=_RECURRING)
        for at, head in heads.items()
        if begun[at] in names | asking and counts[begun[at]] > (1 if is_short(layout.blocks[at].text) else 0)
    ]


def _sentences(layout: Layout) -> list[Candidate]:
    """`Professor Jane Smith is a fellow of …` as the line that names, if every answer begins or ends with one."""
    found = []
    for index, block in enumerate(layout.blocks):
        start = after_marks(block.text)
        verb = _VERB.search(block.text, start, start + 120)
        each = (
            candidate_at(layout, index, start, verb.start()) if verb and index not in layout.question_blocks else None
        )
        if each and each.strength >= STRONG and not each.affiliation and is_bio(block.text[start:], each.name):
            found.append(replace(each, extent=block.whole, strength=STRONG))
    blocks = {each.block for each in found}
    for step in (1, -1):
        beside = {each.block + step: each for each in found if 0 <= each.block + step < len(layout.blocks)}
        if len(beside) > 1 and not any(at in blocks or is_short(layout.blocks[at].text) for at in beside):
            return list(beside.values())
    return []


def _signatures(layout: Layout) -> list[Candidate]:
    """`— Jane Smith, Professor …` below the words, or at the end of their last line."""
    found = _marked(layout, "signature", 0.1)
    taken = {each.block for each in found} | layout.question_blocks
    signed = [_signed(layout, index) for index in range(len(layout.blocks)) if index not in taken]
    found = sorted([*found, *filter(None, signed)], key=lambda each: each.block)
    return found or _bracketed(layout)


def _signed(layout: Layout, index: int) -> Candidate | None:
    """The name at a paragraph's end: `… text.” — Jane Smith`, `… text,” says Jane Smith`."""
    text = layout.blocks[index].text
    tail = max(0, len(text) - MAX_BYLINE)
    said = SAYS_AFTER_QUOTATION.search(text, tail)
    dashes = [it.end() for it in _AFTER_QUOTATION.finditer(text, tail) if begins_quotation(layout.blocks[index])]
    dashes += [it.end() for it in _INNER_DASH.finditer(text, tail) if ends_sentence(text[: it.start()])]
    if said:
        weak = Candidate(index, said.span("name"), said["name"], "", 0.6)
        known = candidate_at(layout, index, said.start("name"), len(text.rstrip("*_ .")), raised=0.4)
        return replace(known or weak, extent=(said.start("says"), len(text)), before=True)
    for start in dashes:
        each = candidate_at(layout, index, start, len(text.rstrip("*_ .")), raised=0.1)
        if each and each.strength >= WEAK:
            return replace(each, extent=(each.extent[0], len(text)), before=True)
    return None


def _bracketed(layout: Layout) -> list[Candidate]:
    """`(Jane Smith of Hull)` after prose, at the end of a paragraph or on a line of its own, at least three times."""
    found = []
    for index, block in enumerate(layout.blocks):
        end = _IN_BRACKETS.search(block.text, max(0, len(block.text) - MAX_BYLINE))
        above = layout.blocks[index - 1].text if index and end else ""
        if end and not end.start() and ends_sentence(above):
            found.append(Candidate(index, block.whole, end["name"], "", STRONG))
        elif end and ends_sentence(block.text[: end.start()]):
            each = candidate_at(layout, index, *end.span("name"))
            other = Candidate(index, end.span("name"), end["name"], "", 0.6, before=True)
            found.append(replace(each, before=True, strength=STRONG) if each else other)
    return found if len(found) > 2 and sum(each.strength >= STRONG for each in found) > 1 else []


WAYS: Mapping[str, Callable[[Layout], list[Candidate]]] = {
    "label": _labelled,
    "heading": _headings,
    "bold": lambda layout: _marked(layout, "bold", 0.1),
    "number": lambda layout: _marked(layout, "number", 0.1),
    "by": lambda layout: _marked(layout, "by", 0.2),
    "titled": _titled,
    "colon": _run_in,
    "signature": _signatures,
    "line": _lines,
    "sentence": _sentences,
}
"""How names may be formatted, and what finds them; of two that fit a document equally well, the first is chosen."""
