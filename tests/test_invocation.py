"""Messages name commands as the person at the terminal can type them."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews import invocation
from expertviews.cli import main
from expertviews.problems import Place, Problem, report
from tests.project import SMALL

STARTED = [
    ("from the folder of the project", [".venv/bin/views", "check"], ".venv/bin/views"),
    ("from a folder in it", ["../.venv/bin/views", "check"], "../.venv/bin/views"),
    ("with a folder", [".venv/bin/views", "--root", "/a b/c", "check"], ".venv/bin/views --root '/a b/c'"),
    ("with the folder in one word", [".venv/bin/views", "--root=../c", "check"], ".venv/bin/views --root ../c"),
    ("by an activated environment", ["BIN/views", "check"], "views"),
    ("by an activated environment, with a folder", ["BIN/views", "--root", "c", "check"], "views --root c"),
    ("by another program", ["/usr/bin/pytest"], "views"),
]


@pytest.fixture
def activated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on PATH with the command `views`."""
    found = tmp_path / "bin" / "views"
    found.parent.mkdir()
    found.write_text("#!/bin/sh\n", encoding="utf-8")
    found.chmod(0o755)
    monkeypatch.setenv("PATH", str(found.parent))
    monkeypatch.chdir(tmp_path)
    return found.parent


@pytest.mark.parametrize(("arguments", "typed"), [pytest.param(*it, id=name) for name, *it in STARTED])
def test_a_command_in_a_message_works_as_printed(activated: Path, arguments: list[str], typed: str) -> None:
    assert invocation.program([arguments[0].replace("BIN", str(activated)), *arguments[1:]]) == typed


def test_started_as_a_module_it_is_named_so(activated: Path) -> None:
    arguments = [str(activated / "expertviews" / "__main__.py"), "check"]
    assert invocation.program(arguments).endswith(" -m expertviews")


@pytest.mark.usefixtures("activated")
def test_a_report_has_the_command_and_is_otherwise_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [".venv/bin/views", "--root", "here", "check"])
    found = Problem(Place("content/a.yml"), "code", "the views differ", "mend it with `views check --fix`")
    mended = "mend it with `.venv/bin/views --root here check --fix`"
    assert report([found]) == f"content/a.yml:1:1: code: the views differ ({mended})\n1 problem"


@pytest.mark.usefixtures("activated")
def test_a_wrong_call_is_told_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    call = ["--root", os.path.relpath(SMALL), "new", "contributor", "Ada Example"]
    monkeypatch.setattr(sys, "argv", [".venv/bin/views", *call])
    assert "`.venv/bin/views --root " in CliRunner().invoke(main, call).output


@pytest.mark.usefixtures("activated")
@pytest.mark.parametrize(
    ("by_make", "typed"), [(True, "`make serve PORT=8001`"), (False, "`.venv/bin/views serve --port 8001`")]
)
def test_another_port_is_named_as_the_site_was_served(
    monkeypatch: pytest.MonkeyPatch, by_make: bool, typed: str
) -> None:
    monkeypatch.setattr(sys, "argv", [".venv/bin/views", "serve"])
    monkeypatch.setenv("MAKELEVEL", "1") if by_make else monkeypatch.delenv("MAKELEVEL", raising=False)
    assert invocation.as_typed(invocation.other_port(8001)) == typed
