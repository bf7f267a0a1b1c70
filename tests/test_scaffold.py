"""A new file has all that a machine can know, explains the rest, and `views check` asks for exactly that."""

import re
from pathlib import Path

import pytest
from click.testing import Result

from expertviews import content
from expertviews.content import shapes, yamltext
from tests.project import contents, views
from tests.test_messages import messages

JANE = "content/contributors/jane-doe.yml"
JANE_VIEW = "content/views/trees-2020/jane-doe.yml"


def new(small: Path, *arguments: str) -> Result:
    return views(small, "new", *arguments)


def asked_for(small: Path) -> list[str]:
    """Path, code and key of each problem."""
    return [re.sub(r":\d+:\d+: (\S+): (`\w+`).*", r" \1 \2", line) for line in messages(small)]


def test_a_new_contributor_with_a_view_needs_only_a_source_and_a_text(small: Path) -> None:
    result = new(small, "contributor", "Jane Doe", "--question", "trees-2020")
    assert result.output.startswith(f"{JANE}\n{JANE_VIEW}\n2 files to fill in")
    assert asked_for(small) == [f"{JANE_VIEW} empty `submitted`", f"{JANE_VIEW} empty `text`"]


def test_what_was_asked_for_filled_in_makes_a_sound_record(small: Path) -> None:
    new(small, "contributor", "Jane Doe", "--question", "trees-2020")
    text = (small / JANE_VIEW).read_text(encoding="utf-8")
    text = text.replace("submitted:", "submitted: 2020-05-01", 1).replace("text: |\n", "text: |\n  Plant oaks.\n")
    (small / JANE_VIEW).write_text(text, encoding="utf-8")
    assert messages(small) == []
    view = content.load(small).library.views["trees-2020", "jane-doe"]
    assert (view.text, view.status) == ("Plant oaks.\n", "draft")


@pytest.mark.parametrize(
    ("arguments", "path", "missing"),
    [
        (["view", "Ada  Example", "--question", "next"], "content/views/next/ada-example.yml", ["submitted", "text"]),
        (["theme", "World order"], "content/themes/world-order.yml", ["summary"]),
        (["theme", "Ordre", "--slug", "world-order"], "content/themes/world-order.yml", ["summary"]),
        (["question", "What, then?"], "content/questions/what-then.yml", []),
        (["contributor", "Town Institute"], "content/contributors/town-institute.yml", []),
    ],
)
def test_other_new_files_ask_for_what_they_lack(
    small: Path, arguments: list[str], path: str, missing: list[str]
) -> None:
    (small / "content/questions/next.yml").write_text("question: And next?\n", encoding="utf-8")
    assert new(small, *arguments).exit_code == 0
    assert asked_for(small) == [f"{path} empty `{key}`" for key in missing]


def test_every_example_is_accepted_once_it_is_taken_out_of_its_comment(small: Path) -> None:
    new(small, "contributor", "Jane Doe", "--question", "trees-2020")
    new(small, "theme", "Shade")
    new(small, "question", "What next?", "--slug", "next")
    for path in (JANE, JANE_VIEW, "content/themes/shade.yml", "content/questions/next.yml"):
        text = (small / path).read_text(encoding="utf-8")
        body = text.split("after it.\n")[1].replace("submitted:", "submitted: 2020-05-01", 1)
        filled = re.sub(r"^# ((  )*(\w+:|- )(?! source).*)", r"\1", body, flags=re.MULTILINE)
        filled = filled.replace("summary:\n", "summary: x\n").replace("text: |\n", "text: |\n  x\n")
        filled = re.sub(r"^(When|or): .*\n", "", filled, flags=re.MULTILINE)
        tree = yamltext.parse(filled, path)
        entity, problems = shapes.fit(content.model_of(path), "x", tree)
        assert problems == ()
        assert entity is not None
        left_out = {key for key in type(entity).model_fields if key not in tree.data} - {"slug"}
        assert left_out == set(), path


def test_a_theme_comes_after_those_there_are_also_after_unfinished_ones(small: Path) -> None:
    for order, title in ((3, "Shade"), (4, "Water")):
        new(small, "theme", title)
        assert f"\norder: {order}\n" in (small / f"content/themes/{title.lower()}.yml").read_text(encoding="utf-8")


def test_an_anonymous_contributor_is_named_after_the_question(small: Path) -> None:
    new(small, "contributor", "External Contributor", "--kind", "anonymous", "--question", "trees-2020")
    assert (small / "content/contributors/trees-2020-external-contributor.yml").exists()
    assert (small / "content/views/trees-2020/trees-2020-external-contributor.yml").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["contributor", "Ada Example"],
            "Ada Example is already a contributor: `views new view ada-example --question …` adds an answer",
        ),
        (
            ["contributor", "Jane Doe", "--question", "tree-2020"],
            "there is no question `tree-2020`: did you mean `trees-2020`? `views new question …` adds one",
        ),
        (
            ["view", "Ben Samle", "--question", "trees-2020"],
            "there is no contributor `Ben Samle`: did you mean `ben-sample`? `views new contributor",
        ),
        (["view", "Ada Example", "--question", "trees-2020"], "ada-example.yml already exists: edit it"),
        (["theme", "Money"], "content/themes/money.yml already exists: edit it"),
        (["theme", "Money", "--slug", "../money"], "`../money` isn't a slug"),
        (["contributor", "Somebody", "--kind", "anonymous"], "give it with --question"),
    ],
)
def test_what_cannot_be_started_is_a_wrong_call_and_changes_nothing(
    small: Path, arguments: list[str], message: str
) -> None:
    before = contents(small)
    result = new(small, *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert contents(small) == before


def test_of_two_people_of_one_name_somebody_says_which(small: Path) -> None:
    for slug, place in (("jo-lee", "London"), ("jo-lee-of-leeds", "Leeds")):
        text = f"name: Jo Lee\nsort_name: Lee, Jo\nkind: person\ndisambiguation: in {place}\n"
        (small / f"content/contributors/{slug}.yml").write_text(text, encoding="utf-8")
    before = contents(small)
    done = views(small, "new", "view", "Jo Lee", "--question", "trees-2020")
    assert done.exit_code == 2
    assert "`Jo Lee` is the name of jo-lee and jo-lee-of-leeds: write which" in " ".join(done.output.split())
    assert contents(small) == before
