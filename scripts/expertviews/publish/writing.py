"""Pages onto disk: write those that changed, remove those that are no longer made, and leave every other file alone.

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
class Written:
    """What changed on disk: paths under docs/, sorted.

    `by_hand` are pages that somebody wrote in the folders of generated ones, which git ignores.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    by_hand: tuple[str, ...] = ()


def write(pages: Mapping[str, str], docs: Path) -> Written:
    """Make the folder `docs` hold exactly these generated pages beside what people wrote.

    Raises ProblemsFound, before anything is written, where a hand-written file is in the way of a page, or the folder
    has a link or something that can't be read; OSError where the disk fails.
    """
    root = docs.resolve()
    listing = files.listing(docs.parent, docs.name, hidden=True)
    refuse(listing.problems)
    refuse(_obstacles(pages, docs, root))
    files.sweep(root)
    written = [path for path, text in sorted(pages.items()) if not files.holds(root / path, text)]
    for path in written:
        files.replace(root / path, pages[path])
    inside = (path.removeprefix(f"{docs.name}/") for path in listing.files)
    others = [it for it in inside if it.endswith(".md") and addresses.is_generated(it) and it not in pages]
    removed = [path for path in others if files.is_made(root / path)]
    for path in removed:
        (root / path).unlink()
        with suppress(OSError):  # other files are in the folder
            (root / path).parent.rmdir()
    return Written(tuple(written), tuple(removed), tuple(path for path in others if path not in removed))


def warning(page: str) -> str:
    """The warning about a page that somebody wrote in a folder of generated ones."""
    remedy = f"move it to another folder of docs/, such as docs/guides/{Path(page).name}"
    return f"docs/{page} is written by hand, in a folder of pages that are made: git overlooks it there ({remedy})"


def _obstacles(pages: Iterable[str], docs: Path, root: Path) -> Iterator[Problem]:
    for path in pages:
        target = root / path
        place = Place(f"{docs.name}/{path}")
        if target.is_dir() or any(it.is_file() for it in target.parents if it.is_relative_to(root)):
            what = "a folder or file of this name is in the way of a page"
            yield Problem(place, "page-in-the-way", what, "rename or remove it")
        elif target.exists() and not files.is_made(target):
            what = "a hand-written file is in the way of a page"
            yield Problem(place, "page-in-the-way", what, "rename it; `views build` writes the page of this name")
