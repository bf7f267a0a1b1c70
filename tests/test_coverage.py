from expertviews import quotes
from expertviews.quotes import Coverage, cover

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
    assert covered.common("a", "b") == covered.common("b", "a") == 1


def test_a_word_that_is_quoted_in_part_is_quoted() -> None:
    paragraphs = ("US-China ties",)
    assert cover(paragraphs, {"a": [quotes.find(paragraphs, "China ties")]}).words("a") == 2


def test_punctuation_alone_is_no_word_and_costs_no_time() -> None:
    assert cover(("-" * 200_000,), {}).total == 0
