"""Themes on which so much is said that it doesn't fit a page."""

import re
from collections import Counter
from collections.abc import Collection

from expertviews.model import Library

_PART = re.compile(r"themes/([^/]+)/[^/#]+/")  # as `addresses.theme_part_page` has it
MOST_TOGETHER = 80
"""Answers with words on a theme that its page quotes; of more, each question has a page of its own under the theme."""


def themes_in_parts(library: Library, published: Collection[str] = ()) -> frozenset[str]:
    """The themes that have a page for each question.

    A theme that had them stays so: `published` are addresses that must last.
    """
    theme_of = {(slug, it.id): it.theme for slug, question in library.questions.items() for it in question.propositions}
    speaking: Counter[str] = Counter()
    for view in library.views.values():
        if not view.withdrawn:
            stances = {theme_of.get((view.question, it.proposition), "") for it in view.stances}
            speaking.update({it.theme for it in view.excerpts} | stances)
    parted = {found[1] for found in map(_PART.match, published) if found}
    return frozenset(slug for slug in library.themes if slug in parted or speaking[slug] > MOST_TOGETHER)
