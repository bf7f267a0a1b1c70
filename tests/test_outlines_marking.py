"""Labels become the parts of an outline: the words that each role takes, whose they are, and what is in doubt."""

from collections.abc import Mapping, Sequence
from typing import Any
from unittest.mock import patch

from expertviews import outlines
from expertviews.outlines import marking
from expertviews.outlines.labels import EVERYBODYS_NOTE, Labelled, Labelling


def proposed(text: str, labels: Sequence[str | Labelled]) -> outlines.ProposedOutline:
    """What is proposed for a document of which the model is sure to give the blocks these labels."""
    found = [Labelled([(it, 1.0)], below=0.0) if isinstance(it, str) else it for it in labels]
    labelling = Labelling(found, min(each.labels[0][1] for each in found))
    with patch.object(marking, "label", lambda _: labelling):
        return outlines.propose_outline(text, "a.txt")


def parts_of(text: str, *labels: str | Labelled) -> Mapping[str, Any]:
    return proposed(text, labels).outline.parts


def between(chosen: str, other: str, probability: float) -> Labelled:
    return Labelled([(chosen, probability), (other, 1 - probability)], below=0.0)


def test_a_name_takes_the_words_before_a_colon_with_the_job() -> None:
    parts = parts_of("Who pays?\n\n**Ann Lee**, baker: I do.\n\nBob Ray: No.\n", "question", "name+text", "name+text")
    assert parts["3"] == [{"name": "Ann Lee, baker"}, "text"]


def test_a_signature_takes_the_words_after_the_text() -> None:
    signed = Labelled([("text+name", 1.0)], below=1.0)
    parts = parts_of("Who pays?\n\n“I do.” — Ann Lee, baker\n\n“No.” — Bob Ray\n", "question", *[signed] * 2)
    assert parts["3"] == ["text", {"name": "Ann Lee, baker"}]


def test_an_answers_title_may_share_the_line_of_the_name() -> None:
    text = "Who pays?\n\nAnn Lee: The long bill\nI do.\n\nBob Ray: Nobody\nNo.\n"
    parts = parts_of(text, "question", *["name+heading", "text"] * 2)
    assert parts["3"] == [{"name": "Ann Lee"}, "heading"]


def test_a_question_within_the_introduction_takes_its_sentence() -> None:
    text = "The quay is old. Who should pay? Here are answers.\n\nAnn Lee\nI do.\n\nBob Ray\nNo.\n"
    parts = parts_of(text, "introduction+question+introduction", *["name", "text"] * 2)
    assert parts["1"] == ["introduction", {"question": "Who should pay?"}, "introduction"]


def test_a_label_that_the_words_dont_allow_gives_way_to_the_next() -> None:
    found = proposed("Who pays?\n\nI do, all the same\n", ["question", between("name+text", "text", 0.9)])
    assert found.outline.parts["3"] == "text?"


def test_the_reason_of_a_doubt_is_what_else_a_line_may_be() -> None:
    found = proposed("Fees\n\nAnn Lee\nI pay.\n", [between("title", "aside", 0.7), "name", "text"])
    assert found.outline.parts["1"] == "title?"
    assert found.reasons["1"] == "the title, or a line of the page?"


def test_a_label_that_says_question_is_believed() -> None:
    answers = "\n\nAnn Lee\nI pay.\nBob Ray\nI don't.\n"
    almost: list[str | Labelled] = [between("question", "title", 0.7), *["name", "text"] * 2]
    assert proposed(f"Question: Who pays?{answers}", almost).reasons == {}
    assert proposed(f"Who pays?{answers}", almost).reasons == {"1": "the question, or the title?"}


def test_without_any_other_doubt_the_least_certain_line_is_in_doubt() -> None:
    text = "Who pays?\n\nAnn Lee\nI pay.\nBob Ray\nI don't.\n"
    sure = ["question", "name", "text", "name", "text"]
    almost: list[str | Labelled] = [*sure[:-1], between("text", "aside", 0.935)]
    assert "6" not in proposed(text, sure).reasons
    assert proposed(text, almost).reasons == {"6": "part of an answer, or a line of the page?"}


def test_several_speakers_in_a_paragraph_are_in_doubt() -> None:
    text = "Who pays?\n\nAnn Lee: “I do.” Bob Ray: “I don't.”\n"
    found = proposed(text, ["question", "name+text"])
    assert found.outline.parts["3"] == [{"name?": "Ann Lee"}, "text", {"name": "Bob Ray"}, "text"]


def test_words_after_a_prompt_stay_with_who_speaks_in_doubt() -> None:
    text = "Who pays?\n\nAnn Lee\nI do.\n\nAlways?\n\nYes.\n\nBob Ray\nNo.\n"
    found = proposed(text, ["question", "name", "text", "prompt", "text", "name", "text"])
    assert found.outline.parts["8"] == {"text?": "Ann Lee"}


def test_a_biography_below_somebody_elses_answer_says_whose_it_is() -> None:
    text = "Who pays?\n\nAnn Lee\nI do.\n\nBob Ray\nNo.\n\nLee is a baker.\n\nBob is a pilot.\n"
    parts = parts_of(text, "question", "name", "text", "name", "text", "bio", "bio")
    assert (parts["9"], parts["11"]) == ({"bio": "Ann Lee"}, "bio")


def test_a_footnote_with_a_mark_that_nobody_has_is_in_doubt() -> None:
    text = "Who pays?\n\nAnn Lee\nI do.[1]\n\nBob Ray\nNo.\n\n[1] My book.\n\n[2] A film.\n"
    found = proposed(text, ["question", "name", "text", "name", "text", "note", "note"])
    assert (found.outline.parts["9"], found.outline.parts["11"]) == ("note", "note?")


def test_a_note_may_be_on_the_whole_round_table() -> None:
    text = "Who pays?\n\nAnn Lee\nI do.\n\nBob Ray\nNo.\n\nThe answers were shortened.\n"
    assert parts_of(text, "question", "name", "text", "name", "text", EVERYBODYS_NOTE)["9"] == {"note": "round-table"}


def test_names_below_are_in_doubt_where_the_model_is_not_sure() -> None:
    text = "Who pays?\n\nI do.\nAnn Lee\n\nNot me.\nBob Ray\n"
    labels = ["question", "text", "name", "text", "name"]
    sides = {
        below: proposed(text, [Labelled([(it, 1.0)], below=below) for it in labels]).outline.names
        for below in (0.0, 0.4, 0.8, 1.0)
    }
    assert sides == {0.0: None, 0.4: "above?", 0.8: "below?", 1.0: "below"}
