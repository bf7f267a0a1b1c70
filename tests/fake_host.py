"""A GitHub of our own, on this machine: pull requests, comments, artifacts and Pages, over HTTP as the real one."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from expertviews.previews.github_api import GitHub, Run
from tests.sites import POLL

REPOSITORY = "example/expert-views"
BOT = "github-actions[bot]"


@dataclass
class FakeHost:
    """What it knows. `requests` has every call: method, path, whether it had the token.

    `failing` has the statuses that calls (`GET pulls`) are refused with, one after the other; the answer to the call
    named in `cut_short` breaks off. `writers` are those who can write; workflows open pull requests if it `lets_open`.
    """

    pulls: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str, bool]] = field(default_factory=list)
    failing: dict[str, list[int]] = field(default_factory=dict)
    cut_short: str = ""
    address: str = ""
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    writers: set[str] = field(default_factory=set)
    lets_open: bool = True

    @property
    def github(self) -> GitHub:
        return GitHub(REPOSITORY, "secret", self.address, pause=0)

    def open(self, number: int, sha: str, branch: str = "change", repository: str = REPOSITORY) -> None:
        self.pulls = [it for it in self.pulls if it["number"] != number]
        self.pulls.append(
            {
                "number": number,
                "state": "open",
                "html_url": f"https://github.com/{REPOSITORY}/pull/{number}",
                "head": {"sha": sha, "ref": branch, "repo": {"full_name": repository}},
            }
        )

    def close(self, number: int) -> None:
        self.pulls = [it for it in self.pulls if it["number"] != number]

    def say(self, number: int, body: str, login: str) -> int:
        at = len(self.comments) + 1
        self.comments[at] = {"id": at, "number": number, "body": body, "user": {"login": login}}
        return at

    def said(self, number: int, login: str = BOT) -> list[str]:
        return [it["body"] for it in self.comments.values() if it["number"] == number and it["user"]["login"] == login]

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        if found := re.fullmatch(r"pulls/(\d+)", path):
            closed = {"state": "closed", "head": {"sha": ""}}
            return next((it for it in self.pulls if it["number"] == int(found[1])), closed)
        if path == "pulls":
            wanted = query.get("head", [None])[0]
            found_ones = [it for it in self.pulls if wanted in {None, _head(it)}]
            return self.open_asked(body) if method == "POST" else found_ones
        if found := re.fullmatch(r"issues/(\d+)/comments", path):
            if method == "POST":
                return {"id": self.say(int(found[1]), body["body"], BOT)}
            return [it for it in self.comments.values() if it["number"] == int(found[1])]
        if found := re.fullmatch(r"issues/comments/(\d+)", path):
            self.comments[int(found[1])]["body"] = body["body"]
            return {}
        return self.answer_on_issues(path)

    def answer_on_issues(self, path: str) -> Any:
        if found := re.fullmatch(r"collaborators/([\w-]+)/permission", path):
            return {"permission": "write" if found[1] in self.writers else "read"}
        if found := re.fullmatch(r"issues/(\d+)", path):
            return self.issues[int(found[1])]
        if found := re.fullmatch(r"issues/(\d+)/labels/(\w+)", path):
            issue = self.issues[int(found[1])]
            issue["labels"] = [it for it in issue["labels"] if it["name"] != found[2]]
            return issue["labels"]
        return None

    def open_asked(self, body: dict[str, Any]) -> Any:
        """A pull request that a workflow has asked for."""
        if not self.lets_open:
            return None
        self.open(90, "0" * 40, body["head"])
        self.pulls[-1]["asked"] = body
        return self.pulls[-1]


def _head(pull: dict[str, Any]) -> str:
    return f"{pull['head']['repo']['full_name'].split('/')[0]}:{pull['head']['ref']}"


def run_of(sha: str, branch: str = "change", repository: str = REPOSITORY, number: int = 0, **more: str) -> Run:
    """The run of a workflow for a commit; with a number, it says that it was for that pull request."""
    url = f"https://github.com/{REPOSITORY}/actions/runs/7"
    title = f"Pull request #{number}" if number else "Anything"
    known = {"head_sha": sha, "head_branch": branch, "conclusion": "success", "html_url": url, "display_title": title}
    return Run.model_validate({**known, "head_repository": repository, **more})


@contextmanager
def serving() -> Iterator[FakeHost]:
    """The host, while it answers."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.fake.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=[POLL], daemon=True)
        thread.start()
        try:
            yield server.fake
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.fake = FakeHost()


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PATCH(self) -> None:
        self._answer("PATCH")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        fake, url = self.server.fake, urlsplit(self.path)
        trusted = self.headers.get("Authorization") == "Bearer secret"
        fake.requests.append((method, self.path, trusted))
        path = url.path.removeprefix(f"/repos/{REPOSITORY}/")
        if not trusted:
            self._send(401, b"{}")
        elif statuses := fake.failing.get(f"{method} {path}"):
            self._send(statuses.pop(0), b"no JSON")
        else:
            result = self._result(method, path, parse_qs(url.query))
            data, cut = json.dumps(result).encode(), fake.cut_short == f"{method} {path}"
            self._send(404 if result is None else 200, data[: len(data) // 2] if cut else data, len(data))

    def _result(self, method: str, path: str, query: dict[str, list[str]]) -> Any:
        length = int(self.headers.get("Content-Length") or 0)
        result = self.server.fake.answer(method, path, query, json.loads(self.rfile.read(length)) if length else None)
        if not isinstance(result, list) or "page" not in query:
            return result
        page, size = int(query["page"][0]), int(query["per_page"][0])
        return result[(page - 1) * size : page * size]

    def _send(self, status: int, data: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass
