"""Pages on disk: what changed is written, what is gone is removed, and all else is left alone."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from expertviews import files, publish
from expertviews.pages import page_text
from expertviews.problems import ProblemsFound
from expertviews.publish import WrittenPages
from expertviews.publish.pagefiles import write_pages
from tests import records, sites


def page(words: str) -> str:
    return page_text({"title": words}, words)


PAGES = {"index.md": page("Home"), "themes/energy.md": page("Energy")}


def written(docs: Path) -> Mapping[str, str]:
    return {path.relative_to(docs).as_posix(): path.read_text() for path in docs.rglob("*") if path.is_file()}


def test_writes_pages_and_writes_nothing_the_second_time(tmp_path: Path) -> None:
    assert write_pages(PAGES, tmp_path) == WrittenPages(written=("index.md", "themes/energy.md"), removed=())
    before = {path: path.stat() for path in tmp_path.rglob("*")}
    assert write_pages(PAGES, tmp_path) == WrittenPages(written=(), removed=())
    assert {path: path.stat() for path in tmp_path.rglob("*")} == before


def test_writes_only_the_page_that_changed(tmp_path: Path) -> None:
    write_pages(PAGES, tmp_path)
    assert write_pages(PAGES | {"index.md": page("House")}, tmp_path) == WrittenPages(written=("index.md",), removed=())
    assert (tmp_path / "index.md").read_text() == page("House")


def test_removes_pages_no_longer_produced_and_nothing_that_people_wrote(tmp_path: Path) -> None:
    write_pages(PAGES, tmp_path)
    (tmp_path / "themes" / "about.md").write_text("# By hand\n")
    (tmp_path / "guide.md").write_text(f"---\ntitle: x\n{files.MADE.splitlines()[1]}\n---\n")
    assert write_pages({"index.md": page("Home")}, tmp_path).removed == ("themes/energy.md",)
    assert sorted(written(tmp_path)) == ["guide.md", "index.md", "themes/about.md"]


def test_a_copy_that_somebody_made_of_a_page_is_theirs(tmp_path: Path) -> None:
    write_pages(PAGES, tmp_path)
    (tmp_path / "guides").mkdir()
    copy = tmp_path / "guides" / "mine.md"
    copy.write_bytes((tmp_path / "index.md").read_bytes())
    assert write_pages(PAGES, tmp_path).removed == ()
    assert copy.exists()


def test_removes_a_folder_that_held_nothing_else(tmp_path: Path) -> None:
    write_pages(PAGES, tmp_path)
    write_pages({"index.md": page("Home")}, tmp_path)
    assert not (tmp_path / "themes").exists()


def test_refuses_to_write_over_a_hand_written_file(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "energy.md").write_text("# By hand\n")
    with pytest.raises(FileExistsError, match="in the way of one"):
        write_pages(PAGES, tmp_path)
    assert written(tmp_path)["themes/energy.md"] == "# By hand\n"


@pytest.mark.parametrize(
    "path",
    ["index.md", "index.md/picture.png", "themes", "themes/energy.md", "themes/about.markdown", "compare/x/y.md"],
)
def test_builds_nothing_while_something_by_hand_is_where_pages_are_made(tmp_path: Path, path: str) -> None:
    root = sites.project(tmp_path / "project", records.many(2, 1))
    shutil.rmtree(root / "docs")
    (root / "docs" / path).parent.mkdir(parents=True)
    (root / "docs" / path).write_text("# By hand\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        publish.build_pages(root)
    assert [(it.place.path, it.code) for it in found.value.problems] == [(f"docs/{path}", "page-in-the-way")]
    assert written(root / "docs") == {path: "# By hand\n"}


@pytest.mark.parametrize("path", ["themes.md", "about/themes", "guides/index.md", "themes/picture.png"])
def test_builds_where_something_by_hand_is_in_no_page_s_way(tmp_path: Path, path: str) -> None:
    root = sites.project(tmp_path / "project", records.many(2, 1))
    (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "docs" / path).write_text("# By hand\n", encoding="utf-8")
    assert publish.build_pages(root).written
    assert (root / "docs" / path).read_text(encoding="utf-8") == "# By hand\n"


@pytest.mark.parametrize("linked", ["themes", "themes/energy.md"])
def test_refuses_links_and_writes_nothing_through_them(tmp_path: Path, linked: str) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    outside.mkdir()
    (outside / "energy.md").write_text(PAGES["themes/energy.md"].replace("Energy", "Elsewhere"))
    (docs / linked).parent.mkdir(parents=True)
    (docs / linked).symlink_to(outside if linked == "themes" else outside / "energy.md")
    before = written(outside)
    with pytest.raises(ProblemsFound) as found:
        write_pages(PAGES, docs)
    assert [it.code for it in found.value.problems] == ["symlink"]
    assert written(outside) == before


def test_prunes_nothing_through_a_link(tmp_path: Path) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    write_pages({"energy.md": page("Energy")}, outside)
    docs.mkdir()
    (docs / "elsewhere").symlink_to(outside)
    with pytest.raises(ProblemsFound):
        write_pages({"index.md": page("Home")}, docs)
    assert written(outside) == {"energy.md": page("Energy")}


def test_leaves_the_old_page_whole_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(PAGES, tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_pages({"index.md": page("House"), "themes/energy.md": page("Power")}, tmp_path)
    assert written(tmp_path) == PAGES


@pytest.mark.parametrize(
    ("stated", "most"),
    [("", 0), ("extra: {search_bytes: 9}", 9), ("extra: {x: 1}", 0), ("extra: []", 0), ("extra: {search_bytes: -1}", None),
     ("extra: {search_bytes: many}", None), ("extra: {search_bytes: true}", None)],
)  # fmt: skip
def test_the_size_of_a_search_index_is_a_number_that_a_file_may_inherit(
    tmp_path: Path, stated: str, most: int | None
) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{stated}\n", encoding="utf-8")
    (tmp_path / "other.yml").write_text("INHERIT: mkdocs.yml\nextra: {other: 1}\n", encoding="utf-8")
    for name in ("mkdocs.yml", "other.yml"):
        if most is None:
            with pytest.raises(ProblemsFound, match="`search_bytes` isn't a number of bytes"):
                publish.site_settings(tmp_path / name)
        else:
            assert publish.site_settings(tmp_path / name).search_bytes == most
