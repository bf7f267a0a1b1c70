"""Views that are signed below their words: where each ends, and where the first begins."""

from collections.abc import Sequence
from dataclasses import replace

from expertviews.seeds.speakers import Page, Speaker
from expertviews.seeds.views import MOST_TITLE_WORDS, Piece, View, quotes, titles, whole
from expertviews.seeds.words import NUMBER

_CLOSING = ('"', "”", "“", "»", "’", "」")


def signed_views(page: Page, speakers: Sequence[Speaker], first: int, end: int) -> list[View]:
    """The views of speakers who are named after their words; what follows the last is that view's too."""
    views = []
    for number, speaker in enumerate(speakers):
        pieces = [whole(block) for block in page.blocks[first : speaker.block]]
        if speaker.before:
            pieces.append(Piece(page.blocks[speaker.block], speaker.before))
        first = speaker.block + 1
        if number == len(speakers) - 1:
            pieces += [whole(block) for block in page.blocks[first:end]]
        views.append(View(speaker, tuple(pieces)))
    return views


def introduced(views: Sequence[View]) -> tuple[list[View], tuple[Piece, ...]]:
    """The views, and what stands before the first, where all the others show how a view begins.

    If each other view begins with an essay title, or is in quotation marks throughout, so is the first; what goes
    before that is an introduction.
    """
    first, *others = views
    if others and all(view.pieces and _is_head(view.pieces, 0) for view in others):
        start = next((at for at in range(len(first.pieces)) if _is_head(first.pieces, at)), None)
        if start is not None:
            shortened = [replace(first, pieces=first.pieces[start:]), *others]
            return [replace(view, pieces=view.pieces[1:], heading=view.pieces[0]) for view in shortened], first.pieces[
                :start
            ]
    if others and all(map(_are_quotation, (view.pieces for view in others))):
        start = next((at for at in range(len(first.pieces)) if _are_quotation(first.pieces[at:])), 0)
        return [replace(first, pieces=first.pieces[start:]), *others], first.pieces[:start]
    return list(views), ()


def _is_head(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a piece is the title of those below it: by its form, its number, or since they alone are quotations."""
    piece, below = pieces[at], pieces[at + 1 :]
    if not below or len(piece.text.split()) > MOST_TITLE_WORDS or quotes(piece):
        return False
    return (
        titles(piece.block, piece.text) or bool(NUMBER.match(piece.text[:8])) or _are_quotation(below)
    ) and not titles(below[0].block, below[0].text)


def _are_quotation(pieces: Sequence[Piece]) -> bool:
    """Whether pieces are a quotation from the first mark to the last."""
    closed = bool(pieces) and (pieces[-1].block.quoted or pieces[-1].text.rstrip(". ").endswith(_CLOSING))
    return closed and all(map(quotes, pieces))
