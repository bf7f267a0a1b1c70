"""The pictures of a built site: drawn on their own, since only what is published needs them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from expertviews import files, halves
from expertviews.kept import Kept, State, state
from expertviews.pages import Card

_KEPT = ".cache/cards"
"""The folder of pictures that needn't be drawn again, relative to the root. It can be removed at any time."""


def draw_cards(root: Path, folder: Path, said: Mapping[str, Card], known: Kept) -> None:
    """Add pictures to the site of a project in a folder: what each says by its path, the general one first.

    What is known to be there isn't written. What draws needs much memory, and never gives it back.
    """
    if not said:
        return
    from expertviews import cards  # noqa: PLC0415 - its libraries are large, and only who draws waits for them

    def drawn() -> Iterator[tuple[str, str, State]]:
        for name, picture in cards.pictures(said, root / _KEPT):
            if known.files(name, picture.stem, folder) is None:
                files.replace(folder / name, picture.read_bytes())
            yield name, picture.stem, state(folder / name)

    for name, stem, now in halves.apart(lambda: [*drawn()]):
        known.note(name, stem, {name: now})
