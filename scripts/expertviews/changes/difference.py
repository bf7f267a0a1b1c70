"""Finds the differences between two records, item by item."""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rapidfuzz import fuzz

from expertviews.changes.fields import PARAGRAPH, field_changes, word_edits
from expertviews.changes.records import KINDS, WITH_SLUGS, ItemKey, RecordFiles, RecordItem, Snapshot, key_of, slugs_in
from expertviews.changes.report import ChangedFile, ChangeReport, FieldChange, FileChange, ItemChange, ItemKind
from expertviews.mappings import grouped

_MIN_SIMILARITY = 60  # of 100, between a quotation and its reworded successor
_MOST_COMPARED = 100  # quotations of a view that are compared with each other
_LONGEST_COMPARED = 1_000  # characters of a quotation
_MIN_IDENTIFYING = 40  # characters; fewer may be the same by chance

_BELONGS_TO = {"by": "contributor", "question": "question", "theme": "theme"}
"""Keys of a change that name what the item belongs to, with its kind."""
_GENERATED = re.compile(r"content/(schemas/|addresses\.txt$)")  # files that a program makes from the record

Pair = tuple[RecordItem, RecordItem]


def compare(before: RecordFiles, after: RecordFiles) -> ChangeReport:
    """Report everything that differs between the files of two records."""
    return compare_snapshots(Snapshot(before), Snapshot(after))


def compare_snapshots(old: Snapshot, new: Snapshot) -> ChangeReport:
    """Report everything that differs between two records.

    A file that can't be read in one of them is compared as bytes, and its items in the other are left out.
    """
    unreadable = {path for record in (old, new) for path in record.files if path not in record.items_of}
    comparison = _Comparison(old, new, unreadable)
    for kind in KINDS:
        comparison.compare(kind)
    return ChangeReport(
        changes=tuple(comparison.changes),
        unaltered_quotations=comparison.unaltered_quotations,
        files=tuple(comparison.files({it.path for it in comparison.changes})),
        unchanged={kind: comparison.unchanged[kind] for kind in KINDS},
    )


def pair_items(
    before: Iterable[RecordItem], after: Iterable[RecordItem], words: Mapping[ItemKey, frozenset[str]]
) -> tuple[list[Pair], list[RecordItem], list[RecordItem]]:
    """Pair the items of a kind that are in both records; returns also those only in the first, and only in the second.

    They are recognized by their slugs, else by their names, by `words` in or about them, and quotations by similarity.
    """

    def same_words(item: RecordItem) -> Hashable:
        texts = words.get(key_of(item.kind, item.refs), frozenset())
        return texts if sum(map(len, texts)) >= _MIN_IDENTIFYING else None

    # Equal items may recur, so each is known by its identity.
    olds, news = {id(item): item for item in before}, {id(item): item for item in after}
    pairs: list[Pair] = []
    for key, candidates in ((_slugs, zip), (_name, zip), (same_words, zip), (_view_of_quotation, _by_similarity)):
        old_groups, new_groups = grouped(olds.values(), key), grouped(news.values(), key)
        for shared in [it for it in old_groups if it is not None and it in new_groups]:
            for old, new in candidates(old_groups[shared], new_groups[shared]):
                if id(old) in olds and id(new) in news:
                    pairs.append((olds.pop(id(old)), news.pop(id(new))))
    return pairs, [*olds.values()], [*news.values()]


def _slugs(item: RecordItem) -> Hashable:
    """Return the slugs of an item and of what it belongs to; an excerpt is known by its quote and theme."""
    kinds = ("question", "contributor", "theme" if item.kind == "excerpt" else item.kind, "proposition")
    return tuple(item.refs.get(kind) for kind in kinds), item.quote if item.kind == "excerpt" else ""


def _name(item: RecordItem) -> Hashable:
    """Return an item's name, if it has one; anonymous contributors of the same name may be different people."""
    if item.kind not in WITH_SLUGS or item.text("kind") == "anonymous":
        return None
    name = item.text(KINDS[item.kind].name).casefold()
    return (name, item.refs["question"] if item.kind == "proposition" else "") if name else None


def _view_of_quotation(item: RecordItem) -> Hashable:
    return _view_of(item) if item.quote and item.kind != "view" else None


def _by_similarity(olds: Sequence[RecordItem], news: Sequence[RecordItem]) -> list[Pair]:
    """Return all pairs of similar quotations, the most similar first."""
    scored = [
        (fuzz.ratio(old.quote[:_LONGEST_COMPARED], new.quote[:_LONGEST_COMPARED]), (old, new))
        for old in olds[:_MOST_COMPARED]
        for new in news[:_MOST_COMPARED]
    ]
    scored.sort(key=lambda it: it[0], reverse=True)
    return [pair for score, pair in scored if score >= _MIN_SIMILARITY]


def with_new_slugs(item: RecordItem, renames: Mapping[ItemKey, str]) -> RecordItem:
    """Return an item of the old record with the new slugs of renamed entities and propositions."""
    refs = {kind: renames.get(key_of(kind, item.refs), slug) for kind, slug in item.refs.items()}
    values = dict(item.values)
    for kind, slug in item.refs.items():
        if values.get(kind) == slug:
            values[kind] = refs[kind]
    if isinstance(themes := values.get("read_for"), list):
        values["read_for"] = [renames.get(("theme", "", str(it)), it) for it in themes]
    return replace(item, refs=refs, values=values)


@dataclass
class _Comparison:
    """Two records, and their differences so far; `withdrawn` are the views that are withdrawn in either record."""

    old: Snapshot
    new: Snapshot
    unreadable: set[str]
    renames: dict[ItemKey, str] = field(default_factory=dict)
    changes: list[ItemChange] = field(default_factory=list)
    unaltered_quotations: int = 0
    unchanged: Counter[ItemKind] = field(default_factory=Counter)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)

    def compare(self, kind: ItemKind) -> None:
        """Compare the items of a kind; nothing is told of what belongs to a withdrawn view."""
        before = [with_new_slugs(item, self.renames) for item in self.old.of(kind, self.unreadable)]
        after = self.new.of(kind, self.unreadable)
        if kind == "withdrawal":
            self.withdrawn = {_view_of(item) for item in (*before, *after)}
        elif kind not in {"view", *WITH_SLUGS}:
            before = [it for it in before if _view_of(it) not in self.withdrawn]
            after = [it for it in after if _view_of(it) not in self.withdrawn]
        pairs, removed, added = pair_items(before, after, {**self.old.words, **self.new.words})
        if kind in WITH_SLUGS:
            self.renames |= {key_of(kind, old.refs): new.refs[kind] for old, new in pairs}
        changes = [_item_change(self.old, item, what="removed") for item in removed]
        changes += [_item_change(self.new, item, what="added") for item in added]
        changes += [change for old, new in pairs if (change := self._change(old, new))]
        self.changes += sorted(changes, key=lambda change: change.path)

    def _change(self, before: RecordItem, after: RecordItem) -> ItemChange | None:
        """Return how an item in both records has changed, if it has. Its text may alter its quotation, too."""
        if after.kind == "view" and _view_of(after) in self.withdrawn:
            self.unchanged[after.kind] += 1
            return None
        fields = {it.key: it for it in field_changes(self._with_names(before), self._with_names(after))}
        altered = _is_quotation_altered(before, after)
        if altered and after.quote_key not in fields:
            edits = word_edits(before.quotation, after.quotation) if before.quotation and after.quotation else ()
            fields[after.quote_key] = FieldChange(key=after.quote_key, edits=edits)
        if after.quote and not altered:
            self.unaltered_quotations += 1
        slug = before.refs.get(before.kind)
        if slug != after.refs.get(after.kind):
            return _item_change(self.new, after, what="renamed", was=slug, fields=tuple(fields.values()))
        if fields:
            return _item_change(self.new, after, what="changed", altered=altered, fields=tuple(fields.values()))
        self.unchanged[after.kind] += 1
        return None

    def _with_names(self, item: RecordItem) -> Mapping[str, Any]:
        """Return an item's values, with names in place of slugs."""
        names = {it: self._name(it, item.refs) for it, slug in item.refs.items() if item.values.get(it) == slug}
        return {**item.values, **names}

    def _name(self, kind: str, refs: Mapping[str, str]) -> str:
        name = self.new.name(kind, refs)
        return name if name != refs[kind] else self.old.name(kind, refs)

    def files(self, reported: set[str]) -> Iterator[ChangedFile]:
        """Yield files that are compared as bytes, and those that differ though no item in them is `reported`."""
        before, after = self.old.files, self.new.files
        for path in sorted({*before, *after}):
            if before.get(path) == after.get(path) or _GENERATED.match(path):
                continue
            what: FileChange = "added" if path not in before else "removed" if path not in after else "changed"
            if path in self.unreadable:
                yield ChangedFile(path=path, what=what, unreadable=bool(slugs_in(path)))
            elif what == "changed" and path not in reported:
                yield ChangedFile(path=path, what=self._unreported_change(path))

    def _unreported_change(self, path: str) -> FileChange:
        """Return how a file differs whose items are the same, or may not be shown."""
        old, new = self.old.items_of[path], self.new.items_of[path]
        if _as_json(old) == _as_json(new):
            return "reformatted"
        renamed = [with_new_slugs(item, self.renames) for item in old]
        return "renamed" if _as_json(renamed) == _as_json(new) else "changed"


def _as_json(items: Iterable[RecordItem]) -> list[str]:
    return sorted(json.dumps([it.kind, it.refs, it.values], sort_keys=True) for it in items)


def _item_change(record: Snapshot, item: RecordItem, **more: Any) -> ItemChange:
    """Describe the change of an item by what it is in a record; `more` are further fields of the change."""
    kind = KINDS[item.kind]
    for key, owner in _BELONGS_TO.items():
        if owner in item.refs and owner != item.kind:
            more[key] = record.name(owner, item.refs)
    if item.kind == "stance":
        more["stance"] = item.text("stance")
    if item.kind == "view" and item.text("text"):
        more["paragraphs"] = 1 + item.text("text").count(PARAGRAPH)
    more["printed"], more["new"] = item.text("printed") or None, item.text("new") or None
    more["why"] = item.text("why") or item.text("gone") or None
    name = item.text(kind.name) or record.name(kind.called_after or item.kind, item.refs)
    return ItemChange(kind=item.kind, path=item.path, name=name, refs=item.refs, address=item.address, **more)


def _is_quotation_altered(before: RecordItem, after: RecordItem) -> bool:
    """Whether two items quote different words of the view, or words that only one of the two views has."""
    if not before.quote or not after.quote:
        return False
    old, new = before.quotation, after.quotation
    if old and new:
        return old != new
    is_in_one_view = old is not None and new is not None and bool(old) != bool(new)
    return is_in_one_view or before.quote != after.quote


def _view_of(item: RecordItem) -> tuple[str, str]:
    return item.refs.get("question", ""), item.refs.get("contributor", "")
