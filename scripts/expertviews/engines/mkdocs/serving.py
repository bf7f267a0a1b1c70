"""Serves a site with every edit: the record is loaded and checked again, and pages are made when asked for.

What all pages share, and what people write by hand, is built only when something of it has changed.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast
from urllib.parse import urlsplit

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from expertviews import addresses, checks, content, convert, files, kept, pages, publish
from expertviews.content import Record, documents
from expertviews.engines import watching
from expertviews.engines.engine import SiteError, SiteFiles
from expertviews.engines.mkdocs import building
from expertviews.engines.mkdocs.frame import Edition, Frame, Pages
from expertviews.engines.mkdocs.plain import is_plain
from expertviews.engines.mkdocs.webserver import Server, Shown
from expertviews.engines.watching import Look
from expertviews.pages import Rendered
from expertviews.problems import ProblemsFound, refuse, shown

_COPYING = 0.3  # seconds without a change until a file counts as completely copied
_MAX_COPYING = 30
_NOT_YET = "<p>No pages have been built yet. What is wrong with the record is listed above and in the terminal.</p>"
_log = logging.getLogger("expertviews")


def serve(site: SiteFiles, host: str, port: int) -> None:
    """Serve a site until interrupted, with every edit."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        live = LiveSite(site, f"http://{host}:{port}")
        with Server(host, port, live.mount) as server:
            _serve(live, server)
    except MkDocsException as error:
        raise SiteError(str(error)) from None
    except KeyboardInterrupt:
        _log.info("Shutting down")


def _serve(live: "LiveSite", server: Server) -> None:
    looks = watching.edits(*live.places)
    server.show(live.after(next(looks)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _log.info(f"Serving on {live.address}")
    kept.record_cache(live.root).save()  # for the next start
    for look in looks:
        server.show(live.after(look))
        _log.info("Reloading browsers")


class LiveSite:
    """A site that follows every edit, served under the path `mount`. People edit it in `places`."""

    def __init__(self, site: SiteFiles, origin: str) -> None:
        self.mount = f"{urlsplit(building.configured(site).site_url or '/').path.rstrip('/')}/"
        self.address = f"{origin}{self.mount}"
        record = [site.root / content.FOLDER, site.root / documents.SEEDS]
        others = site.root / files.DOCS, site.root / checks.OVERRIDES, *site.root.glob("*.yml")
        self.places = (*record, *others, pages.TEMPLATES, publish.THEME)
        self.root = site.root
        self._site, self._in_record = site, tuple(f"{folder}{os.sep}" for folder in record)
        self._rendered = Rendered({addresses.HOME: pages.page_text({"title": "Not yet built"}, _NOT_YET)})
        self._language, self._edition = "en", cast("Edition | None", None)
        self._framed: object = None
        self._cache = kept.Cache()  # from edit to edit
        self._unconverted: Mapping[str, object] = {}

    def after(self, look: Look) -> Shown:
        """Return the site after an edit, or if that makes problems, as it was before it, with these.

        Raises SiteError if there has been nothing to show yet.
        """
        with kept.gc_paused():
            problems = [*_problems_of(self._render), *_problems_of(partial(self._build, look))]
        if not self._edition:
            raise SiteError("the site can't be served before that is mended")
        return Shown(self._edition.file, [*dict.fromkeys(problems)])

    def _render(self) -> None:
        publish.write_program_files(self.root, self._site.config)  # others may have removed them
        settings = publish.site_settings(self._site.config)
        self._rendered, self._language = publish.rendered(self._checked(), settings, self._cache), settings.language

    def _build(self, look: Look) -> None:
        self._edition = Edition(self._frame(look, self._rendered.pages), self._rendered, self._language)

    def _checked(self) -> Record:
        """Convert what is new in seeds/, then load and check the record. Raises ProblemsFound and OSError."""
        content.refuse_absent(self.root)
        record = content.load(self.root)
        if self._convert(record):
            record = content.load(self.root)
        refuse(checks.check(record))
        return record

    def _frame(self, look: Look, made: Pages) -> Frame:
        """Return the frame for these pages: a new one if anything has changed that it depends on."""
        framed = set(made), {path: state for path, state in look.items() if not path.startswith(self._in_record)}
        if self._edition and framed == self._framed:
            return self._edition.frame
        config = building.configured(self._site)
        config.site_url = self.address
        config.extra["serving"] = True
        config.plugins.on_startup(command="serve", dirty=False)
        frame = Frame(config, made, served_at=self.address)
        self._framed = framed if is_plain(config) else None
        return frame

    def _convert(self, record: Record) -> bool:
        """Convert documents that are new in seeds/ or have an edited outline. Returns whether there were any."""
        before, current, root = self._unconverted, _unconverted(record), self.root
        if current == before:
            return False
        deadline = time.monotonic() + _MAX_COPYING
        while before != current and time.monotonic() < deadline:  # somebody copies them, or git does
            time.sleep(_COPYING)
            before, current = current, _unconverted(content.load(root))
        try:
            if current:
                _report(convert.convert(root, list(current)))
        except (ProblemsFound, OSError) as error:
            _log.error(str(error))
        self._unconverted = _unconverted(content.load(root))
        return True


def _problems_of(step: Callable[[], None]) -> Sequence[str]:
    """Do a step, and return what goes wrong in it, line by line."""
    try:
        step()
    except (ProblemsFound, OSError, MkDocsException, TemplateError) as error:
        _log.error(str(error))
        return str(error).splitlines()
    except Exception as error:  # noqa: BLE001 - whatever an edit does, the server stays
        _log.exception("This is a mistake of the program")
        return [f"{type(error).__name__}: {error} (a mistake of the program: the terminal says more)"]
    return ()


def _unconverted(record: Record) -> Mapping[str, object]:
    """Return the documents that aren't converted, each with the states of its file and of its outline."""
    if record.problems:  # then it isn't known which are
        return {}
    paths = {name: (f"{documents.SEEDS}/{name}", content.outline_path(name)) for name in convert.unconverted(record)}
    return {name: [kept.file_state(record.root / path) for path in both] for name, both in paths.items()}


def _report(conversion: convert.Conversion) -> None:
    for path in conversion.written:
        _log.info(f"Written: {shown(path, 200)}")
    for doubt in (doubt for proposal in conversion.waiting for doubt in convert.doubts_of(proposal)):
        _log.warning(f"To decide: {doubt}")
    for problem in conversion.problems:
        _log.error(str(problem))
