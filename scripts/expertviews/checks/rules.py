"""What rules are made of: their registry, what each is given, and what is read of the record by all.

A rule's docstring is its text; its name is the code of its problems.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from expertviews.content import KeyPath, Record, Tree
from expertviews.content.yamltext import Scalar
from expertviews.model import Entity, View
from expertviews.problems import Advice, Place, Problem

EntityT = TypeVar("EntityT", bound=Entity)
ItemT = TypeVar("ItemT")

VERBATIM = frozenset({"text", "title", "bio", "byline", "notes", "question", "introduction", "prompts"})
"""The keys of views and questions that have a source's words."""
QUOTATIONS = frozenset({"quote", "key_quote", "lead"})
"""The keys of views that have words of the text."""


@dataclass(frozen=True)
class File(Generic[EntityT]):
    """What a file of the record holds."""

    record: Record
    path: str
    it: EntityT

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


Violation = tuple[Place, str, str | Advice]
"""Where a rule is broken, what is wrong, and what to do."""
Fault = tuple[KeyPath | Place, str, str | Advice]
"""The same, for a rule of one file, which may give just the key."""


@dataclass(frozen=True)
class Rule:
    """What a rule says, and what breaks it in a record; of a `warning`, what may mislead readers.

    A `local` one looks, for each file, only at that file, at its question with all answers, who gave them, and their
    documents with outlines, at the day, and at which files there are, the order of themes and when they were added.
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
    RULES[broken.__name__.replace("_", "-")] = Rule(inspect.getdoc(broken) or "", broken)
    return broken


def local_rule(broken: Callable[[Record], Iterable[Violation]]) -> Callable[[Record], Iterable[Violation]]:
    """Declares a rule that is local."""
    RULES[broken.__name__.replace("_", "-")] = Rule(inspect.getdoc(broken) or "", broken, local=True)
    return broken


def each(
    kind: type[EntityT], *, warning: bool = False
) -> Callable[[Callable[[File[EntityT]], Iterable[Fault]]], Callable[[File[EntityT]], Iterable[Fault]]]:
    """Declares a rule of each file of a kind, which is local."""

    def declare(broken: Callable[[File[EntityT]], Iterable[Fault]]) -> Callable[[File[EntityT]], Iterable[Fault]]:
        def of_record(record: Record) -> Iterator[Violation]:
            for file in files(record, kind):
                for at, what, remedy in broken(file):
                    yield at if isinstance(at, Place) else file.place(*at), what, remedy

        RULES[broken.__name__.replace("_", "-")] = Rule(inspect.getdoc(broken) or "", of_record, warning, local=True)
        return broken

    return declare


def files(record: Record, kind: type[EntityT]) -> Iterator[File[EntityT]]:
    """The files of a kind, in their order."""
    return (File(record, path, it) for path, it in record.entities.items() if isinstance(it, kind))


def views_by_question(record: Record) -> Mapping[str, list[View]]:
    """The views of each question that has any."""
    found: dict[str, list[View]] = {}
    for view in record.library.views.values():
        found.setdefault(view.question, []).append(view)
    return found


def values(record: Record) -> Iterator[tuple[str, KeyPath, Scalar]]:
    """Every value in the record's files with its path and key, but for those in what is known to be wrong."""
    known = {problem.place for problem in record.problems}
    wrong_in = {place.path for place in known}
    for path, tree in record.trees.items():
        for key, it in tree.scalars.items():
            wrong = path in wrong_in and any(tree.place(*key[:end]) in known for end in range(1, len(key) + 1))
            if key and not wrong:
                yield path, key, it


def name_of(key: KeyPath) -> str:
    """The last name in a key, without the numbers of items."""
    return next((step for step in reversed(key) if isinstance(step, str)), "")


def again(items: Iterable[tuple[object, ItemT]]) -> Iterator[tuple[ItemT, ItemT]]:
    """Each item whose key an earlier one has, and the first of these. Items come with their keys."""
    seen: dict[object, ItemT] = {}
    for key, item in items:
        first = seen.setdefault(key, item)
        if first is not item:
            yield item, first
