"""A site, made or served by an engine with the project's own steps around it."""

import logging
from importlib import import_module
from typing import cast

from expertviews import kept, publish
from expertviews.engines.engine import Engine, SiteFiles
from expertviews.engines.stamp import cache_path, remove_others
from expertviews.kept import Kept
from expertviews.publish import WrittenPages

_log = logging.getLogger("expertviews")


def make(files: SiteFiles, engine: str, *, strict: bool, whole: bool) -> WrittenPages:
    """Write the pages of a checked record, and build the site of them. Raises ProblemsFound and SiteError."""
    publish.write_program_files(files.root, files.config)
    site = publish.site_settings(files.config)
    if warning := publish.untranslated_warning(site):
        _log.warning(warning)
    known = Kept.of(files.root, cache_path(files, "site").stem)
    written = publish.build_pages(files.root, site, known=known)
    for page in written.by_hand:
        _log.warning(publish.hand_written_warning(page))
    made = _named(engine).build(files, strict=strict)
    finished = publish.finish(files.root, files.to, site, written, publish.search_bytes(files.config))
    if whole:
        finished |= publish.write_data(written.rendered.more, files.to, known)
        drawn = written.rendered.cards()
        publish.draw_cards(files.root, files.to, drawn)
        finished |= drawn.keys()
    if made is not None:
        remove_others(files.to, finished.union(made))
    known.save()
    kept.of_record(files.root).save()
    return written


def serve(files: SiteFiles, engine: str, host: str, port: int) -> None:
    """Serve a site until interrupted. Raises SiteError."""
    publish.write_program_files(files.root, files.config)
    (files.root / "docs").mkdir(exist_ok=True)
    _named(engine).serve(files, host, port)


def _named(engine: str) -> Engine:
    """An engine, which is imported only now: others may not be installed."""
    return cast("Engine", import_module(f"expertviews.engines.{engine}"))
