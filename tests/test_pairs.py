"""Two contributors side by side."""

from bs4 import BeautifulSoup

from expertviews import pages
from expertviews.addresses import Site, pair_page
from expertviews.comparison import pairs
from expertviews.comparison.compare import Comparison
from expertviews.quotes import Passages
from tests import sample_library as sample
from tests.test_pages import text_of

SITE = Site("Views", "https://example.org/")


def made() -> pairs.Pairs:
    library = sample.small()
    return pairs.Pairs(library, Comparison(library, Passages()))


def test_everybody_is_compared_with_whom_they_have_met_and_differences_come_first() -> None:
    against = {it.other.slug: it for it in made().against("ann")}
    assert list(against) == ["ben", "cyd"]
    assert [(it.row.proposition.id, it.own.standing, it.others.standing) for it in against["ben"].common] == [
        ("growth", "agree", "disagree"),
        ("peace", "agree", "agree"),
    ]
    assert (against["ben"].same, against["ben"].differing) == (1, 1)
    assert against["cyd"].common == []


def test_what_only_one_says_is_not_held_against_the_other() -> None:
    shared = made().pair("ann", "ben").shared
    first = next(it for it in shared if it.question.slug == "first")
    assert [(row.proposition.id, it.contributor.slug, other.standing) for row, it, other in first.single] == [
        ("treaty", "ben", "silent")
    ]
    page = text_of(pages.render_site(sample.small(), SITE).pages["compare/ann/ben.md"])
    assert "Ben: Disagrees; Ann: no position" in page
    assert "Ben Organisation" in page


def test_the_page_of_a_pair_is_the_same_for_both_orders() -> None:
    assert pair_page("ben", "ann") == pair_page("ann", "ben") == "compare/ann/ben.md"
    page = BeautifulSoup(pages.render_site(sample.small(), SITE).pages["compare/ann/ben.md"], "lxml")
    growth = page.select_one(".ev-pair")
    assert growth is not None
    said = " ".join(growth.get_text().split())
    assert "It is so that growth." in said
    assert "Ann Agrees will" in said
    assert "Ben Disagrees" in said
    assert "Trade will grow." in said
    assert "Trade shrinks." in said


def test_many_pairs_have_a_page_for_each_contributor_instead() -> None:
    rendered = pages.render_site(sample.large(26, 1), SITE).pages
    compared = {path: text for path, text in rendered.items() if path.startswith("compare/")}
    assert len(compared) == 27, "one for each, and the list"
    assert "the same on 5, different on 0" in text_of(compared["compare/person-0.md"])


def test_a_question_with_very_many_answers_is_not_compared_two_by_two() -> None:
    rendered = pages.render_site(sample.large(51, 1), SITE).pages
    assert [path for path in rendered if path.startswith("compare/")] == ["compare/index.md"]
