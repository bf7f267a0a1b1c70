"""Chooses the names of a document: the candidates formatted in the most common way.

Other lines that are formatted alike, or still look like names, become names in doubt: an editor decides.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from expertviews.extraction import Hint
from expertviews.outlines.candidates import (
    MARKS,
    STRONG,
    WAYS,
    Candidate,
    after_marks,
    candidate_at,
    closes_paragraph,
    most,
    with_words,
)
from expertviews.outlines.line_forms import (
    begins_quotation,
    ends_in_colon,
    ends_round_table,
    is_credit,
    is_moderators,
    is_page_line,
    is_short,
    title_shaped,
)
from expertviews.outlines.questions import Layout, is_question
from expertviews.seeds import (
    Block,
    bare_words,
    byline,
    casefolded,
    ends_sentence,
    is_caseless,
    lexicon,
)

_SAYS_WHAT = re.compile(r".{1,120}?\s(?:is|are|was|ist|est|es)\s(?:an?|the|ein|eine|un|une|una)\s[^.!?]+[.!?]")
_ASKS = re.compile("[?？؟]")
_LABEL = re.compile(r"(?P<name>[^:：.!?]{2,80})[:：]\s*(?=\S)")
_ALIKE = "formatted like the names: is it one?"
_MOST_WORDS = 12
_LONGEST_HEAD = 350
_ARTICLES = frozenset({"the", "a", "an", "our", "old"})


@dataclass(frozen=True)
class Choice:
    """The names of a document in order, and how they are formatted."""

    way: str
    names: Sequence[Candidate]


def choose(layout: Layout) -> Choice | None:
    """The names of a document; None where nothing looks like one."""
    found = [(way, names) for way, find in WAYS.items() if (names := _without_head(layout, find(layout)))]
    if not found:
        return _labels(layout)
    strengths: dict[int, float] = {}
    for each in (each for _, names in found for each in names):
        strengths[each.block] = max(strengths.get(each.block, 0.1), each.strength)
    way, names = max(
        found, key=lambda item: sum(strengths[block] for block in {each.block for each in with_words(layout, item[1])})
    )
    return _with_doubtful(layout, way, names, found)


def _labels(layout: Layout) -> Choice | None:
    """What is before a colon in most of the document, if nothing looks like a name: in doubt, in any script."""
    found = [
        (at, _LABEL.match(block.text)) for at, block in enumerate(layout.blocks) if at not in layout.question_blocks
    ]
    labels = [(at, it) for at, it in found if it and any(map(str.isalpha, it["name"]))]
    names = [Candidate(at, it.span("name"), it["name"], "", 0.0, rest=True, doubt=_ALIKE) for at, it in labels]
    return Choice("colon", names) if len(names) > 2 and 2 * len(names) > len(layout.blocks) else None


def as_hinted(layout: Layout, hints: Sequence[Hint]) -> Choice:
    """The names that a document's format gives, each with words in its line."""
    named = {hint.line: hint for hint in hints}
    names: list[Candidate] = []
    for at, block in enumerate(layout.blocks):
        hint = named.get(block.number)
        words = (hint.words if hint else None) or ""
        start = block.text.find(words)
        if hint and words and start >= 0:
            names.append(Candidate(at, (start, start + len(words)), words, "", 1.0, rest=True, doubt=hint.doubt))
    return Choice("colon", names)


def _without_head(layout: Layout, names: list[Candidate]) -> list[Candidate]:
    """The names without the page's own, and without lines that end the round-table."""
    names = [it for it in names if not (it.own_line and ends_round_table(layout.blocks[it.block].text))]
    return names[1:] if len(names) > 2 and _heads_all(layout, names) else names


def _heads_all(layout: Layout, names: Sequence[Candidate]) -> bool:
    """Whether the first name is the page's: it asks, or looks different from all others."""
    first = names[0]
    if first.block == 0 and is_question(layout.blocks[0]):
        return True
    if any(ends_sentence(block.text) for block in layout.blocks[: first.block]):
        return False
    forms = [_form_of(layout, each) for each in names]
    return any(all(rest) == any(rest) != own for own, *rest in zip(*forms, strict=True))


def _form_of(layout: Layout, each: Candidate) -> tuple[bool, ...]:
    """What the names of a document have in common."""
    signs = each.own_line and closes_paragraph(layout, each)
    below = "".join(block.text for block in layout.blocks[each.block + 1 : each.block + 2])
    return (signs, bool(each.affiliation), each.name.isupper(), is_short(below))


def _below_a_name(layout: Layout, names: set[int], block: int) -> bool:
    """Whether a line is between a name and the words, as titles and jobs are."""
    above = itertools.takewhile(lambda at: title_shaped(layout.blocks[at]), range(block, max(0, block - 4), -1))
    return any(at - 1 in names for at in above)


def _with_doubtful(
    layout: Layout, way: str, names: list[Candidate], found: Sequence[tuple[str, list[Candidate]]]
) -> Choice:
    """The names, and what may be one: formatted like the names, or like a name in another way."""
    blocks = {each.block for each in names}
    asked = next((at + 1 for at in range(min(blocks)) if _asks(layout.blocks[at])), 0)
    known = tuple(casefolded(each.name) for each in names)
    for it in list(_alike(layout, way, names, asked)):
        below = it.own_line and _below_a_name(layout, blocks, it.block)
        if not (below or casefolded(layout.blocks[it.block].text).startswith(known)):
            names.append(replace(it, doubt=_ALIKE))
    strays = _strays(layout, names, found)
    names += [replace(each, doubt="looks like a name, but is formatted differently: is it one?") for each in strays]
    names.sort(key=lambda each: (each.block, each.extent))
    return Choice(way, names)


def _asks(block: Block) -> bool:
    """Whether something is asked in a block that isn't a quotation."""
    return bool(_ASKS.search(block.text)) and not begins_quotation(block)


def _strays(
    layout: Layout, names: Sequence[Candidate], found: Sequence[tuple[str, list[Candidate]]]
) -> Sequence[Candidate]:
    """Those below the first name that are formatted in another way, and look like names all the same."""
    blocks = {each.block for each in names}
    strays: dict[int, Candidate] = {}
    for each in (each for way, theirs in found if way != "sentence" for each in theirs if each.strength >= STRONG):
        if lexicon.ANSWER_LABEL.match(f"{each.name}:"):
            continue
        taken = each.block in blocks or _below_a_name(layout, blocks, each.block)
        if min(blocks) < each.block and not taken:
            strays.setdefault(each.block, each)
    return list(strays.values())


_Extent = tuple[int, int] | None
_Form = Callable[[Block, int], _Extent]


def _alike(layout: Layout, way: str, names: Sequence[Candidate], start: int) -> Iterator[Candidate]:
    """Candidates, of no strength, for the blocks below `start` that are formatted like the names."""
    taken = {each.block for each in names} | layout.question_blocks
    form = _form(layout, names, way, start or names[0].block)
    for at in range(start, len(layout.blocks) - (way not in {"signature", "colon"})):
        text = layout.blocks[at].text
        other = ends_round_table(text) or is_credit(text) or is_moderators(text)
        extent = None if at in taken or other else form(layout.blocks[at], at)
        sure = way != "colon" or (extent and extent[1] >= len(text) - 1)
        if extent and (start or sure or at > names[0].block):
            before = way == "signature" and extent[0] > after_marks(text)
            rest = way == "colon" and any(map(str.isalnum, text[extent[1] :]))
            yield Candidate(at, extent, text[slice(*extent)], "", 0.0, rest=rest, before=before)


def _form(layout: Layout, names: Sequence[Candidate], way: str, top: int) -> _Form:
    """Where the name would be in a block that is formatted like the names: with their mark, and the level of theirs."""
    if way in {"colon", "line"}:
        return (_form_run_in if way == "colon" else _form_line)(layout, names)
    if way == "sentence":
        return lambda block, _: block.whole if _SAYS_WHAT.fullmatch(block.text) else None
    level = layout.blocks[names[0].block].level

    def form(block: Block, at: int) -> _Extent:
        start = MARKS[way](block) if way in MARKS and block.level == level else None
        open_below = _is_open(block.text) and (at >= top or way in {"by", "label"})
        return (start, len(block.text)) if start is not None and (level or open_below) else None

    return form


def _is_open(text: str) -> bool:
    """Whether a text ends as a name may: not as a sentence, and not as one that leads up to a list."""
    return not ends_sentence(text) and not text.rstrip("*_ ").endswith((":", "：", ",", ";"))


def _form_run_in(layout: Layout, names: Sequence[Candidate]) -> _Form:
    """A label in the form of the names, if it may name somebody."""
    forms = {each.form for each in names if each.form}
    said = [block.text for block in layout.blocks[names[0].block :] if ends_sentence(block.text)]
    ending = most([ends_in_colon(layout.blocks[each.block].text) for each in names])
    throughout = most([any(form.match(text[:_LONGEST_HEAD]) for form in forms) for text in said])

    def form(block: Block, _at: int) -> _Extent:
        if block.text.endswith((":", "：")):
            return (0, len(block.text) - 1) if ending else None
        for found in filter(None, (form.match(block.text[:_LONGEST_HEAD]) for form in forms)):
            if _may_name(found["name"], throughout):
                start = max(found.start("name"), after_marks(block.text))
                return None if _continues(found["name"]) else (start, found.end("name"))
        return None

    return form


def _may_name(label: str, throughout: bool) -> bool:
    words = bare_words(label)
    other = lexicon.OTHER_LABELS.issuperset(map(casefolded, words))
    return len(words) <= _MOST_WORDS and not other and (throughout or (bool(byline(label)) and len(words) > 1))


def _continues(label: str) -> bool:
    """Whether a label goes on from what was said: `She added: “…”`, `So let me start here: …`."""
    words = bare_words(label) or [""]
    small = casefolded(words[0]) in lexicon.FUNCTION_WORDS - _ARTICLES and not words[0].isupper()
    return small and not any(map(str.istitle, words[1:]))


def _form_line(layout: Layout, names: Sequence[Candidate]) -> _Form:
    """A short line between prose and prose, with the gap that names have."""
    gap = most([layout.blocks[each.block].gap for each in names])

    def form(block: Block, at: int) -> _Extent:
        around = (layout.blocks[max(0, at - 2) : at], layout.blocks[at + 1 : at + 3])
        between = all(any(ends_sentence(it.text) for it in side) for side in around)
        if not between or block.gap != gap or is_page_line(block.text):
            return None
        stopped = block.text.endswith(".") and not is_caseless(block.text[:1])
        named = candidate_at(layout, at, 0, len(block.text) - 1) if stopped else None
        return block.whole if _is_open(block.text) or (named and named.strength >= 0.6 and named.affiliation) else None

    return form
