"""Propositions with a horizon: which are overdue, due next and judged, and how those who took a position fared.

A page is the same whenever it is made, so that “overdue” is as of the latest day that the record states, never today.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from expertviews import dates, timeline
from expertviews.comparison.compare import Position, PropositionRow
from expertviews.mappings import grouped
from expertviews.model import Contributor, Library, Proposition

LEAST_SCORED = 10
"""Judged forecasts from which a share of them means something; the Good Judgment Project asked for about as many."""

_BORNE_OUT = {("agree", "borne-out"): True, ("disagree", "not-borne-out"): True}
_BORNE_OUT |= {("disagree", "borne-out"): False, ("agree", "not-borne-out"): False}


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
        return self.borne_out / self.judged if self.judged >= LEAST_SCORED else None


@dataclass(frozen=True)
class Ledger:
    """The propositions with a horizon, `rows`, the earliest first, as of a day of the record, if it states any."""

    rows: Sequence[PropositionRow]
    as_of: str

    @cached_property
    def states(self) -> Mapping[str, list[PropositionRow]]:
        """The rows that could have been judged, that cannot be yet, and, the latest first, that have an outcome."""
        found: dict[str, list[PropositionRow]] = {"overdue": [], "due next": [], "judged": []}
        for row in self.rows:
            is_overdue = timeline.is_overdue(row.proposition, self.as_of)
            is_judged = timeline.is_judged(row.proposition)
            found["overdue" if is_overdue else "judged" if is_judged else "due next"].append(row)
        found["judged"].reverse()
        return found

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first year of the horizons, and the one after the last."""
        years = [int(row.proposition.due[:4]) for row in self.rows]
        return min(years), max(years) + 1

    def place(self, row: PropositionRow) -> int:
        """Where a horizon is between the first year and the last, in thousandths."""
        first, last = self.years
        year, month, day = (int(part) for part in row.proposition.due.split("-"))
        passed = year - first + (min(month, 13) - 1 + min(day, 31) / 31) / 12
        return round(1000 * min(passed / (last - first), 1))

    def places(self, rows: Sequence[PropositionRow]) -> list[int]:
        """Where the horizons of some of them are, each place once."""
        return sorted({self.place(row) for row in rows})

    @cached_property
    def track_records(self) -> list[TrackRecord]:
        """Of everybody with a reviewed position, taken in time, that was borne out or not, as they occur."""
        found = []
        for fates in grouped(self._fates(), lambda fate: fate[0].slug).values():
            borne_out = sum(right for _, right in fates)
            found.append(TrackRecord(fates[0][0], borne_out, len(fates) - borne_out))
        return found

    def _fates(self) -> Iterator[tuple[Contributor, bool]]:
        for row in self.states["judged"]:
            for position in row.addressed:
                outcome = row.proposition.outcome
                right = _BORNE_OUT.get((position.standing, outcome.status if outcome else ""))
                if right is not None and position.view.status == "reviewed" and _in_time(position, row.proposition):
                    yield position.contributor, right


def latest_day(library: Library) -> str:
    """The latest day on which something was done to the record, as it says itself; empty if it says nothing."""
    days = [question.recorded for question in library.questions.values()]
    days += [it.outcome.judged_on for it in library.propositions.values() if it.outcome]
    for view in library.views.values():
        days += [view.source.day, view.reviewed_on, view.withdrawn.date if view.withdrawn else None]
        days += [*(it.date for it in view.corrections), *(it.amended for it in view.earlier if not view.withdrawn)]
    return max(filter(None, days), default="")


def _in_time(position: Position, proposition: Proposition) -> bool:
    """Whether a position is known to have been taken before the horizon and the judgement, as a forecast is."""
    limits = (proposition.horizon, proposition.outcome.judged_on if proposition.outcome else None)
    return position.date is not None and all(dates.in_order(position.date, day) for day in limits if day)
