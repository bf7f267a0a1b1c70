"""Documents in seeds/ to drafts of the record: new files alone, every word of the document in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expertviews import content, files, seeds
from expertviews.content import Record, documents
from expertviews.convert import answers, dating, present
from expertviews.model import Contributor, Question
from expertviews.people import names
from expertviews.people.identity import Choices
from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown

LAYOUTS = tuple(layout.name for layout in seeds.LAYOUTS)
"""The names of the layouts."""


@dataclass(frozen=True)
class Reading:
    """How the documents are read, where the editor says so: layout, encoding, date of asking, and whom names mean.

    `question` is what was asked, for a document that asks nothing in so many words.
    """

    layout: str | None = None
    encoding: str | None = None
    who: Choices = field(default_factory=Choices)
    asked: str | None = None
    question: str | None = None


@dataclass(frozen=True)
class Draft:
    """What a document becomes: texts of `files` by path relative to the root, in the order in which they are written.

    `there` are its questions and views that the record has already. `questions` are for the editor to answer;
    `explanations` say why names and excerpts were read as they were.
    """

    seed: str
    plain: str
    plain_text: str
    layout: str
    files: Mapping[str, str]
    there: Sequence[str]
    questions: Sequence[str]
    explanations: Sequence[str]
    names: frozenset[str]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that a conversion writes, relative to the root: the plain text drawn from the document, too."""
        return (*([] if self.plain == self.seed else [f"{documents.FOLDER}/{self.plain}"]), *self.files)


def unconverted(root: Path) -> tuple[str, ...]:
    """The documents that no question of the record names as its seed, nor any that can't be read as a whole."""
    record = content.load(root)
    whole = {slug for slug in record.library.questions if content.question_path(slug) not in record.partial}
    done = {question.seed for question in record.library.questions.values()}
    return tuple(
        name
        for name in documents.originals(root)
        if not done & {name, documents.plain_name(name, "another encoding")}
        and names.slug(documents.stem(name)) not in record.named["questions"] - whole
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
    place = Place(f"{documents.FOLDER}/{name}" if (folder / name).is_symlink() else name)
    raise ProblemsFound([Problem(place, "seed-outside", what, f"copy the document into {documents.FOLDER}/")])


def _draft(record: Record, known: dict[str, Contributor], name: str, reading: Reading) -> Draft:
    text = documents.draw(record.root, name, reading.encoding)
    plain = documents.plain_name(name, reading.encoding)
    given = reading.question or present.question(record, plain)
    notebook = answers.Notebook()
    with documents.citing(record.root, name, plain, text):
        document = seeds.parse(text, f"{documents.FOLDER}/{plain}", reading.layout, given)
        notebook.questions += (f"line {doubt.place.line}: {doubt.what}" for doubt in document.doubts)
        notebook.questions += _loose(document)
        dated = dating.of(name, document, reading.asked or present.asked(record, plain))
        for number, table in enumerate(document.round_tables, 1):
            stem = names.slug(documents.stem(name))
            slug = stem if len(document.round_tables) == 1 else f"{stem}-{number}"
            source = answers.Source(slug, table.question.text, plain, text, dated.asked, document.parts, reading.who)
            for answer in table.answers:
                answers.draft(record, known, source, answer, notebook)
            notebook.files[content.question_path(slug)] = _question(table, source, given)
    there = present.there(record, plain, notebook.files)
    new = {path: _text(path, data, dated) for path, data in present.missing(notebook.files, there).items()}
    _refuse_overwriting(record.root, new, {} if plain == name else {plain: text})
    return Draft(
        name,
        plain,
        text,
        document.layout,
        new,
        there,
        _questions(new, dated, notebook),
        notebook.explanations,
        frozenset(notebook.names),
    )


def _questions(new: Iterable[str], dated: dating.Dating, notebook: answers.Notebook) -> list[str]:
    """What to ask the editor of the new files: when it was asked, only where a question is among them."""
    models = {content.model_of(path) for path in new}
    return [*(dated.questions if Question in models else ()), *(notebook.questions if models else ())]


def _loose(document: seeds.Document) -> Iterator[str]:
    """A remark on short lines within answers that end no sentence: captions or links of the page, perhaps."""
    parts = [part for table in document.round_tables for answer in table.answers for part in answer.paragraphs[1:]]
    lines = [str(part.first_line) for part in parts if seeds.is_loose(part.text)]
    if lines:
        yield f"do these short lines belong to what is said: {', '.join(lines)}?"


def _text(path: str, data: Mapping[str, Any], dated: dating.Dating) -> str:
    proposal = dated.proposed if content.model_of(path) is Question else None
    return content.text_of(path, data, {"question": dating.remark(proposal)} if proposal else {})


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


def _refuse_overwriting(root: Path, new: Mapping[str, str], plain: Mapping[str, str]) -> None:
    """Raises ProblemsFound where a file with other words is in the way of a new one, or of a `plain` text to keep."""
    in_the_way = [
        Problem(
            Place(path), "file-exists", "this file is in the way of a new one", "move it away, or rename the document"
        )
        for path, text in new.items()
        if (root / path).exists() and files.read_text(root / path, path) != text
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
