"""Reads YAML into plain data with the position of every value, and writes plain data as YAML.

Only the plain part of YAML is read: mappings, lists and scalars. Anchors, tags and further documents are refused, as
is nesting deeper than any record needs, which limits time and memory. PyYAML's own loader gives no positions; so the
data is built here from the parser's events, as the loader builds it.
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
from expertviews.content.yamlerrors import syntax_problem
from expertviews.mappings import grouped
from expertviews.problems import Place, Problem, ProblemsFound, counted, shown

MAX_DEPTH = 12
_MOST_PROBLEMS = 20  # in the syntax of one file, after which reading stops
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()

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

KeyPath = tuple[str | int, ...]
"""The path to a value: mapping keys and list indexes, from the top."""


def last_key(path: KeyPath) -> str:
    """The last mapping key in a path: of an item of a list, that of the list. Empty if there is none."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


class Scalar(NamedTuple):
    """A scalar as written: its value, its style (`|`, `>`, `"`, `'` or none), and its start and end in the file."""

    text: str
    style: str | None
    start: int
    end: int

    def end_in(self, text: str) -> int:
        """Its end without the white space before it, which the parser counts in; `text` is that of the file."""
        return self.start + len(text[self.start : self.end].rstrip())


@dataclass
class Tree:
    """A YAML document: its data, and by key path the positions of keys and values, as offsets in `text`.

    `text` is what was parsed, with the lines of the file. `keys` and `collections` (lists and mappings) are where they
    start, `flow_ends` where collections in brackets end. `comments` are those that follow a value so closely that they
    may have been meant as part of it.
    """

    path: str
    text: str = field(default="", repr=False)
    data: Any = None
    collections: dict[KeyPath, int] = field(default_factory=dict)
    flow_ends: dict[KeyPath, int] = field(default_factory=dict)
    keys: dict[KeyPath, int] = field(default_factory=dict)
    scalars: dict[KeyPath, Scalar] = field(default_factory=dict)
    comments: dict[KeyPath, str] = field(default_factory=dict)

    @cached_property
    def by_dotted_keys(self) -> Mapping[str, Sequence[KeyPath]]:
        """The paths of scalars by their mapping keys, joined by dots: `stances.quote`."""
        return grouped(self.scalars, lambda path: ".".join(step for step in path if isinstance(step, str)))

    def place(self, *path: str | int) -> Place:
        """Where a value starts; if the file doesn't have it, where the nearest enclosing value does."""
        while path and path not in self.scalars and path not in self.collections:
            path = path[:-1]
        start = self.scalars[path].start if path in self.scalars else self.collections.get(path, 0)
        return self._place_at(start)

    def key_place(self, *path: str | int) -> Place:
        """Where the last key of a path is written; of an item of a list, where the item starts."""
        return self._place_at(self.keys[path]) if path in self.keys else self.place(*path)

    def _place_at(self, offset: int) -> Place:
        line = bisect_right(self._line_starts, offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return (0, *(line_feed.end() for line_feed in re.finditer("\n", self.text)))


_CLOSE_COMMENT = re.compile(r" #[^\n]*|[ \t]+#\d[^\n]*")  # after one space; or starting with a number, as in `No. #1`


class Ambiguous:
    """An unquoted scalar that YAML readers interpret differently, so no type fits it."""


def parse(text: str, path: str) -> Tree:
    """Reads a YAML document. Raises ProblemsFound with every syntax problem.

    Characters that only the parser takes for the end of a line are read as spaces, so that lines keep their numbers.
    """
    text = characters.without_breaks(text)
    reader = _Reader(text, path)
    try:
        reader.read()
    except yaml.YAMLError as error:
        reader.problems.append(syntax_problem(error, text, path))
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
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        self.repeated: dict[Problem, str] = {}  # the keys at the top that start a line again

    def read(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = self.tree.data
                self.tree.data = self._value(next(self.events), ())
                if first is not None:
                    self._report_second_document(event, first, self.tree.data)
        self._report_second_record()

    def _report_second_document(self, start: yaml.Event, first: Any, second: Any) -> None:
        """Reports a line of hyphens: before a second record, before more keys of the first, or at the end."""
        remedy = "keep one record per file: remove the line `---`"
        if isinstance(first, dict) and isinstance(second, dict) and first.keys() & second.keys():
            remedy = "if what follows is another record, move it to a file of its own; then remove the line `---`"
        self._report(start, "yaml-documents", "a second document starts here", remedy)
        raise _EnoughError

    def _report_second_record(self) -> None:
        """Reports repeated keys as one problem if the file's first key is the first of them: as a second record."""
        keys = [*dict.fromkeys(self.repeated.values())]
        if len(keys) > 1 and keys[0] == next(iter(self.tree.data)):
            what = f"a second record starts here: `{keys[0]}` and {counted(len(keys) - 1, 'more key')} appear again"
            remedy = (
                "move it, from this line on, to a file of its own; if it is the same one, keep one line of each key"
            )
            start = next(iter(self.repeated)).place
            others = [problem for problem in self.problems if problem not in self.repeated]
            self.problems = [*others, Problem(start, "duplicate-key", what, remedy)]

    def _value(self, event: Any, path: KeyPath) -> Any:
        """Reads the value that an event starts, and records its position under its key path."""
        self._refuse(event)
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.MappingStartEvent):
            self.tree.collections[path] = start
            mapping: dict[str, Any] = {}
            for key_event in self._children(event, path):
                key = self._key(key_event, path, mapping)
                self.tree.keys.setdefault((*path, key), key_event.start_mark.index)
                mapping.setdefault(key, self._value(next(self.events), (*path, key)))
            return mapping
        if isinstance(event, yaml.SequenceStartEvent):
            self.tree.collections[path] = start
            items: list[Any] = []
            for item in self._children(event, path):
                items.append(self._value(item, (*path, len(items))))
            return items
        if isinstance(event, yaml.AliasEvent):  # which is refused
            self.tree.scalars[path] = Scalar("", None, start, end)
            return ""
        self.tree.scalars[path] = Scalar(event.value, event.style, start, end)
        return _typed(event.value) if event.implicit[0] else event.value

    def _children(self, event: yaml.CollectionStartEvent, path: KeyPath) -> Iterator[Any]:
        """The events up to the end of a list or mapping; the caller consumes those of nested values."""
        if len(path) >= MAX_DEPTH:
            remedy = "check the brackets and the indentation"
            self._report(event, "yaml-depth", f"more than {MAX_DEPTH} levels of nesting", remedy)
            raise _EnoughError
        for child in self.events:
            if isinstance(child, yaml.CollectionEndEvent):
                if event.flow_style and child.end_mark:
                    self.tree.flow_ends[path] = child.end_mark.index
                return
            yield child

    def _key(self, event: Any, path: KeyPath, mapping: Mapping[str, Any]) -> str:
        """Reads a key of the mapping at a path, and reports it if the mapping has it already."""
        self._refuse(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._report(event, "yaml-key", "a list or mapping is used as a key", "write `key: value`")
            raise _EnoughError
        key = sys.intern(getattr(event, "value", ""))  # an alias, which is refused, has no value
        if key in mapping:
            new_item = "; or start a new item with a hyphen and a space" if path and isinstance(path[-1], int) else ""
            remedy = f"keep one; the first is on line {self.tree.key_place(*path, key).line}{new_item}"
            self._report(event, "duplicate-key", f"the key `{shown(key)}` appears twice", remedy)
            if not path and event.start_mark.column == 0:
                self.repeated[self.problems[-1]] = key
        return key

    def _refuse(self, event: Any) -> None:
        """Reports what no key or value may have: an anchor, an alias, a tag or a control character."""
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._report_sign(event, "yaml-alias", f"{sign}{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None and not (tag == "!" and isinstance(event, yaml.ScalarEvent)):
            self._report_sign(event, "yaml-tag", tag.replace("tag:yaml.org,2002:", "!!"))
        control = characters.NOT_YAML.search(getattr(event, "value", ""))
        if control:  # an escape in quotation marks can write what the file itself mustn't contain
            what = f"the value contains the control character {characters.character_name(control[0])}"
            self._report(event, "yaml-control", what, "delete it")

    def _report_sign(self, event: Any, code: str, written: str) -> None:
        what = f"YAML doesn't read a value that starts with `{written[0]}` as text"
        self._report(event, code, what, f"put the value in quotation marks, or remove `{shown(written)}`")

    def _report(self, event: Any, code: str, what: str, remedy: str) -> None:
        place = Place(self.tree.path, event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Problem(place, code, what, remedy))
        if len(self.problems) == _MOST_PROBLEMS:
            raise _EnoughError


_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,18})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _typed(text: str) -> Any:
    """The value of an unquoted scalar in YAML 1.1, which most readers still follow."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
    if tag == "timestamp" and _DAY.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:  # no such day
            return text
    if tag == "int" and _DECIMAL.fullmatch(text):
        return int(text)
    if tag == "bool":
        return text.lower() in {"true", "yes", "on"}
    return text if tag == "str" else None if tag == "null" else Ambiguous()


def is_misread(text: str) -> bool:
    """Whether an unquoted text would be read as true, false or nothing, or by some readers as a number or a time."""
    value = _typed(text)
    return isinstance(value, bool) or not isinstance(value, str | int | datetime.date)


class _Dumper(yaml.SafeDumper):
    """Writes YAML as people do: lists indented, slugs in brackets, several lines as a block, long values folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


_WIDTH = 118  # characters of a line
_LONGEST_UNFOLDED = _WIDTH - 20  # characters of a value, which leaves room for the key before it
_SLUG = re.compile(r"[a-z0-9-]+")
_FOLDABLE = re.compile(r"(?!\s)(?!.*  )[^\n\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]+(?<!\s)")
"""A text that is the same after it was folded at single spaces."""


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None
    if "\n" in value:
        style = "|"
    elif len(value) > _LONGEST_UNFOLDED and _FOLDABLE.fullmatch(value):
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    in_one_line = all(isinstance(item, str) and _SLUG.fullmatch(item) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=in_one_line)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(list, _list)


def dump(data: Mapping[Any, Any] | Sequence[Any]) -> str:
    """Writes plain data as YAML, keys in their order. `parse` returns the same data."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2)


def in_brackets(data: Mapping[Any, Any] | Sequence[Any]) -> str:
    """Writes plain data on one line, as it stands between brackets, without these: `a: 1, b: 2`."""
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=sys.maxsize, default_flow_style=True)
    return str(written).strip()[1:-1]
