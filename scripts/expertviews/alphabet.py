"""The order of names, by the Unicode collation: Álvarez stands among the As, and each script by itself."""

import string
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

from pyuca import Collator

_T = TypeVar("_T")


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> tuple[int, ...]:
    """What texts are sorted by: first their letters, then accents, then capitals."""
    return tuple(_collator().sort_key(text))


def by_letter(items: Iterable[_T], name: Callable[[_T], str]) -> Mapping[str, tuple[_T, ...]]:
    """Items, which are in the order of their names, by the capital letter: Østby stands under O."""
    groups = (tuple(group) for _, group in groupby(items, lambda item: _weight(name(item)[:1])))
    return {_letter(name(group[0])): group for group in groups}


def _letter(text: str) -> str:
    """The letter that a text begins with; one of A–Z, or without its accent, where these count as the same letter."""
    own = text[:1]
    letters: list[str] = [*string.ascii_uppercase, unicodedata.normalize("NFKD", own)[:1].upper(), own]
    return next(it for it in letters if _weight(it) == _weight(own))


def _weight(letter: str) -> int:
    """What counts first of a letter."""
    elements: list[list[int]] = _collator().collation_elements(unicodedata.normalize("NFD", letter))
    return next((element[0] for element in elements if element[0]), 0)


@lru_cache(maxsize=1)
def _collator() -> Collator:
    return Collator()
