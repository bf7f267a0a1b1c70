"""A web page → its plain text: exactly the words that a browser shows."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import bs4
import webencodings
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PageElement, PreformattedString

from expertviews.extraction.decoding import decode
from expertviews.extraction.textwriter import Extracted, TextWriter, check_tags, numeral, raised

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search "
    "section summary table tbody td textarea tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_SECTIONS = frozenset({"article", "main", "section", "blockquote", "figure"})

_AROUND = {
    "rt": ("(", "", ")"),
    "q": ("“", "", "”"),
    "msqrt": ("√(", "", ")"),
    "mfrac": ("", "/", ""),
    "msup": ("", "^", ""),
    "msub": ("", "_", ""),
    **dict.fromkeys(["button", "select", "input", "label", "svg", "object", "title", "text"], (" ", "", " ")),
}
"""What is written before, between and after the parts of an element, since browsers show it or separate them."""

_SILENT = frozenset("head script style link meta base rp area param source track".split())
_UNSEEN = {
    "del": "deleted passage",
    "noscript": "script-free passage",
    **dict.fromkeys("template datalist metadata desc defs annotation annotation-xml".split(), "hidden passage"),
    **dict.fromkeys("iframe embed audio video canvas".split(), "embedded page or film"),
}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_VALUE = frozenset({"hidden", "checkbox", "radio", "password", "file", "image"})

_FURNITURE = frozenset({"nav", "aside", "search", "navigation", "banner", "contentinfo", "complementary"})
_FURNITURE_CLASSES = re.compile(
    r"(?<![a-z])(?:ads?|advert\w*|promo|sponsor\w*|related|recommended|newsletter|subscribe|share|social|breadcrumbs?"
    r"|sidebar|cookies?)(?![a-z])",
    re.IGNORECASE,
)
_NAVIGATION = "marked up as navigation, an advertisement or a sidebar"
_LOOSE_NOTE = "among the notes, but no mark in the text links to it"

_MARK = re.compile(r"[\s\[(]*(?:[0-9]{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,4})[\s\]).:]*", re.IGNORECASE)
_NOTE_NAME = re.compile(r"(?:^|[^a-z])_?(?:fn|ftn|edn|footnote|endnote|note|cite_?note)", re.IGNORECASE)
_NOTE_NUMBER = re.compile(rf"{_NOTE_NAME.pattern}\D*\d", re.IGNORECASE)
_REFERENCE_KIND = re.compile(r"\b(?:doc-)?(?:noteref|footnote-?ref(?:erence)?)\b", re.IGNORECASE)
_NOTES_KIND = re.compile(r"\b(?:doc-)?(?:foot|end)notes?\b", re.IGNORECASE)

_FEW = 8
"""How many parts of a link are read to see whether it is a note mark."""

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WIDER = {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
"""Encodings that have more characters in browsers and Windows than in Python."""


def read(data: bytes, shown_path: str, encoding: str | None) -> Extracted:
    """The text of a web page: one paragraph per line, with headings, bold paragraphs and list items marked.

    A byte order mark, `encoding` or the page itself says how to decode it; otherwise it is UTF-8. Raises
    ProblemsFound for a page that can't be decoded or has too many tags.
    """
    text = decode(data, shown_path, encoding or _declared(data)).replace("\v", " ")
    return extract_markup(text, TextWriter(), shown_path, f"beautifulsoup4 {bs4.__version__}")


def extract_markup(text: str, writer: TextWriter, shown_path: str, by: str) -> Extracted:
    """Hand the text of a decoded web page to a writer. Raises ProblemsFound for too many tags."""
    check_tags(text.count("<"), shown_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # browsers read XHTML as HTML, too
        page = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    _PageReader(page, writer)
    return writer.extracted(shown_path, by)


def _declared(data: bytes) -> str | None:
    """The encoding that browsers use for a page's declaration: https://encoding.spec.whatwg.org/#names-and-labels."""
    label = EncodingDetector.find_declared_encoding(data[:4096], is_html=True, search_entire_document=True)
    if data.startswith(_BYTE_ORDER_MARKS) or not label:
        return None
    known = webencodings.lookup(label)
    if known is None:
        return label
    # A declaration that is readable as ASCII isn't in UTF-16, whatever it says.
    return "utf-8" if known.name.startswith("utf-16") else _WIDER.get(known.name, str(known.codec_info.name))


@dataclass(frozen=True)
class _Setting:
    """How the words of an element are set, as inherited from the elements around it.

    `block` is the element that makes them a paragraph, `prefix` what its next line begins with.
    """

    block: int = 0
    bold: bool = False
    keeps_lines: bool = False
    shown: bool = True
    prefix: list[str] = field(default_factory=lambda: [""])
    role: str | None = None
    doubt: str | None = None
    note: str | None = None
    in_section: bool = False


class _PageReader:
    """Collects a page's paragraphs in order, in one pass without recursion, since pages may be nested to any depth."""

    def __init__(self, page: Tag, writer: TextWriter) -> None:
        elements = [page, *page.find_all(True)]
        self._writer = writer
        self._references, self._notes = _notes(elements)
        self._main = _holders(it for it in elements if it.name in {"h1", "main", "body"})
        self._numbers = {id(item): number for it in elements if it.name == "ol" for item, number in _numbered(it)}
        for element in elements:
            _write_around(element)
        self._settings = {id(page): _Setting()}
        self._pieces: list[tuple[str, bool]] = []
        self._breaks = 0
        self._setting = _Setting()
        for node in page.descendants:
            if isinstance(node, Tag):
                self._enter(node, self._settings[id(node.parent)])
            elif _is_words(node) and self._settings[id(node.parent)].shown:
                self._say(str(node), self._settings[id(node.parent)])
        self._end_block()

    def _say(self, words: str, setting: _Setting) -> None:
        if setting.block != self._setting.block:
            self._end_block()
        self._setting = setting
        first, *others = words.split("\n") if setting.keeps_lines and not setting.note else [words]
        self._pieces.append((first, setting.bold))
        for line in others:
            self._break()
            self._pieces.append((line, setting.bold))

    def _enter(self, tag: Tag, outer: _Setting) -> None:
        """Begin an element."""
        reference = self._references.get(id(tag)) if outer.shown else None
        if reference:
            self._say(f"[{reference}]", outer)
        if reference or not outer.shown or self._is_left_out(tag, outer):
            self._settings[id(tag)] = replace(outer, shown=False)
            return
        self._settings[id(tag)] = self._set(tag, outer)
        if tag.name == "br":
            self._break()
        elif tag.name in _BLOCKS and outer.note:
            self._pieces.append((" ", False))
        elif tag.name in _BLOCKS:
            self._end_block()

    def _is_left_out(self, tag: Tag, outer: _Setting) -> bool:
        """Whether an element isn't shown. Its content is then listed as left out."""
        if tag.name in _SILENT or (outer.note and _leads_back(tag)):
            return True
        if tag.name == "img":
            if tag.get("alt") != "":
                self._writer.drop("picture", _attribute(tag, "alt"))
            return True
        unseen = _unseen(tag)
        if unseen:
            words = "" if unseen.startswith("embedded") else "".join(map(str, filter(_is_words, tag.descendants)))
            if words.strip() or unseen.startswith("embedded"):
                self._writer.drop(unseen, words or _attribute(tag, "src"))
        return unseen is not None

    def _set(self, tag: Tag, outer: _Setting) -> _Setting:
        setting = replace(
            outer,
            bold=outer.bold or tag.name in {"b", "strong"},
            keeps_lines=outer.keeps_lines or tag.name in {"pre", "textarea"},
            in_section=outer.in_section or tag.name in _SECTIONS,
        )
        if outer.note or tag.name not in _BLOCKS:  # a note within a note is part of it
            return setting
        prefix = self._prefix(tag)
        setting = replace(setting, block=id(tag), prefix=[prefix] if prefix else outer.prefix)
        if id(tag) in self._notes:
            return replace(setting, role="note", doubt=None, note=self._notes[id(tag)])
        if outer.role or id(tag) in self._main:
            return setting
        if _NOTES_KIND.search(_kind(tag)):
            return replace(setting, role="note", doubt=_LOOSE_NOTE)
        return replace(setting, role="aside", doubt=_NAVIGATION) if _is_furniture(tag, outer) else setting

    def _prefix(self, tag: Tag) -> str:
        """The mark of the first line of a block, or of each line of a quotation."""
        if tag.name == "li":
            return _attribute(tag, "data-mark") or self._numbers.get(id(tag), "- ")  # what Word shows before an item
        return "> " if tag.name == "blockquote" else _HEADINGS.get(tag.name, "")

    def _end_block(self) -> None:
        self._end()
        self._breaks = 0

    def _break(self) -> None:
        """End a line within a paragraph. A second break in a row ends the paragraph; a note is one line."""
        if self._setting.note and self._pieces:
            self._pieces.append((" ", False))
        else:
            self._end()
            self._breaks += 1

    def _end(self) -> None:
        """Write the current line, if any."""
        setting, pieces = self._setting, self._pieces
        self._pieces = []
        words = "".join(piece for piece, _ in pieces).strip(" \t\r\n\f")
        if not words:
            return
        if setting.note:
            own = re.match(rf"[\[(]?{re.escape(setting.note)}[\]).:]*\s+", words)
            self._writer.add(f"[{setting.note}] {words[own.end() :] if own else words}", "note")
            return
        prefix = setting.prefix[0]
        if all(bold for piece, bold in pieces if piece.strip()) and not prefix.startswith("#"):
            words = f"**{words}**"
        if prefix != "> ":
            setting.prefix[0] = ""
        self._writer.add(prefix + words, setting.role, doubt=setting.doubt, close=self._breaks == 1)
        self._breaks = 0


def _numbered(ordered: Tag) -> Iterator[tuple[Tag, str]]:
    """The items of an ordered list, each with its number as browsers show it."""
    items = [it for it in ordered.find_all("li", recursive=False) if _unseen(it) is None]
    step = -1 if ordered.has_attr("reversed") else 1
    number = _whole(ordered, "start")
    if number is None:
        number = 1 if step > 0 else len(items)
    for item in items:
        given = _whole(item, "value")
        number = number if given is None else given
        yield item, f"{numeral(number, _attribute(ordered, 'type') or '1')}. "
        number += step


def _whole(tag: Tag, name: str) -> int | None:
    found = re.match(r"\s*([+-]?[0-9]{1,9})", _attribute(tag, name))
    return int(found[1]) if found else None


def _attribute(tag: Tag, name: str) -> str:
    return str(tag.get(name) or "")


def _is_words(node: PageElement) -> bool:
    """Whether a node is text, not a comment or declaration."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _write_around(tag: Tag) -> None:
    """Write what browsers show before, between and after the parts of an element; raise the numbers in superscript."""
    if tag.name == "sup":
        for it in [it for it in tag.contents if type(it) is NavigableString]:
            it.replace_with(raised(it))
    if tag.name not in _AROUND:
        return
    before, between, after = _AROUND[tag.name]
    if tag.name == "input" and _attribute(tag, "type") not in _NO_VALUE:
        after = f"{_attribute(tag, 'value')} "
    for part in tag.find_all(True, recursive=False)[1:] if between else ():
        part.insert_before(between)
    tag.insert(0, before)
    tag.append(after)


def _unseen(tag: Tag) -> str | None:
    """What kind of invisible thing an element is; None if browsers show it."""
    hidden = tag.name == "dialog" and not tag.has_attr("open")
    if tag.attrs:
        hidden |= tag.has_attr("hidden") or _attribute(tag, "aria-hidden").lower() == "true"
        hidden |= _HIDING.search(_attribute(tag, "style")) is not None
    return _UNSEEN.get(tag.name, "hidden passage" if hidden else None)


def _is_furniture(tag: Tag, outer: _Setting) -> bool:
    """Whether a block may be page furniture. A header or footer in an article is the article's, not the page's."""
    if _FURNITURE.intersection({tag.name, _attribute(tag, "role")}):
        return True
    if tag.name in {"header", "footer"} and not outer.in_section:
        return True
    named = f"{_attribute(tag, 'class')} {_attribute(tag, 'id')}".replace("_", " ")
    return _FURNITURE_CLASSES.search(named) is not None


def _holders(elements: Iterator[Tag]) -> set[int]:
    """The ids of the elements and their ancestors. Elements with equal content differ."""
    found: set[int] = set()
    for element in elements:
        holder: Tag | None = element
        while holder is not None and id(holder) not in found:
            found.add(id(holder))
            holder = holder.parent
    return found


def _kind(tag: Tag) -> str:
    """An element's role, its type in an e-book, and its classes."""
    return " ".join(_attribute(tag, name) for name in ("role", "epub:type", "class")).replace("_", " ")


def _notes(elements: Sequence[Tag]) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The mark of each link to a note further down, and of each element that is a note.

    It is the mark in the text; but if two notes have the same, all are numbered.
    """
    places = {id(element): place for place, element in enumerate(elements)}
    targets = {name: it for it in reversed(elements) for name in (it.get("id"), it.get("name")) if name}
    led: dict[int, list[Tag]] = {}
    for link in elements:
        target = targets.get(_attribute(link, "href").partition("#")[2]) if link.name == "a" else None
        if target is None or places[id(target)] < places[id(link)] or not _is_reference(link, target):
            continue
        body = _body(target)
        if body.name in _BLOCKS and places[id(body)] > places[id(link)]:
            led.setdefault(id(body), []).append(link)
    marks = [_few_words(links[0]).strip(" \t\n[]().:") for links in led.values()]
    if len(set(marks)) < len(marks) or not all(marks):
        marks = [str(number) for number in range(1, len(led) + 1)]
    bodies = dict(zip(led, marks, strict=True))
    return {id(link): bodies[body] for body, links in led.items() for link in links}, bodies


def _is_reference(link: Tag, target: Tag) -> bool:
    """Whether a link is a note's mark: it says so, or is short and either superscript or leads to a note by name."""
    if _REFERENCE_KIND.search(_kind(link)):
        return True
    if not _MARK.fullmatch(_few_words(link)):
        return False
    around = [link.parent, *islice(link.descendants, _FEW)]
    is_raised = any(isinstance(it, Tag) and it.name == "sup" for it in around)
    near = [target, *islice(target.parents, 3)]
    return is_raised or bool(
        _NOTE_NAME.search(_attribute(link, "href").partition("#")[2])
        or any(_NOTES_KIND.search(_kind(it)) for it in near)
    )


def _body(target: Tag) -> Tag:
    """The element of a whole note: the list item, what is named as a note, or the paragraph that the mark leads to."""
    near = [it for it in (target, *islice(target.parents, 3)) if it.name in _BLOCKS]
    items = [it for it in near if it.name in {"li", "tr"}]
    named = [it for it in near if _NOTE_NUMBER.search(_attribute(it, "id"))]
    return next(iter(items + named + near), target)


def _leads_back(tag: Tag) -> bool:
    """Whether an element of a note is only a link back to its mark."""
    words = _few_words(tag) if tag.name == "a" and _attribute(tag, "href").startswith("#") else "words"
    return not any(map(str.isalpha, words)) or _MARK.fullmatch(words) is not None


def _few_words(link: Tag) -> str:
    """The first words of a link."""
    return "".join(map(str, filter(_is_words, islice(link.descendants, _FEW)))).strip()
