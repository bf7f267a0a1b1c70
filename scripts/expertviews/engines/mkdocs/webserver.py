"""A web server on this machine: shows a site under a path, and has browsers load their pages again after each edit."""

import logging
import mimetypes
import re
import socket
import sys
import time
from collections.abc import Callable, Sequence
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

_MOST_SHOWN = 20  # lines of problems
_RELOAD = "/livereload/"
_SCRIPT = """<script>(function () {
  async function look() {
    if (document.visibilityState === "visible") try {
      const answer = await fetch("/livereload/%s");
      if (answer.ok && await answer.text() === "reload") return location.reload();
    } catch {}
    setTimeout(look, 300);
  }
  look();
})();</script>"""
_BODY, _HTML = re.compile(rb"<body[^>]*>"), "text/html"
_BROKEN = b"<body>This page can't be shown."
_TYPES = {".js": "text/javascript", ".gz": "application/gzip"}  # which some systems have others for
_log = logging.getLogger("expertviews")


class Shown(NamedTuple):
    """What is served: the file at each path on the site, None where there is none; and lines on what is wrong."""

    file: Callable[[str], bytes | None]
    problems: Sequence[str] = ()


class Server(ThreadingHTTPServer):
    """Serves a site under a path, such as `/` or `/a/b/`, as it was last shown. `show` something before it starts."""

    daemon_threads = True

    def __init__(self, host: str, port: int, mount: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.mount = mount
        self.now = "", Shown(lambda _: None)  # always both at once, so that no page has another's edition
        super().__init__((host, port), _Handler)

    def show(self, shown: Shown) -> None:
        """Serve something else from now on."""
        self.now = f"{time.time_ns()}", shown

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of browsers that have gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path, mount = unquote(urlsplit(self.path).path), self.server.mount
        if path.startswith(_RELOAD):
            edition, _ = self.server.now
            self._send(200, b"reload" if path != f"{_RELOAD}{edition}" else b"", "text/plain")
        elif path.startswith(mount):
            self._send_file(path.removeprefix(mount))
        else:
            self._move(mount) if f"{path}/" in {mount, "//"} else self._send(404, b"404 Not Found")

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _send_file(self, path: str) -> None:
        edition, shown = self.server.now
        wanted, problems = f"{path}index.html" if path.endswith("/") or not path else path, shown.problems
        try:
            found = shown.file(wanted)
            if found is None and wanted == path and shown.file(f"{path}/index.html") is not None:
                self._move(f"{self.server.mount}{path}/")
                return
            status, sent = (200, found) if found is not None else (404, shown.file("404.html") or b"404 Not Found")
        except Exception as error:  # noqa: BLE001 - whatever a page does, the server stays
            _log.exception("A page can't be shown")
            status, sent, problems = 500, _BROKEN, [str(error)]
        kind = _type_of(wanted) if status == 200 else _HTML
        if kind == _HTML:
            sent = _with_script(_BODY.sub(lambda tag: tag[0] + _bar(problems), sent, count=1), edition)
        self._send(status, sent, kind)

    def _move(self, path: str) -> None:
        self.send_response(302)
        self.send_header("Location", quote(path))
        self.end_headers()

    def _send(self, status: int, body: bytes, kind: str = _HTML) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def _type_of(path: str) -> str:
    ending = path[path.rfind(".") :].lower()
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _with_script(html: bytes, edition: str) -> bytes:
    before, end, after = html.rpartition(b"</body>")
    script = (_SCRIPT % edition).encode()
    return before + script + end + after if end else html + script


def _bar(problems: Sequence[str]) -> bytes:
    """The bar of problems at the top of a page."""
    if not problems:
        return b""
    more = len(problems) - _MOST_SHOWN
    lines = [*problems[:_MOST_SHOWN], *([f"… and {more} more lines in the terminal"] if more > 0 else [])]
    text = escape("\n".join(lines))
    return f'<pre class="ev-problems" role="alert">{text}</pre>'.encode()
