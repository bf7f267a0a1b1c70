"""Calls of git: its output as bytes, its errors as an exception. What strangers name is never an option."""

import datetime
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews.problems import Failure

_END_OF_TIME = int(datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC).timestamp())
_MOST_BYTES_OF_TREE = 8_000_000  # printed for a tree, which is about 80,000 files

_OF_ANOTHER_REPOSITORY = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
}
"""Variables that git sets for hooks; here they would lead to the wrong repository."""

_SETTINGS = ("core.quotePath=false", "log.showSignature=false", "log.showRoot=true", "log.diffMerges=first-parent")
OF_BRANCH = (
    *(part for setting in _SETTINGS for part in ("-c", setting)),
    *("log", "--first-parent", "-m", "--relative", "--no-renames"),
)
"""The log of a branch as it grew, whatever the user's settings: a merge is one commit, of the day it was merged."""


class GitError(Failure):
    """A git command failed; `said` is what git printed."""

    def __init__(self, command: str, said: str) -> None:
        super().__init__(f"git {command}: {said or 'failed without a word'}")
        self.said = said


def run(folder: Path, *arguments: str, given: bytes = b"", settings: Mapping[str, str] | None = None) -> bytes:
    """What a git command prints when run in `folder`. Raises GitError, also if git isn't installed.

    `given` is its input; `settings` are environment variables.
    """
    finished = subprocess.run(  # noqa: S603 - no shell
        _command(arguments), cwd=folder, input=given, capture_output=True, env=_environment(settings or {}), check=False
    )
    if finished.returncode:
        raise GitError(arguments[0], _last_lines(finished.stderr))
    return finished.stdout


def line(folder: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
    """The one line that a git command prints. Raises GitError."""
    return run(folder, *arguments, settings=settings).decode("utf-8", "replace").strip()


@dataclass(frozen=True)
class TreeEntry:
    """What git knows of a file at a revision. Only a plain file has a size."""

    mode: str
    blob: str
    size: int

    @property
    def is_plain(self) -> bool:
        """Whether it is a file, and neither a link nor another repository."""
        return self.mode in {"100644", "100755"}


def tree(folder: Path, revision: str, *paths: str) -> Mapping[str, TreeEntry]:
    """The files at a revision, by path. Raises GitError, also if a hostile tree has too many of them.

    Bytes of a path that aren't UTF-8 become lone surrogates.
    """
    printed = _run_bounded(folder, "ls-tree", "-r", "-l", "-z", revision, "--", *paths)
    return dict(_tree_entries(printed.decode("utf-8", "surrogateescape")))


def _tree_entries(printed: str) -> Iterator[tuple[str, TreeEntry]]:
    for entry in filter(None, printed.split("\0")):
        about, _, path = entry.partition("\t")
        mode, _, blob, size = about.split()
        yield path, TreeEntry(mode, blob, int(size) if size.isdigit() else 0)


def contents(folder: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """The bytes of each blob, in order, from one git command. Raises GitError."""
    printed = run(folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    at = 0
    for _ in blobs:
        start = printed.index(b"\n", at) + 1
        about = printed[at:start].split()
        if about[-1] == b"missing":
            raise GitError("cat-file", printed[at:start].decode("ascii", "replace").strip())
        size = int(about[2])
        yield printed[start : start + size]
        at = start + size + 1


def is_shallow(folder: Path) -> bool:
    """Whether the history is cut off: its oldest commit then seems to add everything. Raises GitError."""
    return line(folder, "rev-parse", "--is-shallow-repository") == "true"


def moment(seconds: str) -> datetime.datetime:
    """The time of a commit, in UTC. Git keeps times that no calendar has; these become the last one that has."""
    return datetime.datetime.fromtimestamp(min(int(seconds), _END_OF_TIME), datetime.UTC)


def blob_id(data: bytes) -> str:
    """The id that git gives to a file with these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _run_bounded(folder: Path, *arguments: str) -> bytes:
    """What a git command prints about untrusted objects. Stops git and raises GitError if that is too much."""
    with subprocess.Popen(  # noqa: S603 - no shell
        _command(arguments), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment({})
    ) as process:
        printed = process.stdout.read(_MOST_BYTES_OF_TREE + 1) if process.stdout else b""
        if len(printed) > _MOST_BYTES_OF_TREE:
            process.kill()
    if process.returncode:
        raise GitError(arguments[0], f"it failed, or would print more than {_MOST_BYTES_OF_TREE:,} bytes")
    return printed


def _command(arguments: Sequence[str]) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise GitError(arguments[0], "git isn't installed")
    return [program, *arguments]


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    return environment | {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C", **settings}


def _last_lines(stderr: bytes) -> str:
    lines = [text.strip() for text in stderr.decode("utf-8", "replace").splitlines() if text.strip()]
    return "; ".join(lines[-6:])
