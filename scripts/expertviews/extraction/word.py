"""A Word document → its plain text: exactly the words that Word shows.

This uses lxml, not a library for Word documents: those skip elements that they don't know, and restart lists.
The document is turned into a web page, and the web page into text.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from lxml import etree

from expertviews.extraction.textwriter import Extracted, TextWriter
from expertviews.extraction.web import extract_markup
from expertviews.extraction.wordparts import Archive, Numbering, Styles, value

_FIXED = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "br": "<br>", "cr": "<br>"}
_SILENT = frozenset({"instrText", "delInstrText", "tblGrid"})
_AROUND = {
    "f": ("(", ")/(", ")"),
    "rad": ("√(", "", ")"),
    "d": ("(", ", ", ")"),
    "sSup": ("", "^", ""),
    "sSub": ("", "_", ""),
    "rt": ("<rt>", "", "</rt>"),
    **dict.fromkeys(["del", "moveFrom"], ("<del>", "", "</del>")),
}
"""What is written before, between and after the parts of an element; formulas are in Word's linear format."""

_BESIDE = (("header", "page head"), ("footer", "page foot"), ("comments", "comment"))
_PRIVATE = range(0xE000, 0xF900)


def read(data: bytes, shown_path: str, _encoding: str | None = None) -> Extracted:
    """The text of a Word document: one paragraph per line, with headings, bold paragraphs and list numbers marked.

    Footnotes and endnotes are at the end, `[1] …`, with their marks in the text. Raises ProblemsFound for a file that
    isn't a Word document, is damaged, or is too large when unpacked.
    """
    reader = _WebPageWriter(Archive(data, shown_path))
    return extract_markup(reader.page(), reader.writer, shown_path, f"lxml {etree.__version__}")


class _WebPageWriter:
    """Writes a document's parts as a web page, and lists what Word doesn't show."""

    def __init__(self, archive: Archive) -> None:
        self.writer = TextWriter()
        self._archive = archive
        self._styles = Styles(archive.parts("styles"))
        self._numbering = Numbering(archive.parts("numbering"), self._styles)
        self._marks: dict[tuple[str, str], int] = {}
        self._page: list[str] = []
        self._boxes: list[etree._Element] = []
        self._style = ""

    def page(self) -> str:
        """The text, then the notes. Page heads, page feet and comments are listed as left out."""
        self._walk(self._archive.body())
        for kind in ("footnote", "endnote"):
            for note in (it for part in self._archive.parts(f"{kind}s") for it in part.iter(kind)):
                key = (kind, note.get("id", ""))
                if key in self._marks:
                    self._walk(note, f'<div id="note-{self._marks[key]}">', after="</div>")
                elif words := _plain(note):
                    self.writer.drop(f"unmarked {kind}", words)
        for kind, name in _BESIDE:
            for part in self._archive.parts(kind):
                for words in filter(None, map(_plain, part if kind == "comments" else [part])):
                    self.writer.drop(name, words)
        return "".join(self._page).replace("</span><span hidden>", "")

    def _walk(self, holder: etree._Element, before: str = "", between: str = "", after: str = "") -> None:
        """Read the content of an element, even of an unknown one, since no word may be lost; but no settings."""
        self._page.append(before)
        held = [it for it in holder if not it.tag.endswith("Pr") and it.tag not in _SILENT]
        for place, child in enumerate(held):
            if place:
                self._page.append(between)
            if child.tag in self._SPECIAL:
                self._SPECIAL[child.tag](self, child)
            elif child.tag in _FIXED:
                self._page.append(" " if child.get("type") in {"page", "column"} else _FIXED[child.tag])
            else:
                self._walk(child, *_AROUND.get(child.tag, ()))
        self._page.append(after)

    def _paragraph(self, element: etree._Element) -> None:
        outer, self._boxes, self._style = (self._boxes, self._style), [], self._styles.of(element)
        tag, number = self._styles.tag(element), self._numbering.number(element)
        if number and tag[0] == "h":
            self._walk(element, f"<{tag}>{escape(number.removeprefix('- '))}", after=f"</{tag}>")
        elif number:
            self._walk(element, f'<li data-mark="{escape(number)}">', after="</li>")
        else:
            self._walk(element, f"<{tag}>", after=f"</{tag}>")
        boxes, (self._boxes, self._style) = self._boxes, outer
        for box in boxes:
            self._walk(box)

    def _run(self, run: etree._Element) -> None:
        if any(self._styles.is_on(run, self._style, name) for name in ("vanish", "specVanish")):
            self._walk(run, "<span hidden>", after="</span>")
        elif value(run, "rPr/vertAlign") == "superscript":
            self._walk(run, "<sup>", after="</sup>")
        elif self._styles.is_on(run, self._style, "b"):
            self._walk(run, "<b>", after="</b>")
        else:
            self._walk(run)

    def _text(self, element: etree._Element) -> None:
        self._page.append(escape(element.text or ""))

    def _box(self, element: etree._Element) -> None:
        self._boxes.append(element)

    def _alternatives(self, element: etree._Element) -> None:
        """Read the first alternative that isn't empty."""
        chosen = next((it for it in element if len(it) and it.tag in {"Choice", "Fallback"}), None)
        if chosen is not None:
            self._walk(chosen)

    def _picture(self, element: etree._Element) -> None:
        """Read the words in a drawing; one without words is listed as left out."""
        if next(element.iter("txbxContent"), None) is None:
            descriptions = (it.get("descr") or it.get("title") or it.get("alt") for it in element.iter())
            self.writer.drop("picture, chart or diagram", next(filter(None, descriptions), ""))
        self._walk(element)

    def _symbol(self, element: etree._Element) -> None:
        written = element.get("char", "")
        code = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", written) else 0
        if code in _PRIVATE or not 0x20 <= code < 0xD800:
            self.writer.drop("symbol", f"{element.get('font', '')} {code:04X}")
        else:
            self._page.append(escape(chr(code)))

    def _ruby(self, element: etree._Element) -> None:
        """Put the base before its pronunciation."""
        element[:] = sorted(element, key=lambda it: it.tag == "rt")
        self._walk(element)

    def _mark(self, element: etree._Element) -> None:
        key = (element.tag.removesuffix("Reference"), element.get("id", ""))
        mark = self._marks.setdefault(key, len(self._marks) + 1)
        self._page.append(f'<a role="doc-noteref" href="#note-{mark}">[{mark}]</a>')

    def _elsewhere(self, _element: etree._Element) -> None:
        self.writer.drop("embedded document")

    _SPECIAL: Mapping[str, Callable[["_WebPageWriter", etree._Element], None]] = {
        "p": _paragraph,
        "r": _run,
        **dict.fromkeys(["t", "delText"], _text),
        "txbxContent": _box,
        "AlternateContent": _alternatives,
        **dict.fromkeys(["drawing", "pict", "object"], _picture),
        "sym": _symbol,
        "ruby": _ruby,
        **dict.fromkeys(["footnoteReference", "endnoteReference"], _mark),
        "altChunk": _elsewhere,
    }


def _plain(element: etree._Element) -> str:
    return " ".join("".join(it.text or "" for it in line.iter("t")) for line in element.iter("p")).strip()
