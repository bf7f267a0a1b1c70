"""A document and what each of its lines is: by its outline, or where it has none yet, by a proposal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from expertviews import content, outlines, seeds
from expertviews.content import Record, documents, outlinetext, yamltext
from expertviews.content.yamltext import Tree
from expertviews.convert import doubts
from expertviews.model import Outline
from expertviews.people import names
from expertviews.people.identity import Choices
from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown


@dataclass(frozen=True)
class Given:
    """What an editor says of the documents: their encoding, whom names mean, and when and what was asked.

    The last two are for documents without an outline, and stand in it then.
    """

    encoding: str | None = None
    who: Choices = field(default_factory=Choices)
    asked: str | None = None
    question: str | None = None


@dataclass(frozen=True)
class Outlined:
    """A document, the text that its lines are counted in, and its outline, of which `file` is the text.

    `plain` is the name of the plain text in seeds/; `new` says that the outline isn't written yet; `dropped` is what of
    a document isn't in the text that was drawn from it now.
    """

    document: str
    plain: str
    text: str
    outline: Outline
    file: str
    new: bool
    reading: outlines.Reading
    dropped: Sequence[str] = ()

    @property
    def path(self) -> str:
        """The outline's file, relative to the root."""
        return content.outline_path(self.document)

    @property
    def waits(self) -> bool:
        """Whether a person has something to decide before anything can be drafted."""
        return bool(self.reading.doubts)

    @cached_property
    def tree(self) -> Tree:
        """The places of the outline's values."""
        return yamltext.parse(self.file, self.path)

    @cached_property
    def doubts(self) -> tuple[doubts.Doubt, ...]:
        """What is to be decided, in the order of the file."""
        return doubts.of(self.reading, self.tree, self.file)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the outline."""
        return tuple(
            Problem(
                (self.tree.key_place if it.of_key else self.tree.place)(*it.key),
                "outline-wrong",
                it.what,
                it.remedy,
                it.suggestion,
            )
            for it in self.reading.mistakes
        )


def unconverted(record: Record) -> tuple[str, ...]:
    """The documents that no question of the record names as its seed, nor any that can't be read as a whole."""
    whole = {slug for slug in record.library.questions if content.question_path(slug) not in record.partial}
    done = {question.seed for question in record.library.questions.values()}
    return tuple(
        name
        for name in documents.originals(record.root)
        if not done & {name, documents.plain_name(name, "another encoding")}
        and slug_of(name) not in record.named["questions"] - whole
    )


def slug_of(document: str) -> str:
    """The slug of the question that a document asks, to which a number is added where it asks several."""
    return names.slug(documents.stem(document))


def outlined(record: Record, name: str, given: Given) -> Outlined:
    """The document of a file name or path, with the outline that it has, or one that is proposed; nothing is written.

    Raises ProblemsFound where the document can't be read, or its outline can't.
    """
    document = _document_named(record.root, name)
    path = content.outline_path(document)
    refuse(problem for problem in record.problems if problem.place.path == path)
    outline = record.library.outlines.get(document)
    if outline is None:
        return _proposed(record.root, document, given)
    plain = documents.drawn_name(record.root, document)
    kept = (record.root / documents.FOLDER / plain).is_file()
    text = documents.text(record.root, plain) if kept else documents.draw(record.root, document, given.encoding).text
    _refuse_changed(record, document, outline)
    file = content.text(record.root, path)
    return Outlined(document, plain, text, outline, file, new=False, reading=outlines.read(outline, text))


def write(root: Path, it: Outlined) -> None:
    """Writes a new outline, and beside the document the plain text that its lines are counted in."""
    if it.plain != it.document:
        documents.keep(root, it.plain, it.text)
    if it.new:
        content.create(root, {it.path: it.file})


def new_paths(root: Path, it: Outlined) -> Iterator[str]:
    """The files that `write` writes, relative to the root."""
    plain = f"{documents.FOLDER}/{it.plain}"
    if it.plain != it.document and not (root / plain).exists():
        yield plain
    if it.new:
        yield it.path


def _proposed(root: Path, document: str, given: Given) -> Outlined:
    drawn = documents.draw(root, document, given.encoding)
    plain, text = documents.plain_name(document, given.encoding), drawn.text
    seeds.check_bounds(text, f"{documents.FOLDER}/{document}")
    if plain != document and documents.other_kept(root, plain, text):
        what = "this isn't the plain text of the document beside it"
        remedy = "the document may have changed: give its new version another name, or move this file away"
        raise ProblemsFound([Problem(Place(f"{documents.FOLDER}/{plain}"), "file-exists", what, remedy)])
    proposal = outlines.propose(text, document, drawn.hints, asked=given.asked, question=given.question)
    outline = proposal.outline.model_copy(update={"digest": _digest(root, document)})
    file = outlinetext.outline_text(outline, text, proposal.reasons)
    reading = outlines.read(outline, text)
    return Outlined(document, plain, text, outline, file, new=True, reading=reading, dropped=drawn.dropped)


def _digest(root: Path, document: str) -> str:
    return outlinetext.digest((root / documents.FOLDER / document).read_bytes())


def _refuse_changed(record: Record, document: str, outline: Outline) -> None:
    """Raises ProblemsFound where a document isn't the one that was outlined."""
    if outline.digest and outline.digest != _digest(record.root, document):
        what = f"{documents.FOLDER}/{shown(document, 200)} has changed since its outline was made"
        place = record.place(content.outline_path(document), "digest")
        raise ProblemsFound([Problem(place, "outline-outdated", what, "`views check` says which lines moved")])


_OUTLINE = re.compile(content.outline_path("(?P<document>[^/]+)"))


def _document_named(root: Path, name: str) -> str:
    """The file name in seeds/ of a document given by name or path, or by its outline's.

    Raises ProblemsFound where it isn't in seeds/.
    """
    by_outline = _OUTLINE.fullmatch(name)
    name = by_outline["document"] if by_outline else name
    folder = (root / documents.FOLDER).resolve()
    for path in (folder / name, root / name, Path(name)):
        if path.resolve().parent == folder and path.is_file():
            return path.name
    if Path(name).name == name or (root / name).resolve().parent == folder:
        documents.draw(root, Path(name).name)
    what = f"`{shown(name)}` isn't in {documents.FOLDER}/"
    place = Place(f"{documents.FOLDER}/{name}" if (folder / name).is_symlink() else name)
    raise ProblemsFound([Problem(place, "seed-outside", what, f"copy the document into {documents.FOLDER}/")])
