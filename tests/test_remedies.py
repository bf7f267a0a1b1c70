"""A remedy is what to type: the value that was meant where it is known, and never what nobody meant."""

from pathlib import Path

import pytest

from tests.project import views
from tests.test_messages import ADA, ADA_VIEW, messages, replace


def test_where_to_put_the_first_document_is_told(small: Path) -> None:
    (small / "seeds/trees-2020.txt").unlink()
    assert "(add the document to seeds/ under this name)" in messages(small)[0]


def test_a_file_of_a_wrong_name_is_one_mistake_alone(small: Path) -> None:
    (small / ADA).rename(small / "content/contributors/Ada-Example.yml")
    (message,) = messages(small)
    assert "digits and single hyphens: `ada-example`" in message


def test_a_comment_may_stand_after_a_value(small: Path) -> None:
    replace(ADA, "kind: person", "kind: person # or: organisation\neducation: [A, B]  # as stated")(small)
    replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist: Trees are cheap.  # to be said better")(
        small
    )
    assert messages(small) == []


@pytest.mark.parametrize("kind", ["contributor", "theme", "question"])
def test_what_is_new_has_words(small: Path, kind: str) -> None:
    before = sorted(small.rglob("*"))
    result = views(small, "new", kind, "  ")
    assert result.exit_code == 2
    assert "write it in quotation marks" in result.output
    assert sorted(small.rglob("*")) == before


def test_a_schema_that_offers_a_new_name_is_listed(small: Path) -> None:
    views(small, "schema")
    result = views(small, "new", "contributor", "Jane Doe")
    assert "content/schemas/view.json updated" in result.output
