"""Describes the keys of the record's files to people, by the models' JSON Schemas.

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

_TYPE_NAMES: Mapping[str, str] = {
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "object": "line numbers, each with a role",  # only outlines have such a key
    "string": "text",
}


class _Generator(GenerateJsonSchema):
    """Leaves null out, which no key accepts, and titles, which would only repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


@dataclass(frozen=True)
class ModelKey:
    """A key of a model: what it contains and how to fill it in.

    `many` means that it is a list. `of_what` says in a few words what the key, or each item of the list, contains. That
    is a text of a certain `form`, one of the `choices`, keys of one of the models in `parts`, or anything of its type.
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
    """The model of what stands at a path of keys and indexes in the data of a file."""
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
    """The models that may be under a model, directly or under another."""
    for key in of(model):
        for part in key.parts:
            yield part
            yield from parts_of(part)


def noun(model: type[Part]) -> str:
    """What messages call a model."""
    return model.noun or model.__name__.lower()


def article(model: type[Part]) -> str:
    """What messages call a model, with `a` or `an` unless it is plural."""
    name = noun(model)
    if name.endswith("s"):
        return name
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def summary(model: type[Part]) -> str:
    """The first line of a model's docstring."""
    return (model.__doc__ or "").strip().splitlines()[0]


def example(model: type[Part], *, least: bool = False) -> dict[str, Any]:
    """A filled-in example of a model; with `least`, only its required keys if it has any."""
    required = [key for key in of(model) if key.required]
    return {key.name: key.example for key in (required if least and required else of(model))}


def _key(name: str, schema: Mapping[str, Any], examples: list[Any] | None, required: bool) -> ModelKey:
    many = schema.get("type") == "array"
    value = schema["items"] if many else schema
    options = value.get("anyOf") or value.get("oneOf") or [value]
    parts = tuple(getattr(models, option["$ref"].rpartition("/")[2]) for option in options if "$ref" in option)
    patterns = (option.get("pattern") for option in options)
    form = next((TEXT_FORMATS[pattern] for pattern in patterns if pattern in TEXT_FORMATS), None)
    choices = tuple(value.get("enum", ()))
    if parts:
        *first, last = map(article, parts)
        of_what = f"{', '.join(first)} or {last}" if first else last
    elif choices:
        of_what = f"one of {', '.join(f'`{choice}`' for choice in choices)}"
    else:
        of_what = f"{form.name}{form.details}" if form else _TYPE_NAMES[value["type"]]
    if examples:
        an_example = examples[0]
    else:
        part = example(parts[0]) if parts else "…"
        an_example = [part] if many else part
    return ModelKey(name, schema.get("description", ""), required, many, form, choices, parts, of_what, an_example)
