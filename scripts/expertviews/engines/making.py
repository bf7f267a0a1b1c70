"""A site, made or served by an engine with the project's own steps around it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import cast

from expertviews import kept, publish
from expertviews.engines.engine import Engine, SiteError, SiteFiles
from expertviews.engines.stamp import MADE, remove
from expertviews.kept import Cache
from expertviews.publish import WrittenPages

_log = logging.getLogger("expertviews")


def make(files: SiteFiles, engine: str, *, strict: bool, whole: bool) -> WrittenPages:
    """Write the pages of a checked record, and build the site of them. Raises ProblemsFound and SiteError.

    A site replaces all that is in its folder, so it goes nowhere but into the project's site/, an empty folder, or that
    of another site.
    """
    if files.to != files.root / "site" and not _is_free(files.to):
        remedy = "choose another folder with `--to`, or delete this one if it is an unfinished site"
        raise SiteError(f"{files.to} holds something else than a site ({remedy})")
    publish.write_program_files(files.root, files.config)
    site = publish.site_settings(files.config)
    if warning := publish.untranslated_warning(site):
        _log.warning(warning)
    with _keeping(files) as known:
        written = publish.build_pages(files.root, site, known)
        before = known.get(*MADE) or frozenset[str]()
        with kept.gc_frozen():
            made = _named(engine).build(files, strict=strict, known=known)
            finished = publish.finish(files.root, files.to, site, written, whole=whole)
        if made is not None:
            now = finished.union(made)
            remove(files.to, before - now)
            known.put(*MADE, now - publish.COMPLETED)
    return written


def _is_free(folder: Path) -> bool:
    return not folder.is_dir() or not any(folder.iterdir()) or (folder / "404.html").is_file()


@contextmanager
def _keeping(files: SiteFiles) -> Iterator[Cache]:
    """What is kept of a site, and afterwards of what was made, even if not everything could be."""
    known, done = files.kept(), False
    try:
        yield known
        done = True
    finally:
        known.save(done=done)
        kept.program_cache().save(done=False)


def serve(files: SiteFiles, engine: str, host: str, port: int) -> None:
    """Serve a site until interrupted. Raises SiteError."""
    publish.write_program_files(files.root, files.config)
    (files.root / "docs").mkdir(exist_ok=True)
    _named(engine).serve(files, host, port)


def _named(engine: str) -> Engine:
    """An engine, which is imported only now: others may not be installed."""
    return cast("Engine", import_module(f"expertviews.engines.{engine}"))
