"""Plain data against a model: an entity, or what doesn't fit, in words and with its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from expertviews.model import (
    DATE_PATTERN,
    DAY_PATTERN,
    LINES_PATTERN,
    ORCID_PATTERN,
    SLUG_PATTERN,
    SOURCE_TAGS,
    URL_PATTERN,
    WIKIDATA_PATTERN,
    Entity,
    Part,
    SeedSource,
    SubmittedSource,
    WebSource,
)
from expertviews.problems import Problem, instead, shown
from expertviews.yamltext import Key, Tree, Unreadable

E = TypeVar("E", bound=Entity)
_SOURCES: Mapping[Any, type[Part]] = dict(zip(SOURCE_TAGS, (SeedSource, WebSource, SubmittedSource), strict=True))

_PATTERNS = {
    SLUG_PATTERN: ("bad-slug", "isn't a slug", "small letters a–z, digits and single hyphens"),
    DATE_PATTERN: ("bad-date", "isn't a date", "write 2021, 2021-03 or 2021-03-14"),
    DAY_PATTERN: ("bad-date", "isn't a day", "write year, month and day: 2021-03-14"),
    URL_PATTERN: ("bad-address", "isn't a web address", "start it with https://, without blanks"),
    LINES_PATTERN: ("bad-lines", "isn't a range of lines", "write first and last line: 5-8"),
    ORCID_PATTERN: ("bad-orcid", "isn't an ORCID iD", "write its sixteen digits: 0000-0002-1825-0097"),
    WIKIDATA_PATTERN: ("bad-wikidata", "isn't a Wikidata item", "write Q and its number: Q42"),
}


def fit(model: type[E], slug: str, tree: Tree) -> tuple[E | None, tuple[Problem, ...]]:
    """The entity that a file holds, and every problem of its form.

    With problems, the entity is what remains without the optional keys and list items that have them, so that the
    rest of the file can be checked too; None where a key that must be there doesn't fit.
    """
    if not isinstance(tree.data, dict):
        found = "the file is empty" if tree.data is None else "the file doesn't hold keys and values"
        remedy = f"start with `{next(_keys(model))}: …`; `views new {_called(model)}` writes a file to fill in"
        return None, (Problem(tree.place(), "no-keys", found, remedy),)
    entity, failure = _validated(model, slug, _frozen(tree.data))
    if not failure:
        return entity, ()
    errors: list[dict[str, Any]] = [dict(error) for error in failure.errors()]
    rest = _without(tree.data, [error["loc"] for error in errors])
    return _validated(model, slug, rest)[0], tuple(_problem(error, model, tree) for error in errors)


def _validated(model: type[E], slug: str, data: Any) -> tuple[E | None, ValidationError | None]:
    try:
        return model.model_validate(data).model_copy(update={"slug": slug}), None
    except ValidationError as failure:
        return None, failure


def _without(data: dict[str, Any], places: Sequence[Key]) -> Any:
    """A copy without the keys, or the items of their lists, in which the places lie."""
    items = {place[:2] for place in places if len(place) > 1 and isinstance(place[1], int)}
    keys = {place[0] for place in places if place[:2] not in items}
    return {
        key: tuple(_frozen(item) for at, item in enumerate(value) if (key, at) not in items)
        if isinstance(value, list)
        else _frozen(value)
        for key, value in data.items()
        if key not in keys
    }


def _frozen(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _frozen(value) for key, value in data.items()}
    return tuple(map(_frozen, data)) if isinstance(data, list) else data


@dataclass(frozen=True)
class _Misfit:
    """One thing that Pydantic reports: where in the tree, in which model, of what type."""

    error: Mapping[str, Any]
    tree: Tree
    owner: type[Part]

    @property
    def loc(self) -> Key:
        return tuple(part for part in self.error["loc"] if part not in SOURCE_TAGS)

    @property
    def key(self) -> str:
        """The key that is spoken of: for an item of a list, the list's."""
        return next((part for part in reversed(self.loc) if isinstance(part, str)), "value")

    @property
    def value(self) -> Any:
        return self.error["input"]

    @property
    def written(self) -> str:
        """The value as it stands in the file."""
        return shown(self.tree.scalars[self.loc].text) if self.loc in self.tree.scalars else _type_name(self.value)

    def at_key(self, code: str, what: str, remedy: str) -> Problem:
        return Problem(self.tree.key_place(*self.loc), code, what, remedy)

    def at_value(self, code: str, what: str, remedy: str) -> Problem:
        return Problem(self.tree.place(*self.loc), code, what, remedy)


def _problem(error: Mapping[str, Any], model: type[Part], tree: Tree) -> Problem:
    misfit = _Misfit(error, tree, _owner(model, error["loc"][:-1]))
    return _EXPLANATIONS.get(error["type"], _unfitting)(misfit)


def _missing(misfit: _Misfit) -> Problem:
    what = f"`{misfit.key}` is missing from the {_called(misfit.owner)}"
    remedy = f"add `{misfit.key}: {_example(misfit.owner, misfit.key)}`"
    return Problem(misfit.tree.place(*misfit.loc[:-1]), "missing-key", what, remedy)


def _unknown(misfit: _Misfit) -> Problem:
    what = f"`{shown(misfit.key)}` isn't a key of {_a(_called(misfit.owner))}"
    return misfit.at_key("unknown-key", what, instead(misfit.key, _keys(misfit.owner), "key"))


def _not_text(misfit: _Misfit) -> Problem:
    if misfit.value is None:
        return _empty(misfit)
    if isinstance(misfit.value, tuple | dict):
        remedy = f"write it on one line: `{misfit.key}: {_example(misfit.owner, misfit.key)}`"
        return misfit.at_value("wrong-type", f"`{misfit.key}` expects text, not {_type_name(misfit.value)}", remedy)
    what = f"`{misfit.written}` without quotation marks is read as {_type_name(misfit.value)}, not as text"
    return misfit.at_value("ambiguous-scalar", what, f'put it in quotation marks: "{misfit.written}"')


def _empty(misfit: _Misfit) -> Problem:
    field = misfit.owner.model_fields.get(misfit.key)
    optional = field is not None and not field.is_required()
    remedy = "fill it in, or take the line out" if optional else f"write one: {_example(misfit.owner, misfit.key)}"
    return misfit.at_key("empty", f"`{misfit.key}` is empty", remedy)


def _misspelt(misfit: _Misfit) -> Problem:
    pattern = misfit.error["ctx"]["pattern"]
    code, what, remedy = _PATTERNS[pattern]
    slug = _as_slug(misfit.written) if pattern == SLUG_PATTERN else ""
    return misfit.at_value(code, f"`{misfit.written}` {what}", f"{remedy}: {slug}" if slug else remedy)


def _not_one_of(misfit: _Misfit) -> Problem:
    options = get_args(misfit.owner.model_fields[misfit.key].annotation)
    what = f"`{misfit.key}` can't be `{misfit.written}`"
    return misfit.at_value("unknown-value", what, instead(misfit.written, options, "value"))


def _wrong_type(expected: str, remedy: str) -> Callable[[_Misfit], Problem]:
    def explain(misfit: _Misfit) -> Problem:
        if misfit.value is None:
            return _empty(misfit)
        subject = f"an item of `{misfit.key}`" if isinstance(misfit.loc[-1], int) else f"`{misfit.key}`"
        what = f"{subject} expects {expected}, not {_type_name(misfit.value)}"
        return misfit.at_value("wrong-type", what, remedy)

    return explain


def _bad_value(misfit: _Misfit) -> Problem:
    reason = str(misfit.error["ctx"]["error"])
    if reason == "is empty":
        return _empty(misfit)
    return misfit.at_value("bad-date", f"`{misfit.written}` {reason}", "look the date up")


def _unfitting(misfit: _Misfit) -> Problem:
    what = f"`{misfit.key}` doesn't fit: {shown(misfit.error['msg'], 120)}"
    return misfit.at_value("wrong-value", what, "compare with the format reference")


_EXPLANATIONS: Mapping[str, Callable[[_Misfit], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _not_text,
    "string_pattern_mismatch": _misspelt,
    "literal_error": _not_one_of,
    "tuple_type": _wrong_type("a list", "start each item on a line of its own with `- `"),
    "int_type": _wrong_type("a whole number", "write digits alone, without quotation marks"),
    "model_type": _wrong_type("keys of its own", "write `key: value` in the lines under it, indented"),
    "value_error": _bad_value,
}


def _owner(model: type[Part], loc: Key) -> type[Part]:
    """The model that a key belongs to, found by walking down from the top."""
    for step in loc:
        if step in _SOURCES:
            model = _SOURCES[step]
        elif isinstance(step, str) and step in model.model_fields:
            model = next(_parts(model.model_fields[step].annotation), model)
    return model


def _parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _keys(model: type[Part]) -> Iterator[str]:
    return (name for name in model.model_fields if name != "slug")


def _called(model: type[Part]) -> str:
    name = model.__name__
    return "source" if name.endswith("Source") else name.lower()


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _example(model: type[Part], key: str) -> str:
    field = model.model_fields.get(key)
    examples = field.examples if field and field.examples else ["…"]
    return shown(str(examples[0]))


_TYPE_NAMES = {
    bool: "true or false",
    int: "a number",
    type(None): "nothing",
    tuple: "a list",
    dict: "keys and values",
    str: "text",
    Unreadable: "a number or a time",
}


def _type_name(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _TYPE_NAMES.get(type(value), "a date")


def _as_slug(text: str) -> str:
    words = "".join(character if character.isascii() and character.isalnum() else "-" for character in text.lower())
    return "-".join(filter(None, words.split("-")))
