"""The lead of a quotation is a whole sentence before it in its paragraph; it is shown, and isn't part of the quotation."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from expertviews import content, quotes
from expertviews.addresses import Site
from expertviews.comparison.compare import Comparison
from expertviews.model import Excerpt
from expertviews.pages import cite, render_site
from expertviews.quotes import Passages
from tests import sample_library as sample
from tests.project import SMALL
from tests.test_messages import ADA_VIEW, led, messages, replace

TEXT = (
    "It can break. Ann says: “It will not.” What could break it? Firstly, war. It can break. Secondly, e.g. a slump.",
    "Thirdly, the weather.",
)


@pytest.mark.parametrize(
    ("lead", "quote", "words", "apart"),
    [
        ("What could break it?", "Firstly, war.", "What could break it?", False),
        ("What could break it?", "Secondly, e.g. a slump.", "What could break it?", True),
        ("What could\n break it?", "Secondly", "What could break it?", True),
        ("It can break.", "Secondly", "It can break.", False),
        ("What could break it? Firstly, war.", "It can break. Secondly", "What could break it? Firstly, war.", False),
        ("Ann says: “It will not.”", "Firstly, war.", "Ann says: “It will not.”", True),
        ("What … war.", "Secondly", "What could break it? Firstly, war.", True),
    ],
)
def test_a_lead_is_the_nearest_before_its_quotation(lead: str, quote: str, words: str, apart: bool) -> None:
    view = sample.view(("q", "ann"), "\n\n".join(TEXT))
    view = view.model_copy(update={"excerpts": (Excerpt(theme="t", quote=quote, lead=lead),)})
    (passage,) = Passages().excerpts(view)
    assert (passage.lead_words, passage.lead_is_apart, " ".join(passage.words)) == (words, apart, quote)


def test_of_two_places_the_nearest_is_taken() -> None:
    stretch = quotes.find_lead(TEXT, "It can break.", quotes.find(TEXT, "Secondly"))
    assert stretch.start == TEXT[0].rindex("It can break.")


@pytest.mark.parametrize(
    ("lead", "quote"),
    [
        ("他们会合作吗？", "第一，战争。"),
        ("هل سينجح التحالف؟", "أولاً، الحرب."),
        ("मित्रता टिकेगी।", "पहला कारण युद्ध है।"),
        ("พวกเขาจะร่วมมือกันไหม", "ข้อแรกคือสงคราม"),
        ("Das hält lt. Dr. Weber nicht.", "Erstens droht Krieg."),
        ("It came from the U.S.", "Firstly, war."),
    ],
)
@pytest.mark.parametrize("between", ["", " And so on. "])
def test_a_sentence_of_any_language_may_lead(lead: str, quote: str, between: str) -> None:
    text = (f"{lead}{between or ' '}{quote}",)
    assert quotes.find_lead(text, lead, quotes.find(text, quote)).end == len(lead)


LEAD, QUOTE = "Trees cool the streets.", "In summer, trees cool the streets more than water does."
STANCE = "    lead: Trees cool the streets.\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = shutil.copytree(SMALL, tmp_path / "small")
    led(LEAD)(root)
    path = root / "content/views/trees-2020/ada-example.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    hedge: is\n", f"    hedge: cool\n{STANCE}"), "utf-8")
    return root


def test_a_hedge_may_be_in_the_lead(small: Path) -> None:
    assert messages(small) == []


def test_a_quotation_alone_follows_its_lead_which_stays_unmarked_uncounted_and_uncited(small: Path) -> None:
    library = content.load(small).library
    pages = {path: BeautifulSoup(text, "lxml") for path, text in render_site(library, Site("Test")).pages.items()}
    for page, after in (("themes/streets.md", QUOTE), ("questions/trees-2020.md", "“It’s a cheap measure,”")):
        (lead,) = pages[page].select("blockquote .ev-lead")
        assert lead.get_text() == LEAD
        assert ("ev-cut-off" in lead["class"]) == (after == QUOTE)
        following = lead.find_next_sibling("p")
        assert following is not None
        assert following.get_text().startswith(after)
    contributor = pages["contributors/ada-example.md"]
    assert LEAD not in [span.get_text().strip() for span in contributor.select(".ev-ex")]
    assert contributor.select_one("#trees-2020-streets-1") is not None
    without = shutil.copytree(SMALL, small.with_name("without"))
    views = [it.views["trees-2020", "ada-example"] for it in (library, content.load(without).library)]
    (one, other) = (
        [
            cite.sentence(cite.of_words(cite.of_view(library, it.view, Site("Test")), it))
            for it in Passages().excerpts(view)
        ]
        for view in views
    )
    assert one == other
    shares = [[share.words for share in Comparison(library, Passages()).shares([view])] for view in views]
    assert shares[0] == shares[1]


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("What could break it?", "What could break it?"),
        ("What could break it", "What could break it"),
        ("could break it?", "… could break it?"),
        ("Firstly, war. It can", "Firstly, war. It can …"),
        ("can break. Secondly, e.g.", "… can break. Secondly, e.g. …"),
        ("Ann says: “It will not", "Ann says: “It will not"),
        ("a slump. Thirdly, the", "… a slump. Thirdly, the …"),
    ],
)
def test_words_from_inside_a_sentence_show_that_more_comes_before_or_after(quote: str, shown: str) -> None:
    view = sample.view(("q", "ann"), "\n\n".join(TEXT), key_quote=quote)
    assert str(quotes.key_quote(view)) == shown


def test_a_key_quote_from_inside_a_sentence_shows_so_wherever_it_is(tmp_path: Path) -> None:
    root = shutil.copytree(SMALL, tmp_path / "small")
    replace(ADA_VIEW, "key_quote: Nobody should plant palms here.", "key_quote: should plant palms")(root)
    pages = render_site(content.load(root).library, Site("Test")).pages
    for page in ("index.md", "contributors/ada-example.md"):
        (said,) = BeautifulSoup(pages[page], "lxml").select("p.ev-said")
        assert said["class"] == ["ev-said", "ev-cut-in", "ev-cut-off"]
        assert said.get_text() == "should plant palms"
    assert "“… should plant palms …”" in pages["contributors/ada-example.md"].partition("\n---\n")[0]
