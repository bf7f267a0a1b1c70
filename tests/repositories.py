"""Git repositories for tests: a project's record with a history, and a bare one to push to."""

import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from expertviews import changes, content
from expertviews.changes import ChangeReport
from expertviews.problems import Problem
from expertviews.publish import published_addresses
from tests.project import Project

IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
}


def git(folder: Path, *arguments: str) -> str:
    """What a command of git's prints."""
    finished = subprocess.run(["git", *arguments], cwd=folder, env=IDENTITY, check=True, capture_output=True, text=True)
    return finished.stdout.strip()


def bare(folder: Path) -> Path:
    """An empty repository to push to."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    git(folder, "config", "uploadpack.allowFilter", "true")
    return folder


@cache
def _published() -> TemporaryDirectory[str]:
    """The frozen record under git with one commit, made once for all tests that start from it."""
    folder = TemporaryDirectory()
    project = Project(Path(folder.name, "project"))
    git(project.root, "init", "--quiet", "--initial-branch=main", "--template=")
    git(project.root, "config", "uploadpack.allowFilter", "true")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message=As published")
    git(project.root, "gc", "--quiet")
    return folder


class History(Project):
    """A project's record under git, with everything committed."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        shutil.copytree(Path(_published().name, "project", ".git"), root / ".git")

    def commit(self, message: str) -> str:
        """Commits everything and returns the commit's id."""
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", f"--message={message}")
        return git(self.root, "rev-parse", "HEAD")

    def checkout(self, folder: Path) -> Path:
        """A shallow clone in a new folder."""
        git(self.root, "clone", "--quiet", "--depth=1", f"file://{self.root}", str(folder))
        return folder

    def move(self, old: str, new: str) -> None:
        """Renames a file of the record."""
        self.write(new, self.read(old))
        (self.root / old).unlink()


def propose(
    repository: Path, number: int, files: Mapping[str, str | None], base: str = "main", head: str | None = None
) -> str:
    """Proposes files, or with nothing to remove them, as a pull request; returns its newest commit.

    Its merge into the base is where GitHub keeps it. The repository stays at `main`.
    """
    git(repository, "checkout", "--quiet", "--detach", head or base)
    for path, text in files.items():
        file = repository / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=Propose")
    commit = git(repository, "rev-parse", "HEAD")
    merge(repository, number, commit, base)
    return commit


def merge(repository: Path, number: int, commit: str, base: str = "main") -> None:
    """Makes the merge of a pull request that GitHub keeps."""
    git(repository, "checkout", "--quiet", "--detach", base)
    git(repository, "merge", "--quiet", "--no-ff", "--message=Merge", commit)
    git(repository, "update-ref", f"refs/pull/{number}/merge", "HEAD")
    git(repository, "checkout", "--quiet", "main")


def changes_between(root: Path, base: str, head: str | None = None) -> ChangeReport:
    """What changed from one revision to another, or to the files in the folder."""
    return changes.compare(changes.record_files(root, base), changes.record_files(root, head))


def lost_addresses(root: Path, base: str | None = None) -> list[Problem]:
    """The problems of addresses that were published, or are in revision `base`, and aren't any more."""
    before = content.load_bytes(changes.record_files(root, base)) if base else None
    return published_addresses.vanished(root, before)


def all_addresses(root: Path) -> frozenset[str]:
    """Every address of the site of the files in the folder."""
    return published_addresses.addresses_of(content.load(root))


def address_list(root: Path) -> str:
    """The text of the committed list with every address of the site."""
    return published_addresses.extended_list(root)
