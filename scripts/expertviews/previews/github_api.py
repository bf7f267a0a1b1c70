"""Calls GitHub's API for one repository: its pull requests and issues, and our comment on each.

Requests that are safe to repeat are retried when GitHub is busy.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import requests
from pydantic import BaseModel, BeforeValidator
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from expertviews.problems import Failure

_RETRY = Retry(
    total=4,
    backoff_max=60,
    retry_after_max=60,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=("GET", "PATCH"),  # a comment posted twice would be there twice
    raise_on_status=False,
)
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_MOST_PAGES = 100  # of a hundred items each
_BOT = "github-actions[bot]"


class GitHubError(Failure):
    """GitHub refused, or couldn't be reached."""


_RepositoryName = Annotated[str | None, BeforeValidator(lambda it: it["full_name"] if isinstance(it, dict) else it)]
"""A repository as `owner/name`; none if it was deleted."""


class Run(BaseModel):
    """A workflow's run for a pull request, as GitHub's event `workflow_run` has it. Its title is untrusted."""

    head_sha: str
    head_branch: str
    head_repository: _RepositoryName
    conclusion: str | None
    html_url: str
    display_title: str


class Head(BaseModel):
    """The newest commit of a pull request."""

    sha: str
    ref: str
    repo: _RepositoryName


class OpenedIssue(BaseModel):
    """An issue as it is now. Its text is untrusted."""

    state: str
    body: str | None
    labels: Annotated[tuple[str, ...], BeforeValidator(lambda labels: [it["name"] for it in labels])]


class Pull(BaseModel):
    """An open pull request, as GitHub lists it."""

    number: int
    html_url: str
    head: Head


@dataclass(frozen=True)
class GitHub:
    """The API for one repository (`owner/name`). Pauses before retries are multiples of `pause` seconds."""

    repository: str
    token: str
    api: str = "https://api.github.com"
    pause: float = 1.0

    def open_pulls(self) -> tuple[Pull, ...]:
        """List all open pull requests. Raises GitHubError."""
        return tuple(Pull.model_validate(pull) for pull in self._list("pulls?state=open"))

    def pull_request(self, title: str, head: str, base: str, body: str) -> Pull:
        """Open a pull request for a branch of this repository, or return the one that is open. Raises GitHubError."""
        for pull in self.open_pulls():
            if (pull.head.ref, pull.head.repo) == (head, self.repository):
                return pull
        request = {"title": title, "head": head, "base": base, "body": body}
        return Pull.model_validate(self._request("POST", "pulls", request))

    def issue(self, number: int) -> OpenedIssue:
        """Get an issue as it is now. Raises GitHubError."""
        return OpenedIssue.model_validate(self._request("GET", f"issues/{number}"))

    def may_write(self, login: str) -> bool:
        """Whether somebody can write to this repository. Raises GitHubError."""
        access = self._request("GET", f"collaborators/{quote(login, safe='')}/permission")
        return access.get("permission") in {"admin", "write"}

    def remove_label(self, number: int, label: str) -> None:
        """Take a label away from an issue. Raises GitHubError."""
        self._request("DELETE", f"issues/{number}/labels/{quote(label, safe='')}")

    def comment(self, number: int, mark: str, body: str) -> None:
        """Write our comment on an issue, or replace the one that starts with the mark. Raises GitHubError."""
        earlier = self.comment_of(number, mark)
        if earlier is None:
            self._request("POST", f"issues/{number}/comments", {"body": body})
        elif earlier[1] != body:
            self._request("PATCH", f"issues/comments/{earlier[0]}", {"body": body})

    def comment_of(self, number: int, mark: str) -> tuple[int, str] | None:
        """Get the id and text of our comment that starts with the mark, if there is one. Raises GitHubError."""
        for comment in self._list(f"issues/{number}/comments"):
            text, author = str(comment.get("body") or ""), (comment.get("user") or {}).get("login")
            if text.startswith(mark) and author == _BOT:  # others may write the same mark
                return int(comment["id"]), text
        return None

    def _list(self, path: str) -> Iterator[Mapping[str, Any]]:
        separator = "&" if "?" in path else "?"
        for page in range(1, _MOST_PAGES + 1):
            items = self._request("GET", f"{path}{separator}per_page=100&page={page}")
            yield from items
            if len(items) < 100:
                return
        raise GitHubError(f"{path.partition('?')[0]}: more than {_MOST_PAGES * 100:,} items")

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Request JSON. Raises GitHubError, whose message leaves out the URL, since that may contain a secret."""
        url = f"{self.api}/repos/{quote(self.repository)}/{path}"
        try:
            with requests.Session() as session:
                session.mount(self.api, HTTPAdapter(max_retries=_RETRY.new(backoff_factor=self.pause)))
                response = session.request(
                    method, url, json=body, headers=_HEADERS, auth=self._sign, timeout=60, allow_redirects=False
                )
                if response.ok:
                    return response.json()
        except requests.RequestException as error:
            raise GitHubError(f"{method} {path}: no readable response: {type(error).__name__}") from None
        raise GitHubError(f"{method} {path}: {response.status_code} {response.reason}")

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the token; otherwise `requests` would look for one in ~/.netrc."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def from_environment() -> GitHub:
    """Return the API for the repository that the runner's variables name. Raises GitHubError if they aren't set."""
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    return GitHub(variable("GITHUB_REPOSITORY"), variable("GITHUB_TOKEN"), api)


def run_from_environment() -> Run:
    """Read the run from the event `workflow_run`. Raises GitHubError if there is no such event."""
    event = json.loads(Path(variable("GITHUB_EVENT_PATH")).read_text(encoding="utf-8"))
    return Run.model_validate(event["workflow_run"])


def variable(name: str) -> str:
    """Return a variable of the workflow's runner. Raises GitHubError if it isn't set."""
    if name not in os.environ:
        raise GitHubError(f"the variable '{name}' isn't set; this command is for workflows")
    return os.environ[name]
