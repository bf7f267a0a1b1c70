"""Quotations: find one in a text, exactly once, or say what differs."""

from expertviews.quotes.finding import (
    DOTS,
    FROM_TO,
    Found,
    QuoteAmbiguousError,
    QuoteError,
    QuoteNotFoundError,
    Stretch,
    departure,
    find,
    fold,
    unquoted,
)
from expertviews.quotes.likeness import word_changes

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
    "unquoted",
    "word_changes",
]
