"""What bios and affiliations say plainly, and what is left alone."""

import pytest

from expertviews.people import affiliations_in

Stated = tuple[str | None, str | None, str | None]

ZACHARY = (
    "Zachary is a Researcher in EU Foreign Policy at the Centre for European Policy Studies in Brussels and a "
    "Nonresident Research Fellow at the Institute for Peace and Diplomacy in Toronto. He holds a PhD in "
    "International Relations from the University of Kent."
)
DIRK = (
    "Dirk is a Research Fellow at the Australian National University and Board Member for the Oxus Society for "
    "Central Asian Affairs. He holds a PhD in International Relations from the Australian National University"
)


def stated(text: str, name: str = "") -> list[Stated]:
    return [(found.role, found.organisation, found.place) for found in affiliations_in(text, name, "2021")]


def test_known_bios() -> None:
    assert stated(ZACHARY, "Zachary Paikin") == [
        ("Researcher in EU Foreign Policy", "Centre for European Policy Studies", "Brussels"),
        ("Nonresident Research Fellow", "Institute for Peace and Diplomacy", "Toronto"),
    ]
    assert stated(DIRK, "Dirk Van Der Kley") == [
        ("Research Fellow", "Australian National University", None),
        ("Board Member", "Oxus Society for Central Asian Affairs", None),
    ]
    assert affiliations_in(DIRK, "Dirk Van Der Kley", "2021")[0].as_of == "2021"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Professor of Pharmacology, University of Ibadan",
            [("Professor of Pharmacology", "University of Ibadan", None)],
        ),
        ("chair, Robert Koch Foundation, Berlin", [("chair", "Robert Koch Foundation", "Berlin")]),
        ("economist at the University of Cape Coast", [("economist", "University of Cape Coast", None)]),
        ("National Museum, Lagos", [(None, "National Museum", "Lagos")]),
        ("Faculty of Law, University of Nigeria", [(None, "Faculty of Law, University of Nigeria", None)]),
        (
            "professor, Department of Neurology, Eastgate Medical School, Boston",
            [("professor", "Department of Neurology, Eastgate Medical School", "Boston")],
        ),
        (
            "Professor of Ice, University of Hull; chair, Nordic Salt Commission, Oslo",
            [("Professor of Ice", "University of Hull", None), ("chair", "Nordic Salt Commission", "Oslo")],
        ),
        (
            "Director, Institute of Ice (York), and professor, University of Hull",
            [("Director", "Institute of Ice (York)", None)],
        ),
        ("[Professor of Ice, University of Hull]", [("Professor of Ice", "University of Hull", None)]),
        ("профессор (США)", [("профессор (США)", None, None)]),
        ("陳美玲), professor", []),
        ("Thabo is the author of “Names for Things”.", []),
        ("Thabo is a fisher and co-chairs the lagoon committee of Hull.", [("fisher", None, None)]),
        ("Thabo is a correspondent for “The Observer”.", [("correspondent", "“The Observer”", None)]),
        ("chair, Ice \u202eInstitute", [("chair", None, None)]),
        ("Uppsala", []),
        ("37 years. Baker", [("Baker", None, None)]),
        ("34, florist", [("florist", None, None)]),
        ("aged 34", []),
        ("24 Jahre, Auszubildender", [("Auszubildender", None, None)]),
        (
            "Thabo is a playwright and a lecturer at the University of Kent.",
            [("playwright", None, None), ("lecturer", "University of Kent", None)],
        ),
        ("The author was a minister at the Treasury.", []),
        ("Dirk is right about gas.", []),
        (
            "The contributor is a Russian independent analyst who covers Central Asia.",
            [("Russian independent analyst", None, None)],
        ),
        ("Thabo is a British-Iranian lawyer.", [("British-Iranian lawyer", None, None)]),
        ("Russian independent analyst", [("Russian independent analyst", None, None)]),
        ("Thabo Mokoena, a Russian independent analyst, covers ice.", []),
        ("", []),
    ],
)
def test_plain_statements(text: str, expected: list[Stated]) -> None:
    assert stated(text, "Thabo Mokoena") == expected
