"""Documents with their outlines, each read once, and what a change of a document did to its outline."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path

from expertviews import content, git, outlines
from expertviews.content import Record, Tree, digest, documents, yamltext
from expertviews.model import Outline
from expertviews.outlines import Entry, Mistake, Reading
from expertviews.problems import Problem, ProblemsFound, shown
from expertviews.quotes import fold

_MOST_REVISIONS = 50  # of a document, in which its earlier words are looked for
_MOST_LINES = 2_000  # that are compared with as many
_MOST_TOLD = 3


@dataclass(frozen=True)
class OutlinedDocument:
    """A document, the text that its lines are counted in, and its outline: `file` is the text of that.

    `plain` is the name of the text in seeds/, `digest` that of the document as it is. `new` says that the outline isn't
    written yet; `dropped` is what of the document isn't in the text that was extracted from it now.
    """

    document: str
    plain: str
    text: str
    digest: str
    outline: Outline
    file: str
    reading: Reading
    new: bool = False
    dropped: Sequence[str] = ()

    @property
    def path(self) -> str:
        """The outline's file, relative to the root."""
        return content.outline_path(self.document)

    @property
    def outdated(self) -> bool:
        """Whether the document has changed since its outline was made."""
        return self.outline.digest not in {None, self.digest}

    @property
    def waits(self) -> bool:
        """Whether a person has something to decide before anything can be drafted."""
        return bool(self.reading.doubts)

    @cached_property
    def tree(self) -> Tree:
        """The places of the outline's values."""
        return yamltext.parse(self.file, self.path)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the outline."""
        return tuple(self.problem(mistake) for mistake in self.reading.mistakes)

    def problem(self, it: Mistake) -> Problem:
        """A mistake in the outline with its place in the file."""
        place = (self.tree.key_place if it.of_key else self.tree.place)(*it.key)
        return Problem(place, "outline-wrong", it.what, it.remedy, it.suggestion, it.certain)


@lru_cache(maxsize=1)
def outlined_documents(record: Record) -> Mapping[str, OutlinedDocument]:
    """The documents of a record with an outline, by their names, of which both can be read as a whole."""
    found = {}
    for name, outline in record.library.outlines.items():
        plain = documents.plain_text_name(record.root, name)
        if name == outline.document and content.outline_path(name) not in record.partial:
            with suppress(FileNotFoundError, ProblemsFound):
                file, text = content.text(record.root, content.outline_path(name)), documents.text(record.root, plain)
                found[name] = outlined(record.root, outline, file, plain, text)
    return found


def outlined(root: Path, outline: Outline, file: str, plain: str, text: str) -> OutlinedDocument:
    """A document with its outline and plain text. Raises FileNotFoundError where seeds/ doesn't have the document."""
    found = digest(documents.data(root, outline.document))
    return OutlinedDocument(outline.document, plain, text, found, outline, file, _read(outline.model_dump_json(), text))


@lru_cache(maxsize=1024)
def _read(outline: str, text: str) -> Reading:
    """What an outline, given as JSON, says of a text. Remembered, so that a second build reads only what changed."""
    return outlines.read(Outline.model_validate_json(outline), text)


def proving(record: Record, seed: str) -> OutlinedDocument | None:
    """What views of a plain text in seeds/ are proved against: its outline, where that is right and up to date."""
    known = outlined_documents(record)
    found = known.get(seed) or known.get(seed.removesuffix(".txt"))
    return found if found and found.plain == seed and not (found.outdated or found.reading.mistakes) else None


@dataclass(frozen=True)
class Change:
    """What became of a document since its outline was made.

    `moves` has the key of each part and what it should be now, if every line is there unchanged, in one place alone.
    `description` says which lines differ. `mistakes` are those that remain once the parts are moved.
    """

    moves: Mapping[str, str] | None
    description: str
    mistakes: Sequence[Mistake]


def change(root: Path, it: OutlinedDocument) -> Change:
    """What became of the document of an outline that is outdated; its earlier words are looked for in git.

    An outline that isn't one of the earlier document is being corrected already: nothing of it is moved.
    """
    earlier = _earlier(root, it.document, it.outline.digest or "")
    if earlier is None:
        return Change(None, "git doesn't have it as it was", it.reading.mistakes)
    before, after = _numbered(earlier), _numbered(it.text)
    description = _description(before, after)
    former = outlines.read(it.outline, earlier)
    if former.mistakes:
        return Change(None, description, it.reading.mistakes)
    moves = _moves(former.entries, before, after)
    if moves is None or (not it.reading.mistakes and any(old != new for old, new in moves.items())):
        return Change(None, description, ())
    parts = {moves[old]: value for old, value in it.outline.parts.items()}
    left = outlines.read(it.outline.model_copy(update={"parts": parts}), it.text).mistakes
    old_key = {new: old for old, new in moves.items()}
    mistakes = [replace(each, key=tuple(old_key.get(str(step), step) for step in each.key)) for each in left]
    return Change(moves, description, mistakes)


@lru_cache(maxsize=64)
def _earlier(root: Path, document: str, wanted: str) -> str | None:
    """The plain text of a document when it had that digest, from git."""
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
        if digest(received) == wanted:
            return plain.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return None


_Line = tuple[int, str]
"""The number and the words of a line that isn't blank."""


def _numbered(text: str) -> list[_Line]:
    return [(number, fold(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _moves(entries: Sequence[Entry], before: Sequence[_Line], after: Sequence[_Line]) -> Mapping[str, str] | None:
    """Where the parts are now; None where a line of theirs is gone, could be in several places, or isn't alone now."""
    places = _matched(before, after)
    if places is None or places != _matched(before[::-1], after[::-1]):
        return None
    moves = {}
    filled = [number for number, _ in after]
    for entry in entries:
        now = [places[at] for at in range(entry.first, entry.last + 1) if at in places]
        if not now or [at for at in filled if now[0] <= at <= now[-1]] != now:
            return None
        moves[entry.lines] = _range(now[0], now[-1])
    return moves


def _matched(old: Sequence[_Line], new: Sequence[_Line]) -> Mapping[int, int] | None:
    """For the number of each old line that of the next new line with its words; None where there is none."""
    rest = iter(new)
    found = {}
    for number, words in old:
        now = next((at for at, line in rest if line == words), None)
        if now is None:
            return None
        found[number] = now
    return found


def _description(old: Sequence[_Line], new: Sequence[_Line]) -> str:
    """The first lines that are new or gone, or read otherwise, in words."""
    if max(len(old), len(new)) > _MOST_LINES:
        first = next((one[0] for one, other in zip(new, old, strict=False) if one != other), new[-1][0])
        return f"from line {first} on"
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    found = list(_differences(matcher.get_opcodes(), old, new))
    more = [f"and {len(found) - _MOST_TOLD} more"] if len(found) > _MOST_TOLD else []
    return "; ".join([*found[:_MOST_TOLD], *more]) or "not in its words"


def _differences(
    opcodes: Sequence[tuple[str, int, int, int, int]], old: Sequence[_Line], new: Sequence[_Line]
) -> Iterator[str]:
    words = {"insert": "new", "delete": "gone", "replace": "reworded"}
    for kind, start, end, begin, stop in opcodes:
        if kind != "equal":
            lines, shown_line = old[start:end] or new[begin:stop], (new[begin:stop] or old[start:end])[0][1]
            spelt = _range(lines[0][0], lines[-1][0])
            yield f"line{'s' * ('-' in spelt)} {spelt} {words[kind]}: “{shown(shown_line, 40)}”"


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
