"""A preview says that it is one, on every page, and asks search engines to stay away."""

import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from expertviews.previews.marking import link, mark, with_bar
from tests import sites

URL = "https://github.com/example/x/pull/12"
LABEL = link(URL, "pull request #12")
PUBLISHED = "https://example.github.io/x/"
PAGE = b"<!doctype html>\n<html lang=en><head><title>T</title></head><body class=x><p>text</p></body></html>"


def soup(page: bytes) -> BeautifulSoup:
    return BeautifulSoup(page, "html5lib")


def test_a_page_has_the_number_a_link_to_the_published_page_and_no_robots(tmp_path: Path) -> None:
    (tmp_path / "themes/50% é").mkdir(parents=True)
    (tmp_path / "themes/50% é/index.html").write_bytes(PAGE)
    mark(tmp_path, LABEL, PUBLISHED)
    page = soup((tmp_path / "themes/50% é/index.html").read_bytes())
    bar = page.select_one("body > aside.preview-bar")
    assert bar is not None
    assert bar.get_text() == "Preview of pull request #12 · the published page"
    assert [it["href"] for it in bar.select("a")] == [URL, f"{PUBLISHED}themes/50%25%20%C3%A9/"]
    assert page.select("head > meta[name=robots]")[0]["content"] == "noindex, nofollow"
    assert page.select("head > title")[0].get_text() == "T"


def test_words_around_a_preview_are_escaped() -> None:
    page = with_bar(PAGE, "index.html", link('https://x.example/?"><script>', '<b>"x"</b>'))
    assert b"<script" not in page
    assert b"<b>" not in page


def test_what_is_added_comes_before_anything_that_a_page_brings() -> None:
    page = with_bar(b"<script>1</script><!doctype html><html><head></head><body></body></html>", "a.html", LABEL)
    assert page.index(b"Content-Security-Policy") < page.index(b"<script")


def test_a_page_without_a_body_has_the_bar_too() -> None:
    assert soup(with_bar(b"just text", "a.html", LABEL)).select_one("aside") is not None


@pytest.mark.parametrize("piece", [b"<body ", b"<body", b"<!doctype ", b"<!doctype html><body x='", b" ", b"<body\n<"])
def test_a_page_made_to_be_slow_to_mark_is_not(piece: bytes) -> None:
    pages = [piece * (size // len(piece)) for size in (4_000_000, 8_000_000)]
    once, twice = (_seconds(page) for page in pages)
    assert twice < max(3 * once, 2)


def _seconds(page: bytes) -> float:
    started = time.process_time()
    with_bar(page, "a.html", LABEL)
    return time.process_time() - started


def test_a_site_is_marked_page_by_page_and_leaves_no_list_for_search_engines(tmp_path: Path) -> None:
    for name in ("index.html", "themes/a/index.html", "404.html", "sitemap.xml", "sitemap.xml.gz", "CNAME", "a.css"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PAGE)
    assert mark(tmp_path, LABEL, PUBLISHED, {"index.html"}) == 3
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "404.html", "a.css", "index.html", "index.html", "preview-bar.css",
    ]  # fmt: skip
    assert b"a new page" in (tmp_path / "themes/a/index.html").read_bytes()
    assert b"the published page" in (tmp_path / "index.html").read_bytes()
    assert (tmp_path / "a.css").read_bytes() == PAGE


def test_in_a_browser_the_bar_is_quiet_readable_and_on_top(
    real_site: sites.Site, chromium: Browser, tmp_path: Path
) -> None:
    site = _copy(real_site, tmp_path)
    mark(site.folder, LABEL, PUBLISHED)
    with sites.served(site) as address, chromium.new_page() as page:
        for path in ("", "contributors/zachary-paikin/"):
            page.goto(address + path)
            box = page.locator(".preview-bar").bounding_box()
            assert box is not None
            assert (box["y"], box["height"] < 60) == (0, True)
            assert page.evaluate("document.compatMode") == "CSS1Compat"
            assert page.evaluate("document.documentElement.lang") == "en"
            colours = page.locator(".preview-bar").evaluate(
                "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
            )
            assert colours == ["rgb(59, 47, 0)", "rgb(255, 244, 206)"]


def test_in_a_preview_no_script_runs_and_the_site_is_still_whole(
    real_site: sites.Site, chromium: Browser, tmp_path: Path
) -> None:
    site = _copy(real_site, tmp_path)
    page_file = site.folder / "index.html"
    evil = b"<script>document.title = 'evil'</script><img src=x onerror=\"document.title = 'evil'\">"
    page_file.write_bytes(evil + page_file.read_bytes().replace(b"</body>", evil + b"</body>"))
    mark(site.folder, LABEL, PUBLISHED)
    with sites.served(site) as address, chromium.new_page() as page:
        page.goto(address)
        assert page.title() != "evil"
        assert page.locator("h1").count() == 1
        assert page.locator(".preview-bar").count() == 1


def _copy(site: sites.Site, root: Path) -> sites.Site:
    folder = root / "site"
    for path in site.folder.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(site.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return sites.Site(site.project, folder, site.path)
