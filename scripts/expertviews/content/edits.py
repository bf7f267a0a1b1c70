"""Edits single values in a file of the record. Comments, order and layout stay as they are.

Only the words that differ are replaced. The result is parsed: unless it has exactly the intended values, the file is
left unchanged.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from expertviews import files
from expertviews.content import records, yamltext
from expertviews.content.yamltext import KeyPath, Scalar, Tree
from expertviews.model import BLANK_LINE
from expertviews.problems import ProblemsFound

_Span = tuple[int, int, str]
"""A range of characters (half-open), and what to write in its place."""
_Paragraphs = Sequence[Sequence[str]]
"""The words of each paragraph of a value, without the layout."""


@dataclass(frozen=True)
class ValueEdit:
    """A new value for `key`, which is added if it is missing at the top of a file. A list can only be added.

    With `renames`, `value` is a new name for the key itself.
    """

    key: KeyPath
    value: str | tuple[str, ...]
    renames: bool = False


def edited(path: str, text: str, edits: Sequence[ValueEdit]) -> str:
    """The text of the file at `path` with the edits, or unchanged if they can't be made."""
    tree = yamltext.parse(text, path)
    wanted = _expected(tree, edits)
    for quoted in (False, True):
        spans = [span for edit in edits for span in _spans(tree, text, edit, quoted=quoted)]
        after = text
        for start, end, words in sorted(spans, reverse=True):
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


def _expected(tree: Tree, edits: Sequence[ValueEdit]) -> Mapping[KeyPath, _Paragraphs]:
    """Every value of a file after the edits."""
    renamed = {edit.key: str(edit.value) for edit in edits if edit.renames}
    values = {
        tuple(renamed.get(key[: at + 1], step) for at, step in enumerate(key)): _paragraphs(scalar.text)
        for key, scalar in tree.scalars.items()
    }
    for edit in edits:
        if isinstance(edit.value, tuple):
            values |= {(*edit.key, at): _paragraphs(item) for at, item in enumerate(edit.value)}
        elif not edit.renames:
            values[edit.key] = _paragraphs(edit.value)
    return values


def _values_in(path: str, text: str) -> Mapping[KeyPath, _Paragraphs] | None:
    try:
        tree = yamltext.parse(text, path)
    except ProblemsFound:
        return None
    return {key: _paragraphs(scalar.text) for key, scalar in tree.scalars.items()}


def _paragraphs(value: str) -> _Paragraphs:
    return [paragraph.split() for paragraph in BLANK_LINE.split(value.strip())]


def _spans(tree: Tree, text: str, edit: ValueEdit, *, quoted: bool) -> Iterator[_Span]:
    """What to replace; with `quoted`, values on one line get quotation marks."""
    scalar = tree.scalars.get(edit.key)
    if isinstance(edit.value, tuple):
        end = _end_of_key_before(tree, text, str(edit.key[0]))
        yield end, end, "\n" + yamltext.dump({str(edit.key[0]): list(edit.value)}).rstrip()
    elif edit.renames:
        place, length = tree.key_place(*edit.key), len(str(edit.key[-1]))
        at = _offset(text, place.line, place.column)
        at += text[at] in "\"'"
        yield at, at + length, edit.value
    elif not scalar:
        end = _end_of_key_before(tree, text, str(edit.key[0]))
        yield end, end, f"\n{edit.key[0]}: {json.dumps(edit.value, ensure_ascii=False) if quoted else edit.value}"
    elif quoted and scalar.style not in {"|", ">"}:
        yield scalar.start, _end(text, scalar), json.dumps(edit.value, ensure_ascii=False)
    else:
        yield from _changed_words(text, scalar, edit.value)


def _changed_words(text: str, scalar: Scalar, value: str) -> Iterator[_Span]:
    """The words of a scalar that differ from the value."""
    start, end = scalar.start, _end(text, scalar)
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
            yield at, at, "".join(f" {word}" for word in wanted[begin:stop])
        elif last - first == stop - begin and kind != "equal":
            for word, new in zip(written[first:last], wanted[begin:stop], strict=True):
                yield word.start(), word.end(), new
        elif kind == "delete" and last < len(written):
            yield written[first].start(), written[last].start(), ""
        elif kind == "delete" and first:
            yield written[first - 1].end(), written[last - 1].end(), ""
        elif kind != "equal":
            yield written[first].start(), written[last - 1].end(), " ".join(wanted[begin:stop])


def _escaped(value: str, style: str | None) -> str:
    if style == "'":
        return value.replace("'", "''")
    return json.dumps(value, ensure_ascii=False)[1:-1] if style == '"' else value


def _end(text: str, scalar: Scalar) -> int:
    return scalar.start + len(text[scalar.start : scalar.end].rstrip())


def _end_of_key_before(tree: Tree, text: str, key: str) -> int:
    """The end of the value after which a key at the top is added, by the order of keys in the model."""
    order = list(records.model_of(tree.path).fields_by_key())
    before = [name for name in order[: order.index(key)] if name in (tree.data or {})]
    end = max((scalar.end for way, scalar in tree.scalars.items() if way[0] in before[-1:]), default=0)
    line_end = text.find("\n", max(end - 1, 0))
    return len(text) if line_end < 0 else line_end


def _offset(text: str, line: int, column: int) -> int:
    """The offset of a line and column (from 1) in a text."""
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
