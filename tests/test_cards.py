"""What a shared link shows: a picture and a description that say what the page says, and no more."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from expertviews import addresses, files, pages
from expertviews.addresses import Site
from expertviews.cards import draw
from expertviews.cards.drawing import Pen
from expertviews.comparison import Words
from expertviews.kept import Cache, FileState, file_state
from expertviews.model import Correction, Withdrawal
from expertviews.pages import Card
from expertviews.pages.cardfacts import CardPart
from expertviews.publish import finishing
from expertviews.quotes import clipped
from tests import sample_library as sample
from tests import sites
from tests.project import ROOT

SITE = Site("Test", "https://example.org/a/", cards=True)
GENERAL = Card(Words("Test"), (Words("About it."),))
BAR = (CardPart("agree", 2, "2 agree"), CardPart("disagree", 1, "1 disagree"))
CLAIM = Card(Words("There will be peace."), (Words("By the end of 2030"),), bar=BAR, foot=(Words("What next?", True),))
NO_FONT_HAS = "\ue000"
"""A character that is nobody's: a font would show a box."""


def cards(**view: Any) -> Mapping[str, Card]:
    """The cards of a record with a question and two views, one with these things given."""
    said = view.pop("text", "Peace is near. War is far away. Nobody knows the rest.")
    views = [
        sample.view(("q", "ann"), said, [("arms", "War is far away.")], [("peace", "agree", "Peace is near.")], **view),
        sample.view(("q", "ben"), "No peace.", [], [("peace", "disagree", "No peace.")], read_for=("arms",)),
    ]
    asked = sample.question("q", [sample.proposition("peace", "arms", horizon="2030")], asked_by="the editors")
    people = [sample.contributor("ann"), sample.contributor("ben", kind="organisation")]
    return pages.render_site(sample.library([asked], people, [sample.theme("arms", 1)], views), SITE).cards()


def texts(card: Card) -> list[str]:
    return [it.text for it in (card.title, *card.notes, card.quotation, *card.foot) if it]


def test_a_card_says_who_said_what() -> None:
    found = cards(key_quote="Peace is near.", byline="Ann, a poet")
    assert (
        found["cards/questions/q.png"].alternative
        == "What next? · Asked in 2021 by the editors · 2 answers: Ann and Ben"
    )
    assert found["cards/questions/q/peace.png"].alternative == (
        "It is so that peace. · By the end of 2030 · 1 agree, 1 disagree · What next?"
    )
    assert (
        found["cards/contributors/ann.png"].alternative == "Ann · a poet · “Peace is near.” · What next? · 4 March 2021"
    )
    assert found["cards/contributors/ann.png"].notes == (Words("a poet", verbatim=True),)


def test_a_page_is_described_by_what_stands_below_the_title_of_its_card() -> None:
    assert CLAIM.description == "By the end of 2030 · 2 agree, 1 disagree · What next?"
    assert Card(Words("Ann")).description == "Ann"


@pytest.mark.parametrize(
    ("view", "quoted"),
    [
        ({}, "“War is far away.”"),
        ({"key_quote": "near. War"}, "“… near. War …”"),
        ({"corrections": (Correction(printed="fra", corrected="far", why="Misprint.", date="2022-01-01"),)}, None),
        ({"text": "W" + 400 * "o" + ". War is far away. Peace is near.", "key_quote": f"W{400 * 'o'}."}, "“War is far away.”"),
        ({"text": "Peace is near. War is far away." + 30 * " It goes on.", "key_quote": f"Peace is near. War is far away.{30 * ' It goes on.'}"},
         f"“Peace is near. War is far away.{24 * ' It goes on.'} …”"),
    ],
)  # fmt: skip
def test_a_card_quotes_whole_sentences_and_nothing_that_is_corrected(view: dict[str, Any], quoted: str | None) -> None:
    quotation = cards(**view)["cards/contributors/ann.png"].quotation
    assert (quotation and quotation.text) == quoted


def test_a_card_says_what_nobody_has_reviewed() -> None:
    found = cards(status="draft", key_quote="Peace is near.")
    assert "Choice of quotation not yet reviewed" in texts(found["cards/contributors/ann.png"])
    assert [it.words for it in found["cards/questions/q/peace.png"].bar] == [
        "1 agree (1 not yet reviewed)",
        "1 disagree",
    ]


def test_a_card_says_nothing_of_what_was_withdrawn() -> None:
    found = cards(withdrawn=Withdrawal(date="2026-11-24", why="Asked to."), key_quote="Peace is near.")
    assert texts(found["cards/contributors/ann.png"]) == ["Ann"]
    assert "1 answer, 1 withdrawn: Ben" in texts(found["cards/questions/q.png"])
    assert [it.words for it in found["cards/questions/q/peace.png"].bar] == ["1 disagree", "1 withdrawn"]


@given(st.text(st.sampled_from("ab é。ब\u0301ि中"), max_size=80), st.integers(12, 40))
def test_a_text_is_cut_between_words_and_no_letter_loses_its_accents(text: str, limit: int) -> None:
    cut, line = clipped(text, limit), " ".join(text.split())
    assert len(cut) <= limit
    if cut != line:
        kept = cut.removesuffix("…")
        after = line[len(kept) :]
        assert line.startswith(kept)
        assert after[0] in " ,;:—–-" or kept.endswith("。") or not re.search(r"[ ]|。(?=\w)", line[:limit])
        assert after[0] not in "\u0301ि"


def picture(card: Card) -> bytes:
    return Pen(GENERAL).draw([card])[0]


def test_a_picture_is_small_and_the_same_at_every_drawing() -> None:
    drawn = picture(CLAIM)
    image = Image.open(BytesIO(drawn))
    assert (image.size, image.mode, image.format) == ((1200, 630), "P", "PNG")
    assert len(drawn) < 40_000
    assert picture(CLAIM) == drawn


ALONE = Card(None, bar=BAR)


@pytest.mark.parametrize(
    ("card", "instead"),
    [
        (replace(CLAIM, title=Words(f"Peace {NO_FONT_HAS}")), ALONE),
        (replace(CLAIM, foot=(Words(NO_FONT_HAS, True),)), ALONE),
        (Card(Words("Ann"), quotation=Words(NO_FONT_HAS, True)), GENERAL),
        (Card(Words("Ann"), (Words(f"a\u0301{NO_FONT_HAS}"),)), GENERAL),
    ],
)
def test_what_no_font_has_is_never_drawn_as_a_box(card: Card, instead: Card) -> None:
    assert picture(card) == picture(instead)


def test_a_site_whose_own_name_no_font_has_gets_pictures_without_words() -> None:
    nameless = Pen(Card(Words(NO_FONT_HAS)))
    assert nameless.draw([Card(Words(NO_FONT_HAS))]) == nameless.draw([Card(None)])


def test_pictures_drawn_together_are_those_drawn_alone() -> None:
    unwritable = replace(CLAIM, title=Words(f"Peace {NO_FONT_HAS}"))
    several = [GENERAL, CLAIM, Card(Words("Ω Ж", True)), unwritable, Card(Words("\u200fPeace")), ALONE]
    assert Pen(GENERAL).draw(several) == [picture(it) for it in several]


@pytest.mark.parametrize(
    "words",
    ["#panic()", "$x$ *b* _i_ `c` <l> @r \\ // [", '"); panic("', "W" * 5_000, "Ω Ж ệ e\u0331", "\u202e\u200f\u2067x"],
)
def test_words_are_drawn_as_they_are_and_within_the_picture(words: str) -> None:  # fmt: skip
    for verbatim in (False, True):
        image = Image.open(BytesIO(picture(Card(Words(words, verbatim), (Words(words),), Words(words, verbatim)))))
        assert image.convert("L").crop((1196, 0, 1200, 630)).getextrema() == (255, 255)


def ink(words: str) -> tuple[int, ...]:
    box = Image.open(BytesIO(picture(Card(Words(words), bar=BAR)))).convert("L").crop((30, 90, 1200, 300))
    return box.point(lambda light: 255 if light < 200 else 0).getbbox() or ()


def test_what_is_written_from_the_right_is_set_from_the_right() -> None:
    """In an alphabet that fonts of ours have: direction alone is at issue."""
    assert ink("Peace")[0] < 100
    assert ink("\u200fPeace")[2] > 1_000


def test_only_pictures_that_are_not_there_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Card] = []
    draw_together = Pen.draw

    def watched(pen: Pen, cards: Sequence[Card]) -> list[bytes]:
        drawn.extend(cards)
        return draw_together(pen, cards)

    monkeypatch.setattr(Pen, "draw", watched)
    cards = {"site.png": GENERAL, "questions/q.png": CLAIM}
    keys = draw(cards, tmp_path, lambda *_: False)
    assert drawn == [GENERAL, CLAIM]
    assert (tmp_path / "questions/q.png").read_bytes() == picture(CLAIM)
    drawn.clear()
    changed = {**cards, "questions/q.png": replace(CLAIM, bar=BAR[:1])}
    now = draw(changed, tmp_path, lambda path, key: keys[path] == key)
    assert drawn == [changed["questions/q.png"]]
    assert [path for path in keys if now[path] == keys[path]] == ["site.png"]


def test_a_picture_is_drawn_again_only_if_it_is_not_as_it_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "site" / "site.png"

    def drawn(cards: Mapping[str, Card], folder: Path, is_there: Callable[[str, str], bool]) -> Mapping[str, str]:
        for path in cards:
            if not is_there(path, "key"):
                files.replace(folder / path, b"a picture")
        return dict.fromkeys(cards, "key")

    def built() -> FileState:
        known = Cache.load(tmp_path, "site")
        finishing._draw_cards(file.parent, {file.name: GENERAL}, known)
        known.save()
        return file_state(file)

    monkeypatch.setattr("expertviews.cards.draw", drawn)  # Typst can't be used before and after a process is copied
    first = built()
    assert built() == built() == first
    file.write_bytes(b"forged")
    built()
    assert file.read_bytes() == b"a picture"


def test_the_key_of_a_picture_covers_what_decides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {Pen(GENERAL).key(CLAIM), Pen(GENERAL).key(GENERAL), Pen(Card(Words("Other"))).key(CLAIM)}
    monkeypatch.setattr("expertviews.cards.drawing.version", lambda _: "0")
    keys.add(Pen(GENERAL).key(CLAIM))
    monkeypatch.setattr("expertviews.cards.drawing._LAYOUT", ROOT / "LICENSE")
    keys.add(Pen(GENERAL).key(CLAIM))
    assert len(keys) == 5


def named_pictures(site: sites.Site) -> Mapping[str, Mapping[str, str]]:
    """What each page says of itself to those who share a link to it."""
    found = {}
    for page in site.html():
        tags = lxml.html.document_fromstring(page.read_bytes()).iter("meta")
        said = {(it.get("property") or it.get("name")): it.get("content", "") for it in tags}
        found[page.relative_to(site.folder).as_posix()] = {key: value for key, value in said.items() if key}
    return found


def test_every_page_names_a_picture_that_is_there_and_says_what_it_shows(
    real_site: sites.Site, hostile_site: sites.Site
) -> None:
    for site, base in ((real_site, sites.LOCAL), (hostile_site, f"{sites.LOCAL}a/b/")):
        own = set()
        for page, said in named_pictures(site).items():
            file, _, digest = said["og:image"].removeprefix(base).partition("?")
            assert (site.folder / file).is_file(), page
            assert said["og:title"], page
            assert said["og:image:alt"], page
            assert said["twitter:card"] == "summary_large_image"
            assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
            assert (file == addresses.SITE_CARD) == (not digest), page
            own.add(file)
        assert own == {it.relative_to(site.folder).as_posix() for it in (site.folder / "cards").rglob("*.png")}
    drawn = {it.relative_to(real_site.folder).as_posix() for it in (real_site.folder / "cards").rglob("*.png")}
    assert {f"cards/{path}.png" for path in ("questions/china-russia-2021", "contributors/zachary-paikin")} <= drawn


@pytest.mark.parametrize("name", ["plain", "offline"])
def test_where_they_are_off_no_page_names_a_picture_and_none_is_drawn(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: sites.Site = request.getfixturevalue(f"{name}_site")
    for page, said in named_pictures(site).items():
        assert not any(name.startswith("og:image") for name in said), page
        assert said["twitter:card"] == "summary", page
    assert not (site.folder / "cards").exists()


@pytest.mark.parametrize("site", [Site("Test", "", cards=True), Site("Test", SITE.url)])
def test_a_site_without_an_address_or_the_setting_has_no_pictures(site: Site) -> None:
    made = pages.render_site(sample.small(), site)
    assert made.cards() == {}
    assert not any("\ncard: " in text for text in made.pages.values())
