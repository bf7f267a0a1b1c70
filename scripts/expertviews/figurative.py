"""Figures of speech in which no word means its subject, whatever the theme: theme-independent `not_terms`.

They are written as terms are (see `terms`) and hide the words that they cover from every theme. What is figurative for
one theme alone stands in its own `not_terms`.
"""

FIGURATIVE = (
    "with interest",
)
