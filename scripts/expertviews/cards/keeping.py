"""Pictures, drawn only where they aren't kept yet. The folder of those that are can be removed at any time."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expertviews import files
from expertviews.cards.drawing import Pen
from expertviews.pages import Card


def pictures(cards: Mapping[str, Card], kept: Path) -> Iterator[tuple[str, bytes]]:
    """The picture of each card by its name, in their order; the first is the general one.

    The folder `kept` then holds these, and no others.
    """
    pen = Pen(next(iter(cards.values()), Card(None)))
    paths = {name: kept / f"{pen.key(card)}.png" for name, card in cards.items()}
    for path in set(kept.glob("*.png")) - set(paths.values()):
        path.unlink()

    def picture(name: str) -> bytes:
        if not paths[name].is_file():
            files.replace(paths[name], pen.draw(cards[name]))
        return paths[name].read_bytes()

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield from zip(cards, threads.map(picture, cards), strict=True)
