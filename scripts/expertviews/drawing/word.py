"""A Word document → its plain text: every word that Word shows, and no other.

Read with lxml rather than by a library for Word documents: those leave out what they don't know, and count lists anew.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from expertviews.drawing.archive import Archive, Numbering, Styles, W, value
from expertviews.drawing.sheet import Drawn, Sheet, raised

_FIXED = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "br": "\n", "cr": "\n"}
_GONE = {"del": "deleted passage", "moveFrom": "moved passage"}
_SILENT = frozenset("pPr rPr tblPr trPr tcPr sectPr sdtPr rubyPr instrText delInstrText tblGrid docPr".split())
_BESIDE = (("header", "page head"), ("footer", "page foot"), ("comments", "comment"))
_PRIVATE = range(0xE000, 0xF900)
_FORMULAS = {"f": ("(", ")/(", ")"), "rad": ("√(", "", ")"), "sSup": ("", "^", ""), "sSub": ("", "_", "")}
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
    reader.read(body)
    return reader.sheet.drawn(shown_path, f"lxml {etree.__version__}")


@dataclass(frozen=True)
class _Words:
    """Words of a paragraph; `gone` says why they aren't shown."""

    words: str
    bold: bool = False
    gone: str | None = None


class _Reader:
    """Reads a document's parts onto a sheet."""

    def __init__(self, archive: Archive) -> None:
        self.sheet = Sheet()
        self._archive = archive
        self._styles = Styles(archive.parts("styles"))
        self._numbering = Numbering(archive.parts("numbering"), self._styles)
        self._marks: dict[tuple[str, str], str] = {}
        self._write: Callable[..., None] = self.sheet.add
        self._pieces: list[_Words] = []
        self._boxes: list[etree._Element] = []
        self._style = ""
        self._gone: str | None = None

    def read(self, body: etree._Element) -> None:
        """Read the text, then the notes in the order of their marks, then list what stands beside."""
        self._walk(body)
        self._write("".join(it.words for it in self._pieces))  # what stands in no paragraph
        notes = {(kind, it.get(f"{W}id", "")): it for kind in ("footnote", "endnote") for it in self._notes(kind)}
        for key, mark in list(self._marks.items()):
            if key in notes:
                self.sheet.add(f"[{mark}] {self._in_a_line(notes.pop(key))}", "note")
        for (kind, _), note in notes.items():
            self.sheet.drop(f"unmarked {kind}", self._in_a_line(note))
        for kind, name in _BESIDE:
            for part in self._archive.parts(kind):
                for entry in part if kind == "comments" else [part]:
                    if words := self._in_a_line(entry):
                        self.sheet.drop(name, words)

    def _notes(self, kind: str) -> list[etree._Element]:
        found = [it for part in self._archive.parts(f"{kind}s") for it in part.iter(f"{W}{kind}")]
        return [it for it in found if it.get(f"{W}type", "normal") == "normal"]

    def _in_a_line(self, holder: etree._Element) -> str:
        lines: list[str] = []
        write, self._write = self._write, lambda words, **_: lines.append(words)
        self._walk(holder)
        self._write = write
        return " ".join(line.removeprefix("**").removesuffix("**") for line in lines).strip()

    def _walk(self, holder: etree._Element) -> None:
        """Read what an element holds. What isn't known here is read: better a word too many than one lost."""
        for child in holder:
            name = _name(child)
            if name in self._SPECIAL:
                self._SPECIAL[name](self, child)
            elif name in _FIXED:
                self._say("" if child.get(f"{W}type") in {"page", "column"} else _FIXED[name])
            elif name not in _SILENT:
                self._walk(child)

    def _say(self, words: str, *, bold: bool = False) -> None:
        self._pieces.append(_Words(words, bold, self._gone))

    def _paragraph(self, element: etree._Element) -> None:
        outer = (self._pieces, self._boxes, self._style)
        self._pieces, self._boxes, self._style = [], [], self._styles.of(element)
        self._walk(element)
        pieces, boxes = self._pieces, self._boxes
        self._pieces, self._boxes, self._style = outer
        for gone, held in groupby(pieces, key=lambda it: it.gone):
            words = "".join(it.words for it in held)
            if gone and words.strip():
                self.sheet.drop(gone, words)
        self._write_lines(element, [it for it in pieces if not it.gone])
        for box in boxes:
            self._walk(box)

    def _write_lines(self, element: etree._Element, pieces: list[_Words]) -> None:
        lines: list[list[_Words]] = [[]]
        for it in pieces:
            first, *others = it.words.split("\n")
            lines[-1].append(_Words(first, it.bold))
            lines.extend([_Words(other, it.bold)] for other in others)
        shown = [line for line in lines if any(it.words.strip() for it in line)]
        mark = self._styles.mark(element)
        number = self._numbering.number(element) if shown else ""
        before = number if not mark else mark if number == "- " else mark + number
        for place, line in enumerate(shown):
            words = "".join(it.words for it in line).strip()
            bold = not mark.startswith("#") and all(it.bold for it in line if it.words.strip())
            lead = before if place == 0 or mark == "> " else ""
            self._write(lead + (f"**{words}**" if bold else words), close=place > 0)

    def _run(self, run: etree._Element) -> None:
        gone, start = self._gone, len(self._pieces)
        if any(self._styles.is_on(run, self._style, name) for name in ("vanish", "specVanish")):
            self._gone = gone or "hidden passage"
        self._walk(run)
        self._gone = gone
        bold = self._styles.is_on(run, self._style, "b")
        up = value(run, "rPr/vertAlign") == "superscript"
        said = self._pieces[start:]
        self._pieces[start:] = [_Words(raised(it.words) if up else it.words, bold, it.gone) for it in said]

    def _text(self, element: etree._Element) -> None:
        self._say(str(element.text or "").replace("\n", " "))

    def _deleted(self, element: etree._Element) -> None:
        gone, self._gone = self._gone, _GONE[_name(element)]
        self._walk(element)
        self._gone = gone

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
            self._say(chr(code))

    def _ruby(self, element: etree._Element) -> None:
        """Letters with their reading in brackets."""
        for name, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
            self._say(before)
            for held in element.iterchildren(f"{W}{name}"):
                self._walk(held)
            self._say(after)

    def _mark(self, element: etree._Element) -> None:
        key = (_name(element).removesuffix("Reference"), element.get(f"{W}id", ""))
        self._say(f"[{self._marks.setdefault(key, str(len(self._marks) + 1))}]")

    def _elsewhere(self, _element: etree._Element) -> None:
        self.sheet.drop("embedded document")

    def _formula(self, element: etree._Element) -> None:
        self._say(_formula(element))

    _SPECIAL: Mapping[str, Callable[["_Reader", etree._Element], None]] = {
        "p": _paragraph,
        "r": _run,
        "t": _text,
        "delText": _text,
        "del": _deleted,
        "moveFrom": _deleted,
        "txbxContent": _box,
        "AlternateContent": _alternatives,
        "drawing": _picture,
        "pict": _picture,
        "object": _picture,
        "sym": _symbol,
        "ruby": _ruby,
        "footnoteReference": _mark,
        "endnoteReference": _mark,
        "altChunk": _elsewhere,
        "oMath": _formula,
    }


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _formula(element: etree._Element) -> str:
    """A formula in a line: `(a)/(b)`, `x^2`, `√(x)`."""
    if _name(element) == "t":
        return element.text or ""
    held = [_formula(it) for it in element if not _name(it).endswith("Pr")]
    before, between, after = _FORMULAS.get(_name(element), ("", "", ""))
    if _name(element) == "d":
        before, between, after = "(", ", ", ")"
    return before + between.join(filter(None, held)) + after
