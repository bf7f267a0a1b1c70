"""Has another process do half of some work, to save time, or all of it, to give its memory back."""

import os
import pickle
import tempfile
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO, TypeVar

ItemT = TypeVar("ItemT")
MadeT = TypeVar("MadeT")

_MIN_ITEMS = 200  # items that are worth another process


def can_copy() -> bool:
    """Return whether this process can be forked: the platform can, there are two cores, and it has only one thread."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def mapped(function: Callable[[ItemT], MadeT], items: Sequence[ItemT]) -> list[MadeT]:
    """Apply a function to many items, half of them in another process, which copies the results back.

    It may not change anything that the caller uses. If the other process fails, this one does its half, with its error.
    """
    if len(items) < _MIN_ITEMS or not can_copy():
        return [function(item) for item in items]
    wait = started(lambda: [function(item) for item in items[1::2]])
    results = [function(item) for item in items[::2]], wait()
    return [results[number % 2][number // 2] for number in range(len(items))]


def apart(make: Callable[[], MadeT]) -> MadeT:
    """Call a function in another process, so that this one doesn't need its memory."""
    return started(make)()


def started(make: Callable[[], MadeT]) -> Callable[[], MadeT]:
    """Start a function in another process, and return a function that waits for its result.

    If the other process fails, the function is called here, with its error; if there can't be one, here and at once.
    """
    if not can_copy():
        result_here = make()
        return lambda: result_here
    file = tempfile.TemporaryFile()  # noqa: SIM115 - both processes have it
    process = os.fork()
    if process == 0:
        _write_and_exit(make, file)

    def result() -> MadeT:
        with file:
            _, status = os.waitpid(process, 0)
            file.seek(0)
            return make() if status else pickle.load(file)  # noqa: S301 - our own

    return result


def _write_and_exit(make: Callable[[], object], file: BinaryIO) -> None:
    """Write what a function returns, and end this process at once, without its exit handlers."""
    status = 1
    try:
        pickle.dump(make(), file)
        file.flush()
        status = 0
    finally:
        os._exit(status)
