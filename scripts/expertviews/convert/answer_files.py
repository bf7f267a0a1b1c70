"""The files that answers become: their contributors, and their views with every word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from pydantic import ValidationError

from expertviews import characters, checks, content, people, quotes, tagging
from expertviews.content import documents
from expertviews.model import Contributor, Part, Prompt, SeedSource, Theme, View
from expertviews.outlines import Answer, RoundTable
from expertviews.people import Attribution, Choices, ContributorMatch
from expertviews.problems import Place, Problem, ProblemsFound, shown
from expertviews.seeds import joint_names

_EMPHASIS = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)")
_WITHOUT_BIDI = str.maketrans(dict.fromkeys(characters.BIDI_MARKS))


@dataclass
class AnswerFiles:
    """The files of the answers in a document, by path relative to the root.

    `known` has all contributors; new ones are added. `learned` is what filed excerpts teach about each theme. `remarks`
    are for the editor to check. `language` is the document's.
    """

    seed: str
    asked: str | None
    choices: Choices
    themes: tuple[Theme, ...]
    known: dict[str, Contributor]
    learned: Mapping[str, tagging.Learned]
    language: str
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)

    def add(self, question: str, table: RoundTable, answer: Answer) -> None:
        """Draft the files of an answer to a question. Raises ProblemsFound if it isn't clear who answers."""
        by = attribution(answer)
        full = people.fuller_name(by.name, " ".join([*table.introduction, *(it.text for it in answer.prompts)]))
        if full:
            self.remarks.append(f"is “{shown(by.name)}” {shown(full)}, who is named above the answers?")
            by = replace(by, name=full)
        try:
            contributor = self._contributor(question, answer, by)
        except ValidationError:
            what = f"“{shown(answer.byline)}” doesn't contain a name"
            remedy = "in the outline, give the role `name` to the words that name somebody"
            raise ProblemsFound([Problem(self._place(answer), "no-name", what, remedy)]) from None
        view = _view(question, self.seed, answer, contributor, tuple(theme.slug for theme in self.themes))
        data = _data(view)
        suggestions = tagging.suggest(view.paragraphs, self.themes, table.question, self.learned, self.language)
        if suggestions:
            data["excerpts"] = [found.data for found in suggestions]
        self.files[content.view_path(question, contributor.slug)] = data
        self.told[contributor.slug] = by.affiliation

    def _contributor(self, question: str, answer: Answer, by: Attribution) -> Contributor:
        """Who answers; a new contributor is drafted."""
        name = people.display_name(by.name)
        kind = people.kind(name)
        found = self._match(question, answer, by, name, kind)
        self.remarks += found.questions
        year = self.asked[:4] if self.asked else None
        stated = (people.affiliations_in(_clean(text), by.name, year) for text in (by.affiliation, *answer.bio))
        affiliations = tuple(dict.fromkeys(chain.from_iterable(stated)))
        if found.contributor:
            differing = people.affiliation_question(name, found.contributor, affiliations) if kind == "person" else None
            self.remarks += [differing] if differing else []
            return found.contributor
        path = content.contributor_path(found.slug)
        if answer.byline != _clean(answer.byline):
            self.remarks.append(f"is {name} spelt right in {path}? The document reverses the order of letters there")
        contributor = Contributor(
            slug=found.slug,
            name=name,
            sort_name=people.sort_name(name, kind),
            kind=kind,
            disambiguation=found.disambiguation,
            also_known_as=tuple(dict.fromkeys(it for it in (by.name, *by.also) if not name.startswith(it))),
            affiliations=affiliations,
        )
        self.remarks += _name_doubts(contributor, path) if kind == "person" else ()
        self.known[contributor.slug] = contributor
        self.files[path] = _data(contributor)
        return contributor

    def _match(self, question: str, answer: Answer, by: Attribution, name: str, kind: str) -> ContributorMatch:
        """Whom the name means. Raises ProblemsFound if that isn't clear, or somebody answers a second time."""
        if kind == "anonymous":
            taken = {slug for slug in self.known if content.view_path(question, slug) in self.files}
            slug = people.free_slug(f"{question}-{people.slug(name)}", taken)
            return ContributorMatch(self.known.get(slug), slug)
        found = people.find_contributor(self.known, name, self.choices, self._place(answer), by.also)
        if content.view_path(question, found.slug) not in self.files:
            return found
        if by.affiliation and self.told.get(found.slug, by.affiliation) != by.affiliation:
            return people.namesake(self.known, name, by.affiliation)
        what = f"“{shown(name)}” already answers this question, as `{found.slug}`"
        remedy = (
            f"if they are two people, convert with --who '{name}={found.slug}-WORD'; if they are one, give the same "
            "words the role `name` in both places in the outline, and the rest there `aside`"
        )
        raise ProblemsFound([Problem(self._place(answer), "name-repeated", what, remedy)])

    def _place(self, answer: Answer) -> Place:
        return Place(f"{documents.SEEDS}/{self.seed}", answer.line)


def attribution(answer: Answer) -> Attribution:
    """What the lines that name somebody say, without characters that reverse the order of letters."""
    return people.read_attribution(_clean(answer.byline), [_clean(line) for line in answer.affiliations])


def _clean(words: str) -> str:
    return words.translate(_WITHOUT_BIDI)


def _name_doubts(who: Contributor, path: str) -> Iterator[str]:
    """What to check in the file of a new person with an ambiguous name."""
    if " & " in who.name or (" and " in who.name and len(joint_names(who.name)) == 1):
        yield f"is {who.name} two people? If it is an organisation, write `kind: organisation` in {path}"
    elif " " in who.name and who.name.upper() != who.name.lower() and who.sort_name and "," not in who.sort_name:
        yield f"is `sort_name` right in {path}? If there is a family name, write it first, then a comma"


def _view(question: str, seed: str, answer: Answer, contributor: Contributor, themes: tuple[str, ...]) -> View:
    lines = " ".join([answer.byline, *answer.affiliations])
    byline = checks.unmarked(quotes.fold(_EMPHASIS.sub("", lines)))
    return View(
        question=question,
        contributor=contributor.slug,
        source=SeedSource(seed=seed, lines=answer.lines),
        status="draft",
        read_for=themes,
        byline=byline if byline not in {"", *contributor.names} else None,
        title=answer.heading,
        bio="\n\n".join(answer.bio) or None,
        notes=tuple(answer.notes),
        prompts=tuple(Prompt(before=prompt.before, text=prompt.text) for prompt in answer.prompts),
        text="\n\n".join(answer.paragraphs) + "\n",
    )


def _data(part: Part) -> dict[str, Any]:
    """A part of the record as written: keys in the order of the model, without defaults."""
    return part.model_dump(mode="json", exclude_defaults=True)
