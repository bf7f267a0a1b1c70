"""Published addresses last: a change that drops one fails, naming it."""

import pytest

from expertviews.publish import published_addresses
from tests.project import DIRK_VIEW, MILITARY, PAIKIN, PAIKIN_VIEW, RECORD
from tests.repositories import History, address_list, all_addresses, lost_addresses
from tests.sites import Site

EXCERPT = "contributors/zachary-paikin/#china-russia-2021-military-2"
WITHOUT_EXCERPT = (
    PAIKIN_VIEW,
    "  - theme: military\n    quote: A formal alliance is unlikely for now … in its historic Central Asian sphere of influence.\n",
    "",
)


def vanished(record: History, base: str | None = None) -> list[str]:
    return [str(problem) for problem in lost_addresses(record.root, base)]


def line_of(record: History, address: str) -> int:
    return record.read(published_addresses.LIST).splitlines().index(address) + 1


def test_of_a_record_as_it_was_published_no_address_has_vanished(record: History) -> None:
    assert vanished(record) == []
    assert record.views("addresses", "--check").exit_code == 0


def test_the_list_has_every_kind_of_address() -> None:
    listed = (RECORD / published_addresses.LIST).read_text(encoding="utf-8").splitlines()
    for address in (
        "./",
        "contributors/",
        "contributors/zachary-paikin/",
        "contributors/zachary-paikin/#china-russia-2021",
        "contributors/zachary-paikin/#china-russia-2021-p1",
        "contributors/zachary-paikin/#china-russia-2021--formal-alliance",
        EXCERPT,
        "questions/china-russia-2021/#proposition--formal-alliance",
        "questions/china-russia-2021/#zachary-paikin",
        "themes/military/#china-russia-2021--zachary-paikin",
    ):
        assert address in listed


def test_an_excerpt_that_goes_is_named_with_its_line_and_what_to_write(record: History) -> None:
    record.edit(*WITHOUT_EXCERPT)
    assert vanished(record)[0] == (
        f"content/addresses.txt:{line_of(record, EXCERPT)}:1: address-vanished: the address `{EXCERPT}`"
        " no longer exists (restore it, or write `gone:` and the reason after the address in content/addresses.txt)"
    )


def test_a_place_that_is_gone_for_a_reason_is_no_problem_and_stays_listed(record: History) -> None:
    record.edit(*WITHOUT_EXCERPT)
    for address in (EXCERPT, "themes/military/#china-russia-2021--zachary-paikin"):
        record.edit(published_addresses.LIST, f"{address}\n", f"{address} gone: filed under another theme\n")
    assert vanished(record) == []
    record.write(published_addresses.LIST, address_list(record.root))
    assert f"{EXCERPT} gone: filed under another theme\n" in record.read(published_addresses.LIST)


def test_a_page_that_goes_is_named_once_and_not_with_every_place_in_it(record: History) -> None:
    record.move(MILITARY, "content/themes/defence.yml")
    of_theme = [problem for problem in vanished(record) if "themes/military/" in problem]
    assert len(of_theme) == 1
    assert "`themes/military/` no longer exists (restore it, or say in content/redirects.yml" in of_theme[0]


@pytest.mark.parametrize("entry", ["new: themes/defence/", "gone: It never was one subject."])
def test_a_redirect_or_tombstone_keeps_a_page(record: History, entry: str) -> None:
    record.move(MILITARY, "content/themes/defence.yml")
    record.write("content/redirects.yml", f"moved:\n  - {{old: themes/military/, {entry}}}\n")
    assert vanished(record) == []


def test_a_redirect_keeps_only_the_places_that_its_successors_page_has() -> None:
    moved = {"contributors/a/": "contributors/b/", "contributors/b/": "contributors/c/"}
    kept = published_addresses.KeptAddresses(
        frozenset(moved), moved=moved, made={"contributors/c/", "contributors/c/#q-p1"}
    )
    assert "contributors/a/" in kept
    assert "contributors/a/#q-p1" in kept
    assert "contributors/a/#q-p2" not in kept


@pytest.mark.parametrize("entry", ["", "new: ''", "gone:"])
def test_an_entry_that_says_nothing_keeps_nothing(record: History, entry: str) -> None:
    record.move(MILITARY, "content/themes/defence.yml")
    record.write("content/redirects.yml", f"moved:\n  - {{old: themes/military/, {entry}}}\n")
    assert len(vanished(record)) == 1


def test_an_address_that_nobody_listed_is_protected_by_the_base(record: History) -> None:
    record.edit(
        DIRK_VIEW, "excerpts:\n", "excerpts:\n  - {theme: military, quote: reduce its vulnerabilities to the US}\n"
    )
    base = record.commit("A new excerpt, not listed yet")
    record.edit(DIRK_VIEW, "  - {theme: military, quote: reduce its vulnerabilities to the US}\n", "")
    assert vanished(record) == []
    assert "contributors/dirk-van-der-kley/#china-russia-2021-military-1" in vanished(record, base)[0]


def test_a_hidden_file_of_the_base_has_no_address(record: History) -> None:
    record.write("content/themes/.gitkeep", "")
    assert vanished(record, record.commit("Keep the folder")) == []


def test_a_second_writing_changes_nothing(record: History) -> None:
    assert address_list(record.root) == record.read(published_addresses.LIST)


def test_the_command_fails_with_annotations_where_an_address_vanished(record: History) -> None:
    record.move(PAIKIN, "content/contributors/z-paikin.yml")
    result = record.views("addresses", "--check", "--base", "HEAD", "--format", "github")
    assert result.exit_code == 1
    line = line_of(record, "contributors/zachary-paikin/")
    assert f"::error file=content/addresses.txt,line={line},col=1,title=address-vanished::" in result.output


def test_every_address_is_a_page_of_the_built_site_or_a_place_in_it(real_site: Site) -> None:
    missing = []
    for address in all_addresses(real_site.project):
        page, _, fragment = address.partition("#")
        file = real_site.folder / page / "index.html"
        if not file.is_file() or (fragment and f'id="{fragment}"' not in file.read_text(encoding="utf-8")):
            missing.append(address)
    assert missing == []
