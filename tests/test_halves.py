"""Two processes make what one makes, and say what went wrong in either."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from expertviews import checks, engines, halves
from expertviews.content import Record
from expertviews.engines import SiteError, SiteFiles
from expertviews.problems import Problem, ProblemsFound
from expertviews.publish import THEME, build_pages, pagefiles
from tests import records, sites
from tests.project import contents


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has everything made by two processes, however little it is; the tests themselves may have threads."""
    if not hasattr(os, "fork"):
        pytest.skip("no process can be copied here")
    monkeypatch.setattr(halves, "can_copy", lambda: True)
    monkeypatch.setattr(halves, "_MIN_ITEMS", 2)


@pytest.mark.usefixtures("two")
def test_what_is_made_of_each_item_stays_in_order() -> None:
    for number in (2, 3, 1001):
        assert halves.mapped(str, range(number)) == [str(it) for it in range(number)]
    assert len(set(halves.mapped(lambda _: os.getpid(), range(10)))) == 2


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("bad", [4, 5])
def test_an_error_of_either_half_is_raised(bad: int) -> None:
    with pytest.raises(ZeroDivisionError):
        halves.mapped(lambda it: 1 // (it - bad), range(10))


@pytest.mark.usefixtures("two")
def test_what_is_made_apart_comes_back_and_so_does_its_error() -> None:
    assert halves.apart(os.getpid) != os.getpid()
    with pytest.raises(ZeroDivisionError):
        halves.apart(lambda: 1 // 0)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("later", [False, True])
def test_a_new_record_is_refused_that_is_wrong_or_becomes_so_while_it_is_checked_and_checked_again_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: bool
) -> None:
    root = sites.project(tmp_path / "project", records.many(3, 2))
    found_by_the_other, check, checked = pagefiles._digests_and_problems, checks.check, []

    def watched(record: Record) -> tuple[Problem, ...]:
        checked.append(os.getpid())  # the other process has a list of its own
        return check(record)

    def edited(root: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        found = found_by_the_other(root) if later else None
        path = root / "content/views/round-1/expert-1.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("theme: ", "theme: un", 1), encoding="utf-8")
        return found or found_by_the_other(root)

    monkeypatch.setattr(checks, "check", watched)
    monkeypatch.setattr(pagefiles, "_digests_and_problems", edited)
    with pytest.raises(ProblemsFound, match="unknown-reference"):
        build_pages(root)
    assert not (root / "docs/contributors").exists()
    assert len(checked) == later


def built(root: Path, to: Path) -> dict[str, bytes]:
    engines.build_site(SiteFiles(root, root / "mkdocs.yml", to), strict=True)
    return contents(to)


def test_a_site_is_the_same_from_two_processes_as_from_one(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    root = sites.project(tmp_path / "project", records.many(3, 2))
    one = built(root, tmp_path / "one")
    request.getfixturevalue("two")
    assert built(root, tmp_path / "two") == one


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("name", ["expert-1", "expert-2"])
def test_a_page_that_cant_be_made_stops_the_build_with_its_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    root = sites.project(tmp_path / "project", records.many(3, 2))
    override = root / "overrides/main.html"
    override.parent.mkdir()
    wrong = f"{{{{ 1 // 0 if page and page.url == 'contributors/{name}/' }}}}"
    text = (THEME / "main.html").read_text(encoding="utf-8")
    override.write_text(text.replace("{% block content %}", "{% block content %}" + wrong, 1), encoding="utf-8")
    with pytest.raises((SiteError, ZeroDivisionError)):
        built(root, tmp_path / "site")
    assert f"contributors/{name}.md" in capfd.readouterr().err


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("fails", [False, True])
def test_what_another_process_could_not_do_this_one_does_and_says_why(tmp_path: Path, *, fails: bool) -> None:
    def write() -> None:
        if fails:
            raise OSError("no space left")
        (tmp_path / str(os.getpid())).touch()

    wait = halves.started(write)
    if fails:
        with pytest.raises(OSError, match="no space left"):
            wait()
    else:
        wait()
        assert [it.name != str(os.getpid()) for it in tmp_path.iterdir()] == [True]
