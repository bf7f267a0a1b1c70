"""Words of withdrawn answers that the site would still show somewhere else."""

import re
from collections.abc import Collection, Iterator

from expertviews import content
from expertviews.checks import handwritten
from expertviews.checks.violations import Violation
from expertviews.content import Record
from expertviews.problems import Place

_RUN = re.compile(r"\w+")
_LONGEST_COMMON = 6  # words in a row that nobody else writes by chance
_Run = tuple[str, ...]


def withdrawn_repeated(record: Record) -> Iterator[Violation]:
    """Nothing an editor has written repeats six words in a row of a withdrawn answer: no question, gist or page.

    Only words that are still in the view's file can be found.
    """
    withheld = {
        run: content.view_path(*key)
        for key, view in record.library.views.items()
        for version in (view.versions if view.withdrawn else ())
        for _, run in _runs(version.text)
    }
    for place, text in _editors_words(record, {*withheld.values()}) if withheld else ():
        found = next(((at, withheld[run]) for at, run in _runs(text) if run in withheld), None)
        if found:
            at, path = found
            here = place if place.line else Place.at(place.path, text, at)
            yield (
                here,
                f"this repeats words of the withdrawn answer in {path}",
                "say it in your own words, or remove it",
            )


def _editors_words(record: Record, hidden: Collection[str]) -> Iterator[tuple[Place, str]]:
    """Everything editors have written that the site shows, with its place; hand-written pages have no line."""
    for path, tree in ((path, tree) for path, tree in record.trees.items() if path not in hidden):
        folder = path.split("/")[1]
        for key, scalar in tree.scalars.items() if folder != content.OUTLINES else ():
            if folder != "views" or key == ("gist",):
                yield tree.place(*key), scalar.text
    yield from ((Place(path, 0), text) for path, text in handwritten.texts(record.root))


def _runs(text: str) -> Iterator[tuple[int, _Run]]:
    """Every six words in a row, each with its place in the text."""
    words = [(found.start(), found[0].casefold()) for found in _RUN.finditer(text)]
    for at in range(len(words) - _LONGEST_COMMON + 1):
        yield words[at][0], tuple(word for _, word in words[at : at + _LONGEST_COMMON])
