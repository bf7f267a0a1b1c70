"""Quotations: find one in a text, exactly once, or say what differs; where each of a view's is, and under which id.

In come texts as tuples of paragraphs, or checked views; nothing here reads files or knows HTML.
"""

from expertviews.quotes.aliases import FragmentAliases
from expertviews.quotes.closest import closest_passage, plain, word_changes
from expertviews.quotes.coverage import Coverage, cover
from expertviews.quotes.finding import DOTS, departure, find, unquoted
from expertviews.quotes.passages import ExcerptPassage, Passages, StancePassage, key_quote
from expertviews.quotes.shortest import quoted
from expertviews.quotes.text import FROM_TO, Found, QuoteAmbiguousError, QuoteError, QuoteNotFoundError, Stretch, fold

__all__ = [
    "DOTS",
    "FROM_TO",
    "Coverage",
    "ExcerptPassage",
    "Found",
    "FragmentAliases",
    "Passages",
    "QuoteAmbiguousError",
    "QuoteError",
    "QuoteNotFoundError",
    "StancePassage",
    "Stretch",
    "closest_passage",
    "cover",
    "departure",
    "find",
    "fold",
    "key_quote",
    "plain",
    "quoted",
    "unquoted",
    "word_changes",
]
