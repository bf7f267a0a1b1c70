"""A Word or web document → plain text that is kept beside it: one paragraph a line, headings and bold lines marked.

Nothing outside the document is opened: no external entity, no picture, no address.
"""

import io
import re
import zipfile
from pathlib import Path

import mammoth
from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from expertviews.problems import Place, Problem, ProblemsFound
from expertviews.seeds.reading import MAX_BYTES, as_text, read_bytes

MAX_UNPACKED = 60_000_000
"""A Word document is a zip file; what it unpacks to is bounded too."""

MAX_FILES = 5_000
MAX_DEPTH = 200

_UNSEEN = ("script", "style", "template", "noscript", "head", "nav", "svg", "math", "iframe", "object", "form", "button")
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hgroup hr html li main menu ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
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
    markup = _word_markup(data, shown_path) if path.suffix.lower() == ".docx" else _web_markup(data, shown_path, encoding)
    return _drawn(markup, shown_path)


def _word_markup(data: bytes, shown_path: str) -> str:
    _check_archive(data, shown_path)
    style_map = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\np[style-name='Quote'] => blockquote > p:fresh\np[style-name='Intense Quote'] => blockquote > p:fresh"
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=style_map, convert_image=mammoth.images.img_element(lambda _: {}), external_file_access=False
        )
    except Exception as error:  # noqa: BLE001 - mammoth names no exceptions of its own
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
                raise _problem(shown_path, "too-large", f"the document unpacks to more than {MAX_UNPACKED:,} bytes", remedy)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_entry(archive, entry, shown_path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _problem(shown_path, "document", "this is no Word document: it isn't a sound zip file", remedy) from error


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown_path: str) -> None:
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
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
    if markup.count("<") > 500_000:
        raise _problem(shown_path, "too-large", "the document has more than 500,000 tags", "save it as plain text")
    soup = BeautifulSoup(markup, "lxml")
    for tag in soup(list(_UNSEEN)):
        tag.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    writer = _Writer(shown_path)
    writer.walk(root if isinstance(root, Tag) else soup)
    return writer.text()


class _Writer:
    """Collects a page's paragraphs in their order."""

    def __init__(self, shown_path: str) -> None:
        self._shown_path = shown_path
        self._paragraphs: list[str] = []
        self._pieces: list[tuple[str, bool]] = []
        self._prefix: list[str] = []

    def text(self) -> str:
        """The paragraphs, blank lines between them."""
        self._end()
        return "".join(f"{paragraph}\n\n" for paragraph in self._paragraphs).rstrip("\n") + "\n"

    def walk(self, root: Tag) -> None:
        """Take in what is below `root`; without recursion, because a page may nest as deep as it likes."""
        todo: list[tuple[object, str, bool]] = [(child, "enter", False) for child in reversed(list(root.children))]
        while todo:
            node, step, bold = todo.pop()
            if isinstance(node, Tag):
                todo.extend(self._tag(node, step, bold))
            elif isinstance(node, NavigableString) and not isinstance(node, Comment) and type(node) is NavigableString:
                self._pieces.append((str(node), bold))

    def _tag(self, tag: Tag, step: str, bold: bool) -> list[tuple[object, str, bool]]:
        """What is to be done next for a tag: its children and then its end."""
        block = tag.name in _BLOCKS
        if step == "leave":
            self._end()
            if self._prefix and tag.name in {*_HEADINGS, "li", "blockquote"}:
                self._prefix.pop()
            return []
        if tag.name == "br":
            self._end()
            return []
        if block:
            self._end()
            self._open(tag)
        children: list[tuple[object, str, bool]] = [(child, "enter", bold or tag.name in _BOLD) for child in reversed(list(tag.children))]
        return [(tag, "leave", bold), *children] if block else children

    def _open(self, tag: Tag) -> None:
        if tag.name in _HEADINGS:
            self._prefix.append(_HEADINGS[tag.name] + " ")
        elif tag.name == "blockquote":
            self._prefix.append("> ")
        elif tag.name == "li":
            ordered = tag.parent is not None and tag.parent.name == "ol"
            number = sum(1 for _ in tag.find_previous_siblings("li", limit=MAX_DEPTH)) + 1
            self._prefix.append(f"{number}. " if ordered else "- ")

    def _end(self) -> None:
        """Finish a paragraph, if one is under way."""
        pieces, self._pieces = self._pieces, []
        text = _BLANKS.sub(" ", "".join(words for words, _ in pieces)).strip()
        if not text:
            return
        prefix = self._prefix[-1] if self._prefix else ""
        whole_bold = all(bold for words, bold in pieces if words.strip())
        if whole_bold and not prefix.startswith("#"):
            text = f"**{text}**"
        self._paragraphs.append(prefix + text)


def _problem(shown_path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(shown_path), code, what, remedy)])


_ = MAX_BYTES
