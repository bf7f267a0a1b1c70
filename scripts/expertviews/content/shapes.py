"""Plain data against a model: an entity, or what doesn't fit, in words and with its place."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError

from expertviews import characters, dates
from expertviews.content import keys
from expertviews.content.yamltext import Key, Tree, Unreadable
from expertviews.model import (
    DATE,
    DAY,
    DOUBTFUL_DATE,
    FORMS,
    SLUG,
    SOURCE_TAGS,
    URL,
    Entity,
    Form,
    Part,
    SeedSource,
    SubmittedSource,
    WebSource,
    as_slug,
)
from expertviews.problems import Advice, Problem, instead, nearest, shown

E = TypeVar("E", bound=Entity)
_SOURCES: Mapping[Any, type[Part]] = dict(zip(SOURCE_TAGS, (SeedSource, WebSource, SubmittedSource), strict=True))

MOST_PROBLEMS = 100  # of one file that are told; a file with more holds something else

CODES: Mapping[str, str] = {
    "no-keys": "A file of the record holds keys with values, such as `name: Jane Doe`. This one is empty, or holds "
    "something else: a sentence, or a list.",
    "missing-key": "A key that every file of its kind has isn't there. The message gives a line to add; put your own "
    "words in place of the example's.",
    "unknown-key": "The file has a key that means nothing here: a misspelling, or a key of another kind of file. The "
    "[format reference](format.md) lists the keys of each kind.",
    "empty": "A key stands there without a value. What must be there is filled in; what may be absent is left out with "
    "its whole line. A value that starts with `#` is a comment to YAML: put such a value in quotation marks.",
    "ambiguous-scalar": "YAML reads some words without quotation marks as something else than text: `no`, `yes`, `on` "
    "and `off` as true or false, `2021` as a number, `12:30` as a time. In quotation marks they are text.",
    "bad-slug": "A slug is the short name that files and addresses have: small letters a–z, digits and single hyphens. "
    "To refer to something, write its file's name without `.yml`.",
    "bad-date": "A date is written year first: `2021`, `2021-03` or `2021-03-14`. Where a day is asked for, a year "
    "alone isn't enough; and the day must be one of the calendar.",
    "bad-digest": "An outline has the SHA-256 of its document, by which a change of the document is noticed. Take the "
    "line out: `views check --fix` writes it.",
    "bad-address": "A web address starts with `https://` (or `http://`) and has no blanks in it.",
    "bad-lines": "The lines of a document are given as their first and last number with a hyphen, `5-8`, or as one "
    "number.",
    "bad-page": "The address of a page of this site is given without the site's own address, and ends in a slash: "
    "`contributors/jane-doe/`.",
    "bad-orcid": "An ORCID iD is given by its sixteen digits in four groups, without the web address around it.",
    "bad-wikidata": "A Wikidata item is given by its number with a Q in front, without the web address around it.",
    "hidden-character": "A name or an address has a character that can't be seen and turns the order of letters round "
    "on screens, so that it isn't what it looks like. It comes with text copied from other programs. Delete it, as an "
    "escape such as `\\u202E` too. In a view's text such characters stay, since it is verbatim.",
    "unseen": "A name, a title or another text has nothing in it that can be seen: blanks, marks and fillers alone. "
    "Type it again.",
    "unknown-value": "The key takes one of a few words, and this isn't one of them.",
    "wrong-type": "The key takes another kind of value: a list where there is a single value, a text where there is a "
    "list, and so on. The [format reference](format.md) shows an example of each.",
    "wrong-value": "The value can't be taken for a reason that the message names.",
    "comment": "A blank and `#` start a comment: what follows isn't a part of the value, and isn't shown. In quotation "
    "marks, the whole is. A comment of your own stands two blanks after the value: `Brussels  # or The Hague?`.",
    "many-problems": f"After {MOST_PROBLEMS} problems, the rest of a file isn't told one by one: it likely holds "
    "something else than a record, or the same thing over and over.",
}
"""What each code of this module's problems means."""

_DATES = {DATE, DAY, DOUBTFUL_DATE}


def fit(model: type[E], slug: str, tree: Tree) -> tuple[E | None, tuple[Problem, ...]]:
    """The entity that a file holds, and every problem of its form.

    With problems, the entity is what remains without the optional keys and list items that have them, so that the
    rest of the file can be checked too; None where a key that must be there doesn't fit.
    """
    if not isinstance(tree.data, dict):
        found = "the file is empty" if tree.data is None else "the file doesn't hold keys and values"
        remedy = f"start with `{keys.of(model)[0].name}: …`; `views new {keys.called(model)}` writes a file to fill in"
        return None, (Problem(tree.place(), "no-keys", found, remedy),)
    entity, failure = _validated(model, slug, _frozen(tree.data))
    errors = _errors(model, failure, tree)
    commented = tuple(_commented(model, tree))
    if not errors:
        return entity, commented
    rest = _without(tree.data, [error["loc"] for error in errors])
    told = [_problem(error, model, tree) for error in errors[:MOST_PROBLEMS]]
    if len(errors) > MOST_PROBLEMS:
        what = f"the file has {len(errors) - MOST_PROBLEMS:,} more problems"
        told.append(Problem(tree.place(), "many-problems", what, f"is it {keys.article(keys.called(model))} at all?"))
    return _validated(model, slug, rest)[0], (*told, *commented)


def _commented(model: type[E], tree: Tree) -> Iterator[Problem]:
    """Words after ` #` in a line of text, which YAML leaves out; after a slug or a date, they are a comment indeed."""
    for loc, remark in tree.remarks.items():
        name = next((step for step in reversed(loc) if isinstance(step, str)), "")
        key = keys.named(_owner(model, loc), name)
        if key and key.of_what == "text":
            scalar = tree.scalars[loc]
            what = f"`{shown(remark)}` after `{shown(scalar.text)}` is a comment to YAML, and isn't shown"
            remedy = "put the whole value in quotation marks; for a comment, type two blanks before `# `"
            yield Problem(tree.place(*loc), "comment", what, remedy)


def _errors(model: type[Entity], failure: ValidationError | None, tree: Tree) -> list[dict[str, Any]]:
    """What doesn't fit, in Pydantic's terms: also keys without a value, which it lets pass where they may be absent.

    A key that is missing because it is misspelt counts once; what stands under a key of any form is judged by others.
    """
    found: list[dict[str, Any]] = [dict(error) for error in failure.errors()] if failure else []
    told = {_in_file(error["loc"]) for error in found}
    blank = [key for key, scalar in tree.scalars.items() if not scalar.text.strip("~") and not scalar.style]
    blank = [key for key in blank if len(key) == 1 or not _holds_any(model, key[0])]
    untold = (key for key in blank if not any(key[:length] in told for length in range(1, len(key) + 1)))
    found += [{"type": "string_type", "loc": key, "input": None} for key in untold]
    strange = [error["loc"] for error in found if error["type"] == "extra_forbidden"][:MOST_PROBLEMS]
    return [error for error in found if error["type"] != "missing" or not _misspelt_there(error["loc"], strange)]


def _holds_any(model: type[Entity], name: str | int) -> bool:
    """Whether a key takes keys and values of any kind."""
    field = model.model_fields.get(str(name))
    return field is not None and get_origin(field.annotation) is Mapping


def _misspelt_there(missing: Key, strange: Sequence[Key]) -> bool:
    return any(key[:-1] == missing[:-1] and nearest(str(key[-1]), [str(missing[-1])]) for key in strange)


def _in_file(loc: Key) -> Key:
    """A place without the names that Pydantic gives to the kinds of a source."""
    return tuple(step for step in loc if step not in SOURCE_TAGS)


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
        return _in_file(self.error["loc"])

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

    def at_key(self, code: str, what: str, remedy: str | Advice) -> Problem:
        return Problem.advised(self.tree.key_place(*self.loc), code, what, remedy)

    def at_value(self, code: str, what: str, remedy: str | Advice) -> Problem:
        return Problem.advised(self.tree.place(*self.loc), code, what, remedy)


def _problem(error: Mapping[str, Any], model: type[Part], tree: Tree) -> Problem:
    misfit = _Misfit(error, tree, _owner(model, error["loc"]))
    return _EXPLANATIONS.get(error["type"], _unfitting)(misfit)


def _missing(misfit: _Misfit) -> Problem:
    what = f"`{misfit.key}` is missing from the {keys.called(misfit.owner)}"
    remedy = f"add a line like `{misfit.key}: {_example(misfit.owner, misfit.key)}`"
    return Problem(misfit.tree.place(*misfit.loc[:-1]), "missing-key", what, remedy)


def _unknown(misfit: _Misfit) -> Problem:
    known = {key.name for key in keys.of(misfit.owner)}
    plain = _visible(misfit.key)
    if plain != misfit.key and plain in known:
        what = f"an invisible or unusual character stands in or before the key `{plain}`"
        return misfit.at_key("unknown-key", what, "delete the key and the blanks before it, and type them again")
    what = f"`{shown(misfit.key)}` isn't a key of {keys.article(keys.called(misfit.owner))}"
    return misfit.at_key("unknown-key", what, instead(misfit.key, known, "key"))


def _visible(key: str) -> str:
    """A key without the characters that can't be seen, and its letters in their usual form."""
    return "".join(c for c in unicodedata.normalize("NFKC", key) if unicodedata.category(c)[0] not in "CZ")


def _not_text(misfit: _Misfit) -> Problem:
    if misfit.value is None:
        return _empty(misfit)
    if isinstance(misfit.value, tuple | dict):
        remedy = f"write it on one line: `{misfit.key}: {_example(misfit.owner, misfit.key)}`"
        return misfit.at_value("wrong-type", f"`{misfit.key}` expects text, not {_type_name(misfit.value)}", remedy)
    key = keys.named(misfit.owner, misfit.key)
    if key and key.form in _DATES:
        remedy = _dated(misfit.written, key.form) or key.form.remedy
        return misfit.at_value(key.form.code, f"`{misfit.written}` {key.form.wrong}", remedy)
    what = f"`{misfit.written}` without quotation marks is read as {_type_name(misfit.value)}, not as text"
    return misfit.at_value("ambiguous-scalar", what, f'put it in quotation marks: "{misfit.written}"')


def _empty(misfit: _Misfit) -> Problem:
    if isinstance(misfit.loc[-1], int):
        what = f"an item of `{misfit.key}` is empty"
        return misfit.at_value("empty", what, "fill it in after the `-`, or take the line out")
    key = keys.named(misfit.owner, misfit.key)
    way_out = ", or take the line out" if key and not key.required else ""
    remedy = f"fill it in{way_out}; for example: {_example(misfit.owner, misfit.key)}"
    return misfit.at_key("empty", f"`{misfit.key}` is empty", remedy)


def _misspelt(misfit: _Misfit) -> Problem:
    form = FORMS[misfit.error["ctx"]["pattern"]]
    if form == URL and not set(misfit.value).isdisjoint(characters.BIDI_MARKS):
        return _hidden_character(misfit)
    slug = as_slug(misfit.written) if form == SLUG else ""
    remedy = _dated(misfit.written, form) or (f"{form.remedy}: `{slug}`" if slug else form.remedy)
    return misfit.at_value(form.code, f"`{misfit.written}` {form.wrong}", remedy)


def _dated(written: str, form: Form) -> str | None:
    """The date that was meant, as the record has it, or both where there are two."""
    meant = [it for it in dates.interpretations(written) if form in _DATES and re.search(form.pattern, it)]
    return f"write {' or '.join(meant)}{', whichever is meant' if len(meant) > 1 else ''}" if meant else None


def _not_one_of(misfit: _Misfit) -> Problem:
    key = keys.named(misfit.owner, misfit.key)
    options = key.choices if key else ()
    what = f"`{misfit.key}` can't be `{misfit.written}`"
    return misfit.at_value("unknown-value", what, instead(misfit.written, options, "value"))


def _wrong_type(expected: str, remedy: str) -> Callable[[_Misfit], Problem]:
    def explain(misfit: _Misfit) -> Problem:
        if misfit.value is None:
            return _empty(misfit)
        subject = f"an item of `{misfit.key}`" if isinstance(misfit.loc[-1], int) else f"`{misfit.key}`"
        quotes = '"' if isinstance(misfit.value, str) and misfit.tree.scalars[misfit.loc].style else ""
        found = f"`{quotes}{misfit.written}{quotes}`" if misfit.loc in misfit.tree.scalars else _type_name(misfit.value)
        what = f"{subject} expects {expected}, not {found}"
        return misfit.at_value("wrong-type", what, remedy)

    return explain


def _in_keys(misfit: _Misfit) -> str:
    """How to write a value that stands where keys should, under the key that takes it if one does."""
    key = keys.named(misfit.owner, misfit.key)
    inner = keys.of(key.parts[0]) if key and key.parts else ()
    fitting = next((it.name for it in inner if misfit.written in it.choices), None)
    line = f"{fitting}: {misfit.written}" if fitting else "key: value"
    return f"write `{line}` in the lines under it, two blanks further in"


def _hidden_character(misfit: _Misfit) -> Problem:
    found = ", ".join(map(characters.character_name, sorted(set(misfit.value).intersection(characters.BIDI_MARKS))))
    what = f"`{misfit.key}` has an invisible character that turns the order of letters round"
    return misfit.at_value("hidden-character", what, f"delete it ({found}), or type it again")


def _unseen(misfit: _Misfit) -> Problem:
    found = ", ".join(map(characters.character_name, sorted(set(misfit.value))[:3]))
    what = f"`{misfit.key}` has nothing that can be seen: {found}"
    return misfit.at_value("unseen", what, "type it again, or take the line out where the key may be absent")


def _reserved(misfit: _Misfit) -> Problem:
    what = f"`{misfit.written}` has a meaning of its own as the name of a file"
    return misfit.at_value("bad-slug", what, "give it another name")


def _not_a_day(misfit: _Misfit) -> Problem:
    return misfit.at_value("bad-date", f"`{misfit.written}` isn't a day of the calendar", "look the date up")


def _too_long(misfit: _Misfit) -> Problem:
    most = misfit.error["ctx"]["max_length"]
    unit, do = ("characters", "shorten it to") if isinstance(misfit.value, str) else ("items", "keep")
    what = f"`{misfit.key}` has {len(misfit.value):,} {unit}"
    return misfit.at_value("wrong-value", what, f"{do} {most:,} at most")


def _unfitting(misfit: _Misfit) -> Problem:
    what = f"`{misfit.key}` doesn't fit: {shown(misfit.error['msg'], 120)}"
    return misfit.at_value("wrong-value", what, "compare with the format reference")


_EXPLANATIONS: Mapping[str, Callable[[_Misfit], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _not_text,
    "string_pattern_mismatch": _misspelt,
    "literal_error": _not_one_of,
    "tuple_type": _wrong_type("a list", "write each item on a line of its own that starts with `- `"),
    "dict_type": _wrong_type("line numbers, each with a role", "write lines like `  3: name` under it"),
    "bool_type": _wrong_type("true or false", "write `true` or `false`, without quotation marks"),
    "int_type": _wrong_type("a whole number", "write digits alone, without quotation marks"),
    "model_type": lambda misfit: _wrong_type("keys of its own", _in_keys(misfit))(misfit),
    "string_too_long": _too_long,
    "too_long": _too_long,
    "blank": _empty,
    "unseen": _unseen,
    "reserved": _reserved,
    "not_a_day": _not_a_day,
    "hidden_character": _hidden_character,
}


def _owner(model: type[Part], loc: Key) -> type[Part]:
    """The model that a key belongs to, found by walking down from the top."""
    for at, step in enumerate(loc[:-1]):
        key = keys.named(model, step) if isinstance(step, str) else None
        if step in _SOURCES:
            model = _SOURCES[step]
        elif key and key.parts:
            following = next((name for name in loc[at + 1 :] if isinstance(name, str)), "")
            model = next((part for part in key.parts if keys.named(part, following)), key.parts[0])
    return model


def _example(model: type[Part], name: str) -> str:
    """The example of a key as it may stand after it on a line."""
    key = keys.named(model, name)
    return shown(_on_one_line(key.example)) if key else "…"


def _on_one_line(example: Any) -> str:
    if isinstance(example, dict):
        return f"{{{', '.join(f'{key}: {_on_one_line(value)}' for key, value in example.items())}}}"
    return f"[{', '.join(map(_on_one_line, example))}]" if isinstance(example, list) else str(example)


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
