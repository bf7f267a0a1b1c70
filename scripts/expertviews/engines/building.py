"""Builds or serves a site by the engine that was chosen."""

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

    The `whole` site also has what isn't a page: the data, and the pictures of shared links. `first` is called before a
    build, and returns a message for this and every later build until something changes. Returns what changed in docs/,
    or None if nothing had changed, and that message. Raises ProblemsFound and SiteError.
    """
    kind = f"{engine} {strict} {whole}"
    message = Stamp(files, kind).message()
    if message is not None:
        return None, message
    message = first()
    stamp = Stamp(files, kind)
    with _reporting(logging.WARNING) as printed:
        written = _making().make(files, engine, strict=strict, whole=whole)
    if not printed.any:
        stamp.write(message)
    return written, message


def serve_site(files: SiteFiles, engine: str, host: str, port: int) -> None:
    """Serve the site until interrupted, with every edit as far as the engine can. Raises SiteError."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        remedy = f"stop the other one, or choose another port: {other_port(port + 1)}"
        raise SiteError(f"http://{host}:{port} is already in use: is the site served there? ({remedy})")
    with _reporting(logging.INFO):
        _making().serve(files, engine, host, port)


class _Printed(logging.StreamHandler):  # type: ignore[type-arg]
    """A handler that prints what is logged; `any` says whether there was anything."""

    any = False

    def emit(self, record: logging.LogRecord) -> None:
        self.any = True
        super().emit(record)


@contextmanager
def _reporting(level: int) -> Iterator[_Printed]:
    """Print on standard error everything that is logged from a level on."""
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
    """Import the module `making`, which takes long, so only if something has changed."""
    return import_module("expertviews.engines.making")
