"""What the second model sees of a first reading of a document."""

from hypothesis import given
from hypothesis import strategies as st

from expertviews.outlines.evidence import Evidence
from expertviews.outlines.labels import Labelled
from expertviews.outlines.proposing import blocks_in
from expertviews.outlines.rereading import rereading
from expertviews.seeds import lines_of
from tests.train_outlines import KNOWN

TEXT = """\
Who pays?

Ann Lee
I do, and I have for years.

Bob Ray
I don't. It is cheap.

And who gains?

Ann Lee
We all do.
"""
READ = ["question", "name", "text", "name", "text", "prompt", "aside", "text"]


def seen(labels: list[str], text: str = TEXT) -> list[list[str]]:
    first = [Labelled([(it, 0.9), ("title", 0.1)], memory="A") for it in labels]
    return rereading(Evidence(blocks_in(lines_of(text))), first)


def test_a_line_sees_what_others_of_its_form_and_name_are() -> None:
    name_again = seen(READ)[6]
    assert {"form as name 2 2", "name as name 2 1"} <= set(name_again)


def test_who_replies_is_counted_until_the_next_question() -> None:
    found = seen(READ)
    assert "replies=2 question" in found[0]
    assert "replies=0 prompt" in found[5]
    assert "replies=1 prompt" in seen([*READ[:6], "name", "text"])[5]


def test_it_sees_what_is_above_the_answers_in_order() -> None:
    found = seen(["title", "introduction", "question", "name", "text"], "A\n\nB\n\nWho pays?\n\nAnn Lee\n\nI do.\n")
    assert "above=title>introduction<question introduction" in found[1]


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=8, max_size=8))
def test_any_first_reading_is_seen_whole(labels: list[str]) -> None:
    found = seen(labels)
    assert [it[0] for it in found] == [f"label={label}" for label in labels]
