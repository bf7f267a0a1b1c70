"""Draws the pictures of a site that aren't there yet."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expertviews import files
from expertviews.cards.drawing import Pen
from expertviews.pages import Card

_TOGETHER = 8  # pictures drawn at once


def draw(cards: Mapping[str, Card], folder: Path, is_there: Callable[[str, str], bool]) -> Mapping[str, str]:
    """Draw cards, by the paths of their pictures in a folder. Returns a digest of what each picture depends on.

    The first card is that of pages without one of their own. A picture that `is_there`, by path and digest, stays.
    """
    pen = Pen(next(iter(cards.values())))
    keys = {path: pen.key(card) for path, card in cards.items()}
    missing = [path for path, key in keys.items() if not is_there(path, key)]

    def draw_from(start: int) -> None:
        paths = missing[start : start + _TOGETHER]
        for path, picture in zip(paths, pen.draw([cards[path] for path in paths]), strict=True):
            files.replace(folder / path, picture)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(draw_from, range(0, len(missing), _TOGETHER)))  # which raises what any of them raised
    return keys
