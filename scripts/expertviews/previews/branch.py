"""The branch that is served: the published site at its root, and a preview of each open pull request in a folder.

The branch has one commit at a time, so that its history never grows. A change reads the branch, makes a new commit of
it and pushes that only if the branch is still what was read; otherwise it starts again. Two at once both arrive.
Only the names of what is served are fetched, never the files.
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

FOLDER = addresses.PREVIEWS
"""The folder of the previews on the branch, and so in their addresses."""

Files = Mapping[str, str]
"""What is served: path → the id of its bytes; nothing for an empty file that is yet to be made."""
Edit = Callable[[Files], Files]
T = TypeVar("T")

_KEPT = {"CNAME"}
"""Files of the branch that the host writes; a site that has them brings its own."""
_NO_JEKYLL = ".nojekyll"
"""An empty file that keeps GitHub from running what is served through Jekyll."""
_PREVIEW = re.compile(rf"{FOLDER}/([1-9][0-9]{{0,9}})/")
_SIZE = re.compile(rf"{FOLDER}/([1-9][0-9]{{0,9}})/\.bytes-([0-9]{{1,12}})")
"""An empty file whose name has the size of its preview: names are all that is fetched."""
_ATTEMPTS = 10
_AUTHOR = {
    "GIT_AUTHOR_NAME": "github-actions[bot]",
    "GIT_AUTHOR_EMAIL": "41898282+github-actions[bot]@users.noreply.github.com",
    "GIT_COMMITTER_NAME": "github-actions[bot]",
    "GIT_COMMITTER_EMAIL": "41898282+github-actions[bot]@users.noreply.github.com",
}


class PushError(Exception):
    """The branch could not be read or pushed, however often it was tried."""


@dataclass(frozen=True)
class Branch:
    """A branch of a remote repository. `settings` are variables for git, such as those that carry credentials."""

    remote: str
    name: str = "gh-pages"
    settings: Mapping[str, str] = field(default_factory=dict)
    pause: Callable[[float], None] = time.sleep

    def files(self) -> Files:
        """What the branch serves; nothing where there is no such branch. Raises PushError and git.GitError."""
        with self._copy() as copy:
            return self._patiently(lambda: copy.files(copy.fetch()))

    def deploy(self, number: int, folder: Path) -> bool:
        """Serves a folder as the preview of a pull request, in place of an earlier one.

        Returns whether the branch had to change. Raises PushError where it couldn't, and git.GitError.
        """
        size = size_of(folder)
        return self._change(
            folder, lambda added: lambda files: with_preview(files, number, added, size), f"Preview #{number}"
        )

    def publish(self, folder: Path) -> bool:
        """Serves a folder as the published site; previews stay. Returns and raises as `deploy` does."""
        return self._change(folder, lambda added: lambda files: with_site(files, added), "Publish the site")

    def remove(self, numbers: Collection[int]) -> bool:
        """Removes the previews of pull requests. Returns and raises as `deploy` does."""
        return self._change(None, lambda _: lambda files: without_previews(files, numbers), "Remove previews")

    def _change(self, folder: Path | None, edit: Callable[[Files], Edit], message: str) -> bool:
        with self._copy() as copy:
            added = copy.store(folder) if folder else {}
            return self._patiently(lambda: copy.attempt(edit(added), message))

    def _patiently(self, work: Callable[[], T]) -> T:
        """What work returns, done anew where the remote doesn't let it. Raises PushError where it never does."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return work()
            except _RejectedError as error:
                if attempt == _ATTEMPTS:
                    raise PushError(f"{self.name}: {error}; so it went {attempt} times") from None
                # Not a secret: those who were rejected together come back apart.
                self.pause(random.uniform(0.1, 0.5) * attempt)  # noqa: S311
        raise AssertionError

    @contextmanager
    def _copy(self) -> Iterator["_Copy"]:
        with tempfile.TemporaryDirectory(prefix="expertviews-", ignore_cleanup_errors=True) as folder:
            git.run(Path(folder), "init", "--quiet", "--bare")
            yield _Copy(self, Path(folder))


class _RejectedError(Exception):
    """What the remote said when it didn't take a push, or couldn't be read."""


@dataclass(frozen=True)
class _Copy:
    """A repository of our own, for a while, that knows the names of what the branch serves."""

    branch: Branch
    folder: Path

    def attempt(self, edit: Edit, message: str) -> bool:
        """Makes one commit of the branch as edited and pushes it. Raises _RejectedError."""
        tip = self.fetch()
        files = self.files(tip)
        empty = self._empty()
        edited = {path: blob or empty for path, blob in {**edit(files), _NO_JEKYLL: ""}.items()}
        if edited == dict(files):
            return False
        commit = self._commit(edited, message)
        ref = f"refs/heads/{self.branch.name}"
        self._remotely("push", "--quiet", f"--force-with-lease={ref}:{tip}", self.branch.remote, f"{commit}:{ref}")
        return True

    def fetch(self) -> str:
        """The commit that the branch is at, here with its names; nothing where there is no such branch.

        Raises _RejectedError.
        """
        ref = f"refs/heads/{self.branch.name}"
        if not self._remotely("ls-remote", self.branch.remote, ref).strip():
            return ""
        self._remotely("fetch", "--quiet", "--depth=1", "--filter=blob:none", "--no-tags", self.branch.remote, ref)
        return self._git("rev-parse", "FETCH_HEAD").decode().strip()

    def files(self, commit: str) -> Files:
        """What a commit has; nothing for no commit."""
        if not commit:
            return {}
        entries = self._git("ls-tree", "-r", "-z", commit).split(b"\0")
        split = (entry.partition(b"\t") for entry in entries if entry)
        return {path.decode("utf-8", "surrogateescape"): about.split()[2].decode() for about, _, path in split}

    def store(self, folder: Path) -> Files:
        """Takes the files of a folder, byte for byte; links in it are left out."""
        paths = _plain_files(folder)
        given = b"".join(f"{path.absolute()}\n".encode() for path in paths)
        ids = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", given=given).decode().split()
        return dict(zip((path.relative_to(folder).as_posix() for path in paths), ids, strict=True))

    def _empty(self) -> str:
        return self._git("hash-object", "-w", "--stdin").decode().strip()

    def _commit(self, files: Files, message: str) -> str:
        (self.folder / "index").unlink(missing_ok=True)
        entries = (f"100644 {blob}\t{path}\0".encode("utf-8", "surrogateescape") for path, blob in files.items())
        self._git("update-index", "-z", "--index-info", given=b"".join(entries))
        tree = self._git("write-tree", "--missing-ok").decode().strip()
        return self._git("commit-tree", tree, "-m", message).decode().strip()

    def _remotely(self, command: str, *arguments: str) -> bytes:
        """What a command that asks the remote prints. Raises _RejectedError."""
        try:
            return self._git(command, *arguments)
        except git.GitError as error:
            raise _RejectedError(str(error)) from None

    def _git(self, *arguments: str, given: bytes | None = None) -> bytes:
        return git.run(self.folder, *arguments, given=given, settings={**_AUTHOR, **self.branch.settings})


def _plain_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def size_of(folder: Path) -> int:
    """The bytes of the files in a folder."""
    return sum(path.stat().st_size for path in _plain_files(folder))


def with_preview(files: Files, number: int, added: Files, size: int = 0) -> Files:
    """What is served with a preview, of so many bytes, in place of an earlier one of the same pull request."""
    here = f"{FOLDER}/{number}/"
    stays = without_previews(files, {number})
    return stays | {f"{here}{path}": blob for path, blob in added.items()} | {f"{here}.bytes-{size}": ""}


def sizes(files: Files) -> dict[int, int]:
    """The bytes of each preview that is served, by the number of its pull request."""
    return {int(found[1]): int(found[2]) for path in files if (found := _SIZE.fullmatch(path))}


def with_site(files: Files, added: Files) -> Files:
    """What is served with another site at the root; previews stay."""
    stays = {path: blob for path, blob in files.items() if _PREVIEW.match(path) or path in _KEPT}
    return stays | dict(added)


def without_previews(files: Files, numbers: Collection[int]) -> dict[str, str]:
    """What is served without the previews of some pull requests."""
    return {path: blob for path, blob in files.items() if number_of(path) not in numbers}


def previews(files: Files) -> frozenset[int]:
    """The numbers of the pull requests that have a preview."""
    return frozenset(number for path in files if (number := number_of(path)) is not None)


def number_of(path: str) -> int | None:
    """The pull request to whose preview a file belongs, if any."""
    found = _PREVIEW.match(path)
    return int(found[1]) if found else None
