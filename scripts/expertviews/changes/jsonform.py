"""A difference as JSON, and the schema of that."""

import json
from typing import Any

from expertviews.changes.types import Changes

SCHEMA = "docs/schemas/changes.json"
"""The committed schema, relative to the root; the site serves it."""


def as_json(changes: Changes) -> str:
    """The difference as JSON; what has no value is left out."""
    return changes.model_dump_json(indent=2, exclude_none=True) + "\n"


def from_json(data: bytes) -> Changes:
    """A difference from JSON. Raises pydantic.ValidationError where it isn't one."""
    return Changes.model_validate_json(data)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What changed between two revisions of the record",
        **Changes.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    """The text of the committed schema."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
