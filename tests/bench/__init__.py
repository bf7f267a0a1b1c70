"""Benchmarks: `make bench`, and `python -m tests.bench --help` for the others. A test runs each at its smallest size.

What one machine takes in seconds says little about another: compare the ratios, which are measured in the same run.
"""

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.2  # seconds from one look at the memory in use to the next


@dataclass(frozen=True)
class Cost:
    """What something took: seconds on the clock and of the processors, and the most megabytes of memory at a time."""

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
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process,
    ):
        ended, memory = 0, 0.0
        while not ended:
            memory = max(memory, _memory(process.pid))
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            time.sleep(0 if ended else _LOOK)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {said.read().decode()[-2000:]}")
    wall = time.perf_counter() - started
    return Cost(wall, used.ru_utime + used.ru_stime, memory or used.ru_maxrss / 1024)


def _memory(process: int) -> float:
    """The megabytes of a process and of those that it has started; what they share counts once. 0 if not known."""
    own = 0.0
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            own += int(line.split()[1]) if line.startswith("Pss:") else 0
        for thread in Path(f"/proc/{process}/task").iterdir():
            own += sum(1024 * _memory(int(it)) for it in (thread / "children").read_text(encoding="ascii").split())
    return own / 1024


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
