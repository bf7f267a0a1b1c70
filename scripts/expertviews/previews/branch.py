"""The branch that is served: the published site at its root, and a preview of each open pull request in a folder.

The branch always has one commit, so its history never grows. A change reads the branch and pushes a new commit only if
the branch hasn't moved; otherwise it starts again, so concurrent changes both succeed. File names are fetched, never
the files themselves.
"""

import random
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from expertviews import addresses, git

ServedFiles = Mapping[str, str]
"""The files that are served: path → blob id."""

_Result = TypeVar("_Result")

_KEPT = {"CNAME"}
"""Files that the host writes to the branch; they stay unless a new site has its own."""
_NO_JEKYLL = ".nojekyll"
"""An empty file that stops GitHub from processing the site with Jekyll."""
_PREVIEW = re.compile(rf"{addresses.PREVIEWS}/([1-9][0-9]{{0,9}})/")
_ATTEMPTS = 10
_AUTHOR = (
    "-c",
    "user.name=github-actions[bot]",
    "-c",
    "user.email=41898282+github-actions[bot]@users.noreply.github.com",
)


@dataclass(frozen=True)
class Branch:
    """A branch of a remote repository. `settings` are environment variables for git, such as credentials."""

    remote: str
    name: str = "gh-pages"
    settings: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> ServedFiles:
        """The files that the branch serves; none if it doesn't exist. Raises git.GitError."""
        with self._copy() as copy:
            return self._retried(lambda: copy.files(copy.fetch()))

    def deploy(self, number: int, folder: Path) -> bool:
        """Serves a folder as the preview of a pull request, instead of an earlier one.

        Returns whether the branch had to change. Raises git.GitError if every attempt fails.
        """
        place = f"{addresses.PREVIEWS}/{number}/"
        return self._change(f"Preview #{number}", lambda path: path.startswith(place), folder, place)

    def publish(self, folder: Path) -> bool:
        """Serves a folder as the published site; previews stay. Returns and raises as `deploy` does."""
        return self._change("Publish the site", _is_of_site, folder)

    def remove(self, numbers: Collection[int]) -> bool:
        """Removes the previews of pull requests. Returns and raises as `deploy` does."""
        return self._change("Remove previews", lambda path: number_of(path) in numbers)

    def _change(
        self, message: str, removes: Callable[[str], bool], folder: Path | None = None, place: str = ""
    ) -> bool:
        """Removes some paths, and adds the files of a folder in a place."""
        with self._copy() as copy:
            stored = copy.store(plain_files(folder)) if folder else {}
            added = {f"{place}{path}": blob for path, blob in stored.items()}
            return self._retried(lambda: copy.attempt(removes, added, message))

    def _retried(self, work: Callable[[], _Result]) -> _Result:
        """Calls `work` until it succeeds. Raises git.GitError if every attempt fails."""
        for attempt in range(1, _ATTEMPTS):
            try:
                return work()
            except git.GitError:
                # Random, so that concurrent pushes don't collide again.
                time.sleep(random.uniform(0.1, 0.5) * attempt)  # noqa: S311
        return work()

    @contextmanager
    def _copy(self) -> Iterator["_Copy"]:
        with tempfile.TemporaryDirectory(prefix="expertviews-", ignore_cleanup_errors=True) as folder:
            git.run(Path(folder), "init", "--quiet", "--bare")
            yield _Copy(self, Path(folder))


@dataclass(frozen=True)
class _Copy:
    """A temporary repository with the file names of the branch. Its methods raise git.GitError."""

    branch: Branch
    folder: Path

    def attempt(self, removes: Callable[[str], bool], added: ServedFiles, message: str) -> bool:
        """Pushes the changed files as the branch's one commit, if they differ; returns whether they do."""
        tip = self.fetch()
        files = self.files(tip)
        empty = self._git("hash-object", "-w", "--stdin").decode().strip()
        changed = {path: blob for path, blob in files.items() if not removes(path)} | {**added, _NO_JEKYLL: empty}
        if changed == files:
            return False
        (self.folder / "index").unlink(missing_ok=True)
        entries = (f"100644 {blob}\t{path}\0".encode("utf-8", "surrogateescape") for path, blob in changed.items())
        self._git("update-index", "-z", "--index-info", given=b"".join(entries))
        tree = self._git("write-tree", "--missing-ok").decode().strip()
        commit = self._git(*_AUTHOR, "commit-tree", tree, "-m", message).decode().strip()
        ref = f"refs/heads/{self.branch.name}"
        self._git("push", "--quiet", f"--force-with-lease={ref}:{tip}", self.branch.remote, f"{commit}:{ref}")
        return True

    def fetch(self) -> str:
        """Fetches the branch's commit with its file names, and returns its id; empty if there is no branch."""
        ref = f"refs/heads/{self.branch.name}"
        if not self._git("ls-remote", self.branch.remote, ref).strip():
            return ""
        self._git("fetch", "--quiet", "--depth=1", "--filter=blob:none", "--no-tags", self.branch.remote, ref)
        return self._git("rev-parse", "FETCH_HEAD").decode().strip()

    def files(self, commit: str) -> dict[str, str]:
        """The files of a commit; none for no commit."""
        entries = self._git("ls-tree", "-r", "-z", commit).split(b"\0") if commit else []
        split = (entry.partition(b"\t") for entry in entries if entry)
        return {path.decode("utf-8", "surrogateescape"): about.split()[2].decode() for about, _, path in split}

    def store(self, files: Mapping[str, Path]) -> ServedFiles:
        """Stores files in the repository, byte for byte."""
        given = b"".join(f"{path.absolute()}\n".encode() for path in files.values())
        ids = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", given=given).decode().split()
        return dict(zip(files, ids, strict=True))

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        return git.run(self.folder, *arguments, given=given, settings=self.branch.settings)


def plain_files(folder: Path) -> Mapping[str, Path]:
    """The files in a folder, by their paths in it, without links."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): path for path in found}


def _is_of_site(path: str) -> bool:
    return not _PREVIEW.match(path) and path not in _KEPT


def previews(files: ServedFiles) -> frozenset[int]:
    """The pull requests that have a preview."""
    return frozenset(number for path in files if (number := number_of(path)) is not None)


def number_of(path: str) -> int | None:
    """The pull request whose preview a file belongs to, if any."""
    found = _PREVIEW.match(path)
    return int(found[1]) if found else None
