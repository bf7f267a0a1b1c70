"""What MkDocs' hook does: build the pages before the site, and while it is served, watch what they are made of."""

import errno
import logging
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer

from expertviews import addresses, files, pages
from expertviews.addresses import Site
from expertviews.pages import Memory
from expertviews.problems import ProblemsFound
from expertviews.publish import settings, writing
from expertviews.publish.build import build
from expertviews.publish.dropped import Documents
from expertviews.publish.refresh import refresh
from expertviews.publish.watching import Observer

_MANY_FILES = 1_000
_MOST_SHOWN = 20  # lines of problems in the bar
_BODY = re.compile(rb"<body[^>]*>")
_log = logging.getLogger("mkdocs.expertviews")


@dataclass
class Preview:
    """The builds of one run of MkDocs. `serving` is True under `mkdocs serve`.

    `problems` is what is wrong with the record, and stands in a bar on every page that is served. `by_hand` are the
    pages that somebody wrote among those that are made.
    """

    serving: bool = False
    problems: tuple[str, ...] = ()
    by_hand: set[Path] = field(default_factory=set)
    _memory: Memory = field(default_factory=Memory)
    _documents: Documents = field(default_factory=Documents)
    _config: MkDocsConfig | None = None
    _shared: object = None
    _made: bool = False
    _whole: bool = True

    def build(self, config: MkDocsConfig) -> None:
        """Build the pages that `config` is about to make a site of.

        Raises BuildError, which MkDocs prints without a traceback. Where the site is served nothing is raised, since
        MkDocs answers nobody after a failed build: the pages stay as they last were, and the bar says what is wrong.
        Raises Abort where the site is to be served where something else is.
        """
        config.extra["serving"] = self.serving
        if self.serving and self._config is None:
            _refuse_taken(config.dev_addr.host, config.dev_addr.port)
        self._config = config
        if not self._made:
            self._make(config)
        self._made = False
        self._whole = bool(self.problems)

    def watch(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        """Have `server` build again when the record, a seed or a template changes, and not when a page is written."""
        root, docs = _root(config), Path(config.docs_dir)
        watched = (docs, Path(config.config_file_path or ""))
        for path in watched:
            server.unwatch(str(path))
        sources = [*watched, root / "content", root / "seeds", pages.TEMPLATES]
        self._shared = _shared(config)
        server.observer = Observer(docs, self.by_hand, _interval(sources))
        server.builder = partial(self._rebuild, builder)
        server.set_app(partial(_with_bar, server.serve_request, self))
        for path in sources:
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
        if gone or self._whole:
            builder()
        else:
            refresh(config)

    def _make(self, config: MkDocsConfig) -> bool:
        """Make the pages, and say whether one is gone; or keep them and say what is wrong.

        While the site is served, documents that are new in seeds/ are converted first, and those decided since.
        """
        if self.serving:
            self._documents.convert(_root(config))
        try:
            changes = build(_root(config), _site(config), self._memory if self.serving else None)
        except (ProblemsFound, OSError) as error:
            if not self.serving:
                raise BuildError(str(error)) from None
            _log.error(str(error))
            self.problems = tuple(str(error).splitlines())
            with suppress(OSError):  # what is wrong stands in the terminal
                _stand_in(Path(config.docs_dir))
            return False
        self.problems = ()
        self._tell(Path(config.docs_dir), changes.by_hand)
        return bool(changes.removed)

    def _tell(self, docs: Path, by_hand: Iterable[str]) -> None:
        """Say which pages people have put among those that are made, and which they have taken away."""
        now = {docs / page for page in by_hand}
        for path in sorted(now - self.by_hand):
            _log.warning(writing.told(path.relative_to(docs).as_posix()))
        for path in sorted(self.by_hand - now):
            _log.warning(f"docs/{path.relative_to(docs).as_posix()}, which was written by hand, is gone")
        self.by_hand.clear()
        self.by_hand.update(now)


def _refuse_taken(host: str, port: int) -> None:
    """Raises Abort where something else is served at an address already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                remedy = f"stop the other one, or choose another port: mkdocs serve --dev-addr {host}:{port + 1}"
                raise Abort(
                    f"http://{host}:{port} is taken: is the site being served there already? ({remedy})"
                ) from None


def _stand_in(docs: Path) -> None:
    """A home page to show problems on, where none has been made yet."""
    home = docs / addresses.HOME
    if not home.exists():
        words = (
            "<p>No page has been made of the record yet. What is wrong with it stands above, and in the terminal.</p>"
        )
        files.replace(home, pages.page_text({"title": "Not yet built"}, words))


def _shared(config: MkDocsConfig) -> object:
    """What all pages share: the configuration, the theme's overrides, our templates; and which pages people wrote."""
    docs = Path(config.docs_dir)
    custom = Path(config.theme.custom_dir or docs / "overrides")
    shared = [Path(config.config_file_path or ""), *_files_in(custom), *_files_in(pages.TEMPLATES)]
    written = sorted(str(path) for path in _files_in(docs) if path.suffix == ".md" and not files.is_made(path))
    return ([(str(path), path.stat().st_mtime_ns) for path in sorted(shared)], written)


def _files_in(folder: Path) -> list[Path]:
    return [folder.parent / path for path in files.listing(folder.parent, folder.name).files]


def _interval(sources: Sequence[Path]) -> float:
    """Seconds between two looks at the sources: fewer where there are few files."""
    count = sum(len(_files_in(source)) for source in sources)
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
