"""Items of two lists that are the same thing: excerpts by theme and words, others by a name that they carry."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from rapidfuzz import fuzz

T = TypeVar("T")

_MOST_COMPARED = 100  # items of a list whose likeness to each other is measured
_COMPARED = 1_000  # characters of an item that are


class Pairing(Generic[T]):
    """What is in both lists, as pairs, and what is left of each."""

    def __init__(self, old: Iterable[T], new: Iterable[T]) -> None:
        self.pairs: list[tuple[T, T]] = []
        self.removed: list[T] = list(old)
        self.added: list[T] = list(new)

    def by(self, sign_of: Callable[[T], Hashable]) -> "Pairing[T]":
        """Pairs what has the same sign, in the order of the lists; `None` is no sign."""
        waiting: dict[Hashable, list[T]] = {}
        for item in self.added:
            waiting.setdefault(sign_of(item), []).append(item)
        left: list[T] = []
        paired: set[int] = set()
        for item in self.removed:
            sign = sign_of(item)
            matches = waiting.get(sign) if sign is not None else None
            if matches:
                match = matches.pop(0)
                self.pairs.append((item, match))
                paired.add(id(match))
            else:
                left.append(item)
        self.removed = left
        self.added = [item for item in self.added if id(item) not in paired]
        return self

    def by_likeness(self, words_of: Callable[[T], str], at_least: float) -> "Pairing[T]":
        """Pairs what is most alike in its words, as long as that is `at_least` so much, of 100."""
        olds, news = self.removed[:_MOST_COMPARED], self.added[:_MOST_COMPARED]
        likeness = sorted(
            (
                (-fuzz.ratio(words_of(one)[:_COMPARED], words_of(other)[:_COMPARED]), i, j)
                for i, one in enumerate(olds)
                for j, other in enumerate(news)
            ),
        )
        self._pair([(i, j) for score, i, j in likeness if -score >= at_least], olds, news)
        return self

    def _pair(self, candidates: Sequence[tuple[int, int]], olds: Sequence[T], news: Sequence[T]) -> None:
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for i, j in candidates:
            if i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                self.pairs.append((olds[i], news[j]))
        self.removed = [it for i, it in enumerate(self.removed) if i not in taken_old]
        self.added = [it for j, it in enumerate(self.added) if j not in taken_new]
