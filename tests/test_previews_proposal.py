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


def fetched(record: History, commit: str) -> Path:
    """The repository, with a commit in place of a merge that was fetched."""
    git(record.root, "update-ref", FETCHED, commit)
    return record.root


def stored(record: History, kind: str, data: bytes) -> str:
    """The id of an object that git would not make itself."""
    command = ["git", "hash-object", "-w", "--stdin", "--literally", "-t", kind]
    done = subprocess.run(command, cwd=record.root, env=IDENTITY, input=data, check=True, capture_output=True)
    return done.stdout.decode().strip()


def tree(record: History, *entries: tuple[str, str, str]) -> str:
    """A tree with such entries (mode, name, id), whatever git would say of them."""
    data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(blob) for mode, name, blob in entries)
    return stored(record, "tree", data)


def with_content(record: History, *entries: tuple[str, str, str]) -> Path:
    """The repository, where what was fetched has such entries in content/."""
    root = tree(record, ("40000", "content", tree(record, *entries)))
    return fetched(record, git(record.root, "commit-tree", root, "-m", "Evil"))


def pull(commit: str) -> Pull:
    return Pull(number=12, html_url="", head=Head(sha=commit, ref="change", repo=None))


def refused(root: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        proposal.proposed_record(root)
    return str(found.value.problems[0])


def test_a_record_comes_out_as_it_went_in_without_hidden_files(record: History) -> None:
    (record.root / "seeds/Rede, É?: 日本.txt").write_bytes(b"\xff")
    record.write("content/.git-no/config", "x")
    record.write("docs/x.md", "x")
    head = propose(record.root, 12, {"seeds/.keep": ""})
    found = proposal.proposed_record(fetched(record, head))
    git(record.root, "checkout", "--quiet", head)
    folders = (record.root / name for name in ("content", "seeds"))
    there = {path.relative_to(record.root).as_posix() for it in folders for path in it.rglob("*") if path.is_file()}
    assert set(found) == there - {"seeds/.keep", "content/.git-no/config"}
    assert all(data == (record.root / path).read_bytes() for path, data in found.items())


@pytest.mark.parametrize("name", ["..", ".", "a\\b", "a\nb", "a\x85b", "a" * 300, "日" * 100])
def test_a_name_that_leads_elsewhere_or_hides_is_refused(name: str, record: History) -> None:
    blob = stored(record, "blob", b"x")
    assert "proposal-refused: its name" in refused(with_content(record, ("100644", name, blob)))


def test_folders_that_nest_too_deep_are_refused(record: History) -> None:
    blob = stored(record, "blob", b"x")
    folder = tree(record, ("100644", "a", blob))
    for _ in range(20):
        folder = tree(record, ("40000", "a", folder))
    assert "proposal-refused: its name" in refused(with_content(record, ("40000", "a", folder)))


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_links_and_other_repositories_are_refused(mode: str, record: History) -> None:
    blob = stored(record, "blob", b"/etc/passwd")
    assert "content/a.yml:1:1: proposal-refused: it is a link" in refused(with_content(record, (mode, "a.yml", blob)))


def test_a_tree_that_grows_without_end_is_refused_at_once(record: History) -> None:
    """Ten folders, each of which is the next ten times: 10^10 files in 11 objects."""
    folder = tree(record, ("100644", "a", stored(record, "blob", b"x")))
    for _ in range(10):
        folder = tree(record, *(("40000", f"f{at}", folder) for at in range(10)))
    started = time.monotonic()
    assert "proposal-refused: git ls-tree: it failed, or would print more" in refused(
        with_content(record, *(("40000", f"f{at}", folder) for at in range(10)))
    )
    with pytest.raises(ProblemsFound, match="would print more"):
        proposal.changed_paths(fetched(record, _merge(record)))
    assert time.monotonic() - started < 10


def _merge(record: History) -> str:
    """A merge of what was fetched last."""
    head = git(record.root, "rev-parse", FETCHED)
    return git(record.root, "commit-tree", f"{head}^{{tree}}", "-p", "main", "-p", head, "-m", "Merge")


def test_more_bytes_than_a_record_has_are_refused(record: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposal, "MOST_BYTES", 1_000_000)
    head = propose(record.root, 12, {f"seeds/{at}.txt": "x" * 300_000 for at in range(4)})
    assert "the files have more than 1,000,000 bytes" in refused(fetched(record, head))


def test_a_renamed_file_is_known_by_both_of_its_names(record: History) -> None:
    record.write("scripts/a.py", "print()\n" * 20)
    record.commit("Code")
    head = propose(record.root, 12, {"scripts/a.py": None, "seeds/a.txt": "print()\n" * 20, YML: "x"})
    assert proposal.fetch(record.root, f"file://{record.root}", {}, pull(head))
    assert proposal.changed_paths(record.root) == [YML, "scripts/a.py", "seeds/a.txt"]


def test_the_merge_of_another_commit_is_not_taken(record: History) -> None:
    propose(record.root, 12, {YML: "x"})
    assert not proposal.fetch(record.root, f"file://{record.root}", {}, pull("a" * 40))
