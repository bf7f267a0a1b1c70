"""What runs before a commit is what CI runs, and what editor programs do by themselves agrees with it."""

import re
import shlex

import yaml
from click.testing import CliRunner

from expertviews.cli import main
from tests.project import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
COMMANDS = [hook["entry"] for hook in HOOKS]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_checks_of_style_and_types_are_those_of_make() -> None:
    lint = re.findall(r"^\t\$\(BIN\)/(.*)$", MAKEFILE.split("\nlint:")[1].split("\n\n")[0], re.MULTILINE)
    assert [it["entry"].removeprefix(".venv/bin/") for it in HOOKS if it.get("types") == ["python"]] == lint


def test_the_commands_of_the_project_are_called_as_they_are() -> None:
    for command in COMMANDS:
        program, name, *options = [*shlex.split(command), ""]
        if program.endswith("/views"):
            known = {option for parameter in main.commands[name].params for option in parameter.opts}
            assert {option for option in options if option.startswith("--")} <= known
            assert CliRunner().invoke(main, [name, "--help"]).exit_code in {0, 2}


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert all(hook["language"] == "system" for hook in HOOKS)
    assert all(command.startswith(".venv/bin/") for command in COMMANDS)


def test_a_hook_runs_when_its_files_change() -> None:
    patterns = {hook["id"]: hook.get("files") for hook in HOOKS}
    assert re.search(patterns["record-tidy"], "content/views/china-russia-2021/zachary-paikin.yml")
    assert re.search(patterns["record-schema"], "content/themes/energy.yml")
    assert re.search(patterns["reference"], "scripts/expertviews/model.py")


def test_editor_programs_keep_the_record_as_it_is_mended() -> None:
    settings = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    general = settings.split("[*]")[1].split("[*.")[0]
    for line in ("charset = utf-8", "insert_final_newline = true", "trim_trailing_whitespace = true"):
        assert line in general
    assert re.search(r"\[\*\.\{[^]]*yml[^]]*\}\]\nindent_size = 2", settings)
    assert "[seeds/**]" in settings
