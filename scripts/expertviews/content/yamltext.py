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

from expertviews import characters
from expertviews.problems import Place, Problem, ProblemsFound, shown

MAX_DEPTH = 12
MOST_PROBLEMS = 20  # of form in one file, after which the rest is left unread
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple[str | int, ...]
"""The way to a value: mapping keys and list indexes from the top."""


@dataclass(frozen=True)
class Scalar:
    """How a scalar is written: its text, and the sign of its style (`|`, `>`, `"`, `'`, or nothing).

    It takes up the characters `start` to `end` (half-open) of the file.
    """

    text: str
    style: str | None
    start: int
    end: int


@dataclass
class Tree:
    """A YAML document: `data` and, for every key path, where key and value start (line and column from 1).

    `remarks` are the comments that follow a value so closely that they may be meant as a part of it.
    """

    path: str
    data: Any = None
    values: dict[Key, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Key, tuple[int, int]] = field(default_factory=dict)
    scalars: dict[Key, Scalar] = field(default_factory=dict)
    remarks: dict[Key, str] = field(default_factory=dict)

    def place(self, *key: str | int) -> Place:
        """Where the value of `key` starts, or the nearest value around it that the file has."""
        while key and key not in self.values:
            key = key[:-1]
        return Place(self.path, *self.values.get(key, (1, 1)))

    def key_place(self, *key: str | int) -> Place:
        """Where `key` itself is written, or its value where it has no name of its own."""
        return Place(self.path, *self.keys[key]) if key in self.keys else self.place(*key)


_REMARK = re.compile(r" #[^\n]*|[ \t]+#\d[^\n]*")


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
    except _EnoughError:
        pass
    if builder.problems:
        raise ProblemsFound(builder.problems)
    for key, scalar in builder.tree.scalars.items():
        remark = _REMARK.match(text, scalar.end) if scalar.text and not scalar.style else None
        if remark:
            builder.tree.remarks[key] = remark[0].strip()
    return builder.tree


class _EnoughError(Exception):
    """The rest of the file isn't worth reading."""


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
                what, remedy = "a second document starts", "keep one record in a file: take the line `---` out"
                self._problem(event, "yaml-documents", what, remedy)
        elif isinstance(event, yaml.AliasEvent):
            self._mark(event, "yaml-alias", f"*{event.anchor}")
            self._scalar(event, "")
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_marks(event)
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            self._refuse_controls(event)
            self._scalar(event, event.value)

    def _scalar(self, event: Any, text: str) -> None:
        container = self.open[-1][0] if self.open else None
        if isinstance(container, dict) and self.pending is None:
            self._key(event, text, container)
            return
        plain = isinstance(event, yaml.ScalarEvent) and event.implicit[0]
        key = self._put(_value(text, self.resolver) if plain else text, event)
        style = event.style if isinstance(event, yaml.ScalarEvent) else None
        self.tree.scalars[key] = Scalar(text, style, event.start_mark.index, event.end_mark.index)

    def _key(self, event: yaml.Event, text: str, container: dict[str, Any]) -> None:
        way = (*self.open[-1][1], text)
        if text in container:
            new_item = "; or start a new item with a hyphen and a blank" if isinstance(way[-2:][0], int) else ""
            remedy = f"keep one; the first is in line {self.tree.keys[way][0]}{new_item}"
            self._problem(event, "duplicate-key", f"`{shown(text)}` stands here a second time", remedy)
        self.tree.keys[way] = _position(event)
        self.pending = text

    def _start(self, container: _Container, event: yaml.Event) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._problem(
                event, "yaml-depth", f"more than {MAX_DEPTH} levels of nesting", "no record is nested so deep"
            )
            raise _EnoughError
        if isinstance(self.open[-1][0] if self.open else None, dict) and self.pending is None:
            self._problem(event, "yaml-key", "a list or mapping stands where a key should", "write `key: value`")
            raise _EnoughError
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
            self._mark(event, "yaml-alias", f"&{event.anchor}")
        if event.tag is not None and not (event.tag == "!" and isinstance(event, yaml.ScalarEvent)):
            self._mark(event, "yaml-tag", event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _refuse_controls(self, event: Any) -> None:
        """An escape within quotation marks can write what the text of the file mustn't have."""
        control = characters.CONTROL.search(event.value)
        if control:
            what = f"the value has the control character {characters.named(control[0])}"
            self._problem(event, "yaml-control", what, "delete it")

    def _mark(self, event: yaml.Event, code: str, mark: str) -> None:
        what = f"a value that starts with `{mark[0]}` isn't read as text: `{shown(mark)}`"
        self._problem(event, code, what, "put the value in quotation marks, or leave this sign and its word out")

    def _problem(self, event: yaml.Event, code: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(Place(self.tree.path, *_position(event)), code, what, remedy))
        if len(self.problems) == MOST_PROBLEMS:
            raise _EnoughError


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


CODES: Mapping[str, str] = {
    "yaml-tab": "YAML is indented with blanks, never with tabs. Replace each tab by two blanks.",
    "yaml-indentation": "Keys of one level start in the same column; what belongs to a key stands two blanks further "
    "in. This line starts in a column that fits none of those above it.",
    "yaml-key": "A line should be `key: value`, with a colon and a blank after the key. Lines that go on a value from "
    "the line above are indented: under `text: |`, every line of the text starts with two blanks.",
    "yaml-colon": "A colon with a blank after it ends a key. In a value, it needs quotation marks around the whole "
    "value; or write the value in the lines under `key: >-`, where nothing needs quotation marks.",
    "yaml-quote": "A value that starts with a quotation mark ends with the next one of its kind. To have quotation "
    "marks within a value, start it with another sign, or write it in the lines under `key: >-`.",
    "yaml-bracket": "What is opened by `[` or `{` is closed by `]` or `}`, with a comma between the items.",
    "yaml-character": "Some characters mean something to YAML at the start of a value: `` @ ` % & * ! | > - ? [ { ``. "
    "Put the value in quotation marks, or write it in the lines under `key: >-`.",
    "yaml-control": "The file has a character that can't be seen and isn't text, often from copying out of another "
    "program. Delete it.",
    "yaml-syntax": "YAML can't be read from this place on, for a reason that the message names.",
    "yaml-alias": "YAML can name a value with `&` and repeat it with `*`. Records don't use this: write the value out, "
    "or put it in quotation marks if it is meant to start with this sign.",
    "yaml-conflict": "Two changes of the same lines met, and git has put both into the file, between lines of its own. "
    "Keep what is right of the two, and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`.",
    "yaml-tag": "YAML can give a value a type with `!`. Records don't use this: leave it out, or put the value in "
    "quotation marks if it is meant to start with this sign.",
    "yaml-documents": "A line of three hyphens starts another document in the same file. A file holds one record.",
    "yaml-depth": f"No record has lists and keys within each other more than {MAX_DEPTH} levels deep.",
    "duplicate-key": "The same key stands twice in one place, so that one of the two values would be lost.",
}
"""What each code of this module's problems means."""

_LINE_UP = "start it in the same column as its neighbours; what belongs to a key stands two blanks further in"
_QUOTE_ALL = "put the whole value in quotation marks, or write it in the lines under `key: >-`"
_CLOSE = "close it; put quotation marks around text that starts with a bracket"
_IN_BRACKETS = "a part of a line stands in brackets with its words: `[name: Bob Ray, text]`"
_SYNTAX = (
    ("found character '\\t'", "yaml-tab", "a tab stands where YAML wants blanks", "indent with two blanks"),
    ("cannot start any token", "yaml-character", "a value can't start with this character", _QUOTE_ALL),
    ("expected alphabetic or numeric", "yaml-character", "a value can't start with `*` or `&`", _QUOTE_ALL),
    ("sequence entries are not allowed", "yaml-character", "a value can't start with `-`",
     f"{_QUOTE_ALL}; or start a list on the next line"),
    ("mapping keys are not allowed", "yaml-character", "a value can't start with `?`", _QUOTE_ALL),
    ("expected comment or line break", "yaml-character", "words follow `|` or `>` on the same line",
     "start the text on the next line, two blanks further in"),
    ("mapping values are not allowed", "yaml-colon", "a colon and a blank stand within a value, or the line starts in"
     " the wrong column", f"{_QUOTE_ALL}; or line the key up with the one above"),
    ("expected <block end>", "yaml-indentation", "this line doesn't line up with those above", _LINE_UP),
    ("did not find expected key", "yaml-indentation", "this line doesn't line up with those above", _LINE_UP),
    ("did not find expected '-' indicator", "yaml-indentation", "this line doesn't line up with the list above",
     "start it with a hyphen and a blank, or in the same column as the keys of its item"),
    ("did not find expected node content", "yaml-bracket", "a value or a closing bracket is missing", _CLOSE),
    ("did not find expected ',' or", "yaml-bracket", "a comma between items or a closing bracket is missing", _CLOSE),
    ("could not find expected ':'", "yaml-key", "this line isn't a key with a colon, a blank and a value",
     "write `key: value`; indent the lines of a text by two blanks"),
    ("found unexpected end of stream", "yaml-quote", "a quotation mark is opened here and never closed",
     "close it, or take it out"),
    ("special characters are not allowed", "yaml-control", "the control character CONTROL", "delete it"),
    ("control characters are not allowed", "yaml-control", "the control character CONTROL", "delete it"),
)  # fmt: skip
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_OTHER_BLANK = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
STRANGE_BLANK = re.compile(rf"(?={_OTHER_BLANK})[^\S\n]+|(?=[ \t]+{_OTHER_BLANK})[^\S\n]+(?=- |\w+:)")
"""What stands at the start of a line, or before a key or an item, where a blank of it isn't one to YAML."""
_STARTS_EARLIER = ("could not find expected ':'", "found unexpected end of stream", "did not find expected ',' or")


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    conflict = _CONFLICT.search(text)
    if conflict:
        what = "git has put its marks of a conflict here, since two changes met"
        remedy = "keep one of the two versions, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`"
        return Problem(Place(path, text.count("\n", 0, conflict.start()) + 1), "yaml-conflict", what, remedy)
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = _mark(error, reason, text)
    lines = text.split("\n")
    source = lines[line - 1] if line <= len(lines) else ""
    if "\t" in source[: len(source) - len(source.lstrip())] or source[column - 1 : column] == "\t":
        reason, column = "found character '\\t'", source.index("\t") + 1
    place = Place(path, line, column)
    strange = [at for at, above in enumerate(lines, 1) if STRANGE_BLANK.match(above)]
    if strange:
        what = "the line starts with blanks of another kind, such as no-break spaces from the web"
        remedy = "delete what stands before the first word, and type plain blanks"
        return Problem(Place(path, strange[0]), "yaml-indentation", what, remedy)
    if "：" in source and "could not find expected ':'" in reason:
        return Problem(place, "yaml-key", "the colon in this line is a wide one, “：”", "type the plain colon `:`")
    if "did not find expected key" in reason and source[: column - 1].strip():
        what = "the value goes on after the quotation mark or bracket that closes it"
        return Problem(place, "yaml-quote", what, f"{_QUOTE_ALL}; within '…', write an apostrophe twice")
    for sign, code, what, remedy in _SYNTAX:
        if sign in reason:
            control = next((characters.named(found[0]) for found in _NOT_YAML.finditer(text)), "")
            told = what.replace("this character", f"`{source[column - 1 : column]}`").replace("CONTROL", control)
            return Problem(place, code, told, _IN_BRACKETS if code == "yaml-colon" and "/outlines/" in path else remedy)
    return Problem(place, "yaml-syntax", f"YAML can't be read here: {shown(reason)}", "compare with the lines above")


def _mark(error: yaml.YAMLError, reason: str, text: str) -> tuple[int, int]:
    """Where the mistake was made, as far as can be told: often a line before it shows."""
    found, started = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if found and started and started.line < found.line and reason.startswith(_STARTS_EARLIER):
        found = started
    mark = found or started
    return (mark.line + 1, mark.column + 1) if mark else _control_character(text)


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
