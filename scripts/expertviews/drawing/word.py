"""A Word document → its plain text: every word that Word shows, and no other.

Read with lxml rather than by a library for Word documents: those leave out what they don't know, and count lists anew.
What is read is written as a web page, so that both kinds of documents become text in the same way.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from lxml import etree

from expertviews.drawing.archive import Archive, Numbering, Styles, W, value
from expertviews.drawing.sheet import Drawn, Sheet
from expertviews.drawing.web import draw_markup

_FIXED = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "br": "<br>", "cr": "<br>"}
_SILENT = frozenset("pPr rPr tblPr trPr tcPr sectPr sdtPr rubyPr instrText delInstrText tblGrid docPr".split())
_BESIDE = (("header", "page head"), ("footer", "page foot"), ("comments", "comment"))
_PRIVATE = range(0xE000, 0xF900)
_FORMULAS = {
    "f": ("(", ")/(", ")"),
    "rad": ("√(", "", ")"),
    "d": ("(", ", ", ")"),
    "sSup": ("", "^", ""),
    "sSub": ("", "_", ""),
}
"""What stands before, between and after the parts of a formula; Word's own line form has the same marks."""


def draw_word(data: bytes, shown_path: str) -> Drawn:
    """The text of a Word document: a paragraph a line, headings as `## …`, bold ones as `**…**`, list numbers as shown.

    Footnotes and endnotes stand at the end, `[1] …`, with their marks in the text. Raises ProblemsFound for a file
    that is no such document, is damaged, or unpacks to too much.
    """
    archive = Archive(data, shown_path)
    body = archive.parts("")[0].find(f"{W}body")
    if body is None:
        raise archive.damaged("it has no text")
    reader = _Reader(archive)
    return draw_markup(reader.page(body), reader.sheet, shown_path, f"lxml {etree.__version__}")


class _Reader:
    """Writes a document's parts as a web page, and what isn't shown onto a sheet."""

    def __init__(self, archive: Archive) -> None:
        self.sheet = Sheet()
        self._archive = archive
        self._styles = Styles(archive.parts("styles"))
        self._numbering = Numbering(archive.parts("numbering"), self._styles)
        self._marks: dict[tuple[str, str], int] = {}
        self._page: list[str] = []
        self._boxes: list[etree._Element] = []
        self._style = ""

    def page(self, body: etree._Element) -> str:
        """The text, then the notes in the order of their marks; what stands beside is listed."""
        self._walk(body)
        for kind in ("footnote", "endnote"):
            for note in (it for part in self._archive.parts(f"{kind}s") for it in part.iter(f"{W}{kind}")):
                key = (kind, note.get(f"{W}id", ""))
                if key in self._marks:
                    self._walk_in(f'<div id="note-{self._marks[key]}">', note, "</div>")
                elif words := _plain(note):
                    self.sheet.drop(f"unmarked {kind}", words)
        for kind, name in _BESIDE:
            for part in self._archive.parts(kind):
                for words in filter(None, map(_plain, part if kind == "comments" else [part])):
                    self.sheet.drop(name, words)
        return "".join(self._page).replace("</span><span hidden>", "")

    def _walk(self, holder: etree._Element) -> None:
        """Read what an element holds. What isn't known here is read: better a word too many than one lost."""
        for child in holder:
            name = _name(child)
            if name in self._SPECIAL:
                self._SPECIAL[name](self, child)
            elif name in _FIXED:
                self._page.append(" " if child.get(f"{W}type") in {"page", "column"} else _FIXED[name])
            elif name not in _SILENT:
                self._walk(child)

    def _walk_in(self, before: str, holder: etree._Element, after: str) -> None:
        self._page.append(before)
        self._walk(holder)
        self._page.append(after)

    def _paragraph(self, element: etree._Element) -> None:
        outer, self._boxes, self._style = (self._boxes, self._style), [], self._styles.of(element)
        tag, number = self._styles.tag(element), self._numbering.number(element)
        if number and tag[0] == "h":
            self._walk_in(f"<{tag}>{escape(number.removeprefix('- '))}", element, f"</{tag}>")
        elif number:
            self._walk_in(f'<li data-mark="{escape(number)}">', element, "</li>")
        else:
            self._walk_in(f"<{tag}>", element, f"</{tag}>")
        boxes, (self._boxes, self._style) = self._boxes, outer
        for box in boxes:
            self._walk(box)

    def _run(self, run: etree._Element) -> None:
        tags = ["<b>", "</b>"] if self._styles.is_on(run, self._style, "b") else ["", ""]
        if value(run, "rPr/vertAlign") == "superscript":
            tags = ["<sup>", "</sup>"]
        if any(self._styles.is_on(run, self._style, name) for name in ("vanish", "specVanish")):
            tags = ["<span hidden>", "</span>"]
        self._walk_in(tags[0], run, tags[1])

    def _text(self, element: etree._Element) -> None:
        self._page.append(escape(element.text or ""))

    def _deleted(self, element: etree._Element) -> None:
        self._walk_in("<del>", element, "</del>")

    def _box(self, element: etree._Element) -> None:
        self._boxes.append(element)

    def _alternatives(self, element: etree._Element) -> None:
        """Of several ways to show one thing, the first that has something."""
        chosen = next((it for it in element if len(it) and _name(it) in {"Choice", "Fallback"}), None)
        if chosen is not None:
            self._walk(chosen)

    def _picture(self, element: etree._Element) -> None:
        """Read the words in a drawing; a picture, chart or diagram has none, and is listed."""
        if next(element.iter(f"{W}txbxContent"), None) is None:
            told = (it.get("descr") or it.get("title") or it.get("alt") for it in element.iter())
            self.sheet.drop("picture, chart or diagram", next(filter(None, told), ""))
        self._walk(element)

    def _symbol(self, element: etree._Element) -> None:
        written = element.get(f"{W}char", "")
        code = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", written) else 0
        if code in _PRIVATE or not 0x20 <= code < 0xD800:
            self.sheet.drop("symbol", f"{element.get(f'{W}font', '')} {code:04X}")
        else:
            self._page.append(escape(chr(code)))

    def _ruby(self, element: etree._Element) -> None:
        for name, before, after in (("rubyBase", "", ""), ("rt", "<rt>", "</rt>")):
            for held in element.iterchildren(f"{W}{name}"):
                self._walk_in(before, held, after)

    def _mark(self, element: etree._Element) -> None:
        key = (_name(element).removesuffix("Reference"), element.get(f"{W}id", ""))
        mark = self._marks.setdefault(key, len(self._marks) + 1)
        self._page.append(f'<a role="doc-noteref" href="#note-{mark}">[{mark}]</a>')

    def _elsewhere(self, _element: etree._Element) -> None:
        self.sheet.drop("embedded document")

    def _formula(self, element: etree._Element) -> None:
        self._page.append(escape(_formula(element)))

    _SPECIAL: Mapping[str, Callable[["_Reader", etree._Element], None]] = {
        "p": _paragraph,
        "r": _run,
        **dict.fromkeys(["t", "delText"], _text),
        **dict.fromkeys(["del", "moveFrom"], _deleted),
        "txbxContent": _box,
        "AlternateContent": _alternatives,
        **dict.fromkeys(["drawing", "pict", "object"], _picture),
        "sym": _symbol,
        "ruby": _ruby,
        **dict.fromkeys(["footnoteReference", "endnoteReference"], _mark),
        "altChunk": _elsewhere,
        "oMath": _formula,
    }


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _plain(element: etree._Element) -> str:
    return " ".join("".join(it.text or "" for it in line.iter(f"{W}t")) for line in element.iter(f"{W}p")).strip()


def _formula(element: etree._Element) -> str:
    """A formula in a line: `(a)/(b)`, `x^2`, `√(x)`."""
    if _name(element) == "t":
        return element.text or ""
    held = [_formula(it) for it in element if not _name(it).endswith("Pr")]
    before, between, after = _FORMULAS.get(_name(element), ("", "", ""))
    return before + between.join(filter(None, held)) + after
