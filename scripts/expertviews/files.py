"""Files read within bounds and written whole or not at all."""

import contextlib
import errno
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from expertviews.problems import Place, Problem, ProblemsFound

MAX_BYTES = 2_000_000
_UNFINISHED = re.compile(r"\.expertviews-[a-z0-9_]{8}\.tmp")
"""The names of files that are being written. What a killed program leaves has such a name, and nothing else has."""
_ABANDONED = 300  # seconds after which nobody is writing a file any more
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems without hard links say."""

CODES: Mapping[str, str] = {
    "too-large": f"A file has more than {MAX_BYTES:,} bytes, which no record needs. A source document belongs in "
    "`seeds/`; pictures and other files have no place in `content/`.",
    "not-utf-8": "The file isn't saved in the encoding UTF-8, so that letters beyond a–z would be lost. Editor "
    "programs offer the encoding under “Save with encoding” or in the status line.",
}
"""What each code of this module's problems means."""


def read_text(path: Path, shown_path: str) -> str:
    """The text of a UTF-8 file of at most MAX_BYTES, line ends as a line feed. Raises ProblemsFound."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        what = f"the file has {size:,} bytes; {MAX_BYTES:,} are the most that is read"
        raise ProblemsFound([Problem(Place(shown_path), "too-large", what, "is it in the right place? Or divide it")])
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].rpartition(b"\n")[2]
        place = Place(shown_path, data.count(b"\n", 0, error.start) + 1, len(before.decode("utf-8-sig")) + 1)
        what = "the file isn't saved as UTF-8: here stands a character in another encoding"
        raise ProblemsFound([Problem(place, "not-utf-8", what, "save it again with the encoding UTF-8")]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".expertviews-", suffix=".tmp")
    finished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        finished.chmod(0o644)
        yield finished
    finally:
        finished.unlink(missing_ok=True)
