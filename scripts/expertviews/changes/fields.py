"""Compares the keys and values of two items. Works on any YAML values, so also on a record in an older format."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from expertviews import quotes
from expertviews.changes.report import FieldChange, WordEdit
from expertviews.model import BLANK_LINE

PARAGRAPH = "¶"
"""The end of a paragraph, among the words of a text."""

_BETWEEN = f" {PARAGRAPH} "
_LONG = 80  # characters; longer texts are compared word by word


def without_layout(text: str) -> str:
    """The words of a text with a mark between paragraphs: equal for texts that read the same."""
    return " ".join(_BETWEEN.join(BLANK_LINE.split(text.strip())).split())


def plain_value(value: Any) -> Any:
    """A YAML value without layout: texts, and lists and mappings of texts. Keys without a value are left out."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else without_layout(str(value))


def in_words(value: Any) -> str:
    """A plain value in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {in_words(item)}" for key, item in value.items())
    return "; ".join(map(in_words, value)) if isinstance(value, list) else value or ""


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any], within: str = "") -> Iterator[FieldChange]:
    """The keys whose plain values differ; keys of a mapping in a mapping are joined by a dot."""
    for key in dict.fromkeys([*new, *old]):
        before, after = old.get(key), new.get(key)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from field_changes(before, after, f"{within}{key}.")
        elif before != after:
            yield _field_change(f"{within}{key}", before, after)


def _field_change(key: str, before: Any, after: Any) -> FieldChange:
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _LONG:
        return FieldChange(key=key, edits=word_edits(before, after))
    if isinstance(before, list) and isinstance(after, list):
        removed, added = _not_in(after, before), _not_in(before, after)
        before, after = (removed, added) if removed or added else (before, after)
    return FieldChange(key=key, before=in_words(before) or None, after=in_words(after) or None)


def _not_in(others: Sequence[Any], items: Sequence[Any]) -> list[Any]:
    """The items that aren't among the others; the order of keys in an item doesn't count."""
    as_json = partial(json.dumps, sort_keys=True)
    known = set(map(as_json, others))
    return [item for item in items if as_json(item) not in known]


def word_edits(before: str, after: str) -> tuple[WordEdit, ...]:
    """The words that differ between two texts without layout, in order. A paragraph that only moves keeps its words."""
    olds, news = before.split(_BETWEEN), after.split(_BETWEEN)
    edits = []
    for i, j, k, m in quotes.word_changes(olds, news):
        end = f" {PARAGRAPH}" if i == j or k == m else ""
        old, new = (f"{_BETWEEN.join(those)}{end if those else ''}".split() for those in (olds[i:j], news[k:m]))
        changes = [*quotes.word_changes(old, new)]
        same = len(old) - sum(b - a for a, b, _, _ in changes)
        if 2 * same < min(len(old), len(new)):  # words in common by chance
            changes = [(0, len(old), 0, len(new))]
        for a, b, c, d in changes:
            paragraph = min(1 + k + new[:c].count(PARAGRAPH), len(news))
            edits.append(WordEdit(before=" ".join(old[a:b]), after=" ".join(new[c:d]), paragraph=paragraph))
    return tuple(edits)
