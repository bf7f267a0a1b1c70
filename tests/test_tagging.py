import time
from collections.abc import Iterable
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from expertviews import content, quotes, tagging
from expertviews.model import Quoted, Theme
from expertviews.quotes import Stretch, shortest_quote
from expertviews.tagging import FiledView
from expertviews.tagging.terms import Vocabulary, lexicon
from tests.evaluation import evaluate
from tests.project import RECORD, ROOT

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
    return bool(terms_of([term], text))


def terms_of(
    terms: Iterable[str], text: str, context_terms: Iterable[str] = (), not_terms: Iterable[str] = ()
) -> list[str]:
    """The terms that a text has."""
    hits = Vocabulary(theme(terms, context_terms, not_terms)).hits(text)
    return [hit.term for hit in hits if not hit.is_context]


def themes_of(*paragraphs: str) -> set[str]:
    return {suggestion.excerpt.theme for suggestion in tagging.suggest(paragraphs, THEMES)}


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
        ("decarboni*", "It decarbonized."),
        ("Kazakh*", "in Kazakhstan"),
        ("coat* of arms", "coats of arms"),
        ("SWIFT", "the SWIFT system"),
        ("Power of Siberia", "the Power Of Siberia line"),
        ("air defence", "air-defence systems"),
        ("people's army", "the People’s Army"),
        ("C5+1", "at the C5+1 summit"),
        ("Klima-", "Die Klimaziele sind klar."),
        ("Klima-", "Das Klima ändert sich."),
        ("Klima-", "Sie leben klimaneutral."),
        ("Klima-", "die Klima-Ziele"),
        ("-netz", "mit den Stromnetzen"),
        ("-netz", "das Netz"),
        ("-netz-", "der Stromnetzausbau"),
        ("能源", "中国的能源安全"),
        ("能源", "GDP能源LNG"),
        ("النفط", "سعر النفط اليوم"),
    ],
)
def test_a_term_matches_its_regular_forms(term: str, text: str) -> None:
    assert matches(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("-netz", "die Vernetzung"),
        ("Klima-", "das Weltklima"),
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


def test_a_not_term_takes_its_words_from_the_terms() -> None:
    assert not terms_of(["bank", "central bank"], "They bank on it.", not_terms=["to bank on"])
    assert terms_of(["bank", "central bank"], "the central bank on Tuesday", not_terms=["to bank on"]) == [
        "central bank"
    ]


def test_the_longest_of_terms_that_start_at_a_word_counts() -> None:
    hits = list(Vocabulary(theme(["bank", "bank account"], ["bank accounts of"])).hits("the bank accounts"))
    assert [hit.term for hit in hits] == ["bank account"]


def test_a_term_that_another_finds_is_redundant() -> None:
    listed = theme(
        [
            "carbon",
            "carbon tax",
            "Kazakh*",
            "Kazakhstan",
            "to lend",
            "lender",
            "coal",
            "coalition",
            "Klima-",
            "Klimaziel",
        ]
    )
    assert tagging.redundant(listed) == {"carbon tax": "carbon", "Kazakhstan": "Kazakh*", "Klimaziel": "Klima-"}


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
    assert themes_of("Kazakhstan gained. The region is wary.") == {"central-asia"}
    assert (
        len(tagging.suggest(["Kazakhstan gained. It is hot. The region is wary."], THEMES, "What of Kazakhstan?")) == 2
    )
    assert not themes_of("The Gulf is hot. The region is wary.")


CONTEXT = theme(["tariff"], ["price", "quota", "toll"])


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
        (["The price rose by quota."], "", 0),
    ],
)
def test_what_a_context_term_needs(paragraphs: list[str], question: str, expected: int) -> None:
    suggestions = tagging.suggest(paragraphs, [CONTEXT], question)
    places = [it.stretch for it in suggestions]
    found = [quotes.split_sentences(paragraphs[it.paragraph - 1][it.start : it.end]) for it in places]
    assert sum(map(len, found)) == expected


def filed(*sentences: str, under: str = "t") -> FiledView:
    """A view of which every second sentence is filed, beginning with the first."""
    stretches, start = [], 0
    for at, sentence in enumerate(sentences):
        if at % 2 == 0:
            stretches.append(Stretch(1, start, start + len(sentence)))
        start += len(sentence) + 1
    return FiledView("q/ann", (" ".join(sentences),), {under: tuple(stretches)})


TALK = ("Tolls on lorries rise.", "We talk of rain.", "The tolls on bridges fall.", "The rain is talk.")
NEW = theme(["tariff"])


def test_what_editors_filed_is_suggested_again_with_the_passage_that_led_to_it() -> None:
    learned = tagging.learn([filed(*TALK)] * 4, ["t"])
    text = "A tariff it is. Tolls on lorries fall. We talk of rain."
    (suggestion,) = tagging.suggest([text], [NEW], "Whom does a tariff help?", learned)
    assert suggestion.excerpt.quote == "A tariff it is. Tolls on lorries fall."
    assert str(suggestion.reasons[1]) == "like the excerpt filed in q/ann: “Tolls on lorries rise.”"


def test_a_word_that_is_nearly_always_filed_becomes_a_term() -> None:
    few, many = ([filed(*TALK)] * times for times in (4, 9))
    assert not tagging.suggest(["Tolls it is.", "No."], [NEW], "", tagging.learn(few, ["t"]))
    (suggestion,) = tagging.suggest(["Tolls it is.", "No."], [NEW], "", tagging.learn(many, ["t"]))
    assert [str(reason) for reason in suggestion.reasons] == ["“tolls”, which is nearly always filed here"]


def test_a_view_teaches_nothing_of_a_theme_that_it_was_not_read_for() -> None:
    learned = tagging.learn([filed(*TALK, under="other")] * 9, ["t"])["t"]
    assert learned.weight("rain") == 0
    assert learned.nearest(["tolls"]) is None


def test_reviewed_views_teach_and_drafts_do_not() -> None:
    library = content.load(RECORD).library
    assert {view.name for view in tagging.filed_views(library)} == {
        f"{question}/{who}" for (question, who), view in library.views.items() if view.status == "reviewed"
    }


def test_neighbouring_sentences_make_one_excerpt_with_its_reasons() -> None:
    (suggestion,) = tagging.suggest(["Hello. Oil is up. Gas is down. Bye."], THEMES)
    assert suggestion.excerpt.theme == "energy"
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
@example(["\x08", "oil", "oil"])
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


@pytest.mark.thorough
def test_a_text_that_repeats_itself_without_end_takes_no_time() -> None:
    started = time.perf_counter()
    assert tagging.suggest(["Oil. Never. " * 20_000], [theme(["oil"])]) == []
    assert len(tagging.suggest(["Oil. " * 40_000], [theme(["oil"])])) == 1
    assert time.perf_counter() - started < 20  # a second here; the square of the text would take minutes


def test_a_long_stretch_is_quoted_from_to() -> None:
    text = " ".join(f"Oil number {number} is here." for number in range(30))
    quotation = shortest_quote((text,), Stretch(1, 0, len(text)))
    assert quotation is not None
    assert " … " in quotation.quote
    assert len(quotation.quote) < 100


def test_a_stretch_that_cuts_a_word_has_no_quotation() -> None:
    assert shortest_quote(("oilfield",), Stretch(1, 0, 3)) is None


def test_every_term_is_found_as_itself() -> None:
    for listed in THEMES:
        for term in listed.terms:
            assert matches(term, term.replace("*", "").removeprefix("to ")), term


@pytest.mark.parametrize("listed", THEMES, ids=[listed.slug for listed in THEMES])
def test_a_person_can_read_the_terms_of_a_theme(listed: Theme) -> None:
    assert len(listed.terms) <= tagging.MOST_TERMS
    assert len(listed.context_terms) <= tagging.MOST_CONTEXT_TERMS
    assert not tagging.redundant(listed)


LEXICONS = {path.stem: path for path in (ROOT / "scripts/expertviews/tagging/lexicons").iterdir()}


def test_a_theme_can_name_each_lexicon_that_comes_with_the_program() -> None:
    names, _ = get_args(Theme.model_fields["lexicon"].annotation)
    assert set(get_args(names)) == set(LEXICONS)


@pytest.mark.parametrize("name", sorted(LEXICONS))
def test_a_lexicon_is_sorted_and_each_term_is_found_as_itself(name: str) -> None:
    terms = lexicon(name)
    assert list(terms) == sorted(set(terms), key=lambda term: (term.casefold(), term))
    vocabulary = Vocabulary(theme(terms))
    for term in terms:
        assert any(vocabulary.hits(term.replace("*", "").removeprefix("to "))), term


def test_the_terms_of_a_lexicon_count_as_the_terms_of_the_theme_that_names_it() -> None:
    plain = theme(["uranium"])
    assert not tagging.suggest(["Naftogaz agreed."], [plain])
    (suggestion,) = tagging.suggest(["Naftogaz agreed."], [plain.model_copy(update={"lexicon": "energy"})])
    assert [str(reason) for reason in suggestion.reasons] == ["“Naftogaz”"]


def test_a_long_text_is_searched_fast_for_the_terms_of_a_lexicon() -> None:
    started = time.perf_counter()
    vocabulary = Vocabulary(theme(lexicon("energy")))
    assert len(list(vocabulary.hits("Naftogaz and the others agreed to talk. " * 5_000))) == 5_000
    assert time.perf_counter() - started < 5  # a third of a second here; all terms at each word would take ten


@pytest.fixture(scope="module")
def tuned() -> list[evaluate.Document]:
    return evaluate.documents("tuned")


@pytest.mark.parametrize("listed", THEMES, ids=[listed.slug for listed in THEMES])
def test_terms_alone_keep_their_level_on_the_tuned_round_tables(tuned: list[evaluate.Document], listed: Theme) -> None:
    score = evaluate.by_paragraph(evaluate.by_terms(tuned, [listed]), listed.slug)
    assert score.precision >= 0.88
    assert score.recall >= 0.86


def test_a_new_theme_gets_better_by_use(tuned: list[evaluate.Document]) -> None:
    curve = list(evaluate.curve(tuned[:80], tuned[80:], evaluate.NEW))
    recalls = [by_sentence.recall for _, by_sentence, _ in curve]
    assert recalls[-1] > recalls[0] + 0.1
    assert all(by_sentence.precision > 0.8 for _, by_sentence, _ in curve)
