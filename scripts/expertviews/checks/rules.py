"""The registry of rules, the decorators that declare one, and what rules read of the record.

A rule is a function. Its docstring is its text in the guide; its name, with hyphens, is the code of its problems.
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
    """A file of the record with what it holds: an entity, or None if the file can't be read."""

    record: Record
    path: str
    entity: KindT_co

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
        """Yield every value with its key, except values in which a problem was found on loading."""
        wrong = _problem_places(self.record).get(self.path, ())
        for key, scalar in self.tree.scalars.items():
            if key and not (wrong and any(self.place(*key[:end]) in wrong for end in range(1, len(key) + 1))):
                yield key, scalar


@lru_cache(maxsize=1)
def _problem_places(record: Record) -> Mapping[str, Collection[Place]]:
    """The places of the problems found on loading, by path."""
    return grouped((problem.place for problem in record.problems), lambda place: place.path)


Violation = tuple[Place, str, str | Advice]
"""Where a rule is broken, what is wrong, and what to do."""
FileViolation = tuple[KeyPath | Place, str, str | Advice]
"""The same in a known file: where is a key of it, or the place of a line in a text."""
RecordCheck = Callable[[Record], Iterable[Violation]]
FileCheck = Callable[[File[KindT]], Iterable[FileViolation]]


@dataclass(frozen=True)
class Rule:
    """The text of a rule, and the function that finds its violations in a record.

    A `warning` says what may mislead readers, and stops nothing. A `local` rule looks, for each file, only at that
    file, at its question with all answers, who gave them, and their documents with outlines, at the day, and at which
    themes there are, in which order and since when.
    """

    meaning: str
    violations: RecordCheck
    warning: bool = False
    local: bool = False

    def problems(self, code: str, record: Record) -> Iterator[Problem]:
        """Yield a problem with this code for each violation."""
        for place, what, remedy in self.violations(record):
            yield Problem.advised(place, code, what, remedy, warning=self.warning)


RULES: dict[str, Rule] = {}
"""Every rule and warning by its code."""


def record_rule(check: RecordCheck) -> RecordCheck:
    """Declare a rule of the whole record."""
    RULES[_code(check)] = Rule(inspect.getdoc(check) or "", check)
    return check


def file_rule(kind: type[KindT], *, warning: bool = False) -> Callable[[FileCheck[KindT]], FileCheck[KindT]]:
    """Declare a local rule of each file that holds an entity of a kind; of `object`, also of unreadable files."""

    def declare(check: FileCheck[KindT]) -> FileCheck[KindT]:
        def violations(record: Record) -> Iterator[Violation]:
            for file in files_holding(record, kind):
                for where, what, remedy in check(file):
                    yield where if isinstance(where, Place) else file.place(*where), what, remedy

        RULES[_code(check)] = Rule(inspect.getdoc(check) or "", violations, warning, local=True)
        return check

    return declare


def _code(check: Callable[..., object]) -> str:
    return check.__name__.replace("_", "-")


def files_holding(record: Record, kind: type[KindT]) -> Iterator[File[KindT]]:
    """Yield the files that hold an entity of a kind, in the record's order."""
    for path in record.trees:
        entity = record.entities.get(path)
        if isinstance(entity, kind):
            yield File(record, path, entity)


def repeats(items: Iterable[tuple[object, ItemT]]) -> Iterator[tuple[ItemT, ItemT]]:
    """Yield each item whose key an earlier item has, with the first item of that key. Items come as (key, item)."""
    seen: dict[object, ItemT] = {}
    for key, item in items:
        first = seen.setdefault(key, item)
        if first is not item:
            yield item, first
