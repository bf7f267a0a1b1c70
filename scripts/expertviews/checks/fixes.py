"""Mends of the record that have one right answer, as edits of the text where it stands.

Nothing is written anew from data: comments, order and layout stay as they are. The mends are tried on a copy of the
record first; one that leaves a file with more problems than before is dropped.
"""

import difflib
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from expertviews import content, files, quotes
from expertviews.checks import outlined, provenance, rules
from expertviews.content import Record, documents, yamltext
from expertviews.content.yamltext import STRANGE_BLANK, Key, Scalar, Tree
from expertviews.model import SeedSource, View
from expertviews.people.names import sort_name
from expertviews.problems import Problem, ProblemsFound
from expertviews.quotes import fold, passages
from expertviews.quotes.likeness import plain

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_TABBED = re.compile(r"(?= *\t)[ \t]+(?=- |\w+:)")
_PLAIN_BLANKS = (
    {ord("\t"): "  "}
    | dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
)
_SCHEMA = re.compile(r"\A# yaml-language-server: \$schema=.*\n")
_QUOTED_KEYS = ("quote", "prefix", "suffix", "hedge")
_SAID_KEYS = ("text", "bio", "title", "byline")


@dataclass(frozen=True)
class Mend:
    """A file's text as it is and as it should be."""

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        """The change as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), self.path, self.path, lineterm="", n=1
        )
        return "\n".join(lines)


@dataclass(frozen=True)
class _Edit:
    """Other text in place of the characters `start` to `end` (half-open)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Checked:
    """A record and its problems by file, which are looked for once and only when asked for."""

    record: Record

    @cached_property
    def problems(self) -> Mapping[str, Sequence[Problem]]:
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in dict.fromkeys((*self.record.problems, *rules.broken(self.record))):
            found[problem.place.path].append(problem)
        return found


_Step = Callable[[_Checked, str, str], list[_Edit]]
"""What to do with a file, given its path and text."""


def mends(root: Path, *, nearest: bool = False) -> tuple[Mend, ...]:
    """What can be mended; with `nearest`, misspelt words too, where one that is there is near. Writes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve()
        for name in (content.FOLDER, documents.FOLDER):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, symlinks=True)
        before = _texts(copy)
        _take(copy, partial(_renewed, root), trusted=True)
        for step in (
            _blanked,
            _sortable,
            _tidied,
            partial(_suggested, certain=not nearest),
            _as_in_source,
            _unquoted,
            _as_in_text,
            _dotted,
            _in_order,
        ):
            _take(copy, step)
        after = _texts(copy)
    return tuple(Mend(path, text, after[path]) for path, text in before.items() if after[path] != text)


def without_schema(root: Path) -> tuple[str, ...]:
    """The files of the record that don't name their schema, by which editor programs complete and explain keys."""
    known = content.load(root).trees
    return tuple(path for path, text in _texts(root).items() if path in known and not _names_schema(path, text))


def _names_schema(path: str, text: str) -> bool:
    return text.startswith(content.schema_line(path) + "\n")


def write(root: Path, mend: Mend) -> None:
    """Writes a mended file with the line ends that it had. Raises FileExistsError where it has changed meanwhile."""
    if files.read_text(root / mend.path, mend.path) != mend.before:
        raise FileExistsError(17, "has changed meanwhile; try again", str(root / mend.path))
    ends = "\r\n" if b"\r\n" in (root / mend.path).read_bytes() else "\n"
    files.replace(root / mend.path, mend.after.replace("\n", ends))


def _texts(root: Path) -> dict[str, str]:
    """The text of each file of the record that can be read."""
    texts = {}
    for path in content.paths(root):
        try:
            texts[path] = content.text(root, path)
        except ProblemsFound:
            continue
    return texts


def _take(root: Path, step: _Step, *, trusted: bool = False) -> None:
    """Does a step to all files in a copy of the record; one that isn't `trusted` is undone where it adds problems."""
    before = _Checked(content.load(root))
    done = {}
    for path, text in _texts(root).items():
        after = _edited(text, step(before, path, text))
        if after != text:
            done[path] = text
            files.replace(root / path, after)
    if not done or trusted:
        return
    had, has = before.problems, _Checked(content.load(root)).problems
    for path, text in done.items():
        if len(has.get(path, ())) > len(had.get(path, ())):
            files.replace(root / path, text)


def _edited(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _tidied(_: _Checked, path: str, text: str) -> list[_Edit]:
    """No blanks at the ends of lines, one line feed at the end of the file, and the schema's name at the start."""
    try:
        first = content.schema_line(path) + "\n"
    except KeyError:
        return []
    schema = _SCHEMA.match(text)
    edits = [_Edit(found.start(), found.end(), "") for found in _TRAILING.finditer(text)]
    if not schema:
        edits.append(_Edit(0, 0, first))
    elif schema[0] != first:
        edits = [edit for edit in edits if edit.start >= schema.end()]
        edits.append(_Edit(0, schema.end(), first))
    end = len(text.rstrip())
    edits = [edit for edit in edits if edit.start < end or edit.start == 0]
    return [*edits, _Edit(end, len(text), "\n")] if text[end:] != "\n" and end else edits


def _blanked(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """Blanks in place of tabs and of blanks of other kinds before a key or an item, in a file that can't be read."""
    if path in checked.record.trees:
        return []
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    wrong = [found for at in starts for form in (_TABBED, STRANGE_BLANK) if (found := form.match(text, at))]
    return [_Edit(found.start(), found.end(), found[0].translate(_PLAIN_BLANKS)) for found in wrong]


def _sortable(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """The name to sort by, drafted, below the name of a contributor whose record lacks it."""
    tree = checked.record.trees.get(path)
    missing = any(problem.code == "sort-name-missing" for problem in checked.problems.get(path, ()))
    if not tree or not missing or tree.key_place("name").column > 1:
        return []
    name = tree.scalars["name",]
    line = yamltext.dump({"sort_name": sort_name(name.text, tree.data["kind"])})
    end = text.find("\n", name.end - 1) + 1
    return [_Edit(end, end, line) if end else _Edit(len(text), len(text), f"\n{line}")]


def _renewed(root: Path, checked: _Checked, path: str, text: str) -> list[_Edit]:
    """An outline's digest, and the numbers of its lines, as they are in the document at `root` now."""
    record = checked.record
    name = path.removeprefix(content.outline_path("").removesuffix(".yml")).removesuffix(".yml")
    outline = record.library.outlines.get(name)
    found = outlined.of(record, name) if outline and name == outline.document and path not in record.partial else None
    if not found or (outline and outline.digest == found.digest):
        return []
    tree = record.trees[path]
    if not found.outdated:
        end = text.find("\n", tree.scalars["document",].end)
        return [] if found.reading.mistakes or end < 0 else [_Edit(end, end, f"\ndigest: {found.digest}")]
    moves = outlined.changed(root, found).moves
    if moves is None:
        return []
    scalar = tree.scalars["digest",]
    edits = [_Edit(scalar.start, scalar.end, found.digest)]
    for old, new in moves.items():
        place = tree.key_place("parts", old)
        at = _offset(text, place.line, place.column)
        at += text[at] in "\"'"
        edits += [_Edit(at, at + len(old), new)] if old != new else []
    return edits


def _suggested(checked: _Checked, path: str, text: str, *, certain: bool) -> list[_Edit]:
    """The word that a message suggests, in place of the one that it is about; only a `certain` one, where so asked."""
    problems = [problem for problem in checked.problems.get(path, ()) if problem.certain or not certain]
    suggested = [(problem.place, word) for problem in problems if (word := problem.suggestion)]
    tree = checked.record.trees.get(path)
    if not suggested or not tree:
        return []
    keys = {tree.key_place(*key): str(key[-1]) for key in reversed(tree.keys)}
    scalars = {scalar.start: scalar for scalar in tree.scalars.values() if scalar.style not in {"|", ">"}}
    edits = []
    for place, suggestion in suggested:
        word = f'"{suggestion}"' if "," in suggestion else suggestion
        at = _offset(text, place.line, place.column)
        if place in keys:
            edits.append(_Edit(at, at + len(keys[place]), word))
        elif at in scalars:
            edits.append(_Edit(at, scalars[at].end, word))
    return edits


def _as_in_source(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """A view's text and what stands around it with the source's own quotation marks and dashes; `text: |`."""
    view = _view(checked.record, path)
    if not view:
        return []
    tree = checked.record.trees[path]
    keys: list[Key] = [*((key,) for key in _SAID_KEYS), *(("notes", at) for at in range(len(view.notes)))]
    edits = []
    said = _said(checked.record, view)
    for key in keys:
        scalar = tree.scalars.get(key)
        if scalar and said:
            pieces = view.paragraphs if key == ("text",) else (scalar.text,)
            edits += _exchanged(text, scalar, " ".join(_original(piece, said) or piece for piece in pieces))
    written = tree.scalars.get(("text",))
    if written and written.style == ">" and "\n" in written.text.strip():
        edits.append(_Edit(written.start, written.start + 1, "|"))
    return edits


def _as_in_text(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """Quotations with the quotation marks and dashes of the view's text."""
    view = _view(checked.record, path)
    edits = []
    if not view:
        return []
    said = fold(" ".join(view.paragraphs))
    for _, scalar in _quotations(checked.record.trees[path]):
        parts = [_original(part, said) or part for part in fold(scalar.text).split(quotes.FROM_TO)]
        edits += _exchanged(text, scalar, quotes.FROM_TO.join(parts))
    return edits


def _unquoted(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """Quotations without the quotation marks that were copied round them."""
    view = _view(checked.record, path)
    edits: list[_Edit] = []
    for key, scalar in _quotations(checked.record.trees[path]) if view else ():
        if view and key[-1] in {"quote", "key_quote"} and quotes.unquoted(view.paragraphs, scalar.text):
            first, *_, last = _characters(text, scalar)
            edits += [_Edit(first[0], first[1], ""), _Edit(last[0], last[1], "")]
    return edits


def _dotted(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """The sign for “from … to”, in place of three dots or one without blanks, where the quotation is found so."""
    view = _view(checked.record, path)
    edits = []
    if not view:
        return []
    for key, scalar in _quotations(checked.record.trees[path]):
        spaced = quotes.DOTS.sub(quotes.FROM_TO, fold(scalar.text))
        if key[-1] in {"quote", "key_quote"} and not _found(view, scalar.text) and _found(view, spaced):
            raw = text[scalar.start : scalar.end]
            body = len(raw.split("\n")[0]) if scalar.style in {"|", ">"} else 0
            edits += [
                _Edit(scalar.start + dots.start(), scalar.start + dots.end(), quotes.FROM_TO)
                for dots in quotes.DOTS.finditer(raw, body)
                if "\n" not in dots[0]
            ]
    return edits


def _in_order(checked: _Checked, path: str, text: str) -> list[_Edit]:
    """Excerpts in the order of the themes and of the text; moved addresses by the alphabet."""
    view = _view(checked.record, path)
    if path == content.REDIRECTS and path not in checked.record.partial:
        return _sorted(checked.record.trees[path], text, "moved", [move.old for move in checked.record.library.moved])
    if not view:
        return []
    order = {theme.slug: (theme.order, theme.slug) for theme in checked.record.library.ordered_themes}
    try:
        ranks = [(order[it.theme], passages.find(view, it)) for it in view.excerpts]
    except (KeyError, quotes.QuoteError):
        return []
    return _sorted(checked.record.trees[path], text, "excerpts", ranks)


def _sorted(tree: Tree, text: str, key: str, ranks: Sequence[Any]) -> list[_Edit]:
    """The items of a list that is written with hyphens, each with the comments above it, by their ranks."""
    places = sorted(range(len(ranks)), key=lambda at: ranks[at])
    lines = text.split("\n")
    starts = [tree.place(key, at).line - 1 for at in range(len(ranks))]
    if places == sorted(places) or not all(lines[start].lstrip().startswith("- ") for start in starts):
        return []
    starts = [_with_comments(lines, start) for start in starts]
    ends = [*starts[1:], _last_line(tree, text, key, len(ranks) - 1) + 1]
    chunks = ["\n".join(lines[starts[at] : ends[at]]) for at in places]
    first, last = _offset(text, starts[0] + 1, 1), _offset(text, ends[-1] + 1, 1) - 1
    return [_Edit(first, last, "\n".join(chunks))]


def _with_comments(lines: list[str], start: int) -> int:
    while lines[start - 1].lstrip().startswith("#") and lines[start - 1].startswith(" "):
        start -= 1
    return start


def _last_line(tree: Tree, text: str, key: str, at: int) -> int:
    """The line, from 0, on which the last item of a list ends."""
    end = max(scalar.end for way, scalar in tree.scalars.items() if way[:2] == (key, at))
    return text[: len(text[:end].rstrip())].count("\n")


def _view(record: Record, path: str) -> View | None:
    """The view in a file, if the whole of it could be read."""
    slugs = tuple(path.removesuffix(".yml").split("/")[2:])
    view = record.library.views.get(slugs) if len(slugs) == 2 else None
    return view if path not in record.partial else None


def _said(record: Record, view: View) -> str:
    """The words of a view's source, where they can be had."""
    if not isinstance(view.source, SeedSource):
        return ""
    try:
        return provenance.words_of(view.source, documents.text(record.root, view.source.seed))
    except (FileNotFoundError, ProblemsFound):
        return ""


def _quotations(tree: Tree) -> Iterator[tuple[Key, Scalar]]:
    for key, scalar in tree.scalars.items():
        if key == ("key_quote",) or (key[0] in {"excerpts", "stances"} and key[-1] in _QUOTED_KEYS):
            yield key, scalar


def _found(view: View, quote: str) -> bool:
    try:
        quotes.find(view.paragraphs, quote)
    except quotes.QuoteNotFoundError:
        return False
    except quotes.QuoteAmbiguousError:
        return True
    return True


def _original(words: str, said: str) -> str | None:
    """The source's own spelling of words that are its but for quotation marks and dashes; None if there are several."""
    wanted = plain(fold(words))
    places = [found.start() for found in re.finditer(f"(?={re.escape(wanted)})", plain(said))] if wanted else []
    spellings = {said[at : at + len(wanted)] for at in places}
    return spellings.pop() if len(spellings) == 1 else None


def _exchanged(text: str, scalar: Scalar, right: str) -> list[_Edit]:
    """The characters of a scalar that aren't those of `right`, which has the same words, one for one."""
    written = list(_characters(text, scalar))
    wanted = [character for character in right if not character.isspace()]
    if [character for _, _, character in written] != [it for it in scalar.text if not it.isspace()]:
        return []
    if len(written) != len(wanted):
        return []
    return [
        _Edit(start, end, _escaped(new, scalar.style))
        for (start, end, old), new in zip(written, wanted, strict=True)
        if old != new
    ]


_ESCAPES: Mapping[str | None, re.Pattern[str]] = {
    "'": re.compile(r"''|\S"),
    '"': re.compile(r"\\[\"\\/]|\S"),
    None: re.compile(r"\S"),
}


def _characters(text: str, scalar: Scalar) -> Iterator[tuple[int, int, str]]:
    """The characters of a scalar that aren't blank: where each stands in the file, and what it is."""
    start, end = scalar.start, scalar.end
    if scalar.style in {"'", '"'}:
        start, end = start + 1, end - 1
    elif scalar.style:
        start = text.index("\n", start)
    pattern = _ESCAPES.get(scalar.style, _ESCAPES[None])
    for found in pattern.finditer(text, start, end):
        yield found.start(), found.end(), found[0][-1]


def _escaped(character: str, style: str | None) -> str:
    if character == style == "'":
        return "''"
    return f"\\{character}" if style == '"' and character in '"\\' else character


def _offset(text: str, line: int, column: int) -> int:
    """Where a line and column (from 1) are in a text."""
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1
