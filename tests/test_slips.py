"""What looks like a mistake and isn't one is left alone; where only a person can know, there is a way to say so."""

from pathlib import Path

import pytest

from tests.test_messages import (
    ADA,
    ADA_VIEW,
    BEN_VIEW,
    CY,
    CY_VIEW,
    POSTS,
    Edit,
    cy,
    messages,
    replace,
)

SEED = "seeds/trees-2020.txt"


def codes(root: Path) -> list[str]:
    return [it.split(": ")[1] for it in messages(root)]


RIGHT = [
    "Note: the city said so.",
    "#MeToo changed the parks, too.",
    "If a < b and c > d, plant more.",
    "Ask AT&T; or R&D; or B&B.",
    "See https://example.org/trees for more.",
    "- an item of a list",
    "Question: why?",
    "What matters: shade.",
    "the theme: shade",
    "XXX Corps planted them.",
    "The TODO list is long.",
    "5 * 3 = 15, and 2 ** 3 = 8.",
    "[Laughs] (and more)",
    "“Shade,” she said. “More shade.”",
    "---",
]


@pytest.mark.parametrize("line", RIGHT)
def test_words_that_somebody_may_say_are_no_slip(small: Path, line: str) -> None:
    for edit in cy("and soon.", f"and soon.\n\n  {line}"):
        edit(small)
    assert messages(small) == []


SLIPS = [
    ("excerpts:", "excerpts:"),
    ("gist: trees are good", "gist: trees"),
    ("# 1 in the list", "# 1 in the list"),
    ("Buy <b>trees</b>.", "<b>trees"),
    ("Buy **more** trees.", "Buy **more** trees."),
    ("https://example.org/trees", "https://example.org/trees"),
    ("Trees &amp; shade", "Trees &amp; shade"),
]


@pytest.mark.parametrize(("line", "listed"), SLIPS)
def test_a_line_that_is_so_in_the_source_is_listed(small: Path, line: str, listed: str) -> None:
    for edit in cy("and soon.", f"and soon.\n\n  {line}"):
        edit(small)
    assert codes(small) == ["stray-line"]
    replace(CY_VIEW, "text: |", f"as_in_source:\n  - '{listed}'\ntext: |")(small)
    assert messages(small) == []


@pytest.mark.parametrize("line", [line for line, _ in SLIPS if line[0] != "#"])
def test_a_line_that_is_in_the_document_needs_no_confirmation(small: Path, line: str) -> None:
    replace(SEED, "Nobody should plant palms here.\n", f"Nobody should plant palms here.\n{line}\n")(small)
    replace(ADA_VIEW, "plant palms here.\nexc", f"plant palms here.\n\n  {line}\nexc")(small)
    replace(ADA_VIEW, "lines: 2-5", "lines: 2-6")(small)
    replace(BEN_VIEW, "lines: 6-8", "lines: 7-9")(small)
    assert messages(small) == []


MARKED = [
    ("a gist of two quotations", cy("text: |", "gist: “Plant” means “soon”\ntext: |")),
    ("a gist whose marks belong to it", cy("text: |", "gist: '“Plant more trees.”'\ntext: |")),
    ("a plural in single marks", cy("text: |", "gist: ‘Green’ shade for the workers’\ntext: |")),
    ("a name with a nickname", cy("name: Cy Dahl", "name: Cy “Oak” Dahl", path=CY)),
    (
        "a quote that the text has in marks",
        [replace(ADA_VIEW, "key_quote: Nobody should plant palms here.", "key_quote: “It’s a cheap measure,”")],
    ),
    ("a text in marks", cy("  Plant more trees, and soon.", "  “Plant more trees, and soon.”")),
    (
        "a hedge that the text has in marks",
        [
            replace(SEED, "is unlikely", "is “unlikely”"),
            replace(BEN_VIEW, "is unlikely to", "is “unlikely” to"),
            replace(BEN_VIEW, "quote: Money is short … unlikely to", "quote: Money is short … “unlikely” to"),
        ],
    ),
]


@pytest.mark.parametrize("edits", [pytest.param(edits, id=name) for name, edits in MARKED])
def test_quotation_marks_that_belong_to_a_value_stay(small: Path, edits: list[Edit]) -> None:
    for edit in edits:
        edit(small)
    assert messages(small) == []


ADA_BIO = "Ada is a gardener at the Town Nursery."
JOINT = "Ada Example and Cy Dahl run the Town Nursery together."
NO_COPIES: list[tuple[str, list[Edit]]] = [
    ("one common post", [*cy("kind: person\n", f"kind: person\n{POSTS}", path=CY)]),
    (
        "posts that the bios of both mention",
        [
            replace(ADA, POSTS, f"{POSTS}  - role: Judge\n    organisation: Town Nursery\n"),
            *cy("kind: person\n", f"kind: person\n{POSTS}  - role: Judge\n    organisation: Town Nursery\n", path=CY),
            replace(
                CY_VIEW,
                "Cy is a forester in the Vale.",
                "Cy is a gardener and a judge at the Town Nursery.",
            ),
        ],
    ),
    (
        "a bio of both",
        [
            replace(SEED, ADA_BIO, JOINT),
            replace(ADA_VIEW, ADA_BIO, JOINT),
            *cy("Cy is a forester in the Vale.", JOINT),
        ],
    ),
    (
        "a bio that is the same in two sources",
        cy("Cy is a forester in the Vale.", ADA_BIO, "text: |", f"as_in_source: [{ADA_BIO}]\ntext: |"),
    ),
    (
        "a short answer",
        cy(
            "  Plant more trees, and soon.\n\n  The shade pays for itself.\nexcerpts:\n  - theme: money\n    quote: The shade pays for itself.\n",
            "  Yes.\n",
        ),
    ),
    (
        "two people of one name",
        cy(
            "name: Cy Dahl\nsort_name: Dahl, Cy",
            "name: Ada Éxample\nsort_name: Éxample, Ada\ndisambiguation: forester",
            path=CY,
        ),
    ),
    ("a byline in capitals", cy("status: draft", "status: draft\nbyline: CY DAHL, with Ada Example")),
    ("a byline of a stranger", cy("status: draft", "status: draft\nbyline: The Forester")),
]


@pytest.mark.parametrize("edits", [pytest.param(edits, id=name) for name, edits in NO_COPIES])
def test_what_two_people_may_have_in_common_is_no_copy(small: Path, edits: list[Edit]) -> None:
    for edit in edits:
        edit(small)
    assert messages(small) == []


def test_of_two_bios_the_one_that_no_document_has_is_the_copy(small: Path) -> None:
    for edit in cy("Cy is a forester in the Vale.", ADA_BIO):
        edit(small)
    (small / CY_VIEW).rename(small / "content/views/trees-2020/aa-dahl.yml")
    (small / CY).rename(small / "content/contributors/aa-dahl.yml")
    replace("content/views/trees-2020/aa-dahl.yml", "contributor: cy-dahl", "contributor: aa-dahl")(small)
    assert [it.split(":")[0] for it in messages(small)] == ["content/views/trees-2020/aa-dahl.yml"]
