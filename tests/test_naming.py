"""What a byline calls somebody, and what it tells of them."""

import pytest

from expertviews.people.naming import Called, read


@pytest.mark.parametrize(
    ("name", "gap", "told", "expected"),
    [
        ("Mei-Ling Tan", " (", "陳美玲), professor", Called("Mei-Ling Tan", ("陳美玲",), "professor")),
        ("Mei-Ling Tan (陳美玲)", ", ", "professor", Called("Mei-Ling Tan", ("陳美玲",), "professor")),
        ("陳美玲", "（", "Mei-Ling Tan", Called("陳美玲", ("Mei-Ling Tan",), "")),
        ("Anna Petrova", " (", "Анна Петрова", Called("Anna Petrova", ("Анна Петрова",), "")),
        ("Anna Petrova", " (", "МГУ", Called("Anna Petrova", (), "МГУ")),
        ("Mei-Ling Tan", " (", "東京大学", Called("Mei-Ling Tan", (), "東京大学")),
        ("Mary Smith", " (", "née Jones), nurse", Called("Mary Smith", ("Mary Smith née Jones",), "nurse")),
        ("Mary Smith", " (", "born in Hull", Called("Mary Smith", (), "born in Hull")),
        ("Mary Smith", " (", "a.k.a. Mary Jones", Called("Mary Smith", ("Mary Jones",), "")),
        ("Ann Lee", " (", "Leeds", Called("Ann Lee", (), "Leeds")),
        ("Ann Lee", " (", "CBE), judge", Called("Ann Lee", (), "judge")),
        ("Ann Lee", ", ", "MD, PhD, director, Ice Institute", Called("Ann Lee", (), "director, Ice Institute")),
        ("Ann Lee", ", ", "AO", Called("Ann Lee", (), "")),
        ("Ann Lee", "", "", Called("Ann Lee", (), "")),
        ("Ann Lee", " (", "retired) judge", Called("Ann Lee", (), "retired, judge")),
    ],
)
def test_what_a_byline_says(name: str, gap: str, told: str, expected: Called) -> None:
    assert read(name, gap, told) == expected
