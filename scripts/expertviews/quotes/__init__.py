"""Finds quotations in texts, exactly once, or says what differs; and knows the ids of a view's quotations.

It takes texts as tuples of paragraphs, or checked views. It reads no files and knows no HTML.
"""

from expertviews.quotes.aliases import FragmentAliases
from expertviews.quotes.closest import closest_passage, straight_marks, word_changes
from expertviews.quotes.corrections import (
    CorrectedWords,
    as_printed,
    corrected_blocks,
    corrected_quote,
    corrected_words,
    corrections_of,
    misprints,
    occurrences,
    printed_places,
    respelt,
    undone,
)
from expertviews.quotes.coverage import Coverage, cover
from expertviews.quotes.finding import DOTS, Deviation, deviation, find, unquoted
from expertviews.quotes.passages import (
    ExcerptPassage,
    Passages,
    StancePassage,
    fragments,
    key_corrections,
    key_quote,
)
from expertviews.quotes.shortest import shortest_quote
from expertviews.quotes.text import FROM_TO, Found, QuoteAmbiguousError, QuoteError, QuoteNotFoundError, Stretch, fold

__all__ = [
    "DOTS",
    "FROM_TO",
    "CorrectedWords",
    "Coverage",
    "Deviation",
    "ExcerptPassage",
    "Found",
    "FragmentAliases",
    "Passages",
    "QuoteAmbiguousError",
    "QuoteError",
    "QuoteNotFoundError",
    "StancePassage",
    "Stretch",
    "as_printed",
    "closest_passage",
    "corrected_blocks",
    "corrected_quote",
    "corrected_words",
    "corrections_of",
    "cover",
    "deviation",
    "find",
    "fold",
    "fragments",
    "key_corrections",
    "key_quote",
    "misprints",
    "occurrences",
    "printed_places",
    "respelt",
    "shortest_quote",
    "straight_marks",
    "undone",
    "unquoted",
    "word_changes",
]
