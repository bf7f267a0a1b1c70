"""New files of the record to fill in: short, with each key explained, made of the models and of nothing else.

A file names what its kind must have, empty where only the editor knows it, so that `views check` asks for exactly that;
what may be left out stands in comments with an example.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from expertviews.content import keys, records, yamltext
from expertviews.content.keys import ModelKey

_NUMBER_IN_QUOTES = re.compile(r"'([0-9]+(?:-[0-9]+)*)'")


def form(path: str, given: Mapping[str, Any]) -> str:
    """The text of a file to fill in, in which some keys are given."""
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
    lines = example_lines({key.name: value})
    yield f"{lines[0]}{choice}"
    yield from lines[1:]


def _key(key: ModelKey) -> Iterator[str]:
    yield f"# {key.description}"
    if key.required and len(key.parts) > 1:
        yield from _alternatives(key)
    elif key.required:
        yield f"{key.name}: |" if key.name == "text" else f"{key.name}:"
    else:
        yield from (f"# {line}" for line in example_lines({key.name: _brief(key)}))


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
    example = keys.least_example(key.parts[0])
    return [example] if key.many else example


def example_lines(data: Mapping[str, Any]) -> list[str]:
    """YAML as people write it: years, days and line numbers without quotation marks."""
    return _NUMBER_IN_QUOTES.sub(r"\1", yamltext.dump(data)).splitlines()
