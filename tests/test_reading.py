"""What readers come for, each within two clicks of the home page; and what they print, enlarge and come back to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import sites
from tests.test_browser import DESKTOP, KINDS, LARGE, OF_LARGE, OF_REAL, PHONE, REAL, reading
from tests.thorough import crossed

pytestmark = pytest.mark.browser

MARKED = "rgb(255, 233, 168)"
STILL = """() => new Promise(done => {
    const look = (above, same) => requestAnimationFrame(() =>
        same > 9 ? done(above) : look(scrollY, scrollY === above ? same + 1 : 0));
    look(scrollY, 0);
})"""
"""Where a page is once it no longer scrolls."""


@dataclass
class Visit:
    """A reader on the home page, and how often they have clicked. Typing and choosing from a list is no click."""

    page: Page
    clicks: int = field(default=0)

    def click(self, what: Locator) -> None:
        what.first.click()
        self.clicks += 1

    def menu(self, name: str) -> None:
        self.click(self.page.locator(".md-tabs").get_by_role("link", name=name))

    def link(self, name: str, within: str = "article") -> Locator:
        return self.page.locator(within).get_by_role("link", name=name, exact=True)


def marked(page: Page) -> str:
    """The words that are marked where the reader has arrived."""
    script = """ground => [...document.querySelectorAll(".ev-text .ev-words span")]
        .filter(it => getComputedStyle(it).backgroundColor === ground).map(it => it.textContent).join("")"""
    return str(page.evaluate(script, MARKED))


def who_disagrees_real(visit: Visit) -> None:
    visit.click(visit.link("All 15 propositions, and everybody’s stance"))
    visit.click(visit.link("Russia is losing influence in Central Asia."))
    disagrees = visit.page.locator("section", has=visit.page.get_by_role("heading", name="Disagrees"))
    expect(disagrees).to_contain_text("Kalavinka View")
    expect(disagrees).to_contain_text("Russia by contrast is a disruptive opportunist")


def who_disagrees_large(visit: Visit) -> None:
    visit.click(visit.link("All 10 propositions, and everybody’s stance"))
    visit.click(visit.page.get_by_role("article").get_by_role("link", name="Claim 2 on trade will hold."))
    expect(visit.page.locator("h1")).to_contain_text("Claim 2 on trade")
    expect(visit.page.locator(".ev-sides blockquote").first).to_contain_text("will change slowly")


def what_one_says_real(visit: Visit) -> None:
    row = visit.page.get_by_role("row", name="Zachary Paikin")
    visit.click(row.get_by_role("link", name="6%"))
    expect(visit.page.locator("[id='china-russia-2021--zachary-paikin']")).to_be_in_viewport()
    visit.click(visit.page.get_by_role("link", name="In context: Zachary Paikin, paragraph 2"))
    visit.page.wait_for_url("**/contributors/zachary-paikin/#china-russia-2021-central-asia-2")
    assert marked(visit.page).startswith("But Russia has long priced in")


def what_one_says_large(visit: Visit) -> None:
    visit.click(visit.link("Energy"))
    visit.click(visit.page.locator("[id='round-6--expert-8']"))
    fold = visit.page.locator("details", has=visit.page.locator("[id='round-6--expert-8']"))
    link = fold.get_by_role("link", name="In context: Expert Number 8, paragraph 1")
    expect(link).to_be_visible()
    assert str(link.get_attribute("href")).endswith("contributors/expert-8/#round-6-energy-1")


def compare_real(visit: Visit) -> None:
    visit.menu("Compare")
    visit.click(visit.link("Kalavinka View and External Contributor"))
    pair = visit.page.locator(".ev-pair", has_text="Rivalry in Central Asia").first
    expect(pair).to_contain_text("External Contributor Disagrees")
    expect(pair).to_contain_text("Firstly, a clash in overlapping spheres")


def compare_large(visit: Visit) -> None:
    visit.menu("Compare")
    visit.page.get_by_label("Compare", exact=True).first.select_option(label="Expert Number 7")
    visit.page.get_by_label("with").select_option(label="Expert Number 13")
    visit.click(visit.page.get_by_role("button", name="Compare"))
    fold = visit.page.locator("details", has_text="Expert Number 13").first
    expect(fold.get_by_role("listitem").filter(has_text="Claim 2 on energy").first).to_contain_text("disagrees")


def came_due_real(visit: Visit) -> None:
    visit.menu("Forecasts")
    expect(visit.page.get_by_role("heading", name="Overdue 1")).to_be_visible()
    expect(visit.page.locator(".ev-forecast")).to_contain_text("The China-Russia relationship will change gradually.")


def came_due_large(visit: Visit) -> None:
    visit.menu("Forecasts")
    expect(visit.page.get_by_role("heading", name="Due next 60")).to_be_visible()


def who_speaks_of(words: str, who: str) -> Callable[[Visit], None]:
    def task(visit: Visit) -> None:
        visit.page.keyboard.press("/")
        visit.page.keyboard.type(words)
        result = visit.page.locator(".md-search-result__item a", has_text=who)
        expect(result.first).to_be_visible()
        visit.click(result)
        expect(visit.page.locator("h1")).to_contain_text(who)

    return task


def cite(link: str, label: str, sentence: str) -> Callable[[Visit], None]:
    def task(visit: Visit) -> None:
        visit.click(visit.link(link))
        visit.page.wait_for_url("**/contributors/*/**")  # and for its scripts
        visit.click(visit.page.get_by_role("link", name=label))
        expect(visit.page.locator("[popover]:popover-open .ev-sentence")).to_contain_text(sentence)

    return task


def come_back(fold: str, link: str) -> Callable[[Visit], None]:
    def task(visit: Visit) -> None:
        page = visit.page
        visit.click(visit.link(link))
        visit.click(page.get_by_text(fold))
        page.mouse.wheel(0, 700)
        page.wait_for_function("scrollY > 300")
        there = page.evaluate(STILL)
        page.goto(f"{page.url}../../themes/")
        page.go_back()
        expect(page.locator("details", has=page.get_by_text(fold)).first).to_have_attribute("open", "")
        page.wait_for_function("place => Math.abs(scrollY - place) < 50", arg=there)

    return task


TASKS: dict[str, tuple[Callable[[Visit], None], Callable[[Visit], None]]] = {
    "who disagrees about something, in what words": (who_disagrees_real, who_disagrees_large),
    "what somebody says of a theme, with a link to it": (what_one_says_real, what_one_says_large),
    "compare two": (compare_real, compare_large),
    "what came due": (came_due_real, came_due_large),
    "who speaks of a phrase": (
        who_speaks_of("marriage of convenience", "Kalavinka View"),
        who_speaks_of("expert number 17 can tell", "Expert Number 17"),
    ),
    "cite": (
        cite("Zachary Paikin", "Cite the excerpt on Military", "Zachary Paikin (2021): “A formal alliance"),
        cite("Expert Number 10", "Cite the excerpt on Energy", "Expert Number 10"),
    ),
    "come back": (
        come_back("Everybody’s stance on every proposition", "Read and compare them"),
        come_back("Everybody’s stance on every proposition", "Read and compare them"),
    ),
}


@pytest.mark.parametrize(("record", "task"), crossed(["real", "large"], TASKS))
def test_what_readers_come_for_is_two_clicks_from_home(
    chromium: Browser, request: pytest.FixtureRequest, record: str, task: str
) -> None:
    site = request.getfixturevalue(f"{record}_site")
    with reading(chromium, site) as reader:
        visit = Visit(reader.open(""))
        TASKS[task][record == "large"](visit)
        assert visit.clicks <= 2


def test_a_copied_link_leads_to_the_sentence_and_marks_it(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site, PHONE) as reader:
        page = reader.open("contributors/zachary-paikin/")
        page.get_by_text("Link to a sentence of paragraph 2").click()
        copied = page.get_by_role("link", name="¶2.5", exact=True).get_attribute("href")
        page.goto("about:blank")
        page = reader.open(f"contributors/zachary-paikin/{copied}")
        sentence = page.locator(".ev-words > span:target")
        expect(sentence).to_be_in_viewport()
        assert marked(page) == sentence.text_content()
        assert marked(page).startswith("Western criticism along values-based lines")


def test_a_long_list_leaves_what_is_typed_and_is_whole_without_scripts(
    chromium: Browser, large_site: sites.Site
) -> None:
    with reading(chromium, large_site) as reader:
        page = reader.open("contributors/")
        page.get_by_label("Find a contributor").fill("ËXPERT 17")
        expect(page.locator(".ev-names li:visible")).to_have_text(re.compile("Expert Number 17"))
        expect(page.locator(".ev-letter:visible")).to_have_count(1)
        expect(page.get_by_role("article").get_by_role("status")).to_have_text("1 of 40")
        page.get_by_label("Find a contributor").fill("")
        expect(page.locator(".ev-names li:visible")).to_have_count(40)
    with reading(chromium, large_site, scripts=False) as reader:
        page = reader.open("contributors/")
        expect(page.get_by_label("Find a contributor")).not_to_be_visible()
        expect(page.locator(".ev-names li:visible")).to_have_count(40)


def words(page: Page) -> str:
    """What a page says, whether it is folded or not; fields that need scripts say nothing without them."""
    return str(page.evaluate("document.querySelector('article').textContent.replace(/\\s+/g, ' ')"))


def test_without_scripts_a_page_has_the_same_words(chromium: Browser, real_site: sites.Site) -> None:
    said: list[dict[str, str]] = []
    for scripts in (True, False):
        with reading(chromium, real_site, scripts=scripts) as reader:
            said.append({kind: words(reader.open(path.format(**REAL))) for kind, path in OF_REAL.items()})
    assert {kind: told for kind, told in said[1].items() if told != said[0][kind]} == {}


def test_text_twice_as_large_needs_no_sideways_scroll(chromium: Browser, large_site: sites.Site) -> None:
    widths = {}
    with reading(chromium, large_site, PHONE, enlarged=True) as reader:
        for kind, path in OF_LARGE.items():
            page = reader.open(path.format(**LARGE))
            assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 40
            widths[kind] = page.evaluate("document.documentElement.scrollWidth")
    assert {kind: width for kind, width in widths.items() if width > PHONE[0]} == {}


MOST_BYTES = 300_000


def test_no_page_of_forty_contributors_is_heavy(large_site: sites.Site) -> None:
    assert [page for page in large_site.html() if page.stat().st_size > MOST_BYTES] == []


def test_bars_are_seen_in_the_narrowest_window(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site, (320, 700)) as reader:
        for path in ("", "questions/china-russia-2021/", "contributors/zachary-paikin/", "likelihood/"):
            bars = reader.open(path).locator("article svg:not(.ev-icon):visible")
            boxes = bars.evaluate_all(
                "all => all.map(it => it.getBoundingClientRect()).map(it => [it.width, it.height])"
            )
            assert boxes, path
            assert min(width for width, _ in boxes) > 60, path
            assert min(height for _, height in boxes) >= 5, path


def test_the_matrix_says_that_it_scrolls_where_it_does(chromium: Browser, real_site: sites.Site) -> None:
    hint = "The table scrolls sideways."
    with reading(chromium, real_site, PHONE) as reader:
        expect(reader.open("").get_by_text(hint)).to_be_visible()
    with reading(chromium, real_site, DESKTOP) as reader:
        expect(reader.open("").get_by_text(hint)).not_to_be_visible()


def test_a_long_page_has_its_contents_once(chromium: Browser, real_site: sites.Site) -> None:
    for size, name in ((PHONE, "On this page"), (DESKTOP, "Table of contents")):
        with reading(chromium, real_site, size) as reader:
            page = reader.open("questions/china-russia-2021/")
            lists = page.get_by_role("navigation").filter(has=page.get_by_role("link", name="The round-table"))
            expect(lists).to_have_count(1)
            expect(lists).to_have_accessible_name(name)


def test_our_question_is_printed_on_four_pages_with_every_stance_and_its_sentence(
    chromium: Browser, real_site: sites.Site
) -> None:
    with reading(chromium, real_site, scheme="dark") as reader:
        page = reader.open("questions/china-russia-2021/")
        printed = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
        page.emulate_media(media="print")
        expect(page.get_by_text("a clash in overlapping spheres of interest").first).to_be_visible()
        for card in page.locator(".ev-grid .ev-card").all():
            expect(card).to_be_visible()
        statements = page.get_by_text("Rivalry in Central Asia is a risk to the China-Russia relationship.")
        assert sum(it.is_visible() for it in statements.all()) == 1, "each proposition once"
        expect(page.get_by_text("Expert Views, http://127.0.0.1/questions/china-russia-2021/")).to_be_visible()


def test_every_kind_of_page_is_looked_at() -> None:
    assert KINDS.keys() <= OF_REAL.keys() & OF_LARGE.keys()
