"""Writes new files of the record to fill in, with every key of the model explained.

Required keys are left empty if only the editor knows their value, so that `views check` asks for them. Optional keys
are in comments, each with an example.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from expertviews.content import keys, records, yamltext
from expertviews.content.keys import ModelKey

_QUOTED_NUMBER = re.compile(r"'([0-9]+(?:-[0-9]+)*)'")


def template(path: str, known: Mapping[str, Any]) -> str:
    """The text of a new file at a path, with the values that are known."""
    model = records.model_of(path)
    lines = [
        records.schema_line(path),
        f"# {keys.summary(model)}",
        "# Lines that start with # are comments. To use a key in a comment, delete the # and the space after it.",
    ]
    after_explained = False
    for key in keys.of(model):
        is_known = key.name in known
        if after_explained or not is_known or key.many:
            lines.append("")
        lines += _filled(key, known[key.name]) if is_known else _explained(key)
        after_explained = not is_known
    return "".join(f"{line}\n" for line in lines)


def _filled(key: ModelKey, value: Any) -> Iterator[str]:
    if key.many:
        yield f"# {key.description}"
    others = [choice for choice in key.choices if choice != value]
    first, *rest = yamltext.dump({key.name: value}).splitlines()
    yield first + (f"  # or: {', '.join(others)}" if others else "")
    yield from rest


def _explained(key: ModelKey) -> Iterator[str]:
    yield f"# {key.description}"
    if key.required and len(key.parts) > 1:
        *others, last = key.parts
        yield f"{key.name}:"
        yield from (f"  {inner.name}:  # {inner.description} For example: {inner.example}" for inner in keys.of(last))
        for part in others:
            pairs = ", ".join(f"{name}: {value}" for name, value in keys.example(part).items())
            yield f"# or: {key.name}: {{{pairs}}}"
    elif key.required:
        yield f"{key.name}: |" if key.name == "text" else f"{key.name}:"
    else:
        least = keys.example(key.parts[0], least=True) if key.parts else key.example
        example = [least] if key.parts and key.many else least
        yield from (f"# {line}" for line in example_lines({key.name: example}))


def example_lines(data: Mapping[str, Any]) -> list[str]:
    """Writes YAML as people do: years, days and line numbers without quotation marks."""
    return _QUOTED_NUMBER.sub(r"\1", yamltext.dump(data)).splitlines()
