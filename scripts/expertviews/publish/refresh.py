"""A built site brought up to date: MkDocs' own build, of the pages whose sources are newer than they are.

MkDocs calls such a build dirty, and warns that what pages say of others may be out of date. Here it can't be: what a
page says of others is in its own source, which is written anew when it changes; and whatever all pages share is the
reason for a whole build instead. The search index, which such a build would cut down to the pages built, is put
together again.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig

_INDEX = "search/search_index.json"


def refresh(config: MkDocsConfig) -> None:
    """Builds the pages that are out of date in a site that has been built with `config` before."""
    index = Path(config.site_dir) / _INDEX
    before = _read(index)
    with _without_the_warning():
        build.build(config, serve_url=config.site_url, dirty=True)
    after = _read(index)
    if before and after:
        built = {_page(entry) for entry in after["docs"]}
        kept = [entry for entry in before["docs"] if _page(entry) not in built]
        after["docs"] = [*kept, *after["docs"]]
        index.write_text(json.dumps(after, separators=(",", ":")), encoding="utf-8")


def _read(index: Path) -> dict[str, Any] | None:
    if not index.exists():
        return None
    read: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    return read


def _page(entry: dict[str, str]) -> str:
    return entry["location"].partition("#")[0]


@contextmanager
def _without_the_warning() -> Iterator[None]:
    def is_other(record: logging.LogRecord) -> bool:
        return "'dirty' build" not in record.getMessage()

    build.log.addFilter(is_other)
    try:
        yield
    finally:
        build.log.removeFilter(is_other)
