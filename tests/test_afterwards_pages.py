"""What readers see of answers that were corrected, amended or withdrawn, and of a question that is closed."""

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import pypdfium2
import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from playwright.sync_api import Browser, expect

from expertviews import content, pages
from expertviews.addresses import Site
from expertviews.kept import all_files
from expertviews.model import Correction, EarlierVersion, Library, SeedSource, SubmittedSource, Withdrawal
from expertviews.pages import sources
from expertviews.publish import build_pages, published_addresses
from tests import records, sites
from tests import sample_library as sample
from tests.project import DIRK_VIEW, OUTLINE, PAIKIN_VIEW, QUESTION, RECORD, Project
from tests.test_browser import reading, violations

SITE = Site("Test", "https://example.org/")
SEED = "seeds/china-russia-2021.txt"
PAGE = "contributors/zachary-paikin"
MISPRINTS = {
    "a degree of maneuverability": "a degree of manoeuverabilty",
    "a Nonresident Research": "a Nonresident Reserach",
    "Liberalized trade": "Liberalised trade",
}
"""What is printed in place of some words of an answer."""
WITHDRAWN = "withdrawn: {date: 2026-11-24, why: At the author’s request.}\n"
LATER = Withdrawal(date="2026-11-24", why="At the author’s request.")
EARLIER = """\
earlier:
  - source: {submitted: 2026-11-01}
    amended: 2026-11-20
    why: New figures.
    bio: Somebody of whom nobody had ever heard.
    text: |
      Nothing whatsoever had been foreseen by then.

      It was a wholly different sentence in those days.
"""


def built(project: Project) -> Mapping[str, BeautifulSoup]:
    """Every page, as Markdown makes it."""
    assert project.problems() == []
    build_pages(project.root, SITE)
    docs = project.root / "docs"
    texts = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}
    return {name.removesuffix(".md"): soup(text) for name, text in texts.items()}


def soup(text: str) -> BeautifulSoup:
    markdown = Markdown(extensions=["attr_list", "toc", "tables"])
    return BeautifulSoup(markdown.convert(text.split("---\n", 2)[2]), "lxml")


def said(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text().split())


def misprint(project: Project) -> None:
    """Misprints in the document, corrected in the answer."""
    items = ""
    for right, printed in MISPRINTS.items():
        project.edit(SEED, right, printed)
        items += f"  - {{printed: {printed}, corrected: {right}, date: 2026-11-23, why: Checked with the author.}}\n"
    text = re.sub("^digest: .*\n", "", project.read(OUTLINE), flags=re.MULTILINE)
    project.write(OUTLINE, text)
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\ncorrections:\n{items}")


def test_corrected_words_are_marked_in_the_text_which_stays_letter_for_letter(project: Project) -> None:
    misprint(project)
    made = built(project)
    view = content.load(project.root).library.views["china-russia-2021", "zachary-paikin"]
    for page in (made[PAGE], made["questions/china-russia-2021"]):
        shown = [it.get_text() for it in page.select(".ev-text > .ev-words")]
        assert set(view.paragraphs) <= set(shown)
        marked = [it.get_text() for it in page.select("p.ev-words ins.ev-corrected")]
        assert "".join(marked) == "a degree of maneuverabilityLiberalized trade"
    for mark in made[PAGE].select("ins.ev-corrected"):
        (note,) = made[PAGE].select(f"#{mark['aria-describedby']}")
    assert said(note) == (
        "Corrected: the source has “Liberalised trade” for “Liberalized trade”."
        " Checked with the author. 23 November 2026".replace("“", "").replace("”", "")
    )


@pytest.mark.parametrize(
    ("page", "place", "printed"),
    [
        ("themes/military", "#china-russia-2021--zachary-paikin", "a degree of manoeuverabilty"),
        ("themes/world-order", "#china-russia-2021--zachary-paikin", "Liberalised trade"),
        (PAGE, ".ev-provenance", "a Nonresident Reserach"),
    ],
)
def test_the_sources_words_stand_beside_each_quotation_of_corrected_ones(
    project: Project, page: str, place: str, printed: str
) -> None:
    misprint(project)
    (part,) = built(project)[page].select(place)
    assert next(said(it) for it in part.select(".ev-correction q")) == printed
    assert printed not in said(part.blockquote)


def test_no_quotation_without_a_misprint_has_a_note(project: Project) -> None:
    misprint(project)
    for page in built(project).values():
        for quotation in page.select("blockquote"):
            note = quotation.find_next_sibling()
            noted = isinstance(note, Tag) and "ev-correction" in str(note.get("class"))
            assert noted == any(right in said(quotation) for right in MISPRINTS)


def test_a_citation_and_linked_data_tell_of_a_correction(project: Project) -> None:
    misprint(project)
    page = built(project)[PAGE]
    files = all_files(build_pages(project.root, SITE).rendered.citations())
    cited = files[f"{PAGE}/china-russia-2021--passages.txt"].decode()
    assert "[corrected; the source has “a degree of manoeuverabilty” for “a degree of maneuverability”]" in cited
    (script,) = page.select("script")
    (view,) = json.loads(script.get_text())["hasPart"]
    assert [it["@type"] for it in view["correction"]] == ["CorrectionComment"] * 3


def test_a_document_shows_the_printed_line_with_a_note(project: Project) -> None:
    misprint(project)
    page = built(project)["sources/china-russia-2021.txt"]
    noted = {
        str(it.contents[0]): [said(note) for note in it.select(".ev-correction")] for it in page.select("li:has(span)")
    }
    lines = project.read(SEED).split("\n")
    assert list(noted) == [lines[6], lines[7]]
    assert [len(notes) for notes in noted.values()] == [2, 1]


def test_an_amended_answer_is_told_first_then_shown_then_as_it_was(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\n{EARLIER}")
    made = built(project)
    words = said(made[PAGE].body)
    order = [
        "Amended on 20 November 2026. New figures.",
        "Russia-China relations in 2021 will",
        "Nothing whatsoever had",
    ]
    assert sorted(order, key=words.index) == order
    (earlier,) = made[PAGE].select("#china-russia-2021--earlier--1")
    assert earlier.name == "details"
    assert "The earlier version, until 20 November 2026" in said(earlier.summary)
    assert "Source: sent to the editors on 1 November 2026" in said(earlier)
    answer = made["questions/china-russia-2021"].select_one("#zachary-paikin ~ aside")
    assert "Amended on 20 November 2026" in said(answer)
    assert "Nothing whatsoever" not in said(answer)


def test_an_amended_answer_is_of_the_day_of_its_amendment_and_its_earlier_version_is_not(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\n{EARLIER}")
    page = built(project)[PAGE]
    assert "Answered on 20 November 2026" in said(page.select_one(".ev-view"))
    assert [said(it) for it in page.select(".ev-provenance > .ev-label")] == [
        "About the contributor, as stated on 20 November 2026",
        "About the contributor, as stated on 1 November 2026",
    ]
    assert "(2026)" in said(page)


def test_several_versions_keep_their_ids_as_newer_ones_come(project: Project) -> None:
    older = EARLIER.removeprefix("earlier:\n").replace("2026-11-20", "2026-11-10").replace("Nothing", "Not anything")
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\n{EARLIER}{older}")
    found = {str(it["id"]): said(it) for it in built(project)[PAGE].select("details.ev-earlier")}
    assert list(found) == ["china-russia-2021--earlier--2", "china-russia-2021--earlier--1"]
    assert "Not anything" in found["china-russia-2021--earlier--1"]


def test_a_place_that_only_the_earlier_version_had_leads_to_the_notice(project: Project) -> None:
    version = EARLIER + "".join(f"\n      Paragraph {number}.\n" for number in range(3))
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\n{version}")
    with (project.root / "content/addresses.txt").open("a", encoding="utf-8") as listed:
        listed.write(f"{PAGE}/#china-russia-2021-p5\n")
    (place,) = built(project)[PAGE].select("#china-russia-2021-p5")
    assert "Amended on" in said(place.parent)
    assert published_addresses.vanished(project.root) == []


def test_an_answer_amended_so_that_a_theme_is_lost_keeps_its_place_on_the_themes_page(project: Project) -> None:
    place = "china-russia-2021--zachary-paikin"
    assert f"themes/technology/#{place}" in project.read("content/addresses.txt")
    items = re.split(r"(?m)^(?=  - |[a-z])", project.read(PAIKIN_VIEW))
    kept = "".join(it for it in items if not it.startswith("  - theme: technology"))
    project.write(PAIKIN_VIEW, kept.replace("status: reviewed\n", f"status: reviewed\n{EARLIER}"))
    assert built(project)["themes/technology"].select(f"#{place}")
    assert published_addresses.vanished(project.root) == []


def withdraw(project: Project) -> None:
    """Withdraws an answer that has everything an answer can have."""
    more = "title: A title of which there was but one\nnotes: [A note that was never seen elsewhere]\n"
    project.edit(PAIKIN_VIEW, "source: {seed: china-russia-2021.txt, lines: 5-8}", "source: {submitted: 2026-11-01}")
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\n{WITHDRAWN}{EARLIER}{more}")
    own = "prompts: [{before: 2, text: What did the moderator want to know?}]\n"
    correction = (
        "corrections: [{printed: surley never printed, corrected: strategic, date: 2026-11-23, why: Why not ever.}]\n"
    )
    project.edit(PAIKIN_VIEW, "key_quote:", f"{own}{correction}key_quote:")
    assert project.problems() == []


def runs(words: str) -> set[str]:
    """Every six words that follow each other in a sentence."""
    sentences = (re.findall(r"\w+", sentence) for sentence in re.split(r"[.?!]\s", words))
    return {" ".join(tokens[at : at + 6]) for tokens in sentences for at in range(len(tokens) - 5)}


def runs_in(data: bytes) -> set[str]:
    """The words of a file that follow each other between two tags, however they are written in it."""
    text = data.decode("utf-8", "replace")
    escaped = re.sub(r"\\u([0-9a-f]{4})", _character, text)
    forms = (text, html.unescape(text), unquote(html.unescape(text)), html.unescape(escaped))
    return {run for form in forms for piece in re.split(r"<[^<>]*>|\\n", form) for run in runs(piece)}


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """A site with a withdrawn answer, of which the document has lines too, as it was received."""
    root = sites.project(tmp_path_factory.mktemp("withdrawn"))
    project = Project.__new__(Project)
    project.root = root
    for guide in (root / "docs/guides").glob("*.md"):
        guide.write_text("# A guide that quotes nobody", encoding="utf-8")
    withdraw(project)
    project.edit(DIRK_VIEW, "status: reviewed\n", f"status: reviewed\n{WITHDRAWN}")
    return sites.built(root)


def test_no_byte_of_the_site_says_what_was_withdrawn(site: sites.Site) -> None:
    gone = {site.project / path for path in (PAIKIN_VIEW, DIRK_VIEW)}
    record = [path for path in [*(site.project / "content").rglob("*"), site.project / SEED] if path.is_file()]
    rest = {run for path in record if path not in {*gone, site.project / SEED} for run in runs(path.read_text())}
    rest |= runs("".join((RECORD / SEED).read_text(encoding="utf-8").splitlines(keepends=True)[:4]))
    words = {run for path in gone for run in runs(path.read_text(encoding="utf-8"))} - rest - runs(WITHDRAWN)
    lines = (site.project / SEED).read_text(encoding="utf-8").splitlines()
    words |= runs(" ".join(lines[8:12])) - rest
    words -= runs(f"{Path(SEED).name}, lines 9-12")  # where it was may be said
    assert len(words) > 600
    leaks = {
        (path.name, run)
        for path in site.folder.rglob("*")
        if path.is_file() and path.suffix not in {".gz", ".png"}
        for run in words.intersection(runs_in(path.read_bytes()))
    }
    assert leaks == set()


def test_in_place_of_a_withdrawn_answer_stands_a_notice_with_day_and_reason(site: sites.Site) -> None:
    for page, place in (
        ("contributors/dirk-van-der-kley/index.html", ".ev-view"),
        ("questions/china-russia-2021/index.html", "#dirk-van-der-kley ~ aside"),
    ):
        found = BeautifulSoup((site.folder / page).read_text(encoding="utf-8"), "lxml")
        assert "Withdrawn on 24 November 2026. At the author’s request." in said(found.select_one(place))
        assert found.select(".ev-shares, .ev-positions, [name^=citation]") == [] or "questions" in page


def test_counts_and_tables_tell_of_withdrawn_answers(site: sites.Site) -> None:
    question = BeautifulSoup(
        (site.folder / "questions/china-russia-2021/index.html").read_text(encoding="utf-8"), "lxml"
    )
    assert "2 answers, 2 withdrawn" in said(question.select_one("article"))
    assert all("2 withdrawn" in said(row) for row in question.select(".ev-strip tbody tr"))
    assert "Withdrawn Dirk Van Der Kley, Zachary Paikin" in said(question.select_one("article"))
    assert "Paikin" not in said(question.select_one(".ev-grid"))
    assert "Dirk Van Der Kley" + " withdrawn" * 6 in [said(it) for it in question.select(".ev-matrix tr")]
    claim = "questions/china-russia-2021/formal-alliance/index.html"
    proposition = BeautifulSoup((site.folder / claim).read_text(encoding="utf-8"), "lxml")
    assert "Withdrawn Dirk Van Der Kley, Zachary Paikin" in said(proposition.select_one(".ev-claim"))
    theme = BeautifulSoup((site.folder / "themes/military/index.html").read_text(encoding="utf-8"), "lxml")
    assert "Withdrawn Dirk Van Der Kley, Zachary Paikin" in said(theme.select_one("article"))
    for page in ("index.html", "questions/index.html"):
        assert "2 answers, 2 withdrawn" in (site.folder / page).read_text(encoding="utf-8"), page


def test_every_published_place_of_a_withdrawn_answer_leads_to_the_notice(site: sites.Site) -> None:
    listed = published_addresses.listed_addresses(site.project)
    for address in listed:
        page, _, fragment = address.partition("#")
        if fragment and re.search(r"paikin|dirk", address):
            found = BeautifulSoup((site.folder / page / "index.html").read_text(encoding="utf-8"), "lxml")
            assert found.find(id=fragment), address
    assert len([it for it in listed if "paikin/#" in it]) > 10
    assert published_addresses.vanished(site.project) == []


def test_no_link_leads_to_the_withdrawn_lines(site: sites.Site) -> None:
    source = (site.folder / "sources/china-russia-2021.txt/index.html").read_text(encoding="utf-8")
    assert "Lines 9–12: withdrawn by Dirk Van Der Kley on 24 November 2026, so not shown here" in said(
        BeautifulSoup(source, "lxml").select_one(".ev-document")
    )
    links = {link for path in site.html() for link in re.findall(r'href="([^"]*)"', path.read_text(encoding="utf-8"))}
    assert [it for it in links if "seeds/" in it or re.search(r"views/china-russia-2021/(dirk|zachary)", it)] == []


def test_a_line_that_two_answers_share_is_hidden_with_the_withdrawn_one() -> None:
    views = [
        sample.view(("q", "ann"), "x", source=SeedSource(seed="s.txt", lines="1-3"), withdrawn=LATER),
        sample.view(("q", "ben"), "x", source=SeedSource(seed="s.txt", lines="3-4")),
    ]
    people = [sample.contributor(slug) for slug in ("ann", "ben")]
    library = sample.library([sample.question("q")], people, views=views).published
    hidden, shown = sources.groups(library, "s.txt", "one\ntwo\nthree\nfour")
    assert (hidden.shown, hidden.starts, shown.lines) == (False, (1, 3), ("four",))


def test_a_question_says_since_when_it_is_closed(project: Project) -> None:
    project.edit(QUESTION, "asked: 2021\n", "asked: 2021\nclosed: 2021-12-31\n")
    assert "Closed to new answers since 31 December 2021" in said(built(project)["questions/china-russia-2021"].body)


@pytest.mark.parametrize("hostile", [records.IMAGE, records.SCRIPT, records.MARKUP])
def test_hostile_reasons_and_misprints_are_the_letters_they_are(hostile: str) -> None:
    one = sample.view(
        ("q", "ann"),
        "Trade will grow.",
        [("trade", "Trade will grow.")],
        corrections=(Correction(printed=hostile, corrected="Trade", date="2026-11-23", why=hostile),),
        earlier=(
            EarlierVersion(
                source=SubmittedSource(submitted="2026-11-01"), amended="2026-11-20", why=hostile, text=hostile
            ),
        ),
    )
    other = sample.view(("q", "ben"), "Gone.", withdrawn=Withdrawal(date="2026-11-24", why=hostile))
    people = [sample.contributor(slug) for slug in ("ann", "ben")]
    library = sample.library([sample.question("q")], people, [sample.theme("trade", 1)], [one, other])
    made = {name: soup(text) for name, text in pages.render_site(library, SITE).pages.items()}
    for page in made.values():
        assert page.select("img, em, script:not([type='application/ld+json'])") == []
    for page in (
        made["contributors/ann.md"],
        made["contributors/ben.md"],
        made["questions/q.md"],
        made["themes/trade.md"],
    ):
        assert said_letters(hostile) in said_letters(page.get_text()), page


def said_letters(words: str) -> str:
    return "".join(words.split())


def two_questions() -> Library:
    asked = [sample.question(slug, seed="s.txt", title="Two on trade") for slug in ("one", "two")]
    views = [
        sample.view(("one", "ann"), "x", source=SeedSource(seed="s.txt", lines="9-9")),
        sample.view(("two", "ann"), "x", source=SeedSource(seed="s.txt", lines="3-3")),
        sample.view(("two", "ben"), "x", source=SeedSource(seed="s.txt", lines="4-4")),
    ]
    return sample.library(asked, [sample.contributor(slug) for slug in ("ann", "ben")], views=views)


def test_questions_of_one_document_lead_to_each_other_under_its_title() -> None:
    made = {name: soup(text) for name, text in pages.render_site(two_questions(), SITE).pages.items()}
    found = made["questions/one.md"].select_one(".ev-others")
    assert said(found).startswith("From the same document Two on trade: ")
    assert "What next? (2021). In: Two on trade." in said(made["questions/one.md"].select_one(".ev-sentence"))
    assert [it["href"] for it in made["questions/one.md"].select(".ev-others a")] == ["../two/"]
    ann = [it["href"] for it in made["contributors/ann.md"].select(".ev-others a[dir]")]
    assert sorted(ann) == ["#one", "#two"]
    assert made["contributors/ben.md"].select(".ev-others a[dir]") == []


@pytest.fixture(scope="module")
def changed_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """A site with a corrected and amended answer."""
    root = sites.project(tmp_path_factory.mktemp("changed"))
    project = Project.__new__(Project)
    project.root = root
    misprint(project)
    project.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\n{EARLIER}")
    return sites.built(root)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_earlier_version_opens_by_its_address_and_is_printed(
    chromium: Browser, changed_site: sites.Site, scheme: Literal["light", "dark"]
) -> None:
    with reading(chromium, changed_site, scheme=scheme) as reader:
        page = reader.open(f"{PAGE}/#china-russia-2021--earlier--1")
        expect(page.get_by_text("Nothing whatsoever had been foreseen by then.")).to_be_in_viewport()
        page = reader.open(f"{PAGE}/")
        expect(page.get_by_text("Nothing whatsoever had been foreseen by then.")).not_to_be_visible()
        printed = pypdfium2.PdfDocument(page.pdf())
        words = " ".join(" ".join(it.get_textpage().get_text_range() for it in printed).split())
        assert "Nothing whatsoever had been foreseen by then." in words
        assert "the source has “Liberalised trade”" in words


@pytest.mark.browser
def test_the_mark_of_a_correction_is_seen_but_not_copied(chromium: Browser, changed_site: sites.Site) -> None:
    with reading(chromium, changed_site) as reader:
        page = reader.open(f"{PAGE}/")
        mark = page.locator("ins.ev-corrected").first
        assert "†" in str(mark.evaluate("it => getComputedStyle(it, '::after').content"))
        select = "it => { getSelection().selectAllChildren(it.closest('p')); return String(getSelection()) }"
        assert "a degree of maneuverability." in str(mark.evaluate(select))
        assert violations(page) == []
