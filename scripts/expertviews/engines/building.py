"""A site, built or served by the engine that was chosen."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from expertviews.engines.engine import SiteError, SiteFiles
from expertviews.engines.stamp import Stamp
from expertviews.invocation import other_port

if TYPE_CHECKING:
    from expertviews.publish import WrittenPages

ENGINES = ("mkdocs", "zensical")
DEFAULT = ENGINES[0]


def build_site(
    files: SiteFiles,
    engine: str = DEFAULT,
    *,
    strict: bool = False,
    whole: bool = False,
    first: Callable[[], str] = str,
) -> tuple["WrittenPages | None", str]:
    """Check the record, write its pages, and build the site of them, unless nothing has changed since.

    The `whole` site also has what isn't a page: the data, and the pictures of shared links. `first` is done before, and
    returns what is to be said at every build until something changes. Returns what changed in docs/, or None if nothing
    had changed, and what `first` said. Raises ProblemsFound for a record with problems, and SiteError for what the
    engine can't build.
    """
    kind = f"{engine} {strict} {whole}"
    said = Stamp(files, kind).said()
    if said is not None:
        return None, said
    said = first()
    stamp = Stamp(files, kind)
    with _reporting(logging.WARNING) as printed:
        written = _making().make(files, engine, strict=strict, whole=whole)
    if not printed.any:
        stamp.write(said)
    return written, said


def serve_site(files: SiteFiles, engine: str, host: str, port: int) -> None:
    """Serve the site until interrupted, as far as the engine can with every edit. Raises SiteError."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        remedy = f"stop the other one, or choose another port: {other_port(port + 1)}"
        raise SiteError(f"http://{host}:{port} is already in use: is the site served there? ({remedy})")
    with _reporting(logging.INFO):
        _making().serve(files, engine, host, port)


class _Printed(logging.StreamHandler):  # type: ignore[type-arg]
    """Prints what is logged; `any` says whether there was anything."""

    any = False

    def emit(self, record: logging.LogRecord) -> None:
        self.any = True
        super().emit(record)


@contextmanager
def _reporting(level: int) -> Iterator[_Printed]:
    """Have everything that is logged printed on standard error from a level on."""
    handler, logger = _Printed(), logging.getLogger()
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    before = logger.level
    logger.setLevel(level)
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def _making() -> Any:
    """The module `making`, which is imported only where something has changed: that takes long."""
    return import_module("expertviews.engines.making")
