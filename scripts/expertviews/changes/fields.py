"""Compares the keys and values of two items. Takes any YAML values, so also those of a record of an older format."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from expertviews import quotes
from expertviews.changes.report import FieldChange, WordEdit
from expertviews.model import BLANK_LINE

PARAGRAPH = "¶"  # stands for the end of a paragraph among the words of a text

_BETWEEN = f" {PARAGRAPH} "
_LONG = 80  # characters; longer texts are compared word by word


def without_layout(text: str) -> str:
    """Put a text on one line, with `¶` between paragraphs, so that texts that read the same are equal."""
    return " ".join(_BETWEEN.join(BLANK_LINE.split(text.strip())).split())


def plain_value(value: Any) -> Any:
    """Turn a YAML value into texts without layout, or lists and mappings of them. Keys without a value are left out."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else without_layout(str(value))


def in_words(value: Any) -> str:
    """Write a plain value on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {in_words(item)}" for key, item in value.items())
    return "; ".join(map(in_words, value)) if isinstance(value, list) else value or ""


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any], within: str = "") -> Iterator[FieldChange]:
    """Yield the keys whose plain values differ; keys of mappings within mappings are joined by a dot."""
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
        removed, added = _without(before, after), _without(after, before)
        if removed or added:  # otherwise only the order differs
            before, after = removed, added
    return FieldChange(key=key, before=in_words(before) or None, after=in_words(after) or None)


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Return the items that aren't among the others, in linear time; the order of keys in an item doesn't count."""
    as_json = partial(json.dumps, sort_keys=True)
    known = set(map(as_json, others))
    return [item for item in items if as_json(item) not in known]


def word_edits(before: str, after: str) -> tuple[WordEdit, ...]:
    """Return the words that differ between two texts without layout, in order. Paragraphs are compared first."""
    old_paragraphs, new_paragraphs = before.split(_BETWEEN), after.split(_BETWEEN)
    edits = []
    for i, j, k, m in quotes.word_changes(old_paragraphs, new_paragraphs):
        is_whole = i == j or k == m  # paragraphs are added or removed, with their end
        old, new = _words(old_paragraphs[i:j], with_end=is_whole), _words(new_paragraphs[k:m], with_end=is_whole)
        changes = list(quotes.word_changes(old, new))
        unchanged = len(old) - sum(end - start for start, end, _, _ in changes)
        if 2 * unchanged < min(len(old), len(new)):  # they have words in common by chance
            changes = [(0, len(old), 0, len(new))]
        for a, b, c, d in changes:
            paragraph = min(1 + k + new[:c].count(PARAGRAPH), len(new_paragraphs))
            edits.append(WordEdit(before=" ".join(old[a:b]), after=" ".join(new[c:d]), paragraph=paragraph))
    return tuple(edits)


def _words(paragraphs: Sequence[str], *, with_end: bool) -> list[str]:
    """Split paragraphs into words, with a mark between paragraphs and, if asked for, after the last one."""
    words = _BETWEEN.join(paragraphs).split()
    return [*words, PARAGRAPH] if paragraphs and with_end else words
