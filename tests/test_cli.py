"""The command says what it did, and what went wrong without a traceback; its exit status says which."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews.cli import main
from tests.project import PAIKIN_VIEW, PLAIN, Project, views


def test_check_of_a_sound_record_says_so(project: Project) -> None:
    result = project.views("check")
    assert (result.exit_code, result.output) == (0, "0 problems\n")


def test_check_prints_all_problems_and_their_count(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "theme: military", "theme: militry")
    result = project.views("check")
    assert result.exit_code == 1
    assert result.output.startswith(f"{PAIKIN_VIEW}:")
    assert result.output.endswith("\n1 problem\n")


def test_check_annotates_for_github(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "theme: military", "theme: militry")
    output = project.views("check", "--format", "github").output
    assert output.startswith(f"::error file={PAIKIN_VIEW},line=")
    assert "title=unknown-reference::there is no theme `militry`" in output


def test_check_gives_json(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "theme: military", "theme: militry")
    report = json.loads(project.views("check", "--format", "json").output)
    assert report["count"] == 1
    assert set(report["problems"][0]) == {"path", "line", "column", "code", "what", "remedy"}


def test_convert_says_what_it_would_write_and_writes_nothing(project: Project) -> None:
    (project.root / "seeds/next.txt").write_text(PLAIN)
    before = sorted(project.root.rglob("*"))
    result = project.views("convert", "--check")
    assert result.exit_code == 1, result.output
    assert "content/views/next/ann-lee.yml" in result.output
    assert "8 files to write" in result.output
    assert sorted(project.root.rglob("*")) == before


@pytest.mark.parametrize("name", ["::warning file=x.txt::evil.txt", "##[warning]evil.txt"])
def test_the_name_of_a_document_is_no_command_to_githubs_runner(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = project.read("seeds/china-russia-2021.txt").replace("2021", "2031")
    project.write(f"seeds/{name}", text)
    quiet = project.views("convert", "--check")
    assert quiet.exit_code == 1
    assert not re.search(r"^\s*::", quiet.output, re.MULTILINE)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    told = project.views("convert", "--check").output.splitlines()
    start = told[0].removeprefix("::stop-commands::")
    assert len(start) == 32
    assert next(at for at, line in enumerate(told) if "evil" in line) < told.index(f"::{start}::")


def test_a_refused_document_is_no_command_to_githubs_runner_either(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    project.write("seeds/##[warning]evil.txt", "nothing like a round-table")
    told = project.views("convert").output.splitlines()
    assert told[0].startswith("::stop-commands::")
    assert "evil.txt" in told[1]
    assert told[-1] == f"::{told[0].removeprefix('::stop-commands::')}::"


def test_converting_what_is_converted_says_so_in_a_line(project: Project) -> None:
    project.views("convert", "china-russia-2021.txt")
    result = project.views("convert", "china-russia-2021.txt")
    what = "5 files already in the record; nothing is missing"
    said = f"seeds/china-russia-2021.txt: {what}\n0 files written\n"
    assert (result.exit_code, result.output) == (0, said)


def test_a_wrong_call_has_status_2(project: Project) -> None:
    assert project.views("check", "--format", "xml").exit_code == 2
    assert project.views("no-such-command").exit_code == 2


def test_a_folder_without_a_project_is_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "no mkdocs.yml" in result.output


def test_a_file_that_cannot_be_written_is_a_message(project: Project) -> None:
    blocked = project.root / "content" / "schemas"
    shutil.rmtree(blocked, ignore_errors=True)
    blocked.write_text("in the way", encoding="utf-8")
    result = project.views("schema")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert result.output.startswith("views: ")


def test_a_project_without_a_record_is_a_wrong_call_of_check(tmp_path: Path) -> None:
    result = views(tmp_path, "check")
    assert result.exit_code == 2
    assert "has no content/" in result.output
