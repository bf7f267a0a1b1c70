"""Dates as people write them are read in any language, and never where they may mean two days."""

import pytest

from expertviews import dates


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("2021-03-14", "2021-03-14"),
        ("2021/3/14", "2021-03-14"),
        ("2021-03-14T10:00:00Z", "2021-03-14"),
        ("14. 3. 2021", "2021-03-14"),
        ("Sunday, March 14th, 2021", "2021-03-14"),
        ("Sept. 4, 2021", "2021-09-04"),
        ("1er avril 2021", "2021-04-01"),
        ("14 de março de 2021", "2021-03-14"),
        ("14 listopada 2021", "2021-11-14"),
        ("14. března 2021", "2021-03-14"),
        ("14. maaliskuuta 2021", "2021-03-14"),
        ("14 Μαρτίου 2021", "2021-03-14"),
        ("14 mrt 2021", "2021-03-14"),
        ("2021年3月14日", "2021-03-14"),
        ("2021. 3. 14.", "2021-03-14"),
        ("١٤ مارس ٢٠٢١", "2021-03-14"),
        ("05/12/2021", None),
        ("5/5/2021", "2021-05-05"),
        ("31 June 2021", None),
        ("14 Thermidor 2021", None),
        ("spring 2021", None),
        (f"2021{' ' * 60}or 2022", None),
    ],
)
def test_a_date_is_read_if_it_means_one_day(written: str, date: str | None) -> None:
    assert dates.iso(written) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Inside Northgate | Nov. 20, 2024", "2024-11-20"),
        ("نشرة الحي – مارس ٢٠٢٣", "2023-03"),
        ("50 years, 1974–2024", None),
    ],
)
def test_a_day_or_a_month_is_found_in_a_short_line(line: str, date: str | None) -> None:
    assert dates.within(line) == date


def test_years_are_found_in_any_digits() -> None:
    assert dates.years("50 years, 1974–2024, ٢٠٢٣, 12024") == ("1974", "2024", "2023")
