"""The site in a real browser, as a reader meets it."""

import gzip
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, Request, ViewportSize, expect

from tests import browser, records, sites
from tests.thorough import crossed, some

pytestmark = pytest.mark.browser

DESKTOP = (1280, 900)
PHONE = (390, 844)
AXE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class Reader:
    """A page in a browser, and what went wrong in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.wrongs: list[str] = []
        self._heard: dict[Any, Any] = {
            "console": lambda it: self.wrongs.append(it.text) if it.type in {"error", "warning"} else None,
            "pageerror": lambda it: self.wrongs.append(str(it)),
            "requestfailed": self._failed,
            "response": lambda it: self.wrongs.append(f"{it.status}: {it.url}") if it.status >= 400 else None,
            "request": lambda it: None if it.url.startswith(base) else self.wrongs.append(f"elsewhere: {it.url}"),
            "dialog": self._interrupted,
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def leave(self) -> None:
        """Hears nothing more. Nothing wrong must have been met."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        assert self.wrongs == []

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
    forced: bool = False,
    enlarged: bool = False,
) -> Iterator[Reader]:
    """A reader, whose browser may force its own colours or set text twice as large; nothing wrong must be met."""
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    with sites.served(site) as base, browser.opened(chromium, viewport, scripts=scripts, anew=enlarged) as page:
        page.emulate_media(color_scheme=scheme, forced_colors="active" if forced else "none")
        if enlarged:
            session = page.context.new_cdp_session(page)
            session.send("Page.enable")
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        reader = Reader(page, base)
        yield reader
        reader.leave()


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


def test_a_citation_in_words_can_be_copied(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site) as reader:
        page = reader.open("contributors/zachary-paikin/")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("link", name="Cite the excerpt on Military").first.click()
        sentence = page.locator("[popover]:popover-open .ev-sentence")
        sentence.get_by_role("button").click()
        copied = str(page.evaluate("() => navigator.clipboard.readText()")).strip()
        assert copied.startswith("Zachary Paikin (2021): “A formal alliance is unlikely for now")
        assert copied == str(sentence.locator("code").text_content()).strip()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_the_menu_of_a_phone_bars_nobody(
    chromium: Browser, real_site: sites.Site, scheme: Literal["light", "dark"]
) -> None:
    with reading(chromium, real_site, PHONE, scheme=scheme) as reader:
        page = reader.open("")
        page.locator("label.md-header__button[for=__drawer]").click()
        assert violations(page, ".md-nav--primary", "color-contrast") == []
        assert background(page, ".md-nav__source") == {"rgb(244, 245, 244)" if scheme == "light" else "rgb(27, 32, 37)"}


BROKEN_WORDS = """all => all.map(it => it.firstChild).filter(text => {
    const words = [...text.data.matchAll(/\\S+/g)];
    return words.some(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length > 1;
    });
}).map(text => text.data)"""


@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_word_in_the_head_of_a_table_is_broken(
    chromium: Browser, real_site: sites.Site, media: Literal["screen", "print"]
) -> None:
    with reading(chromium, real_site, PHONE if media == "screen" else (640, 900)) as reader:
        for path, words in (
            ("", ".ev-matrix th[scope=col] a"),
            ("questions/china-russia-2021/", ".ev-matrix th[scope=col] a"),
            ("guides/format/", "td:first-child code"),
        ):
            page = reader.open(path)
            page.emulate_media(media=media)
            assert page.eval_on_selector_all(words, BROKEN_WORDS) == [], path


def test_a_guides_table_fits_a_phone(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site, PHONE) as reader:
        page = reader.open("guides/format/")
        cells = page.locator("td").evaluate_all("all => all.map(it => it.getBoundingClientRect().right)")
        assert max(cells) <= PHONE[0]


def test_no_id_occurs_twice_while_a_page_is_open(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site) as reader:
        page = reader.open("contributors/kalavinka-view/")
        page.wait_for_selector("pre[id^=__code]", state="attached")
        ids = page.eval_on_selector_all("[id]", "all => all.map(it => it.id)")
        assert [name for name, count in Counter(ids).items() if count > 1] == []


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
        shared = page.locator("meta[property='og:title']").get_attribute("content")
        assert shared == name
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
    "proposition": "questions/{question}/{proposition}/",
    "contributor": "contributors/{contributor}/",
    "theme": "themes/{theme}/",
    "questions": "questions/",
    "contributors": "contributors/",
    "compare": "compare/",
    "themes": "themes/",
    "looking ahead": "looking-ahead/",
    "likelihood": "likelihood/",
    "changes": "changes/",
    "data": "data/",
    "missing": "404.html",
}
REAL = {
    "question": "china-russia-2021",
    "proposition": "formal-alliance",
    "contributor": "zachary-paikin",
    "theme": "central-asia",
}
OF_REAL = KINDS | {"document": "sources/china-russia-2021.txt/", "pair": "compare/kalavinka-view/zachary-paikin/"}
OF_LARGE = KINDS | {"against": "compare/expert-7/"}
LARGE = {"question": "round-3", "proposition": "energy-1", "contributor": "expert-7", "theme": "energy"}


STILL = """() => Promise.allSettled(document.getAnimations()
    .filter(it => it.effect.getComputedTiming().endTime < Infinity).map(it => it.finished))"""


def violations(page: Page, within: str | None = None, *rules: str) -> list[str]:
    """What the page, or a part of it, denies somebody once it stands still, as far as a program can tell."""
    page.evaluate(STILL)
    found = Axe().run(page, context=within, options={"runOnly": rules or AXE}).response["violations"]
    return [f"{it['id']}: {node['html'][:150]} {node['failureSummary'][:300]}" for it in found for node in it["nodes"]]


LOOKS: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "desktop-light": (DESKTOP, {}),
    "phone-dark": (PHONE, {"scheme": "dark"}),
    "desktop-dark": (DESKTOP, {"scheme": "dark"}),
    "phone-light": (PHONE, {}),
    "forced-colours": (DESKTOP, {"forced": True}),
    "phone-enlarged": (PHONE, {"enlarged": True}),
    "forced-colours-dark": (DESKTOP, {"forced": True, "scheme": "dark"}),
    "phone-enlarged-dark": (PHONE, {"enlarged": True, "scheme": "dark"}),
}


@pytest.mark.parametrize(("kind", "look"), crossed(OF_REAL, LOOKS))
def test_no_page_bars_anybody(chromium: Browser, real_site: sites.Site, kind: str, look: str) -> None:
    size, settings = LOOKS[look]
    with reading(chromium, real_site, size, **settings) as reader:
        page = reader.open(OF_REAL[kind].format(**REAL))
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_what_opens_over_a_page_bars_nobody(
    chromium: Browser, real_site: sites.Site, scheme: Literal["light", "dark"]
) -> None:
    with reading(chromium, real_site, scheme=scheme) as reader:
        page = reader.open("questions/china-russia-2021/")
        page.get_by_text("Everybody’s stance on every proposition").click()
        page.locator("button.ev-stance").first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("[data-md-component=search-query]").click()
        page.keyboard.type("alliance")
        page.locator(".md-search-result__item a").first.wait_for()
        assert violations(page, ".md-search") == []


@pytest.mark.thorough
@pytest.mark.parametrize("kind", OF_LARGE)
def test_no_page_of_forty_contributors_bars_anybody(chromium: Browser, large_site: sites.Site, kind: str) -> None:
    with reading(chromium, large_site, PHONE, scheme="dark") as reader:
        reader.open(OF_LARGE[kind].format(**LARGE))
        assert violations(reader.page) == []


GOOD_SHIFT = 0.1
"""A layout shift up to this is good, says https://web.dev/articles/cls."""
MOST_PIXELS, MOST_SENT = 15_000, 120_000
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(it => { sum += it.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
})"""


@pytest.mark.parametrize("size", [pytest.param(DESKTOP, marks=pytest.mark.thorough), PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "kind", some(OF_LARGE, "home", "question", "proposition", "contributors", "theme", "compare", "looking ahead")
)
def test_no_page_of_forty_contributors_shifts_is_wider_than_its_window_endless_or_slow_to_arrive(
    chromium: Browser, large_site: sites.Site, kind: str, size: tuple[int, int]
) -> None:
    with reading(chromium, large_site, size) as reader:
        asked: list[str] = []
        reader.page.on("request", lambda it: asked.append(it.url))
        page = reader.open(OF_LARGE[kind].format(**LARGE))
        page.wait_for_timeout(300)
        assert page.evaluate(SHIFT) <= GOOD_SHIFT
        size_of = "it => [it.scrollWidth, it.scrollHeight]"
        width, height = page.locator(":root").evaluate(size_of)
        assert width <= size[0]
        assert height <= MOST_PIXELS
        assert not any("search_index" in address for address in asked)
        sent = {address: transferred(large_site, address.removeprefix(reader.base)) for address in set(asked)}
        assert sum(sent.values()) <= MOST_SENT, sent


def transferred(site: sites.Site, path: str) -> int:
    """The size of a file as it is sent, compressed."""
    file = site.folder / path
    return len(gzip.compress((file / "index.html" if file.is_dir() else file).read_bytes(), 6))


def test_a_stance_shows_its_words_without_scripts_and_by_keyboard(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site, scripts=False) as reader:
        page = reader.open("questions/china-russia-2021/")
        page.get_by_text("Everybody’s stance on every proposition").click()
        row = page.get_by_role("row", name="A full-fledged coalition").last
        button = row.get_by_role("button", name="Zachary Paikin")
        button.focus()
        page.keyboard.press("Enter")
        card = page.locator("[popover]:popover-open")
        expect(card).to_contain_text("is unlikely to emerge")
        expect(card).to_contain_text("unlikely scale 20–45")
        page.keyboard.press("Escape")
        expect(page.locator("[popover]:popover-open")).to_have_count(0)
        button.click()
        page.locator("[popover]:popover-open").get_by_role("link", name="In context").click()
        page.wait_for_url("**/contributors/zachary-paikin/#china-russia-2021--containing-coalition")


def test_who_disagrees_on_central_asia_and_in_what_words_is_one_click_from_home(
    chromium: Browser, real_site: sites.Site
) -> None:
    with reading(chromium, real_site, scripts=False) as reader:
        page = reader.open("")
        row = page.get_by_role("row", name="Rivalry in Central Asia is a risk")
        expect(row).to_contain_text("1 agree, 1 disagree, 2 no position")
        row.get_by_role("link").click()
        disagrees = page.locator("section", has=page.get_by_role("heading", name="Disagrees"))
        expect(disagrees).to_contain_text("It is unlikely that the region will emerge as an arena")
        expect(page.get_by_text("No position Zachary Paikin, Dirk Van Der Kley")).to_be_visible()


def test_a_passage_and_an_answer_can_be_cited_without_scripts(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site, scripts=False) as reader:
        page = reader.open("contributors/zachary-paikin/")
        page.get_by_role("link", name="Cite the excerpt on Military").first.click()
        expect(page.locator("body")).to_contain_text("Zachary Paikin (2021): “A formal alliance is unlikely for now")
        expect(page.locator("body")).to_contain_text("/contributors/zachary-paikin/#china-russia-2021-military-2 ")
        reader.wrongs.clear()  # the browser has looked for an icon
        page.go_back()
        page.get_by_text("Cite this answer").click()
        with page.expect_download() as download:
            page.locator("details.ev-cite p", has_text="Each passage").get_by_role("link", name="RIS").click()
        assert download.value.suggested_filename == "china-russia-2021--passages.ris"
        with page.expect_download() as download:
            page.locator("details.ev-cite a[download]").first.click()
        assert download.value.suggested_filename == "zachary-paikin--china-russia-2021.bib"


def test_every_stop_of_the_keyboard_is_seen(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site) as reader:
        page = reader.open("questions/china-russia-2021/")
        unseen = []
        for _ in range(60):
            page.keyboard.press("Tab")
            shown = page.evaluate("""() => {
                const it = document.activeElement, style = getComputedStyle(it);
                const ground = it.closest(".md-search__form") ? getComputedStyle(it.closest(".md-search__form")) : style;
                return [it.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth), ground.outlineStyle];
            }""")
            if shown[1] == "none" and shown[3] == "none":
                unseen.append(shown)
        assert unseen == []


def test_print_has_the_words_and_where_they_stand_and_not_the_frame(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site) as reader:
        page = reader.open("contributors/zachary-paikin/")
        page.emulate_media(media="print")
        expect(page.locator(".ev-print")).to_have_text("Expert Views, http://127.0.0.1/contributors/zachary-paikin/")
        expect(page.locator("#china-russia-2021-p1")).to_be_visible()
        for frame in (".md-header", ".md-tabs", ".md-search", ".ev-neighbours", "button"):
            for element in page.locator(frame).all():
                expect(element).not_to_be_visible()


COLOURS = """() => ["body", ".md-content", ".md-content *"].flatMap(all => [...document.querySelectorAll(all)])
    .map(it => [it.tagName, it.className, getComputedStyle(it)])
    .map(([tag, name, style]) => [tag, `${name}`, style.color, style.backgroundColor, style.borderColor, style.fill])"""


def test_print_is_light_from_dark_mode_too(chromium: Browser, real_site: sites.Site) -> None:
    printed = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme, name in zip(schemes, ("default", "slate"), strict=True):
        with reading(chromium, real_site, scheme=scheme) as reader:
            for path in ("questions/china-russia-2021/", "contributors/zachary-paikin/"):
                page = reader.open(path)
                page.emulate_media(media="screen", reduced_motion="reduce")  # colours change at once
                assert page.locator("body").get_attribute("data-md-color-scheme") == name
                page.emulate_media(media="print")
                printed.append(page.evaluate(COLOURS))
                assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert printed[2:] == printed[:2]


def test_print_keeps_headings_with_what_they_head(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site) as reader:
        page = reader.open("themes/central-asia/")
        page.emulate_media(media="print")
        script = "all => [...new Set(all.map(it => getComputedStyle(it).breakAfter))]"
        assert page.eval_on_selector_all("h1, h2, h3, .ev-meta", script) == ["avoid"]
        display = "all => [...new Set(all.map(it => getComputedStyle(it).display))]"
        assert page.eval_on_selector_all(".ev-sides, .ev-people", display) == ["block"]


def test_the_matrix_keeps_names_in_sight_on_a_phone(chromium: Browser, large_site: sites.Site) -> None:
    with reading(chromium, large_site, PHONE) as reader:
        page = reader.open("questions/round-3/")
        name = page.locator(".ev-matrix tbody th").first
        page.locator(".ev-scroll:has(.ev-matrix)").evaluate("it => it.scrollTo(500, 0)")
        name.scroll_into_view_if_needed()
        box = name.bounding_box()
        assert box is not None
        assert box["x"] >= 0


def test_sides_of_a_theme_stand_side_by_side_and_stack_on_a_phone(chromium: Browser, real_site: sites.Site) -> None:
    for size, columns in ((DESKTOP, 3), (PHONE, 1)):
        with reading(chromium, real_site, size) as reader:
            heads = (
                reader.open("themes/central-asia/")
                .locator(".ev-sides h3")
                .evaluate_all(
                    "all => all.map(it => it.getBoundingClientRect()).map(it => [Math.round(it.x), Math.round(it.y)])"
                )
            )
            first_row = [head for head in heads if head[1] == heads[0][1]]
            assert len(first_row) >= columns if size == DESKTOP else len(first_row) == 1


def test_names_written_from_the_right_are_set_from_the_right(chromium: Browser, hostile_site: sites.Site) -> None:
    with reading(chromium, hostile_site) as reader:
        heading = reader.open("contributors/right-to-left/").locator("h1")
        assert heading.evaluate("it => getComputedStyle(it).direction") == "rtl"


def test_the_site_reads_well_from_a_folder_search_included(chromium: Browser, offline_site: sites.Site) -> None:
    context = chromium.new_context()
    reader = Reader(context.new_page(), offline_site.folder.as_uri() + "/")
    page = reader.open("index.html")
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("maneuverability")
    result = page.locator(".md-search-result__item").first
    expect(result).to_contain_text("both sides’ desire to retain a degree of maneuverability")  # read as UTF-8
    result.locator("a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zachary Paikin")
    page.locator(".md-tabs").get_by_role("link", name="Themes").click()
    page.get_by_role("article").get_by_role("link", name="Military").click()
    page.get_by_role("link", name="In context: Zachary Paikin, paragraph 2").click()
    assert page.url.endswith("contributors/zachary-paikin.html#china-russia-2021-military-2")
    assert page.locator("link[rel=canonical]").get_attribute("href") == "http://127.0.0.1/contributors/zachary-paikin/"
    context.close()
    assert reader.wrongs == []
