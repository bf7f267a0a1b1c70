"""What changed between two records: takes their files as bytes, and gives a report, in sentences or as JSON."""

from expertviews.changes.difference import compare, in_order, lost_addresses
from expertviews.changes.markdown import code, markdown
from expertviews.changes.records import snapshot
from expertviews.changes.report import SCHEMA, ChangedPage, ChangeReport, counted_list, schema_text
from expertviews.changes.revisions import FOLDERS, UnknownRevisionError, record_files

__all__ = [
    "FOLDERS",
    "SCHEMA",
    "ChangeReport",
    "ChangedPage",
    "UnknownRevisionError",
    "code",
    "compare",
    "counted_list",
    "in_order",
    "lost_addresses",
    "markdown",
    "record_files",
    "schema_text",
    "snapshot",
]
