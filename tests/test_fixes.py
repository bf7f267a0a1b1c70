"""What has one right answer is mended in place: comments and layout stay, a diff comes first, nothing else changes."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from expertviews import characters, checks, content
from tests.project import RECORD, SMALL, contents, views
from tests.test_messages import (
    ADA,
    ADA_VIEW,
    BEN,
    BEN_VIEW,
    MISTAKES,
    Edit,
    expected,
    led,
    messages,
    outline,
    replace,
)

SAID = "“It’s a cheap measure,” the mayor said — and she is right."


def texts(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(root).items() if not path.startswith(".cache/")}


def check(root: Path, *options: str, answer: str = "") -> Result:
    return views(root, "check", *options, given=answer)


def said(value: str) -> Edit:
    """Writes a quotation of the money excerpt in another form."""
    return replace(ADA_VIEW, f"quote: {SAID}", f"quote: {value}")


AS_IT_WAS: list[tuple[str, list[Edit]]] = [
    ("an apostrophe in a plain value", [replace(ADA_VIEW, "quote: “It’s", "quote: “It's")]),
    ("straight marks in the text", [replace(ADA_VIEW, "streets. “It’s a", "streets. \"It's a")]),
    (
        "straight marks in text and quotation",
        [replace(ADA_VIEW, "streets. “It’s a", "streets. \"It's a"), replace(ADA_VIEW, "quote: “It’s", "quote: “It's")],
    ),
    (
        "quotation marks copied round quotes",
        [
            replace(ADA_VIEW, "quote: In summer, trees cool", "quote: “In summer, trees cool"),
            replace(ADA_VIEW, "than water does.\n  - theme", "than water does.”\n  - theme"),
            replace(ADA_VIEW, "quote: “It’s a cheap", "quote: ““It's a cheap"),
            replace(ADA_VIEW, "she is right.\nstances", "she is right.”\nstances"),
            replace(
                ADA_VIEW, "key_quote: Nobody should plant palms here.", "key_quote: ‘Nobody should plant palms here.’"
            ),
            replace(BEN_VIEW, "quote: Money is short … unlikely", "quote: “Money is short … unlikely"),
            replace(BEN_VIEW, "lend us more.\nstances", "lend us more.”\nstances"),
        ],
    ),
    ("three dots", [replace(BEN_VIEW, "short … unlikely", "short ... unlikely")]),
    ("three dots in brackets", [replace(BEN_VIEW, "short … unlikely", "short [...] unlikely")]),
    ("an ellipsis without blanks", [replace(BEN_VIEW, "short … unlikely", "short…unlikely")]),
    ("no name to sort by", [replace(BEN, "sort_name: Sample, Ben\n", "")]),
]
MENDED: list[tuple[str, list[Edit], list[Edit]]] = [
    ("a lead with straight marks", [led(SAID.replace("’", "'"))], [led(SAID)]),
    *((name, wrong, []) for name, wrong in AS_IT_WAS),
    (
        "single quotation marks around",
        [said("'\"It''s a cheap measure,\" the mayor said - and she is right.'")],
        [said(f"'{SAID}'")],
    ),
    (
        "double quotation marks around",
        [said('"\\"It\'s a cheap measure,\\" the mayor said — and she is right."')],
        [said(f'"{SAID}"')],
    ),
    (
        "a folded value",
        [said('>-\n      "It\'s a cheap measure," the\n      mayor said — and she is right.')],
        [said(">-\n      “It’s a cheap measure,” the\n      mayor said — and she is right.")],
    ),
]


@pytest.mark.parametrize(("wrong", "right"), [pytest.param(wrong, right, id=name) for name, wrong, right in MENDED])
def test_what_has_one_right_answer_is_mended(small: Path, wrong: list[Edit], right: list[Edit]) -> None:
    mended = shutil.copytree(small, small.with_name("mended"))
    for edit in right:
        edit(mended)
    for edit in wrong:
        edit(small)
    assert texts(small) != texts(mended)
    result = check(small, "--fix", "--yes")
    assert result.exit_code == 0, result.output
    assert texts(small) == texts(mended)


def test_a_diff_is_shown_and_nothing_changes_without_a_yes(small: Path) -> None:
    replace(BEN_VIEW, "short … unlikely", "short ... unlikely")(small)
    wrong = texts(small)
    result = check(small, "--fix", answer="n\n")
    assert f"--- {BEN_VIEW}\n+++ {BEN_VIEW}\n" in result.output
    assert "-    quote: Money is short ... unlikely to lend us more.\n" in result.output
    assert "+    quote: Money is short … unlikely to lend us more.\n" in result.output
    assert result.exit_code == 1
    assert texts(small) == wrong
    assert "Change 1 file? [y/N]: n" in result.output
    assert check(small, "--fix", answer="y\n").exit_code == 0


def test_line_ends_of_another_system_are_kept(small: Path) -> None:
    written = (small / BEN_VIEW).read_bytes().replace(b"\n", b"\r\n").replace("short …".encode(), b"short ...")
    (small / BEN_VIEW).write_bytes(written)
    check(small, "--fix", "--yes")
    assert (small / BEN_VIEW).read_bytes() == written.replace(b"short ...", "short …".encode())


def test_a_file_that_changed_meanwhile_is_left(small: Path) -> None:
    replace(BEN_VIEW, "short … unlikely", "short ... unlikely")(small)
    found = checks.fixed_files(small)
    replace(BEN, "kind: person\n", "kind: organisation\n")(small)
    replace(BEN_VIEW, "status: draft", "status: reviewed")(small)
    with pytest.raises(FileExistsError, match="changed in the meantime"):
        content.write_edited(small, found[0].path, found[0].before, found[0].after)


def test_a_right_quote_is_not_changed_to_match_a_wrong_text(small: Path) -> None:
    replace(ADA_VIEW, "streets. “It’s a cheap", "streets. \"It's a sheep")(small)
    assert checks.fixed_files(small) == ()


def test_right_lines_are_not_changed_to_match_a_wrong_outline(small: Path) -> None:
    outline(("6: name", "6: text"))(small)
    assert any("aren't this answer's lines" in it and "or correct the outline" in it for it in messages(small))
    assert all(it.path != ADA_VIEW for it in checks.fixed_files(small))


UNSEEN = ["sha\u00adde", "shade\u200b", "sha\u2060de", "\ufeffshade"]


@pytest.mark.parametrize("word", UNSEEN)
def test_what_nobody_sees_in_a_quote_is_named_and_mended(small: Path, word: str) -> None:
    right = (small / ADA_VIEW).read_text(encoding="utf-8").replace("trees cool", "trees shade")
    (small / "seeds/trees-2020.txt").write_text(
        (small / "seeds/trees-2020.txt").read_text(encoding="utf-8").replace("trees cool", "trees shade"),
        encoding="utf-8",
    )
    (small / ADA_VIEW).write_text(
        right.replace("quote: In summer, trees shade", f"quote: In summer, trees {word}"), encoding="utf-8"
    )
    assert ["U+" in it for it in messages(small)] == [True]
    assert [it.after for it in checks.fixed_files(small)] == [right]


@pytest.mark.parametrize("composed", [True, False])
def test_letters_are_written_as_the_source_composes_them(small: Path, composed: bool) -> None:
    for path in (ADA_VIEW, "seeds/trees-2020.txt"):
        said = (small / path).read_text(encoding="utf-8").replace("palms", "açaí")
        normal = (
            unicodedata.normalize("NFC", said) if (path == ADA_VIEW) != composed else unicodedata.normalize("NFD", said)
        )
        (small / path).write_text(normal, encoding="utf-8")
    assert [it.split(": ")[1] for it in messages(small)] == ["seed-differs"]
    check(small, "--fix", "--yes")
    assert messages(small) == []
    assert unicodedata.is_normalized("NFC", (small / ADA_VIEW).read_text(encoding="utf-8")) == composed


def test_a_key_that_a_file_lacks_is_added_in_its_place(small: Path) -> None:
    written = (small / ADA).read_text(encoding="utf-8").replace("sort_name: Example, Ada\n", "")
    for value, shown in (("Example, Ada", "Example, Ada"), ("Example: Ada", "'Example: Ada'")):
        after = content.edited_text(ADA, written, [content.ValueEdit(("sort_name",), value)])
        assert after == written.replace("Ada Example\n", f"Ada Example\nsort_name: {shown}\n", 1)


def test_an_edit_that_would_say_something_else_is_not_made(small: Path) -> None:
    written = (small / ADA).read_text(encoding="utf-8")
    assert content.edited_text(ADA, written, [content.ValueEdit(("kind",), "name", renames=True)]) == written


def test_what_is_not_asked_for_is_a_wrong_call(small: Path) -> None:
    assert check(small, "--yes").exit_code == 2


def test_a_sound_record_has_nothing_to_mend() -> None:
    assert checks.fixed_files(RECORD) == ()


@pytest.mark.parametrize(
    ("name", "edits"), [pytest.param(*it, id=it[0]) for it in MISTAKES if it[0] != "a quotation of the misprint"]
)
def test_no_mend_makes_a_mistake_worse_or_touches_a_word(small: Path, name: str, edits: list[Edit]) -> None:
    for edit in edits:
        edit(small)
    mended = checks.fixed_files(small)
    for file in mended:
        content.write_edited(small, file.path, file.before, file.after)
        assert letters(file.after) == letters(file.before)
    assert not mended or len(messages(small)) <= len(expected()[name])


def letters(text: str) -> list[str]:
    """The words of a file as they look, in any order, but for what a fix may write: schema, sort name, themes, lines."""
    written = r"\A# yaml-language-server.*\n|^(sort_name|read_for|digest| *lines):.*\n"
    left = re.sub(written, "", text, flags=re.MULTILINE)
    return sorted(re.findall(r"\w+", characters.plain(left).casefold()))


@settings(max_examples=40, deadline=None)
@given(st.text("ab '\"’”“—-…. \n\t|>#:", max_size=60))
def test_any_value_is_mended_or_left(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    small = shutil.copytree(SMALL, tmp_path_factory.mktemp("any") / "small")
    replace(ADA_VIEW, f"quote: {SAID}", f"quote: {words}")(small)
    before = len(messages(small))
    for file in checks.fixed_files(small):
        content.write_edited(small, file.path, file.before, file.after)
    assert len(messages(small)) <= before
    assert checks.fixed_files(small) == ()
    assert (small / ADA).exists()
