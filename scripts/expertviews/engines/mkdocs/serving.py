"""A site that is kept up to date while it is served: pages are written and built again after each edit.

What a page shows of other things is in its Markdown, which is written again when they change. MkDocs builds only pages
whose Markdown has changed; when something changes that all pages share, it builds them all.
"""

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from expertviews import addresses, content, convert, files, pages, publish
from expertviews.content import documents
from expertviews.engines import stamp
from expertviews.engines.engine import SiteFiles
from expertviews.engines.mkdocs import building, problem_bar, watching
from expertviews.kept import Kept, Parts
from expertviews.pages import PageCache, SearchEntry
from expertviews.problems import ProblemsFound, shown

_INTERVAL = 0.2  # seconds between two looks at the sources
_COPYING = 0.3  # seconds without a change until a file counts as completely copied
_LONGEST_COPYING = 30
_NOT_YET = "<p>No pages have been built yet. What is wrong with the record is listed above and in the terminal.</p>"
_log = logging.getLogger("expertviews")


def serve(site: SiteFiles, host: str, port: int) -> None:
    """Serve a site until interrupted, with every edit."""
    live = LiveSite(replace(site, to=site.root / ".cache" / f"served-{port}"), f"http://{host}:{port}")
    server = live.server(host, port)
    try:
        live.build()
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        _log.info("Shutting down")
    finally:
        server.shutdown()


class LiveSite:
    """The site that is built again and again. `problems` is what is wrong with the record: pages show it in a bar."""

    def __init__(self, site: SiteFiles, origin: str) -> None:
        self.problems: tuple[str, ...] = ()
        self._site, self._origin, self._mount = site, origin, "/"
        self._cache = PageCache()
        self._templates: object = None
        self._unconverted: Mapping[str, object] = {}
        self._by_hand: frozenset[str] = frozenset()
        self._entries: Sequence[SearchEntry] = ()
        self._files: Mapping[str, str] = {}
        self._files_there: Mapping[str, str] = {}
        self._data: Callable[[], Parts] | None = None

    def server(self, host: str, port: int) -> LiveReloadServer:
        """A server that watches everything that people write, but no generated pages."""
        config = building.configured(self._site)
        self._mount = urlsplit(config.site_url or "/").path
        server = LiveReloadServer(self.build, host, port, str(self._site.to), self._mount)
        listing = partial(watching.sources, self._site, Path(config.docs_dir))
        observer: Any = PollingObserverVFS(os.stat, listing, polling_interval=_INTERVAL)
        server.observer = observer
        server.watch(str(self._site.root))
        server.watch(str(pages.TEMPLATES))
        server.watch(str(publish.THEME))
        server.error_handler = self._error_page
        app = partial(self._with_data, server.serve_request)
        server.set_app(partial(problem_bar.shown_above, app, lambda: self.problems))
        return server

    def _with_data(self, app: Any, environ: Any, start_response: Any) -> Any:
        """A WSGI app that serves what `app` does; the data are written when somebody asks for them after an edit."""
        path = environ["PATH_INFO"].removeprefix(self._mount).lstrip("/")
        if self._data and addresses.is_data(path):
            publish.write_data(self._data, self._site.to, Kept())
            self._data = None
        return app(environ, start_response)

    def build(self) -> None:
        """Convert new documents, write the pages, and build those that changed.

        Raises nothing for a record or a configuration with problems: the pages stay as they were.
        """
        try:
            publish.write_program_files(self._site.root, self._site.config)
            config = building.configured(self._site)
            config.site_url = f"{self._origin}{urlsplit(config.site_url or '/').path}"
            config.extra["serving"] = True
            self._write_pages(config)
            made = building.run(self._site, config, config.site_url)
        except (MkDocsException, ProblemsFound) as error:
            self._refuse(str(error))
            return
        if not self._files_there:  # what an earlier server has left
            stamp.remove_others(self._site.to, {*made, *self._files, publish.INDEX})
        publish.complete_search(self._site.to, self._entries)
        publish.write_files(self._files, self._files_there, self._site.to)
        self._files_there = self._files

    def _write_pages(self, config: MkDocsConfig) -> None:
        templates = stamp.states(pages.TEMPLATES)
        if templates != self._templates:
            self._cache.clear()
        try:
            self._convert(self._site.root)
            written = publish.build_pages(self._site.root, publish.site_settings(self._site.config), self._cache)
        except (ProblemsFound, OSError) as error:
            self._refuse(str(error))
            _make_home(Path(config.docs_dir) / addresses.HOME)
            return
        by_hand = frozenset(written.by_hand)
        for page in sorted(by_hand - self._by_hand):
            _log.warning(publish.hand_written_warning(page))
        self.problems, self._templates, self._by_hand = (), templates, by_hand
        made = written.rendered
        self._files, self._entries, self._data = made.files(), made.entries(), made.more

    def _refuse(self, error: str) -> None:
        """Show what is wrong."""
        _log.error(error)
        self.problems = tuple(error.splitlines())

    def _error_page(self, code: int) -> bytes | None:
        path = self._site.to / f"{code}.html"
        return path.read_bytes() if path.is_file() else None

    def _convert(self, root: Path) -> None:
        """Convert documents that are new in seeds/ or have been decided; log what was written and what is undecided."""
        before, now = self._unconverted, _unconverted(root)
        if now == before:
            return
        deadline = time.monotonic() + _LONGEST_COPYING
        while before != now and time.monotonic() < deadline:  # somebody copies them, or git does
            time.sleep(_COPYING)
            before, now = now, _unconverted(root)
        try:
            if now:
                _report(convert.convert(root, list(now)))
        except (ProblemsFound, OSError) as error:
            _log.error(str(error))
        self._unconverted = _unconverted(root)


def _make_home(page: Path) -> None:
    """Make a home page on which problems can be shown, if there is none yet."""
    with suppress(OSError):  # the terminal shows the problems too
        if not page.exists():
            files.replace(page, pages.page_text({"title": "Not yet built"}, _NOT_YET))


def _unconverted(root: Path) -> Mapping[str, object]:
    """The documents that aren't converted, each with the state of its file and its outline's.

    None are listed if the record is missing or has the wrong form.
    """
    record = content.load(root)
    names = () if record.problems or not (root / content.FOLDER).is_dir() else convert.unconverted(record)
    return {
        name: [stamp.state(root / documents.SEEDS / name), stamp.state(root / content.outline_path(name))]
        for name in names
    }


def _report(done: convert.Conversion) -> None:
    for path in done.written:
        _log.info(f"Written: {shown(path, 200)}")
    for doubt in (doubt for it in done.waiting for doubt in convert.doubts_of(it)):
        _log.warning(f"To decide: {doubt}")
    for problem in done.problems:
        _log.error(str(problem))
