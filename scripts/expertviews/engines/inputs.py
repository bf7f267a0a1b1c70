"""Digests of all that decides what a site is: the project's files, this program, its packages, what git knows.

Nothing that is made is among it. A digest that is the same says that a build would make the same site.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path

from expertviews import addresses, files, git, kept
from expertviews.engines.engine import SiteFiles

DOCS = files.DOCS
_VARIABLES = re.compile(r"!ENV\s+(\[[^\]]*|[^\n#]*)")
_INHERITED = re.compile(r"""\bINHERIT\b["']?\s*:\s*["']?([^"'\n#]*[^"'\n#\s])""")
_TICK = 0.02  # seconds, more than there are between two times that a system gives to files
_BUILT = {"site", "dist", "node_modules"}  # folders of the project that hold no sources


def everything(site: SiteFiles) -> str:
    """A digest of all that decides the site. Files are told by their states, and not read."""
    told = {path: (entry.is_symlink(), kept.state(entry.path)) for path, entry in _tree(site) if not is_made(path)}
    time.sleep(_TICK)  # else a file that is edited right now could keep its state
    return kept.digest(told, _settings(site), _git(site.root))


def shared(site: SiteFiles) -> str:
    """A digest of all that decides a page, but for its Markdown. Files are told by their bytes."""
    found = _tree(site, {str(site.root / files.CONTENT), str(site.root / files.SEEDS)})
    told = {path: (it.is_symlink(), kept.of_file(Path(it.path))) for path, it in found if not _is_page(path)}
    return kept.digest(told, _settings(site))


def is_made(path: str) -> bool:
    """Whether a path, relative to the root, is that of a generated page."""
    return path.startswith(f"{DOCS}/") and addresses.is_generated(path.removeprefix(f"{DOCS}/"))


def walk(folder: Path, skipped: Callable[[os.DirEntry[str]], bool]) -> Iterator[os.DirEntry[str]]:
    """Every file in a folder and those within, in order. Links are not followed."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if skipped(entry):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), skipped)
        else:
            yield entry


def _is_page(path: str) -> bool:
    return is_made(path) or (path.startswith(f"{DOCS}/") and path.endswith(".md"))


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
    """What decides the days that git knows, besides the files.

    That is the commit, where a shallow clone ends, and what git sees changed, which its index and settings decide, too.
    """
    try:
        commit, shallow = git.line(root, "rev-parse", "HEAD", "--git-path", "shallow").splitlines()
        changed = git.uncommitted(root, files.CONTENT, files.SEEDS, DOCS)
    except git.GitError:
        return None
    return commit, kept.of_file(root / shallow), [it for it in changed if not is_made(it)]
