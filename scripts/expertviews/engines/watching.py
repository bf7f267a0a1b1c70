"""Watches files and folders for what people save."""

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
    """Yield the states of files and of those in folders: at once, and then after each edit."""
    seen: Look = {}
    while True:
        current = look(*places)
        if current == seen:
            time.sleep(_INTERVAL)
            continue
        while current != seen:
            seen = current
            time.sleep(_SETTLING)
            current = look(*places)
        yield seen


def look(*places: Path) -> Look:
    """Return the state of each of these files, and of each in these folders but those hidden or left by an editor."""
    states = {str(place): kept.file_state(place) for place in places if place.is_file()}
    for folder in (place for place in places if place.is_dir()):
        with suppress(OSError):  # a folder is gone by now
            for entry in stamp.walk(folder, lambda entry: _is_skipped(entry.name)):
                states[entry.path] = kept.file_state(entry.path)
    return states


@cache
def _is_skipped(name: str) -> bool:
    return name.startswith(".") or files.is_overlooked(name)
