"""What an engine is to the rest of the program."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from expertviews.kept import Cache, digest
from expertviews.problems import Failure


class SiteError(Failure):
    """A site couldn't be built or served; the engine has already printed why, as far as it isn't said here."""


@dataclass(frozen=True)
class SiteFiles:
    """A project's root, a site's configuration file, and the folder that the site is built `to`."""

    root: Path
    config: Path
    to: Path

    def cache(self, *parts: object) -> Cache:
        """Return a cache of this site, of which a project can have several, for what these parts name."""
        return Cache.load(self.root, f"site-{digest(self.config, self.to, *parts)}")


class Engine(Protocol):
    """A module that makes a site of the pages in docs/, from nothing but the files that are there."""

    def build(self, files: SiteFiles, *, strict: bool, cache: Cache) -> Collection[str] | None:
        """Build the site. Raises SiteError if that fails or, if `strict`, for a warning.

        Whatever is in the folder was there after the last build. Returns the paths of the files that the site has of
        it; others are removed afterwards, unless it returns None.
        """

    def serve(self, files: SiteFiles, host: str, port: int) -> None:
        """Serve the site until interrupted, at an address that nobody uses. Raises SiteError."""
