"""Slugs, sort names, displayed names, kinds, and which names are one person's."""

from typing import Literal

import pytest

from expertviews.people import bare_name, display_name, fuller_name, kind, same_name, slug, sort_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zachary Paikin", "zachary-paikin"),
        ("Dr. Ngũgĩ wa Kamau", "ngugi-wa-kamau"),
        ("Prof. Sir Geoffrey Tanner", "geoffrey-tanner"),
        ("Siobhán O’Brien", "siobhan-obrien"),
        ("李明", "liming"),
        ("ŞEBNEM IŞIK", "sebnem-isik"),
        ("Smith, Jones & Co.", "smith-jones-and-co"),
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
        ("Martin Luther King, Jr.", "Martin Luther King Jr."),
        ("李明", "李明"),
        ("محمد عبد الله", "محمد عبد الله"),
        ("Plato", "Plato"),
        ("Sunita Rao and Emeka Obi", "Rao, Sunita; Obi, Emeka"),
        ("Mary-Jo McAllister RN", "McAllister, Mary-Jo"),
        ("Prof. Ann Lee CBE FRS", "Lee, Ann"),
        ("Geoffrey Maitland, FREng", "Maitland, Geoffrey"),
        ("John Smith, Jr., Ph.D.", "Smith, John, Jr."),
        ("Mr & Mrs A. B. Cole", "Mr & Mrs A. B. Cole"),
        ("Thandiwe & Sipho Dube", "Thandiwe & Sipho Dube"),
        ("Major General (ret) A. M. Khan", "Khan, A. M."),
        ("Mei-Ling Tan (陳美玲)", "Tan, Mei-Ling"),
        ("Abdel Fattah el-Sisi", "el-Sisi, Abdel Fattah"),
        ("Luiz Inácio Lula da Silva", "da Silva, Luiz Inácio Lula"),
        ("Vladimir Vladimirovich Volkov", "Volkov, Vladimir Vladimirovich"),
        ("Lord Smith of Finsbury", "Smith of Finsbury"),
        ("Ban Ki-moon and Ann Lee", "Ban Ki-moon; Lee, Ann"),
    ],
)
def test_sort_name(name: str, expected: str) -> None:
    assert sort_name(name, "person") == expected


@pytest.mark.parametrize(
    "name",
    [
        *["Xi Jinping", "Kim Jong-un", "Ban Ki-moon", "Tsai Ing-wen", "Nguyen Van Minh", "Abe Shinzo", "Orbán Viktor"],
        *["Gabriel García Márquez", "María José Pérez López", "Mohammed bin Salman", "Katrín Jakobsdóttir"],
        *["Guðni Jóhannesson", "Mohammad Hassan Akhund", "Aung San Suu Kyi", "Suharto", "Mary Jane Smith"],
    ],
)
def test_a_name_stays_whole_where_its_form_does_not_show_the_family_name(name: str) -> None:
    assert sort_name(name) == name


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
    ("name", "expected"),
    [
        ("Zachary Paikin", "person"),
        ("Dr. The", "person"),
        ("Kalavinka View", "organisation"),
        ("Smith, Jones & Co.", "organisation"),
        ("The Economist", "organisation"),
        ("Friends of the Fleet", "organisation"),
        ("External Contributor", "anonymous"),
        ("Anonymous", "anonymous"),
        ("A former diplomat", "anonymous"),
        ("Teacher", "anonymous"),
        ("Veterinary nurse", "anonymous"),
        ("Veterinary Nurse Lee", "person"),
        ("The Earl of Dunmore", "person"),
        ("Mid-Anglia Constabulary", "organisation"),
        ("Sunita Rao and Emeka Obi", "person"),
        ("World Bank", "organisation"),
        ("Thandiwe & Sipho Dube", "person"),
        ("Mr & Mrs A. B. Cole", "person"),
        ("Marks & Spencer", "organisation"),
        ("Dube & Sons", "organisation"),
    ],
)
def test_kind(name: str, expected: str) -> None:
    assert kind(name) == expected


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
    assert sort_name(name) == "Lee, Ann"
    assert same_name(name, "Ann Lee") == "same"


@pytest.mark.parametrize(
    "letters",
    [
        *["KC", "QC", "FRS", "FREng", "FBA", "FMedSci", "RN", "MBBS", "FRCP", "CBE", "OBE", "AO", "AM", "MD", "PhD"],
        *["Ph.D.", "DPhil", "MBA", "JD", "Esq.", "Phd", "FRCPath", "CBE FRS FREng", "MSc, MBBS, FRCP", "M.D., Ph.D."],
    ],
)
def test_letters_are_not_part_of_a_name(letters: str) -> None:
    for name in (f"Ann van der Lee {letters}", f"Ann van der Lee, {letters}"):
        assert bare_name(name) == "Ann van der Lee"


@pytest.mark.parametrize(
    "name",
    [
        *["Jack Ma", "Yo-Yo MA", "Joseph J MA", "WEI TING MA", "Bao Do", "Ngozi Adaeze Mba", "Anna Maria FREUD"],
        *["Ann Lee Jr.", "William Harcourt III", "JOHN MCDONALD", "Marie-Claude DE LA TOUR", "Jo Md", "Plato", ""],
        *["Ann Lee BBC", "Jack Yun Ma", "Ann Lee McDonald", "Leonardo DiCaprio Li"],
    ],
)
def test_a_surname_is_not_taken_for_letters(name: str) -> None:
    assert bare_name(name) == name


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Ann", "With us are Ann Lee, who teaches law, and Bob Ray.", "Ann Lee"),
        ("RAY", "Ann Lee lives in Leeds. Bob Ray lets flats.", "Bob Ray"),
        ("Dr Berg", "Professor Ludwig van der Berg joins us.", "Ludwig van der Berg"),
        ("AL", "Taking part: Ann Lee (AL), lawyer; Bob Ray (BR), landlord.", "Ann Lee"),
        ("Ann", "Ann Lee and Ann Moor join us.", None),
        ("Ann Lee", "Ann Lee Miller joins us.", None),
        ("Ray", "A ray of hope.", None),
    ],
)
def test_a_single_name_stands_for_the_one_full_name_above(name: str, words: str, expected: str | None) -> None:
    assert fuller_name(name, words) == expected
