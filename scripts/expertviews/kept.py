"""What is kept from one run to the next, with a digest of what it was made of: it is made again only if that changes.

It is in `.cache/kept/`, which can be deleted at any time; what all projects have in common is beside the program, where
Python keeps what it compiles. Only what this program wrote there itself is read: the name
of a file says which it is on this disk, and when it was written, so that no file that came with a project is ever taken
for one, nor one that was changed. What an older program kept is forgotten, and so is what a run doesn't need any more.
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from expertviews import files

FOLDER = ".cache/kept"
_RECORD = "record"
_PROGRAM = Path(__file__).parent
_Made = TypeVar("_Made")
State = tuple[int, ...]


class FileGroup(NamedTuple):
    """Files by path that are made together, and a digest of what they are made of; it is empty if that isn't known."""

    made_of: str
    make: Callable[[], Mapping[str, bytes]]


FileGroups = Mapping[str, FileGroup]
"""Parts by their names."""


def encoded(texts: Mapping[str, str]) -> Mapping[str, bytes]:
    """The files of some texts."""
    return {path: text.encode() for path, text in texts.items()}


def all_files(parts: FileGroups) -> Mapping[str, bytes]:
    """All files of some parts."""
    return {path: made for part in parts.values() for path, made in part.make().items()}


@dataclass(eq=False)
class Kept:
    """What is kept in a file, or if there is none, only while the program runs: what was made, by name."""

    path: Path | None = None
    _last: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _now: dict[str, tuple[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, name: str) -> "Kept":
        """What is kept of a project under a name."""
        path = root / FOLDER / name
        return cls(path, _read(path))

    def get(self, name: str, made_of: str) -> Any:
        """What was noted of the same; None if there is nothing."""
        known = self._now.get(name) or self._last.get(name)
        if not made_of or not known or known[0] != made_of:
            return None
        self._now[name] = known
        return known[1]

    def note(self, name: str, made_of: str, made: object) -> None:
        """Keep what was made of something."""
        if made_of:
            self._now[name] = (made_of, made)

    def value(self, name: str, made_of: str, make: Callable[[], _Made]) -> _Made:
        """What was made of the same, or else is made now. Nobody may change it."""
        known = self.get(name, made_of)
        if known is not None:
            return cast("_Made", pickle.loads(known))  # noqa: S301 - our own
        made = make()
        self.note(name, made_of, pickle.dumps(made, pickle.HIGHEST_PROTOCOL) if made_of else None)
        return made

    def files(self, name: str, made_of: str, folder: Path) -> Mapping[str, State] | None:
        """The files of a folder that were made of the same, if all are as they were made."""
        known: Mapping[str, State] | None = self.get(name, made_of)
        there = known is not None and all(state(f"{folder}/{it}") == at for it, at in known.items())
        return known if there else None

    def save(self, *, done: bool = True) -> None:
        """Keep what this run has made or taken, if the disk can; and if it isn't done, what was kept before."""
        found = self._now if done else {**self._last, **self._now}
        if not self.path or found == self._last:
            return
        with suppress(OSError):
            _write(self.path, (program_digest(), found))
        self._last = found


@contextmanager
def keeping_everything() -> Iterator[None]:
    """Meanwhile Python doesn't look for garbage, of which there is none, and which takes a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def frozen() -> Iterator[None]:
    """Meanwhile Python looks only at what is new, so that what is there now isn't copied for another process either."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@cache
def of_program() -> Kept:
    """What is kept for all projects. Its names are few; what a run doesn't need is kept for others."""
    path = None if sys.dont_write_bytecode else _PROGRAM / "__pycache__" / "kept"
    return Kept(path, _read(path) if path else {})


def is_new(root: Path) -> bool:
    """Whether nothing is kept of the record of a project yet."""
    return not any(_files(root / FOLDER / _RECORD))


@lru_cache(maxsize=8)
def of_record(root: Path) -> Kept:
    """What is kept of the record of a project."""
    return Kept.of(root, _RECORD)


def state(path: str | Path) -> State:
    """What changes when a file is written again; nothing if there is none.

    Its times can be set back by whoever edits it, but not the time of its change.
    """
    with suppress(OSError):
        return state_of(os.stat(path))  # noqa: PTH116 - thousands of them
    return ()


def state_of(found: os.stat_result) -> State:
    """The same of what is known of a file already."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def of_file(path: Path) -> str:
    """A digest of a file's bytes; empty if there is none."""
    with suppress(OSError):
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    return ""


def digest(*parts: object) -> str:
    """A digest of what has the same text in every run."""
    return blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def program_digest() -> str:
    """A digest of this program, and of the versions of what it runs on."""
    found = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(it for it in _PROGRAM.rglob("*") if it.is_file() and it.parent.name != "__pycache__"):
        found.update(f"{path}\0".encode() + path.read_bytes())
    for folder in sys.path:
        with suppress(OSError):
            found.update("\0".join(sorted(it for it in os.listdir(folder) if it.endswith("-info"))).encode())  # noqa: PTH208
    return found.hexdigest()


def _read(path: Path) -> dict[str, tuple[str, Any]]:
    for file in _files(path):
        with suppress(Exception):  # whatever is wrong with it, everything can be made again
            if file.name == _named(path, file):
                ground, found = pickle.loads(file.read_bytes())  # noqa: S301 - our own, as its name says
                return found if ground == program_digest() else {}
    return {}


def _write(path: Path, found: object) -> None:
    files.replace(path, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    mine = path.replace(path.with_name(_named(path, path)))
    for file in _files(path):
        if file != mine:
            file.unlink(missing_ok=True)


def _named(path: Path, file: Path) -> str:
    found = file.stat()  # but for the time of its change, which its name changes
    return f"{path.name}-{digest(found.st_size, found.st_mtime_ns, found.st_ino)}"


def _files(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from path.parent.glob(f"{path.name}-*")
