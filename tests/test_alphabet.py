"""Names are in the order of the Unicode collation."""

from expertviews.alphabet import sort_key


def test_accents_and_capitals_come_after_letters() -> None:
    names = ["Zoe", "Álvarez", "alvarez", "Alvarez", "Ørsted", "Osten", "Иванов", "Ąb"]
    assert sorted(names, key=sort_key) == ["Ąb", "alvarez", "Alvarez", "Álvarez", "Ørsted", "Osten", "Zoe", "Иванов"]
