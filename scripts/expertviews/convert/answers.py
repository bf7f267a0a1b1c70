"""One answer of a document to drafts of its files: who answers, and the view, every word of the answer in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from expertviews import content, quotes, seeds, tagging
from expertviews.checks import provenance
from expertviews.content import Record, documents
from expertviews.model import BIDI_CONTROLS, Contributor, Part, SeedSource, View
from expertviews.people import bios, identity, names, naming, surnames
from expertviews.people.identity import Choices
from expertviews.problems import Place, Problem, ProblemsFound, counted, shown
from expertviews.seeds.bylines import joint_names

T = TypeVar("T")
_A = {"person": "a person", "organisation": "an organisation", "anonymous": "anonymous"}


@dataclass
class Notebook:
    """What is found out while a document is drafted."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)
    anonymous: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A round-table of a document, as its answers need it."""

    question: str
    question_text: str
    seed: str
    text: str
    asked: str | None
    parts: Sequence[seeds.Part]
    choices: Choices


def draft(
    record: Record, known: dict[str, Contributor], source: Source, answer: seeds.Answer, notebook: Notebook
) -> None:
    """Notes the files that an answer becomes, and adds a new contributor to the `known`.

    Raises ProblemsFound where it can't be told who answers, or the view wouldn't say what the document says.
    """
    contributor, new = _contributor(known, source, answer, notebook)
    if new:
        known[contributor.slug] = contributor
        notebook.files[content.contributor_path(contributor.slug)] = _plain(contributor)
    view = _view(source, answer, contributor)
    _prove(view, contributor, source, answer)
    data = _plain(view)
    suggestions = tagging.suggest(view.paragraphs, record.library.ordered_themes, source.question_text)
    if suggestions:
        data["excerpts"] = [{"theme": found.theme, **_plain(found.excerpt)} for found in suggestions]
    notebook.explanations.append(f"  read: {_told(answer)}")
    notebook.explanations.extend(
        f"  {suggestion.theme}, paragraph {suggestion.stretch.paragraph}: {reason}"
        for suggestion in suggestions
        for reason in suggestion.reasons
    )
    notebook.files[content.view_path(source.question, contributor.slug)] = data
    notebook.told[contributor.slug] = _called(source, answer).told


def _contributor(
    known: Mapping[str, Contributor], source: Source, answer: seeds.Answer, notebook: Notebook
) -> tuple[Contributor, bool]:
    """Who answers, and whether they are new."""
    called = _called(source, answer)
    name = names.display_name(called.name)
    kind, why = names.kind(name)
    notebook.names.update({answer.name.text, called.name})
    notebook.explanations.append(f"line {answer.name.first_line}: {name}, {_who(answer, kind)}: {why}")
    if len(answer.names) > 1:
        notebook.explanations.append("  they answer together, so they are one contributor; each alone is another")
    stated = _stated(source, answer, called)
    found = _match(known, source, answer, notebook, called)
    notebook.explanations.extend(f"  {remark}" for remark in found.explanations)
    notebook.questions.extend(found.questions)
    if found.contributor:
        asked = identity.differing(name, found.contributor, stated.affiliations) if kind == "person" else None
        notebook.questions.extend([asked] if asked else [])
        return found.contributor, False
    notebook.questions.extend(_doubts(name, found.slug) if kind == "person" else ())
    spellings = (answer.name.text, called.name, *called.also)
    contributor = Contributor(
        slug=found.slug,
        name=name,
        sort_name=names.sort_name(name) if kind == "person" else None,
        kind=kind,
        disambiguation=found.disambiguation,
        also_known_as=_distinct(spelling for spelling in spellings if not name.startswith(spelling)),
        affiliations=stated.affiliations,
        education=stated.education,
    )
    return contributor, True


def _called(source: Source, answer: seeds.Answer) -> naming.Called:
    """What the byline calls who answers. Raises ProblemsFound where the name has characters that no name has."""
    start, end = answer.name.spans[0][0], answer.name.spans[-1][1]
    told = answer.affiliation
    gap = source.text[end : told.spans[0][0]] if told and told.spans[0][0] > end else ""
    called = naming.read(answer.name.text, gap, _listed(source.text, told))
    hidden = next((at for at in range(start, end) if source.text[at] in BIDI_CONTROLS), None)
    if hidden is not None:
        column = hidden - source.text.rfind("\n", 0, hidden)
        place = Place(f"{documents.FOLDER}/{source.seed}", source.text.count("\n", 0, hidden) + 1, column)
        what = f"the name “{shown(answer.name.text)}” has an invisible character that turns the order of letters round"
        remedy = f"delete it (U+{ord(source.text[hidden]):04X}), or type it again"
        raise ProblemsFound([Problem(place, "hidden-character", what, remedy)])
    return called


def _who(answer: seeds.Answer, kind: names.Kind) -> str:
    return "persons" if len(answer.names) > 1 else _A[kind]


def _stated(source: Source, answer: seeds.Answer, called: naming.Called) -> bios.Facts:
    """What byline and bio say plainly of who answers."""
    year = source.asked[:4] if source.asked else None
    texts = (called.told, answer.bio.text if answer.bio else "")
    found = [bios.facts(text, called.name, year) for text in texts]
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
    known: Mapping[str, Contributor], source: Source, answer: seeds.Answer, notebook: Notebook, called: naming.Called
) -> identity.Match:
    """Whom the name means. Raises ProblemsFound where that can't be told, or somebody answers a second time."""
    name = names.display_name(called.name)
    place = Place(f"{documents.FOLDER}/{source.seed}", answer.name.first_line)
    if names.kind(name)[0] == "anonymous":
        slug = identity.free(f"{source.question}-{names.slug(name)}", notebook.anonymous)
        notebook.anonymous.add(slug)
        return identity.Match(known.get(slug), slug)
    found = identity.match(known, name, source.choices, place, called.also)
    if content.view_path(source.question, found.slug) not in notebook.files:
        return found
    if called.told and notebook.told.get(found.slug, called.told) != called.told:
        return identity.namesake(known, name, called.told)
    what = f"“{shown(name)}” speaks again under this question, as `{found.slug}`"
    remedy = "make one answer of the two; if they are two people, add to each name what each of them does"
    raise ProblemsFound([Problem(place, "name-repeated", what, remedy)])


def _told(answer: seeds.Answer) -> str:
    """Which parts an answer has, in words."""
    parts = (("affiliation", answer.affiliation), ("title", answer.heading), ("bio", answer.bio))
    numbers = [counted(len(answer.paragraphs), "paragraph")]
    numbers += [counted(len(answer.notes), "note")] if answer.notes else []
    return ", ".join([*(f"{word} “{shown(part.text, 40)}”" for word, part in parts if part), *numbers])


def _listed(text: str, affiliation: seeds.Part | None) -> str:
    """An affiliation as one line: what stands on several is a list."""
    return ", ".join(text[start:end].rstrip(", ") for start, end in affiliation.spans) if affiliation else ""


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    """The items without repeats, in their order."""
    return tuple(dict.fromkeys(items))


def _view(source: Source, answer: seeds.Answer, contributor: Contributor) -> View:
    byline = _byline(source, answer)
    return View(
        question=source.question,
        contributor=contributor.slug,
        source=SeedSource(seed=source.seed, lines=_lines(answer)),
        status="draft",
        byline=byline if byline not in {contributor.name, *contributor.also_known_as} else None,
        title=answer.heading.text if answer.heading else None,
        bio=answer.bio.text if answer.bio else None,
        notes=(*(note.text for note in answer.notes), *_labels(source, answer)),
        text=paragraphs_of(answer.paragraphs),
    )


def _lines(answer: seeds.Answer) -> str:
    single = answer.first_line == answer.last_line
    return str(answer.first_line) if single else f"{answer.first_line}-{answer.last_line}"


def _byline(source: Source, answer: seeds.Answer) -> str:
    """What stands on the lines of name and affiliation, without emphasis, and without the marks that set a name off."""
    run = next(run for named, run in _runs(source, answer) if named)
    emphasis = {at for part in run if part.kind == "mark" for span in part.spans for at in range(*span)}
    extent = range(run[0].spans[0][0], run[-1].spans[-1][1])
    kept = "".join(source.text[at] for at in extent if not (at in emphasis and source.text[at] in "*_"))
    return provenance.unmarked(quotes.fold(kept))


def _runs(source: Source, answer: seeds.Answer) -> Iterator[tuple[bool, list[seeds.Part]]]:
    """The answer's parts in their order, those of the byline together; whether a run is the byline."""
    within = [part for part in source.parts if answer.first_line <= part.first_line <= answer.last_line]
    last = (answer.affiliation or answer.name).last_line

    def in_byline(part: seeds.Part) -> bool:
        return part.kind in {"name", "affiliation", "mark"} and answer.name.first_line <= part.first_line <= last

    for _, parts in groupby(within, key=in_byline):
        run = list(parts)
        yield any(part.kind == "name" for part in run), run


def _labels(source: Source, answer: seeds.Answer) -> Iterator[str]:
    """Words of the layout within an answer, such as `About the author:`; those of the byline are part of it."""
    for named, run in _runs(source, answer):
        if not named:
            yield from (part.text for part in run if part.kind == "mark" and any(map(str.isalpha, part.text)))


def _prove(view: View, contributor: Contributor, source: Source, answer: seeds.Answer) -> None:
    """That the view says what the document says. Raises ProblemsFound."""
    if not isinstance(view.source, SeedSource):
        return
    place = Place(f"{documents.FOLDER}/{source.seed}", answer.first_line)
    lost = [
        Problem(place, "seed-differs", found.what, f"put the document in another layout here: {found.remedy}")
        for found in provenance.discrepancies(view, contributor, view.source, source.text)
    ]
    if lost:
        raise ProblemsFound(lost)


def paragraphs_of(parts: Sequence[seeds.Part]) -> str:
    """Parts as a text with a blank line between them."""
    return "".join(f"{part.text}\n\n" for part in parts)[:-1]


def _plain(part: Part) -> dict[str, Any]:
    """A part of the record as it is written: keys in the models' order, without those that say nothing."""
    return part.model_dump(mode="json", exclude_defaults=True)
