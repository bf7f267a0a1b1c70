"""The folder content/: says where each file of the record belongs, loads all of them, and writes new ones."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from expertviews import characters, configuration, extraction, files, kept
from expertviews.content import documents, keys, shapes, yamltext
from expertviews.content.yamltext import Tree
from expertviews.kept import Cache
from expertviews.mappings import Lazy
from expertviews.model import (
    RESERVED_SLUGS,
    SLUG,
    SLUG_REMEDY,
    Contributor,
    Entity,
    Library,
    Outline,
    Question,
    Redirects,
    Theme,
    View,
    ViewKey,
    as_slug,
    is_slug,
)
from expertviews.problems import Place, Problem, ProblemsFound, instead, refuse, shown

FOLDER = files.CONTENT
SCHEMAS = "schemas"
OUTLINES = "outlines"
MODELS: Mapping[str, type[Entity]] = {
    "questions": Question,
    "contributors": Contributor,
    "themes": Theme,
    "views": View,
    "outlines": Outline,
}
"""The folders under content/ and the models of their files."""
REDIRECTS = f"{FOLDER}/redirects.yml"
"""The optional file of renamed and removed pages."""
ADDRESSES = f"{FOLDER}/addresses.txt"
"""The optional list of addresses that were published."""

CODES: Mapping[str, str] = {
    "misplaced-file": "Each kind of record has its own folder: `content/questions/`, `content/contributors/`, "
    "`content/themes/`, `content/outlines/`, and `content/views/<question>/` for views. The only file outside them is "
    "`content/redirects.yml`.",
    "wrong-ending": "The name of a record's file must end in `.yml`.",
    "bad-file-name": "File names become part of addresses: lower-case letters a–z, digits and single hyphens, then "
    "`.yml`. Capitals aren't allowed because some systems can't distinguish them from lower-case letters, and names "
    "such as `con` and `aux` because Windows reserves them.",
    "no-record": "The project has no folder `content/`: it was moved or renamed, or hasn't been created yet.",
}
"""The meaning of each problem code of this module."""

_COPY = re.compile(r"^copy of | ?\(\d+\)$|( -)? copy( \d+)?$|_(BACKUP|BASE|LOCAL|REMOTE)_\d+$", re.IGNORECASE)
"""What browsers, systems and git add to the name of a copy."""
_IGNORED_NAMES = {"README.md", "addresses.txt"}
_NO_CACHE = Cache()  # of other revisions nothing is cached


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
    """The file of a document's outline, relative to the root. `document` is its full name in seeds/."""
    return f"{FOLDER}/{OUTLINES}/{document}.yml"


def view_path(question: str, contributor: str) -> str:
    """The file of a view, relative to the root."""
    return f"{FOLDER}/views/{question}/{contributor}.yml"


@dataclass(frozen=True, eq=False)
class Record:
    """What is in content/: the valid entities, the tree of every file, and the problems found while loading.

    `entities` has the same entities as `library`, by the paths of their files.
    `named` has the slugs of all files by folder, including those that couldn't be read, so that a reference to one
    isn't a second problem. `partial` has the paths of files read without the keys and items that don't fit. `digests`
    has a digest of each file's text and of the language that a view takes over. `language` is that of the site.
    """

    root: Path
    library: Library
    entities: Mapping[str, Entity]
    trees: Lazy[str, str, Tree]
    named: Mapping[str, frozenset[str]]
    partial: frozenset[str]
    problems: tuple[Problem, ...]
    digests: Mapping[str, str]
    language: str

    def of_files(self, paths: Iterable[str]) -> "Record":
        """A copy with the entities and trees of only these files, but the whole library."""
        chosen = [*paths]
        entities = {path: self.entities[path] for path in chosen}
        texts = {path: self.trees.items_by_key[path] for path in chosen}
        return replace(self, entities=entities, trees=Lazy(texts, _tree))

    def place(self, path: str, *key: str | int) -> Place:
        """The place of a value in a file of the record."""
        return self.trees[path].place(*key)


def load(root: Path, proposed: Mapping[str, str] | None = None) -> Record:
    """Reads every file under content/. Files that are `proposed` (path → text) stand in place of those there.

    Problems are part of the record; none are raised.
    """
    on_disk, new = files.listing(root, FOLDER), proposed or {}
    listing = files.FolderListing((*on_disk.files, *sorted(new.keys() - on_disk.files)), on_disk.problems)

    def read(path: str) -> str:
        return new[path] if path in new else files.read_text(f"{root}/{path}", path)

    with kept.gc_paused():
        return _loaded(root, listing, read, kept.record_cache(root), configuration.language_of(root))


def load_bytes(data: Mapping[str, bytes]) -> Record:
    """Reads the record in some files (path → bytes), such as those of an earlier revision. Raises nothing."""
    listing = files.FolderListing(tuple(path for path in data if path.startswith(f"{FOLDER}/")), ())
    return _loaded(Path(), listing, lambda path: files.decoded(data[path], path), _NO_CACHE, configuration.ENGLISH)


_Read = Callable[[str], str]
"""From the path of a file to its text."""


def _loaded(root: Path, listing: files.FolderListing, read: _Read, cache: Cache, language: str) -> Record:
    problems = list(listing.problems)
    texts: dict[str, str] = {}
    entities: dict[str, Entity] = {}
    by_slug: dict[str, dict[Any, Any]] = {folder: {} for folder in (*MODELS, REDIRECTS)}
    named: dict[str, set[str]] = {folder: set() for folder in (*MODELS, REDIRECTS)}
    partial: set[str] = set()
    digests: dict[str, str] = {}
    for path in filter(_is_of_record, listing.files):
        try:
            folder, slugs = _folder_and_slugs(path, listing.files)
            named[folder].add(slugs[-1])
            text = read(path)
            digests[path] = kept.digest(text)
            entity, misfits = _read(cache, path, text, slugs[-1])
            texts[path] = text
            problems.extend(misfits)
            if misfits:
                partial.add(path)
            if entity:
                entities[path] = by_slug[folder][slugs if folder == "views" else slugs[0]] = entity
        except ProblemsFound as refused:
            problems.extend(refused.problems)
            inside = PurePosixPath(path).parts[1:]
            if inside[0] in named and len(inside) > 1:  # the file's name was probably meant to be this slug
                named[inside[0]].add(_slug_in(PurePosixPath(inside[-1])))
    for path, key, view in [*_with_languages(by_slug["questions"], by_slug["views"], language)]:
        entities[path] = by_slug["views"][key] = view
        digests[path] = kept.digest(digests[path], view.language)
    moved = [move for redirects in by_slug.pop(REDIRECTS).values() for move in redirects.moved]
    library = Library(**by_slug, moved=tuple(moved))
    slugs_named = {folder: frozenset(slugs) for folder, slugs in named.items()}
    trees = Lazy(texts, _tree)
    return Record(root, library, entities, trees, slugs_named, frozenset(partial), tuple(problems), digests, language)


def _with_languages(
    questions: Mapping[str, Question], views: Mapping[ViewKey, View], site_language: str
) -> Iterator[tuple[str, ViewKey, View]]:
    """The views that name no language, with that of their question or else of the site, after their paths and keys.

    Of a site in English, a view keeps no language.
    """
    default = None if site_language == configuration.ENGLISH else site_language
    languages = {slug: question.language or default for slug, question in questions.items()}
    for key, view in views.items():
        language = languages.get(key[0], default)
        if language and not view.language:
            yield view_path(*key), key, view.model_copy(update={"language": language})


def free_order(record: Record) -> int:
    """The next free `order` for a theme. Themes that aren't filled in yet count, too."""
    themes = (record.trees[path] for path in record.trees if path.startswith(f"{FOLDER}/themes/"))
    orders = (theme.data["order"] for theme in themes if ("order",) in theme.scalars)
    return max((order for order in orders if isinstance(order, int)), default=0) + 1


def refuse_absent(root: Path) -> None:
    """Raises ProblemsFound if there is no folder content/."""
    if not (root / FOLDER).is_dir():
        remedy = "restore it, or draft it with `views convert`"
        raise _refused(FOLDER, "no-record", f"there is no folder {FOLDER}/", remedy)


def refuse_unreadable(root: Path) -> None:
    """Raises ProblemsFound if anything in content/ or seeds/ can't be read. Call it before writing."""
    refuse(problem for folder in (FOLDER, documents.SEEDS) for problem in files.listing(root, folder).problems)


def write_new(root: Path, new_files: Mapping[str, str]) -> None:
    """Writes new files (path → text) in order.

    Skips files that exist with the same text. Raises FileExistsError if one exists with another text.
    """
    for path, text in new_files.items():
        try:
            files.create(root / path, text)
        except FileExistsError:
            if files.read_text(root / path, path) != text:
                raise


def text_of(path: str, data: Mapping[str, Any]) -> str:
    """Writes the text of a file of the record: the line that names its schema, then its data."""
    return "".join([f"{schema_line(path)}\n", *(yamltext.dump({key: value}) for key, value in data.items())])


def schema_line(path: str) -> str:
    """The first line of a file of the record, which tells editors where its schema is."""
    up = "../" * (len(PurePosixPath(path).parts) - 2)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{model_of(path).__name__.lower()}.json"


def model_of(path: str) -> type[Entity]:
    """The model of a file of the record, by its path relative to the root."""
    return Redirects if path == REDIRECTS else MODELS[PurePosixPath(path).parts[1]]


def file_text(root: Path, path: str) -> str:
    """Reads a file under content/. Raises ProblemsFound if it can't be read or isn't a regular file."""
    return files.read_text(root / path, path)


def _is_of_record(path: str) -> bool:
    return not path.startswith(f"{FOLDER}/{SCHEMAS}/") and path.rpartition("/")[2] not in _IGNORED_NAMES


def _folder_and_slugs(path: str, present: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The folder and the slugs of a file. Raises ProblemsFound if the file's place or name is wrong."""
    if path == REDIRECTS:
        return REDIRECTS, ("redirects",)
    inside = PurePosixPath(path).parts[1:]
    folder, name = inside[0], PurePosixPath(inside[-1])
    if folder not in MODELS:
        remedy = instead(folder, MODELS, "folder").text
        raise _refused(path, "misplaced-file", f"content/ has no place for `{shown(folder)}`", remedy)
    if len(inside) != (3 if folder == "views" else 2):
        right = {"views": "views/<question>/<contributor>.yml", OUTLINES: "outlines/<document>.yml"}
        remedy = f"move it to {FOLDER}/{right.get(folder, f'{folder}/<name>.yml')}"
        raise _refused(path, "misplaced-file", "the file is in the wrong folder", remedy)
    if name.suffix != ".yml":
        ending = f"not in `{shown(name.suffix)}`" if name.suffix else "and this one has no ending"
        remedy = _renamed(path, _slug_in(name), present)
        if name.suffix.lower() in set(extraction.ENDINGS) - {".txt", ".md"}:
            remedy = f"if it is a document, move it to {documents.SEEDS}/; if not, move it out of {FOLDER}/"
        raise _refused(path, "wrong-ending", f"the name of a record's file ends in .yml, {ending}", remedy)
    slugs = (*inside[1:-1], name.stem)
    if folder != OUTLINES:
        _refuse_bad_names(path, slugs, present)
    return folder, slugs


def _refuse_bad_names(path: str, names: tuple[str, ...], present: Collection[str]) -> None:
    for at, name in enumerate(names, 1):
        if is_slug(name):
            continue
        original = _COPY.sub("", name) if at == len(names) else name
        if original != name and _beside(path, original) in present:
            what = "this looks like a copy of another file"
            raise _refused(path, "bad-file-name", what, _renamed(path, original, present))
        slug, odd = as_slug(name), characters.oddities(name)
        remedy = f"{SLUG.remedy}: `{slug}`" if slug not in {"", name} else f"choose another name: {SLUG_REMEDY}"
        why = f": it has {odd}" if odd else ""
        if name in RESERVED_SLUGS:
            remedy, why = f"choose another name, such as `{slug}`", ": it is reserved"
        what = f"`{shown(name)}` can't be the name of a file or folder{why}"
        raise _refused(path, "bad-file-name", what, remedy)


def _renamed(path: str, slug: str, present: Collection[str]) -> str:
    """The remedy for a wrong name: rename the file, but not to a name that another file has."""
    new_path = _beside(path, slug)
    if new_path in present:
        return f"{shown(new_path, 200)} is there too: copy into it what only this file has, then delete this file"
    return f"rename it to {shown(slug)}.yml"


def _beside(path: str, slug: str) -> str:
    return f"{path.rpartition('/')[0]}/{slug}.yml"


def _slug_in(name: PurePosixPath) -> str:
    return as_slug(name.name.partition(".")[0]) or "a-name"


def _refused(path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(path), code, what, remedy)])


def forget() -> None:
    """Frees the memory of everything that was read. Whoever needs it again reads it again."""
    for function in (_tree, _read, kept.record_cache):
        function.cache_clear()


@lru_cache(maxsize=16_384)
def _tree(path: str, text: str) -> Tree:
    return yamltext.parse(text, path)


@lru_cache(maxsize=16_384)
def _read(cache: Cache, path: str, text: str, slug: str) -> tuple[Entity | None, tuple[Problem, ...]]:
    """The entity and problems of a file, cached by its text: a second build reads only what has changed."""
    return cache.get_or_make(path, kept.digest(text), lambda: _fitted(_tree(path, text), model_of(path), slug))


def _fitted(tree: Tree, model: type[Entity], slug: str) -> tuple[Entity | None, tuple[Problem, ...]]:
    other_folder = _folder_by_keys(tree.data, model)
    if other_folder:
        what = f"these are the keys of {keys.article(MODELS[other_folder])}, not of {keys.article(model)}"
        remedy = f"move the file to {FOLDER}/{'views/<question>' if other_folder == 'views' else other_folder}/"
        return None, (Problem(tree.place(), "misplaced-file", what, remedy),)
    return shapes.fit(model, slug, tree)


def _folder_by_keys(data: Any, model: type[Entity]) -> str | None:
    """The folder whose files have all these keys, if two or more aren't keys of the file's own model."""
    names = [*data] if isinstance(data, dict) else []
    if sum(not keys.get(model, name) for name in names) < 2:
        return None
    return next((folder for folder, other in MODELS.items() if all(keys.get(other, name) for name in names)), None)
