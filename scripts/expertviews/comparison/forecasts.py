"""Propositions with a horizon: which are overdue, due next and judged, and who was right about them.

A page is the same whenever it is made, so “overdue” is as of the latest day that the record gives, never as of today.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from expertviews import dates, timeline
from expertviews.comparison.compare import Position, PropositionRow
from expertviews.mappings import grouped
from expertviews.model import Contributor, Library, Proposition

MIN_SCORED = 10
"""The fewest judged forecasts of which a share means something; the Good Judgment Project asked for about as many."""

_RIGHT = {("agree", "borne-out"), ("disagree", "not-borne-out")}
_WRONG = {("disagree", "borne-out"), ("agree", "not-borne-out")}
"""Which stance was right or wrong after which outcome; the others were neither."""


@dataclass(frozen=True)
class TrackRecord:
    """How many of a contributor's positions were borne out, and how many weren't. Mixed ones aren't counted."""

    contributor: Contributor
    borne_out: int
    not_borne_out: int

    @property
    def judged(self) -> int:
        """The number of positions that could be judged."""
        return self.borne_out + self.not_borne_out

    @property
    def share(self) -> float | None:
        """The share that was borne out, from 0 to 1; None if too few were judged."""
        return self.borne_out / self.judged if self.judged >= MIN_SCORED else None


@dataclass(frozen=True)
class Ledger:
    """The propositions with a horizon, the earliest first, as of a day of the record, if it gives any."""

    rows: Sequence[PropositionRow]
    as_of: str

    @cached_property
    def states(self) -> Mapping[str, list[PropositionRow]]:
        """The rows by state: `overdue`, `due next`, and `judged`, of which the latest is the first."""
        rows = grouped(self.rows, self._state)
        return {"overdue": rows["overdue"], "due next": rows["due next"], "judged": rows["judged"][::-1]}

    def _state(self, row: PropositionRow) -> str:
        if timeline.is_judged(row.proposition):
            return "judged"
        return "overdue" if timeline.is_overdue(row.proposition, self.as_of) else "due next"

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first year of the horizons, and the one after the last."""
        years = [int(row.proposition.due[:4]) for row in self.rows]
        return min(years), max(years) + 1

    def place(self, row: PropositionRow) -> int:
        """Return where a horizon ends on a line through all `years`, in thousandths of the line."""
        first, end = self.years
        year, month, day = (int(part) for part in row.proposition.due.split("-"))
        months = min(month, 12) - 1 + min(day, 31) / 31  # both are 99 where the horizon is a year
        return round(1000 * (year - first + months / 12) / (end - first))

    def places(self, rows: Sequence[PropositionRow]) -> list[int]:
        """Return where the horizons of some rows end on that line, each place once."""
        return sorted({self.place(row) for row in rows})

    @cached_property
    def track_records(self) -> list[TrackRecord]:
        """The track records of all who have a reviewed position, taken in time, that was right or wrong."""
        records = []
        for scored in grouped(self._scored(), lambda pair: pair[0].slug).values():
            right = sum(is_right for _, is_right in scored)
            records.append(TrackRecord(scored[0][0], right, len(scored) - right))
        return records

    def _scored(self) -> Iterator[tuple[Contributor, bool]]:
        """Yield the contributor of each position that counts, and whether it was right; the latest judged first."""
        for row in self.states["judged"]:
            status = row.proposition.outcome.status if row.proposition.outcome else ""
            for position in row.addressed:
                counts = position.view.status == "reviewed" and _in_time(position, row.proposition)
                if counts and (position.standing, status) in _RIGHT | _WRONG:
                    yield position.contributor, (position.standing, status) in _RIGHT


def latest_day(library: Library) -> str:
    """Return the latest day that the record gives for a change of it; empty if it gives none."""
    days = [question.recorded for question in library.questions.values()]
    days += [proposition.outcome.judged_on for proposition in library.propositions.values() if proposition.outcome]
    for view in library.views.values():
        days += [view.source.day, view.reviewed_on, view.withdrawn.date if view.withdrawn else None]
        days += [correction.date for correction in view.corrections]
        days += [amendment.amended for amendment in view.earlier if not view.withdrawn]
    return max(filter(None, days), default="")


def _in_time(position: Position, proposition: Proposition) -> bool:
    """Return whether a position is known to have been taken before the horizon and the judgement, as a forecast is."""
    limits = (proposition.horizon, proposition.outcome.judged_on if proposition.outcome else None)
    return position.date is not None and all(dates.in_order(position.date, day) for day in limits if day)
