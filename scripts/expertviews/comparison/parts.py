"""Which themes and forecasts are too many for one page, and have several."""

import re
from collections import Counter
from collections.abc import Collection

from expertviews.model import Library

MAX_FORECASTS = 150
"""The propositions with a horizon that share a page; if there are more, each year has a page of its own."""
_YEAR = re.compile(r"looking-ahead/[0-9]")  # as `addresses.forecasts_page` has it
_PART = re.compile(r"themes/([^/]+)/[^/#]+/")  # as `addresses.theme_part_page` has it
MAX_TOGETHER = 80
"""The answers with words on a theme that its page quotes; if there are more, each question has a page there."""


def themes_in_parts(library: Library, published: Collection[str] = ()) -> frozenset[str]:
    """Return the themes that have a page for each question, since they have many answers, or once had such pages.

    `published` are addresses that must last.
    """
    answers: Counter[str] = Counter()
    for view in library.views.values():
        if not view.withdrawn:
            stated = (library.propositions.get((view.question, stance.proposition)) for stance in view.stances)
            answers.update({stated_on.theme for stated_on in (*view.excerpts, *stated) if stated_on})
    parted = {match[1] for match in map(_PART.match, published) if match}
    moved = ((move.old, move.new) for move in library.moved if move.new)
    parted |= {new.split("/")[1] for old, new in moved if old.split("/")[1] in parted}
    return frozenset(slug for slug in library.themes if slug in parted or answers[slug] > MAX_TOGETHER)


def forecast_years(library: Library, published: Collection[str] = ()) -> tuple[str, ...]:
    """Return the years with a page of forecasts of their own, in order: none if forecasts are few, and always were."""
    years = [proposition.due[:4] for proposition in library.propositions.values() if proposition.due]
    many = len(years) > MAX_FORECASTS or any(map(_YEAR.match, published))
    return tuple(sorted(set(years))) if many else ()
