"""The stamp of a build: if nothing has changed since, the site is as a build would make it.

It says what the site was made of, and the states of the files that were made. It can be deleted at any time.
"""

import hashlib
import json
import os
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from expertviews import files, kept
from expertviews.engines import inputs
from expertviews.engines.engine import SiteFiles

State = Sequence[int]


def cache_path(site: SiteFiles, name: str) -> Path:
    """Where something is kept about a site, of which a project can have several."""
    which = hashlib.blake2b(f"{name}\0{site.config}\0{site.to}".encode(), digest_size=8).hexdigest()
    return site.root / ".cache" / "sites" / f"{which}.json"


def state(path: str | Path) -> State:
    """The state of a file, as JSON has it."""
    return [*kept.state(path)]


def remove_others(folder: Path, kept: Container[str]) -> None:
    """Remove everything from a folder but regular files whose paths in it are `kept`: links, too, and empty folders."""
    if not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    for parent, folders, names in os.walk(folder, topdown=False):
        for path in (Path(parent, it) for it in (*names, *folders)):
            if path.is_dir() and not path.is_symlink():
                with suppress(OSError):  # it has files
                    path.rmdir()
            elif not path.is_file() or path.is_symlink() or path.relative_to(folder).as_posix() not in kept:
                path.unlink()


def states(folder: Path) -> dict[str, State]:
    """The state of every file in a folder, by its path in it."""
    start = len(str(folder)) + 1
    found: dict[str, State] = {}
    folders = [str(folder)] if folder.is_dir() else []
    for each in folders:  # grows during the loop
        with os.scandir(each) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    found[entry.path[start:]] = list(kept.state_of(entry.stat(follow_symlinks=False)))
    return found


class Stamp:
    """The stamp of a site built in one way; made before the build, it holds what the site is to be made of."""

    def __init__(self, site: SiteFiles, kind: str) -> None:
        self._site, self._path = site, cache_path(site, kind)
        self._made_of = inputs.everything(site)

    def said(self) -> str | None:
        """What is still to be said since the last build; None if the site isn't as a build would make it."""
        last = read(self._path)
        is_same = last.get("made_of") == self._made_of and last.get("made") == self._made()
        return str(last["said"]) if is_same else None

    def write(self, said: str) -> None:
        """Stamp a build that is done, unless something was edited meanwhile."""
        if inputs.everything(self._site) == self._made_of:
            keep(self._path, {"said": said, "made_of": self._made_of, "made": self._made()})

    def _made(self) -> str:
        """A digest of the states of all files that are made."""
        docs, site = states(self._site.root / inputs.DOCS), states(self._site.to)
        pages = sorted(it for it in docs.items() if inputs.is_made(f"{inputs.DOCS}/{it[0]}"))
        return hashlib.blake2b(repr((pages, sorted(site.items()))).encode("utf-8", "replace")).hexdigest()


def read(path: Path) -> Mapping[str, Any]:
    """What was kept; nothing if it is gone or broken."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        return found if isinstance(found, dict) else {}
    return {}


def keep(path: Path, found: Mapping[str, Any]) -> None:
    """Keep something, if the disk can."""
    with suppress(OSError):
        files.replace(path, json.dumps(found))
