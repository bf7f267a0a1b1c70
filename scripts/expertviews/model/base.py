"""What all types of the record have in common, and how their keys are described."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema


def required(description: str, *example: Any, **more: Any) -> Any:
    """A required key: what it contains, and an example unless the models under it have theirs."""
    return Field(description=description, examples=list(example) or None, **more)


def optional(description: str, *example: Any, default: Any = None, **more: Any) -> Any:
    """An optional key."""
    return Field(default=default, description=description, examples=list(example) or None, **more)


def several(description: str, *example: Any, **more: Any) -> Any:
    """An optional list, empty by default."""
    return optional(description, *example, default=(), **more)


class Part(BaseModel):
    """A part of a record: frozen, and strict about its keys and types. `noun` is what messages call it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    noun: ClassVar[str] = ""

    @classmethod
    def fields_by_key(cls) -> Mapping[str, FieldInfo]:
        """The fields by the keys that stand for them in files."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}


class Entity(Part):
    """A file of the record. Its slug is the file's name, never a key in it."""

    slug: SkipJsonSchema[str] = Field(default="", exclude=True, repr=False)
