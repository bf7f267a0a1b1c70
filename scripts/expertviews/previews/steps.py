"""The steps of the trusted workflows that need GitHub: to inspect pull requests, and to deploy and remove previews."""

import base64
import os
import re
from collections.abc import Mapping
from pathlib import Path

from expertviews.previews import branch, comment, proposal, rendering
from expertviews.previews.branch import Branch
from expertviews.previews.github_api import GitHub, GitHubError, Head, Run
from expertviews.previews.proposal import PullFacts, preview_url

_NUMBER_IN_TITLE = re.compile(r"#([0-9]{1,10})$")


def inspect(github: GitHub, run: Run, served: Branch, root: Path, published: str) -> PullFacts | None:
    """Fetch the pull request of a run into `root`, a checkout of this project, and collect the facts about it.

    `published` is the address of the project's site. Returns None if the pull request is closed or has a newer
    commit, which has its own run. Raises GitHubError and git.GitError.
    """
    head = Head(sha=run.head_sha, ref=run.head_branch, repo=run.head_repository)
    pulls = [it for it in github.open_pulls() if it.head == head]
    if not pulls:
        return None
    # Several pull requests may have one commit, for different branches; only then the run's title decides.
    number = _NUMBER_IN_TITLE.search(run.display_title)
    pull = next((it for it in pulls if number and it.number == int(number[1])), pulls[0])
    if not proposal.fetch(root, served.remote, served.env, pull):
        return None
    files = {path: blob for path, blob in served.files().items() if path.isprintable()}
    return PullFacts(pull=pull, run=run, published=published, served=files)


def deploy(github: GitHub, served: Branch, number: int, head_sha: str, folder: Path) -> bool:
    """Serve a pull request's preview and comment on it; returns whether it is still open and has no newer commit.

    Raises GitHubError and git.GitError.
    """
    if (number, head_sha) not in {(it.number, it.head.sha) for it in github.open_pulls()}:
        return False
    if (folder / rendering.SITE).is_dir():
        served.deploy(number, folder / rendering.SITE)
    github.comment(number, comment.MARK, (folder / rendering.COMMENT).read_text(encoding="utf-8"))
    return True


def remove_closed(github: GitHub, served: Branch, published: str) -> Mapping[int, str]:
    """Remove the previews of closed pull requests, and say so in their comments.

    Returns the numbers of those pull requests, each with the error if its comment couldn't be written. Raises
    GitHubError and git.GitError if nothing could be done.
    """
    closed = branch.previews(served.files()) - {it.number for it in github.open_pulls()}
    if closed:
        served.remove(closed)
    errors = dict.fromkeys(sorted(closed), "")
    for number in errors:
        try:
            earlier = github.comment_of(number, comment.MARK)
            if earlier:
                text = comment.closed(earlier[1], number, preview_url(published, number), published)
                github.comment(number, comment.MARK, text)
        except GitHubError as error:
            errors[number] = str(error)
    return errors


def branch_of(github: GitHub) -> Branch:
    """Return the branch that is served, with credentials only in git's environment. `PREVIEW_REMOTE` is for tests."""
    remote = os.environ.get("PREVIEW_REMOTE")
    if remote:
        return Branch(remote)
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    secret = base64.b64encode(f"x-access-token:{github.token}".encode()).decode()
    header = {"KEY_0": f"http.{server}/.extraheader", "VALUE_0": f"AUTHORIZATION: basic {secret}", "COUNT": "1"}
    env = {f"GIT_CONFIG_{name}": value for name, value in header.items()}
    return Branch(f"{server}/{github.repository}.git", env=env)
