"""YAML text to plain data with the place of every value, and back.

Only the plain part of YAML is read: mappings, lists and scalars. Anchors, tags and several documents in a file have
no use in a record and are refused, and so is what is nested deeper than any record, which bounds time and memory.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from expertviews.problems import Place, Problem, ProblemsFound, shown

MAX_DEPTH = 12
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple[str | int, ...]
"""The way to a value: mapping keys and list indexes from the top."""


@dataclass(frozen=True)
class Scalar:
    """How a scalar is written: its text, and the sign of its style (`|`, `>`, `"`, `'`, or nothing)."""

    text: str
    style: str | None


@dataclass
class Tree:
    """A YAML document: `data` and, for every key path, where key and value start (line and column from 1)."""

    path: str
    data: Any = None
    values: dict[Key, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Key, tuple[int, int]] = field(default_factory=dict)
    scalars: dict[Key, Scalar] = field(default_factory=dict)

    def place(self, *key: str | int) -> Place:
        """Where the value of `key` starts, or the nearest value around it that the file has."""
        while key and key not in self.values:
            key = key[:-1]
        return Place(self.path, *self.values.get(key, (1, 1)))

    def key_place(self, *key: str | int) -> Place:
        """Where `key` itself is written, or its value where it has no name of its own."""
        return Place(self.path, *self.keys[key]) if key in self.keys else self.place(*key)


class Unreadable:
    """A scalar that YAML readers take for different things, so that no type fits it."""


def parse(text: str, path: str) -> Tree:
    """The data of a YAML document. Raises ProblemsFound with every problem of its form."""
    builder = _Builder(Tree(path))
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, text, path))
    except _TooDeepError:
        pass
    if builder.problems:
        raise ProblemsFound(builder.problems)
    return builder.tree


class _TooDeepError(Exception):
    pass


_Container = dict[str, Any] | list[Any]


class _Builder:
    """Builds a tree from parser events, without recursion."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []
        self.documents = 0
        self.open: list[tuple[_Container, Key]] = []
        self.pending: str | None = None
        self.resolver = yaml.resolver.Resolver()

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._problem(
                    event, "yaml-documents", "a second document starts", "keep one entity a file; drop the ---"
                )
        elif isinstance(event, yaml.AliasEvent):
            self._problem(event, "yaml-alias", "aliases are not read", "write the value out")
            self._scalar(event, "")
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_marks(event)
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            self._scalar(event, event.value)

    def _scalar(self, event: Any, text: str) -> None:
        container = self.open[-1][0] if self.open else None
        if isinstance(container, dict) and self.pending is None:
            self._key(event, text, container)
            return
        plain = isinstance(event, yaml.ScalarEvent) and event.implicit[0]
        key = self._put(_value(text, self.resolver) if plain else text, event)
        self.tree.scalars[key] = Scalar(text, event.style if isinstance(event, yaml.ScalarEvent) else None)

    def _key(self, event: yaml.Event, text: str, container: dict[str, Any]) -> None:
        way = (*self.open[-1][1], text)
        if text in container:
            first = self.tree.keys[way][0]
            self._problem(
                event,
                "duplicate-key",
                f"`{shown(text)}` stands here a second time",
                f"keep one; the first is in line {first}",
            )
        self.tree.keys[way] = _position(event)
        self.pending = text

    def _start(self, container: _Container, event: yaml.Event) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._problem(
                event, "yaml-depth", f"more than {MAX_DEPTH} levels of nesting", "no record is nested so deep"
            )
            raise _TooDeepError
        if isinstance(self.open[-1][0] if self.open else None, dict) and self.pending is None:
            self._problem(event, "yaml-key", "a list or mapping stands where a key should", "write `key: value`")
            self.pending = ""
        key = self._put(container, event)
        self.open.append((container, key))

    def _put(self, value: Any, event: yaml.Event) -> Key:
        """Adds a value to what is open and returns its key path."""
        key: Key = ()
        if not self.open:
            self.tree.data = value
        else:
            container, way = self.open[-1]
            if isinstance(container, list):
                key = (*way, len(container))
                container.append(value)
            else:
                key = (*way, self.pending or "")
                container.setdefault(self.pending or "", value)
                self.pending = None
        self.tree.values[key] = _position(event)
        return key

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem(
                event,
                "yaml-alias",
                f"the anchor &{shown(event.anchor)} is not read",
                "write the value out where it is used",
            )
        if event.tag is not None and not (event.tag == "!" and isinstance(event, yaml.ScalarEvent)):
            self._problem(event, "yaml-tag", f"the tag {shown(event.tag)} is not read", "leave tags (!…) out")

    def _problem(self, event: yaml.Event, code: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(Place(self.tree.path, *_position(event)), code, what, remedy))


def _position(event: Any) -> tuple[int, int]:
    return (event.start_mark.line + 1, event.start_mark.column + 1)


_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,18})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS_FOR_TRUE = {"true", "yes", "on"}


def _value(text: str, resolver: Any) -> Any:
    """The value of an unquoted scalar as YAML 1.1 readers take it, which most still are."""
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
    if tag == "timestamp" and _DAY.fullmatch(text):
        return _day(text)
    values: dict[str, Callable[[], Any]] = {
        "str": lambda: text,
        "null": lambda: None,
        "bool": lambda: text.lower() in _WORDS_FOR_TRUE,
        "int": lambda: int(text) if _DECIMAL.fullmatch(text) else Unreadable(),
    }
    return values.get(tag, Unreadable)()


def _day(text: str) -> datetime.date | str:
    """The day, or the text itself where the calendar has no such day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


_SYNTAX = (
    ("found character '\\t'", "yaml-tab", "a tab stands where YAML wants spaces", "indent with two spaces"),
    ("cannot start any token", "yaml-character", "this character can't start a value", "put the value in quotes"),
    ("mapping values are not allowed", "yaml-colon", "a colon and space in an unquoted value, or wrong indentation",
     "put the value in quotes, or line the key up with the one above"),
    ("expected <block end>", "yaml-indentation", "this line doesn't line up with those above",
     "indent it like its neighbours, two spaces a level"),
    ("did not find expected key", "yaml-indentation",
     "this line doesn't line up with those above, or goes on after a closing quote",
     "indent it like its neighbours; put the whole value in quotes"),
    ("did not find expected '-' indicator", "yaml-indentation", "this line doesn't line up with the list above",
     "start it with `- `, or indent it like the key it belongs to"),
    ("did not find expected node content", "yaml-bracket", "a value or a closing bracket is missing",
     "close the bracket, or write one item a line"),
    ("did not find expected ',' or", "yaml-bracket", "a bracket is opened and not closed",
     "close it, or write one item a line"),
    ("could not find expected ':'", "yaml-key", "a key without a colon",
     "write `key: value`; indent lines that belong to the value above"),
    ("found unexpected end of stream", "yaml-quote", "quotation marks are opened and not closed",
     "close them, or use the other kind around"),
    ("special characters are not allowed", "yaml-control", "a control character", "delete it; it can't be seen"),
    ("control characters are not allowed", "yaml-control", "a control character", "delete it; it can't be seen"),
)  # fmt: skip


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else _control_character(text)
    lines = text.split("\n")
    source = lines[line - 1] if line <= len(lines) else ""
    if "\t" in source[: len(source) - len(source.lstrip())] or source[column - 1 : column] == "\t":
        reason, column = "found character '\\t'", source.index("\t") + 1
    for sign, code, what, remedy in _SYNTAX:
        if sign in reason:
            return Problem(Place(path, line, column), code, what, remedy)
    return Problem(
        Place(path, line, column),
        "yaml-syntax",
        f"YAML can't be read here: {shown(reason)}",
        "compare with the lines above",
    )


_NOT_YAML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _control_character(text: str) -> tuple[int, int]:
    found = _NOT_YAML.search(text)
    at = found.start() if found else 0
    return (text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)


class _Dumper(yaml.SafeDumper):
    """Writes YAML as an editor would: lists indented, several lines as a block, long values folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


_LINE = 118  # characters before a long value is folded
_FOLDS = re.compile(r"(?!\s)[^\n\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]+(?<!\s)")


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    if len(value) > _LINE - 20 and _FOLDS.fullmatch(value) and "  " not in value:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _string)


def dump(data: Mapping[str, Any]) -> str:
    """YAML text of plain data, keys in their order. `parse` gives the same data back."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_LINE, indent=2)
