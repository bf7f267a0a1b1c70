"""A conversion that is killed leaves whole files or none, and the next one ends as if nothing had happened."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.convert import document
from tests.project import Project

COUNT = 8
COMMAND = [sys.executable, "-m", "expertviews"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    for number in range(COUNT):
        project.write(f"seeds/document-{number}.txt", document(number, 2_000))
    return project


def started(project: Project) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "--root", str(project.root), "convert"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def written(project: Project) -> dict[str, bytes]:
    """The files of the record, without those that a killed program left hidden."""
    paths = (path for path in (project.root / "content").rglob("*.yml") if not path.name.startswith("."))
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths}


def count(project: Project) -> int:
    return sum(1 for path in (project.root / "content").rglob("*.yml") if not path.name.startswith("."))


def killed_after(project: Project, new_files: int) -> bool:
    """Whether the conversion was killed before it ended, once it had written so many files."""
    before = count(project)
    running = started(project)
    deadline = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline:
        if count(project) - before >= new_files:
            running.send_signal(signal.SIGKILL)
            break
        time.sleep(0.001)
    return running.wait() == -signal.SIGKILL


def test_a_conversion_killed_at_several_moments_leaves_whole_files_and_is_taken_up(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    undisturbed = Project(tmp_path_factory.mktemp("undisturbed"))
    for number in range(COUNT):
        undisturbed.write(f"seeds/document-{number}.txt", document(number, 2_000))
    assert started(undisturbed).wait() == 0
    whole = written(undisturbed)
    kills = [killed_after(project, new_files) for new_files in (0, 2, 20)]
    assert any(kills)
    partial = written(project)
    assert {path: data for path, data in partial.items() if whole.get(path) != data} == {}
    assert started(project).wait() == 0
    assert written(project) == whole
    assert project.problems() == []


def run_on_a_terminal(project: Project) -> str:
    """What the command prints where its messages go to a terminal."""
    ours, theirs = pty.openpty()
    command = [*COMMAND, "--root", str(project.root), "convert", "--check"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 1024)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert running.wait() == 1
    os.close(ours)
    return shown.decode()


def test_progress_is_shown_on_a_terminal_and_nowhere_else(project: Project) -> None:
    shown = run_on_a_terminal(project)
    assert "Reading" in shown
    assert "100%" in shown
    command = [*COMMAND, "--root", str(project.root), "convert"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    assert b"\r" not in done.stdout
