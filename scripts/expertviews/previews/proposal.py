"""Reads what a pull request proposes from git, as bytes, within limits, without a checkout.

GitHub keeps the merge of a pull request into its base under `refs/pull/`. Its files are untrusted: if one of those of
the record can't be a record's, all are refused.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel

from expertviews import addresses, changes, git
from expertviews.previews import branch
from expertviews.previews.github_api import Pull, Run
from expertviews.problems import Place, Problem, ProblemsFound, shown

CODES: Mapping[str, str] = {
    "proposal-refused": "The files of a pull request under `content/` and `seeds/` can't be those of a record, so no "
    "preview is made."
}
"""What each code of this module's problems means."""

MOST_BYTES = 100_000_000

_FETCHED = "refs/expertviews/proposed"
"""The fetched merge. Its first parent is the base, its second parent the pull request's newest commit."""
_LONGEST_NAME = 250  # bytes
_PATH = re.compile(r"[a-z]+(/(?!\.{1,2}(/|$))[^\\/\x00-\x1f\x7f-\x9f\ud800-\udfff]+){1,10}")
"""A path of plain names, in any script, none of which leads out of a folder."""


class PullFacts(BaseModel):
    """What GitHub knows of a pull request and its run.

    `published` is the address of the published site; `served` are the files of the served branch, with their blob ids.
    """

    pull: Pull
    run: Run
    published: str
    served: Mapping[str, str]

    @property
    def preview(self) -> str:
        """The address of its preview."""
        return preview_url(self.published, self.pull.number)

    @property
    def has_preview(self) -> bool:
        """Whether there is a preview of an earlier commit."""
        return self.pull.number in branch.previews(self.served)

    @property
    def edit_url(self) -> str:
        """The address at which files of its branch are edited on GitHub."""
        repository = quote(self.pull.head.repo or "")
        return f"{self.pull.html_url.rsplit('/', 4)[0]}/{repository}/edit/{quote(self.pull.head.ref)}/"


def preview_url(published: str, number: int) -> str:
    """Return the address of a pull request's preview."""
    return f"{published}{addresses.PREVIEWS}/{number}/"


def fetch(root: Path, remote: str, env: Mapping[str, str], pull: Pull) -> bool:
    """Fetch the merge of a pull request; returns whether it is that of the newest commit. Raises git.GitError."""
    ref = f"+refs/pull/{pull.number}/merge:{_FETCHED}"
    git.run(root, "fetch", "--quiet", "--depth=2", "--no-tags", "--no-recurse-submodules", remote, ref, env=env)
    return git.line(root, "rev-parse", f"{_FETCHED}^2") == pull.head.sha


def base_record(root: Path) -> changes.RecordFiles:
    """Read the record of the branch into which the fetched pull request is to be merged. Raises git.GitError."""
    return changes.record_files(root, f"{_FETCHED}^1")


def proposed_record(root: Path) -> changes.RecordFiles:
    """Read the record as the fetched pull request would make it, without hidden files.

    Raises ProblemsFound at the first file that no record has, and git.GitError.
    """
    size = 0
    for path, entry in _tree(root, _FETCHED, *changes.FOLDERS).items():
        if not entry.is_plain:
            raise _refused(path, "it is a link, or another repository")
        if not _PATH.fullmatch(path) or max(map(len, path.encode().split(b"/"))) > _LONGEST_NAME:
            raise _refused(path, "its name leads out of the folder, hides what it is, or is too long")
        size += entry.size
        if size > MOST_BYTES:
            raise _refused(path, f"with it, the files have more than {MOST_BYTES:,} bytes")
    return changes.record_files(root, _FETCHED)


def changed_paths(root: Path) -> Sequence[str]:
    """List the paths that the fetched pull request changes, with both names of a renamed file. Raises ProblemsFound."""
    before, after = _tree(root, f"{_FETCHED}^1"), _tree(root, _FETCHED)
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def _tree(root: Path, revision: str, *folders: str) -> Mapping[str, git.TreeEntry]:
    """List the files at a revision. Raises ProblemsFound if there are too many."""
    try:
        return git.tree(root, revision, *folders)
    except git.GitError as error:
        raise _refused("", str(error)) from None


def write_record(project: Path, record: changes.RecordFiles) -> None:
    """Replace the record of a project. Raises OSError."""
    for name in changes.FOLDERS:
        shutil.rmtree(project / name, ignore_errors=True)
        (project / name).mkdir()
    for path, data in record.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)


def _refused(path: str, what: str) -> ProblemsFound:
    remedy = "take it out of the pull request; nothing in it is used"
    return ProblemsFound([Problem(Place(shown(path, 150) or "content"), "proposal-refused", what, remedy)])
