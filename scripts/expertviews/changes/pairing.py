"""Which items of two records are the same: those with the same slugs, else those that say the same."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from rapidfuzz import fuzz

from expertviews.changes.records import KINDS, WITH_SLUGS, ItemKey, RecordItem, key_of
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
