"""What GitHub is asked: which pull requests are open, what a run has built, and the one comment of ours.

What can safely be asked twice is asked again where GitHub is busy.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

_TIMEOUT = 60  # seconds
_RETRIES = 4
_BUSY = (429, 500, 502, 503, 504)
_LONGEST_PAUSE = 60  # seconds
_REPEATABLE = frozenset({"GET", "PATCH"})  # a comment sent twice would stand there twice
_MOST_PAGES = 100  # of a hundred items each
_MOST_FILES = 3_000  # of a pull request that GitHub lists
_RECENT = 300  # comments that are looked through for those of ours
_BOT = "github-actions[bot]"
_LOCAL = re.compile(r"http://127\.0\.0\.1:[0-9]+(/.*)?")


class HostError(Exception):
    """GitHub refused, or couldn't be reached. `status` is that of its answer, if there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class TooLongError(HostError):
    """An artifact has, or claims to have, more bytes than are taken."""


@dataclass(frozen=True)
class Run:
    """The run of a workflow for a pull request: what the event tells of it."""

    id: int
    head_sha: str
    head_branch: str
    head_repository: str
    conclusion: str
    url: str


@dataclass(frozen=True)
class Pull:
    """An open pull request, and the branch of this repository that it is to be merged into."""

    number: int
    head_sha: str
    url: str
    base: str


@dataclass(frozen=True)
class ChangedFiles:
    """The paths that a pull request changes, both names of what it renames, each with the id of its bytes.

    The id is empty where it has no such file any more. `all_listed`: there are no more paths.
    """

    ids: Mapping[str, str]
    all_listed: bool = True


@dataclass(frozen=True)
class PagesSite:
    """The site that GitHub Pages serves. `by_workflow` says that a workflow hands it over, not a branch."""

    url: str
    by_workflow: bool


@dataclass(frozen=True)
class Host:
    """GitHub's API for one repository (`owner/name`). Waits before a retry are multiples of `pause`, in seconds."""

    repository: str
    token: str
    api: str = "https://api.github.com"
    pause: float = 1.0

    def open_pulls(self, run: Run) -> tuple[Pull, ...]:
        """The open pull requests whose newest commit a run was for: one, several into different branches, or none.

        Raises HostError.
        """
        owner = run.head_repository.partition("/")[0]
        query = urlencode({"state": "open", "head": f"{owner}:{run.head_branch}"})
        return tuple(
            Pull(int(pull["number"]), run.head_sha, str(pull["html_url"]), str(pull["base"]["ref"]))
            for pull in self._list(f"pulls?{query}")
            if pull["head"]["sha"] == run.head_sha and _source(pull).lower() == run.head_repository.lower()
        )

    def is_open_at(self, number: int, head_sha: str) -> bool:
        """Whether a pull request is open, and a commit its newest. Raises HostError."""
        pull = self._json("GET", f"pulls/{number}")
        return bool(pull["state"] == "open" and pull["head"]["sha"] == head_sha)

    def open_numbers(self) -> frozenset[int]:
        """The numbers of all open pull requests. Raises HostError."""
        return frozenset(int(pull["number"]) for pull in self._list("pulls?state=open"))

    def is_merged(self, number: int) -> bool:
        """Whether a pull request was merged. Raises HostError."""
        return bool(self._json("GET", f"pulls/{number}").get("merged"))

    def files_of(self, number: int) -> ChangedFiles:
        """The paths that a pull request changes, as far as GitHub lists them. Raises HostError."""
        files = list(self._list(f"pulls/{number}/files"))
        left = {str(file["previous_filename"]): "" for file in files if file.get("status") == "renamed"}
        there = {str(file["filename"]): "" if file["status"] == "removed" else str(file["sha"]) for file in files}
        return ChangedFiles(left | there, len(files) < _MOST_FILES)

    def pages(self) -> PagesSite | None:
        """The site that GitHub Pages serves; nothing where it is switched off. Raises HostError."""
        try:
            site = self._json("GET", "pages")
        except HostError as error:
            if error.status == requests.codes.not_found:
                return None
            raise
        url = str(site.get("html_url") or "")
        return PagesSite(f"{url.rstrip('/')}/", site.get("build_type") == "workflow") if url else None

    def artifact(self, run: int, name: str, to: Path, limit: int) -> bool:
        """Saves an artifact of a run as the ZIP it is; False where the run has none.

        Raises TooLongError where it has, or claims to have, more than `limit` bytes, and HostError.
        """
        found = self._json("GET", f"actions/runs/{run}/artifacts?{urlencode({'name': name})}").get("artifacts", [])
        usable = [it for it in found if it.get("name") == name and not it.get("expired")]
        if not usable:
            return False
        newest = max(usable, key=lambda it: int(it["id"]))
        if int(newest["size_in_bytes"]) > limit:
            raise TooLongError(f"it has {int(newest['size_in_bytes']):,} bytes; at most {limit:,} are taken")
        with self._followed(f"actions/artifacts/{int(newest['id'])}/zip") as answer, to.open("xb") as file:
            left = limit
            for chunk in answer.iter_content(1 << 16):
                left -= len(chunk)
                if left < 0:
                    raise TooLongError(f"it has more bytes than it claims; at most {limit:,} are taken")
                file.write(chunk)
        return True

    def comment(self, number: int, mark: str, body: str) -> None:
        """Writes our comment on a pull request, known by the mark that it starts with, over an earlier one.

        Raises HostError.
        """
        earlier = self.comment_of(number, mark)
        if earlier is None:
            self._json("POST", f"issues/{number}/comments", {"body": body})
        elif earlier[1] != body:
            self._json("PATCH", f"issues/comments/{earlier[0]}", {"body": body})

    def comment_of(self, number: int, mark: str) -> tuple[int, str] | None:
        """The id and the text of our comment. What others write with the same mark is not ours. Raises HostError."""
        ours = (it for it in self._list(f"issues/{number}/comments") if _is_ours(it, mark))
        return next(((int(it["id"]), str(it["body"])) for it in ours), None)

    def recent_comments(self, mark: str) -> Mapping[int, str]:
        """Our comments among the latest of all, by the numbers of their pull requests. Raises HostError."""
        latest = islice(self._list("issues/comments?sort=updated&direction=desc"), _RECENT)
        return {int(it["issue_url"].rpartition("/")[2]): str(it["body"]) for it in latest if _is_ours(it, mark)}

    def _list(self, path: str) -> Iterator[Mapping[str, Any]]:
        joint = "&" if "?" in path else "?"
        for page in range(1, _MOST_PAGES + 1):
            items = self._json("GET", f"{path}{joint}per_page=100&page={page}")
            yield from items
            if len(items) < 100:
                return
        raise HostError(f"{path.partition('?')[0]}: more than {_MOST_PAGES * 100:,} items")

    def _json(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        with self._asked(method, path, body) as answer:
            return answer.json()

    @contextmanager
    def _followed(self, path: str) -> Iterator[requests.Response]:
        """What lies where an answer says to look. The token isn't sent there: an artifact lies with another host."""
        with self._asked("GET", path) as answer:
            elsewhere = answer.headers.get("Location", "")
        with self._answered(f"GET {path}, and on", "GET", elsewhere, auth=lambda request: request) as answer:
            yield answer

    @contextmanager
    def _asked(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Iterator[requests.Response]:
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        url = f"{self.api}/repos/{quote(self.repository)}/{path}"
        with self._answered(f"{method} {path}", method, url, auth=self._sign, headers=headers, json=body) as answer:
            yield answer

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request

    @contextmanager
    def _answered(self, what: str, method: str, url: str, **more: Any) -> Iterator[requests.Response]:
        """An answer, not read yet. Raises HostError, also where reading it fails; its message has no address."""
        if not (url.startswith("https://") or _LOCAL.fullmatch(url)):
            raise HostError(f"{what}: {url.partition('?')[0]} isn't reached by https")
        try:
            with requests.Session() as session:
                session.mount(f"{url.partition('//')[0]}//", HTTPAdapter(max_retries=self._retry()))
                answer = session.request(method, url, stream=True, timeout=_TIMEOUT, allow_redirects=False, **more)
                if not answer.ok:
                    raise HostError(f"{what}: {answer.status_code} {answer.reason}", answer.status_code)
                yield answer
        except requests.RequestException as error:
            raise HostError(f"{what}: the answer can't be read: {type(error).__name__}") from None

    def _retry(self) -> Retry:
        return Retry(
            total=_RETRIES,
            backoff_factor=self.pause,
            backoff_max=_LONGEST_PAUSE,
            retry_after_max=_LONGEST_PAUSE,
            status_forcelist=_BUSY,
            allowed_methods=_REPEATABLE,
            raise_on_status=False,
        )


def _source(pull: Mapping[str, Any]) -> str:
    """The repository that a pull request comes from; nothing where that is gone."""
    return str((pull["head"].get("repo") or {}).get("full_name", ""))


def _is_ours(comment: Mapping[str, Any], mark: str) -> bool:
    return str(comment.get("body") or "").startswith(mark) and (comment.get("user") or {}).get("login") == _BOT


def from_environment() -> Host:
    """The host as the variables of a GitHub runner have it. Raises HostError where they don't."""
    try:
        api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
        return Host(os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"], api)
    except KeyError as error:
        raise HostError(f"the variable {error} isn't set; this is run by a workflow") from None


def run_from_environment() -> Run:
    """The run that the event `workflow_run` is about. Raises HostError where there is no such event."""
    event = os.environ.get("GITHUB_EVENT_PATH")
    if not event:
        raise HostError("the variable 'GITHUB_EVENT_PATH' isn't set; this is run by a workflow")
    return run_from_event(Path(event))


def run_from_event(event: Path) -> Run:
    """The run that an event `workflow_run` is about."""
    run = json.loads(event.read_text(encoding="utf-8"))["workflow_run"]
    return Run(
        id=int(run["id"]),
        head_sha=str(run["head_sha"]),
        head_branch=str(run["head_branch"]),
        head_repository=str((run.get("head_repository") or {}).get("full_name", "")),
        conclusion=str(run.get("conclusion")),
        url=str(run["html_url"]),
    )
