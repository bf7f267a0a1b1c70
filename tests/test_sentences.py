from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertviews.quotes import split_sentences
from tests.project import RECORD

MARKS = st.sampled_from(
    ["Dr. ", "U.S. ", "1) ", "(a) ", "“", "”", "'", "’", " … ", ". ", "? ", "。", "؟ ", "\u2003", "\n", "Å."]
)
TEXTS = st.lists(MARKS | st.text(max_size=8), max_size=40).map("".join)
SEED = RECORD / "seeds" / "china-russia-2021.txt"
CASES = [
    ["The U.S. economy grew by 3.5 per cent.", "Dr. Smith of No. 5, e.g. Mr. Lee, agreed."],
    ["Three (at great cost): 1) one thing; 2) another; and 3) US power.", "Beijing wants more.", "So does Moscow."],
    ["He said “We will go.”", "Nobody went."],
    ["“Is it so?” she asked.", "No."],
    ["'Why go?' she asked.", "Then 'tis so.", "'Tis a pity."],
    ["Well … perhaps.", "Who knows?"],
    ["Wait...", "Then go."],
    ["The end (see p. 12).", "Next one."],
    ["He works at Acme Inc.", "She does not."],
    ["我们同意。", "他们不同意！"],
    ["هل نتفق؟", "لا نعلم."],
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_finds_the_sentences_of_the_hard_cases(case: list[str]) -> None:
    text = " ".join(case)
    assert [text[start:end] for start, end in split_sentences(text)] == case


def test_an_inline_list_neither_breaks_a_sentence_nor_swallows_the_rest() -> None:
    line = next(line for line in SEED.read_text(encoding="utf-8").splitlines() if "1) US control" in line)
    found = [line[start:end] for start, end in split_sentences(line)]
    assert len(found) == 10
    assert found[0].endswith("and 3) US military power.")
    assert found[-1].startswith("More broadly,")


@given(TEXTS)
def test_sentences_tile_what_is_not_white_space(text: str) -> None:
    found = split_sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@pytest.mark.parametrize("unit", ["A sentence of words. ", "“a. ", "(", "x", "1) ", ". "])
def test_a_long_paragraph_takes_no_more_than_its_share_of_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    found = split_sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
