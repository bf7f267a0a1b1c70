"""The files of the record at a revision, read from git without touching the folder; also from a shallow clone."""

import re
from collections.abc import Mapping
from pathlib import Path

from expertviews import files, git
from expertviews.problems import instead, refuse, shown

FOLDERS = ("content", "seeds")
_BLOB = re.compile(rb"(?P<mode>[0-7]{6}) blob (?P<id>[0-9a-f]{40,64})\t(?P<path>.+)", re.DOTALL)
_LINK = b"120000"


class UnknownRevisionError(Exception):
    """A revision that the repository doesn't have: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} ({remedy})")


def record_files(root: Path, revision: str | None = None) -> Mapping[str, bytes]:
    """The files under content/ and seeds/ (path relative to the root → bytes), without links; at a revision, if given.

    Raises UnknownRevisionError, or ProblemsFound where a file of the folder can't be read.
    """
    if revision is not None:
        return _files_at(root, _commit(root, revision))
    listings = [files.listing(root, name) for name in FOLDERS]
    refuse(problem for it in listings for problem in it.problems if problem.code == "unreadable")
    return {path: (root / path).read_bytes() for it in listings for path in it.files}


def _files_at(root: Path, commit: str) -> Mapping[str, bytes]:
    listing = git.run(root, "ls-tree", "-r", "-z", commit, "--", *(f"{name}/" for name in FOLDERS)).split(b"\0")
    found = [blob for entry in listing if (blob := _BLOB.fullmatch(entry)) and blob["mode"] != _LINK]
    paths = [blob["path"].decode("utf-8", "replace") for blob in found]
    return dict(sorted(zip(paths, _contents(root, [blob["id"] for blob in found]), strict=True)))


def _commit(root: Path, revision: str) -> str:
    """The id of the commit that a revision names. Raises UnknownRevisionError."""
    try:
        return git.line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitError:
        raise _unknown(root, revision) from None


def _contents(root: Path, ids: list[bytes]) -> list[bytes]:
    """The bytes of each object, in order, from one call of git."""
    if not ids:
        return []
    stream = git.run(root, "cat-file", "--batch", given=b"\n".join(ids) + b"\n")
    contents, at = [], 0
    for _ in ids:
        end = stream.index(b"\n", at)
        size = int(stream[at:end].split()[2])
        contents.append(stream[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return contents


def _unknown(root: Path, revision: str) -> UnknownRevisionError:
    try:
        names = git.line(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        shallow = git.line(root, "rev-parse", "--is-shallow-repository") == "true"
    except git.GitError as error:
        return UnknownRevisionError(f"the history can't be read: {shown(error.said, 200)}", "run it in a clone")
    what = f"the repository has no revision `{shown(revision)}`"
    if shallow:
        return UnknownRevisionError(f"{what}; it is a shallow clone", f"git fetch --depth=1 origin {shown(revision)}")
    return UnknownRevisionError(what, instead(revision, names.split(), "branch or tag").text)
