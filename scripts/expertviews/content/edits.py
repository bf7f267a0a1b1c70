"""Edits single values in a file of the record. Comments, order and layout stay as they are.

Only the words that differ are replaced. The result is parsed: unless it has exactly the intended values, the file is
left unchanged. What is new is written as an editor would: a key after those before it in the model's order, an item
after the last one; in brackets if its neighbours are.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from expertviews import files
from expertviews.content import keys, records, yamltext
from expertviews.content.keys import ModelKey
from expertviews.content.yamltext import KeyPath, Scalar, Tree
from expertviews.model import BLANK_LINE, Part
from expertviews.problems import ProblemsFound

_Paragraphs = Sequence[Sequence[str]]
"""The words of each paragraph of a value, without the layout."""


@dataclass(frozen=True)
class ValueEdit:
    """A new value for `key`: of one that is there, a text; of one that is missing in a mapping or list, plain data.

    An item can only be added at the end of its list. With `renames`, `value` is a new name for the key itself.
    """

    key: KeyPath
    value: Any
    renames: bool = False


def edited_text(path: str, text: str, edits: Sequence[ValueEdit]) -> str:
    """The text of the file at `path` with the edits, or unchanged if they can't be made."""
    tree = yamltext.parse(text, path)
    wanted = _expected(tree, edits)
    for rewrite in (_changed_words, _quoted, _written_anew):
        after, spans = text, [span for edit in reversed(edits) for span in _spans(tree, edit, rewrite)]
        for start, end, words in sorted(spans, key=lambda span: span.start, reverse=True):
            after = after[:start] + words + after[end:]
        if _values_in(path, after) == wanted:
            return after
    return text


def write_edited(root: Path, path: str, before: str, after: str) -> None:
    """Writes an edited file with its former line ends. Raises FileExistsError if it has changed in the meantime."""
    if files.read_text(root / path, path) != before:
        raise FileExistsError(17, "was changed in the meantime; try again", str(root / path))
    ends = "\r\n" if b"\r\n" in (root / path).read_bytes() else "\n"
    files.replace(root / path, after.replace("\n", ends))


def key_at(tree: Tree, key: KeyPath) -> ModelKey | None:
    """What the model says of a value: of an item of a list, what it says of the list."""
    while key and isinstance(key[-1], int):
        key = key[:-1]
    return keys.get(_model_at(tree, key[:-1]), str(key[-1])) if key else None


def _expected(tree: Tree, edits: Sequence[ValueEdit]) -> Mapping[KeyPath, _Paragraphs]:
    """Every value of a file after the edits."""
    renamed = {edit.key: str(edit.value) for edit in edits if edit.renames}
    values = {
        tuple(renamed.get(key[: at + 1], step) for at, step in enumerate(key)): _paragraphs(scalar.text)
        for key, scalar in tree.scalars.items()
    }
    for edit in edits:
        if not edit.renames:
            values |= _values_of(edit.key, edit.value)
    return values


def _values_of(key: KeyPath, value: Any) -> Iterator[tuple[KeyPath, _Paragraphs]]:
    """Every value in plain data."""
    if isinstance(value, Mapping | list | tuple):
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _values_of((*key, step), item)
    else:
        yield key, _paragraphs(str(value))


def _values_in(path: str, text: str) -> Mapping[KeyPath, _Paragraphs] | None:
    try:
        tree = yamltext.parse(text, path)
    except ProblemsFound:
        return None
    return {key: _paragraphs(scalar.text) for key, scalar in tree.scalars.items()}


def _paragraphs(value: str) -> _Paragraphs:
    return [paragraph.split() for paragraph in BLANK_LINE.split(value.strip())]


class _Span(NamedTuple):
    """A range of characters (half-open), and what to write in its place."""

    start: int
    end: int
    words: str


_Rewrite = Callable[[str, Scalar, str], Iterator[_Span]]
"""How a value becomes another one, in the text of its file."""


def _spans(tree: Tree, edit: ValueEdit, rewrite: _Rewrite) -> Iterator[_Span]:
    scalar = tree.scalars.get(edit.key)
    if edit.renames:
        at, length = tree.keys[edit.key], len(str(edit.key[-1]))
        at += tree.text[at] in "\"'"
        yield _Span(at, at + length, edit.value)
    elif scalar:
        value = str(edit.value)
        misread = not scalar.style and yamltext.is_misread(value) and not yamltext.is_misread(scalar.text)
        yield from (_quoted if misread else rewrite)(tree.text, scalar, value)
    else:
        yield _inserted(tree, edit.key, [*edit.value] if isinstance(edit.value, tuple) else edit.value)


def _changed_words(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """The words of a scalar that differ from the value."""
    start, end = scalar.start, scalar.end_in(text)
    if scalar.style in {"'", '"'}:
        start, end = start + 1, end - 1
    elif scalar.style:
        start = text.index("\n", start)
    written = list(re.compile(r"\S+").finditer(text, start, end))
    wanted = _escaped(value, scalar.style).split()
    matcher = SequenceMatcher(None, [word[0] for word in written], wanted, autojunk=False)
    for kind, first, last, begin, stop in matcher.get_opcodes():
        if kind == "insert":
            at = written[first - 1].end() if first else start
            yield _Span(at, at, "".join(f" {word}" for word in wanted[begin:stop]))
        elif last - first == stop - begin and kind != "equal":
            for word, new in zip(written[first:last], wanted[begin:stop], strict=True):
                yield _Span(word.start(), word.end(), new)
        elif kind == "delete" and last < len(written):
            yield _Span(written[first].start(), written[last].start(), "")
        elif kind == "delete" and first:
            yield _Span(written[first - 1].end(), written[last - 1].end(), "")
        elif kind != "equal":
            yield _Span(written[first].start(), written[last - 1].end(), " ".join(wanted[begin:stop]))


def _quoted(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """A value on one line in quotation marks; of others, the words that differ."""
    if scalar.style in {"|", ">"}:
        yield from _changed_words(text, scalar, value)
    else:
        yield _Span(scalar.start, scalar.end_in(text), json.dumps(value, ensure_ascii=False))


def _written_anew(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """A value on lines of its own, all of them written again; others in quotation marks."""
    if scalar.style not in {"|", ">"}:
        yield from _quoted(text, scalar, value)
        return
    line = text.rfind("\n", 0, scalar.start) + 1
    column = len(text[line : scalar.start]) - len(text[line : scalar.start].lstrip(" -"))
    dumped = yamltext.dump({"k": value.strip() + "\n" * (scalar.style == "|")}).rstrip("\n").removeprefix("k: ")
    yield _Span(scalar.start, scalar.end_in(text), _indented(dumped, column).lstrip(" "))


def _escaped(value: str, style: str | None) -> str:
    if style == "'":
        return value.replace("'", "''")
    return json.dumps(value, ensure_ascii=False)[1:-1] if style == '"' else value


def _inserted(tree: Tree, key: KeyPath, value: Any) -> _Span:
    """A new key or item of a mapping or list that the file has."""
    *above, last = key
    parent = tuple(above)
    before, data = _before(tree, parent, last), {last: value} if isinstance(last, str) else [value]
    if parent in tree.flow_ends:
        at = _value_end(tree, before) if before else tree.collections[parent] + 1
        words = yamltext.in_brackets(data)
        return _Span(at, at, f", {words}" if before else f"{words}, " if _inside(tree, parent) else words)
    start = tree.collections[parent]
    column = start - (tree.text.rfind("\n", 0, start) + 1)
    block = _indented(yamltext.dump(data).rstrip("\n"), column)
    if before is None:
        return _Span(start, start, f"{block.lstrip(' ')}\n{' ' * column}")
    end = tree.text.find("\n", max(_value_end(tree, before) - 1, 0))
    at = len(tree.text) if end < 0 else end
    return _Span(at, at, f"\n{block}")


def _before(tree: Tree, parent: KeyPath, last: str | int) -> KeyPath | None:
    """The neighbour after which a new key or item goes; None to start with it."""
    if isinstance(last, int):
        return (*parent, last - 1) if last else None
    order = [*_model_at(tree, parent).fields_by_key()]
    there = [key for key in _inside(tree, parent) if key[-1] in order[: order.index(last)]]
    return max(there, key=lambda key: tree.keys[key], default=None)


def _value_end(tree: Tree, key: KeyPath) -> int:
    """Where the value of a key ends, without the white space after it."""
    if key in tree.flow_ends:
        return tree.flow_ends[key]
    if key in tree.scalars:
        scalar = tree.scalars[key]
        if not scalar.text and not scalar.style and key in tree.keys:
            return tree.text.index(":", tree.keys[key] + len(str(key[-1]))) + 1
        return scalar.end_in(tree.text)
    return max(_value_end(tree, it) for it in _inside(tree, key))


def _indented(block: str, column: int) -> str:
    """Lines of YAML, moved to the right."""
    return "\n".join(f"{' ' * column}{line}" if line else "" for line in block.split("\n"))


def _model_at(tree: Tree, parent: KeyPath) -> type[Part]:
    return keys.model_at(records.model_of(tree.path), tree.data, parent)


def _inside(tree: Tree, parent: KeyPath) -> list[KeyPath]:
    depth = len(parent) + 1
    found = (key for key in (*tree.scalars, *tree.collections) if len(key) == depth and key[:-1] == parent)
    return [*found]
