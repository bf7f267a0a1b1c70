"""The sitemap: the addresses of all pages that are to be found."""

import gzip
import os
import re
from html import unescape
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from expertviews import addresses, files
from expertviews.addresses import Site

NAME = "sitemap.xml"
NOT_LISTED = "noindex"
"""What a page that isn't to be found says of itself in its front matter, as `robots`."""

_LOCATION = re.compile(r"<loc>(.*?)</loc>")
_UNLISTED = re.compile(rf"""^robots:\s*["']?{NOT_LISTED}\b""")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def complete(root: Path, folder: Path, site: Site) -> None:
    """Rewrite an engine's sitemap, and its compressed copy, to list only what is to be found.

    It gives no dates: engines know only that of the build, which says nothing of a page.
    """
    path, docs = folder / NAME, root / "docs"
    if not path.is_file():
        return
    locations = _LOCATION.findall(path.read_text(encoding="utf-8"))
    listed = (location for location in locations if not _is_unlisted(docs, _page_at(unescape(location), site, docs)))
    urls = "".join(f"<url><loc>{location}</loc></url>\n" for location in listed)
    files.replace(path, f"{_HEAD}{urls}</urlset>\n")
    path.with_name(f"{NAME}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _page_at(location: str, site: Site, docs: Path) -> str:
    """Return the page under docs/ at an address of the site; empty if there is none."""
    address = urlsplit(location).path.removeprefix(urlsplit(site.url).path)
    stem = unquote(address).removesuffix(".html").strip("/")
    names = (f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md") if stem else (addresses.HOME, "README.md")
    return next((name.removeprefix("/") for name in names if os.path.isfile(f"{docs}/{name}")), "")  # noqa: PTH113


def _is_unlisted(docs: Path, page: str) -> bool:
    if not page:
        return False
    with open(f"{docs}/{page}", encoding="utf-8", errors="replace") as lines:  # noqa: PTH123 - here and above: thousands
        if not next(lines, "").startswith("---"):
            return False
        return any(map(_UNLISTED.match, takewhile(lambda line: not line.startswith("---"), lines)))
