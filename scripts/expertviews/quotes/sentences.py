"""Where the sentences of a paragraph begin and end.

The limits are those of sentencex, Wikimedia's splitter, with the abbreviations of the text's language. It is shown a
text as long, character for character, but simpler:

- an enumerator's bracket is a comma: at “1) … 2) …” it would split, and look for the brackets' other halves to the end;
- a straight apostrophe is a curly one, or before a word a letter: it would look for its other half too;
- all white space is a space: some of it, such as an em space, stops the library (sentencex 1.0.32).
"""

import re
from functools import lru_cache

import sentencex  # `segment` gives a list of strings

ENGLISH = "en"
_ENUMERATOR = re.compile(r"(?<![^\s(])([0-9]{1,3}|[A-Za-z]|[ivx]{2,4})\)")
_OPENING_APOSTROPHE = re.compile(r"(?<!\S)'(?=\S)")
_WHITE_SPACE = re.compile(r"\s")
_NO_END_BEFORE_SMALL_LETTER = ".'’\"”»"
_ENDED = re.compile(r"[.!?…。．！？؟।။።]['’\"”»›)\]）」』]*\s*$")
_UNMARKED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")  # Thai, Lao and Khmer have a space where others have a mark
_LETTER = re.compile(r"[^\W_]")
_WINDOW = 20_000  # characters looked at together: the library's time grows with the square


@lru_cache(maxsize=100_000)
def split_sentences(paragraph: str, language: str | None = None) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as (start, end): in order, without the white space around them.

    Without a language, it is English.

    Together they have every character of the paragraph that isn't white space, each once.
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
    """The sentence that a cut before character `at` divides, if it leaves words on both sides."""
    around = next((it for it in split_sentences(paragraph, language) if it[0] < at < it[1]), None)
    if around and _LETTER.search(paragraph, around[0], at) and _LETTER.search(paragraph, at, around[1]):
        return around
    return None


def may_end(paragraph: str, at: int) -> bool:
    """Whether a mark that ends sentences, which may also be that of an abbreviation, stands before character `at`."""
    before = paragraph[:at].rstrip()
    unmarked = _UNMARKED.match(before[-1:]) and paragraph[len(before) : len(before) + 1].isspace()
    return bool(unmarked or _ENDED.search(before))


def _pieces(paragraph: str, language: str) -> list[tuple[int, int]]:
    shown = _simplified(paragraph)
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(shown):
        window: list[str] = sentencex.segment(language, shown[at : at + _WINDOW])
        if len(window) > 1 and at + _WINDOW < len(shown):
            window.pop()  # it may go on behind the window
        for piece in window:
            pieces.append((at, at + len(piece)))
            at += len(piece)
    return pieces


def _simplified(paragraph: str) -> str:
    text = _WHITE_SPACE.sub(" ", _ENUMERATOR.sub(r"\1,", paragraph))
    return _OPENING_APOSTROPHE.sub("X", text).replace("'", "’")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return (first, first + len(piece.strip()))


def _continues(text: str, end: int, start: int) -> bool:
    """Whether what starts here in a small letter goes on after an abbreviation or after words that were quoted."""
    return text[start].islower() and text[end - 1] in _NO_END_BEFORE_SMALL_LETTER
