"""The keys of the record's files as people see them, read from the models' JSON Schemas.

Messages, schemas, templates and the format reference all take a key's description and example from here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from expertviews import model as models
from expertviews.model import TEXT_FORMATS, Part, TextFormat, kind_of_source

_TYPES: Mapping[str, str] = {
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "object": "line numbers, each with a role",
    "string": "text",
}


class _Generator(GenerateJsonSchema):
    """Optional keys are omitted when they have no value, never null; titles would only repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


@dataclass(frozen=True)
class ModelKey:
    """A key of a model: what it contains and how to fill it in.

    `parts` are the models that may be under it; `many` means it is a list; `choices` are its only values, if limited;
    `of_what` says what it or each of its items contains.
    """

    name: str
    description: str
    required: bool
    many: bool
    form: TextFormat | None
    choices: tuple[str, ...]
    parts: tuple[type[Part], ...]
    of_what: str
    example: Any

    @property
    def kind(self) -> str:
        """What the key contains, in a few words."""
        return f"a list; each item: {self.of_what}" if self.many else self.of_what


def json_schema(model: type[Part]) -> dict[str, Any]:
    """The JSON Schema of a model."""
    return {"$schema": _Generator.schema_dialect, **model.model_json_schema(schema_generator=_Generator)}


@cache
def of(model: type[Part]) -> tuple[ModelKey, ...]:
    """The keys of a model in file order: its own, then those it shares with other models."""
    schema = json_schema(model)
    shared = {name for base in model.__bases__ if issubclass(base, Part) for name in base.fields_by_key()}
    return tuple(
        _key(name, schema["properties"][name], model.fields_by_key()[name].examples, name in schema.get("required", ()))
        for name in sorted(schema["properties"], key=lambda name: name in shared)
    )


def get(model: type[Part], name: str) -> ModelKey | None:
    """The key of a model with this name."""
    return next((key for key in of(model) if key.name == name), None)


def model_at(model: type[Part], data: Any, path: Iterable[str | int]) -> type[Part]:
    """The model of what a path of keys leads to in the data of a file."""
    for step in path:
        key = get(model, step) if isinstance(step, str) else None
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):  # the file doesn't fit the model
            data = None
        if key and key.parts:
            model = key.parts[0] if len(key.parts) == 1 else kind_of_source(data)
    return model


def parts_of(model: type[Part]) -> Iterator[type[Part]]:
    """The models that may be under a model, and under those."""
    for key in of(model):
        for part in key.parts:
            yield part
            yield from parts_of(part)


def noun(model: type[Part]) -> str:
    """What messages call a model."""
    return model.noun or model.__name__.lower()


def article(model: type[Part]) -> str:
    """The same with `a` or `an`, unless it is plural."""
    called = noun(model)
    if called.endswith("s"):
        return called
    return f"an {called}" if called[0] in "aeiou" else f"a {called}"


def summary(model: type[Part]) -> str:
    """The first line of a model's docstring."""
    return (model.__doc__ or "").strip().splitlines()[0]


def example(model: type[Part], *, least: bool = False) -> dict[str, Any]:
    """A filled-in example of a model: with all keys, or only the required ones if it has any."""
    required = {key.name: key.example for key in of(model) if key.required and least}
    return required or {key.name: key.example for key in of(model)}


def _key(name: str, schema: Mapping[str, Any], examples: list[Any] | None, required: bool) -> ModelKey:
    many = schema.get("type") == "array"
    single = schema["items"] if many else schema
    options = single.get("anyOf") or single.get("oneOf") or [single]
    parts = tuple(getattr(models, it["$ref"].rpartition("/")[2]) for it in options if "$ref" in it)
    form = next((TEXT_FORMATS[it["pattern"]] for it in options if it.get("pattern") in TEXT_FORMATS), None)
    choices = tuple(single.get("enum", ()))
    if parts:
        *first, last = map(article, parts)
        of_what = f"{', '.join(first)} or {last}" if first else last
    elif choices:
        of_what = f"one of {', '.join(f'`{choice}`' for choice in choices)}"
    else:
        of_what = f"{form.name}{form.details}" if form else _TYPES[single["type"]]
    composed = example(parts[0]) if parts else "…"
    made = examples[0] if examples else [composed] if many else composed
    return ModelKey(name, schema.get("description", ""), required, many, form, choices, parts, of_what, made)
