"""Completes a site after an engine has built it, in the same way for all engines."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from expertviews import addresses, halves
from expertviews.addresses import Site
from expertviews.kept import Cache, FileGroups, FileState, encoded, file_state, gc_paused
from expertviews.pages import Card
from expertviews.publish import search, sitemap
from expertviews.publish.pagefiles import WrittenPages

_ASSETS = "/assets/*"  # of the theme
COMPLETED = {search.INDEX, search.INDEX_SCRIPT, sitemap.NAME}
"""The paths of what engines make at every build, and this module completes."""


def finish(root: Path, folder: Path, site: Site, written: WrittenPages, *, whole: bool = False) -> set[str]:
    """Complete the site in a folder, which an engine has built. Returns the paths of all files that this adds.

    A `whole` site also has what isn't a page: the data, and pictures of shared links.
    """
    cache = written.cache
    with gc_paused():
        index = search.Search(folder, site.search_bytes, site.language, cache)
        wait = index.complete(written.rendered.entries())
        added = write_parts(folder, written.rendered.citations(), cache)
        wait()
        cards = written.rendered.cards() if whole else {}
        _draw_cards(folder, cards, cache)
    if whole:
        added |= write_parts(folder, written.rendered.more(), cache)
    for_machines = encoded(_for_machines(root / "docs", site))
    _write(for_machines, folder)
    sitemap.complete(root, folder, site)
    of_search = (path.relative_to(folder).as_posix() for path in (folder / search.INDEX).parent.rglob("*"))
    return {*added, *cards, *for_machines, *of_search, sitemap.NAME, f"{sitemap.NAME}.gz"}


def _for_machines(docs: Path, site: Site) -> Mapping[str, str]:
    """Return the texts of robots.txt for crawlers and `_headers` for hosts, by path.

    Everything may be found, but only embeds framed, and the data read by scripts of other sites. Hosts differ in what
    they do if several rules fit an address, so no rule is for all addresses.
    """
    folders = {f"/{path.name}/*" for path in docs.iterdir() if path.is_dir()} | {_ASSETS}
    pages = {addresses.address(path.name, directories=site.directories) for path in docs.glob("*.md")}
    rules = {"/", *folders, *(f"/{page}*" if page.endswith("/") else f"/{page}" for page in pages)}
    headers = "".join(f"{rule}\n  Content-Security-Policy: frame-ancestors 'none'\n" for rule in sorted(rules))
    headers += "/api/*\n  Access-Control-Allow-Origin: *\n"
    sitemap_line = f"\nSitemap: {site.url.rstrip('/')}/{sitemap.NAME}\n" if site.url else ""
    return {"robots.txt": f"User-agent: *\nAllow: /\n{sitemap_line}", "_headers": headers}


def write_parts(folder: Path, parts: FileGroups, cache: Cache) -> set[str]:
    """Write the files of parts, unless they are in the folder as they were made. Returns the paths of them all."""
    states = {name: cache.unchanged_files(name, part.cache_key, folder) for name, part in parts.items()}
    stale = [name for name, of_files in states.items() if of_files is None]
    for name, written in zip(stale, halves.mapped(partial(_write_part, folder, parts), stale), strict=True):
        cache.put(name, parts[name].cache_key, written)
        states[name] = written
    return {path for of_files in states.values() for path in of_files or ()}


def _write_part(folder: Path, parts: FileGroups, name: str) -> Mapping[str, FileState]:
    contents = parts[name].make()
    _write(contents, folder)
    return {path: file_state(folder / path) for path in contents}


def _write(contents: Mapping[str, bytes], site: Path) -> None:
    """Write files into a site, by path, unless they have their content already."""
    for folder in {path.rpartition("/")[0] for path in contents}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        file = site / path
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)


def _draw_cards(folder: Path, cards: Mapping[str, Card], cache: Cache) -> None:
    """Draw the pictures of cards, by their paths in the folder of a site, unless they are there as they were drawn.

    Another process draws: that needs much memory, which its libraries never give back.
    """
    if not cards:
        return

    def is_drawn(path: str, key: str) -> bool:
        return cache.unchanged_files(path, key, folder) is not None

    def draw_cards() -> Mapping[str, str]:
        from expertviews.cards import draw  # noqa: PLC0415 - its libraries are large, and only drawing waits for them

        return draw(cards, folder, is_drawn)

    for path, key in halves.apart(draw_cards).items():
        cache.put(path, key, {path: file_state(folder / path)})
