"""The pages to look at are those whose bytes differ from the published ones: no others, and none is missing."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from expertviews.previews.page_diff import changed_pages


def blob(text: str, algorithm: str = "sha1") -> str:
    """The id that git gives a file."""
    return hashlib.new(algorithm, f"blob {len(text)}\0{text}".encode()).hexdigest()


def site(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def pages(site: Path, served: Mapping[str, str], first: Collection[str] = ()) -> list[tuple[str, str]]:
    return [(page.address, page.what) for page in changed_pages(site, served, first)]


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
def test_pages_that_differ_are_listed_first_those_that_the_changes_name(tmp_path: Path, algorithm: str) -> None:
    served = {path: blob(text, algorithm) for path, text in SERVED.items()}
    first = ("themes/energy/", "themes/military/")
    assert pages(site(tmp_path, BUILT), served, first) == [
        ("themes/energy/", "changed"),
        ("contributors/jane/", "added"),
        ("contributors/dirk/", "changed"),
        ("questions/gone/", "removed"),
    ]


def test_where_nothing_is_published_no_page_differs(tmp_path: Path) -> None:
    assert pages(site(tmp_path, BUILT), {}) == []


def test_people_come_before_questions_and_themes_and_indexes_come_last(tmp_path: Path) -> None:
    addresses = ["", "themes/b/", "themes/", "questions/a/", "looking-ahead/", "contributors/z/", "contributors/"]
    built = {f"{address}index.html": "new" for address in addresses}
    assert [address for address, _ in pages(site(tmp_path, built), dict.fromkeys(built, blob("old")))] == [
        "contributors/z/", "questions/a/", "themes/b/", "looking-ahead/", "contributors/", "themes/", "",
    ]  # fmt: skip


def test_a_page_whose_name_is_no_address_of_ours_is_not_listed(tmp_path: Path) -> None:
    built = {"index.html": "home", "<b>/index.html": "x", "A b.html": "x", "ok.html": "x"}
    assert pages(site(tmp_path, built), {"index.html": blob("home")}) == [("ok.html", "added")]
