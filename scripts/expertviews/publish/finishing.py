"""What a site gets after an engine has built it, the same from each."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from expertviews import addresses, halves
from expertviews.addresses import Site
from expertviews.kept import Cache, FileGroups, FileState, file_state, gc_paused
from expertviews.pages import Card
from expertviews.publish import search, sitemap
from expertviews.publish.pagefiles import WrittenPages

_ASSETS = "/assets/*"  # of the theme
COMPLETED = {search.INDEX, search.AS_SCRIPT, sitemap.NAME}
"""What engines make at every build, and this completes."""


def finish(root: Path, folder: Path, site: Site, written: WrittenPages, *, whole: bool = False) -> set[str]:
    """Complete the site in a folder, which was built of the pages of a project. Returns the paths of what is added.

    The `whole` one also has what isn't a page.
    """
    known = written.known
    with gc_paused():
        index = search.Search(folder, site.search_bytes, site.language, known)
        wait = index.complete(written.rendered.entries())
        cited = write_parts(folder, written.rendered.citations(), known)
        wait()
        cards = written.rendered.cards() if whole else {}
        _draw_cards(folder, cards, known)
    cited |= write_parts(folder, written.rendered.more(), known) if whole else set()
    for_machines = _for_machines(root / "docs", site)
    _write({path: text.encode() for path, text in for_machines.items()}, folder)
    sitemap.complete(root, folder, site)
    found = (it.relative_to(folder).as_posix() for it in (folder / search.INDEX).parent.rglob("*"))
    return {*cited, *cards, *for_machines, *found, sitemap.NAME, f"{sitemap.NAME}.gz"}


def _for_machines(docs: Path, site: Site) -> Mapping[str, str]:
    """What crawlers and hosts read: all may be found, only embeds be framed, and the data be read by others' scripts.

    Hosts differ in what they do with two rules for an address, so that none is for all.
    """
    folders = {f"/{it.name}/*" for it in docs.iterdir() if it.is_dir()} | {_ASSETS}
    pages = {addresses.address(it.name, directories=site.directories) for it in docs.glob("*.md")}
    rules = {"/", *folders, *(f"/{it}*" if it.endswith("/") else f"/{it}" for it in pages)}
    headers = "".join(f"{rule}\n  Content-Security-Policy: frame-ancestors 'none'\n" for rule in sorted(rules))
    headers += "/api/*\n  Access-Control-Allow-Origin: *\n"
    sitemap_line = f"\nSitemap: {site.url.rstrip('/')}/{sitemap.NAME}\n" if site.url else ""
    return {"robots.txt": f"User-agent: *\nAllow: /\n{sitemap_line}", "_headers": headers}


def write_parts(folder: Path, parts: FileGroups, known: Cache) -> set[str]:
    """Write the files of parts into a folder, but for those that are known to be there. Returns all their paths."""
    states = {name: known.unchanged_files(name, part.cache_key, folder) for name, part in parts.items()}
    stale = [name for name, found in states.items() if found is None]
    for name, made in zip(stale, halves.mapped(partial(_write_part, folder, parts), stale), strict=True):
        known.put(name, parts[name].cache_key, made)
        states[name] = made
    return {path for found in states.values() for path in found or ()}


def _write_part(folder: Path, parts: FileGroups, name: str) -> Mapping[str, FileState]:
    made = parts[name].make()
    _write(made, folder)
    return {path: file_state(folder / path) for path in made}


def _write(made: Mapping[str, bytes], site: Path) -> None:
    """Write files of a site, by path on it, but for those that have their content."""
    for folder in {path.rpartition("/")[0] for path in made}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, content in made.items():
        file = site / path
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)


def _draw_cards(folder: Path, said: Mapping[str, Card], known: Cache) -> None:
    """Add pictures to the site in a folder: what each says by its path, the general one first.

    What is known to be there isn't drawn again. What draws needs much memory, and never gives it back.
    """

    def is_there(path: str, key: str) -> bool:
        return known.unchanged_files(path, key, folder) is not None

    def drawn() -> Mapping[str, str]:
        from expertviews import cards  # noqa: PLC0415 - its libraries are large, and only who draws waits for them

        return cards.draw(said, folder, is_there)

    for path, key in halves.apart(drawn).items() if said else ():
        known.put(path, key, {path: file_state(folder / path)})
