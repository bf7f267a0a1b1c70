"""Documents in seeds/ to drafts of the record: new files alone, every word of the document in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expertviews import answers, content, dates, documents, files, names, seeds
from expertviews.content import Record
from expertviews.identity import Choices
from expertviews.model import Contributor
from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Reading:
    """How the documents are read: a layout and an encoding, where the editor names one, and whom names mean.

    `question` is what was asked, for a document that asks nothing in so many words.
    """

    layout: str | None = None
    encoding: str | None = None
    who: Choices = field(default_factory=Choices)
    question: str | None = None


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
    refuse(problems)
    return tuple(done)


def unaffected(wanted: Iterable[str], problems: Iterable[Problem]) -> tuple[str, ...]:
    """The documents, of those named, that no problem is in."""
    places = {problem.place.path for problem in problems}
    return tuple(
        name
        for name in dict.fromkeys(wanted)
        if not any(path.startswith((name, f"{documents.FOLDER}/{Path(name).name}")) for path in places)
    )


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


def looks_like(layout: str) -> str:
    """How names are set in a layout."""
    return next(each.looks_like for each in seeds.LAYOUTS if each.name == layout)


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


def _draft(record: Record, known: dict[str, Contributor], name: str, reading: Reading) -> Draft:
    text = documents.draw(record.root, name, reading.encoding)
    plain = documents.plain_name(name, reading.encoding)
    given = reading.question or _given_before(record, plain)
    document = seeds.parse(text, f"{documents.FOLDER}/{name}", reading.layout, given)
    notebook = answers.Notebook()
    notebook.questions += (f"line {doubt.place.line}: {doubt.what}" for doubt in document.doubts)
    notebook.questions += _loose(document)
    asked = _asked(name, document, notebook)
    for number, table in enumerate(document.round_tables, 1):
        stem = names.slug(documents.stem(name))
        slug = stem if len(document.round_tables) == 1 else f"{stem}-{number}"
        source = answers.Source(slug, table.question.text, plain, text, asked, document.parts, reading.who)
        for answer in table.answers:
            answers.draft(record, known, source, answer, notebook)
        notebook.files[content.question_path(slug)] = _question(table, source, given)
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


def _loose(document: seeds.Document) -> Iterator[str]:
    """A remark on short lines within answers that end no sentence: captions or links of the page, perhaps."""
    parts = [part for table in document.round_tables for answer in table.answers for part in answer.paragraphs[1:]]
    lines = [str(part.first_line) for part in parts if seeds.is_loose(part.text)]
    if lines:
        yield f"do these short lines belong to what is said: {', '.join(lines)}?"


def _undated(document: seeds.Document) -> str:
    first, *others = document.round_tables
    what = f"the {len(others) + 1} questions" if others else f"“{shown(first.question.text)}”"
    return f"when {'were' if others else 'was'} {what} asked? add `asked:` to the question{'s' if others else ''}"


def _asked(name: str, document: seeds.Document, notebook: answers.Notebook) -> str | None:
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


def _given_before(record: Record, seed: str) -> str | None:
    """The question that an editor gave when the document was converted before."""
    given = (each for each in record.library.questions.values() if each.seed == seed and each.worded_by == "editor")
    return next((each.question for each in given), None)


def _question(table: seeds.RoundTable, source: answers.Source, given: str | None) -> dict[str, Any]:
    return _filled(
        question=table.question.text,
        worded_by="editor" if given else None,
        asked=int(source.asked) if source.asked and source.asked.isdecimal() else source.asked,
        title=table.title.text if table.title else None,
        seed=source.seed,
        introduction=answers.paragraphs_of(table.introduction) or None,
        notes=answers.paragraphs_of(table.notes) or None,
    )


def _filled(**keys: Any) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}


def _refuse_overwriting(root: Path, new: Mapping[str, Mapping[str, Any]], plain: Mapping[str, str]) -> None:
    """Raises ProblemsFound where a file with other words is in the way of a new one, or of a `plain` text to keep."""
    in_the_way = [
        Problem(
            Place(path), "file-exists", "this file is in the way of a new one", "move it away, or rename the document"
        )
        for path, data in new.items()
        if (root / path).exists() and files.read_text(root / path, path) != content.text_of(path, data)
    ]
    in_the_way += [
        Problem(
            Place(f"{documents.FOLDER}/{name}"),
            "file-exists",
            "this isn't the plain text of the document beside it",
            "the document may have changed: give its new version another name, or move this file away",
        )
        for name, text in plain.items()
        if documents.other_kept(root, name, text)
    ]
    refuse(in_the_way)
