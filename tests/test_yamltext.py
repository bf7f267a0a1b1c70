"""YAML is read with places, refused in words, and written so that it reads back."""

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertviews.content import yamltext
from expertviews.problems import ProblemsFound


def test_knows_where_every_key_and_value_stands() -> None:
    tree = yamltext.parse("a: 1\nb:\n  - x: yes\n    y: 'no'\n", "f.yml")
    assert tree.data == {"a": 1, "b": [{"x": True, "y": "no"}]}
    assert str(tree.place("b", 0, "y")) == "f.yml:4:8"
    assert str(tree.key_place("b", 0, "y")) == "f.yml:4:5"
    assert str(tree.place("b", 0, "z")) == "f.yml:3:5"


def test_reads_days_as_days_and_what_is_no_day_as_text() -> None:
    assert yamltext.parse("- 2021-01-15\n- 2021-02-30\n", "f.yml").data == [datetime.date(2021, 1, 15), "2021-02-30"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("x: 1\na: 1\na: 2\na: 3\n", [2, 2]),
        ("a: 1\na: 2\na: 3\n", [1, 1]),
        ("a: {\na: 1,\nb: 1,\na: 2,\nb: 2}\n", [2, 3]),
    ],
)
def test_each_repeat_of_a_key_is_told_where_the_first_is_and_is_no_second_record(text: str, first: list[int]) -> None:
    with pytest.raises(ProblemsFound) as found:
        yamltext.parse(text, "f.yml")
    assert [it.remedy for it in found.value.problems] == [f"keep one; the first is on line {it}" for it in first]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t:#-'\"|>&*!?{}[],%@`"))
DATA = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(TEXT, DATA, min_size=1, max_size=4))
def test_what_is_written_reads_back(data: dict[str, object]) -> None:
    assert yamltext.parse(yamltext.dump(data), "f.yml").data == data


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ProblemsFound):
        yamltext.parse(text, "f.yml")
