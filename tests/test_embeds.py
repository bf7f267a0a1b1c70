"""Embeds: one quotation or strip for other sites' pages, without scripts, the same words as here."""

import json
from collections.abc import Iterator, Mapping
from html import unescape

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from expertviews.addresses import Site
from expertviews.model import Library, Withdrawal
from expertviews.pages import render_site
from expertviews.publish import THEME
from tests import sample_library as sample
from tests import sites

SITE = Site("Round & Round", "https://example.org/site")


def embeds(library: Library, site: Site = SITE) -> Mapping[str, str]:
    data = render_site(library, site).data()
    return {path: text.decode() for path, text in data.items() if path.startswith("embed/")}


def test_an_embed_has_each_quotation_of_a_view_under_its_own_id() -> None:
    page = BeautifulSoup(embeds(sample.small())["embed/first/ann/index.html"], "lxml")
    quoted = {
        str(it["id"]): it.blockquote.get_text(" ", strip=True) for it in page.select("section[id]") if it.blockquote
    }
    assert quoted["first-trade-1"] == "Trade will grow. Arms may follow trade."
    assert quoted["first--peace"] == "Peace is likely."
    assert len(quoted) == 4


def test_embeds_have_no_scripts_and_are_not_to_be_found() -> None:
    for path, text in embeds(sample.small()).items():
        if path.endswith(".html"):
            page = BeautifulSoup(text, "lxml")
            assert not page.select("script, [onclick], iframe")
            assert page.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]
            assert "default-src 'none'" in text


def test_a_withdrawn_answer_is_withdrawn_from_every_embed() -> None:
    views = {
        key: it.model_copy(update={"withdrawn": Withdrawal(date="2027-01-02", why="Asked to.")})
        for key, it in sample.small().views.items()
    }
    library = sample.library(
        sample.small().questions.values(),
        sample.small().contributors.values(),
        sample.small().themes.values(),
        views.values(),
    )
    text = embeds(library)["embed/first/ann/index.html"]
    assert "withdrawn on 2 January 2027" in text
    assert "Trade will grow" not in text


def test_a_draft_says_in_its_embed_that_nobody_has_reviewed_it() -> None:
    assert "suggested by a program, not reviewed" in embeds(sample.small())["embed/second/ben/index.html"]


def test_words_of_others_stay_words_in_an_embed_and_in_its_description() -> None:
    library = sample.library(
        [sample.question("q", question='Who? "><script>alert(1)</script>')],
        [sample.contributor("ann", name="<b>Ann</b>")],
        [sample.theme("t", 1)],
        [
            sample.view(
                ("q", "ann"), "<img src=x onerror=alert(1)> I say.", [("t", "<img src=x onerror=alert(1)> I say.")]
            )
        ],
    )
    found = embeds(library)
    for path in ("embed/q/index.html", "embed/q/ann/index.html"):
        assert "<script>" not in found[path]
        assert "<img" not in found[path]
    described = json.loads(found["embed/q/oembed.json"])
    frame = BeautifulSoup(described["html"], "lxml").iframe
    assert frame["title"] == 'Who? "><script>alert(1)</script>'  # type: ignore[index]
    assert unescape(described["title"]) == described["title"]


def test_words_from_the_right_stand_by_themselves() -> None:
    library = sample.library(
        [sample.question("q", [sample.proposition("p", "t", statement="العربية: التحالف سيستمر.")])],
        [sample.contributor("ann", name="محمد العلي")],
        [sample.theme("t", 1)],
        [sample.view(("q", "ann"), "هذا هو النص.", [], [("p", "agree", "هذا هو النص.")])],
    )
    page = BeautifulSoup(embeds(library)["embed/q/ann/index.html"], "lxml")
    assert page.select("blockquote[dir=auto]")
    assert [it.get_text() for it in page.select("bdi")] == ["العربية: التحالف سيستمر."]


def test_a_site_without_an_address_has_no_embeds() -> None:
    assert embeds(sample.small(), Site("x")) == {}


@pytest.mark.browser
class TestInABrowser:
    @pytest.fixture(scope="class")
    @classmethod
    def page(cls, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
        folder = tmp_path_factory.mktemp("embeds")
        style = (THEME / "assets/stylesheets/embed.css").read_text("utf-8")
        for path, text in {**embeds(sample.small()), "assets/stylesheets/embed.css": style}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        with sites.served(sites.Site(folder, folder)) as address:
            context = chromium.new_context(java_script_enabled=False, base_url=address)
            yield context.new_page()
            context.close()

    @pytest.mark.parametrize(
        ("address", "shown"),
        {
            "embed/first/ann/#first--peace": ["Peace is likely."],
            "embed/first/ann/": ["Ann on “What next?”"],
            "embed/first/ann/#first--gone": ["Ann on “What next?”"],
            "embed/first/#proposition--treaty": ["It is so that treaty."],
        }.items(),
    )
    def test_only_what_the_address_points_to_is_shown(self, page: Page, address: str, shown: list[str]) -> None:
        page.goto("about:blank")
        page.goto(address)
        visible = [it.inner_text() for it in page.locator("section").all() if it.is_visible()]
        assert len(visible) == len(shown)
        assert all(words in said for words, said in zip(shown, visible, strict=True))
