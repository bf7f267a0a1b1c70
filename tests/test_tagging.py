import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expertviews import quotes, tagging
from expertviews.model import Quoted, Theme
from expertviews.quotes import Stretch
from expertviews.quotes.shortest import quoted
from expertviews.tagging.figurative import FIGURATIVE
from expertviews.tagging.terms import Vocabulary, forms
from tests.evaluation import evaluate
from tests.project import RECORD

THEMES = evaluate.themes(RECORD)


def theme(terms: Iterable[str], context_terms: Iterable[str] = (), not_terms: Iterable[str] = ()) -> Theme:
    return Theme(
        slug="t",
        title="T",
        summary="S",
        order=1,
        terms=tuple(terms),
        context_terms=tuple(context_terms),
        not_terms=tuple(not_terms),
    )


def matches(term: str, text: str) -> bool:
    return bool(Vocabulary([theme([term])]).hits(text))


def themes_of(*paragraphs: str) -> set[str]:
    return {suggestion.theme for suggestion in tagging.suggest(paragraphs, THEMES)}


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("pipeline", "Pipelines leak."),
        ("army", "Two armies met."),
        ("to bank on", "He is banking on it."),
        ("to ship", "It was shipped."),
        ("to travel", "They traveled, she travelled."),
        ("to supply", "It supplied them."),
        ("to finance", "financing it"),
        ("to decarbonise", "It decarbonized."),
        ("militarisation", "militarizations"),
        ("coat of arms", "coats of arms"),
        ("SWIFT", "the SWIFT system"),
        ("Power of Siberia", "the Power Of Siberia line"),
        ("air defence", "air-defence systems"),
        ("people's army", "the People’s Army"),
        ("C5+1", "at the C5+1 summit"),
        ("能源", "中国的能源安全"),
        ("النفط", "سعر النفط اليوم"),
    ],
)
def test_a_term_matches_its_regular_forms(term: str, text: str) -> None:
    assert matches(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("SWIFT", "a swift answer"),
        ("SWIFT", "Swift wrote"),
        ("Osh", "an oshkosh, josh, osh"),
        ("arms", "an arm"),
        ("oil", "turmoil, oily"),
        ("force", "forced, forcing"),
        ("air defence", "of air. Defence is"),
        ("bank", "embankment"),
    ],
)
def test_a_term_matches_nothing_else(term: str, text: str) -> None:
    assert not matches(term, text)


def test_a_not_term_hides_the_words_that_it_covers_and_no_longer_term() -> None:
    vocabulary = Vocabulary([theme(["bank", "central bank"], not_terms=["to bank on"])])
    assert not vocabulary.hits("They bank on it.")["t"].terms
    assert [hit.term for hit in vocabulary.hits("the central bank on Tuesday")["t"].terms] == ["central bank"]


def test_the_longest_of_hits_in_one_another_counts() -> None:
    vocabulary = Vocabulary([theme(["bank", "central bank"], ["bank"])])
    hits = vocabulary.hits("the central bank")["t"]
    assert [hit.term for hit in hits.terms] == ["central bank"]
    assert not hits.context_terms


@pytest.mark.parametrize(
    "text",
    [
        "An army of students arrived.",
        "I read with interest what my colleagues wrote.",
        "You can bank on it.",
        "The energy of the debate was remarkable.",
        "There was a swift response to the letter.",
        "The project is in the pipeline.",
        "They declared a war of words.",
        "I owe her a debt of gratitude.",
        "The residents were up in arms.",
        "The left bank of the river is greener.",
        "A political weapon, no more.",
        "The business climate improved.",
    ],
)
def test_figures_of_speech_belong_to_no_theme(text: str) -> None:
    assert not themes_of(text)


def test_the_region_is_central_asia_only_where_the_text_is_on_it() -> None:
    first, second = "Kazakhstan gained.", "The region is wary."
    assert themes_of(first, second) == {"central-asia"}
    assert len(tagging.suggest([first, second], THEMES)) == 2
    assert not themes_of("The Gulf is hot.", second)
    assert len(tagging.suggest([first, "The Gulf is hot.", second], THEMES)) == 1


CONTEXT = theme(["tariff"], ["price", "quota", "toll", "the duty"])


OFF = "All saw it. " * 4  # sentences without a term, so that a view with one isn't on the theme


@pytest.mark.parametrize(
    ("paragraphs", "question", "expected"),
    [
        (["A tariff it is. The price rose."], "", 2),  # half of the view has a term
        ([f"A tariff it is. The price rose. {OFF}"], "", 1),
        ([f"A tariff it is. The price rose by quota. {OFF}"], "", 1),
        ([f"A tariff it is. The price rose by quota and toll. {OFF}"], "", 2),
        ([f"The price rose by quota and toll. {OFF}"], "", 0),
        ([f"A tariff it is. The price rose. {OFF}"], "Whom does a tariff help?", 2),
        ([f"A tariff it is. The price rose. {OFF}"], "What price, what quota?", 2),
        ([f"A tariff it is. The price rose. {OFF}"], "What price?", 1),  # a sixth of the view has a term
        (["A tariff it is. The price rose. All saw it."], "What price?", 2),  # a third
        (["The price rose."], "Whom does a tariff help?", 0),
        (["The price rose by quota and toll."], "Whom does a tariff help?", 0),
        (["The price rose by quota."], "", 0),
        ([f"A tariff it is. {OFF}", "Some like the duty. The price rose."], "", 2),
    ],
)
def test_what_bears_out_a_context_term(paragraphs: list[str], question: str, expected: int) -> None:
    suggestions = tagging.suggest(paragraphs, [CONTEXT], question)
    assert len({reason.sentence for suggestion in suggestions for reason in suggestion.reasons}) == expected


def test_neighbouring_sentences_make_one_excerpt_with_its_reasons() -> None:
    (suggestion,) = tagging.suggest(["Hello. Oil is up. Gas is down. Bye."], THEMES)
    assert suggestion.theme == "energy"
    assert suggestion.stretch == Stretch(1, 7, 30)
    assert suggestion.excerpt.quote == "Oil is up. Gas is down."
    assert [str(reason) for reason in suggestion.reasons] == ["“Oil”", "“Gas”"]


def test_a_reason_names_the_term_and_what_made_the_context() -> None:
    (suggestion,) = tagging.suggest(["Tariffs bite. Prices rose."], [CONTEXT])
    assert [str(reason) for reason in suggestion.reasons] == [
        "“Tariffs” (`tariff`)",
        "“Prices” (`price`), as much of the view and the paragraph are on the theme",
    ]


def test_an_inline_list_stays_one_sentence() -> None:
    (suggestion,) = tagging.suggest(["Needed: 1) peace; 2) oil; and 3) rest. Nothing else is."], THEMES)
    assert suggestion.excerpt.quote == "Needed: 1) peace; 2) oil; and 3) rest."


WORDS = st.sampled_from(
    ["oil", "Oil", "is", "the", "région", "No. 5", "…", " … ", "。", "a\u0301", "\u2003", ".", ".", "?", "”", "油"]
)
PARAGRAPHS = st.lists(
    st.lists(WORDS | st.text(max_size=3), min_size=1, max_size=30).map(" ".join), min_size=1, max_size=4
)


def found(paragraphs: tuple[str, ...], quotation: Quoted) -> tuple[Stretch, ...]:
    return quotes.find(paragraphs, quotation.quote, quotation.prefix, quotation.suffix).stretches


@given(PARAGRAPHS)
@settings(deadline=None)
def test_the_quote_of_every_suggestion_is_found_once_where_it_stands(paragraphs: list[str]) -> None:
    for suggestion in tagging.suggest(paragraphs, [theme(["oil", "油"], ["is"])]):
        assert found(tuple(paragraphs), suggestion.excerpt) == (suggestion.stretch,)


@given(st.integers(1, 6), st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_words_that_recur_are_told_apart(copies: int, length: int) -> None:
    sentence = " ".join(["oil", *["word"] * length]) + "."
    paragraphs = tuple(" ".join([sentence, "Other."]) for _ in range(copies))
    suggestions = tagging.suggest(paragraphs, [theme(["oil"])])
    assert [found(paragraphs, suggestion.excerpt) for suggestion in suggestions] == [
        (Stretch(number, 0, len(sentence)),) for number in range(1, copies + 1)
    ]


def test_a_text_that_repeats_itself_without_end_takes_no_time() -> None:
    started = time.perf_counter()
    assert tagging.suggest(["Oil. Never. " * 20_000], [theme(["oil"])]) == []
    assert len(tagging.suggest(["Oil. " * 40_000], [theme(["oil"])])) == 1
    assert time.perf_counter() - started < 20  # a second here; the square of the text would take minutes


def test_a_long_stretch_is_quoted_from_to() -> None:
    text = " ".join(f"Oil number {number} is here." for number in range(30))
    quotation = quoted((text,), Stretch(1, 0, len(text)))
    assert quotation is not None
    assert " … " in quotation.quote
    assert len(quotation.quote) < 100


def test_a_stretch_that_cuts_a_word_has_no_quotation() -> None:
    assert quoted(("oilfield",), Stretch(1, 0, 3)) is None


def test_every_form_of_every_term_is_found_as_itself() -> None:
    for listed in THEMES:
        for term in listed.terms:
            vocabulary = Vocabulary([theme([term])], figurative=())
            assert all(vocabulary.hits(" ".join(form)) for form in forms(term)), term


def test_no_list_repeats_a_term() -> None:
    for terms in [FIGURATIVE, *(part for listed in THEMES for part in (listed.terms, listed.context_terms))]:
        assert len(set(terms)) == len(terms)


@pytest.mark.parametrize("listed", THEMES, ids=[listed.slug for listed in THEMES])
def test_suggestions_keep_their_level_on_the_tuned_round_tables(listed: Theme) -> None:
    score = evaluate.by_sentence(list(evaluate.sentences("tuned", THEMES)), listed.slug)
    assert score.precision >= 0.88
    assert score.recall >= 0.80
