"""The site for everyone: by keyboard, by ear, with few colours, with large letters."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import sites
from tests.test_browser import reading

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]


def focused(locator: Locator) -> bool:
    return bool(locator.evaluate("it => it === document.activeElement"))


STANCE = (
    "questions/china-russia-2021/",
    "[popovertarget='formal-alliance--by--zachary-paikin']:not(.ev-close)",
    "Zachary Paikin: disagrees. Beijing and Moscow will enter a formal alliance.",
)


@pytest.mark.parametrize(
    ("scripts", "path", "button", "name"),
    [
        pytest.param(False, *STANCE, id="no-scripts"),
        pytest.param(True, *STANCE, id="scripts"),
        *(
            pytest.param(True, path, f"a[aria-label='{name}'] >> nth=0", name, id=name)
            for path, name in (
                ("contributors/zachary-paikin/", "Cite the excerpt on Military"),
                ("questions/china-russia-2021/formal-alliance/", "Cite the words of Zachary Paikin"),
            )
        ),
    ],
)
def test_what_opens_has_a_name_and_a_way_to_close_and_takes_and_gives_back_the_focus(
    chromium: Browser, real_site: sites.Site, scripts: bool, path: str, button: str, name: str
) -> None:
    with reading(chromium, real_site, scripts=scripts) as reader:
        page = reader.open(path)
        assert page.evaluate("document.activeElement.tagName") == "BODY"
        opener = page.locator(button)
        for fold in page.locator("details", has=opener).locator("> summary").all():
            fold.click()
        card = page.get_by_role("dialog", name=name, exact=True)
        for close in ("Escape", "Enter"):
            opener.focus()
            page.keyboard.press("Enter")
            expect(card).to_be_visible()
            expect(card).to_be_focused()
            if close == "Enter":
                page.keyboard.press("Tab")
                assert focused(card.get_by_role("button", name="Close"))
            page.keyboard.press(close)
            expect(card).not_to_be_visible()
            assert focused(opener)


CONTRAST = """all => {
    const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const seen = colour => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => [r, g, b].map(it => it / 255)
        .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = it => { for (; it; it = it.parentElement) {
        const colour = seen(getComputedStyle(it).backgroundColor); if (colour[3] === 255) return colour; }
        return [255, 255, 255]; };
    const parts = it => { const style = getComputedStyle(it); return it.matches(".md-code__button") ? [style.color]
        : it.closest("svg")
        ? [style.fill, style.stroke].filter(colour => colour !== "none")
        : style.textDecorationLine.includes("underline") ? [style.textDecorationColor] : []; };
    return all.filter(it => it.checkVisibility() && it.getBoundingClientRect().width).flatMap(it => parts(it)
        .map(colour => [light(seen(colour)), light(ground(it))].sort((a, b) => b - a))
        .map(([more, less]) => [(more + 0.05) / (less + 0.05), it.outerHTML.slice(0, 120)]))
        .filter(([contrast]) => contrast < 3).map(([contrast, html]) => `${contrast.toFixed(2)} ${html}`);
}"""
SIGNS = ".md-content :is(a, button span, .ev-ex, summary, .md-code__button), .ev-icon *, .md-header svg path"


def open_all(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('.md-content details').forEach(it => { it.open = true; })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_underlines_and_icons_stand_out(chromium: Browser, real_site: sites.Site, scheme: Scheme) -> None:
    with reading(chromium, real_site, scheme=scheme) as reader:
        for path in ("", "questions/china-russia-2021/", "contributors/zachary-paikin/", "guides/add-a-contributor/"):
            page = reader.open(path)
            page.emulate_media(reduced_motion="reduce")
            open_all(page)
            if path:
                page.locator("pre:visible .md-code__button").first.wait_for()
            assert page.eval_on_selector_all(SIGNS, CONTRAST) == [], path


def record_of_one_view(sentences: int) -> sites.Records:
    """An answer of which all but one in ten sentences are filed, next to and over one another."""
    said = [f"Sentence number {n} says something of its own." for n in range(sentences)]
    excerpts: list[dict[str, Any]] = [
        {"theme": "arms" if n % 2 else "trade", "quote": it} for n, it in enumerate(said) if n % 10 != 9
    ]
    excerpts.append({"theme": "peace", "quote": f"{said[1]} {said[2]}"})
    themes = {
        f"themes/{slug}.yml": {"title": slug.title(), "summary": f"All on {slug}.", "order": at}
        for at, slug in enumerate(("arms", "trade", "peace"))
    }
    view = {"question": "q", "contributor": "ann", "status": "reviewed", "source": {"submitted": "2021-05-04"},
            "read_for": ["arms", "trade", "peace"],
            "text": " ".join(said), "excerpts": excerpts}  # fmt: skip
    return themes | {
        "questions/q.yml": {"question": "What next?", "asked": "2021"},
        "contributors/ann.yml": {"name": "Ann Lee", "sort_name": "Lee, Ann", "kind": "person"},
        "views/q/ann.yml": view,
    }


def generated(page: Page, selector: str, part: str) -> list[str]:
    script = "(all, part) => all.map(it => getComputedStyle(it, part).content.split('\"')[1])"
    return list(page.eval_on_selector_all(selector, script, part))


@pytest.mark.parametrize("forced", [False, True], ids=["colours", "forced"])
def test_excerpts_can_be_told_apart_where_nearly_all_is_filed(
    chromium: Browser, filed_site: sites.Site, forced: bool
) -> None:
    with reading(chromium, filed_site, forced=forced) as reader:
        page = reader.open("contributors/ann/")
        words = page.locator("#q-p1")
        marks = page.locator("#q-p1 .ev-at[data-nth]")
        numbers = page.locator(".ev-margin .ev-nth").all_text_contents()
        assert numbers == [str(n) for n in range(1, 20)]
        assert generated(page, "#q-p1 .ev-at[data-nth]", "::before") == numbers
        filed = page.locator(".ev-margin .ev-filed:has(.ev-nth)")
        for at, number in enumerate(numbers):
            target = str(filed.nth(at).locator("a.ev-show[href^='#']").get_attribute("href"))
            assert page.locator(target).get_attribute("data-nth") == number
            assert marks.nth(at).get_attribute("id") == target[1:]
        assert set(generated(page, "#q-p1 .ev-closes", "::after")) == {"⌋"}
        closed = page.locator("#q-p1 .ev-closes").all_text_contents()
        assert [it.split()[2] for it in closed] == [str(n) for n in range(18) if n % 10 not in {8, 9}]
        assert "⌋" not in str(words.text_content())


@pytest.fixture(scope="module")
def filed_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    return sites.built(sites.project(tmp_path_factory.mktemp("filed") / "project", record_of_one_view(20)))
