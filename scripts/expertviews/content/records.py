"""The folder content/: where each entity's file stands, reading them all, and writing new ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from expertviews import files
from expertviews.content import documents, shapes, yamltext
from expertviews.content.yamltext import Tree
from expertviews.model import (
    LONGEST_SLUG,
    Contributor,
    Entity,
    Library,
    Outline,
    Question,
    Redirects,
    Theme,
    View,
    as_slug,
    is_slug,
)
from expertviews.problems import Place, Problem, ProblemsFound, instead, refuse, shown

FOLDER = "content"
SCHEMAS = "schemas"
OUTLINES = "outlines"
MODELS: Mapping[str, type[Entity]] = {
    "questions": Question,
    "contributors": Contributor,
    "themes": Theme,
    "views": View,
    "outlines": Outline,
}
"""The folders under content/ and what their files hold."""
REDIRECTS = f"{FOLDER}/redirects.yml"
"""The file of pages that were renamed or removed; there may be none."""

CODES: Mapping[str, str] = {
    "misplaced-file": "Every kind of record has its folder: `content/questions/`, `content/contributors/`, "
    "`content/themes/`, and for views `content/views/<question>/`. Beside them stands `content/redirects.yml` alone. "
    "This file is somewhere else.",
    "wrong-ending": "A record's file ends in `.yml`, so that it is found.",
    "bad-file-name": "A file's name becomes part of addresses: small letters a–z, digits and single hyphens, and "
    "`.yml` at the end. Capital letters are left out because some systems can't tell them from small ones; names "
    "such as `con` and `aux`, because Windows has no files of these names.",
    "no-record": "The folder `content/` isn't where the project is: it was moved or renamed, or there is none yet.",
}
"""What each code of this module's problems means."""

_IGNORED_NAMES = {"README.md", "addresses.txt"}


def question_path(question: str) -> str:
    """The file of a question, relative to the root."""
    return f"{FOLDER}/questions/{question}.yml"


def contributor_path(contributor: str) -> str:
    """The file of a contributor, relative to the root."""
    return f"{FOLDER}/contributors/{contributor}.yml"


def theme_path(theme: str) -> str:
    """The file of a theme, relative to the root."""
    return f"{FOLDER}/themes/{theme}.yml"


def outline_path(document: str) -> str:
    """The file of a document's outline, relative to the root; named as the document in seeds/, its ending included."""
    return f"{FOLDER}/{OUTLINES}/{document}.yml"


def view_path(question: str, contributor: str) -> str:
    """The file of a view, relative to the root."""
    return f"{FOLDER}/views/{question}/{contributor}.yml"


@dataclass(frozen=True, eq=False)
class Record:
    """What content/ holds: the entities that could be read, every file's tree, and the problems of form.

    `named` has the slugs of all files of a folder, also of those that couldn't be read: a reference to one of these
    is no mistake of its own. `partial` has the paths of files read without the keys and items that don't fit.
    """

    root: Path
    library: Library
    trees: Mapping[str, Tree]
    named: Mapping[str, frozenset[str]]
    partial: frozenset[str]
    problems: tuple[Problem, ...]

    def place(self, path: str, *key: str | int) -> Place:
        """Where a value stands in a file of the record."""
        return self.trees[path].place(*key)


def load(root: Path) -> Record:
    """Reads every file under content/. Problems of form are in the record; nothing is raised for them."""
    listing = files.listing(root, FOLDER)
    problems = list(listing.problems)
    trees: dict[str, Tree] = {}
    entities: dict[str, dict[Any, Any]] = {folder: {} for folder in (*MODELS, REDIRECTS)}
    named: dict[str, set[str]] = {folder: set() for folder in (*MODELS, REDIRECTS)}
    partial: set[str] = set()
    for path in filter(_is_of_record, listing.files):
        try:
            folder, slugs = _place_of(path)
            named[folder].add(slugs[-1])
            trees[path], entity, misfits = _read(path, files.read_text(root / path, path), model_of(path), slugs[-1])
            problems.extend(misfits)
            partial.update({path} if misfits else ())
            if entity:
                entities[folder][slugs if folder == "views" else slugs[0]] = entity
        except ProblemsFound as found:
            problems.extend(found.problems)
            _take_as_named(path, named)
    moved = [move for redirects in entities.pop(REDIRECTS).values() for move in redirects.moved]
    library = Library(**entities, moved=tuple(moved))
    slugs_named = {folder: frozenset(slugs) for folder, slugs in named.items()}
    return Record(root, library, trees, slugs_named, frozenset(partial), tuple(problems))


def refuse_absent(root: Path) -> None:
    """Raises ProblemsFound where there is no folder content/."""
    if not (root / FOLDER).is_dir():
        remedy = "put it back, or have it drafted by `views convert`"
        raise _named_wrong(FOLDER, "no-record", f"there is no folder {FOLDER}/", remedy)


def refuse_unreadable(root: Path) -> None:
    """Raises ProblemsFound where something in content/ or seeds/ can't be read: until it can, nothing is written."""
    refuse(problem for folder in (FOLDER, documents.FOLDER) for problem in files.listing(root, folder).problems)


def sweep(root: Path) -> None:
    """Removes from the folders of the record what a command that was killed has left there."""
    files.sweep(root / FOLDER, root / documents.FOLDER)


def create(root: Path, new_files: Mapping[str, str]) -> None:
    """Writes new files of the record, given as path → text, in their order.

    A file that is there already with the same words is left; with other words it raises FileExistsError.
    """
    for path, written in new_files.items():
        try:
            files.create(root / path, written)
        except FileExistsError:
            if files.read_text(root / path, path) != written:
                raise


def text_of(path: str, data: Mapping[str, Any], remarks: Mapping[str, str] | None = None) -> str:
    """The text of a file of the record: its schema's name, then its data; a remark is a comment under its key."""
    lines = [schema_line(path)]
    for key, value in data.items():
        lines.append(yamltext.dump({key: value}).removesuffix("\n"))
        lines += [f"# {remarks[key]}"] if remarks and key in remarks else []
    return "".join(f"{line}\n" for line in lines)


def schema_line(path: str) -> str:
    """The first line of a file of the record, by which an editor program finds its schema."""
    up = "../" * (len(PurePosixPath(path).parts) - 2)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{model_of(path).__name__.lower()}.json"


def model_of(path: str) -> type[Entity]:
    """What a file of the record holds, by its path relative to the root."""
    return Redirects if path == REDIRECTS else MODELS[PurePosixPath(path).parts[1]]


def paths(root: Path) -> Iterator[str]:
    """Every file under content/ that is one of the record's: sorted paths relative to the root."""
    return filter(_is_of_record, files.listing(root, FOLDER).files)


def _is_of_record(path: str) -> bool:
    return not path.startswith(f"{FOLDER}/{SCHEMAS}/") and path.rpartition("/")[2] not in _IGNORED_NAMES


def _take_as_named(path: str, named: Mapping[str, set[str]]) -> None:
    """Add the slug that a file's name was likely meant to be, so that no reference to it is a mistake of its own."""
    inside = PurePosixPath(path).parts[1:]
    if inside[0] in named and len(inside) > 1:
        named[inside[0]].add(_slug_in(PurePosixPath(inside[-1])))


def _place_of(path: str) -> tuple[str, tuple[str, ...]]:
    """The folder of a file and its slugs. Raises ProblemsFound where no such file should be."""
    if path == REDIRECTS:
        return REDIRECTS, ("redirects",)
    inside = PurePosixPath(path).parts[1:]
    folder, name = inside[0], PurePosixPath(inside[-1])
    depth = 3 if folder == "views" else 2
    if folder not in MODELS or len(inside) != depth:
        raise _misplaced(path, folder)
    if folder == OUTLINES and name.suffix == ".yml":
        return folder, (name.stem,)
    if name.suffix != ".yml":
        ending = f"not in `{shown(name.suffix)}`" if name.suffix else "and this one has no ending"
        remedy = f"rename it to {_slug_in(name)}.yml"
        raise _named_wrong(path, "wrong-ending", f"a record's file ends in .yml, {ending}", remedy)
    for part in (*inside[1:-1], name.stem):
        if not is_slug(part):
            slug = as_slug(part)
            remedy = "use small letters a–z, digits and single hyphens" + (f": `{slug}`" if slug else "")
            if slug == part:
                remedy = f"give it another name, of {LONGEST_SLUG} characters at most that no system has a use for"
            raise _named_wrong(path, "bad-file-name", f"a file or folder can't be named `{shown(part)}`", remedy)
    return folder, (*inside[1:-1], name.stem)


def _slug_in(name: PurePosixPath) -> str:
    return as_slug(name.name.partition(".")[0]) or "a-name"


def _misplaced(path: str, folder: str) -> ProblemsFound:
    if folder not in MODELS:
        remedy = instead(folder, MODELS, "folder").text
        return _named_wrong(path, "misplaced-file", f"content/ has no place for `{shown(folder)}`", remedy)
    right = {"views": "views/<question>/<contributor>.yml", OUTLINES: "outlines/<document>.yml"}
    remedy = f"move it to {FOLDER}/{right.get(folder, f'{folder}/<name>.yml')}"
    return _named_wrong(path, "misplaced-file", "the file is in the wrong folder", remedy)


def _named_wrong(path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(path), code, what, remedy)])


def text(root: Path, path: str) -> str:
    """The text of a file under content/. Raises ProblemsFound where it can't be read, or is no plain file."""
    return files.read_text(root / path, path)


@lru_cache(maxsize=16_384)
def _read(path: str, text: str, model: type[Entity], slug: str) -> tuple[Tree, Entity | None, tuple[Problem, ...]]:
    """A file's tree, entity and problems. Remembered by the text, so that a second build reads only what changed."""
    tree = yamltext.parse(text, path)
    return tree, *shapes.fit(model, slug, tree)
