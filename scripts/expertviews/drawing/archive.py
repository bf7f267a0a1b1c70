"""A Word document's bytes → the XML parts it is packed of, within bounds; its styles and list numbers."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from expertviews.drawing.sheet import check_tags, numeral, problem
from expertviews.problems import ProblemsFound

MAX_UNPACKED = 60_000_000
"""A Word document is a zip file; what it unpacks to is bounded too."""

MAX_FILES = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/math": b"officeDocument/2006/math",
}
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
_REMEDY = "save it again as .docx, or as plain text"
_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_HEADING = re.compile(r"heading ?([1-6])")
_QUOTES = frozenset({"quote", "intense quote", "quotations", "block text"})
_OFF = frozenset({"0", "false", "off", "none"})


class Archive:
    """The parts of a Word document. Raises ProblemsFound for what is no zip file, or unpacks to too much."""

    def __init__(self, data: bytes, shown_path: str) -> None:
        self._shown_path = shown_path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged("it isn't a sound zip file") from error
        entries = self._zip.infolist()
        if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            what = f"the document unpacks to more than {MAX_UNPACKED:,} bytes"
            raise problem(shown_path, "document-too-large", what, _REMEDY)
        self.main = next(self.names("", "officeDocument"), "word/document.xml")

    def damaged(self, why: str) -> ProblemsFound:
        """What is raised for a document that can't be read."""
        return problem(self._shown_path, "document", f"this is no Word document: {why}", _REMEDY)

    def names(self, part: str, kind: str) -> Iterator[str]:
        """The names of the parts of a kind, such as "footnotes", that a part refers to."""
        folder, name = posixpath.split(part)
        for link in self._part(posixpath.join(folder, "_rels", f"{name}.rels")):
            if str(link.get("Type")).endswith(f"/{kind}") and link.get("TargetMode") != "External":
                yield posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")

    def parts(self, kind: str) -> list[etree._Element]:
        """The parts of a kind that the document refers to; "" is the main one."""
        return [self._part(name) for name in ([self.main] if not kind else self.names(self.main, kind))]

    def _part(self, name: str) -> etree._Element:
        """A part as XML; an empty element if there is none of the name."""
        try:
            entry = self._zip.getinfo(name)
            with self._zip.open(entry) as file:
                content = file.read(entry.file_size + 1)
        except KeyError:
            return etree.Element("none")
        except _BROKEN as error:
            raise self.damaged("it isn't a sound zip file") from error
        check_tags(content.count(b"<"), self._shown_path)
        for strict, transitional in _TRANSITIONAL.items():  # the two forms of the format
            content = content.replace(_STRICT + strict, b"http://schemas.openxmlformats.org/" + transitional)
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged("its XML is broken") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged("it declares entities, as no word processor does")
        return root


def value(element: etree._Element | None, path: str) -> str | None:
    """The value of a setting below an element, such as "pPr/jc"; None where it isn't set."""
    found = None if element is None else element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else str(found.get(f"{W}val", ""))


def whole(written: str | None, otherwise: int) -> int:
    """A number as it is written."""
    return int(written) if re.fullmatch("[0-9]{1,9}", written or "") and written else otherwise


class Styles:
    """What the styles of a document say of its paragraphs and runs."""

    def __init__(self, parts: list[etree._Element]) -> None:
        found = [it for part in parts for it in part.iter(f"{W}style")]
        self._styles = {str(it.get(f"{W}styleId")): it for it in found}
        plain = (it for it in found if it.get(f"{W}type") == "paragraph" and it.get(f"{W}default") in {"1", "true"})
        self._default = next((str(it.get(f"{W}styleId")) for it in plain), "")
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        return value(paragraph, "pPr/pStyle") or self._default

    def find(self, style: str, path: str) -> str | None:
        """The value of a setting in a style, or in those that it is based on."""
        key = (style, path)
        if key not in self._known:
            found = (it for each in self._line(style) if (it := value(each, path)) is not None)
            self._known[key] = next(found, None)
        return self._known[key]

    def is_on(self, run: etree._Element, style: str, name: str) -> bool:
        """Whether a setting is on for a run: by itself, its own style, or that of its paragraph."""
        own = value(run, f"rPr/{name}")
        for each in (value(run, "rPr/rStyle"), style):
            own = self.find(each, f"rPr/{name}") if own is None and each else own
        return own is not None and own not in _OFF

    def tag(self, paragraph: etree._Element) -> str:
        """What a paragraph is, in the words of HTML: a heading, a quotation or plain."""
        style = self.of(paragraph)
        names = [(value(it, "name") or "").lower() for it in self._line(style)] or [style.lower()]
        level = whole(value(paragraph, "pPr/outlineLvl") or self.find(style, "pPr/outlineLvl"), 9) + 1
        level = next((int(found[1]) for name in names if (found := _HEADING.fullmatch(name))), level)
        if "title" in names or level <= 6:
            return "h1" if "title" in names else f"h{level}"
        return "blockquote" if _QUOTES.intersection(names) else "p"

    def _line(self, style: str) -> list[etree._Element]:
        """A style and those that it is based on, its own first."""
        line: list[etree._Element] = []
        while style in self._styles and len(line) < 20:
            line.append(self._styles[style])
            style = value(line[-1], "basedOn") or ""
        return line


@dataclass(frozen=True)
class _List:
    """A list of a document: the lists that have their levels from one definition go on counting, as in Word."""

    kind: str
    levels: Mapping[int, etree._Element]
    starts: dict[int, int]


@dataclass
class Numbering:
    """Counts the paragraphs of a document's lists."""

    parts: list[etree._Element]
    styles: Styles
    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = {it.get(f"{W}abstractNumId"): _levels(it) for part in self.parts for it in part.iter(f"{W}abstractNum")}
        for num in (it for part in self.parts for it in part.iter(f"{W}num")):
            kind = value(num, "abstractNumId") or ""
            given = {_level(it): value(it, "startOverride") for it in num.iter(f"{W}lvlOverride")}
            starts = {level: whole(start, 1) for level, start in given.items() if start is not None}
            own = {**kinds.get(kind, {}), **_levels(num)}
            self._lists[str(num.get(f"{W}numId"))] = _List(kind, own, starts)

    def number(self, paragraph: etree._Element) -> str:
        """What stands before a paragraph as Word shows it: "3. ", "b) ", "1.2 ", "- "; nothing for one in no list."""
        style = self.styles.of(paragraph)
        own = value(paragraph, "pPr/numPr/numId")
        found = self._lists.get(own or (self.styles.find(style, "pPr/numPr/numId") or "" if own is None else ""))
        if found is None:
            return ""
        named = value(paragraph, "pPr/numPr/ilvl") or self.styles.find(style, "pPr/numPr/ilvl")
        by_style = (level for level, it in found.levels.items() if own is None and value(it, "pStyle") == style)
        level = next(by_style, whole(named, 0))
        if level not in found.levels:
            return ""
        counts = self._count(found, level)
        if value(found.levels[level], "numFmt") == "bullet":
            return "- "
        text = (value(found.levels[level], "lvlText") or "")[:200]
        text = re.sub("%([1-9])", lambda it: _shown(found, counts, int(it[1]) - 1), text).strip()
        return f"{text} " if text else ""

    def _count(self, found: _List, level: int) -> Mapping[int, int]:
        counts = self._counts.setdefault(found.kind, {})
        start = found.starts.pop(level, None)
        if start is None and level in counts:
            counts[level] += 1
        else:
            counts[level] = whole(value(found.levels[level], "start"), 1) if start is None else start
        for deeper in [it for it in counts if it > level]:
            if value(found.levels.get(deeper), "lvlRestart") != "0":
                del counts[deeper]
        return counts


def _shown(found: _List, counts: Mapping[int, int], level: int) -> str:
    of_level = found.levels.get(level)
    kind = value(of_level, "numFmt") or "decimal"
    number = counts.get(level, whole(value(of_level, "start"), 1))
    return "" if kind == "none" else numeral(number, _KINDS.get(kind, "1"))


def _levels(element: etree._Element) -> dict[int, etree._Element]:
    return {_level(it): it for it in element.iter(f"{W}lvl")}


def _level(element: etree._Element) -> int:
    return whole(element.get(f"{W}ilvl"), 0)
