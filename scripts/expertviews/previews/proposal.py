"""What a pull request proposes, read from git: bytes alone, bounded, never checked out.

GitHub keeps the merge of a pull request into its base under `refs/pull/`. The files of the record in it are taken as
untrusted input; where one of them can't be that of a record, all are refused.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews import changes, git
from expertviews.previews.branch import FOLDER
from expertviews.previews.github_api import Pull
from expertviews.problems import Place, Problem, ProblemsFound, shown

CODES: Mapping[str, str] = {
    "proposal-refused": "What a pull request has under `content/` and `seeds/` can't be the files of a record, so that "
    "no preview of it is made.",
}
"""What each code of this module's problems means."""

MOST_BYTES = 100_000_000
_MOST_BYTES_OF_NAMES = 8_000_000  # of the files' names, of some 80,000 files

_FETCHED = "refs/expertviews/proposed"
"""Where the fetched merge is kept. Its first parent is the base, its second the pull request's newest commit."""
_PLAIN_FILES = {"100644", "100755"}
_LONGEST_NAME = 250  # bytes
_PATH = re.compile(r"[a-z]+(/(?!\.{1,2}(/|$))[^\\/\x00-\x1f\x7f-\x9f\ud800-\udfff]+){1,10}")
"""A path whose parts are names, in any script, and lead nowhere."""

RecordFiles = Mapping[str, bytes]
"""The files of a record: path → bytes."""


@dataclass(frozen=True)
class PullFacts:
    """What GitHub says of a pull request, of the run for it, and of what is served.

    `edit_url` is where files of its branch are edited on GitHub. `checks_failed` says that the run didn't end well.
    `published` is the address of the published site, `served` its pages with the ids of their bytes, and
    `other_previews` the number of previews of other pull requests.
    """

    number: int
    head_sha: str
    url: str
    edit_url: str
    run_url: str
    checks_failed: bool
    published: str
    served: Mapping[str, str]
    other_previews: int
    has_preview: bool


def preview_url(published: str, number: int) -> str:
    """Where the preview of a pull request is served."""
    return f"{published}{FOLDER}/{number}/"


def fetch(root: Path, remote: str, settings: Mapping[str, str], pull: Pull) -> bool:
    """Fetches the merge of a pull request into a repository; False where it isn't that of the newest commit.

    Raises git.GitError.
    """
    ref = f"+refs/pull/{pull.number}/merge:{_FETCHED}"
    git.run(
        root, "fetch", "--quiet", "--depth=2", "--no-tags", "--no-recurse-submodules", remote, ref, settings=settings
    )
    return git.line(root, "rev-parse", f"{_FETCHED}^2") == pull.head.sha


def base_record(root: Path) -> RecordFiles:
    """The record of the branch into which the fetched pull request is to be merged. Raises git.GitError."""
    return changes.record_files(root, f"{_FETCHED}^1")


def proposed_record(root: Path) -> RecordFiles:
    """The record as the fetched pull request would make it. Hidden files are left out, as the record does.

    Raises ProblemsFound at the first thing that no record has, and git.GitError.
    """
    size = 0
    for path, about in _listing(root, _FETCHED, *changes.FOLDERS).items():
        mode, _, _, bytes_of_file = about.split()
        if mode not in _PLAIN_FILES:
            raise _refused(path, "it is a link, or another repository")
        if not _PATH.fullmatch(path) or max(map(len, path.encode().split(b"/"))) > _LONGEST_NAME:
            raise _refused(path, "its name leads out of the folder, hides what it is, or is too long")
        size += int(bytes_of_file)
        if size > MOST_BYTES:
            raise _refused(path, f"with it, the files have more than {MOST_BYTES:,} bytes")
    return {path: data for path, data in changes.record_files(root, _FETCHED).items() if "/." not in path}


def changed_paths(root: Path) -> Sequence[str]:
    """The paths that the fetched pull request changes, both names of what it renames. Raises ProblemsFound."""
    before, after = _listing(root, f"{_FETCHED}^1"), _listing(root, _FETCHED)
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def _listing(root: Path, revision: str, *folders: str) -> Mapping[str, str]:
    """The files at a revision, with their mode, kind, id and size. Raises ProblemsFound where they are too many.

    `ls-tree` prints while it reads, so that no tree of folders within folders can fill the memory.
    """
    arguments = ("ls-tree", "-r", "-l", "-z", revision, "--", *folders)
    try:
        printed = git.run_bounded(root, *arguments, most=_MOST_BYTES_OF_NAMES)
    except git.GitError as error:
        raise _refused("", str(error)) from None
    entries = (entry.decode("utf-8", "surrogateescape").partition("\t") for entry in printed.split(b"\0") if entry)
    return {path: about for about, _, path in entries}


def write_record(project: Path, record: RecordFiles) -> None:
    """Writes the files of a record into a project, in place of its own. Raises OSError."""
    for name in changes.FOLDERS:
        shutil.rmtree(project / name, ignore_errors=True)
        (project / name).mkdir()
    for path, data in record.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)


def _refused(path: str, what: str) -> ProblemsFound:
    remedy = "take it out of the pull request; nothing of this is used"
    return ProblemsFound([Problem(Place(shown(path, 150) or "content"), "proposal-refused", what, remedy)])
