"""A Word document → its plain text: exactly the words that Word shows.

This uses lxml, not a library for Word documents: those skip elements that they don't know, and restart lists.
The elements become those of a web page, in place.
"""

import re
from collections.abc import Mapping

from lxml import etree

from expertviews.extraction.textwriter import Extracted, TextWriter
from expertviews.extraction.web import extract_page
from expertviews.extraction.wordparts import Archive, Numbering, Styles, value

_TAGS = {
    **dict.fromkeys(["del", "moveFrom"], "del"),
    **dict.fromkeys(["br", "cr"], "br"),
    **dict.fromkeys(["footnoteReference", "endnoteReference"], "a"),
    **dict.fromkeys(["footnote", "endnote"], "div"),
    "sSup": "msup",
    "sSub": "msub",
    "altChunk": "iframe",
    **{name: name for name in ("body", "tr", "rt", "f", "d", "rad", "img")},
}
"""Elements that mean the same in web pages, and those of formulas; all others have no meaning of their own."""
_NOTES = ("footnote", "endnote")

Form = tuple[str, str, Mapping[str, str]]
"""The tag, the words and the attributes of an element."""


def read(data: bytes, shown_path: str, _encoding: str | None = None) -> Extracted:
    """The text of a Word document: one paragraph per line, with headings, bold paragraphs and list numbers marked.

    Footnotes and endnotes are at the end, `[1] …`, with their marks in the text. Page heads, page feet and comments
    are listed as left out. Raises ProblemsFound for a file that isn't a Word document, is damaged, or is too large when
    unpacked.
    """
    archive, writer = Archive(data, shown_path), TextWriter()
    page = archive.body()
    page.extend(it for kind in _NOTES for part in archive.parts(f"{kind}s") for it in part.iter(kind))
    _put_in_order(page)
    marks = _marks(page, writer)
    for kind, name in (("header", "page head"), ("footer", "page foot"), ("comments", "comment")):
        for part in archive.parts(kind):
            for each in part if kind == "comments" else [part]:
                _leave_out(name, each, writer)
    _become_web_page(page, archive, marks, writer)
    return extract_page(page, writer, shown_path)


def _marks(page: etree._Element, writer: TextWriter) -> Mapping[tuple[str, str], str]:
    """The marks of the notes at the end of a page. Those without a mark are listed as left out."""
    keys = [_note_key(it) for it in page.iter("footnoteReference", "endnoteReference")]
    marks = {key: str(number) for number, key in enumerate(dict.fromkeys(keys), start=1)}
    for note in [it for it in page.iterchildren(*_NOTES) if _note_key(it) not in marks]:
        _leave_out(f"unmarked {note.tag}", note, writer)
        page.remove(note)
    return marks


def _note_key(element: etree._Element) -> tuple[str, str]:
    return element.tag.removesuffix("Reference"), element.get("id", "")


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


def _become_web_page(
    page: etree._Element, archive: Archive, marks: Mapping[tuple[str, str], str], writer: TextWriter
) -> None:
    """Give each element the tag, the words and the attributes that it has in web pages, and nothing else."""
    styles = Styles(archive.parts("styles"))
    numbering = Numbering(archive.parts("numbering"), styles)
    forms = {it: _paragraph(it, styles, numbering) if it.tag == "p" else _run(it, styles) for it in page.iter("p", "r")}
    for element in list(page.iter()):
        tag, words, attributes = forms.get(element) or _form(element, marks, writer)
        element.tag, element.text, element.tail = tag, words, None
        element.attrib.clear()
        for name, setting in attributes.items():
            element.set(name, setting)
        previous = element.getprevious()
        if "hidden" in attributes and previous is not None and "hidden" in previous.attrib:
            previous.append(element)  # Word divides runs where it likes


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


def _form(element: etree._Element, marks: Mapping[tuple[str, str], str], writer: TextWriter) -> Form:
    """What an element becomes that is no paragraph and no run."""
    words, attributes = "", {}
    match element.tag:
        case "t" | "delText":
            words = element.text or ""
        case "sym":
            words = _symbol(element, writer)
        case "tab" | "ptab":
            words = " "
        case "noBreakHyphen":
            words = "\u2011"
        case "br" if element.get("type") in {"page", "column"}:
            return "span", " ", {}
        case "img":
            described = (it.get("descr") or it.get("title") or it.get("alt") for it in element.iter())
            attributes = {"alt": alt} if (alt := next(filter(None, described), "")) else {}
        case "footnoteReference" | "endnoteReference":
            words = f"[{marks[_note_key(element)]}]"
            attributes = {"href": f"#note-{marks[_note_key(element)]}"}
        case "footnote" | "endnote":
            attributes = {"id": f"note-{marks[_note_key(element)]}"}
        case settings if settings.endswith("Pr"):
            element.clear()
    return _TAGS.get(element.tag, "span"), words, attributes


def _symbol(element: etree._Element, writer: TextWriter) -> str:
    """The letter of a symbol. One that only its font has is listed as left out."""
    written = element.get("char", "")
    letter = chr(int(written, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", written) else "\0"
    if letter.isprintable():
        return letter
    writer.drop("symbol", f"{element.get('font', '')} {written}")
    return ""
