"""The rules across the record, on a copy of the record itself; single mistakes have their messages in test_messages."""

import json
import time
from pathlib import Path

import pytest

from expertviews import checks, content
from expertviews.checks.reports import MOST_IN_JSON, json_report
from expertviews.content.shapes import MOST_PROBLEMS
from expertviews.problems import Place, Problem
from tests.project import DIRK_VIEW, OUTLINE, PAIKIN, PAIKIN_VIEW, QUESTION, Project

EXTERNAL_VIEW = "content/views/china-russia-2021/china-russia-2021-external-contributor.yml"


def test_all_mistakes_are_told_at_once_sorted_by_place(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "key_quote:", "keyquote:")
    project.edit(PAIKIN_VIEW, "theme: military", "theme: militry")
    project.edit(PAIKIN_VIEW, "proposition: formal-alliance", "proposition: formal-aliance")
    project.write(PAIKIN, project.read(PAIKIN).replace("kind: person", "kind: persn"))
    problems = project.problems()
    assert len(problems) == 4
    assert problems == sorted(problems, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))


def test_a_file_that_cannot_be_read_breaks_no_reference_to_it(project: Project) -> None:
    project.write(PAIKIN, "name: [\n")
    assert set(project.codes()) == {"yaml-bracket"}


def test_a_sentence_that_goes_on_after_a_page_may_be_put_together(project: Project) -> None:
    project.remove(OUTLINE)
    document = (project.root / "seeds/china-russia-2021.txt").read_text(encoding="utf-8")
    broken = document.replace("A formal alliance is unlikely", "A formal\n\nalliance is unlikely")
    (project.root / "seeds/china-russia-2021.txt").write_text(broken, encoding="utf-8")
    project.edit(PAIKIN_VIEW, "5-8", "5-10")
    project.edit(DIRK_VIEW, "9-12", "11-14")
    project.edit(EXTERNAL_VIEW, "13-16", "15-18")
    assert project.problems() == []


def test_two_names_that_look_the_same_are_the_same(project: Project) -> None:
    project.write(
        "content/contributors/z-paikin.yml", "name: Zachary\u200b Paikin\nsort_name: Paikin, Zachary\nkind: person\n"
    )
    assert project.codes() == ["unseen-characters", "same-contributor"]


@pytest.mark.parametrize("name", ["Jose\u0301", "José"])
def test_a_bio_may_have_the_sources_letters_that_are_not_composed(project: Project, name: str) -> None:
    project.remove(OUTLINE)
    document = project.read("seeds/china-russia-2021.txt").replace("\nZachary Paikin\n", f"\n{name} Paikin\n")
    project.write("seeds/china-russia-2021.txt", document.replace("Zachary is a Re", "Zachary is a re\u0301"))
    project.edit(PAIKIN_VIEW, "Zachary is a Re", "Zachary is a re\u0301")
    project.edit(PAIKIN_VIEW, "status:", "byline: José Paikin\nstatus:")
    assert [problem for problem in project.problems() if "bio" in problem] == []


ADA, BEN, ADA_VIEW, BEN_VIEW = (
    f"content/{folder}/{name}.yml"
    for folder in ("contributors", "views/trees-2020")
    for name in ("ada-example", "ben-sample")
)


def copied(small: Path, edits: dict[str, tuple[str, str]]) -> list[str]:
    """The warnings of the kind once each edit (old, new) is made in its file, and sources no longer prove a bio."""
    for path, (old, new) in edits.items():
        text = (small / path).read_text(encoding="utf-8")
        assert old in text
        (small / path).write_text(text.replace(old, new), encoding="utf-8")
    return [str(it) for it in checks.check(content.load(small)) if it.code == "copied"]


@pytest.mark.parametrize(
    ("name", "sort_name", "bio", "number"),
    [
        ("Ben Sample Jr.", "Sample, Ben, Jr.", "Example and Sample run the nursery.", 0),
        ("Ben Li", "Li, Ben", "Example has written on politics and police.", 1),
    ],
)
def test_a_bio_is_joint_if_it_has_both_family_names(
    small: Path, name: str, sort_name: str, bio: str, number: int
) -> None:
    found = copied(
        small,
        {
            BEN: ("name: Ben Sample\nsort_name: Sample, Ben", f"name: {name}\nsort_name: {sort_name}"),
            ADA_VIEW: ("bio: Ada is a gardener at the Town Nursery.", f"bio: {bio}"),
            BEN_VIEW: ("status:", f"bio: {bio}\nstatus:"),
        },
    )
    assert len(found) == number


@pytest.mark.parametrize(
    "post",
    ["{organisation: Town Nursery, place: Vale}", "{role: Town Nursery}", "{role: Aide, organisation: Town Nursery}"],
)
def test_posts_that_bios_mention_are_not_copied(small: Path, post: str) -> None:
    posts = f"affiliations:\n- {post}\n- {{role: Elder, organisation: Town Nursery}}\n"
    ada, _, rest = (small / ADA).read_text(encoding="utf-8").partition("affiliations:")
    (small / ADA).write_text(ada + posts + rest[rest.index("links:") :], encoding="utf-8")
    found = copied(
        small,
        {
            BEN: ("kind: person\n", f"kind: person\n{posts}"),
            BEN_VIEW: ("status:", "bio: He is at the Town Nursery.\nstatus:"),
        },
    )
    assert found == []


def test_no_correction_is_proposed_of_words_that_recur(small: Path) -> None:
    words = " ".join(["Plant"] * 20)
    for path, own in (
        (ADA_VIEW, words),
        ("seeds/trees-2020.txt", words.replace("Plant", "Plnt", 11).replace("Plnt", "Plant", 10)),
    ):
        text = (small / path).read_text(encoding="utf-8")
        (small / path).write_text(text.replace("We may plant oaks … or limes.", own), encoding="utf-8")
    found = [str(it) for it in checks.check(content.load(small)) if it.code == "seed-differs"]
    assert len(found) == 1
    assert "“Plnt”" in found[0]
    assert "corrections" not in found[0]


def test_a_rule_of_dashes_before_a_name_takes_no_time(project: Project) -> None:
    project.remove(OUTLINE)
    document = project.read("seeds/china-russia-2021.txt")
    project.write("seeds/china-russia-2021.txt", document.replace("\nZachary Paikin\n", f"\n{'-' * 60} Z. Paikin\n"))
    assert ["the name “Zachary Paikin” isn't in the lines" in problem for problem in project.problems()] == [True]


@pytest.mark.parametrize("marks", ["-" * 20_000, "_ " * 10_000, "1. " * 10_000])
def test_a_run_of_marks_in_a_document_is_looked_through_once(project: Project, marks: str) -> None:
    project.remove(OUTLINE)
    document = project.read("seeds/china-russia-2021.txt")
    project.write("seeds/china-russia-2021.txt", document.replace("\nZachary Paikin\n", f"\nZ. P. {marks}|\n"))
    started = time.perf_counter()
    assert ["the name “Zachary Paikin” isn't in the lines" in problem for problem in project.problems()] == [True]
    assert time.perf_counter() - started < 3  # ten seconds, if once for each mark


def test_a_name_in_a_document_may_be_in_italics(project: Project) -> None:
    project.remove(OUTLINE)
    document = project.read("seeds/china-russia-2021.txt")
    project.write("seeds/china-russia-2021.txt", document.replace("\nZachary Paikin\n", "\n_Zachary Paikin_\n"))
    assert project.problems() == []


def test_a_question_says_what_its_document_says(project: Project) -> None:
    project.edit(QUESTION, "What will be the key", "What will never be the key")
    project.edit(QUESTION, "asked: 2021", "asked: 2021\nintroduction: We asked forty experts.")
    assert project.codes() == ["question-differs", "question-differs"]
    assert "“never” isn't in the source" in project.problems()[0]


def test_a_paragraph_begins_where_a_line_of_the_source_does(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "will be driven by a continued", "will\n\n  be driven by a continued")
    assert any("paragraph 2 starts within a paragraph of the source" in problem for problem in project.problems())
    project.remove(OUTLINE)
    assert any("paragraph 2 starts within a paragraph of the source" in problem for problem in project.problems())


def test_a_list_for_a_key_is_told_and_nothing_else(project: Project) -> None:
    project.write(PAIKIN, "? [a]\n: b\n? [c]\n: d\n")
    assert set(project.codes()) == {"yaml-key"}


def view_of(excerpts: str) -> str:
    """A file of a view with the excerpts given, line by line."""
    return (
        "question: china-russia-2021\ncontributor: zachary-paikin\nsource: {submitted: 2021-01-04}\nstatus: draft\n"
        f"text: One thing, and two.\nexcerpts:\n{excerpts}"
    )


def test_more_excerpts_than_any_view_has_are_told_once_and_soon(project: Project) -> None:
    project.write(PAIKIN_VIEW, view_of("- {theme: e, quote: b}\n" * 80_000))
    started = time.perf_counter()
    [problem] = project.problems()
    assert problem.endswith("wrong-value: `excerpts` has more than 1,000 items (remove some)")
    assert time.perf_counter() - started < 30  # two seconds here; to compare each with each would take a day


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PAIKIN_VIEW, view_of("- {theme: energy, quote: two}\n" * 1_000)),
        ("content/redirects.yml", "moved:\n" + "- {old: themes/a/, new: themes/energy/}\n" * 40_000),
    ],
)
def test_what_is_repeated_without_end_is_told_in_few_lines_and_soon(project: Project, path: str, text: str) -> None:
    project.write(path, text)
    record = content.load(project.root)
    started = time.perf_counter()
    found = checks.check(record)
    assert time.perf_counter() - started < 20  # less than one here
    assert len(found) == MOST_PROBLEMS + 1
    assert found[0].code == "many-problems"
    assert found[0].what == f"{text.count('- {') - 1 - MOST_PROBLEMS:,} more problems in this file"
    assert {problem.code for problem in found[1:]} == {"repeated"}


def test_the_report_for_programs_has_a_bounded_number_of_problems() -> None:
    problems = [Problem(Place("a.yml", line), "code", "what", "remedy") for line in range(1, 5_001)]
    told = json.loads(json_report(problems))
    assert told["count"] == 5_000
    assert [problem["line"] for problem in told["problems"]] == list(range(1, MOST_IN_JSON + 1))


def test_every_rule_says_what_it_is() -> None:
    assert all(it.meaning.endswith(".") for it in checks.RULES.values())
