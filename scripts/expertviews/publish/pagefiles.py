"""Writes the pages of the record into docs/: changed ones are written, outdated ones removed, other files left alone.

A page is replaced in one step: a crash or a full disk leaves the old page intact. Only files with the mark of a
generated page are ever replaced or removed.
"""

import errno
from collections import ChainMap
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from expertviews import addresses, changes, checks, content, files, halves, kept, pages
from expertviews.addresses import Site
from expertviews.content import Record, documents
from expertviews.kept import Cache, FileState, file_state, gc_frozen, gc_paused
from expertviews.pages import Beside, Rendered
from expertviews.problems import Problem, refuse
from expertviews.publish import published_addresses, settings
from expertviews.publish.programfiles import write_program_files
from expertviews.publish.redirects import redirect_pages


@dataclass(frozen=True)
class WrittenPages:
    """What changed on disk, as sorted paths under docs/. `rendered` has what else the site needs."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    rendered: Rendered = field(default_factory=Rendered)
    cache: Cache = field(default_factory=Cache, compare=False)


def checked_record(root: Path) -> Record:
    """Load the record under `root`. Raises ProblemsFound with everything that is wrong with it."""
    content.refuse_absent(root)
    with gc_paused():
        record = content.load(root)
        refuse(checks.check(record))
    return record


def _checked(root: Path) -> Record:
    """Load the record with the digests of its files, but nothing else that only checks need. Raises ProblemsFound.

    If nothing of it is cached yet, another process checks it, since that needs much memory, and fills the cache.
    """
    content.refuse_absent(root)
    digests, problems = (
        (None, ()) if kept.has_record_cache(root) else halves.apart(partial(_digests_and_problems, root))
    )
    record = content.load(root)
    refuse(problems if record.digests == digests else _problems(record))
    content.forget()
    return record.of_files(())


def _digests_and_problems(root: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    record = content.load(root)
    return record.digests, _problems(record)


def _problems(record: Record) -> tuple[Problem, ...]:
    """Return what is wrong with a record, and save what was found out about it in the cache."""
    problems = checks.check(record)
    kept.record_cache(record.root).save(done=not problems)
    return problems


def build_pages(root: Path, site: Site | None = None, cache: Cache | None = None) -> WrittenPages:
    """Write the pages of the record into docs/. Raises ProblemsFound before it writes anything.

    If a template is broken, though, the pages before it are written. `site` is read from `mkdocs.yml` unless given.
    """
    cache = cache or Cache()
    with gc_paused():
        record = _checked(root)
        if not site:
            write_program_files(root, root / "mkdocs.yml")
            site = settings.site(root / "mkdocs.yml")
        made = rendered(record, site, cache)
    with gc_frozen():
        written = write_pages(made.pages, root / "docs", made.cache_keys, cache)
    return replace(written, rendered=made, cache=cache)


def rendered(record: Record, site: Site, cache: Cache | None = None) -> Rendered:
    """Render a checked record; redirects are among the pages."""
    root, library = record.root, record.library
    texts = {name: documents.text(root, name) for name in pages.cited_documents(library)}
    history = changes.history(root, library.published, site.language)
    beside = Beside(texts, published_addresses.listed_addresses(root), history, record.digests, cache or Cache())
    made = pages.render_site(library, site, beside)
    redirects = redirect_pages(library, made.pages, site.language, directories=site.directories)
    return made._replace(pages=ChainMap(dict(redirects), made.pages))  # type: ignore[arg-type]


def write_pages(
    pages: Mapping[str, str],
    docs: Path,
    cache_keys: Mapping[str, str] = MappingProxyType({}),
    cache: Cache | None = None,
) -> WrittenPages:
    """Make `docs` hold exactly these generated pages, besides hand-written files.

    `cache_keys` are cache keys of pages; those that are there as they were made aren't made again. Raises ProblemsFound
    before it writes anything if the folder has a link or something that can't be read; OSError if the disk fails, or
    something that isn't a generated page is in the way of one.
    """
    root = docs.resolve()
    listing = files.listing(docs.parent, docs.name, hidden=True)
    refuse(listing.problems)
    cache = cache or Cache()
    stale = [
        path for path in sorted(pages) if cache.unchanged_files(f"docs/{path}", cache_keys.get(path, ""), root) is None
    ]
    written = []
    for path, (is_new, state) in zip(stale, halves.mapped(partial(_write, pages, root), stale), strict=True):
        cache.put(f"docs/{path}", cache_keys.get(path, ""), {path: state})
        if is_new:
            written.append(path)
    paths = (path.removeprefix(f"{docs.name}/") for path in listing.files)
    others = (path for path in paths if path.endswith(".md") and addresses.is_generated(path) and path not in pages)
    removed = [path for path in others if files.is_generated_page(root / path)]
    for path in removed:
        (root / path).unlink()
        with suppress(OSError):  # the folder has other files
            (root / path).parent.rmdir()
    return WrittenPages(tuple(written), tuple(removed))


def _write(pages: Mapping[str, str], root: Path, path: str) -> tuple[bool, FileState]:
    """Write a page unless its file has its text. Returns whether it was written, and the state of its file."""
    text, file = pages[path], root / path
    is_new = not files.holds(file, text)
    if is_new and file.exists() and not files.is_generated_page(file):  # somebody has put it there since the checks
        raise FileExistsError(errno.EEXIST, "this isn't a generated page, and in the way of one", str(file))
    if is_new:
        files.replace(file, text)
    return is_new, file_state(file)
