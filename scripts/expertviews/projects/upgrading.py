"""Upgrades the files that a project took over to this version of the program.

A file that is as the program wrote it is replaced. One that people have edited or removed is left alone.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from expertviews import __version__, configuration, files, git
from expertviews.content import schemas
from expertviews.problems import Failure, Place, Problem, ProblemsFound
from expertviews.projects import taken

RECORD = ".views.json"
"""The file of a project that says what it took over, from which version: digests of the files as they were written."""

_VERSION = re.compile(r"^## v?(\d+(?:\.\d+)*|Unreleased)\b.*$", re.MULTILINE)


class _Record(BaseModel):
    version: str
    branch: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade from the version `before` did, and the `news`: what has changed since.

    `written` and `removed` are paths of files; of those `beside`, people have edited the old one, so the new one was
    written beside it, as `.new`.
    """

    before: str
    news: str
    written: Sequence[str] = ()
    removed: Sequence[str] = ()
    beside: Sequence[str] = ()

    @property
    def is_needed(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.written or self.removed or self.beside) or self.before != __version__


def record(root: Path, branch: str, taken_over: Mapping[str, bytes]) -> None:
    """Writes down which files (path → content) a project has taken over."""
    digests = {path: git.blob_id(data) for path, data in sorted(taken_over.items())}
    written = _Record(version=__version__, branch=branch, files=digests)
    files.replace(root / RECORD, f"{written.model_dump_json(indent=2)}\n")


def upgrade_project(root: Path, *, check: bool = False) -> Upgrade:
    """Upgrades what a project took over; with `check`, only says what that would do.

    Raises Failure if it isn't a project or has a newer version, and ProblemsFound for a file that can't be read.
    """
    last = _last_record(root)
    configuration.refuse_unreadable_settings(root)
    new, old = taken.taken_files(last.branch, configuration.language_of(root)), last.files
    edited = {path for path in {*new, *old} if _is_edited(root, path, old.get(path), new.get(path))}
    changed = {path for path, data in new.items() if git.blob_id(data) != old.get(path)}
    written = sorted(path for path in changed - edited if not files.holds(root / path, new[path]))
    removed = sorted(path for path in old.keys() - new.keys() - edited if (root / path).is_file())
    beside = sorted(path for path in changed & edited - {taken.PROGRAM} if (root / path).exists())
    if not check:
        for path in removed:
            (root / path).unlink()
        for path in written:
            files.replace(root / path, new[path])
        for path in beside:
            files.replace(root / f"{path}.new", new[path])
        record(root, last.branch, new)
        written += schemas.update_schemas(root)
    return Upgrade(last.version, news(last.version), written, removed, beside)


def news(since: str) -> str:
    """What has changed since a version: the newer sections of the list of changes."""
    if _sortable(since) >= _sortable(__version__):
        return ""
    text = taken.shipped("CHANGELOG.md").decode()
    headings = [*_VERSION.finditer(text)]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    sections = zip(headings, ends, strict=True)
    new = (text[heading.start() : end].strip() for heading, end in sections if _sortable(since) < _sortable(heading[1]))
    return "\n\n".join(new)


def _is_edited(root: Path, path: str, old_digest: str | None, new: bytes | None) -> bool:
    """Whether people have changed or removed a file since it was written, or have one of their own of its name."""
    file = root / path
    if file.resolve() != root.resolve() / path or file.is_dir():
        return True
    if not file.is_file():
        return old_digest is not None
    data = file.read_bytes().replace(b"\r\n", b"\n")  # git and editors may change line ends
    return git.blob_id(data) != old_digest and data != new


def _last_record(root: Path) -> _Record:
    """Reads what the project took over last."""
    if not (root / RECORD).is_file():
        remedy = "`views init` in an empty folder makes a project"
        raise Failure(f"{root} isn't a project that `views init` has made: it has no {RECORD} ({remedy})")
    last = None
    with suppress(ValueError):
        last = _Record.model_validate_json(files.read_text(root / RECORD, RECORD))
    if not last or any({"", ".."} & set(path.split("/")) for path in last.files):  # absolute, or outside the project
        remedy = "take its last committed version from git"
        raise ProblemsFound([Problem(Place(RECORD), "configuration", "this isn't as the program wrote it", remedy)])
    if _sortable(last.version) > _sortable(__version__):
        what = f"this project is of version {last.version}, the program of {__version__}"
        raise Failure(f"{what} (`make upgrade` installs the version that this project names)")
    return last


def _sortable(version: str) -> tuple[float, ...]:
    """The numbers of a version, to compare it with others. “Unreleased” is newer than any."""
    return tuple(int(number) for number in re.findall(r"\d+", version)) or (float("inf"),)
