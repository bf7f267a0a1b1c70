"""What asks: whole lines, sentences within a paragraph, and the words of a question without its marks."""

import re

from expertviews.seeds import NUMBER, Block, Range, lexicon, script_of, skip_emphasis, trim

_MAX_QUESTION = 600
_MARKS = ("?", "？", "؟")
_CLOSERS = "\"'”’»*_)）」 "
_ENDS_STATEMENT = (". ", "! ", "。", ".” ")
_ASKS = re.compile(
    r"(?:^|(?<=[.!?…”\"»。！？:：]))[\s*_“„«\"]*(?P<words>(?=[\w¿])[^:：.!?…。！？]{8,300}[?？؟])(?=[”\"»’)*_]*(?:\s|$)|(?<=？))"
)


def is_question(block: Block) -> bool:
    """Whether the whole block is a question; `Prices rose. Why?` isn't."""
    number = NUMBER.match(block.text, skip_emphasis(block.text))
    text = block.text[number.end() :] if number else block.text
    return len(text) <= _MAX_QUESTION and ends_asking(text) and not any(end in text[:-1] for end in _ENDS_STATEMENT)


def has_question_label(text: str) -> bool:
    """Whether words begin with a label that says that a question follows: `Question: …`."""
    return bool(lexicon.QUESTION_LABEL.match(text.lstrip("*_ ")[:80]))


def ends_asking(text: str) -> bool:
    """Whether words end in a question: in a question mark, which in Greek is a semicolon, or in か."""
    bare = text.rstrip(_CLOSERS)
    greek = bare.endswith((";", "\u037e")) and script_of(bare[-2:-1] or " ") == "GREEK"
    return bare.endswith((*_MARKS, "か。")) or greek


def asked_sentence(text: str) -> Range | None:
    """Where the last sentence that asks is in a paragraph that also has other words; None if there is none."""
    found = [*_ASKS.finditer(text)]
    around = f"{text[: found[-1].start('words')]}{text[found[-1].end('words') :]}" if found else ""
    return found[-1].span("words") if any(map(str.isalnum, around)) else None


def question_words(text: str, start: int, end: int) -> str:
    """A question without emphasis, number, and the label of a title."""
    start, end = trim(text, start, end)
    found = lexicon.TITLE_LABEL.match(text, start) or NUMBER.match(text, start)
    return text[slice(*trim(text, found.end() if found else start, end))]
