"""What a pull request's run tells of itself, whatever of it has failed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews.changes.types import Changes
from expertviews.cli import main
from expertviews.previews import facts
from expertviews.previews.comment import FoundProblems
from tests.project import PAIKIN, PAIKIN_VIEW
from tests.repositories import History


@pytest.fixture
def record(tmp_path: Path) -> History:
    return History(tmp_path / "project")


def gathered(record: History, log: str | None = None) -> tuple[Changes, FoundProblems]:
    folder = record.root / "preview"
    if log is not None:
        record.write("site.log", log)
    facts.gather(record.root, facts.About("HEAD", 12, record.root / "site.log"), folder)
    return (
        Changes.model_validate_json((folder / "changes.json").read_bytes()),
        FoundProblems.model_validate_json((folder / "problems.json").read_bytes()),
    )


def test_a_record_in_order_has_no_problems(record: History) -> None:
    changes, problems = gathered(record)
    assert (changes.changes_count, problems) == (0, FoundProblems(count=0, problems=(), number=12))


def test_documents_that_cannot_be_read_mistakes_and_lost_addresses_are_all_there(record: History) -> None:
    record.write("seeds/new-2026.txt", "nothing like a round-table\n")
    record.edit(PAIKIN, "kind: person", "kind: persn")
    text = record.read(PAIKIN_VIEW)
    first = text.index("  - theme:", text.index("excerpts:"))
    record.write(PAIKIN_VIEW, text[:first] + text[text.index("  - theme:", first + 1) :])
    changes, problems = gathered(record)
    assert {it.path for it in problems.problems} == {"seeds/new-2026.txt", PAIKIN, "content/addresses.txt"}
    assert problems.count == len(problems.problems)
    assert changes.changes_count > 0


def test_the_end_of_a_build_that_failed_is_there_without_colours(record: History) -> None:
    lines = [f"\x1b[33mline {number}\x1b[0m" for number in range(100)]
    _, problems = gathered(record, "\n\n".join([*lines, "x" * 100_000]))
    assert problems.output[0] == "line 81"
    assert (len(problems.output), len(problems.output[-1])) == (20, 500)


def test_the_output_of_a_build_that_went_well_is_left_out(record: History) -> None:
    record.write("preview/site/index.html", "<p>")
    assert gathered(record, "fine")[1].output == ()


def test_a_flood_of_problems_is_counted_and_its_first_are_told(record: History) -> None:
    record.write("content/themes/many.yml", "".join(f"k{number}: 1\n" for number in range(50)))
    for number in range(30):
        record.write(f"content/themes/many{number}.yml", "".join(f"k{at}: 1\n" for at in range(60)))
    _, problems = gathered(record)
    assert (len(problems.problems), problems.count > 1_000) == (1_000, True)


def test_the_command_says_how_many_and_does_not_fail(record: History) -> None:
    record.edit(PAIKIN, "kind: person", "kind: persn")
    called = ["--root", str(record.root), "preview", "facts", str(record.root / "out"), "--base", "HEAD"]
    result = CliRunner().invoke(main, called)
    assert (result.exit_code, result.output) == (0, "1 problem noted\n")


def test_files_that_the_preview_will_be_without_are_named_in_the_run(record: History) -> None:
    for name in ("index.html", "Bild é?.png", "talk.mp4"):
        record.write(f"out/site/{name}", "x")
    called = ["--root", str(record.root), "preview", "facts", str(record.root / "out"), "--base", "HEAD"]
    result = CliRunner().invoke(main, called)
    assert result.exit_code == 0
    assert [line.split(": ")[0] for line in result.output.splitlines()[1:]] == [
        "site/Bild é?.png:1:1",
        "site/talk.mp4:1:1",
    ]
