"""The keys of a record's files as an editor is told of them, read from the models' JSON Schemas.

Messages, schemas, the files to fill in and the format reference all take a key's words and its example from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from expertviews import model as models
from expertviews.model import FORMS, Form, Part

_NOUNS: Mapping[str, str] = {
    "SeedSource": "source in seeds/",
    "WebSource": "source on the web",
    "SubmittedSource": "submitted source",
    "Evidence": "piece of evidence",
}
_KINDS: Mapping[str, str] = {
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "object": "line numbers, each with a role",
    "string": "text",
}


class _Generator(GenerateJsonSchema):
    """A key that may be absent is left out where it has no value, never written as null; titles repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


@dataclass(frozen=True)
class ModelKey:
    """One key: what it holds, and how to fill it in.

    `parts` are the models of what stands under it, more than one where there is a choice; `many` says that it holds a
    list; `choices` are the only values it takes, if it takes no others; `of_what` says what it or an item of it holds.
    """

    name: str
    description: str
    required: bool
    many: bool
    form: Form | None
    choices: tuple[str, ...]
    parts: tuple[type[Part], ...]
    of_what: str
    example: Any

    @property
    def kind(self) -> str:
        """What the key holds, in a few words."""
        return f"a list: {self.of_what} each" if self.many else self.of_what


def schema(model: type[Part]) -> dict[str, Any]:
    """The JSON Schema of a model."""
    return {"$schema": _Generator.schema_dialect, **model.model_json_schema(schema_generator=_Generator)}


@cache
def of(model: type[Part]) -> tuple[ModelKey, ...]:
    """The keys of a model in the order in which a file has them: its own, then those it shares with others."""
    made = schema(model)
    shared = {name for base in model.__bases__ if issubclass(base, Part) for name in base.model_fields}
    names = sorted(made["properties"], key=lambda name: name in shared)
    required = made.get("required", ())
    return tuple(
        _key(name, made["properties"][name], model.model_fields[name].examples, required=name in required)
        for name in names
    )


def named(model: type[Part], name: str) -> ModelKey | None:
    """A model's key of that name."""
    return next((key for key in of(model) if key.name == name), None)


def called(model: type[Part]) -> str:
    """What a model is called in a sentence."""
    return _NOUNS.get(model.__name__, model.__name__.lower())


def article(noun: str) -> str:
    """A noun with `a` or `an`; as it is where it names several things."""
    if noun.endswith("s"):
        return noun
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def summary(model: type[Part]) -> str:
    """What a model is, in its own words."""
    return (model.__doc__ or "").strip().splitlines()[0]


def example(model: type[Part], *, optional: bool = True) -> dict[str, Any]:
    """A filled-in example of a model: all its keys, or those alone that must be there."""
    return {key.name: key.example for key in of(model) if optional or key.required}


def least_example(model: type[Part]) -> dict[str, Any]:
    """An example of a model with the keys that must be there, or with all of them where none must."""
    return example(model, optional=False) or example(model)


def _key(name: str, made: Mapping[str, Any], examples: list[Any] | None, *, required: bool) -> ModelKey:
    many = made.get("type") == "array"
    single = made["items"] if many else made
    options = single.get("anyOf") or single.get("oneOf") or [single]
    parts = tuple(getattr(models, it["$ref"].rpartition("/")[2]) for it in options if "$ref" in it)
    form = next((FORMS[it["pattern"]] for it in options if it.get("pattern") in FORMS), None)
    choices = tuple(single.get("enum", ()))
    composed = example(parts[0]) if parts else "…"
    return ModelKey(
        name=name,
        description=made.get("description", ""),
        required=required,
        many=many,
        form=form,
        choices=choices,
        parts=parts,
        of_what=(
            " or ".join(article(called(part)) for part in parts)
            or (choices and f"one of {', '.join(f'`{choice}`' for choice in choices)}")
            or (form.name if form else _KINDS[single["type"]])
        ),
        example=examples[0] if examples else [composed] if many else composed,
    )
