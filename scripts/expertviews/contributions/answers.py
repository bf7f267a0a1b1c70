"""New answers and contributors: the files that an editor would have written."""

import datetime
from collections.abc import Container, Mapping
from typing import Any, NamedTuple

from expertviews import content, people, tagging
from expertviews.content import Record
from expertviews.contributions import places
from expertviews.contributions.mistakes import Mistake, refusal
from expertviews.contributions.proposals import Proposal, added_files
from expertviews.model import BLANK_LINE, Contributor, Question, View
from expertviews.people import ContributorKind
from expertviews.quotes import fold

Values = Mapping[str, str]  # what was filled in, by field; empty for an optional field that was left out


class _Author(NamedTuple):
    """Whoever answers: the contributor's slug, the data of their file if they are new, and notes for the editor."""

    slug: str
    files: dict[str, Any]
    notes: tuple[Mistake, ...]


def draft_contributor(
    name: str, kind: ContributorKind, question: str | None, taken: Container[str] = ()
) -> tuple[str, dict[str, Any]]:
    """Return a slug that isn't taken, and the data of a contributor as far as the name and kind tell.

    The slug of an anonymous contributor begins with the question's.
    """
    slug = people.free_slug(f"{question}-{people.slug(name)}" if kind == "anonymous" else people.slug(name), taken)
    return slug, {"name": name, "sort_name": people.sort_name(name, kind), "kind": kind}


def draft_view(record: Record, contributor: str, question: str) -> dict[str, Any]:
    """Return the data of a new view without its text: a draft, to be read for every theme there is."""
    themes = [theme.slug for theme in record.library.ordered_themes]
    return {"question": question, "contributor": contributor, "status": "draft", "read_for": themes}


def propose_contributor(record: Record, values: Values, day: str) -> Proposal:
    """Propose the file of a new contributor, sent on `day`. Raises MistakesFound."""
    if _find_by_name(record, values["name"]):
        raise refusal("name", "there-already", values["name"])
    if values["kind"] == "anonymous":
        raise refusal("kind", "anonymous-alone")
    author = _new_contributor(record, values, None, day)
    return added_files(author.files, author.notes)


def propose_answer(record: Record, values: Values, day: str) -> Proposal:
    """Propose the files of a new answer, sent or read on `day`. Raises MistakesFound."""
    question = places.question_of(record, values["question"])
    closed = record.library.questions[question].closed
    if closed:
        raise refusal("question", "closed", closed)
    author = _author(record, values, question, day)
    if (question, author.slug) in record.library.views:
        raise refusal("name", "answered-already", values["name"])
    view = _view(record, values, question, author.slug, day)
    return added_files({**author.files, content.view_path(question, author.slug): view}, author.notes)


def _author(record: Record, values: Values, question: str, day: str) -> _Author:
    """Find or add the contributor who answers. Raises MistakesFound if several have the name."""
    name = values["name"]
    slug = places.contributor_of(record, name)
    if not slug and values["kind"] != "anonymous":
        slug = _find_by_name(record, name)
    return _known_contributor(record, slug, values) if slug else _new_contributor(record, values, question, day)


def _find_by_name(record: Record, name: str) -> str | None:
    """Return the slug of the contributor of a name, or None. Raises MistakesFound if several have it."""
    slugs = people.slugs_named(record.library.contributors, name)
    if len(slugs) > 1:
        raise refusal("name", "several", name, ", ".join(f"contributors/{slug}/" for slug in slugs))
    return slugs[0] if slugs else None


def _known_contributor(record: Record, slug: str, values: Values) -> _Author:
    """Return a contributor whom the record has; the editor is told of a role that it doesn't have."""
    contributor = record.library.contributors[slug]
    role, organisation = values["role"], values["organisation"]
    is_known = any(role in {"", it.role} and organisation in {"", it.organisation} for it in contributor.affiliations)
    if is_known or not (role or organisation):
        return _Author(slug, {}, ())
    stated = ", ".join(filter(None, (role, organisation)))
    return _Author(slug, {}, (Mistake("role", "role-told", (contributor.name, stated)),))


def _new_contributor(record: Record, values: Values, question: str | None, day: str) -> _Author:
    """Draft the file of a contributor; the editor is asked about similar names. Raises MistakesFound."""
    name = values["name"]
    if not any(map(str.isalpha, name)):
        raise refusal("name", "no-name", name)
    kind: ContributorKind = values["kind"]  # type: ignore[assignment]  # one of the options of the form
    slug, data = draft_contributor(name, kind, question, record.named["contributors"])
    affiliation = {key: values[key] for key in ("role", "organisation") if values[key]}
    if affiliation:
        data["affiliations"] = [affiliation | {"as_of": yaml_date(values.get("answered") or day[:4])}]
    links = {key: values[key] for key in ("orcid", "website") if values.get(key)}
    if links:
        data["links"] = links
    similar = (it for it in record.library.sorted_contributors if _may_be_same(it, name, kind))
    notes = tuple(Mistake("name", "perhaps-same", (name, it.name)) for it in similar)
    return _Author(slug, {content.contributor_path(slug): data}, notes)


def _may_be_same(contributor: Contributor, name: str, kind: ContributorKind) -> bool:
    """Whether an editor has to decide if a new contributor is this one: several anonymous ones may share a name."""
    if kind == "anonymous":
        return contributor.kind == kind and fold(contributor.name).casefold() == fold(name).casefold()
    return contributor.kind != "anonymous" and people.same_name(name, contributor.name) == "near"


def _view(record: Record, values: Values, question: str, contributor: str, day: str) -> dict[str, Any]:
    """Return the data of a view's file, without empty values and in the model's order."""
    today = yaml_date(day)
    data: dict[str, Any] = {
        **draft_view(record, contributor, question),
        "source": {"url": values["url"], "accessed": today} if values["url"] else {"submitted": today},
        "answered": yaml_date(values["answered"]),
        "title": values["title"],
        "bio": values["bio"],
        "text": f"{values['text']}\n",
        "excerpts": _suggested_excerpts(record, values["text"], record.library.questions[question]),
    }
    return {key: data[key] for key in View.model_fields if data.get(key)}


def _suggested_excerpts(record: Record, text: str, question: Question) -> list[Any]:
    """Suggest excerpts under the themes, as for the answers in documents."""
    paragraphs = [fold(block) for block in BLANK_LINE.split(text)]
    library = record.library
    learned = tagging.learn(tagging.filed_views(library), library.themes)
    language = question.language or record.language
    return [it.data for it in tagging.suggest(paragraphs, library.ordered_themes, question.question, learned, language)]


def yaml_date(date: str) -> Any:
    """Convert an ISO date, month or year to what YAML writes without quotation marks."""
    if len(date) == len("2021-03-14"):
        return datetime.date.fromisoformat(date)
    return int(date) if date.isdecimal() else date
