"""The doubts of an outline: where each stands, why it is one, and the file once a person has decided it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from expertviews import outlines
from expertviews.content import yamltext
from expertviews.content.yamltext import Tree
from expertviews.outlines import Key
from expertviews.problems import Place, shown

_BECAUSE = " ← "
"""What stands between the words and the reason in a comment of a proposed outline."""


@dataclass(frozen=True)
class Doubt:
    """A value of an outline that ends in `?`: `proposed` is the value without it, `key` where it is in the file.

    `lines` are those of the document, with their `words`, where it is about lines; `reason` may be empty.
    """

    place: Place
    key: Key
    proposed: str
    lines: str
    words: str
    reason: str

    @property
    def about(self) -> str:
        """What is in doubt: `asked`, `worded_by`, `names`, or the role of lines, which is `parts`."""
        return str(self.key[0])

    def __str__(self) -> str:
        """`content/outlines/a.txt.yml:13:7: line 14: name? “Friends of the Harbour” (set as names are)`."""
        subject = f"line{'s' * ('-' in self.lines)} {self.lines}" if self.lines else self.about
        words = f" “{shown(self.words)}”" if self.words else ""
        return f"{self.place}: {subject}: {self.proposed}?{words}{f' ({self.reason})' * bool(self.reason)}"


def of(reading: outlines.Reading, tree: Tree, file: str) -> tuple[Doubt, ...]:
    """The doubts of an outline that was read, by the places of its values and the comments of its file."""
    lines = file.split("\n")
    return tuple(_doubt(key, reading, tree, lines) for key in reading.doubts)


def decided(file: str, key: Key, word: str) -> str:
    """The text of an outline with `word` in place of the one that is in doubt; every other character stays.

    The `key` is a doubt's. Without a word for `asked`, its line goes.
    """
    tree = yamltext.parse(file, "")
    start, end = _extent(tree, file, key)
    if not word:
        return file[: file.rfind("\n", 0, start) + 1] + file[(file.find("\n", end) + 1) or len(file) :]
    return file[:start] + word + file[end:]


def asking(file: str, question: str) -> str:
    """The text of an outline with another `question` at its top, which is one line."""
    tree = yamltext.parse(file, "")
    written = tree.scalars["question",]
    end = written.start + len(file[written.start : written.end].rstrip())
    return file[: written.start] + json.dumps(question, ensure_ascii=False) + file[end:]


def _doubt(key: Key, reading: outlines.Reading, tree: Tree, lines: list[str]) -> Doubt:
    place, word = _word(tree, key)
    spelt = str(key[1]) if key[0] == "parts" else ""
    if spelt:
        words = " ".join(it.text for it in reading.stretches if it.key == key[:2])
    else:
        words = str(tree.data.get("question", "")) if key == ("worded_by",) else ""
    remark = lines[place.line - 1].partition(" # ")[2]
    reason = remark.rpartition(_BECAUSE)[2] if _BECAUSE in remark or not spelt else ""
    return Doubt(place, key, word.removesuffix("?"), spelt, _item(tree, key) or words, shown(reason, 200))


def _item(tree: Tree, key: Key) -> str:
    """The words that the outline itself gives to a part in doubt."""
    value = _value(tree, key)[1]
    return str(next(iter(value.values()))) if isinstance(value, Mapping) and len(key) > 2 else ""


def _value(tree: Tree, key: Key) -> tuple[Key, Any]:
    """A value of an outline and its key in the file, where a list of one part is that part."""
    value: Any = tree.data
    for step in key:
        value = value[step]
    return ((*key, 0), value[0]) if isinstance(value, list) else (key, value)


def _word(tree: Tree, key: Key) -> tuple[Place, str]:
    """Where the word in doubt stands, and what it is."""
    key, value = _value(tree, key)
    if isinstance(value, Mapping):
        word = str(next(iter(value)))
        return tree.key_place(*key, word), word
    return tree.place(*key), str(value)


def _extent(tree: Tree, file: str, key: Key) -> tuple[int, int]:
    """The characters of the file that the word in doubt takes, with quotation marks around it."""
    place, _ = _word(tree, key)
    start = sum(len(line) + 1 for line in file.split("\n")[: place.line - 1]) + place.column - 1
    quoted = re.compile(r"""(["'])[^"']*\1|[^\s:,\]}#]+""").match(file, start)
    return start, quoted.end() if quoted else start
