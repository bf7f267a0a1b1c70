"""GitHub's answers, as they should be and as they shouldn't: busy, cut short, or refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from expertviews.previews.github_api import GitHubError
from tests.fake_host import BOT, REPOSITORY, FakeHost

MARK = "<!-- ours -->"


def calls(fake: FakeHost, method: str, path: str) -> int:
    return sum(1 for it in fake.requests if it[0] == method and it[1].startswith(f"/repos/{REPOSITORY}/{path}"))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_host_is_asked_again(fake: FakeHost, status: int) -> None:
    fake.failing["GET pulls"] = [status] * 4
    assert fake.github.open_pulls() == ()
    assert calls(fake, "GET", "pulls") == 5


def test_a_host_that_stays_busy_is_an_error(fake: FakeHost) -> None:
    fake.failing["GET pulls"] = [503] * 5
    with pytest.raises(GitHubError, match=r"GET pulls.*: 503"):
        fake.github.open_pulls()


@pytest.mark.parametrize("status", [401, 403])
def test_what_is_refused_is_not_asked_again(fake: FakeHost, status: int) -> None:
    fake.failing["GET pulls"] = [status]
    with pytest.raises(GitHubError, match=str(status)):
        fake.github.open_pulls()
    assert calls(fake, "GET", "pulls") == 1


def test_an_edit_of_the_comment_is_sent_again_and_a_new_one_never_twice(fake: FakeHost) -> None:
    fake.failing["POST issues/1/comments"] = [502]
    with pytest.raises(GitHubError, match="502"):
        fake.github.comment(1, MARK, f"{MARK} one")
    fake.github.comment(1, MARK, f"{MARK} one")
    fake.failing["PATCH issues/comments/1"] = [502]
    fake.github.comment(1, MARK, f"{MARK} two")
    assert fake.said(1) == [f"{MARK} two"]


def test_an_answer_that_breaks_off_is_an_error_of_the_hosts(fake: FakeHost) -> None:
    fake.open(1, "a")
    fake.cut_short = "GET pulls"
    with pytest.raises(GitHubError, match=r"GET pulls.*: no readable response"):
        fake.github.open_pulls()


def test_a_host_that_cant_be_reached_is_an_error_without_its_address(fake: FakeHost) -> None:
    with pytest.raises(GitHubError, match=r"no readable response: ConnectionError$"):
        replace(fake.github, api="http://127.0.0.1:1").open_pulls()


def test_more_than_a_hundred_pull_requests_are_all_known(fake: FakeHost) -> None:
    for number in range(1, 251):
        fake.open(number, str(number))
    assert len(fake.github.open_pulls()) == 250


def test_the_token_of_a_file_in_the_home_folder_takes_the_place_of_none_of_ours(
    fake: FakeHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert fake.github.open_pulls() == ()
    assert [trusted for _, _, trusted in fake.requests] == [True]


def test_what_others_write_with_our_mark_is_not_ours(fake: FakeHost) -> None:
    fake.say(1, f"{MARK} forged", "stranger")
    at = fake.say(1, f"{MARK} ours", BOT)
    assert fake.github.comment_of(1, MARK) == (at, f"{MARK} ours")
