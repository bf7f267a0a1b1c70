"""The ways in which a block may name somebody, by its form alone. Whether it does, `labelling` judges."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from expertviews import seeds
from expertviews.people import SAYS_AFTER_QUOTATION, SAYS_AT_END
from expertviews.seeds import lexicon

_DASH = re.compile(r"(?:[—–―|]|--?)\s*")
_ITEM = re.compile(rf"{seeds.NUMBER.pattern}|[•·▪]\s+|[■□◆◇●○▼▽★☆]\s*")
_MARKS = {"label": lexicon.NAME_LABEL, "number": _ITEM, "by": lexicon.BY_LABEL, "signature": _DASH}
_BULLET = re.compile(r"[-•]\s+|[—–]\s?")
_HANDLE = re.compile(r"@[\w.-]{2,40}(?:,\s[^:.]{1,40})?")
_TITLED = re.compile(
    r"\**(?P<one>[^:：]{2,100}?)(?:(?P<colon>[:：])(?!\d)\s?|\s(?:[–—|]|--?)\s|\*\*\s)(?P<other>.{2,150})"
)
_STOP = re.compile(r"\.\s+(?=\S)")
_FORMS: Mapping[str, str] = {
    "answer": r"[*_]*(?:A|R|Answer|Antwort)\.?\s?[(（](?P<name>[^()（）]{3,120})[)）]\s?[:：]",
    "stop and dash": r"(?P<name>[^:!?“\"]{2,120}?)\.\s?[—–-]\s?(?=\S)",
    "quotation": r"(?P<name>[^«“„\".!?]{3,120}(?:\.\s[^«“„\".!?]{3,80})?)[.,]?\s(?=[«“„\"])",
    "brackets": r"[【\[](?P<name>[^【】\[\]\d]{2,60})[】\]]\s?[:：]?",
    "dash": r"(?P<name>[^:–—!?«“„\"]{2,120})\s(?:[–—]|--?)\s(?=\S)",
    "colon": rf"[*_ ]*(?:(?:[AR]\s?\||\(?\d{{1,3}}[.)]|{lexicon.STAMP}|[^\w\s\"“„«»(\[@]{{1,3}})\s+|[■◆●▲▶]\s?)?"
    r"(?P<name>[^:：=]{2,200})(?:[:：](?!//|\d)|(?<=[가-힣])=)",
    "tab": r"(?P<name>[^\t]{2,80}(?:\t[^\t.!?]{2,120})?)\t(?=[^\t]{15})",
    "row": r"\|\s*(?P<name>[^|]{2,120}?)\s*\|\s*(?=[^\s|-])",
    "bold": r"(?P<mark>\*\*|__)(?P<name>(?:(?!\*\*|__).){2,150}?)[.:]?(?P=mark)(?!,|\s\()[.:]?\s*(?:[—–-]\s)?",
    "wide space": r"(?P<name>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,6})\s(?=\S{4})"
    r"|(?P<spaced>[^\W\d_a-z][^:!?]{1,60}?)\s\s+",
}
"""`A (Jane Smith): …`, `SMITH.— …`, `Smith. “…`, `[Smith] …`, `Smith – …`, `Smith: …`, `**Jane Smith** …`."""
LOOSE = frozenset({"stop", "quotation", "last words"})
"""The forms in which nothing but a full stop or a quotation tells a name from what is said."""
_INNER_DASH = re.compile(r"(?:\s(?:—|–|―|--?)|(?<=[.!?”\"’'*_])—)\s?(?=\S)")
_AFTER_QUOTATION = re.compile(r"(?<=[”“\"»])\s(?=[^\W\d_a-z][^“”\"„«»]+$)")
_LAST_WORDS = re.compile(r"(?<=[.!?…”\"»。！？])\s(?P<name>[^.!?…:;。！？]{2,90})$")
_IN_BRACKETS = re.compile(r"[(（](?P<name>[^()（）]{2,120})[)）]\.?$")
_NEXT_SPEAKER = re.compile(r"[.!?…]?[”“\"»]\s+(?P<name>[^\W\d_a-z][^:“”\"„«»]{3,120})[:：]\s*[„“\"«]")
_MOST_WORDS, _MOST_BEFORE = 14, 350
_SHORTEST_JOB = 5
_ABOUT = 0.6
LIKELY = 0.6  # what is as name-like as this is a name more often than not


@dataclass(frozen=True)
class Naming:
    """Words of a block that may name somebody, job and place included: their form and extent, and how name-like.

    `affiliated`: a job or place follows the name. `weight`: about how often the document has a name in this form.
    """

    form: str
    extent: seeds.Range
    name: str
    likeness: float
    affiliated: bool = False
    weight: float = 0.0

    @property
    def likely(self) -> bool:
        """Whether the words look more like a name than not."""
        return self.likeness >= LIKELY


def _after_marks(text: str) -> int:
    """Where a name begins after emphasis, and the number or the bullet of an item."""
    start = seeds.skip_emphasis(text)
    item = seeds.NUMBER.match(text, start) or _BULLET.match(text, start)
    return item.end() if item else start


def _mark_of(block: seeds.Block) -> tuple[str, int]:
    """How a block that may be a name is marked, `plain` if it isn't, and where its words begin."""
    text, start = block.text, _after_marks(block.text)
    if block.level:
        return "heading", start
    for mark, form in _MARKS.items():
        if mark != "label" and text[0] in "*_" and not block.quoted:
            return "bold", start
        found = form.match(text, seeds.skip_emphasis(text)) or form.match(text, start)
        if found:
            return mark, found.end()
    return "plain", 0


def whole(block: seeds.Block) -> Naming:
    """A block that does nothing but name somebody; without any likeness if it doesn't look so."""
    mark, start = _mark_of(block)
    end = len(block.text.rstrip("*_ .") if mark == "signature" else block.text)
    stated = seeds.labelled_byline(block.text, start) if mark == "label" else None
    if stated:
        return Naming(mark, (start, end), block.text[slice(*stated.name)], 1.0)
    found = _naming(mark, block.text, start, end)
    return found or _naming(mark, block.text, 0, end) or Naming(mark, (start, end), block.text[start:end], 0.0)


def _naming(form: str, text: str, start: int, end: int) -> Naming | None:
    """What a stretch of a text names; None if it hasn't the form of a line that names somebody."""
    if _HANDLE.fullmatch(text, start, end):
        return Naming(form, (start, end), text[start:end], 0.7)
    found = seeds.byline(text, start, end)
    if not found:
        return None
    name = text[slice(*found.name)]
    affiliation = text[slice(*found.affiliation)] if found.affiliation else ""
    last = max(found.name[1], found.affiliation[1] if found.affiliation else 0)
    last += len(text[last:end]) - len(text[last:end].lstrip(")）]"))
    extent = (min(start, found.name[0]), last)
    return Naming(form, extent, name, seeds.name_score(name, affiliation), bool(affiliation))


def before_words(text: str) -> Iterator[Naming]:
    """`NAME: words`, `Name (place): words`, `**Name** words`, `Name. Words`: what may name somebody before words."""
    for form, pattern in _FORMS.items():
        found = re.match(pattern, text[:_MOST_BEFORE])
        if found:
            named = found.span("name") if found["name"] else found.span("spaced")
            yield from _before(form, text, *named, found.end())
    stops = (it.start() for it in _STOP.finditer(text[: _MOST_BEFORE // 2], _after_marks(text)))
    stop = next((at for at in stops if seeds.ends_sentence(text[: at + 1]) and not _ends_in_title(text[:at])), None)
    if stop:
        yield from _before("stop", text, 0, stop, stop + 1)


def _ends_in_title(text: str) -> bool:
    last = (seeds.bare_words(text) or [""])[-1]
    return seeds.is_title(last) and len(last) < _SHORTEST_JOB  # `Dr`, but not `Judge`


def _before(form: str, text: str, start: int, end: int, rest: int) -> Iterator[Naming]:
    """A naming before words that begin at `rest`; any few words will do if nothing shows that they are none."""
    start = max(start, _after_marks(text))
    if end <= start or "** " in text[start:end] or not any(map(str.isalnum, text[rest:])):
        return
    says = SAYS_AT_END.search(text, start, end)
    found = _naming(form, text, start, says.start() if says else end)
    if found:
        yield replace(found, extent=(start, end if says else found.extent[1]))
    elif len(text[start:end].split()) <= _MOST_WORDS and any(map(str.isalpha, text[start:end])):
        yield Naming(form, (start, end), text[start:end].strip("*_ "), 0.0)


def after_words(block: seeds.Block) -> Naming | None:
    """The name at a paragraph's end: `… text.” — Jane Smith`, `… text,” says Jane Smith`, `… text. (Jane Smith)`."""
    text = block.text
    tail = max(0, len(text) - seeds.MAX_BYLINE)
    end = len(text.rstrip("*_ ."))
    said = SAYS_AFTER_QUOTATION.search(text, tail)
    if said:
        known = _naming("says", text, said.start("name"), end)
        likeness = max(LIKELY, known.likeness if known else 0)
        return Naming("says", (said.start("says"), len(text)), said["name"], likeness)
    dashes = [it.end() for it in _AFTER_QUOTATION.finditer(text, tail) if text[0] in '“„"«']
    dashes += [it.end() for it in _INNER_DASH.finditer(text, tail) if seeds.ends_sentence(text[: it.start()])]
    found = [_after("dash", text, (start, end)) for start in dashes if start < end]
    if found:
        return max(found, key=lambda it: it.likeness)
    for form, pattern in {"brackets": _IN_BRACKETS, "last words": _LAST_WORDS}.items():
        closing = pattern.search(text, tail)
        if closing and seeds.ends_sentence(text[: closing.start()]):
            return replace(_after(form, text, closing.span("name")), extent=closing.span("name"))
    return None


def _after(form: str, text: str, extent: seeds.Range) -> Naming:
    """A naming up to the end of a text."""
    found = _naming(form, text, *extent) or Naming(form, extent, text[slice(*extent)], 0.0)
    return replace(found, extent=(found.extent[0], len(text)))


def beside_title(block: seeds.Block) -> tuple[str, Naming] | None:
    """`Jane Smith: The road ahead`, `The road ahead – Jane Smith`: the side of the name, and the likeliest name."""
    parts = _TITLED.fullmatch(block.text) if len(block.text) <= seeds.MAX_BYLINE else None
    if not parts:
        return None
    sides = {"one": "before", "other": "after"}
    found = [(side, _naming("title", block.text, *parts.span(group))) for group, side in sides.items()]
    named = [(side, naming) for side, naming in found if naming]
    return max(named, key=lambda it: it[1].likeness, default=None)


def further_speakers(text: str, first: Naming) -> list[seeds.Range]:
    """Where others are named further on in a paragraph: a quotation is closed, a name follows, one is opened."""
    return [found.span("name") for found in _NEXT_SPEAKER.finditer(text, first.extent[1])]


def most_common(by_block: Sequence[Sequence[Naming]]) -> list[Naming | None]:
    """Of each block's namings before words the one in the form that the document has most often, with its weight.

    Of two forms that are about as common, `Ann Lee – Yes. No.` and `Ann Lee – Yes.`, it is the one with fewer words.
    """
    weights: dict[str, float] = defaultdict(float)
    for naming in chain.from_iterable(by_block):
        weights[naming.form] += naming.likeness
    weighted = [[replace(naming, weight=weights[naming.form]) for naming in namings] for namings in by_block]
    return [_best(namings) for namings in weighted]


def _best(namings: Sequence[Naming]) -> Naming | None:
    most = max((naming.weight for naming in namings), default=0)
    common = [naming for naming in namings if naming.weight >= _ABOUT * most]
    return min(common, key=lambda naming: naming.extent[1], default=None)
