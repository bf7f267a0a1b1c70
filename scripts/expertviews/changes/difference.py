"""The difference of two records."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from expertviews import addresses
from expertviews.changes import effects, renames
from expertviews.changes.fields import field_changes
from expertviews.changes.pairs import Pairing
from expertviews.changes.renames import Renames
from expertviews.changes.snapshots import PAGES, Entry, Snapshot, without
from expertviews.changes.types import (
    KINDS,
    MOST,
    Change,
    Changes,
    File,
    Kind,
    Quotations,
    What,
    cut,
)
from expertviews.changes.viewparts import Item, Parts, Sided

_KINDS: dict[str, Kind] = {
    "questions": "question",
    "contributors": "contributor",
    "themes": "theme",
    "views": "view",
}
_TOLD_APART = {"questions": ("propositions",), "views": ("excerpts", "stances", "question", "contributor")}
"""The keys whose items are changes of their own, or that follow from the file's name."""

T = TypeVar("T")


def between(old: Snapshot, new: Snapshot, kept: Container[str] = ()) -> Changes:
    """Everything that differs between two records.

    A file that can't be read in one of them is compared as bytes, and what the other says of it is left out.
    `kept` has the addresses that a redirect or tombstone of the later record keeps alive.
    """
    files = tuple(_files(old, new))
    old, new = without(old, new.unreadable), without(new, old.unreadable)
    comparison = _Comparison(old, new, renames.find(old, new))
    for folder in _KINDS:
        comparison.compare(folder)
    return comparison.report(files, kept)


@dataclass
class _Comparison:
    """A comparison under way: what has been found so far."""

    old: Snapshot
    new: Snapshot
    renames: Renames
    changes: list[Change] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    pages: list[str] = field(default_factory=list)
    unchanged: Counter[Kind] = field(default_factory=Counter)
    laid_out_anew: int = 0

    def compare(self, folder: str) -> None:
        """Compares the entities of a folder."""
        earlier = {self.renames.later(folder, slugs): it for slugs, it in self.old.folders[folder].items()}
        later = self.new.folders[folder]
        for slugs in sorted({*earlier, *later}):
            before, after = earlier.get(slugs), later.get(slugs)
            if before and after:
                self._in_both(folder, before, after)
            elif after:
                self._in_one(folder, "added", self.new, after)
            elif before:
                self._in_one(folder, "removed", self.old, before)

    def report(self, files: tuple[File, ...], kept: Container[str]) -> Changes:
        """All that was found."""
        gone = effects.vanished(self.old.addresses - self.new.addresses, kept)
        pages = effects.pages([*self.pages, *self.parts.pages], self.old, self.new)
        changes = [*self.changes, *self.parts.changes]
        self.unchanged["excerpt"] = self.parts.excerpts_unchanged
        self.unchanged["stance"] = self.parts.stances_unchanged
        return Changes(
            changes=_first(changes),
            changes_count=len(changes),
            quotations=Quotations(
                altered=_first(self.parts.altered),
                altered_count=len(self.parts.altered),
                unchanged=self.parts.quotations_unchanged,
            ),
            files=_first(files),
            files_count=len(files),
            laid_out_anew=self.laid_out_anew,
            pages=_first(pages),
            pages_count=len(pages),
            vanished=_first(gone),
            vanished_count=len(gone),
            new_addresses=len(self.new.addresses - self.old.addresses),
            unchanged={kind: self.unchanged[kind] for kind in KINDS},
        )

    def _in_one(self, folder: str, what: What, record: Snapshot, it: Entry) -> None:
        """An entity that one record has."""
        self.changes.append(_change(folder, what, record, it))
        self.pages.extend(effects.pages_showing(record, folder, it.slugs, listed=True))
        if folder == "views":
            self.parts.of_one_side(Sided(record, it), "added" if what == "added" else "removed")
        for item in it.items("propositions"):
            self.changes.append(_proposition_change(record, it, what, item))
            self.pages.extend(effects.proposition_pages(item))

    def _in_both(self, folder: str, before: Entry, after: Entry) -> None:
        renamed = before.slugs != after.slugs
        if before.source == after.source and not renamed:
            self._same(folder, after)
            return
        found = self._found()
        fields = field_changes(before.data, after.data, _TOLD_APART.get(folder, ()))
        if folder == "views":
            self.parts.of_both(Sided(self.old, before), Sided(self.new, after), self.renames)
        self._propositions(before, after)
        parts_differ = self._found() > found
        if renamed or fields:
            what: What = "renamed" if renamed else "changed"
            was = cut("/".join(before.slugs)) if renamed else None
            self.changes.append(_change(folder, what, self.new, after, was=was, fields=fields))
        else:
            self.unchanged[_KINDS[folder]] += 1
        if renamed or fields or parts_differ:
            self._shown(folder, before, after, listed=renamed or bool(fields))
        elif before.source != after.source:
            self.laid_out_anew += 1

    def _same(self, folder: str, it: Entry) -> None:
        """An entity whose file is the same in both records."""
        self.unchanged[_KINDS[folder]] += 1
        self.unchanged["proposition"] += len(it.items("propositions"))
        if folder == "views":
            self.parts.of_same(it)

    def _found(self) -> int:
        return len(self.changes) + len(self.parts.changes) + len(self.parts.altered)

    def _shown(self, folder: str, before: Entry, after: Entry, *, listed: bool) -> None:
        """Notes the pages on which a change of an entity shows."""
        self.pages.extend(effects.pages_showing(self.new, folder, after.slugs, listed=listed))
        if before.slugs != after.slugs and folder in PAGES:
            self.pages.append(PAGES[folder](before.slugs[0]))
        if folder == "views" and listed:
            self.pages.extend(effects.theme_pages(before))

    def _propositions(self, before: Entry, after: Entry) -> None:
        pairing = Pairing[Item](before.items("propositions"), after.items("propositions"))
        pairing.by(lambda it: str(it.get("id"))).by(lambda it: str(it.get("statement")))
        for item in pairing.removed:
            self.changes.append(_proposition_change(self.old, before, "removed", item))
        for item in pairing.added:
            self.changes.append(_proposition_change(self.new, after, "added", item))
        for one, other in pairing.pairs:
            later = dict(one) | {"theme": self.renames.theme(str(one.get("theme")))}
            fields = field_changes(later, other)
            if fields:
                what: What = "renamed" if one.get("id") != other.get("id") else "changed"
                was = cut(str(one.get("id"))) if what == "renamed" else None
                self.changes.append(_proposition_change(self.new, after, what, other, was=was, fields=fields))
            else:
                self.unchanged["proposition"] += 1
        touched = [
            *pairing.removed,
            *pairing.added,
            *(it for pair in pairing.pairs if pair[0] != pair[1] for it in pair),
        ]
        self.pages.extend(page for item in touched for page in effects.proposition_pages(item))


def _change(folder: str, what: What, record: Snapshot, it: Entry, **more: Any) -> Change:
    if folder == "views":
        side = Sided(record, it)
        text = it.words("text").strip()
        count = len(text.split("\n\n")) if text else None
        about: dict[str, Any] = {
            "by": side.by,
            "name": side.by,
            "question": side.question,
            "address": side.address,
            "paragraphs": count,
        }
    else:
        about = {
            "name": cut(record.name(folder, it.slugs[0])),
            "address": addresses.address(PAGES[folder](it.slugs[0])),
        }
    return Change(kind=_KINDS[folder], what=what, path=it.path, **about, **more)


def _proposition_change(record: Snapshot, question: Entry, what: What, item: Item, **more: Any) -> Change:
    page = addresses.address(addresses.question_page(question.slugs[0]))
    whole = f"{page}#{addresses.proposition_fragment(str(item.get('id')))}"
    return Change(
        kind="proposition",
        what=what,
        path=question.path,
        name=cut(str(item.get("statement") or item.get("id"))),
        question=cut(record.name("questions", question.slugs[0])),
        theme=cut(record.name("themes", str(item.get("theme")))),
        address=whole if whole in record.addresses else page,
        **more,
    )


def _files(old: Snapshot, new: Snapshot) -> Iterator[File]:
    """What is compared as bytes: files that hold no entity, and those that can't be read in one of the records."""
    for path in sorted({*old.others, *new.others}):
        yield from _file(path, old.others.get(path), new.others.get(path), unreadable=False)
    for path in sorted({*old.unreadable, *new.unreadable}):
        yield from _file(path, old.source(path), new.source(path), unreadable=True)


def _file(path: str, before: bytes | None, after: bytes | None, *, unreadable: bool) -> Iterator[File]:
    if before != after:
        what: Literal["added", "removed", "changed"] = "changed"
        if before is None or after is None:
            what = "added" if before is None else "removed"
        yield File(path=path[:500], what=what, unreadable=unreadable)


def _first(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(items)[:MOST]
