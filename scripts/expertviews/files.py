"""Files read within bounds and written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from expertviews.problems import Place, Problem, ProblemsFound

MAX_BYTES = 2_000_000


def read_text(path: Path, shown_path: str) -> str:
    """The text of a UTF-8 file of at most MAX_BYTES, line ends as a line feed. Raises ProblemsFound."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        what = f"the file has {size:,} bytes; a record has at most {MAX_BYTES:,}"
        raise ProblemsFound([Problem(Place(shown_path), "too-large", what, "is it in the right place?")])
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} isn't UTF-8"
        raise ProblemsFound([Problem(Place(shown_path, line), "not-utf-8", what, "save the file as UTF-8")]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def create(path: Path, text: str) -> None:
    """Writes a new file. Raises FileExistsError where there is one already, which is left as it is."""
    with _written_beside(path, text) as finished:
        os.link(finished, path)


def replace(path: Path, text: str) -> None:
    """Writes a file, in one step, over one that may be there."""
    with _written_beside(path, text) as finished:
        finished.replace(path)


@contextlib.contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    """A finished, hidden file in the folder of `path`; gone afterwards, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
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
