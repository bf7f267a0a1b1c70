"""A PDF → its plain text: joins lines to paragraphs and divided words, and separates running heads and notes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import pypdfium2

from expertviews.extraction.pdfpages import PdfPage, PdfPiece, pdf_pages
from expertviews.extraction.textwriter import Extracted, TextWriter, problem

_T = TypeVar("_T")

_EDGE = 0.14
"""Running titles and page numbers are in this share of a page's height, at its top or bottom."""

_LEAST_SHARE = 0.4
"""They recur on at least this share of the pages: a little less than half, since left and right pages may differ."""

_LARGER = 1.15
_SMALLER = 0.92
_WIDER_GAP = 1.25
_INDENT = 0.8
_LONGEST_HEADING = 200
_MOST_IN_COLUMNS = 2_000
_NUMBER = re.compile(r"[0-9]{1,4}")
_BULLET = re.compile(r"[•▪●◦‣·■□–—-]\s+")
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[0-9]{1,3}\.?\s|[*†‡§]+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][”’\"')\]»]*[¹²³⁰⁴-⁹]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST_HALF = re.compile(r"([^\W\d_]+)-$")
_COMPOUNDS = frozenset("self non well ex co anti pre post re semi multi long short high low so half all cross".split())
"""First parts of words that often keep their hyphen."""

_DISORDER = "the order of the words on the page isn't certain: is it right from here on?"
_SMALL_PRINT = "small print at the foot of the page"
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def read(data: bytes, shown_path: str, _encoding: str | None = None) -> Extracted:
    """The text of a PDF: one paragraph per line, larger lines as `## …`, bold ones as `**…**`.

    A paragraph that continues on the next page is one line; heads, feet and notes of the pages follow it. Raises
    ProblemsFound for a PDF that is scanned, encrypted, damaged or too large.
    """
    found = pdf_pages(data, shown_path)
    if not any(any(map(str.isalnum, piece.words)) for page in found for piece in page.pieces):
        what = "the PDF has only pictures of text: it was scanned"
        remedy = "recognise the text (OCR), and save the result as plain text or a Word document"
        raise problem(shown_path, "scanned", what, remedy)
    writer = TextWriter()
    _ParagraphWriter(list(_lines(found)), writer).write()
    for number, page in enumerate(found, start=1):
        if page.pictures:
            writer.drop("picture", f"on page {number}")
    return writer.extracted(shown_path, f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}")


def _lines(found: Sequence[PdfPage]) -> Iterator[PdfPiece]:
    """The lines of all pages in reading order, with running heads above each page's text and feet below it."""
    size = _usual_size(piece for page in found for piece in page.pieces)
    running = _running_titles(found)
    for number, page in enumerate(found):
        asides = [_as_aside(it, size) for it in page.pieces if (number, it) in running]
        pieces = [it for it in page.pieces if (number, it) not in running]
        columns = [(side, list(_downwards(column))) for side, column in _columns(pieces)]
        doubt = None if [it for _, column in columns for it in column] == pieces else _DISORDER
        read = [list(_rows(it, (number, at, side), doubt)) for at, (side, it) in enumerate(columns)]
        ends = [len(column) - _count_of_notes(column, size) for column in read]
        yield from (it for it in asides if it.bottom > page.height / 2)
        yield from (it for column, end in zip(read, ends, strict=True) for it in column[:end])
        for column, end in zip(read, ends, strict=True):
            yield from (replace(it, role="note", doubt=_SMALL_PRINT) for it in column[end:])
        yield from (it for it in asides if it.bottom <= page.height / 2)


def _usual_size(found: Iterable[PdfPiece]) -> float:
    """The size of most words."""
    sizes: Counter[float] = Counter()
    for it in found:
        sizes[round(it.size, 1)] += len(it.words)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _running_titles(found: Sequence[PdfPage]) -> set[tuple[int, PdfPiece]]:
    """The pieces at the heads and feet of pages that recur in the same place, apart from numbers."""
    groups: dict[tuple[str, int], list[tuple[int, PdfPiece]]] = defaultdict(list)
    for number, page in enumerate(found):
        for it in page.pieces:
            if not page.height * _EDGE < it.bottom < page.height * (1 - _EDGE):
                groups[_NUMBER.sub("#", it.words), round(it.bottom / 8)].append((number, it))
    least = max(2, _LEAST_SHARE * len(found))
    return {it for group in groups.values() if len({number for number, _ in group}) >= least for it in group}


def _as_aside(it: PdfPiece, size: float) -> PdfPiece:
    loud = it.bold or it.size > size * _LARGER
    return replace(it, role="aside", doubt="recurs on several pages, but looks like a heading" if loud else None)


def _count_of_notes(text: Sequence[PdfPiece], size: float) -> int:
    """How many lines at the foot of a column are notes: smaller than the text, and starting with a mark."""
    count = 0
    for place, line in enumerate(reversed(text), start=1):
        if line.size > size * _SMALLER:
            break
        if _NOTE.match(line.words):
            count = place
    return count if count < len(text) else 0


def _columns(pieces: Sequence[PdfPiece], *, is_side: bool = False) -> Iterator[tuple[bool, Sequence[PdfPiece]]]:
    """What stands side by side, from left to right, between what goes across; and whether something is beside it."""
    gap = _column_gap(pieces, 0 if is_side else len(pieces) / 4)
    if gap is None:
        yield is_side, pieces
        return
    left: list[PdfPiece] = []
    right: list[PdfPiece] = []
    across: list[PdfPiece] = []
    for it in [*_downwards(pieces), None]:
        goes_across = it is None or it.left < gap < it.right
        if goes_across and (left or right):
            yield from (found for side in (left, right) if side for found in _columns(side, is_side=True))
            left, right = [], []
        elif across and not goes_across:
            yield is_side, across
            across = []
        if it:
            (across if goes_across else right if it.left >= gap else left).append(it)
    if across:
        yield is_side, across


def _column_gap(pieces: Sequence[PdfPiece], crossing: float) -> float | None:
    """Where a gap between two columns is that no more than so many lines cross; None if there is none."""
    if not 6 <= len(pieces) <= _MOST_IN_COLUMNS:
        return None
    start, end = min(it.left for it in pieces), max(it.right for it in pieces)
    found = []
    for place in (start + (end - start) * step / 60 for step in range(6, 55)):
        left, right = sum(it.right <= place for it in pieces), sum(it.left >= place for it in pieces)
        across = len(pieces) - left - right
        if min(left, right) >= 3 and across <= crossing:
            found.append((across, abs(place - (start + end) / 2), place))
    return min(found)[2] if found else None


def _downwards(pieces: Sequence[PdfPiece]) -> Iterator[PdfPiece]:
    """From top to bottom, in rows from left to right."""
    row: list[PdfPiece] = []
    for it in sorted(pieces, key=lambda it: (-it.bottom, it.left)):
        if row and abs(row[0].bottom - it.bottom) >= it.size / 3:
            yield from sorted(row, key=lambda it: it.left)
            row = []
        row.append(it)
    yield from sorted(row, key=lambda it: it.left)


def _rows(pieces: Sequence[PdfPiece], column: tuple[int, int, bool], doubt: str | None) -> Iterator[PdfPiece]:
    """The lines of a column, each of one piece or several."""
    line: PdfPiece | None = None
    for it in pieces:
        if line and abs(line.bottom - it.bottom) < line.size / 3 and it.left >= line.right - line.size / 2:
            line = replace(line, words=f"{line.words} {it.words}", right=it.right, bold=line.bold and it.bold)
            continue
        if line:
            yield line
        line = replace(it, column=column, doubt=doubt)
    if line:
        yield line


class _Layout:
    """How a document's text is set: the size of most words, the distance of lines, where columns begin and end."""

    def __init__(self, body: Sequence[PdfPiece]) -> None:
        self.size = _usual_size(body)
        columns: dict[tuple[int, int, bool], list[PdfPiece]] = defaultdict(list)
        for it in body:
            columns[it.column].append(it)
        self._lefts = {key: _most_common(round(it.left) for it in lines) for key, lines in columns.items()}
        rights: dict[tuple[int, bool], list[float]] = defaultdict(list)
        for it in body:
            rights[self._place(it)].append(it.right)
        # A word that can't be divided may stick out of the column.
        self._rights = {place: sorted(ends)[int(0.96 * (len(ends) - 1))] for place, ends in rights.items()}
        pairs = [(a, b) for a, b in pairwise(body) if a.column == b.column and _is_alike(a, b)]
        steps = [step for a, b in pairs if 0.7 < (step := round((a.bottom - b.bottom) / a.size, 2)) < 2.2]
        self._leading = _most_common(steps or [1.2])

    def _place(self, line: PdfPiece) -> tuple[int, bool]:
        return self._lefts[line.column] // 10, line.column[2]

    def continues(self, begun: PdfPiece, before: PdfPiece, after: PdfPiece) -> bool:
        """Whether the line `after` belongs to the paragraph from `begun` to `before`."""
        if not _is_alike(before, after) or _BULLET.match(after.words) or not self._is_full(before, after):
            return False
        indent = _INDENT * after.size
        is_indented = abs(after.left - self._lefts[after.column]) > indent
        if before.column != after.column:
            return not is_indented and (after.words[:1].islower() or not _ENDS_SENTENCE.search(before.words))
        if (before.bottom - after.bottom) / before.size > self._leading * _WIDER_GAP:
            return False
        if before is begun:  # the second line of a paragraph may be further right, or left, than its first
            return not is_indented or bool(_BULLET.match(begun.words)) or not _ENDS_SENTENCE.search(before.words)
        return abs(after.left - before.left) <= indent

    def _is_full(self, before: PdfPiece, after: PdfPiece) -> bool:
        """Whether a line had no room left for the next one's first word, or ends within a word."""
        if _FIRST_HALF.search(before.words) and after.words[:1].islower():
            return True
        word = after.words.split(" ", 1)[0]
        letter = (after.right - after.left) / max(1, len(after.words))
        return before.right + letter * (len(word) + 1) > self._rights[self._place(before)] - before.size / 4


def _most_common(values: Iterable[_T]) -> _T:
    return Counter(values).most_common(1)[0][0]


def _is_alike(before: PdfPiece, after: PdfPiece) -> bool:
    return abs(before.size - after.size) < 0.08 * before.size and before.bold == after.bold


class _ParagraphWriter:
    """Writes the lines of a document's pages as paragraphs."""

    def __init__(self, found: Sequence[PdfPiece], writer: TextWriter) -> None:
        self._found = found
        self._writer = writer
        self._layout = _Layout([it for it in found if it.role is None])
        self._known = Counter(word.lower() for it in found for word in _WORD.findall(_FIRST_HALF.sub("", it.words)))
        self._titled = False

    def write(self) -> None:
        """Write each paragraph, then the heads, feet and notes of the pages that it is on."""
        paragraph: list[PdfPiece] = []
        asides: list[list[PdfPiece]] = []
        for it in self._found:
            if it.role == "note" and asides and asides[-1][0].role == "note" and not _NOTE.match(it.words):
                asides[-1].append(it)
            elif it.role is not None:
                asides.append([it])
            elif paragraph and self._layout.continues(paragraph[0], paragraph[-1], it):
                paragraph.append(it)
            else:
                self._end([paragraph, *asides])
                paragraph, asides = [it], []
        self._end([paragraph, *asides])

    def _end(self, paragraphs: Iterable[Sequence[PdfPiece]]) -> None:
        for pieces in filter(None, paragraphs):
            words, doubt = self._joined([it.words for it in pieces])
            role, doubt = pieces[0].role, (None if pieces[0].role else doubt) or pieces[0].doubt
            if role is None:
                words = self._marked(words, pieces[0])
            self._writer.add(words, role, doubt=doubt)

    def _marked(self, words: str, line: PdfPiece) -> str:
        """Headings, bold paragraphs and list items with the marks that they have in other formats."""
        if len(words) <= _LONGEST_HEADING and line.size > self._layout.size * _LARGER:
            first, self._titled = not self._titled, True
            return f"{'#' if first else '##'} {words}"
        if len(words) <= _LONGEST_HEADING and line.bold:
            return f"**{words}**"
        return _BULLET.sub("- ", words, count=1) if words[0] not in "–—-" and _BULLET.match(words) else words

    def _joined(self, parts: Sequence[str]) -> tuple[str, str | None]:
        """Several lines as one, and the doubt where it isn't clear whether a word keeps its hyphen."""
        words, doubt = parts[0], None
        for part in parts[1:]:
            if words.endswith("\u00ad"):
                words = words[:-1] + part
            elif re.fullmatch(r"\w-", words[-2:]):
                keeps, unsure = self._keeps_hyphen(words, part)
                words, doubt = (words if keeps else words[:-1]) + part, doubt or unsure
            elif words.endswith(("—", "/")) or (_UNSPACED.match(words[-1:]) and _UNSPACED.match(part)):
                words += part
            else:
                words += f" {part}"
        return words, doubt

    def _keeps_hyphen(self, words: str, part: str) -> tuple[bool, str | None]:
        """Whether the hyphen at a line's end belongs to the word, as it does elsewhere; and the doubt, if any."""
        half, rest = _FIRST_HALF.search(words[-60:]), _WORD.match(part)
        if not half or not rest or not part[0].islower():
            return True, None
        one, two = half[1].lower(), rest[0].lower()
        if self._known[f"{one}-{two}"] or self._known[one + two] or one not in _COMPOUNDS:
            return bool(self._known[f"{one}-{two}"]), None
        return True, f"“{one}-{two}” may be one word, divided at the end of a line"
