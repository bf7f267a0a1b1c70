"""From the record to the pages in docs/: the one function that both `views build` and MkDocs' hook call.

A stand-in for the real loading and checking: it trusts the record.
"""

from pathlib import Path
from typing import Any, TypeVar

import yaml

from expertviews import pages, publish
from expertviews.model import Contributor, Entity, Library, Question, Theme, View


def build(root: Path, *, directory_urls: bool = True) -> publish.Changes:
    """Load the record under `root`, and publish its pages. Raises ProblemsFound, and then writes nothing."""
    return publish.publish(pages.render(load(root), directory_urls=directory_urls), root / "docs")


def load(root: Path) -> Library:
    """The record under `root`."""
    content = root / "content"
    views = [_read(View, path) for path in sorted((content / "views").glob("*/*.yml"))]
    return Library(
        {path.stem: _read(Question, path) for path in sorted((content / "questions").glob("*.yml"))},
        {path.stem: _read(Contributor, path) for path in sorted((content / "contributors").glob("*.yml"))},
        {path.stem: _read(Theme, path) for path in sorted((content / "themes").glob("*.yml"))},
        {(view.question, view.contributor): view for view in views},
    )


Record = TypeVar("Record", bound=Entity)


def _read(kind: type[Record], path: Path) -> Record:
    return kind.model_validate({"slug": path.stem, **_tuples(yaml.safe_load(path.read_text(encoding="utf-8")))})


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
