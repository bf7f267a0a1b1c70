"""What rules are made of: their registry, what each is given, and what is read of the record by all.

A rule's docstring is its text; its name is the code of its problems.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from expertviews.content import KeyPath, Record, Tree
from expertviews.content.yamltext import Scalar
from expertviews.mappings import grouped
from expertviews.problems import Advice, Place, Problem

KindT = TypeVar("KindT")
KindT_co = TypeVar("KindT_co", covariant=True)
ItemT = TypeVar("ItemT")


@dataclass(frozen=True)
class File(Generic[KindT_co]):
    """What a file of the record holds; nothing if it can't be read."""

    record: Record
    path: str
    it: KindT_co

    @property
    def tree(self) -> Tree:
        """The file, parsed."""
        return self.record.trees[self.path]

    @property
    def is_whole(self) -> bool:
        """Whether everything in the file could be read."""
        return self.path not in self.record.partial

    def place(self, *key: str | int) -> Place:
        """The place of a value."""
        return self.tree.place(*key)

    def values(self) -> Iterator[tuple[KeyPath, Scalar]]:
        """Every value with its key, but for those in what is known to be wrong."""
        wrong = _wrong_places(self.record).get(self.path, ())
        for key, it in self.tree.scalars.items():
            if key and not (wrong and any(self.place(*key[:end]) in wrong for end in range(1, len(key) + 1))):
                yield key, it


@lru_cache(maxsize=1)
def _wrong_places(record: Record) -> Mapping[str, Collection[Place]]:
    """The places of the problems found on loading, by path."""
    return grouped((problem.place for problem in record.problems), lambda place: place.path)


Violation = tuple[Place, str, str | Advice]
"""Where a rule is broken, what is wrong, and what to do."""
Fault = tuple[KeyPath | Place, str, str | Advice]
"""The same in one file, with the key or, for a line of a text, its place."""
Broken = Callable[[File[KindT]], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """What a rule says, and what breaks it in a record; of a `warning`, what may mislead readers.

    A `local` one looks, for each file, only at that file, at its question with all answers, who gave them, and their
    documents with outlines, at the day, and at which themes there are, in which order and since when.
    """

    meaning: str
    broken: Callable[[Record], Iterable[Violation]]
    warning: bool = False
    local: bool = False

    def problems(self, code: str, record: Record) -> Iterator[Problem]:
        """Where the rule is broken."""
        for place, what, remedy in self.broken(record):
            yield Problem.advised(place, code, what, remedy, warning=self.warning)


RULES: dict[str, Rule] = {}
"""Every rule and warning by its code."""


def rule(broken: Callable[[Record], Iterable[Violation]]) -> Callable[[Record], Iterable[Violation]]:
    """Declares a rule of the whole record."""
    RULES[_code(broken)] = Rule(inspect.getdoc(broken) or "", broken)
    return broken


def each(kind: type[KindT], *, warning: bool = False) -> Callable[[Broken[KindT]], Broken[KindT]]:
    """Declares a rule of each file that holds a kind of thing, which is local; of `object`, of unreadable ones too."""

    def declare(broken: Broken[KindT]) -> Broken[KindT]:
        def of_record(record: Record) -> Iterator[Violation]:
            for file in files_holding(record, kind):
                for at, what, remedy in broken(file):
                    yield at if isinstance(at, Place) else file.place(*at), what, remedy

        RULES[_code(broken)] = Rule(inspect.getdoc(broken) or "", of_record, warning, local=True)
        return broken

    return declare


def _code(broken: Callable[..., object]) -> str:
    return broken.__name__.replace("_", "-")


def files_holding(record: Record, kind: type[KindT]) -> Iterator[File[KindT]]:
    """The files that hold a kind of thing, in their order."""
    return (File(record, it, held) for it in record.trees if isinstance(held := record.entities.get(it), kind))


def repeats(items: Iterable[tuple[object, ItemT]]) -> Iterator[tuple[ItemT, ItemT]]:
    """Each item whose key an earlier one has, and the first of these. Items come with their keys."""
    seen: dict[object, ItemT] = {}
    for key, item in items:
        first = seen.setdefault(key, item)
        if first is not item:
            yield item, first
