"""The keys of two entities compared: whatever their values are, so that any format can be."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from expertviews.changes.types import MOST, Edit, FieldChange, cut
from expertviews.changes.wordedits import folded, word_edits

_LONG = 80  # characters of a text that is compared by its words


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any], but: Collection[str] = ()) -> tuple[FieldChange, ...]:
    """The keys, `but` some, whose values differ. A text that reads the same in another layout doesn't differ."""
    keys = [key for key in dict.fromkeys([*new, *old]) if key not in but]
    return tuple(change for key in keys for change in _change(key, old.get(key), new.get(key)))[:MOST]


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """The words that differ between two texts."""
    return tuple(
        Edit(before=cut(it.before), after=cut(it.after), paragraph=it.paragraph) for it in word_edits(before, after)
    )


def said(value: Any) -> str | None:
    """A value in a line of words; nothing for no value."""
    if isinstance(value, Mapping):
        return ", ".join(words for item in value.values() if (words := said(item)))
    if isinstance(value, list):
        return "; ".join(words for item in value if (words := said(item)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else folded(str(value))


def _change(key: str, before: Any, after: Any) -> Iterator[FieldChange]:
    old, new = said(before), said(after)
    if old == new:
        return
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _LONG:
        found = edits(before, after)
        yield FieldChange(key=cut(key), edits=found[:MOST], edits_count=len(found))
        return
    if isinstance(before, list) and isinstance(after, list):
        gone, come = _beyond(before, after), _beyond(after, before)
        old, new = (said(gone), said(come)) if gone or come else (old, new)
    yield FieldChange(key=cut(key), before=_cut(old), after=_cut(new))


def _beyond(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The items that aren't among the others."""
    known = {said(other) for other in others}
    return [item for item in items if said(item) not in known]


def _cut(words: str | None) -> str | None:
    return cut(words) if words else None
