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
        lines = f"{'lines' if '-' in self.lines else 'line'} {self.lines}"
        words = f" “{shown(self.words)}”" if self.words else ""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{self.place}: {lines if self.lines else self.about}: {self.proposed}?{words}{reason}"


def doubts_of(document: OutlinedDocument) -> tuple[Doubt, ...]:
    """The doubts in an outline, in the order of the file."""
    lines = document.file.split("\n")
    return tuple(_doubt(document, key, lines) for key in document.reading.doubts)


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


def _doubt(document: OutlinedDocument, key: Key, lines: list[str]) -> Doubt:
    written_key, value = _written(document.tree, key)
    if isinstance(value, Mapping):
        role, role_words = next(iter(value.items()))
        place = document.tree.key_place(*written_key, role)
    else:
        role, role_words = value, ""
        place = document.tree.place(*written_key)
    numbers = str(key[1]) if key[0] == "parts" else ""
    words = str(role_words) if len(key) > 2 else ""
    if numbers and not words:
        words = " ".join(stretch.text for stretch in document.reading.stretches if stretch.key == key[:2])
    elif key == ("worded_by",):
        words = str(document.tree.data.get("question", ""))
    comment = lines[place.line - 1].partition(" # ")[2]
    reason = comment.rpartition(_BECAUSE)[2] if _BECAUSE in comment or not numbers else ""
    return Doubt(place, key, str(role).removesuffix("?"), numbers, words, shown(reason, 200))


def _written(tree: Tree, key: Key) -> tuple[Key, Any]:
    """A value in an outline and its key in the file; a list with one part counts as that part."""
    value: Any = tree.data
    for step in key:
        value = value[step]
    return ((*key, 0), value[0]) if isinstance(value, list) else (key, value)
