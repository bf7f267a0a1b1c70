"""A file's bytes → its text. No character is ever replaced or dropped."""

import codecs
from pathlib import Path

from expertviews.extraction.textwriter import problem
from expertviews.problems import Place, Problem, ProblemsFound, shown

MAX_DOCUMENT_BYTES = 20_000_000
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(map(chr, {*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85}))
"""Control characters that no text has. Those from U+007F to U+009F are signs of a wrong encoding."""


def read_plain(path: Path, shown_path: str, encoding: str | None = None) -> str:
    """The text of a plain text file, with line feeds for all line ends.

    The bytes are UTF-8, UTF-16 if a byte order mark says so, or in `encoding`. Raises ProblemsFound if the file can't
    be read, is too large or binary, or has bytes that don't fit the encoding.
    """
    return decode(read_bytes(path, shown_path), shown_path, encoding)


def read_bytes(path: Path, shown_path: str) -> bytes:
    """The file's bytes. Raises ProblemsFound if it can't be read or has more than MAX_DOCUMENT_BYTES."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_DOCUMENT_BYTES + 1)
    except OSError as error:
        what = f"the file can't be read: {error.strerror or type(error).__name__}"
        raise problem(shown_path, "unreadable", what, "choose a file that you may read") from error
    if len(data) > MAX_DOCUMENT_BYTES:
        what = f"the file is larger than {MAX_DOCUMENT_BYTES:,} bytes"
        raise problem(shown_path, "document-too-large", what, "split the document")
    return data


def decode(data: bytes, shown_path: str, encoding: str | None = None) -> str:
    """`data` as text; see `read_plain`."""
    marks = ((mark, name) for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark))
    mark, marked_encoding = next(marks, (b"", "utf-8"))
    encoding = encoding or marked_encoding
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeError as error:
        raise _undecodable(data, len(mark) + getattr(error, "start", 0), shown_path, encoding) from error
    except (LookupError, ValueError) as error:
        what = f"there is no text encoding called “{shown(encoding)}”"
        raise problem(shown_path, "encoding", what, "name one that Python knows, such as windows-1252") from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refuse_controls(text, shown_path)
    return text


def _undecodable(data: bytes, offset: int, shown_path: str, encoding: str) -> ProblemsFound:
    """The problem with the byte at `offset`; all bytes before it could be decoded."""
    lines = data[:offset].decode(encoding, "ignore").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if b"\x00" in data[:1024] and encoding == "utf-8":
        what = "this isn't a text file: it contains NUL bytes"
        return problem(shown_path, "binary", what, "use a text, Word or HTML document")
    value = f"0x{data[offset]:02x}" if offset < len(data) else "its end"
    what = f"byte {offset:,} ({value}) isn't valid {encoding}"
    remedy = "save the document as UTF-8, or name its encoding with --encoding NAME, for example windows-1252"
    return ProblemsFound([Problem(Place(shown_path, len(lines), len(lines[-1]) + 1), "encoding", what, remedy)])


def refuse_controls(text: str, shown_path: str) -> None:
    """Raises ProblemsFound if a text has a control character that no text has."""
    if _CONTROLS.isdisjoint(text):
        return
    offset = next(place for place, character in enumerate(text) if character in _CONTROLS)
    what = f"this isn't a text file: it contains the control character U+{ord(text[offset]):04X}"
    remedy = "delete it; check the encoding, and that this is a text"
    raise ProblemsFound([Problem(Place.at(shown_path, text, offset), "binary", what, remedy)])
