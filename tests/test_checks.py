"""The rules across the record, on a copy of the record itself; single mistakes have their messages in test_messages."""

import json
import time

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
