"""Outlines documents in seeds/, and drafts the record of those without doubts. Only new files are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from expertviews import configuration, content, files, tagging
from expertviews.checks import OutlinedDocument
from expertviews.content import Record, documents
from expertviews.convert import outlining
from expertviews.convert.answer_files import AnswerFiles, attribution
from expertviews.convert.outlining import Given
from expertviews.model import Contributor, SeedSource
from expertviews.outlines import RoundTable
from expertviews.problems import Place, Problem, ProblemsFound, refuse

Progress = Callable[[Sequence[str]], Iterable[str]]  # goes through names, and may show progress
_Files = Mapping[str, Mapping[str, Any]]  # path relative to the root → data


@dataclass(frozen=True)
class Draft:
    """The record of a document: the texts of new `files` by path relative to the root, in the order of writing.

    `there` are its questions and views that the record already has. `remarks` are for the editor to check.
    """

    seed: str
    files: Mapping[str, str]
    there: Sequence[str]
    remarks: Sequence[str]


@dataclass(frozen=True)
class Conversion:
    """The result for documents: their outlines, the drafts of those without doubts, the new files, and problems.

    For a document with problems, at most its outline was written; the others aren't affected.
    """

    outlined: Sequence[OutlinedDocument]
    drafts: Sequence[Draft]
    written: Sequence[str]
    problems: Sequence[Problem]

    @property
    def waiting(self) -> tuple[OutlinedDocument, ...]:
        """The documents with doubts in their outlines."""
        return tuple(document for document in self.outlined if document.waits)


def convert(
    root: Path,
    wanted: Sequence[str] = (),
    given: Given | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = iter,
) -> Conversion:
    """Outlines and drafts documents, `wanted` by file name or path, or all that aren't converted.

    Raises ProblemsFound, before anything is written, if `given.who` has a name that is in none of them.
    """
    record, given = content.load(root), given or Given()
    problems: list[Problem] = []
    outlined: list[OutlinedDocument] = []
    for name in progress(tuple(dict.fromkeys(wanted)) or outlining.unconverted(record)):
        try:
            outlined.append(outlining.outlined_document(record, name, given))
        except ProblemsFound as refused:
            problems += refused.problems
    if given.who.slugs:
        refuse(given.who.unused(set(_names(outlined))))
    work = _Work(record, given, dict(record.library.contributors), dry_run=dry_run)
    for document in outlined:
        try:
            work.do(document)
        except ProblemsFound as refused:
            problems += refused.problems
    return Conversion(outlined, work.drafts, work.written, tuple(sorted(set(problems))))


def _names(outlined: Iterable[OutlinedDocument]) -> Iterator[str]:
    """The names of those who answer, as in the lines and as in the drafts."""
    for document in outlined:
        for table in document.reading.round_tables:
            for answer in table.answers:
                yield from (answer.byline, answer.name, attribution(answer).name)


@dataclass
class _Work:
    """Writes outlines and drafts, one document after the other."""

    record: Record
    given: Given
    known: dict[str, Contributor]
    dry_run: bool
    drafts: list[Draft] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)

    def do(self, document: OutlinedDocument) -> None:
        """Write the outline if it is new, then the drafts if it has no doubts. Raises ProblemsFound."""
        self._create(outlining.new_files(self.record.root, document))
        refuse(document.problems)
        if document.waits:
            return
        themes, known = self.record.library.ordered_themes, dict(self.known)
        outline = document.outline
        language = outline.language or configuration.language_of(self.record.root)
        drafted = AnswerFiles(document.plain, outline.asked, self.given.who, themes, known, self.learned, language)
        draft = _draft(self.record, document, drafted)
        refuse(self._in_the_way(draft))
        self.known = known
        self.drafts.append(draft)
        self._create(draft.files)

    @cached_property
    def learned(self) -> Mapping[str, tagging.Learned]:
        """What the excerpts of reviewed views teach about each theme."""
        library = self.record.library
        return tagging.learn(tagging.filed_views(library), library.themes)

    def _create(self, new_files: Mapping[str, str]) -> None:
        self.written += [path for path in new_files if not (self.record.root / path).exists()]
        if not self.dry_run:
            content.write_new(self.record.root, new_files)

    def _in_the_way(self, draft: Draft) -> Iterator[Problem]:
        """Files that another document would also become, or that exist with a different text."""
        for path, text in draft.files.items():
            other = self.owners.setdefault(path, draft.seed)
            if other != draft.seed and not path.startswith(f"{content.FOLDER}/contributors/"):
                place = Place(f"{documents.SEEDS}/{draft.seed}")
                remedy = "rename one of the two documents, and its outline"
                yield Problem(place, "same-question", f"{other} would also become {path}", remedy)
                return
            target = self.record.root / path
            if target.exists() and not (target.is_file() and files.read_text(target, path) == text):
                remedy = "move it away, or rename the document and its outline"
                yield Problem(Place(path), "file-exists", "a new file can't be written: this one is in the way", remedy)


def _draft(record: Record, document: OutlinedDocument, drafted: AnswerFiles) -> Draft:
    """The draft of a document. Questions come last: until they are written, it counts as not converted."""
    tables, stem = document.reading.round_tables, outlining.slug_of(document.document)
    questions: dict[str, Mapping[str, Any]] = {}
    for number, table in enumerate(tables, 1):
        slug = stem if len(tables) == 1 else f"{stem}-{number}"
        questions[content.question_path(slug)] = _question(table, document)
        for answer in table.answers:
            drafted.add(slug, table, answer)
    drafts = {**drafted.files, **questions}
    there = _there(record, document.plain, drafts)
    new = {path: content.text_of(path, data) for path, data in _missing(drafts, there).items()}
    return Draft(document.document, new, there, list(dict.fromkeys(drafted.remarks)) if new else ())


def _question(table: RoundTable, document: OutlinedDocument) -> dict[str, Any]:
    asked = document.outline.asked
    data = {
        "question": table.question,
        "worded_by": "editor" if not table.line and document.outline.worded_by != "source" else None,
        "language": document.outline.language,
        "asked": int(asked) if asked and asked.isdecimal() else asked,
        "title": table.title,
        "seed": document.plain,
        "introduction": _text(table.introduction),
        "notes": _text(table.notes),
    }
    return {key: value for key, value in data.items() if value is not None}


def _text(paragraphs: Sequence[str]) -> str | None:
    return "\n\n".join(paragraphs) + "\n" if paragraphs else None


def _there(record: Record, seed: str, drafted: _Files) -> tuple[str, ...]:
    """The drafted questions and views that the record already has; a renamed view is known by its lines."""
    questions = {content.question_path(slug) for slug, asked in record.library.questions.items() if asked.seed == seed}
    sources = record.library.seed_sources
    views = {content.view_path(*view.key): source for source, view in sources if source.seed == seed}
    renamed = [lines for path, source in views.items() if path not in drafted for lines in source.ranges]
    return tuple(path for path in drafted if path in questions or path in views or _overlaps(drafted[path], renamed))


def _overlaps(data: Mapping[str, Any], taken: Iterable[tuple[int, int]]) -> bool:
    """Whether drafted data are a view with some of the lines `taken`."""
    ranges = SeedSource.model_validate(data["source"]).ranges if "source" in data else ()
    return any(first <= end and start <= last for first, last in ranges for start, end in taken)


def _missing(drafted: _Files, there: Iterable[str]) -> _Files:
    """The questions and views that the record doesn't have, and the contributors they need."""
    rest = {path: data for path, data in drafted.items() if path not in set(there)}
    needed = {content.contributor_path(data["contributor"]) for data in rest.values() if "contributor" in data}
    return {path: data for path, data in rest.items() if path in needed or content.model_of(path) is not Contributor}
