"""The pages of the record in docs/: changed ones are written, outdated ones removed, all other files left alone.

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
    """What changed on disk: sorted paths under docs/.

    `rendered` has what the site is to have besides pages; `known` is what is kept.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    rendered: Rendered = field(default_factory=Rendered)
    known: Cache = field(default_factory=Cache, compare=False)


def checked_record(root: Path) -> Record:
    """Load the record under `root`. Raises ProblemsFound with everything that is wrong with it."""
    content.refuse_absent(root)
    with gc_paused():
        record = content.load(root)
        refuse(checks.check(record))
    return record


def _checked(root: Path) -> Record:
    """The same with the digests of its files, but nothing else that only checks need.

    Where nothing is known of it yet, another process checks it, and keeps what is read here then.
    """
    content.refuse_absent(root)
    digests, problems = (None, ()) if kept.has_record_cache(root) else halves.apart(partial(_found, root))
    record = content.load(root)
    refuse(problems if record.digests == digests else _problems(record))
    content.forget()
    return record.of_files(())


def _found(root: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    record = content.load(root)
    return record.digests, _problems(record)


def _problems(record: Record) -> tuple[Problem, ...]:
    """What is wrong with a record. What is found out of it is kept."""
    problems = checks.check(record)
    kept.record_cache(record.root).save(done=not problems)
    return problems


def build_pages(root: Path, site: Site | None = None, known: Cache | None = None) -> WrittenPages:
    """Write the pages of the record into docs/. Raises ProblemsFound, and then writes nothing.

    Only where a template is broken, the pages before it are written. `site` is read from `mkdocs.yml` unless given;
    `known` is what is kept from one run to the next.
    """
    known = known or Cache()
    with gc_paused():
        record = _checked(root)
        if not site:
            write_program_files(root, root / "mkdocs.yml")
            site = settings.site(root / "mkdocs.yml")
        made = rendered(record, site, known)
    with gc_frozen():
        written = write_pages(made.pages, root / "docs", made.cache_keys, known)
    return replace(written, rendered=made, known=known)


def rendered(record: Record, site: Site, known: Cache | None = None) -> Rendered:
    """What the site of a project has of its record, which is checked; redirects are among the pages.

    What is `known` isn't made again.
    """
    root, library = record.root, record.library
    texts = {name: documents.text(root, name) for name in pages.cited_documents(library)}
    past = changes.history(root, library.published, site.language)
    beside = Beside(texts, published_addresses.listed_addresses(root), past, record.digests, known or Cache())
    made = pages.render_site(library, site, beside)
    redirects = redirect_pages(library, made.pages, site.language, directories=site.directories)
    return made._replace(pages=ChainMap(dict(redirects), made.pages))  # type: ignore[arg-type]


def write_pages(
    pages: Mapping[str, str],
    docs: Path,
    cache_keys: Mapping[str, str] = MappingProxyType({}),
    known: Cache | None = None,
) -> WrittenPages:
    """Make `docs` hold exactly these generated pages, besides hand-written files; what is known to be there isn't made.

    Raises ProblemsFound, and then writes nothing, if the folder has a link or something that can't be read; OSError if
    the disk fails, or something that isn't a generated page is in the way of one.
    """
    root = docs.resolve()
    listing = files.listing(docs.parent, docs.name, hidden=True)
    refuse(listing.problems)
    known = known or Cache()
    paths = [it for it in sorted(pages) if known.unchanged_files(f"docs/{it}", cache_keys.get(it, ""), root) is None]
    made = dict(zip(paths, halves.mapped(partial(_write, pages, root), paths), strict=True))
    for path, (_, now) in made.items():
        known.put(f"docs/{path}", cache_keys.get(path, ""), {path: now})
    written = [path for path, (is_new, _) in made.items() if is_new]
    inside = (path.removeprefix(f"{docs.name}/") for path in listing.files)
    others = (it for it in inside if it.endswith(".md") and addresses.is_generated(it) and it not in pages)
    removed = [path for path in others if files.is_generated_page(root / path)]
    for path in removed:
        (root / path).unlink()
        with suppress(OSError):  # the folder has other files
            (root / path).parent.rmdir()
    return WrittenPages(tuple(written), tuple(removed))


def _write(pages: Mapping[str, str], root: Path, path: str) -> tuple[bool, FileState]:
    """Whether a page was written, since it isn't as it was, and its state."""
    text, file = pages[path], root / path
    is_new = not files.holds(file, text)
    if is_new and file.exists() and not files.is_generated_page(file):  # somebody has put it there since the checks
        raise FileExistsError(errno.EEXIST, "this isn't a generated page, and in the way of one", str(file))
    if is_new:
        files.replace(file, text)
    return is_new, file_state(file)
