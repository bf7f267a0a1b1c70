"""A Word document's bytes → its XML parts, within limits; its styles and list numbers.

Elements and attributes lose their namespaces, which differ between the two variants of the format.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from expertviews.extraction.textwriter import check_tags, integer, numeral, problem
from expertviews.problems import ProblemsFound

MAX_UNPACKED = 60_000_000  # bytes of a Word document, which is a zip file, when unpacked
MAX_FILES = 5_000
MAX_ATTRIBUTES = 50  # of an element that are read: Word never writes more, and each further one takes longer

_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error)
_REMEDY = "save it again as .docx, or as plain text"
_NUMERALS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_HEADING = re.compile(r"heading ?([1-6])")
_QUOTES = frozenset({"quote", "intense quote", "quotations", "block text"})
_OFF = frozenset({None, "0", "false", "off", "none"})


class Archive:
    """The parts of a Word document. Raises ProblemsFound if it isn't a zip file, or is too large when unpacked."""

    def __init__(self, data: bytes, shown_path: str) -> None:
        self._shown_path = shown_path
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            entries = archive.infolist()
            if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                what = f"the document unpacks to more than {MAX_UNPACKED:,} bytes"
                raise problem(shown_path, "document-too-large", what, _REMEDY)
            self._files = {it.filename: archive.read(it) for it in entries if it.filename.endswith((".xml", ".rels"))}
        except _BROKEN as error:
            raise self._damaged("its zip file is damaged") from error
        self._main = next(self._names("", "officeDocument"), "word/document.xml")

    def _damaged(self, why: str) -> ProblemsFound:
        return problem(self._shown_path, "document", f"this isn't a Word document: {why}", _REMEDY)

    def body(self) -> etree._Element:
        """The element that holds the text."""
        body = self._part(self._main).find("body")
        if body is None:
            raise self._damaged("it has no text")
        return body

    def parts(self, kind: str) -> list[etree._Element]:
        """The parts of a kind, such as "footnotes", that the document refers to."""
        return [self._part(name) for name in self._names(self._main, kind)]

    def _names(self, part: str, kind: str) -> Iterator[str]:
        folder, name = posixpath.split(part)
        for link in self._part(posixpath.join(folder, "_rels", f"{name}.rels")):
            if str(link.get("Type")).endswith(f"/{kind}") and link.get("TargetMode") != "External":
                yield posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")

    def _part(self, name: str) -> etree._Element:
        """A part as XML without namespaces; an empty element if there is no such part."""
        content = self._files.get(name, b"<none/>")
        check_tags(content.count(b"<"), self._shown_path)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged("its XML is broken") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._damaged("it declares entities, which no word processor does")
        for element in root.iter(etree.Element):
            element.tag = etree.QName(element).localname
            for key in islice(element.keys(), MAX_ATTRIBUTES):
                element.set(etree.QName(key).localname, element.get(key, ""))
        return root


def value(element: etree._Element | None, path: str) -> str | None:
    """The value of a setting of an element, such as "pPr/jc"; None if it isn't set."""
    found = None if element is None else element.find(path)
    return None if found is None else str(found.get("val", ""))


class Styles:
    """What the styles of a document say about its paragraphs and runs."""

    def __init__(self, parts: Sequence[etree._Element]) -> None:
        found = [it for part in parts for it in part.iter("style")]
        self._styles = {str(it.get("styleId")): it for it in found}
        plain = (it for it in found if it.get("type") == "paragraph" and it.get("default") in {"1", "true"})
        self._default = next((str(it.get("styleId")) for it in plain), "")

    def find(self, element: etree._Element, path: str) -> str | None:
        """The value of a setting of a paragraph or run: its own, or its styles'."""
        return next((found for it in [element, *self._of(element)] if (found := value(it, path)) is not None), None)

    def is_on(self, run: etree._Element, name: str) -> bool:
        """Whether a setting is on for a run."""
        return self.find(run, f"rPr/{name}") not in _OFF

    def tag(self, paragraph: etree._Element) -> str:
        """The HTML tag of a paragraph: a heading, a quotation or plain."""
        named = [(value(it, "name") or "").lower() for it in self._of(paragraph)]
        names = named or [(value(paragraph, "pPr/pStyle") or "").lower()]
        if "title" in names:
            return "h1"
        level = integer(self.find(paragraph, "pPr/outlineLvl"), 9) + 1
        level = next((int(found[1]) for name in names if (found := _HEADING.fullmatch(name))), level)
        if level <= 6:
            return f"h{level}"
        return "blockquote" if _QUOTES.intersection(names) else "p"

    def _of(self, element: etree._Element) -> Iterator[etree._Element]:
        """The styles of a paragraph, or of a run and its paragraph; after each those that it is based on."""
        style = value(element, "rPr/rStyle") if element.tag == "r" else value(element, "pPr/pStyle") or self._default
        for _ in range(20):
            if style in self._styles:
                yield self._styles[style]
                style = value(self._styles[style], "basedOn")
        if element.tag == "r":
            for paragraph in islice(element.iterancestors("p"), 1):
                yield from self._of(paragraph)


class Numbering:
    """Counts the paragraphs of a document's lists. Lists with the same definition share their counts, as in Word."""

    def __init__(self, parts: Sequence[etree._Element], styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str | None, _List] = {}
        kinds = {it.get("abstractNumId"): _levels(it) for part in parts for it in part.iter("abstractNum")}
        counts: dict[str | None, dict[str, int]] = defaultdict(dict)
        for num in (it for part in parts for it in part.iter("num")):
            kind = value(num, "abstractNumId")
            starts = {it.get("ilvl"): value(it, "startOverride") for it in num.iter("lvlOverride")}
            self._lists[num.get("numId")] = _List({**kinds.get(kind, {}), **_levels(num)}, starts, counts[kind])

    def number(self, paragraph: etree._Element) -> str:
        """The number or bullet that Word shows before a paragraph: "3. ", "1.2 ", "- "; empty outside of lists."""
        found = self._lists.get(self._styles.find(paragraph, "pPr/numPr/numId"))
        level = self._styles.find(paragraph, "pPr/numPr/ilvl") or "0"
        if found is None or level not in found.levels:
            return ""
        found.advance(level)
        if value(found.levels[level], "numFmt") == "bullet":
            return "- "
        text = (value(found.levels[level], "lvlText") or "")[:200]
        text = re.sub("%([1-9])", lambda it: found.shown(str(int(it[1]) - 1)), text).strip()
        return f"{text} " if text else ""


class _List(NamedTuple):
    levels: Mapping[str, etree._Element]
    starts: dict[str | None, str | None]
    counts: dict[str, int]

    def advance(self, level: str) -> None:
        """Count a paragraph at a level; the deeper ones start again."""
        number = integer(self.starts.pop(level, None), self._next(level))
        for deeper in [it for it in self.counts if it > level]:
            del self.counts[deeper]
        self.counts[level] = number

    def shown(self, level: str) -> str:
        """The number of a level as Word shows it."""
        kind = value(self.levels.get(level), "numFmt") or "decimal"
        number = self.counts.get(level, self._next(level))
        return "" if kind == "none" else numeral(number, _NUMERALS.get(kind, "1"))

    def _next(self, level: str) -> int:
        return self.counts[level] + 1 if level in self.counts else integer(value(self.levels.get(level), "start"), 1)


def _levels(element: etree._Element) -> dict[str, etree._Element]:
    return {it.get("ilvl", "0"): it for it in element.iter("lvl")}
