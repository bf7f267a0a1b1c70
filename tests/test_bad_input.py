"""Whatever stands in seeds/, the command says what is wrong and where, soon, in little memory, and writes nothing."""

import time
import tracemalloc
from pathlib import Path

import pytest
from click.testing import Result

from tests.project import Project

SECONDS, BYTES = 5, 300_000_000
LONGEST_LINE = 700
ASKED = "Question: What will happen?\n"
PROSE = "Prices will rise in spring, since nobody has built a ship in three years.\n"
OTHER = "I expect little to change. The yards are full, and the banks have stopped lending.\n"

DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "1:1: document-empty"),
    "blank": (b" \n\n\t\n", "1:1: document-empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00" * 50, "1:1: binary"),
    "invalid UTF-8": (b"Question: Why?\n\xff\xfe caf\xe9\n", "2:1: encoding"),
    "a line of 5 MB": (f"{ASKED}Ann Lee\n{'word ' * 1_000_000}".encode(), "3:1: line-too-long"),
    "a name of 32,000 letters": (f"{ASKED}{'A' * 32_000}\n{PROSE}".encode(), "2:1: word-too-long"),
    "controls that a terminal obeys": (b"Question: Why?\n\x1b[2J\x1b]0;owned\x07\n", "2:1: binary"),
    "a file of 21 MB": (b"word\n" * 4_200_000, "1:1: document-too-large"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


def convert(project: Project, *arguments: str) -> Result:
    return project.views("convert", *arguments)


def files(project: Project) -> dict[Path, int]:
    """The files that there are, but for outlines, and when each was written."""
    return {
        path: path.stat().st_mtime_ns
        for path in project.root.rglob("*")
        if path.is_file() and path.parent.name != "outlines"
    }


def refused(project: Project, *arguments: str) -> list[str]:
    """The lines of the report of a conversion that must be refused, and must have written no more than outlines."""
    before = files(project)
    result = convert(project, *arguments)
    assert result.exit_code == 1, result.output
    assert files(project) == before
    lines = result.stderr.splitlines()
    assert "Traceback" not in result.output
    assert all(len(line) <= LONGEST_LINE for line in lines)
    return lines


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_bad_document_is_refused_soon_with_its_place(project: Project, case: str) -> None:
    data, expected = DOCUMENTS[case]
    (project.root / "seeds" / "bad.txt").write_bytes(data)
    begun = time.process_time()
    lines = refused(project)
    assert time.process_time() - begun < SECONDS
    assert lines[0].startswith(f"seeds/bad.txt:{expected}: ")
    assert lines[0].endswith(")")
    assert lines[-1] == f"{len(lines) - 1} problem{'' if len(lines) == 2 else 's'}"


@pytest.mark.parametrize("case", [case for case, (data, _) in DOCUMENTS.items() if len(data) > 10_000])
def test_a_huge_document_takes_little_memory(project: Project, case: str) -> None:
    (project.root / "seeds" / "bad.txt").write_bytes(DOCUMENTS[case][0])
    tracemalloc.start()
    try:
        convert(project)
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()


WAITING = {
    "no question": f"Ann Lee\n{PROSE}Bo Diaz\n{PROSE}",
    "question only": ASKED,
    "no contributors": f"{ASKED}{PROSE}{PROSE}",
    "no text under a name": f"{ASKED}Ann Lee\nBo Diaz\n{PROSE}",
    "one word": "word",
    "lone CR line ends": f"{ASKED}Ann Lee\nBo Diaz\n{PROSE}".replace("\n", "\r"),
    "a name of 32,000 characters": f"{ASKED}{'Anna ' * 6_400}\n{PROSE}",
    "a name of 900 words": f"{ASKED}{'Anna ' * 900}\n{PROSE}",
}


@pytest.mark.parametrize("case", WAITING)
def test_whatever_has_text_gets_an_outline_that_waits_for_a_person(project: Project, case: str) -> None:
    (project.root / "seeds" / "bad.txt").write_bytes(WAITING[case].encode())
    before = files(project)
    result = convert(project)
    assert result.exit_code == 0, result.output
    assert "content/outlines/bad.txt.yml:" in result.output
    assert all(len(line) <= LONGEST_LINE for line in result.output.splitlines())
    assert files(project) == before


def test_a_message_echoes_no_more_than_a_short_excerpt(project: Project) -> None:
    secret = "Anna Maria " * 40 + "swordfish " * 20
    (project.root / "seeds" / "bad.txt").write_text(f"{ASKED}{secret}\nBo Diaz\nCem Roy\n{PROSE}", encoding="utf-8")
    result = convert(project)
    assert "content/outlines/bad.txt.yml" in result.output
    assert "swordfish" not in result.output


def test_lone_carriage_returns_end_lines(project: Project) -> None:
    text = f"{ASKED}Ann Lee\n{PROSE}Bo Diaz\n{OTHER}".replace("\n", "\r")
    (project.root / "seeds" / "mac.txt").write_bytes(text.encode())
    assert convert(project).exit_code == 0
    assert convert(project, "mac.txt").exit_code == 0
    assert project.problems() == []


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/passwd", "seeds/../../outside.txt", "content"])
def test_a_path_outside_the_seeds_is_refused(project: Project, path: str) -> None:
    (project.root.parent / "outside.txt").write_text(f"{ASKED}Ann Lee\n{PROSE}", encoding="utf-8")
    lines = refused(project, path)
    assert any(code in lines[0] for code in ("seed-outside", "seed-missing"))


def test_a_link_out_of_the_seeds_is_refused(project: Project) -> None:
    (project.root.parent / "outside.txt").write_text(f"{ASKED}Ann Lee\n{PROSE}", encoding="utf-8")
    (project.root / "seeds" / "link.txt").symlink_to(project.root.parent / "outside.txt")
    assert "symlink" in refused(project)[0]


@pytest.mark.parametrize(
    ("in_the_way", "text"),
    [("content/views/next/ann-lee.yml", "mine: yes\n"), ("content/questions/next.yml", "question: What of it?\n")],
)
def test_a_file_in_the_way_is_named_and_left(project: Project, in_the_way: str, text: str) -> None:
    (project.root / "seeds" / "next.txt").write_text(f"{ASKED}Ann Lee\n{PROSE}Bo Diaz\n{OTHER}", encoding="utf-8")
    project.write(in_the_way, text)
    assert refused(project, "next.txt")[0].startswith(f"{in_the_way}:1:1: file-exists: ")


def test_a_folder_in_the_way_is_named(project: Project) -> None:
    (project.root / "seeds" / "next.txt").write_text(f"{ASKED}Ann Lee\n{PROSE}Bo Diaz\n{OTHER}", encoding="utf-8")
    (project.root / "content/views/next/ann-lee.yml").mkdir(parents=True)
    assert "ann-lee.yml" in refused(project, "next.txt")[0]


def test_bad_documents_among_good_ones_are_all_that_isnt_drafted(project: Project) -> None:
    good = f"{ASKED}Ann Lee\n{PROSE}Bo Diaz\n{OTHER}"
    for name in ("a.txt", "c.txt"):
        (project.root / "seeds" / name).write_text(good, encoding="utf-8")
    (project.root / "seeds" / "b.txt").write_bytes(b"")
    (project.root / "seeds" / "d.rtf").write_bytes(b"{\\rtf1}")
    result = convert(project)
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stderr.splitlines()[:-1]] == ["document-empty", "seed-format"]
    assert {"a.yml", "c.yml"} <= {path.name for path in (project.root / "content/questions").iterdir()}


def test_of_two_documents_of_one_name_the_second_is_told(project: Project) -> None:
    for name in ("next.txt", "next.md"):
        (project.root / "seeds" / name).write_text(f"{ASKED}Ann Lee\n{PROSE}Bo Diaz\n{OTHER}", encoding="utf-8")
    result = convert(project)
    assert result.stderr.startswith("seeds/next.txt:1:1: same-question: ")
    assert "seed: next.md" in project.read("content/questions/next.yml")
    assert convert(project).exit_code == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--encoding", "no-such"], "there is no text encoding called “no-such”"),
        (["--who", "Nobody Here=nobody"], "no document converted now names “Nobody Here”"),
        (["--who", "Ann Lee=Ann Lee!"], "isn't a slug"),
    ],
)
def test_an_option_that_fits_nothing_is_a_problem(project: Project, options: list[str], said: str) -> None:
    (project.root / "seeds" / "next.txt").write_text(f"{ASKED}Ann Lee\n{PROSE}Bo Diaz\n{OTHER}", encoding="utf-8")
    assert said in refused(project, "next.txt", *options)[0]


def test_a_malformed_choice_is_a_wrong_call(project: Project) -> None:
    assert convert(project, "--who", "Ann Lee").exit_code == 2
