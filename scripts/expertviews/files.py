"""Lists folders completely, reads files within limits, and writes files whole or not at all."""

import contextlib
import errno
import fnmatch
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from expertviews import characters
from expertviews.problems import Place, Problem, ProblemsFound, shown

CONTENT, SEEDS, DOCS = "content", "seeds", "docs"
"""The folders of a project: its record, the documents that it was made from, and the pages of its site."""
PROGRAM_FILES = ".cache/views"
"""The folder of what engines have of the program."""
MAX_FILE_BYTES = 2_000_000
MADE = "---\ngenerated: by `views build` from the record in content/; edit that instead\n"
"""How every generated page begins. No other file is ever replaced or removed."""
_OVERLOOKED = re.compile(
    "|".join(
        fnmatch.translate(pattern)
        for pattern in (
            *("*~", ".#*", "#*#", "~$*", "4913", "*.sw[nop]", "*.bak", "*.orig", "*.rej", "*.save", "*.tmp"),
            *("*.part", "*.crdownload", ".ds_store", "__macosx", "icon\r", "desktop.ini", "thumbs.db", "ehthumbs.db"),
        )
    ),
    re.IGNORECASE,
)
"""Names of backups, locks and unfinished files of other programs. `.gitignore` and `mkdocs.yml` list them too."""
WINDOWS_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{it}{n}" for it in ("com", "lpt") for n in range(10))})
"""Names that Windows gives to no file or folder, with any ending."""
_DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Links aren't followed, and pipes don't block. Windows lacks both flags."""
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""The errors of file systems without hard links."""

CODES: Mapping[str, str] = {
    "too-large": f"A file is larger than {MAX_FILE_BYTES:,} bytes, more than any record needs. Source documents belong "
    "in `seeds/`; pictures and other files don't belong in `content/`.",
    "symlink": "A file or folder is a link, and what it points to would be published. Replace it with the file itself. "
    "Pipes, sockets and devices aren't accepted either.",
    "unreadable": "A file or folder can't be read, so its content is unknown. Nothing is written or removed until it "
    "can be.",
    "odd-name": "The name of a file or folder contains a character that is invisible, reverses the order of letters, "
    "or isn't in UTF-8, or Windows keeps it for a device, such as `con` or `aux.txt`. Rename it.",
    "not-utf-8": "The file isn't saved as UTF-8, so letters beyond a–z would be lost. Most editors offer the encoding "
    "under “Save with encoding” or in the status bar. Pictures and documents such as PDFs aren't text at all.",
}
"""The meaning of each problem code of this module."""


@dataclass(frozen=True)
class FolderListing:
    """The regular files in a folder, as sorted paths relative to the root, and the problems found on the way."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def is_overlooked(name: str) -> bool:
    """Whether a file or folder of this name was left by an editor or a system, and is nobody's work."""
    return bool(_OVERLOOKED.match(name))


def is_portable(name: str) -> bool:
    """Whether Windows can hold a file or folder of this name."""
    return name.partition(".")[0].strip().lower() not in WINDOWS_DEVICES


def listing(root: Path, folder: str, *, hidden: bool = False) -> FolderListing:
    """Lists every regular file in a folder and its subfolders; none if the folder doesn't exist.

    No link is followed. Links, devices, odd names and anything unreadable are problems. Only backups and the like are
    skipped, and hidden files unless they are asked for.
    """
    regular: list[str] = []
    problems: list[Problem] = []
    paths = [folder]
    for path in paths:  # grows during the loop
        name = path.rpartition("/")[2]
        if characters.UNPRINTABLE.search(name):
            what = f"the name `{shown(name)}` contains a character that is invisible or isn't in UTF-8"
            problems.append(Problem(Place(path), "odd-name", what, "rename it"))
        at = f"{root}/{path}"  # here and below: much faster than a Path for each
        try:
            mode = os.lstat(at).st_mode
            if stat.S_ISDIR(mode):
                names = os.listdir(at)  # noqa: PTH208
                listed = (name for name in names if hidden or not name.startswith("."))
                paths += [f"{path}/{name}" for name in listed if not is_overlooked(name)]
            elif stat.S_ISREG(mode) and path != folder:
                regular.append(path)
                if not os.access(at, os.R_OK):
                    problems.append(unreadable(path, _DENIED))
            else:
                what = "this is a link" if stat.S_ISLNK(mode) else "this isn't a regular file or folder"
                problems.append(Problem(Place(path), "symlink", what, "replace it with the file or folder itself"))
        except FileNotFoundError:
            continue  # no such folder, or the file has just been removed
        except OSError as error:
            problems.append(unreadable(path, error))
    return FolderListing(tuple(sorted(regular, key=lambda path: path.split("/"))), tuple(sorted(problems)))


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file or folder that can't be read."""
    reason = (error.strerror or type(error).__name__).lower()
    return Problem(Place(path), "unreadable", f"this can't be read: {reason}", "make it readable, or remove it")


def read_text(path: Path | str, shown_path: str) -> str:
    """Reads a UTF-8 file of at most MAX_FILE_BYTES, with all line ends as line feeds. Raises ProblemsFound."""
    try:
        data = _bytes(path)
    except OSError as error:
        raise ProblemsFound([unreadable(shown_path, error)]) from None
    return decoded(data, shown_path)


def decoded(data: bytes, shown_path: str) -> str:
    """Decodes the bytes of a file as `read_text` does. Raises ProblemsFound."""
    if len(data) > MAX_FILE_BYTES:
        what = f"the file is larger than {MAX_FILE_BYTES:,} bytes, the most that is read"
        raise ProblemsFound([Problem(Place(shown_path), "too-large", what, "check that it belongs here, or split it")])
    if data.count(0) > len(data) // 4:
        raise _in_other_encoding(shown_path, data, 0, "it is in UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _in_other_encoding(shown_path, data, error.start, "this character is in another encoding") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_other_encoding(path: str, data: bytes, at: int, why: str) -> ProblemsFound:
    before = data[:at].rpartition(b"\n")[2]
    place = Place(path, data.count(b"\n", 0, at) + 1, len(before.decode("utf-8-sig")) + 1)
    what, remedy = f"the file isn't saved as UTF-8: {why}", "save it as UTF-8; a document belongs in seeds/"
    return ProblemsFound([Problem(place, "not-utf-8", what, remedy)])


def is_generated_page(path: Path) -> bool:
    """Whether a path is a generated page; links and folders never are."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MADE.encode())) == MADE.encode()


def holds(path: Path, text: str | bytes) -> bool:
    """Whether a file exists and has exactly this text, or these bytes."""
    return path.is_file() and path.read_bytes() == _encoded(text)


def update(root: Path, made: Mapping[str, str]) -> tuple[str, ...]:
    """Writes the files (path → text) that are out of date, and returns their paths."""
    stale = tuple(path for path, text in made.items() if not holds(root / path, text))
    for path in stale:
        replace(root / path, made[path])
    return stale


def create(path: Path, text: str | bytes) -> None:
    """Writes a new file. Raises FileExistsError, and leaves the existing file alone, if there is one."""
    with _written_beside(path, text) as finished:
        try:
            os.link(finished, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            path.touch(exist_ok=False)
            finished.replace(path)


def replace(path: Path, text: str | bytes) -> None:
    """Writes a file atomically, replacing any that exists."""
    with _written_beside(path, text) as finished:
        finished.replace(path)


@contextlib.contextmanager
def _written_beside(path: Path, text: str | bytes) -> Iterator[Path]:
    """A finished, hidden file in the folder of `path`, removed afterwards. Errors name `path`, not the hidden file."""
    finished = None
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".expertviews-", suffix=".tmp")
            finished = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(_encoded(text))
                file.flush()
                os.fsync(file.fileno())
            finished.chmod(0o644)
        except OSError as error:
            raise OSError(error.errno, error.strerror or str(error), str(path)) from None
        yield finished
    finally:
        if finished:
            finished.unlink(missing_ok=True)


def _encoded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _bytes(path: Path | str) -> bytes:
    """The first MAX_FILE_BYTES of a file, plus one byte if there are more. Raises OSError if it isn't regular."""
    handle = os.open(path, _OPEN_FLAGS)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read(MAX_FILE_BYTES + 1)
