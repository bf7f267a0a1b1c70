"""Documents in seeds/ to outlines, and outlines without doubt to drafts of the record: new files alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from expertviews import content, files, tagging
from expertviews.checks import OutlinedDocument
from expertviews.content import Record, documents
from expertviews.convert import outlining
from expertviews.convert.answers import Drafts, attribution, paragraphs_of
from expertviews.convert.outlining import Given
from expertviews.model import Contributor, Question, SeedSource, View
from expertviews.outlines import RoundTable
from expertviews.problems import Place, Problem, ProblemsFound, refuse

Progress = Callable[[Sequence[str]], Iterable[str]]
"""Goes through names, and may show how far it is."""
_Files = Mapping[str, Mapping[str, Any]]
"""Path relative to the root → data."""


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

    outlined: Sequence[OutlinedDocument]
    drafts: Sequence[Draft]
    written: Sequence[str]
    problems: Sequence[Problem]

    @property
    def waiting(self) -> tuple[OutlinedDocument, ...]:
        """The documents of which the outlines are in doubt."""
        return tuple(it for it in self.outlined if it.waits)


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
    found: list[OutlinedDocument] = []
    for name in progress(tuple(dict.fromkeys(wanted)) or outlining.unconverted(record)):
        try:
            found.append(outlining.outlined(record, name, given))
        except ProblemsFound as refused:
            problems += refused.problems
    if given.who.slugs:
        refuse(given.who.unused(set(_names(found))))
    work = _Work(record, given, dict(record.library.contributors), dry_run=dry_run)
    for it in found:
        try:
            work.do(it)
        except ProblemsFound as refused:
            problems += refused.problems
    return Conversion(found, work.drafts, work.written, tuple(sorted(set(problems))))


def _names(found: Iterable[OutlinedDocument]) -> Iterator[str]:
    """Whoever answers in documents, as the lines and as the drafts have them."""
    for it in found:
        for table in it.reading.round_tables:
            for answer in table.answers:
                yield from (answer.byline, answer.name, attribution(answer).name)


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

    def do(self, it: OutlinedDocument) -> None:
        """Write the outline, if it is new, and then the drafts, if it is decided. Raises ProblemsFound."""
        self._create(outlining.new_files(self.record.root, it))
        refuse(it.problems)
        if it.waits:
            return
        known = dict(self.known)
        draft = _draft(self.record, known, it, self.given, self.learned)
        refuse(self._in_the_way(draft))
        self.known = known
        self.drafts.append(draft)
        self._create(draft.files)

    @cached_property
    def learned(self) -> Mapping[str, tagging.Learned]:
        """What the excerpts of reviewed views teach of each theme."""
        library = self.record.library
        return tagging.learn(tagging.filed_views(library), library.themes)

    def _create(self, new_files: Mapping[str, str]) -> None:
        self.written += [path for path in new_files if not (self.record.root / path).exists()]
        if not self.dry_run:
            content.write_new(self.record.root, new_files)

    def _in_the_way(self, draft: Draft) -> Iterator[Problem]:
        """Problems where files would be those of another document too, or are there with other words."""
        for path, text in draft.files.items():
            other = self.owners.setdefault(path, draft.seed)
            if other != draft.seed and not path.startswith(f"{content.FOLDER}/contributors/"):
                place = Place(f"{documents.SEEDS}/{draft.seed}")
                remedy = "give one document another name, and its outline with it"
                yield Problem(place, "same-question", f"{path} would come of {other} too", remedy)
                return
            target = self.record.root / path
            if target.exists() and not (target.is_file() and files.read_text(target, path) == text):
                remedy = "move it away, or give the document and its outline another name"
                yield Problem(Place(path), "file-exists", "this is in the way of a new file", remedy)


def _draft(
    record: Record,
    known: dict[str, Contributor],
    it: OutlinedDocument,
    given: Given,
    learned: Mapping[str, tagging.Learned],
) -> Draft:
    """What a document becomes of which the outline is decided. The questions come last.

    Until they are written, the document counts as not converted.
    """
    tables = it.reading.round_tables
    answers: dict[str, Mapping[str, Any]] = {}
    questions: dict[str, Mapping[str, Any]] = {}
    remarks: list[str] = []
    explanations: list[str] = []
    for number, table in enumerate(tables, 1):
        stem = outlining.slug_of(it.document)
        slug = stem if len(tables) == 1 else f"{stem}-{number}"
        themes = record.library.ordered_themes
        drafts = Drafts(slug, table.question, it.outline.asked, it.plain, given.who, themes, known, learned)
        for answer in table.answers:
            drafts.add(answer)
        answers |= drafts.files
        remarks += drafts.remarks
        explanations += drafts.explanations
        questions[content.question_path(slug)] = _question(table, it)
    drafted = {**answers, **questions}
    there = _there(record, it.plain, drafted)
    new = {path: content.text_of(path, data) for path, data in _missing(drafted, there).items()}
    return Draft(it.document, new, there, remarks if new else (), explanations)


def _question(table: RoundTable, it: OutlinedDocument) -> dict[str, Any]:
    asked = it.outline.asked
    data = {
        "question": table.question,
        "worded_by": "editor" if not table.line and it.outline.worded_by != "source" else None,
        "asked": int(asked) if asked and asked.isdecimal() else asked,
        "title": table.title,
        "seed": it.plain,
        "introduction": paragraphs_of(table.introduction) or None,
        "notes": paragraphs_of(table.notes) or None,
    }
    return {key: value for key, value in data.items() if value is not None}


def _there(record: Record, seed: str, drafted: _Files) -> tuple[str, ...]:
    """Which questions and views of those drafted are in the record.

    A view is there too where one of another name has its lines: an editor has renamed it.
    """
    questions = {content.question_path(slug) for slug, it in record.library.questions.items() if it.seed == seed}
    views = {
        content.view_path(*key): view.source
        for key, view in record.library.views.items()
        if isinstance(view.source, SeedSource) and view.source.seed == seed
    }
    renamed = [lines for path, source in views.items() if path not in drafted for lines in source.ranges]
    return tuple(path for path in drafted if path in questions or path in views or _shares(drafted[path], renamed))


def _shares(data: Mapping[str, Any], taken: Iterable[tuple[int, int]]) -> bool:
    """Whether a drafted file is a view of which a line is one of those `taken`."""
    own = SeedSource.model_validate(data["source"]).ranges if "source" in data else ()
    return any(first <= end and start <= last for first, last in own for start, end in taken)


def _missing(drafted: _Files, there: Iterable[str]) -> _Files:
    """The drafts that the record doesn't have, and only the contributors whom they need."""
    rest = {path: data for path, data in drafted.items() if path not in set(there)}
    kinds = {path: content.model_of(path) for path in rest}
    needed = {content.contributor_path(rest[path]["contributor"]) for path in rest if kinds[path] is View}
    return {path: data for path, data in rest.items() if kinds[path] in {View, Question} or path in needed}
