"""A document of every layout becomes, to the letter, the files that were read and found right."""

import pytest

from expertviews import seeds
from tests import golden


@pytest.mark.parametrize("name", golden.DOCUMENTS)
def test_a_document_becomes_its_golden_files(name: str) -> None:
    layout, text = golden.become(name)
    assert layout == golden.DOCUMENTS[name]
    assert text == (golden.FOLDER / f"{name}.golden").read_text(encoding="utf-8")


def test_every_layout_has_golden_files() -> None:
    assert set(golden.DOCUMENTS.values()) == {layout.name for layout in seeds.LAYOUTS}
