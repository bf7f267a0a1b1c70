"""Of a theme on which much is said, and of many forecasts, there are parts: no published address changes by that."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from expertviews import comparison, content, pages
from expertviews.addresses import Site
from expertviews.model import Library
from expertviews.pages import Beside
from expertviews.publish import build_pages, published_addresses
from tests import records, sites

SITE = Site("Test", "https://example.org/")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sites.project(tmp_path / "project", records.many(4, 3))


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison.parts, "MAX_TOGETHER", 2)


def soups(library: Library) -> Mapping[str, BeautifulSoup]:
    return {path: BeautifulSoup(text, "lxml") for path, text in pages.render_site(library, SITE).pages.items()}


def themes(root: Path) -> dict[str, BeautifulSoup]:
    found = soups(content.load(root).library)
    return {path: page for path, page in found.items() if path.startswith("themes/") and "index" not in path}


def test_a_theme_on_which_little_is_said_is_whole(root: Path) -> None:
    assert [path for path in themes(root) if path.count("/") > 1] == []


@pytest.mark.usefixtures("in_parts")
def test_every_quotation_stands_on_the_page_of_its_question(root: Path) -> None:
    library = content.load(root).library
    found = themes(root)
    for theme in library.themes:
        assert not found[f"themes/{theme}.md"].select("blockquote")
    for (question, who), view in library.views.items():
        for theme in {it.theme for it in view.excerpts}:
            said = found[f"themes/{theme}/{question}.md"].find(id=f"{question}--{who}")
            quoted = [it.quote for it in view.excerpts if it.theme == theme]
            assert said
            assert [it.get_text() for it in said.select("blockquote p")] == quoted


def test_every_place_of_the_whole_page_is_a_link_to_its_new_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = published_addresses.addresses_of(content.load(root))
    monkeypatch.setattr(comparison.parts, "MAX_TOGETHER", 2)
    parted = published_addresses.addresses_of(content.load(root))
    assert whole < parted
    found = themes(root)
    for address in (it for it in whole if it.startswith("themes/") and "--" in it):
        page, _, fragment = address.partition("#")
        link = found[f"{page.strip('/')}.md"].find("a", id=fragment)
        assert link
        there, _, place = urljoin(page, str(link["href"])).partition("#")
        assert found[f"{there.strip('/')}.md"].find(id=place)
        assert f"{there}#{place}" in parted


@pytest.mark.usefixtures("in_parts")
def test_links_lead_to_the_page_of_the_question_at_once(root: Path) -> None:
    page = soups(content.load(root).library)["contributors/expert-1.md"]
    hrefs = [str(it["href"]) for it in page.select(".ev-margin a") if "/themes/" in str(it["href"])]
    assert "../../themes/energy/round-1/#round-1--expert-1" in hrefs
    assert all(it.count("/") == len("../../t/q/".split("/")) for it in hrefs)


def test_a_theme_that_was_in_parts_stays_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison.parts, "MAX_TOGETHER", 2)
    listed = published_addresses.extended_list(root)
    (root / published_addresses.LIST).write_text(listed, encoding="utf-8")
    monkeypatch.undo()
    assert published_addresses.vanished(root) == []
    build_pages(root)
    assert (root / "docs/themes/energy/round-1.md").is_file()


def test_of_many_forecasts_each_year_has_a_page_and_each_stands_on_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = content.load(root).library
    assert "looking-ahead/2030.md" not in soups(library)
    monkeypatch.setattr(comparison.parts, "MAX_FORECASTS", 20)
    found = soups(library)
    index, year = found["looking-ahead.md"], found["looking-ahead/2030.md"]
    assert [str(it["href"]) for it in index.select(".ev-jumps a")] == ["2030/"]
    statements = [it.statement for question in library.questions.values() for it in question.propositions]
    assert sorted(it.get_text() for it in year.select("h3 a, th a")) == sorted(statements)
    assert "looking-ahead/2030/" in published_addresses.addresses_of(content.load(root))
    assert (
        "looking-ahead/2030.md"
        in pages.render_site(library, SITE, beside=Beside(published=["looking-ahead/2030/"])).pages
    )


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("kind", ["themes", "questions"])
def test_after_a_rename_every_page_beneath_leads_to_its_new_address(root: Path, kind: str) -> None:
    (root / published_addresses.LIST).write_text(published_addresses.extended_list(root), encoding="utf-8")
    old, new = {"themes": ("energy", "power"), "questions": ("round-1", "first-round")}[kind]
    build_pages(root)
    before = {path.relative_to(root / "docs") for path in (root / "docs").glob(f"*/{old}/*.md")}
    before |= {path.relative_to(root / "docs") for path in (root / "docs").glob(f"*/*/{old}.md")}
    rename(root, kind, old, new)
    assert [str(it) for it in published_addresses.vanished(root)] == []
    build_pages(root)
    assert len(before) >= 3
    for path in before:
        there = (root / "docs" / path).read_text(encoding="utf-8").partition("moved_to: ")[2].partition("\n")[0]
        moved = urljoin(f"{path.with_suffix('')}/", there.strip('"')).strip("/")
        assert (root / "docs" / f"{moved}.md").is_file(), path


def rename(root: Path, kind: str, old: str, new: str) -> None:
    """Rename an entity, as the guide says."""
    folder = root / "content"
    (folder / kind / f"{old}.yml").rename(folder / kind / f"{new}.yml")
    if kind == "questions":
        (folder / "views" / old).rename(folder / "views" / new)
    for path in folder.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        named = rf"(?<={kind.removesuffix('s')}: ){old}\b(?!-)|(?<=\[){old}(?=,)"
        path.write_text(re.sub(named, new, text), encoding="utf-8")
    moved = f"moved:\n  - {{old: {kind}/{old}/, new: {kind}/{new}/}}\n"
    (folder / "redirects.yml").write_text(moved, encoding="utf-8")
