"""Runs git; its errors become exceptions. Callers make sure that no name from a stranger is read as an option."""

import datetime
import hashlib
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews.problems import Failure

_END_OF_TIME = int(datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC).timestamp())
_MOST_BYTES_OF_TREE = 8_000_000  # printed for a tree, which is about 80,000 files

_HOOK_VARIABLES = {f"GIT_{it}" for it in ("DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "COMMON_DIR", "PREFIX")}
"""Variables that git sets for hooks; here they would lead to the wrong repository."""

_SETTINGS = ("core.quotePath=false", "log.showSignature=false", "log.showRoot=true", "log.diffMerges=first-parent")
"""Settings in place of the user's own, so that git prints the same for everybody."""
BRANCH_LOG = ("log", "--first-parent", "-m", "--relative", "--no-renames")
"""Arguments that print the log of a branch, in which a merge is one commit."""


class GitError(Failure):
    """A git command failed; `message` is what git printed."""

    def __init__(self, command: str, message: str) -> None:
        super().__init__(f"git {command}: {message or 'failed without a word'}")
        self.message = message


def run(folder: Path, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """Run a git command in `folder`, with `env` added to the environment; returns what it prints. Raises GitError."""
    process = subprocess.run(  # noqa: S603 - no shell
        _command(arguments), cwd=folder, input=stdin, capture_output=True, env=_environment(env or {}), check=False
    )
    if process.returncode:
        raise GitError(arguments[0], _last_lines(process.stderr))
    return process.stdout


def line(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run a git command that prints one line; returns the line. Raises GitError."""
    return run(folder, *arguments, env=env).decode("utf-8", "replace").strip()


@dataclass(frozen=True)
class TreeEntry:
    """What git knows of a file at a revision; `size` is in bytes, and 0 unless it is a plain file."""

    mode: str
    blob: str
    size: int

    @property
    def is_plain(self) -> bool:
        """Whether it is a file, and neither a link nor another repository."""
        return self.mode in {"100644", "100755"}


def tree(folder: Path, revision: str, *paths: str) -> Mapping[str, TreeEntry]:
    """List the files at a revision, by path. Raises GitError, also if a hostile tree has too many of them.

    Bytes of a path that aren't UTF-8 become lone surrogates.
    """
    printed = _run_bounded(folder, "ls-tree", "-r", "-l", "-z", revision, "--", *paths)
    entries = {}
    for entry in filter(None, printed.decode("utf-8", "surrogateescape").split("\0")):
        facts, _, path = entry.partition("\t")
        mode, _, blob, size = facts.split()
        entries[path] = TreeEntry(mode, blob, int(size) if size.isdigit() else 0)
    return entries


def contents(folder: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """Read the bytes of each blob, in order, by one git command. Raises GitError."""
    printed = io.BytesIO(run(folder, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode()))
    for _ in blobs:
        header = printed.readline()  # id, type and size in bytes, or a name and “missing”
        if header.endswith(b" missing\n"):
            raise GitError("cat-file", header.decode("ascii", "replace").strip())
        yield printed.read(int(header.split()[2]))
        printed.read(1)  # the line end after it


def is_shallow(folder: Path) -> bool:
    """Whether a clone has only the latest commits, of which the oldest seems to add everything. Raises GitError."""
    return line(folder, "rev-parse", "--is-shallow-repository") == "true"


def commit_time(seconds: str) -> datetime.datetime:
    """Convert a commit's seconds since 1970 to UTC. Later years than 9999, which git allows, become that year's end."""
    return datetime.datetime.fromtimestamp(min(int(seconds), _END_OF_TIME), datetime.UTC)


def blob_id(data: bytes) -> str:
    """Return the id that git gives to a file with these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _run_bounded(folder: Path, *arguments: str) -> bytes:
    """Run a git command on untrusted objects. Stops it and raises GitError if it prints too much."""
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
    return [program, *(word for setting in _SETTINGS for word in ("-c", setting)), *arguments]


def _environment(env: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES}
    return inherited | {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C", **env}


def _last_lines(stderr: bytes) -> str:
    lines = [text.strip() for text in stderr.decode("utf-8", "replace").splitlines() if text.strip()]
    return "; ".join(lines[-6:])
