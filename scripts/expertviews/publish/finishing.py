"""What a site gets after an engine has built it, the same from each."""

from collections.abc import Mapping
from pathlib import Path

from expertviews.addresses import Site
from expertviews.publish import sitemap
from expertviews.publish.pagefiles import WrittenPages


def finish(root: Path, folder: Path, site: Site, written: WrittenPages) -> None:
    """Complete the site of a project in a folder that was built of some pages."""
    write_files(written.files, {}, folder)
    sitemap.complete(root, folder, site, written.sources)


def write_files(texts: Mapping[str, str], before: Mapping[str, str], site: Path) -> None:
    """Write the files of a built site that aren't pages, but for those that it has from `before`; remove old ones."""
    for path in before.keys() - texts.keys():
        (site / path).unlink(missing_ok=True)
    for folder in {path.rpartition("/")[0] for path in texts}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        file = site / path
        if before.get(path) != text or not file.exists():
            file.write_bytes(text.encode())
