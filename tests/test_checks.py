"""Each mistake in the record gives a message with its place, what is wrong, and what to type instead."""

from pathlib import Path

import pytest

from expertviews import checks
from tests.project import DIRK_VIEW, MILITARY, PAIKIN, PAIKIN_VIEW, QUESTION, Project

KALAVINKA_VIEW = "content/views/china-russia-2021/kalavinka-view.yml"
KALAVINKA = "content/contributors/kalavinka-view.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_record_has_no_problem(project: Project) -> None:
    assert project.problems() == []


MISTAKES = [
    (
        "misspelt key",
        (PAIKIN_VIEW, "key_quote:", "keyquote:"),
        f"{PAIKIN_VIEW}:10:1: unknown-key: `keyquote` isn't a key of a view (did you mean `key_quote`?)",
    ),
    (
        "misspelt theme",
        (PAIKIN_VIEW, "theme: military", "theme: militry"),
        f"{PAIKIN_VIEW}:{{}}: unknown-theme: there is no theme `militry`"
        " (did you mean `military`?; or add content/themes/militry.yml)",
    ),
    (
        "misspelt proposition",
        (PAIKIN_VIEW, "proposition: formal-alliance", "proposition: formal-aliance"),
        f"{PAIKIN_VIEW}:{{}}: unknown-proposition: `china-russia-2021` has no proposition `formal-aliance`"
        " (did you mean `formal-alliance`?)",
    ),
    (
        "unquoted no",
        (PAIKIN, "name: Zachary Paikin", "name: no"),
        f"{PAIKIN}:2:7: ambiguous-scalar: `no` without quotation marks is read as false, not as text"
        ' (put it in quotation marks: "no")',
    ),
    (
        "month in one digit",
        (QUESTION, "asked: 2021", "asked: 2021-1"),
        f"{QUESTION}:3:8: bad-date: `2021-1` isn't a date (write 2021, 2021-03 or 2021-03-14)",
    ),
    (
        "altered word",
        (PAIKIN_VIEW, "continued rapprochement", "continuing rapprochement"),
        f"{PAIKIN_VIEW}:{{}}: seed-differs: the text isn't what its source says: the text doesn't have"
        " “Russia-China relations in 2021 will be driven by a continui…”;"
        " “continuing” where the source has “continued” (write “… be driven by a continued rapprochement. Both the US …”)",
    ),
    (
        "altered bio",
        (PAIKIN_VIEW, "Zachary is a Researcher", "Zachary was a Researcher"),
        f"{PAIKIN_VIEW}:{{}}: seed-differs: `bio` isn't what the source says: the text doesn't have"
        " “Zachary was a Researcher in EU Foreign Policy at the Centre…”; “was” where the source has “is”"
        " (write “… Zachary is a Researcher in EU …”)",
    ),
    (
        "lines too few",
        (PAIKIN_VIEW, "lines: 5-8", "lines: 5-7"),
        f"{PAIKIN_VIEW}:{{}}: seed-differs: `bio` isn't what the source says: the text doesn't have"
        " “Zachary is a Researcher in EU Foreign Policy at the Centre…” (copy the words from the text, letter for letter)",
    ),
    (
        "lines of another view",
        (PAIKIN_VIEW, "lines: 5-8", "lines: 5-9"),
        f"{PAIKIN_VIEW}:{{}}: seed-differs: lines 5-9 of china-russia-2021.txt also have words that the view leaves out:"
        " “Dirk Van Der Kley” (add them to the text where they belong, or to `notes`, or correct the lines)",
    ),
    (
        "no such seed",
        (PAIKIN_VIEW, "seed: china-russia-2021.txt", "seed: china-russia-2012.txt"),
        f"{PAIKIN_VIEW}:{{}}: seed-missing: seeds/ has no `china-russia-2012.txt` (did you mean `china-russia-2021.txt`?)",
    ),
    (
        "two themes in one place",
        (MILITARY, "order: 4", "order: 3"),
        f"{MILITARY}:{{}}: theme-order: `central-asia` is in place 3 too (take another place: 4)",
    ),
    (
        "forecast judged without evidence",
        (QUESTION, "horizon: 2021", "horizon: 2021\n    outcome: {status: not-borne-out, judged_on: 2022-01-15}"),
        f"{QUESTION}:{{}}: outcome-unproved: `not-borne-out` has no evidence"
        " (add `judged_on` and an `evidence` item with title and url, or write `status: open`)",
    ),
    (
        "two files for one person",
        (KALAVINKA, "name: Kalavinka View", "name: Kalavinka View\nalso_known_as: [Zachary Paikin]"),
        f"{PAIKIN}:2:7: same-contributor: `kalavinka-view` has the name “Zachary Paikin” too"
        " (merge the two files, or give each a `disambiguation`)",
    ),
]


@pytest.mark.parametrize(
    ("edit", "message"), [pytest.param(edit, message, id=name) for name, edit, message in MISTAKES]
)
def test_a_mistake_is_named_with_place_and_remedy(project: Project, edit: tuple[str, str, str], message: str) -> None:
    project.edit(*edit)
    before, _, after = message.partition("{}")
    assert [p for p in project.problems() if p.startswith(before) and p.endswith(after)], project.problems()


def test_all_mistakes_are_told_at_once_sorted_by_place(project: Project) -> None:
    for _, edit, _ in MISTAKES[:3]:
        project.edit(*edit)
    project.write(PAIKIN, project.read(PAIKIN).replace("kind: person", "kind: persn"))
    problems = project.problems()
    assert len(problems) == 4
    assert problems == sorted(problems, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))


def test_a_file_that_cannot_be_read_breaks_no_reference_to_it(project: Project) -> None:
    project.write(PAIKIN, "name: [\n")
    assert set(project.codes()) == {"yaml-bracket"}


def test_the_word_that_differs_is_placed_in_the_paragraph_that_has_it(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "Moscow may profess", "Moscow might profess")
    line = next(n for n, text in enumerate(project.read(PAIKIN_VIEW).splitlines(), 1) if "might profess" in text)
    assert any(p.startswith(f"{PAIKIN_VIEW}:{line}:1: seed-differs:") for p in project.problems())


def test_paragraphs_in_another_order_are_told(project: Project) -> None:
    text = project.read(DIRK_VIEW)
    first, second = (line for line in text.splitlines() if line.startswith(("  2020-21 will", "  The second group")))
    project.write(DIRK_VIEW, text.replace(first, "@").replace(second, first).replace("@", second))
    assert any("seed-differs: the paragraphs stand in another order" in problem for problem in project.problems())


def test_a_paragraph_left_out_is_told(project: Project) -> None:
    text = project.read(KALAVINKA_VIEW)
    second = next(line for line in text.splitlines() if line.startswith("  Moscow has tried"))
    project.write(KALAVINKA_VIEW, text.replace(f"\n\n{second}", ""))
    assert any(
        "also have words that the view leaves out: “Moscow has tried" in problem for problem in project.problems()
    )


def test_a_view_in_the_wrong_place_is_told_the_right_one(project: Project) -> None:
    (project.root / PAIKIN_VIEW).rename((project.root / PAIKIN_VIEW).with_name("somebody-else.yml"))
    assert any(
        f"view-misplaced: the file's place and its `contributor` disagree (move the file to {PAIKIN_VIEW}" in problem
        for problem in project.problems()
    )


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/themes/Energy.yml", "bad-file-name"),
        ("content/themes/energy.yaml", "wrong-ending"),
        ("content/theme/energy.yml", "misplaced-file"),
        ("content/views/zachary-paikin.yml", "misplaced-file"),
        ("content/stray.yml", "misplaced-file"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(project: Project, path: str, code: str) -> None:
    project.write(path, "title: x\n")
    assert code in project.codes()


def test_a_link_out_of_the_project_is_not_followed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yml"
    outside.write_text("name: Secret\nkind: person\n", encoding="utf-8")
    (project.root / "content/contributors/secret.yml").symlink_to(outside)
    assert project.codes() == ["symlink"]


def test_a_file_that_is_not_utf_8_is_told_at_its_line(project: Project) -> None:
    (project.root / PAIKIN).write_bytes("name: Zachary\nkind: pérson\n".encode("latin-1"))
    assert project.problems()[0].startswith(f"{PAIKIN}:2:1: not-utf-8: byte 21 isn't UTF-8")


def test_a_huge_file_is_refused_unread(project: Project) -> None:
    project.write(PAIKIN, "x" * 3_000_000)
    assert "too-large" in project.codes()


def test_every_rule_says_what_it_is() -> None:
    assert all(rule.__doc__ and rule.__doc__.endswith(".") for rule in checks.RULES)
