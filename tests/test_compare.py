import time
from collections.abc import Iterable

import pytest

from expertviews.comparison.compare import Cell, Comparison, Position, PropositionRow
from expertviews.model import Entity
from expertviews.quotes import Passages
from tests import sample_library as sample


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return Comparison(sample.small(), Passages())


def slugs(things: Iterable[Entity]) -> list[str]:
    return [thing.slug for thing in things]


def who(items: Iterable[Cell | Position]) -> list[str]:
    return [item.contributor.slug for item in items]


def row(comparison: Comparison, proposition: str) -> PropositionRow:
    (found,) = [it for it in comparison.propositions("first") if it.proposition.id == proposition]
    return found


def test_matrix_of_a_question_follows_round_table_and_theme_order(comparison: Comparison) -> None:
    rows = comparison.matrix("first")
    assert [contributor.slug for contributor, _, _ in rows] == ["ben", "ann", "cyd"]
    assert all(slugs(cell.theme for cell in cells) == ["trade", "arms", "silence"] for _, _, cells in rows)
    trade, arms, silence = rows[1][2]
    assert (len(trade.excerpts), trade.words, trade.total, trade.share) == (1, 7, 11, 7 / 11)
    assert (arms.words, arms.excerpts[0].fragment) == (4, "first-arms-1")
    assert (silence.words, silence.share) == (0, 0.0)
    assert (silence.standing, arms.standing) == ("silent", "addressed")


def test_of_a_draft_nobody_can_say_what_it_leaves_out(comparison: Comparison) -> None:
    assert [cell.standing for cell in comparison.matrix("first")[2][2]] == ["unreviewed"] * 3
    peace = row(comparison, "peace")
    assert (who(peace.taking("unreviewed")), peace.taking("silent")) == (["cyd"], ())
    (_, first) = comparison.theme("arms")
    assert (who(first.taking("unreviewed")), first.taking("silent")) == (["cyd"], [])


def test_a_stance_alone_addresses_its_theme(comparison: Comparison) -> None:
    cell = comparison.matrix("first")[0][2][1]
    assert (cell.standing, cell.excerpts, cell.words) == ("addressed", [], 0)
    assert [passage.stance.proposition for passage in cell.stances] == ["peace", "treaty"]
    assert cell.stances[0].fragment == "first--peace"


def test_what_a_draft_says_is_a_suggestion(comparison: Comparison) -> None:
    suggested = [cell.suggested for _, _, cells in comparison.matrix("second") for cell in cells]
    assert suggested == [False, False, False, False, True, False]


def test_stance_grid_has_every_view_in_every_row(comparison: Comparison) -> None:
    rows = comparison.propositions("first")
    assert all(who(row.positions) == ["ben", "ann", "cyd"] for row in rows)
    assert [(row.theme.slug, row.proposition.id) for row in rows] == [
        ("trade", "growth"),
        ("trade", "tariffs"),
        ("trade", "nobody"),
        ("arms", "peace"),
        ("arms", "treaty"),
    ]
    growth = rows[0]
    assert [(it.standing, it.hedge) for it in growth.positions] == [
        ("disagree", None),
        ("agree", "will"),
        ("unreviewed", None),
    ]
    assert growth.positions[2].passage is None


def test_the_most_divided_proposition_comes_first_and_what_nobody_addresses_last(comparison: Comparison) -> None:
    assert [it.proposition.id for it in comparison.most_divided("first")] == [
        "growth",
        "peace",
        "treaty",
        "tariffs",
        "nobody",
    ]


def test_a_bar_shows_everybody_in_proportion(comparison: Comparison) -> None:
    bars = {it.proposition.id: it.segments for it in comparison.propositions("first")}
    assert [(it.standing, it.count) for it in bars["growth"]] == [("agree", 1), ("disagree", 1), ("unreviewed", 1)]
    for segments in bars.values():
        assert sum(it.count for it in segments) == 3
        assert round(sum(it.width for it in segments)) == 1000


def test_silence_is_never_agreement(comparison: Comparison) -> None:
    peace, treaty = row(comparison, "peace"), row(comparison, "treaty")
    assert who(peace.addressed) == ["ben", "ann"]
    assert who(treaty.taking("silent")) == ["ann"]
    assert peace.standings == ("agree",)
    assert who(peace.taking("agree")) == ["ben", "ann"]


def test_theme_goes_question_by_question_and_names_the_silent(comparison: Comparison) -> None:
    second, first = comparison.theme("arms")
    assert (first.question.slug, second.question.slug) == ("first", "second")
    assert who(first.taking("addressed")) == ["ben", "ann"]
    assert (first.taking("silent"), who(first.taking("unreviewed")), second.taking("silent")) == ([], ["cyd"], [])
    assert [row.proposition.id for row in second.propositions] == ["later"]
    assert [who(part.taking("silent")) for part in comparison.theme("silence")] == [["ann"], ["ben", "ann"]]


def test_related_themes_share_words_either_way_round(comparison: Comparison) -> None:
    library = comparison.library
    assert comparison.related("trade") == [(library.themes["arms"], 4)]
    assert comparison.related("arms") == [(library.themes["trade"], 4)]
    assert comparison.related("silence") == []


def test_horizons_come_earliest_first(comparison: Comparison) -> None:
    found = [(row.proposition.id, row.question.slug) for row in comparison.horizons]
    assert found == [("peace", "first"), ("growth", "first"), ("later", "second")]


def test_a_year_ends_after_its_months() -> None:
    dates = ("2021", "2021-11", "2021-11-30", "2022-01-01")
    asked = sample.question("q", tuple(sample.proposition(f"by-{date}", "t", horizon=date) for date in dates))
    record = sample.library([asked], themes=[sample.theme("t", 1)])
    found = [row.proposition.horizon for row in Comparison(record, Passages()).horizons]
    assert found == ["2021-11-30", "2021-11", "2021", "2022-01-01"]


def test_shares_are_of_all_views_of_a_contributor(comparison: Comparison) -> None:
    shares = comparison.shares(comparison.library.views_by("ann"))
    assert [(it.theme.slug, it.words, it.total, it.thousandths) for it in shares] == [
        ("trade", 7, 15, 467),
        ("arms", 4, 15, 267),
        ("silence", 0, 15, 0),
    ]


def test_neighbours_go_by_sort_name(comparison: Comparison) -> None:
    cyd, ann, ben = comparison.library.sorted_contributors
    assert comparison.neighbours == {"cyd": (None, ann), "ann": (cyd, ben), "ben": (ann, None)}


@pytest.mark.parametrize("ask", ["matrix", "propositions", "theme", "related"])
def test_an_unknown_slug_is_a_key_error(comparison: Comparison, ask: str) -> None:
    with pytest.raises(KeyError):
        getattr(comparison, ask)("nowhere")


def test_an_empty_record_compares_to_nothing() -> None:
    empty = Comparison(sample.library(), Passages())
    assert (empty.horizons, empty.neighbours, empty.shares([])) == ([], {}, [])


def everything(comparison: Comparison) -> None:
    library = comparison.library
    for question in library.questions:
        comparison.matrix(question)
        comparison.propositions(question)
    for theme in library.themes:
        comparison.theme(theme)
        comparison.related(theme)
    for contributor in library.contributors:
        comparison.shares(library.views_by(contributor))


def seconds(contributors: int) -> float:
    library, passages = sample.large(contributors), Passages()
    for view in library.views.values():  # finding quotations is another module's time
        passages.excerpts(view)
        passages.stances(view)
    start = time.process_time()
    everything(Comparison(library, passages))
    return time.process_time() - start


def test_comparing_1200_views_takes_a_moment() -> None:
    assert seconds(200) < 2
