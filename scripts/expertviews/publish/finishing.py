"""What a site gets after an engine has built it, the same from each."""

from collections.abc import Mapping
from pathlib import Path

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.publish import search, sitemap
from expertviews.publish.pagefiles import WrittenPages


def finish(root: Path, folder: Path, site: Site, written: WrittenPages, search_bytes: int = 0) -> None:
    """Complete the site of a project in a folder that was built of some pages.

    An index of search with more than `search_bytes`, compressed, is split up; with 0, never.
    """
    search.complete(folder, written.rendered.entries(), search_bytes)
    write_files(written.rendered.files(), {}, folder)
    write_data(written.rendered.data(), folder)
    sitemap.complete(root, folder, site, written.sources)


def write_data(files: Mapping[str, bytes], site: Path) -> None:
    """Make the folder of the data in a built site hold exactly these files, by path on the site."""
    for path, content in files.items():
        file = site / path
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    for file in (site / addresses.DATA).rglob("*"):
        if file.is_file() and file.relative_to(site).as_posix() not in files:
            file.unlink()


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
