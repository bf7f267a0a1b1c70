"""The whole build, from the record to pages: what `views build` and MkDocs' hook both call."""

from pathlib import Path

from expertviews import checks, content, pages, publish, redirects
from expertviews.model import Library
from expertviews.problems import ProblemsFound


def library(root: Path) -> Library:
    """The record under `root`, read and proved. Raises ProblemsFound with all that is wrong with it."""
    record = content.load(root)
    problems = checks.check(record)
    if problems:
        raise ProblemsFound(problems)
    return record.library


def build(root: Path, *, directory_urls: bool = True) -> publish.Changes:
    """Writes the pages of the record into docs/ and reports what changed. Raises ProblemsFound, and writes nothing."""
    record = library(root)
    rendered = pages.render(record, directory_urls=directory_urls)
    moved = redirects.pages(record, directories=directory_urls)
    return publish.publish({**rendered, **moved}, root / "docs")
