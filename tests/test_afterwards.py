"""What happens to an answer after it was given: it is corrected, amended or withdrawn; its question is closed."""

import datetime
import re
from pathlib import Path

import pytest

from expertviews import checks, content
from tests.project import views
from tests.test_messages import (
    ADA_BIO,
    ADA_SAID,
    ADA_VIEW,
    HEADED,
    QUESTION,
    SEED,
    amended,
    corrections,
    earlier,
    messages,
    replace,
)


def fix(root: Path) -> None:
    assert views(root, "check", "--fix", "--yes").exit_code == 0


def read(root: Path) -> str:
    return (root / ADA_VIEW).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("“It’s a cheap mesure,” the", "“It’s a cheap measure,” the"),
        ("Ada is a gardner at", "Ada is a gardener at"),
        ("may plant … or lymes.", "may plant oaks … or limes."),
        ("Trees kool the streats.", "Trees cool the streets."),
    ],
)
def test_the_correction_that_a_message_proposes_settles_it(small: Path, printed: str, right: str) -> None:
    replace(SEED, right, printed)(small)
    (message,) = messages(small)
    items = "".join(f"  {it}\n" for it in re.findall(r"`(- \{.*?\})`", message))
    replace(ADA_VIEW, HEADED, f"{HEADED}corrections:\n{items}")(small)
    assert messages(small) == []


def test_a_quotation_of_a_misprint_is_mended_with_the_text(small: Path) -> None:
    replace(SEED, "cheap measure", "cheap mesure")(small)
    replace(ADA_VIEW, "quote: “It’s a cheap measure", "quote: “It’s a cheap mesure")(small)
    corrections(("mesure", "measure"))(small)
    fix(small)
    assert messages(small) == []


def test_marks_are_mended_around_a_correction_which_stays(small: Path) -> None:
    replace(SEED, "cheap measure", "cheap mesure")(small)
    corrections(("mesure", "measure"))(small)
    wanted = read(small)
    replace(ADA_VIEW, "streets. “It’s a cheap measure,”", 'streets. "It\'s a cheap measure,"')(small)
    fix(small)
    assert read(small) == wanted


def test_no_correction_is_proposed_for_an_earlier_version_which_can_have_none(small: Path) -> None:
    replace(SEED, "cheap measure", "cheap mesure")(small)
    amended(earlier(ADA_SAID, more=ADA_BIO))(small)
    replace(ADA_VIEW, "\n  We may plant", "\n  They may plant")(small)
    assert [it for it in messages(small) if "seed-differs" in it]
    assert not [it for it in messages(small) if "corrections" in it]


def test_an_earlier_version_is_proved_against_its_own_source(small: Path) -> None:
    amended(earlier(ADA_SAID, more=ADA_BIO))(small)
    replace(ADA_VIEW, "\n  We may plant oaks", "\n  They may plant oaks")(small)
    assert messages(small) == []
    (view, was) = content.load(small).library.views["trees-2020", "ada-example"].versions
    assert (view.paragraphs[1][:8], was.paragraphs[1][:6]) == ("They may", "We may")


def test_a_withdrawn_answer_may_keep_its_words_or_not_and_those_kept_are_proved(small: Path) -> None:
    withdrawn = "withdrawn: {date: 2026-11-23, why: At the author’s request.}\n"
    replace(ADA_VIEW, HEADED, f"{HEADED}{withdrawn}")(small)
    assert messages(small) == []
    text = read(small)
    replace(ADA_VIEW, "more than water does.\n", "more than wine does.\n")(small)
    assert any("seed-differs" in it for it in messages(small))
    kept = text.partition("bio:")[0] + "text: withdrawn\n"
    (small / ADA_VIEW).write_text(kept, encoding="utf-8")
    assert messages(small) == []


def test_a_question_is_closed_from_its_last_day_on(small: Path) -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    replace(QUESTION, "asked: 2020\n", f"asked: 2020\nclosed: {today}\n")(small)
    assert messages(small) == []
    replace(QUESTION, f"closed: {today}", f"closed: {today + datetime.timedelta(days=9)}")(small)
    assert [problem.code for problem in checks.check(content.load(small))] == ["date-to-come"]


def test_no_file_of_an_answer_is_made_for_a_closed_question(small: Path) -> None:
    replace(QUESTION, "asked: 2020\n", "asked: 2020\nclosed: 2021-01-31\n")(small)
    for arguments in (["view", "ada-example"], ["contributor", "Cyd New"]):
        result = views(small, "new", *arguments, "--question", "trees-2020")
        assert result.exit_code == 2
        assert "was closed to new answers on 2021-01-31" in result.output
        assert "content/questions/trees-2020.yml" in result.output
