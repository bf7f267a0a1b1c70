"""What is looked at while a site is served: everything that people write, and nothing that is made of it."""

from collections.abc import Callable, Container
from functools import partial
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingEmitter, PollingObserver
from watchdog.utils.dirsnapshot import DirectorySnapshot, EmptyDirectorySnapshot

from expertviews import addresses, files


class Observer(PollingObserver):
    """Watches as MkDocs' own observer does, but overlooks the pages that we write into the folder `docs`."""

    def __init__(self, docs: Path, by_hand: Container[Path], interval: float) -> None:
        BaseObserver.__init__(self, _Emitter, timeout=interval)
        self._docs = docs
        self._by_hand = by_hand

    def schedule(self, event_handler: FileSystemEventHandler, path: str | Path, **options: Any) -> ObservedWatch:
        """Report the changes under a path to a handler, except those of pages."""
        return super().schedule(_Sieve(event_handler, self._docs, self._by_hand), path, **options)


class _Emitter(PollingEmitter):
    """Sees a folder that is moved away as one whose files are gone, and sees them again when it is back."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._take_snapshot = partial(_snapshot, self._take_snapshot)


def _snapshot(take: Callable[[], DirectorySnapshot]) -> DirectorySnapshot:
    try:
        return take()
    except (FileNotFoundError, NotADirectoryError):
        return EmptyDirectorySnapshot()


class _Sieve(FileSystemEventHandler):
    """Passes on all changes but those of pages."""

    def __init__(self, handler: FileSystemEventHandler, docs: Path, by_hand: Container[Path]) -> None:
        self._handler = handler
        self._docs = docs
        self._by_hand = by_hand

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass a change on, unless a page was written, replaced or removed."""
        if not self._of_page(Path(str(event.src_path))):
            self._handler.dispatch(event)

    def _of_page(self, path: Path) -> bool:
        if not path.is_relative_to(self._docs) or path in self._by_hand:
            return False
        if path.exists():
            return files.is_made(path)
        place = path.relative_to(self._docs).as_posix()
        return path.name.startswith(".") or addresses.is_generated(place)
