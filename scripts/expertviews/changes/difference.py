"""The difference of two records, item by item."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from expertviews import addresses
from expertviews.changes.fields import PARAGRAPH, field_changes, word_edits
from expertviews.changes.pairing import paired, with_new_slugs
from expertviews.changes.records import NAMES, PAGES, Item, ItemKey, Snapshot, key_of, slugs_in, snapshot
from expertviews.changes.report import (
    KINDS,
    MOST,
    Change,
    ChangedFile,
    ChangedPage,
    ChangeReport,
    FileChange,
    ItemKind,
    Quotations,
    Requotation,
    VanishedAddress,
    counted_list,
    cut,
)
from expertviews.problems import Problem
from expertviews.publish import permalinks

RecordFiles = Mapping[str, bytes]
"""The files of a record: path relative to the root → bytes."""

_ORDER: tuple[ItemKind, ...] = ("question", "contributor", "theme", "proposition", "view", "excerpt", "stance")
"""What others refer to comes first, so that its renames are known."""

_CALLED = {"view": "contributor", "stance": "proposition"}
"""After what an item is called that has no name of its own."""

_MADE = re.compile(r"content/(schemas/|addresses\.txt$)")
"""RecordFiles that a program makes of the record."""

_INDEXES = {"question": addresses.QUESTIONS, "contributor": addresses.CONTRIBUTORS, "theme": addresses.THEMES}


def compare(before: RecordFiles, after: RecordFiles) -> ChangeReport:
    """Everything that differs between two records.

    A file that can't be read in one of them is compared as bytes, and what the other has in it is left out.
    """
    records = snapshot(before), snapshot(after)
    unread = {path for record in records for path in record.files if path not in record.items_of}
    comparison = _Comparison(snapshot(before, unread), snapshot(after, unread))
    for kind in _ORDER:
        comparison.compare(kind)
    return comparison.report([*_files(before, after, unread)])


def lost_addresses(before: RecordFiles, after: RecordFiles) -> list[Problem]:
    """A problem for each address that the later record lists, or the earlier one has, and the later doesn't keep."""
    now, earlier = snapshot(after), snapshot(before).addresses if before else ()
    return permalinks.vanished(now.published, earlier, now.addresses, now.kept)


@dataclass
class _Comparison:
    """Two records, and what has been found to differ so far."""

    old: Snapshot
    new: Snapshot
    renames: dict[ItemKey, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    altered: list[Requotation] = field(default_factory=list)
    unaltered: int = 0
    unchanged: Counter[ItemKind] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)

    def compare(self, kind: ItemKind) -> None:
        """Compares the items of a kind."""
        before = [with_new_slugs(item, self.renames) for item in self.old.items[kind]]
        pairing = paired(kind, self.old, self.new, before, self.new.items[kind])
        if kind in NAMES:
            self.renames |= {key_of(kind, one.refs): other.refs[kind] for one, other in pairing.pairs}
        found = [_change(self.old, item, what="removed") for item in pairing.removed]
        found += [_change(self.new, item, what="added") for item in pairing.added]
        found += [change for pair in pairing.pairs if (change := self._changed(*pair))]
        self.changes += sorted(found, key=lambda change: change.path)
        self._show(self.old, pairing.removed)
        self._show(self.new, pairing.added)

    def report(self, files: list[ChangedFile]) -> ChangeReport:
        """All that was found."""
        gone = sorted(self.old.addresses - self.new.addresses, key=lambda address: ("#" in address, address))
        vanished = [VanishedAddress(address=it, kept=it in self.new.kept) for it in gone]
        reported = {it.path for it in self.changes} | {it.path for it in self.altered}
        edited = [path for path in self.old.items_of if self.new.files.get(path, data := self.old.files[path]) != data]
        return ChangeReport(
            **counted_list("changes", self.changes),
            quotations=Quotations(**counted_list("altered", self.altered), unchanged=self.unaltered),
            **counted_list("files", files),
            laid_out_anew=sum(path not in reported for path in edited),
            **counted_list("pages", in_order(self._pages())),
            **counted_list("vanished", vanished),
            new_addresses=len(self.new.addresses - self.old.addresses),
            unchanged={kind: self.unchanged[kind] for kind in KINDS},
        )

    def _changed(self, before: Item, after: Item) -> Change | None:
        """What changed of an item that is in both records."""
        altered = self._altered(before, after)
        fields = tuple(field_changes(self._named(before), self._named(after)))[:MOST] if before is not after else ()
        was = before.refs.get(before.kind) if before.refs.get(before.kind) != after.refs.get(after.kind) else None
        if altered or fields or was:
            self._show(self.old, [before])
            self._show(self.new, [after])
        if fields or was:
            return _change(self.new, after, what="renamed" if was else "changed", was=was and cut(was), fields=fields)
        self.unchanged[after.kind] += 1
        return None

    def _altered(self, before: Item, after: Item) -> bool:
        """Whether a quotation in both records has other words now; it is noted."""
        altered = bool(before.quote and after.quote) and before.quotation != after.quotation
        if altered:
            self.altered.append(_requotation(self.new, before, after))
        self.unaltered += bool(after.quote) and not altered
        return altered

    def _named(self, item: Item) -> Mapping[str, Any]:
        """An item's values, with names in place of slugs."""
        refs = item.refs
        return {**item.values, **{it: self.new.name(it, refs) for it in refs if item.values.get(it) == refs[it]}}

    def _show(self, record: Snapshot, items: Iterable[Item]) -> None:
        """Notes the pages of a record that show some items."""
        for item in items:
            claim = record.find("proposition", item.refs)
            refs = {**(claim.refs if claim else {}), **item.refs}
            self.pages.update(page_of(refs[kind]) for kind, page_of in PAGES.items() if kind in refs)
            self.pages.update([addresses.LOOKING_AHEAD] if claim and claim.text("horizon") else [])
            self.pages.update([_INDEXES[item.kind], addresses.HOME] if item.kind in _INDEXES else [])

    def _pages(self) -> Iterator[ChangedPage]:
        for page in self.pages:
            at = addresses.address(page)
            if at in self.new.addresses:
                yield ChangedPage(address=at, what="changed" if at in self.old.addresses else "added")
            elif at in self.old.addresses:
                yield ChangedPage(address=at, what="removed")


def in_order(pages: Iterable[ChangedPage]) -> list[ChangedPage]:
    """Pages as they are best looked at: new ones first, people's before questions' and themes', indexes last."""
    happened = ("added", "changed", "removed")
    folders = ("contributors", "questions", "themes")

    def place(page: ChangedPage) -> tuple[int, bool, int, str]:
        folder, _, rest = page.address.partition("/")
        rank = folders.index(folder) if folder in folders else len(folders)
        return happened.index(page.what), not rest and folder in {"", *folders}, rank, page.address

    return sorted(pages, key=place)


def _about(record: Snapshot, item: Item) -> dict[str, Any]:
    """What a report says of an item in any case; what it doesn't have is left out."""
    names = {"contributor": "by", "question": "question", "theme": "theme"}
    about = {name: cut(record.name(kind, item.refs)) for kind, name in names.items() if kind in item.refs}
    about.pop({"contributor": "by"}.get(item.kind, item.kind), None)
    return {**about, "kind": item.kind, "path": item.path, "address": item.address}


def _change(record: Snapshot, item: Item, **more: Any) -> Change:
    called = _CALLED.get(item.kind, item.kind)
    more |= {"name": cut(item.quote if called == "excerpt" else record.name(called, item.refs))}
    more |= {"stance": cut(item.text("stance"))} if item.kind == "stance" else {}
    more |= {"paragraphs": 1 + item.text("text").count(PARAGRAPH)} if item.kind == "view" and item.text("text") else {}
    return Change(**_about(record, item), **more)


def _requotation(record: Snapshot, before: Item, after: Item) -> Requotation:
    about = _about(record, after) | ({"kind": "key quote"} if after.kind == "view" else {})
    about.pop("theme", None)
    edits = tuple(word_edits(before.quotation, after.quotation)[:MOST])
    return Requotation(**about, before=cut(before.quotation), after=cut(after.quotation), edits=edits)


def _files(before: RecordFiles, after: RecordFiles, unread: Iterable[str]) -> Iterator[ChangedFile]:
    """What is compared as bytes: files that hold no entity, and those that can't be read in one of the records."""
    for path in sorted(unread):
        if before.get(path) != after.get(path) and not _MADE.match(path):
            what: FileChange = "added" if path not in before else "changed" if path in after else "removed"
            yield ChangedFile(path=path[:500], what=what, unreadable=bool(slugs_in(path)))
