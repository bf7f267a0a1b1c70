"""The steps of the trusted workflows: look at what a pull request built, serve it, say so, and clear up afterwards."""

import base64
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from expertviews.changes import Changes
from expertviews.model import Part
from expertviews.pages.wording import listed
from expertviews.previews import artifact, branch, comment, different, marking
from expertviews.previews.branch import Branch, Files
from expertviews.previews.comment import FoundProblems, Told
from expertviews.previews.hosting import Host, HostError, Pull, Run, TooLongError
from expertviews.problems import Place, Problem, ProblemsFound, counted

M = TypeVar("M", bound=Part)

ARTIFACT = "preview"
"""What the pull request's build calls what it hands over."""

_ENDED = frozenset({"success", "failure", "timed_out"})
"""The conclusions of runs that have built, or should have: not of those that wait for leave, or were called off."""

MOST_BYTES_OF_PREVIEWS = 600_000_000
"""Of all previews together: GitHub Pages serves 1 GB at most, and the published site must have room."""

_FACTS = "preview.json"
_COMMENT = "comment.md"


@dataclass(frozen=True)
class Inspected:
    """A preview that is fit to be served: its facts, and the folder that has the site and the comment."""

    number: int
    head_sha: str
    has_site: bool
    folder: Path

    @property
    def site(self) -> Path:
        """The marked site."""
        return self.folder / artifact.SITE

    @property
    def comment(self) -> str:
        """The text of the comment."""
        return (self.folder / _COMMENT).read_text(encoding="utf-8")


def inspect(host: Host, run: Run, served: Branch, folder: Path) -> Inspected | None:
    """Takes what a run has built for a pull request, marks it as a preview and writes the comment.

    Nothing where the run didn't come to an end, or the pull request is closed or has a newer commit, whose own run
    takes care of it. What only an enemy would hand over is refused as a whole, and the comment says why. Raises
    HostError, PushError and git.GitError where others fail.
    """
    pulls = host.open_pulls(run) if run.conclusion in _ENDED else ()
    if not pulls:
        return None
    folder.mkdir(parents=True)
    files = served.files()
    built = _taken(host, run, folder)
    pull = _meant(pulls, built)
    built = _with_room(built, folder, pull.number, files)
    has_site = (folder / artifact.SITE / "index.html").is_file()
    published, pages_on = _published(host)
    changes = built.changes and different.with_pages(built.changes, folder / artifact.SITE, files)
    if has_site:
        preview = marking.Preview(f"pull request #{pull.number}", pull.url, published, stranger=pull.stranger)
        marking.mark(folder / artifact.SITE, preview, files)
    told = Told(
        number=pull.number,
        head_sha=pull.head_sha,
        run_url=run.url,
        preview_url=preview_url(published, pull.number),
        has_site=has_site,
        failed=run.conclusion != "success",
        earlier_preview=pull.number in branch.previews(files),
        pages_on=pages_on,
        changes=changes,
        problems=built.problems,
        refused=built.refused,
        left_out=built.left_out,
        files=host.files_of(pull.number),
    )
    return _write(folder, pull, told)


def read(folder: Path) -> Inspected:
    """What an earlier step inspected."""
    facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    return Inspected(int(facts["number"]), str(facts["head_sha"]), bool(facts["has_site"]), folder)


def deploy(host: Host, served: Branch, inspected: Inspected) -> bool:
    """Serves an inspected preview; False where its pull request was closed or pushed to since.

    Raises HostError, PushError and git.GitError.
    """
    if not host.is_open_at(inspected.number, inspected.head_sha):
        return False
    if inspected.has_site:
        served.deploy(inspected.number, inspected.site)
    return True


def tell(host: Host, inspected: Inspected) -> None:
    """Comments on an inspected preview's pull request. Raises HostError."""
    host.comment(inspected.number, comment.MARK, inspected.comment)


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


def _published(host: Host) -> tuple[str, bool]:
    """The address of the published site, and whether GitHub Pages is switched on. Raises HostError."""
    pages = host.pages()
    return (pages.url, True) if pages else (_usual_url(host.repository), False)


def preview_url(published: str, number: int) -> str:
    """Where the preview of a pull request is served."""
    return f"{published}{branch.FOLDER}/{number}/"


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


@dataclass(frozen=True)
class _Built:
    """What a run has built, as far as it is taken."""

    changes: Changes | None = None
    problems: FoundProblems | None = None
    refused: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()


def _taken(host: Host, run: Run, folder: Path) -> _Built:
    """Takes what a run has built into a folder, or nothing of it."""
    left_out: tuple[Problem, ...] = ()
    try:
        with tempfile.TemporaryDirectory(prefix="expertviews-") as temporary:
            archive = Path(temporary) / "artifact.zip"
            if host.artifact(run.id, ARTIFACT, archive, artifact.MOST_BYTES_OF_THE_ZIP):
                left_out = artifact.unpack(archive, folder)
        changes, problems = _read(Changes, artifact.CHANGES, folder), _read(FoundProblems, artifact.PROBLEMS, folder)
        return _Built(changes, problems, left_out=left_out)
    except ProblemsFound as found:
        refused = found.problems
    except TooLongError as error:
        refused = (Problem(Place("artifact"), "artifact-refused", str(error), "nothing of it is used"),)
    shutil.rmtree(folder)
    folder.mkdir()
    return _Built(refused=refused)


def _with_room(built: _Built, folder: Path, number: int, files: Files) -> _Built:
    """What was built; without its site where that and the previews of other pull requests are more than is served."""
    site = folder / artifact.SITE
    others = {other: size for other, size in branch.sizes(files).items() if other != number}
    if not site.is_dir() or branch.size_of(site) + sum(others.values()) <= MOST_BYTES_OF_PREVIEWS:
        return built
    shutil.rmtree(site)
    largest = sorted(others, key=lambda other: -others[other])[:3]
    what = f"with it, previews would have more than the {MOST_BYTES_OF_PREVIEWS:,} bytes that are served"
    remedy = f"close or merge another, such as {listed([f'#{other}' for other in largest])}, and run this again"
    problem = Problem(Place("artifact/site"), "artifact-refused", what, remedy if largest else "make the site smaller")
    return replace(built, refused=(problem,))


def _meant(pulls: Sequence[Pull], built: _Built) -> Pull:
    """The pull request that a run was for, of those that are at its commit.

    Only where there are several, into different branches, is what was built asked which of them it is.
    """
    named = built.problems.number if built.problems else None
    return next((pull for pull in pulls if pull.number == named), pulls[0])


def _read(model: type[M], name: str, folder: Path) -> M | None:
    """What one of the two JSON files holds; nothing where there is none. Raises ProblemsFound where it doesn't fit."""
    data = artifact.read_json(folder, name)
    if data is None:
        return None
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        # What stands in the values is a stranger's, and not repeated.
        what = f"it isn't what `views` writes: {counted(error.error_count(), 'value')} of it don't fit"
        problem = Problem(Place(f"artifact/{name}"), "artifact-refused", what, "nothing of it is used")
        raise ProblemsFound([problem]) from None


def _write(folder: Path, pull: Pull, told: Told) -> Inspected:
    (folder / _COMMENT).write_text(comment.body(told), encoding="utf-8")
    facts = {"number": pull.number, "head_sha": pull.head_sha, "has_site": told.has_site}
    (folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
    return Inspected(pull.number, pull.head_sha, told.has_site, folder)
