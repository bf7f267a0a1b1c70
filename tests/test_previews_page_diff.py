"""The pages to look at are those whose bytes differ from the published ones: no others, and none is missing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from expertviews.changes import ChangeReport
from expertviews.changes.report import ItemChange
from expertviews.previews.rendering import differing_pages


def blob(text: str) -> str:
    """The id that git gives a file."""
    return hashlib.sha1(f"blob {len(text)}\0{text}".encode(), usedforsecurity=False).hexdigest()


def site(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


BUILT = {
    "index.html": "home",
    "themes/energy/index.html": "new",
    "themes/military/index.html": "same",
    "contributors/jane/index.html": "jane",
    "contributors/dirk/index.html": "now beside jane",
    "guides/index.html": "same",
    "compare/dirk/jane/index.html": "new",
    "404.html": "new",
    "a.css": "new",
}
SERVED = {
    "index.html": "home",
    "themes/energy/index.html": "old",
    "themes/military/index.html": "same",
    "contributors/dirk/index.html": "alone",
    "guides/index.html": "same",
    "questions/gone/index.html": "gone",
    "404.html": "old",
}


def test_pages_that_differ_are_listed_first_those_that_the_changes_name(tmp_path: Path) -> None:
    served = {path: blob(text) for path, text in SERVED.items()} | {"previews/12/index.html": "a"}
    named = [
        ItemChange(kind="theme", what="changed", path="x", name="x", address=address)
        for address in ("themes/energy/#x", "themes/military/")
    ]
    found = differing_pages(site(tmp_path, BUILT), served, ChangeReport(changes=tuple(named)))
    assert [*found.items()] == [
        ("themes/energy/", ""),
        ("contributors/dirk/", ""),
        ("contributors/jane/", "new"),
        ("questions/gone/", "removed"),
        ("compare/dirk/jane/", "new"),
    ]


def test_where_nothing_is_published_no_page_differs(tmp_path: Path) -> None:
    assert differing_pages(site(tmp_path, BUILT), {}) == {}


def test_a_page_whose_name_is_no_address_of_ours_is_not_listed(tmp_path: Path) -> None:
    built = {"index.html": "home", "<b>/index.html": "x", "A b.html": "x", "ok.html": "x"}
    assert differing_pages(site(tmp_path, built), {"index.html": blob("home")}) == {"ok.html": "new"}
