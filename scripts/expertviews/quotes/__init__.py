"""Quotations: find one in a text, exactly once, or say what differs; where each of a view's is, and under which id."""

from expertviews.quotes.closest import plain, word_changes
from expertviews.quotes.finding import DOTS, departure, find, unquoted
from expertviews.quotes.text import FROM_TO, Found, QuoteAmbiguousError, QuoteError, QuoteNotFoundError, Stretch, fold

__all__ = [
    "DOTS",
    "FROM_TO",
    "Found",
    "QuoteAmbiguousError",
    "QuoteError",
    "QuoteNotFoundError",
    "Stretch",
    "departure",
    "find",
    "fold",
    "plain",
    "unquoted",
    "word_changes",
]
