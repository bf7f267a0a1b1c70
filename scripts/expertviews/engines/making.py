"""Has an engine make or serve a site, with the project's own steps before and after."""

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
    """Check the record, write its pages, and build the site of them. Raises ProblemsFound and SiteError.

    It replaces all that is in the folder, which must be the project's site/, an empty one, or that of another site.
    """
    if files.to != files.root / "site" and not _is_free(files.to):
        remedy = "choose another folder with `--to`, or delete this one if it is an unfinished site"
        raise SiteError(f"{files.to} holds something else than a site ({remedy})")
    publish.write_program_files(files.root, files.config)
    site = publish.site_settings(files.config)
    if warning := publish.untranslated_warning(site):
        _log.warning(warning)
    with _keeping(files) as cache:
        written = publish.build_pages(files.root, site, cache)
        paths_before = cache.get(*MADE) or frozenset[str]()
        with kept.gc_frozen():
            built = _imported(engine).build(files, strict=strict, cache=cache)
            finished = publish.finish(files.root, files.to, site, written, whole=whole)
        if built is not None:
            paths = finished.union(built)
            remove(files.to, paths_before - paths)
            cache.put(*MADE, paths - publish.COMPLETED)
    return written


def _is_free(folder: Path) -> bool:
    """Return whether a folder doesn't exist, is empty, or is that of a site, which has a page for missing ones."""
    return not folder.is_dir() or not any(folder.iterdir()) or (folder / "404.html").is_file()


@contextmanager
def _keeping(files: SiteFiles) -> Iterator[Cache]:
    """Give the cache of a site, and save it afterwards, even if not everything could be made."""
    cache, done = files.cache(), False
    try:
        yield cache
        done = True
    finally:
        cache.save(done=done)
        kept.program_cache().save(done=False)


def serve(files: SiteFiles, engine: str, host: str, port: int) -> None:
    """Serve a site until interrupted. Raises SiteError."""
    publish.write_program_files(files.root, files.config)
    (files.root / "docs").mkdir(exist_ok=True)
    _imported(engine).serve(files, host, port)


def _imported(engine: str) -> Engine:
    """Import an engine only now, since others may not be installed."""
    return cast("Engine", import_module(f"expertviews.engines.{engine}"))
