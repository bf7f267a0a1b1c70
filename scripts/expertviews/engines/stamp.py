"""The stamp of a build: if nothing has changed since, the site is as a build would make it.

It says what the site was made of (the project's files, this program, its packages, what git knows, but nothing that is
made), and the states of the files that were made.
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
_TICK = 0.02  # seconds, more than there are between two times that a system gives to files
_BUILT = {"site", "dist", "node_modules"}  # folders of the project that hold no sources
MADE = ("made", "by the last build")
"""Under which the paths are kept of what a site has, but for what is made at every build."""


class Stamp:
    """The stamp of a site built in one way; made before the build, it holds what the site is to be made of."""

    def __init__(self, site: SiteFiles, kind: str) -> None:
        self._site, self._known = site, site.kept("stamp", kind)
        self._made_of = everything(site)

    def said(self) -> str | None:
        """What is still to be said since the last build; None if the site isn't as a build would make it."""
        made = self._known.get("made", self._made_of)
        return cast("str | None", self._known.get("said", made)) if made and made == self._made() else None

    def write(self, said: str) -> None:
        """Stamp a build that is done, unless something was edited meanwhile."""
        if everything(self._site) == self._made_of:
            made = self._made()
            self._known.put("made", self._made_of, made)
            self._known.put("said", made, said)
            self._known.save()

    def _made(self) -> str:
        """A digest of the states of all files that are made."""
        docs, site = states(self._site.root / files.DOCS), states(self._site.to)
        pages = sorted(it for it in docs.items() if is_made(f"{files.DOCS}/{it[0]}"))
        return kept.digest(pages, sorted(site.items()))


def states(folder: Path) -> dict[str, kept.FileState]:
    """The state of every file in a folder, by its path in it."""
    start = len(str(folder)) + 1
    entries = walk(folder) if folder.is_dir() else ()
    return {it.path[start:].replace(os.sep, "/"): kept.state_of_stat(it.stat(follow_symlinks=False)) for it in entries}


def remove_others(folder: Path, kept: Container[str]) -> None:
    """Remove everything from a folder but regular files whose paths in it are `kept`: links, too, and empty folders."""
    if not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    start = len(str(folder)) + 1
    for entry in walk(folder):
        if entry.path[start:].replace(os.sep, "/") not in kept or not entry.is_file(follow_symlinks=False):
            os.unlink(entry.path)  # noqa: PTH108 - here and below: tens of thousands
    for each in (it for it, _, _ in os.walk(folder, topdown=False) if it != str(folder)):
        with suppress(OSError):  # a folder in it has files
            os.rmdir(each)  # noqa: PTH106


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files from a folder, if they are there, and the folders in it that are empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder has other files, or is gone
            for above in Path(path).parents[:-1]:
                (folder / above).rmdir()


def everything(site: SiteFiles) -> str:
    """A digest of all that decides the site. Files are told by their states, and not read."""
    told = {path: (entry.is_symlink(), kept.file_state(entry.path)) for path, entry in _tree(site) if not is_made(path)}
    time.sleep(_TICK)  # else a file that is edited right now could keep its state
    return kept.digest(told, _settings(site), _git(site.root))


def shared(site: SiteFiles) -> str:
    """A digest of all that decides a page, but for its Markdown. Files are told by their bytes."""
    found = _tree(site, {str(site.root / files.CONTENT), str(site.root / files.SEEDS)})
    told = {path: (it.is_symlink(), kept.file_digest(Path(it.path))) for path, it in found if not _is_page(path)}
    return kept.digest(told, _settings(site))


def is_made(path: str) -> bool:
    """Whether a path, relative to the root, is that of a generated page."""
    return path.startswith(f"{files.DOCS}/") and addresses.is_generated(path.removeprefix(f"{files.DOCS}/"))


def walk(
    folder: str | Path, skipped: Callable[[os.DirEntry[str]], bool] = lambda _: False
) -> Iterator[os.DirEntry[str]]:
    """Every file in a folder and those within, in order. Links are not followed."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if skipped(entry):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path, skipped)
        else:
            yield entry


def _is_page(path: str) -> bool:
    return is_made(path) or (path.startswith(f"{files.DOCS}/") and path.endswith(".md"))


def _tree(site: SiteFiles, left_out: Set[str] = frozenset()) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files of the project by their paths in it, but for some folders."""
    root, built = str(site.root), {str(site.root / it) for it in _BUILT} | {str(site.to)} | left_out

    def skipped(entry: os.DirEntry[str]) -> bool:
        is_hidden = entry.name.startswith(".") and os.path.dirname(entry.path) == root  # noqa: PTH120 - fast
        return is_hidden or entry.name == "__pycache__" or entry.path in built

    for entry in walk(site.root, skipped):
        yield entry.path[len(root) + 1 :].replace(os.sep, "/"), entry


def _settings(site: SiteFiles) -> object:
    """The program, the configuration, and the variables of the environment that it names."""
    base = site.root / files.PROGRAM_FILES / "mkdocs.yml"
    texts = {path: text for path, text in _configurations(site.config).items() if Path(path) != base}
    named = {name for text in texts.values() for it in _VARIABLES.findall(text) for name in re.findall(r"\w+", it)}
    return kept.program_digest(), site.config, texts, [(name, os.environ.get(name)) for name in sorted(named)]


def _configurations(config: Path) -> Mapping[str, str]:
    """The texts of a configuration file and of those that it inherits, by their paths, wherever these are."""
    found, paths = dict[str, str](), [config]
    for path in paths:  # grows during the loop
        if str(path) not in found and path.is_file():
            text = found[str(path)] = path.read_text(encoding="utf-8", errors="replace")
            paths += [path.parent / inherited for inherited in _INHERITED.findall(text)]
    return found


def _git(root: Path) -> object:
    """What decides the history that git knows: the commit, and where a shallow clone ends."""
    try:
        commit, shallow = git.line(root, "rev-parse", "HEAD", "--git-path", "shallow").splitlines()
    except git.GitError:
        return None
    return commit, kept.file_digest(root / shallow)
