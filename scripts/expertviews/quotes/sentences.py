"""Finds where the sentences of a paragraph start and end.

Sentences are split by sentencex, Wikimedia's library, which knows the abbreviations of a language. It is given a text
of the same length in which some characters are replaced:

- the bracket of an enumerator by a comma: at “1) … 2) …” it would split, and look for the other halves to the end;
- a straight apostrophe by a curly one, or before a word by a letter: it would look for its other half, too;
- all white space by a space: some of it, such as an em space, stops the library (sentencex 1.0.32).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import sentencex  # `segment` gives a list of strings

ENGLISH = "en"
_ENUMERATOR = re.compile(r"(?<![^\s(])([0-9]{1,3}|[A-Za-z]|[ivx]{2,4})\)")
_OPENING_APOSTROPHE = re.compile(r"(?<!\S)'(?=\S)")
_WHITE_SPACE = re.compile(r"\s")
_NO_END_BEFORE_SMALL_LETTER = ".'’\"”»"
_END_MARK = re.compile(r"[.!?…。．！？؟।။።]['’\"”»›)\]）」』]*\s*$")
_WITHOUT_MARKS = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")  # Thai, Lao and Khmer end a sentence with a space
_LETTER = re.compile(r"[^\W_]")
_WINDOW = 20_000  # characters that are split together: the library's time grows with their square


@lru_cache(maxsize=100_000)
def split_sentences(paragraph: str, language: str | None = None) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sentence of a paragraph, in order; without a language, it is English.

    Together, the sentences have every character that isn't white space, each once, and no white space at their ends.
    """
    sentences: list[tuple[int, int]] = []
    for piece_start, piece_end in _pieces(paragraph, (language or ENGLISH).split("-")[0]):
        start, end = _trimmed(paragraph, piece_start, piece_end)
        if start < end and sentences and _continues(paragraph, sentences[-1][1], start):
            sentences[-1] = (sentences[-1][0], end)
        elif start < end:
            sentences.append((start, end))
    return tuple(sentences)


def sentence_around(paragraph: str, at: int, language: str | None = None) -> tuple[int, int] | None:
    """Return the start and end of the sentence that a cut before character `at` divides, with letters on both sides."""
    for start, end in split_sentences(paragraph, language):
        if start < at < end and _LETTER.search(paragraph, start, at) and _LETTER.search(paragraph, at, end):
            return start, end
    return None


def may_end(paragraph: str, at: int) -> bool:
    """Return whether a sentence may end before character `at`: a mark there may also be that of an abbreviation."""
    before = paragraph[:at].rstrip()
    ends_with_space = _WITHOUT_MARKS.match(before[-1:]) and paragraph[len(before) : len(before) + 1].isspace()
    return bool(ends_with_space or _END_MARK.search(before))


def _pieces(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each piece into which the library splits a paragraph."""
    text, at = _simplified(paragraph), 0
    while at < len(text):
        pieces: list[str] = sentencex.segment(language, text[at : at + _WINDOW])
        if len(pieces) > 1 and at + _WINDOW < len(text):
            pieces.pop()  # it may continue after the window
        for piece in pieces:
            yield at, at + len(piece)
            at += len(piece)


def _simplified(paragraph: str) -> str:
    """Replace the characters that lead the library astray."""
    text = _WHITE_SPACE.sub(" ", _ENUMERATOR.sub(r"\1,", paragraph))
    return _OPENING_APOSTROPHE.sub("X", text).replace("'", "’")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the white space out at both ends of a piece."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(piece.strip())


def _continues(text: str, end: int, start: int) -> bool:
    """Return whether a sentence that ended at `end` goes on at `start`: after an abbreviation, or after a quotation."""
    return text[start].islower() and text[end - 1] in _NO_END_BEFORE_SMALL_LETTER
