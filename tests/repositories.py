"""Git repositories for tests: a project's record with a history, and a bare one to push to."""

import subprocess
from pathlib import Path

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


class History(Project):
    """A project's record under git, with everything committed."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        git(root, "init", "--quiet", "--initial-branch=main")
        self.commit("As published")

    def commit(self, message: str) -> str:
        """Commits everything and returns the commit's id."""
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", f"--message={message}")
        return git(self.root, "rev-parse", "HEAD")

    def move(self, old: str, new: str) -> None:
        """Renames a file of the record."""
        self.write(new, self.read(old))
        (self.root / old).unlink()
