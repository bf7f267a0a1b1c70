"""A text in pieces is the text, and no two quotations of a paragraph are marked by one number."""

import re

from hypothesis import given
from hypothesis import strategies as st

from expertviews.model import Correction, View
from expertviews.pages import textmarks
from expertviews.publish import THEME
from expertviews.quotes import FragmentAliases, Passages
from tests import sample_library as sample

WORDS = [f"w{n}" for n in range(12)]
TEXT = " ".join(WORDS) + "\n\n" + " ".join(word.upper() for word in WORDS)
SHEET = THEME / "assets" / "stylesheets" / "views.css"


def view(*quotes: str, stances: tuple[str, ...] = ()) -> View:
    return sample.view(
        ("q", "ann"),
        TEXT,
        [(f"t{n}", quote) for n, quote in enumerate(quotes)],
        [(f"p{n}", "agree", quote) for n, quote in enumerate(stances)],
    )


@st.composite
def quoted(draw: st.DrawFn) -> str:
    words = TEXT.replace("\n\n", " ").split()
    start = draw(st.integers(0, len(words) - 1))
    return " ".join(words[start : draw(st.integers(start, len(words) - 1)) + 1])


@given(st.lists(quoted(), max_size=6), st.lists(quoted(), max_size=3))
def test_pieces_put_together_are_the_text_and_marks_are_the_quotations(excerpts: list[str], stances: list[str]) -> None:
    marked = view(*excerpts, stances=tuple(stances))
    passages = Passages()
    paragraphs = textmarks.marked_paragraphs(marked, passages, FragmentAliases(()))
    assert tuple("".join(piece.text for piece in it.pieces) for it in paragraphs) == marked.paragraphs
    everything: list[textmarks.Passage] = [*passages.excerpts(marked), *passages.stances(marked)]
    for passage in everything:
        home = paragraphs[passage.found.paragraph - 1]
        [number] = [a.number for piece in home.pieces for a in piece.anchors if a.fragment == passage.fragment]
        words = ["".join(piece.text for piece in home.pieces if number in piece.numbers)]
        words += [
            "".join(piece.text for piece in it.pieces if number in piece.continued) for it in paragraphs[home.number :]
        ]
        assert tuple(part for part in words if part) == passage.words


def test_an_anchor_stands_where_its_quotation_starts() -> None:
    [first, _] = textmarks.marked_paragraphs(view("w3 w4"), Passages(), FragmentAliases(()))
    assert [(piece.text, [a.fragment for a in piece.anchors]) for piece in first.pieces] == [
        ("w0 w1 w2 ", []),
        ("w3 w4", ["q-t0-1"]),
        (" w5 w6 w7 w8 w9 w10 w11", []),
    ]


def test_a_stance_is_marked_when_arrived_at_and_not_before() -> None:
    [first, _] = textmarks.marked_paragraphs(view(stances=("w3 w4",)), Passages(), FragmentAliases(()))
    assert [(piece.numbers, piece.excerpt) for piece in first.pieces] == [((), False), ((1,), False), ((), False)]


def test_a_quotation_beyond_those_that_the_style_sheet_knows_has_an_anchor_and_no_mark() -> None:
    [first, _] = textmarks.marked_paragraphs(
        view(*["w1 w2"] * (textmarks.MAX_MARKS + 1)), Passages(), FragmentAliases(())
    )
    [piece] = [piece for piece in first.pieces if piece.anchors]
    assert [anchor.number for anchor in piece.anchors] == [*range(1, textmarks.MAX_MARKS + 1), 0]
    assert piece.numbers == tuple(range(1, textmarks.MAX_MARKS + 1))


def test_the_style_sheet_knows_every_number() -> None:
    rules = SHEET.read_text(encoding="utf-8")
    for of, most in ((r" \.s", textmarks.MAX_MARKS), (r" ~ \.ev-words \.k", textmarks.MAX_CONTINUED)):
        numbers = re.findall(rf"has\(\.a(\d+):target\){of}\1\b", rules)
        assert numbers == [str(n) for n in range(1, most + 1)]


def test_a_sentence_keeps_its_id_whatever_happens_to_others() -> None:
    before = textmarks.sentences_of(sample.view(("q", "ann"), "One is. Two is.\n\nTwo is. Three is."))
    after = textmarks.sentences_of(sample.view(("q", "ann"), "New is. One is.\n\nTwo is. Two is. Three is."))
    ids = {it.words: it.fragment for paragraph in after for it in paragraph}
    assert all(re.fullmatch(r"q--s--[0-9a-f]{8}(-b)?", it.fragment) for each in before for it in each)
    assert {it.fragment for each in before for it in each} <= {it.fragment for each in after for it in each}
    assert ids["One is."] == before[0][0].fragment


def test_a_corrected_sentence_keeps_the_id_of_what_is_printed() -> None:
    printed = sample.view(("q", "ann"), "Kazakstan is. Two is.")
    fix = Correction(printed="Kazakstan", corrected="Kazakhstan", date="2026-11-23", why="A misprint.")
    corrected = printed.model_copy(update={"text": "Kazakhstan is. Two is.", "corrections": (fix,)})
    [[first, _]] = textmarks.sentences_of(corrected)
    assert first.aliases == (textmarks.sentences_of(printed)[0][0].fragment,)


def test_an_amended_answer_keeps_the_ids_of_sentences_that_it_no_longer_has() -> None:
    newer, older = (sample.view(("q", "ann"), text) for text in ("One is. Two is.", "One is. Old is."))
    assert textmarks.lost_sentences(newer, older) == [(textmarks.sentences_of(older)[0][1].fragment,)]
