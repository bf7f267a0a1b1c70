"""The JSON Schemas of the record's files, made of the models: what completes and explains keys in an editor.

Where a key names something of the record (a theme, a contributor, a question, a proposition), its schema offers the
names that there are. It takes others as well: whether a name exists is for `views check` to say, so that a schema which
was written before a theme was added is never in an editor's way.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from expertviews import files
from expertviews.content import keys, records
from expertviews.model import SLUG, Entity, Library, Part, Redirects

Names = Mapping[str, str]
"""The slugs that a key may take, each with what it stands for."""

_OFFERED: Mapping[str, Callable[[Library], Names]] = {
    "theme": lambda library: {theme.slug: f"{theme.title}: {theme.summary}" for theme in library.ordered_themes},
    "contributor": lambda library: {it.slug: it.name for it in library.sorted_contributors},
    "question": lambda library: {question.slug: question.question for question in library.newest_questions},
    "proposition": lambda library: {
        proposition.id: f"{proposition.statement} ({question.slug})"
        for question in library.newest_questions
        for proposition in question.propositions
    },
}
"""By key: the names of the record that it takes."""

_MODELS: Sequence[type[Entity]] = (*records.MODELS.values(), Redirects)


def schema(model: type[Entity], library: Library) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the files that hold a model, offering the names of a record."""
    made = keys.schema(model)
    within = {part.__name__: part for part in _parts(model)}
    for name, definition in made.get("$defs", {}).items():
        definition["properties"] = _properties(within[name], definition["properties"], library)
    made["properties"] = _properties(model, made["properties"], library)
    return made


def of_record(library: Library) -> Mapping[str, str]:
    """Path relative to the root → text, for each kind of file in the record."""
    return {
        f"{records.FOLDER}/{records.SCHEMAS}/{model.__name__.lower()}.json": json.dumps(
            schema(model, library), indent=2, ensure_ascii=False
        )
        + "\n"
        for model in _MODELS
    }


def write(root: Path) -> tuple[str, ...]:
    """Writes the schemas that aren't as the record has them now, and returns their paths."""
    records.refuse_unreadable(root)
    made = of_record(records.load(root).library)
    stale = tuple(path for path, text in made.items() if not files.holds(root / path, text))
    for path in stale:
        files.replace(root / path, made[path])
    return stale


def _properties(model: type[Part], made: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """The schemas of a model's keys in the order of a file, each with an example, and with names on offer."""
    properties = {key.name: {"examples": [key.example], **made[key.name]} for key in keys.of(model)}
    for name, schema in properties.items():
        if schema.get("pattern") == SLUG.pattern and name in _OFFERED:
            properties[name] = _offering(schema, _OFFERED[name](library))
    return properties


def _parts(model: type[Part]) -> Iterator[type[Part]]:
    for key in keys.of(model):
        for part in key.parts:
            yield part
            yield from _parts(part)


def _offering(schema: dict[str, Any], names: Names) -> dict[str, Any]:
    """A slug's schema that offers names first, and takes any other slug."""
    if not names:
        return schema
    rule = {key: schema.pop(key) for key in ("type", "pattern", "maxLength") if key in schema}
    offered = {"enum": list(names), "enumDescriptions": list(names.values())}
    return {**schema, "anyOf": [offered, rule]}
