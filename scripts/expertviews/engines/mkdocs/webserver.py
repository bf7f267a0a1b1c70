"""A web server on this machine that shows a site under a path, and has browsers reload their pages after each edit."""

import logging
import mimetypes
import re
import socket
import sys
import time
from collections.abc import Callable, Sequence
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

_MAX_SHOWN = 20  # lines of problems
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
_NOT_FOUND = b"404 Not Found"
_TYPES = {".js": "text/javascript", ".gz": "application/gzip"}  # some systems have others for these
_log = logging.getLogger("expertviews")


class Shown(NamedTuple):
    """What is served: a function that returns the file at a path on the site, if any, and lines of problems."""

    file: Callable[[str], bytes | None]
    problems: Sequence[str] = ()


class Server(ThreadingHTTPServer):
    """Serves a site under a path, `mount`, such as `/` or `/a/b/`. `show` a site before the server starts."""

    daemon_threads = True

    def __init__(self, host: str, port: int, mount: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.mount = mount
        self.current = "", Shown(lambda _: None)  # edition and site are set together, so that they always match
        super().__init__((host, port), _Handler)

    def show(self, shown: Shown) -> None:
        """Serve this from now on."""
        self.current = f"{time.time_ns()}", shown

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print an error, unless it is that a browser has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path, mount = unquote(urlsplit(self.path).path), self.server.mount
        if path.startswith(_RELOAD):
            edition, _ = self.server.current
            self._send(200, b"reload" if path != f"{_RELOAD}{edition}" else b"", "text/plain")
        elif path.startswith(mount):
            self._send_file(path.removeprefix(mount))
        elif path == "/" or f"{path}/" == mount:
            self._redirect(mount)
        else:
            self._send(404, _NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _send_file(self, path: str) -> None:
        """Send the file at a path on the site, with the problems and the script that reloads it if it is a page."""
        edition, (file, problems) = self.server.current
        is_folder = path.endswith("/") or not path
        wanted = f"{path}index.html" if is_folder else path
        try:
            content = file(wanted)
            if content is None and not is_folder and file(f"{path}/index.html") is not None:
                self._redirect(f"{self.server.mount}{path}/")
                return
            status, body = (200, content) if content is not None else (404, file("404.html") or _NOT_FOUND)
        except Exception as error:  # noqa: BLE001 - whatever a page does, the server stays
            _log.exception("A page can't be shown")
            status, body, problems = 500, _BROKEN, [str(error)]
        kind = _type_of(wanted) if status == 200 else _HTML
        if kind == _HTML:
            body = _with_script(_BODY.sub(lambda tag: tag[0] + _bar(problems), body, count=1), edition)
        self._send(status, body, kind)

    def _redirect(self, path: str) -> None:
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
        """Log no requests."""


def _type_of(path: str) -> str:
    return _TYPES.get(PurePosixPath(path).suffix.lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _with_script(html: bytes, edition: str) -> bytes:
    before, end, after = html.rpartition(b"</body>")
    script = (_SCRIPT % edition).encode()
    return before + script + end + after if end else html + script


def _bar(problems: Sequence[str]) -> bytes:
    """Return the bar of problems at the top of a page."""
    if not problems:
        return b""
    lines = [*problems[:_MAX_SHOWN]]
    if len(problems) > _MAX_SHOWN:
        lines.append(f"… and {len(problems) - _MAX_SHOWN} more lines in the terminal")
    text = escape("\n".join(lines))
    return f'<pre class="ev-problems" role="alert">{text}</pre>'.encode()
