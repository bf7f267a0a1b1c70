"""Which items of two records are the same: by their slugs, else by what they say, so that renames are known."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from rapidfuzz import fuzz

from expertviews.changes.records import NAMES, Item, ItemKey, Snapshot, key_of
from expertviews.changes.report import ItemKind

_MIN_SIMILARITY = 60  # of 100, for an excerpt to be an earlier one in other words
_MOST_COMPARED = 100  # excerpts of a view that an earlier one is compared with
_LONGEST_COMPARED = 1_000  # characters of an excerpt

Pair = tuple[Item, Item]
_Signs = Callable[[Snapshot, Item], Sequence[Hashable]]
"""By what an item is known again: items that share a sign are the same."""


def _by(*keys: str) -> _Signs:
    """Known by the values of some keys, within its view or question; not where the last key has no value."""

    def signs(record: Snapshot, item: Item) -> Sequence[Hashable]:
        values = [item.refs.get(key) or item.text(key) for key in keys]
        return [(*_by_view(record, item), *values)] if values[-1] else []

    return signs


def _by_name(_record: Snapshot, item: Item) -> Sequence[Hashable]:
    # Nobody knows who an anonymous contributor is, so that no other can be the same.
    name = item.text(NAMES[item.kind]).casefold()
    return [name] if name and item.text("kind") != "anonymous" else []


def _by_answers(record: Snapshot, item: Item) -> Sequence[Hashable]:
    return record.answers[item.refs["contributor"]]


def _by_view(_record: Snapshot, item: Item) -> Sequence[Hashable]:
    return [(item.refs.get("question"), item.refs.get("contributor"))]


_SIGNS: Mapping[ItemKind, Sequence[_Signs]] = {
    "question": (_by("question"), _by_name),
    "contributor": (_by("contributor"), _by_name, _by_answers),
    "theme": (_by("theme"), _by_name),
    "proposition": (_by("proposition"), _by("statement")),
    "view": (_by_view,),
    "excerpt": (_by("theme", "prefix", "suffix", "quote"), _by("theme", "quote"), _by("quote"), _by_view),
    "stance": (_by("proposition"), _by("stance", "quote")),
}
"""How items of a kind are known again; each way is tried with what those before it have left."""


@dataclass
class Pairing:
    """The items of a kind in two records: those that are in both as pairs, and those that are left of each."""

    removed: Sequence[Item]
    added: Sequence[Item]
    pairs: list[Pair] = field(default_factory=list)

    def add(self, candidates: Iterable[Pair]) -> None:
        """Pairs items of which neither is paired yet. An item may be in both records as the same object."""
        before, after = {id(item): item for item in self.removed}, {id(item): item for item in self.added}
        for pair in candidates:
            if id(pair[0]) in before and id(pair[1]) in after:
                self.pairs.append((before.pop(id(pair[0])), after.pop(id(pair[1]))))
        self.removed, self.added = [*before.values()], [*after.values()]


def paired(kind: ItemKind, old: Snapshot, new: Snapshot, before: Sequence[Item], after: Sequence[Item]) -> Pairing:
    """The items of a kind, of `before` in one record and `after` in the other."""
    pairing = Pairing(before, after)
    for signs_of in _SIGNS[kind]:
        sharing: defaultdict[Hashable, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
        for side, record, items in ((0, old, pairing.removed), (1, new, pairing.added)):
            for item in items:
                for sign in signs_of(record, item):
                    sharing[sign][side].append(item)
        match = _similar if kind == "excerpt" and signs_of is _by_view else zip
        pairing.add(pair for olds, news in sharing.values() for pair in match(olds, news))
    return pairing


def _similar(olds: Sequence[Item], news: Sequence[Item]) -> Iterator[Pair]:
    """Quotations that are similar, the most similar first."""
    pairs = list(product(olds[:_MOST_COMPARED], news[:_MOST_COMPARED]))
    scores = [fuzz.ratio(*(item.quote[:_LONGEST_COMPARED] for item in pair)) for pair in pairs]
    best = sorted(range(len(pairs)), key=lambda at: -scores[at])
    return (pairs[at] for at in best if scores[at] >= _MIN_SIMILARITY)


def with_new_slugs(item: Item, renames: Mapping[ItemKey, str]) -> Item:
    """An item of the earlier record, with the slugs that entities and propositions have in the later one."""
    refs = dict(item.refs)
    for kind, slug in item.refs.items():
        refs[kind] = renames.get(key_of(kind, refs), slug)
    named = {kind: refs[kind] for kind, slug in item.refs.items() if item.values.get(kind) == slug}
    return item if refs == item.refs else replace(item, refs=refs, values={**item.values, **named})
