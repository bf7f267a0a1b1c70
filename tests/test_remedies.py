"""A remedy is what to type: the value that was meant where it is known, and never what nobody meant."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews.cli import main
from tests.test_messages import ADA, ADA_VIEW, MONEY, QUESTION, SMALL, Edit, messages, replace


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "small")


SOURCE = "source: {seed: trees-2020.txt, lines: 2-5}"


def submitted(date: str) -> Edit:
    return replace(ADA_VIEW, SOURCE, f"source: {{submitted: {date}}}")


TOLD: list[tuple[str, list[Edit], str]] = [
    (
        "an order that is missing",
        [replace(MONEY, "order: 2\n", "")],
        "add a line like `order: 3`",
    ),
    ("a day with slashes", [submitted("23/11/2026")], "`23/11/2026` isn't a day (write 2026-11-23)"),
    ("a day in words", [submitted("23 November 2026")], "`23 November 2026` isn't a day (write 2026-11-23)"),
    ("a day without noughts", [submitted("2026-3-1")], "`2026-3-1` isn't a day (write 2026-03-01)"),
    (
        "a day that may be two",
        [submitted("3/11/2026")],
        "`3/11/2026` isn't a day (write 2026-03-11 or 2026-11-03, whichever is meant)",
    ),
    (
        "words after a number sign",
        [replace(ADA, "kind: person", "kind: person\neducation:\n  - PhD, rank #1, University of Kent")],
        "comment: `#1, University of Kent` after `PhD, rank` is a comment in YAML, and isn't shown (put the whole value in",
    ),
    (
        "marks of a conflict",
        [replace(ADA, "kind: person", "<<<<<<< HEAD\nkind: person\n=======\nkind: organisation\n>>>>>>> other")],
        ":4:1: yaml-conflict: git has left conflict markers here, because two changes edited the same lines (keep what is right in both",
    ),
    (
        "no-break spaces before a key",
        [replace(ADA_VIEW, "    quote: In", "\u00a0\u00a0\u00a0\u00a0quote: In")],
        ":15:1: yaml-indentation: the line starts with unusual spaces, such as no-break spaces from the web",
    ),
    (
        "no-break spaces before a paragraph",
        [replace(ADA_VIEW, "  We may plant", "\u00a0 We may plant")],
        ":12:1: yaml-indentation: the line starts with unusual spaces, such as no-break spaces from the web",
    ),
    ("a month for a day", [submitted("November 2026")], "(write year, month and day: 2021-03-14)"),
    (
        "a value in place of keys",
        [replace(QUESTION, "    theme: money", "    theme: money\n    outcome: not-borne-out")],
        "(write `status: not-borne-out` on the lines under it, indented two more spaces)",
    ),
]


@pytest.mark.parametrize(("edits", "told"), [pytest.param(edits, told, id=name) for name, edits, told in TOLD])
def test_what_to_type_is_told(small: Path, edits: list[Edit], told: str) -> None:
    for edit in edits:
        edit(small)
    (message,) = messages(small)
    assert told in message


def test_where_to_put_the_first_document_is_told(small: Path) -> None:
    (small / "seeds/trees-2020.txt").unlink()
    assert "(add the document to seeds/ under this name)" in messages(small)[0]


def test_a_file_of_a_wrong_name_is_one_mistake_alone(small: Path) -> None:
    (small / ADA).rename(small / "content/contributors/Ada-Example.yml")
    (message,) = messages(small)
    assert "digits and single hyphens: `ada-example`" in message


def test_a_comment_may_stand_after_a_value(small: Path) -> None:
    replace(ADA, "kind: person", "kind: person # or: organisation\neducation: [A, B]  # as stated")(small)
    replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist: Trees are cheap.  # to be said better")(
        small
    )
    assert messages(small) == []


@pytest.mark.parametrize("kind", ["contributor", "theme", "question"])
def test_what_is_new_has_words(small: Path, kind: str) -> None:
    before = sorted(small.rglob("*"))
    result = CliRunner().invoke(main, ["--root", str(small), "new", kind, "  "])
    assert result.exit_code == 2
    assert "write it in quotation marks" in result.output
    assert sorted(small.rglob("*")) == before


def test_a_schema_that_offers_a_new_name_is_listed(small: Path) -> None:
    CliRunner().invoke(main, ["--root", str(small), "schema"])
    result = CliRunner().invoke(main, ["--root", str(small), "new", "contributor", "Jane Doe"])
    assert "content/schemas/view.json updated" in result.output
