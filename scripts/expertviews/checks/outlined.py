"""Documents with their outlines, each read once; and how a document has changed since it was outlined."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from expertviews import content, git, kept, outlines
from expertviews.content import Record, Tree, document_digest, documents, yamltext
from expertviews.model import Outline
from expertviews.outlines import Entry, OutlineReading
from expertviews.problems import Advice, Problem, ProblemsFound, shown
from expertviews.quotes import fold

_MOST_REVISIONS = 50  # of a document, searched for the earlier version


@dataclass(frozen=True)
class OutlinedDocument:
    """A document with its outline.

    `plain` is the name of its plain text in seeds/, `text` the words of that, `digest` the document's current one;
    `file` is the text of the outline's file. `new`: the outline isn't written yet. `dropped`: what of the document was
    left out when its text was extracted just now.
    """

    document: str
    plain: str
    text: str
    digest: str
    outline: Outline
    file: str
    reading: OutlineReading
    new: bool = False
    dropped: Sequence[str] = ()

    @property
    def path(self) -> str:
        """The outline's file, relative to the root."""
        return content.outline_path(self.document)

    @property
    def outdated(self) -> bool:
        """Whether the document has changed since it was outlined."""
        return self.outline.digest not in {None, self.digest}

    @property
    def waits(self) -> bool:
        """Whether a person has something to decide before anything can be drafted."""
        return bool(self.reading.doubts)

    @cached_property
    def tree(self) -> Tree:
        """The outline's file, parsed."""
        return yamltext.parse(self.file, self.path)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes in the outline, with their places in the file."""
        problems = []
        for mistake in self.reading.mistakes:
            place = self.tree.key_place(*mistake.key) if mistake.of_key else self.tree.place(*mistake.key)
            advice = Advice(mistake.remedy, mistake.suggestion, mistake.certain)
            problems.append(Problem.advised(place, "outline-wrong", mistake.what, advice))
        return tuple(problems)


@lru_cache(maxsize=1)
def outlined_documents(record: Record) -> Mapping[str, OutlinedDocument]:
    """The documents that have an outline, by name, where both can be read in full."""
    found = {}
    for name, outline in record.library.outlines.items():
        plain = documents.plain_text_name(record.root, name)
        if name == outline.document and content.outline_path(name) not in record.partial:
            with suppress(FileNotFoundError, ProblemsFound):
                file = content.file_text(record.root, content.outline_path(name))
                text = documents.text(record.root, plain)
                found[name] = read_outlined(record.root, outline, file, plain, text)
    return found


def read_outlined(root: Path, outline: Outline, file: str, plain: str, text: str) -> OutlinedDocument:
    """A document with its outline and plain text; what the outline says of it is kept until one of them changes.

    Raises FileNotFoundError where seeds/ doesn't have the document.
    """
    digest = document_digest(documents.data(root, outline.document))
    key = kept.digest(outline.model_dump_json(), text)
    read = partial(outlines.read_outline, outline, text)
    reading = kept.record_cache(root).get_or_make(f"reading {key}", key, read)
    return OutlinedDocument(outline.document, plain, text, digest, outline, file, reading)


def proving_outline(record: Record, seed: str) -> OutlinedDocument | None:
    """The outline against which views of a plain text in seeds/ are checked, if it is right and up to date."""
    documents_by_name = outlined_documents(record)
    outlined = documents_by_name.get(seed) or documents_by_name.get(seed.removesuffix(".txt"))
    is_proving = outlined and outlined.plain == seed and not (outlined.outdated or outlined.reading.mistakes)
    return outlined if is_proving else None


@dataclass(frozen=True)
class DocumentChange:
    """How a document differs from the one its outline was made for.

    `moves` maps the lines of each part to their new numbers, if each line is still there unchanged, in one place only.
    """

    moves: Mapping[str, str] | None
    description: str


def document_change(root: Path, outlined: OutlinedDocument) -> DocumentChange:
    """Return how the document of an outdated outline has changed, compared with the earlier version in git."""
    earlier = _earlier(root, outlined.document, outlined.outline.digest or "")
    if earlier is None:
        return DocumentChange(None, "; the earlier version isn't in git")
    before, after = _numbered(earlier), _numbered(outlined.text)
    outline = outlines.read_outline(outlined.outline, earlier)
    moves = None if outline.mistakes else _moves(outline.entries, before, after)  # mistakes: corrected by hand already
    return DocumentChange(moves, _description(before, after))


@lru_cache(maxsize=64)
def _earlier(root: Path, document: str, wanted: str) -> str | None:
    """Return the plain text of a document from the revision in git in which it had that digest; None if none had."""
    paths = [f"{documents.SEEDS}/{name}" for name in (document, documents.plain_text_name(root, document))]
    limits = ("-n", str(_MOST_REVISIONS), "--format=%H", "--", f":(literal){paths[0]}")
    try:
        revisions = git.run(root, "log", *limits).decode().split()
    except git.GitError:
        return None
    for revision in revisions:
        try:
            received, plain = (git.run(root, "show", f"{revision}:./{path}") for path in paths)
        except git.GitError:
            continue
        if document_digest(received) == wanted:
            return plain.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return None


_Line = tuple[int, str]
"""The number and the words of a line that isn't blank."""


def _numbered(text: str) -> list[_Line]:
    return [(number, fold(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _description(before: Sequence[_Line], after: Sequence[_Line]) -> str:
    """Say where the first difference is, as the end of a sentence."""
    for index, (number, words) in enumerate(after):
        if index == len(before) or before[index][1] != words:
            return f", first at line {number}: “{shown(words, 40)}”"
    return ", only in spacing" if len(before) == len(after) else ": lines at the end are gone"


def _moves(entries: Sequence[Entry], before: Sequence[_Line], after: Sequence[_Line]) -> Mapping[str, str] | None:
    """Return the new lines of each part; None if a line is gone, could be in two places, or has new lines around it."""
    old, new = [words for _, words in before], [words for _, words in after]
    earliest, latest = _positions(old, new), _positions(old[::-1], new[::-1])
    if earliest is None or latest is None or earliest != [len(new) - 1 - at for at in reversed(latest)]:
        return None
    position = {number: at for (number, _), at in zip(before, earliest, strict=True)}
    moves = {}
    for entry in entries:
        now = [position[number] for number in range(entry.first, entry.last + 1) if number in position]
        if not now or now[-1] - now[0] >= len(now):
            return None
        moves[entry.lines] = outlines.as_range(after[now[0]][0], after[now[-1]][0])
    return moves


def _positions(old: Sequence[str], new: Sequence[str]) -> list[int] | None:
    """Return where the old lines are among the new ones, in order, each as early as possible; None if one is gone."""
    positions, start = [], 0
    for words in old:
        try:
            positions.append(new.index(words, start))
        except ValueError:
            return None
        start = positions[-1] + 1
    return positions
