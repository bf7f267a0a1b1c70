"""The blocks that are set as a document's names are, and weren't taken for names: an editor is asked about each."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from expertviews.outlines.namings import Naming, after_marks, most, naming_at
from expertviews.seeds import lexicon
from expertviews.seeds.bylines import MAX_BYLINE, skip_emphasis
from expertviews.seeds.layout_words import closes, is_credit, is_footnote, is_row
from expertviews.seeds.lines import LIST_ITEM, Block
from expertviews.seeds.questions import Page, asks
from expertviews.seeds.words import NUMBER, bare_words, ends_sentence, folded, starts_high

_HEAD = re.compile(r"(?:\*\*|__)?([^:：*_]{2,120}?)(?:[:：](?:\*\*|__)?|(?:\*\*|__)[:：])\s*(?=\S)")
_DASH = re.compile(r"(?:[—–―]|--?)\s*(?=\S)")
_QUOTING = re.compile(r"([^:„“\"«.]{3,120}[^:„“\"«.\s])\s?[:：.]\s*[„“\"«]")
_SAYS_WHAT = re.compile(r"\s(?:is|are|was|ist|est|es)\s(?:an?|the|ein|eine|un|une|una)\s")
_MOST_WORDS = 14
_MOST_HEAD = 12


def alike(page: Page, way: str, names: Sequence[Naming], start: int) -> Iterator[Naming]:
    """Namings, of no strength, for the blocks below `start` that are set as the names are."""
    taken = {each.block for each in names}
    find = _FINDERS.get(way)
    if not find or not names:
        return
    found = find(page, names)
    for at in range(start, len(page.blocks)):
        block = page.blocks[at]
        if at in taken or at in page.question_blocks or block.matter or closes(block.text) or is_footnote(block.text):
            continue
        extent = found(at)
        if extent:
            words = block.text[slice(*extent)]
            end = len(block.text.rstrip("*_:： "))
            rest = extent[1] < end and any(map(str.isalnum, block.text[extent[1] :]))
            yield Naming(at, extent, words, "", 0.0, way, rest=rest and way == "colon")


Found = Callable[[int], tuple[int, int] | None]


def _whole(block: Block, start: int = 0) -> tuple[int, int]:
    return start, len(block.text)


def _open(text: str) -> bool:
    """Whether a text ends as a name may: not as a sentence, and not as one that leads up to a list."""
    return not ends_sentence(text) and not text.rstrip("*_ ").endswith((":", "：", ",", ";"))


def _headings(page: Page, names: Sequence[Naming]) -> Found:
    level = page.blocks[names[0].block].level
    taken = {each.block for each in names}

    def find(at: int) -> tuple[int, int] | None:
        block = page.blocks[at]
        said = at + 1 < len(page.blocks) and page.blocks[at + 1].level == 0 and at - 1 not in taken
        return _whole(block) if block.level == level and said and not asks(block) else None

    return find


def _emphasised(page: Page, names: Sequence[Naming]) -> Found:
    mark = _emphasis(page.blocks[names[0].block].text)
    taken = {each.block for each in names}

    def find(at: int) -> tuple[int, int] | None:
        block = page.blocks[at]
        alone = _emphasis(block.text) == mark and len(block.text) <= MAX_BYLINE and _open(block.text)
        said = at + 1 < len(page.blocks) and ends_sentence(page.blocks[at + 1].text) and at - 1 not in taken
        return _whole(block, after_marks(block.text)) if alone and said and not asks(block) else None

    return find


def _emphasis(text: str) -> str:
    return text[: len(text) - len(text.lstrip("*_"))]


def _marked(mark: re.Pattern[str], *, after: bool = False) -> Callable[[Page, Sequence[Naming]], Found]:
    """Short lines below the first name that begin with a mark; `after`: or above it, below prose."""

    def finder(page: Page, names: Sequence[Naming]) -> Found:
        first = names[0].block

        def find(at: int) -> tuple[int, int] | None:
            text = page.blocks[at].text
            found = mark.match(text, skip_emphasis(text))
            placed = at > first or (after and at > 0 and ends_sentence(page.blocks[at - 1].text))
            short = len(text.split()) <= _MOST_WORDS and _open(text)
            return _whole(page.blocks[at], found.end()) if found and placed and short else None

        return find

    return finder


def _run_in(page: Page, names: Sequence[Naming]) -> Found:
    """Labels before words: in bold or capitals as the names, or where nearly every paragraph has one."""
    texts = [page.blocks[each.block].text for each in names]
    bold = most([text.startswith(("**", "__")) for text in texts])
    shouted = most([each.name.isupper() for each in names])
    first = names[0].block
    answers = [block for block in page.blocks[first:] if ends_sentence(block.text)] or [page.blocks[first]]
    quoting = most([bool(_QUOTING.match(text)) for text in texts])
    ending = most([text.rstrip("*_ ").endswith((":", "：")) for text in texts])
    throughout = sum(bool(_HEAD.match(block.text)) for block in answers) >= 0.7 * len(answers)

    sentences = most([not is_row(text) or text.endswith((":", "：")) for text in texts]) and len(texts) > 1

    def find(at: int) -> tuple[int, int] | None:
        text = page.blocks[at].text
        if sentences and is_row(text) and not text.endswith((":", "：")):
            return None
        if ending and text.endswith((":", "：")) and len(text.split()) <= 2 * _MOST_WORDS:
            return (0, len(text) - 1) if at > first or is_row(page.blocks[max(at - 1, 0)].text) else None
        quote = _QUOTING.match(text[:200]) if quoting and not lexicon.QUESTION_LABEL.match(text) else None
        head = _HEAD.match(text[:200])
        if quote or not head or lexicon.QUESTION_LABEL.match(text) or text[head.end(1) : head.end(1) + 3] == "://":
            return quote.span(1) if quote else None
        words = bare_words(head[1])
        label = folded(words[0]) in lexicon.OTHER_LABELS if words else True
        if label or lexicon.MODERATOR_LABEL.match(text.lstrip("*_")):
            return None
        if bold or shouted:
            like = text.startswith(("**", "__")) if bold else head[1].isupper()
            return head.span(1) if like else None
        named = naming_at(page, at, head.start(1), head.end(1))
        high = starts_high(words[0]) and len(words) <= _MOST_HEAD and at >= first
        return head.span(1) if high and (throughout or (named and named.strength >= 0.3)) else None

    return find


def _lines(page: Page, names: Sequence[Naming]) -> Found:
    """Short lines between prose and prose, with the gap that the names have."""
    spaced = most([page.blocks[each.block].gap for each in names])
    described = most([bool(each.affiliation) for each in names])
    taken = {each.block for each in names}
    asked = page.question_blocks | {at for at, block in enumerate(page.blocks[: names[0].block]) if asks(block)}

    def find(at: int) -> tuple[int, int] | None:
        block = page.blocks[at]
        text = block.text
        if (
            block.level
            or block.quoted
            or is_credit(text)
            or asks(block)
            or (LIST_ITEM.match(text[:8]) and text[0] not in "–—―")
        ):
            return None
        if len(text.split()) > 3 * _MOST_WORDS or (text[0] in "*_"):
            return None
        before = at - 1 in asked or (at > 0 and ends_sentence(page.blocks[at - 1].text))
        after = at + 1 >= len(page.blocks) or (ends_sentence(page.blocks[at + 1].text) and at + 1 not in taken)
        if not (before and after) or block.gap != spaced or at - 1 in taken:
            return None
        if _open(text):
            short = len(text.split()) <= _MOST_WORDS
            like = (described and ("," in text or "—" in text or "–" in text)) or bool(naming_at(page, at))
            return _whole(block) if short and (like or at - 1 in asked) else None
        stopped = text.endswith(".") and described and len(text.split()) <= 2 * _MOST_WORDS
        named = naming_at(page, at, 0, len(text) - 1) if stopped else None
        return _whole(block) if named and named.strength >= 0.6 and named.affiliation else None

    return find


def _sentences(page: Page, names: Sequence[Naming]) -> Found:
    """Single sentences that say what somebody is, above words."""
    first = names[0].block

    def find(at: int) -> tuple[int, int] | None:
        text = page.blocks[at].text
        says = _SAYS_WHAT.search(text, 0, 120) and len(text.split()) <= 40 and not re.search(r"[.!?]\s", text)
        says = says and folded(text.split(maxsplit=1)[0]) not in lexicon.WORDS_OF_SENTENCES
        following = page.blocks[at + 1 : at + 2]
        return _whole(page.blocks[at]) if says and at > first and page.blocks[at].gap and following else None

    return find


_FINDERS: Mapping[str, Callable[[Page, Sequence[Naming]], Found]] = {
    "heading": _headings,
    "bold": _emphasised,
    "number": _marked(NUMBER),
    "by": _marked(lexicon.BY_LABEL),
    "colon": _run_in,
    "signature": _marked(_DASH, after=True),
    "line": _lines,
    "sentence": _sentences,
}
