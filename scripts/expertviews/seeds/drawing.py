"""A Word or web document → plain text that is kept beside it: one paragraph a line, headings and bold lines marked.

Nothing outside the document is opened: no external entity, no picture, no address.
"""

import io
import re
import zipfile
from pathlib import Path

import mammoth
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from expertviews.problems import Place, Problem, ProblemsFound
from expertviews.seeds.reading import as_text, read_bytes

MAX_UNPACKED = 60_000_000
"""A Word document is a zip file; what it unpacks to is bounded too."""

MAX_WEB_TAGS = 200_000
MAX_WORD_TAGS = 120_000
"""Tags, opening and closing: each takes time and a thousand bytes of memory to read, in Word documents the most."""

MAX_FILES = 5_000
MAX_ITEMS = 999

_STYLES = """p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh"""
_UNSEEN = (
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "nav",
    "svg",
    "math",
    "iframe",
    "object",
    "form",
    "button",
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_MARKED = frozenset({*_HEADINGS, "li", "blockquote"})
_BOLD = frozenset({"b", "strong"})
_Step = tuple[PageElement, bool, bool]
"""A node to visit, whether it is in bold, and whether its children are done."""

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DOCTYPE_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def is_drawn(path: Path) -> bool:
    """Whether the file's plain text has to be drawn from it: a Word or web document, by its name."""
    return path.suffix.lower() in {".docx", ".html", ".htm"}


def plain_text(path: Path, shown_path: str, encoding: str | None = None) -> str:
    """The text of a .docx or .html document: a paragraph a line with blank lines between, headings as `## …`.

    A paragraph that is bold throughout becomes `**…**`, a list item `- …` or `1. …`, a quotation `> …`. Raises
    ProblemsFound for a file that is no such document, is too large, unpacks to too much, or can't be decoded.
    """
    data = read_bytes(path, shown_path)
    markup = (
        _word_markup(data, shown_path) if path.suffix.lower() == ".docx" else _web_markup(data, shown_path, encoding)
    )
    return _drawn(markup, shown_path)


def _word_markup(data: bytes, shown_path: str) -> str:
    _check_archive(data, shown_path)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {}),
            external_file_access=False,
        )
    except Exception as error:
        what = f"the Word document can't be read: {type(error).__name__}"
        raise _problem(shown_path, "document", what, "save it again as .docx, or as plain text") from error
    return str(result.value)


def _check_archive(data: bytes, shown_path: str) -> None:
    """A .docx is a zip file of bounded size, with no entity declared in its XML."""
    remedy = "save it again as .docx, or as plain text"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise _problem(
                    shown_path,
                    "document-too-large",
                    f"the document unpacks to more than {MAX_UNPACKED:,} bytes",
                    remedy,
                )
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_entry(archive, entry, shown_path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _problem(shown_path, "document", "this is no Word document: it isn't a sound zip file", remedy) from error


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown_path: str) -> None:
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if content.count(b"<") > MAX_WORD_TAGS:
        raise _too_many_tags(shown_path, MAX_WORD_TAGS)
    if len(content) > entry.file_size or _DOCTYPE_ENTITY.search(content):
        what = "the document declares entities or lies about its size, as no word processor does"
        raise _problem(shown_path, "document", what, "save it again from a word processor")


def _web_markup(data: bytes, shown_path: str, encoding: str | None) -> str:
    """The page's text, decoded as its byte order mark, `encoding`, or its own declaration says; UTF-8 if none does."""
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", data[:4096], re.IGNORECASE)
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    named = declared[1].decode("ascii") if declared and not marked else None
    return as_text(data, shown_path, encoding or named)


def _drawn(markup: str, shown_path: str) -> str:
    if markup.count("<") > MAX_WEB_TAGS:
        raise _too_many_tags(shown_path, MAX_WEB_TAGS)
    soup = BeautifulSoup(markup, "lxml")
    for tag in soup(list(_UNSEEN)):
        tag.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    writer = _Writer()
    writer.walk(root if isinstance(root, Tag) else soup)
    return writer.text()


class _Writer:
    """Collects a page's paragraphs in their order."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._pieces: list[tuple[str, bool]] = []
        self._prefixes: list[str] = []
        self._broken = False

    def text(self) -> str:
        """The paragraphs, a blank line between them; a line break within one is kept."""
        self._end()
        return "".join(self._paragraphs).strip("\n") + "\n"

    def walk(self, root: Tag) -> None:
        """Take in what is below `root`; without recursion, because a page may nest as deep as it likes."""
        todo: list[_Step] = [(child, False, False) for child in reversed(root.contents)]
        while todo:
            node, bold, leaving = todo.pop()
            if isinstance(node, Tag):
                todo.extend(self._leave(node) if leaving else self._enter(node, bold))
            elif type(node) is NavigableString:
                self._pieces.append((str(node), bold))

    def _enter(self, tag: Tag, bold: bool) -> list[_Step]:
        """What is to be done next for a tag: its children, and its end."""
        if tag.name == "br":
            self._end()
            self._broken = True
            return []
        block = tag.name in _BLOCKS
        if block:
            self._end()
            self._broken = False
            if tag.name in _MARKED:
                self._prefixes.append(_prefix(tag))
        children: list[_Step] = [(child, bold or tag.name in _BOLD, False) for child in reversed(tag.contents)]
        return [(tag, bold, True), *children] if block else children

    def _leave(self, tag: Tag) -> list[_Step]:
        self._end()
        self._broken = False
        if tag.name in _MARKED:
            self._prefixes.pop()
        return []

    def _end(self) -> None:
        """Finish a paragraph, if one is under way."""
        pieces, self._pieces = self._pieces, []
        text = _BLANKS.sub(" ", "".join(words for words, _ in pieces)).strip()
        if not text:
            return
        prefix = self._prefixes[-1] if self._prefixes else ""
        if all(bold for words, bold in pieces if words.strip()) and not prefix.startswith("#"):
            text = f"**{text}**"
        if self._prefixes and prefix not in {"> ", ""}:
            self._prefixes[-1] = ""
        self._paragraphs.append(("\n" if self._broken else "\n\n") + prefix + text)


def _prefix(tag: Tag) -> str:
    """The Markdown that begins a heading, a quotation or a list item."""
    if tag.name in _HEADINGS:
        return _HEADINGS[tag.name] + " "
    if tag.name == "blockquote":
        return "> "
    ordered = tag.parent is not None and tag.parent.name == "ol"
    number = len(tag.find_previous_siblings("li", limit=MAX_ITEMS)) + 1 if ordered else 0
    return f"{number}. " if ordered else "- "


def _too_many_tags(shown_path: str, most: int) -> ProblemsFound:
    return _problem(
        shown_path, "document-too-large", f"the document has more than {most:,} tags", "save it as plain text"
    )


def _problem(shown_path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(shown_path), code, what, remedy)])
