"""What of a document is in the record already, so that converting it again drafts only what is missing."""

from collections.abc import Iterable, Mapping
from typing import Any

from expertviews import content
from expertviews.content import Record
from expertviews.model import Question, SeedSource, View

Files = Mapping[str, Mapping[str, Any]]
"""Path relative to the root → data."""


def there(record: Record, seed: str, files: Files) -> tuple[str, ...]:
    """Which questions and views among the `files` that a document becomes are in the record.

    A view is there too where one of another name has its lines: an editor has renamed it.
    """
    questions = {content.question_path(slug) for slug, it in record.library.questions.items() if it.seed == seed}
    views = {
        content.view_path(*key): view.source
        for key, view in record.library.views.items()
        if isinstance(view.source, SeedSource) and view.source.seed == seed
    }
    renamed = [source for path, source in views.items() if path not in files]
    return tuple(
        path
        for path in files
        if path in questions or path in views or (_is(View, path) and _shares(files[path], renamed))
    )


def missing(files: Files, present: Iterable[str]) -> Files:
    """The `files` without those that are `present`, and without contributors whom no other view needs."""
    rest = {path: data for path, data in files.items() if path not in set(present)}
    needed = {content.contributor_path(data["contributor"]) for path, data in rest.items() if _is(View, path)}
    return {path: data for path, data in rest.items() if _is(View, path) or _is(Question, path) or path in needed}


def _is(model: type, path: str) -> bool:
    return content.model_of(path) is model


def _shares(view: Mapping[str, Any], taken: Iterable[SeedSource]) -> bool:
    """Whether a line of a drafted view is one of those `taken`."""
    own = SeedSource(seed=view["source"]["seed"], lines=str(view["source"]["lines"])).ranges
    others = [each for source in taken for each in source.ranges]
    return any(first <= end and start <= last for first, last in own for start, end in others)
