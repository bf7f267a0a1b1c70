"""The keys of a record's files as an editor is told of them, made of the models and of nothing else.

Messages, schemas, the files to fill in and the format reference all take a key's words and its example from here.
"""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from expertviews.model import (
    DATE_PATTERN,
    DAY_PATTERN,
    DIGEST_PATTERN,
    DOUBTFUL_DATE_PATTERN,
    LINES_PATTERN,
    ORCID_PATTERN,
    PAGE_PATTERN,
    SLUG_PATTERN,
    URL_PATTERN,
    WIKIDATA_PATTERN,
    Evidence,
    Part,
    SeedSource,
    SubmittedSource,
    WebSource,
)

PATTERNS: Mapping[str, str] = {
    SLUG_PATTERN: "a slug",
    DATE_PATTERN: "a year, a month (2021-03) or a day (2021-03-14)",
    DAY_PATTERN: "a day (2021-03-14)",
    DOUBTFUL_DATE_PATTERN: "a date, with `?` while in doubt",
    DIGEST_PATTERN: "a SHA-256",
    URL_PATTERN: "a web address",
    LINES_PATTERN: "line numbers (5-8)",
    ORCID_PATTERN: "an ORCID iD",
    WIKIDATA_PATTERN: "a Wikidata item",
    PAGE_PATTERN: "the address of a page",
}
"""What a value of each form is called."""

_NOUNS: Mapping[type[Part], str] = {
    SeedSource: "source in seeds/",
    WebSource: "source on the web",
    SubmittedSource: "submitted source",
    Evidence: "piece of evidence",
}


@dataclass(frozen=True)
class ModelKey:
    """One key: what it holds, and how to fill it in.

    `parts` are the models of what stands under it, more than one where there is a choice; `many` says that it holds a
    list; `choices` are the only values it takes, if it takes no others.
    """

    name: str
    description: str
    required: bool
    many: bool
    form: str | None
    choices: tuple[str, ...]
    parts: tuple[type[Part], ...]
    example: Any

    @property
    def kind(self) -> str:
        """What the key holds, in a few words."""
        single = self._single()
        return f"a list: {single} each" if self.many else single

    def _single(self) -> str:
        if self.parts:
            return " or ".join(article(called(part)) for part in self.parts)
        if self.choices:
            return f"one of {', '.join(f'`{choice}`' for choice in self.choices)}"
        return self.form or "text"


def of(model: type[Part]) -> tuple[ModelKey, ...]:
    """The keys of a model in the order in which a file has them: its own, then those it shares with others."""
    shared = {name for base in model.__bases__ if issubclass(base, Part) for name in base.model_fields}
    fields = sorted(model.model_fields.items(), key=lambda item: item[0] in shared)
    return tuple(_key(name, field) for name, field in fields if name != "slug")


def named(model: type[Part], name: str) -> ModelKey | None:
    """A model's key of that name."""
    return next((key for key in of(model) if key.name == name), None)


def called(model: type[Part]) -> str:
    """What a model is called in a sentence."""
    return _NOUNS.get(model, model.__name__.lower())


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


def _key(name: str, field: FieldInfo) -> ModelKey:
    parts = tuple(_parts(field.annotation))
    many = any(get_origin(inner) is tuple for inner in _within(field.annotation))
    choices = next((get_args(inner) for inner in _within(field.annotation) if get_origin(inner) is Literal), ())
    return ModelKey(
        name=name,
        description=field.description or "",
        required=field.is_required(),
        many=many,
        form=_form(field),
        choices=tuple(map(str, choices)),
        parts=parts,
        example=_example(field, parts, many=many),
    )


def _example(field: FieldInfo, parts: tuple[type[Part], ...], *, many: bool) -> Any:
    if field.examples:
        return field.examples[0]
    composed = example(parts[0]) if parts else "…"
    return [composed] if many else composed


_FORMS: Mapping[Any, str] = {
    int: "a whole number",
    bool: "`true` or `false`",
    Mapping: "line numbers, each with a role",
}


def _form(field: FieldInfo) -> str | None:
    within = list(_within(field.annotation))
    for kind, form in _FORMS.items():
        if any(inner is kind or get_origin(inner) is kind for inner in within):
            return form
    constraints = [*field.metadata, *_constraints(field.annotation)]
    patterns = (str(getattr(constraint, "pattern", None)) for constraint in constraints)
    return next((PATTERNS[pattern] for pattern in patterns if pattern in PATTERNS), None)


def _parts(annotation: Any) -> Iterator[type[Part]]:
    return (inner for inner in _within(annotation) if isinstance(inner, type) and issubclass(inner, Part))


def _constraints(annotation: Any) -> Iterator[Any]:
    for inner in _within(annotation):
        if get_origin(inner) is Annotated:
            yield from typing.cast("Any", inner).__metadata__


def _within(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of."""
    yield annotation
    if get_origin(annotation) is Literal:
        return
    for inner in get_args(annotation):
        yield from _within(inner)
