"""A contribution to the record turns no test red: no test can read it."""

import pytest

from expertviews import content
from tests.live_record import LiveRecordReadError
from tests.project import PAIKIN, RECORD, ROOT


@pytest.mark.parametrize("path", [PAIKIN, "content/addresses.txt", "seeds/china-russia-2021.txt"])
def test_a_test_that_opens_a_file_of_this_projects_record_fails(path: str) -> None:
    with pytest.raises(LiveRecordReadError, match=path):
        (ROOT / path).read_text(encoding="utf-8")


def test_a_test_that_loads_this_projects_record_fails() -> None:
    with pytest.raises(LiveRecordReadError):
        content.load(ROOT)


def test_the_frozen_record_and_the_schemas_are_read() -> None:
    assert content.load(RECORD).library.views
    assert (ROOT / "content" / "schemas" / "view.json").read_text(encoding="utf-8")
