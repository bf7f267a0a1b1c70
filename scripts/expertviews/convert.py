"""Documents in seeds/ to drafts of the record: new files alone, every word of the document in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from expertviews import bios, content, dates, documents, files, identity, names, provenance, quotes, seeds, tagging
from expertviews.content import Record
from expertviews.identity import Choices
from expertviews.model import Contributor, Part, SeedSource, View
from expertviews.problems import Place, Problem, ProblemsFound, shown

T = TypeVar("T")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Reading:
    """How the documents are read: a layout and an encoding, where the editor names one, and whom names mean."""

    layout: str | None = None
    encoding: str | None = None
    who: Choices = field(default_factory=Choices)


@dataclass(frozen=True)
class Draft:
    """What a document becomes: `files` by path relative to the root, in the order in which they are written.

    `questions` are for the editor to answer; `explanations` say why names and excerpts were read as they were.
    """

    seed: str
    plain: str
    plain_text: str
    layout: str
    files: Mapping[str, Mapping[str, Any]]
    questions: Sequence[str]
    explanations: Sequence[str]
    names: frozenset[str]


def unconverted(root: Path) -> tuple[str, ...]:
    """The documents that no question of the record names as its seed."""
    record = content.load(root)
    done = {question.seed for question in record.library.questions.values()}
    return tuple(
        name for name in documents.originals(root) if not done & {name, documents.plain_name(name, "another encoding")}
    )


def drafts(root: Path, wanted: Iterable[str], reading: Reading) -> tuple[Draft, ...]:
    """A draft of each document named, by file name or path.

    Raises ProblemsFound with the problems of all of them.
    """
    record = content.load(root)
    known = dict(record.library.contributors)
    problems: list[Problem] = []
    done: list[Draft] = []
    for name in dict.fromkeys(wanted):
        try:
            done.append(_draft(record, known, _document_named(root, name), reading))
        except ProblemsFound as found:
            problems.extend(found.problems)
    problems = problems or [*_clashes(done), *reading.who.unused({name for draft in done for name in draft.names})]
    if problems:
        raise ProblemsFound(problems)
    return tuple(done)


def _clashes(found: Iterable[Draft]) -> Iterator[Problem]:
    """A problem for each document whose questions would be files of another document's."""
    owners: dict[str, str] = {}
    for draft in found:
        for path in draft.files:
            other = owners.setdefault(path, draft.seed)
            if other != draft.seed and not path.startswith(f"{content.FOLDER}/contributors/"):
                what = f"{path} would come of {other} too"
                yield Problem(Place(f"{documents.FOLDER}/{draft.seed}"), "same-question", what, "rename one document")
                break


def write(root: Path, draft: Draft) -> None:
    """Writes a draft's files, the question last: until it stands there, the document counts as not converted."""
    if draft.plain != draft.seed:
        documents.keep(root, draft.plain, draft.plain_text)
    content.create(root, draft.files)


def _document_named(root: Path, name: str) -> str:
    """The file name in seeds/ of a document given by name or path. Raises ProblemsFound where it isn't in seeds/."""
    folder = (root / documents.FOLDER).resolve()
    for path in (folder / name, root / name, Path(name)):
        if path.resolve().parent == folder and path.is_file():
            return path.name
    if Path(name).name == name or (root / name).resolve().parent == folder:
        documents.draw(root, Path(name).name)
    what = f"`{shown(name)}` isn't in {documents.FOLDER}/"
    raise ProblemsFound([Problem(Place(name), "seed-outside", what, f"copy the document into {documents.FOLDER}/")])


@dataclass
class _Notebook:
    """What is found out while a document is drafted."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)
    anonymous: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)


def _draft(record: Record, known: dict[str, Contributor], name: str, reading: Reading) -> Draft:
    text = documents.draw(record.root, name, reading.encoding)
    plain = documents.plain_name(name, reading.encoding)
    document = seeds.parse(text, f"{documents.FOLDER}/{plain}", reading.layout)
    notebook = _Notebook()
    asked = _asked(name, document, notebook)
    for number, table in enumerate(document.round_tables, 1):
        stem = names.slug(documents.stem(name))
        slug = stem if len(document.round_tables) == 1 else f"{stem}-{number}"
        source = _Source(slug, table.question.text, plain, text, asked, document.parts, reading.who)
        for answer in table.answers:
            _draft_answer(record, known, source, answer, notebook)
        notebook.files[content.question_path(slug)] = _question(table, source)
    if not asked:
        notebook.questions.insert(0, _undated(document))
    _refuse_overwriting(record.root, notebook.files, {} if plain == name else {plain: text})
    return Draft(
        name,
        plain,
        text,
        document.layout,
        notebook.files,
        notebook.questions,
        notebook.explanations,
        frozenset(notebook.names),
    )


def _undated(document: seeds.Document) -> str:
    first, *others = document.round_tables
    what = f"the {len(others) + 1} questions" if others else f"“{shown(first.question.text)}”"
    return f"when {'were' if others else 'was'} {what} asked? add `asked:` to the question{'s' if others else ''}"


def _asked(name: str, document: seeds.Document, notebook: _Notebook) -> str | None:
    """When a document's questions were asked: the date that it is labelled with, or the year in its name.

    A year in a question may as well be the year that is asked about.
    """
    named = _YEAR.search(name)
    lines = [part.text for table in document.round_tables for part in table.introduction]
    labelled = [line[label.end() :] for line in lines if (label := seeds.DATE_LABEL.match(line))]
    dated = list(dict.fromkeys(date for line in labelled if (date := dates.iso(line))))
    if len(dated) == 1:
        if named and not dated[0].startswith(named.group()):
            notebook.questions.append(
                f"the document is dated {dated[0]}, and its name says {named.group()}: which is it?"
            )
        return dated[0]
    return named.group() if named else None


@dataclass(frozen=True)
class _Source:
    """A round-table of a document, as its answers need it."""

    question: str
    question_text: str
    seed: str
    text: str
    asked: str | None
    parts: Sequence[seeds.Part]
    choices: Choices


def _question(table: seeds.RoundTable, source: _Source) -> dict[str, Any]:
    return _filled(
        question=table.question.text,
        asked=int(source.asked) if source.asked and source.asked.isdecimal() else source.asked,
        title=table.title.text if table.title else None,
        seed=source.seed,
        introduction=_paragraphs(table.introduction) or None,
        notes=_paragraphs(table.notes) or None,
    )


def _draft_answer(
    record: Record, known: dict[str, Contributor], source: _Source, answer: seeds.Answer, notebook: _Notebook
) -> None:
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
    notebook.explanations.extend(
        f"{contributor.name}, {suggestion.theme}, paragraph {suggestion.stretch.paragraph}: {reason}"
        for suggestion in suggestions
        for reason in suggestion.reasons
    )
    notebook.files[content.view_path(source.question, contributor.slug)] = data
    notebook.told[contributor.slug] = _listed(source.text, answer.affiliation)


def _contributor(
    known: Mapping[str, Contributor], source: _Source, answer: seeds.Answer, notebook: _Notebook
) -> tuple[Contributor, bool]:
    """Who answers, and whether they are new."""
    name = names.display_name(answer.name.text)
    kind, why = names.kind(name)
    notebook.names.add(answer.name.text)
    notebook.explanations.append(f"line {answer.name.first_line}: {name} is read as {kind}: {why}")
    if len(answer.names) > 1:
        notebook.explanations.append(f"{name} answer together, so they are one contributor; each alone is another")
    year = source.asked[:4] if source.asked else None
    told = [_listed(source.text, answer.affiliation), answer.bio.text if answer.bio else ""]
    stated = [bios.facts(text, name, year) for text in told]
    affiliations = _distinct(affiliation for facts in stated for affiliation in facts.affiliations)
    found = _match(known, source, answer, notebook, told[0])
    notebook.explanations.extend(found.explanations)
    notebook.questions.extend(found.questions)
    if found.contributor:
        asked = identity.differing(name, found.contributor, affiliations) if kind == "person" else None
        notebook.questions.extend([asked] if asked else [])
        return found.contributor, False
    contributor = Contributor(
        slug=found.slug,
        name=name,
        sort_name=names.sort_name(name) if kind == "person" else None,
        kind=kind,
        disambiguation=found.disambiguation,
        also_known_as=(answer.name.text,) if answer.name.text != name else (),
        affiliations=affiliations,
        education=_distinct(degree for facts in stated for degree in facts.education),
    )
    return contributor, True


def _match(
    known: Mapping[str, Contributor], source: _Source, answer: seeds.Answer, notebook: _Notebook, told: str
) -> identity.Match:
    """Whom the name means. Raises ProblemsFound where that can't be told, or somebody answers a second time."""
    name = names.display_name(answer.name.text)
    place = Place(f"{documents.FOLDER}/{source.seed}", answer.name.first_line)
    if names.kind(name)[0] == "anonymous":
        slug = identity.free(f"{source.question}-{names.slug(name)}", notebook.anonymous)
        notebook.anonymous.add(slug)
        return identity.Match(known.get(slug), slug)
    found = identity.match(known, name, source.choices, place)
    if content.view_path(source.question, found.slug) not in notebook.files:
        return found
    if told and notebook.told.get(found.slug, told) != told:
        return identity.namesake(known, name, told)
    what = f"“{shown(name)}” speaks again under this question, as `{found.slug}`"
    remedy = "make one answer of the two; if they are two people, add to each name what each of them does"
    raise ProblemsFound([Problem(place, "name-repeated", what, remedy)])


def _listed(text: str, affiliation: seeds.Part | None) -> str:
    """An affiliation as one line: what stands on several is a list."""
    return ", ".join(text[start:end].rstrip(", ") for start, end in affiliation.spans) if affiliation else ""


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    """The items without repeats, in their order."""
    return tuple(dict.fromkeys(items))


def _view(source: _Source, answer: seeds.Answer, contributor: Contributor) -> View:
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
        text=_paragraphs(answer.paragraphs),
    )


def _lines(answer: seeds.Answer) -> str:
    single = answer.first_line == answer.last_line
    return str(answer.first_line) if single else f"{answer.first_line}-{answer.last_line}"


def _byline(source: _Source, answer: seeds.Answer) -> str:
    """What stands on the lines of name and affiliation, without emphasis, and without the marks that set a name off."""
    run = next(run for named, run in _runs(source, answer) if named)
    emphasis = {at for part in run if part.kind == "mark" for span in part.spans for at in range(*span)}
    extent = range(run[0].spans[0][0], run[-1].spans[-1][1])
    kept = "".join(source.text[at] for at in extent if not (at in emphasis and source.text[at] in "*_"))
    return provenance.unmarked(quotes.fold(kept))


def _runs(source: _Source, answer: seeds.Answer) -> Iterator[tuple[bool, list[seeds.Part]]]:
    """The answer's parts in their order, those of the byline together; whether a run is the byline."""
    within = [part for part in source.parts if answer.first_line <= part.first_line <= answer.last_line]
    last = (answer.affiliation or answer.name).last_line

    def in_byline(part: seeds.Part) -> bool:
        return part.kind in {"name", "affiliation", "mark"} and answer.name.first_line <= part.first_line <= last

    for _, parts in groupby(within, key=in_byline):
        run = list(parts)
        yield any(part.kind == "name" for part in run), run


def _labels(source: _Source, answer: seeds.Answer) -> Iterator[str]:
    """Words of the layout within an answer, such as `About the author:`; those of the byline are part of it."""
    for named, run in _runs(source, answer):
        if not named:
            yield from (part.text for part in run if part.kind == "mark" and any(map(str.isalpha, part.text)))


def _prove(view: View, contributor: Contributor, source: _Source, answer: seeds.Answer) -> None:
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


def _paragraphs(parts: Sequence[seeds.Part]) -> str:
    """Parts as a text with a blank line between them."""
    return "".join(f"{part.text}\n\n" for part in parts)[:-1]


def _plain(part: Part) -> dict[str, Any]:
    """A part of the record as it is written: keys in the models' order, without those that say nothing."""
    return part.model_dump(mode="json", exclude_defaults=True)


def _filled(**keys: Any) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}


def _refuse_overwriting(root: Path, new: Mapping[str, Mapping[str, Any]], plain: Mapping[str, str]) -> None:
    """Raises ProblemsFound where a file with other words is in the way of a new one, or of a `plain` text to keep."""
    raise_for = [
        Problem(
            Place(path), "file-exists", "this file is in the way of a new one", "move it away, or rename the document"
        )
        for path, data in new.items()
        if (root / path).exists() and files.read_text(root / path, path) != content.text_of(path, data)
    ]
    raise_for += [
        Problem(
            Place(f"{documents.FOLDER}/{name}"),
            "file-exists",
            "this isn't the plain text of the document beside it",
            "the document may have changed: give its new version another name, or move this file away",
        )
        for name, text in plain.items()
        if documents.other_kept(root, name, text)
    ]
    if raise_for:
        raise ProblemsFound(raise_for)
