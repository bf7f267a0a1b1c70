"""The right outlines that proposals are scored against are themselves whole: a wrong one would teach a wrong rule."""

from collections.abc import Iterator

import pytest

from .outline_fixtures import Fixture, faults, fixture, fixtures


def every_fixture() -> Iterator[Fixture]:
    yield from fixtures("tuned")
    yield from fixtures("apart")


@pytest.mark.parametrize("found", tuple(every_fixture()), ids=lambda found: found.name)
def test_a_right_outline_fits_its_document(found: Fixture) -> None:
    assert faults(found) == ()


def test_the_outlines_that_are_only_learnt_from_fit_their_documents() -> None:
    assert [(found.name, faults(found)) for found in fixtures("learnt") if faults(found)] == []


DOCUMENT = "Who pays?\n\nAnn Lee, pilot\nThe city.\n\nBob Ray: Nobody will.\n"
RIGHT = "document: a.txt\nparts:\n  1: question\n  3: name\n  4: text\n  6: [name: Bob Ray, text]\n"


def test_a_whole_outline_has_no_faults() -> None:
    assert faults(fixture("a.txt", DOCUMENT, RIGHT)) == ()


def test_words_after_a_prompt_may_say_whose_they_are() -> None:
    document = "Who pays?\n\nAnn Lee\nNow?\nThe city.\nAnd then?\nNobody.\n"
    parts = "  1: question\n  3: name\n  4: prompt\n  5: {text: Ann Lee}\n  6: prompt\n  7: {text: Ann Lee}\n"
    assert faults(fixture("a.txt", document, f"document: a.txt\nparts:\n{parts}")) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  4: text\n", "", "4: in no part"),
        ("  4: text", "  4: texts", "texts: unknown role"),
        ("  4: text", "  3-4: text", "3-4: not behind 3, or past the end"),
        ("  4: text", "  4-5: text", "5: blank"),
        ("  4: text", "  4: bio", "3: a name without text, or text without a name"),
        ("  3: name", "  3: bio", "4: a name without text, or text without a name"),
        ("  4: text", "  4: {note: Cy Fox}", "4: Cy Fox isn't a name"),
        ("Bob Ray, text", "Bob Roy, text", "6: Piece(role='name', words='Bob Roy'): doesn't stand there"),
        ("Bob Ray, text", "Bob Ray, text: Nobody", "6: “will.” has 0 roles"),
        ("  1: question", "  1: title", "a question is either a part, or worded by the editor"),
        ("parts:", "names: aside\nparts:", "names: aside: unknown value"),
        ("parts:", "asked: May\nparts:", "asked: May: no date"),
        ("a.txt", "b.txt", "is the outline of b.txt"),
    ],
)
def test_a_fault_in_an_outline_is_found(old: str, new: str, fault: str) -> None:
    assert old in RIGHT
    assert fault in faults(fixture("a.txt", DOCUMENT, RIGHT.replace(old, new)))
