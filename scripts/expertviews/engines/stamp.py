"""The stamp of a build: if nothing has changed since, the site is as a build would make it.

It has a digest of what the site depends on (the project's files, this program, its packages, and what git knows, but
no file that a build makes), and one of the states of the files that were made.
"""

import os
import re
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import cast

from expertviews import addresses, files, git, kept
from expertviews.engines.engine import SiteFiles

_VARIABLES = re.compile(r"!ENV\s+(\[[^\]]*|[^\n#]*)")
_INHERITED = re.compile(r"""\bINHERIT\b["']?\s*:\s*["']?([^"'\n#]*[^"'\n#\s])""")
_TICK = 0.02  # seconds, more than the resolution of the times that a system gives to files
_BUILT = {"site", "dist", "node_modules"}  # folders of the project that hold no sources
_Skipped = Callable[[os.DirEntry[str]], bool]
MADE = ("made", "by the last build")
"""The cache's name and key for the paths of a site's files, except those that are made at every build."""


class Stamp:
    """The stamp of a site that is built in one way. Create it before the build: it digests what the site depends on."""

    def __init__(self, site: SiteFiles, kind: str) -> None:
        self._site, self._cache = site, site.cache("stamp", kind)
        self._sources = everything(site)

    def message(self) -> str | None:
        """Return the message of the last build; None if the site isn't as a build would make it now."""
        made = self._cache.get("made", self._sources)
        return cast("str | None", self._cache.get("message", made)) if made and made == self._made() else None

    def write(self, message: str) -> None:
        """Stamp a build that is done, with what is to be said of it, unless something was edited meanwhile."""
        if everything(self._site) == self._sources:
            made = self._made()
            self._cache.put("made", self._sources, made)
            self._cache.put("message", made, message)
            self._cache.save()

    def _made(self) -> str:
        """Return a digest of the states of all files that a build makes."""
        docs, site = states(self._site.root / files.DOCS), states(self._site.to)
        pages = sorted((path, state) for path, state in docs.items() if is_made(f"{files.DOCS}/{path}"))
        return kept.digest(pages, sorted(site.items()))


def states(folder: Path) -> dict[str, kept.FileState]:
    """Return the state of every file in a folder, by its path in it."""
    entries = _walk_relative(str(folder)) if folder.is_dir() else ()
    return {path: kept.state_of_stat(entry.stat(follow_symlinks=False)) for path, entry in entries}


def remove_others(folder: Path, paths: Container[str]) -> None:
    """Remove everything from a folder but regular files with these `paths` in it: links, too, and empty folders."""
    if not folder.is_dir():  # a file, or a broken link
        folder.unlink(missing_ok=True)
        return
    for path, entry in _walk_relative(str(folder)):
        if path not in paths or not entry.is_file(follow_symlinks=False):
            os.unlink(entry.path)  # noqa: PTH108 - here and below: tens of thousands
    for inner, _, _ in os.walk(folder, topdown=False):
        if inner != str(folder):
            with suppress(OSError):  # it has files
                os.rmdir(inner)  # noqa: PTH106


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files from a folder, if they are there, and the folders in it that are empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder has other files, or is gone
            for above in Path(path).parents[:-1]:
                (folder / above).rmdir()


def everything(site: SiteFiles) -> str:
    """Return a digest of all that the site depends on. Of files, it has the states, without reading them."""
    tree = [(path, entry) for path, entry in _tree(site) if not is_made(path)]
    states = {path: (entry.is_symlink(), kept.file_state(entry.path)) for path, entry in tree}
    time.sleep(_TICK)  # else a file that is edited right now could keep its state
    return kept.digest(states, _settings(site), _git(site.root))


def shared(site: SiteFiles) -> str:
    """Return a digest of all that every page depends on besides its Markdown. Of files, it has the bytes."""
    tree = _tree(site, {str(site.root / files.CONTENT), str(site.root / files.SEEDS)})
    others = [(path, Path(entry.path)) for path, entry in tree if not _is_page(path)]
    digests = {path: (file.is_symlink(), kept.file_digest(file)) for path, file in others}
    return kept.digest(digests, _settings(site))


def is_made(path: str) -> bool:
    """Return whether a path, relative to the root, is that of a generated page."""
    return path.startswith(f"{files.DOCS}/") and addresses.is_generated(path.removeprefix(f"{files.DOCS}/"))


def walk(folder: str | Path, skipped: _Skipped = lambda _: False) -> Iterator[os.DirEntry[str]]:
    """Yield every file in a folder and those within, in order. Links are not followed."""
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    for entry in entries:
        if skipped(entry):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path, skipped)
        else:
            yield entry


def _walk_relative(folder: str, skipped: _Skipped = lambda _: False) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path in a folder of every file, with its entry."""
    for entry in walk(folder, skipped):
        yield entry.path[len(folder) + 1 :].replace(os.sep, "/"), entry


def _is_page(path: str) -> bool:
    return is_made(path) or (path.startswith(f"{files.DOCS}/") and path.endswith(".md"))


def _tree(site: SiteFiles, left_out: Set[str] = frozenset()) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files of a project by their paths in it, but for hidden, built and other folders."""
    root, built = str(site.root), {str(site.root / it) for it in _BUILT} | {str(site.to)} | left_out

    def skipped(entry: os.DirEntry[str]) -> bool:
        is_hidden = entry.name.startswith(".") and os.path.dirname(entry.path) == root  # noqa: PTH120 - fast
        return is_hidden or entry.name == "__pycache__" or entry.path in built

    return _walk_relative(root, skipped)


def _settings(site: SiteFiles) -> object:
    """Return the program's digest, the configuration, and the variables of the environment that it names."""
    base = site.root / files.PROGRAM_FILES / "mkdocs.yml"
    texts = {path: text for path, text in _configurations(site.config).items() if Path(path) != base}
    tags = (tag for text in texts.values() for tag in _VARIABLES.findall(text))
    names = sorted({name for tag in tags for name in re.findall(r"\w+", tag)})
    return kept.program_digest(), site.config, texts, [(name, os.environ.get(name)) for name in names]


def _configurations(config: Path) -> Mapping[str, str]:
    """Return the texts of a configuration file and of those that it inherits, by their paths, wherever these are."""
    texts, paths = dict[str, str](), [config]
    while paths:
        path = paths.pop(0)
        if str(path) not in texts and path.is_file():
            text = texts[str(path)] = path.read_text(encoding="utf-8", errors="replace")
            paths += [path.parent / inherited for inherited in _INHERITED.findall(text)]
    return texts


def _git(root: Path) -> object:
    """Return what the history that git knows depends on: the commit, and where a shallow clone ends."""
    try:
        commit, shallow = git.line(root, "rev-parse", "HEAD", "--git-path", "shallow").splitlines()
    except git.GitError:
        return None
    return commit, kept.file_digest(root / shallow)
