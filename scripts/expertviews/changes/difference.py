"""The difference between two records, item by item."""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from rapidfuzz import fuzz

from expertviews.changes.fields import PARAGRAPH, field_changes, word_edits
from expertviews.changes.records import KINDS, WITH_SLUGS, ItemKey, RecordFiles, RecordItem, Snapshot, key_of, slugs_in
from expertviews.changes.report import ChangedFile, ChangeReport, FieldChange, FileChange, ItemChange, ItemKind
from expertviews.mappings import grouped

_MIN_SIMILARITY = 60  # of 100, between a quotation and its reworded successor
_MOST_COMPARED = 100  # quotations of a view that are compared with each other
_LONGEST_COMPARED = 1_000  # characters of a quotation
_LEAST_SAID = 40  # characters; anybody may say less in the same words

Pair = tuple[RecordItem, RecordItem]


def _slugs(item: RecordItem) -> Hashable:
    """The slugs of what an item belongs to and of itself; an excerpt has words instead of a slug."""
    kinds = ("question", "contributor", "theme" if item.kind == "excerpt" else item.kind, "proposition")
    return tuple(item.refs.get(kind) for kind in kinds), item.quote if item.kind == "excerpt" else ""


def _name(item: RecordItem) -> Hashable:
    # Nobody knows who an anonymous contributor is, so that none is the same for the name.
    named = item.kind in WITH_SLUGS and item.text("kind") != "anonymous"
    name = item.text(KINDS[item.kind].name).casefold() if named else ""
    return (name, item.kind == "proposition" and item.refs["question"]) if name else None


def _quoted_view(item: RecordItem) -> Hashable:
    return (item.refs["question"], item.refs["contributor"]) if item.quote and item.kind != "view" else None


def _similar(olds: Sequence[RecordItem], news: Sequence[RecordItem]) -> Iterator[Pair]:
    """Similar quotations, the most similar first."""
    pairs = list(product(olds[:_MOST_COMPARED], news[:_MOST_COMPARED]))
    scores = [fuzz.ratio(*(it.quote[:_LONGEST_COMPARED] for it in pair)) for pair in pairs]
    best = sorted(range(len(pairs)), key=lambda at: -scores[at])
    return (pairs[at] for at in best if scores[at] >= _MIN_SIMILARITY)


def paired(
    before: Iterable[RecordItem], after: Iterable[RecordItem], said: Mapping[ItemKey, frozenset[str]]
) -> tuple[list[Pair], list[RecordItem], list[RecordItem]]:
    """The items of a kind that are in both records, those only in the first, and those only in the second.

    They are recognized, in this order, by their slugs, by their names, by the same words `said` in them or about them,
    and quotations by similar words.
    """

    def same_words(item: RecordItem) -> Hashable:
        words = said.get(key_of(item.kind, item.refs), frozenset())
        return words if sum(map(len, words)) >= _LEAST_SAID else None

    ways = ((_slugs, zip), (_name, zip), (same_words, zip), (_quoted_view, _similar))
    # Equal items may recur, so each is known by its identity.
    olds, news = {id(item): item for item in before}, {id(item): item for item in after}
    pairs: list[Pair] = []
    for identity, match in ways:
        groups, others = grouped(olds.values(), identity), grouped(news.values(), identity)
        same = [key for key in groups if key is not None and key in others]
        for one, other in (pair for key in same for pair in match(groups[key], others[key])):
            if id(one) in olds and id(other) in news:
                pairs.append((olds.pop(id(one)), news.pop(id(other))))
    return pairs, [*olds.values()], [*news.values()]


def with_new_slugs(item: RecordItem, renames: Mapping[ItemKey, str]) -> RecordItem:
    """An item of the old record, with the new slugs of renamed entities and propositions."""
    refs = {kind: renames.get(key_of(kind, item.refs), slug) for kind, slug in item.refs.items()}
    named: dict[str, Any] = {kind: refs[kind] for kind, slug in item.refs.items() if item.values.get(kind) == slug}
    if isinstance(themes := item.values.get("read_for"), list):
        named["read_for"] = [renames.get(("theme", "", str(it)), it) for it in themes]
    return replace(item, refs=refs, values={**item.values, **named})


_BELONGS = {"by": "contributor", "question": "question", "theme": "theme"}
"""The keys of a change that name what the item belongs to."""

_GENERATED = re.compile(r"content/(schemas/|addresses\.txt$)")
"""Files that a program makes from the record."""


def compare(before: RecordFiles, after: RecordFiles) -> ChangeReport:
    """Everything that differs between two records."""
    return compare_snapshots(Snapshot(before), Snapshot(after))


def compare_snapshots(old: Snapshot, new: Snapshot) -> ChangeReport:
    """Everything that differs between two records.

    A file that can't be read in one of them is compared as bytes, and its items in the other are left out.
    """
    unread = {path for record in (old, new) for path in record.files if path not in record.items_of}
    comparison = _Comparison(old, new, unread)
    for kind in KINDS:
        comparison.compare(kind)
    return ChangeReport(
        changes=tuple(comparison.changes),
        unaltered_quotations=comparison.unaltered,
        files=tuple(comparison.files({it.path for it in comparison.changes})),
        unchanged={kind: comparison.unchanged[kind] for kind in KINDS},
    )


@dataclass
class _Comparison:
    """Two records, and their differences as far as they have been compared."""

    old: Snapshot
    new: Snapshot
    unread: set[str]
    renames: dict[ItemKey, str] = field(default_factory=dict)
    changes: list[ItemChange] = field(default_factory=list)
    unaltered: int = 0
    unchanged: Counter[ItemKind] = field(default_factory=Counter)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)

    def compare(self, kind: ItemKind) -> None:
        """Compares the items of a kind."""
        before = [with_new_slugs(item, self.renames) for item in self.old.of(kind, self.unread)]
        after = self.new.of(kind, self.unread)
        if kind == "withdrawal":
            self.withdrawn = {_view_of(item) for item in (*before, *after)}
        elif kind not in {"view", *WITH_SLUGS}:
            before, after = ([it for it in items if _view_of(it) not in self.withdrawn] for items in (before, after))
        pairs, removed, added = paired(before, after, {**self.old.said, **self.new.said})
        if kind in WITH_SLUGS:
            self.renames |= {key_of(kind, one.refs): other.refs[kind] for one, other in pairs}
        found = [_item_change(self.old, item, what="removed") for item in removed]
        found += [_item_change(self.new, item, what="added") for item in added]
        found += [change for pair in pairs if (change := self._change(*pair))]
        self.changes += sorted(found, key=lambda change: change.path)

    def _change(self, before: RecordItem, after: RecordItem) -> ItemChange | None:
        """How an item in both records has changed, if it has. The text may alter its quotation, too."""
        if after.kind == "view" and _view_of(after) in self.withdrawn:
            self.unchanged[after.kind] += 1
            return None
        fields = {it.key: it for it in field_changes(self._with_names(before), self._with_names(after))}
        altered = _is_altered(before, after)
        if altered and after.quote_key not in fields:
            edits = word_edits(before.quotation, after.quotation) if before.quotation and after.quotation else ()
            fields[after.quote_key] = FieldChange(key=after.quote_key, edits=edits)
        self.unaltered += bool(after.quote) and not altered
        slug = before.refs.get(before.kind)
        if slug != after.refs.get(after.kind):
            return _item_change(self.new, after, what="renamed", was=slug, fields=tuple(fields.values()))
        if fields:
            return _item_change(self.new, after, what="changed", altered=altered, fields=tuple(fields.values()))
        self.unchanged[after.kind] += 1
        return None

    def _with_names(self, item: RecordItem) -> Mapping[str, Any]:
        """An item's values, with names in place of slugs."""
        names = {it: self._name(it, item.refs) for it, slug in item.refs.items() if item.values.get(it) == slug}
        return {**item.values, **names}

    def _name(self, kind: str, refs: Mapping[str, str]) -> str:
        new = self.new.name(kind, refs)
        return self.old.name(kind, refs) if new == refs[kind] else new

    def files(self, reported: set[str]) -> Iterator[ChangedFile]:
        """Files that are compared as bytes, and files of which no item is reported though their bytes differ."""
        before, after = self.old.files, self.new.files
        for path in sorted({*before, *after}):
            if before.get(path) == after.get(path) or _GENERATED.match(path):
                continue
            what: FileChange = "added" if path not in before else "removed" if path not in after else "changed"
            if path in self.unread:
                yield ChangedFile(path=path, what=what, unreadable=bool(slugs_in(path)))
            elif what == "changed" and path not in reported:
                yield ChangedFile(path=path, what=self._unreported(path))

    def _unreported(self, path: str) -> FileChange:
        """What else is different in a file whose items are the same, or may not be shown."""
        old, new = self.old.items_of[path], self.new.items_of[path]
        if _values(old) == _values(new):
            return "reformatted"
        return "renamed" if _values(with_new_slugs(it, self.renames) for it in old) == _values(new) else "changed"


def _values(items: Iterable[RecordItem]) -> list[str]:
    return sorted(json.dumps([it.kind, it.refs, it.values], sort_keys=True) for it in items)


def _item_change(record: Snapshot, item: RecordItem, **more: Any) -> ItemChange:
    more |= {
        key: record.name(kind, item.refs) for key, kind in _BELONGS.items() if kind in item.refs and kind != item.kind
    }
    if item.kind == "stance":
        more["stance"] = item.text("stance")
    if item.kind == "view" and item.text("text"):
        more["paragraphs"] = 1 + item.text("text").count(PARAGRAPH)
    more |= {key: item.text(key) or None for key in ("printed", "new")}
    more["why"] = item.text("why") or item.text("gone") or None
    kind = KINDS[item.kind]
    name = item.text(kind.name) or record.name(kind.called_after or item.kind, item.refs)
    return ItemChange(kind=item.kind, path=item.path, name=name, refs=item.refs, address=item.address, **more)


def _is_altered(before: RecordItem, after: RecordItem) -> bool:
    """Whether two items quote different words of the view, or words that only one of the two views has."""
    old, new = before.quotation, after.quotation
    if not before.quote or not after.quote:
        return False
    lost = old is not None and new is not None and bool(old) != bool(new)
    return lost or (old != new if old and new else before.quote != after.quote)


def _view_of(item: RecordItem) -> tuple[str, str]:
    return item.refs.get("question", ""), item.refs.get("contributor", "")
