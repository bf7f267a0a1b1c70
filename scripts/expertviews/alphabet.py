"""The order of names, by the Unicode collation: Álvarez stands among the As, and each script by itself."""

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from pyuca import Collator
from pyuca.collator import COLL_ELEMENT_PATTERN
from pyuca.utils import hexstrings2int

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


class Letters(Collator):  # type: ignore[misc]
    """Reads what the table says of a letter when it meets it: to read it all takes a tenth of a second."""

    def load(self, filename: str) -> None:
        """Find the lines of each letter."""
        self._lines = defaultdict[str, list[str]](list)
        for line in Path(filename).read_text(encoding="utf-8").splitlines():
            self._lines[line.partition(" ")[0]].append(line.partition("#")[0])
        for line in self._lines["@implicitweights"]:
            self.implicit_weights.append(hexstrings2int(re.findall(r"\b[0-9A-F]{4,6}\b", line)))

    def build_lookup_key(self, text: str) -> list[int]:
        """The numbers of letters, which are known from now on."""
        for letter in text:
            for line in self._lines.pop(f"{ord(letter):04X}", ()):
                letters, _, elements = line.partition(";")
                weights = [hexstrings2int(it.groups()) for it in COLL_ELEMENT_PATTERN.finditer(elements)]
                self.table.add(hexstrings2int(letters.split()), weights)
        return [ord(letter) for letter in text]


@lru_cache(maxsize=1)
def _collator() -> Letters:
    return Letters()
