"""A document and its outline become drafts that say what it says, and nothing of an editor's is touched."""

import os
from pathlib import Path

import pytest

from expertviews import checks, content, convert
from expertviews.convert import Conversion, Draft, Given
from expertviews.model import Prompt, SeedSource
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


def conversion(project: Project, *seeds: str) -> Conversion:
    return convert.convert(project.root, seeds)


def converted(project: Project, *seeds: str) -> list[Draft]:
    done = conversion(project, *seeds)
    assert (done.problems, done.waiting) == ((), ())
    return list(done.drafts)


def outlined(project: Project, name: str, text: str, outline: str) -> Conversion:
    """What becomes of a document with an outline, of which `document` need not be given."""
    project.write(f"seeds/{name}", text)
    project.write(content.outline_path(name), f"document: {name}\n{outline}")
    return convert.convert(project.root, [name])


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
    assert draft.remarks == ()
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


def test_anonymous_contributors_are_never_one(project: Project) -> None:
    text = "Question: What next in 2022?\nExternal Contributor\nMore of the same.\nJane Doe\nNothing will last long.\n"
    (project.root / "seeds" / "next.txt").write_text(text, encoding="utf-8")
    converted(project)
    anonymous = [c.slug for c in content.load(project.root).library.contributors.values() if c.kind == "anonymous"]
    assert sorted(anonymous) == ["china-russia-2021-external-contributor", "next-external-contributor"]


def test_a_speaker_who_says_the_same_again_is_taken_at_their_word(project: Project) -> None:
    again = "Prices will rise in the spring, as they always do. Wages will not, as they never have."
    first, second = again.split(". ")
    text = f"Question: What next in 2022?\nAnn Lee\nI see it so: {first}.\n{second}\n{again}\nBob Ray\nIt is so.\n"
    (project.root / "seeds" / "next-2022.txt").write_text(text, encoding="utf-8")
    conversion(project)
    project.decide()
    converted(project)
    assert checks.check(content.load(project.root)) == ()


def test_when_it_was_asked_is_what_the_outline_says(project: Project) -> None:
    (project.root / "seeds/next-2020.txt").write_text(NEXT, encoding="utf-8")
    conversion(project)
    project.edit("content/outlines/next-2020.txt.yml", "asked: 2020?", "asked: 2021-03")
    project.decide()
    conversion(project)
    library = content.load(project.root).library
    assert library.outlines["next-2020.txt"].asked == library.questions["next-2020"].asked == "2021-03"
    assert [it.as_of for it in library.contributors["ann-lee"].affiliations] == ["2021"]


def test_a_view_that_is_missing_is_drafted_beside_those_that_an_editor_changed(project: Project) -> None:
    converted(project)
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
    assert draft.remarks == []
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
    assert convert.unconverted(content.load(project.root)) == ()


def test_a_document_converted_before_there_were_outlines_stays_as_it_is(project: Project) -> None:
    converted(project)
    (project.root / content.outline_path(SEED)).unlink()
    before = tree(project.root)
    assert converted(project) == []
    assert tree(project.root) == before


SHARED = """Who pays for the quay?

Bob Ray: I do. Cy Dahl: And I. [1]

MODERATOR: Both?

Bob Ray: Both of us.

[1] Since 1998.
"""
SHARED_OUTLINE = """parts:
  1: question
  3: [name: Bob Ray, text, name: Cy Dahl, text]
  5: prompt
  7: [name: Bob Ray, text]
  9: note
"""


def test_a_view_has_all_places_at_which_somebody_speaks_and_what_the_moderator_says_between(project: Project) -> None:
    done = outlined(project, "quay.txt", SHARED, SHARED_OUTLINE)
    assert done.problems == ()
    library = content.load(project.root).library
    bob, cy = library.views["quay", "bob-ray"], library.views["quay", "cy-dahl"]
    assert bob.paragraphs == ("I do.", "Both of us.")
    assert bob.prompts == (Prompt(before=2, text="MODERATOR: Both?"),)
    assert cy.notes == ("[1] Since 1998.",)
    assert isinstance(bob.source, SeedSource)
    assert bob.source.lines == "3, 7"


def test_somebody_who_shares_a_line_is_no_reason_to_leave_out_a_view(project: Project) -> None:
    outlined(project, "quay.txt", SHARED, SHARED_OUTLINE)
    (project.root / "content/views/quay/cy-dahl.yml").unlink()
    (draft,) = convert.convert(project.root, ["quay.txt"]).drafts
    assert list(draft.files) == ["content/views/quay/cy-dahl.yml"]


def test_the_questions_of_a_document_are_written_after_all_answers(project: Project) -> None:
    text = "Who pays?\nAnn Lee\nI do.\nAnd when?\nAnn Lee\nSoon.\n"
    parts = "parts:\n  1: question\n  2: name\n  3: text\n  4: question\n  5: name\n  6: text\n"
    (draft,) = outlined(project, "pay.txt", text, parts).drafts
    assert list(draft.files)[-2:] == ["content/questions/pay-1.yml", "content/questions/pay-2.yml"]


def test_a_name_that_turns_letters_round_is_written_plainly_and_to_be_checked(project: Project) -> None:
    text = "Who pays?\nAnn \u202eLee, cook\nI do.\n"
    (draft,) = outlined(project, "pay.txt", text, "parts:\n  1: question\n  2: name\n  3: text\n").drafts
    assert content.load(project.root).library.contributors["ann-lee"].name == "Ann Lee"
    assert draft.remarks == [
        "is Ann Lee spelt right in content/contributors/ann-lee.yml? The document reverses the order of letters there"
    ]


def test_a_line_without_a_name_given_as_one_is_a_problem(project: Project) -> None:
    text = "Who pays?\n***\nI do.\n"
    done = outlined(project, "pay.txt", text, "parts:\n  1: question\n  2: name\n  3: text\n")
    assert done.problems
    assert done.drafts == []


def test_the_plain_text_is_kept_with_an_outline_that_waits_and_read_from_then_on(project: Project) -> None:
    text = "Who pays?\nAnn Lée, cook\nI do.\nBo Ray, clerk\nI don't.\n"
    (project.root / "seeds" / "pay-2020.txt").write_bytes(text.encode("windows-1252"))
    assert len(convert.convert(project.root, ["pay-2020.txt"], Given(encoding="windows-1252")).waiting) == 1
    assert project.read("seeds/pay-2020.txt.txt") == text
    project.decide()
    assert convert.convert(project.root).problems == ()
    assert content.load(project.root).library.contributors["ann-lee"].name == "Ann Lée"


def test_a_rule_within_an_answer_is_no_word_of_it(project: Project) -> None:
    text = "Who pays?\nAnn Lee\nI do.\n\n---\n\nAnd you.\n"
    parts = "parts:\n  1: question\n  2: name\n  3: text\n  5: aside\n  7: text\n"
    outlined(project, "pay.txt", text, parts)
    assert content.load(project.root).library.views["pay", "ann-lee"].paragraphs == ("I do.", "And you.")


def test_a_plain_text_that_was_lost_is_drawn_again_for_an_outline(project: Project) -> None:
    page = "<h1>Bees</h1><p>Why bees?</p><h2>Ann Lee</h2><p>We do.</p><h2>Bo Ray</h2><p>We don't.</p>"
    project.write("seeds/bees-2020.html", page)
    (waiting,) = convert.convert(project.root, ["bees-2020.html"]).waiting
    (project.root / "seeds/bees-2020.html.txt").unlink()
    assert convert.convert(project.root, ["bees-2020.html"]).written == ["seeds/bees-2020.html.txt"]
    assert project.read("seeds/bees-2020.html.txt") == waiting.text
