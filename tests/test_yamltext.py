"""YAML is read with places, refused in words, and written so that it reads back."""

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertviews.content import yamltext
from expertviews.problems import ProblemsFound


def refusal(text: str) -> str:
    with pytest.raises(ProblemsFound) as caught:
        yamltext.parse(text, "f.yml")
    return "\n".join(map(str, caught.value.problems))


def test_knows_where_every_key_and_value_stands() -> None:
    tree = yamltext.parse("a: 1\nb:\n  - x: yes\n    y: 'no'\n", "f.yml")
    assert tree.data == {"a": 1, "b": [{"x": True, "y": "no"}]}
    assert str(tree.place("b", 0, "y")) == "f.yml:4:8"
    assert str(tree.key_place("b", 0, "y")) == "f.yml:4:5"
    assert str(tree.place("b", 0, "z")) == "f.yml:3:5"


def test_reads_days_as_days_and_what_is_no_day_as_text() -> None:
    assert yamltext.parse("- 2021-01-15\n- 2021-02-30\n", "f.yml").data == [datetime.date(2021, 1, 15), "2021-02-30"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "f.yml:2:1: duplicate-key: the key `a` appears twice (keep one; the first is on line 1)"),
        ("a:\n\t- b\n", "f.yml:2:1: yaml-tab: this line is indented with a tab (use two spaces instead)"),
        (
            "a: &x 1\n",
            "f.yml:1:4: yaml-alias: YAML doesn't read a value that starts with `&` as text"
            " (put the value in quotation marks, or remove `&x`)",
        ),
        (
            "a: !!python/x y\n",
            "f.yml:1:4: yaml-tag: YAML doesn't read a value that starts with `!` as text"
            " (put the value in quotation marks, or remove `!!python/x`)",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "f.yml:2:1: yaml-documents: a second document starts here (keep one record per file: remove the line `---`)",
        ),
        (
            "a: @b\n",
            "f.yml:1:4: yaml-character: a value can't start with `@`"
            " (put the whole value in quotation marks, or write it on the lines under `key: >-`)",
        ),
        (
            "a: [",
            "f.yml:1:1: yaml-bracket: a value or a closing bracket is missing"
            " (close it; put quotation marks around text that starts with a bracket)",
        ),
        ("a: \x01\n", "f.yml:1:4: yaml-control: the file contains the control character U+0001 (delete it)"),
        (
            "[" * 100_000,
            "f.yml:1:13: yaml-depth: more than 12 levels of nesting (check the brackets and the indentation)",
        ),
    ],
)
def test_refuses_in_words(text: str, message: str) -> None:
    assert refusal(text) == message


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "yaml-alias" in refusal(bomb)


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
