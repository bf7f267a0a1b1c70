"""What a proposed outline is: a partition of the document, honest about doubt, and mostly right."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertviews import outlines
from expertviews.model import ROLES, Outline
from expertviews.outlines import labelling, marking, parts
from expertviews.seeds import lines_of, wrap_width
from tests import train_outlines
from tests.evaluate_outlines import Score, fixtures, score
from tests.project import RECORD
from tests.thorough import crossed

TUNED = list(fixtures("tuned"))
KNOWN = (RECORD / "seeds" / "china-russia-2021.txt").read_text("utf-8")

FIRST = st.sampled_from(
    ["Anna", "Ngũgĩ", "Siobhán", "Zachary", "Dirk", "Amélie", "İbrahim", "Jean-Luc", "Olumide", "Þóra", "Mei", "J."]
)
LAST = st.sampled_from(
    ["Kowalska", "wa Thiong'o", "O'Brien", "van der Berg", "al-Jaziri", "McDonald", "Öztürk", "de la Cruz", "Nwosu"]
)
JOBS = st.sampled_from(
    ["Professor, Example University", "director, Northern Institute, Leeds", "research fellow, Kyiv"]
)
SENTENCES = st.sampled_from(
    [
        "Prices will rise before they fall.",
        "Nobody (least of all the ministry) expects otherwise; we shall see.",
        "“It depends,” as my grandmother used to say.",
        "The 2nd quarter was worse than the 1st: 4.5% against 3%.",
        "Who would have thought so a year ago?",
    ]
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(lambda found: " ".join([*found, "It is so."]))
LAYOUTS = {
    "bare": ("{name}\n", "{text}\n", ""),
    "spaced": ("{name}\n\n", "{text}\n\n", ""),
    "comma": ("{name}, {job}\n", "{text}\n\n", ""),
    "dash": ("{name} — {job}\n\n", "{text}\n\n", ""),
    "brackets": ("{name} ({job})\n", "{text}\n", ""),
    "below": ("{name}\n{job}\n\n", "{text}\n\n", ""),
    "heading": ("## {name}\n\n", "{text}\n\n", ""),
    "wiki": ("== {name} ==\n\n", "{text}\n\n", ""),
    "bold": ("**{name}**, {job}\n\n", "{text}\n\n", ""),
    "numbered": ("{number}. {name}\n\n", "{text}\n\n", ""),
    "labelled": ("Name: {name}\n", "{text}\n", ""),
    "by": ("by {name}, {job}\n\n", "{text}\n\n", ""),
    "run-in": ("{name}: ", "{text}\n\n", ""),
    "signed": ("", "{text}\n\n", "— {name}, {job}\n\n"),
}
PIECES = [
    *["Ann Lee", "Bob Ray, baker", "— Cy Dahl", "## Dee Fox", "**Eve Oh**", "Question: Why?", "Why?", "Moderator: So?"],
    *["The sea is wide. It is cold.", "“Yes.” — Max Burr", "Ann Lee: I say so. It is.", "1. Ann Lee", "Name: X Y"],
    *["---", "===", "> quoted text. Yes.", "- item", "[1] note", "© 2020", "Related: x", "Photo: y", "李明", "   ", ""],
    *[
        "\u200b",
        "# ",
        "**",
        "Ann Lee 00:10",
        "PERAL.— Sí.",
        "(Laughter)",
        "Role: baker",
        "title: x",
        "\u202eabc",
        "|a|b|",
    ],
]


def is_whole(text: str) -> None:
    """A proposal takes every line once, and can be drafted unless it says that it is in doubt."""
    proposed = outlines.propose_outline(text, "any.txt")
    found, mistakes = outlines.entries(proposed.outline.parts)
    assert not [*mistakes, *parts.misplaced(found, text)]
    reading = outlines.read_outline(proposed.outline, text)
    assert reading.doubts or not reading.mistakes
    assert {str(key[1] if len(key) > 1 else key[0]) for key in reading.doubts} == set(proposed.reasons)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=40)).map("\n".join).filter(str.strip))
def test_any_text_gets_a_whole_outline(text: str) -> None:
    is_whole(text.replace("\r", "\n"))


@given(st.data())
def test_mutated_documents_get_whole_outlines(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([KNOWN, *(text for _, text, _ in TUNED)]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 200)))
        text = text[:start] + data.draw(st.text(max_size=20) | st.just(text[start:end] * 2)) + text[end:]
    if text.strip():
        is_whole(text.replace("\r", "\n"))


@given(st.data())
def test_generated_documents_are_read_as_they_were_made(data: st.DataObject) -> None:
    above, paragraph, below = LAYOUTS[data.draw(st.sampled_from(sorted(LAYOUTS)))]
    text = data.draw(st.sampled_from(["Question: What comes next?\n", "Q: Will it last?\n\n", "Who pays?\n\n"]))
    made = []
    for number, name in enumerate(
        data.draw(st.lists(st.builds("{} {}".format, FIRST, LAST), min_size=2, max_size=5, unique_by=str.casefold)), 1
    ):
        known = {"name": name, "job": data.draw(JOBS), "number": number}
        said = data.draw(st.lists(PARAGRAPHS, min_size=1, max_size=3))
        text += above.format(**known) + "".join(paragraph.format(text=words) for words in said) + below.format(**known)
        made.append((name, said))
    reading = outlines.read_outline(outlines.propose_outline(text, "made.txt").outline, text)
    answers = [answer for table in reading.round_tables for answer in table.answers]
    assert reading.doubts or [(answer.name, answer.paragraphs) for answer in answers] == made


def test_the_known_document_is_outlined_right() -> None:
    proposed = outlines.propose_outline(KNOWN, "china-russia-2021.txt")
    roles = [it.pieces[0].role for it in outlines.entries(proposed.outline.parts)[0]]
    assert roles == ["question", "name", "text", *["name", "text", "bio"] * 3]


def test_a_plain_document_is_outlined_without_a_doubt() -> None:
    answers = (
        "Ann Lee\nMuch will change. Nobody can say how soon.\n\nBob Ray\nLittle will. The ministry has no money.\n\n"
        "Cy Dahl\nThe ships will pay. They always have.\n"
    )
    text = f"Question: What next?\n\n{answers}"
    assert not outlines.propose_outline(text, "a.txt").reasons


@cache
def scores(folder: str) -> list[Score]:
    return [score(*each) for each in fixtures(folder)]


@pytest.mark.parametrize("folder", ["tuned", "apart"])
def test_a_wrong_proposal_is_in_doubt(folder: str) -> None:
    assert [it.name for it in scores(folder) if it.differs and not it.doubts] == []


@pytest.mark.parametrize(("folder", "most"), [("tuned", 0.06), ("apart", 0.35)])
def test_wrong_lines_are_in_doubt_themselves(folder: str, most: float) -> None:
    assert sum(it.unmarked for it in scores(folder)) <= most * len(scores(folder))


def respaced(text: str, right: Outline, above: list[str], between: list[str]) -> tuple[str, Outline]:
    """A document with other lines above it, and `between` in place of its blank lines; and its right outline."""
    lines: list[str] = [*above]
    places: dict[int, int] = {}
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        if not parts.is_blank(line):
            lines += [*(between if places else ()), line]
            places[number] = len(lines)
    taken = {
        key: [places[it] for it in range(int(key.split("-")[0]), int(key.split("-")[-1]) + 1) if it in places]
        for key in right.parts
    }
    moved = {parts.as_range(numbers[0], numbers[-1]): right.parts[key] for key, numbers in taken.items()}
    page = {str(number): "aside" for number, line in enumerate(above, 1) if line}
    return "\n".join([*lines, ""]), right.model_copy(update={"parts": page | moved})


SPACINGS: dict[str, tuple[list[str], list[str]]] = {
    "dense": ([], []),
    "airy": ([], [""]),
    "page": (["Skip to content", "Home › News › Opinion", "Log in | Subscribe", ""], [""]),
}
"""What stands above a document, and between its lines."""


@pytest.mark.parametrize(("spacing", "third"), crossed(SPACINGS, range(3)))
def test_blank_lines_and_page_furniture_make_doubts_but_no_silent_mistakes(spacing: str, third: int) -> None:
    above, between = SPACINGS[spacing]
    unwrapped = [it for it in TUNED[third::3] if not it[1].startswith("---") and not wrap_width(lines_of(it[1]))]
    found = [score(name, *respaced(text, right, above, between)) for name, text, right in unwrapped]
    assert [it for it in found if it.differs and not it.doubts] == []
    assert sum(it.said for it in found) >= 0.75 * len(found)


@pytest.mark.parametrize(("folder", "least"), [("tuned", 0.75), ("apart", 0.5)])
def test_most_proposals_are_right_once_accepted(folder: str, least: float) -> None:
    exact = [not it.differs for it in scores(folder)]
    assert sum(exact) >= least * len(exact)


def test_the_model_knows_every_role() -> None:
    for name in (labelling.FIRST, labelling.SECOND):
        labels = {state.partition("/")[0] for state in labelling.model(name).labels()}
        assert labels == train_outlines.KNOWN
    assert {role for label in labels for role in marking.roles_of(label)} == set(ROLES)


def test_a_shortened_document_to_learn_from_lacks_blocks_and_changes_none() -> None:
    learnt = [train_outlines.examples(each) for each in TUNED[:40]]
    shortened = [(some[0].labels, some[1].labels) for some in learnt if len(some) > 1]
    assert shortened
    for whole, rest in shortened:
        left = iter(whole)
        assert len(rest) < len(whole)
        assert all(it in left for it in rest)


def test_a_year_in_the_name_of_the_document_is_in_doubt() -> None:
    proposed = outlines.propose_outline("Who pays?\n\nAnn Lee\nI do.\n", "fees-2019.txt")
    assert (proposed.outline.asked, "asked" in proposed.reasons) == ("2019?", True)


def test_of_several_years_on_a_page_the_last_one_is_guessed() -> None:
    text = "The Quay Review, 50 years, 1974–2024\n\nWho pays?\n\nAnn Lee\nI do, as in 1998.\n\nBob Ray\nI don't.\n"
    assert outlines.propose_outline(text, "a.txt").outline.asked == "2024?"


def test_a_document_that_asks_nothing_is_asked_by_its_title_in_doubt() -> None:
    proposed = outlines.propose_outline(
        "Harbour fees\n\nAnn Lee\nI pay. It is dear.\n\nBob Ray\nI don't. It is cheap.\n", "a.txt"
    )
    assert (proposed.outline.question, proposed.outline.worded_by) == ("Harbour fees", "editor?")
