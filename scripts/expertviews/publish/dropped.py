"""Documents that are dropped into seeds/ while the site is served: converted once they are whole."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from expertviews import content, convert
from expertviews.content import documents
from expertviews.problems import ProblemsFound, shown

_STILL = 0.3  # seconds in which a file doesn't change that has been copied
_LONGEST = 30  # seconds that are waited for it
_log = logging.getLogger("mkdocs.expertviews")

_States = Mapping[str, tuple[int, int]]
"""Of each file its size and when it was written."""


@dataclass
class Documents:
    """The documents that aren't converted, as they were when that was last tried."""

    _tried: _States = field(default_factory=dict)

    def convert(self, root: Path) -> None:
        """Outline and draft what is new, or decided since; say in the log what was written, and what waits."""
        names = _unconverted(root)
        if _states(root, names) == self._tried:
            return
        names = _once_whole(root, names)
        try:
            done = convert.convert(root, names) if names else None
        except (ProblemsFound, OSError) as error:
            _log.error(str(error))
            done = None
        if done:
            _tell(done)
        self._tried = _states(root, names)


def _tell(done: convert.Conversion) -> None:
    for path in done.written:
        _log.info(f"Written: {shown(path, 200)}")
    for it in done.waiting:
        for doubt in convert.doubts_of(it):
            _log.warning(f"To decide: {doubt}")
    for problem in done.problems:
        _log.error(str(problem))


def _unconverted(root: Path) -> Sequence[str]:
    """The documents that aren't converted; none while the record is away, or has problems of form."""
    record = content.load(root)
    return () if record.problems or not (root / content.FOLDER).is_dir() else convert.unconverted(record)


def _once_whole(root: Path, names: Sequence[str]) -> Sequence[str]:
    """The documents that aren't converted once none of them changes any more: somebody copies them, or git does."""
    deadline = time.monotonic() + _LONGEST
    before = None
    while before != (now := _states(root, names)) and time.monotonic() < deadline:
        before = now
        time.sleep(_STILL)
        names = _unconverted(root)
    return names


def _states(root: Path, names: Sequence[str]) -> _States:
    paths = [path for name in names for path in (f"{documents.FOLDER}/{name}", content.outline_path(name))]
    found = {path: (root / path).stat() for path in paths if (root / path).is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}
