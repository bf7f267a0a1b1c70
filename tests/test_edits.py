"""An edit of one value leaves every other line of a file as it was: comments, order and layout, whoever wrote it."""

import datetime
import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expertviews import content
from expertviews.content import ValueEdit, edited_text, yamltext
from tests.project import PAIKIN, PAIKIN_VIEW, QUESTION, RECORD, SMALL
from tests.records import hostile

WORDS = st.lists(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12), min_size=1, max_size=8
).map(" ".join)
VALUES = st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=3).map("\n\n".join))

COMMENTED = """\
# yaml-language-server: $schema=../schemas/contributor.json
# Who this is
kind: person   # checked
name: "Jane Doe"

sort_name: 'Doe, Jane'
affiliations:   # newest first
- role: Analyst
  # of energy
  organisation: >-
    The Example
    Institute
- {role: Fellow, organisation: Another Institute, as_of: 2020}  # until 2020
education: [
  PhD, # in law
  MA,
]
# the end
"""


def texts() -> list[tuple[str, str]]:
    """Every file of this project's record as it once was, of a small one, and of one full of hostile words."""
    found = [
        (path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for root in (RECORD, SMALL)
        for path in sorted((root / content.FOLDER).rglob("*.yml"))
    ]
    made = {f"{content.FOLDER}/{path}": data for path, data in hostile().items()}
    found += [(path, content.text_of(path, data)) for path, data in made.items()]
    return [*found, (PAIKIN, COMMENTED)]


TEXTS = texts()


def plain(data: Any) -> Any:
    """Data as text, with the white space of each text folded."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return str(data).split()


def changed(data: Any, key: tuple[str | int, ...], value: Any) -> Any:
    """The data with another value at a key."""
    if not key:
        return value
    if isinstance(data, list):
        return [changed(it, key[1:], value) if at == key[0] else it for at, it in enumerate(data)]
    return {name: changed(it, key[1:], value) if name == key[0] else it for name, it in data.items()}


@pytest.mark.parametrize("value", ["00", "1_000", "0x1F", "1:30", "yes", "No", "null", "~", "1e3", ".5"])
def test_a_text_that_would_be_read_as_something_else_is_put_in_quotation_marks(value: str) -> None:
    after = edited_text("content/x.yml", "title: Trees # and more\ntext: Oaks\n", [ValueEdit(("title",), value)])
    assert yamltext.parse(after, "content/x.yml").data == {"title": value, "text": "Oaks"}
    assert after.endswith(" # and more\ntext: Oaks\n")


@pytest.mark.parametrize("value", [True, False, None, 7, datetime.date(2027, 3, 1)], ids=str)
def test_plain_data_is_written_as_yaml_has_it_over_a_value_or_as_a_new_one(value: object) -> None:
    path = content.outline_path("x.txt")
    for text in ("wrapped: 1 # one\n", "document: x.txt\n"):
        after = edited_text(path, text, [ValueEdit(("wrapped",), value)])
        assert yamltext.parse(after, path).data["wrapped"] == value
        assert after.endswith("# one\n") == text.endswith("# one\n")


@pytest.mark.parametrize(("path", "text"), TEXTS, ids=lambda it: it if len(it) < 90 else "")
@settings(max_examples=15, deadline=None)
@given(value=VALUES, pick=st.randoms(use_true_random=False))
def test_a_value_corrected_in_any_file_leaves_each_other_line_as_it_was(
    path: str, text: str, value: str, pick: Any
) -> None:
    tree = yamltext.parse(text, path)
    key = pick.choice([*tree.scalars])
    after = edited_text(path, text, [ValueEdit(key, value)])
    assert plain(yamltext.parse(after, path).data) == plain(changed(tree.data, key, value)), key
    scalar = tree.scalars[key]
    first, last = (
        text.count("\n", 0, scalar.start),
        text.count("\n", 0, scalar.start + len(text[scalar.start : scalar.end].rstrip())),
    )
    before, rest = text.split("\n")[:first], text.split("\n")[last + 1 :]
    assert after.split("\n")[:first] == before
    assert after.split("\n")[len(after.split("\n")) - len(rest) :] == rest
    assert all(comment in after for comment in ("# checked", "# of energy", "# in law") if comment in text)


def added_lines(text: str, after: str) -> list[str]:
    """The lines that were added; none may have gone."""
    lines = [*difflib.ndiff(text.splitlines(), after.splitlines())]
    assert not [line for line in lines if line.startswith("- ")], "\n".join(lines)
    return [line[2:] for line in lines if line.startswith("+ ")]


DAY = datetime.date(2027, 3, 1)
ADDED: list[tuple[str, tuple[str | int, ...], Any, list[str]]] = [
    (PAIKIN_VIEW, ("withdrawn",), {"date": DAY, "why": "He asked: now"}, ["withdrawn:", "  date: 2027-03-01", "  why: 'He asked: now'"]),
    (PAIKIN_VIEW, ("corrections",), [{"printed": "x", "corrected": "y"}], ["corrections:", "  - printed: x", "    corrected: y"]),
    (PAIKIN_VIEW, ("stances", 2, "prefix"), "of both", ["    prefix: of both"]),
    (QUESTION, ("propositions", 14, "outcome"), {"status": "mixed", "judged_on": DAY}, ["    outcome:", "      status: mixed", "      judged_on: 2027-03-01"]),
    (PAIKIN, ("affiliations", 0, "from"), 2019, ["    from: 2019"]),
    (PAIKIN, ("affiliations", 2), {"role": "Fellow"}, ["  - role: Fellow"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "key", "value", "lines"), ADDED, ids=lambda it: str(it)[:40])
def test_a_new_key_or_item_stands_where_an_editor_would_write_it(
    path: str, key: tuple[str | int, ...], value: Any, lines: list[str]
) -> None:
    text = (RECORD / path).read_text(encoding="utf-8")
    assert added_lines(text, edited_text(path, text, [ValueEdit(key, value)])) == lines


def test_keys_and_items_are_added_among_comments_and_brackets() -> None:
    edits = [
        ValueEdit(("also_known_as",), ["J. Doe"]),
        ValueEdit(("affiliations", 0, "as_of"), 2026),
        ValueEdit(("affiliations", 1, "place"), "Bonn, Germany"),
        ValueEdit(("affiliations", 2), {"role": "Chair"}),
        ValueEdit(("education", 2), "BA: history"),
        ValueEdit(("links",), {"website": "https://example.org"}),
    ]
    after = edited_text(PAIKIN, COMMENTED, edits)
    assert after == COMMENTED.replace(
        "sort_name: 'Doe, Jane'\n", "sort_name: 'Doe, Jane'\nalso_known_as:\n  - J. Doe\n"
    ).replace("    Institute\n- {", "    Institute\n  as_of: 2026\n- {").replace(
        "Another Institute, as_of", "Another Institute, place: 'Bonn, Germany', as_of"
    ).replace("# until 2020\n", "# until 2020\n- role: Chair\n").replace(
        "  MA,\n]\n", "  MA, 'BA: history',\n]\nlinks:\n  website: https://example.org\n"
    )


def test_the_first_key_of_a_mapping_and_the_first_item_in_brackets_are_added() -> None:
    text = "kind: person\naffiliations: [{organisation: X}]\neducation: []"
    edits = [
        ValueEdit(("name",), "A B"),
        ValueEdit(("affiliations", 0, "role"), "Y"),
        ValueEdit(("education", 0), "MA"),
    ]
    assert (
        edited_text(PAIKIN, text, edits)
        == "name: A B\nkind: person\naffiliations: [{role: Y, organisation: X}]\neducation: [MA]"
    )


def test_what_cannot_be_written_changes_nothing(tmp_path: Path) -> None:  # noqa: ARG001
    assert edited_text(PAIKIN, "name: A\n", [ValueEdit(("name",), "\x07")]) == "name: A\n"
