"""Work that is done by another process: half of many items, in half the time, or what needs much memory for a while."""

import os
import pickle
import tempfile
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO, TypeVar

ItemT = TypeVar("ItemT")
MadeT = TypeVar("MadeT")

_LEAST = 200  # items that are worth another process


def can_copy() -> bool:
    """Whether this process can go on as two: on this platform and machine, and while it has only one thread."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def mapped(function: Callable[[ItemT], MadeT], items: Sequence[ItemT]) -> list[MadeT]:
    """What a function makes of each item. It may not change anything that the caller uses, and its result is copied.

    What one process can't make of its half, this one does, with the error that it raises.
    """
    if len(items) < _LEAST or not can_copy():
        return [function(item) for item in items]
    result = _begun(lambda: [function(item) for item in items[1::2]])
    first = [function(item) for item in items[::2]]
    second = result()
    made: list[MadeT] = [*first, *second]
    made[::2], made[1::2] = first, second
    return made


def apart(make: Callable[[], MadeT]) -> MadeT:
    """What a function makes, without the memory that it needs: another process does it, or this one with its error."""
    return _begun(make)() if can_copy() else make()


def _begun(make: Callable[[], MadeT]) -> Callable[[], MadeT]:
    """Have another process make something. What is returned waits for it, and makes it here if that failed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - both processes have it
    process = os.fork()
    if process == 0:
        _leave(make, file)

    def result() -> MadeT:
        with file:
            _, status = os.waitpid(process, 0)
            file.seek(0)
            return make() if status else pickle.load(file)  # noqa: S301 - our own

    return result


def started(function: Callable[[], None]) -> Callable[[], None]:
    """Have another process do something. What is returned waits for it; what it couldn't do, this process then does."""
    if not can_copy():
        function()
        return lambda: None
    return _begun(function)


def _leave(make: Callable[[], object], file: BinaryIO) -> None:
    """Write what is made, and end this process without anything else that would be done at its end."""
    status = 1
    try:
        pickle.dump(make(), file)
        file.flush()
        status = 0
    finally:
        os._exit(status)
