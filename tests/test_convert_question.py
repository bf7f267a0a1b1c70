"""A document that asks nothing in so many words: an editor says what was asked, and the record says whose words it is."""

from pathlib import Path

import pytest

from expertviews import checks, content
from tests.project import Project

ASKS_NOTHING = """Ice on the quay: pilots react

The harbour froze on Monday. Two of the pilots write.

Ann Lee, pilot
It came early, and we are worried about it. Nobody was ready.

Bob Ray, lecturer at York University
No port had frozen here for thirty years. It will not happen twice.
"""
SIGNED = """Ice on the quay: pilots react

The harbour froze on Monday. Two of the pilots write.

It came early, and we are worried about it. Nobody was ready.

— Ann Lee, pilot

No port had frozen here for thirty years. It will not happen twice.

— Bob Ray, lecturer at York University
"""
QUESTION = "What do the pilots make of the ice?"
OUTLINE = "content/outlines/ice.txt.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    (project.root / "seeds" / "ice.txt").write_text(ASKS_NOTHING, encoding="utf-8")
    return project


def convert_as_asked(project: Project) -> None:
    """Outlines the document, has an editor say what was asked, and drafts it."""
    assert project.views("convert", "ice.txt").exit_code == 0
    project.edit(OUTLINE, "question: 'Ice on the quay: pilots react'", f"question: {QUESTION}")
    project.decide()
    assert project.views("convert").exit_code == 0


def test_a_question_is_proposed_and_waits_for_the_editor(project: Project) -> None:
    result = project.views("convert", "ice.txt")
    assert result.exit_code == 0
    assert (
        "worded_by: editor? “Ice on the quay: pilots react” (no line asks a question: is this what was asked?)"
        in result.output
    )
    assert "question: 'Ice on the quay: pilots react'" in project.read(OUTLINE)
    assert not (project.root / "content/questions/ice.yml").exists()


@pytest.mark.parametrize("text", [ASKS_NOTHING, SIGNED], ids=["named above", "signed below"])
def test_a_question_that_an_editor_words_is_recorded_as_such(project: Project, text: str) -> None:
    (project.root / "seeds" / "ice.txt").write_text(text, encoding="utf-8")
    convert_as_asked(project)
    record = content.load(project.root)
    question = record.library.questions["ice"]
    assert (question.question, question.worded_by) == (QUESTION, "editor")
    assert question.title == "Ice on the quay: pilots react"
    assert [view.contributor for view in record.library.views_on("ice")] == ["ann-lee", "bob-ray"]
    assert not [problem for problem in checks.check(record) if "ice" in problem.place.path]


def test_a_question_in_the_sources_words_must_stand_there(project: Project) -> None:
    convert_as_asked(project)
    path = project.root / "content" / "questions" / "ice.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("worded_by: editor\n", ""), encoding="utf-8")
    assert any(problem.code == "question-differs" for problem in checks.check(content.load(project.root)))
