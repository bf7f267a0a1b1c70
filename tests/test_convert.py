"""A document becomes drafts that say what it says, and nothing of an editor's is touched."""

import os
from pathlib import Path

import pytest

from expertviews import checks, content, convert, quotes
from expertviews.convert import Reading
from expertviews.model import SeedSource
from expertviews.problems import ProblemsFound
from tests.project import Project

SEED = "china-russia-2021.txt"
NEXT = "Question: What next?\nAnn Lee, Analyst at the Example Institute\nMuch will change.\nBob Ray\nLittle will.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with themes and a document, and nothing converted yet."""
    project = Project(tmp_path)
    for folder in ("questions", "contributors", "views"):
        for path in sorted((tmp_path / "content" / folder).rglob("*.yml")):
            path.unlink()
    return project


def converted(project: Project, *seeds: str) -> list[convert.Draft]:
    drafts = list(convert.drafts(project.root, seeds or convert.unconverted(project.root), Reading()))
    for draft in drafts:
        convert.write(project.root, draft)
    return drafts


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_the_known_document_becomes_one_question_and_four_views(project: Project) -> None:
    converted(project)
    library = content.load(project.root).library
    kinds = {slug: contributor.kind for slug, contributor in library.contributors.items()}
    assert list(library.questions) == ["china-russia-2021"]
    assert kinds == {
        "kalavinka-view": "organisation",
        "zachary-paikin": "person",
        "dirk-van-der-kley": "person",
        "china-russia-2021-external-contributor": "anonymous",
    }
    lines = {
        view.contributor: view.source.lines for view in library.views.values() if isinstance(view.source, SeedSource)
    }
    assert lines == {
        "kalavinka-view": "2-4",
        "zachary-paikin": "5-8",
        "dirk-van-der-kley": "9-12",
        "china-russia-2021-external-contributor": "13-16",
    }
    assert {view.status for view in library.views.values()} == {"draft"}


def test_the_parts_put_back_together_are_the_document(project: Project) -> None:
    converted(project)
    library = content.load(project.root).library
    question = library.questions["china-russia-2021"]
    said = [f"Question: {question.question}"]
    for view in library.views_on(question.slug):
        said += [library.contributors[view.contributor].name, *view.paragraphs, *filter(None, [view.bio])]
    assert "\n".join(said) == (project.root / "seeds" / SEED).read_text(encoding="utf-8")


def test_a_draft_has_no_problem_and_its_suggestions_stand_in_the_text(project: Project) -> None:
    converted(project)
    record = content.load(project.root)
    assert checks.check(record) == ()
    assert {excerpt.theme for view in record.library.views.values() for excerpt in view.excerpts} == {
        "energy",
        "finance",
        "central-asia",
        "military",
        "technology",
        "world-order",
    }


def test_converting_again_changes_nothing(project: Project) -> None:
    converted(project)
    before = tree(project.root)
    assert converted(project) == []
    assert [draft.seed for draft in converted(project, SEED)] == [SEED]
    assert tree(project.root) == before


def test_an_edited_file_is_never_touched_but_named(project: Project) -> None:
    converted(project)
    view = "content/views/china-russia-2021/zachary-paikin.yml"
    project.edit(view, "status: draft", "status: reviewed")
    before = tree(project.root)
    (draft,) = converted(project, SEED)
    assert (len(draft.there), list(draft.files)) == (5, [])
    assert tree(project.root) == before


def test_a_file_of_another_source_in_the_way_is_named_and_stays(project: Project) -> None:
    project.write("content/questions/china-russia-2021.yml", "question: What of it?\n")
    before = tree(project.root)
    with pytest.raises(ProblemsFound) as caught:
        converted(project, SEED)
    assert [problem.code for problem in caught.value.problems] == ["file-exists"]
    assert tree(project.root) == before


def test_a_conversion_that_was_killed_can_be_taken_up_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    link, calls = os.link, []

    def failing(source: str, target: str) -> None:
        calls.append(target)
        if len(calls) > 4:
            raise OSError(28, "No space left on device", str(target))
        link(source, target)

    monkeypatch.setattr(os, "link", failing)
    with pytest.raises(OSError, match="No space left"):
        converted(project)
    assert not [path for path in project.root.rglob(".*") if path.suffix == ".tmp"]
    monkeypatch.undo()
    converted(project)
    assert checks.check(content.load(project.root)) == ()


def test_nothing_is_written_where_one_of_the_documents_is_broken(project: Project) -> None:
    (project.root / "seeds" / "broken.txt").write_bytes(b"Question: Why?\n\xff\xfe broken")
    before = tree(project.root)
    with pytest.raises(ProblemsFound):
        converted(project)
    assert tree(project.root) == before


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "seeds/../../outside.txt"])
def test_a_path_outside_the_seeds_is_refused(project: Project, name: str) -> None:
    (project.root.parent / "outside.txt").write_text("Question: Why?\nAnn Lee\nBecause.\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        converted(project, name)
    assert [problem.code for problem in caught.value.problems] == ["seed-outside"]


def test_a_person_in_two_round_tables_is_one_contributor(project: Project) -> None:
    text = "Question: What next in 2022?\nZachary Paikin\nMore of the same, I expect.\nJane Doe\nNothing will last.\n"
    (project.root / "seeds" / "next-2022.txt").write_text(text, encoding="utf-8")
    converted(project)
    library = content.load(project.root).library
    assert len(library.views_by("zachary-paikin")) == 2
    assert checks.check(content.load(project.root)) == ()


def test_anonymous_contributors_are_never_one(project: Project) -> None:
    text = "Question: What next in 2022?\nExternal Contributor\nMore of the same.\nJane Doe\nNothing will last long.\n"
    (project.root / "seeds" / "next-2022.txt").write_text(text, encoding="utf-8")
    converted(project)
    anonymous = [c.slug for c in content.load(project.root).library.contributors.values() if c.kind == "anonymous"]
    assert sorted(anonymous) == ["china-russia-2021-external-contributor", "next-2022-external-contributor"]


def test_every_word_of_the_document_stands_in_a_view(project: Project) -> None:
    converted(project)
    said = " ".join(
        quotes.fold(project.read(path)) for path in sorted(tree(project.root)) if path.startswith("content/views")
    )
    document = (project.root / "seeds" / SEED).read_text(encoding="utf-8").splitlines()
    assert all(quotes.fold(line) in said for line in document if len(line) > 200)


def test_the_year_asked_about_is_not_taken_for_the_year_of_asking(project: Project) -> None:
    text = "Question: What will change by 2050?\nAnn Lee\nNothing much will change.\nBob Ray\nAll of it will.\n"
    (project.root / "seeds" / "change.txt").write_text(text, encoding="utf-8")
    draft = next(draft for draft in converted(project) if draft.seed == "change.txt")
    assert content.load(project.root).library.questions["change"].asked is None
    assert draft.questions == ["when was “What will change by 2050?” asked? add `asked:` to the question"]


def test_a_speaker_who_says_the_same_again_is_taken_at_their_word(project: Project) -> None:
    again = "Prices will rise in the spring, as they always do. Wages will not, as they never have."
    first, second = again.split(". ")
    text = f"Question: What next in 2022?\nAnn Lee\nI see it so: {first}.\n{second}\n{again}\nBob Ray\nIt is so.\n"
    (project.root / "seeds" / "next-2022.txt").write_text(text, encoding="utf-8")
    converted(project)
    assert checks.check(content.load(project.root)) == ()


@pytest.mark.parametrize("name", ["report-1984-china.txt", "round-table-2-2020-2030.txt"])
def test_a_year_in_the_name_is_proposed_and_never_taken(project: Project, name: str) -> None:
    year = "1984" if "1984" in name else "2020"
    (project.root / "seeds" / name).write_text(NEXT, encoding="utf-8")
    (draft,) = converted(project, name)
    question = project.read(f"content/questions/{name.removesuffix('.txt')}.yml")
    library = content.load(project.root).library
    assert library.questions[name.removesuffix(".txt")].asked is None
    assert [it.as_of for it in library.contributors["ann-lee"].affiliations] == [None]
    assert f"\n# asked: {year}  # the year in the document's name" in question
    assert [remark for remark in draft.questions if f"asked in {year}, the year in the document's name?" in remark]
    project.write(f"content/questions/{name.removesuffix('.txt')}.yml", question.replace("# asked", "asked", 1))
    assert content.load(project.root).library.questions[name.removesuffix(".txt")].asked == year
    assert checks.check(content.load(project.root)) == ()


def test_a_year_to_come_isnt_proposed(project: Project) -> None:
    (project.root / "seeds/energy-outlook-2050.txt").write_text(NEXT, encoding="utf-8")
    (draft,) = converted(project, "energy-outlook-2050.txt")
    assert "asked" not in project.read("content/questions/energy-outlook-2050.yml")
    assert draft.questions[0].startswith("when was “What next?” asked?")


def test_the_editor_can_say_when_the_question_was_asked(project: Project) -> None:
    (project.root / "seeds/next-2020.txt").write_text(NEXT, encoding="utf-8")
    (draft,) = convert.drafts(project.root, ["next-2020.txt"], Reading(asked="2021-03"))
    convert.write(project.root, draft)
    library = content.load(project.root).library
    assert library.questions["next-2020"].asked == "2021-03"
    assert [it.as_of for it in library.contributors["ann-lee"].affiliations] == ["2021"]
    assert draft.questions == []


def test_a_view_that_is_missing_is_drafted_beside_those_that_an_editor_changed(project: Project) -> None:
    converted(project)
    project.edit("content/questions/china-russia-2021.yml", "# asked: 2021  #", "asked: 2021  #")
    project.edit("content/views/china-russia-2021/dirk-van-der-kley.yml", "status: draft", "status: reviewed")
    (project.root / "content/views/china-russia-2021/zachary-paikin.yml").unlink()
    (project.root / "content/contributors/zachary-paikin.yml").unlink()
    before = tree(project.root)
    (draft,) = converted(project, SEED)
    assert list(draft.files) == [
        "content/contributors/zachary-paikin.yml",
        "content/views/china-russia-2021/zachary-paikin.yml",
    ]
    assert len(draft.there) == 4
    assert draft.questions == []
    assert {path: it for path, it in tree(project.root).items() if path in before} == before
    assert "as_of: 2021" in project.read("content/contributors/zachary-paikin.yml")
    assert checks.check(content.load(project.root)) == ()


def test_a_view_under_another_name_isnt_drafted_again(project: Project) -> None:
    converted(project)
    views, people = project.root / "content/views/china-russia-2021", project.root / "content/contributors"
    (views / "zachary-paikin.yml").rename(views / "z.yml")
    (people / "zachary-paikin.yml").rename(people / "z.yml")
    project.edit("content/contributors/z.yml", "Zachary Paikin", "Somebody Else")
    project.edit("content/views/china-russia-2021/z.yml", "contributor: zachary-paikin", "contributor: z")
    (draft,) = converted(project, SEED)
    assert list(draft.files) == []


@pytest.mark.parametrize("broken", ["question: [", "question: What of it?\nseed: []\n"])
def test_a_question_with_a_mistake_isnt_drafted_anew(project: Project, broken: str) -> None:
    converted(project)
    project.write("content/questions/china-russia-2021.yml", broken)
    assert convert.unconverted(project.root) == ()


def test_what_naming_a_layout_decides_is_to_be_checked(project: Project) -> None:
    said = "We do. We always did.\n— Ann Lee, coach\n\nNobody will win it.\n— Bo Ray, clerk\n\nSo be it.\n"
    text = f"Question: Who wins?\n\n{said}"
    (project.root / "seeds" / "cup.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound, match="doubtful-end"):
        convert.drafts(project.root, ["cup.txt"], Reading())
    (draft,) = convert.drafts(project.root, ["cup.txt"], Reading("signatures"))
    assert "line 9: nobody signs what follows the last name: “So be it.”" in draft.questions


def test_short_lines_that_end_no_sentence_are_to_be_checked(project: Project) -> None:
    said = "## Ann Lee\nWe do. We always did.\n\nShare on the wall\n\nSo there.\n\n## Bo Ray\nNobody will win it.\n"
    (project.root / "seeds" / "cup.txt").write_text(f"Question: Who wins?\n\n{said}", encoding="utf-8")
    (draft,) = convert.drafts(project.root, ["cup.txt"], Reading())
    assert "do these short lines belong to what is said: 6?" in draft.questions
