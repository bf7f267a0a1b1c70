"""A document with its outline, or with a proposed one if it has none yet."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from expertviews import checks, content, outlines, people, seeds
from expertviews.checks import OutlinedDocument
from expertviews.content import Record, documents
from expertviews.extraction import Extracted
from expertviews.people import Choices
from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown

_OUTLINE = re.compile(content.outline_path("(?P<document>[^/]+)"))


@dataclass(frozen=True)
class Given:
    """What an editor knows about documents: their encoding, and whom names mean."""

    encoding: str | None = None
    who: Choices = field(default_factory=Choices)


def unconverted(record: Record) -> tuple[str, ...]:
    """The documents that no question in the record has as its seed, as far as questions can be read."""
    whole = {slug for slug in record.library.questions if content.question_path(slug) not in record.partial}
    done = {question.seed for question in record.library.questions.values()}
    return tuple(
        name
        for name in documents.originals(record.root)
        if not done & {name, documents.plain_name(name, "another encoding")}
        and slug_of(name) not in record.named["questions"] - whole
    )


def slug_of(document: str) -> str:
    """The slug of a document's question; if there are several, numbers are added to it."""
    return people.slug(documents.stem(document))


def outlined_document(record: Record, name: str, given: Given) -> OutlinedDocument:
    """A document, by file name or path, with its outline or a proposed one. Writes nothing.

    Raises ProblemsFound if the document or its outline can't be read.
    """
    document = _document_named(record.root, name)
    path = content.outline_path(document)
    refuse(problem for problem in record.problems if problem.place.path == path)
    outline = record.library.outlines.get(document)
    if not outline:
        return _proposed(record.root, document, given)
    plain = documents.plain_text_name(record.root, document)
    kept = (record.root / documents.SEEDS / plain).is_file()
    text = documents.text(record.root, plain) if kept else documents.to_text(record.root, document, given.encoding).text
    outlined = checks.read_outlined(record.root, outline, content.file_text(record.root, path), plain, text)
    if outlined.outdated:
        what = f"{documents.SEEDS}/{shown(document, 200)} has changed since it was outlined"
        place = record.place(path, "digest")
        raise ProblemsFound([Problem(place, "outline-outdated", what, "run `views check` to see which lines changed")])
    return outlined


def new_files(root: Path, document: OutlinedDocument) -> dict[str, str]:
    """The outline and the extracted plain text, by path relative to the root, if they aren't written yet."""
    plain = f"{documents.SEEDS}/{document.plain}"
    extracted = {} if document.plain == document.document or (root / plain).exists() else {plain: document.text}
    return extracted | ({document.path: document.file} if document.new else {})


def document_text(root: Path, document: str, given: Given) -> Extracted:
    """The text of a document by file name. Raises ProblemsFound if it can't be read, or is larger than can be."""
    extracted = documents.to_text(root, document, given.encoding)
    seeds.check_bounds(extracted.text, f"{documents.SEEDS}/{document}")
    return extracted


def _proposed(root: Path, document: str, given: Given) -> OutlinedDocument:
    extracted = document_text(root, document, given)
    plain, text = documents.plain_name(document, given.encoding), extracted.text
    if plain != document and documents.has_other_text(root, plain, text):
        what = "this isn't the plain text of the document next to it"
        remedy = "if the document has changed, rename the new version or move this file away"
        raise ProblemsFound([Problem(Place(f"{documents.SEEDS}/{plain}"), "file-exists", what, remedy)])
    proposal = outlines.propose_outline(text, document, extracted.hints)
    digest = content.document_digest(documents.data(root, document))
    outline = proposal.outline.model_copy(update={"digest": digest})
    file = content.outline_text(outline, text, proposal.reasons)
    return replace(checks.read_outlined(root, outline, file, plain, text), new=True, dropped=extracted.dropped)


def _document_named(root: Path, name: str) -> str:
    """The file name in seeds/ of a document, by its name or path, or the path of its outline.

    Raises ProblemsFound if it isn't in seeds/.
    """
    by_outline = _OUTLINE.fullmatch(name)
    name = by_outline["document"] if by_outline else name
    folder = (root / documents.SEEDS).resolve()
    for path in (folder / name, root / name, Path(name)):
        if path.resolve().parent == folder and path.is_file():
            return path.name
    if Path(name).name == name or (root / name).resolve().parent == folder:
        documents.to_text(root, Path(name).name)
    what = f"`{shown(name)}` isn't in {documents.SEEDS}/"
    place = Place(f"{documents.SEEDS}/{name}" if (folder / name).is_symlink() else name)
    raise ProblemsFound([Problem(place, "seed-outside", what, f"copy the document into {documents.SEEDS}/")])
