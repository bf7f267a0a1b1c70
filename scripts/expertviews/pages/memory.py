"""Pages made before, each with what it was made of: in a preview, a page is made again only when that has changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Memory:
    """Remembers the last text of each page. Give each run of a preview its own; a build for publishing has none."""

    _pages: dict[str, tuple[tuple[Any, ...], str]] = field(default_factory=dict)

    def page(self, path: str, made_of: tuple[Any, ...], make: Callable[[], str]) -> str:
        """The page at `path`, as it was if it is made of the same things, else made now."""
        known = self._pages.get(path)
        if known and known[0] == made_of:
            return known[1]
        text = make()
        self._pages[path] = (made_of, text)
        return text

    def forget(self) -> None:
        """Have every page made again, since something else than the record has changed."""
        self._pages.clear()
