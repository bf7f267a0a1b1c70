"""The base classes of the record's types, and functions that declare their keys."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema


def required(description: str, *example: Any, **more: Any) -> Any:
    """Declares a required key: what it contains, and an example unless it contains a model, which has its own."""
    return Field(description=description, examples=list(example) or None, **more)


def optional(description: str, *example: Any, default: Any = None, **more: Any) -> Any:
    """Declares an optional key."""
    return Field(default=default, description=description, examples=list(example) or None, **more)


def several(description: str, *example: Any, **more: Any) -> Any:
    """Declares an optional list, empty by default."""
    return optional(description, *example, default=(), **more)


class Part(BaseModel):
    """A part of a record: frozen, and strict about its keys and types. `noun` is what messages call it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    noun: ClassVar[str] = ""

    @classmethod
    def fields_by_key(cls) -> Mapping[str, FieldInfo]:
        """The fields by their keys in files, which are their aliases if they have one."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}


class Entity(Part):
    """A file of the record. Its slug is the file's name, never a key in it."""

    slug: SkipJsonSchema[str] = Field(default="", exclude=True, repr=False)
