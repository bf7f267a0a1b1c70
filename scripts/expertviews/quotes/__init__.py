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
]
