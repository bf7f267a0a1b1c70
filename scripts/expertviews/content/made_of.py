"""What is made of a record: a digest of all that it is made of says whether it would be the same again."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from expertviews.content import records
from expertviews.kept import Kept, digest
from expertviews.model import Library, Question, View

_Made = TypeVar("_Made")
_IN_SHORT = {"gist", "key_quote"}


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

    def questions(self, slugs: Iterable[str], *facts: object, themes: Iterable[str] | None = None) -> str:
        """Of some questions with their answers and who gave them, of facts, and of some themes, or else all."""
        shown = map(records.theme_path, self.library.themes if themes is None else themes)
        parts = [self.ground, *map(self.file, shown), *map(self._question, slugs)]
        return digest(*parts, *facts) if all(parts) else ""

    def contributors(self, slugs: Collection[str], *facts: object, themes: Iterable[str] | None = None) -> str:
        """Of some contributors, of the questions that they answered, with everybody's answers, of facts and themes."""
        questions = {view.question for who in slugs for view in self.library.views_by(who)}
        own = map(self.file, map(records.contributor_path, slugs))
        return self.questions(sorted(questions), *own, *facts, themes=themes)

    def everything(self, *facts: object) -> str:
        """Of all questions, contributors and themes, and of facts, but not of what only says answers in short."""
        shown = map(self._but_in_short, self.library.questions.values())
        people = map(self.file, map(records.contributor_path, self.library.contributors))
        return self.questions((), *shown, *people, *facts)

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

    def _but_in_short(self, question: Question) -> str:
        """Of a question with its answers, without what says these in short; it is kept, since it takes long."""
        name, made_of = f"in short {question.slug}", self._question(question.slug)
        known = self.known.get(name, made_of)
        if known is None:
            views = [it.model_dump(exclude=_IN_SHORT) for it in self.library.views_on(question.slug)]
            known = digest(self.of_question(question), *views)
            self.known.note(name, made_of, known)
        return str(known)

    def _question(self, slug: str) -> str:
        if slug not in self._of_questions:
            people = [view.contributor for view in self.library.views_on(slug)]
            paths = [records.question_path(slug), *(records.view_path(slug, it) for it in people)]
            found = [*map(self.file, (*paths, *map(records.contributor_path, people)))]
            alone = not self.library.from_same_document(self.library.questions[slug])
            self._of_questions[slug] = digest(alone, *found) if all(found) else ""
        return self._of_questions[slug]
