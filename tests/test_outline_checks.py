"""What an outline proves: views and questions against its parts; and what becomes of it when its document changes."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from expertviews import changes, content, pages
from expertviews.addresses import Site
from expertviews.content import document_digest
from expertviews.pages import sources
from tests import repositories
from tests.outline_mistakes import OUTLINE, outlined
from tests.project import views
from tests.test_messages import ADA_VIEW, BEN_VIEW, QUESTION, messages, replace

SEED = "seeds/trees-2020.txt"
BY_HAND = "(check each part, then delete this line; `views check --fix` writes a new digest)"


@pytest.fixture
def small(small: Path) -> Path:
    outlined(small)
    return small


def fix(root: Path) -> None:
    views(root, "check", "--fix", "--yes")


def read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def committed(root: Path) -> None:
    """Puts the outline's digest into it, and all under git."""
    fix(root)
    repositories.git(root, "init", "--quiet")
    repositories.git(root, "add", "--all")
    repositories.git(root, "commit", "--quiet", "--message=As it was")


WRONG = [
    pytest.param(
        BEN_VIEW,
        "I doubt it.",
        "I doubted it.",
        [":9:1: seed-differs: the text differs from its source: “doubted” where the source has “doubt” (write: "],
        id="a word",
    ),
    pytest.param(BEN_VIEW, "than it fells.\nex", "than it fells\nex", [
        ":8:7: seed-differs: lines 6-8 of trees-2020.txt have words that the view leaves out: “.”"
        " (add them to the text, or correct the outline)",
    ], id="a full stop left out"),
    pytest.param(ADA_VIEW, "Town Nursery.\n", "Town Nursery\n", [
        ":6:6: seed-differs: `bio` leaves out words from the source: “.” (add them, or correct the outline)"
    ], id="a full stop of a bio left out"),
    pytest.param(BEN_VIEW, "lines: 6-8", "lines: 6-7", [
        ":6:10: seed-differs: lines 6-7 of trees-2020.txt aren't this answer's lines in the outline (write `lines: 6-8`)"
    ], id="lines"),
    pytest.param(BEN_VIEW, "lines: 6-8", "lines: 2-5", [
        ":6:10: seed-differs: lines 2-5 of trees-2020.txt aren't this answer's lines in the outline (write `lines: 6-8`)"
    ], id="the lines of somebody else"),
    pytest.param(BEN_VIEW, "us more.\n\n", "us more.\n", [
        ":9:1: seed-differs: paragraph 1 joins two paragraphs of the source"
        " (add a blank line before “The city will plant fewer trees than it fells.”)"
    ], id="a break left out"),
    pytest.param(BEN_VIEW, "I doubt it. ", "I doubt it.\n\n  ", [
        ":11:1: seed-differs: paragraph 2 starts within a paragraph of the source:"
        " “Money is short, and the bank is unlikely to lend us more.” (remove the blank line before it)"
    ], id="a break put in"),
    pytest.param(ADA_VIEW, "\n\n  We may plant oaks … or limes. Nobody should plant palms here.", "", [
        ":7:12: quote-wrong: the text doesn't have “Nobody should plant palms here.”",
        ":9:7: seed-differs: lines 2-5 of trees-2020.txt have words that the view leaves out: “We may plant oaks",
    ], id="a paragraph left out"),
    pytest.param(ADA_VIEW, "bio: Ada is a gardener at the Town Nursery.\n", "", [
        ":2:1: seed-differs: `bio` leaves out words from the source: “Ada is a gardener at the Town Nursery.”"
        " (add them, or correct the outline)"
    ], id="a bio left out"),
    pytest.param(ADA_VIEW, "status: reviewed", "status: reviewed\nnotes: [Ada is a gardener.]", [
        ":6:8: seed-differs: the outline has no line for `notes`"
    ], id="a note too many"),
    pytest.param(ADA_VIEW, "status: reviewed", "status: reviewed\ntitle: Trees cool", [
        ":6:8: seed-differs: the outline has no line for `title`"
        " (remove `title`, or correct the outline)"
    ], id="a title too many"),
    pytest.param(ADA_VIEW, "status: reviewed", "status: reviewed\nbyline: Ada X. Example", [
        ":6:9: seed-differs: the name “Ada X. Example” isn't in the lines of the source"
        " (write the name as it is in the source: Ada Example)"
    ], id="a byline"),
    pytest.param(QUESTION, "question: Should", "question: Could", [
        ":2:11: question-differs: `question` differs from the source: “Could” where the source has “Should”"
    ], id="a question"),
    pytest.param(QUESTION, "asked: 2020", "asked: 2020\nintroduction: We asked two.", [
        ":4:15: question-differs: the outline has no line for `introduction`"
    ], id="an introduction too many"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "expected"), WRONG)
def test_what_departs_from_the_outline_is_told(small: Path, path: str, old: str, new: str, expected: list[str]) -> None:
    assert messages(small) == []
    replace(path, old, new)(small)
    found = messages(small)
    assert len(found) == len(expected), found
    for message, start in zip(found, expected, strict=True):
        assert message.startswith(f"{path}{start}"), message


MODERATED = """\
Who should pay?
Ann Lee, harbour master
Ships should. [1]
MODERATOR: And the boats?
Bob Ray
Boats too.
They can. Bob Ray adds: now. Ann Lee
I agree.
MODERATOR: Thanks.
[1] See my report.
"""
PARTS = """\
document: m.txt
parts:
  1: question
  2: name
  3: text
  4: prompt
  5: name
  6: text
  7: [text, name: Ann Lee]
  8: text
  9: prompt
  10: note
"""
ANN_VIEW = "content/views/pay/ann-lee.yml"
BOB_VIEW = "content/views/pay/bob-ray.yml"


@pytest.fixture
def moderated(tmp_path: Path) -> Path:
    """A record in which somebody speaks twice, within a line of another's, and a moderator between."""
    files = {
        "seeds/m.txt": MODERATED,
        "content/outlines/m.txt.yml": PARTS,
        "content/questions/pay.yml": "question: Who should pay?\nseed: m.txt\n",
        "content/contributors/ann-lee.yml": "name: Ann Lee\nsort_name: Lee, Ann\nkind: person\n",
        "content/contributors/bob-ray.yml": "name: Bob Ray\nsort_name: Ray, Bob\nkind: person\n",
        ANN_VIEW: "question: pay\ncontributor: ann-lee\nsource: {seed: m.txt, lines: '2-3, 7-8, 10'}\nstatus: draft\n"
        "prompts:\n  - {before: 2, text: 'MODERATOR: And the boats?'}\n"
        "byline: Ann Lee, harbour master\nnotes: ['[1] See my report.']\n"
        "text: |\n  Ships should. [1]\n\n  I agree.\n",
        BOB_VIEW: "question: pay\ncontributor: bob-ray\nsource: {seed: m.txt, lines: 5-7}\nstatus: draft\n"
        "prompts:\n  - {before: 1, text: 'MODERATOR: And the boats?'}\n"
        "text: |\n  Boats too.\n\n  They can. Bob Ray adds: now.\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_somebody_who_speaks_twice_and_in_a_line_of_others_is_proved(moderated: Path) -> None:
    assert messages(moderated) == []


def test_a_prompt_stands_before_its_paragraph(moderated: Path) -> None:
    replace(BOB_VIEW, "before: 1", "before: 2")(moderated)
    assert messages(moderated) == [
        f"{BOB_VIEW}:6:3: seed-differs: “MODERATOR: And the boats?” doesn't come before paragraph 2 in the source"
        " (write `before: 1`)"
    ]


def test_a_prompt_is_the_moderators_own_words(moderated: Path) -> None:
    replace(BOB_VIEW, "And the boats", "And all boats")(moderated)
    (found,) = messages(moderated)
    assert "`prompts` differs from the source: “all” where the source has “the”" in found


def test_a_moderators_words_stand_in_an_answer_as_nobodys(moderated: Path) -> None:
    record = content.load(moderated)
    made = pages.render_site(record.library, Site("Test"), beside=pages.Beside({"m.txt": MODERATED}))
    assert "boats?" not in " ".join(it.words for it in made.entries())
    for path in ("contributors/ann-lee.md", "questions/pay.md"):
        page = BeautifulSoup(made.pages[path], "lxml")
        (prompt, *_) = page.select(".ev-prompt")
        assert prompt.get_text() == "Moderator MODERATOR: And the boats?"
        assert prompt.find_parent(class_="ev-words") is None
        said = [it.get_text().strip() for it in page.select(".ev-text > *")]
        assert said.index("Ships should. [1]") < said.index(prompt.get_text()) < said.index("I agree.")
        cited = " ".join(it.get_text() for it in page.select(".ev-citation, script"))
        assert "boats?" not in cited


def test_an_answer_in_several_places_has_its_lines_on_its_page_and_in_the_document(moderated: Path) -> None:
    made = pages.render_site(
        content.load(moderated).library, Site("Test"), beside=pages.Beside({"m.txt": MODERATED})
    ).pages
    assert "lines 2–3, 7–8, 10" in made["contributors/ann-lee.md"]
    groups = sources.groups(content.load(moderated).library, "m.txt", MODERATED)
    owners = [(it.first, it.last, it.view.contributor if it.view else None, it.shown) for it in groups]
    assert owners == [
        (1, 1, None, True),
        (2, 3, "ann-lee", True),
        (4, 4, None, True),
        (5, 7, "bob-ray", True),
        (8, 8, "ann-lee", True),
        (9, 9, None, False),
        (10, 10, "ann-lee", True),
    ]


def test_a_change_of_a_moderators_words_is_reported(moderated: Path) -> None:
    path = BOB_VIEW
    before = {path: (moderated / path).read_bytes()}
    replace(path, "And the boats", "What of boats")(moderated)
    (change,) = changes.compare(before, {path: (moderated / path).read_bytes()}).changes
    assert [(it.key, it.before, it.after) for it in change.fields] == [
        ("prompts", "before: 1, text: MODERATOR: And the boats?", "before: 1, text: MODERATOR: What of boats?")
    ]


def test_several_ranges_of_lines_are_mended_in_a_mapping_too(moderated: Path) -> None:
    replace(ANN_VIEW, "'2-3, 7-8, 10'", "2-3")(moderated)
    fix(moderated)
    assert 'lines: "2-3, 7-8, 10"' in read(moderated, ANN_VIEW)
    assert messages(moderated) == []


def test_an_outline_in_doubt_is_no_problem_and_views_are_proved_by_their_lines(small: Path) -> None:
    replace(OUTLINE, "5: bio", "5: bio?")(small)
    assert messages(small) == []
    replace(BEN_VIEW, "lines: 6-8", "lines: 6-7")(small)
    assert "don't have the view's text (it is in lines 7-8: " in " ".join(messages(small))


def test_what_only_an_outline_can_prove_stays_proved_while_it_is_in_doubt(moderated: Path) -> None:
    replace("content/outlines/m.txt.yml", "4: prompt", "4: prompt?")(moderated)
    assert messages(moderated) == []


def test_a_mistake_in_an_outline_is_told_once_and_not_at_each_view(small: Path) -> None:
    replace(OUTLINE, "2: name", "2: nmae")(small)
    assert [message.split(": ")[1] for message in messages(small)] == ["outline-wrong"]


def test_a_backwards_range_is_mended_and_a_misspelt_role_is_not(small: Path) -> None:
    replace(OUTLINE, "3-4: text", "4-3: text")(small)
    replace(OUTLINE, "7-8: text", "7-8: txet")(small)
    fix(small)
    assert "3-4: text" in read(small, OUTLINE)
    assert "txet" in read(small, OUTLINE)


def test_a_missing_digest_is_filled_in(small: Path) -> None:
    fix(small)
    assert f"document: trees-2020.txt\ndigest: {document_digest((small / SEED).read_bytes())}\n" in read(small, OUTLINE)


def test_no_digest_is_given_to_an_outline_with_a_mistake(small: Path) -> None:
    replace(OUTLINE, "5: bio", "5: boi")(small)
    fix(small)
    assert "digest" not in read(small, OUTLINE)


def test_lines_that_moved_are_told_and_moved_and_what_is_new_is_told(small: Path) -> None:
    committed(small)
    replace(SEED, "Ada Example\n", "Town News, page 3\n\nAda Example\n")(small)
    found = messages(small)
    assert found[0] == (
        f"{OUTLINE}:3:9: outline-outdated: seeds/trees-2020.txt has changed since it was outlined, first at line 2:"
        " “Town News, page 3” (run `views check --fix` to renumber the parts)"
    )
    assert "it is in lines 5-6: " in found[1]
    fix(small)
    assert "outline-wrong: line 2 is in no part: “Town News, page 3” (add a line below `1`: " in messages(small)[0]
    assert "  1: question\n  4: name\n  5-6: text\n  7: bio\n  8: name\n  9-10: text\n" in read(small, OUTLINE)
    replace(OUTLINE, "  4: name", "  2: aside\n  4: name")(small)
    fix(small)
    assert "lines: 4-7}" in read(small, ADA_VIEW)
    assert messages(small) == []


def test_a_document_whose_lines_read_the_same_gets_its_new_digest(small: Path) -> None:
    committed(small)
    replace(SEED, "limes. Nobody", "limes.  Nobody")(small)
    assert "has changed since it was outlined, only in spacing (run `views check --fix`" in messages(small)[0]
    fix(small)
    assert messages(small) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("I doubt it.", "I doubt that.", "first at line 7: “I doubt that."),
        ("Ben Sample\n", "", "first at line 6: “I doubt it. Money"),
        ("Ada Example\n", "Ada Example\nAda Example\n", "first at line 3: “Ada Example” ("),
    ],
    ids=["reworded", "gone", "in two places"],
)
def test_numbers_stay_where_a_line_is_gone_or_could_be_in_two_places(
    small: Path, old: str, new: str, told: str
) -> None:
    committed(small)
    before = read(small, OUTLINE)
    replace(SEED, old, new)(small)
    (found,) = (message for message in messages(small) if "outline-outdated" in message)
    assert told in found
    assert found.endswith(BY_HAND)
    fix(small)
    assert read(small, OUTLINE) == before


def test_an_outline_that_was_corrected_by_hand_is_not_moved_again(small: Path) -> None:
    committed(small)
    replace(SEED, "Ada Example\n", "\nAda Example\n")(small)
    parts = "  3: name\n  4-5: text\n  6: bio\n  7: name\n  8-9: text\n"
    replace(OUTLINE, "  2: name\n  3-4: text\n  5: bio\n  6: name\n  7-8: text\n", parts)(small)
    fix(small)
    assert parts in read(small, OUTLINE)
    (found,) = (message for message in messages(small) if message.startswith(OUTLINE))
    assert found.endswith(BY_HAND)
    replace(OUTLINE, read(small, OUTLINE).split("\n")[2] + "\n", "")(small)
    fix(small)
    assert messages(small) == []
