"""The stamp of a build: if nothing has changed since, the site is as a build would make it.

It says what the site was made of, and the state of every file that was made. It can be deleted at any time.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from expertviews import files
from expertviews.engines import inputs
from expertviews.engines.engine import SiteFiles

State = Sequence[int]


def cache_path(site: SiteFiles, name: str) -> Path:
    """Where something is kept about a site, of which a project can have several."""
    which = hashlib.blake2b(f"{name}\0{site.config}\0{site.to}".encode(), digest_size=8).hexdigest()
    return site.root / ".cache" / "sites" / f"{which}.json"


def state(path: str | Path) -> State:
    """What changes when a file is written again; nothing if there is none."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - thousands of them
        return [found.st_size, found.st_mtime_ns, found.st_ino]
    return []


def states(folder: Path) -> dict[str, State]:
    """The state of every file in a folder, by its path in it."""
    if not folder.is_dir():
        return {}
    start = len(str(folder)) + 1
    return {entry.path[start:]: state(entry.path) for entry in inputs.walk(folder, lambda _: False)}


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

    def _made(self) -> Mapping[str, State]:
        docs = {f"{inputs.DOCS}/{it}": found for it, found in states(self._site.root / inputs.DOCS).items()}
        site = {f"site/{it}": found for it, found in states(self._site.to).items()}
        return {path: found for path, found in docs.items() if inputs.is_made(path)} | site


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
