"""Pages of a record: the same for the same record, and right where the record is scant."""

import re
from html import unescape

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from expertviews import files, pages
from expertviews.addresses import Site
from expertviews.model import Withdrawal
from expertviews.pages import filters, kinds, overviews, page_text
from expertviews.pages.filters import in_markdown
from expertviews.quotes import clipped
from expertviews.wording import wording
from tests import sample_library as sample

SITE = Site("Expert Views", "https://example.org/site")


def meta_of(page: str) -> dict[str, object]:
    found = yaml.safe_load(page.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text().split())


def test_the_same_record_makes_the_same_pages() -> None:
    assert pages.render_site(sample.small(), SITE).pages == pages.render_site(sample.small(), SITE).pages


def test_an_empty_record_makes_pages_that_say_so() -> None:
    rendered = pages.render_site(sample.library(), SITE).pages
    assert sorted(rendered) == [
        "changes.md",
        "compare/index.md",
        "contributors/index.md",
        "data.md",
        "index.md",
        "likelihood.md",
        "looking-ahead.md",
        "questions/index.md",
        "themes/index.md",
    ]
    assert "No question is recorded yet." in rendered["questions/index.md"]


def test_a_contributor_without_a_view_and_a_theme_without_an_excerpt_have_pages() -> None:
    library = sample.library(
        questions=[sample.question("q")], contributors=[sample.contributor("ann")], themes=[sample.theme("energy", 1)]
    )
    rendered = pages.render_site(library, SITE).pages
    assert "No view by this contributor is recorded yet." in rendered["contributors/ann.md"]
    assert "energy.md" in " ".join(rendered)


def test_every_page_carries_the_mark_and_names_its_record() -> None:
    for path, page in pages.render_site(sample.small(), SITE).pages.items():
        assert page.startswith(files.MADE), path
        if path.count("/") == 1 and not path.endswith("index.md"):
            assert meta_of(page)["records"], path


def test_links_fit_a_site_without_directories() -> None:
    page = pages.render_site(sample.small(), Site("x", directories=False)).pages["themes/index.md"]
    assert re.findall(r'href="([^"]+)"', page)[0].endswith(".html")


def test_a_long_round_table_shows_how_its_answers_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    library = sample.library(
        questions=[sample.question("q")],
        contributors=[sample.contributor("ann")],
        views=[sample.view(("q", "ann"), "It begins.\n\nIt goes on.")],
    )
    assert "It goes on." in text_of(pages.render_site(library, SITE).pages["questions/q.md"])
    monkeypatch.setattr(kinds, "_MAX_WORDS", 1)
    page = pages.render_site(library, SITE).pages["questions/q.md"]
    assert "It goes on." not in text_of(page)
    assert "Read on: 1 more paragraph" in text_of(page)
    assert "It goes on." in text_of(pages.render_site(library, SITE).pages["contributors/ann.md"])


def test_contributors_stand_under_the_letters_they_are_sorted_by() -> None:
    names = {
        "ann": "Brown, Ann",
        "ben": "bell, ben",
        "cyd": "Ábel, Cyd",
        "dot": "<b>",
        "eva": "王",
        "fay": "Adams, Fay",
        "gus": "Østby, Gus",
        "hal": "Olsen, Hal",
        "ida": "Ozols, Ida",
        "jan": "Иванов, Ян",
        "kai": "Ёлкин, Кай",
        "lea": "Ежов, Лев",
        "mia": "Zoe",
    }
    people = [sample.contributor(slug, sort_name=name) for slug, name in names.items()]
    page = BeautifulSoup(
        pages.render_site(sample.library(contributors=people), SITE).pages["contributors/index.md"], "lxml"
    )
    listed = [
        (str(letter["id"]), letter.get_text(), [link.get_text() for link in letter.find_next_sibling("ul").select("a")])  # type: ignore[union-attr]
        for letter in page.select("h2.ev-letter")
    ]
    assert listed == [
        ("letter-3c", "<", ["Dot"]),
        ("letter-a", "A", ["Cyd", "Fay"]),
        ("letter-b", "B", ["Ben", "Ann"]),
        ("letter-o", "O", ["Hal", "Gus", "Ida"]),
        ("letter-z", "Z", ["Mia"]),
        ("letter-е", "Е", ["Lea", "Kai"]),
        ("letter-и", "И", ["Jan"]),
        ("letter-王", "王", ["Eva"]),
    ]


def test_many_things_have_links_to_jump_to_them() -> None:
    asked = [sample.question(f"q{at}", asked=f"20{12 - at // 2}") for at in range(4)]
    people = [sample.contributor(f"{letter}-{n}") for letter in "abc" for n in range(5)]
    views = [sample.view((question.slug, "a-1"), "It is so.") for question in asked]
    rendered = pages.render_site(sample.library(asked, people, [sample.theme("arms", 1)], views), SITE).pages
    assert jumps(rendered["contributors/index.md"]) == [("#letter-a", "A"), ("#letter-b", "B"), ("#letter-c", "C")]
    assert jumps(rendered["themes/arms.md"]) == [("#q0", "2012"), ("#q2", "2011")]
    assert all(jumps(page) == [] for page in pages.render_site(sample.small(), SITE).pages.values())


def jumps(page: str) -> list[tuple[str, str]]:
    return [(str(link["href"]), link.get_text()) for link in BeautifulSoup(page, "lxml").select(".ev-jumps a")]


def test_a_long_look_ahead_names_who_expects_what_and_leads_to_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Trade will grow." in text_of(pages.render_site(sample.small(), SITE).pages["looking-ahead.md"])
    monkeypatch.setattr(overviews, "_MAX_QUOTED", 1)
    page = text_of(pages.render_site(sample.small(), SITE).pages["looking-ahead.md"])
    assert "Trade will grow." not in page
    assert "It is so that growth. by the end of 2021 1 agree, 1 disagree, 1 not yet reviewed" in page


def test_a_drafts_silence_is_no_finding() -> None:
    rendered = pages.render_site(sample.small(), SITE).pages
    assert "No excerpt Ann Not yet reviewed Ben" in text_of(rendered["themes/trade.md"])
    line = BeautifulSoup(rendered["questions/first.md"], "lxml").select_one("#proposition--treaty")
    assert line is not None
    said = " ".join(line.get_text().split())
    assert "1 disagree, 1 no position, 1 not yet reviewed" in said
    assert "No position Ann Not yet reviewed Cyd" in text_of(rendered["questions/first/treaty.md"])
    assert "Ann no position No stance is recorded from Cyd" in text_of(rendered["questions/first.md"])
    assert "Not every answer has been reviewed yet" in text_of(rendered["questions/first.md"])
    matrix = BeautifulSoup(rendered["questions/first.md"], "lxml").select(".ev-matrix tbody tr")
    assert [" ".join(cell.get_text().split()) for cell in matrix[2].select("td")] == ["not yet reviewed"] * 3
    assert "Not yet reviewed Cyd" in text_of(rendered["looking-ahead.md"])


def test_drafts_are_explained_where_there_are_any() -> None:
    asked, ann = sample.question("q"), sample.contributor("ann")
    for status, explained in (("draft", True), ("reviewed", False)):
        views = [sample.view(("q", "ann"), "It begins.", status=status)]
        library = sample.library(questions=[asked], contributors=[ann], views=views)
        assert (
            "“Draft”: nobody has reviewed this yet" in pages.render_site(library, SITE).pages["questions/q.md"]
        ) == explained


def test_what_nobody_has_reviewed_is_the_excerpts_not_the_answer() -> None:
    rendered = pages.render_site(sample.small(), SITE).pages
    labels = [
        [label.get_text() for label in BeautifulSoup(rendered[page], "lxml").select(".ev-view .ev-draft")]
        for page in ("contributors/ben.md", "contributors/cyd.md")
    ]
    assert labels == [["Excerpts not yet reviewed"], ["No excerpts or stances yet; not yet reviewed"]]


def test_a_drafts_shares_are_not_final() -> None:
    rendered = pages.render_site(sample.small(), SITE).pages
    assert "filed under each theme; not all of it is reviewed yet no excerpt yet: Trade" in text_of(
        rendered["contributors/cyd.md"]
    )
    assert "filed under each theme Trade 47%" in text_of(rendered["contributors/ann.md"])


def test_home_shows_the_newest_question_that_has_a_reviewed_view() -> None:
    people = [sample.contributor("ann")]
    asked = [sample.question("old", asked="2020", question="Old?"), sample.question("new", question="New?")]
    old, new = sample.view(("old", "ann"), "Yes."), sample.view(("new", "ann"), "No.", status="draft")
    for views, shown in (([old, new], "Old?"), ([new], "New?"), ([], "New?")):
        library = sample.library(questions=asked, contributors=people, views=views)
        heading = f"# {in_markdown(shown)} {{: #latest_question"
        assert heading in pages.render_site(library, SITE).pages["index.md"]


def test_what_nobody_has_judged_is_not_called_open() -> None:
    page = text_of(pages.render_site(sample.small(), SITE).pages["looking-ahead.md"])
    assert "Outcome: not yet judged" in page
    assert "Outcome: borne out" in page
    assert "open" not in page


@given(st.text())
def test_any_words_in_front_matter_are_read_back_as_they_were(words: str) -> None:
    page = page_text({"title": words}, "body")
    meta = meta_of(page)
    assert unescape(str(meta["title"])) == " ".join(words.split())
    assert not re.search(r"[<>\"']", str(meta["title"]))


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(lambda it: bool(it.split())))
def test_any_words_in_a_heading_are_the_letters_they_are(words: str) -> None:
    html = Markdown(extensions=["attr_list", "toc", "tables"]).convert(f"# {in_markdown(words)} {{: #here }}")
    heading = BeautifulSoup(html, "html.parser").find("h1")
    assert heading is not None
    assert (heading.get_text(), heading.attrs, list(heading.find_all(True))) == (
        " ".join(words.split()),
        {"id": "here"},
        [],
    )


@pytest.mark.parametrize(
    ("date", "words"),
    [("2021", "2021"), ("2021-02", "February 2021"), ("2021-02-03", "3 February 2021"), (None, "undated")],
)
def test_dates_in_words(date: str | None, words: str) -> None:
    assert wording("en").when(date) == words


def test_when_a_thing_was_stated() -> None:
    assert [wording("en").within(date) for date in ("2021", "2021-02", "2021-02-03")] == [
        "in 2021",
        "in February 2021",
        "on 3 February 2021",
    ]


def test_lists_in_words() -> None:
    listed = wording("en").language.listed
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert listed(["A", "B", "C", "D"], most=2) == "A, B and 2 more"


def test_little_is_never_shown_as_nothing() -> None:
    assert [wording("en").language.percent(share) for share in (0, 0.001, 0.01, 0.5, 1)] == [
        "0%",
        "under 1%",
        "1%",
        "50%",
        "100%",
    ]
    assert [filters.shade(share) for share in (0, 0.001, 0.05, 0.1, 0.2, 0.35, 1)] == [0, 1, 2, 3, 4, 5, 5]


def test_a_long_text_is_cut_at_a_word_and_marked() -> None:
    assert clipped("one two three", 9) == "one two…"
    assert clipped("one two", 9) == "one two"


def test_words_of_likelihood_are_listed_as_they_were_written() -> None:
    asked = sample.question("q", [sample.proposition("a", "t"), sample.proposition("b", "t")])
    view = sample.view(
        ("q", "ann"),
        "I expect rain. We see that i expect snow.",
        [],
        [("a", "agree", "I expect rain.", "I expect"), ("b", "agree", "i expect snow", "i expect")],
    )
    library = sample.library([asked], [sample.contributor("ann")], [sample.theme("t", 1)], [view])
    page = text_of(pages.render_site(library, SITE).pages["likelihood.md"])
    assert "I expect Ann agrees: It is so that a. Ann agrees: It is so that b." in page


def test_a_drafts_stance_is_marked_where_stances_are_counted() -> None:
    asked = sample.question("q", [sample.proposition("a", "t")])
    words = "It will rain."
    views = [
        sample.view(("q", who), words, [], [("a", "agree", words)], line=at, status=status)
        for at, (who, status) in enumerate((("ann", "reviewed"), ("ben", "draft")), start=1)
    ]
    people = [sample.contributor("ann"), sample.contributor("ben")]
    rendered = pages.render_site(sample.library([asked], people, [sample.theme("t", 1)], views), SITE).pages
    for page in ("index.md", "questions/q.md", "questions/q/a.md", "themes/t.md"):
        assert "2 agree 1 not yet reviewed" in text_of(rendered[page]), page
    assert "the same on 1, different on 0 1 not yet reviewed" in text_of(rendered["compare/index.md"])


def test_many_contributors_on_a_theme_are_lines_that_open() -> None:
    few, many = (pages.render_site(sample.large(number, 1), SITE).pages["themes/theme-0.md"] for number in (8, 30))
    assert "<details" not in few
    folded = BeautifulSoup(many, "lxml").select(".ev-many > details")
    assert len(folded) > 8
    assert all(it.select_one("div[id] blockquote") for it in folded)


def test_words_on_a_theme_are_grouped_by_position_on_its_most_divided_proposition() -> None:
    asked = sample.question("q", [sample.proposition("a", "t"), sample.proposition("b", "t")])
    stances = {"ann": "agree", "ben": "disagree", "cyd": None, "dot": "agree"}
    words = "It will rain."
    views = [
        sample.view(("q", who), words, [("t", words)], [("b", stance, words)] if stance else [], line=at)
        for at, (who, stance) in enumerate(stances.items(), start=1)
    ]
    library = sample.library([asked], [sample.contributor(who) for who in stances], [sample.theme("t", 1)], views)
    page = BeautifulSoup(pages.render_site(library, SITE).pages["themes/t.md"], "lxml")
    assert "Grouped by position on: It is so that b." in text_of(str(page))
    sides = [
        [it.get_text(" ", strip=True) for it in side.select("h3, h4")] for side in page.select(".ev-sides section")
    ]
    assert sides == [["Agrees 2", "Ann", "Dot"], ["Disagrees 1", "Ben"], ["Not yet looked at 1", "Cyd"]]


@pytest.mark.parametrize("sentences", [2, 30])
def test_the_rest_of_a_long_passage_is_folded_and_has_every_word(sentences: int) -> None:
    words = " ".join(f"This is what is said in sentence {at}." for at in range(sentences))
    views = [sample.view(("q", "ann"), words, [("t", words)])]
    library = sample.library([sample.question("q")], [sample.contributor("ann")], [sample.theme("t", 1)], views)
    page = BeautifulSoup(pages.render_site(library, SITE).pages["themes/t.md"], "lxml")
    assert " ".join(it.get_text().strip() for it in page.select("blockquote")) == words
    assert len(page.select("details")) == (sentences > 2)


def test_a_long_round_table_shows_summaries_and_how_other_answers_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_MAX_WORDS", 1)
    asked = sample.question("q")
    summed = sample.view(("q", "ann"), "Rain.\n\nSnow.").model_copy(update={"gist": "It will be wet."})
    views = [summed, sample.view(("q", "ben"), "Sun.\n\nWind.")]
    library = sample.library(
        [asked], [sample.contributor("ann"), sample.contributor("ben")], [sample.theme("t", 1)], views
    )
    page = text_of(pages.render_site(library, SITE).pages["questions/q.md"])
    assert "It will be wet." in page
    assert "Rain." not in page
    assert "Sun. Read on: 1 more paragraph" in page


def test_how_a_page_was_made_says_nothing_of_withdrawn_answers() -> None:
    gone = Withdrawal(date="2026-11-23", why="At the author’s request.")
    views = [sample.view(("q", who), "It will rain.", line=at) for at, who in enumerate(("ann", "ben"), start=1)]
    views[1] = views[1].model_copy(update={"withdrawn": gone})
    people = [sample.contributor("ann"), sample.contributor("ben")]
    library = sample.library([sample.question("q")], people, [sample.theme("t", 1)], views)
    page = text_of(pages.render_site(library, SITE).pages["questions/q.md"])
    assert "1 of 1 answer reviewed by a person" in page


def test_lists_of_a_thousand_contributors_and_fifty_questions_stay_light() -> None:
    people = [sample.contributor(f"a-person-with-a-longish-name-{n}") for n in range(1000)]
    asked = [sample.question(f"q{n}", [sample.proposition("a", "t")], asked=f"{1970 + n}") for n in range(50)]
    words = "It will rain."
    views = [
        sample.view((f"q{at % 50}", who.slug), words, [("t", words)], [("a", "agree", words)], line=at + 1)
        for at, who in enumerate(people)
    ]
    rendered = pages.render_site(sample.library(asked, people, [sample.theme("t", 1)], views), SITE).pages
    for path in ("index.md", "contributors/index.md", "questions/index.md", "compare/index.md", "themes/index.md"):
        assert len(rendered[path].encode()) < 250_000, path
    assert rendered["contributors/index.md"].count("<li>") == 1000


def test_where_stances_are_too_many_each_leads_to_its_words_instead_of_opening_them() -> None:
    made = pages.render_site(sample.large(40, 1), SITE).pages
    page = BeautifulSoup(made["questions/question-0.md"], "html.parser")
    assert not page.select(".ev-grid [popover]")
    stances = page.select(".ev-grid td > a.ev-stance")
    assert len(stances) == 5 * 40
    for link in stances:
        who, _, place = str(link["href"]).removeprefix("../../contributors/").partition("/#")
        assert f'id="{place}"' in made[f"contributors/{who}.md"]
    few = BeautifulSoup(pages.render_site(sample.large(8, 1), SITE).pages["questions/question-0.md"], "html.parser")
    assert len(few.select(".ev-grid td > [popover]")) == 5 * 8
