"""The branch that is served, in a local bare repository: what is pushed arrives, whole, whoever else pushes."""

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from expertviews.git import GitError
from expertviews.previews.branch import Branch, previews
from tests.repositories import bare, git


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, in no time."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


@pytest.fixture
def branch(remote: Path) -> Branch:
    return Branch(f"file://{remote}")


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True)
    for name, text in files.items():
        file = path / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def served(remote: Path) -> dict[str, str]:
    names = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    return {name: git(remote, "show", f"gh-pages:{name}") for name in names}


def test_the_first_preview_makes_the_branch(branch: Branch, remote: Path, tmp_path: Path) -> None:
    assert branch.deploy(12, folder(tmp_path / "site", index_html="hello", themes__a_html="a"))
    assert served(remote) == {
        ".nojekyll": "",
        "previews/12/index.html": "hello",
        "previews/12/themes/a.html": "a",
    }


def test_a_later_preview_takes_the_place_of_the_earlier(branch: Branch, remote: Path, tmp_path: Path) -> None:
    branch.deploy(12, folder(tmp_path / "one", index_html="one", gone_html="gone"))
    branch.deploy(12, folder(tmp_path / "two", index_html="two"))
    assert served(remote) == {".nojekyll": "", "previews/12/index.html": "two"}


def test_publishing_replaces_the_site_and_leaves_previews_and_the_domain_alone(
    branch: Branch, remote: Path, tmp_path: Path
) -> None:
    branch.publish(folder(tmp_path / "old", index_html="old", gone_html="gone", CNAME="example.org"))
    branch.deploy(12, folder(tmp_path / "preview", index_html="preview"))
    branch.publish(folder(tmp_path / "new", index_html="new"))
    assert served(remote) == {
        ".nojekyll": "",
        "CNAME": "example.org",
        "index.html": "new",
        "previews/12/index.html": "preview",
    }


def test_removing_a_preview_leaves_the_others(branch: Branch, remote: Path, tmp_path: Path) -> None:
    for number in (1, 11, 2):
        branch.deploy(number, folder(tmp_path / str(number), index_html=str(number)))
    assert branch.remove({1, 99})
    assert {path for path in served(remote) if path.endswith(".html")} == {
        "previews/11/index.html", "previews/2/index.html",
    }  # fmt: skip


def test_the_history_stays_one_commit_long(branch: Branch, remote: Path, tmp_path: Path) -> None:
    for number in range(1, 5):
        branch.deploy(number, folder(tmp_path / str(number), index_html=str(number)))
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"
    assert previews(branch.files()) == {1, 2, 3, 4}


def test_what_is_served_already_is_not_pushed_again(branch: Branch, remote: Path, tmp_path: Path) -> None:
    site = folder(tmp_path / "site", index_html="hello")
    branch.publish(site)
    before = git(remote, "rev-parse", "gh-pages")
    assert not branch.publish(site)
    assert git(remote, "rev-parse", "gh-pages") == before


def test_files_arrive_byte_for_byte_whatever_they_say_of_themselves(
    branch: Branch, remote: Path, tmp_path: Path
) -> None:
    site = folder(tmp_path / "site")
    (site / ".gitattributes").write_text("* text eol=crlf ident\n")
    (site / ".gitignore").write_text("*\n")
    (site / "index.html").write_bytes(b"$Id$\r\nline\n\x00\xff")
    (site / "link.html").symlink_to("/etc/passwd")
    branch.publish(site)
    assert git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines() == [
        ".gitattributes", ".gitignore", ".nojekyll", "index.html",
    ]  # fmt: skip
    assert git(remote, "cat-file", "-s", "gh-pages:index.html") == str(len(b"$Id$\r\nline\n\x00\xff"))


def test_files_arrive_whatever_their_names(branch: Branch, tmp_path: Path) -> None:
    names = {"50% é.html", "日本.html", "a&b '1'.html", "a b.html"}
    site = folder(tmp_path / "site")
    for name in names:
        (site / name).write_text(name, encoding="utf-8")
    branch.publish(site)
    assert set(branch.files()) == names | {".nojekyll"}


def test_only_what_is_new_is_sent_and_nothing_of_what_is_served_is_fetched(
    branch: Branch, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = folder(tmp_path / "big")
    for number in range(20):
        (big / f"{number}.html").write_bytes(os.urandom(100_000))
    branch.publish(big)
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE_PACKET", str(trace))
    branch.deploy(1, folder(tmp_path / "site", index_html="hello"))
    assert trace.stat().st_size < 200_000
    assert len(served_names(remote)) == 22


def served_names(remote: Path) -> list[str]:
    return git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()


def test_deployments_at_once_all_arrive(remote: Path, tmp_path: Path) -> None:
    branch = Branch(f"file://{remote}")
    sites = {number: folder(tmp_path / str(number), index_html=str(number)) for number in range(1, 7)}
    barrier, failed = threading.Barrier(len(sites)), []

    def deploy(number: int) -> None:
        barrier.wait()
        try:
            branch.deploy(number, sites[number])
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=deploy, args=[number]) for number in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    pages = {path: text for path, text in served(remote).items() if path.endswith(".html")}
    assert pages == {f"previews/{number}/index.html": str(number) for number in sites}


def reject(remote: Path, times: int) -> None:
    """Lets the remote reject that many pushes."""
    hook = remote / "hooks" / "pre-receive"
    hook.write_text(
        f"#!/bin/sh\ncd {remote}\nn=$(cat tries 2>/dev/null || echo 0)\necho $((n + 1)) > tries\n"
        f'if [ "$n" -lt {times} ]; then echo "no, not yet" >&2; exit 1; fi\n'
    )
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)


def test_a_rejected_push_is_tried_again(branch: Branch, remote: Path, tmp_path: Path) -> None:
    reject(remote, 3)
    assert branch.deploy(1, folder(tmp_path / "site", index_html="hello"))
    assert (remote / "tries").read_text().strip() == "4"
    assert "previews/1/index.html" in served(remote)


def test_a_push_that_is_always_rejected_ends_with_what_the_remote_said(
    branch: Branch, remote: Path, tmp_path: Path, pauses: list[float]
) -> None:
    reject(remote, 1_000)
    with pytest.raises(GitError, match=r"git push: .*no, not yet"):
        branch.deploy(1, folder(tmp_path / "site", index_html="hello"))
    assert len(pauses) == 9
    assert all(0.1 * at <= pause <= 0.5 * at for at, pause in enumerate(pauses, start=1))


def test_a_remote_that_cannot_be_read_for_a_while_is_asked_again(
    branch: Branch, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch.publish(folder(tmp_path / "site", index_html="hello"))
    remote.rename(tmp_path / "hidden.git")
    monkeypatch.setattr(time, "sleep", lambda _: (tmp_path / "hidden.git").rename(remote))
    assert set(branch.files()) == {".nojekyll", "index.html"}
