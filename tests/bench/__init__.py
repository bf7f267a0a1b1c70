"""Benchmarks: `make bench`, and `python -m tests.bench --help` for the others. A test runs each at its smallest size.

What one machine takes in seconds says little about another: compare the ratios, which are measured in the same run.
"""

import math
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What something took: seconds on the clock and of the processors, and megabytes of memory at most."""

    wall: float
    cpu: float
    memory: float = 0

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(max(0, self.wall - other.wall), max(0, self.cpu - other.cpu), self.memory)

    def __str__(self) -> str:
        return f"{self.wall:.1f} / {self.cpu:.1f}"


def cost_of(command: Sequence[str], folder: Path, **environment: str) -> Cost:
    """What a Python program costs with all the processes that it starts. Raises RuntimeError if it fails."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said.decode()[-2000:]}")
    wall = time.perf_counter() - started
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def exponent(sizes: Sequence[float], amounts: Sequence[float]) -> str:
    """By which power of the size an amount grows from the first to the last: 1 is linear, 2 quadratic."""
    if len(sizes) < 2 or min(amounts) <= 0:
        return "–"
    return f"{math.log(amounts[-1] / amounts[0]) / math.log(sizes[-1] / sizes[0]):.2f}"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown that can be read as it is."""
    cells = [[*map(str, headings)], *([*map(str, row)] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [f"| {' | '.join(map(str.ljust, row, widths))} |" for row in cells]
    return "\n".join([lines[0], f"| {' | '.join('-' * width for width in widths)} |", *lines[1:]])
