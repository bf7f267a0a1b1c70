"""The ways in which a block of a document may name somebody, each by its form; which of them are names is chosen later.

A way says how names are set: by a label, a heading, bold type, a colon, a dash. To add one, write its finder and its
entry in WAYS.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from expertviews.people.naming import SAID_AFTER, SAYS
from expertviews.seeds.bio_blocks import is_bio
from expertviews.seeds.bylines import MAX_BYLINE, affiliation_shaped, byline, labelled_byline, likeness, skip_emphasis
from expertviews.seeds.layout_words import is_credit, is_furniture, is_row, is_stamp, titles
from expertviews.seeds.lexicon import BIO_VERBS, BY_LABEL, NAME_LABEL
from expertviews.seeds.questions import Page, asks
from expertviews.seeds.words import NUMBER, Range, bare_words, caseless, ends_sentence, name_shaped, person_shaped

STRONG = 0.7
"""A line at least this name-like names somebody wherever its way is in use."""
WEAK = 0.4
"""A line that a mark sets off, as a heading or a number does, needs to look less like a name."""

_SET_OFF = re.compile(r"(?:[-*•·–—]\s|\(?\d{1,3}[.)]\s|>|#|\*|_|\[|—|–)")
_DASH = re.compile(r"(?:[—–―]|--?)\s*")
_INNER_DASH = re.compile(r"(?:\s(?:—|–|―|--?)|(?<=[.!?”\"’'*_])—)\s?")
_BOLD_HEAD = re.compile(r"(\*\*|__)([^*_]{2,150})\1[.:]?\s*(?:[—–-]\s)?\s*")
_VERB = re.compile(r"\s(" + "|".join(sorted(BIO_VERBS)) + r")\s")
_LINKED = re.compile(r"\[([^\]\n]{1,120})\]\([^()\s]{1,500}\)")
_NEXT_SPEAKER = re.compile(r"[.!?…]?[”“\"»]\s+(?P<name>[^\W\d_a-z][^:“”\"„«»]{3,120})[:：]\s*[„“\"«]")
_ANSWERED = re.compile(r"[*_]*(?:A|R|Answer|Antwort)\.?\s?[(（](?P<name>[^()（）]{3,120})[)）]\s?[:：]")
_DOT_DASH = re.compile(r"(?P<name>[^.:—–]{2,60})\.\s?[—–]\s?(?=\S)")
_QUOTED = re.compile(r"(?P<name>[^«“„\".!?]{3,120})\.\s(?=[«“„\"])")
_DASHED = re.compile(r"(?P<name>[^:–—.!?«“„\"]{3,60})\s[–—]\s(?=[^a-zа-я\W]|[«“„\"…])")
_SPOKEN = re.compile(r"[–—].*\s?[–—]\s(?P<name>(?=[^\W\dA-ZĄĆĘŁŃÓŚŹŻ])[^–—]{5,150})\.")
_TITLED = re.compile(r"(?P<one>[^:：]{2,100}?)(?:(?P<colon>[:：])\s?|\s(?:[–—|]|--?)\s)(?P<other>.{2,150})")
_SPACED = re.compile(r"(?P<name>[^\W\da-zA-Z]{2,5})\s(?=\S{4})")
_TIMED = re.compile(r"(?P<name>\D{2,100}?)\s+[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?")
_MOST_NAMES = 400


@dataclass(frozen=True)
class Naming:
    """A block that may name somebody: the extent of the words that do, job and place included, and how like a name.

    `rest` says that words of theirs follow in the block, `before` that they go before, `head` that they
    are no more than a title; `way` is how the name is set.
    """

    block: int
    extent: Range
    name: str
    affiliation: str
    strength: float
    way: str = ""
    rest: bool = False
    before: bool = False
    head: bool = False

    @property
    def own_line(self) -> bool:
        """Whether the block holds nothing else."""
        return not (self.rest or self.before)


@dataclass(frozen=True)
class Way:
    """A way of setting names, and how they are found; `after` says that they stand after the words."""

    name: str
    find: Callable[[Page], list[Naming]]
    explicit: bool = False
    after: bool = False


def naming_at(page: Page, block: int, start: int = 0, end: int | None = None, raised: float = 0.0) -> Naming | None:
    """What a stretch of a block names by its form."""
    text = page.blocks[block].text
    end = len(text) if end is None else end
    linked = _LINKED.match(text, start)
    if linked and name_shaped(linked[1]):
        rest = text[linked.end() : end].strip(" ,*_")
        return Naming(block, (start, end), linked[1], rest, min(1.0, likeness(linked[1], rest) + raised))
    found = byline(text, start, end)
    if not found:
        return None
    name = text[slice(*found.name)]
    affiliation = text[slice(*found.affiliation)] if found.affiliation else ""
    like = likeness(name, affiliation)
    if re.search(r"\b(?:vol|no|nr|issue)\.?\s?\d", affiliation):
        like /= 2
    last = max(found.name[1], found.affiliation[1] if found.affiliation else 0)
    while last < end and text[last] in ")）]":
        last += 1
    extent = (min(start, found.name[0]), last)
    return Naming(block, extent, name, affiliation, min(1.0, like + raised) if like > 0.1 else like)


def short_blocks(page: Page) -> Iterator[int]:
    """The blocks that are short enough for a line that names somebody, and no question."""
    for index, block in enumerate(page.blocks):
        if (
            index not in page.question_blocks
            and len(block.text) <= MAX_BYLINE
            and not (asks(block) or is_stamp(block.text))
        ):
            yield index


def after_marks(text: str) -> int:
    """Where a name begins after emphasis and a number."""
    start = skip_emphasis(text)
    number = NUMBER.match(text, start)
    return number.end() if number else start


def lines(page: Page) -> list[Naming]:
    """Names on lines of their own without any mark."""
    found = []
    by = {each.block for each in by_lines(page)}
    for index in short_blocks(page):
        block = page.blocks[index]
        if not (block.level or block.quoted or _SET_OFF.match(block.text[:8]) or (len(by) > 1 and index in by)):
            found += [each for each in [naming_at(page, index) or _aged(page, index)] if each]
    return _in_one_style(page, _without_affiliation_lines(page, found))


def _aged(page: Page, index: int) -> Naming | None:
    """`Jane Smith. 37 years. Baker.`, as surveys in the street have it."""
    text = page.blocks[index].text.rstrip(".")
    found = byline(text.replace(". ", ", ")) if re.search(r"[^\W\d]\.\s[1-9]\d\s", text[:120]) else None
    if not found or not found.affiliation:
        return None
    name, told = text[slice(*found.name)], text[slice(*found.affiliation)]
    return Naming(index, (0, len(text)), name, told, likeness(name, told))


def _without_affiliation_lines(page: Page, found: Sequence[Naming]) -> list[Naming]:
    """Leave out the lines that say what the person named on the line above does."""
    kept: list[Naming] = []
    for each in found:
        above = kept[-1] if kept else None
        if not (above and _describes(page, above, each)):
            kept.append(each)
    return kept


def _describes(page: Page, above: Naming, each: Naming) -> bool:
    """Whether a line, and all between it and the person named above, say what that person does.

    Lines without a gap below a name, all short and above the words, are one byline.
    """
    between = page.blocks[above.block + 1 : each.block + 1]
    if len(between) > 3 or any(line.gap for line in between) or not person_shaped(above.name):
        return False
    if not above.affiliation and all(affiliation_shaped(line.text) for line in between):
        return True
    starts = page.blocks[above.block].gap or above.block == 0 or ends_sentence(page.blocks[above.block - 1].text)
    return starts and all(titles(line, line.text) for line in between)


def most(facts: Sequence[bool]) -> bool:
    """Whether nearly all are true."""
    return sum(facts) >= 0.7 * len(facts) and bool(facts)


def between_prose(page: Page, block: int) -> bool:
    """Whether prose ends before a line and begins after it."""
    ended = block == 0 or block - 1 in page.question_blocks or ends_sentence(page.blocks[block - 1].text)
    return ended and any(ends_sentence(each.text) for each in page.blocks[block + 1 : block + 3])


def _in_one_style(page: Page, found: Sequence[Naming]) -> list[Naming]:
    """Those that are set as most of the strong ones are: below a blank line or not, with an affiliation or not."""
    strong = [each for each in found if each.strength >= STRONG]
    spaced = most([page.blocks[each.block].gap for each in strong])
    described = most([bool(each.affiliation) for each in strong])
    kept: list[Naming] = []
    for each in found:
        strength = each.strength
        if spaced and not page.blocks[each.block].gap and not between_prose(page, each.block):
            strength -= 0.3
        if described and not each.affiliation:
            strength -= 0.1
        titles_the_last = bool(kept) and kept[-1].block == each.block - 1 and strength < STRONG
        if strength >= STRONG or (strength >= 0.6 and not titles_the_last and between_prose(page, each.block)):
            kept.append(replace(each, strength=strength))
    return kept


def headings(page: Page) -> list[Naming]:
    """Names in Markdown headings, all of one level: the one with the most names."""
    levels: dict[int, list[Naming]] = {}
    for index in short_blocks(page):
        block = page.blocks[index]
        each = naming_at(page, index, after_marks(block.text), raised=0.15) if block.level else None
        if each and each.strength >= WEAK and not BY_LABEL.match(block.text):
            levels.setdefault(block.level, []).append(each)
    return max(levels.values(), key=lambda found: sum(each.strength for each in found), default=[])


def emphasised(page: Page) -> list[Naming]:
    """Names in bold or italics, on lines of their own; the affiliation may be in them or follow."""
    return [
        each
        for index in short_blocks(page)
        if page.blocks[index].text[0] in "*_" and not page.blocks[index].level and not page.blocks[index].quoted
        for each in [naming_at(page, index, after_marks(page.blocks[index].text), raised=0.1)]
        if each and each.strength >= WEAK
    ]


def numbered(page: Page) -> list[Naming]:
    """Names after numbers that count from 1, for each question anew."""
    found: list[Naming] = []
    expected = 1
    for index in short_blocks(page):
        block = page.blocks[index]
        number = None if block.level or block.text[0] in "*_" else NUMBER.match(block.text)
        each = naming_at(page, index, number.end(), raised=0.1) if number else None
        if number and each and each.strength >= WEAK and int(number[1]) in {1, expected}:
            found.append(each)
            expected = int(number[1]) + 1
    return found


def labelled(page: Page) -> list[Naming]:
    """`Name: Jane Smith`: whatever follows that is no sentence is a name."""
    found = []
    for index in short_blocks(page):
        text = page.blocks[index].text
        label = NAME_LABEL.match(text, skip_emphasis(text))
        stated = labelled_byline(text, label.end()) if label else None
        if label and stated:
            affiliation = text[slice(*stated.affiliation)] if stated.affiliation else ""
            found.append(Naming(index, (label.end(), len(text)), text[slice(*stated.name)], affiliation, 1.0))
    return found


def by_lines(page: Page) -> list[Naming]:
    """`By Jane Smith, Professor …` above the text."""
    found = []
    for index in short_blocks(page):
        text = page.blocks[index].text
        label = BY_LABEL.match(text, skip_emphasis(text))
        each = naming_at(page, index, label.end(), raised=0.2) if label else None
        found += [each] if each and each.strength >= WEAK else []
    return found


def titled(page: Page) -> list[Naming]:
    """`Jane Smith: The road ahead` or `The road ahead – Jane Smith` above the words, all in one order."""
    found: tuple[list[Naming], list[Naming]] = ([], [])
    labels: set[str] = set()
    for index, block in enumerate(page.blocks[:-1]):
        parts = _TITLED.fullmatch(block.text) if len(block.text) <= MAX_BYLINE else None
        if (
            not parts
            or is_credit(block.text)
            or not (is_row(block.text) or asks(block))
            or is_row(page.blocks[index + 1].text)
        ):
            continue
        if not all(any(map(str.isalnum, parts[name])) for name in ("one", "other")):
            continue
        labels.add(parts["one"])
        for side, name in enumerate(("one", "other")):
            each = naming_at(page, index, *parts.span(name), raised=0.25)
            if each and each.strength >= STRONG and person_shaped(each.name) and (side or parts["colon"]):
                found[side].append(replace(each, rest=side == 0, before=side == 1, head=True))
    best = max(found, key=lambda names: sum(each.strength for each in names))
    sure = 2 * sum(not asks(page.blocks[each.block]) for each in best) >= max(len(best), 2)
    return best if sure and len(labels) >= len(best) else []


def run_in(page: Page) -> list[Naming]:
    """`NAME: words`, `Name (place): words`, `**Name** words`; the words may also begin on the next line."""
    found: list[Naming] = []
    for index, block in enumerate(page.blocks):
        if index in page.question_blocks or block.level or is_furniture(block.text):
            continue
        each = next(filter(None, (find(page, index) for find in _RUN_IN)), None)
        if each and each.strength >= 0.6:
            found += [each, *_within(page, each)][: _MOST_NAMES - len(found)]
    found = _with_sentences(page, found) or _spaced(page)
    alike = most([each.strength >= STRONG for each in found])
    return [each for each in found if each.strength >= STRONG] if alike else found


def _spaced(page: Page) -> list[Naming]:
    """`長浜　灯りです。`: short words of a script without capitals that begin paragraphs again and again."""
    heads = {at: found for at, block in enumerate(page.blocks) if (found := _SPACED.match(block.text[:60]))}
    counts = Counter(found["name"] for found in heads.values() if caseless(found["name"]))
    if sum(count > 1 for count in counts.values()) < 2:
        return []
    return [
        Naming(at, found.span("name"), found["name"], "", 0.9, rest=True)
        for at, found in heads.items()
        if (counts[found["name"]] and not is_row(page.blocks[at].text)) or counts[found["name"]] > 1
    ]


def _with_sentences(page: Page, found: list[Naming]) -> list[Naming]:
    """Those whose words end as sentences do, where there are several: `Photo: AP` and `Read more: Ten ports` don't."""
    said = [each for each in found if not each.rest or not is_row(page.blocks[each.block].text)]
    return said if len({each.block for each in said}) > 1 else found


def _answered(page: Page, index: int) -> Naming | None:
    """`A (Jane Smith): …`, and `SMITH.— …` as transcripts have it."""
    text = page.blocks[index].text
    found = next(filter(None, (form.match(text[:200]) for form in (_ANSWERED, _DOT_DASH, _QUOTED, _DASHED))), None)
    if found and found.re in {_QUOTED, _DASHED} and not ends_sentence(text):
        return None
    each = naming_at(page, index, *found.span("name"), raised=0.25) if found else None
    if found and each and found.re is _DOT_DASH and each.name.isupper():
        each = replace(each, strength=max(each.strength, STRONG))
    return replace(each, rest=_has_words(text, found.end())) if found and each else None


def _timed(page: Page, index: int) -> Naming | None:
    """`Jane Smith 00:52` above the words, as machines write transcripts."""
    text = page.blocks[index].text
    found = _TIMED.fullmatch(text) if len(text) <= MAX_BYLINE else None
    each = naming_at(page, index, *found.span("name"), raised=0.25) if found else None
    return replace(each, extent=(0, len(text))) if each else None


def _before_colon(page: Page, index: int) -> Naming | None:
    text = page.blocks[index].text
    colon = min((at for at in (text.find(":", 0, 200), text.find("：", 0, 100)) if at > 0), default=0)
    start = after_marks(text[:50])
    if (
        colon <= start
        or text[start] in "(（"
        or text[colon + 1 : colon + 2].isdigit()
        or NAME_LABEL.match(text, skip_emphasis(text))
        or text[colon + 1 : colon + 3] == "//"
    ):
        return None
    says = SAYS.search(text, start, colon)
    each = naming_at(page, index, start, says.start() if says else colon, raised=0.25)
    if not each:
        return None
    if index == 0 and len(page.blocks) > 1 and not ends_sentence(text):
        return None
    if text[each.extent[1] - 1] in ")）":
        each = replace(each, strength=min(1.0, each.strength + 0.15))
    end = colon if says else each.extent[1]
    return replace(each, extent=(each.extent[0], end), rest=_has_words(text, colon + 1))


def _bold_head(page: Page, index: int) -> Naming | None:
    text = page.blocks[index].text
    head = _BOLD_HEAD.match(text[:300])
    if not head or not ends_sentence(text[head.end() :]):
        return None
    each = naming_at(page, index, head.start(2), len(text[: head.end(2)].rstrip(".: ")), raised=0.15)
    return replace(each, rest=True) if each else None


_RUN_IN = (_answered, _before_colon, _bold_head, _timed)


def _within(page: Page, first: Naming) -> Iterator[Naming]:
    """Those who are named further on in the same paragraph: a quotation is closed, a name follows, one is opened."""
    text = page.blocks[first.block].text
    for found in _NEXT_SPEAKER.finditer(text, first.extent[1]):
        start, end = found.span("name")
        each = naming_at(page, first.block, start, end)
        yield replace(each or Naming(first.block, (start, end), found["name"], "", 0.0), rest=True, strength=0.0)


def _has_words(text: str, start: int) -> bool:
    return any(map(str.isalnum, text[start:]))


def sentences(page: Page) -> list[Naming]:
    """`Professor Jane Smith is a fellow of …` as the line that names, if every answer begins with one."""
    found = []
    for index, block in enumerate(page.blocks):
        verb = _VERB.search(block.text, 0, 120)
        if index in page.question_blocks or block.level or not verb:
            continue
        each = naming_at(page, index, 0, verb.start())
        if each and not each.affiliation and each.strength >= STRONG and is_bio(block.text, each.name):
            found.append(replace(each, extent=block.whole))
    blocks = {each.block for each in found}
    followed = all(
        at + 1 not in blocks and not is_row(page.blocks[at + 1].text) for at in blocks if at + 1 < len(page.blocks)
    )
    asked = page.question_blocks or {index for index, block in enumerate(page.blocks) if asks(block)}
    begins = found and (page.given or found[0].block - 1 in asked or len(found) > 2)
    return [replace(each, strength=STRONG) for each in found] if begins and followed else []


def signatures(page: Page) -> list[Naming]:
    """`— Jane Smith, Professor …` below the words, or at the end of their last line."""
    found = []
    for index, block in enumerate(page.blocks):
        each = None if index in page.question_blocks or block.level else _signature(page, index) or _signed(page, index)
        found += [each] if each and each.strength >= WEAK else []
    return found or _bracketed(page)


def _bracketed(page: Page) -> list[Naming]:
    """`(Jane Smith of Hull)` below the words, wherever a line in brackets follows prose."""
    found = []
    for index in range(1, len(page.blocks)):
        text = page.blocks[index].text
        if (
            text[0] in "(（"
            and text[-1] in ")）"
            and len(text) <= MAX_BYLINE
            and page.blocks[index - 1].text[0] not in "(（"
        ):
            found.append(Naming(index, (0, len(text)), text[1:-1], "", STRONG))
    said = [each for each in found if ends_sentence(page.blocks[each.block - 1].text)]
    return said if len(said) > 2 else []


def _signature(page: Page, index: int) -> Naming | None:
    text = page.blocks[index].text
    dash = _DASH.match(text, skip_emphasis(text))
    if not dash or len(text) > MAX_BYLINE:
        return None
    end = len(text.rstrip("*_ ."))
    return naming_at(page, index, dash.end(), end if ends_sentence(text) else None, raised=0.1)


def _signed(page: Page, index: int) -> Naming | None:
    """`… text.” — Jane Smith, Professor` and `“… text,” says Jane Smith, a professor.` at the end of a paragraph."""
    text = page.blocks[index].text
    said = SAID_AFTER.search(text, max(0, len(text) - MAX_BYLINE))
    each = naming_at(page, index, said.start("name"), len(text.rstrip("*_ .")), raised=0.15) if said else None
    if said and each and each.strength >= STRONG:
        return replace(each, extent=(said.start("says"), len(text)), before=True)
    spoken = _SPOKEN.fullmatch(text, max(0, len(text) - 4 * MAX_BYLINE)) if text[0] in "–—" else None
    if spoken:
        return Naming(index, spoken.span("name"), spoken["name"], "", STRONG, before=True)
    for dash in _INNER_DASH.finditer(text, max(0, len(text) - MAX_BYLINE)):
        before = text[: dash.start()].rstrip()
        if ends_sentence(before) and text[dash.end() : dash.end() + 1]:
            end = len(text.rstrip("*_ ."))
            each = naming_at(page, index, dash.end(), end if text.endswith(".") else None, raised=0.1)
            if each:
                return replace(each, extent=(each.extent[0], len(text)), before=True)
    return None


WAYS: Sequence[Way] = (
    Way("label", labelled, explicit=True),
    Way("heading", headings, explicit=True),
    Way("bold", emphasised),
    Way("number", numbered),
    Way("by", by_lines),
    Way("titled", titled),
    Way("colon", run_in),
    Way("signature", signatures, after=True),
    Way("line", lines),
    Way("sentence", sentences),
)
"""In the order in which they are preferred where they explain a document equally well."""


def found_by(page: Page, way: Way) -> list[Naming]:
    """The namings that a way finds on a page."""
    return [replace(each, way=way.name) for each in way.find(page)]


def says_somewhat(text: str) -> bool:
    """Whether a short line could be a name by its words, whatever the document."""
    return bool(bare_words(text)) and not ends_sentence(text) and byline(text) is not None
