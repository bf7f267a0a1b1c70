"""The steps of the trusted workflows that ask GitHub or tell it something: inspect, deploy, and clear up afterwards."""

import base64
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from expertviews import changes, git
from expertviews.previews import artifact, branch, comment, facts, rendering
from expertviews.previews.artifact import Handed
from expertviews.previews.branch import Branch, Files
from expertviews.previews.facts import Facts, preview_url
from expertviews.previews.hosting import Host, HostError, Pull, Run, TooLongError
from expertviews.problems import Problem, ProblemsFound

ARTIFACT = "record"
"""What the pull request's run calls what it hands over."""

_ENDED = frozenset({"success", "failure", "timed_out"})
"""The conclusions of runs that have come to an end: not of those that wait for leave, or were called off."""


def inspect(host: Host, run: Run, served: Branch, root: Path, folder: Path) -> Facts | None:
    """Takes the record that a run has handed over for a pull request, and what GitHub knows of it, into a new folder.

    `root` is a checkout of this project; it is to have the pull request's base, which is fetched. Nothing where the run
    didn't come to an end, or the pull request is closed or has a newer commit, whose own run takes care of it. Raises
    HostError, PushError and git.GitError where others fail.
    """
    pulls = host.open_pulls(run) if run.conclusion in _ENDED else ()
    if not pulls:
        return None
    handed, refused = _taken(host, run)
    pull = _meant(pulls, handed.number)
    base = _record_of(root, served, pull.base)
    changed = host.files_of(pull.number)
    files = served.files()
    published, pages_on = _published(host)
    found = Facts(
        number=pull.number,
        head_sha=pull.head_sha,
        url=pull.url,
        edit_url=_edit_url(run, pull),
        run_url=run.url,
        failed=run.conclusion != "success",
        published=published,
        pages_on=pages_on,
        served={path: blob for path, blob in files.items() if path.isprintable() and _is_page(path)},
        others={number: size for number, size in branch.sizes(files).items() if number != pull.number},
        earlier_preview=pull.number in branch.previews(files),
        changed=changed,
        altered=facts.altered(handed.files, changed),
        refused=refused,
    )
    try:
        facts.write(folder, found, base, facts.proposed(base, handed.files, changed))
    except OSError as error:  # a file where the base has a folder, or a name that no file can have
        problems = artifact.refused("", f"it can't be written: {error.strerror}").problems
        found = replace(found, refused=problems)
        facts.write(folder, found, base, base)
    return found


def deploy(host: Host, served: Branch, number: int, head_sha: str, folder: Path) -> bool:
    """Serves what was rendered for a pull request; False where that was closed or pushed to since.

    Raises HostError, PushError and git.GitError.
    """
    if not host.is_open_at(number, head_sha):
        return False
    if (folder / rendering.SITE).is_dir():
        served.deploy(number, folder / rendering.SITE)
    return True


def tell(host: Host, number: int, folder: Path) -> None:
    """Comments on a pull request that something was rendered for. Raises HostError."""
    host.comment(number, comment.MARK, (folder / rendering.COMMENT).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Swept:
    """The pull requests whose previews were removed, and why some comments could not be written."""

    removed: frozenset[int]
    errors: tuple[str, ...] = ()


def sweep(host: Host, served: Branch) -> Swept:
    """Removes the previews of pull requests that aren't open any more, and says so in their comments.

    Those whose comment could not be written earlier, or that never had a preview, are told too. A comment that can't be
    written keeps no preview from being removed. Raises HostError, PushError and git.GitError where all is left undone.
    """
    files, told = served.files(), host.recent_comments(comment.MARK)
    open_numbers = host.open_numbers()
    closed = branch.previews(files) - open_numbers
    untold = {number for number, text in told.items() if not comment.is_closed(text)} - open_numbers
    published = _published(host)[0]
    errors = []
    for number in sorted(closed | untold):
        try:
            _tell_closed(host, number, published, files)
        except HostError as error:
            errors.append(f"pull request #{number}: {error}")
    if closed:
        served.remove(closed)
    return Swept(closed, tuple(errors))


def _tell_closed(host: Host, number: int, published: str, files: Files) -> None:
    """Says in the comment of a closed pull request, if there is one, that its preview is gone. Raises HostError."""
    earlier = host.comment_of(number, comment.MARK)
    if not earlier or comment.is_closed(earlier[1]):
        return
    merged, preview = host.is_merged(number), preview_url(published, number)

    def led(target: str) -> str:
        address = target.removeprefix(preview)
        if address == target:
            return target
        return published + address if merged or _file_of(address) in files else ""

    host.comment(number, comment.MARK, comment.closed(earlier[1], number, merged=merged, led=led))


def _file_of(address: str) -> str:
    """The file that a host serves for an address."""
    page = address.partition("#")[0]
    return f"{page}index.html" if not page or page.endswith("/") else page


def _edit_url(run: Run, pull: Pull) -> str:
    """Where GitHub offers to edit the files of the branch that a pull request comes from."""
    server = "/".join(pull.url.split("/")[:3])
    return f"{server}/{quote(run.head_repository)}/edit/{quote(run.head_branch)}/"


def _published(host: Host) -> tuple[str, bool]:
    """The address of the published site, and whether GitHub Pages is switched on. Raises HostError."""
    pages = host.pages()
    return (pages.url, True) if pages else (_usual_url(host.repository), False)


def branch_of(host: Host) -> Branch:
    """The branch that is served, with credentials that only git's environment has. `PREVIEW_REMOTE` is for tests."""
    remote = os.environ.get("PREVIEW_REMOTE")
    if remote:
        return Branch(remote)
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return Branch(f"{server}/{host.repository}.git", settings=_credentials(server, host.token))


def _credentials(server: str, token: str) -> Mapping[str, str]:
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {secret}",
    }


def _usual_url(repository: str) -> str:
    owner, _, name = repository.lower().partition("/")
    return f"https://{owner}.github.io/" + ("" if name == f"{owner}.github.io" else f"{name}/")


def _taken(host: Host, run: Run) -> tuple[Handed, tuple[Problem, ...]]:
    """What a run has handed over; nothing, and why, where that isn't a record."""
    try:
        with tempfile.TemporaryDirectory(prefix="expertviews-") as temporary:
            archive = Path(temporary) / "artifact.zip"
            if host.artifact(run.id, ARTIFACT, archive, artifact.MOST_BYTES):
                return artifact.read(archive), ()
    except ProblemsFound as found:
        return Handed({}, 0), found.problems
    except TooLongError as error:
        return Handed({}, 0), artifact.refused("", str(error)).problems
    return Handed({}, 0), artifact.refused("", "there is none; the run says why").problems


def _record_of(root: Path, served: Branch, name: str) -> Mapping[str, bytes]:
    """The record of a branch as it is now. Raises git.GitError."""
    ref = f"refs/heads/{name}"
    git.run(root, "fetch", "--quiet", "--depth=1", "--no-tags", served.remote, ref, settings=served.settings)
    return changes.record_files(root, "FETCH_HEAD")


def _is_page(path: str) -> bool:
    """Whether a file that is served is a page of the published site."""
    return path.endswith(".html") and branch.number_of(path) is None


def _meant(pulls: Sequence[Pull], named: int) -> Pull:
    """The pull request that a run was for, of those that are at its commit.

    Only where there are several, into different branches, is what was handed over asked which of them it is.
    """
    return next((pull for pull in pulls if pull.number == named), pulls[0])
