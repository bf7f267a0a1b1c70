"""Mappings: of items in groups, and of values that are made when they are asked for."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")


def grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> defaultdict[_Key, list[_Item]]:
    """The items of each key, in the order in which the keys come first; none of a key that no item has."""
    groups: defaultdict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


@dataclass(frozen=True, eq=False)
class Lazy(Mapping[_Key, _Made], Generic[_Key, _Item, _Made]):
    """What is made of each key and item, whenever somebody asks for it."""

    items_by_key: Mapping[_Key, _Item]
    make: Callable[[_Key, _Item], _Made]

    def __getitem__(self, key: _Key) -> _Made:
        return self.make(key, self.items_by_key[key])

    def __contains__(self, key: object) -> bool:
        return key in self.items_by_key  # else it would be made

    def __iter__(self) -> Iterator[_Key]:
        return iter(self.items_by_key)

    def __len__(self) -> int:
        return len(self.items_by_key)
