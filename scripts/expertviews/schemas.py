"""The JSON Schemas of the record's files, made of the models: what completes and explains keys in an editor."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from expertviews import content
from expertviews.model import Entity


class _Generator(GenerateJsonSchema):
    """A key that may be absent is left out where it has no value, never written as null; titles repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema(model: type[Entity]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the files that hold a model."""
    return {"$schema": _Generator.schema_dialect, **model.model_json_schema(schema_generator=_Generator)}


def files() -> Mapping[str, str]:
    """Path relative to the root → text, for each kind of file in the record."""
    return {
        f"{content.FOLDER}/{content.SCHEMAS}/{model.__name__.lower()}.json": json.dumps(
            schema(model), indent=2, ensure_ascii=False
        )
        + "\n"
        for model in content.MODELS.values()
    }
