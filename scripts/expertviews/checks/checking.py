"""All problems and warnings of a record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from expertviews.checks import handwritten, references, soundness
from expertviews.checks.rules import RULES
from expertviews.content import MOST_PROBLEMS, Record
from expertviews.problems import Place, Problem


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of a record, sorted by place: found on loading, broken rules, and hand-written pages.

    At most MOST_PROBLEMS broken rules are listed for a file; one more problem counts the rest.
    """
    if soundness.is_sound(record):
        return ()
    shortened = (
        it if len(it) <= MOST_PROBLEMS else (*it[:MOST_PROBLEMS], _rest(it)) for it in _by_file(broken(record))
    )
    found = (*references.explained(record), *handwritten.problems(record.root), *chain.from_iterable(shortened))
    return tuple(sorted(set(found)))


def warnings(record: Record) -> tuple[Problem, ...]:
    """What may mislead readers in a sound record, sorted by place; at most MOST_PROBLEMS for a file."""
    found = _by_file(broken(record, warning=True))
    return tuple(sorted(chain.from_iterable(it[:MOST_PROBLEMS] for it in found)))


def broken(record: Record, *, warning: bool = False) -> Iterator[Problem]:
    """Every broken rule, or every warning. May repeat problems, and lists any number for a file."""
    return chain.from_iterable(it.problems(code, record) for code, it in RULES.items() if it.warning is warning)


def _by_file(problems: Iterable[Problem]) -> Iterable[list[Problem]]:
    found: dict[str, dict[Problem, None]] = defaultdict(dict)
    for problem in problems:
        found[problem.place.path][problem] = None
    return map(list, found.values())


def _rest(found: list[Problem]) -> Problem:
    what = f"{len(found) - MOST_PROBLEMS:,} more problems in this file"
    return Problem(Place(found[0].place.path), "many-problems", what, "fix the problems listed, then check again")
