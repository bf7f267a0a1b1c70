"""Whatever console, pipe or code page a command prints to, it prints UTF-8, and never a traceback."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from expertviews.cli import main
from tests.project import ROOT
from tests.repositories import History
from tests.thorough import crossed

NAME = "José Ôstby 李明 عربي 🖋"
COMMANDS = {
    "add": ["add", "--help"],
    "addresses": ["addresses"],
    "build": ["build"],
    "changes": ["changes", "HEAD"],
    "check": ["check"],
    "contribute": ["contribute", "--help"],
    "convert": ["convert"],
    "forms": ["forms"],
    "init": ["init", "--help"],
    "new": ["new", "contributor", NAME],
    "outline": ["outline", "李明.txt"],
    "preview": ["preview", "--help"],
    "schema": ["schema"],
    "serve": ["serve", "--help"],
    "site": ["site"],
    "status": ["status"],
    "suggest": ["suggest"],
    "upgrade": ["upgrade", "--check"],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> History:
    """A record with names, words and files of several scripts, one of them with a problem."""
    project = History(tmp_path_factory.mktemp("consoles"))
    project.write("seeds/李明.txt", f"Question: Что дальше?\n{NAME}\nMuch will change.\nBob Ray\nLittle will.\n")
    project.write(
        "content/contributors/jose.yml", f"name: {NAME}\nkind: person\naffiliations: [{{role: 李明}}]\n{NAME}: «x»\n"
    )
    return project


def test_every_command_is_tried() -> None:
    assert sorted(COMMANDS) == sorted(main.commands)


@pytest.mark.parametrize(("command", "encoding"), crossed(COMMANDS, ["ascii", "cp437", "cp1252", "utf-16-le"]))
def test_a_command_prints_utf8(project: History, monkeypatch: pytest.MonkeyPatch, command: str, encoding: str) -> None:
    printed = [io.BytesIO(), io.BytesIO()]
    for name, stream in zip(("stdout", "stderr"), printed, strict=True):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(stream, encoding=encoding, write_through=True))
    with pytest.raises(SystemExit):
        main(["--root", str(project.root), *COMMANDS[command]])
    text = b"".join(stream.getvalue() for stream in printed).decode("utf-8")
    assert "Traceback" not in text
    assert "\x00" not in text
    if command in {"check", "build", "convert", "outline"}:
        assert "李明" in text


@pytest.mark.parametrize("setting", ["LC_ALL=C", "PYTHONIOENCODING=ascii", "PYTHONIOENCODING=cp1252:strict"])
def test_it_does_so_in_a_pipe_of_a_real_process(project: History, setting: str) -> None:
    name, _, value = setting.partition("=")
    environment = {it: os.environ[it] for it in ("PATH", "HOME", "SYSTEMROOT") if it in os.environ} | {name: value}
    call = [sys.executable, "-m", "expertviews", "--root", str(project.root), "check", "--format", "json"]
    done = subprocess.run(call, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert NAME in done.stdout.decode("utf-8")


def test_an_interrupt_while_its_code_is_read_is_told_in_a_word(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "scripts")])}
    call = [sys.executable, "-m", "expertviews", "check"]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "\nAborted!\n")
