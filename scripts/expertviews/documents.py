"""The folder seeds/: which documents it has, and their text."""

from functools import lru_cache
from pathlib import Path

from expertviews import files

FOLDER = "seeds"


def names(root: Path) -> tuple[str, ...]:
    """The file names of the documents, sorted."""
    base = root / FOLDER
    return tuple(sorted(path.name for path in base.glob("*") if path.is_file() and not path.name.startswith(".")))


def text(root: Path, name: str) -> str:
    """A document's text with line feeds alone.

    Raises FileNotFoundError where seeds/ has no such file, also for a name that leads out of it, and ProblemsFound
    where it isn't text.
    """
    if name not in names(root):
        raise FileNotFoundError(name)
    path = root / FOLDER / name
    stat = path.stat()
    return _text(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1024)
def _text(path: Path, _changed: int, _size: int) -> str:
    return files.read_text(path, f"{FOLDER}/{path.name}")
