"""Generates JSON Schemas of the record's files, by which editors complete and explain keys.

For a key that refers to something in the record (a theme, a contributor, a question, a proposition), the schema lists
the existing slugs as completions, but accepts any: `views check` says whether a slug exists, and an outdated schema
never gets in the way.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from expertviews import files
from expertviews.content import keys, records
from expertviews.model import SLUG, Entity, Library, Part, Redirects

_COMPLETIONS: Mapping[str, Callable[[Library], Mapping[str, str]]] = {
    "theme": lambda library: {theme.slug: f"{theme.title}: {theme.summary}" for theme in library.ordered_themes},
    "contributor": lambda library: {contributor.slug: contributor.name for contributor in library.sorted_contributors},
    "question": lambda library: {question.slug: question.question for question in library.newest_questions},
    "proposition": lambda library: {
        slug: f"{proposition.statement} ({question})" for (question, slug), proposition in library.propositions.items()
    },
}
"""By key, the slugs that it may have, each with a description."""


def record_schemas(library: Library) -> Mapping[str, str]:
    """The schema of each kind of file: path relative to the root → text."""
    models: list[type[Entity]] = [*records.MODELS.values(), Redirects]
    schemas = {model.__name__.lower(): schema_of(model, library) for model in models}
    return {
        f"{records.FOLDER}/{records.SCHEMAS}/{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def update_schemas(root: Path) -> tuple[str, ...]:
    """Writes the schemas that are out of date, and returns their paths."""
    records.refuse_unreadable(root)
    return files.update(root, record_schemas(records.load(root).library))


def schema_of(model: type[Entity], library: Library) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, with completions from the record."""
    schema = keys.json_schema(model)
    schema["properties"] = _properties(model, schema["properties"], library)
    for part in keys.parts_of(model):
        definition = schema["$defs"][part.__name__]
        definition["properties"] = _properties(part, definition["properties"], library)
    return schema


def _properties(model: type[Part], schemas: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """The schemas of a model's keys in file order, each with an example and, if it is a reference, completions."""
    properties = {key.name: {"examples": [key.example], **schemas[key.name]} for key in keys.of(model)}
    for name, schema in properties.items():
        if name not in _COMPLETIONS or schema.get("pattern") != SLUG.pattern:
            continue
        completions = _COMPLETIONS[name](library)
        if completions:
            any_slug = {key: schema.pop(key) for key in ("type", "pattern", "maxLength") if key in schema}
            known_slug = {"enum": list(completions), "enumDescriptions": list(completions.values())}
            schema["anyOf"] = [known_slug, any_slug]
    return properties
