"""One answer of a document to drafts of its files: who answers, and the view, every word of the answer in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from expertviews import content, outlines, quotes, tagging
from expertviews.checks import provenance
from expertviews.content import Record, documents
from expertviews.model import BIDI_CONTROLS, Contributor, Part, Prompt, SeedSource, View
from expertviews.people import bios, identity, names, naming, surnames
from expertviews.people.identity import Choices
from expertviews.problems import Place, Problem, ProblemsFound, counted, shown
from expertviews.seeds.bylines import joint_names

T = TypeVar("T")
_A = {"person": "a person", "organisation": "an organisation", "anonymous": "anonymous"}
_EMPHASIS = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)")
_UNTURNED = str.maketrans(dict.fromkeys(BIDI_CONTROLS))


@dataclass
class Notebook:
    """What is found out while a document is drafted."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)
    anonymous: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A round-table of a document, as its answers need it."""

    question: str
    question_text: str
    seed: str
    asked: str | None
    choices: Choices
    learned: Mapping[str, tagging.Learned] = field(default_factory=dict)

    def place(self, answer: outlines.Answer) -> Place:
        """Where an answer begins."""
        return Place(f"{documents.FOLDER}/{self.seed}", answer.line)


def draft(
    record: Record, known: dict[str, Contributor], source: Source, answer: outlines.Answer, notebook: Notebook
) -> None:
    """Notes the files that an answer becomes, and adds a new contributor to the `known`.

    Raises ProblemsFound where it can't be told who answers.
    """
    try:
        contributor, new = _contributor(known, source, answer, notebook)
    except ValidationError:
        what = f"“{shown(answer.byline)}” has no name in it"
        remedy = "in the outline, give the words that name somebody the role `name`"
        raise ProblemsFound([Problem(source.place(answer), "no-name", what, remedy)]) from None
    if new:
        known[contributor.slug] = contributor
        notebook.files[content.contributor_path(contributor.slug)] = _plain(contributor)
    view = _view(source, answer, contributor)
    data = _plain(view)
    themes = record.library.ordered_themes
    suggestions = tagging.suggest(view.paragraphs, themes, source.question_text, source.learned)
    if suggestions:
        data["excerpts"] = [{"theme": found.theme, **_plain(found.excerpt)} for found in suggestions]
    notebook.explanations.append(f"  read: {_told(answer)}")
    notebook.explanations.extend(
        f"  {suggestion.theme}, paragraph {suggestion.stretch.paragraph}: {reason}"
        for suggestion in suggestions
        for reason in suggestion.reasons
    )
    notebook.files[content.view_path(source.question, contributor.slug)] = data
    notebook.told[contributor.slug] = called(answer).told


def called(answer: outlines.Answer) -> naming.Called:
    """What the lines that name somebody call them, without characters that turn the order of letters round."""
    return naming.from_line(answer.byline.translate(_UNTURNED), [it.translate(_UNTURNED) for it in answer.affiliations])


def _contributor(
    known: Mapping[str, Contributor], source: Source, answer: outlines.Answer, notebook: Notebook
) -> tuple[Contributor, bool]:
    """Who answers, and whether they are new."""
    by = called(answer)
    name = names.display_name(by.name)
    kind, why = names.kind(name)
    authors = joint_names(name)
    who = "persons" if len(authors) > 1 else _A[kind]
    notebook.explanations.append(f"line {answer.line}: {name}, {who}: {why}")
    if len(authors) > 1:
        notebook.explanations.append("  they answer together, so they are one contributor; each alone is another")
    stated = _stated(source, answer, by)
    found = _match(known, source, answer, notebook, by)
    notebook.explanations.extend(f"  {remark}" for remark in found.explanations)
    notebook.remarks.extend(found.questions)
    if found.contributor:
        differing = identity.differing(name, found.contributor, stated.affiliations) if kind == "person" else None
        notebook.remarks.extend([differing] if differing else [])
        return found.contributor, False
    notebook.remarks.extend(_doubts(name, found.slug) if kind == "person" else ())
    if answer.byline != answer.byline.translate(_UNTURNED):
        path = content.contributor_path(found.slug)
        notebook.remarks.append(f"does {path} spell {name} right? The document turns letters round there")
    contributor = Contributor(
        slug=found.slug,
        name=name,
        sort_name=names.sort_name(name) if kind == "person" else None,
        kind=kind,
        disambiguation=found.disambiguation,
        also_known_as=_distinct(spelling for spelling in (by.name, *by.also) if not name.startswith(spelling)),
        affiliations=stated.affiliations,
        education=stated.education,
    )
    return contributor, True


def _stated(source: Source, answer: outlines.Answer, by: naming.Called) -> bios.Facts:
    """What byline and bio say plainly of who answers."""
    year = source.asked[:4] if source.asked else None
    texts = (by.told, *(paragraph.translate(_UNTURNED) for paragraph in answer.bio))
    found = [bios.facts(text, by.name, year) for text in texts]
    return bios.Facts(
        _distinct(affiliation for facts in found for affiliation in facts.affiliations),
        _distinct(degree for facts in found for degree in facts.education),
    )


def _doubts(name: str, slug: str) -> Iterator[str]:
    """What to look at in the file of somebody new, whose name can be taken in two ways."""
    path = content.contributor_path(slug)
    for each in joint_names(name):
        doubt = surnames.doubt(each)
        if doubt:
            what = f"is “{names.sort_name(each)}” how {each} is sorted? {doubt.why}"
            yield f"{what}; if not, write `sort_name: {doubt.sort_name}` in {path}"
    if names.share_surname(name):
        yield f"is {name} two people? if an organisation, write `kind: organisation` in {path}, without `sort_name`"


def _match(
    known: Mapping[str, Contributor], source: Source, answer: outlines.Answer, notebook: Notebook, by: naming.Called
) -> identity.Match:
    """Whom the name means. Raises ProblemsFound where that can't be told, or somebody answers a second time."""
    name = names.display_name(by.name)
    if names.kind(name)[0] == "anonymous":
        slug = identity.free(f"{source.question}-{names.slug(name)}", notebook.anonymous)
        notebook.anonymous.add(slug)
        return identity.Match(known.get(slug), slug)
    found = identity.match(known, name, source.choices, source.place(answer), by.also)
    if content.view_path(source.question, found.slug) not in notebook.files:
        return found
    if by.told and notebook.told.get(found.slug, by.told) != by.told:
        return identity.namesake(known, name, by.told)
    what = f"“{shown(name)}” answers this question already, as `{found.slug}`"
    remedy = (
        f"if they are two people, convert with --who '{name}={found.slug}-WORD'; if they are one, give the same words "
        "the role `name` at both places of the outline, and what else stands there `aside`"
    )
    raise ProblemsFound([Problem(source.place(answer), "name-repeated", what, remedy)])


def _told(answer: outlines.Answer) -> str:
    """Which parts an answer has, in words."""
    bio, affiliation = " ".join(answer.bio), called(answer).told
    parts = (("affiliation", affiliation), ("title", answer.heading), ("bio", bio))
    numbers = [counted(len(answer.paragraphs), "paragraph")]
    numbers += [counted(len(answer.notes), "note")] if answer.notes else []
    return ", ".join([*(f"{word} “{shown(part, 40)}”" for word, part in parts if part), *numbers])


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    """The items without repeats, in their order."""
    return tuple(dict.fromkeys(items))


def _view(source: Source, answer: outlines.Answer, contributor: Contributor) -> View:
    spellings = {contributor.name, *contributor.also_known_as}
    byline = _byline(answer)
    return View(
        question=source.question,
        contributor=contributor.slug,
        source=SeedSource(seed=source.seed, lines=answer.lines),
        status="draft",
        byline=byline if byline and byline not in spellings else None,
        title=answer.heading,
        bio="\n\n".join(answer.bio) or None,
        notes=tuple(answer.notes),
        prompts=tuple(Prompt(before=prompt.before, text=prompt.text) for prompt in answer.prompts),
        text=paragraphs_of(answer.paragraphs),
    )


def _byline(answer: outlines.Answer) -> str:
    """What stands on the lines of name and affiliation, without emphasis, and without the marks that set a name off."""
    lines = " ".join([answer.byline, *answer.affiliations])
    return provenance.unmarked(quotes.fold(_EMPHASIS.sub("", lines)))


def paragraphs_of(parts: Iterable[str]) -> str:
    """Paragraphs as a text with a blank line between them."""
    return "".join(f"{part}\n\n" for part in parts)[:-1]


def _plain(part: Part) -> dict[str, Any]:
    """A part of the record as it is written: keys in the models' order, without those that say nothing."""
    return part.model_dump(mode="json", exclude_defaults=True)
