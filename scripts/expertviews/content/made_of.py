"""What is made of a record: a digest of all that it is made of says whether it would be the same again."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from expertviews.content import records
from expertviews.kept import Kept, digest
from expertviews.model import Library, Question, View

_Made = TypeVar("_Made")
_IN_SHORT = {"gist", "key_quote"}
"""The keys of a view that only its own page, its question's and the home page show, and its data."""


@dataclass(frozen=True)
class MadeOf:
    """Digests of parts of a library, from those of its files; each is empty if it isn't known.

    `ground` is of what everything is made of; `known` is what is kept.
    """

    library: Library
    digests: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""
    known: Kept = field(default_factory=Kept)
    _of_questions: dict[str, str] = field(default_factory=dict)

    def questions(
        self, slugs: Iterable[str], *facts: object, themes: Iterable[str] | None = None, in_short: bool = False
    ) -> str:
        """Of some questions with their answers and who gave them, of facts, and of some themes, or else all.

        What only says an answer `in_short` is left out, unless it is asked for.
        """
        shown = map(records.theme_path, self.library.themes if themes is None else themes)
        asked = map(self._question if in_short else self._but_in_short, slugs)
        parts = [self.ground, *map(self.file, shown), *asked]
        return digest(*parts, *facts) if all(parts) else ""

    def contributors(self, slugs: Collection[str], *facts: object, themes: Iterable[str] | None = None) -> str:
        """Of some contributors with their answers, of the questions, with everybody's answers, of facts and themes."""
        views = [view for who in slugs for view in self.library.views_by(who)]
        own = (records.view_path(it.question, it.contributor) for it in views)
        files = map(self.file, (*map(records.contributor_path, slugs), *own))
        return self.questions(sorted({it.question for it in views}), *files, *facts, themes=themes)

    def everything(self, *facts: object) -> str:
        """Of all questions, contributors and themes, and of facts."""
        people = map(self.file, map(records.contributor_path, self.library.contributors))
        return self.questions(self.library.questions, *people, *facts)

    def of_view(self, name: str, view: View, make: Callable[[], _Made]) -> _Made:
        """Something that is made of nothing but a view."""
        path = records.view_path(*view.key)
        return self.known.value(f"{name} {path}", self.file(path), make)

    def of_question(self, question: Question) -> str:
        """Of a question without its answers."""
        return f"{question.slug} {self.file(records.question_path(question.slug))}"

    def file(self, path: str) -> str:
        """Of a file of the record."""
        return self.digests.get(path, "")

    def _question(self, slug: str) -> str:
        if slug not in self._of_questions:
            views = (records.view_path(slug, it.contributor) for it in self.library.views_on(slug))
            found = [*self._beside_answers(slug), *map(self.file, views)]
            self._of_questions[slug] = digest(*found) if all(found) else ""
        return self._of_questions[slug]

    def _beside_answers(self, slug: str) -> Sequence[str]:
        """Of a question and who answered."""
        people = [records.contributor_path(it.contributor) for it in self.library.views_on(slug)]
        alone = not self.library.from_same_document(self.library.questions[slug])
        return [str(alone), *map(self.file, (records.question_path(slug), *people))]

    def _but_in_short(self, slug: str) -> str:
        """Of a question with its answers, without what says these in short; it is kept, since it takes long."""

        def make() -> str:
            views = (it.model_dump(exclude=_IN_SHORT) for it in self.library.views_on(slug))
            return digest(*self._beside_answers(slug), *views)

        made_of = self._question(slug)
        return self.known.value(f"in short {slug}", made_of, make) if made_of else ""
