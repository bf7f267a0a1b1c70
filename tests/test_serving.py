"""A site that is served: a build for an edit, and a message instead of a traceback when the record is wrong."""

import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import browser, sites
from tests.project import PLAIN, contents

VIEW = "content/views/china-russia-2021/zachary-paikin.yml"
VIEWS_SERVE = [sys.executable, "-m", "expertviews", "serve"]
GIST = "gist: >-\n  Rapprochement will"


class Served:
    """The site of a project, served, and what was said meanwhile."""

    def __init__(self, root: Path, address: str = "", engine: str = "mkdocs") -> None:
        self.root = root
        self.address = address or f"127.0.0.1:{sites.free_port()}"
        self.process = subprocess.Popen(
            [*VIEWS_SERVE, "--engine", engine, "--port", self.address.rpartition(":")[2]],
            cwd=root,
            env=sites.environment(),
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def wait(self, words: str, times: int = 1, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while self.said.count(words) < times:
            assert time.monotonic() < deadline, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def wait_for_page(self, path: str, words: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        shown = ""
        while words not in shown:
            assert time.monotonic() < deadline, self.said
            time.sleep(0.2)
            with suppress(urllib.error.HTTPError):  # it isn't there yet
                shown = self.get(path)

    def builds(self) -> int:
        return 1 + self.said.count("Reloading browsers")

    def settled(self) -> int:
        """The number of builds so far, after time enough for another to start."""
        time.sleep(1)
        return self.builds()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextmanager
def serving(root: Path, seconds: float = 30, engine: str = "mkdocs") -> Iterator[Served]:
    served = Served(root, engine=engine)
    try:
        served.wait("Serving ", seconds=seconds)
        yield served
    finally:
        served.process.terminate()
        served.process.wait(10)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = sites.project(tmp_path / "project")
    config = root / "mkdocs.yml"
    text = re.sub(r"site_url: .*", "site_url: http://127.0.0.1/", config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    return root


def test_every_edit_is_built_once_and_shown(project: Path) -> None:
    jane = project / "content/contributors/jane-doe.yml"
    with serving(project) as served:
        before = search_entries(served)
        served.edit(VIEW, GIST, "gist: >-\n  Quite adversarial relations")
        served.wait("Reloading browsers")
        assert "Quite adversarial relations" in served.get("contributors/zachary-paikin/")

        served.edit("docs/guides/review-a-draft.md", "# Guide review-a-draft", "# How it is built")
        served.wait("Reloading browsers", times=2)
        assert "How it is built" in served.get("guides/review-a-draft/")

        jane.write_text("name: Jane Doe\nsort_name: Doe, Jane\nkind: person\n", encoding="utf-8")
        served.wait("Reloading browsers", times=3)
        assert "Jane Doe" in served.get("contributors/")
        assert "Jane Doe" in served.get("contributors/jane-doe/")

        jane.unlink()
        served.wait("Reloading browsers", times=4)
        assert "Jane Doe" not in served.get("contributors/")
        assert not (project / "docs/contributors/jane-doe.md").exists()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            served.get("contributors/jane-doe/")

        served.edit("content/themes/military.yml", "  Armed forces, arms", "  Every armed force, arms")
        served.wait("Reloading browsers", times=5)
        after = search_entries(served)
        assert after.keys() == before.keys(), "what an edit leaves is what a whole build would make"
        assert sum("Every armed force" in text for text in after.values()) == 1
        assert "Kalavinka" in served.get("contributors/kalavinka-view/")
        assert "'dirty' build" not in served.said
        assert served.settled() == 6


def test_a_page_that_is_open_is_loaded_again_after_an_edit_and_not_before(project: Path, chromium: Browser) -> None:
    with serving(project) as served, browser.opened(chromium, {"width": 1280, "height": 860}) as page:
        page.goto(f"http://{served.address}/contributors/zachary-paikin/")
        page.evaluate("document.title = 'as it was loaded'")
        page.wait_for_timeout(1000)
        expect(page).to_have_title("as it was loaded")
        served.edit(VIEW, GIST, "gist: >-\n  Quite adversarial relations")
        expect(page.get_by_text("Quite adversarial relations").first).to_be_attached(timeout=30_000)
        expect(page).not_to_have_title("as it was loaded")


def search_entries(served: Served) -> dict[str, str]:
    """The text of each place that search finds."""
    docs = json.loads(served.get("search/search_index.json"))["docs"]
    assert len({it["location"] for it in docs}) == len(docs)
    return {str(it["location"]): str(it["text"]) for it in docs}


def test_zensical_shows_an_edit_of_the_record_and_says_what_it_does_not(project: Path) -> None:
    with serving(project, engine="zensical") as served:
        assert "but neither new documents (run" in served.said
        served.wait_for_page("contributors/zachary-paikin/", "Rapprochement will")
        assert "http-equiv" not in served.get("contributors/zachary-paikin/")  # its script that reloads needs no policy
        served.edit(VIEW, GIST, "gist: >-\n  Quite adversarial relations")
        served.wait_for_page("contributors/zachary-paikin/", "Quite adversarial relations")
        served.edit(VIEW, "gist: >-", "gits: >-")
        served.wait("`gits` isn't a key of a view")
    with socket.socket() as now_free:
        assert now_free.connect_ex(("127.0.0.1", int(served.address.rpartition(":")[2]))) != 0
    assert not list(project.glob(".expertviews-*"))


def test_a_mistake_stands_in_a_bar_on_every_page_of_the_last_good_site_until_the_next_good_save(project: Path) -> None:
    pages = ("", "contributors/kalavinka-view/", "guides/review-a-draft/", "themes/military/")
    with serving(project) as served:
        served.edit(VIEW, "theme: military", "theme: militray")
        served.wait("Reloading browsers")
        assert f"ERROR   -  {VIEW}:" in served.said
        assert "A formal alliance is unlikely for now" in served.get("themes/military/")
        for page in pages:
            assert '<pre class="ev-problems" role="alert">content/views/' in served.get(page)
            assert "did you mean `military`?" in served.get(page)

        served.edit(VIEW, "theme: militray", "theme: <b>militray")
        served.wait("Reloading browsers", times=2)
        assert "&lt;b&gt;militray" in served.get("")

        served.edit(VIEW, "theme: <b>militray", "theme: military")
        served.wait("Reloading browsers", times=3)
        for page in pages:
            assert "ev-problems" not in served.get(page)
        assert "Traceback" not in served.said


def test_a_mistake_stops_a_build_with_its_message_and_no_traceback(project: Path) -> None:
    sites.views(project, "site", "--strict")
    before = contents(project / "site")
    view = project / VIEW
    view.write_text(view.read_text(encoding="utf-8").replace("theme: military", "theme: militray"), encoding="utf-8")
    done = sites.views(project, "site", "--strict")
    assert done.returncode == 1
    assert f"{VIEW}:" in done.stderr
    assert "did you mean `military`?" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "site") == before


def test_a_second_site_at_the_same_address_is_told_in_a_line(project: Path) -> None:
    with serving(project) as served:
        second = Served(project, served.address)
        assert second.process.wait(30) == 1
        second.listening.join(30)  # else its last line may still be on its way
        (line,) = [line for line in second.said.splitlines() if served.address in line]
        assert line.startswith(f"views: http://{served.address} is already in use")
        assert "Traceback" not in second.said


def test_a_document_dropped_into_seeds_is_drafted_once_it_is_decided_and_one_that_cant_be_read_told(
    project: Path,
) -> None:
    with serving(project) as served:
        text = PLAIN
        (project / "seeds" / "next-2020.txt").write_text(text, encoding="utf-8")
        outline = "content/outlines/next-2020.txt.yml"
        served.wait(f"To decide: {outline}:6:8: asked: 2020?")
        served.wait("Reloading browsers")
        assert not (project / "content/questions/next-2020.yml").exists()
        served.edit(outline, "2020?", "2020")
        served.wait("Written: content/questions/next-2020.yml")
        served.wait("Reloading browsers", times=served.said.count("Reloading browsers") + 1)
        assert "Much will change." in served.get("contributors/ann-lee/")

        (project / "seeds" / "empty.txt").write_text("", encoding="utf-8")
        served.wait("ERROR   -  seeds/empty.txt:1:1: document-empty: ")
        built = served.said.count("Reloading browsers")
        served.edit(VIEW, GIST, "gist: >-\n  Quite adversarial relations")
        served.wait("Reloading browsers", times=built + 1)
        served.wait_for_page("contributors/zachary-paikin/", "Quite adversarial relations")
        assert served.said.count("document-empty") == 1
        assert "Traceback" not in served.said
