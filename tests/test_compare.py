import time
from collections.abc import Iterable

import pytest

from expertviews.model import Entity
from expertviews.pages.compare import Cell, Comparison, Finding, Neighbours
from expertviews.quotes.passages import Passages
from tests import sample_library as sample


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return Comparison(sample.small(), Passages())


def slugs(things: Iterable[Entity]) -> list[str]:
    return [thing.slug for thing in things]


def test_matrix_of_a_question_follows_round_table_and_theme_order(comparison: Comparison) -> None:
    matrix = comparison.matrix("first")
    assert slugs(matrix.themes) == ["trade", "arms", "silence"]
    assert [row.contributor.slug for row in matrix.rows] == ["ben", "ann", "cyd"]
    assert all(slugs(cell.theme for cell in row.cells) == slugs(matrix.themes) for row in matrix.rows)
    trade, arms, silence = matrix.rows[1].cells
    assert (len(trade.excerpts), trade.words, trade.total, trade.share) == (1, 7, 11, 7 / 11)
    assert (arms.words, at(arms)) == (4, "first-arms-1")
    assert (silence.addressed, silence.words, silence.share, silence.first) == (False, 0, 0.0, None)
    assert (silence.silent, arms.silent) == (True, False)


def test_of_a_draft_nobody_can_say_what_it_leaves_out(comparison: Comparison) -> None:
    matrix = comparison.matrix("first")
    assert [(cell.addressed, cell.silent) for cell in matrix.rows[2].cells] == [(False, False)] * 3
    assert (matrix.drafted, Comparison(sample.small(), Passages()).matrix("second").drafted) == (True, True)
    peace = comparison.stances("first").groups[1].rows[0]
    assert ([it.contributor.slug for it in peace.unreviewed], peace.silent) == (["cyd"], ())
    (_, first) = comparison.theme("arms")
    assert (slugs(first.unreviewed), slugs(first.silent)) == (["cyd"], [])


def test_a_stance_alone_addresses_its_theme(comparison: Comparison) -> None:
    cell = comparison.matrix("first").rows[0].cells[1]
    assert (cell.addressed, cell.excerpts, cell.words) == (True, (), 0)
    assert [passage.stance.proposition for passage in cell.stances] == ["peace", "treaty"]
    assert at(cell) == "first--peace"


def test_matrix_of_all_questions_goes_by_name_and_adds_up_views(comparison: Comparison) -> None:
    matrix = comparison.matrix()
    assert matrix.question is None
    assert [row.contributor.slug for row in matrix.rows] == ["cyd", "ann", "ben"]
    ben = matrix.rows[2]
    assert slugs(ben.views) == ["ben", "ben"]
    assert [(len(cell.excerpts), cell.words, cell.total) for cell in ben.cells] == [(1, 2, 9), (2, 2, 9), (0, 0, 9)]
    assert [cell.suggested for cell in ben.cells] == [False, True, False]


def test_stance_grid_has_every_view_in_every_row(comparison: Comparison) -> None:
    grid = comparison.stances("first")
    assert slugs(grid.contributors) == ["ben", "ann", "cyd"]
    assert [(group.theme.slug, [row.proposition.id for row in group.rows]) for group in grid.groups] == [
        ("trade", ["growth", "tariffs", "nobody"]),
        ("arms", ["peace", "treaty"]),
    ]
    growth = grid.groups[0].rows[0]
    assert [(it.standing, it.hedge) for it in growth.positions] == [
        ("disagree", None),
        ("agree", "will"),
        ("unreviewed", None),
    ]
    assert growth.positions[2].passage is None


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("shared", ["peace"]),
        ("differing", ["growth"]),
        ("single", ["treaty"]),
        ("unaddressed", ["tariffs", "nobody"]),
    ],
)
def test_findings_are_drawn_from_stances_alone(comparison: Comparison, finding: Finding, expected: list[str]) -> None:
    assert [row.proposition.id for row in comparison.stances("first").showing(finding)] == expected


def test_silence_is_never_agreement(comparison: Comparison) -> None:
    peace, treaty = comparison.stances("first").groups[1].rows
    assert [it.contributor.slug for it in peace.addressed] == ["ben", "ann"]
    assert [it.contributor.slug for it in treaty.silent] == ["ann"]
    assert peace.standings == ("agree",)
    assert [it.contributor.slug for it in peace.taking("agree")] == ["ben", "ann"]


def test_theme_goes_question_by_question_and_names_the_silent(comparison: Comparison) -> None:
    second, first = comparison.theme("arms")
    assert (first.question.slug, second.question.slug) == ("first", "second")
    assert [cell.contributor.slug for cell in first.cells] == ["ben", "ann"]
    assert (slugs(first.silent), slugs(first.unreviewed), slugs(second.silent)) == ([], ["cyd"], [])
    assert [row.proposition.id for row in second.propositions] == ["later"]
    assert [slugs(part.silent) for part in comparison.theme("silence")] == [["ann"], ["ben", "ann"]]


def test_related_themes_share_words_either_way_round(comparison: Comparison) -> None:
    (related,) = comparison.related("trade")
    assert (related.theme.slug, related.words, related.views) == ("arms", 4, 1)
    (back,) = comparison.related("arms")
    assert (back.theme.slug, back.words, back.views) == ("trade", 4, 1)
    assert comparison.related("silence") == ()


def test_horizons_come_earliest_first_and_are_open_until_judged(comparison: Comparison) -> None:
    found = [(row.proposition.id, row.question.slug, row.status) for row in comparison.horizons]
    assert found == [("peace", "first", "borne-out"), ("growth", "first", "open"), ("later", "second", "open")]


def test_a_year_ends_after_its_months() -> None:
    dates = ("2021", "2021-11", "2021-11-30", "2022-01-01")
    asked = sample.question("q", tuple(sample.proposition(f"by-{date}", "t", horizon=date) for date in dates))
    record = sample.library([asked], themes=[sample.theme("t", 1)])
    found = [row.proposition.horizon for row in Comparison(record, Passages()).horizons]
    assert found == ["2021-11-30", "2021-11", "2021", "2022-01-01"]


def test_shares_add_up(comparison: Comparison) -> None:
    shares = comparison.shares(comparison.library.views_by("ann"))
    assert [(it.theme.slug, it.words, it.alone) for it in shares.themes] == [
        ("trade", 7, 3),
        ("arms", 4, 0),
        ("silence", 0, 0),
    ]
    assert (shares.total, shares.unfiled, shares.several) == (15, 8, 4)


def test_neighbours_go_by_sort_name(comparison: Comparison) -> None:
    cyd, ann, ben = comparison.library.sorted_contributors
    assert comparison.neighbours("cyd") == Neighbours(None, ann)
    assert comparison.neighbours("ann") == Neighbours(cyd, ben)
    assert comparison.neighbours("ben") == Neighbours(ann, None)


def test_others_are_those_next_in_the_round_table(comparison: Comparison) -> None:
    assert slugs(comparison.others("first", "ann").contributors) == ["ben", "cyd"]
    one = comparison.others("first", "cyd", limit=1)
    assert (slugs(one.contributors), one.total) == (["ben"], 2)


@pytest.mark.parametrize("ask", ["matrix", "stances", "theme", "related", "neighbours"])
def test_an_unknown_slug_is_a_key_error(comparison: Comparison, ask: str) -> None:
    with pytest.raises(KeyError):
        getattr(comparison, ask)("nowhere")


def test_an_empty_record_compares_to_nothing() -> None:
    empty = Comparison(sample.library(), Passages())
    assert (empty.matrix().rows, empty.horizons) == ((), ())


def at(cell: Cell) -> str:
    return cell.first.fragment if cell.first else ""


def everything(comparison: Comparison) -> None:
    library = comparison.library
    comparison.matrix()
    for question in library.questions:
        comparison.matrix(question)
        comparison.stances(question)
    for theme in library.themes:
        comparison.theme(theme)
        comparison.related(theme)
    for contributor in library.contributors:
        comparison.neighbours(contributor)
        comparison.shares(library.views_by(contributor))
        for view in library.views_by(contributor):
            comparison.others(view.question, contributor)


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
