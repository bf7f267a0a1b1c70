"""A document's lines and words: what is a paragraph, a sentence, a name by its form. Nothing is decided here."""

from expertviews.seeds.bounds import check_bounds
from expertviews.seeds.drawing import is_drawn, plain_text
from expertviews.seeds.paragraphs import paragraphs
from expertviews.seeds.reading import read

__all__ = ["check_bounds", "is_drawn", "paragraphs", "plain_text", "read"]
