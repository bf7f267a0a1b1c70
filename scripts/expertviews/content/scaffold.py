"""New files of the record to fill in: short, with each key explained, made of the models and of nothing else.

A file names what its kind must have, empty where only the editor knows it, so that `views check` asks for exactly that;
what may be left out stands in comments with an example.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from expertviews import files
from expertviews.content import keys, records, yamltext
from expertviews.content.keys import ModelKey
from expertviews.content.records import Record
from expertviews.model import SLUG_REMEDY, Part, is_slug
from expertviews.people import identity, names
from expertviews.problems import either, instead, shown

_DATE_IN_QUOTES = re.compile(r"'([0-9]{4}(?:-[0-9]{2}){0,2}|[0-9]+-[0-9]+)'")

NewFiles = Mapping[str, str]
"""Path relative to the root → text."""


class ScaffoldError(Exception):
    """No file can be made of what was asked for: why not, and what to do instead."""


def contributor(record: Record, name: str, question: str | None, kind: str | None) -> NewFiles:
    """A contributor's file and, where they answer a question, that of their view. Raises ScaffoldError."""
    _refuse_wordless(name, "a contributor's name", "Jane Doe")
    known = record.library.contributors.values()
    kind = kind or names.kind(name)[0]
    same = next((it for it in known if kind != "anonymous" and names.same_name(name, it.name) == "same"), None)
    if same:
        what = f"{same.name} is a contributor already"
        raise ScaffoldError(f"{what}: `views new view {same.slug} --question …` adds an answer of theirs")
    if kind == "anonymous" and not question:
        raise ScaffoldError("an anonymous contributor speaks on one question: name it with --question")
    slug = names.slug(name) if kind != "anonymous" else identity.free(f"{question}-{names.slug(name)}")
    given = {"name": name, "sort_name": names.sort_name(name) if kind == "person" else None, "kind": kind}
    path = records.contributor_path(slug)
    made = {path: _form(path, {key: value for key, value in given.items() if value})}
    return {**made, **_view(record, slug, question)} if question else made


def view(record: Record, contributor: str, question: str) -> NewFiles:
    """The file of an answer by a contributor, who is given by slug or name. Raises ScaffoldError."""
    by_slug = record.library.contributors
    by_name = (it.slug for it in by_slug.values() if names.same_name(contributor, it.name) == "same")
    slug = contributor if contributor in by_slug else next(by_name, None)
    if not slug:
        remedy = instead(contributor, by_slug, "contributor")
        adds = f'`views new contributor "{shown(contributor)}"` adds one'
        what = f"there is no contributor `{shown(contributor)}`"
        raise ScaffoldError(f"{what}: {either(remedy, adds)}")
    return _view(record, slug, question)


def theme(record: Record, title: str, slug: str | None) -> NewFiles:
    """The file of a theme, after all others in the order. Raises ScaffoldError."""
    _refuse_wordless(title, "a theme's title", "Central Asia")
    path = records.theme_path(_slug(slug, title))
    last = max((theme.order for theme in record.library.themes.values()), default=0)
    return {path: _form(path, {"title": title, "order": last + 1})}


def question(text: str, slug: str | None) -> NewFiles:
    """The file of a question. Raises ScaffoldError."""
    _refuse_wordless(text, "a question", "What next?")
    path = records.question_path(_slug(slug, text))
    return {path: _form(path, {"question": text})}


def create(root: Path, new_files: NewFiles) -> None:
    """Writes the files, all or none. Raises ScaffoldError where one is there already."""
    there = [path for path in new_files if (root / path).exists()]
    if there:
        stays = "is there already, and stays as it is; edit it" if len(there) == 1 else "are there already; edit them"
        raise ScaffoldError(f"{', '.join(there)} {stays}, or choose another name")
    for path, text in new_files.items():
        files.create(root / path, text)


def _refuse_wordless(text: str, what: str, example: str) -> None:
    if not any(map(str.isalnum, text)):
        raise ScaffoldError(f'`{shown(text)}` isn\'t {what}: write its words in quotation marks, such as "{example}"')


def _slug(wanted: str | None, words: str) -> str:
    if wanted and not is_slug(wanted):
        raise ScaffoldError(f"`{shown(wanted)}` isn't a slug: {SLUG_REMEDY}")
    return wanted or names.slug(words)


def _view(record: Record, contributor: str, question: str) -> NewFiles:
    if question not in record.library.questions:
        nearest = instead(question, record.library.questions, "question")
        remedy = either(nearest, "`views new question …` adds one")
        raise ScaffoldError(f"there is no question `{shown(question)}`: {remedy}")
    path = records.view_path(question, contributor)
    return {path: _form(path, {"question": question, "contributor": contributor, "status": "draft"})}


def _form(path: str, given: Mapping[str, Any]) -> str:
    model = records.model_of(path)
    lines = [
        records.schema_line(path),
        f"# {keys.summary(model)}",
        "# Lines that start with # explain. To use a key that stands in one, take out the sign and the blank after it.",
    ]
    explained = False
    for key in keys.of(model):
        lines.extend([""] if explained or key.name not in given else [])
        explained = key.name not in given
        lines.extend(_key(key) if explained else _given(key, given[key.name]))
    return "".join(f"{line}\n" for line in lines)


def _given(key: ModelKey, value: Any) -> Iterator[str]:
    others = [choice for choice in key.choices if choice != value]
    choice = f"  # or: {', '.join(others)}" if others else ""
    lines = _yaml({key.name: value})
    yield f"{lines[0]}{choice}"
    yield from lines[1:]


def _key(key: ModelKey) -> Iterator[str]:
    yield f"# {key.description}"
    if key.required and len(key.parts) > 1:
        yield from _alternatives(key)
    elif key.required:
        yield f"{key.name}: |" if key.name == "text" else f"{key.name}:"
    else:
        yield from (f"# {line}" for line in _yaml({key.name: _brief(key)}))


def _alternatives(key: ModelKey) -> Iterator[str]:
    """One of the things that a key may hold, to be filled in, and the others as comments."""
    *others, last = key.parts
    yield f"{key.name}:"
    yield from (f"  {inner.name}:  # {inner.description} For example: {inner.example}" for inner in keys.of(last))
    for part in others:
        example = ", ".join(f"{name}: {value}" for name, value in keys.example(part).items())
        yield f"# or: {key.name}: {{{example}}}"


def _brief(key: ModelKey) -> Any:
    """The example of a key; of the things under it, what they must have."""
    if not key.parts:
        return key.example
    example = _least(key.parts[0])
    return [example] if key.many else example


def _least(part: type[Part]) -> dict[str, Any]:
    return keys.example(part, optional=False) or keys.example(part)


def _yaml(data: Mapping[str, Any]) -> list[str]:
    return _DATE_IN_QUOTES.sub(r"\1", yamltext.dump(data)).splitlines()
