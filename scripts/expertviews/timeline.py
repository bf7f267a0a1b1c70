"""The record over time: who somebody was when they answered, what has been looked for since, and what is overdue.

Only of what somebody has looked for may a page say that an answer doesn't address it.
"""

from collections.abc import Collection

from expertviews import dates
from expertviews.model import Affiliation, Contributor, Library, Proposition, Theme, View


def roles_on(who: Contributor, date: str | None) -> tuple[Affiliation, ...]:
    """The roles that somebody is known to have had on a date of the record: those held throughout it first.

    A role is known for the time from its `from` to its `to`. Without `to` it is known until the year of `as_of`, or if
    that is absent too, to this day; without `from`, at any time before. With `as_of` alone it is known for that year,
    and without any date for none. A year or a month fits if any of its days does.
    """
    if not date:
        return ()
    known = ((role, _known(role)) for role in who.affiliations)
    held = [(role, span) for role, span in known if any(span) and _fits(date, span)]
    days = (dates.first_day(date), dates.last_day(date))
    return tuple(role for role, span in sorted(held, key=lambda it: not all(_fits(day, it[1]) for day in days)))


def _known(role: Affiliation) -> tuple[str, str]:
    """The first and last date for which a role is known; an open end is empty."""
    stated = role.as_of[:4] if role.as_of else ""
    return role.since or ("" if role.until else stated), role.until or stated


def _fits(date: str, span: tuple[str, str]) -> bool:
    began, ended = span
    return (not began or dates.in_order(began, date)) and (not ended or dates.in_order(date, ended))


def looked_for(view: View) -> frozenset[str]:
    """The themes that somebody has looked for in a view: those it is `read_for`.

    One excerpt or stance says nothing of the others that a theme may have.
    """
    return frozenset(view.read_for or ())


def unread(library: Library, view: View) -> tuple[Theme, ...]:
    """The themes that nobody has looked for in a view, in their order; none if it is withdrawn.

    A draft is about to be reviewed for those it is `read_for`; without that, for all that have no date.
    """
    if view.withdrawn:
        return ()
    found = looked_for(view)
    former = view.status == "draft" and view.read_for is None
    return tuple(it for it in library.ordered_themes if it.slug not in found and (it.added or not former))


def is_reviewed(view: View) -> bool:
    """Whether a person has checked the excerpts and stances of an answer that counts."""
    return view.status == "reviewed" and not view.withdrawn


def is_sought(view: View, proposition: Proposition, themes: Collection[str]) -> bool:
    """Whether a stance on a proposition has been looked for in a view, given the themes that have been.

    One that was added after the view was last reviewed hasn't.
    """
    return proposition.theme in themes and (view.reviewed_on or "") >= (proposition.added or "")


def is_judged(proposition: Proposition) -> bool:
    """Whether it has been said how a proposition turned out."""
    return proposition.outcome is not None and proposition.outcome.status != "open"


def is_overdue(proposition: Proposition, day: str) -> bool:
    """Whether a proposition's horizon is past on a day, and it hasn't been judged."""
    return "" < proposition.due < day and not is_judged(proposition)
