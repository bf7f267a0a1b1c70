"""Outlines in doubt: what waits is told with its place and reason, and everything else goes on."""

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from expertviews import content, convert
from expertviews.checks import OutlinedDocument
from tests.project import PLAIN, Project, contents

DOCUMENT = """Harbour fees

Who should pay for the new quay?

Ann Lee, harbour master
Nobody likes fees. But the quay is falling down.

Friends of the Harbour
The quay is a gift to the fleet.

陳美玲: It isn't. ליאור כהן: It is.
"""
OUTLINE = """# yaml-language-server: $schema=../schemas/outline.json
document: harbour.txt   # mine
asked: 2026?            # the year in the document's name
parts:
  1: title              # Harbour fees
  3: question
  5: name               # Ann Lee, harbour master
  6: text
  8: name?              # Friends of the Harbour ← set as names are
  9: text
  11: [name: 陳美玲, text, "name?": ליאור כהן, text]   # 陳美玲: … ← is this a name?
"""
PATH = "content/outlines/harbour.txt.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("seeds/harbour.txt", DOCUMENT)
    project.write(PATH, OUTLINE)
    return project


def waiting(project: Project) -> OutlinedDocument:
    return convert.outlined_document(content.load(project.root), "harbour.txt", convert.Given())


def test_convert_names_each_doubt_with_its_place_and_reason_and_fails_not(project: Project) -> None:
    before = contents(project.root)
    result = project.views("convert")
    assert result.exit_code == 0
    assert result.output.splitlines()[:4] == [
        "seeds/harbour.txt: waiting for you to decide 3 doubts",
        f"  {PATH}:3:8: asked: 2026? (the year in the document's name)",
        f"  {PATH}:9:6: line 8: name? “Friends of the Harbour” (set as names are)",
        f"  {PATH}:11:25: line 11: name? “ליאור כהן” (is this a name?)",
    ]
    assert contents(project.root) == before


def test_a_mistake_is_told_while_something_else_is_in_doubt(project: Project) -> None:
    project.edit(PATH, "3: question", "3: qestion")
    result = project.views("convert")
    assert result.exit_code == 1
    assert f"{PATH}:6:6: outline-wrong: there is no role `qestion` (did you mean `question`?)" in result.stderr
    assert "waiting for you to decide 3 doubts" in result.stdout


def test_the_rest_is_drafted_while_an_outline_waits(project: Project) -> None:
    project.write("seeds/next.txt", PLAIN)
    assert project.views("convert").exit_code == 0
    assert content.load(project.root).library.questions["next"]
    assert project.problems() == []


def test_status_lists_what_waits_and_what_has_no_outline(project: Project) -> None:
    project.write("seeds/empty.txt", "")
    project.write("seeds/next.txt", PLAIN)
    printed = project.views("status").output
    assert f"  {PATH}:9:6: line 8: name? “Friends of the Harbour” (set as names are)\n" in printed
    assert "seeds/next.txt: no outline yet (run `views convert`)\n" in printed
    assert "seeds/empty.txt:1:1: document-empty: " in printed
    assert "seeds/empty.txt: no outline yet" not in printed
    project.write(PATH, OUTLINE.replace("?", ""))
    assert f"{PATH}: decided, but not drafted yet (run `views convert`)\n" in project.views("status").output


def test_an_outline_that_is_wrong_is_a_problem_at_its_place_and_stops_no_other(project: Project) -> None:
    project.write(PATH, OUTLINE.replace("?", "").replace("  9: text\n", ""))
    project.write("seeds/next.txt", PLAIN)
    result = project.views("convert")
    assert result.exit_code == 1
    assert re.search(rf"^{PATH}:\d+:\d+: outline-wrong: line 9 ", result.stderr, re.MULTILINE)
    assert content.load(project.root).library.questions["next"]


def test_an_outline_that_cant_be_read_is_a_problem_and_stops_no_other(project: Project) -> None:
    project.write(PATH, OUTLINE.replace("parts:", "parts"))
    project.write("seeds/next.txt", PLAIN)
    result = project.views("convert")
    assert (result.exit_code, result.stderr.startswith(f"{PATH}:")) == (1, True)
    assert content.load(project.root).library.questions["next"]


def test_the_check_before_publishing_fails_for_what_is_in_no_file_and_writes_nothing(project: Project) -> None:
    assert project.views("convert", "--check").exit_code == 0
    project.write("seeds/next.txt", PLAIN)
    before = contents(project.root)
    result = project.views("convert", "--check")
    assert result.exit_code == 1
    assert result.stderr == (
        "seeds/next.txt:1:1: not-converted: this document has no outline in the record yet"
        " (run `views convert`, review what it writes, and commit it)\n1 problem\n"
    )
    assert contents(project.root) == before
    project.views("convert")
    assert project.views("convert", "--check").exit_code == 0
    project.write(PATH, OUTLINE.replace("?", ""))
    assert "harbour.txt:1:1: not-converted: this document has no drafts" in project.views("convert", "--check").stderr


def decided(project: Project, *words: str) -> str:
    """The outline after its doubts are decided with these words, from the last to the first."""
    it = waiting(project)
    text = it.file
    for doubt, word in reversed(list(zip(convert.doubts_of(it), words, strict=True))):
        text = convert.decided(text, doubt, word)
    return text


def test_a_decision_changes_its_word_and_no_other_character(project: Project) -> None:
    after = decided(project, "2026-03", "affiliation", "name")
    assert after == (
        OUTLINE.replace("asked: 2026?", "asked: 2026-03")
        .replace("name?              #", "affiliation              #")
        .replace('"name?": ', '"name": ')
    )


def test_a_date_that_nobody_knows_is_left_out_with_its_line(project: Project) -> None:
    after = decided(project, "", "name", "name")
    assert "asked" not in after
    assert after.splitlines()[1:3] == ["document: harbour.txt   # mine", "parts:"]


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("9: {note?: Ann Lee}", "9: {bio: Ann Lee}"),
        ("9: [text?]", "9: [bio]"),
        ("9: 'text?'", "9: 'bio'"),
        ("9: text?", "9: bio"),
    ],
)
def test_a_doubt_is_decided_in_whatever_way_it_is_written(project: Project, written: str, after: str) -> None:
    project.write(PATH, OUTLINE.replace("9: text", written))
    it = waiting(project)
    doubt = next(doubt for doubt in convert.doubts_of(it) if doubt.lines == "9")
    assert convert.decided(it.file, doubt, "bio") == OUTLINE.replace("9: text", after)


def test_a_question_is_asked_in_other_words_on_a_line_of_its_own(project: Project) -> None:
    file = OUTLINE.replace("asked: 2026?", "question: Ice on the quay   # proposed\nworded_by: editor?\nasked: 2026")
    project.write(PATH, file)
    doubt = convert.doubts_of(waiting(project))[0]
    after = convert.decided(file, doubt, "editor", 'Is there: "ice"?')
    assert content.load(project.root).library.outlines["harbour.txt"].worded_by == "editor?"
    project.write(PATH, after)
    outline = content.load(project.root).library.outlines["harbour.txt"]
    assert (outline.question, outline.worded_by) == ('Is there: "ice"?', "editor")
    assert "   # proposed\n" in after


def test_the_table_says_who_says_what_within_the_width_of_the_terminal(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    printed = project.views("outline", "harbour.txt").output
    lines = printed.splitlines()
    assert lines[0] == "asked: 2026?  the year in the document's name"
    assert next(line for line in lines if line.startswith("6 ")).split()[:4] == ["6", "text", "Ann", "Lee"]
    at = next(at for at, line in enumerate(lines) if "陳美玲" in line)
    assert [line.split()[0] for line in lines[at : at + 3]] == ["11", "text", "name?"]
    assert "↑ set as names are" in printed
    assert "\x1b" not in printed
    assert "\u2068ליאור כהן\u2069" in printed


def test_columns_stand_under_each_other_also_beside_wide_letters(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = project.views("outline", "harbour.txt").output.splitlines()
    ann = next(line for line in lines if line.startswith("5 "))
    chinese = next(line for line in lines if line.startswith("11 "))
    starts = [cell_len(ann[: ann.rindex("Ann Lee")]), cell_len(chinese[: chinese.rindex("陳美玲")])]
    assert starts[0] == starts[1]


@pytest.mark.parametrize("width", ["30", "40", "200"])
def test_no_line_of_the_table_is_wider_than_the_terminal(
    project: Project, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    project.write("seeds/harbour.txt", DOCUMENT.replace("gift", "gift " * 90))
    *table, _ = project.views("outline", "harbour.txt").output.splitlines()
    assert max(map(cell_len, table)) <= int(width)


def test_a_control_character_of_a_document_reaches_no_terminal(project: Project) -> None:
    project.write("seeds/harbour.txt", DOCUMENT.replace("Harbour fees", "Harbour \u202efees\u200f"))
    printed = project.views("outline", "harbour.txt").output + project.views("convert").output
    assert "\u202e" not in printed
    assert "\u200f" not in printed


def test_programs_get_the_same_facts_as_json(project: Project) -> None:
    found = json.loads(project.views("outline", "harbour.txt", "--format", "json").output)
    assert (found["document"], found["outline"], found["written"], found["asked"]) == (
        "harbour.txt",
        PATH,
        True,
        "2026?",
    )
    shared = [part for part in found["parts"] if part["lines"] == "11"]
    assert [(part["role"], part["who"], part["doubt"]) for part in shared] == [
        ("name", "陳美玲", False),
        ("text", "陳美玲", False),
        ("name", "ליאור כהן", True),
        ("text", "ליאור כהן", False),
    ]
    assert [(doubt["line"], doubt["lines"], doubt["proposed"]) for doubt in found["doubts"]] == [
        (3, "", "2026"),
        (9, "8", "name"),
        (11, "11", "name"),
    ]


def test_a_proposal_is_shown_and_not_written(project: Project) -> None:
    project.write("seeds/next.txt", PLAIN)
    before = contents(project.root)
    result = project.views("outline", "seeds/next.txt")
    assert result.exit_code == 0
    assert result.output.endswith("content/outlines/next.txt.yml, not written yet\n")
    assert contents(project.root) == before


def test_a_document_is_named_by_its_outline_too(project: Project) -> None:
    assert project.views("outline", PATH).output == project.views("outline", "harbour.txt").output
