"""The keys and values of two items compared: any values are, so that any format can be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from expertviews import quotes
from expertviews.changes.report import Edit, FieldChange, counted_list, cut
from expertviews.model import BLANK_LINE

PARAGRAPH = "¶"
"""Where a paragraph ends, among the words of a text."""

_LONG = 80  # characters of a text that is compared word by word


def folded(text: str) -> str:
    """The words of a text and where its paragraphs end, without its layout: equal for texts that read the same."""
    return " ".join(f" {PARAGRAPH} ".join(BLANK_LINE.split(text.strip())).split())


def plain(value: Any) -> Any:
    """A YAML value without layout: texts, and lists and mappings of them. Keys without a value are left out."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else folded(str(value))


def in_words(value: Any) -> str:
    """A plain value in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {in_words(item)}" for key, item in value.items())
    return "; ".join(map(in_words, value)) if isinstance(value, list) else value or ""


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any], within: str = "") -> Iterator[FieldChange]:
    """The keys whose plain values differ; those within a mapping follow its own key and a dot."""
    for key in dict.fromkeys([*new, *old]):
        before, after = old.get(key), new.get(key)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from field_changes(before, after, f"{within}{key}.")
        elif before != after:
            yield _field_change(cut(f"{within}{key}"), before, after)


def _field_change(key: str, before: Any, after: Any) -> FieldChange:
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _LONG:
        return FieldChange(key=key, **counted_list("edits", word_edits(before, after)))
    if isinstance(before, list) and isinstance(after, list):
        removed, added = _beyond(before, after), _beyond(after, before)
        before, after = (removed, added) if removed or added else (before, after)
    return FieldChange(key=key, before=cut(in_words(before)) or None, after=cut(in_words(after)) or None)


def _beyond(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The items that aren't among the others."""
    known = set(map(str, others))
    return [item for item in items if str(item) not in known]


def word_edits(before: str, after: str) -> list[Edit]:
    """The words that differ between two folded texts, in their order."""
    old, new = before.split(), after.split()
    edits, paragraph, counted = [], 1, 0
    for i, j, k, m in quotes.word_changes(old, new):
        paragraph, counted = paragraph + new[counted:k].count(PARAGRAPH), k
        edits.append(Edit(before=cut(" ".join(old[i:j])), after=cut(" ".join(new[k:m])), paragraph=paragraph))
    return edits
