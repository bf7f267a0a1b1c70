"""Choosing the layout of a document: the one that accounts for the lines that look like names."""

from dataclasses import dataclass

from expertviews.problems import Place, Problem, ProblemsFound, shown
from expertviews.seeds.layouts import LAYOUTS, Layout
from expertviews.seeds.questions import labelled_questions
from expertviews.seeds.speakers import Page, Speaker


@dataclass(frozen=True)
class Reading:
    """The speakers that a layout finds in a document."""

    layout: Layout
    speakers: tuple[Speaker, ...]


def choose(page: Page, name: str | None = None) -> Reading:
    """The reading of the layout called `name`, or of the one that fits.

    Raises ProblemsFound if there is no such layout, if none finds a speaker, or if two do equally well.
    """
    if name is not None and name not in {layout.name for layout in LAYOUTS}:
        known = ", ".join(layout.name for layout in LAYOUTS)
        raise ProblemsFound([Problem(Place(page.path), "layout", f"there is no layout “{shown(name)}”", f"name one of {known}")])
    readings = [Reading(layout, tuple(layout.find(page))) for layout in LAYOUTS if name in {None, layout.name}]
    return readings[0]
