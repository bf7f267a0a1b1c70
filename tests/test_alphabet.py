"""Names are in the order of the Unicode collation, though its table is read only as far as it is needed."""

import random
from pathlib import Path

import pyuca
from pyuca.collator import Collator

from expertviews.alphabet import Letters, sort_key


def test_what_is_read_of_the_table_sorts_as_all_of_it() -> None:
    table = (Path(pyuca.__file__).parent / f"allkeys-{Collator.UCA_VERSION}.txt").read_text(encoding="utf-8")
    keys = [line.partition(";")[0].split() for line in table.splitlines() if ";" in line and line[0] not in "@#"]
    listed = ["".join(chr(int(it, 16)) for it in key) for key in keys]
    unlisted = ["一", "\U0002b81e", "\U00017000", "\U000f0000", "\ufffe", ""]
    whole, dice = Collator(), random.Random(1)  # noqa: S311 - no secret
    joined = ["".join(dice.choices([*listed, *unlisted], k=4)) for _ in range(2000)]
    read = Letters()
    for text in (*unlisted, *joined, *listed[::9], *(it for it in listed if len(it) > 1)):
        assert read.sort_key(text) == whole.sort_key(text), ascii(text)


def test_accents_and_capitals_come_after_letters() -> None:
    names = ["Zoe", "Álvarez", "alvarez", "Alvarez", "Ørsted", "Osten", "Иванов", "Ąb"]
    assert sorted(names, key=sort_key) == ["Ąb", "alvarez", "Alvarez", "Álvarez", "Ørsted", "Osten", "Zoe", "Иванов"]
