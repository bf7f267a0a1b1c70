"""The sitemap: every page that is to be found, and the day on which what it shows last changed, as git knows it."""

import gzip
import os
import re
from collections.abc import Iterable, Mapping, Set
from html import escape, unescape
from itertools import islice, takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from expertviews import addresses, content, files, git
from expertviews.addresses import Site
from expertviews.content import documents
from expertviews.model import Library, View

NAME = "sitemap.xml"
NOT_LISTED = "noindex"
"""What a page that isn't to be found says of itself in its front matter, as `robots`."""

_LOCATION = re.compile(r"<loc>(.*?)</loc>")
_UNLISTED = re.compile(rf"""^robots:\s*["']?{NOT_LISTED}\b""")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_ENTRY = "<url><loc>{}</loc>{}</url>\n"

Sources = Mapping[str, Set[str]]
"""The files that a page of the record shows, relative to the root, by the page's path under docs/.

By `ANY_OTHER`, those of the pages that aren't named.
"""
ANY_OTHER = ""


def sources(library: Library) -> Sources:
    """The files behind the pages of a record. A theme and a list show something of all."""
    found: dict[str, set[str]] = {
        **{addresses.question_page(slug): {_file("questions", slug)} for slug in library.questions},
        **{addresses.contributor_page(slug): {_file("contributors", slug)} for slug in library.contributors},
    }
    for view in library.views.values():
        for page in (addresses.question_page(view.question), addresses.contributor_page(view.contributor)):
            found[page] |= _files_of(view)
    for source, view in library.seed_sources:
        page = addresses.source_page(source.seed)
        found.setdefault(page, {f"{documents.SEEDS}/{source.seed}"}).update(_files_of(view))
    for question, asked in library.questions.items():
        shown = found[addresses.question_page(question)]
        found |= {addresses.proposition_page(question, it.id): shown for it in asked.propositions}
        found |= {addresses.theme_part_page(it, question): shown | {_file("themes", it)} for it in library.themes}
    everything = set[str]().union(*found.values(), (_file("themes", slug) for slug in library.themes))
    return {**found, addresses.LIKELIHOOD: set(), ANY_OTHER: everything}


def complete(root: Path, folder: Path, site: Site, made_of: Sources) -> None:
    """Have the sitemap of an engine list only what is to be found, each with its day if that is known.

    A hand-written page is made of its own file.
    """
    path = folder / NAME
    if not path.is_file():
        return
    docs = root / "docs"
    try:
        days = git.days_of_change(root, content.FOLDER, documents.SEEDS, docs.name)
    except git.GitError:
        days = {}
    entries, of_others = [], _latest(made_of.get(ANY_OTHER, ()), days)
    for location in map(unescape, _LOCATION.findall(path.read_text(encoding="utf-8"))):
        page = _page_at(urlsplit(location).path.removeprefix(urlsplit(site.url).path), docs)
        if not page or not _is_unlisted(f"{docs}/{page}"):
            own = made_of.get(page) if addresses.is_generated(page) else (f"{docs.name}/{page}",)
            entries.append((location, of_others if own is None else _latest(own, days)))
    text = _HEAD + "".join(_ENTRY.format(escape(at), f"<lastmod>{day}</lastmod>" if day else "") for at, day in entries)
    files.replace(path, f"{text}</urlset>\n")
    path.with_name(f"{NAME}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _page_at(address: str, docs: Path) -> str:
    """The page under docs/ of an address in the site; none if it has none."""
    stem = unquote(address).removesuffix(".html").strip("/")
    names = (f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md") if stem else (addresses.HOME, "README.md")
    return next((name.removeprefix("/") for name in names if os.path.isfile(f"{docs}/{name}")), "")  # noqa: PTH113


def _is_unlisted(page: str) -> bool:
    with open(page, encoding="utf-8", errors="replace") as lines:  # noqa: PTH123 - here and above: thousands of them
        front = takewhile(lambda it: not it.startswith("---"), islice(lines, 1, None))
        return any(map(_UNLISTED.match, front))


def _latest(paths: Iterable[str], days: Mapping[str, str]) -> str:
    """The day on which the last of some files changed; empty if that of any of them isn't known."""
    known = [days.get(path, "") for path in paths]
    return max(known) if known and all(known) else ""


def _files_of(view: View) -> set[str]:
    """The files that say who answered what."""
    own = (f"views/{view.question}", view.contributor), ("questions", view.question), ("contributors", view.contributor)
    return {_file(*it) for it in own}


def _file(folder: str, slug: str) -> str:
    return f"{content.FOLDER}/{folder}/{slug}.yml"
