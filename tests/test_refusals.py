"""Documents that must be refused: who says what isn't plain in them, and the message says what an editor can do."""

from pathlib import Path

import pytest

from expertviews import seeds
from expertviews.problems import ProblemsFound

FOLDER = Path(__file__).parent / "seeds" / "refused"
REFUSED = {
    "article.txt": ["3: attribution-in-sentence"],
    "asker-first.txt": ["3: doubtful-question"],
    "bold-group.md": ["7: doubtful-name"],
    "by-group.txt": ["7: doubtful-name"],
    "colon-forgotten.txt": ["11: doubtful-name"],
    "comma-group.txt": ["7: doubtful-name"],
    "conversation.txt": ["7: name-repeated"],
    "function-word-name.txt": ["25: doubtful-name"],
    "heading-group-first.md": ["3: doubtful-name"],
    "heading-within-signed.txt": ["5: doubtful-beginning"],
    "introduction-or-answer.txt": ["3: doubtful-beginning"],
    "label-group.txt": ["5: doubtful-name"],
    "line-group-no-blanks.txt": ["5: doubtful-name"],
    "line-group.txt": ["7: doubtful-name"],
    "lone-bio.txt": ["11: doubtful-bio"],
    "mixed.txt": ["17: ambiguous-layout"],
    "moderator-says.txt": ["7: moderator"],
    "name-and-job.txt": ["3: name-and-job", "7: name-and-job"],
    "name-line-with-stop.txt": ["3: doubtful-name"],
    "name-sentence-colon.txt": ["11: doubtful-name"],
    "names-below-and-a-line.txt": ["12: doubtful-end"],
    "names-below-apart.txt": ["15: doubtful-order"],
    "names-below.txt": ["9: no-text"],
    "numbered-group.txt": ["6: doubtful-name", "9: doubtful-name"],
    "one-of-three.txt": ["3: doubtful-name", "11: doubtful-name"],
    "quotation-without-a-name.txt": ["3: doubtful-beginning"],
    "second-question-numbered.txt": ["7: doubtful-question"],
    "second-question.txt": ["9: doubtful-question"],
    "sentence-group.txt": ["6: doubtful-name"],
    "signature-group.txt": ["9: doubtful-name"],
    "table.md": ["3: table"],
    "title-and-name.txt": ["9: doubtful-end"],
}


def refusal(text: str) -> ProblemsFound:
    with pytest.raises(ProblemsFound) as caught:
        seeds.parse(text, "seeds/refused.txt")
    return caught.value


def test_every_document_is_listed() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_in_doubt_is_refused_where_the_doubt_is(name: str) -> None:
    problems = refusal((FOLDER / name).read_text(encoding="utf-8")).problems
    assert [f"{problem.place.line}: {problem.code}" for problem in problems] == REFUSED[name]
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("name", [name for name in REFUSED if "group" in name and name != "sentence-group.txt"])
def test_a_layout_named_keeps_the_doubtful_line_as_prose(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    remedy = refusal(text).problems[0].remedy
    assert "--layout" in remedy
    document = seeds.parse(text, "seeds/named.txt", remedy.partition("--layout ")[2].split(",")[0])
    assert seeds.unaccounted(text, document) == ()


def test_names_put_behind_a_label_are_read_whatever_they_are() -> None:
    said = "\n".join(f"Name: {name}\nWe will win. We always do.\n" for name in ("Anna Lee", "the night shift", "Plato"))
    (table,) = seeds.parse(f"Question: Who will win?\n\n{said}", "seeds/a.txt").round_tables
    assert [answer.name.text for answer in table.answers] == ["Anna Lee", "the night shift", "Plato"]


ADVICE = {
    "asker-first.txt": [("Question: Will the harbour freeze?\n", ""), ("Wittle: ", "Question: ")],
    "introduction-or-answer.txt": [("\n\nLearn", "\n\nQuestion: What would you tell a young pilot?\n\nLearn")],
    "names-below-and-a-line.txt": [("Follow", "END\nFollow")],
    "names-below-apart.txt": [
        ("\nAnn", "\n— Ann"),
        ("\nBob", "\n— Bob"),
        ("\nCy", "\n— Cy"),
        ("Follow", "END\nFollow"),
    ],
    "lone-bio.txt": [("He is", "About the author: He is")],
    "colon-forgotten.txt": [("Temple of Leeds", "Temple of Leeds:")],
    "name-line-with-stop.txt": [("\nAnn", "\nName: Ann"), ("\nBob", "\nName: Bob"), ("\nCy", "\nName: Cy")],
    "name-sentence-colon.txt": [
        ("Ann Lee, Ph.D.,", "## Ann Lee\n\nAnn Lee"),
        ("Bob Ray, Ed.D.,", "## Bob Ray\n\nBob Ray"),
        ("Cy Fox", "## Cy Fox\n\nCy Fox"),
    ],
    "quotation-without-a-name.txt": [("“The ice", "Ann Lee, pilot\n\n“The ice")],
    "second-question-numbered.txt": [("2. Who", "Question: Who")],
    "title-and-name.txt": [("A cold", "## Professor Ann Lee\nA cold"), ("Is the", "## Dr Bob Ray\nIs the")],
}
"""What an editor who does as the message says changes in a document."""


@pytest.mark.parametrize("name", ADVICE)
def test_a_document_changed_as_the_message_says_is_read(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    for old, new in ADVICE[name]:
        assert old in text
        text = text.replace(old, new)
    names = [answer.name.text for table in seeds.parse(text, "a.txt").round_tables for answer in table.answers]
    assert [word for word in ("Ann", "Bob", "Cy", "Dee") if word in text] == [
        next(word for word in ("Ann", "Bob", "Cy", "Dee") if word in name) for name in names
    ]
