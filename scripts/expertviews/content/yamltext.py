"""YAML text to plain data with the place of every value, and back.

Only the plain part of YAML is read: mappings, lists and scalars. Anchors, tags and several documents in a file have
no use in a record and are refused, and so is what is nested deeper than any record, which bounds time and memory.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
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
    reader = _Reader(text, path)
    try:
        reader.read()
    except yaml.YAMLError as error:
        reader.problems.append(_syntax_problem(error, text, path))
    except _EnoughError:
        pass
    if reader.problems:
        raise ProblemsFound(reader.problems)
    for key, scalar in reader.tree.scalars.items():
        remark = _REMARK.match(text, scalar.end) if scalar.text and not scalar.style else None
        if remark:
            reader.tree.remarks[key] = remark[0].strip()
    return reader.tree


class _EnoughError(Exception):
    """The rest of the file isn't worth reading."""


class _Reader:
    """Reads a tree from the parser's events, value by value within each other, no deeper than MAX_DEPTH."""

    def __init__(self, text: str, path: str) -> None:
        self.tree = Tree(path)
        self.problems: list[Problem] = []
        self.resolver = yaml.resolver.Resolver()
        self.events = yaml.parse(text, Loader=_Loader)

    def read(self) -> None:
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    what, remedy = "a second document starts", "keep one record in a file: take the line `---` out"
                    self._problem(event, "yaml-documents", what, remedy)
            elif isinstance(event, yaml.NodeEvent):
                self.tree.data = self._value(event, ())

    def _value(self, event: Any, way: Key) -> Any:
        """The value that begins with an event, whose place is noted under the way to it."""
        self._refuse(event)
        self.tree.values[way] = _position(event)
        if isinstance(event, yaml.MappingStartEvent):
            mapping: dict[str, Any] = {}
            for key in self._within(event, way):
                name = self._key(key, way, mapping)
                value = self._value(next(self.events), (*way, name))
                mapping.setdefault(name, value)
            return mapping
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            for item in self._within(event, way):
                items.append(self._value(item, (*way, len(items))))
            return items
        text = getattr(event, "value", "")
        style = getattr(event, "style", None)
        self.tree.scalars[way] = Scalar(text, style, event.start_mark.index, event.end_mark.index)
        return _typed(text, self.resolver) if getattr(event, "implicit", (False,))[0] else text

    def _within(self, event: yaml.Event, way: Key) -> Iterator[Any]:
        """The events up to the end of a list or a mapping; those within its values are taken meanwhile."""
        if len(way) >= MAX_DEPTH:
            what = f"more than {MAX_DEPTH} levels of nesting"
            self._problem(event, "yaml-depth", what, "no record is nested so deep")
            raise _EnoughError
        for inner in self.events:
            if isinstance(inner, yaml.CollectionEndEvent):
                return
            yield inner

    def _key(self, event: Any, way: Key, mapping: Mapping[str, Any]) -> str:
        self._refuse(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._problem(event, "yaml-key", "a list or mapping stands where a key should", "write `key: value`")
            raise _EnoughError
        text = str(getattr(event, "value", ""))
        if text in mapping:
            new_item = "; or start a new item with a hyphen and a blank" if way and isinstance(way[-1], int) else ""
            remedy = f"keep one; the first is in line {self.tree.keys[*way, text][0]}{new_item}"
            self._problem(event, "duplicate-key", f"`{shown(text)}` stands here a second time", remedy)
        self.tree.keys[*way, text] = _position(event)
        return text

    def _refuse(self, event: Any) -> None:
        """Notes what no value or key may have: a name or a type of YAML's, or a control character."""
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._mark(event, "yaml-alias", f"{sign}{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None and not (tag == "!" and isinstance(event, yaml.ScalarEvent)):
            self._mark(event, "yaml-tag", tag.replace("tag:yaml.org,2002:", "!!"))
        control = characters.CONTROL.search(getattr(event, "value", ""))
        if control:  # an escape within quotation marks can write what the text of the file mustn't have
            what = f"the value has the control character {characters.character_name(control[0])}"
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


def _typed(text: str, resolver: Any) -> Any:
    """The value of an unquoted scalar as YAML 1.1 readers take it, which most still are."""
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
    if tag == "timestamp" and _DAY.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:  # the calendar has no such day
            return text
    if tag == "int" and _DECIMAL.fullmatch(text):
        return int(text)
    return {"str": text, "null": None, "bool": text.lower() in _WORDS_FOR_TRUE}.get(tag, Unreadable())


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
            control = next((characters.character_name(found[0]) for found in _NOT_YAML.finditer(text)), "")
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
