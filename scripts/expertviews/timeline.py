"""The record over time: contributors' roles on a date, themes that reviewers have looked for, and overdue forecasts.

A page may say that an answer doesn't address a theme or a proposition only if a reviewer has looked for it.
"""

from collections.abc import Collection

from expertviews import dates
from expertviews.model import Affiliation, Contributor, Library, Proposition, Theme, View


def roles_on(contributor: Contributor, date: str | None) -> tuple[Affiliation, ...]:
    """The roles that a contributor is known to have had on a date of the record: those held throughout it first.

    A role is known for the time from its `from` to its `to`. Without `to` it is known until the year of `as_of`, or if
    that is absent too, to this day; without `from`, at any time before. With `as_of` alone it is known for that year,
    and without any date for none. A year or a month fits if any of its days does.
    """
    if not date:
        return ()
    held = [role for role in contributor.affiliations if _is_held(role, date)]
    days = dates.first_day(date), dates.last_day(date)
    throughout = [role for role in held if all(_is_held(role, day) for day in days)]
    return (*throughout, *(role for role in held if role not in throughout))


def _is_held(role: Affiliation, date: str) -> bool:
    """Whether a role is known for any day of a date."""
    year_stated = role.as_of[:4] if role.as_of else None
    first, last = role.since or (None if role.until else year_stated), role.until or year_stated
    if not first and not last:
        return False
    return (not first or dates.in_order(first, date)) and (not last or dates.in_order(date, last))


def looked_for(view: View) -> frozenset[str]:
    """The themes that a reviewer has looked for in a view: those it is `read_for`.

    That a theme has an excerpt or a stance there doesn't mean that anybody has looked for more.
    """
    return frozenset(view.read_for or ())


def unread(library: Library, view: View) -> tuple[Theme, ...]:
    """The themes that no reviewer has looked for in a view, in their order; none if it is withdrawn.

    A draft without `read_for` will be reviewed for all themes that were there from the start, which have no date.
    """
    if view.withdrawn:
        return ()
    others = [theme for theme in library.ordered_themes if theme.slug not in looked_for(view)]
    if view.status == "draft" and view.read_for is None:
        return tuple(theme for theme in others if theme.added)
    return tuple(others)


def is_reviewed(view: View) -> bool:
    """Whether a person has checked the excerpts and stances of a view, and it isn't withdrawn."""
    return view.status == "reviewed" and not view.withdrawn


def is_sought(view: View, proposition: Proposition, themes: Collection[str]) -> bool:
    """Whether a reviewer has looked for a stance on a proposition in a view, having looked for these themes.

    Not if the proposition was added after the last review.
    """
    return proposition.theme in themes and (view.reviewed_on or "") >= (proposition.added or "")


def is_judged(proposition: Proposition) -> bool:
    """Whether an editor has said how a proposition turned out."""
    return proposition.outcome is not None and proposition.outcome.status != "open"


def is_overdue(proposition: Proposition, day: str) -> bool:
    """Whether a proposition should have been judged before a day, since its horizon is past, and hasn't been."""
    return "" < proposition.due < day and not is_judged(proposition)
