"""Pictures, drawn only where they aren't kept yet. The folder of those that are can be removed at any time."""

import os
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expertviews import files
from expertviews.cards.drawing import Pen
from expertviews.pages import Card

_TOGETHER = 8  # pictures drawn at once


def pictures(cards: Mapping[str, Card], kept: Path) -> Iterator[tuple[str, Path]]:
    """The file with the picture of each card by its name, in their order; the first is the general one.

    Its stem is a digest of the picture. The folder `kept` then holds these, and no others.
    """
    pen = Pen(next(iter(cards.values()), Card(None)))
    paths = {name: kept / f"{pen.key(card)}.png" for name, card in cards.items()}
    for path in set(kept.glob("*.png")) - set(paths.values()):
        path.unlink()
    new = {path: cards[name] for name, path in paths.items() if not path.is_file()}
    missing = [*new]

    def draw(at: int) -> None:
        some = missing[at : at + _TOGETHER]
        for path, picture in zip(some, pen.draw([new[it] for it in some]), strict=True):
            files.replace(path, picture)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        deque(threads.map(draw, range(0, len(missing), _TOGETHER)), maxlen=0)  # which raises what any of them raised
    yield from paths.items()
