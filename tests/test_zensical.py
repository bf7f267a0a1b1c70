"""Zensical as an engine: what it is asked for, and what it makes of links."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import Result
from playwright.sync_api import Browser, expect

from expertviews.engines import SiteError, SiteFiles
from expertviews.engines.zensical import building, extension
from expertviews.kept import Cache
from tests import records, sites
from tests.project import views
from tests.test_browser import DESKTOP, PHONE, reading
from tests.test_search import FOUND, found_record

ASK = """async ([base, queries]) => {
    const index = await (await fetch(base + "search.json")).json();
    const worker = new Worker(base + "assets/javascripts/search-worker.js");
    const ask = (message) => new Promise((done) => {
        worker.onmessage = ({data}) => done(data.data);
        worker.postMessage(message);
    });
    await ask({type: 0, data: index});
    const marked = ({id, matches}) => matches.flatMap(({field, value: {highlight: {ranges}}}) =>
        ranges.map(({start, end}) => [index.items[id].location, index.items[id][field].slice(start, end)]));
    const answers = [];
    for (const input of queries) answers.push((await ask({type: 2, data: {input}})).items.flatMap(marked));
    return answers;
}"""
AT = "http://site/a/b/c/questions/arctic/ice/"


@pytest.mark.parametrize(
    "link", ["../", "..", "../#top", "../../../themes/energy/#x--y", "../melt/?h=ice", "seals/", "./", "../../../"]
)
def test_a_link_leads_where_it_did_after_zensical_has_put_a_step_up_before_it(link: str) -> None:
    html = extension.from_the_file(f'<a class="ev-source" href="{link}">', "questions/arctic/ice.md")
    found = html.removeprefix('<a class="ev-source" href="').removesuffix('">')
    assert found[0] not in "#?/"
    assert urljoin(AT, f"../{found}") == urljoin(AT, link)


@pytest.mark.parametrize(
    "link", ["#top", "?h=ice", "/a/", "//example.org/", "https://example.org/../", "mailto:a@example.org", ""]
)
def test_a_link_that_zensical_leaves_alone_is_left_alone(link: str) -> None:
    html = f'<a href="{link}">a href=&#34;../themes/&#34; ../themes/</a>'
    assert extension.from_the_file(html, "questions/arctic/ice.md") == html


def build(project: Path, *options: str) -> Result:
    return views(project, "site", "--engine", "zensical", *options)


def test_a_broken_link_is_told_at_every_build_and_stops_a_strict_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = sites.project(tmp_path / "project", records.many(2, 1))
    with (project / "docs" / "guides" / "index.md").open("a", encoding="utf-8") as guide:
        guide.write("[lost](lost.md)\n")
    for _ in range(2):
        assert build(project).exit_code == 0
        assert "page does not exist" in capfd.readouterr().err
        assert (project / "site" / "sitemap.xml.gz").is_file()
    strict = build(project, "--strict")
    assert strict.exit_code == 1
    assert "views: stopped by warnings, since the build is strict" in strict.output


def test_what_is_wrong_with_a_template_is_told_in_a_line(tmp_path: Path) -> None:
    project = sites.project(tmp_path / "project", records.many(2, 1))
    (project / "overrides").mkdir()
    (project / "overrides" / "404.html").write_text("{{ page.url.split('/') }}", encoding="utf-8")
    done = build(project)
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert "views: Zensical: " in done.output


def test_zensical_that_is_not_installed_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = SiteFiles(tmp_path, tmp_path / "mkdocs.yml", tmp_path / "site")
    monkeypatch.setattr(building, "find_spec", lambda _: None)
    with pytest.raises(SiteError, match=r"isn't installed \(`make site ENGINE=zensical` installs it"):
        building.build(site, strict=True, cache=Cache())
    with pytest.raises(SiteError, match=r"isn't installed"):
        building.serve(site, "127.0.0.1", 8000)


@pytest.mark.browser
def test_words_of_any_script_are_found_where_ours_finds_them(chromium: Browser, tmp_path: Path) -> None:
    project = sites.project(tmp_path / "project", found_record())
    with reading(chromium, sites.built(project, "zensical", "zensical")) as reader:
        reader.open("")
        answers = reader.page.evaluate(ASK, [reader.base, [words for words, _, _ in FOUND]])
    lost = [
        words
        for (words, slug, mark), places in zip(FOUND, answers, strict=True)
        if not any(at.startswith(f"contributors/{slug}/") and found == mark for at, found in places)
    ]
    assert lost == []


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_search_takes_strangers_words_for_words_and_filters_and_marks_them(
    chromium: Browser, zensical_site: sites.Site, size: tuple[int, int]
) -> None:
    with reading(chromium, zensical_site, size) as reader:
        page = reader.open("themes/")
        page.locator("label[for=__search]:visible, .md-search__button:visible").first.click()
        page.get_by_role("combobox").fill("wholly")
        results = page.get_by_role("option")
        expect(results).to_have_count(6)
        assert page.locator("dialog img, dialog script, dialog [onmouseover]").count() == 0
        if size == PHONE:
            page.get_by_role("button", name="Filters").click()
        page.get_by_role("toolbar").get_by_role("button", name="王小明").click()
        expect(results).to_have_count(1)
        if size == PHONE:
            page.get_by_role("button", name="Filters").click()
        results.first.click()
        page.wait_for_url("**/contributors/han/?h=wholly#hostile-p1")
        expect(page.locator("#hostile-p1 mark, #hostile-p1 ~ * mark").first).to_have_text("wholly")


@pytest.mark.browser
def test_the_themes_scripts_switch_colours_and_copy_under_the_policy(
    chromium: Browser, zensical_site: sites.Site
) -> None:
    with reading(chromium, zensical_site) as reader:
        page = reader.open("contributors/han/")
        page.get_by_title("Switch to dark mode").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("link", name="Cite the").first.click()
        sentence = page.locator("[popover]:popover-open .ev-sentence")
        sentence.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text("Copied to clipboard")
        copied = str(page.evaluate("() => navigator.clipboard.readText()")).strip()
        assert copied == str(sentence.locator("code").text_content()).strip()
