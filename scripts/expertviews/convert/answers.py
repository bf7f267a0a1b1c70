"""The answers of a round-table to drafts of its files: who answers, and their views with every word of theirs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from expertviews import characters, checks, content, people, quotes, tagging
from expertviews.content import documents
from expertviews.model import Contributor, Part, Prompt, SeedSource, Theme, View
from expertviews.outlines import Answer
from expertviews.people import Attribution, BioFacts, Choices, ContributorMatch
from expertviews.problems import Place, Problem, ProblemsFound, counted, shown
from expertviews.seeds import joint_names

T = TypeVar("T")
_A = {"person": "a person", "organisation": "an organisation", "anonymous": "anonymous"}
_EMPHASIS = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)")
_UNTURNED = str.maketrans(dict.fromkeys(characters.BIDI_MARKS))


@dataclass
class Drafts:
    """The files that the answers to a question become, by path relative to the root.

    `known` are the contributors there are, to which new ones are added. `learned` is what filed excerpts teach, by
    theme. `remarks` are for the editor to look at; `explanations` say why names and excerpts were read as they were.
    """

    question: str
    asked_words: str
    asked: str | None
    seed: str
    choices: Choices
    themes: tuple[Theme, ...]
    known: dict[str, Contributor]
    learned: Mapping[str, tagging.Learned]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)

    def add(self, answer: Answer) -> None:
        """Draft the files of an answer. Raises ProblemsFound where it isn't clear who answers."""
        try:
            contributor = self._contributor(answer, attribution(answer))
        except ValidationError:
            what = f"“{shown(answer.byline)}” has no name in it"
            remedy = "in the outline, give the words that name somebody the role `name`"
            raise ProblemsFound([Problem(self._place(answer), "no-name", what, remedy)]) from None
        view = _view(self.question, self.seed, answer, contributor)
        data = _plain(view)
        suggestions = tagging.suggest(view.paragraphs, self.themes, self.asked_words, self.learned)
        if suggestions:
            data["excerpts"] = [{"theme": found.theme, **_plain(found.excerpt)} for found in suggestions]
        self.explanations.append(f"  read: {_parts_of(answer)}")
        self.explanations += [
            f"  {suggestion.theme}, paragraph {suggestion.stretch.paragraph}: {reason}"
            for suggestion in suggestions
            for reason in suggestion.reasons
        ]
        self.files[content.view_path(self.question, contributor.slug)] = data
        self.described[contributor.slug] = attribution(answer).affiliation

    def _contributor(self, answer: Answer, by: Attribution) -> Contributor:
        """Who answers; somebody new is drafted."""
        name = people.display_name(by.name)
        kind, why = people.kind(name)
        authors = joint_names(name)
        who = "persons" if len(authors) > 1 else _A[kind]
        self.explanations.append(f"line {answer.line}: {name}, {who}: {why}")
        if len(authors) > 1:
            self.explanations.append("  they answer together, so they are one contributor; each alone is another")
        stated = _stated(answer, by, self.asked)
        found = self._match(answer, by, name, kind)
        self.explanations += [f"  {remark}" for remark in found.explanations]
        self.remarks += found.questions
        if found.contributor:
            differing = (
                people.affiliation_question(name, found.contributor, stated.affiliations) if kind == "person" else None
            )
            self.remarks += [differing] if differing else []
            return found.contributor
        path = content.contributor_path(found.slug)
        if answer.byline != _unturned(answer.byline):
            self.remarks.append(f"does {path} spell {name} right? The document turns letters round there")
        contributor = Contributor(
            slug=found.slug,
            name=name,
            sort_name=people.sort_name(name, kind),
            kind=kind,
            disambiguation=found.disambiguation,
            also_known_as=_distinct(spelling for spelling in (by.name, *by.also) if not name.startswith(spelling)),
            affiliations=stated.affiliations,
            education=stated.education,
        )
        self.remarks += _name_doubts(contributor, path) if kind == "person" else ()
        self.known[contributor.slug] = contributor
        self.files[path] = _plain(contributor)
        return contributor

    def _match(self, answer: Answer, by: Attribution, name: str, kind: str) -> ContributorMatch:
        """Whom the name means. Raises ProblemsFound where that isn't clear, or somebody answers a second time."""
        if kind == "anonymous":
            taken = {slug for slug in self.known if content.view_path(self.question, slug) in self.files}
            slug = people.free_slug(f"{self.question}-{people.slug(name)}", taken)
            return ContributorMatch(self.known.get(slug), slug)
        found = people.find_contributor(self.known, name, self.choices, self._place(answer), by.also)
        if content.view_path(self.question, found.slug) not in self.files:
            return found
        if by.affiliation and self.described.get(found.slug, by.affiliation) != by.affiliation:
            return people.namesake(self.known, name, by.affiliation)
        what = f"“{shown(name)}” answers this question already, as `{found.slug}`"
        remedy = (
            f"if they are two people, convert with --who '{name}={found.slug}-WORD'; if they are one, give the same "
            "words the role `name` at both places of the outline, and what else stands there `aside`"
        )
        raise ProblemsFound([Problem(self._place(answer), "name-repeated", what, remedy)])

    def _place(self, answer: Answer) -> Place:
        return Place(f"{documents.SEEDS}/{self.seed}", answer.line)


def attribution(answer: Answer) -> Attribution:
    """What the lines that name somebody call them, without characters that turn the order of letters round."""
    return people.read_attribution(_unturned(answer.byline), [_unturned(line) for line in answer.affiliations])


def paragraphs_of(parts: Iterable[str]) -> str:
    """Paragraphs as a text with a blank line between them."""
    return "".join(f"{part}\n\n" for part in parts)[:-1]


def _unturned(words: str) -> str:
    return words.translate(_UNTURNED)


def _stated(answer: Answer, by: Attribution, asked: str | None) -> BioFacts:
    """What byline and bio say plainly of who answers."""
    year = asked[:4] if asked else None
    found = [people.bio_facts(text, by.name, year) for text in (by.affiliation, *map(_unturned, answer.bio))]
    return BioFacts(
        _distinct(affiliation for facts in found for affiliation in facts.affiliations),
        _distinct(degree for facts in found for degree in facts.education),
    )


def _name_doubts(who: Contributor, path: str) -> Iterator[str]:
    """What to check in the file of a new person with an ambiguous name."""
    if " & " in who.name or (" and " in who.name and len(joint_names(who.name)) == 1):
        yield f"is {who.name} two people? if an organisation, write `kind: organisation` in {path}"
    elif " " in who.name and who.name.upper() != who.name.lower() and who.sort_name and "," not in who.sort_name:
        yield f"is `sort_name` right in {path}? if there is a family name, write it first, with a comma after it"


def _parts_of(answer: Answer) -> str:
    """Which parts an answer has, in words."""
    words = {"affiliation": attribution(answer).affiliation, "title": answer.heading, "bio": " ".join(answer.bio)}
    numbers = [counted(len(answer.paragraphs), "paragraph")]
    numbers += [counted(len(answer.notes), "note")] if answer.notes else []
    return ", ".join([*(f"{part} “{shown(said, 40)}”" for part, said in words.items() if said), *numbers])


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    """The items without repeats, in their order."""
    return tuple(dict.fromkeys(items))


def _view(question: str, seed: str, answer: Answer, contributor: Contributor) -> View:
    lines = " ".join([answer.byline, *answer.affiliations])
    byline = checks.unmarked(quotes.fold(_EMPHASIS.sub("", lines)))
    return View(
        question=question,
        contributor=contributor.slug,
        source=SeedSource(seed=seed, lines=answer.lines),
        status="draft",
        byline=byline if byline not in {"", contributor.name, *contributor.also_known_as} else None,
        title=answer.heading,
        bio="\n\n".join(answer.bio) or None,
        notes=tuple(answer.notes),
        prompts=tuple(Prompt(before=prompt.before, text=prompt.text) for prompt in answer.prompts),
        text=paragraphs_of(answer.paragraphs),
    )


def _plain(part: Part) -> dict[str, Any]:
    """A part of the record as it is written: keys in the models' order, without those that say nothing."""
    return part.model_dump(mode="json", exclude_defaults=True)
