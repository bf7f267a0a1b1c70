"""Cache keys of what is made from a record: a page, a file of data or an intermediate result.

A key is a digest of the files of the record that something shows. Whoever shows more passes that, too. If the digest of
a file isn't known, the key is empty, so that nothing is taken from the cache.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from expertviews.content import records
from expertviews.kept import Cache, digest
from expertviews.model import Library, View

_Value = TypeVar("_Value")
_SUMMARIES = {"gist", "key_quote"}
"""The keys of a view that only its own page, its question's and the home page show, and its data."""


@dataclass(frozen=True)
class CacheKeys:
    """Makes cache keys from the digests of a record's files (path → digest), and has the cache that they are for.

    `base` is a digest of what everything depends on; while it is empty, so is every key but those of single views.
    """

    library: Library
    digests: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    cache: Cache = field(default_factory=Cache)
    _by_question: dict[str, str] = field(default_factory=dict)

    def questions(
        self,
        slugs: Iterable[str],
        *extra: object,
        files: Iterable[str] = (),
        themes: Iterable[str] | None = None,
        with_summaries: bool = False,
    ) -> str:
        """The key of what shows some questions with their answers and contributors.

        It may also show anything `extra`, other `files` of the record, and some `themes`, or all if not given. Unless
        it is `with_summaries`, the key stays the same if only the gist or the key quote of an answer changes.
        """
        theme_files = map(records.theme_path, self.library.themes if themes is None else themes)
        paths = [*theme_files, *files]
        by_question = map(self._question if with_summaries else self._without_summaries, slugs)
        digests = [self.base, *map(self._file, paths), *by_question]
        return digest(*digests, *paths, *extra) if all(digests) else ""

    def contributors(self, slugs: Collection[str], *extra: object, themes: Iterable[str] | None = None) -> str:
        """The key of what shows some contributors with their answers, beside all answers to the same questions."""
        views = [view for slug in slugs for view in self.library.views_by(slug)]
        files = [*map(records.contributor_path, slugs), *(records.view_path(*view.key) for view in views)]
        return self.questions(sorted({view.question for view in views}), *extra, files=files, themes=themes)

    def everything(self, *extra: object) -> str:
        """The key of what shows all questions, contributors and themes."""
        files = map(records.contributor_path, self.library.contributors)
        return self.questions(self.library.questions, *extra, files=files)

    def cached_for_view(self, name: str, view: View, make: Callable[[], _Value]) -> _Value:
        """A value of this name that is made from nothing but the view: from the cache, or else by `make`."""
        path = records.view_path(*view.key)
        return self.cache.get_or_make(f"{name} {path}", self._file(path), make)

    def _file(self, path: str) -> str:
        return self.digests.get(path, "")

    def _question(self, slug: str) -> str:
        """The key of a question with its answers and contributors."""
        if slug not in self._by_question:
            views = (records.view_path(*view.key) for view in self.library.views_on(slug))
            digests = [*self._without_answers(slug), *map(self._file, views)]
            self._by_question[slug] = digest(*digests) if all(digests) else ""
        return self._by_question[slug]

    def _without_answers(self, slug: str) -> list[str]:
        """A question's slug, the digests of it and its contributors, and whether its document has no other question."""
        is_alone = not self.library.from_same_document(self.library.questions[slug])
        contributors = [records.contributor_path(view.contributor) for view in self.library.views_on(slug)]
        return [slug, str(is_alone), *map(self._file, (records.question_path(slug), *contributors))]

    def _without_summaries(self, slug: str) -> str:
        """The key of a question whose answers are shown without their summaries. It is cached, since it takes long."""

        def make() -> str:
            views = (view.model_dump(exclude=_SUMMARIES) for view in self.library.views_on(slug))
            return digest(*self._without_answers(slug), *views)

        key = self._question(slug)
        return self.cache.get_or_make(f"without summaries {slug}", key, make) if key else ""
