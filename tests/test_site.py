"""The built site, walked: every link leads somewhere, nothing is asked of anybody else, and every word is there."""

import base64
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree

from expertviews.pages.cite import CITATION_FORMATS
from tests import compare_engines, records, sites
from tests.project import ROOT, contents

_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "use": "href"}
_LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


@cache
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_bytes(), "lxml")


@cache
def tree(page: Path) -> etree._Element:
    """A page to walk: ten times as fast as soup, which is easier to ask."""
    return lxml.html.document_fromstring(page.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


@cache
def ids(page: Path) -> Counter[str]:
    return Counter(name for element in tree(page).iter("*") if (name := element.get("id")) is not None)


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def broken(site: sites.Site) -> Iterator[str]:
    for page in site.html():
        for address in {href for it in tree(page).iter("a", "link") if (href := it.get("href")) is not None}:
            link = urlsplit(address)
            if not link.scheme and not leads_somewhere(site, page, link.path, unquote(link.fragment)):
                yield f"{page.relative_to(site.folder)}: {address}"


def leads_somewhere(site: sites.Site, page: Path, path: str, fragment: str) -> bool:
    if path.startswith("/"):
        if not path.startswith(site.path):
            return False
        target = site.folder / path.removeprefix(site.path)
    else:
        target = (page.parent / path).resolve() if path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(site.folder) or not target.is_file():
        return False
    return not fragment or target.suffix != ".html" or fragment in ids(target)


def foreign(page: Path) -> Iterator[str]:
    for element in tree(page).iter("*"):
        address = element.get(_LOADED[element.tag], "") if element.tag in _LOADED else ""
        if element.tag == "link" and _LOADING_LINKS & set(element.get("rel", "").split()):
            address = element.get("href", "")
        if urlsplit(address).netloc or address.startswith("data:"):
            yield f"{element.tag} {address}"
        if "style" in element.attrib:
            yield f"{element.tag} has a style of its own"


LARGE = pytest.param("large", marks=pytest.mark.thorough)


@pytest.fixture(scope="session", params=["real", "hostile", LARGE, "zensical"])
def site(request: pytest.FixtureRequest) -> sites.Site:
    found = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(found, sites.Site)
    return found


@pytest.mark.parametrize("name", ["real", "offline", "hostile", LARGE, "zensical"])
def test_every_link_leads_to_a_page_and_a_place_in_it(name: str, request: pytest.FixtureRequest) -> None:
    """Where addresses are folders, where they are files, and where the site is under a path."""
    assert list(broken(request.getfixturevalue(f"{name}_site"))) == []


def test_a_record_and_its_source_open_in_the_repository_where_there_is_one(
    real_site: sites.Site, plain_site: sites.Site
) -> None:
    page = "contributors/zachary-paikin/index.html"
    host = "https://github.com/example/expert-views"
    view, document = "content/views/china-russia-2021/zachary-paikin.yml", "seeds/china-russia-2021.txt#L5-L8"
    links = [str(link["href"]) for link in soup(real_site.folder / page).select(".ev-records a")]
    assert links[2:] == [f"{host}/blob/main/{view}", f"{host}/edit/main/{view}", f"{host}/blob/main/{document}"]
    assert soup(plain_site.folder / page).select(".ev-records") == []
    assert soup(plain_site.folder / page).select_one("a[href='../../sources/china-russia-2021.txt/#l5']") is not None


def test_the_offline_edition_names_addresses_of_the_published_site(offline_site: sites.Site) -> None:
    address = "http://127.0.0.1/contributors/zachary-paikin/"
    page = soup(offline_site.folder / "contributors/zachary-paikin.html")
    assert page.select_one(f"link[rel=canonical][href='{address}']")
    assert soup(offline_site.folder / "index.html").select_one(f"link[rel=canonical][href='{sites.LOCAL}']")
    assert f"<loc>{sites.LOCAL}</loc>" in (offline_site.folder / "sitemap.xml").read_text("utf-8")
    assert (
        json.loads((offline_site.folder / "api/v1/contributors/zachary-paikin.json").read_text("utf-8"))["url"]
        == address
    )
    texts = [
        it.read_text("utf-8")
        for kind in ("html", "csv", "json", "xml")
        for it in offline_site.folder.rglob(f"*.{kind}")
    ]
    assert not [it for text in texts for it in re.findall(r"http://127.0.0.1/[^\s\"<,]*\.html", text)]


def test_every_guide_leads_to_every_other(real_site: sites.Site) -> None:
    guides = {path.parent for path in (real_site.folder / "guides").glob("*/index.html")}
    links = soup(real_site.folder / "guides" / "format" / "index.html").select(".md-nav--primary a[href]")
    led = {(real_site.folder / "guides" / "format" / str(link["href"])).resolve() for link in links}
    assert len(guides) > 10
    assert guides <= led


def test_no_id_occurs_twice(site: sites.Site) -> None:
    for page in site.html():
        assert [name for name, number in ids(page).items() if number > 1] == [], page


_LANDMARKS = {"nav": "navigation", "aside": "complementary", "dialog": "dialog"}


def unnamed(page: Path) -> Iterator[str]:
    """The landmarks and dialogs without a name, but for the search, which gets its own by script."""
    for element in tree(page).iter("nav", "aside", "section", "div", "dialog"):
        role = element.get("role") or _LANDMARKS.get(element.tag)
        is_named = element.get("aria-label") or element.get("aria-labelledby")
        is_search = element.get("class", "").startswith("md-search")
        if role in {*_LANDMARKS.values(), "region", "form", "search"} and not is_named and not is_search:
            yield f"{element.tag} {element.attrib}"


def test_no_landmark_is_unnamed(site: sites.Site) -> None:
    for page in site.html():
        assert list(unnamed(page)) == [], page


def heard(element: etree._Element) -> str:
    """What is read out of an element, but for white space."""
    if element.get("aria-hidden") == "true":
        return ""
    parts = [element.text or "", *(heard(it) + (it.tail or "") for it in element if isinstance(it.tag, str))]
    return element.get("aria-label") or "".join(parts)


def test_no_two_links_of_a_page_have_one_name_and_lead_to_two_places(
    real_site: sites.Site, large_site: sites.Site
) -> None:
    """The signs beside headings are left out: each is read out with its heading."""
    for page in (*real_site.html(), *large_site.html()):
        places: dict[str, set[str]] = {}
        for link in tree(page).iter("a"):
            if (address := link.get("href")) is not None and "headerlink" not in link.get("class", ""):
                name = " ".join(heard(link).split()) or link.get("title", "")
                places.setdefault(name, set()).add(urljoin(page.as_uri(), address).removesuffix("index.html"))
        assert [(name, found) for name, found in places.items() if not name or len(found) > 1] == [], page


def test_no_page_asks_a_third_party_for_anything(site: sites.Site) -> None:
    for page in site.html():
        assert list(foreign(page)) == [], page


def test_no_style_sheet_of_ours_asks_for_anything() -> None:
    for sheet in (ROOT / "docs").rglob("*.css"):
        assert not re.search(r"""url\((?!"data:)|@import""", sheet.read_text(encoding="utf-8")), sheet


def test_every_page_names_itself_and_says_what_it_holds(site: sites.Site) -> None:
    for page in site.html():
        if page.name == "404.html" or page.is_relative_to(site.folder / "embed"):  # parts of other sites' pages
            continue
        assert tree(page).findtext("head/title"), page
        descriptions = [it.get("content") for it in tree(page).iter("meta") if it.get("name") == "description"]
        assert descriptions, page
        assert all(descriptions), page
        assert len(list(tree(page).iter("h1"))) == 1, page


def test_every_line_of_the_seed_stands_letter_for_letter_on_a_contributors_page(real_site: sites.Site) -> None:
    pages = [words(soup(page).article) for page in (real_site.folder / "contributors").rglob("*.html")]
    seed = (real_site.project / "seeds" / "china-russia-2021.txt").read_text(encoding="utf-8")
    lines = [" ".join(line.removeprefix("Question:").split()) for line in seed.splitlines() if line.strip()]
    assert len(lines) == 16
    assert [line for line in lines if not any(line in page for page in pages)] == []


def test_a_text_stands_whole_on_its_page_however_its_quotations_cross(hostile_site: sites.Site) -> None:
    page = soup(hostile_site.folder / "contributors" / "image" / "index.html")
    view = records.hostile()["views/hostile/image.yml"]
    paragraphs = [words(element) for element in page.select(".ev-text > .ev-words")]
    assert paragraphs == [" ".join(paragraph.split()) for paragraph in str(view["text"]).split("\n\n")]


def test_silence_is_shown(real_site: sites.Site) -> None:
    energy = soup(real_site.folder / "themes" / "energy" / "index.html")
    assert "No excerpt Zachary Paikin, External Contributor" in words(energy.article)
    home = soup(real_site.folder / "index.html")
    row = next(row for row in home.select(".ev-matrix tbody tr") if "Zachary Paikin" in words(row))
    assert [words(cell) for cell in row.find_all("td")][:2] == ["no excerpt", "no excerpt"]


def test_a_draft_is_labelled_wherever_its_passages_are_shown(hostile_site: sites.Site) -> None:
    for page, unreviewed in (
        ("contributors/image", "Excerpts and stances"),
        ("themes/hostile", "Excerpt"),
        ("looking-ahead", "Stance"),
    ):
        found = soup(hostile_site.folder / page / "index.html").select(".ev-draft")
        labels = {words(label) for label in found}
        assert f"{unreviewed} not yet reviewed" in labels, page
        assert all(re.fullmatch(rf"({unreviewed}|\d+) not yet reviewed", label) for label in labels), page


def test_an_editors_words_are_never_set_as_a_contributors(site: sites.Site) -> None:
    for page in site.html():
        for element in tree(page).iter("*"):
            classes = set(element.get("class", "").split())
            above = {name for it in element.iterancestors() for name in it.get("class", "").split()}
            if "ev-words" in classes:
                assert "ev-editor" not in classes | above, page
            assert "ev-editor" not in classes or "ev-words" not in above, page
            assert element.tag != "blockquote" or "ev-words" in classes, page


def test_two_builds_of_one_record_are_the_same_bytes(real_site: sites.Site, tmp_path: Path) -> None:
    """Here and by the command, in a copy of the project in which nothing is kept."""
    project = sites.project(tmp_path / "project", has_guides=True)
    config = shutil.copy(real_site.project / "mkdocs-test-site.yml", project)
    done = sites.views(project, "site", "--strict", "--whole", "--config", Path(config).name)
    assert done.returncode == 0, done.stderr
    first, second = contents(real_site.folder), contents(project / "site")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_search_finds_a_sentence_once_at_its_home_and_says_whose_it_is(real_site: sites.Site) -> None:
    entries = json.loads((real_site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    texts = [
        (entry["location"], " ".join(BeautifulSoup(entry["text"], "lxml").get_text().split())) for entry in entries
    ]
    titles = {entry["location"]: entry["title"] for entry in entries}
    for contributor in (
        "zachary-paikin",
        "dirk-van-der-kley",
        "kalavinka-view",
        "china-russia-2021-external-contributor",
    ):
        page = soup(real_site.folder / "contributors" / contributor / "index.html")
        home = f"contributors/{contributor}/"
        assert titles[home] == page.select_one("h1").get_text().removesuffix("¶")  # type: ignore[union-attr]
        for paragraph in page.select(".ev-text > .ev-words"):
            for sentence in re.split(r"(?<=[.?]) (?=[A-Z])", words(paragraph)):
                assert [at for at, text in texts if sentence in text] == [f"{home}#{paragraph['id']}"], sentence


def test_search_leaves_out_what_repeats_or_is_for_editors(real_site: sites.Site) -> None:
    entries = json.loads((real_site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    pages = {entry["location"].partition("#")[0] for entry in entries}
    assert {page for page in pages if page.count("/") == 1} == {"changes/", "data/", "looking-ahead/", "likelihood/"}
    assert {page.split("/")[0] for page in pages if page.count("/") > 1} == {"questions", "contributors", "themes"}
    said = " ".join(entry["text"] for entry in entries)
    for left_out in ("Share of", "Editor’s summary", "Shares passages", "Jane"):
        assert left_out not in said


@pytest.mark.parametrize("name", ["real_site", "hostile_site", "large_site"])
def test_search_leads_only_to_places_that_are_there(name: str, request: pytest.FixtureRequest) -> None:
    site: sites.Site = request.getfixturevalue(name)
    entries = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    ids: dict[str, set[str]] = {}
    for entry in entries:
        page, _, fragment = entry["location"].partition("#")
        if page not in ids:
            ids[page] = {it.get("id", "") for it in tree(site.folder / page / "index.html").iter("*")} | {""}
        assert fragment in ids[page], entry["location"]
    assert len({entry["location"] for entry in entries}) == len(entries)


def test_every_script_in_a_page_is_one_that_its_policy_names(site: sites.Site) -> None:
    for page in site.html():
        metas = (it for it in tree(page).iter("meta") if it.get("http-equiv") == "Content-Security-Policy")
        policy = next(metas).get("content", "")
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        for script in tree(page).iter("script"):
            if script.get("src") is None and "json" not in script.get("type", ""):
                text = script.text or ""
                digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy, f"name 'sha256-{digest}' in base.yml: {text[:60]}"


def test_a_works_meta_tags_and_linked_data_are_on_its_page(real_site: sites.Site) -> None:
    for path, author in (("contributors/zachary-paikin", "Paikin, Zachary"), ("questions/china-russia-2021", None)):
        page = soup(real_site.folder / path / "index.html")
        assert page.select_one("meta[name=citation_title]") is not None
        assert [str(tag["content"]) for tag in page.select("meta[name=citation_author]")] == (
            [author] if author else []
        )
        cited = {str(it["type"]): str(it["href"]) for it in page.select("link[rel=describedby]")}
        assert [*cited] == [it.media_type for it in CITATION_FORMATS]
        assert all((real_site.folder / path / it).is_file() for it in cited.values())
        data = json.loads(page.select_one("script[type='application/ld+json']").get_text())  # type: ignore[union-attr]
        assert data["@context"] == "https://schema.org"
        assert data["url"] == f"http://127.0.0.1/{path}/"


@pytest.mark.parametrize("name", ["real", "offline"])
def test_hosts_are_told_that_only_embeds_may_be_framed_and_data_read_by_others(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: sites.Site = request.getfixturevalue(f"{name}_site")
    rules = dict(re.findall(r"^(/.*)\n  (.+)$", (site.folder / "_headers").read_text("utf-8"), re.MULTILINE))
    for page in site.html():
        path = f"/{page.relative_to(site.folder).as_posix()}"
        told = [header for rule, header in rules.items() if fnmatch(path.removesuffix("index.html"), rule)]
        expected = 0 if path.startswith(("/embed/", "/404")) else 1
        assert told == ["Content-Security-Policy: frame-ancestors 'none'"] * expected, path
    assert rules["/api/*"] == "Access-Control-Allow-Origin: *"


def test_crawlers_are_told_of_the_sitemap(real_site: sites.Site) -> None:
    assert "Sitemap: http://127.0.0.1/sitemap.xml" in (real_site.folder / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("record", ["real", "hostile", LARGE])
def test_both_engines_make_the_same_of_every_page(record: str, request: pytest.FixtureRequest) -> None:
    """Addresses, titles, descriptions, ids, links, text, tabs, linked data, redirects, search entries and the sitemap."""
    site = request.getfixturevalue(f"{record}_site")
    other = (
        sites.built(site.project, "zensical", "zensical")
        if record == "large"
        else request.getfixturevalue({"real": "real_zensical_site", "hostile": "zensical_site"}[record])
    )
    ours, theirs = compare_engines.facts(site), compare_engines.facts(other)
    assert compare_engines.unknown(ours - theirs) == []
    assert compare_engines.unknown(theirs - ours) == []
    differing = [*(ours - theirs), *(theirs - ours)]
    assert [it.reason for it in compare_engines.KNOWN if not any(map(it.holds, differing))] == []
    assert {fact.kind for fact in ours} >= {
        "file",
        "title",
        "meta",
        "id",
        "link",
        "text",
        "tab",
        "search entry",
        "sitemap",
    }
    assert record != "hostile" or any(fact.kind == "redirect" for fact in ours)
