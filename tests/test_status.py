"""What awaits review or judgement is listed by question; one line marks a view as reviewed."""

from pathlib import Path

from expertviews import content
from expertviews.checks import status_report
from expertviews.comparison import Comparison, Ledger, latest_day
from expertviews.quotes import Passages
from tests.project import views
from tests.test_messages import BEN_VIEW, replace, write


def status(root: Path) -> str:
    printed = views(root, "status").output
    return "".join(line for line in printed.splitlines(keepends=True) if "judge" not in line)


def unjudged(root: Path, today: str) -> list[str]:
    return [line for line in status_report(content.load(root), today).splitlines() if "judge" in line]


def test_a_proposition_awaits_judgement_once_its_horizon_is_past(small: Path) -> None:
    assert unjudged(small, "2025-12-31") == []
    assert unjudged(small, "2026-01-01") == [
        "  content/questions/trees-2020.yml:9: `more-trees` overdue since 2025, not yet judged",
        "1 proposition awaits judgement: to judge one, add an `outcome` to it",
    ]
    replace("content/questions/trees-2020.yml", "horizon: 2025", "horizon: 2025\n    outcome: {status: open}")(small)
    assert len(unjudged(small, "2026-01-01")) == 2
    replace("content/questions/trees-2020.yml", "status: open", "status: untestable")(small)
    assert unjudged(small, "2026-01-01") == []


def test_what_is_overdue_is_so_on_the_site_too(small: Path) -> None:
    replace("content/questions/trees-2020.yml", "horizon: 2025", "horizon: 2019\n    outcome: {status: open}")(small)
    replace("content/questions/trees-2020.yml", "asked: 2020", "asked: 2020\nrecorded: 2021-05-04")(small)
    record = content.load(small)
    rows = Comparison(record.library, Passages()).horizons
    day = latest_day(record.library)
    assert [row.proposition.id for row in Ledger(rows, day).states["overdue"]] == ["more-trees"]
    assert [line.split("`")[1] for line in unjudged(small, day)[:-1]] == ["more-trees"]


def test_drafts_are_listed_by_question_until_one_line_is_changed(small: Path) -> None:
    write("content/questions/next.yml", "question: And next?\nasked: 2021\n")(small)
    assert status(small) == (
        "next: no views yet\n"
        "trees-2020: 1 draft of 2 views\n"
        f"  {BEN_VIEW}:7: Ben Sample, 2 excerpts, 1 stance\n"
        "1 view awaits review: to mark one as reviewed, change its line to `status: reviewed`\n"
    )
    replace(BEN_VIEW, "status: draft", "status: reviewed")(small)
    assert status(small) == "next: no views yet\ntrees-2020: 2 views, all reviewed\n0 views await review\n"


def test_a_record_with_problems_has_them_listed_instead(small: Path) -> None:
    replace(BEN_VIEW, "contributor: ben-sample", "contributor: nobody")(small)
    assert "unknown-reference" in status(small)


def test_terms_of_a_theme_that_could_go_are_listed(small: Path) -> None:
    many = ", ".join(f"word{number}" for number in range(81))
    theme = "title: Trees\nsummary: What grows.\norder: 9\nterms: [carbon tax, carbon]\n"
    write("content/themes/trees.yml", f"{theme}context_terms: [{many}]\n")(small)
    assert "content/themes/trees.yml:4: remove `carbon tax`: `carbon` already finds it\n" in status(small)
    assert "content/themes/trees.yml:5: 81 `context_terms`, more than 20: keep those that find most\n" in status(small)
