"""A file's bytes → its text. No character is ever replaced or dropped."""

import codecs
from pathlib import Path

from expertviews import characters, files
from expertviews.extraction.textwriter import problem
from expertviews.problems import Place, Problem, ProblemsFound, shown

MAX_DOCUMENT_BYTES = 20_000_000
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


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
        raise ProblemsFound([files.unreadable(shown_path, error)]) from error
    if len(data) > MAX_DOCUMENT_BYTES:
        what = f"the file is larger than {MAX_DOCUMENT_BYTES:,} bytes"
        raise problem(shown_path, "document-too-large", what, "split the document")
    return data


def byte_order(data: bytes) -> str | None:
    """The encoding that a byte order mark says."""
    return next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)


def decode(data: bytes, shown_path: str, encoding: str | None = None) -> str:
    """`data` as text; see `read_plain`."""
    encoding = encoding or byte_order(data) or "utf-8"
    try:
        text = _unmarked(data.decode(encoding))
    except UnicodeError as error:
        raise _undecodable(data, getattr(error, "start", 0), shown_path, encoding) from error
    except (LookupError, ValueError) as error:
        what = f"there is no text encoding called “{shown(encoding)}”"
        raise problem(shown_path, "encoding", what, "name one that Python knows, such as windows-1252") from error
    refuse_controls(text, shown_path)
    return text


def _unmarked(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes, offset: int, shown_path: str, encoding: str) -> ProblemsFound:
    """The problem with the byte at `offset`; all bytes before it could be decoded."""
    if b"\x00" in data[:1024] and encoding == "utf-8":
        what = "this isn't a text file: it contains NUL bytes"
        return problem(shown_path, "binary", what, "use a text, Word or HTML document")
    before = _unmarked(data[:offset].decode(encoding, "ignore"))
    value = f"0x{data[offset]:02x}" if offset < len(data) else "its end"
    what = f"byte {offset:,} ({value}) isn't valid {encoding}"
    remedy = "save the document as UTF-8, or name its encoding with --encoding NAME, for example windows-1252"
    return ProblemsFound([Problem(Place.at(shown_path, before, len(before)), "encoding", what, remedy)])


def refuse_controls(text: str, shown_path: str) -> None:
    """Raises ProblemsFound if a text has a control character that no text has."""
    if found := characters.CONTROL.search(text):
        what = f"this isn't a text file: it contains the control character U+{ord(found[0]):04X}"
        remedy = "delete it; check the encoding, and that this is a text"
        raise ProblemsFound([Problem(Place.at(shown_path, text, found.start()), "binary", what, remedy)])
