"""The stamp of a build: if nothing has changed since, the site is as a build would make it.

It says what the site was made of, and the states of the files that were made.
"""

import os
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import cast

from expertviews import kept
from expertviews.engines import inputs
from expertviews.engines.engine import SiteFiles

MADE = ("made", "by the last build")
"""Under which the paths are kept of what a site has, but for what is made at every build."""


class Stamp:
    """The stamp of a site built in one way; made before the build, it holds what the site is to be made of."""

    def __init__(self, site: SiteFiles, kind: str) -> None:
        self._site, self._known = site, site.kept("stamp", kind)
        self._made_of = inputs.everything(site)

    def said(self) -> str | None:
        """What is still to be said since the last build; None if the site isn't as a build would make it."""
        made = self._known.get("made", self._made_of)
        return cast("str | None", self._known.get("said", made)) if made and made == self._made() else None

    def write(self, said: str) -> None:
        """Stamp a build that is done, unless something was edited meanwhile."""
        if inputs.everything(self._site) == self._made_of:
            made = self._made()
            self._known.note("made", self._made_of, made)
            self._known.note("said", made, said)
            self._known.save()

    def _made(self) -> str:
        """A digest of the states of all files that are made."""
        docs, site = states(self._site.root / inputs.DOCS), states(self._site.to)
        pages = sorted(it for it in docs.items() if inputs.is_made(f"{inputs.DOCS}/{it[0]}"))
        return kept.digest(pages, sorted(site.items()))


def states(folder: Path) -> dict[str, kept.State]:
    """The state of every file in a folder, by its path in it."""
    start = len(str(folder)) + 1
    found: dict[str, kept.State] = {}
    folders = [str(folder)] if folder.is_dir() else []
    for each in folders:  # grows during the loop
        with os.scandir(each) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    found[entry.path[start:]] = kept.state_of(entry.stat(follow_symlinks=False))
    return found


def remove_others(folder: Path, kept: Container[str]) -> None:
    """Remove everything from a folder but regular files whose paths in it are `kept`: links, too, and empty folders."""
    if not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    start, folders, left = len(str(folder)) + 1, [str(folder)], set[str]()
    for each in folders:  # grows during the loop
        with os.scandir(each) as entries:
            for entry in list(entries):
                path = entry.path
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif entry.is_file(follow_symlinks=False) and path[start:].replace(os.sep, "/") in kept:
                    left.add(each)
                else:
                    os.unlink(path)  # noqa: PTH108 - here and below: tens of thousands
    for each in (it for it in reversed(folders[1:]) if it not in left):
        with suppress(OSError):  # a folder in it has files
            os.rmdir(each)  # noqa: PTH106


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files from a folder, if they are there, and the folders in it that are empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder has other files, or is gone
            for above in Path(path).parents[:-1]:
                (folder / above).rmdir()
