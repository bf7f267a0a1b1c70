"""Validates the data of a file against its model, and turns Pydantic's errors into problems that editors understand."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError

from expertviews import characters, dates
from expertviews.content import keys
from expertviews.content.yamltext import Ambiguous, KeyPath, Tree, last_key
from expertviews.model import SOURCE_KINDS, TEXT_FORMATS, Entity, Outline, Part, Redirects, TextFormat, as_slug
from expertviews.problems import Problem, instead, nearest, shown

E = TypeVar("E", bound=Entity)
MOST_PROBLEMS = 100  # reported for one file; a file with more isn't what it should be

CODES: Mapping[str, str] = {
    "no-keys": "A file of the record contains keys with values, such as `name: Jane Doe`. This one is empty, or "
    "contains something else: a sentence, or a list.",
    "missing-key": "A required key is missing. The message gives a line to add; replace the example's words with your "
    "own.",
    "unknown-key": "This kind of file doesn't have this key: it is misspelt, or belongs in another kind of file. The "
    "[format reference](format.md) lists the keys of each kind.",
    "empty": "A key has no value. Fill in a required key; remove the whole line of an optional one. A value that "
    "starts with `#` is a comment in YAML: put such a value in quotation marks.",
    "ambiguous-scalar": "YAML reads some words without quotation marks as something other than text: `no`, `yes`, "
    "`on` and `off` as true or false, `2021` as a number, `12:30` as a time. In quotation marks they are text.",
    "bad-slug": "A slug is the short name used in file names and addresses: lower-case letters a–z, digits and single "
    "hyphens. To refer to something, write the name of its file without `.yml`.",
    "bad-date": "A date is written year first: `2021`, `2021-03` or `2021-03-14`. Where a day is required, a year "
    "alone isn't enough, and the day must exist.",
    "bad-digest": "An outline records the SHA-256 of its document, which shows when the document has changed. Remove "
    "the line: `views check --fix` writes it.",
    "bad-address": "A web address starts with `https://` (or `http://`) and contains no spaces.",
    "bad-lines": "The lines of a document are given as the first and last number with a hyphen, `5-8`, or as one "
    "number.",
    "bad-page": "The address of a page of this site is written without the site's own address and ends in a slash: "
    "`contributors/jane-doe/`.",
    "bad-orcid": "An ORCID iD is written as sixteen digits in four groups, without the web address around it. "
    "Its last digit follows from the others, so most mistypings are noticed.",
    "bad-language": "A language is written as its tag in BCP 47: two or three small letters, and if need be the "
    "script and the country: `de`, `de-AT`, `zh-Hant`.",
    "bad-ror": "A ROR ID is written as nine characters, without the web address around it. Its last two digits follow "
    "from the others.",
    "bad-wikidata": "A Wikidata item is written as Q and a number, without the web address around it.",
    "bad-term": "A term is one or more words. A `*` or a hyphen completes a word, and finds nothing by itself.",
    "hidden-character": "A name or an address contains an invisible character that reverses the order of letters on "
    "screen, so it isn't what it looks like. Such characters come with text copied from other programs. Delete it, "
    "even if it is an escape such as `\\u202E`. The text of a view keeps them, since it is verbatim.",
    "unseen": "A name, a title or another text contains nothing visible: only spaces, marks and filler characters. "
    "Retype it.",
    "unknown-value": "The key accepts only a few words, and this isn't one of them.",
    "wrong-type": "The key takes another kind of value: a list instead of a single value, text instead of a list, and "
    "so on. The [format reference](format.md) shows an example of each.",
    "wrong-value": "The value can't be accepted; the message gives the reason.",
    "comment": "A space and `#` start a comment: what follows isn't part of the value and isn't shown. If it belongs "
    "to the value, put the whole value in quotation marks. If it is a comment, type two spaces before it: "
    "`Brussels  # or The Hague?`.",
    "many-problems": f"After {MOST_PROBLEMS} problems, the rest of a file isn't listed: it probably isn't a record, or "
    "repeats one mistake.",
}
"""The meaning of each problem code of this module."""


def fit(model: type[E], slug: str, tree: Tree) -> tuple[E | None, tuple[Problem, ...]]:
    """Reads the entity in a file, and finds every problem with its keys and values.

    If there are problems, the entity lacks the optional keys and list items that have them, so that the rest can be
    checked, too. It is None if a required key doesn't fit.
    """
    if not isinstance(tree.data, dict):
        what = "the file is empty" if tree.data is None else "the file doesn't contain keys and values"
        template = "" if model in {Outline, Redirects} else f"; `views new {keys.noun(model)}` writes a file to fill in"
        remedy = f"start with `{keys.of(model)[0].name}: …`{template}"
        return None, (Problem(tree.place(), "no-keys", what, remedy),)
    entity, failure = _validated(model, slug, _frozen(tree.data))
    errors = _errors(model, failure, tree)
    comments = tuple(_doubtful_comments(model, tree))
    if not errors:
        return entity, comments
    rest = _without(tree.data, [error["loc"] for error in errors])
    problems = [_problem(_Misfit(error, tree, model)) for error in errors[:MOST_PROBLEMS]]
    if len(errors) > MOST_PROBLEMS:
        what = f"the file has {len(errors) - MOST_PROBLEMS:,} more problems"
        problems.append(Problem(tree.place(), "many-problems", what, f"is this really {keys.article(model)}?"))
    return _validated(model, slug, rest)[0], (*problems, *comments)


def _doubtful_comments(model: type[E], tree: Tree) -> Iterator[Problem]:
    """The comments after values that are free text, of which they may be part. After a slug or a date none is."""
    for loc, comment in tree.comments.items():
        key = keys.get(keys.model_at(model, tree.data, loc[:-1]), last_key(loc))
        if key and key.of_what == "text":
            what = f"`{shown(comment)}` after `{shown(tree.scalars[loc].text)}` is a comment in YAML, and isn't shown"
            remedy = "put the whole value in quotation marks; if it is a comment, type two spaces before `# `"
            yield Problem(tree.place(*loc), "comment", what, remedy)


def _errors(model: type[Entity], failure: ValidationError | None, tree: Tree) -> list[dict[str, Any]]:
    """Lists Pydantic's errors, and one for each optional key without a value, which Pydantic accepts.

    A required key that is misspelt counts once. Values under a key that accepts any keys are checked elsewhere.
    """
    found: list[dict[str, Any]] = [dict(error) for error in failure.errors()] if failure else []
    if "slug" in tree.data:
        found.append({"type": "extra_forbidden", "loc": ("slug",), "input": tree.data["slug"]})
    reported = {_in_file(error["loc"]) for error in found}
    for key, scalar in tree.scalars.items():
        is_null = scalar.text.lower() in {"", "~", "null"} and not scalar.style
        is_missing = is_null and (len(key) == 1 or not _takes_any_keys(model, key[0]))
        if is_missing and not any(key[:length] in reported for length in range(1, len(key) + 1)):
            found.append({"type": "string_type", "loc": key, "input": None})
    unknown = [error["loc"] for error in found if error["type"] == "extra_forbidden"][:MOST_PROBLEMS]
    return [error for error in found if error["type"] != "missing" or not _is_misspelt(error["loc"], unknown)]


def _takes_any_keys(model: type[Entity], name: str | int) -> bool:
    """Whether a key of the model may have any keys under it, as `parts` of an outline has."""
    field = model.fields_by_key().get(str(name))
    return field is not None and get_origin(field.annotation) is Mapping


def _is_misspelt(missing: KeyPath, unknown: Sequence[KeyPath]) -> bool:
    """Whether an unknown key beside a missing one is like it, or lacks the space after its colon: `name:Jane`."""
    siblings = (str(key[-1]) for key in unknown if _in_file(key)[:-1] == _in_file(missing)[:-1])
    return any(nearest(key, [str(missing[-1])]) or re.match(r"\w+:", key) for key in siblings)


def _in_file(loc: KeyPath) -> KeyPath:
    """Pydantic's location without the names it gives to the kinds of source."""
    return tuple(step for step in loc if step not in SOURCE_KINDS)


def _validated(model: type[E], slug: str, data: Any) -> tuple[E | None, ValidationError | None]:
    try:
        return model.model_validate(data).model_copy(update={"slug": slug}), None
    except ValidationError as failure:
        return None, failure


def _without(data: dict[str, Any], places: Sequence[KeyPath]) -> Any:
    """A copy without the keys at the top, or the items of their lists, that contain the places."""
    items = {place[:2] for place in places if len(place) > 1 and isinstance(place[1], int)}
    dropped = {place[0] for place in places if place[:2] not in items}
    rest = {key: value for key, value in _frozen(data).items() if key not in dropped}
    for key in {key for key, _ in items} & rest.keys():
        rest[key] = tuple(item for number, item in enumerate(rest[key]) if (key, number) not in items)
    return rest


def _frozen(data: Any) -> Any:
    """A copy with tuples for lists, as strict models want it."""
    if isinstance(data, dict):
        return {key: _frozen(value) for key, value in data.items()}
    return tuple(map(_frozen, data)) if isinstance(data, list) else data


@dataclass(frozen=True)
class _Misfit:
    """A key or value that doesn't fit: one of Pydantic's errors, and what messages say about it."""

    error: Mapping[str, Any]
    tree: Tree
    model: type[Entity]

    @property
    def owner(self) -> type[Part]:
        """The model that the key belongs to."""
        return keys.model_at(self.model, self.tree.data, self.loc[:-1])

    @property
    def loc(self) -> KeyPath:
        return _in_file(self.error["loc"])

    @property
    def key(self) -> str:
        """The key in question; for an item of a list, that of the list."""
        return last_key(self.loc) or "value"

    @property
    def model_key(self) -> keys.ModelKey | None:
        return keys.get(self.owner, self.key)

    @property
    def subject(self) -> str:
        return f"an item of `{self.key}`" if isinstance(self.loc[-1], int) else f"`{self.key}`"

    @property
    def value(self) -> Any:
        return self.error["input"]

    @property
    def written(self) -> str:
        """The value as written in the file."""
        return shown(self.tree.scalars[self.loc].text) if self.loc in self.tree.scalars else _type_name(self.value)

    @property
    def quoted(self) -> str:
        """The value as written in the file, marked as code and with its quotation marks."""
        if self.loc not in self.tree.scalars:
            return _type_name(self.value)
        quotes = '"' if isinstance(self.value, str) and self.tree.scalars[self.loc].style else ""
        return f"`{quotes}{self.written}{quotes}`"

    @property
    def example(self) -> str:
        """An example of the key's value on one line."""
        return shown(_on_one_line(self.model_key.example)) if self.model_key else "…"

    @property
    def inner(self) -> str:
        """What to write under a key that has a value instead of keys: with the value, if a key takes it."""
        parts = self.model_key.parts if self.model_key else ()
        if not self.model_key and isinstance(self.loc[-1], int):
            parts = (self.owner,)
        inner = [key for part in parts for key in keys.of(part)]
        taker = self._taker(inner) if self.loc in self.tree.scalars else None
        if taker:
            inner = next([*keys.of(part)] for part in parts if taker in keys.of(part))
        lines = [f"`{taker.name}: {self.written}`"] if taker else []
        lines += [f"`{key.name}: {key.example}`" for key in inner if key.required and key != taker]
        return " and ".join(lines) or "`key: value`"

    def _taker(self, candidates: Sequence[keys.ModelKey]) -> keys.ModelKey | None:
        """The key that the value was meant for: one of its form, or else one for text if it isn't true or false."""
        for key in candidates:
            if self.written in key.choices or (key.form and re.search(key.form.pattern, self.written)):
                return key
        if self.written in {"true", "false"}:
            return None
        likely = [key for key in candidates if key.required] or candidates
        return next((key for key in likely if key.of_what == "text"), None)

    @property
    def hidden(self) -> str:
        """The characters that reverse the order of letters, or else three of those that are invisible."""
        marks = sorted(set(self.value).intersection(characters.BIDI_MARKS)) or sorted(set(self.value))[:3]
        return ", ".join(map(characters.character_name, marks))


def _problem(misfit: _Misfit) -> Problem:
    """Explains an error: in its own function, or else by a message."""
    kind = misfit.error["type"]
    if kind in {"blank", "string_too_short"} or (misfit.value is None and kind != "extra_forbidden"):
        return _not_text(misfit) if misfit.written.lower() == "null" else _empty(misfit)
    if kind in _EXPLAINED:
        return _EXPLAINED[kind](misfit)
    code, what, remedy = (text.format(it=misfit) for text in _MESSAGES.get(kind, _UNEXPECTED))
    return Problem(misfit.tree.place(*misfit.loc), code, what, remedy)


_MESSAGES: Mapping[str, tuple[str, str, str]] = {
    "tuple_type": ("wrong-type", "{it.subject} must be a list, not {it.quoted}",
                   "write each item on its own line, starting with `- `"),
    "dict_type": ("wrong-type", "{it.subject} must be line numbers, each with a role, not {it.quoted}",
                  "write lines such as `  3: name` under it"),
    "bool_type": ("wrong-type", "{it.subject} must be true or false, not {it.quoted}",
                  "write `true` or `false`, without quotation marks"),
    "int_type": ("wrong-type", "{it.subject} must be a whole number, not {it.quoted}",
                 "write only digits, without quotation marks"),
    "model_type": ("wrong-type", "{it.subject} must have keys of its own, not {it.quoted}",
                   "write {it.inner} on the lines under it, indented two more spaces"),
    "string_too_long": ("wrong-value", "`{it.key}` is longer than {it.error[ctx][max_length]:,} characters",
                        "shorten it"),
    "too_long": ("wrong-value", "`{it.key}` has more than {it.error[ctx][max_length]:,} items", "remove some"),
    "unseen": ("unseen", "`{it.key}` contains nothing visible: {it.hidden}",
               "retype it, or remove the line if the key is optional"),
    "reserved": ("bad-slug", "`{it.written}` is a reserved file name", "choose another name"),
    "not_a_day": ("bad-date", "the date `{it.written}` doesn't exist", "check the day and the month"),
    "backwards": ("bad-lines", "`{it.written}` ends before it starts", "write `{it.error[ctx][right]}`"),
    "check_digit": ("bad-{it.key}", "`{it.written}` is mistyped: its check digit doesn’t fit the others",
                    "copy it from its own page"),
    "hidden_character": ("hidden-character", "`{it.key}` contains an invisible character that reverses the order of"
                         " letters: {it.hidden}", "delete it, or retype the value"),
}  # fmt: skip
"""By Pydantic's type of error: the code, what is wrong, and what to do."""
_UNEXPECTED = ("wrong-value", "`{it.key}` doesn't fit: {it.error[msg]}", "compare it with the format reference")


def _empty(misfit: _Misfit) -> Problem:
    if isinstance(misfit.loc[-1], int):
        what, remedy = f"{misfit.subject} is empty", "fill it in after the `-`, or remove the line"
    else:
        removable = ", or remove the line" if misfit.model_key and not misfit.model_key.required else ""
        what, remedy = f"`{misfit.key}` is empty", f"fill it in{removable}; for example: {misfit.example}"
    return Problem(misfit.tree.key_place(*misfit.loc), "empty", what, remedy)


def _missing(misfit: _Misfit) -> Problem:
    what = f"`{misfit.key}` is missing from the {keys.noun(misfit.owner)}"
    remedy = f"add a line like `{misfit.key}: {misfit.example}`"
    return Problem(misfit.tree.place(*misfit.loc[:-1]), "missing-key", what, remedy)


def _unknown(misfit: _Misfit) -> Problem:
    place, known = misfit.tree.key_place(*misfit.loc), {key.name for key in keys.of(misfit.owner)}
    what = f"`{shown(misfit.key)}` isn't a key of {keys.article(misfit.owner)}"
    return Problem.advised(place, "unknown-key", what, _meant(misfit) or instead(misfit.key, known, "key"))


def _meant(misfit: _Misfit) -> str:
    """What to do about an unknown key that belongs somewhere else, or is part of a value. Empty if it is misspelt."""
    word, _, after = misfit.key.partition(":")
    owner, sources = misfit.owner, tuple(SOURCE_KINDS.values())
    known = [key.name for key in keys.of(owner)]
    parent = next((key.name for key in keys.of(owner) for part in key.parts if keys.get(part, word)), "")
    is_of_source = owner in sources and any(keys.get(source, word) for source in sources)
    if after and (parent or is_of_source or word in known):
        return f"type a space after the colon: `{shown(word)}: {shown(after)}`"
    if is_of_source:
        return "a source is of one kind: remove this line, or the other keys of the source"
    if word == "slug":
        return "remove the line: the slug is the file's name"
    if parent:
        return f"it belongs under `{parent}`, indented two more spaces"
    if owner is not misfit.model and keys.get(misfit.model, word):
        return f"it belongs to the {keys.noun(misfit.model)}: start it in the first column"
    return "" if nearest(word, known) else _meant_as_other(misfit, word)


def _meant_as_other(misfit: _Misfit, word: str) -> str:
    if " " in word.strip():
        is_in_brackets = misfit.value is None and not misfit.written
        action = "put that in quotation marks" if is_in_brackets else "indent this line by two spaces"
        return f"if it is part of the value before it, {action}"
    if misfit.owner is not misfit.model:
        return ""
    others = [keys.article(model) for model in Entity.__subclasses__() if keys.get(model, word)]
    return f"it is a key of {' or of '.join(others)}" if others else ""


def _not_text(misfit: _Misfit) -> Problem:
    place, form = misfit.tree.place(*misfit.loc), misfit.model_key and misfit.model_key.form
    if isinstance(misfit.value, tuple | dict):
        what = f"`{misfit.key}` must be text, not {_type_name(misfit.value)}"
        remedy = f"write it on one line: `{misfit.key}: {misfit.example}`"
        if form and form.code == "bad-slug":
            remedy = "write one; for several, repeat the whole item"
        return Problem(place, "wrong-type", what, remedy)
    if form and form.code == "bad-date":
        return _of_another_form(misfit, form)
    what = f"`{misfit.written}` without quotation marks is read as {_type_name(misfit.value)}, not as text"
    return Problem(place, "ambiguous-scalar", what, f'put it in quotation marks: "{misfit.written}"')


def _mismatch(misfit: _Misfit) -> Problem:
    form = TEXT_FORMATS[misfit.error["ctx"]["pattern"]]
    if form.code == "bad-address" and set(misfit.value) & set(characters.BIDI_MARKS):
        return _problem(replace(misfit, error={**misfit.error, "type": "hidden_character"}))
    return _of_another_form(misfit, form)


def _of_another_form(misfit: _Misfit, form: TextFormat) -> Problem:
    """A text that isn't a slug, a date and so on, with what was probably meant."""
    place, raw = misfit.tree.place(*misfit.loc), misfit.tree.scalars[misfit.loc].text
    oddities = characters.oddities(raw)
    what = f"`{misfit.written}` isn't {form.name}{f': it has {oddities}' if oddities else ''}"
    typed = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", characters.plain(raw).strip(_MARKS))
    if typed != raw and re.search(form.pattern, typed):
        return Problem(place, form.code, what, f"write `{shown(typed, 200)}`", typed)
    remedy = form.remedy
    if form.code == "bad-date":
        meant = [date for date in dates.interpretations(misfit.written) if re.search(form.pattern, date)]
        if meant:
            remedy = f"write {' or '.join(meant)}{', whichever is meant' if len(meant) > 1 else ''}"
    elif form.code == "bad-slug" and (slug := as_slug(misfit.written)):
        remedy = f"{remedy}: `{slug}`"
    return Problem(place, form.code, what, remedy)


def _not_a_choice(misfit: _Misfit) -> Problem:
    options = misfit.model_key.choices if misfit.model_key else ()
    what, remedy = f"`{misfit.key}` can't be `{misfit.written}`", instead(misfit.written, options, "value")
    return Problem.advised(misfit.tree.place(*misfit.loc), "unknown-value", what, remedy)


_EXPLAINED: Mapping[str, Callable[[_Misfit], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _not_text,
    "string_pattern_mismatch": _mismatch,
    "literal_error": _not_a_choice,
}
"""By Pydantic's type of error, those that need more than a message."""


def _on_one_line(example: Any) -> str:
    if isinstance(example, dict):
        return f"{{{', '.join(f'{key}: {_on_one_line(value)}' for key, value in example.items())}}}"
    return f"[{', '.join(map(_on_one_line, example))}]" if isinstance(example, list) else str(example)


_MARKS = " \"'“”„‘’‚«»‹›"
"""What people put around a value that needs nothing around it."""
_TYPE_NAMES = {
    int: "a number",
    type(None): "nothing",
    tuple: "a list",
    dict: "keys and values",
    str: "text",
    Ambiguous: "a number or a time",
}


def _type_name(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else _TYPE_NAMES.get(type(value), "a date")
