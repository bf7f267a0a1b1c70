"""What MkDocs' hook does: build the pages before the site, and while it is served, watch what they are made of."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch
from watchdog.observers.polling import PollingObserver

from expertviews import addresses, pages, publish, settings
from expertviews.addresses import Site
from expertviews.build import build
from expertviews.problems import ProblemsFound

_log = logging.getLogger("mkdocs.expertviews")
_GENERATED_FOLDERS = tuple(
    page.removesuffix("index.md") for page in (addresses.QUESTIONS, addresses.CONTRIBUTORS, addresses.THEMES)
)
_GENERATED_FILES = (addresses.HOME, addresses.LOOKING_AHEAD, addresses.LIKELIHOOD)


@dataclass
class Preview:
    """The builds of one run of MkDocs. `serving` is True under `mkdocs serve`, `up` once its first build has worked."""

    serving: bool = False
    up: bool = False

    def build(self, config: MkDocsConfig) -> None:
        """Build the pages that `config` is about to make a site of.

        Raises BuildError, which MkDocs prints without a traceback. Where a site is up it stays up, since MkDocs answers
        nobody after a failed build: the pages stay as they last were, and `config.extra` says what is wrong.
        """
        config.extra["serving"] = self.serving
        try:
            build(_root(config), _site(config))
        except (ProblemsFound, OSError) as error:
            if not self.up:
                raise BuildError(str(error)) from None
            _log.error(str(error))
            config.extra["problems"] = str(error)

    def watch(self, server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
        """Have `server` build again when the record, a seed or a template changes, and not when a page is written."""
        self.up = True
        root, docs = _root(config), Path(config.docs_dir)
        watched = (docs, Path(config.config_file_path or ""))
        for path in watched:
            server.unwatch(str(path))
        server.observer = _Observer(docs)
        for path in (*watched, root / "content", root / "seeds", pages.TEMPLATES):
            if path.exists():
                server.watch(str(path))
        return server


def _site(config: MkDocsConfig) -> Site:
    return replace(settings.site(Path(config.config_file_path or "")), directories=config.use_directory_urls)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "").parent


class _Observer(PollingObserver):
    """Watches as MkDocs' own observer does, but overlooks the pages that we write into the folder `docs`."""

    def __init__(self, docs: Path) -> None:
        super().__init__(timeout=0.5)
        self._docs = docs

    def schedule(self, event_handler: FileSystemEventHandler, path: str | Path, **options: Any) -> ObservedWatch:
        """Report the changes under a path to a handler, except those of pages."""
        return super().schedule(_Sieve(event_handler, self._docs), path, **options)


class _Sieve(FileSystemEventHandler):
    """Passes on all changes but those of pages."""

    def __init__(self, handler: FileSystemEventHandler, docs: Path) -> None:
        self._handler = handler
        self._docs = docs

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass a change on, unless a page was written, replaced or removed."""
        if not self._of_page(Path(str(event.src_path))):
            self._handler.dispatch(event)

    def _of_page(self, path: Path) -> bool:
        if not path.is_relative_to(self._docs):
            return False
        if path.exists():
            return publish.is_ours(path)
        place = path.relative_to(self._docs).as_posix()
        return path.name.startswith(".") or place in _GENERATED_FILES or place.startswith(_GENERATED_FOLDERS)
