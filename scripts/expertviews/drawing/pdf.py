"""A PDF → its plain text: lines to paragraphs, hyphens at their ends rejoined, heads and feet of pages set apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2

from expertviews.drawing.pdfpages import PdfPage, PdfPiece, pdf_pages
from expertviews.drawing.writing import Drawn, TextWriter, problem

_EDGE = 0.14
"""The share of a page's height at its top, and at its bottom, where running titles and page numbers are."""

_LEAST_SHARE = 0.4
"""On so many of the pages they recur: a little less than half, since left and right pages may differ."""

_LARGER = 1.15
_SMALLER = 0.92
_WIDER_GAP = 1.25
_INDENT = 0.8
_SLACK = 0.15
_LONGEST_HEADING = 200
_MOST_IN_COLUMNS = 2_000
_FIGURES = re.compile(r"[0-9]{1,4}")
_BULLET = re.compile(r"[•▪●◦‣·■□–—-]\s+")
_NUMBERED = re.compile(r"\(?[0-9]{1,2}[.)]\s")
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[0-9]{1,3}\.?\s|[*†‡§]+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][”’\"')\]»]*[¹²³⁰⁴-⁹]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HALF = re.compile(r"([^\W\d_]+)-$")
_COMPOUNDS = frozenset("self non well ex co anti pre post re semi multi long short high low so half all cross".split())
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def draw_pdf(data: bytes, shown_path: str) -> Drawn:
    """The text of a PDF: a paragraph a line, larger lines as `## …`, bold ones as `**…**`.

    A paragraph that runs over a page is one line; what is at the page's head and foot follows it. Raises
    ProblemsFound for a PDF that is scanned, encrypted, damaged or too large.
    """
    found = pdf_pages(data, shown_path)
    if not any(any(map(str.isalnum, piece.words)) for page in found for piece in page.pieces):
        what = "the PDF has pictures of words, but no words: it was scanned"
        remedy = "have the words recognised (OCR), and save the result as plain text or Word document"
        raise problem(shown_path, "scanned", what, remedy)
    writer = TextWriter()
    _Paragraphs(list(_lines(found)), writer).write()
    for number, page in enumerate(found, start=1):
        if page.pictures:
            writer.drop("picture", f"on page {number}")
    return writer.drawn(shown_path, f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}")


def _lines(found: Sequence[PdfPage]) -> Iterator[PdfPiece]:
    """The lines of all pages in reading order, with the heads above each page's text and the feet below it."""
    size = _usual_size(piece for page in found for piece in page.pieces)
    furniture = _furniture(found)
    for number, page in enumerate(found):
        apart = [_as_aside(it, size) for it in page.pieces if (number, it) in furniture]
        text = list(_in_columns([it for it in page.pieces if (number, it) not in furniture], number))
        notes = len(text) - _count_of_notes(text, size)
        yield from (it for it in apart if it.bottom > page.height / 2)
        yield from text[:notes]
        yield from (replace(it, role="note", doubt="set small, at the page's foot") for it in text[notes:])
        yield from (it for it in apart if it.bottom <= page.height / 2)


def _usual_size(found: Iterable[PdfPiece]) -> float:
    """The size of most words."""
    sizes: Counter[float] = Counter()
    for it in found:
        sizes[round(it.size, 1)] += len(it.words)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _furniture(found: Sequence[PdfPage]) -> set[tuple[int, PdfPiece]]:
    """The pieces at the heads and feet of pages whose words, or a number that counts, recur in the same place."""
    groups: dict[tuple[str, int], list[tuple[int, PdfPiece]]] = defaultdict(list)
    for number, page in enumerate(found):
        for it in page.pieces:
            if not page.height * _EDGE < it.bottom < page.height * (1 - _EDGE):
                groups[_FIGURES.sub("#", it.words), round(it.bottom / 8)].append((number, it))
    return {it for group in groups.values() if _recurs(group, len(found)) for it in group}


def _recurs(group: Sequence[tuple[int, PdfPiece]], all_pages: int) -> bool:
    if len({number for number, _ in group}) < max(2, _LEAST_SHARE * all_pages):
        return False
    figures = [[int(figure) - number for figure in _FIGURES.findall(it.words)] for number, it in group]
    counts = any(len(set(column)) == 1 for column in zip(*figures, strict=True))
    return counts or len({it.words for _, it in group}) == 1


def _as_aside(it: PdfPiece, size: float) -> PdfPiece:
    loud = it.bold or it.size > size * _LARGER
    return replace(it, role="aside", doubt="recurs on several pages, but is set like a heading" if loud else None)


def _count_of_notes(text: Sequence[PdfPiece], size: float) -> int:
    """How many lines at the foot of a page are notes: set smaller than the text, and begun by a mark."""
    count = 0
    for place, line in enumerate(reversed(text), start=1):
        if line.size > size * _SMALLER:
            break
        if _NOTE.match(line.words):
            count = place
    return count if count < len(text) else 0


def _in_columns(pieces: list[PdfPiece], page: int) -> Iterator[PdfPiece]:
    """The lines of a page, column by column; in doubt where the file has them in another order."""
    ordered = list(_ordered(pieces))
    doubt = None if ordered == pieces else "the file has the words of this page in another order than they stand in"
    column = 0
    line: PdfPiece | None = None
    for it in ordered:
        if line and abs(line.bottom - it.bottom) < line.size / 3 and it.left >= line.right - line.size / 2:
            line = replace(line, words=f"{line.words} {it.words}", right=it.right, bold=line.bold and it.bold)
            continue
        if line:
            column += it.bottom > line.bottom + line.size / 2
            yield line
        line = replace(it, column=(page, column), doubt=doubt)
    if line:
        yield line


def _ordered(pieces: Sequence[PdfPiece]) -> Iterator[PdfPiece]:
    """What is left of the gap between two columns, then what is right of it; what runs across comes between."""
    gap = _gap(pieces)
    sides: tuple[list[PdfPiece], list[PdfPiece]] = ([], [])
    for it in _downwards(pieces):
        if gap and (it.right <= gap or it.left >= gap):
            sides[it.left >= gap].append(it)
            continue
        for side in sides:
            yield from side
            side.clear()
        yield it
    for side in sides:
        yield from side


def _downwards(pieces: Sequence[PdfPiece]) -> Iterator[PdfPiece]:
    """From the top to the bottom, in rows from the left to the right."""
    row: list[PdfPiece] = []
    for it in sorted(pieces, key=lambda it: (-it.bottom, it.left)):
        if row and abs(row[0].bottom - it.bottom) >= it.size / 3:
            yield from sorted(row, key=lambda it: it.left)
            row = []
        row.append(it)
    yield from sorted(row, key=lambda it: it.left)


def _gap(pieces: Sequence[PdfPiece]) -> float | None:
    """Where a gap between two columns is that few lines run across; None if there is none."""
    if not 6 <= len(pieces) <= _MOST_IN_COLUMNS:
        return None
    start, end = min(it.left for it in pieces), max(it.right for it in pieces)
    found = []
    for place in (start + (end - start) * step / 60 for step in range(6, 55)):
        left = [it.bottom for it in pieces if it.right <= place]
        right = [it.bottom for it in pieces if it.left >= place]
        across = len(pieces) - len(left) - len(right)
        if min(len(left), len(right)) >= 3 and across <= len(pieces) / 4 and _are_beside(left, right):
            found.append((across, abs(place - (start + end) / 2), place))
    return min(found)[2] if found else None


def _are_beside(left: Sequence[float], right: Sequence[float]) -> bool:
    """Whether two groups of lines, by their heights on the page, are side by side for a good part of the smaller."""
    shared = min(max(left), max(right)) - max(min(left), min(right))
    return shared >= 0.4 * min(max(side) - min(side) for side in (left, right))


class _Measures:
    """How a document's text is set: the size of most words, the distance of lines, where columns begin and end."""

    def __init__(self, body: Sequence[PdfPiece]) -> None:
        self.size = _usual_size(body)
        lefts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        for it in body:
            lefts[it.column][round(it.left)] += 1
        self._lefts = {column: min(counts, key=lambda it: (-counts[it], it)) for column, counts in lefts.items()}
        rights: dict[int, list[float]] = defaultdict(list)
        for it in body:
            rights[self._lefts[it.column] // 10].append(it.right)
        # A word that can't be divided may stick out of the column.
        self._rights = {left: sorted(ends)[int(0.96 * (len(ends) - 1))] for left, ends in rights.items()}
        pairs = [(a, b) for a, b in pairwise(body) if a.column == b.column and _is_alike(a, b)]
        steps = Counter(round((a.bottom - b.bottom) / a.size, 2) for a, b in pairs)
        self._leading = next((step for step, _ in steps.most_common() if 0.7 < step < 2.2), 1.2)
        indented = sum(self._is_indented(b) and not self._is_indented(a) for a, b in pairs)
        apart = sum(self._is_apart(a, b) for a, b in pairs)
        self._indents = indented > apart
        self._sets_off = indented + apart > 1

    def goes_on(self, begun: PdfPiece, before: PdfPiece, after: PdfPiece) -> bool:
        """Whether a line goes on with the paragraph that `begun` began and `before` is the last line of."""
        if not _is_alike(before, after) or _BULLET.match(after.words):
            return False
        lower = after.words[:1].islower()
        is_full = self._is_full(before, after) or bool(_HALF.search(before.words) and lower)
        if before.column != after.column:
            plain = lower or self._indents or not _ENDS_SENTENCE.search(before.words)
            return is_full and plain and not self._is_indented(after)
        if self._is_apart(before, after) or _is_set_back(begun, before, after):
            return False
        return is_full or after.size > self.size * _LARGER

    def _is_indented(self, line: PdfPiece) -> bool:
        return line.left - self._lefts[line.column] > _INDENT * line.size

    def _is_apart(self, before: PdfPiece, after: PdfPiece) -> bool:
        return (before.bottom - after.bottom) / before.size > self._leading * _WIDER_GAP

    def _is_full(self, before: PdfPiece, after: PdfPiece) -> bool:
        """Whether a line had no room left for the next one's first word; or hardly any, if paragraphs are set off."""
        word = after.words.split(" ", 1)[0]
        each = (after.right - after.left) / max(1, len(after.words))
        left = self._lefts[before.column]
        right = self._rights[left // 10]
        slack = (right - left) * _SLACK if self._sets_off else before.size / 4
        return before.right + each * (len(word) + 1) > right - slack


def _is_alike(before: PdfPiece, after: PdfPiece) -> bool:
    return abs(before.size - after.size) < 0.08 * before.size and before.bold == after.bold


def _is_set_back(begun: PdfPiece, before: PdfPiece, after: PdfPiece) -> bool:
    """Whether a line begins further right, or back at the left of one that hangs."""
    shift = (after.left - before.left) / after.size
    hangs = before is begun and (_BULLET.match(before.words) or _NUMBERED.match(before.words))
    return (shift > _INDENT and not hangs) or (shift < -_INDENT and before is not begun)


class _Paragraphs:
    """Writes the lines of a document's pages as paragraphs."""

    def __init__(self, found: Sequence[PdfPiece], writer: TextWriter) -> None:
        self._found = found
        self._writer = writer
        self._measures = _Measures([it for it in found if it.role is None])
        self._known = Counter(word.lower() for it in found for word in _WORD.findall(_HALF.sub("", it.words)))
        self._titled = False

    def write(self) -> None:
        """Write each paragraph, then what is at the foot and head of the pages that it runs over."""
        paragraph: list[PdfPiece] = []
        beside: list[list[PdfPiece]] = []
        for it in self._found:
            if it.role == "note" and beside and beside[-1][0].role == "note" and not _NOTE.match(it.words):
                beside[-1].append(it)
            elif it.role is not None:
                beside.append([it])
            elif paragraph and self._measures.goes_on(paragraph[0], paragraph[-1], it):
                paragraph.append(it)
            else:
                self._end([paragraph, *beside])
                paragraph, beside = [it], []
        self._end([paragraph, *beside])

    def _end(self, paragraphs: Iterable[Sequence[PdfPiece]]) -> None:
        for pieces in filter(None, paragraphs):
            words, doubt = self._joined([it.words for it in pieces])
            role, doubt = pieces[0].role, (None if pieces[0].role else doubt) or pieces[0].doubt
            if role is None:
                role, words = "text" if doubt else None, self._marked(words, pieces[0])
            self._writer.add(words, role, doubt=doubt)

    def _marked(self, words: str, line: PdfPiece) -> str:
        """Headings, bold paragraphs and list items with the marks that other formats have for them."""
        if len(words) <= _LONGEST_HEADING and line.size > self._measures.size * _LARGER:
            first, self._titled = not self._titled, True
            return f"{'#' if first else '##'} {words}"
        if len(words) <= _LONGEST_HEADING and line.bold:
            return f"**{words}**"
        return _BULLET.sub("- ", words, count=1) if words[0] not in "–—-" and _BULLET.match(words) else words

    def _joined(self, parts: Sequence[str]) -> tuple[str, str | None]:
        """The words of several lines as one, and the doubt where a hyphen may be a word's own."""
        words, doubt = parts[0], None
        for part in parts[1:]:
            if words.endswith("\u00ad"):
                words = words[:-1] + part
            elif re.fullmatch(r"\w-", words[-2:]):
                own, unsure = self._keeps_hyphen(words, part)
                words, doubt = (words if own else words[:-1]) + part, doubt or unsure
            elif words.endswith(("—", "/")) or (_UNSPACED.match(words[-1:]) and _UNSPACED.match(part)):
                words += part
            else:
                words += f" {part}"
        return words, doubt

    def _keeps_hyphen(self, words: str, part: str) -> tuple[bool, str | None]:
        """Whether the hyphen between two lines is a word's own, and doesn't just divide it; and what is in doubt."""
        half, rest = _HALF.search(words[-60:]), _WORD.match(part)
        if not half or not rest or not part[0].islower():
            return True, None
        one, two = half[1].lower(), rest[0].lower()
        if self._known[f"{one}-{two}"] or self._known[one + two]:
            return bool(self._known[f"{one}-{two}"]), None
        if one in _COMPOUNDS or (self._known[one] and self._known[two] > 1):
            return True, f"“{one}-{two}” may be one word, divided at a line's end"
        return False, None
