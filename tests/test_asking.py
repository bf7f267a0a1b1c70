"""`views convert --ask` asks what is in doubt on a terminal, writes each answer at once, and drafts what is decided."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from expertviews import content
from tests.project import PLAIN, Project
from tests.test_waiting import DOCUMENT, OUTLINE, PATH


def _can_be_interrupted() -> None:
    """What a shell starts in the background, tests for one, ignores interrupts, and so does what that starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Terminal:
    """The command on a terminal of its own, and what it has printed."""

    command: tuple[str, ...] = ("convert", "--ask")

    def __init__(self, project: Project, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "expertviews", "--root", str(project.root), *self.command, *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            preexec_fn=_can_be_interrupted,  # noqa: PLW1509 - no other thread holds a lock here
        )
        os.close(theirs)
        self.printed = ""
        self.seen = 0

    def wait(self, words: str, seconds: float = 60) -> None:
        """Reads on until it has printed these words after those waited for before."""
        deadline = time.monotonic() + seconds
        while words not in self.printed[self.seen :]:
            assert time.monotonic() < deadline, self.printed
            assert self._read(), self.printed
        self.seen = self.printed.index(words, self.seen) + len(words)

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def answer(self, asked: str, typed: str) -> None:
        self.wait(asked)
        self.wait("[q]uit: ")
        self.type(typed)

    def end(self, seconds: float = 60) -> int:
        deadline = time.monotonic() + seconds
        while self._read():
            assert time.monotonic() < deadline, self.printed
        os.close(self.ours)
        return self.process.wait(30)

    def _read(self) -> bool:
        if select.select([self.ours], [], [], 0.2)[0]:
            try:
                piece = os.read(self.ours, 4096)
            except OSError:
                return False
            self.printed += piece.decode("utf-8", "replace").replace("\r\n", "\n")
            return bool(piece)
        return self.process.poll() is None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("seeds/harbour.txt", DOCUMENT)
    project.write(PATH, OUTLINE)
    return project


def test_each_doubt_is_asked_and_written_and_the_rest_of_the_file_stays(project: Project) -> None:
    terminal = Terminal(project)
    terminal.answer("When was it asked? Proposed: 2026", "spring\n")
    terminal.wait("Write it as 2021, 2021-03 or 2021-03-14")
    terminal.answer("", "2026-03\n")
    terminal.wait("  >    8  Friends of the Harbour")
    assert "asked: 2026-03 " in project.read(PATH)
    terminal.answer("Is this `name`", "t\n")
    terminal.wait("`t` is title or text")
    terminal.answer("", "\n")
    terminal.wait("in question: “")
    terminal.answer("Is this `name`", "4\n")
    assert terminal.end() == 0
    assert project.read(PATH) == OUTLINE.replace("2026?", "2026-03").replace("name? ", "name ").replace(
        '"name?": ', '"name": '
    )
    assert content.load(project.root).library.questions["harbour"].asked == "2026-03"
    assert "content/views/harbour/friends-of-the-harbour.yml" in terminal.printed


def test_what_is_skipped_waits_and_what_was_answered_before_the_end_is_kept(project: Project) -> None:
    terminal = Terminal(project)
    terminal.answer("When was it asked?", "s\n")
    terminal.answer("Is this `name`", "aff\n")
    terminal.answer("Is this `name`", "q\n")
    assert terminal.end() == 0
    assert project.read(PATH) == OUTLINE.replace("name? ", "affiliation ")
    assert "waiting for you to decide 2 doubts" in terminal.printed
    assert "harbour" not in content.load(project.root).library.questions


def test_the_end_of_the_input_leaves_what_was_answered(project: Project) -> None:
    terminal = Terminal(project)
    terminal.answer("When was it asked?", "u\n")
    terminal.answer("Is this `name`", "\x04")
    assert terminal.end() == 0
    assert "asked" not in project.read(PATH)
    assert "Traceback" not in terminal.printed


def test_a_proposed_question_is_put_in_other_words(project: Project) -> None:
    project.write(PATH, OUTLINE.replace("asked: 2026?            #", "question: Harbour fees\nworded_by: editor?  #"))
    project.edit(PATH, "  3: question", "  3: introduction")
    terminal = Terminal(project)
    terminal.wait("Proposed: Harbour fees")
    terminal.answer("", "Who pays?\n")
    terminal.answer("Is this `name`", "\n")
    terminal.answer("Is this `name`", "\n")
    assert terminal.end() == 0
    question = content.load(project.root).library.questions["harbour"]
    assert (question.question, question.worded_by) == ("Who pays?", "editor")


def test_where_names_stand_is_asked(project: Project) -> None:
    project.write(
        PATH, OUTLINE.replace("asked: 2026?", "names: below?").replace("name? ", "name ").replace("name?", "name")
    )
    terminal = Terminal(project)
    terminal.answer("Are names above or below the answers? Proposed: below", "a\n")
    assert terminal.end() == 0
    assert "\nnames: above " in project.read(PATH)


def test_a_doubt_that_is_written_in_an_odd_way_is_left_to_an_editor(project: Project) -> None:
    project.write(PATH, OUTLINE.replace('"name?"', r'"n\x61me?"').replace("2026?", "2026").replace("name? ", "name "))
    terminal = Terminal(project)
    terminal.answer("Is this `name`", "\n")
    terminal.wait(f"{PATH}:11:25 can only be changed in the file")
    assert terminal.end() == 0
    assert r"n\x61me?" in project.read(PATH)


def test_a_mistake_beside_a_doubt_is_told_once(project: Project) -> None:
    project.write(PATH, OUTLINE.replace("name?", "name").replace("3: question", "3: qestion"))
    terminal = Terminal(project)
    terminal.answer("When was it asked?", "\n")
    assert terminal.end() == 1
    assert terminal.printed.count("there is no role `qestion`") == 1


def test_decisions_that_leave_an_outline_wrong_are_told_with_their_place(project: Project) -> None:
    terminal = Terminal(project)
    terminal.answer("When was it asked?", "\n")
    terminal.answer("Is this `name`", "question\n")
    terminal.answer("Is this `name`", "\n")
    assert terminal.end() == 1
    assert f"\n{PATH}:" in terminal.printed
    assert "nobody is named for" in terminal.printed


def test_a_new_document_is_shown_as_a_table_and_asked(project: Project) -> None:
    project.write(
        "seeds/next-2020.txt",
        PLAIN,
    )
    terminal = Terminal(project, "next-2020.txt")
    terminal.wait("\x1b[33masked: 2020?")
    terminal.wait("Much will change.")
    terminal.answer("When was it asked? Proposed: 2020", "\n")
    assert terminal.end() == 0
    assert content.load(project.root).library.questions["next-2020"].asked == "2020"


def test_without_a_terminal_asking_is_a_wrong_call(project: Project) -> None:
    result = project.views("convert", "--ask")
    assert result.exit_code == 2
    assert "--ask needs a terminal" in result.output
