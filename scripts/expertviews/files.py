"""Folders listed to the last file, and files read within bounds and written whole or not at all."""

import contextlib
import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from expertviews import characters
from expertviews.problems import Place, Problem, ProblemsFound, shown

MAX_BYTES = 2_000_000
MADE = "---\ngenerated: by `views build` from the record in content/; edit that instead\n"
"""How each page begins that the program makes; no other file is ever replaced or removed."""
_LOCK = ".#"
"""How the name of an editor program's own lock begins: a link to nowhere, there while somebody types."""
_DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
_UNFINISHED = re.compile(r"\.expertviews-[a-z0-9_]{8}\.tmp")
"""The names of files that are being written. What a killed program leaves has such a name, and nothing else has."""
_UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link isn't opened, and a pipe doesn't make us wait. Windows has neither of the two ways to say so."""
_ABANDONED = 300  # seconds after which nobody is writing a file any more
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems without hard links say."""

CODES: Mapping[str, str] = {
    "too-large": f"A file has more than {MAX_BYTES:,} bytes, which no record needs. A source document belongs in "
    "`seeds/`; pictures and other files have no place in `content/`.",
    "symlink": "A link stands where a file or folder should: what it leads to would be published. Put the file itself "
    "there. The same goes for pipes, sockets and devices.",
    "unreadable": "A file or folder can't be read, so that nobody knows what is in it. Until it can be, nothing is "
    "written or removed.",
    "odd-name": "The name of a file or folder has a character that can't be seen, turns the order of letters round, or "
    "isn't in UTF-8. Rename it.",
    "not-utf-8": "The file isn't saved in the encoding UTF-8, so that letters beyond a–z would be lost. Editor "
    "programs offer the encoding under “Save with encoding” or in the status line.",
}
"""What each code of this module's problems means."""


@dataclass(frozen=True)
class Listing:
    """What stands in a folder: its plain files, by sorted paths relative to the root, and what else is wrong there."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def listing(root: Path, folder: str, *, hidden: bool = False) -> Listing:
    """Every plain file in a folder and in those within it; none where there is no such folder.

    Nothing is followed, and nothing left out in silence: links and the like, names that nobody can read, and whatever
    can't be listed or read are problems. What is hidden is left out unless asked for.
    """
    found: list[str] = []
    problems: list[Problem] = []
    paths = [folder]
    for path in paths:  # which grows meanwhile
        problems += [_odd_name(path)] if characters.UNPRINTABLE.search(path.rpartition("/")[2]) else []
        try:
            mode = (root / path).lstat().st_mode
            if stat.S_ISDIR(mode):
                names = os.listdir(root / path)  # noqa: PTH208 - names alone, without a path for each
                paths += [f"{path}/{name}" for name in names if not name.startswith(_LOCK if hidden else ".")]
            elif stat.S_ISREG(mode) and path != folder:
                found.append(path)
                problems += [] if os.access(root / path, os.R_OK) else [unreadable(path, _DENIED)]
            else:
                what = "a link stands here" if stat.S_ISLNK(mode) else "this is no plain file or folder"
                problems.append(Problem(Place(path), "symlink", what, "put the file or folder itself here"))
        except FileNotFoundError:
            continue  # there is no such folder, or the file has gone meanwhile
        except OSError as error:
            problems.append(unreadable(path, error))
    return Listing(tuple(sorted(found, key=lambda path: path.split("/"))), tuple(sorted(problems)))


def _odd_name(path: str) -> Problem:
    what = f"the name `{shown(path.rpartition('/')[2])}` has a character that can't be seen or isn't in UTF-8"
    return Problem(Place(path), "odd-name", what, "rename it")


def unreadable(path: str, error: OSError) -> Problem:
    """That a file or folder can't be read."""
    reason = (error.strerror or type(error).__name__).lower()
    return Problem(Place(path), "unreadable", f"this can't be read: {reason}", "let it be read, or take it away")


def read_text(path: Path, shown_path: str) -> str:
    """The text of a UTF-8 file of at most MAX_BYTES, line ends as a line feed. Raises ProblemsFound."""
    try:
        data = _bytes(path)
    except OSError as error:
        raise ProblemsFound([unreadable(shown_path, error)]) from None
    if len(data) > MAX_BYTES:
        what = f"the file has more than {MAX_BYTES:,} bytes, which are the most that is read"
        raise ProblemsFound([Problem(Place(shown_path), "too-large", what, "is it in the right place? Or divide it")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].rpartition(b"\n")[2]
        place = Place(shown_path, data.count(b"\n", 0, error.start) + 1, len(before.decode("utf-8-sig")) + 1)
        what = "the file isn't saved as UTF-8: here stands a character in another encoding"
        raise ProblemsFound([Problem(place, "not-utf-8", what, "save it again with the encoding UTF-8")]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_made(path: Path) -> bool:
    """Whether a file is a page that the program has made; a link or a folder never is."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MADE.encode())) == MADE.encode()


def holds(path: Path, text: str) -> bool:
    """Whether a file is there and has this text."""
    return path.is_file() and path.read_bytes() == text.encode()


def create(path: Path, text: str) -> None:
    """Writes a new file. Raises FileExistsError where there is one already, which is left as it is."""
    with _written_beside(path, text) as finished:
        try:
            os.link(finished, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            path.touch(exist_ok=False)
            finished.replace(path)


def replace(path: Path, text: str) -> None:
    """Writes a file, in one step, over one that may be there."""
    with _written_beside(path, text) as finished:
        finished.replace(path)


def sweep(*folders: Path) -> None:
    """Removes what programs that were killed while writing have left in the folders, and nothing that may be in use."""
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for name in filter(_UNFINISHED.fullmatch, names):
                with contextlib.suppress(OSError):  # another program has swept it, or it isn't ours to remove
                    left = Path(parent, name)
                    if time.time() - left.lstat().st_mtime > _ABANDONED:
                        left.unlink()


@contextlib.contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    """A finished, hidden file in the folder of `path`; gone afterwards, whatever happens."""
    with _telling_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".expertviews-", suffix=".tmp")
    finished = Path(name)
    try:
        with _telling_of(path), os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        finished.chmod(0o644)
        yield finished
    finally:
        finished.unlink(missing_ok=True)


@contextlib.contextmanager
def _telling_of(path: Path) -> Iterator[None]:
    """Names the file that was to be written in an error that names another or none, as that of a full disk."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from None


def _bytes(path: Path) -> bytes:
    """The first bytes of a file, one more than MAX_BYTES at most. Raises OSError, also where it is no plain file."""
    handle = os.open(path, os.O_RDONLY | _UNFOLLOWED)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no plain file", str(path))
        return file.read(MAX_BYTES + 1)
