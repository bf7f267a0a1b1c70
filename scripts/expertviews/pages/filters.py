"""Filters of the templates: text in headings, shades of table cells, and the beginning of long passages."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from expertviews import quotes

_SHADES = (0.05, 0.10, 0.20, 0.35)  # the shares from which a cell has a darker shade of the style sheet
_MIN_FOLDED = 400  # characters of a passage that always stand open, and that are worth folding
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def in_markdown(text: str) -> Markup:
    """Return text as a line of Markdown, with ASCII punctuation as numeric entities, which have no meaning there."""
    return Markup(_PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", " ".join(text.split())))  # noqa: S704


def shade(share: float) -> int:
    """Return the shade of a table cell: 0 for a share of 0, else 1 to 5."""
    return 1 + sum(share >= step for step in _SHADES) if share else 0


def begun(paragraphs: Sequence[str], language: str | None = None) -> tuple[list[str], list[str]]:
    """Split a passage after a sentence near its beginning; the rest is empty unless it is long, too."""
    if sum(map(len, paragraphs)) < 2 * _MIN_FOLDED:
        return [*paragraphs], []
    before = 0
    for number, text in enumerate(paragraphs):
        for _, end in quotes.split_sentences(text, language):
            if before + end >= _MIN_FOLDED:
                rest = [part for part in (text[end:].strip(), *paragraphs[number + 1 :]) if part]
                if sum(map(len, rest)) >= _MIN_FOLDED:
                    return [*paragraphs[:number], text[:end]], rest
                return [*paragraphs], []
        before += len(text)
    return [*paragraphs], []
