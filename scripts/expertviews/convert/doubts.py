"""The doubts in an outline: where each is, why, and the file once a person has decided it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from expertviews import content
from expertviews.checks import OutlinedDocument
from expertviews.content import Tree, ValueEdit, yamltext
from expertviews.outlines import Key
from expertviews.problems import Place, shown

_BECAUSE = " ← "  # between the words and the reason in a comment of a proposed outline


@dataclass(frozen=True)
class Doubt:
    """A value in an outline that ends in `?`: `proposed` is the value without it, at `key` in the file.

    `lines` and `words` of the document are empty if the doubt isn't about lines. `reason` may be empty.
    """

    place: Place
    key: Key
    proposed: str
    lines: str
    words: str
    reason: str

    @property
    def about(self) -> str:
        """The key at the top of the file: `asked`, `worded_by`, `names`, or `parts` for the role of lines."""
        return str(self.key[0])

    def __str__(self) -> str:
        """`content/outlines/a.txt.yml:13:7: line 14: name? “Friends of the Harbour” (set as names are)`."""
        subject = f"line{'s' * ('-' in self.lines)} {self.lines}" if self.lines else self.about
        words = f" “{shown(self.words)}”" if self.words else ""
        return f"{self.place}: {subject}: {self.proposed}?{words}{f' ({self.reason})' * bool(self.reason)}"


def doubts_of(it: OutlinedDocument) -> tuple[Doubt, ...]:
    """The doubts in an outline, in the order of the file."""
    lines = it.file.split("\n")
    return tuple(_doubt(it, key, lines) for key in it.reading.doubts)


def decided(file: str, doubt: Doubt, word: str, question: str | None = None) -> str:
    """The text of an outline with `word` in place of the doubt, and a new `question` if one is given.

    An empty word removes the line.
    """
    path = doubt.place.path
    tree = yamltext.parse(file, path)
    key, value = _written(tree, doubt.key)
    if not word:
        lines = file.split("\n")
        return "\n".join(lines[: tree.place(*key).line - 1] + lines[tree.place(*key).line :])
    role = [next(iter(value))] if isinstance(value, Mapping) else []
    others = [ValueEdit(("question",), question)] if question else []
    return content.edited_text(path, file, [ValueEdit((*key, *role), word, renames=bool(role)), *others])


def _doubt(it: OutlinedDocument, key: Key, lines: list[str]) -> Doubt:
    way, value = _written(it.tree, key)
    role, said = next(iter(value.items())) if isinstance(value, Mapping) else (value, "")
    place = it.tree.key_place(*way, role) if isinstance(value, Mapping) else it.tree.place(*way)
    numbers = str(key[1]) if key[0] == "parts" else ""
    words = str(said) if len(key) > 2 else ""
    if numbers and not words:
        words = " ".join(stretch.text for stretch in it.reading.stretches if stretch.key == key[:2])
    elif key == ("worded_by",):
        words = str(it.tree.data.get("question", ""))
    remark = lines[place.line - 1].partition(" # ")[2]
    reason = remark.rpartition(_BECAUSE)[2] if _BECAUSE in remark or not numbers else ""
    return Doubt(place, key, str(role).removesuffix("?"), numbers, words, shown(reason, 200))


def _written(tree: Tree, key: Key) -> tuple[Key, Any]:
    """A value in an outline and its key in the file; a list with one part counts as that part."""
    value: Any = tree.data
    for step in key:
        value = value[step]
    return ((*key, 0), value[0]) if isinstance(value, list) else (key, value)
