"""A document as received → its parts, each with its lines; see `parse`."""

from expertviews.seeds.document import Answer, Document, Kind, Part, RoundTable, Span, unaccounted
from expertviews.seeds.drawing import is_drawn, plain_text
from expertviews.seeds.layouts import LAYOUTS
from expertviews.seeds.lexicon import DATE_LABEL
from expertviews.seeds.paragraphs import paragraphs
from expertviews.seeds.parsing import parse
from expertviews.seeds.reading import read
from expertviews.seeds.views import is_loose

__all__ = [
    "DATE_LABEL",
    "LAYOUTS",
    "Answer",
    "Document",
    "Kind",
    "Part",
    "RoundTable",
    "Span",
    "is_drawn",
    "is_loose",
    "paragraphs",
    "parse",
    "plain_text",
    "read",
    "unaccounted",
]
