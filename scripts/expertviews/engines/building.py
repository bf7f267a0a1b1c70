"""A site, built or served by the engine that was chosen."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import cast

from expertviews import publish
from expertviews.engines.engine import Engine, SiteError, SiteFiles
from expertviews.publish import WrittenPages

ENGINES = ("mkdocs",)
DEFAULT = ENGINES[0]
_log = logging.getLogger("expertviews")


def build_site(files: SiteFiles, engine: str = DEFAULT, *, strict: bool = False, cards: bool = False) -> WrittenPages:
    """Check the record, write its pages, and build the site of them, with the pictures of its `cards` if asked to.

    Raises ProblemsFound for a record with problems, and SiteError for what the engine can't build.
    """
    with _reporting(logging.WARNING):
        written = publish.build_pages(files.root, publish.site_settings(files.config))
        for page in written.by_hand:
            _log.warning(publish.hand_written_warning(page))
        _named(engine).build(files, strict=strict)
        settings, most = publish.site_settings(files.config), publish.search_bytes(files.config)
        publish.finish(files.root, files.to, settings, written, most)
        if cards:
            publish.draw_cards(files.root, files.to, written.rendered.cards())
    if strict and written.by_hand:
        raise SiteError("stopped by warnings, since the build is strict")
    return written


def serve_site(files: SiteFiles, engine: str, host: str, port: int) -> None:
    """Serve the site until interrupted, as far as the engine can with every edit. Raises SiteError."""
    with _reporting(logging.INFO):
        _named(engine).serve(files, host, port)


@contextmanager
def _reporting(level: int) -> Iterator[None]:
    """Have everything that is logged printed on standard error from a level on."""
    handler, logger = logging.StreamHandler(), logging.getLogger()
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    before = logger.level
    logger.setLevel(level)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def _named(engine: str) -> Engine:
    """An engine, which is imported only now: others may not be installed."""
    return cast("Engine", import_module(f"expertviews.engines.{engine}"))
