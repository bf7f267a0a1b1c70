"""Letters after a name, and words that look like them."""

import pytest

from expertviews.people import names


@pytest.mark.parametrize(
    "after",
    [
        *[
            "KC",
            "QC",
            "FRS",
            "FREng",
            "FBA",
            "FMedSci",
            "RN",
            "MBBS",
            "FRCP",
            "CBE",
            "OBE",
            "AO",
            "AM",
            "MD",
            "PhD",
            "Ph.D.",
            "DPhil",
            "MBA",
            "JD",
            "Esq.",
            "Phd",
            "FRCPath",
        ],
        "CBE FRS FREng",
        "MSc, MBBS, FRCP",
        "M.D., Ph.D.",
    ],
)
def test_letters_are_no_part_of_a_name(after: str) -> None:
    for name in (f"Ann van der Lee {after}", f"Ann van der Lee, {after}"):
        assert names.without_letters(name) == "Ann van der Lee"
    assert names.are_post_nominals(after.replace(",", ""))


@pytest.mark.parametrize(
    "name",
    [
        "Jack Ma",
        "Yo-Yo MA",
        "Joseph J MA",
        "WEI TING MA",
        "Bao Do",
        "Ngozi Adaeze Mba",
        "Anna Maria FREUD",
        "Ann Lee Jr.",
        "William Harcourt III",
        "JOHN MCDONALD",
        "Marie-Claude DE LA TOUR",
        "Jo Md",
        "Plato",
        "",
        "Ann Lee BBC",
    ],
)
def test_a_surname_is_none(name: str) -> None:
    assert names.without_letters(name) == name


@pytest.mark.parametrize(
    "text", ["", "director", "BBC", "University of Hull", "MP for Hull", "PhD student", "NHS England"]
)
def test_a_job_or_a_place_is_none(text: str) -> None:
    assert not names.are_post_nominals(text)
