"""What is watched while the site is served: everything that people write, but no generated pages."""

import os
from collections.abc import Iterator
from pathlib import Path

from expertviews import addresses, checks, content, files
from expertviews.content import documents
from expertviews.engines.engine import SiteFiles


def sources(site: SiteFiles, docs: Path, folder: str | None) -> Iterator[os.DirEntry[str]]:
    """What to watch in a folder: of the project's root only the sources, and in docs/ no generated pages."""
    root = site.root
    sources = {root / content.FOLDER, root / documents.SEEDS, root / checks.OVERRIDES, docs, site.config}
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            place = path.relative_to(docs).as_posix() if path.is_relative_to(docs) else ""
            is_generated = addresses.is_generated(place) or addresses.is_generated(f"{place}/")
            overlooked = entry.name.startswith(".") or files.is_overlooked(entry.name)
            if not overlooked and not is_generated and (path.parent != root or path in sources):
                yield entry
