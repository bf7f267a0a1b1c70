"""A document and its outline become, to the letter, the files that were read and found right."""

import re

import pytest

from expertviews.model import ROLES
from tests import golden
from tests.evaluate_outlines import FOLDER as OUTLINES


@pytest.mark.parametrize("name", golden.DOCUMENTS)
def test_a_document_becomes_its_golden_files(name: str) -> None:
    assert golden.become(name) == (golden.FOLDER / f"{name}.golden").read_text(encoding="utf-8")


def test_every_golden_file_is_of_a_document() -> None:
    assert {path.name.removesuffix(".golden") for path in golden.FOLDER.iterdir()} == set(golden.DOCUMENTS)


def test_every_role_has_golden_files() -> None:
    outlines = "".join((OUTLINES / "tuned" / f"{name}.yml").read_text(encoding="utf-8") for name in golden.DOCUMENTS)
    assert {role for role in ROLES if re.search(rf"\b{role}\b(?=[:,\]\s])", outlines)} == set(ROLES)
