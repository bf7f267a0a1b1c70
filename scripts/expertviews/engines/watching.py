"""Files and folders that are looked at again and again, to see what people save."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from expertviews import files, kept
from expertviews.engines import stamp

Look = Mapping[str, kept.FileState]
"""The state of each file, by its path."""

_INTERVAL = 0.2  # seconds between two looks
_SETTLING = 0.05  # seconds without a change until an edit counts as done: some programs write several files at once


def edits(*places: Path) -> Iterator[Look]:
    """How files and folders look; first at once, and then after each edit."""
    seen: Look = {}
    while True:
        now = look(*places)
        if now != seen:
            while now != seen:
                seen = now
                time.sleep(_SETTLING)
                now = look(*places)
            yield seen
        else:
            time.sleep(_INTERVAL)


def look(*places: Path) -> Look:
    """Each file among these and in those that are folders, but nothing hidden or left by an editor."""
    found = {str(it): kept.file_state(it) for it in places if it.is_file()}
    for folder in (it for it in places if it.is_dir()):
        with suppress(OSError):  # a folder is gone by now
            for entry in stamp.walk(folder, lambda it: _is_no_source(it.name)):
                found[entry.path] = kept.file_state(entry.path)
    return found


@cache
def _is_no_source(name: str) -> bool:
    return name.startswith(".") or files.is_overlooked(name)
