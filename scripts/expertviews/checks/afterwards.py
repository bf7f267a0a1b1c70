"""The rules for what happens to an answer after it was given: correction, amendment, withdrawal."""

import re
from collections.abc import Iterator
from itertools import pairwise

from expertviews import content, quotes
from expertviews.checks import handwritten
from expertviews.checks.rules import File, FileViolation, Violation, file_rule, files_holding, record_rule
from expertviews.content import Record
from expertviews.model import ERASED, Correction, View
from expertviews.problems import Place, shown

_WORD = re.compile(r"\w+")
_RUN_LENGTH = 6  # words in a row that nobody else writes by chance


@file_rule(View)
def correction_unclear(file: File[View]) -> Iterator[FileViolation]:
    """A correction has words that a view's text, title, bio or notes have once, in place of other words of the source.

    No two corrections have words in common.
    """
    view = file.entity
    blocks = quotes.corrected_blocks(view) if view.corrections else ()
    applied = [correction for block in blocks for correction in quotes.corrections_of(block, view.corrections)]
    for at, correction in enumerate(view.corrections if not view.erased else ()):
        corrected, number = quotes.fold(correction.corrected), quotes.occurrences(view, correction.corrected)
        key = ("corrections", at, "corrected")
        if quotes.fold(correction.printed) == corrected:
            yield key, "`printed` and `corrected` are the same", "write the right words, or remove the correction"
        elif number == 0:
            yield key, f"the view doesn't have “{shown(corrected)}”", _where_to_correct(view, correction)
        elif number > 1:
            what = f"the view has “{shown(corrected)}” more than once"
            yield key, what, "add the words next to it, both to `printed` and to `corrected`"
        elif correction not in applied:
            yield key, "another correction has some of these words, too", "make one of the two"


def _where_to_correct(view: View, correction: Correction) -> str:
    """Say what to do about a correction that isn't in its view."""
    if quotes.occurrences(view, correction.printed):
        return f"write it there in place of “{shown(correction.printed)}”"
    text = quotes.fold(" ".join(quotes.corrected_blocks(view)))
    closest = quotes.closest_passage(text, quotes.fold(correction.corrected))
    return f"write the words as they are there{f', perhaps “{shown(closest)}”' if closest else ''}"


@file_rule(View)
def amendment_unclear(file: File[View]) -> Iterator[FileViolation]:
    """Each earlier version has another text than the next newer one."""
    for at, (newer, older) in enumerate(pairwise(file.entity.versions)):
        if newer.paragraphs == older.paragraphs and not file.entity.erased:
            what = "this version has the same text as the newer one"
            remedy = "write the author's new words in the newer one, or remove this version"
            yield ("earlier", at, "text"), what, remedy


@file_rule(View)
def withdrawal_unclear(file: File[View]) -> Iterator[FileViolation]:
    """A text is replaced by the word `withdrawn` only if the answer is withdrawn, with a day and a reason."""
    if file.entity.text.strip() == ERASED and not file.entity.withdrawn:
        remedy = "add `withdrawn: {date: …, why: …}`, with the day and the reason, or restore the text"
        yield ("text",), "the text is withdrawn, but the answer isn't", remedy


@record_rule
def withdrawn_repeated(record: Record) -> Iterator[Violation]:
    """Nothing an editor has written repeats six words in a row of a withdrawn answer: no question, gist or page.

    Only words that are still in the view's file can be found.
    """
    withheld = {
        run: file.path
        for file in files_holding(record, View)
        for version in (file.entity.versions if file.entity.withdrawn else ())
        for _, run in _runs(version.text)
    }
    for place, text in _editors_words(record) if withheld else ():
        for at, run in _runs(text):
            if run in withheld and withheld[run] != place.path:
                start = place if place.line else Place.at(place.path, text, at)
                what = f"this repeats words of the withdrawn answer in {withheld[run]}"
                yield start, what, "say it in your own words, or remove it"
                break


def _editors_words(record: Record) -> Iterator[tuple[Place, str]]:
    """Yield everything that editors have written and the site shows, with its place; a hand-written page as a whole."""
    for file in files_holding(record, object):
        folder = file.path.split("/")[1]
        for key, scalar in file.values() if folder != content.OUTLINES else ():
            if folder != "views" or key == ("gist",):
                yield file.place(*key), scalar.text
    yield from ((Place(path, 0), text) for path, text in handwritten.texts(record.root))


def _runs(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every six words in a row, with the offset of the first."""
    words = [(match.start(), match[0].casefold()) for match in _WORD.finditer(text)]
    for at in range(len(words) - _RUN_LENGTH + 1):
        yield words[at][0], tuple(word for _, word in words[at : at + _RUN_LENGTH])
