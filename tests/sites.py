"""Sites to test: a copy of this project with a record of its own, built and served."""

import fcntl
import functools
import gzip
import http.server
import io
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from expertviews import engines, kept
from expertviews.content import yamltext
from expertviews.engines import SiteFiles
from tests.project import RECORD, ROOT

_GENERATED = (
    "index.md",
    "likelihood.md",
    "looking-ahead.md",
    "looking-ahead",
    "data.md",
    "changes.md",
    "questions",
    "contributors",
    "themes",
    "sources",
    "compare",
)

GUIDES = ("index", "review-a-draft")

_AS_TESTED = {
    "site_name": "Expert Views",
    "site_url": "!ENV [SITE_URL, https://expert-views.example/]",
    "repo_url": "!ENV [REPO_URL, https://github.com/example/expert-views]",
    "edit_uri": "edit/main/docs/",
    "language": "en",
}

LOCAL = "http://127.0.0.1/"

POLL = 0.01
"""The seconds after which a server sees that it is to stop: half a second by default, at the end of each test."""

_served = set[int]()

_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml"}

Records = Mapping[str, Mapping[str, Any]]
"""Files under content/ and what they hold."""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and the path under which it is to be served, such as `/a/b/`."""

    project: Path
    folder: Path
    path: str = "/"

    def html(self) -> Iterator[Path]:
        """Every page. Embeds, of which tests/test_embeds.py has tests, are no pages."""
        return (it for it in sorted(self.folder.rglob("*.html")) if it.relative_to(self.folder).parts[0] != "embed")


def project(root: Path, record: Records | Path = RECORD, source: Path = ROOT, *, has_guides: bool = False) -> Path:
    """A copy of this project in `root`, with the frozen record, that of another folder, or the files given.

    `source` is the project's folder, if it isn't this one. There are but two short guides, unless it `has_guides`: all
    of them take half the time of a build.
    """

    def generated(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name in _GENERATED] if Path(folder) == source / "docs" else []

    shutil.copytree(source / "docs", root / "docs", ignore=generated)
    for config in ("mkdocs.yml", "mkdocs-offline.yml"):
        shutil.copy(source / config, root)
    name_as_tested(root / "mkdocs.yml")
    if not has_guides:
        shorten_guides(root)
    if isinstance(record, Path):
        shutil.copytree(record / "content", root / "content")
        shutil.copytree(record / "seeds", root / "seeds")
        return root
    (root / "seeds").mkdir()
    for path, data in record.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yamltext.dump(data), encoding="utf-8")
    return root


def name_as_tested(config: Path) -> None:
    """Gives a site the name, language and address that the tests know, whatever this project's are."""
    text = config.read_text(encoding="utf-8")
    for key, value in _AS_TESTED.items():
        text, times = re.subn(rf"^( *){key}: .*", rf"\g<1>{key}: {value}", text, count=1, flags=re.MULTILINE)
        assert times == 1, key
    config.write_text(text, encoding="utf-8")


def shorten_guides(root: Path) -> None:
    """Leaves two guides of a project, a few words long."""
    shutil.rmtree(root / "docs" / "guides")
    for name in GUIDES:
        path = root / "docs" / "guides" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: Guide {name}\n---\n# Guide {name}\n\nHow it is done.\n", encoding="utf-8")
    config = root / "mkdocs.yml"
    others = rf"^ *- .*: guides/(?!({'|'.join(GUIDES)})\.md).*\n"
    config.write_text(re.sub(others, "", config.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")


def german(root: Path) -> Path:
    """A project of one's own: a small round-table in German, with nothing of this project's."""
    folder = Path(__file__).parent / "german"
    shutil.copytree(folder, root)
    (root / "docs").mkdir()
    return root


def built(root: Path, name: str = "site", engine: str = engines.DEFAULT, **settings: Any) -> Site:
    """The site of a project, as it is published: by an engine, with settings that differ from those of mkdocs.yml."""
    with _alone(root):
        return _built(root, name, engine, **settings)


def shared(
    root: Path,
    make: Callable[[Path], object] | None,
    name: str = "site",
    engine: str = engines.DEFAULT,
    **settings: Any,
) -> Site:
    """A site that all workers of a run read and none changes: the first to ask for it makes its project and builds it."""
    with _alone(root):
        if make and not root.exists():
            make(root)
        done = root.with_name(f"{root.name}-{name}.built")
        if not done.exists():
            _built(root, name, engine, **settings)
            done.touch()
    return Site(root, root / name, path_of(settings))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keeps the other workers of a run away from a project until this one has built it."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with root.with_name(f"{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _built(root: Path, name: str, engine: str, **settings: Any) -> Site:
    """Builds a site as `views site --strict --whole` does, in this process, which takes half the time of another."""
    settings = {"INHERIT": "mkdocs.yml", "site_url": LOCAL, **settings}
    config = root / f"mkdocs-test-{name}.yml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    kept.record_cache.cache_clear()  # it knows nothing of earlier builds but what is on the disk
    files = SiteFiles(root, config, root / name)
    engines.build_site(files, engine, strict=True, whole=True)
    return Site(root, files.to, path_of(settings))


def path_of(settings: Mapping[str, Any]) -> str:
    """The path under which a site with these settings is to be served."""
    return "/" + str(settings.get("site_url", LOCAL)).split("/", 3)[3]


def views(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command `views`, run in a project."""
    return subprocess.run(
        [sys.executable, "-m", "expertviews", *arguments],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def environment() -> dict[str, str]:
    """The environment in which the command runs."""
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    """A port to serve at: below those that the system hands out, so that no other test is given it meanwhile."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of a site while it is served; none is given twice, so that no browser knows anything of it."""
    handler = functools.partial(_Quiet, site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    while server.server_port in _served:
        server.server_close()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    _served.add(server.server_port)
    with server:
        thread = threading.Thread(target=server.serve_forever, args=[POLL], daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{site.path}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a site under its path, and nothing else."""

    def __init__(self, site: Site, *arguments: Any) -> None:
        self._site = site
        super().__init__(*arguments, directory=str(site.folder))

    def translate_path(self, path: str) -> str:
        """Where a path lies; nowhere outside the site's own."""
        if not path.startswith(self._site.path):
            return str(self._site.folder / "nowhere")
        return super().translate_path("/" + path.removeprefix(self._site.path))

    def send_head(self) -> Any:
        """A file as a host sends it: compressed, where it is text."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if path.suffix not in _TEXTS or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""
