"""Filters of the templates: text in headings, shades of tables, and how long passages begin."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from expertviews import quotes

_SHADES = (0.05, 0.10, 0.20, 0.35)  # the style sheet has one more shade than this has steps
_BEGINNING = 400  # characters of a passage that stand open, and are worth folding
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def in_markdown(text: str) -> Markup:
    """Text in one line of Markdown. ASCII punctuation becomes numeric entities and so loses its meaning."""
    return Markup(_PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", " ".join(text.split())))  # noqa: S704


def shade(share: float) -> int:
    """The shade of a table cell: 0 for nothing, then 1 to 5."""
    return 1 + sum(share >= step for step in _SHADES) if share else 0


def begun(paragraphs: Sequence[str], language: str | None = None) -> tuple[list[str], list[str]]:
    """How a passage begins, up to the end of a sentence, and its rest, which is empty unless it is long, too."""
    said = 0
    for at, text in enumerate(paragraphs if sum(map(len, paragraphs)) >= 2 * _BEGINNING else ()):
        for _, end in quotes.split_sentences(text, language):
            if said + end >= _BEGINNING:
                rest = [*filter(None, [text[end:].strip(), *paragraphs[at + 1 :]])]
                is_long = sum(map(len, rest)) >= _BEGINNING
                return ([*paragraphs[:at], text[:end]], rest) if is_long else ([*paragraphs], [])
        said += len(text)
    return [*paragraphs], []
