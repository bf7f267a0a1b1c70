"""Pages onto disk: write what changed, remove what is no longer produced, and leave every other file alone.

A page is replaced in one step, so that a crash or a full disk leaves the old page whole. Only files that carry the mark
of a generated page are ever replaced or removed.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from expertviews import addresses, files
from expertviews.problems import Place, Problem, refuse

CODES: Mapping[str, str] = {
    "template": "A template of pages can't be read. This concerns those who work on the site's design.",
    "page-in-the-way": "A file or folder that somebody made stands where a page is to be written. Rename it.",
}
"""What each code of this module's problems means."""


@dataclass(frozen=True)
class Changes:
    """What a publication did to the folder: paths under docs/, sorted.

    `by_hand` are pages that somebody wrote among those that are made, where git overlooks them.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    by_hand: tuple[str, ...] = ()


def publish(pages: Mapping[str, str], docs: Path) -> Changes:
    """Make the folder `docs` hold exactly these generated pages beside what people wrote.

    Raises ProblemsFound, before anything is written, where a hand-written file is in the way of a page, or the folder
    has a link or something that can't be read; OSError where the disk fails.
    """
    root = docs.resolve()
    listing = files.listing(docs.parent, docs.name, hidden=True)
    refuse(listing.problems)
    refuse(_obstacles(pages, docs, root))
    files.sweep(root)
    written = tuple(path for path, text in sorted(pages.items()) if _write(root / path, text))
    inside = (path.removeprefix(f"{docs.name}/") for path in listing.files)
    others = [path for path in inside if _is_among_pages(path) and path not in pages]
    removed = tuple(path for path in others if files.is_made(root / path))
    _prune(removed, root)
    return Changes(written, removed, tuple(path for path in others if path not in removed))


def told(page: str) -> str:
    """What to say of a page that somebody wrote among those that are made."""
    remedy = f"move it to another folder of docs/, such as docs/guides/{Path(page).name}"
    return f"docs/{page} is written by hand, in a folder of pages that are made: git overlooks it there ({remedy})"


def _obstacles(pages: Iterable[str], docs: Path, root: Path) -> Iterator[Problem]:
    for path in pages:
        target = root / path
        place = Place(f"{docs.name}/{path}")
        if target.is_dir() or any(parent.is_file() for parent in _folders(target, root)):
            yield Problem(
                place, "page-in-the-way", "a folder or file of this name is in the way of a page", "rename or remove it"
            )
        elif target.exists() and not files.is_made(target):
            yield Problem(
                place,
                "page-in-the-way",
                "a hand-written file is in the way of a page",
                "rename it; `views build` writes the page of this name",
            )


def _folders(target: Path, root: Path) -> Iterator[Path]:
    """The folders between the root and a target."""
    for parent in target.parents:
        if parent == root:
            return
        yield parent


def _write(target: Path, text: str) -> bool:
    """Write a file in one step; False where it already has this content."""
    if target.exists() and target.read_bytes() == text.encode():
        return False
    files.replace(target, text)
    return True


def _is_among_pages(path: str) -> bool:
    return path.endswith(".md") and addresses.is_generated(path)


def _prune(gone: Iterable[str], root: Path) -> None:
    for path in gone:
        (root / path).unlink()
        with suppress(OSError):  # other files are in it
            (root / path).parent.rmdir()
