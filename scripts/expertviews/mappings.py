"""Groups items by key, and maps keys to values that are only made when somebody asks for them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> defaultdict[_Key, list[_Item]]:
    """The items by key, keys and items in the order of the items. A key that no item has gives an empty list."""
    groups: defaultdict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


@dataclass(frozen=True, eq=False)
class Lazy(Mapping[_Key, _Value], Generic[_Key, _Item, _Value]):
    """A mapping that makes a value from its key and an item, anew whenever somebody asks for it."""

    items_by_key: Mapping[_Key, _Item]
    make: Callable[[_Key, _Item], _Value]

    def __getitem__(self, key: _Key) -> _Value:
        return self.make(key, self.items_by_key[key])

    def __contains__(self, key: object) -> bool:
        return key in self.items_by_key  # Mapping would make the value

    def __iter__(self) -> Iterator[_Key]:
        return iter(self.items_by_key)

    def __len__(self) -> int:
        return len(self.items_by_key)
