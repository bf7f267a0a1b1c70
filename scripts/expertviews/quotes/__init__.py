"""Finds quotations in texts, exactly once, or says what differs; and knows the ids of a view's quotations.

It takes texts as tuples of paragraphs, or checked views. It reads no files and knows no HTML.
"""

from expertviews.quotes.aliases import FragmentAliases
from expertviews.quotes.closest import closest_passage, word_changes
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
from expertviews.quotes.finding import DOTS, Deviation, deviation, error_in, find, unquoted
from expertviews.quotes.leads import LeadMisplacedError, find_lead
from expertviews.quotes.passages import (
    ExcerptPassage,
    Passage,
    Passages,
    StancePassage,
    fragments,
    key_quote,
)
from expertviews.quotes.sentences import split_sentences
from expertviews.quotes.shortest import shortest_quote
from expertviews.quotes.spelling import same_spelling, spelt
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
    "LeadMisplacedError",
    "Passage",
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
    "error_in",
    "find",
    "find_lead",
    "fold",
    "fragments",
    "key_quote",
    "misprints",
    "occurrences",
    "printed_places",
    "respelt",
    "same_spelling",
    "shortest_quote",
    "spelt",
    "split_sentences",
    "undone",
    "unquoted",
    "word_changes",
]
