"""A document's lines and words: what is a paragraph, a sentence, a name by its form. Nothing is decided here."""

from expertviews.seeds.bounds import check_bounds
from expertviews.seeds.lines import paragraphs

__all__ = ["check_bounds", "paragraphs"]
