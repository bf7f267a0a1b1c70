"""`views add` asks on a terminal what a form asks on GitHub, shows what becomes of it, and writes it once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result

from expertviews import content
from tests.project import PAIKIN, PAIKIN_VIEW, Project, contents
from tests.repositories import History, lost_addresses
from tests.test_asking import Terminal

JANE_VIEW = "content/views/china-russia-2021/jane-doe.yml"


def add(project: Project, *arguments: str, given: str = "") -> Result:
    return project.views("add", *arguments, given=given)


class Adding(Terminal):
    """`views add` on a terminal."""

    command = ("add",)

    def answers(self, *pairs: tuple[str, str]) -> None:
        for asked, typed in pairs:
            self.wait(asked)
            self.wait("> " if not asked.endswith("]: ") else "")
            self.type(f"{typed}\n")


def test_an_answer_is_asked_for_shown_and_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = project.root / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "Gas binds them.\\n" > "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    terminal = Adding(project, "answer")
    terminal.answers(
        ("Which question?", "key issues"),
        ("Name of whoever answers", "Jane Doe"),
        ("Who is that?", "A person"),
        ("Role (optional)", ""),
        ("Organisation (optional)", ""),
        ("Where was it published?", "nowhere"),
        ("`nowhere` isn't a web address.", ""),
        ("When was it given?", ""),
        ("Its title", ""),
    )
    terminal.wait("or [e] for your editor: ")
    terminal.type("\n")
    terminal.wait("The answer")
    terminal.wait("or [e] for your editor: ")
    terminal.type("e\n")
    terminal.wait("  Gas binds them.")
    terminal.wait("Write 3 files? [Y/n]: ")
    assert not (project.root / JANE_VIEW).exists()
    terminal.type("\n")
    assert terminal.end() == 0
    assert project.problems() == []
    assert "\ntext: |\n  Gas binds them.\n" in project.read(JANE_VIEW)
    assert "\x1b[" not in terminal.printed


def test_a_similar_name_is_asked_about_and_a_known_contributor_asked_no_more(project: Project) -> None:
    project.write("content/questions/next.yml", "question: What next?\n")
    (project.root / "text.txt").write_text("Gas binds them.\n", encoding="utf-8")
    terminal = Adding(project, "answer", "--question", "next", "--text", str(project.root / "text.txt"))
    terminal.answers(("Name of whoever answers", "Zachari Paikin"), ("Is that “Zachary Paikin”? [y/N]: ", "y"))
    terminal.answers(("Where was it published?", ""), ("When was it given?", "2022"), ("Its title", ""))
    terminal.wait("or [e] for your editor: ")
    terminal.type("\n")
    terminal.wait("Write 1 file? [Y/n]: ")
    terminal.type("y\n")
    assert terminal.end() == 0
    assert "Who is that?" not in terminal.printed
    assert content.load(project.root).library.views["next", "zachary-paikin"].answered == "2022"


def test_what_is_given_of_a_known_contributor_is_told_to_the_editor(project: Project) -> None:
    project.write("content/questions/next.yml", "question: What next?\n")
    (project.root / "text.txt").write_text("Gas binds them.\n", encoding="utf-8")
    given = ("--question", "next", "--role", "Minister", "--name", "Zachary Paikin", "--url", "", "--answered", "2022")
    terminal = Adding(project, "answer", *given, "--title", "", "--bio", "-", "--text", str(project.root / "text.txt"))
    terminal.type("\x04")
    terminal.wait("Minister")
    terminal.wait("Write 1 file? [Y/n]: ")
    terminal.type("n\n")
    assert terminal.end() == 0


def test_what_cannot_be_used_is_asked_again_and_a_correction_shown_as_a_change(project: Project) -> None:
    terminal = Adding(project, "correction")
    terminal.answers(
        ("Where is it?", "paikin"),
        ("Several have these words:", "Zachary Paikin"),
        ("What shall change?", "1"),
        ("The words that are wrong", "Montreal"),
        ("The right words", "Ottawa"),
        ("What does the original have?", ""),
        ("Why?", "He moved."),
        ("This page doesn't have the words `Montreal`.", "Toronto"),
    )
    terminal.wait("-    place: Toronto\n+    place: Ottawa\n")
    terminal.wait("Write 1 file? [Y/n]: ")
    terminal.type("y\n")
    assert terminal.end() == 0
    assert "    place: Ottawa\n" in project.read(PAIKIN)


def test_what_leads_nowhere_is_told_before_the_next_question(project: Project) -> None:
    terminal = Adding(project, "outcome")
    terminal.answers(("Which statement?", "Cats will rule"), ("No statement here has the address", "formal-alliance"))
    terminal.wait("How has it turned out?")
    terminal.type("\x04")
    assert terminal.end() == 1


@pytest.mark.parametrize("typed", ["n\n", "", "\x04"], ids=["no", "interrupt", "end"])
def test_nothing_is_left_behind_unless_the_user_agrees(project: Project, typed: str) -> None:
    empty = project.root / "empty.txt"
    empty.touch()
    before = contents(project.root)
    given = ("--statement", "formal-alliance", "--status", "untestable", "--evidence", str(empty))
    terminal = Adding(project, "outcome", *given)
    terminal.wait("+    outcome:")
    terminal.wait("Write 1 file? [Y/n]: ")
    if typed:
        terminal.type(typed)
    else:
        time.sleep(0.5)  # Python may lose an interrupt between its prompt and its wait for input
        terminal.process.send_signal(signal.SIGINT)
    assert terminal.end() in {0, 1}
    assert "Traceback" not in terminal.printed
    assert contents(project.root) == before


def test_scripts_give_everything_as_options_and_the_text_as_input(project: Project) -> None:
    result = add(
        project, "answer", "--question", "china-russia-2021", "--name", "Jane Doe", "--kind", "person", "--text", "-", "--yes",
        given="Gas binds them.\n\nOil, too.\n",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "3 files written" in result.output
    assert project.problems() == []


def test_without_a_terminal_what_is_missing_is_named(project: Project) -> None:
    result = add(project, "answer", "--name", "Jane Doe")
    assert result.exit_code == 2
    assert (
        "Which question? (--question): Please fill this in.\nWho is that? (--kind): Please fill this in."
        in result.output
    )


def test_what_would_break_the_record_is_not_written_unasked(project: Project) -> None:
    (project.root / "text.txt").write_text("<b>Bold</b>\n", encoding="utf-8")
    before = contents(project.root)
    known = ("--question", "china-russia-2021", "--name", "Jane Doe", "--kind", "person")
    result = add(project, "answer", *known, "--text", str(project.root / "text.txt"), "--yes")
    assert result.exit_code == 2
    assert "stray-line" in result.output
    assert contents(project.root) == before


def test_what_is_already_there_stays(project: Project) -> None:
    (project.root / "text.txt").write_text("x\n", encoding="utf-8")
    before = contents(project.root)
    known = ("--question", "china-russia-2021", "--name", "Zachary Paikin", "--kind", "person")
    result = add(project, "answer", *known, "--text", str(project.root / "text.txt"), "--yes")
    assert "has already answered this question" in result.output
    assert (
        "is here already" in add(project, "contributor", "--name", "Zachary Paikin", "--kind", "person", "--yes").output
    )
    assert contents(project.root) == before


def test_a_contributor_is_added_with_what_is_known(project: Project) -> None:
    known = ("--role", "Analyst", "--website", "https://example.org", "--orcid", "0000-0002-1825-0097")
    assert add(project, "contributor", "--name", "Jane Doe", "--kind", "person", *known, "--yes").exit_code == 0
    links = content.load(project.root).library.contributors["jane-doe"].links
    assert links
    assert links.website == "https://example.org"
    assert project.problems() == []


def test_each_option_that_cannot_be_used_is_asked_again(project: Project) -> None:
    known = ("--name", "Jane Doe", "--kind", "person", "--role", "", "--organisation", "")
    terminal = Adding(project, "contributor", *known, "--website", "nowhere", "--orcid", "bad")
    terminal.answers(
        ("doesn't have the right form", ""),
        ("ORCID iD (optional)", ""),
    )
    terminal.wait("Write 1 file? [Y/n]: ")
    terminal.type("n\n")
    assert terminal.printed.count("doesn't have the right form") == 1


def test_a_withdrawal_keeps_published_addresses(tmp_path: Path) -> None:
    project = History(tmp_path)
    project.remove(content.ADDRESSES)
    why = ("--page", "contributors/zachary-paikin/#china-russia-2021", "--what", "withdraw", "--why", "He asked.")
    assert add(project, "correction", *why, "--yes").exit_code == 0
    assert "withdrawn:" in project.read(PAIKIN_VIEW)
    assert "\ncontributors/zachary-paikin/#china-russia-2021-p2\n" in project.read(content.ADDRESSES)
    assert lost_addresses(project.root, "HEAD") == []


def test_every_kind_has_a_help_that_names_its_options(project: Project) -> None:
    for kind in ("answer", "contributor", "correction", "outcome"):
        assert "--yes" in add(project, kind, "--help").output
    done = subprocess.run(
        [sys.executable, "-m", "expertviews", "--root", str(project.root), "add", "outcome"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--statement" in done.stderr
