"""Finds quotations in texts, exactly once, or says what differs; and knows the ids of a view's quotations.

It takes texts as tuples of paragraphs, or checked views. It reads no files and knows no HTML.
"""

from expertviews.quotes.aliases import FragmentAliases
from expertviews.quotes.closest import closest_passage, same_spelling, spelt, word_changes
from expertviews.quotes.corrections import (
    CorrectedWords,
    as_printed,
    corrected_blocks,
    corrected_quote,
    corrected_words,
    corrections_of,
    occurrences,
    printed_places,
    respelt,
    undone,
)
from expertviews.quotes.coverage import SPACED_LETTER, Coverage, cover
from expertviews.quotes.finding import (
    DOTS,
    Deviation,
    deviation,
    error_in,
    find,
    has,
    place_of,
    shortest_quote,
    unquoted,
)
from expertviews.quotes.passages import (
    ExcerptPassage,
    Passage,
    Passages,
    StancePassage,
    find_lead,
    fragments,
    key_quote,
    quoted_parts,
)
from expertviews.quotes.sentences import split_sentences
from expertviews.quotes.text import (
    FROM_TO,
    Found,
    QuoteAmbiguousError,
    QuoteError,
    QuoteNotFoundError,
    Stretch,
    clipped,
    fold,
)
