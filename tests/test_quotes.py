"""Quotations are found exactly once, or the message says what differs."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from expertviews import quotes
from expertviews.quotes.text import folded_text

ALLIANCE = (
    "Moscow may profess that it is no mere participant. A formal alliance is unlikely for now given both sides’ desire"
    " to retain a degree of maneuverability. But Russia has priced it in.",
    "It is unlikely to emerge. 李明说得好。 Ten\u00a0thousand.",
)


def words(quote: str, prefix: str | None = None, suffix: str | None = None) -> tuple[str, ...]:
    return quotes.find(ALLIANCE, quote, prefix, suffix).words(ALLIANCE)


def failure(quote: str, prefix: str | None = None, suffix: str | None = None) -> str:
    with pytest.raises(quotes.QuoteError) as caught:
        quotes.find(ALLIANCE, quote, prefix, suffix)
    return str(caught.value)


def test_finds_words_letter_for_letter() -> None:
    assert words("A formal alliance is unlikely") == ("A formal alliance is unlikely",)


def test_folds_white_space_but_returns_the_source() -> None:
    assert words("Ten  \n thousand") == ("Ten\u00a0thousand",)


def test_an_ellipsis_stands_for_all_that_lies_between() -> None:
    assert words("A formal … maneuverability.") == (
        "A formal alliance is unlikely for now given both sides’ desire to retain a degree of maneuverability.",
    )


def test_an_ellipsis_does_not_leave_its_paragraph() -> None:
    assert "no paragraph of the text goes from “Moscow” to “emerge”" in failure("Moscow … emerge")


def test_words_may_run_over_a_paragraph_break() -> None:
    assert words("priced it in. It is unlikely") == ("priced it in.", "It is unlikely")


def test_a_quotation_cannot_turn_unlikely_into_likely() -> None:
    assert failure("likely for now") == (
        "the quote “likely for now” cuts a word of the text: “unlikely for now” (quote whole words)"
    )


def test_scripts_without_spaces_may_be_cut_anywhere() -> None:
    assert words("明说得") == ("明说得",)


def test_recurring_words_need_a_neighbour() -> None:
    message = failure("unlikely")
    assert "more than once" in message
    assert "add `suffix: for`" in message
    assert words("unlikely", suffix="for now") == ("unlikely",)
    assert quotes.find(ALLIANCE, "unlikely", prefix="It is").paragraph == 2


def test_a_wrong_neighbour_is_told_the_right_one() -> None:
    assert "alliance is [unlikely] for now" in failure("unlikely", prefix="not")


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("both sides' desire", "“sides'” where the source has “sides’”"),
        ("a formal alliance is", "capital and small letters differ"),
        ("A formal alliance is likely for now", "“likely” where the source has “unlikely”"),
        ("A formal ... maneuverability.", "written with one character, “…”, and a space on either side"),
        ("nothing of the kind was ever said", "the text doesn't have"),
    ],
)
def test_says_what_differs(quote: str, difference: str) -> None:
    assert difference in failure(quote)


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        (
            "A formal alliance is unlikely for today",
            "“today” where the source has “now” (write: A formal alliance is unlikely for now)",
        ),
        (
            "One formal alliance is unlikely for now",
            "“One” where the source has “A” (write: A formal alliance is unlikely for now)",
        ),
        (
            "A formal treaty is unlikely for now.",
            "“treaty” where the source has “alliance”; “now.” where the source has “now”"
            " (write: A formal alliance is unlikely for now)",
        ),
        (
            "to keep a degree of maneuverability",
            "“keep” where the source has “retain” (write: to retain a degree of maneuverability)",
        ),
        ("a formal alliance is unlikely for now", "capital and small letters differ (write: A formal alliance is"),
        ("BUT Russia has priced it in", "capital and small letters differ (write: But Russia has priced it in)"),
        (
            "“A formal alliance is unlikely for now”",
            "the quotation marks around the quote aren't in the text (remove them, since the site adds its own;",
        ),
        ("'A formal alliance … maneuverability.'", "the quotation marks around the quote aren't in the text"),
        ('"given both sides\' desire"', "the quotation marks around the quote aren't in the text"),
    ],
)
def test_the_remedy_ends_where_the_quote_does(quote: str, told: str) -> None:
    assert told in failure(quote)


def test_words_in_quotation_marks_of_the_text_keep_them() -> None:
    assert quotes.unquoted(("He said “never again” twice.",), "“never again”") is None


TEXTS = st.lists(st.text(st.sampled_from("ab é’“.…\u00a0\n"), min_size=1).filter(str.strip), min_size=1, max_size=4)


@given(TEXTS, st.data())
def test_whatever_is_found_stands_in_the_text(raw: list[str], data: st.DataObject) -> None:
    paragraphs = tuple(text.strip() for text in raw)
    paragraph = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(paragraph) - 1))
    quote = paragraph[start : data.draw(st.integers(start + 1, len(paragraph)))]
    try:
        found = quotes.find(paragraphs, quote)
    except quotes.QuoteError:
        return
    assert quotes.fold(" ".join(found.words(paragraphs))) == quotes.fold(quote) or quotes.FROM_TO in quotes.fold(quote)
    for stretch, said in zip(found.stretches, found.words(paragraphs), strict=True):
        assert paragraphs[stretch.paragraph - 1][stretch.start : stretch.end] == said


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "omega"]), min_size=1, max_size=30), st.data())
def test_a_stretch_of_whole_words_is_found_unless_it_recurs(said: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said) - 1))
    wanted = said[start : data.draw(st.integers(start + 1, len(said)))]
    places = [at for at in range(len(said)) if said[at : at + len(wanted)] == wanted]
    if len(places) > 1:
        with pytest.raises(quotes.QuoteAmbiguousError):
            quotes.find((" ".join(said),), " ".join(wanted))
    else:
        assert quotes.find((" ".join(said),), " ".join(wanted)).words((" ".join(said),)) == (" ".join(wanted),)


LONG = (
    "Conservation is raised as if it were a fixed thing. Our own storerooms flooded twice in the last decade, and nobody"
    " offered to take the bronzes from us. Climate control can be bought, by anybody. Trust cannot, and it is trust that"
    " decides in the end who is given access."
)


@pytest.mark.parametrize(
    ("ours", "what"),
    [
        (LONG.replace("storerooms", "warehouses"), "“warehouses” where the source has “storerooms”"),
        (
            LONG.replace("Climate control can be bought, by anybody. ", ""),
            "“Climate control can be bought, by anybody.” is left out",
        ),
        (LONG.replace("bronzes", "old bronzes"), "“old” isn't in the source"),
        (
            "A wholly different text that nobody ever wrote.",
            "the source doesn't have “A wholly different text that nobody ever wrote.”",
        ),
    ],
)
def test_a_departure_is_told_in_the_fewest_words(ours: str, what: str) -> None:
    found = quotes.deviation(f"Before it stands a name. {LONG} After it stands a bio of who is given here.", ours)
    assert found
    assert found.what == what


def test_an_ellipsis_of_the_source_is_no_from_to() -> None:
    source = "We may plant oaks … or limes. Nobody knows."
    assert quotes.deviation(source, "oaks … or limes") is None
    found = quotes.deviation(source, "We may plant oaks … or pines.")
    assert found
    assert found.what == "“pines.” where the source has “limes.”"
    assert found.remedy == f"write: {found.closest}" == "write: We may plant oaks … or limes."


@given(st.text("ab ’x…é\u0301中", max_size=40), st.text("ab ’x…é\u0301中", min_size=1, max_size=6))
def test_whole_words_are_found_wherever_they_are(text: str, words: str) -> None:
    folded, wanted = folded_text((text,)), quotes.fold(words)
    assume(wanted)
    cuts = {at for at in range(len(folded.line) + 1) if folded.splits_word(at)}
    starts = [at for at in range(len(folded.line)) if folded.line.startswith(wanted, at)]
    whole = [at for at in starts if cuts.isdisjoint((at, at + len(wanted)))]
    assert list(folded.occurrences(wanted)) == whole
    assert list(folded.occurrences(wanted, 3, 12)) == [at for at in whole if at >= 3 and at + len(wanted) <= 12]


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=3, max_size=25), st.data())
def test_neighbours_tell_recurring_words_apart(said: list[str], data: st.DataObject) -> None:
    prefix, quote, suffix = (
        data.draw(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=2)) for _ in "123"
    )
    wanted = [*prefix, *quote, *suffix]
    places = [at for at in range(len(said)) if said[at : at + len(wanted)] == wanted]
    text = (" ".join(said),)
    if len(places) == 1:
        found = quotes.find(text, " ".join(quote), " ".join(prefix), " ".join(suffix))
        assert found.stretches[0].start == 2 * (places[0] + len(prefix))
    else:
        with pytest.raises(quotes.QuoteError):
            quotes.find(text, " ".join(quote), " ".join(prefix), " ".join(suffix))


def test_words_that_recur_without_end_are_refused_and_never_found() -> None:
    text, quote = (("xa " * 40_000).strip() + " a xa",), f"a {'xa ' * 9_000}".strip()
    for prefix in (None, "z"):
        with pytest.raises(quotes.QuoteAmbiguousError, match="recur too often"):
            quotes.find(text, quote, prefix)


def test_the_closest_passage_is_found_behind_letters_with_two_small_ones() -> None:
    text = "İ" * 200 + " The quay is a gift to the whole fleet, in every year that comes."
    assert quotes.closest_passage(text, "a gift to the entire fleet") == "a gift to the whole fleet"


def test_words_of_the_sentence_before_arent_said_to_be_left_out() -> None:
    source = (
        "There will be many in the next few years. The second group of troubles is large, and it will stay for long."
    )
    found = quotes.deviation(source, "The second group of problems is large, and it will stay for long.")
    assert found is not None
    assert found.what == "“problems” where the source has “troubles”"
    assert "few years" not in found.remedy
