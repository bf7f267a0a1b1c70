"""A new answer, and who gives it: the two files that an editor would have written."""

import datetime
from collections.abc import Container, Mapping, Sequence
from typing import Any

from expertviews import content, people, tagging
from expertviews.content import Record
from expertviews.contributions import places
from expertviews.contributions.mistakes import Mistake, refusal
from expertviews.contributions.proposals import Proposal, added_files
from expertviews.model import BLANK_LINE, Contributor, Question, View
from expertviews.people import Choices, ContributorKind
from expertviews.problems import Place, ProblemsFound
from expertviews.quotes import fold

Values = Mapping[str, str]


def draft_contributor(
    name: str, kind: ContributorKind, question: str | None, taken: Container[str] = ()
) -> tuple[str, dict[str, Any]]:
    """A slug that isn't taken and the known values of a contributor; an anonymous one is named after the question."""
    slug = people.free_slug(f"{question}-{people.slug(name)}" if kind == "anonymous" else people.slug(name), taken)
    return slug, {"name": name, "sort_name": people.sort_name(name, kind), "kind": kind}


def draft_view(record: Record, contributor: str, question: str) -> dict[str, Any]:
    """The known values of a new view: a draft, to be read for every theme there is."""
    themes = [theme.slug for theme in record.library.ordered_themes]
    return {"question": question, "contributor": contributor, "status": "draft", "read_for": themes}


def propose_contributor(record: Record, values: Values, day: str) -> Proposal:
    """The file of a new contributor. Raises MistakesFound."""
    if people.find_contributor(record.library.contributors, values["name"], Choices(), Place("")).contributor:
        raise refusal("name", "there-already", values["name"])
    if values["kind"] == "anonymous":
        raise refusal("kind", "anonymous-alone")
    _, data, notes = _new_contributor(record, values, None, day)
    return added_files(data, notes)


def propose_answer(record: Record, values: Values, day: str) -> Proposal:
    """The files of a new answer, sent or read on `day`. Raises MistakesFound."""
    question = places.question_of(record, "question", values["question"])
    closed = record.library.questions[question].closed
    if closed:
        raise refusal("question", "closed", closed)
    contributor, data, notes = _who(record, values, question, day)
    if (question, contributor) in record.library.views:
        raise refusal("name", "answered-already", values["name"])
    data[content.view_path(question, contributor)] = _view(record, values, question, contributor, day)
    return added_files(data, notes)


def _who(record: Record, values: Values, question: str, day: str) -> tuple[str, dict[str, Any], tuple[Mistake, ...]]:
    """The slug of whoever answers, with their file if they are new. Raises MistakesFound."""
    named = places.contributor_of(record, values["name"])
    if named or values["kind"] == "anonymous":
        return _known(record, named, values) if named else _new_contributor(record, values, question, day)
    try:
        found = people.find_contributor(record.library.contributors, values["name"], Choices(), Place(""))
    except ProblemsFound:
        same = (it.slug for it in record.library.sorted_contributors if _is_called(it, values["name"]) == "same")
        raise refusal("name", "several", values["name"], ", ".join(f"contributors/{it}/" for it in same)) from None
    return _known(record, found.slug, values) if found.contributor else _new_contributor(record, values, question, day)


def _known(record: Record, slug: str, values: Values) -> tuple[str, dict[str, Any], tuple[Mistake, ...]]:
    """A contributor whom the record has; a role that it doesn't have is for the editor to add."""
    told = ", ".join(filter(None, (values["role"], values["organisation"])))
    known = record.library.contributors[slug]
    there = any({values["role"], values["organisation"]} <= {it.role, it.organisation, ""} for it in known.affiliations)
    return slug, {}, (Mistake("role", "role-told", (known.name, told)),) if told and not there else ()


def _new_contributor(
    record: Record, values: Values, question: str | None, day: str
) -> tuple[str, dict[str, Any], tuple[Mistake, ...]]:
    name = values["name"]
    if not any(map(str.isalpha, name)):
        raise refusal("name", "no-name", name)
    kind: ContributorKind = values["kind"]  # type: ignore[assignment]  # one of the options of the form
    slug, data = draft_contributor(name, kind, question, record.named["contributors"])
    role = {key: values[key] for key in ("role", "organisation") if values[key]}
    if role:
        data["affiliations"] = [role | {"as_of": written(values.get("answered") or day[:4])}]
    links = {key: values[key] for key in ("orcid", "website") if values.get(key)}
    data |= {"links": links} if links else {}
    near = (it for it in record.library.sorted_contributors if _is_near(it, name, kind))
    notes = (Mistake("name", "perhaps-same", (name, it.name)) for it in near)
    return slug, {content.contributor_path(slug): data}, tuple(notes)


def _is_near(it: Contributor, name: str, kind: ContributorKind) -> bool:
    """Whether an editor has to decide if this is the same contributor: those who are anonymous may share a name."""
    if kind == "anonymous":
        return it.kind == kind and fold(it.name).casefold() == fold(name).casefold()
    return _is_called(it, name) == "near"


def _is_called(it: Contributor, name: str) -> str:
    return people.same_name(name, it.name) if it.kind != "anonymous" else "different"


def _view(record: Record, values: Values, question: str, contributor: str, day: str) -> dict[str, Any]:
    today = written(day)
    source = {"url": values["url"], "accessed": today} if values["url"] else {"submitted": today}
    given: dict[str, Any] = {**draft_view(record, contributor, question), "source": source}
    given |= {"answered": written(values["answered"]), "title": values["title"], "bio": values["bio"]}
    given["text"] = f"{values['text']}\n"
    suggested = _suggestions(record, values["text"], record.library.questions[question])
    given["excerpts"] = [it.data for it in suggested]
    return {key: given[key] for key in View.model_fields if given.get(key)}


def _suggestions(record: Record, text: str, asked: Question) -> Sequence[tagging.Suggestion]:
    """What the program suggests under the themes, as for the answers in documents."""
    paragraphs = [" ".join(block.split()) for block in BLANK_LINE.split(text)]
    library = record.library
    learned = tagging.learn(tagging.filed_views(library), library.themes)
    language = asked.language or record.language
    return tagging.suggest(paragraphs, library.ordered_themes, asked.question, learned, language)


def written(date: str) -> Any:
    """A date as YAML writes it without quotation marks."""
    if len(date) == len("2021-03-14"):
        return datetime.date.fromisoformat(date)
    return int(date) if date.isdecimal() else date
