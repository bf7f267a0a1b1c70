"""What changed between two records: takes their files as bytes, and gives a report, in sentences or as JSON.

It also says which addresses a record has, and which published ones it would lose.
"""

from expertviews.changes.difference import compare
from expertviews.changes.markdown import bullets, code_span, linked, markdown
from expertviews.changes.permalinks import addresses_in, lost_addresses, published_in
from expertviews.changes.records import RecordFiles
from expertviews.changes.report import SCHEMA, ChangeReport, schema_text
from expertviews.changes.revisions import FOLDERS, UnknownRevisionError, record_files

__all__ = [
    "FOLDERS",
    "SCHEMA",
    "ChangeReport",
    "RecordFiles",
    "UnknownRevisionError",
    "addresses_in",
    "bullets",
    "code_span",
    "compare",
    "linked",
    "lost_addresses",
    "markdown",
    "published_in",
    "record_files",
    "schema_text",
]
