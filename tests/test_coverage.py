from hypothesis import given
from hypothesis import strategies as st

from expertviews import quotes
from expertviews.quotes.coverage import Coverage, cover

PARAGRAPHS = ("One two three.", "Four “five”, six — seven.")


def places(*found: str) -> list[quotes.Found]:
    return [quotes.find(PARAGRAPHS, quote) for quote in found]


def test_words_are_runs_between_white_space_with_a_letter_or_digit() -> None:
    assert cover(PARAGRAPHS, {}) == Coverage(7, {})
    assert cover(("2020-21, don’t US/China … – 1)",), {}).total == 4


def test_each_character_of_a_script_without_spaces_is_a_word() -> None:
    assert cover(("中俄关系 2021年。",), {}).total == 6
    assert cover(("العلاقات بين الصين وروسيا",), {}).total == 4


def test_overlaps_count_once_and_paragraphs_are_kept_apart() -> None:
    covered = cover(PARAGRAPHS, {"a": places("One two", "two three. Four"), "b": places("Four “five”", "six")})
    assert (covered.words("a"), covered.words("b"), covered.words("c")) == (4, 3, 0)
    assert (covered.alone("a"), covered.alone("b"), covered.several, covered.unfiled) == (3, 2, 1, 1)
    assert covered.common("a", "b") == covered.common("b", "a") == 1


def test_a_word_that_is_touched_stands_in_the_quotation() -> None:
    paragraphs = ("US-China ties",)
    assert cover(paragraphs, {"a": [quotes.find(paragraphs, "China ties")]}).words("a") == 2


def test_punctuation_alone_is_no_word_and_costs_no_time() -> None:
    assert cover(("-" * 200_000,), {}).total == 0


@given(st.dictionaries(st.sampled_from("abcd"), st.sets(st.integers(0, 39))))
def test_parts_make_up_the_whole(themes: dict[str, set[int]]) -> None:
    covered = Coverage(40, themes)
    assert covered.total == covered.unfiled + covered.several + sum(covered.alone(theme) for theme in themes)
