"""The sitemap: every page that is to be found, and the day on which what it shows last changed, as git knows it."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from expertviews import addresses, content, git
from expertviews.content import documents
from expertviews.model import Library, View

NAME = "sitemap.xml"
NOT_LISTED = "noindex"
"""What a page that isn't to be found says of itself in its front matter, as `robots`."""

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
    everything = set[str]().union(*found.values(), (_file("themes", slug) for slug in library.themes))
    return {**found, addresses.LIKELIHOOD: set(), ANY_OTHER: everything}


def entries(pages: Iterable[Any], made_of: Sources, root: Path, docs: Path) -> Iterator[SimpleNamespace]:
    """What MkDocs' template of the sitemap reads of its pages: those to be found, each with its day if that is known.

    A hand-written page is made of its own file.
    """
    try:
        days = git.days_of_change(root, content.FOLDER, documents.SEEDS, docs.name)
    except git.GitError:
        days = {}
    for file in pages:
        if file.page.meta.get("robots") == NOT_LISTED:
            continue
        is_ours = addresses.is_generated(file.src_uri)
        other = made_of.get(ANY_OTHER, ()) if is_ours else (f"{docs.name}/{file.src_uri}",)
        known = [days.get(path, "") for path in made_of.get(file.src_uri, other)]
        day = max(known) if known and all(known) else ""
        addressed = SimpleNamespace(canonical_url=file.page.canonical_url, abs_url=file.page.abs_url, update_date=day)
        yield SimpleNamespace(page=addressed)


def compress(site: Path) -> None:
    """Write the sitemap's compressed copy again, which MkDocs stamps with the time of the build."""
    plain = site / NAME
    if plain.is_file():
        plain.with_name(f"{NAME}.gz").write_bytes(gzip.compress(plain.read_bytes(), mtime=0))


def _files_of(view: View) -> set[str]:
    """The files that say who answered what."""
    own = (f"views/{view.question}", view.contributor), ("questions", view.question), ("contributors", view.contributor)
    return {_file(*it) for it in own}


def _file(folder: str, slug: str) -> str:
    return f"{content.FOLDER}/{folder}/{slug}.yml"
