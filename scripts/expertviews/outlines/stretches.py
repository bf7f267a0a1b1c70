"""An outline's entries and the document → stretches: words with one role, in the document's order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from expertviews import characters, seeds
from expertviews.outlines.parts import Entry, Key, OutlineMistake, Piece
from expertviews.outlines.questions import question_words
from expertviews.problems import shown
from expertviews.quotes import same_spelling
from expertviews.seeds import lexicon

_TIMED_TURN = re.compile(rf"{lexicon.STAMP}\s(?:[^:：?？]{{2,80}}[:：]\s)?")
"""`[00:00:01] Jane Smith: `, as a turn of a transcript begins."""
_ROLES_OF_ONE_LINE = frozenset({"title", "question", "name", "heading"})  # they take all lines of an entry as one
_LABELS: Mapping[str, re.Pattern[str]] = {
    "title": lexicon.TITLE_LABEL,
    "question": lexicon.QUESTION_LABEL,
    "affiliation": lexicon.AFFILIATION_LABEL,
    "bio": lexicon.BIO_LABEL,
}
_AFTER = re.compile(r"[*_]*\s*(?:[:：,，.]|[—–―|-]+(?=[\s*_]|\w))*[*_]*\s*")
_BEFORE = re.compile(r"\s*(?:[—–―|-]+\s*)?(?:(?<=[\s—–―|-])[*_(]+)?$")
_MARKS = re.compile(rf"{lexicon.STAMP}|\(?\d{{1,3}}[.)]|(?<!\w)[AQFR](?!\w)|[^\w]+|[_\d]+")


@dataclass(frozen=True)
class DocumentStretch:
    """Words of a document with one role, their lines, and the place of their entry.

    `owner` is the person that a note, bio or text belongs to, where the outline says so. `at` is the index of its piece
    if the entry lists several.
    """

    role: str
    text: str
    first: int
    last: int
    key: Key
    owner: str | None = None
    at: tuple[int, ...] = ()

    @property
    def numbers(self) -> range:
        """The numbers of its lines."""
        return range(self.first, self.last + 1)


def stretches(
    found: Sequence[Entry], lines: Sequence[seeds.TextLine], *, wrapped: bool | None
) -> tuple[list[DocumentStretch], list[OutlineMistake]]:
    """The stretches of a document's lines, and what is wrong with the words that entries give."""
    width = seeds.wrap_width(lines, wrapped=wrapped)
    by_number = {line.number: line for line in lines}
    result: list[DocumentStretch] = []
    mistakes: list[OutlineMistake] = []
    for entry in found:
        own = [by_number[number] for number in range(entry.first, entry.last + 1) if number in by_number]
        if not own or not entry.pieces:
            continue
        if len(entry.pieces) == 1 and entry.pieces[0].words is None:
            result += _whole(entry, entry.pieces[0], own, width)
        else:
            cut, wrong = _cut(entry, own)
            result += cut
            mistakes += wrong
    return [each for each in result if each.text], mistakes


def _whole(entry: Entry, piece: Piece, own: Sequence[seeds.TextLine], width: int | None) -> Iterator[DocumentStretch]:
    """The stretches of lines that have one role as a whole: one a paragraph, or all as one."""
    blocks: Iterable[seeds.Block] = seeds.blocks_of(own, width)
    if piece.role in _ROLES_OF_ONE_LINE:
        blocks = [seeds.block_of(own)]
    elif piece.role == "affiliation":
        blocks = [seeds.block_of([line]) for line in own]
    for at, block in enumerate(blocks):
        text = _bare(piece.role, block.text)
        label = lexicon.ANSWER_LABEL.match(text, seeds.skip_emphasis(text))
        if label and piece.role == "text" and at == 0:
            text = text[label.end() :].lstrip("*_ ")
        yield DocumentStretch(piece.role, text, block.number, block.last_line, entry.key, piece.owner)


def _bare(role: str, text: str) -> str:
    """The words without the label and the marks around them that their role has."""
    if role in {"text", "note", "prompt", "aside", "name"}:
        return text
    start, end = seeds.without_emphasis(text, 0, len(text), brackets="[]()（）【】" if role == "bio" else "")
    after_marks = start or seeds.skip_emphasis(text)
    label = _LABELS[role].match(text, after_marks, end) if role in _LABELS else None
    if role == "question":
        label = label or lexicon.MODERATOR_LABEL.match(text, start, end) or _TIMED_TURN.match(text, start, end)
        return question_words(text, label.end() if label else start, end)
    if label:
        start, end = seeds.trim(text, label.end(), end)
    return text[start:end]


def _cut(entry: Entry, own: Sequence[seeds.TextLine]) -> tuple[list[DocumentStretch], list[OutlineMistake]]:
    """The stretches within lines, where an entry lists several pieces."""
    text = " ".join(line.text for line in own)
    places, mistakes = _places(entry, text)
    if mistakes:
        return [], mistakes
    numbers = [line.number for line in own for _ in range(len(line.text) + 1)]
    result, end = [], 0
    for at, (piece, place) in enumerate(zip(entry.pieces, places, strict=True)):
        following = next((it[0] for it in places[at + 1 :] if it), len(text))
        start, stop = place or _rest(text, end, following)
        mistakes += _left_over(entry, text[end:start])
        first, last = numbers[start], numbers[max(start, stop - 1)]
        words = text[start:stop].strip("*_ ") if piece.role == "bio" else text[start:stop]
        result.append(DocumentStretch(piece.role, words, first, last, entry.key, piece.owner, (at,)))
        end = stop
    return result, [*mistakes, *_left_over(entry, text[end:])]


def _places(entry: Entry, text: str) -> tuple[list[tuple[int, int] | None], list[OutlineMistake]]:
    """Where the words of each piece are in the text; None for a piece that takes what is left."""
    places: list[tuple[int, int] | None] = []
    mistakes: list[OutlineMistake] = []
    end = 0
    for at, piece in enumerate(entry.pieces):
        form = _form(piece.words or "")
        found = form.search(text, end) if piece.words else None
        places.append(found.span() if found else None)
        if not found and piece.words:
            odd = characters.oddities(piece.words) if same_spelling(piece.words) in same_spelling(text) else ""
            where = f"{entry.where}{' after the words above' * bool(end)}{': it has ' * bool(odd)}{odd}"
            what = f"“{shown(piece.words)}” isn't in {where}"
            mistakes.append(
                OutlineMistake((*entry.key, at), what, f"copy the words from the line: {shown(text[end:], 120)}")
            )
        if found:
            if at and entry.pieces[at - 1].words is None and form.search(text, found.end()):
                what = f"“{shown(piece.words or '')}” is in {entry.where} more than once"
                mistakes.append(OutlineMistake((*entry.key, at), what, "give more of the words around it"))
            end = found.end()
    return places, mistakes


def _form(words: str) -> re.Pattern[str]:
    """Words as a pattern: the document may have marks of emphasis around each that the outline leaves out."""
    return re.compile(r"[*_]*\s+[*_]*".join(map(_word_form, words.split())))


def _word_form(word: str) -> str:
    bare = word.rstrip(",.;:")
    return re.escape(word) if bare == word else f"{re.escape(bare)}[*_]*{re.escape(word[len(bare) :])}"


def _rest(text: str, start: int, end: int) -> tuple[int, int]:
    """What is left between two pieces, without the punctuation that separates them."""
    after = _AFTER.match(text, start, end) if start else None
    row = text.startswith("|") and text.endswith("|")  # of a table
    before = _BEFORE.search(text[:end], start) if row or end < len(text) else None
    return seeds.trim(text, after.end() if after else start, before.start() if before else end, marks="")


def _left_over(entry: Entry, gap: str) -> Iterator[OutlineMistake]:
    """A mistake if words are in no piece; labels, times and item numbers are fine."""
    rest = gap.strip()
    for label in lexicon.LABELS:
        found = label.match(rest.lstrip(" *_[(（"))
        rest = rest.lstrip(" *_[(（")[found.end() :] if found and found.end() else rest
    if any(map(str.isalnum, _MARKS.sub(" ", rest))):
        what = f"words of {entry.where} are in no part: “{shown(gap.strip())}”"
        yield OutlineMistake(entry.key, what, "add them to the words of a part, or list them as a part of their own")
