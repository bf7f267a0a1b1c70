"""Sorts names by the Unicode Collation Algorithm: Álvarez stands among the As, and each script by itself."""

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
    """The key to sort a text by: first its letters, then accents, then capitals."""
    return tuple(_collator().sort_key(text))


def by_letter(items: Iterable[_T], name: Callable[[_T], str]) -> Mapping[str, tuple[_T, ...]]:
    """Groups items, which are sorted by name, under the capital letters of their names: Østby stands under O."""
    groups = (tuple(group) for _, group in groupby(items, lambda item: _primary_weight(name(item)[:1])))
    return {_heading(name(group[0])[:1]): group for group in groups}


def _heading(letter: str) -> str:
    """The heading for names with a first letter: one of A–Z if that counts as the same, or else without its accent."""
    candidates: list[str] = [*string.ascii_uppercase, unicodedata.normalize("NFKD", letter)[:1].upper(), letter]
    return next(it for it in candidates if _primary_weight(it) == _primary_weight(letter))


def _primary_weight(letter: str) -> int:
    """The weight by which letters are sorted first, regardless of accents and capitals."""
    elements: list[list[int]] = _collator().collation_elements(unicodedata.normalize("NFD", letter))
    return next((element[0] for element in elements if element[0]), 0)


@lru_cache(maxsize=1)
def _collator() -> Collator:
    return Collator()
