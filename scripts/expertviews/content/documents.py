"""The folder seeds/: which documents it has, and the plain text of each.

A document in another format or encoding is kept as received; the plain text extracted from it stands beside it under
its name and `.txt`, and is what line numbers speak of.
"""

import codecs
import contextlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from expertviews import extraction, files
from expertviews.extraction import PLAIN_ENDINGS, Extracted
from expertviews.problems import Place, Problem, ProblemsFound, instead, shown

CODES: Mapping[str, str] = {
    "seed-missing": "A document that is named isn't in `seeds/`.",
    "seed-format": "A document of this kind isn't read. Save it as plain text, Markdown, Word, HTML or PDF.",
    "seed-outside": "A document is converted from `seeds/`, where it is kept as received. Copy it there.",
    "encoding": "The document's letters can't be told: it isn't in UTF-8 or UTF-16. Save it as UTF-8, or name the "
    "encoding with `--encoding`, such as `windows-1252`.",
    "binary": "The document isn't text: it may be a picture, or a file with another ending than its own.",
    "document": "The Word document, PDF or transcript is damaged, or something else than its ending says.",
    "encrypted": "The PDF asks for a password. Save it without one.",
    "scanned": "The PDF has pictures of words alone. Have the words recognised (OCR), and save them as text.",
    "document-empty": "The document has no words in it.",
    "document-too-large": "The document has more characters, lines or, as a Word or web document, more tags or content "
    "than a round-table. Divide it into several documents.",
    "line-too-long": "A line of the document is longer than any paragraph. Break it into paragraphs.",
    "word-too-long": "A word of the document is longer than any word, which hints at something else than text.",
    "which-contributor": "Several contributors have the name. Say with `--who` which of them speaks.",
    "who-slug": "The contributor that `--who` gives isn't a slug.",
    "who-unused": "Nobody in the documents has the name that `--who` gives.",
    "same-question": "Two documents would become one question, since their names differ only by their endings.",
    "name-repeated": "One name stands above two answers to one question, and nothing tells two people apart.",
    "no-name": "A line that is a `name` in the outline holds no name that a record can have.",
    "not-converted": "The document isn't in the record: `views convert --check` fails for it, so that nothing is "
    "published that isn't in git.",
    "file-exists": "A file with other words is where a new one would be written. Nothing is overwritten.",
}
"""What each code of problems with documents means."""

FOLDER = "seeds"
_NOT_DOCUMENTS = {"README.md"}


def names(root: Path) -> tuple[str, ...]:
    """The file names of the folder's documents, sorted."""
    inside = (path.removeprefix(f"{FOLDER}/") for path in files.listing(root, FOLDER).files)
    return tuple(name for name in inside if "/" not in name and name not in _NOT_DOCUMENTS)


def _has(root: Path, name: str) -> bool:
    """Whether a name is that of a document, to the letter on every file system."""
    path = root / FOLDER / name
    if not name or Path(name).name != name or name.startswith(".") or name in _NOT_DOCUMENTS:
        return False
    try:
        plain = stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):  # there is none, or no file can have the name
        return False
    return plain and (name in _listed(path.parent, path.parent.stat().st_mtime_ns) or name in names(root))


@lru_cache(maxsize=8)
def _listed(folder: Path, _changed: int) -> frozenset[str]:
    """The names in a folder. Listed once while it stays as it is, not for each document of it."""
    return frozenset(os.listdir(folder))  # noqa: PTH208 - names alone, without a path for each


def originals(root: Path) -> tuple[str, ...]:
    """The documents as received, without the plain texts extracted from them."""
    present = set(names(root))
    return tuple(name for name in sorted(present) if name.removesuffix(".txt") == name or name[:-4] not in present)


def plain_name(name: str, encoding: str | None = None) -> str:
    """The name of a document's plain text: its own, unless it has another format or encoding."""
    return name if name.lower().endswith(PLAIN_ENDINGS) and not _is_other(encoding) else f"{name}.txt"


def _is_other(encoding: str | None) -> bool:
    """Whether an encoding is another than UTF-8."""
    try:
        return encoding is not None and codecs.lookup(encoding).name != "utf-8"
    except LookupError:
        return True


def text(root: Path, name: str) -> str:
    """A plain text's words, with line feeds alone.

    Raises FileNotFoundError where seeds/ has no such file, also for a name that leads out of it, and ProblemsFound
    where it isn't text.
    """
    if not _has(root, name):
        raise FileNotFoundError(name)
    path = root / FOLDER / name
    state = path.stat()
    return _text(path, state.st_mtime_ns, state.st_size)


def data(root: Path, name: str) -> bytes:
    """The bytes of a document as received. Raises FileNotFoundError as `text` does."""
    if not _has(root, name):
        raise FileNotFoundError(name)
    return (root / FOLDER / name).read_bytes()


def plain_text_name(root: Path, name: str) -> str:
    """The name of the plain text that a document is read by: its own, or that of the text extracted from it."""
    extracted = f"{name}.txt"
    return extracted if _has(root, extracted) else plain_name(name)


def extract(root: Path, name: str, encoding: str | None = None) -> Extracted:
    """What comes out of a document as received: its plain text first. Raises ProblemsFound where it can't be read."""
    shown_path = f"{FOLDER}/{name}"
    if not _has(root, name):
        remedy = instead(name, names(root), "document in seeds/").text
        raise ProblemsFound([Problem(Place(shown_path), "seed-missing", f"seeds/ has no `{shown(name)}`", remedy)])
    if name.lower().endswith(extraction.ENDINGS):
        return extraction.extract(root / FOLDER / name, shown_path, encoding)
    what = f"documents like `{shown(name)}` aren't read"
    remedy = f"save it as one of {', '.join(extraction.ENDINGS)}"
    raise ProblemsFound([Problem(Place(shown_path), "seed-format", what, remedy)])


@contextlib.contextmanager
def citing(root: Path, name: str, plain: str, extracted: str) -> Iterator[None]:
    """Makes problems in a document's extracted text cite the document, while no file `plain` has that text yet.

    A Word or web document has no lines to look up, so the words of the line are quoted too.
    """
    try:
        yield
    except ProblemsFound as found:
        if plain == name or (root / FOLDER / plain).exists():
            raise
        raise ProblemsFound(_cited(each, name, plain, extracted) for each in found.problems) from None


def _cited(problem: Problem, name: str, plain: str, extracted: str) -> Problem:
    """A problem with the place of the document instead of that of its plain text, and the words of the line."""
    line = problem.place.line
    if problem.place.path != f"{FOLDER}/{plain}":
        return problem
    said = shown("".join(extracted.split("\n")[line - 1 : line]))
    words = f"; line {line} of its plain text is “{said}”" if said else ""
    return replace(problem, place=replace(problem.place, path=f"{FOLDER}/{name}"), remedy=f"{problem.remedy}{words}")


def stem(name: str) -> str:
    """A document's name without its ending, from which its question gets its slug."""
    return re.sub(r"(\.[A-Za-z]{2,4})+$", "", name)


@lru_cache(maxsize=1024)
def _text(path: Path, _changed: int, _size: int) -> str:
    return extraction.read_plain(path, f"{FOLDER}/{path.name}")


def other_kept(root: Path, name: str, plain: str) -> bool:
    """Whether seeds/ has a file of that name with other words."""
    path = root / FOLDER / name
    return path.exists() and extraction.read_plain(path, f"{FOLDER}/{name}") != plain
