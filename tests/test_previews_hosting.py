"""GitHub's answers, as they should be and as they shouldn't: busy, cut short, redirected, or no more than the first part."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from expertviews.previews.hosting import HostError
from tests.fake_host import BOT, REPOSITORY, FakeHost, serving

MARK = "<!-- ours -->"


@pytest.fixture
def fake() -> Iterator[FakeHost]:
    with serving() as host:
        yield host


def calls(fake: FakeHost, method: str, path: str) -> int:
    return sum(1 for it in fake.requests if it[0] == method and it[1].startswith(f"/repos/{REPOSITORY}/{path}"))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_host_is_asked_again(fake: FakeHost, status: int) -> None:
    fake.failing["GET pages"] = [status] * 4
    assert fake.host.pages() is not None
    assert calls(fake, "GET", "pages") == 5


def test_a_host_that_stays_busy_is_an_error_and_not_a_site_that_is_switched_off(fake: FakeHost) -> None:
    fake.failing["GET pages"] = [503] * 5
    with pytest.raises(HostError, match="GET pages: 503"):
        fake.host.pages()


@pytest.mark.parametrize("status", [401, 403])
def test_what_is_refused_is_not_asked_again_nor_taken_for_switched_off(fake: FakeHost, status: int) -> None:
    fake.failing["GET pages"] = [status]
    with pytest.raises(HostError) as error:
        fake.host.pages()
    assert (error.value.status, calls(fake, "GET", "pages")) == (status, 1)


def test_an_edit_of_the_comment_is_sent_again_and_a_new_one_never_twice(fake: FakeHost) -> None:
    fake.failing["POST issues/1/comments"] = [502]
    with pytest.raises(HostError, match="502"):
        fake.host.comment(1, MARK, f"{MARK} one")
    fake.host.comment(1, MARK, f"{MARK} one")
    fake.failing["PATCH issues/comments/1"] = [502]
    fake.host.comment(1, MARK, f"{MARK} two")
    assert fake.said(1) == [f"{MARK} two"]


def test_an_answer_that_breaks_off_is_an_error_of_the_hosts(fake: FakeHost) -> None:
    fake.cut_short = "GET pages"
    with pytest.raises(HostError, match="GET pages: the answer can't be read"):
        fake.host.pages()


def test_an_answer_that_is_no_json_is_an_error_of_the_hosts(fake: FakeHost) -> None:
    fake.failing["GET pages"] = [204]
    with pytest.raises(HostError, match="GET pages: the answer can't be read"):
        fake.host.pages()


def test_a_host_that_isnt_there_is_an_error_that_says_so(fake: FakeHost) -> None:
    with pytest.raises(HostError, match="GET pages: the answer can't be read: ConnectionError"):
        replace(fake.host, api="http://127.0.0.1:9").pages()


def test_every_file_is_known_by_both_of_its_names(fake: FakeHost) -> None:
    fake.files[1] = {"content/a.yml": "a" * 40, "docs/b.md": "b" * 40, "content/gone.yml": ""}
    fake.renamed[1] = {"docs/b.md": "scripts/b.py"}
    changed = fake.host.files_of(1)
    assert changed.all_listed
    assert changed.ids == {
        "content/a.yml": "a" * 40, "docs/b.md": "b" * 40, "scripts/b.py": "", "content/gone.yml": ""
    }  # fmt: skip


def test_a_list_of_files_that_the_host_has_cut_is_known_to_be(fake: FakeHost) -> None:
    fake.files[1] = {f"content/{number}.yml": "a" * 40 for number in range(3_000)}
    assert not fake.host.files_of(1).all_listed
    fake.files[1].popitem()
    assert fake.host.files_of(1).all_listed


def zips(fake: FakeHost, *artifacts: tuple[int, bytes, bool]) -> None:
    fake.artifacts.update({number: data for number, data, _ in artifacts})
    fake.expired = {number for number, _, expired in artifacts if expired}
    fake.attempts[7] = [number for number, _, _ in artifacts]


def test_of_a_run_that_was_repeated_the_newest_artifact_is_taken(fake: FakeHost, tmp_path: Path) -> None:
    zips(fake, (7, b"old", False), (9, b"new", False), (8, b"middle", False))
    assert fake.host.artifact(7, "record", tmp_path / "a.zip", limit=100)
    assert (tmp_path / "a.zip").read_bytes() == b"new"


def test_an_artifact_that_has_expired_isnt_taken(fake: FakeHost, tmp_path: Path) -> None:
    zips(fake, (7, b"old", False), (9, b"new", True))
    assert fake.host.artifact(7, "record", tmp_path / "a.zip", limit=100)
    assert (tmp_path / "a.zip").read_bytes() == b"old"
    zips(fake, (7, b"old", True))
    assert not fake.host.artifact(7, "record", tmp_path / "b.zip", limit=100)


def test_an_artifact_is_fetched_by_https_alone_wherever_the_host_says_it_is(fake: FakeHost, tmp_path: Path) -> None:
    fake.artifacts[7] = b"x"
    fake.elsewhere = "http://evil.example"
    with pytest.raises(HostError, match="isn't reached by https"):
        fake.host.artifact(7, "record", tmp_path / "a.zip", limit=100)


def test_the_token_of_a_file_in_the_home_folder_takes_the_place_of_none_of_ours(
    fake: FakeHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    fake.artifacts[7] = b"x"
    assert fake.host.artifact(7, "record", tmp_path / "a.zip", limit=100)
    assert [trusted for _, _, trusted in fake.requests] == [True, True, False]


def test_what_others_write_with_our_mark_is_not_ours(fake: FakeHost) -> None:
    fake.say(1, f"{MARK} forged", "stranger")
    at = fake.say(1, f"{MARK} ours", BOT)
    assert fake.host.comment_of(1, MARK) == (at, f"{MARK} ours")
