"""The branch that is served: the published site at its root, and a preview of each open pull request in a folder.

The branch always has one commit, so its history never grows. A new commit is pushed only if the branch hasn't moved
since it was read; otherwise it is read again, so that concurrent changes all succeed. Of files, only names are fetched.
"""

import random
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from expertviews import git
from expertviews.addresses import PREVIEWS

ServedFiles = Mapping[str, str]  # the files that are served: path → blob id

_Result = TypeVar("_Result")
_Git = Callable[..., bytes]

_KEPT = {"CNAME"}  # files that the host writes to the branch; they stay unless a new site has its own
_NO_JEKYLL = ".nojekyll"  # an empty file that stops GitHub from processing the site with Jekyll
_PREVIEW = re.compile(rf"{PREVIEWS}/([1-9][0-9]{{0,9}})/")
_ATTEMPTS = 10
BOT = "github-actions[bot]"
AUTHOR: Mapping[str, str] = {
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), BOT),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), f"41898282+{BOT}@users.noreply.github.com"),
}
"""Git's variables for commits of the workflows."""


@dataclass(frozen=True)
class Branch:
    """A branch of a remote repository. `env` are environment variables for git, such as credentials."""

    remote: str
    name: str = "gh-pages"
    env: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> ServedFiles:
        """Return the files that the branch serves; none if it doesn't exist. Raises git.GitError."""
        with self._repository() as call:
            return _retry(lambda: self._fetch(call)[1])

    def deploy(self, number: int, folder: Path) -> bool:
        """Serve a folder as the preview of a pull request, instead of an earlier one.

        Returns whether the branch had to change. Raises git.GitError if every attempt fails.
        """
        return self._replace(
            f"Preview #{number}", lambda path: number_of(path) == number, folder, f"{PREVIEWS}/{number}/"
        )

    def publish(self, folder: Path) -> bool:
        """Serve a folder as the published site; previews stay. Returns and raises as `deploy` does."""
        return self._replace("Publish the site", lambda path: number_of(path) is None and path not in _KEPT, folder)

    def remove(self, numbers: Collection[int]) -> bool:
        """Remove the previews of pull requests. Returns and raises as `deploy` does."""
        return self._replace("Remove previews", lambda path: number_of(path) in numbers)

    def _replace(
        self, message: str, removes: Callable[[str], bool], folder: Path | None = None, prefix: str = ""
    ) -> bool:
        """Remove some paths from the branch, and add the files of a folder, byte for byte, under a prefix."""
        with self._repository() as call:
            files = plain_files(folder) if folder else {}
            paths = b"".join(f"{path.absolute()}\n".encode() for path in files.values())
            ids = call("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths).decode().split()
            added = {f"{prefix}{path}": blob for path, blob in zip(files, ids, strict=True)}
            added[_NO_JEKYLL] = call("hash-object", "-w", "--stdin").decode().strip()

            def attempt() -> bool:
                tip, served = self._fetch(call)
                changed = {path: blob for path, blob in served.items() if not removes(path)} | added
                if changed != served:
                    self._push(call, changed, tip, message)
                return changed != served

            return _retry(attempt)

    def _fetch(self, call: _Git) -> tuple[str, ServedFiles]:
        """Fetch the branch's commit and the names of its files; returns nothing of both if there is none."""
        ref = f"refs/heads/{self.name}"
        if not call("ls-remote", self.remote, ref).strip():
            return "", {}
        call("fetch", "--quiet", "--depth=1", "--filter=blob:none", "--no-tags", self.remote, ref)
        entries = call("ls-tree", "-r", "-z", "FETCH_HEAD").decode("utf-8", "surrogateescape").split("\0")
        parts = (entry.partition("\t") for entry in entries if entry)  # mode, type and blob; path
        return call("rev-parse", "FETCH_HEAD").decode().strip(), {path: facts.split()[2] for facts, _, path in parts}

    def _push(self, call: _Git, files: ServedFiles, tip: str, message: str) -> None:
        """Make these files the branch's one commit, if the branch is still at its `tip`."""
        entries = (f"100644 {blob}\t{path}\0".encode("utf-8", "surrogateescape") for path, blob in files.items())
        call("read-tree", "--empty")
        call("update-index", "-z", "--index-info", stdin=b"".join(entries))
        tree = call("write-tree", "--missing-ok").decode().strip()
        commit = call("commit-tree", tree, "-m", message).decode().strip()
        ref = f"refs/heads/{self.name}"
        call("push", "--quiet", f"--force-with-lease={ref}:{tip}", self.remote, f"{commit}:{ref}")

    @contextmanager
    def _repository(self) -> Iterator[_Git]:
        """Return a function that calls git in a temporary repository."""
        with tempfile.TemporaryDirectory(prefix="expertviews-", ignore_cleanup_errors=True) as folder:
            call = partial(git.run, Path(folder), env={**AUTHOR, **self.env})
            call("init", "--quiet", "--bare")
            yield call


def _retry(work: Callable[[], _Result]) -> _Result:
    """Call `work` until it succeeds. Raises git.GitError if every attempt fails."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return work()
        except git.GitError:
            # Random, so that concurrent pushes don't collide again.
            time.sleep(random.uniform(0.1, 0.5) * attempt)  # noqa: S311
    return work()


def plain_files(folder: Path) -> Mapping[str, Path]:
    """List the files in a folder by their paths in it, without links."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): path for path in files}


def previews(files: ServedFiles) -> frozenset[int]:
    """Return the numbers of the pull requests that have a preview."""
    return frozenset(number for path in files if (number := number_of(path)) is not None)


def number_of(path: str) -> int | None:
    """Return the number of the pull request whose preview a file belongs to, if any."""
    match = _PREVIEW.match(path)
    return int(match[1]) if match else None
