"""All problems and warnings of a record."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from expertviews.checks import handwritten, references, soundness
from expertviews.checks.rules import RULES
from expertviews.content import MOST_PROBLEMS, Record
from expertviews.mappings import grouped
from expertviews.problems import Place, Problem


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of a record, sorted by place: found on loading, broken rules, and hand-written pages.

    At most MOST_PROBLEMS broken rules are listed for a file; one more problem counts the rest.
    """
    if soundness.is_sound(record):
        return ()
    found = {*references.explained(record), *handwritten.problems(record.root)}
    for path, problems in _by_file(broken(record)).items():
        found.update(problems[:MOST_PROBLEMS])
        if len(problems) > MOST_PROBLEMS:
            what = f"{len(problems) - MOST_PROBLEMS:,} more problems in this file"
            found.add(Problem(Place(path), "many-problems", what, "fix the problems listed, then check again"))
    return tuple(sorted(found))


def warnings(record: Record) -> tuple[Problem, ...]:
    """What may mislead readers in a sound record, sorted by place; at most MOST_PROBLEMS for a file."""
    found = _by_file(broken(record, warning=True)).values()
    return tuple(sorted(chain.from_iterable(it[:MOST_PROBLEMS] for it in found)))


def broken(record: Record, *, warning: bool = False) -> Iterator[Problem]:
    """Every broken rule, or every warning. May repeat problems, and lists any number for a file."""
    return chain.from_iterable(it.problems(code, record) for code, it in RULES.items() if it.warning is warning)


def _by_file(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """The problems in each file, each once."""
    return grouped(dict.fromkeys(problems), lambda problem: problem.place.path)
