"""The pictures of a built site: drawn on their own, since only what is published needs them."""

from collections.abc import Mapping
from pathlib import Path

from expertviews import files, halves
from expertviews.kept import Kept, State, state
from expertviews.pages import Card

_KEPT = ".cache/cards"
"""The folder of pictures that needn't be drawn again, relative to the root. It can be removed at any time."""


def draw_cards(root: Path, folder: Path, said: Mapping[str, Card], known: Kept) -> None:
    """Add pictures to the site of a project in a folder: what each says by its path, the general one first.

    What is known to be there isn't read nor written. What draws needs much memory, and never gives it back.
    """

    def is_there(name: str, key: str) -> bool:
        return known.files(name, key, folder) is not None

    def drawn() -> list[tuple[str, str, State]]:
        from expertviews import cards  # noqa: PLC0415 - its libraries are large, and only who draws waits for them

        made = []
        for name, key, picture in cards.pictures(said, root / _KEPT, is_there):
            files.replace(folder / name, picture.read_bytes())
            made.append((name, key, state(folder / name)))
        return made

    for name, key, now in halves.apart(drawn) if said else ():
        known.note(name, key, {name: now})
