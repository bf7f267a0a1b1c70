"""Slugs, sort names, display names, kinds and likeness of names."""

from typing import Literal

import pytest

from expertviews.people.identity import same_name
from expertviews.people.names import display_name, kind, slug, sort_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zachary Paikin", "zachary-paikin"),
        ("Dr. Ngũgĩ wa Kamau", "ngugi-wa-kamau"),
        ("Prof. Sir Geoffrey Tanner", "geoffrey-tanner"),
        ("Siobhán O’Brien", "siobhan-obrien"),
        ("李明", "liming"),
        ("ŞEBNEM IŞIK", "sebnem-isik"),
        ("Smith, Jones & Co.", "smith-jones-co"),
        ("!!!", "contributor"),
        ("Dr", "dr"),
        ("Alasdair MacCrimmon KC", "alasdair-maccrimmon"),
        ("Mr & Mrs A. Featherstonehaugh", "mr-and-mrs-a-featherstonehaugh"),
        ("Thandiwe & Sipho Dube", "thandiwe-and-sipho-dube"),
        ("Mei-Ling Tan (陳美玲)", "mei-ling-tan"),
        ("Martin Luther King, Jr.", "martin-luther-king-jr"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zachary Paikin", "Paikin, Zachary"),
        ("Dirk Van Der Kley", "Van Der Kley, Dirk"),
        ("Ludwig van der Berg", "van der Berg, Ludwig"),
        ("Ngũgĩ wa Thiong'o", "wa Thiong'o, Ngũgĩ"),
        ("Fatima al-Jaziri", "al-Jaziri, Fatima"),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Dr. Amara Okafor", "Okafor, Amara"),
        ("William Harcourt III", "Harcourt, William, III"),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr."),
        ("李明", "李明"),
        ("محمد عبد الله", "محمد عبد الله"),
        ("Plato", "Plato"),
        ("Sunita Rao and Emeka Obi", "Rao, Sunita; Obi, Emeka"),
        ("Mary-Jo McAllister RN", "McAllister, Mary-Jo"),
        ("Prof. Ann Lee CBE FRS", "Lee, Ann"),
        ("Geoffrey Maitland, FREng", "Maitland, Geoffrey"),
        ("John Smith, Jr., Ph.D.", "Smith, John, Jr."),
        ("Mr & Mrs A. B. Cole", "Cole, A. B."),
        ("Thandiwe & Sipho Dube", "Dube, Thandiwe & Sipho"),
        ("Major General (ret) A. M. Khan", "Khan, A. M."),
        ("Mei-Ling Tan (陳美玲)", "Tan, Mei-Ling"),
    ],
)
def test_sort_name(name: str, expected: str) -> None:
    assert sort_name(name, "person") == expected


@pytest.mark.parametrize("kind", ["organisation", "anonymous"])
def test_sort_name_of_no_person_is_the_name(kind: Literal["organisation", "anonymous"]) -> None:
    assert sort_name("Kalavinka View", kind) == "Kalavinka View"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ZACHARY PAIKIN", "Zachary Paikin"),
        ("JOHN MCDONALD III", "John McDonald III"),
        ("SIOBHÁN O'BRIEN", "Siobhán O'Brien"),
        ("LUDWIG VAN DER BERG", "Ludwig van der Berg"),
        ("JEAN-LUC MOREAU", "Jean-Luc Moreau"),
        ("J. R. R. TOLKIEN", "J. R. R. Tolkien"),
        ("Dirk Van Der Kley", "Dirk Van Der Kley"),
        ("MARY MCALLISTER RN", "Mary McAllister RN"),
        ("Mary McAllister RN", "Mary McAllister RN"),
        ("EU", "EU"),
        ("李明", "李明"),
    ],
)
def test_display_name(name: str, expected: str) -> None:
    assert display_name(name) == expected


@pytest.mark.parametrize(
    ("name", "expected", "because"),
    [
        ("Zachary Paikin", "person", "nothing"),
        ("Dr. The", "person", "title"),
        ("Kalavinka View", "organisation", "View"),
        ("Smith, Jones & Co.", "organisation", "Co"),
        ("The Economist", "organisation", "begins with"),
        ("External Contributor", "anonymous", "nobody"),
        ("Anonymous", "anonymous", "nobody"),
        ("A former diplomat", "anonymous", "nobody"),
        ("Sunita Rao and Emeka Obi", "person", "joint"),
        ("Tom House", "person", "nothing"),
        ("Thandiwe & Sipho Dube", "person", "one surname"),
        ("Mr & Mrs A. B. Cole", "person", "title"),
        ("Marks & Spencer", "organisation", "&"),
        ("Dube & Sons", "organisation", "Sons"),
    ],
)
def test_kind(name: str, expected: str, because: str) -> None:
    found, why = kind(name)
    assert found == expected
    assert because in why


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ZACHARY PAIKIN", "Dr Zachary Paikin", "same"),
        ("José Álvarez", "Jose Alvarez", "same"),
        ("İsmail Yıldız", "ISMAIL YILDIZ", "same"),
        ("Kevin O’Brien", "Kevin O'Brien", "same"),
        ("Zachary Paikin", "Z. Paikin", "near"),
        ("John A. Smith", "John Smith", "near"),
        ("William Harcourt III", "William Harcourt", "near"),
        ("Paikin, Zachary", "Zachary Paikin", "near"),
        ("Ann Lee CBE, FRS", "Dr Ann Lee", "same"),
        ("Mei-Ling Tan (陳美玲)", "Mei-Ling Tan", "same"),
        ("Mr & Mrs A. Cole", "Mr and Mrs A. Cole", "same"),
        ("Mr & Mrs A. Cole", "Mr A. Cole", "different"),
        ("John Smith Jr.", "John Smith Sr.", "near"),
        ("Ann Smith", "Anne Smith", "near"),
        ("John Smith", "Jane Smith", "different"),
        ("External Contributor", "External Contributor", "different"),
        ("李明", "王明", "different"),
        ("", "", "different"),
    ],
)
def test_same_name(one: str, other: str, expected: str) -> None:
    assert same_name(one, other) == expected
    assert same_name(other, one) == expected


@pytest.mark.parametrize("name", ["Prof. Ann Lee CBE FRS", "Ann Lee, PhD", "Ann Lee FMedSci", "Ann Lee"])
def test_letters_after_a_name_make_nobody_else_of_it(name: str) -> None:
    assert slug(name) == "ann-lee"
    assert sort_name(name).startswith("Lee, Ann")
    assert same_name(name, "Ann Lee") == "same"


@pytest.mark.parametrize("name", ["Jack Yun Ma", "Ann Lee McDonald", "Ann Lee Jr", "Leonardo DiCaprio Li"])
def test_surnames_are_no_letters(name: str) -> None:
    assert slug(name).count("-") == 2
