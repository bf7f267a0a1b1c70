"""Documents in seeds/ to outlines, and outlines without doubt to drafts of the record: new files alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from expertviews import content, files, outlines, tagging
from expertviews.content import Record, documents
from expertviews.convert import answers, outlining, present
from expertviews.convert.outlining import Given, Outlined
from expertviews.model import Contributor
from expertviews.problems import Place, Problem, ProblemsFound, refuse


@dataclass(frozen=True)
class Draft:
    """What a document becomes: texts of `files` by path relative to the root, in the order in which they are written.

    `there` are its questions and views that the record has already. `remarks` are for the editor to look at;
    `explanations` say why names and excerpts were read as they were.
    """

    seed: str
    files: Mapping[str, str]
    there: Sequence[str]
    remarks: Sequence[str]
    explanations: Sequence[str]


@dataclass(frozen=True)
class Conversion:
    """What became of documents: each with its outline, the drafts of those decided, the new files, and what is wrong.

    Of a document that `problems` speak of nothing more was written than its outline; the others don't mind.
    """

    outlined: Sequence[Outlined]
    drafts: Sequence[Draft]
    written: Sequence[str]
    problems: Sequence[Problem]

    @property
    def waiting(self) -> tuple[Outlined, ...]:
        """The documents of which the outlines are in doubt."""
        return tuple(it for it in self.outlined if it.waits)


Progress = Callable[[Sequence[str]], Iterable[str]]
"""Goes through names, and may show how far it is."""


def convert(
    root: Path,
    wanted: Sequence[str] = (),
    given: Given | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = iter,
) -> Conversion:
    """Outlines and drafts the documents named by file name or path, or all that aren't converted.

    Raises ProblemsFound, before anything is written, for a choice of `given.who` that no document has a name for.
    """
    record, given = content.load(root), given or Given()
    problems: list[Problem] = []
    found: list[Outlined] = []
    for name in progress(tuple(dict.fromkeys(wanted)) or outlining.unconverted(record)):
        try:
            found.append(outlining.outlined(record, name, given))
        except ProblemsFound as refused:
            problems.extend(refused.problems)
    if given.who.slugs:
        refuse(given.who.unused(set(_names(found))))
    work = _Work(record, given, dict(record.library.contributors), dry_run=dry_run)
    for it in found:
        try:
            work.do(it)
        except ProblemsFound as refused:
            problems.extend(refused.problems)
    return Conversion(found, work.drafts, work.written, tuple(sorted(set(problems))))


def _names(found: Iterable[Outlined]) -> Iterator[str]:
    """Whoever answers in documents, as the lines and as the drafts have them."""
    for it in found:
        for table in it.reading.round_tables:
            for answer in table.answers:
                yield from (answer.byline, answer.name, answers.called(answer).name)


@dataclass
class _Work:
    """Writes what comes of documents, one after the other."""

    record: Record
    given: Given
    known: dict[str, Contributor]
    dry_run: bool
    drafts: list[Draft] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)

    def do(self, it: Outlined) -> None:
        """Write the outline, if it is new, and then the drafts, if it is decided. Raises ProblemsFound."""
        self.written += outlining.new_paths(self.record.root, it)
        if not self.dry_run:
            outlining.write(self.record.root, it)
        refuse(it.problems)
        if it.waits:
            return
        known = dict(self.known)
        draft = _draft(self.record, known, it, self.given, self.learned)
        self._refuse_clash(it.document, draft.files)
        _refuse_overwriting(self.record.root, draft.files)
        self.known = known
        self.drafts.append(draft)
        self.written += [path for path in draft.files if not (self.record.root / path).exists()]
        if not self.dry_run:
            content.create(self.record.root, draft.files)

    @cached_property
    def learned(self) -> Mapping[str, tagging.Learned]:
        """What the excerpts of reviewed views teach of each theme."""
        library = self.record.library
        return tagging.learn(tagging.filed_views(library), library.themes)

    def _refuse_clash(self, document: str, paths: Iterable[str]) -> None:
        """Raises ProblemsFound where a document's questions would be files of another document's."""
        for path in paths:
            other = self.owners.setdefault(path, document)
            if other != document and not path.startswith(f"{content.FOLDER}/contributors/"):
                what = f"{path} would come of {other} too"
                remedy = "give one document another name, and its outline with it"
                raise ProblemsFound([Problem(Place(f"{documents.FOLDER}/{document}"), "same-question", what, remedy)])


def _draft(
    record: Record,
    known: dict[str, Contributor],
    it: Outlined,
    given: Given,
    learned: Mapping[str, tagging.Learned],
) -> Draft:
    """What a document becomes of which the outline is decided. The questions come last.

    Until they stand there, the document counts as not converted.
    """
    notebook = answers.Notebook()
    tables = it.reading.round_tables
    questions = {}
    for number, table in enumerate(tables, 1):
        stem = outlining.slug_of(it.document)
        slug = stem if len(tables) == 1 else f"{stem}-{number}"
        source = answers.Source(slug, table.question, it.plain, it.outline.asked, given.who, learned)
        for answer in table.answers:
            answers.draft(record, known, source, answer, notebook)
        questions[content.question_path(slug)] = _question(table, source, it.outline.worded_by)
    drafted = {**notebook.files, **questions}
    there = present.there(record, it.plain, drafted)
    new = {path: content.text_of(path, data) for path, data in present.missing(drafted, there).items()}
    return Draft(it.document, new, there, notebook.remarks if new else (), notebook.explanations)


def _question(table: outlines.RoundTable, source: answers.Source, worded_by: str | None) -> dict[str, Any]:
    data = {
        "question": table.question,
        "worded_by": "editor" if not table.line and worded_by != "source" else None,
        "asked": int(source.asked) if source.asked and source.asked.isdecimal() else source.asked,
        "title": table.title,
        "seed": source.seed,
        "introduction": answers.paragraphs_of(table.introduction) or None,
        "notes": answers.paragraphs_of(table.notes) or None,
    }
    return {key: value for key, value in data.items() if value is not None}


def _refuse_overwriting(root: Path, new: Mapping[str, str]) -> None:
    """Raises ProblemsFound where a file with other words is in the way of a new one."""
    what = "this is in the way of a new file"
    remedy = "move it away, or give the document and its outline another name"
    refuse(
        Problem(Place(path), "file-exists", what, remedy)
        for path, text in new.items()
        if (root / path).exists() and not ((root / path).is_file() and files.read_text(root / path, path) == text)
    )
