"""The folder seeds/: its documents, and the plain text of each.

A document in another format or encoding is kept as received. The plain text extracted from it is beside it, with `.txt`
added to its name; line numbers refer to that text.
"""

import codecs
import os
import re
import stat
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from expertviews import extraction, files
from expertviews.extraction import PLAIN_ENDINGS, Extracted
from expertviews.problems import Place, Problem, ProblemsFound, instead, shown

CODES: Mapping[str, str] = {
    "seed-missing": "A document that the record refers to isn't in `seeds/`.",
    "seed-format": "Documents of this kind can't be read. Save it as plain text, Markdown, Word, HTML or PDF.",
    "seed-outside": "Only documents in `seeds/` can be converted, where they are kept as received. Copy it there.",
    "encoding": "The document's encoding is unknown: it isn't UTF-8 or UTF-16. Save it as UTF-8, or give the encoding "
    "with `--encoding`, such as `windows-1252`.",
    "binary": "The document isn't text: it may be a picture, or a file with the wrong ending.",
    "document": "The Word document, PDF or transcript is damaged, or isn't what its ending says.",
    "encrypted": "The PDF is protected by a password. Save it without one.",
    "scanned": "The PDF contains only scanned images. Recognise the text (OCR), and save it.",
    "document-empty": "The document contains no words.",
    "document-too-large": "The document has more characters or lines than any round-table, or a Word or web document "
    "has too many tags. Split it into several documents.",
    "line-too-long": "A line of the document is too long for a paragraph. Break it into paragraphs.",
    "word-too-long": "A word of the document is too long for a word, so this probably isn't text.",
    "which-contributor": "Several contributors have this name. Say which one with `--who`.",
    "who-slug": "The contributor given with `--who` isn't a slug.",
    "who-unused": "Nobody in the documents has the name given with `--who`.",
    "same-question": "Two documents would become the same question, because their names differ only in their endings.",
    "name-repeated": "The same name is above two answers to one question, and nothing distinguishes two people.",
    "no-name": "A line with the role `name` in the outline contains no name that a record can use.",
    "not-converted": "The document isn't in the record yet. `views convert --check` fails, to ensure that everything "
    "published is in git.",
    "file-exists": "A new file would be written where another one exists. Nothing is overwritten.",
}
"""The meaning of each problem code of documents."""

SEEDS = files.SEEDS
_NOT_DOCUMENTS = {"README.md"}


def names(root: Path) -> tuple[str, ...]:
    """The file names of the documents, sorted. Subfolders aren't looked into."""
    paths = (path.removeprefix(f"{SEEDS}/") for path in files.listing(root, SEEDS).files)
    return tuple(name for name in paths if "/" not in name and name not in _NOT_DOCUMENTS)


def _has(root: Path, name: str) -> bool:
    """Whether a document has exactly this name, even on file systems that ignore case."""
    path = root / SEEDS / name
    if not name or Path(name).name != name or name.startswith(".") or name in _NOT_DOCUMENTS:
        return False
    if files.is_overlooked(name):
        return False
    try:
        is_regular = stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):  # no such file, or an impossible name
        return False
    return is_regular and (name in _listed(path.parent, path.parent.stat().st_mtime_ns) or name in names(root))


@lru_cache(maxsize=8)
def _listed(folder: Path, _changed: int) -> frozenset[str]:
    """The names in a folder, listed again only after it changes."""
    return frozenset(os.listdir(folder))  # noqa: PTH208 - only names; much faster than a Path for each


def originals(root: Path) -> tuple[str, ...]:
    """The documents as received, without the plain texts extracted from them."""
    present = set(names(root))
    return tuple(name for name in sorted(present) if name.removesuffix(".txt") not in present - {name})


def plain_name(name: str, encoding: str | None = None) -> str:
    """The file name for a document's plain text: its own, unless it has another format or encoding."""
    try:
        is_utf8 = encoding is None or codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        is_utf8 = False
    return name if is_utf8 and name.lower().endswith(PLAIN_ENDINGS) else f"{name}.txt"


def text(root: Path, name: str) -> str:
    """Reads a plain-text document, with all line ends as line feeds.

    Raises FileNotFoundError if seeds/ has no such file, including names that lead out of it, and ProblemsFound if it
    isn't text.
    """
    if not _has(root, name):
        raise FileNotFoundError(name)
    path = root / SEEDS / name
    state = path.stat()
    return _text(path, state.st_mtime_ns, state.st_size)


def data(root: Path, name: str) -> bytes:
    """Reads the bytes of a document as received. Raises FileNotFoundError as `text` does."""
    if not _has(root, name):
        raise FileNotFoundError(name)
    return (root / SEEDS / name).read_bytes()


def plain_text_name(root: Path, name: str) -> str:
    """The file name of a document's plain text in seeds/, or the one that it would get."""
    extracted = f"{name}.txt"
    return extracted if _has(root, extracted) else plain_name(name)


def to_text(root: Path, name: str, encoding: str | None = None) -> Extracted:
    """Extracts the text of a document as received. Raises ProblemsFound if it can't be read."""
    shown_path = f"{SEEDS}/{name}"
    if not _has(root, name):
        remedy = instead(name, names(root), "document in seeds/").text
        raise ProblemsFound([Problem(Place(shown_path), "seed-missing", f"seeds/ has no `{shown(name)}`", remedy)])
    if name.lower().endswith(extraction.ENDINGS):
        return extraction.extract(root / SEEDS / name, shown_path, encoding)
    what = f"documents such as `{shown(name)}` can't be read"
    remedy = f"save it as one of {', '.join(extraction.ENDINGS)}"
    raise ProblemsFound([Problem(Place(shown_path), "seed-format", what, remedy)])


def stem(name: str) -> str:
    """A document's file name without its endings: `quay.docx.txt` → `quay`. The slug of its question is made of it."""
    return re.sub(r"(\.[A-Za-z]{2,4})+$", "", name)


@lru_cache(maxsize=1024)
def _text(path: Path, _changed: int, _size: int) -> str:
    return extraction.read_plain(path, f"{SEEDS}/{path.name}")


def has_other_text(root: Path, name: str, plain: str) -> bool:
    """Whether seeds/ has a file with this name but another text."""
    path = root / SEEDS / name
    return path.exists() and extraction.read_plain(path, f"{SEEDS}/{name}") != plain
