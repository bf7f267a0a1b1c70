"""What an outline says of a document: whose words are whose, and every mistake at its place."""

from collections.abc import Mapping
from typing import Any

import pytest

from expertviews import content, outlines
from expertviews.model import Outline, Prompt
from tests.evaluate_outlines import fixtures

HARBOUR = """\
Harbour fees: what now?

Who should pay for the new quay?

Ann Lee, harbour master

Nobody likes fees [1]. They pay for the lamps.

Ann has run the harbour since 1990.

Bob Ray: I would ask the ferry. Cy Dahl: I would not.

Moderator: And the fishermen?

Ann Lee

They pay enough.

[1] See my report.
"""
PARTS = {
    "1": "title",
    "3": "question",
    "5": "name",
    "7": "text",
    "9": "bio",
    "11": [{"name": "Bob Ray"}, "text", {"name": "Cy Dahl"}, "text"],
    "13": "prompt",
    "15": "name",
    "17": "text",
    "19": "note",
}


def read(parts: Mapping[str, object], text: str = HARBOUR, **top: Any) -> outlines.OutlineReading:
    return outlines.read_outline(Outline(document="harbour.txt", parts=parts, **top), text)


def mistakes(parts: Mapping[str, object], text: str = HARBOUR, **top: Any) -> list[str]:
    """`place: what` of each mistake of an outline."""
    return [f"{'/'.join(map(str, it.key))}: {it.what}" for it in read(parts, text, **top).mistakes]


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("One two.", "One two."),
        (f"{'one two ' * 20}three", "one two one two one two one … two one two one two three"),
        (f"{'港口费用' * 20}。", f"{('港口费用' * 20)[:29]} … {('港口费用' * 20)[-29:]}。"),
    ],
)
def test_a_comment_shows_the_first_and_last_words_of_lines_also_where_nobody_writes_spaces(
    line: str, comment: str
) -> None:
    text = content.outline_text(Outline(document="a.txt", digest=f"sha256:{'0' * 64}", parts={"1": "text"}), line, {})
    assert text.endswith(f"  1: text                # {comment}\n")


def test_somebody_who_speaks_again_goes_on_with_the_answer() -> None:
    (table,) = read(PARTS).round_tables
    assert [answer.name for answer in table.answers] == ["Ann Lee", "Bob Ray", "Cy Dahl"]
    ann = table.answers[0]
    assert ann.paragraphs == ["Nobody likes fees [1]. They pay for the lamps.", "They pay enough."]
    assert (ann.attribution.affiliation, ann.bio, ann.lines) == (
        "harbour master",
        ["Ann has run the harbour since 1990."],
        "5-9, 15-19",
    )


def test_several_speakers_in_a_line_have_their_own_words() -> None:
    (table,) = read(PARTS).round_tables
    assert [answer.paragraphs for answer in table.answers[1:]] == [["I would ask the ferry."], ["I would not."]]


def test_a_prompt_stands_before_the_paragraph_that_answers_it() -> None:
    (table,) = read(PARTS).round_tables
    assert table.answers[0].prompts == [Prompt(before=2, text="Moderator: And the fishermen?")]


def test_a_footnote_belongs_to_whoever_has_its_mark() -> None:
    (table,) = read(PARTS).round_tables
    assert table.answers[0].notes == ["[1] See my report."]
    (table,) = read(PARTS | {"19": {"note": "Bob Ray"}}).round_tables
    assert table.answers[1].notes == ["[1] See my report."]
    (table,) = read(PARTS | {"19": {"note": "round-table"}}).round_tables
    assert table.notes == ["[1] See my report."]


@pytest.mark.parametrize(
    ("ann", "bob", "notes"),
    [
        ("I do, always.[a]", "Nobody at all.", {"Ann Lee": ["[a] See a book."]}),
        ("I do.¹", "Nobody.¹⁰", {"Ann Lee": ["1. See a book."], "Bob Ray": ["10. See another."]}),
        ("I do.*", "Nobody.**", {"Ann Lee": ["* See a book."], "Bob Ray": ["** See another."]}),
    ],
)
def test_a_footnotes_mark_is_no_letter_of_a_word_and_no_part_of_another_mark(
    ann: str, bob: str, notes: Mapping[str, list[str]]
) -> None:
    footnotes = [note for each in notes.values() for note in each]
    text = "\n".join(["Who pays?", "Ann Lee", ann, "Bob Ray", bob, *footnotes])
    roles = ["question", "name", "text", "name", "text", *["note"] * len(footnotes)]
    (table,) = read({str(line): role for line, role in enumerate(roles, 1)}, text).round_tables
    assert {answer.name: answer.notes for answer in table.answers if answer.notes} == notes


def test_names_below_close_the_answer_above() -> None:
    text = "Who pays?\n\nI do.\nAll of it.\n\nAnn Lee\nharbour master\n\nNot me.\n\nBob Ray\n"
    parts = {"1": "question", "3-4": "text", "6": "name", "7": "affiliation", "9": "text", "11": "name"}
    (table,) = read(parts, text, names="below").round_tables
    assert [(it.name, it.paragraphs, it.attribution.affiliation, it.affiliations) for it in table.answers] == [
        ("Ann Lee", ["I do.", "All of it."], "", ["harbour master"]),
        ("Bob Ray", ["Not me."], "", []),
    ]


def test_a_job_right_above_a_name_is_that_persons() -> None:
    text = "Who pays?\nThe rheumatologist\nAnn Lee\nI do.\n\nThe nurse\nBob Ray\nA nurse too\nNot me.\n"
    roles = ["question", "affiliation", "name", "text", "", "affiliation", "name", "affiliation", "text"]
    parts = {str(line): role for line, role in enumerate(roles, 1) if role}
    (table,) = read(parts, text).round_tables
    assert [(it.name, it.affiliations, it.paragraphs) for it in table.answers] == [
        ("Ann Lee", ["The rheumatologist"], ["I do."]),
        ("Bob Ray", ["The nurse", "A nurse too"], ["Not me."]),
    ]


def test_a_bio_may_be_of_somebody_who_answers_another_question() -> None:
    text = "Who pays?\nAnn: I do.\nWho gains?\nBob: We all do.\nAnn is a baker.\n"
    asked = {"1": "question", "2": [{"name": "Ann"}, "text"], "3": "question", "4": [{"name": "Bob"}, "text"]}
    found = read({**asked, "5": {"bio": "Ann"}}, text)
    assert (found.mistakes, found.round_tables[0].answers[0].bio) == ((), ["Ann is a baker."])


def test_a_question_opens_a_round_table() -> None:
    text = "Who pays?\nAnn: I do.\nWho gains?\nAnn: We all do.\n"
    parts = {"1": "question", "2": [{"name": "Ann"}, "text"], "3": "question", "4": [{"name": "Ann"}, "text"]}
    tables = read(parts, text).round_tables
    assert [(table.question, [answer.paragraphs for answer in table.answers]) for table in tables] == [
        ("Who pays?", [["I do."]]),
        ("Who gains?", [["We all do."]]),
    ]


def test_a_document_that_asks_nothing_is_given_its_question() -> None:
    text = "Fees\n\nAnn Lee\nThey are high.\n"
    parts = {"1": "title", "3": "name", "4": "text"}
    (table,) = read(parts, text, question="Are fees too high?", worded_by="editor").round_tables
    assert (table.question, table.title) == ("Are fees too high?", "Fees")
    assert mistakes(parts, text) == [
        "parts/3: there is no question above the first name, “Ann Lee”",
    ]


def test_words_with_their_speaker_within_are_given_to_whom_the_outline_says() -> None:
    text = "Who pays?\n“I do,” said Ann Lee, the mayor. “It is dear.”\nBob Ray\nNot me.\n“Ask him,” she said.\n"
    parts = {"1": "question", "2": {"text": "Ann Lee, the mayor"}, "3": "name", "4": "text", "5": {"text": "Ann Lee"}}
    (table,) = read(parts, text).round_tables
    assert [(it.name, it.attribution.affiliation, it.paragraphs) for it in table.answers] == [
        ("Ann Lee", "the mayor", ["“I do,” said Ann Lee, the mayor. “It is dear.”", "“Ask him,” she said."]),
        ("Bob Ray", "", ["Not me."]),
    ]
    assert mistakes(parts | {"5": {"text": "Cy Dahl"}}, text) == [
        "parts/5/text: nobody under this question is called “Cy Dahl”"
    ]


def test_wrapped_lines_are_one_paragraph_where_a_person_says_so() -> None:
    text = "Who pays?\nAnn Lee\nI pay.\nAlways.\n"
    parts = {"1": "question", "2": "name", "3-4": "text"}
    assert read(parts, text).round_tables[0].answers[0].paragraphs == ["I pay.", "Always."]
    assert read(parts, text, wrapped=True).round_tables[0].answers[0].paragraphs == ["I pay. Always."]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"19": "nte"}, "parts/19: there is no role `nte`"),
        ({"9": {"bio": "Bob Roy"}}, "parts/9/bio: nobody under this question is called “Bob Roy”"),
        ({"11": [{"name": "Bob Roy"}, "text"]}, "parts/11/0: “Bob Roy” isn't in line 11"),
        ({"11": ["name", "text"]}, "parts/11/0: it isn't clear where `name` ends and `text` begins in the line"),
        ({"17-99": "text"}, "parts/17-99: `17-99` runs past the end of the document, which has 19 lines"),
        ({"7-5": "text"}, "parts/7-5: `7-5` runs backwards"),
        ({"3": "introduction"}, "parts/5: there is no question above the first name, “Ann Lee, harbour master”"),
        ({"5": "text"}, "parts/5: nobody is named for “Ann Lee, harbour master”"),
        ({"7": "note"}, ""),
    ],
)
def test_mistakes_are_told_with_their_places(changed: Mapping[str, object], message: str) -> None:
    found = mistakes({**PARTS, **changed})
    assert message in found or (not message and not found)


def test_a_line_in_no_part_or_two_is_a_mistake() -> None:
    parts = {key: value for key, value in PARTS.items() if key != "9"} | {"11-13": "text"}
    assert mistakes(parts)[:2] == [
        "parts/11-13: lines 11-13 are in `11` too",
        "parts/7: line 9 is in no part: “Ann has run the harbour since 1990.”",
    ]


def test_doubts_are_where_a_word_ends_in_a_question_mark() -> None:
    found = read(
        PARTS | {"5": "name?", "11": [{"name?": "Bob Ray"}, "text", {"name": "Cy Dahl"}, "text"]}, asked="2026?"
    )
    assert found.doubts == (("asked",), ("parts", "5"), ("parts", "11", 0))
    assert not found.decided


@pytest.mark.parametrize("folder", ["tuned", "learnt", "apart"])
def test_right_outlines_can_be_drafted(folder: str) -> None:
    undecided = []
    for name, text, right in fixtures(folder):
        found = outlines.read_outline(right, text)
        if not found.decided or right.document != name:
            undecided.append((name, found.mistakes))
    assert undecided == []
