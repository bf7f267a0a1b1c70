"""Brings the files that a project took over up to this version of the program.

A file that is as it was written then is replaced. One that its people have edited, or removed, is left alone.
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
    """What an upgrade did: paths by what happened to them, and what changes in the versions since `before`."""

    before: str
    news: str
    written: Sequence[str] = ()
    removed: Sequence[str] = ()
    beside: Sequence[str] = ()

    @property
    def is_needed(self) -> bool:
        """Whether anything was to do."""
        return bool(self.written or self.removed or self.beside) or self.before != __version__


def record(root: Path, branch: str, taken_over: Mapping[str, bytes]) -> None:
    """Write down what a project has taken over."""
    digests = {path: git.blob_id(data) for path, data in sorted(taken_over.items())}
    known = _Record(version=__version__, branch=branch, files=digests)
    files.replace(root / RECORD, f"{known.model_dump_json(indent=2)}\n")


def upgrade_project(root: Path, *, check: bool = False) -> Upgrade:
    """Bring what a project took over up to this version; with `check`, only say what that would do.

    Raises Failure, and ProblemsFound for a file that can't be read.
    """
    last = _last(root)
    configuration.refuse_unreadable_settings(root)
    wanted, known = taken.taken_files(last.branch, configuration.language_of(root)), last.files
    edited = {path for path in {*wanted, *known} if _is_edited(root, path, known.get(path), wanted.get(path))}
    changed = {path for path, data in wanted.items() if git.blob_id(data) != known.get(path)}
    written = sorted(it for it in changed - edited if not files.holds(root / it, wanted[it]))
    removed = sorted(it for it in known.keys() - wanted.keys() - edited if (root / it).is_file())
    beside = sorted(it for it in changed & edited - {taken.PROGRAM} if (root / it).exists())
    if not check:
        for path in removed:
            (root / path).unlink()
        for path, name in (*((it, it) for it in written), *((it, f"{it}.new") for it in beside)):
            files.replace(root / name, wanted[path])
        record(root, last.branch, wanted)
        written += schemas.update_schemas(root)
    return Upgrade(last.version, news(last.version), written, removed, beside)


def news(since: str) -> str:
    """What has changed since a version: the parts of the list of changes that are newer."""
    text = taken.shipped("CHANGELOG.md").decode()
    heads = list(_VERSION.finditer(text))
    ends = [it.start() for it in heads[1:]] + [len(text)]
    parts = zip(heads, ends, strict=True)
    new = [text[head.start() : end].strip() for head, end in parts if _number(since) < _number(head[1])]
    return "\n\n".join(new) if _number(since) < _number(__version__) else ""


def _is_edited(root: Path, path: str, then: str | None, now: bytes | None) -> bool:
    """Whether people have changed or removed a file since it was written, or have one of their own of its name."""
    file = root / path
    if file.resolve() != root.resolve() / path or file.is_dir():
        return True
    if not file.is_file():
        return then is not None
    found = file.read_bytes().replace(b"\r\n", b"\n")  # line ends are git's, or an editor program's
    return git.blob_id(found) != then and found != now


def _last(root: Path) -> _Record:
    """What the project took over last."""
    if not (root / RECORD).is_file():
        remedy = "`views init` in an empty folder makes a project"
        raise Failure(f"{root} isn't a project that `views init` has made: it has no {RECORD} ({remedy})")
    found = None
    with suppress(ValueError):
        found = _Record.model_validate_json(files.read_text(root / RECORD, RECORD))
    if not found or any({"", ".."} & set(path.split("/")) for path in found.files):
        remedy = "take its last committed version from git"
        raise ProblemsFound([Problem(Place(RECORD), "configuration", "this isn't as the program wrote it", remedy)])
    if _number(found.version) > _number(__version__):
        what = f"this project is of version {found.version}, the program of {__version__}"
        raise Failure(f"{what} (`make upgrade` installs the version that this project names)")
    return found


def _number(version: str) -> tuple[float, ...]:
    """A version to compare; what isn't released yet is newer than all that is."""
    return tuple(int(it) for it in re.findall(r"\d+", version)) or (float("inf"),)
