"""Results of methods, kept with their object."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")


def remembered(make: Callable[[Any, _Key], _Made]) -> Callable[[Any, _Key], _Made]:
    """A method of one argument that makes the result for each only once; as long as its object lasts."""

    @wraps(make)
    def known(self: Any, key: _Key) -> _Made:
        results: dict[_Key, _Made] = vars(self).setdefault(f"remembered {make.__name__}", {})
        if key not in results:
            results[key] = make(self, key)
        return results[key]

    return known
