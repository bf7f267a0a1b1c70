"""Which items of two records are the same: those with the same slug, else those that say the same."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from rapidfuzz import fuzz

from expertviews.changes.records import NAME_KEYS, ItemKey, RecordItem, key_of
from expertviews.changes.report import ItemKind

_MIN_SIMILARITY = 60  # of 100, between an excerpt and its reworded successor
_MOST_COMPARED = 100  # excerpts of a view that are compared with each other
_LONGEST_COMPARED = 1_000  # characters of an excerpt

Pair = tuple[RecordItem, RecordItem]
_Identity = Callable[[RecordItem], Hashable]
"""What identifies an item; None if nothing does."""


def _by(*keys: str) -> _Identity:
    """Identifies an item by the values of some keys, within its view or question, if the last key has a value."""

    def identity(item: RecordItem) -> Hashable:
        values = [item.refs.get(key) or item.text(key) for key in keys]
        return (_by_view(item), *values) if values[-1] else None

    return identity


def _by_name(item: RecordItem) -> Hashable:
    # Nobody knows who an anonymous contributor is, so no other contributor can be the same.
    return None if item.text("kind") == "anonymous" else item.text(NAME_KEYS[item.kind]).casefold() or None


def _by_view(item: RecordItem) -> Hashable:
    return item.refs.get("question"), item.refs.get("contributor")


_IDENTITIES: Mapping[ItemKind, Sequence[_Identity]] = {
    "question": (_by("question"), _by_name),
    "contributor": (_by("contributor"), _by_name),
    "theme": (_by("theme"), _by_name),
    "proposition": (_by("proposition"), _by("statement")),
    "view": (_by_view,),
    "excerpt": (_by("theme", "prefix", "suffix", "quote"), _by("theme", "quote"), _by("quote"), _by_view),
    "stance": (_by("proposition"), _by("stance", "quote")),
    "correction": (_by("corrected"), _by("printed")),
    "amendment": (_by("amended"), _by("text")),
    "withdrawal": (_by_view,),
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


def paired(kind: ItemKind, before: Sequence[RecordItem], after: Sequence[RecordItem]) -> Pairing:
    """Pairs the items of a kind: `before` in the old record, `after` in the new one."""
    pairing = Pairing(before, after)
    for identity in _IDENTITIES[kind]:
        olds, news = _grouped(pairing.removed, identity), _grouped(pairing.added, identity)
        match = _similar if kind == "excerpt" and identity is _by_view else zip
        pairing.add(pair for key in [key for key in olds if key in news] for pair in match(olds[key], news[key]))
    return pairing


def _grouped(items: Sequence[RecordItem], identity: _Identity) -> Mapping[Hashable, list[RecordItem]]:
    groups: defaultdict[Hashable, list[RecordItem]] = defaultdict(list)
    for item in items:
        groups[identity(item)].append(item)
    groups.pop(None, None)
    return groups


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
