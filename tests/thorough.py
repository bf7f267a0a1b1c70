"""What `make test` leaves to `make test-all`: of many of a kind, all but a few."""

from collections.abc import Iterable
from itertools import product

import pytest
from _pytest.mark import ParameterSet

THOROUGH = pytest.mark.thorough


def crossed(rows: Iterable[object], columns: Iterable[object]) -> list[ParameterSet]:
    """Each of one with each of the other; by default as few pairs as have every row and every column at least once."""
    rows, columns = list(rows), list(columns)
    longest = max(len(rows), len(columns))
    chosen = {(at % len(rows), at % len(columns)) for at in range(longest)}
    return [
        pytest.param(row, column, id=f"{_name(row)}-{_name(column)}", marks=() if (x, y) in chosen else THOROUGH)
        for (x, row), (y, column) in product(enumerate(rows), enumerate(columns))
    ]


def some(values: Iterable[object], *chosen: object) -> list[ParameterSet]:
    """Each of these; by default only those chosen."""
    values = list(values)
    assert set(chosen) <= set(values), "one that is chosen isn't there"
    return [pytest.param(it, id=_name(it), marks=() if it in chosen else THOROUGH) for it in values]


def _name(value: object) -> str:
    """A name for a report: of a pair, that of its first part."""
    value = value[0] if isinstance(value, tuple) else value
    return ascii(value)[1:-1] if isinstance(value, str) else str(getattr(value, "name", value))
