"""What MkDocs' hook does: build the pages before the site, and while it is served, watch what they are made of."""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch
from watchdog.observers.polling import PollingObserver

from expertviews import addresses, pages, publish, settings
from expertviews.addresses import Site
from expertviews.build import build
from expertviews.memory import Memory
from expertviews.problems import ProblemsFound
from expertviews.refresh import refresh

_MANY_FILES = 1_000
_MOST_SHOWN = 20  # lines of problems in the bar
_BODY = re.compile(rb"<body[^>]*>")
_log = logging.getLogger("mkdocs.expertviews")


@dataclass
class Preview:
    """The builds of one run of MkDocs. `serving` is True under `mkdocs serve`, `up` once its first build has worked.

    `problems` is what is wrong with the record, and stands in a bar on every page that is served.
    """

    serving: bool = False
    up: bool = False
    problems: tuple[str, ...] = ()
    _memory: Memory = field(default_factory=Memory)
    _config: MkDocsConfig | None = None
    _shared: object = None
    _made: bool = False

    def build(self, config: MkDocsConfig) -> None:
        """Build the pages that `config` is about to make a site of.

        Raises BuildError, which MkDocs prints without a traceback. Where a site is up it stays up, since MkDocs answers
        nobody after a failed build: the pages stay as they last were, and the bar says what is wrong.
        """
        config.extra["serving"] = self.serving
        self._config = config
        if not self._made:
            self._make(config)
        self._made = False

    def watch(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        """Have `server` build again when the record, a seed or a template changes, and not when a page is written."""
        self.up = True
        root, docs = _root(config), Path(config.docs_dir)
        watched = (docs, Path(config.config_file_path or ""))
        for path in watched:
            server.unwatch(str(path))
        sources = [*watched, root / "content", root / "seeds", pages.TEMPLATES]
        self._shared = _shared(config)
        server.observer = _Observer(docs, _interval(sources))
        server.builder = partial(self._rebuild, builder)
        server.set_app(partial(_with_bar, server.serve_request, self))
        for path in sources:
            if path.exists():
                server.watch(str(path))
        return server

    def _rebuild(self, builder: Callable[[], None]) -> None:
        """Bring the site up to date: page by page, or as a whole where something has changed that all pages share."""
        config = self._config
        shared = _shared(config) if config else None
        if config is None or shared != self._shared:
            self._shared = shared
            self._memory.forget()
            builder()
            return
        gone = self._make(config)
        if self.problems:
            return
        self._made = True
        if gone:
            builder()
        else:
            refresh(config)

    def _make(self, config: MkDocsConfig) -> bool:
        """Make the pages, and say whether one is gone; or keep them and say what is wrong."""
        try:
            changes = build(_root(config), _site(config), self._memory if self.serving else None)
        except (ProblemsFound, OSError) as error:
            if not self.up:
                raise BuildError(str(error)) from None
            _log.error(str(error))
            self.problems = tuple(str(error).splitlines())
            return False
        self.problems = ()
        return bool(changes.removed)


def _shared(config: MkDocsConfig) -> object:
    """What all pages share: the configuration, the theme's overrides, our templates; and which pages people wrote."""
    docs = Path(config.docs_dir)
    custom = Path(config.theme.custom_dir or docs / "overrides")
    files = [Path(config.config_file_path or ""), *custom.rglob("*"), *pages.TEMPLATES.rglob("*")]
    written = sorted(str(path) for path in docs.rglob("*.md") if not publish.is_ours(path))
    return ([(str(path), path.stat().st_mtime_ns) for path in sorted(files) if path.is_file()], written)


def _interval(sources: Sequence[Path]) -> float:
    """Seconds between two looks at the sources: fewer where there are few files."""
    count = sum(1 for source in sources for _ in source.rglob("*"))
    return 0.2 if count < _MANY_FILES else 0.5


def _with_bar(app: Any, preview: Preview, environ: Any, start_response: Any) -> Iterable[bytes]:
    """Serve what `app` serves, a page with a bar of the problems at its top (WSGI)."""
    answers: list[tuple[Any, ...]] = []
    body = app(environ, lambda *answer: answers.append(answer))
    status, headers, *rest = answers[0]
    if preview.problems and ("Content-Type", "text/html") in [(name, kind.partition(";")[0]) for name, kind in headers]:
        with closing(body) if hasattr(body, "close") else nullcontext():
            page = b"".join(body)
        body = [_BODY.sub(lambda tag: tag[0] + _bar(preview.problems), page, count=1)]
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        headers = [*kept, ("Content-Length", str(len(body[0])))]
    start_response(status, headers, *rest)
    return cast("Iterable[bytes]", body)


def _bar(problems: Sequence[str]) -> bytes:
    more = len(problems) - _MOST_SHOWN
    shown = [*problems[:_MOST_SHOWN], *([f"… and {more} more lines in the terminal"] if more > 0 else [])]
    text = escape("\n".join(shown))
    return f'<pre class="ev-problems" role="alert">{text}</pre>'.encode()


def _site(config: MkDocsConfig) -> Site:
    return replace(settings.site(Path(config.config_file_path or "")), directories=config.use_directory_urls)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "").parent


class _Observer(PollingObserver):
    """Watches as MkDocs' own observer does, but overlooks the pages that we write into the folder `docs`."""

    def __init__(self, docs: Path, interval: float) -> None:
        super().__init__(timeout=interval)
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
        return path.name.startswith(".") or addresses.is_generated(place)
