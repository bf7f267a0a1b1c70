"""What MkDocs' hook does: write the pages before each build, and keep the site up to date while it is served.

`mkdocs serve --dirty` builds only pages with a newer source. What a page shows of other things is in its source, which
is rewritten when they change. When something changes that all pages share, the whole site is built.
"""

import json
import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory
from watchdog.observers.polling import PollingObserverVFS

from expertviews import addresses, content, convert, files, pages
from expertviews.content import documents
from expertviews.invocation import other_port
from expertviews.pages import PageCache, SearchEntry
from expertviews.problems import ProblemsFound, shown
from expertviews.publish import asides, search, settings, sitemap
from expertviews.publish.pagefiles import build_pages, hand_written_warning
from expertviews.publish.sitemap import Sources

_INTERVAL = 0.2  # seconds between two looks at the sources
_COPYING = 0.3  # seconds without a change until a file counts as completely copied
_LONGEST_COPYING = 30
_MOST_SHOWN = 20  # lines of problems in the bar
_BODY = re.compile(rb"<body[^>]*>")
_NOT_YET = "<p>No pages have been built yet. What is wrong with the record is listed above and in the terminal.</p>"
_log = logging.getLogger("mkdocs.expertviews")


class LiveSite:
    """The site that MkDocs builds, once or repeatedly.

    `serving` is True under `mkdocs serve`. `problems` is what is wrong with the record: every page shows it in a bar.
    """

    def __init__(self) -> None:
        self.serving = False
        self.problems: tuple[str, ...] = ()
        self._cache = PageCache()
        self._shared: object = None
        self._unconverted: Mapping[str, object] = {}
        self._by_hand: frozenset[str] = frozenset()
        self._sources: Sources = {}
        self._entries: Sequence[SearchEntry] = ()
        self._search: dict[str, list[dict[str, Any]]] = {}
        self._aside: dict[str, list[str]] = {}
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())

    def write_pages(self, config: MkDocsConfig) -> None:
        """Write the pages for MkDocs; while serving, first convert new documents.

        Raises BuildError, which MkDocs prints without a traceback. While serving it raises nothing, since MkDocs stops
        answering after a failed build: the pages stay as they were.
        """
        config.extra["serving"] = self.serving
        shared = _shared(config)
        if shared != self._shared:
            self._cache.clear()
        try:
            if self.serving:
                self._convert(_root(config))
            written = build_pages(_root(config), settings.site(_file(config)), self._cache)
        except (ProblemsFound, OSError) as error:
            if not self.serving:
                raise BuildError(str(error)) from None
            self._refuse(config, str(error))
            return
        by_hand = frozenset(written.by_hand)
        for page in sorted(by_hand - self._by_hand):
            _log.warning(hand_written_warning(page))
        if self.serving and (written.removed or shared != self._shared or self._by_hand - by_hand):
            clean_directory(config.site_dir)  # so that every page is built
            self._search = {}
        self.problems, self._shared, self._by_hand = (), shared, by_hand
        self._sources, self._entries = written.sources, written.entries

    def _refuse(self, config: MkDocsConfig, error: str) -> None:
        """Show what is wrong, on a makeshift home page if there is none yet."""
        _log.error(error)
        self.problems = tuple(error.splitlines())
        home = Path(config.docs_dir) / addresses.HOME
        with suppress(OSError):  # the terminal shows the problems too
            if not home.exists():
                files.replace(home, pages.page_text({"title": "Not yet built"}, _NOT_YET))

    def set_aside(self, page: Page, markdown: str) -> str:
        """The Markdown of a page without the HTML of a generated one."""
        if not addresses.is_generated(page.file.src_uri):
            return markdown
        left, self._aside[page.file.src_uri] = asides.set_aside(markdown)
        return left

    def put_back(self, page: Page, html: str) -> str:
        """The content of a page with the HTML that was set aside."""
        blocks = self._aside.pop(page.file.src_uri, [])
        page.present_anchor_ids = (page.present_anchor_ids or set()).union(asides.ids(blocks))
        return asides.put_back(html, blocks)

    def list_pages(self, context: dict[str, Any], config: MkDocsConfig) -> None:
        """Have the sitemap list what is to be found, with real dates."""
        if not self.serving:
            root, docs = _root(config), Path(config.docs_dir)
            context["pages"] = list(sitemap.entries(context["pages"], self._sources, root, docs))

    def complete_search(self, config: MkDocsConfig) -> None:
        """Have search find the record, besides what MkDocs found in hand-written pages, now or when it built them."""
        site = Path(config.site_dir)
        path = site / search.INDEX
        if not path.is_file():
            return
        index = json.loads(path.read_text(encoding="utf-8"))
        self._search |= {page: list(found) for page, found in groupby(index["docs"], _page_of)}
        index["docs"] = [entry for found in self._search.values() for entry in found]
        search.write(site, index, self._entries, 0 if self.serving else config.extra.get("search_bytes", 0))

    def watch(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Have `server` watch everything that people write, but no generated pages.

        Raises Abort if its address is already in use.
        """
        host, port = config.dev_addr
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            remedy = f"stop the other one, or choose another port: {other_port(port + 1)}"
            raise Abort(f"http://{host}:{port} is already in use: is the site served there? ({remedy})")
        for path in (config.docs_dir, config.config_file_path):
            server.unwatch(str(path))
        observer: Any = PollingObserverVFS(os.stat, partial(_sources, config), polling_interval=_INTERVAL)
        server.observer = observer
        server.watch(str(_root(config)))
        server.watch(str(pages.TEMPLATES))
        server.set_app(partial(_with_bar, server.serve_request, lambda: self.problems))

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


def _unconverted(root: Path) -> Mapping[str, object]:
    """The documents that aren't converted, each with the state of its file and its outline's.

    None are listed if the record is missing or has the wrong form.
    """
    record = content.load(root)
    names = () if record.problems or not (root / content.FOLDER).is_dir() else convert.unconverted(record)
    return {name: [_state(root / documents.SEEDS / name), _state(root / content.outline_path(name))] for name in names}


def _state(path: Path) -> object:
    """What changes when a file is rewritten."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _report(done: convert.Conversion) -> None:
    for path in done.written:
        _log.info(f"Written: {shown(path, 200)}")
    for doubt in (doubt for it in done.waiting for doubt in convert.doubts_of(it)):
        _log.warning(f"To decide: {doubt}")
    for problem in done.problems:
        _log.error(str(problem))


def _shared(config: MkDocsConfig) -> object:
    """What all pages share: the configuration, overrides and templates, and the list of hand-written pages."""
    docs = Path(config.docs_dir)
    overrides = Path(config.theme.custom_dir or docs / "overrides")
    files_shared = [_file(config), *overrides.rglob("*"), *pages.TEMPLATES.rglob("*")]
    written = {it for it in docs.rglob("*.md") if not addresses.is_generated(it.relative_to(docs).as_posix())}
    return {path: _state(path) for path in files_shared}, written


def _sources(config: MkDocsConfig, folder: str | None) -> Iterator[os.DirEntry[str]]:
    """What to watch in a folder: of the project's root only the sources, and in docs/ no generated pages."""
    root, docs = _root(config), Path(config.docs_dir)
    sources = {root / content.FOLDER, root / documents.SEEDS, docs, _file(config)}
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            place = path.relative_to(docs).as_posix() if path.is_relative_to(docs) else ""
            is_generated = addresses.is_generated(place) or addresses.is_generated(f"{place}/")
            overlooked = entry.name.startswith(".") or files.is_overlooked(entry.name)
            if not overlooked and not is_generated and (path.parent != root or path in sources):
                yield entry


def _with_bar(app: Any, problems: Callable[[], Sequence[str]], environ: Any, start_response: Any) -> Iterable[bytes]:
    """A WSGI app that serves what `app` does, with a bar of the problems at the top of pages."""
    answers: list[tuple[str, list[tuple[str, str]]]] = []
    body = b"".join(app(environ, lambda status, headers: answers.append((status, headers))))
    status, headers = answers[0]
    if problems() and ("Content-Type", "text/html") in headers:
        body = _BODY.sub(lambda tag: tag[0] + _bar(problems()), body, count=1)
        headers = [(name, value) for name, value in headers if name != "Content-Length"]
    start_response(status, headers)
    return [body]


def _bar(problems: Sequence[str]) -> bytes:
    more = len(problems) - _MOST_SHOWN
    lines = [*problems[:_MOST_SHOWN], *([f"… and {more} more lines in the terminal"] if more > 0 else [])]
    text = escape("\n".join(lines))
    return f'<pre class="ev-problems" role="alert">{text}</pre>'.encode()


def _page_of(entry: Mapping[str, str]) -> str:
    """The page of an entry of the search index."""
    return entry["location"].partition("#")[0]


def _file(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "")


def _root(config: MkDocsConfig) -> Path:
    return _file(config).parent
