"""A document's text → its lines and blocks, and what words look like by form alone: a name, a job, a byline.

In comes plain text. Out come blocks (`paragraphs`), and judgements made with the word lists of `lexicon`. `outlines`
decides what a line is, and `people` drafts names, with the same words.
"""

from expertviews.seeds import lexicon
from expertviews.seeds.bounds import check_bounds
from expertviews.seeds.bylines import (
    FULL_NAME,
    MAX_BYLINE,
    affiliation_shaped,
    byline,
    joint_names,
    labelled_byline,
    name_score,
    skip_emphasis,
    without_age,
    without_emphasis,
    words_without_titles,
)
from expertviews.seeds.lines import LIST_ITEM, Block, TextLine, block_of, blocks_of, lines_of, paragraphs, wrap_width
from expertviews.seeds.words import (
    NUMBER,
    Range,
    bare_words,
    casefolded,
    ends_sentence,
    has_job,
    has_organisation,
    is_anonymous,
    is_capitalised,
    is_caseless,
    is_job_word,
    is_organisation_word,
    is_particle,
    is_space,
    is_title,
    name_shaped,
    person_shaped,
    script_of,
    trim,
)
