"""How git is called: one program, its output as bytes, its refusals as an exception."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_ABOUT_ANOTHER_REPOSITORY = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
}
"""What git tells the hooks it runs; here it would lead to the wrong repository."""


class GitError(Exception):
    """A command of git's that failed, with what git said."""

    def __init__(self, command: str, said: str) -> None:
        super().__init__(f"git {command}: {said or 'failed without a word'}")
        self.said = said


def run(folder: Path, *arguments: str, given: bytes | None = None, settings: Mapping[str, str] | None = None) -> bytes:
    """What a command of git's prints when run in `folder`. Raises GitError, also where there is no git.

    `given` is what it reads; `settings` are variables of its environment.
    """
    finished = subprocess.run(  # noqa: S603 - no shell; what strangers name is never an option
        _command(arguments),
        cwd=folder,
        input=given or b"",
        capture_output=True,
        env=_environment(settings or {}),
        check=False,
    )
    if finished.returncode:
        raise GitError(arguments[0], _last_words(finished.stderr))
    return finished.stdout


def run_bounded(folder: Path, *arguments: str, most: int) -> bytes:
    """What a command of git's prints about untrusted objects. Raises GitError where that has more than `most` bytes."""
    with subprocess.Popen(  # noqa: S603 - as above
        _command(arguments), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment({})
    ) as process:
        printed = process.stdout.read(most + 1) if process.stdout else b""
        if len(printed) > most:
            process.kill()
    if process.returncode:
        raise GitError(arguments[0], f"it failed, or would print more than {most:,} bytes")
    return printed


def _command(arguments: Sequence[str]) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise GitError(arguments[0], "git isn't installed")
    return [program, *arguments]


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _ABOUT_ANOTHER_REPOSITORY}
    return environment | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **settings}


def blob_id(data: bytes, algorithm: str = "sha1") -> str:
    """The id that git gives to a file with these bytes."""
    return hashlib.new(algorithm, b"blob %d\0" % len(data) + data).hexdigest()


def line(folder: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
    """The one line that a command of git's prints. Raises GitError."""
    return run(folder, *arguments, settings=settings).decode("utf-8", "replace").strip()


def _last_words(stderr: bytes) -> str:
    lines: Sequence[str] = [text.strip() for text in stderr.decode("utf-8", "replace").splitlines() if text.strip()]
    return "; ".join(lines[-6:])
