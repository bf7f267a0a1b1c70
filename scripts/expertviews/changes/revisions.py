"""The files of the record at a revision, read from git without a checkout; from a shallow clone too."""

from collections.abc import Sequence
from pathlib import Path

from expertviews import files, git
from expertviews.changes.records import RecordFiles
from expertviews.problems import Misuse, instead, refuse, shown

FOLDERS = ("content", "seeds")


def record_files(root: Path, revision: str | None = None) -> RecordFiles:
    """The plain files under content/ and seeds/, in the folder or at a revision; links and hidden files are left out.

    Raises Misuse, or ProblemsFound if a file in the folder can't be read.
    """
    if revision is not None:
        return _files_at(root, _commit(root, revision))
    listings = [files.listing(root, name) for name in FOLDERS]
    refuse(problem for it in listings for problem in it.problems if problem.code == "unreadable")
    return {path: (root / path).read_bytes() for it in listings for path in it.files}


def _files_at(root: Path, commit: str) -> RecordFiles:
    tree = git.tree(root, commit, *(f"{name}/" for name in FOLDERS))
    plain = {path: entry.blob for path, entry in sorted(tree.items()) if entry.is_plain and "/." not in path}
    paths = [path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for path in plain]
    return dict(zip(paths, git.contents(root, list(plain.values())), strict=True))


def _commit(root: Path, revision: str) -> str:
    """The id of the commit that a revision names. Raises Misuse."""
    try:
        return git.line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitError:
        raise _unknown(root, revision) from None


def _unknown(root: Path, revision: str) -> Misuse:
    try:
        names = git.line(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        shallow = git.is_shallow(root)
        remotes = git.line(root, "remote").split()
    except git.GitError as error:
        return Misuse(f"the history can't be read: {shown(error.said, 200)} (run it in a clone)")
    what = f"the repository has no revision `{shown(revision)}`"
    if shallow:
        return Misuse(f"{what}; it is a shallow clone ({_fetch_everything(remotes)})")
    return Misuse(f"{what} ({instead(revision, names.split(), 'branch or tag').text})")


def _fetch_everything(remotes: Sequence[str]) -> str:
    """The command that completes a shallow clone; quoted so that every shell reads it alike."""
    if not remotes:
        return "clone it again, without --depth"
    remote = "origin" if "origin" in remotes else remotes[0]
    return f'git fetch --unshallow {shown(remote)} "+refs/heads/*:refs/remotes/{shown(remote)}/*"'
