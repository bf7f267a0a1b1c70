"""What is known of a pull request before its preview is rendered: what GitHub says, and the record that it proposes."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from expertviews import git
from expertviews.changes import FOLDERS
from expertviews.previews import branch
from expertviews.previews.hosting import ChangedFiles
from expertviews.problems import Problem

Files = Mapping[str, bytes]
"""The files of a record: path → bytes."""

BASE = "base"
"""The folder that has the record of the branch which the pull request is to be merged into."""
PROPOSED = "proposed"
"""The folder that has the record as it would be with the pull request's changes."""
_FACTS = "facts.json"


@dataclass(frozen=True)
class Facts:
    """A pull request and the run for it.

    `edit_url` is where files of its branch are edited on GitHub. `failed` says that the run didn't end well.
    `published` is the address of the published site, `served` its pages with the ids of their bytes, and `others` the
    sizes of other previews. `refused` says why what the run handed over isn't used, and `altered` names the files that
    it didn't hand over as the pull request has them.
    """

    number: int
    head_sha: str
    url: str
    edit_url: str
    run_url: str
    failed: bool
    published: str
    pages_on: bool
    served: Mapping[str, str]
    others: Mapping[int, int]
    earlier_preview: bool
    changed: ChangedFiles
    altered: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()

    @property
    def preview_url(self) -> str:
        """Where the preview is served."""
        return preview_url(self.published, self.number)


_JSON = TypeAdapter(Facts)


def preview_url(published: str, number: int) -> str:
    """Where the preview of a pull request is served."""
    return f"{published}{branch.FOLDER}/{number}/"


def proposed(base: Files, handed: Files, changed: ChangedFiles) -> Files:
    """The base's record with the files that a pull request changes, as its run handed them over.

    What GitHub doesn't list as changed is the base's, whatever the run says; where it doesn't list all, any may be.
    """
    names = set(changed.ids) if changed.all_listed else {*base, *handed}
    stays = {path: data for path, data in base.items() if path not in names}
    return stays | {path: data for path, data in handed.items() if path in names}


def altered(handed: Files, changed: ChangedFiles) -> tuple[str, ...]:
    """The changed files of the record that a run handed over otherwise than they stand in the pull request.

    Merging does so, where the base has changed the same file; so does code that lies.
    """
    ours = {path: found for path, found in changed.ids.items() if _is_seen(path)}
    return tuple(path for path, found in ours.items() if found != (git.blob_id(handed[path]) if path in handed else ""))


def _is_seen(path: str) -> bool:
    """Whether a file is the record's, and not hidden."""
    return path.partition("/")[0] in FOLDERS and "/" in path and "/." not in path


def write(folder: Path, facts: Facts, base: Files, record: Files) -> None:
    """Writes all that is known into a new folder."""
    write_record(folder / BASE, base)
    write_record(folder / PROPOSED, record)
    (folder / _FACTS).write_bytes(_JSON.dump_json(facts))


def read(folder: Path) -> Facts:
    """The facts that an earlier step wrote."""
    return _JSON.validate_json((folder / _FACTS).read_bytes())


def write_record(folder: Path, files: Files) -> None:
    """Writes the files of a record, and no others, into a folder."""
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    for path, data in files.items():
        if _is_seen(path):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
