"""What changed between two records: pure, from files as bytes to a report of bounded length."""

from expertviews.changes.difference import between
from expertviews.changes.effects import in_order
from expertviews.changes.jsonform import SCHEMA, as_json, from_json, schema_text
from expertviews.changes.sentences import markdown
from expertviews.changes.snapshots import Snapshot, snapshot
from expertviews.changes.types import Changes, Page

__all__ = [
    "SCHEMA",
    "Changes",
    "Page",
    "Snapshot",
    "as_json",
    "between",
    "from_json",
    "in_order",
    "markdown",
    "schema_text",
    "snapshot",
]
