"""A cache on disk: stores what one run makes, under a key, so that the next run makes it again only if the key changes.

A key is a digest of everything that a value is made from. A project's cache is in `.cache/kept/`, which can be deleted
at any time; the cache for all projects is beside the program's own files, where Python stores what it compiles.

A cache file is unpickled, so only a file that this program wrote, on this disk, may be read. Its name therefore has a
digest of its size, inode and time of writing: a file that came with a project, or was changed, doesn't fit its name. A
cache written by another version of the program is ignored. Values that a complete run didn't use are dropped.
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
_Value = TypeVar("_Value")
_Entries = dict[str, tuple[str, Any]]
"""The key and value of each cached item, by its name."""
FileState = tuple[int, ...]
"""Size, times and inode of a file, which differ after it is written again; empty if there is no file."""


class FileGroup(NamedTuple):
    """Files that are made together: their cache key, and a function that makes them (path → content)."""

    cache_key: str
    make: Callable[[], Mapping[str, bytes]]


FileGroups = Mapping[str, FileGroup]
"""Groups of files by name."""


def encoded(texts: Mapping[str, str]) -> Mapping[str, bytes]:
    """Encodes texts (path → text) as UTF-8."""
    return {path: text.encode() for path, text in texts.items()}


def all_files(groups: FileGroups) -> Mapping[str, bytes]:
    """Makes every file of the groups (path → content)."""
    return {path: content for group in groups.values() for path, content in group.make().items()}


@dataclass(eq=False)
class Cache:
    """Values by name, each with its key. Saved in a file if there is a `path`, otherwise only held in memory.

    A value is only returned for the key under which it was stored. An empty key is never found and never stored.
    """

    path: Path | None = None
    _saved: _Entries = field(default_factory=dict)
    _used: _Entries = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path, name: str) -> "Cache":
        """Loads the project's cache of this name."""
        path = root / FOLDER / name
        return cls(path, _read(path))

    def get(self, name: str, key: str) -> Any:
        """The value stored under this key, or None."""
        entry = self._used.get(name) or self._saved.get(name)
        if not key or not entry or entry[0] != key:
            return None
        self._used[name] = entry
        return entry[1]

    def put(self, name: str, key: str, value: object) -> None:
        """Stores a value under a key."""
        if key:
            self._used[name] = (key, value)

    def get_or_make(self, name: str, key: str, make: Callable[[], _Value]) -> _Value:
        """A copy of the value stored under this key; if there is none, makes and stores it."""
        pickled = self.get(name, key)
        if pickled is not None:
            return cast("_Value", pickle.loads(pickled))  # noqa: S301 - our own
        value = make()
        if key:
            self.put(name, key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        return value

    def unchanged_files(self, name: str, key: str, folder: Path) -> Mapping[str, FileState] | None:
        """The stored states of files in a folder (path → state), or None if any file has changed since."""
        states: Mapping[str, FileState] | None = self.get(name, key)
        if states is None or any(file_state(f"{folder}/{path}") != then for path, then in states.items()):
            return None
        return states

    def save(self, *, done: bool = True) -> None:
        """Writes what this run has used or stored. Does nothing if the disk can't take it.

        Unless the run is `done`, keeps what it hasn't used, too.
        """
        entries = self._used if done else {**self._saved, **self._used}
        if not self.path or entries == self._saved:
            return
        with suppress(OSError):
            _write(self.path, (program_digest(), entries))
        self._saved = entries


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pauses Python's garbage collector, which would take a quarter of the time and find nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def gc_frozen() -> Iterator[None]:
    """Has the garbage collector ignore all present objects, so that a forked process needn't copy their memory."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@cache
def program_cache() -> Cache:
    """The cache for all projects. Save it with `done=False`: what one project doesn't use, another may."""
    path = None if sys.dont_write_bytecode else _PROGRAM / "__pycache__" / "kept"
    return Cache(path, _read(path) if path else {})


def has_record_cache(root: Path) -> bool:
    """Whether a project's record has a cache on disk."""
    return any(_files(root / FOLDER / _RECORD))


@lru_cache(maxsize=8)
def record_cache(root: Path) -> Cache:
    """The cache of a project's record."""
    return Cache.load(root, _RECORD)


def file_state(path: str | Path) -> FileState:
    """The state of a file."""
    with suppress(OSError):
        return state_of_stat(os.stat(path))  # noqa: PTH116 - thousands of them
    return ()


def state_of_stat(stat: os.stat_result) -> FileState:
    """The state of a file by its `stat`. An editor can set back the time of writing, but not that of the change."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def file_digest(path: Path) -> str:
    """A digest of a file's content; empty if there is no file."""
    with suppress(OSError):
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    return ""


def digest(*parts: object) -> str:
    """A digest of the texts (`str`) of some objects. Each must have the same text in every run."""
    return blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def program_digest() -> str:
    """A digest of this program's files, of Python's version, and of the names and versions of installed packages."""
    hasher = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(path for path in _PROGRAM.rglob("*") if path.is_file() and path.parent.name != "__pycache__"):
        hasher.update(f"{path}\0".encode() + path.read_bytes())
    for folder in sys.path:
        with suppress(OSError):
            packages = sorted(name for name in os.listdir(folder) if name.endswith("-info"))  # noqa: PTH208 - only names
            hasher.update("\0".join(packages).encode())
    return hasher.hexdigest()


def _read(path: Path) -> _Entries:
    """The entries of a cache file; none if there is no file that this version of the program wrote here."""
    for file in _files(path):
        with suppress(Exception):  # whatever is wrong with it, everything can be made again
            if file.name == _file_name(path, file):
                version, entries = pickle.loads(file.read_bytes())  # noqa: S301 - our own, as its name says
                return entries if version == program_digest() else {}
    return {}


def _write(path: Path, content: object) -> None:
    files.replace(path, pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
    written = path.replace(path.with_name(_file_name(path, path)))
    for file in _files(path):
        if file != written:
            file.unlink(missing_ok=True)


def _file_name(path: Path, file: Path) -> str:
    """The only name by which a file is accepted as the cache `path`."""
    stat = file.stat()  # without st_ctime, which renaming the file changes
    return f"{path.name}-{digest(stat.st_size, stat.st_mtime_ns, stat.st_ino)}"


def _files(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from path.parent.glob(f"{path.name}-*")
