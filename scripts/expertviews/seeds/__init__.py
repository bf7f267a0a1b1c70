"""A document's text → its lines and paragraphs, and what words look like: a name, a job, a question, a bio.

Every function judges by form alone; `outlines` decides what a line is. `people` uses the same words for names.
Modules: `lines` (lines, blocks), `words` (names and sentences by form), `lexicon` (all word lists), `bylines`,
`bio_blocks`, `questions`, `layout_words`, `bounds`.
"""

from expertviews.seeds.bounds import check_bounds
from expertviews.seeds.lines import paragraphs

__all__ = ["check_bounds", "paragraphs"]
