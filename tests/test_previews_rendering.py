"""The pages to look at are those whose bytes differ from the published ones: no others, and none is missing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from expertviews.changes import ChangedPage, ChangeReport
from expertviews.previews.rendering import with_pages


def blob(text: str, algorithm: str = "sha1") -> str:
    """The id that git gives a file."""
    return hashlib.new(algorithm, f"blob {len(text)}\0{text}".encode()).hexdigest()


def site(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def pages(changes: ChangeReport) -> list[tuple[str, str]]:
    return [(page.address, page.what) for page in changes.pages]


NAMED = (
    ChangedPage(address="themes/energy/", what="changed"),
    ChangedPage(address="themes/military/", what="changed"),
    ChangedPage(address="contributors/jane/", what="added"),
)
CHANGES = ChangeReport(pages=NAMED, pages_count=3)
BUILT = {
    "index.html": "home",
    "themes/energy/index.html": "new",
    "themes/military/index.html": "same",
    "contributors/jane/index.html": "jane",
    "contributors/dirk/index.html": "now beside jane",
    "guides/index.html": "same",
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


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_pages_that_differ_are_told_first_those_that_the_changes_name(tmp_path: Path, algorithm: str) -> None:
    served = {path: blob(text, algorithm) for path, text in SERVED.items()}
    found = with_pages(CHANGES, site(tmp_path, BUILT), served)
    assert pages(found) == [
        ("themes/energy/", "changed"),
        ("contributors/jane/", "added"),
        ("contributors/dirk/", "changed"),
        ("questions/gone/", "removed"),
    ]
    assert found.pages_count == 4


def test_where_nothing_is_published_the_changes_stay_as_they_are(tmp_path: Path) -> None:
    assert with_pages(CHANGES, site(tmp_path / "site", BUILT), {}) == CHANGES


def test_a_flood_of_pages_is_counted_and_its_first_are_told(tmp_path: Path) -> None:
    built = {f"themes/t{number}/index.html": "x" for number in range(2_500)} | {"index.html": "home"}
    found = with_pages(CHANGES, site(tmp_path, built), {"index.html": blob("home")})
    assert (len(found.pages), found.pages_count) == (2_000, 2_500)


def test_a_page_whose_name_is_no_address_of_ours_is_not_told(tmp_path: Path) -> None:
    built = {"index.html": "home", "<b>/index.html": "x", "A b.html": "x", "ok.html": "x"}
    found = with_pages(ChangeReport(), site(tmp_path, built), {"index.html": blob("home")})
    assert pages(found) == [("ok.html", "added")]
