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

from expertviews.previews.hosting import Host, Run

REPOSITORY = "example/expert-views"
BOT = "github-actions[bot]"


@dataclass
class FakeHost:
    """What it knows. `requests` has every call: method, path, whether it had the token.

    `failing` has the statuses that calls (`GET pages`) are refused with, one after the other; the answer to the call
    named in `cut_short` breaks off. `attempts` has the artifacts of a run that was repeated. `files` has the paths that
    a pull request changes with the ids of their bytes, and none for what it removes; `renamed` their former paths.
    """

    pulls: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    artifacts: dict[int, bytes] = field(default_factory=dict)
    claimed_sizes: dict[int, int] = field(default_factory=dict)
    files: dict[int, dict[str, str]] = field(default_factory=dict)
    renamed: dict[int, dict[str, str]] = field(default_factory=dict)
    pages: dict[str, str] | None = field(
        default_factory=lambda: {"html_url": "https://example.github.io/expert-views/", "build_type": "workflow"}
    )
    requests: list[tuple[str, str, bool]] = field(default_factory=list)
    failing: dict[str, list[int]] = field(default_factory=dict)
    cut_short: str = ""
    expired: set[int] = field(default_factory=set)
    attempts: dict[int, list[int]] = field(default_factory=dict)
    elsewhere: str = ""
    merged: set[int] = field(default_factory=set)
    address: str = ""

    @property
    def host(self) -> Host:
        return Host(REPOSITORY, "secret", self.address, pause=0)

    def open(
        self, number: int, sha: str, branch: str = "change", repository: str = REPOSITORY, base: str = "main"
    ) -> None:
        self.pulls = [it for it in self.pulls if it["number"] != number]
        self.pulls.append(
            {
                "number": number,
                "state": "open",
                "html_url": f"https://github.com/{REPOSITORY}/pull/{number}",
                "head": {"sha": sha, "ref": branch, "repo": {"full_name": repository}},
                "base": {"ref": base},
            }
        )

    def close(self, number: int, *, merged: bool = False) -> None:
        self.pulls = [it for it in self.pulls if it["number"] != number]
        self.merged |= {number} if merged else set()

    def say(self, number: int, body: str, login: str) -> int:
        at = len(self.comments) + 1
        self.comments[at] = {"id": at, "number": number, "body": body, "user": {"login": login}}
        return at

    def said(self, number: int, login: str = BOT) -> list[str]:
        return [it["body"] for it in self.comments.values() if it["number"] == number and it["user"]["login"] == login]

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:  # noqa: PLR0911
        if found := re.fullmatch(r"pulls/(\d+)/files", path):
            return [self._file(int(found[1]), path, blob) for path, blob in self.files.get(int(found[1]), {}).items()]
        if found := re.fullmatch(r"pulls/(\d+)", path):
            closed = {"state": "closed", "head": {"sha": ""}, "merged": int(found[1]) in self.merged}
            return next((it for it in self.pulls if it["number"] == int(found[1])), closed)
        if path == "pulls":
            wanted = query.get("head", [None])[0]
            return [it for it in self.pulls if wanted in {None, _head(it)}]
        if found := re.fullmatch(r"issues/(\d+)/comments", path):
            if method == "POST":
                return {"id": self.say(int(found[1]), body["body"], BOT)}
            return [it for it in self.comments.values() if it["number"] == int(found[1])]
        if path == "issues/comments":
            comments = sorted(self.comments.values(), key=lambda it: it["id"], reverse=True)
            return [it | {"issue_url": f"https://api.github.com/x/issues/{it['number']}"} for it in comments]
        if found := re.fullmatch(r"issues/comments/(\d+)", path):
            self.comments[int(found[1])]["body"] = body["body"]
            return {}
        if found := re.fullmatch(r"actions/runs/(\d+)/artifacts", path):
            run = int(found[1])
            made = [it for it in self.attempts.get(run, [run]) if it in self.artifacts]
            return {"artifacts": [self._artifact(it) for it in made]}
        return self.pages if path == "pages" else None

    def _file(self, number: int, path: str, blob: str) -> dict[str, str]:
        former = self.renamed.get(number, {}).get(path)
        status = "renamed" if former else "modified" if blob else "removed"
        return {
            "filename": path,
            "status": status,
            "sha": blob or "0" * 40,
            **({"previous_filename": former} if former else {}),
        }

    def _artifact(self, number: int) -> dict[str, Any]:
        size = self.claimed_sizes.get(number, len(self.artifacts[number]))
        return {"id": number, "name": "record", "expired": number in self.expired, "size_in_bytes": size}


def _head(pull: dict[str, Any]) -> str:
    return f"{pull['head']['repo']['full_name'].split('/')[0]}:{pull['head']['ref']}"


def run_of(number: int, sha: str, branch: str = "change", repository: str = REPOSITORY) -> Run:
    """The run of a workflow for a commit."""
    return Run(number, sha, branch, repository, "success", f"https://github.com/{REPOSITORY}/actions/runs/{number}")


@contextmanager
def serving() -> Iterator[FakeHost]:
    """The host, while it answers."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.fake.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
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

    def _answer(self, method: str) -> None:
        fake, url = self.server.fake, urlsplit(self.path)
        trusted = self.headers.get("Authorization") == "Bearer secret"
        fake.requests.append((method, self.path, trusted))
        path = url.path.removeprefix(f"/repos/{REPOSITORY}/")
        if found := re.fullmatch(r"/elsewhere/(\d+)", url.path):
            self._send(200, fake.artifacts[int(found[1])])
        elif not trusted:
            self._send(401, b"{}")
        elif statuses := fake.failing.get(f"{method} {path}"):
            self._send(statuses.pop(0), b"no JSON")
        elif found := re.fullmatch(r"actions/artifacts/(\d+)/zip", path):
            self.send_response(302)
            self.send_header("Location", f"{fake.elsewhere or fake.address}/elsewhere/{found[1]}")
            self.end_headers()
        else:
            result = self._result(method, path, parse_qs(url.query))
            data, cut = json.dumps(result).encode(), fake.cut_short == f"{method} {path}"
            self._send(404 if result is None else 200, data[: len(data) // 2] if cut else data, len(data))

    def _result(self, method: str, path: str, query: dict[str, list[str]]) -> Any:
        length = int(self.headers.get("Content-Length") or 0)
        result = self.server.fake.answer(method, path, query, json.loads(self.rfile.read(length)) if length else None)
        if not isinstance(result, list):
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
