"""Which names are asked about, since their surname may not be the last word."""

import pytest

from expertviews.people.surnames import doubt


@pytest.mark.parametrize(
    ("name", "otherwise"),
    [
        ("Li Xiaofeng", "Li, Xiaofeng"),
        ("Kim Do-yun, PhD", "Kim, Do-yun"),
        ("Gil Won-ok", "Gil, Won-ok"),
        ("Dr. Chen Wei-ting", "Chen, Wei-ting"),
        ("Nguyễn Văn Minh", "Nguyễn, Văn Minh"),
        ("Đỗ Thị Mai", "Đỗ, Thị Mai"),
        ("Nagy Péter", "Nagy, Péter"),
        ("Szabó Magda", "Szabó, Magda"),
        ("Gabriel García Márquez", "García Márquez, Gabriel"),
        ("José Luis Rodríguez Zapatero", "Rodríguez Zapatero, José Luis"),
        ("Consuelo Ybarra de Leyva", "Ybarra de Leyva, Consuelo"),
        ("Maria da Silva Santos", "da Silva Santos, Maria"),
        ("Deirdre Mac Giolla Bhríde", "Mac Giolla Bhríde, Deirdre"),
        ("Yusuf bin Abdulrahman Haji", "bin Abdulrahman Haji, Yusuf"),
        ("Wei Ting MA", "MA, Wei Ting"),
    ],
)
def test_a_name_that_is_asked_about(name: str, otherwise: str) -> None:
    found = doubt(name)
    assert found
    assert found.sort_name == otherwise


@pytest.mark.parametrize(
    "name",
    [
        "Zachary Paikin",
        "Mei-Ling Tan",
        "Jack Ma",
        "Dirk Van Der Kley",
        "Ludwig van der Berg III",
        "John Stuart Mill",
        "Jane Adam",
        "Fatima al-Jaziri",
        "José Ortega y Gasset",
        "Bo Diaz",
        "Jean-Luc Moreau",
        "李明",
        "Plato",
        "Mr & Mrs A. Cole",
        "Robert Daniel PhD",
        "",
    ],
)
def test_a_name_that_is_not(name: str) -> None:
    assert doubt(name) is None
