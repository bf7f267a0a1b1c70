"""The difference between two records, item by item."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from expertviews.changes.fields import PARAGRAPH, field_changes, word_edits
from expertviews.changes.pairing import paired, with_new_slugs
from expertviews.changes.records import (
    NAME_KEYS,
    ItemKey,
    RecordFiles,
    RecordItem,
    Snapshot,
    key_of,
    slugs_in,
    snapshot,
)
from expertviews.changes.report import (
    ITEM_KINDS,
    AlteredQuotation,
    ChangedFile,
    ChangeReport,
    FieldChange,
    FileChange,
    ItemChange,
    ItemKind,
    QuotationKind,
)

_ORDER: tuple[ItemKind, ...] = (
    *("question", "contributor", "theme", "proposition"),
    *("withdrawal", "view", "excerpt", "stance", "correction", "amendment"),
)
"""Items that others refer to come first, since their renames must be known; and withdrawals before what they hide."""

_NAMED_AFTER = {"view": "contributor", "stance": "proposition"}
"""What gives its name to an item that has none."""

_OWN_NAMES = {"excerpt": "quote", "correction": "corrected", "amendment": "amended", "withdrawal": "date"}
"""The key with the name of an item that has one of its own only within its view."""

_GENERATED = re.compile(r"content/(schemas/|addresses\.txt$)")
"""Files that a program makes from the record."""


def compare(before: RecordFiles, after: RecordFiles) -> ChangeReport:
    """Everything that differs between two records.

    A file that can't be read in one of them is compared as bytes, and its items in the other are left out.
    """
    records = snapshot(before), snapshot(after)
    unread = {path for record in records for path in record.files if path not in record.items_of}
    comparison = _Comparison(snapshot(before, unread), snapshot(after, unread))
    for kind in _ORDER:
        comparison.compare(kind)
    reported = {it.path for it in comparison.changes} | {it.path for it in comparison.altered}
    return ChangeReport(
        changes=tuple(comparison.changes),
        altered_quotations=tuple(comparison.altered),
        unaltered_quotations=comparison.unaltered,
        files=tuple(_files(before, after, reported, unread)),
        unchanged={kind: comparison.unchanged[kind] for kind in ITEM_KINDS},
    )


@dataclass
class _Comparison:
    """Two records, and their differences as far as they have been compared."""

    old: Snapshot
    new: Snapshot
    renames: dict[ItemKey, str] = field(default_factory=dict)
    changes: list[ItemChange] = field(default_factory=list)
    altered: list[AlteredQuotation] = field(default_factory=list)
    unaltered: int = 0
    unchanged: Counter[ItemKind] = field(default_factory=Counter)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)

    def compare(self, kind: ItemKind) -> None:
        """Compares the items of a kind."""
        before, after = [with_new_slugs(item, self.renames) for item in self.old.of(kind)], self.new.of(kind)
        if kind == "withdrawal":
            self.withdrawn = {_view_of(item) for item in (*before, *after)}
        elif kind not in {"view", *NAME_KEYS}:
            before, after = ([it for it in items if _view_of(it) not in self.withdrawn] for items in (before, after))
        pairing = paired(kind, before, after)
        if kind in NAME_KEYS:
            self.renames |= {key_of(kind, one.refs): other.refs[kind] for one, other in pairing.pairs}
        found = [_item_change(self.old, item, what="removed") for item in pairing.removed]
        found += [_item_change(self.new, item, what="added") for item in pairing.added]
        found += [change for pair in pairing.pairs if (change := self._change(*pair))]
        self.changes += sorted(found, key=lambda change: change.path)

    def _change(self, before: RecordItem, after: RecordItem) -> ItemChange | None:
        """How an item in both records has changed, if it has; its quotation is compared separately."""
        fields: tuple[FieldChange, ...] = ()
        if after.kind != "view" or _view_of(after) not in self.withdrawn:
            self._compare_quotations(before, after)
            fields = (
                tuple(field_changes(self._with_names(before), self._with_names(after))) if before is not after else ()
            )
        slug = before.refs.get(before.kind)
        if slug != after.refs.get(after.kind):
            return _item_change(self.new, after, what="renamed", was=slug, fields=fields)
        if fields:
            return _item_change(self.new, after, what="changed", fields=fields)
        self.unchanged[after.kind] += 1
        return None

    def _compare_quotations(self, before: RecordItem, after: RecordItem) -> None:
        if before.quote and after.quote and before.quotation != after.quotation:
            self.altered.append(_altered_quotation(self.new, before, after))
        elif after.quote:
            self.unaltered += 1

    def _with_names(self, item: RecordItem) -> Mapping[str, Any]:
        """An item's values, with names in place of slugs."""
        refs = item.refs
        return {**item.values, **{it: self.new.name(it, refs) for it in refs if item.values.get(it) == refs[it]}}


def _item_change(record: Snapshot, item: RecordItem, **more: Any) -> ItemChange:
    name_kind = _NAMED_AFTER.get(item.kind, item.kind)
    belongs = {"by": "contributor", "question": "question", "theme": "theme"}
    more |= {
        key: record.name(kind, item.refs) for key, kind in belongs.items() if kind in item.refs and kind != item.kind
    }
    if item.kind == "stance":
        more["stance"] = item.text("stance")
    if item.kind == "view" and item.text("text"):
        more["paragraphs"] = 1 + item.text("text").count(PARAGRAPH)
    if item.kind in {"correction", "amendment", "withdrawal"}:
        more |= {key: item.text(key) or None for key in ("printed", "why")}
    own = _OWN_NAMES.get(item.kind)
    name = item.text(own) if own else record.name(name_kind, item.refs)
    return ItemChange(kind=item.kind, path=item.path, name=name, address=item.address, **more)


def _view_of(item: RecordItem) -> tuple[str, str]:
    return item.refs.get("question", ""), item.refs.get("contributor", "")


def _altered_quotation(record: Snapshot, before: RecordItem, after: RecordItem) -> AlteredQuotation:
    kinds: Mapping[str, QuotationKind] = {"excerpt": "excerpt", "stance": "stance", "view": "key quote"}
    return AlteredQuotation(
        kind=kinds[after.kind],
        by=record.name("contributor", after.refs),
        path=after.path,
        address=after.address,
        before=before.quotation,
        after=after.quotation,
        edits=word_edits(before.quotation, after.quotation),
    )


def _files(before: RecordFiles, after: RecordFiles, reported: set[str], unread: set[str]) -> Iterator[ChangedFile]:
    """Files that are compared as bytes, and files whose items are all the same though their bytes differ."""
    for path in sorted({*before, *after}):
        if before.get(path) == after.get(path) or _GENERATED.match(path):
            continue
        if path in unread:
            what: FileChange = "added" if path not in before else "changed" if path in after else "removed"
            yield ChangedFile(path=path, what=what, unreadable=bool(slugs_in(path)))
        elif path in before and path in after and path not in reported:
            yield ChangedFile(path=path, what="reformatted")
