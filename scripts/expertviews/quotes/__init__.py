"""Finds quotations in texts, exactly once, or says what differs; and knows the ids of a view's quotations.

It takes texts as tuples of paragraphs, or checked views. It reads no files and knows no HTML.
"""

from expertviews.quotes.aliases import FragmentAliases
from expertviews.quotes.closest import closest_passage, straight_marks, word_changes
from expertviews.quotes.coverage import Coverage, cover
from expertviews.quotes.finding import DOTS, deviation, find, unquoted
from expertviews.quotes.passages import ExcerptPassage, Passages, StancePassage, fragments, key_quote
from expertviews.quotes.shortest import shortest_quote
from expertviews.quotes.text import FROM_TO, Found, QuoteAmbiguousError, QuoteError, QuoteNotFoundError, Stretch, fold
