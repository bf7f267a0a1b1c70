"""What of a document is in the record already, so that converting it again drafts only what is missing."""

from collections.abc import Iterable, Mapping
from typing import Any

from expertviews import content
from expertviews.content import Record
from expertviews.model import Question, SeedSource, View

Files = Mapping[str, Mapping[str, Any]]
"""Path relative to the root → data."""


def asked(record: Record, seed: str) -> str | None:
    """When the record says that the questions of a document were asked."""
    return next((it.asked for it in record.library.questions.values() if it.seed == seed and it.asked), None)


def question(record: Record, seed: str) -> str | None:
    """The question that an editor gave when a document was converted that asks none."""
    given = (it for it in record.library.questions.values() if it.seed == seed and it.worded_by == "editor")
    return next((it.question for it in given), None)


def there(record: Record, seed: str, files: Files) -> tuple[str, ...]:
    """Which questions and views among the `files` that a document becomes are in the record.

    A view is there where one has its lines, under whatever name an editor has given it.
    """
    questions = {content.question_path(slug) for slug, it in record.library.questions.items() if it.seed == seed}
    sources = [view.source for view in record.library.views.values() if isinstance(view.source, SeedSource)]
    taken = [source for source in sources if source.seed == seed]
    return tuple(path for path in files if path in questions or (_is(View, path) and _shares(files[path], taken)))


def missing(files: Files, present: Iterable[str]) -> Files:
    """The `files` without those that are `present`, and without contributors whom no other view needs."""
    rest = {path: data for path, data in files.items() if path not in set(present)}
    needed = {content.contributor_path(data["contributor"]) for path, data in rest.items() if _is(View, path)}
    return {path: data for path, data in rest.items() if _is(View, path) or _is(Question, path) or path in needed}


def _is(model: type, path: str) -> bool:
    return content.model_of(path) is model


def _shares(view: Mapping[str, Any], taken: Iterable[SeedSource]) -> bool:
    """Whether a line of a drafted view is one of those `taken`."""
    own = SeedSource(seed=view["source"]["seed"], lines=str(view["source"]["lines"]))
    return any(own.first <= other.last and other.first <= own.last for other in taken)
