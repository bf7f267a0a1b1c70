"""Where a new key or item goes in a file of the record, and how it is written there: as an editor would.

A key goes after those before it in the model's order, an item after the last one; in brackets if its neighbours are.
"""

from typing import Any, NamedTuple

from expertviews.content import keys, records, yamltext
from expertviews.content.keys import ModelKey
from expertviews.content.yamltext import KeyPath, Tree
from expertviews.model import Part


class Span(NamedTuple):
    """A range of characters (half-open), and what to write in its place."""

    start: int
    end: int
    words: str


def inserted(tree: Tree, key: KeyPath, value: Any) -> Span:
    """A new key or item of a mapping or list that the file has."""
    *above, last = key
    parent = tuple(above)
    before, data = _before(tree, parent, last), {last: value} if isinstance(last, str) else [value]
    if parent in tree.closed:
        at = value_end(tree, before) if before else tree.containers[parent] + 1
        words = yamltext.in_brackets(data)
        return Span(at, at, f", {words}" if before else f"{words}, " if _inside(tree, parent) else words)
    start = tree.containers[parent]
    column = start - (tree.text.rfind("\n", 0, start) + 1)
    block = indented(yamltext.dump(data).rstrip("\n"), column)
    if before is None:
        return Span(start, start, f"{block.lstrip(' ')}\n{' ' * column}")
    end = tree.text.find("\n", max(value_end(tree, before) - 1, 0))
    at = len(tree.text) if end < 0 else end
    return Span(at, at, f"\n{block}")


def value_end(tree: Tree, key: KeyPath) -> int:
    """Where the value of a key ends, without the white space after it."""
    if key in tree.closed:
        return tree.closed[key]
    if key in tree.scalars:
        scalar = tree.scalars[key]
        if not scalar.text and not scalar.style and key in tree.keys:
            return tree.text.index(":", tree.keys[key] + len(str(key[-1]))) + 1
        return scalar.end_in(tree.text)
    return max(value_end(tree, it) for it in _inside(tree, key))


def indented(block: str, column: int) -> str:
    """Lines of YAML, moved to the right."""
    return "\n".join(f"{' ' * column}{line}" if line else "" for line in block.split("\n"))


def _before(tree: Tree, parent: KeyPath, last: str | int) -> KeyPath | None:
    """The neighbour after which a new key or item goes; None to start with it."""
    if isinstance(last, int):
        return (*parent, last - 1) if last else None
    order = [*_model_at(tree, parent).fields_by_key()]
    there = [key for key in _inside(tree, parent) if key[-1] in order[: order.index(last)]]
    return max(there, key=lambda key: tree.keys[key], default=None)


def key_at(tree: Tree, key: KeyPath) -> ModelKey | None:
    """What the model says of a value: of an item of a list, what it says of the list."""
    while key and isinstance(key[-1], int):
        key = key[:-1]
    return keys.get(_model_at(tree, key[:-1]), str(key[-1])) if key else None


def _model_at(tree: Tree, parent: KeyPath) -> type[Part]:
    return keys.model_at(records.model_of(tree.path), tree.data, parent)


def _inside(tree: Tree, parent: KeyPath) -> list[KeyPath]:
    depth = len(parent) + 1
    found = (key for key in (*tree.scalars, *tree.containers) if len(key) == depth and key[:-1] == parent)
    return [*found]
