"""The record on disk: loads content/ with the position of every value, and writes and edits its files.

`load` takes the project's folder and returns a Record: the entities, the tree of every file, and the problems found.
The modules `documents` (seeds/), `keys`, `scaffold`, `schemas`, `shapes` and `yamltext` are public too:
`from expertviews.content import documents`.
"""

from expertviews.content import documents, keys, scaffold, schemas, shapes, yamltext
from expertviews.content.cachekeys import CacheKeys
from expertviews.content.edits import ValueEdit, edited_text, key_at, write_edited
from expertviews.content.keys import ModelKey
from expertviews.content.outlinetext import document_digest, outline_text
from expertviews.content.records import (
    ADDRESSES,
    CODES,
    FOLDER,
    OUTLINES,
    REDIRECTS,
    Record,
    contributor_path,
    file_text,
    forget,
    free_order,
    load,
    load_bytes,
    model_of,
    outline_path,
    question_path,
    refuse_absent,
    refuse_unreadable,
    text_of,
    theme_path,
    view_path,
    write_new,
)
from expertviews.content.shapes import MOST_PROBLEMS
from expertviews.content.yamltext import KeyPath, Tree, last_key
