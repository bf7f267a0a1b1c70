"""Which items of two records are the same: those with the same slug, else those that say the same."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from rapidfuzz import fuzz

from expertviews.changes.records import NAME_KEYS, ItemKey, RecordItem, Snapshot, key_of
from expertviews.changes.report import ItemKind

_MIN_SIMILARITY = 60  # of 100, between an excerpt and its reworded successor
_MOST_COMPARED = 100  # excerpts of a view that are compared with each other
_LONGEST_COMPARED = 1_000  # characters of an excerpt

Pair = tuple[RecordItem, RecordItem]
_Signs = Callable[[Snapshot, RecordItem], Sequence[Hashable]]
"""What identifies an item: items that share a sign are the same."""


def _by(*keys: str) -> _Signs:
    """Identifies an item by the values of some keys, within its view or question, if the last key has a value."""

    def signs(record: Snapshot, item: RecordItem) -> Sequence[Hashable]:
        values = [item.refs.get(key) or item.text(key) for key in keys]
        return [(*_by_view(record, item), *values)] if values[-1] else []

    return signs


def _by_name(_record: Snapshot, item: RecordItem) -> Sequence[Hashable]:
    # Nobody knows who an anonymous contributor is, so no other contributor can be the same.
    name = item.text(NAME_KEYS[item.kind]).casefold()
    return [name] if name and item.text("kind") != "anonymous" else []


def _by_answers(record: Snapshot, item: RecordItem) -> Sequence[Hashable]:
    return record.answers[item.refs["contributor"]]


def _by_view(_record: Snapshot, item: RecordItem) -> Sequence[Hashable]:
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
"""How items of a kind are identified; each way is tried on what the ways before it have left."""


@dataclass
class Pairing:
    """The items of a kind in two records: pairs of those in both, and those in only one of them."""

    removed: Sequence[RecordItem]
    added: Sequence[RecordItem]
    pairs: list[Pair] = field(default_factory=list)

    def add(self, candidates: Iterable[Pair]) -> None:
        """Pairs items that aren't paired yet. They are told apart by identity, since equal items may recur."""
        before, after = {id(item): item for item in self.removed}, {id(item): item for item in self.added}
        for pair in candidates:
            if id(pair[0]) in before and id(pair[1]) in after:
                self.pairs.append((before.pop(id(pair[0])), after.pop(id(pair[1]))))
        self.removed, self.added = [*before.values()], [*after.values()]


def paired(
    kind: ItemKind, old: Snapshot, new: Snapshot, before: Sequence[RecordItem], after: Sequence[RecordItem]
) -> Pairing:
    """Pairs the items of a kind: `before` in the old record, `after` in the new one."""
    pairing = Pairing(before, after)
    for signs_of in _SIGNS[kind]:
        sharing: defaultdict[Hashable, tuple[list[RecordItem], list[RecordItem]]] = defaultdict(lambda: ([], []))
        for side, record, items in ((0, old, pairing.removed), (1, new, pairing.added)):
            for item in items:
                for sign in signs_of(record, item):
                    sharing[sign][side].append(item)
        match = _similar if kind == "excerpt" and signs_of is _by_view else zip
        pairing.add(pair for olds, news in sharing.values() for pair in match(olds, news))
    return pairing


def _similar(olds: Sequence[RecordItem], news: Sequence[RecordItem]) -> Iterator[Pair]:
    """Similar quotations, the most similar first."""
    pairs = list(product(olds[:_MOST_COMPARED], news[:_MOST_COMPARED]))
    scores = [fuzz.ratio(*(item.quote[:_LONGEST_COMPARED] for item in pair)) for pair in pairs]
    best = sorted(range(len(pairs)), key=lambda at: -scores[at])
    return (pairs[at] for at in best if scores[at] >= _MIN_SIMILARITY)


def with_new_slugs(item: RecordItem, renames: Mapping[ItemKey, str]) -> RecordItem:
    """An item of the old record, with the new slugs of renamed entities and propositions."""
    refs = {kind: renames.get(key_of(kind, item.refs), slug) for kind, slug in item.refs.items()}
    named = {kind: refs[kind] for kind, slug in item.refs.items() if item.values.get(kind) == slug}
    return item if refs == item.refs else replace(item, refs=refs, values={**item.values, **named})
