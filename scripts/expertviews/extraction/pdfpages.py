"""A PDF's bytes → the words of its pages and their places, read in a separate process.

PDFium is written in C++: the process contains what a hostile file does to it, and bounds its time and memory.
"""

import contextlib
import ctypes
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import mode
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as api

from expertviews.extraction.textwriter import problem, raised

MAX_PAGES = 300
MAX_PDF_CHARACTERS = 400_000
MAX_SECONDS = 5  # of computing; waiting is bounded too, but generously: the machine may be busy
MAX_MEMORY = 400_000_000  # bytes

_MAX_GAP = 2.0  # times their size: words further apart are in two columns
_SMALLER = 0.9  # times the usual size of a line
_RAISED = 0.42  # of a line's height: digits that end higher are raised
_BOLD = re.compile(rb"bold|black|heavy|demi|bx[0-9]", re.IGNORECASE)
_HYPHENS = str.maketrans("\x02\ufffe", "--")  # what PDFium writes for a hyphen at the end of a line
_TAKE_OUT = "take out the pages of the round-table"
_REFUSALS = {
    "locked": ("encrypted", "the PDF needs a password", "save it without one, or as plain text"),
    "damaged": ("document", "this isn't a PDF, or it is damaged", "export it again, or save it as plain text"),
    "pages": ("document-too-large", f"the PDF has more than {MAX_PAGES} pages", _TAKE_OUT),
    "characters": ("document-too-large", f"the PDF has more than {MAX_PDF_CHARACTERS:,} characters", _TAKE_OUT),
    "stopped": ("document-too-large", "reading the PDF takes too much time or memory", "save it as plain text"),
}


class PdfPiece(NamedTuple):
    """Words of a line, up to a wide gap; lengths in points, from the page's lower left corner.

    Of a single character, `foot` is where it ends itself. Later steps add the page, the column and whether another is
    beside it; the words' role in an outline, and why that role is in doubt.
    """

    words: str
    left: float
    bottom: float
    right: float
    size: float
    bold: bool
    foot: float = 0
    column: tuple[int, int, bool] = (0, 0, False)
    role: str | None = None
    doubt: str | None = None


class PdfPage(NamedTuple):
    """A page's pieces of text, in the order of the file, and how many pictures it has."""

    height: float
    pieces: Sequence[PdfPiece]
    pictures: int


def pdf_pages(data: bytes, shown_path: str) -> Sequence[PdfPage]:
    """The pages of a PDF. Raises ProblemsFound if it is encrypted, damaged or too large."""
    # S603: the program is this one, and gets the document's bytes, not its name.
    # -P: no module is imported from the current folder, which is untrusted.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        answer = subprocess.run(command, input=data, capture_output=True, timeout=6 * MAX_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise problem(shown_path, *_REFUSALS["stopped"]) from error
    pages = json.loads(answer.stdout) if answer.returncode == 0 else "stopped"
    if isinstance(pages, str):
        raise problem(shown_path, *_REFUSALS[pages])
    return [PdfPage(height, [PdfPiece(*piece) for piece in pieces], count) for height, pieces, count in pages]


def _bound() -> None:
    """Have the process end when it takes too much time or memory. Windows has no such limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes) -> object:
    """The process's answer: the pages, or the key of a refusal."""
    try:
        document = pdfium.PdfDocument(data)
        if len(document) > MAX_PAGES:
            return "pages"
        pages: list[object] = []
        left = MAX_PDF_CHARACTERS
        for page in document:
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                return "characters"
            pieces = [_joined(group)[:6] for group in _groups(text)]
            pictures = sum(1 for _ in page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE], max_depth=2))
            pages.append((page.get_height(), pieces, pictures))
    except pdfium.PdfiumError as error:
        return "locked" if error.err_code in {api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY} else "damaged"
    return pages


def _groups(text: pdfium.PdfTextPage) -> Iterator[Sequence[PdfPiece]]:
    """The characters of each piece: those of a line up to a wide gap. A space has the place of the letter before."""
    group: list[PdfPiece] = []
    for place in range(text.count_chars()):
        letter = chr(api.FPDFText_GetUnicode(text, place))
        if letter == " " and group:
            group.append(group[-1]._replace(words=" "))
        if letter in " \r\n":
            continue
        character = _letter(letter, text, place)
        if group and not _is_beside(group[-1], character):
            yield group
            group = []
        group.append(character)
    if group:
        yield group


def _letter(letter: str, text: pdfium.PdfTextPage, place: int) -> PdfPiece:
    left, bottom, right, top = text.get_charbox(place, loose=True)
    font = ctypes.create_string_buffer(128)
    api.FPDFText_GetFontInfo(text, place, font, 128, None)
    bold = _BOLD.search(font.value) is not None
    return PdfPiece(letter, left, bottom, right, top - bottom, bold, text.get_charbox(place)[1])


def _is_beside(last: PdfPiece, character: PdfPiece) -> bool:
    size = max(character.size, last.size)
    is_initial = last.size > 2 * character.size and (last.words + character.words).isalpha()
    is_level = abs(character.bottom - last.bottom) < size / 2 and not is_initial
    return is_level and -last.size * 4 < character.left - last.right < _MAX_GAP * size


def _joined(group: Sequence[PdfPiece]) -> PdfPiece:
    """The characters as one piece, with raised numbers."""
    size = mode(round(letter.size, 1) for letter in group)
    bottom = min(letter.bottom for letter in group if letter.size > size * _SMALLER)
    words = "".join(raised(letter.words) if letter.foot > bottom + size * _RAISED else letter.words for letter in group)
    words = " ".join(words.translate(_HYPHENS).split(" ")).strip()
    left, right = min(letter.left for letter in group), max(letter.right for letter in group)
    return PdfPiece(words, left, bottom, right, size, all(letter.bold for letter in group))


if __name__ == "__main__":
    _bound()
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())))
