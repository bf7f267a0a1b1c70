"""What a pull request proposes is read from git as untrusted input: whole and plain, or not at all."""

import subprocess
import time
from pathlib import Path

import pytest

from expertviews.previews import proposal
from expertviews.previews.github_api import Head, Pull
from expertviews.problems import ProblemsFound
from tests.repositories import IDENTITY, History, git, propose

YML = "content/themes/energy.yml"
FETCHED = "refs/expertviews/proposed"


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "project")


def fetched(history: History, commit: str) -> Path:
    """The repository, with a commit in place of a merge that was fetched."""
    git(history.root, "update-ref", FETCHED, commit)
    return history.root


def stored(history: History, kind: str, data: bytes) -> str:
    """The id of an object that git would not make itself."""
    command = ["git", "hash-object", "-w", "--stdin", "--literally", "-t", kind]
    done = subprocess.run(command, cwd=history.root, env=IDENTITY, input=data, check=True, capture_output=True)
    return done.stdout.decode().strip()


def tree(history: History, *entries: tuple[str, str, str]) -> str:
    """A tree with such entries (mode, name, id), whatever git would say of them."""
    data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(blob) for mode, name, blob in entries)
    return stored(history, "tree", data)


def with_content(history: History, *entries: tuple[str, str, str]) -> Path:
    """The repository, where what was fetched has such entries in content/."""
    root = tree(history, ("40000", "content", tree(history, *entries)))
    return fetched(history, git(history.root, "commit-tree", root, "-m", "Evil"))


def pull(commit: str) -> Pull:
    return Pull(number=12, html_url="", head=Head(sha=commit, ref="change", repo=None))


def refused(root: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        proposal.proposed_record(root)
    return str(found.value.problems[0])


def test_a_record_comes_out_as_it_went_in_without_hidden_files(history: History) -> None:
    (history.root / "seeds/Rede, É?: 日本.txt").write_bytes(b"\xff")
    history.write("content/.git-no/config", "x")
    history.write("docs/x.md", "x")
    head = propose(history.root, 12, {"seeds/.keep": ""})
    found = proposal.proposed_record(fetched(history, head))
    git(history.root, "checkout", "--quiet", head)
    folders = (history.root / name for name in ("content", "seeds"))
    there = {path.relative_to(history.root).as_posix() for it in folders for path in it.rglob("*") if path.is_file()}
    assert set(found) == there - {"seeds/.keep", "content/.git-no/config"}
    assert all(data == (history.root / path).read_bytes() for path, data in found.items())


@pytest.mark.parametrize("name", ["..", ".", "a\\b", "a\nb", "a\x85b", "a" * 300, "日" * 100])
def test_a_name_that_leads_elsewhere_or_hides_is_refused(name: str, history: History) -> None:
    blob = stored(history, "blob", b"x")
    assert "proposal-refused: its name" in refused(with_content(history, ("100644", name, blob)))


def test_folders_that_nest_too_deep_are_refused(history: History) -> None:
    blob = stored(history, "blob", b"x")
    folder = tree(history, ("100644", "a", blob))
    for _ in range(20):
        folder = tree(history, ("40000", "a", folder))
    assert "proposal-refused: its name" in refused(with_content(history, ("40000", "a", folder)))


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_links_and_other_repositories_are_refused(mode: str, history: History) -> None:
    blob = stored(history, "blob", b"/etc/passwd")
    assert "content/a.yml:1:1: proposal-refused: it is a link" in refused(with_content(history, (mode, "a.yml", blob)))


def test_a_tree_that_grows_without_end_is_refused_at_once(history: History) -> None:
    """Ten folders, each of which is the next ten times: 10^10 files in 11 objects."""
    folder = tree(history, ("100644", "a", stored(history, "blob", b"x")))
    for _ in range(10):
        folder = tree(history, *(("40000", f"f{at}", folder) for at in range(10)))
    started = time.monotonic()
    assert "proposal-refused: git ls-tree: it failed, or would print more" in refused(
        with_content(history, *(("40000", f"f{at}", folder) for at in range(10)))
    )
    with pytest.raises(ProblemsFound, match="would print more"):
        proposal.changed_paths(fetched(history, _merge(history)))
    assert time.monotonic() - started < 10


def _merge(history: History) -> str:
    """A merge of what was fetched last."""
    head = git(history.root, "rev-parse", FETCHED)
    return git(history.root, "commit-tree", f"{head}^{{tree}}", "-p", "main", "-p", head, "-m", "Merge")


def test_more_bytes_than_a_record_has_are_refused(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposal, "MOST_BYTES", 1_000_000)
    head = propose(history.root, 12, {f"seeds/{at}.txt": "x" * 300_000 for at in range(4)})
    assert "the files have more than 1,000,000 bytes" in refused(fetched(history, head))


def test_a_renamed_file_is_known_by_both_of_its_names(history: History) -> None:
    history.write("scripts/a.py", "print()\n" * 20)
    history.commit("Code")
    head = propose(history.root, 12, {"scripts/a.py": None, "seeds/a.txt": "print()\n" * 20, YML: "x"})
    assert proposal.fetch(history.root, f"file://{history.root}", {}, pull(head))
    assert proposal.changed_paths(history.root) == [YML, "scripts/a.py", "seeds/a.txt"]


def test_the_merge_of_another_commit_is_not_taken(history: History) -> None:
    propose(history.root, 12, {YML: "x"})
    assert not proposal.fetch(history.root, f"file://{history.root}", {}, pull("a" * 40))
