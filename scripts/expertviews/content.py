"""The folder content/: where each entity's file stands, reading them all, and writing new ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from expertviews import files, names, shapes, yamltext
from expertviews.model import SLUG_PATTERN, Contributor, Entity, Library, Question, Theme, View
from expertviews.problems import Place, Problem, ProblemsFound, instead, shown
from expertviews.yamltext import Tree

FOLDER = "content"
SCHEMAS = "schemas"
MODELS: Mapping[str, type[Entity]] = {
    "questions": Question,
    "contributors": Contributor,
    "themes": Theme,
    "views": View,
}
"""The folders under content/ and what their files hold."""

_IGNORED_NAMES = {"README.md", "addresses.txt"}
_WRONG_ENDINGS = {".yaml", ".json", ".txt", ".md", ""}


def question_path(question: str) -> str:
    """The file of a question, relative to the root."""
    return f"{FOLDER}/questions/{question}.yml"


def contributor_path(contributor: str) -> str:
    """The file of a contributor, relative to the root."""
    return f"{FOLDER}/contributors/{contributor}.yml"


def theme_path(theme: str) -> str:
    """The file of a theme, relative to the root."""
    return f"{FOLDER}/themes/{theme}.yml"


def view_path(question: str, contributor: str) -> str:
    """The file of a view, relative to the root."""
    return f"{FOLDER}/views/{question}/{contributor}.yml"


@dataclass(frozen=True)
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
    problems: list[Problem] = []
    trees: dict[str, Tree] = {}
    entities: dict[str, dict[Any, Any]] = {folder: {} for folder in MODELS}
    named: dict[str, set[str]] = {folder: set() for folder in MODELS}
    partial: set[str] = set()
    for path in _files(root):
        try:
            folder, slugs = _place_of(path)
            named[folder].add(slugs[-1])
            trees[path], entity, misfits = _read(path, _text(root, path), MODELS[folder], slugs[-1])
            problems.extend(misfits)
            partial.update({path} if misfits else ())
            if isinstance(entity, Contributor) and entity.kind == "person" and not entity.sort_name:
                entity = entity.model_copy(update={"sort_name": names.sort_name(entity.name)})
            if entity:
                entities[folder][slugs if folder == "views" else slugs[0]] = entity
        except ProblemsFound as found:
            problems.extend(found.problems)
    library = Library(**entities)
    slugs_named = {folder: frozenset(slugs) for folder, slugs in named.items()}
    return Record(root, library, trees, slugs_named, frozenset(partial), tuple(problems))


def create(root: Path, new_files: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes new files of the record, given as path → data, in their order.

    A file that is there already with the same words is left; with other words it raises FileExistsError.
    """
    for path, data in new_files.items():
        text = text_of(path, data)
        try:
            files.create(root / path, text)
        except FileExistsError:
            if files.read_text(root / path, path) != text:
                raise


def text_of(path: str, data: Mapping[str, Any]) -> str:
    """The text of a file of the record: its schema's name, then its data."""
    return f"{schema_line(path)}\n{yamltext.dump(data)}"


def schema_line(path: str) -> str:
    """The first line of a file of the record, by which an editor program finds its schema."""
    folder = PurePosixPath(path).parts[1]
    up = "../" * (len(PurePosixPath(path).parts) - 2)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{MODELS[folder].__name__.lower()}.json"


def _files(root: Path) -> Iterator[str]:
    """Every file under content/ that isn't hidden or a schema, as a sorted list of paths relative to the root."""
    base = root / FOLDER
    for path in sorted(base.rglob("*")):
        parts = path.relative_to(base).parts
        hidden = any(part.startswith(".") for part in parts) or parts[-1] in _IGNORED_NAMES
        if not hidden and parts[0] != SCHEMAS and (path.is_symlink() or not path.is_dir()):
            yield path.relative_to(root).as_posix()


def _place_of(path: str) -> tuple[str, tuple[str, ...]]:
    """The folder of a file and its slugs. Raises ProblemsFound where no such file should be."""
    inside = PurePosixPath(path).parts[1:]
    folder, name = inside[0], PurePosixPath(inside[-1])
    depth = 3 if folder == "views" else 2
    if folder not in MODELS or len(inside) != depth:
        raise _misplaced(path, folder)
    if name.suffix != ".yml":
        remedy = f"name it {name.stem}.yml" if name.suffix in _WRONG_ENDINGS else "only .yml files belong here"
        raise _named_wrong(path, "wrong-ending", f"a record's file ends in .yml, not in `{shown(name.suffix)}`", remedy)
    slugs = (*inside[1:-1], name.stem)
    for slug in slugs:
        if not re.fullmatch(SLUG_PATTERN, slug):
            remedy = "small letters a–z, digits and single hyphens"
            raise _named_wrong(path, "bad-file-name", f"`{shown(slug)}` isn't a slug", remedy)
    return folder, slugs


def _misplaced(path: str, folder: str) -> ProblemsFound:
    if folder not in MODELS:
        what, remedy = f"content/ has no place for `{shown(folder)}`", instead(folder, MODELS, "folder")
    else:
        what = "the file is in the wrong folder"
        remedy = "views stand in views/<question>/<contributor>.yml, all else directly in its folder"
    return _named_wrong(path, "misplaced-file", what, remedy)


def _named_wrong(path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(path), code, what, remedy)])


def _text(root: Path, path: str) -> str:
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()) or not file.is_file():
        raise _named_wrong(path, "symlink", "the file leads out of the project, or nowhere", "put the file itself here")
    return files.read_text(file, path)


@lru_cache(maxsize=16_384)
def _read(path: str, text: str, model: type[Entity], slug: str) -> tuple[Tree, Entity | None, tuple[Problem, ...]]:
    """A file's tree, entity and problems. Remembered by the text, so that a second build reads only what changed."""
    tree = yamltext.parse(text, path)
    return tree, *shapes.fit(model, slug, tree)
