"""Sets of keys by whose words stand under them: the source's, those of a view's text, or an editor's."""

CORRECTABLE = frozenset({"text", "title", "bio", "notes"})
"""Keys of a view with words of its source, in which misprints are corrected."""
OF_SOURCE = CORRECTABLE | {"byline", "question", "introduction", "prompts"}
"""All keys of views and questions with words of their source."""
QUOTATIONS = frozenset({"quote", "key_quote", "lead"})
"""Keys with quotations from a view's text."""
OF_TEXT = QUOTATIONS | {"prefix", "suffix", "hedge"}
"""All keys that repeat words of a view's text."""
MISPRINTS = frozenset({"printed", "corrected"})
"""Keys of a correction, with a source's words and those in place of them."""
OF_EDITORS = frozenset({"gist", "statement", "summary"})
"""Keys with sentences of an editor's own."""
LOCATIONS = frozenset({"seed", "document", "url", "website"})
"""Keys with the name of a document or a web address."""
