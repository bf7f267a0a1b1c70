"""A web page → its plain text: exactly the words that a browser shows.

This uses lxml's tree, not a library that writes text or Markdown: those lose or add words, and count lists anew.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

import webencodings
from lxml import etree

from expertviews.extraction.decoding import byte_order, decode
from expertviews.extraction.textwriter import Extracted, TextWriter, check_tags, integer, numeral, raised

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search "
    "section summary table tbody td textarea tfoot th thead tr ul".split()
)
_PREFIXES = {"li": "- ", "blockquote": "> ", **{f"h{level}": "#" * level + " " for level in range(1, 7)}}
_SECTIONS = frozenset({"article", "main", "section", "blockquote", "figure"})
_KEEP_LINES = frozenset({"pre", "textarea", "br"})

_AROUND = {
    "br": ("\n", "", ""),
    "rt": ("(", "", ")"),
    "q": ("“", "", "”"),
    "msqrt": ("√(", "", ")"),
    "mfrac": ("", "/", ""),
    "f": ("(", ")/(", ")"),
    "rad": ("√(", "", ")"),
    "d": ("(", ", ", ")"),
    "msup": ("", "^", ""),
    "msub": ("", "_", ""),
    **dict.fromkeys(["button", "select", "input", "label", "svg", "object", "title", "text"], (" ", "", " ")),
}
"""What is written before, between and after the parts of an element, since browsers show it or separate them."""
_NOTHING = ("", "", "")

_UNSEEN = {
    **dict.fromkeys("head script style link meta base rp area param source track".split(), ""),
    "del": "deleted passage",
    "noscript": "script-free passage",
    "img": "picture",
    **dict.fromkeys("template datalist metadata desc defs annotation annotation-xml".split(), "hidden passage"),
    **dict.fromkeys("iframe embed audio video canvas".split(), "embedded page or film"),
}
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:(?P<bold>bold|[6-9]00)|\w)")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = re.compile(r"\b(?:screen-reader-text|sr-only|visually-hidden|mw-editsection)\b")
"""Classes of what the style sheets of most pages hide."""
_NO_VALUE = frozenset({"hidden", "checkbox", "radio", "password", "file", "image"})

_FURNITURE = re.compile(
    r"(?<![a-z])(?:nav|aside|search|navigation|banner|contentinfo|complementary|ads?|advert\w*|promo|sponsor\w*|related"
    r"|recommended|newsletter|subscri(?:be|ption)|share|social|breadcrumbs?|sidebar|cookies?|comments?|tags?|toc|skip)(?![a-z])",
    re.IGNORECASE,
)
_DOUBTS = {
    "aside": "marked up as navigation, an advertisement or a sidebar",
    "note": "among the notes, but no mark in the text links to it",
}

_MARK = re.compile(r"[\s\[(]*(?:[0-9]{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,4})[\s\]).:]*", re.IGNORECASE)
_NOTE_NAME = re.compile(r"(?:^|[^a-z])_?(?:fn|ftn|edn|footnote|endnote|note|cite_?note)(\D*\d)?", re.IGNORECASE)
_NOTES = re.compile(r"\b(?:doc-)?(?:foot|end)notes?\b", re.IGNORECASE)

_NAMES = ("role", "epub-type", "class", "id")
_BOXES = frozenset("a cite label small span time".split())
"""Elements within a line that style sheets often set as lines of their own."""
_READ = "alt aria-hidden class epub:type hidden href id name open reversed role src start style type value".split()
"""The attributes that are read."""
_NOT_IN_NAMES = re.compile(r"[^\w-]")
_MAX_HEADS = 100
_FEW = 8  # parts of a link that are read to see whether it is the mark of a note

_DECLARED = re.compile(rb"""<(?:\?xml|meta)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([^\s"'/;>]+)""", re.IGNORECASE)
_WIDER = {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
"""Encodings that have more characters in browsers and Windows than in Python."""


def read(data: bytes, shown_path: str, encoding: str | None) -> Extracted:
    """The text of a web page: one paragraph per line, with headings, bold paragraphs and list items marked.

    A byte order mark, `encoding` or the page itself says how to decode it; otherwise it is UTF-8. Raises
    ProblemsFound for a page that can't be decoded or has too many tags.
    """
    text = decode(data, shown_path, encoding or byte_order(data) or _declared(data)).replace("\v", " ")
    check_tags(text.count("<"), shown_path)
    builder = _Builder(insert_comments=False, insert_pis=False)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=builder)
    try:
        page = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:  # it has no elements
        page = etree.Element("html")
    return extract_page(page, TextWriter(), shown_path)


class _Builder(etree.TreeBuilder):
    """Builds trees of any depth, which lxml cuts off otherwise, and of any names, such as `o:p`, which it refuses."""

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        super().start(_name(tag), {_name(it): attrib[it] for it in _READ if it in attrib})

    def end(self, tag: str | bytes) -> None:
        super().end(_name(tag))


def _name(written: str | bytes) -> str:
    return _NOT_IN_NAMES.sub("-", str(written))


def extract_page(page: etree._Element, writer: TextWriter, shown_path: str) -> Extracted:
    """The text of a page, in lxml's tree. Raises ProblemsFound if it has no words."""
    _mark_bold(page)
    _leave_out_unseen(page, writer)
    _leave_out_comments(page, writer)
    _number_items(page)
    _PageReader(page, _mark_notes(page), writer)
    return writer.extracted(shown_path, f"lxml {etree.__version__}")


def _declared(data: bytes) -> str | None:
    """The encoding that browsers use for a page's declaration: https://encoding.spec.whatwg.org/#names-and-labels."""
    found = _DECLARED.search(data[:4096])
    label = found[1].decode("latin-1") if found else ""
    known = webencodings.lookup(label)
    if known is None:
        return label or None
    # A declaration that is readable as ASCII isn't in UTF-16, whatever it says.
    return "utf-8" if known.name.startswith("utf-16") else _WIDER.get(known.name, str(known.codec_info.name))


def _mark_bold(page: etree._Element) -> None:
    """Have what style sheets make bold, as those of Google Docs do, be as `b`, and what they don't as `span`."""
    rules = (rule for sheet in page.iter("style") for rule in _RULE.finditer(sheet.text or ""))
    bold = {rule[1] for rule in rules if (found := _WEIGHT.search(rule[2])) and found["bold"]}
    for element in page.iter("span", "b"):
        if found := _WEIGHT.search(element.get("style", "")):
            element.tag = "b" if found["bold"] else "span"
        elif bold.intersection(element.get("class", "").split()):
            element.tag = "b"


def _leave_out_unseen(page: etree._Element, writer: TextWriter) -> None:
    """Empty what browsers don't show, and list it."""
    for _, element in etree.iterwalk(page, events=("start",)):
        kind = _unseen(element)
        if kind is None:
            if element.tag == "input" and element.get("type", "") not in _NO_VALUE:
                element.text = element.get("value")
            continue
        words = "".join(map(str, element.itertext())).strip() or element.get("alt", element.get("src", ""))
        if kind and (words or (kind != "hidden passage" and element.get("alt") != "")):
            writer.drop(kind, words)
        _empty(element)


def _leave_out_comments(page: etree._Element, writer: TextWriter) -> None:
    """Empty what Google Docs writes of comments: a mark in the text, and below it a block that leads back."""
    for link in reversed(list(page.iter("a"))):  # the innermost first
        if link.get("href", "").startswith("#cmnt"):
            body = next((it for it in islice(link.iterancestors("div"), 1) if next(it.iter("a")) is link), link)
            if body is not link:
                writer.drop("comment", " ".join(map(str, body.itertext())))
            _empty(body)


def _unseen(element: etree._Element) -> str | None:
    """What kind of invisible thing an element is, or "" if nobody would miss it; None if browsers show it."""
    hidden = "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true"
    hidden |= _HIDING.search(element.get("style", "")) is not None and element.get("role") != "tabpanel"
    hidden |= _HIDDEN.search(element.get("class", "")) is not None
    hidden |= element.tag == "dialog" and "open" not in element.attrib
    return _UNSEEN.get(element.tag, "hidden passage" if hidden else None)


def _empty(element: etree._Element, words: str = "") -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "span", words, tail


def _number_items(page: etree._Element) -> None:
    """Give the items of ordered lists the numbers that browsers show."""
    for ordered in page.iter("ol"):
        items = list(ordered.iterchildren("li"))
        step = 1 if ordered.get("reversed") is None else -1
        number = integer(ordered.get("start"), 1 if step > 0 else len(items))
        for item in items:
            number = integer(item.get("value"), number)
            item.set("data-mark", f"{numeral(number, ordered.get('type', '1'))}. ")
            number += step


@dataclass(frozen=True)
class _Setting:
    """How the words of an element are set, as inherited; `prefix` is what its next line begins with."""

    bold: bool = False
    raised: bool = False
    keeps_lines: bool = False
    prefix: list[str] = field(default_factory=lambda: [""])
    role: str | None = None
    note: str | None = None
    in_section: bool = False


class _PageReader:
    """Collects a page's paragraphs in order, in one pass without recursion, since pages may be nested deep."""

    def __init__(self, page: etree._Element, notes: Mapping[etree._Element, str], writer: TextWriter) -> None:
        self._writer = writer
        self._notes = notes
        heads = islice(page.iter("h1", "main", "body"), _MAX_HEADS)
        self._main = {each for it in heads for each in (it, *it.iterancestors())}
        self._lines: list[list[tuple[str, bool]]] = [[]]
        self._said = _Setting()
        settings = [self._said]
        for event, element in etree.iterwalk(page, events=("start", "end")):
            if event == "start":
                settings.append(self._set(element, settings[-1]))
                self._enter(element, settings[-1], settings[-2])
            else:
                self._leave(element, settings.pop(), settings[-1])
        self._end_block()

    def _say(self, words: str | None, setting: _Setting) -> None:
        if not words:
            return
        self._said = setting
        first, *others = words.split("\n") if setting.keeps_lines else [words]
        self._lines[-1].append((raised(first) if setting.raised else first, setting.bold))
        self._lines += [[(line, setting.bold)] for line in others]

    def _enter(self, element: etree._Element, setting: _Setting, outer: _Setting) -> None:
        parent = element.getparent()
        if parent is not None and element.getprevious() is not None:
            self._say(_AROUND.get(parent.tag, _NOTHING)[1], outer)
        self._edge(element, outer)
        if setting.note and _leads_back(element):
            _empty(element)
        self._say(_AROUND.get(element.tag, _NOTHING)[0], setting)
        self._set_apart(element, element.text)
        self._say(element.text, setting)

    def _leave(self, element: etree._Element, setting: _Setting, outer: _Setting) -> None:
        self._say(_AROUND.get(element.tag, _NOTHING)[2], setting)
        self._edge(element, outer)
        self._set_apart(element, element.tail)
        self._say(element.tail, outer)

    def _set_apart(self, element: etree._Element, words: str | None) -> None:
        """Begin a line where only a style sheet sets words apart: `Ann Lee<span>Senior Fellow</span>`."""
        said = self._lines[-1][-1][0][-1:] if self._lines[-1] else ""
        if element.tag in _BOXES and words and said.islower() and words[0].isupper() and words[1:2].islower():
            self._lines.append([])

    def _edge(self, element: etree._Element, outer: _Setting) -> None:
        """Begin or end a paragraph where a block does; within a note, which is one line, a word."""
        if element.tag in _BLOCKS and outer.note:
            self._say(" ", outer)
        elif element.tag in _BLOCKS:
            self._end_block()

    def _set(self, element: etree._Element, outer: _Setting) -> _Setting:
        tag = element.tag
        setting = replace(
            outer,
            bold=outer.bold or tag in {"b", "strong"},
            raised=outer.raised or tag == "sup",
            keeps_lines=outer.keeps_lines or tag in _KEEP_LINES,
            in_section=outer.in_section or tag in _SECTIONS,
        )
        if outer.note or tag not in _BLOCKS:  # a note within a note is part of it
            return setting
        prefix = [element.get("data-mark", _PREFIXES[tag])] if tag in _PREFIXES else outer.prefix
        role = outer.role or (None if element in self._main else _role(element, outer))
        return replace(setting, prefix=prefix, role=role, note=self._notes.get(element))

    def _end_block(self) -> None:
        """Write the lines of a paragraph. A blank one, from two breaks in a row, ends it; a note is one line."""
        setting, lines = self._said, self._lines
        self._lines = [[]]
        if setting.note:
            words = " ".join("".join(piece for piece, _ in line) for line in lines).strip()
            own = re.match(rf"[\[(]?{re.escape(setting.note)}[\]).:]*\s+", words)
            self._writer.add(f"[{setting.note}] {words[own.end() :] if own else words}" if words else "", "note")
            return
        close = False
        for pieces in lines:
            words = "".join(piece for piece, _ in pieces).strip(" \t\r\n\f")
            if words.strip():
                prefix = setting.prefix[0]
                if all(bold for piece, bold in pieces if piece.strip()) and not prefix.startswith("#"):
                    words = f"**{words}**"
                setting.prefix[0] = prefix if prefix == "> " else ""
                self._writer.add(prefix + words, setting.role, doubt=_DOUBTS.get(setting.role or ""), close=close)
            close = bool(words.strip())


def _role(element: etree._Element, outer: _Setting) -> str | None:
    """What a block may be besides text. A header or footer in an article is the article's, not the page's."""
    kind = _kind(element)
    if _NOTES.search(kind):
        return "note"
    is_edge = element.tag in {"header", "footer"} and not outer.in_section
    return "aside" if is_edge or _FURNITURE.search(kind) else None


def _kind(element: etree._Element) -> str:
    """An element's tag and what it is called: its role, its type in an e-book, its classes and its name."""
    return " ".join([element.tag, *(element.get(it, "") for it in _NAMES)]).replace("_", " ")


def _mark_notes(page: etree._Element) -> Mapping[etree._Element, str]:
    """The mark of each element that is a note, and in each link to it from further up.

    It is the mark in the text; but if two notes have the same, all are numbered.
    """
    elements = list(page.iter())
    places = {element: place for place, element in enumerate(elements)}
    targets = {name: it for it in reversed(elements) for name in (it.get("id"), it.get("name")) if name}
    led: dict[etree._Element, list[etree._Element]] = {}
    for link in page.iter("a"):
        target = targets.get(link.get("href", "").partition("#")[2])
        body = _body(target) if target is not None and _is_reference(link, target) else link
        if body.tag in _BLOCKS and places[body] > places[link]:
            led.setdefault(body, []).append(link)
    marks = [_few_words(links[0]).strip(" \t\n[]().:") for links in led.values()]
    if len(set(marks)) < len(marks) or not all(marks):
        marks = [str(number) for number in range(1, len(led) + 1)]
    bodies = dict(zip(led, marks, strict=True))
    for body, links in led.items():
        for link in links:
            _empty(link, f"[{bodies[body]}]")
    return bodies


def _is_reference(link: etree._Element, target: etree._Element) -> bool:
    """Whether a link is a note's mark: it is short, and either superscript or leads to a note by name."""
    around = [link.getparent(), *islice(link.iterdescendants(), _FEW)]
    return _MARK.fullmatch(_few_words(link)) is not None and (
        any(it is not None and it.tag == "sup" for it in around)
        or _NOTE_NAME.search(link.get("href", "").partition("#")[2]) is not None
        or any(_NOTES.search(_kind(it)) for it in _near(target))
    )


def _body(target: etree._Element) -> etree._Element:
    """The element of a whole note: the list item, what is named as a note, or the paragraph that the mark leads to."""
    near = [it for it in _near(target) if it.tag in _BLOCKS]
    items = [it for it in near if it.tag in {"li", "tr"}]
    named = [it for it in near if (found := _NOTE_NAME.search(it.get("id", ""))) and found[1]]
    return next(iter(items + named + near), target)


def _near(target: etree._Element) -> list[etree._Element]:
    return [target, *islice(target.iterancestors(), 3)]


def _leads_back(link: etree._Element) -> bool:
    """Whether a link in a note only leads back to its mark."""
    if link.tag != "a" or not link.get("href", "").startswith("#"):
        return False
    words = _few_words(link)
    return not any(map(str.isalpha, words)) or _MARK.fullmatch(words) is not None


def _few_words(link: etree._Element) -> str:
    """The first words of a link."""
    return "".join(map(str, islice(link.itertext(), _FEW))).strip()
