"""A Word document → its plain text: exactly the words that Word shows.

This uses lxml, not a library for Word documents: those skip elements that they don't know, and restart lists.
The elements become those of a web page, in place.
"""

from collections.abc import Iterator, Mapping
from html import unescape

from lxml import etree

from expertviews.extraction.textwriter import Extracted, TextWriter
from expertviews.extraction.web import extract_page
from expertviews.extraction.wordparts import Archive, Numbering, Styles, value

_DELETED = ("del", "moveFrom")
_TAGS = {
    **dict.fromkeys(_DELETED, "del"),
    **dict.fromkeys(["br", "cr"], "br"),
    **dict.fromkeys(["footnoteReference", "endnoteReference"], "a"),
    **dict.fromkeys(["footnote", "endnote"], "div"),
    "sSup": "msup",
    "sSub": "msub",
    "altChunk": "iframe",
    **{name: name for name in ("body", "tr", "rt", "f", "d", "rad", "img")},
}
"""Elements that mean the same in web pages, and those of formulas; all others have no meaning of their own."""
_WORDS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011"}

Form = tuple[str, str, Mapping[str, str]]  # the tag, the words and the attributes of an element


def read(data: bytes, shown_path: str, _encoding: str | None = None) -> Extracted:
    """The text of a Word document: one paragraph per line, with headings, bold paragraphs and list numbers marked.

    Footnotes and endnotes are at the end, `[1] …`, with their marks in the text. Page heads, page feet and comments
    are listed as left out. Raises ProblemsFound for a file that isn't a Word document, is damaged, or is too large when
    unpacked.
    """
    archive, writer = Archive(data, shown_path), TextWriter()
    page = archive.body()
    page.extend(_notes(page, archive, writer))
    _join_paragraphs(page)
    _put_in_order(page)
    for kind, name in (("header", "page head"), ("footer", "page foot"), ("comments", "comment")):
        for part in archive.parts(kind):
            for each in part if kind == "comments" else [part]:
                _leave_out(name, each, writer)
    _become_web_page(page, archive)
    return extract_page(page, writer, shown_path)


def _notes(page: etree._Element, archive: Archive, writer: TextWriter) -> Iterator[etree._Element]:
    """The notes that have a mark in the text. Others are listed as left out."""
    marks = page.iter("footnoteReference", "endnoteReference")
    marked = {_name(it) for it in marks if next(it.iterancestors(*_DELETED), None) is None}
    for kind in ("footnote", "endnote"):
        for note in (it for part in archive.parts(f"{kind}s") for it in part.iter(kind)):
            if _name(note) in marked:
                yield note
            else:
                _leave_out(f"unmarked {kind}", note, writer)


def _name(element: etree._Element) -> str:
    """The name of a note, or of the one that a mark leads to."""
    return f"{element.tag.removesuffix('Reference')}-{element.get('id')}"


def _leave_out(kind: str, element: etree._Element, writer: TextWriter) -> None:
    words = " ".join("".join(it.text or "" for it in line.iter("t")) for line in element.iter("p")).strip()
    if words:
        writer.drop(kind, words)


def _put_in_order(page: etree._Element) -> None:
    """Keep the first alternative that isn't empty; put text boxes after their paragraphs, and sounds after letters."""
    for element in page.iter("AlternateContent"):
        element[:] = [it for it in element if len(it) and it.tag in {"Choice", "Fallback"}][:1]
    for element in page.iter("ruby"):
        element[:] = sorted(element, key=lambda it: it.tag == "rt")
    for element in page.iter("drawing", "pict", "object"):
        if next(element.iter("t", "txbxContent"), None) is None:
            element.tag = "img"
    for element in reversed(list(page.iter("txbxContent"))):
        paragraph = next(element.iterancestors("p"), None)
        if paragraph is not None:
            paragraph.addnext(element)


def _join_paragraphs(page: etree._Element) -> None:
    """Join each paragraph whose end is deleted with the next one."""
    for paragraph in reversed(list(page.iter("p"))):
        parent, after = paragraph.getparent(), paragraph.getnext()
        if parent is not None and after is not None and after.tag == "p" and paragraph.find("pPr/rPr/del") is not None:
            for it in reversed([it for it in paragraph if it.tag != "pPr"]):
                after.insert(int(after.find("pPr") is not None), it)
            parent.remove(paragraph)


def _become_web_page(page: etree._Element, archive: Archive) -> None:
    """Give each element the tag, the words and the attributes that it has in web pages, and nothing else."""
    styles = Styles(archive.parts("styles"))
    numbering = Numbering(archive.parts("numbering"), styles)
    for element, (tag, words, attributes) in [(it, _form(it, styles, numbering)) for it in page.iter()]:
        if element.tag.endswith("Pr"):
            element.clear()
        element.tag, element.text, element.tail = tag, words, None
        element.attrib.clear()
        for name, setting in attributes.items():
            element.set(name, setting)
        previous = element.getprevious()
        if "hidden" in attributes and previous is not None and "hidden" in previous.attrib:
            previous.append(element)  # Word divides runs where it likes


def _form(element: etree._Element, styles: Styles, numbering: Numbering) -> Form:
    """What an element becomes."""
    words, attributes = _WORDS.get(element.tag, ""), {}
    match element.tag:
        case "p":
            return _paragraph(element, styles, numbering)
        case "r":
            return _run(element, styles)
        case "t" | "delText":
            words = element.text or ""
        case "sym":
            words = unescape(f"&#x{element.get('char')};")
            if not words.isprintable():  # only its font has it
                return "img", "", {"alt": f"{element.get('font')} {element.get('char')}"}
        case "br" if element.get("type") in {"page", "column"}:
            return "span", " ", {}
        case "img":
            described = (it.get("descr") or it.get("title") or it.get("alt") for it in element.iter())
            attributes = {"alt": alt} if (alt := next(filter(None, described), "")) else {}
        case "footnoteReference" | "endnoteReference":
            words, attributes = "[1]", {"href": f"#{_name(element)}"}  # alike, which has them counted
        case "footnote" | "endnote":
            attributes = {"id": _name(element)}
    return _TAGS.get(element.tag, "span"), words, attributes


def _paragraph(element: etree._Element, styles: Styles, numbering: Numbering) -> Form:
    tag, number = styles.tag(element), numbering.number(element)
    if tag[0] == "h":
        return tag, number.removeprefix("- "), {}
    return ("li", "", {"data-mark": number}) if number else (tag, "", {})


def _run(element: etree._Element, styles: Styles) -> Form:
    if styles.is_on(element, "vanish"):
        return "span", "", {"hidden": ""}
    if value(element, "rPr/vertAlign") == "superscript":
        return "sup", "", {}
    return "b" if styles.is_on(element, "b") else "span", "", {}
