"""Pictures, drawn only where they aren't kept yet. The folder of those that are can be removed at any time."""

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expertviews import files
from expertviews.cards.drawing import Pen
from expertviews.kept import of_bytes, of_file
from expertviews.pages import Card

_TOGETHER = 8  # pictures drawn at once


def pictures(
    cards: Mapping[str, Card], kept: Path, is_there: Callable[[str, str], bool] = lambda _name, _key: False
) -> Iterator[tuple[str, str, Path]]:
    """For each card, in their order: its name, a digest of what it says, and the file with its picture.

    The first is the general one. The folder `kept` then holds these files, and no others.
    Left out is what `is_there` already, by its name and digest.
    """
    pen = Pen(next(iter(cards.values()), Card(None)))
    keys = {name: pen.key(card) for name, card in cards.items()}
    asked = {name: key for name, key in keys.items() if not is_there(name, key)}
    wanted, others = {key: cards[name] for name, key in asked.items()}, {*keys.values()}.difference(asked.values())
    found = {it: it.stem.partition("-")[0] for it in kept.glob("*.png")}
    drawn = {key: it for it, key in found.items() if key in wanted and it == _path(kept, key, of_file(it))}
    for path in found.keys() - drawn.values() - {it for it, key in found.items() if key in others}:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    missing = [key for key in wanted if key not in drawn]

    def draw(at: int) -> None:
        some = missing[at : at + _TOGETHER]
        for key, picture in zip(some, pen.draw([wanted[it] for it in some]), strict=True):
            drawn[key] = _path(kept, key, of_bytes(picture))
            files.replace(drawn[key], picture)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        deque(threads.map(draw, range(0, len(missing), _TOGETHER)), maxlen=0)  # which raises what any of them raised
    yield from ((name, key, drawn[key]) for name, key in asked.items())


def _path(kept: Path, key: str, bytes_: str) -> Path:
    """The file of a picture, which is taken only with the bytes that its name says."""
    return kept / f"{key}-{bytes_}.png"
