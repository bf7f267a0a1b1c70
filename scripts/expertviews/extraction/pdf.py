"""A PDF → its plain text: joins lines to paragraphs and divided words, and separates running heads and notes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from statistics import mode

import pypdfium2

from expertviews.extraction.pdfpages import PdfPage, PdfPiece, pdf_pages
from expertviews.extraction.textwriter import Extracted, TextWriter, problem
from expertviews.mappings import grouped

_EDGE = 0.14  # the share of a page's height, at its top and at its bottom, that may have running titles
_MIN_SHARE = 0.4  # of the pages have a running title: under a half, since left and right pages may differ
_MANY = 4  # pages; what recurs on so many is a running title even if it is set like the text

_LARGER, _SMALLER = 1.15, 0.92  # times the size of the text
_WIDER_GAP = 1.25  # times the usual distance between lines: between paragraphs
_INDENT = 0.8  # times the size of a line
_MAX_HEADING = 200  # characters
_FEW_LINES = 12
_MAX_PIECES_IN_COLUMNS = 2_000
_NUMBER = re.compile(r"[0-9]{1,4}")
_BULLET = re.compile(r"[•▪●◦‣·■□–—-]\s+")
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[0-9]{1,3}\.?\s|[*†‡§]+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][”’\"')\]»]*[¹²³⁰⁴-⁹]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST_HALF = re.compile(rf"({_WORD.pattern})-$")
_CLOSE = re.compile(r"[—/\u00ad]$|\w-$")
_COMPOUNDS = frozenset("self non well ex co anti pre post re semi multi long short high low so half all cross".split())
"""First parts of words that often keep their hyphen."""

_DISORDER = "the order of the words on the page isn't certain: is it right from here on?"
_RECURS = "recurs at the edge of pages: a running title, or words of the text?"
_SMALL_PRINT = "small print at the foot of the page"
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def read(data: bytes, shown_path: str, _encoding: str | None = None) -> Extracted:
    """The text of a PDF: one paragraph per line, larger lines as `## …`, bold ones as `**…**`.

    A paragraph that continues on the next page is one line; heads, feet and notes of the pages follow it. Raises
    ProblemsFound for a PDF that is scanned, encrypted, damaged or too large.
    """
    pages = pdf_pages(data, shown_path)
    if not any(map(str.isalnum, (letter for page in pages for piece in page.pieces for letter in piece.words))):
        what = "the PDF has only pictures of text: it was scanned"
        remedy = "recognise the text (OCR), and save the result as plain text or a Word document"
        raise problem(shown_path, "scanned", what, remedy)
    writer = TextWriter()
    _ParagraphWriter(list(_lines(pages)), writer).write()
    for number, page in enumerate(pages, start=1):
        if page.pictures:
            writer.drop("picture", f"on page {number}")
    return writer.extracted(shown_path, f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}")


def _lines(pages: Sequence[PdfPage]) -> Iterator[PdfPiece]:
    """The lines of all pages in reading order, with running heads above each page's text and feet below it."""
    size = _usual_size(piece for page in pages for piece in page.pieces)
    running = _running_titles(pages, size)
    for number, page in enumerate(pages):
        asides = [running[number, piece] for piece in page.pieces if (number, piece) in running]
        pieces = _with_initials([piece for piece in page.pieces if (number, piece) not in running])
        columns = [(is_side, _rows(column)) for is_side, column in _columns(pieces)]
        in_order = [piece for _, rows in columns for row in rows for piece in row]
        doubt = None if in_order == pieces else _DISORDER
        notes: list[PdfPiece] = []
        yield from (line for line in asides if line.bottom > page.height / 2)
        for at, (is_side, rows) in enumerate(columns):
            lines = [_line(row)._replace(column=(number, at, is_side), doubt=doubt) for row in rows]
            end = len(lines) - _count_of_notes(lines, size)
            notes += [line._replace(role="note", doubt=_SMALL_PRINT) for line in lines[end:]]
            yield from lines[:end]
        yield from notes
        yield from (line for line in asides if line.bottom <= page.height / 2)


def _with_initials(pieces: Sequence[PdfPiece]) -> Sequence[PdfPiece]:
    """Give a large initial letter to the first words beside it, and all words beside it the margin of those below."""
    found = list(pieces)
    for initial in [it for it in pieces if len(it.words) == 1 and it.words.isalpha()]:
        beside = [it for it in found if 2 * it.size < initial.size and _is_right_of(initial, it)]
        first = max(beside, key=lambda it: it.bottom, default=None)
        if first and (len(beside) > 1 or first.words[0].islower()):
            rest = [it for it in found if it is not initial]
            found = [it._replace(left=initial.left) if it in beside else it for it in rest]
            found[rest.index(first)] = first._replace(left=initial.left, words=initial.words + first.words)
    return found


def _is_right_of(initial: PdfPiece, piece: PdfPiece) -> bool:
    is_level = initial.bottom - piece.size < piece.bottom < initial.bottom + initial.size
    return is_level and -2 < piece.left - initial.right < initial.size / 2


def _line(row: Sequence[PdfPiece]) -> PdfPiece:
    """The pieces of a row as one."""
    return row[0]._replace(words=" ".join(it.words for it in row), right=row[-1].right, bold=all(it.bold for it in row))


def _usual_size(found: Iterable[PdfPiece]) -> float:
    """The size of most words."""
    return mode([round(it.size, 1) for it in found for _ in it.words] or [1.0])


def _running_titles(pages: Sequence[PdfPage], size: float) -> Mapping[tuple[int, PdfPiece], PdfPiece]:
    """The running titles as asides, by number of page and piece: what recurs at the same place of several pages.

    Since a question or a name may recur too, those that are large or bold are in doubt, and those on few pages unless
    they are smaller than the text; `size` is that of the text.
    """
    at_edge = [
        (number, piece) for number, page in enumerate(pages) for piece in page.pieces if _is_at_edge(piece, page)
    ]
    running: dict[tuple[int, PdfPiece], PdfPiece] = {}
    # A running title has the same words on each page, but for numbers, and the same height.
    groups = grouped(at_edge, lambda numbered: (_NUMBER.sub("#", numbered[1].words), round(numbered[1].bottom / 8)))
    for (words, _), group in groups.items():
        count = len({number for number, _ in group})
        if count >= max(2, _MIN_SHARE * len(pages)):
            is_loud = any(piece.bold or piece.size > size * _LARGER for _, piece in group)
            is_small = not any(map(str.isalpha, words)) or group[0][1].size <= size * _SMALLER
            doubt = _RECURS if is_loud or (count < _MANY and not is_small) else None
            running |= {(number, piece): piece._replace(role="aside", doubt=doubt) for number, piece in group}
    return running


def _is_at_edge(piece: PdfPiece, page: PdfPage) -> bool:
    return not page.height * _EDGE < piece.bottom < page.height * (1 - _EDGE)


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
    for is_across, band in groupby(chain.from_iterable(_rows(pieces)), lambda it: it.left < gap < it.right):
        held = list(band)
        if is_across:
            yield is_side, held
            continue
        for side in ([it for it in held if it.right <= gap], [it for it in held if it.left >= gap]):
            if side:
                yield from _columns(side, is_side=True)


def _column_gap(pieces: Sequence[PdfPiece], crossing: float) -> float | None:
    """Where a gap between two columns is that no more than so many lines cross; None if there is none."""
    if not 6 <= len(pieces) <= _MAX_PIECES_IN_COLUMNS:
        return None
    start, end = min(it.left for it in pieces), max(it.right for it in pieces)
    found = []
    for place in (start + (end - start) * step / 60 for step in range(6, 55)):
        left, right = sum(it.right <= place for it in pieces), sum(it.left >= place for it in pieces)
        across = len(pieces) - left - right
        if min(left, right) >= 3 and across <= crossing:
            found.append((across, abs(place - (start + end) / 2), place))
    return min(found)[2] if found else None


def _rows(pieces: Sequence[PdfPiece]) -> list[list[PdfPiece]]:
    """From top to bottom, each from left to right."""
    rows: list[list[PdfPiece]] = []
    for it in sorted(pieces, key=lambda it: -it.bottom):
        if rows and abs(rows[-1][0].bottom - it.bottom) < it.size / 3:
            rows[-1].append(it)
        else:
            rows.append([it])
    return [sorted(row, key=lambda it: it.left) for row in rows]


def _right_margins(rights: Mapping[tuple[float, bool], Sequence[float]]) -> Mapping[tuple[float, bool], float]:
    """The right margin of the lines that begin at each place; a few lines may stick out, with a long word.

    A few lines may all be short, as in a list: where nothing is beside them, they have as much room as others.
    """
    ends = {place: sorted(lines)[int(0.96 * (len(lines) - 1))] for place, lines in rights.items()}
    few = {place for place, lines in rights.items() if len(lines) < _FEW_LINES and not place[1]}
    width = min((end - 10 * place[0] for place, end in ends.items() if place not in few), default=0)
    return ends | {place: max(ends[place], 10 * place[0] + width) for place in few}


class _Layout:
    """How a document's text is set: the size of most words, the distance of lines, where columns begin and end."""

    def __init__(self, body: Sequence[PdfPiece]) -> None:
        self.size = _usual_size(body)
        columns = grouped(body, lambda line: line.column)
        self._lefts = {key: mode(round(line.left) for line in lines) for key, lines in columns.items()}
        margins = grouped(body, self._place)
        self._rights = _right_margins({key: [line.right for line in lines] for key, lines in margins.items()})
        pairs = [(a, b) for a, b in pairwise(body) if a.column == b.column and _is_set_alike(a, b)]
        distances = [round((above.bottom - below.bottom) / above.size, 2) for above, below in pairs]
        self._leading = mode([it for it in distances if 0.7 < it < 2.2] or [1.2])

    def _place(self, line: PdfPiece) -> tuple[float, bool]:
        return self._lefts[line.column] // 10, line.column[2]

    def continues(self, begun: PdfPiece, before: PdfPiece, after: PdfPiece) -> bool:
        """Whether the line `after` belongs to the paragraph from `begun` to `before`."""
        if not _is_set_alike(before, after) or _BULLET.match(after.words) or not self._is_full(before, after):
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
        if _FIRST_HALF.search(before.words[-60:]) and after.words[:1].islower():
            return True
        word = after.words.split(" ", 1)[0]
        letter = (after.right - after.left) / max(1, len(after.words))
        return before.right + letter * (len(word) + 1) > self._rights[self._place(before)] - before.size / 4


def _is_set_alike(before: PdfPiece, after: PdfPiece) -> bool:
    return abs(before.size - after.size) < 0.08 * before.size and before.bold == after.bold


class _ParagraphWriter:
    """Writes the lines of a document's pages as paragraphs."""

    def __init__(self, found: Sequence[PdfPiece], writer: TextWriter) -> None:
        self._found = found
        self._writer = writer
        self._layout = _Layout([it for it in found if it.role is None])
        whole = (_WORD.findall(it.words)[: -1 if it.words.endswith("-") else None] for it in found)
        self._known = Counter(word.lower() for words in whole for word in words)
        self._titled = False

    def write(self) -> None:
        """Write each paragraph, then the heads, feet and notes of the pages that it is on."""
        paragraphs: list[list[PdfPiece]] = [[]]
        for it in self._found:
            last = paragraphs[-1]
            if it.role == "note" and last and last[0].role == "note" and not _NOTE.match(it.words):
                last.append(it)
            elif it.role:
                paragraphs.append([it])
            elif paragraphs[0] and self._layout.continues(paragraphs[0][0], paragraphs[0][-1], it):
                paragraphs[0].append(it)
            else:
                self._end(paragraphs)
                paragraphs = [[it]]
        self._end(paragraphs)

    def _end(self, paragraphs: Iterable[Sequence[PdfPiece]]) -> None:
        for first, *others in filter(None, paragraphs):
            words, doubts = first.words, []
            for line in others:
                words, doubt = self._joined(words, line.words)
                doubts.append(doubt)
            words = words if first.role else self._marked(words, first)
            self._writer.add(words, first.role, doubt=next(filter(None, doubts), first.doubt))

    def _marked(self, words: str, line: PdfPiece) -> str:
        """Headings, bold paragraphs and list items with the marks that they have in other formats."""
        if len(words) <= _MAX_HEADING and line.size > self._layout.size * _LARGER:
            first, self._titled = not self._titled, True
            return f"{'#' if first else '##'} {words}"
        if len(words) <= _MAX_HEADING and line.bold:
            return f"**{words}**"
        return _BULLET.sub("- ", words, count=1) if words[0] not in "–—-" else words

    def _joined(self, words: str, part: str) -> tuple[str, str | None]:
        """Two lines as one, and the doubt about a word that a hyphen divides, if any."""
        half, rest = _FIRST_HALF.search(words[-60:]), _WORD.match(part)
        if not half or not rest or not part[0].islower():
            is_close = _CLOSE.search(words[-2:]) or (_UNSPACED.match(words[-1:]) and _UNSPACED.match(part))
            return words.removesuffix("\u00ad") + ("" if is_close else " ") + part, None
        one, two = half[1].lower(), rest[0].lower()
        if self._known[f"{one}-{two}"]:
            return words + part, None
        if self._known[one + two] or ("-" not in one and one not in _COMPOUNDS):
            return words[:-1] + part, None
        return words + part, f"“{one}-{two}” may be one word, divided at the end of a line"
