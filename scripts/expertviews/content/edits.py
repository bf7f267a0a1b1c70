"""Edits single values in a file of the record. Comments, order and layout stay as they are.

Only the words that differ are replaced. The result is parsed: unless it has the intended values, but for white space
within their paragraphs, the text is left unchanged. What is new is written as an editor would: a key after those before
it in the model's order, an item after the last one; in brackets if its neighbours are.
"""

import errno
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

_BLOCK_STYLES = {"|", ">"}
_Paragraphs = Sequence[Sequence[str]]
"""The words of each paragraph of a value, without the layout."""


@dataclass(frozen=True)
class ValueEdit:
    """A new `value` for a key: for a scalar that is there another scalar; for a key that is missing any plain data.

    An item can only be added at the end of its list. With `renames`, `value` is a new name for the key itself.
    """

    key: KeyPath
    value: Any
    renames: bool = False


def edited_text(path: str, text: str, edits: Sequence[ValueEdit]) -> str:
    """Makes the edits in the text of the file at `path`. Returns the same text if they can't be made.

    Of several ways to write a value, the first is taken that changes least and reads back as intended.
    """
    tree = yamltext.parse(text, path)
    expected = _expected(tree, edits)
    for rewrite in (_changed_words, _quoted, _written_anew):
        after = _replaced(text, [span for edit in edits for span in _spans(tree, edit, rewrite)])
        if _values_in(path, after) == expected:
            return after
    return text


def write_edited(root: Path, path: str, before: str, after: str) -> None:
    """Writes an edited file, with its line ends. Raises FileExistsError if its text isn't that of `before` any more."""
    if files.read_text(root / path, path) != before:
        raise FileExistsError(errno.EEXIST, "was changed in the meantime; try again", str(root / path))
    ends = "\r\n" if b"\r\n" in (root / path).read_bytes() else "\n"
    files.replace(root / path, after.replace("\n", ends))


def key_at(tree: Tree, path: KeyPath) -> ModelKey | None:
    """The model's key for a value; for an item of a list, that of the list."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return keys.get(_model_at(tree, path[:-1]), str(path[-1])) if path else None


def _expected(tree: Tree, edits: Sequence[ValueEdit]) -> Mapping[KeyPath, _Paragraphs]:
    """Every scalar of a file after the edits."""
    new_names = {edit.key: str(edit.value) for edit in edits if edit.renames}
    values = {
        tuple(new_names.get(path[:length], step) for length, step in enumerate(path, 1)): _paragraphs(scalar.text)
        for path, scalar in tree.scalars.items()
    }
    for edit in edits:
        if not edit.renames:
            new = _values_in("", yamltext.dump([edit.value])) or {}  # nothing of a value that YAML can't have
            values |= {(*edit.key, *path[1:]): paragraphs for path, paragraphs in new.items()}
    return values


def _values_in(path: str, text: str) -> Mapping[KeyPath, _Paragraphs] | None:
    """Every scalar of the file; None if it isn't YAML."""
    try:
        tree = yamltext.parse(text, path)
    except ProblemsFound:
        return None
    return {key: _paragraphs(scalar.text) for key, scalar in tree.scalars.items()}


def _paragraphs(value: str) -> _Paragraphs:
    return [paragraph.split() for paragraph in BLANK_LINE.split(value.strip())]


class _Span(NamedTuple):
    """The characters of a text from `start` up to `end`, and what to write in their place."""

    start: int
    end: int
    new: str


_Rewrite = Callable[[str, Scalar, str], Iterator[_Span]]
"""A way to change a scalar to a value, in the text of its file."""


def _replaced(text: str, spans: Sequence[_Span]) -> str:
    """The text with all spans replaced. What is inserted at the same place stays in the order of the spans."""
    pieces, end = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        pieces += [text[end : span.start], span.new]
        end = span.end
    return "".join([*pieces, text[end:]])


def _spans(tree: Tree, edit: ValueEdit, rewrite: _Rewrite) -> Iterator[_Span]:
    scalar = tree.scalars.get(edit.key)
    if edit.renames:
        start = tree.keys[edit.key]
        if tree.text[start] in "\"'":
            start += 1
        yield _Span(start, start + len(str(edit.key[-1])), edit.value)
    elif scalar and isinstance(edit.value, str):
        needs_quotes = not scalar.style and yamltext.is_misread(edit.value) and not yamltext.is_misread(scalar.text)
        yield from (_quoted if needs_quotes else rewrite)(tree.text, scalar, edit.value)
    elif scalar:
        yield from rewrite(tree.text, scalar, yamltext.in_brackets([edit.value]))
    else:
        yield _inserted(tree, edit.key, [*edit.value] if isinstance(edit.value, tuple) else edit.value)


def _changed_words(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """Replaces the words of a scalar that differ from the value."""
    start, end = scalar.start, scalar.end_in(text)
    if scalar.style in {"'", '"'}:
        start, end = start + 1, end - 1
    elif scalar.style:
        start = text.index("\n", start)
    old = list(re.compile(r"\S+").finditer(text, start, end))
    new = _escaped(value, scalar.style).split()
    matcher = SequenceMatcher(None, [word[0] for word in old], new, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        words = new[new_first:new_last]
        if kind == "insert":
            at = old[first - 1].end() if first else start
            yield _Span(at, at, "".join(f" {word}" for word in words))
        elif kind == "replace" and last - first == len(words):  # which leaves the white space between them as it is
            for match, word in zip(old[first:last], words, strict=True):
                yield _Span(match.start(), match.end(), word)
        elif kind == "replace":
            yield _Span(old[first].start(), old[last - 1].end(), " ".join(words))
        elif kind == "delete" and last < len(old):
            yield _Span(old[first].start(), old[last].start(), "")
        elif kind == "delete":
            yield _Span(old[first - 1].end() if first else old[0].start(), old[last - 1].end(), "")


def _quoted(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """Writes a value in quotation marks; of a block, replaces the words that differ."""
    if scalar.style in _BLOCK_STYLES:
        yield from _changed_words(text, scalar, value)
    else:
        yield _Span(scalar.start, scalar.end_in(text), json.dumps(value, ensure_ascii=False))


def _written_anew(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """Writes a block again; other values in quotation marks."""
    if scalar.style not in _BLOCK_STYLES:
        yield from _quoted(text, scalar, value)
        return
    line_start = text.rfind("\n", 0, scalar.start) + 1
    before = text[line_start : scalar.start]
    column = len(before) - len(before.lstrip(" -"))
    line_end = "\n" if scalar.style == "|" else ""
    block = yamltext.dump({"k": value.strip() + line_end}).rstrip("\n").removeprefix("k: ")
    yield _Span(scalar.start, scalar.end_in(text), _indented(block, column).lstrip(" "))


def _escaped(value: str, style: str | None) -> str:
    if style == "'":
        return value.replace("'", "''")
    return json.dumps(value, ensure_ascii=False)[1:-1] if style == '"' else value


def _inserted(tree: Tree, path: KeyPath, value: Any) -> _Span:
    """Writes a new key or item of a mapping or list that the file has."""
    *above, last = path
    parent = tuple(above)
    previous = _previous(tree, parent, last)
    data = {last: value} if isinstance(last, str) else [value]
    if parent in tree.flow_ends:
        return _inserted_in_brackets(tree, parent, previous, yamltext.in_brackets(data))
    start = tree.collections[parent]
    column = start - (tree.text.rfind("\n", 0, start) + 1)
    block = _indented(yamltext.dump(data).rstrip("\n"), column)
    if previous is None:
        return _Span(start, start, f"{block.lstrip(' ')}\n{' ' * column}")
    line_end = tree.text.find("\n", max(_value_end(tree, previous) - 1, 0))
    at = len(tree.text) if line_end < 0 else line_end
    return _Span(at, at, f"\n{block}")


def _inserted_in_brackets(tree: Tree, parent: KeyPath, previous: KeyPath | None, new: str) -> _Span:
    if previous:
        at = _value_end(tree, previous)
        return _Span(at, at, f", {new}")
    at = tree.collections[parent] + 1
    return _Span(at, at, f"{new}, " if _children(tree, parent) else new)


def _previous(tree: Tree, parent: KeyPath, last: str | int) -> KeyPath | None:
    """The key or item after which a new one goes; None if it is to be the first."""
    if isinstance(last, int):
        return (*parent, last - 1) if last else None
    order = [*_model_at(tree, parent).fields_by_key()]
    earlier = order[: order.index(last)]
    return max(
        (path for path in _children(tree, parent) if path[-1] in earlier), key=tree.keys.__getitem__, default=None
    )


def _value_end(tree: Tree, path: KeyPath) -> int:
    """Where a value ends, without the white space after it."""
    if path in tree.flow_ends:
        return tree.flow_ends[path]
    if path in tree.scalars:
        scalar = tree.scalars[path]
        if not scalar.text and not scalar.style and path in tree.keys:  # a key without a value ends at its colon
            return tree.text.index(":", tree.keys[path] + len(str(path[-1]))) + 1
        return scalar.end_in(tree.text)
    return max(_value_end(tree, child) for child in _children(tree, path))


def _indented(block: str, column: int) -> str:
    """Moves lines of YAML to the right."""
    return "\n".join(f"{' ' * column}{line}" if line else "" for line in block.split("\n"))


def _model_at(tree: Tree, path: KeyPath) -> type[Part]:
    return keys.model_at(records.model_of(tree.path), tree.data, path)


def _children(tree: Tree, parent: KeyPath) -> list[KeyPath]:
    """The paths of the keys or items of a mapping or list."""
    return [path for path in (*tree.scalars, *tree.collections) if path and path[:-1] == parent]
