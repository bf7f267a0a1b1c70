"""The site in a real browser, as a reader meets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, Request, ViewportSize, expect

from tests import records, sites

pytestmark = pytest.mark.browser

DESKTOP = (1280, 900)
PHONE = (390, 844)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Reader:
    """A page in a browser, and what went wrong in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.wrongs: list[str] = []
        page.on("console", lambda it: self.wrongs.append(it.text) if it.type in {"error", "warning"} else None)
        page.on("pageerror", lambda it: self.wrongs.append(str(it)))
        page.on("requestfailed", self._failed)
        page.on("response", lambda it: self.wrongs.append(f"{it.status}: {it.url}") if it.status >= 400 else None)
        page.on("request", lambda it: None if it.url.startswith(base) else self.wrongs.append(f"elsewhere: {it.url}"))
        page.on("dialog", self._interrupted)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it was answered
            self.wrongs.append(f"failed: {request.url}")

    def _interrupted(self, dialog: Dialog) -> None:
        self.wrongs.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@contextmanager
def reading(
    chromium: Browser,
    site: sites.Site,
    size: tuple[int, int] = DESKTOP,
    *,
    scripts: bool = True,
    scheme: Literal["light", "dark"] = "light",
) -> Iterator[Reader]:
    """A reader, who must have met nothing wrong at the end."""
    with sites.served(site) as base:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, java_script_enabled=scripts, color_scheme=scheme)
        try:
            reader = Reader(context.new_page(), base)
            yield reader
            assert reader.wrongs == []
        finally:
            context.close()


def background(page: Page, selector: str) -> set[str]:
    """The grounds on which what is selected is set."""
    script = "all => [...new Set(all.map(it => getComputedStyle(it).backgroundColor))]"
    return set(page.eval_on_selector_all(selector, script))


def shown_words(page: Page, ground: str) -> str:
    """The text on the page that is set on a ground of this colour, put together."""
    script = """([all, ground]) => [...document.querySelectorAll(all)]
        .filter(it => getComputedStyle(it).backgroundColor === ground).map(it => it.textContent).join("")"""
    return str(page.evaluate(script, [".ev-text .ev-words span", ground]))


def test_a_reader_searches_opens_a_theme_and_follows_an_excerpt_to_its_place(
    chromium: Browser, real_site: sites.Site
) -> None:
    with reading(chromium, real_site) as reader:
        page = reader.open("")
        page.get_by_label("Search", exact=True).first.click()
        page.keyboard.type("maneuverability")
        result = page.locator(".md-search-result__item a").first
        expect(result).to_contain_text("Zachary Paikin")
        assert "contributors/zachary-paikin/" in str(result.get_attribute("href"))
        page.keyboard.press("Escape")

        page.locator(".md-tabs").get_by_role("link", name="Themes").click()
        page.get_by_role("article").get_by_role("link", name="Military").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Military")
        page.get_by_role("link", name="In context: Zachary Paikin, paragraph 2").click()

        page.wait_for_url("**/contributors/zachary-paikin/#china-russia-2021-military-2")
        marked = shown_words(page, "rgb(255, 233, 168)")
        assert marked.startswith("A formal alliance is unlikely for now")
        assert marked.endswith("in its historic Central Asian sphere of influence.")
        expect(
            page.locator("#china-russia-2021-military-2 ~ .s1, #china-russia-2021-military-2 ~ .s2").first
        ).to_be_in_viewport()


def test_an_excerpt_is_marked_where_it_crosses_another_and_without_scripts(
    chromium: Browser, hostile_site: sites.Site
) -> None:
    with reading(chromium, hostile_site, scripts=False) as reader:
        for fragment, words in (
            ("hostile-hostile-1", f"It begins {records.IMAGE} here. A wholly separate sentence"),
            ("hostile-plain-1", "A wholly separate sentence stands between."),
            ("hostile--second", f"separate sentence stands between. {records.SCRIPT}"),
        ):
            reader.page.goto("about:blank")
            page = reader.open(f"contributors/image/#{fragment}")
            script = """() => [...document.querySelectorAll(".ev-text .ev-words span")]
                .filter(it => getComputedStyle(it).backgroundColor === "rgb(255, 233, 168)")
                .map(it => it.textContent).join("")"""
            assert page.evaluate(script) == words


@pytest.mark.parametrize("slug", ["image", "script", "markup", "hostile-hashes", "right-to-left", "han"])
def test_hostile_words_are_the_letters_they_are_wherever_they_are_shown(
    chromium: Browser, hostile_site: sites.Site, slug: str
) -> None:
    name = " ".join(str(records.hostile()[f"contributors/{slug}.yml"]["name"]).split())
    with reading(chromium, hostile_site) as reader:
        page = reader.open(f"contributors/{slug}/")
        assert page.title() == f"{name} - Expert Views"
        heading = page.locator("h1").evaluate("it => it.firstChild.textContent")
        assert heading == name
        topic = page.locator("[data-md-component=header-topic]").text_content()
        assert " ".join(str(topic).split()) == name
        description = str(page.locator("meta[name=description]").get_attribute("content"))
        assert description.startswith(name[:120])
        assert (
            page.locator("[onerror], [onmouseover], img, #stolen, .stolen, .md-content script:not([type])").count() == 0
        )


def test_hostile_questions_are_the_letters_they_are_in_the_table_of_contents(
    chromium: Browser, hostile_site: sites.Site
) -> None:
    question = " ".join(str(records.hostile()["questions/hostile.yml"]["question"]).split())
    with reading(chromium, hostile_site) as reader:
        for path in ("contributors/image/", "themes/plain/"):
            contents = reader.open(path).locator(".md-sidebar--secondary .md-nav__link[href='#hostile']")
            assert " ".join(str(contents.first.text_content()).split()) == question
        names = reader.open("questions/hostile/").locator(".md-sidebar--secondary").text_content()
        for path, record in records.hostile().items():
            if path.startswith("contributors/"):
                assert " ".join(str(record["name"]).split()) in " ".join(str(names).split())


def test_hostile_words_are_the_letters_they_are_in_search(chromium: Browser, hostile_site: sites.Site) -> None:
    with reading(chromium, hostile_site) as reader:
        page = reader.open("")
        page.get_by_label("Search", exact=True).first.click()
        page.keyboard.type("wholly separate")
        titles = page.locator(".md-search-result__item h1, .md-search-result__item h2")
        titles.first.wait_for()
        shown = {" ".join(title.split()) for title in titles.all_text_contents()}
        names = {
            " ".join(str(record["name"]).split())
            for path, record in records.hostile().items()
            if path.startswith("contributors/")
        }
        assert names <= shown
        assert page.locator(".md-search-result img, .md-search-result [onerror]").count() == 0


KINDS = {
    "home": "",
    "question": "questions/{question}/",
    "contributor": "contributors/{contributor}/",
    "theme": "themes/{theme}/",
    "questions": "questions/",
    "contributors": "contributors/",
    "themes": "themes/",
    "looking ahead": "looking-ahead/",
    "likelihood": "likelihood/",
    "missing": "404.html",
}
REAL = {"question": "china-russia-2021", "contributor": "zachary-paikin", "theme": "central-asia"}
LARGE = {"question": "round-3", "contributor": "expert-7", "theme": "energy"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_bars_anybody(
    chromium: Browser, real_site: sites.Site, kind: str, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    with reading(chromium, real_site, size, scheme=scheme) as reader:
        reader.open(KINDS[kind].format(**REAL))
        found = Axe().run(reader.page, options=AXE).response["violations"]
        assert [
            f"{it['id']}: {node['html'][:150]} {node['failureSummary'][:300]}" for it in found for node in it["nodes"]
        ] == []
