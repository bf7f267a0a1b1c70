"""The sitemap: every page that is to be found, and the day on which what it shows last changed, as git knows it."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from expertviews import addresses, content, git
from expertviews.content import documents
from expertviews.model import Library, SeedSource

NAME = "sitemap.xml"
NOT_LISTED = "noindex"
"""What a page that isn't to be found says of itself in its front matter, as `robots`."""

Sources = Mapping[str, Set[str]]
"""The files that each page of the record shows, relative to the root, by the page's path under docs/."""


def sources(library: Library) -> Sources:
    """The files behind the pages of a record; a theme and a list show something of all."""
    found: dict[str, set[str]] = {
        **{addresses.question_page(slug): {_file("questions", slug)} for slug in library.questions},
        **{addresses.contributor_page(slug): {_file("contributors", slug)} for slug in library.contributors},
    }
    for (question, contributor), view in library.views.items():
        own = (f"views/{question}", contributor), ("questions", question), ("contributors", contributor)
        shown = {_file(*it) for it in own}
        found[addresses.question_page(question)] |= shown
        found[addresses.contributor_page(contributor)] |= shown
        if isinstance(view.source, SeedSource):
            seed = {f"{documents.SEEDS}/{view.source.seed}"}
            found.setdefault(addresses.source_page(view.source.seed), seed).update(shown)
    everything = set().union(*found.values(), (_file("themes", slug) for slug in library.themes))
    lists = (addresses.HOME, addresses.QUESTIONS, addresses.CONTRIBUTORS, addresses.THEMES, addresses.LOOKING_AHEAD)
    return {
        **found,
        **{
            addresses.proposition_page(slug, it.id): found[addresses.question_page(slug)]
            for slug, question in library.questions.items()
            for it in question.propositions
        },
        addresses.LIKELIHOOD: set(),
        **dict.fromkeys([*lists, *map(addresses.theme_page, library.themes)], everything),
    }


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
        known = [days.get(path, "") for path in made_of.get(file.src_uri, (f"{docs.name}/{file.src_uri}",))]
        day = max(known) if known and all(known) else ""
        addressed = SimpleNamespace(canonical_url=file.page.canonical_url, abs_url=file.page.abs_url, update_date=day)
        yield SimpleNamespace(page=addressed)


def compress(site: Path) -> None:
    """Write the sitemap's compressed copy again, which MkDocs stamps with the time of the build."""
    plain = site / NAME
    if plain.is_file():
        plain.with_name(f"{NAME}.gz").write_bytes(gzip.compress(plain.read_bytes(), mtime=0))


def _file(folder: str, slug: str) -> str:
    return f"{content.FOLDER}/{folder}/{slug}.yml"
