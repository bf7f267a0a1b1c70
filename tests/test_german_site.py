"""A site in another language, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import sites
from tests.test_browser import PHONE, reading, violations
from tests.thorough import some

pytestmark = pytest.mark.browser
PAGES = ("", "questions/klima-2026/", "contributors/anna-groesser/", "looking-ahead/", "data/", "compare/", "404.html")


@pytest.mark.parametrize("page", some(PAGES, "", "questions/klima-2026/", "looking-ahead/"))
def test_a_german_page_denies_nobody_anything(chromium: Browser, german_site: sites.Site, page: str) -> None:
    with reading(chromium, german_site, PHONE) as reader:
        reader.open(page)
        assert violations(reader.page) == []


@pytest.fixture(scope="session")
def arabic_site(german_site: sites.Site) -> sites.Site:
    """The same, written from right to left; its words have no translation."""
    return sites.shared(german_site.project, None, "arabic", theme={"language": "ar"})


@pytest.mark.parametrize("page", some(PAGES, "", "questions/klima-2026/", "looking-ahead/"))
def test_a_page_from_the_right_is_a_mirror(chromium: Browser, arabic_site: sites.Site, page: str) -> None:
    with reading(chromium, arabic_site, PHONE) as reader:
        shown = reader.open(page)
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        heading = shown.locator(".ev-label, .ev-lede, h1 + p").first
        assert heading.evaluate("it => getComputedStyle(it).direction") == "rtl"
        for bar in shown.locator(".ev-strip__bar, .ev-shares svg").all()[:2]:
            assert bar.evaluate("it => getComputedStyle(it).transform") == "matrix(-1, 0, 0, 1, 0, 0)"


def test_search_speaks_german(chromium: Browser, german_site: sites.Site) -> None:
    with reading(chromium, german_site) as reader:
        page = reader.open("")
        page.locator("[data-md-component=search-query]").fill("netze")
        expect(page.locator(".md-search-result__meta")).to_contain_text("Ergebnis")
        assert page.locator(".md-search select option").first.inner_text() in {"Alle Themen", "Alle Beitragenden"}
        assert reader.wrongs == []


@pytest.mark.parametrize("word", ["Netzen", "Preises", "Windräder", "Windrad"])
def test_search_finds_a_german_word_in_other_forms(chromium: Browser, german_site: sites.Site, word: str) -> None:
    with reading(chromium, german_site) as reader:
        page = reader.open("")
        page.locator("[data-md-component=search-query]").fill(word)
        expect(page.locator(".md-search-result__meta")).to_contain_text(re.compile(r"\d+ Ergebnis"))


def test_quotation_marks_are_those_of_the_language(chromium: Browser, german_site: sites.Site) -> None:
    with reading(chromium, german_site) as reader:
        quoted = reader.open("").locator(".ev-person p.ev-said").first
        marks = quoted.evaluate("it => getComputedStyle(it, '::before').content + getComputedStyle(it).quotes")
        assert marks == "open-quoteauto"
