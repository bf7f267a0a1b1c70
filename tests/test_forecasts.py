"""Forecasts: overdue, due next, judged, and what was borne out."""

import pytest

from expertviews.comparison.compare import Comparison
from expertviews.comparison.forecasts import MIN_SCORED, Ledger, latest_day
from expertviews.model import Outcome
from expertviews.quotes import Passages
from tests import sample_library as sample


def ledger(
    horizons: dict[str, Outcome | None],
    as_of: str,
    stance: str = "agree",
    answered: str | None = None,
    asked: str | None = "2009",
) -> Ledger:
    """Of one question with a proposition for each horizon; one contributor takes the same stance on all of them."""
    propositions = [
        sample.proposition(f"by-{horizon}", "t", horizon=horizon, outcome=outcome)
        for horizon, outcome in horizons.items()
    ]
    words = [f"Word{at} it is." for at, _ in enumerate(propositions)]
    stances = [(it.id, stance, said) for it, said in zip(propositions, words, strict=True)]
    question = sample.question("q", propositions, asked=asked, recorded=as_of or None)
    view = sample.view(("q", "ann"), " ".join(words), [], stances, line=1, answered=answered)
    library = sample.library([question], [sample.contributor("ann")], [sample.theme("t", 1)], [view])
    return Ledger(Comparison(library, Passages()).horizons, latest_day(library))


def test_a_forecast_is_overdue_after_the_last_day_of_its_horizon_as_of_the_record() -> None:
    found = ledger({"2020": None, "2021-03": None, "2021": None, "2022": Outcome(status="open")}, "2021-04-01")
    assert [(name, [row.proposition.horizon for row in rows]) for name, rows in found.states.items()] == [
        ("overdue", ["2020", "2021-03"]),
        ("due next", ["2021", "2022"]),
        ("judged", []),
    ]


def test_without_a_day_in_the_record_nothing_is_called_overdue() -> None:
    assert Ledger(ledger({"1999": None}, "").rows, "").states["overdue"] == []


@pytest.mark.parametrize(
    ("stance", "status", "borne_out"),
    [
        ("agree", "borne-out", 1),
        ("disagree", "not-borne-out", 1),
        ("agree", "not-borne-out", 0),
        ("disagree", "borne-out", 0),
        ("mixed", "borne-out", None),
        ("agree", "mixed", None),
        ("agree", "untestable", None),
    ],
)
def test_who_agreed_with_what_came_was_right(stance: str, status: str, borne_out: int | None) -> None:
    outcome = Outcome.model_validate({"status": status})
    records = ledger({"2020": outcome}, "2021-04-01", stance).track_records
    assert [it.borne_out for it in records] == ([] if borne_out is None else [borne_out])


@pytest.mark.parametrize(
    ("answered", "judged_on", "counted"),
    [("2020", None, 1), ("2021", None, 0), ("2020-06", "2020-05-01", 0), ("2020-05-01", "2020-05-01", 1)],
)
def test_who_answers_after_the_event_has_not_foreseen_it(answered: str, judged_on: str | None, counted: int) -> None:
    outcome = Outcome(status="borne-out", judged_on=judged_on)
    assert len(ledger({"2020": outcome}, "2021-04-01", answered=answered).track_records) == counted


def test_who_answered_nobody_knows_when_has_not_foreseen_it() -> None:
    found = ledger({"2020": Outcome(status="borne-out")}, "2021-04-01", asked=None)
    assert found.states["judged"]
    assert found.track_records == []


@pytest.mark.parametrize(("judged", "share"), [(MIN_SCORED - 1, None), (MIN_SCORED, 1.0)])
def test_a_few_forecasts_give_no_score(judged: int, share: float | None) -> None:
    outcomes = {f"20{10 + at}": Outcome(status="borne-out") for at in range(judged)}
    assert [it.share for it in ledger(dict(outcomes), "2050-01-01").track_records] == [share]


def test_horizons_are_in_their_places_on_the_line() -> None:
    found = ledger({"2020-06": None, "2021": None, "2023-12-31": None}, "2021-04-01")
    places = [found.place(row) for row in found.rows]
    assert found.years == (2020, 2024)
    assert places == sorted(places)
    assert 100 < places[0] < 130
    assert places[-1] == 1000


def test_a_year_ends_on_the_line_where_its_last_day_does() -> None:
    found = ledger({"2020-06": None, "2021-12-31": None, "2021": None, "2023": None}, "2021-04-01")
    places = {row.proposition.horizon: found.place(row) for row in found.rows}
    assert places["2021"] == places["2021-12-31"] == 500
    assert places["2023"] == 1000
