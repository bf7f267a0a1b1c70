"""Documents that must be refused: who says what isn't plain in them, and the message says what an editor can do."""

from pathlib import Path

import pytest

from expertviews import seeds
from expertviews.problems import ProblemsFound

FOLDER = Path(__file__).parent / "seeds" / "refused"
REFUSED = {
    "article.txt": ["3: attribution-in-sentence"],
    "bold-group.md": ["7: doubtful-name"],
    "by-group.txt": ["7: doubtful-name"],
    "comma-group.txt": ["7: doubtful-name"],
    "conversation.txt": ["7: name-repeated"],
    "heading-group-first.md": ["3: doubtful-name"],
    "label-group.txt": ["5: doubtful-name"],
    "line-group-no-blanks.txt": ["5: doubtful-name"],
    "line-group.txt": ["7: doubtful-name"],
    "moderator-says.txt": ["7: moderator"],
    "name-and-job.txt": ["3: name-and-job", "7: name-and-job"],
    "names-below.txt": ["9: no-text"],
    "numbered-group.txt": ["6: doubtful-name", "9: doubtful-name"],
    "second-question.txt": ["9: doubtful-question"],
    "sentence-group.txt": ["6: doubtful-name"],
    "signature-group.txt": ["9: doubtful-name"],
    "table.md": ["3: table"],
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
