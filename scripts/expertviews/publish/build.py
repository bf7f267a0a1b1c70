"""The whole build, from the record to pages in docs/: what `views build` and MkDocs' hook both call."""

from pathlib import Path

from expertviews import checks, content, pages
from expertviews.addresses import Site
from expertviews.content import documents
from expertviews.model import Library
from expertviews.pages import Memory
from expertviews.problems import refuse
from expertviews.publish import redirects, settings, writing


def library(root: Path) -> Library:
    """The record under `root`, read and proved. Raises ProblemsFound with all that is wrong with it."""
    content.refuse_absent(root)
    record = content.load(root)
    refuse(checks.check(record))
    return record.library


def build(root: Path, site: Site | None = None, memory: Memory | None = None) -> writing.Written:
    """Writes the pages of the record into docs/ and reports what changed. Raises ProblemsFound, and writes nothing.

    `site` is what `mkdocs.yml` says unless another is given; `memory` has the pages of the build before.
    """
    site = site or settings.site(root / "mkdocs.yml")
    record = library(root)
    texts = {name: documents.text(root, name) for name in pages.cited_documents(record)}
    rendered = pages.render(record, site, memory, texts)
    moved = redirects.pages(record, directories=site.directories)
    return writing.write({**rendered, **moved}, root / "docs")
