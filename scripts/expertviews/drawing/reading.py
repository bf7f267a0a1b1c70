"""A file's bytes → its text, without ever replacing or dropping a character."""

import codecs
from pathlib import Path

from expertviews.drawing.writing import problem
from expertviews.problems import Place, Problem, ProblemsFound, shown

MAX_BYTES = 20_000_000
"""No document of a round-table is larger; what is, is a mistake or an attack."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = frozenset(map(chr, {*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85}))
"""What no text has; those from U+007F to U+009F come of a wrong encoding."""


def read(path: Path, shown_path: str, encoding: str | None = None) -> str:
    """The text of a plain text file, each line end (CRLF, lone CR) made a line feed.

    The bytes are UTF-8, with a byte order mark or without; UTF-16 if its mark says so; or in `encoding`.
    Raises ProblemsFound if the file can't be read, is too large or binary, or has bytes that aren't of the encoding.
    """
    return as_text(read_bytes(path, shown_path), shown_path, encoding)


def read_bytes(path: Path, shown_path: str) -> bytes:
    """The file's bytes. Raises ProblemsFound if it can't be read or has more than MAX_BYTES."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"the file can't be read: {error.strerror or type(error).__name__}"
        raise problem(shown_path, "unreadable", what, "give a file you may read") from error
    if len(data) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES:,} bytes"
        raise problem(shown_path, "document-too-large", what, "split the document")
    return data


def as_text(data: bytes, shown_path: str, encoding: str | None = None) -> str:
    """`data` as text; see `read`."""
    mark, named = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    encoding = encoding or named
    if not _is_text_encoding(encoding):
        what = f"there is no text encoding called “{shown(encoding)}”"
        raise problem(shown_path, "encoding", what, "name one that Python knows, such as windows-1252")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeError as error:
        raise _undecodable(data, len(mark) + getattr(error, "start", 0), shown_path, encoding) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refuse_controls(text, shown_path)
    return text


def _is_text_encoding(name: str) -> bool:
    """Whether Python knows an encoding of text by this name; base64 and the like aren't."""
    try:
        return isinstance("".encode(name), bytes)
    except (LookupError, ValueError):
        return False


def _undecodable(data: bytes, offset: int, shown_path: str, encoding: str) -> ProblemsFound:
    """The bytes before `offset` are sound, so the place can be counted in them."""
    lines = data[:offset].decode(encoding, "ignore").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if b"\x00" in data[:1024] and encoding == "utf-8":
        return problem(shown_path, "binary", "this is no text: it has NUL bytes", "give a text, Word or HTML document")
    value = f"0x{data[offset]:02x}" if offset < len(data) else "its end"
    what = f"byte {offset:,} ({value}) isn't {encoding}"
    remedy = "save the document as UTF-8, or name its encoding with --encoding NAME, for instance windows-1252"
    return ProblemsFound([Problem(Place(shown_path, len(lines), len(lines[-1]) + 1), "encoding", what, remedy)])


def refuse_controls(text: str, shown_path: str) -> None:
    """Raises ProblemsFound where a text holds a control character that no text has."""
    if _CONTROLS.isdisjoint(text):
        return
    offset = next(place for place, character in enumerate(text) if character in _CONTROLS)
    place = Place(shown_path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
    what = f"this is no text: it holds the control character U+{ord(text[offset]):04X}"
    raise ProblemsFound([Problem(place, "binary", what, "delete it; is the encoding right, and is it a text?")])
