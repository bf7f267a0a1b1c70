"""Reads YAML into plain data with the position of every value, and writes plain data as YAML.

Only the plain part of YAML is read: mappings, lists and scalars. Anchors, tags and further documents are refused, as
is nesting deeper than any record needs, which limits time and memory.
"""

import datetime
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from expertviews import characters
from expertviews.mappings import grouped
from expertviews.problems import Place, Problem, ProblemsFound, counted, shown

MAX_DEPTH = 12
_MOST_PROBLEMS = 20  # syntax problems in one file, after which parsing stops
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]
"""The path to a value: mapping keys and list indexes, from the top."""


def name_of(key: KeyPath) -> str:
    """The last name in a path, without the numbers of items."""
    return next((step for step in reversed(key) if isinstance(step, str)), "")


class Scalar(NamedTuple):
    """A scalar as written: its text, its style (`|`, `>`, `"`, `'` or none), and its characters in the file."""

    text: str
    style: str | None
    start: int
    end: int

    def end_in(self, text: str) -> int:
        """Where it ends in the text of its file, without the white space after it."""
        return self.start + len(text[self.start : self.end].rstrip())


@dataclass
class Tree:
    """A YAML document: its data and, for every key path, where key and value start.

    `text` is what was parsed, with the lines of the file; `keys` and `containers` (lists and mappings) are where they
    start in it, `closed` where those in brackets end. `comments` are those that follow a value so closely that they may
    have been meant as part of it.
    """

    path: str
    text: str = field(default="", repr=False)
    data: Any = None
    containers: dict[KeyPath, int] = field(default_factory=dict)
    closed: dict[KeyPath, int] = field(default_factory=dict)
    keys: dict[KeyPath, int] = field(default_factory=dict)
    scalars: dict[KeyPath, Scalar] = field(default_factory=dict)
    comments: dict[KeyPath, str] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[KeyPath]]:
        """The keys of scalars by their names, joined by dots, without the numbers of items: `stances.quote`."""
        return grouped(self.scalars, lambda key: ".".join(step for step in key if isinstance(step, str)))

    def place(self, *key: str | int) -> Place:
        """Where the value of `key` starts, or the nearest enclosing value in the file."""
        while key and key not in self.scalars and key not in self.containers:
            key = key[:-1]
        start = self.scalars[key].start if key in self.scalars else self.containers.get(key, 0)
        return self._place_of(start)

    def key_place(self, *key: str | int) -> Place:
        """Where `key` itself is written, or its value if it is an item of a list."""
        return self._place_of(self.keys[key]) if key in self.keys else self.place(*key)

    def _place_of(self, offset: int) -> Place:
        line = bisect_right(self._line_starts, offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))


_CLOSE_COMMENT = re.compile(r" #[^\n]*|[ \t]+#\d[^\n]*")


class Ambiguous:
    """An unquoted scalar that YAML readers interpret differently, so no type fits it."""


def parse(text: str, path: str) -> Tree:
    """The data of a YAML document. Raises ProblemsFound with every syntax problem.

    Characters that only the parser takes for the end of a line are read as spaces, so that lines keep their numbers.
    """
    text = characters.without_breaks(text)
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
        comment = _CLOSE_COMMENT.match(text, scalar.end) if scalar.text and not scalar.style else None
        if comment:
            reader.tree.comments[key] = comment[0].strip()
    return reader.tree


class _EnoughError(Exception):
    """The rest of the file isn't worth reading."""


class _Reader:
    """Builds a tree from the parser's events, recursively, to a depth of MAX_DEPTH."""

    def __init__(self, text: str, path: str) -> None:
        self.tree = Tree(path, text)
        self.problems: list[Problem] = []
        self.resolver = yaml.resolver.Resolver()
        self.events = iter(_Loader(text).get_event, None)

    def read(self) -> None:
        start: yaml.Event = yaml.StreamStartEvent()
        first = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                start, first = event, self.tree.data
            elif isinstance(event, yaml.NodeEvent):
                self.tree.data = self._value(event, ())
                if first is not None:
                    self._second_document(start, first)
        self._merged()

    def _second_document(self, start: yaml.Event, first: Any) -> None:
        """Reports a line of hyphens: before a second record, before more keys of the first, or at the end."""
        second, remedy = self.tree.data, "keep one record per file: remove the line `---`"
        if isinstance(first, dict) and isinstance(second, dict) and first.keys() & second.keys():
            remedy = "if what follows is another record, move it to a file of its own; then remove the line `---`"
        self._problem(start, "yaml-documents", "a second document starts here", remedy)
        raise _EnoughError

    def _merged(self) -> None:
        """Reports keys at the top that appear twice, from the file's first one on, as one problem: a second record."""
        twice = {it.place: it for it in self.problems if it.code == "duplicate-key" and it.place.column == 1}
        first = next(iter(self.tree.data), None) if isinstance(self.tree.data, dict) else None
        again = min(twice, default=None)
        if again and len(twice) > 1 and f"`{first}`" in twice[again].what:
            what = f"a second record starts here: `{first}` and {counted(len(twice) - 1, 'more key')} appear again"
            remedy = (
                "move it, from this line on, to a file of its own; if it is the same one, keep one line of each key"
            )
            others = [it for it in self.problems if it.place not in twice]
            self.problems[:] = [*others, Problem(again, "duplicate-key", what, remedy)]

    def _value(self, event: Any, path: KeyPath) -> Any:
        """The value that an event starts. Its position is recorded under its key path."""
        self._refuse(event)
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.MappingStartEvent):
            self.tree.containers[path] = start
            mapping: dict[str, Any] = {}
            for key in self._inside(event, path):
                name = self._key(key, path, mapping)
                inside = (*path, name)
                self.tree.keys[inside] = key.start_mark.index
                mapping.setdefault(name, self._value(next(self.events), inside))
            return mapping
        if isinstance(event, yaml.SequenceStartEvent):
            self.tree.containers[path] = start
            items: list[Any] = []
            for item in self._inside(event, path):
                items.append(self._value(item, (*path, len(items))))
            return items
        if isinstance(event, yaml.AliasEvent):  # which is refused
            self.tree.scalars[path] = Scalar("", None, start, end)
            return ""
        self.tree.scalars[path] = Scalar(event.value, event.style, start, end)
        return _typed(event.value, self.resolver) if event.implicit[0] else event.value

    def _inside(self, event: yaml.CollectionStartEvent, path: KeyPath) -> Iterator[Any]:
        """The events up to the end of a list or mapping; the caller consumes those of nested values."""
        if len(path) >= MAX_DEPTH:
            remedy = "check the brackets and the indentation"
            self._problem(event, "yaml-depth", f"more than {MAX_DEPTH} levels of nesting", remedy)
            raise _EnoughError
        for inner in self.events:
            if isinstance(inner, yaml.CollectionEndEvent):
                if event.flow_style and inner.end_mark:
                    self.tree.closed[path] = inner.end_mark.index
                return
            yield inner

    def _key(self, event: Any, path: KeyPath, mapping: Mapping[str, Any]) -> str:
        self._refuse(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._problem(event, "yaml-key", "a list or mapping is used as a key", "write `key: value`")
            raise _EnoughError
        text = sys.intern(getattr(event, "value", ""))
        if text in mapping:
            new_item = "; or start a new item with a hyphen and a space" if path and isinstance(path[-1], int) else ""
            remedy = f"keep one; the first is on line {self.tree.key_place(*path, text).line}{new_item}"
            self._problem(event, "duplicate-key", f"the key `{shown(text)}` appears twice", remedy)
        return text

    def _refuse(self, event: Any) -> None:
        """Reports what no key or value may have: an anchor, an alias, a tag or a control character."""
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._special(event, "yaml-alias", f"{sign}{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None and not (tag == "!" and isinstance(event, yaml.ScalarEvent)):
            self._special(event, "yaml-tag", tag.replace("tag:yaml.org,2002:", "!!"))
        control = NOT_YAML.search(getattr(event, "value", ""))
        if control:  # an escape in quotation marks can write what the file itself mustn't contain
            what = f"the value contains the control character {characters.character_name(control[0])}"
            self._problem(event, "yaml-control", what, "delete it")

    def _special(self, event: Any, code: str, mark: str) -> None:
        what = f"YAML doesn't read a value that starts with `{mark[0]}` as text"
        self._problem(event, code, what, f"put the value in quotation marks, or remove `{shown(mark)}`")

    def _problem(self, event: Any, code: str, what: str, remedy: str) -> None:
        place = Place(self.tree.path, event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Problem(place, code, what, remedy))
        if len(self.problems) == _MOST_PROBLEMS:
            raise _EnoughError


_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,18})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS_FOR_TRUE = {"true", "yes", "on"}


def _typed(text: str, resolver: Any) -> Any:
    """The value of an unquoted scalar in YAML 1.1, which most readers still follow."""
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
    if tag == "timestamp" and _DAY.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:  # not a date on the calendar
            return text
    if tag == "int" and _DECIMAL.fullmatch(text):
        return int(text)
    return {"str": text, "null": None, "bool": text.lower() in _WORDS_FOR_TRUE}.get(tag, Ambiguous())


def is_misread(text: str) -> bool:
    """Whether an unquoted text isn't read as it is written, but as true, false or nothing, or by some as a number."""
    value = _typed(text, yaml.resolver.Resolver())
    return isinstance(value, bool) or not isinstance(value, str | int | datetime.date)


CODES: Mapping[str, str] = {
    "yaml-tab": "YAML is indented with spaces, never with tabs. Replace each tab with two spaces.",
    "yaml-indentation": "Keys of one level start in the same column; what belongs to a key is indented two more "
    "spaces. This line starts in a column that matches none of the lines above it.",
    "yaml-key": "A line has the form `key: value`, with a colon and a space after the key. Lines that continue a value "
    "are indented: under `text: |`, every line of the text starts with two spaces.",
    "yaml-colon": "A colon followed by a space ends a key. A value that contains one needs quotation marks around the "
    "whole value; or write the value on the lines under `key: >-`, where nothing needs quotation marks.",
    "yaml-quote": "A value that starts with a quotation mark ends at the next one of the same kind. To use quotation "
    "marks within a value, start it with another character, or write it on the lines under `key: >-`.",
    "yaml-bracket": "Every `[` or `{` is closed by `]` or `}`, with commas between the items.",
    "yaml-character": "Some characters have a special meaning at the start of a value: `` @ ` % & * ! | > - ? [ { ``. "
    "Put the value in quotation marks, or write it on the lines under `key: >-`.",
    "yaml-control": "The file contains an invisible control character, often pasted from another program. Delete it.",
    "yaml-syntax": "The file isn't valid YAML from this position on; the message gives the parser's reason.",
    "yaml-alias": "In YAML, `&` names a value and `*` repeats it. Records don't use this: write the value out, or put "
    "it in quotation marks if it should start with this character.",
    "yaml-conflict": "Two changes edited the same lines, and git put both into the file between marker lines. Keep "
    "what is right, and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`.",
    "yaml-tag": "In YAML, `!` gives a value a type. Records don't use this: remove it, or put the value in quotation "
    "marks if it should start with this character.",
    "yaml-documents": "A line of three hyphens starts another document in the same file. A file holds one record.",
    "yaml-depth": f"Lists and keys are nested more than {MAX_DEPTH} levels deep, which no record needs.",
    "duplicate-key": "The same key appears twice in one place, so one of the two values would be lost.",
}
"""The meaning of each problem code of this module."""

_ALIGN = "start it in the same column as its neighbours; indent what belongs to a key by two more spaces"
_QUOTE = "put the whole value in quotation marks, or write it on the lines under `key: >-`"
_CLOSE = "close it; put quotation marks around text that starts with a bracket"
_IN_BRACKETS = "write several roles of one line in brackets, with their words: `[name: Bob Ray, text]`"
_SYNTAX = (
    ("git conflict", "yaml-conflict", "git has left conflict markers here, because two changes edited the same lines",
     "keep what is right in both versions, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`"),
    ("strange space", "yaml-indentation", "the line starts with unusual spaces, such as no-break spaces from the web",
     "delete everything before the first word, and type ordinary spaces"),
    ("odd character", "yaml-character", "this line has {control}, which YAML doesn't read as a space",
     "delete it, and type an ordinary space if one belongs there"),
    ("curly marks", "yaml-quote", "YAML's quotation marks are straight, `\"`; this line has curly ones",
     "put straight ones around the whole value"),
    ("bullet", "yaml-indentation", "this line starts with `{character}`, which makes no list in YAML",
     "start an item with a hyphen and a space: `- `"),
    ("no space", "yaml-key", "there is no space after the colon on this line", "write `key: value`"),
    ("wide colon", "yaml-key", "the colon on this line is a full-width one, “：”", "type an ordinary colon, `:`"),
    ("value continues", "yaml-quote", "the value continues after its closing quotation mark or bracket",
     f"{_QUOTE}; within '…', write an apostrophe twice"),
    ("indented with a tab", "yaml-tab", "this line is indented with a tab", "use two spaces instead"),
    ("cannot start any token", "yaml-character", "a value can't start with `{character}`", _QUOTE),
    ("expected alphabetic or numeric", "yaml-character", "a value can't start with `*` or `&`", _QUOTE),
    ("sequence entries are not", "yaml-character", "a value can't start with `-`",
     f"{_QUOTE}; or start a list on the next line"),
    ("mapping keys are not", "yaml-character", "a value can't start with `?`", _QUOTE),
    ("expected comment or line break", "yaml-character", "words follow `|` or `>` on the same line",
     "start the text on the next line, indented two more spaces"),
    ("mapping values are not", "yaml-colon", "a value contains a colon and a space, or the line starts in the wrong"
     " column", f"{_QUOTE}; or align the key with the one above; a second key goes on a line of its own"),
    ("expected <block end>|expected key", "yaml-indentation", "this line isn't aligned with those above", _ALIGN),
    ("expected '-' indicator", "yaml-indentation", "this line isn't aligned with the list above",
     "start it with a hyphen and a space, or in the same column as the keys of its item"),
    ("expected node content", "yaml-bracket", "a value or a closing bracket is missing", _CLOSE),
    ("expected ',' or", "yaml-bracket", "a comma between items or a closing bracket is missing", _CLOSE),
    ("find expected ':'", "yaml-key", "this line isn't a key followed by a colon, a space and a value",
     "write `key: value`; indent the lines of a text by two spaces"),
    ("unexpected end of stream", "yaml-quote", "this quotation mark is never closed", "close it, or remove it"),
    ("characters are not allowed", "yaml-control", "the file contains the control character {control}", "delete it"),
    ("", "yaml-syntax", "the YAML can't be read from here on: {reason}", "compare with the lines above"),
)  # fmt: skip
"""By the parser's reason, or ours: the code, what is wrong, and what to do."""
_MARKERS = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_OTHER_SPACE = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_STRANGE_SPACE = re.compile(
    rf"^(?:(?={_OTHER_SPACE})[^\S\n]+|(?=[ \t]+{_OTHER_SPACE})[^\S\n]+(?=- |\w+:))", re.MULTILINE
)
"""A line that starts with a space that isn't one to YAML, or has one before a key or an item."""
_ODD_AFTER_KEY = re.compile(rf"[ \ufeff\u200b]*(?:- *)?(?:[\w-]+:{_OTHER_SPACE}|-{_OTHER_SPACE}|[\ufeff\u200b])")
"""A key, a colon and a space that isn't one to YAML, or a line that starts with a character nobody sees."""
_BULLET = re.compile(r" *[•·●◦‣–—*](?=\s+\S)")
_NO_SPACE = re.compile(r" *(?:- )?[a-z_]+:(?=[^\s:/][^:]*$)")
_CURLY_VALUE = re.compile(r"""[:,[-] *(?:[“„«‘][^:]*: |"[^"]*”|'[^']*’\s*$)""")
NOT_YAML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no YAML file may have, nor, by escapes, a record's value."""
_STARTS_EARLIER = ("could not find expected ':'", "found unexpected end of stream", "did not find expected ',' or")


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    reason, line, column = _cause(error, text)
    character = text.split("\n")[line - 1][column - 1 : column]
    control = next((characters.character_name(found[0]) for found in NOT_YAML.finditer(text)), "")
    if reason == "odd character":
        control = characters.oddities(text.split("\n")[line - 1])
    code, what, remedy = next(row[1:] for row in _SYNTAX if re.search(row[0], reason))
    if code == "yaml-colon" and "/outlines/" in path:
        remedy = _IN_BRACKETS
    what = what.format(character=character, control=control, reason=shown(reason))
    return Problem(Place(path, line, column), code, what, remedy)


def _cause(error: yaml.YAMLError, text: str) -> tuple[str, int, int]:
    """Why a text isn't YAML, with the line and column of the mistake as far as they can be determined."""
    for cause, pattern in (("git conflict", _MARKERS), ("strange space", _STRANGE_SPACE)):
        found = pattern.search(text)
        if found:
            return cause, text.count("\n", 0, found.start()) + 1, 1
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = _mistake(error, reason, text)
    lines = text.split("\n")
    odd = next((it for it in (line, line - 1) if it and _ODD_AFTER_KEY.match(lines[it - 1])), None)
    if odd:
        return "odd character", odd, 1
    for at in (line, line - 1) if "mapping values are not" in reason or "expected alphabetic" in reason else ():
        for cause, pattern in (("bullet", _BULLET), ("no space", _NO_SPACE)):
            if at and (found := pattern.match(lines[at - 1])):
                return cause, at, found.end()
    return _cause_in_line(lines[line - 1], reason, line, column)


def _cause_in_line(source: str, reason: str, line: int, column: int) -> tuple[str, int, int]:
    if "\t" in source[: len(source) - len(source.lstrip())] or source[column - 1 : column] == "\t":
        return "indented with a tab", line, source.index("\t") + 1
    if _CURLY_VALUE.search(source) and reason.startswith(("mapping values", *_STARTS_EARLIER)):
        return "curly marks", line, column
    if "：" in source and "could not find expected ':'" in reason:
        return "wide colon", line, column
    if "did not find expected key" in reason and source[: column - 1].strip():
        return "value continues", line, column
    return reason, line, column


def _mistake(error: yaml.YAMLError, reason: str, text: str) -> tuple[int, int]:
    """Where the mistake was made, which is often a line before the parser notices it."""
    found, started = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if found and started and started.line < found.line and reason.startswith(_STARTS_EARLIER):
        found = started
    mark = found or started
    if mark:
        return min(mark.line, text.count("\n")) + 1, mark.column + 1
    control = NOT_YAML.search(text)
    place = Place.at("", text, control.start() if control else 0)
    return place.line, place.column


class _Dumper(yaml.SafeDumper):
    """Writes YAML as people do: lists indented, slugs in brackets, several lines as a block, long values folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


_WIDTH = 118  # characters after which a long value is folded
_SLUG = re.compile(r"[a-z0-9-]+")
_FOLDS = re.compile(r"(?!\s)[^\n\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]+(?<!\s)")


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    if len(value) > _WIDTH - 20 and _FOLDS.fullmatch(value) and "  " not in value:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    slugs = all(isinstance(it, str) and _SLUG.fullmatch(it) for it in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=slugs)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(list, _list)


def dump(data: Mapping[Any, Any] | Sequence[Any]) -> str:
    """Plain data as YAML, keys in their order. `parse` returns the same data."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2)


def in_brackets(data: Mapping[Any, Any] | Sequence[Any]) -> str:
    """Plain data as YAML on one line, as it stands between brackets."""
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=sys.maxsize, default_flow_style=True)
    return str(written).strip()[1:-1]
