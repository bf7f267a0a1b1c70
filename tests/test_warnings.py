"""Warnings are printed below the problems, and stop nothing."""

import json
from pathlib import Path

from click.testing import Result

from expertviews.publish import checked_record
from tests.project import Project, views
from tests.test_messages import ADA_VIEW, QUESTION, messages, replace, stated


def check(root: Path, *options: str) -> Result:
    return views(root, "check", *options)


def test_a_warning_is_counted_and_changes_no_exit_status(small: Path) -> None:
    stated("The city may plant more trees.")(small)
    result = check(small)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{QUESTION}:7:16: warning: statement-hedged: with “may”, nobody could deny it (state it flatly; how likely they"
        " think it is, is for the experts to say, in the `hedge` of their stance)",
        "0 problems, 1 warning",
    ]
    assert checked_record(small)


def test_problems_come_first(small: Path) -> None:
    stated("The city may plant more trees.")(small)
    replace(ADA_VIEW, "theme: streets", "theme: street")(small)
    result = check(small)
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.output.splitlines()[:-1]] == ["unknown-reference", "warning"]
    assert result.output.endswith("\n1 problem, 1 warning\n")


def test_a_warning_is_an_annotation_of_its_own_kind(small: Path) -> None:
    stated("The city may plant more trees.")(small)
    assert check(small, "--format", "github").output.startswith(
        f"::warning file={QUESTION},line=7,col=16,title=statement-hedged::with “may”"
    )


def test_programs_get_warnings_beside_problems(small: Path) -> None:
    stated("The city may plant more trees.")(small)
    told = json.loads(check(small, "--format", "json").output)
    assert (told["count"], told["problems"]) == (0, [])
    assert [set(it) for it in told["warnings"]] == [{"path", "line", "column", "code", "what", "remedy"}]


def test_statements_in_another_language_are_left_alone(small: Path) -> None:
    stated("Die Stadt wird keine Bäume fällen; das ist sicher.")(small)
    (small / "mkdocs.yml").write_text("site_name: Ansichten\ntheme: {language: de}\n", "utf-8")
    assert [message for message in messages(small) if ": warning: " in message] == []


def test_the_record_that_was_read_anew_has_no_warning(tmp_path: Path) -> None:
    assert messages(Project(tmp_path).root) == []
