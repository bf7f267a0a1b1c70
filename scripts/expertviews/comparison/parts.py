"""What is so much that it doesn't fit a page: a theme's quotations, and forecasts."""

import re
from collections import Counter
from collections.abc import Collection

from expertviews.model import Library

MOST_FORECASTS = 150
"""Propositions with a horizon on the page of forecasts; of more, each year has a page of its own."""
_YEAR = re.compile(r"looking-ahead/[0-9]")  # as `addresses.forecasts_page` has it
_PART = re.compile(r"themes/([^/]+)/[^/#]+/")  # as `addresses.theme_part_page` has it
MOST_TOGETHER = 80
"""Answers with words on a theme that its page quotes; of more, each question has a page of its own under the theme."""


def themes_in_parts(library: Library, published: Collection[str] = ()) -> frozenset[str]:
    """The themes that have a page for each question.

    A theme that had them stays so: `published` are addresses that must last.
    """
    speaking: Counter[str] = Counter()
    for view in library.views.values():
        if not view.withdrawn:
            stated = (library.propositions.get((view.question, it.proposition)) for it in view.stances)
            speaking.update({it.theme for it in (*view.excerpts, *stated) if it})
    parted = {found[1] for found in map(_PART.match, published) if found}
    parted |= {(it.new or "").split("/")[1] for it in library.moved if it.new and it.old.split("/")[1] in parted}
    return frozenset(slug for slug in library.themes if slug in parted or speaking[slug] > MOST_TOGETHER)


def forecast_years(library: Library, published: Collection[str] = ()) -> tuple[str, ...]:
    """The years of horizons that have a page of their own, in order; none if there are few, and never were many."""
    years = [it.due[:4] for it in library.propositions.values() if it.due]
    many = len(years) > MOST_FORECASTS or any(map(_YEAR.match, published))
    return tuple(sorted(set(years))) if many else ()
