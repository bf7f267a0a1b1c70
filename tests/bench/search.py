"""What a reader's first search costs at several sizes, with the index whole and split up: `python -m tests.bench search`.

The profile is that of a phone: a processor 4 times as slow, and a network of 9 Mbit/s with 165 ms to each answer. A
reader opens the search and types at once, 150 ms a letter; the time is from the last letter until the first result
stands there. It shows up to which size an index in one file is the better one, as `search_bytes` in mkdocs.yml declares.
"""

import gzip
import http.server
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser

from expertviews.pages import SearchEntry
from expertviews.publish import THEME, search
from tests import browser, sites
from tests.bench import table
from tests.project import RECORD

SIZES = (50, 150, 500, 1000, 3000)
PHONE = {"width": 390, "height": 844}
SLOWER = 4
LATENCY = 0.165  # seconds
TYPING = 150  # milliseconds from letter to letter
BANDWIDTH = 9e6 / 8  # bytes a second
QUERIES = ("alliance", "digital currency")
_SYLLABLES = "ba be bi bo ca ce co da de di do fa fe ga go la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se ta te ti to va ve"


@dataclass(frozen=True)
class Cost:
    """What a first search takes: seconds to the first result, bytes on the wire, and requests."""

    seconds: float
    size: int
    requests: int


def entries(views: int) -> Iterator[SearchEntry]:
    """An archive of answers of three paragraphs, 450 words each, with words as rare as they are in real ones."""
    chance = random.Random(7)  # noqa: S311 - made-up words
    real = (RECORD / "seeds" / "china-russia-2021.txt").read_text(encoding="utf-8").split()
    syllables = _SYLLABLES.split()
    rare = ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(30_000)]
    ranks = [1 / (1 + at) for at in range(len(rare))]
    themes = [f"Theme {at}" for at in range(1, 21)]
    for view in range(views):
        round_table = f"round-{view // 60}-{view % 3}"
        who, asked = f"Expert Number {view // 3}", f"What will matter most in {round_table}?"
        page = f"contributors/expert-{view // 3}/"
        filters = {"contributor": (who,), "year": (str(1980 + view % 45),)}
        if view % 3 == 0:
            yield SearchEntry(page, "contributor", who, f"Research Fellow, Institute {view}", filters=filters)
        for number in range(1, 4):
            words = [chance.choice(real) for _ in range(110)] + chance.choices(rare, ranks, k=40)
            chance.shuffle(words)
            filed = {"theme": (chance.choice(themes),), "stance": (chance.choice(("Agrees", "Disagrees")),)}
            place = f"{page}#{round_table}-p{number}"
            yield SearchEntry(place, "answer", who, " ".join(words), asked, {**filters, **filed})


def index(site: Path, views: int, most: int) -> tuple[Path, float]:
    """A copy of a site with another index, and the seconds that took."""
    copy = site.with_name(f"site-{views}-{most}")
    shutil.copytree(site, copy)
    started = time.perf_counter()
    pages: Mapping[str, Any] = {"config": {"lang": ["en"], "separator": " "}, "docs": []}
    search.Search(copy, most).write(pages, list(entries(views)))()
    return copy, time.perf_counter() - started


def cost(chromium: Browser, site: Path, query: str) -> Cost:
    """What a first search takes a phone."""
    with slowly_served(site) as (base, sent):
        context = chromium.new_context(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
        # Chromium slows only pages down, so the worker runs in one, as it does in a folder.
        context.add_init_script(path=THEME / "assets/javascripts/iframe-worker.js")
        context.add_init_script("window.Worker = IFrameWorker")
        page = context.new_page()
        page.goto(base)
        page.wait_for_load_state("networkidle")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        sent.clear()
        seconds = page.evaluate(FIRST_RESULT % TYPING, query) / 1000
        context.close()
        return Cost(seconds, sum(sent), len(sent))


FIRST_RESULT = """async query => {
    const list = document.querySelector(".md-search-result__list");
    const box = document.querySelector("[data-md-component=search-query]");
    document.querySelector("label[for=__search]").click();
    box.focus();
    for (const letter of query) {
        await new Promise(typed => setTimeout(typed, %s));
        box.value += letter;
        box.dispatchEvent(new Event("input"));
    }
    const typed = performance.now();
    const there = () => [...list.querySelectorAll("mark")].some(it => query.endsWith(it.textContent.toLowerCase()));
    while (!there()) await new Promise(seen => setTimeout(seen, 10));
    return performance.now() - typed;
}"""


@contextmanager
def slowly_served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a folder served as to a phone, and the bytes that were sent, by request."""
    sent: list[int] = []

    class Slow(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path.partition("?")[0]))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            data = gzip.compress(path.read_bytes())
            sent.append(len(data))
            time.sleep(LATENCY + len(data) / BANDWIDTH)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(BrokenPipeError):  # the reader has gone
                self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()


@click.command()
@click.argument("sizes", type=int, nargs=-1)
def main(sizes: tuple[int, ...]) -> None:
    """Measure first searches on sites of so many answers."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as apart:  # from a browser that tests have open
        site = sites.built(sites.project(Path(folder) / "project", has_guides=True)).folder
        ways = product(sizes or SIZES, (("whole", 0), ("split", 1)))
        made = [(size, name, *index(site, size, most)) for size, (name, most) in ways]
        rows = apart.submit(lambda: list(_rows(made))).result()
    click.echo(table(("answers", "index", "kB", "s to make", "query", "s to a result", "kB fetched", "requests"), rows))


def _rows(made: Sequence[tuple[int, str, Path, float]]) -> Iterator[Sequence[object]]:
    with browser.running() as chromium:
        for (size, name, site, took), query in product(made, QUERIES):
            whole = len(gzip.compress((site / search.INDEX).read_bytes())) // 1000
            it = cost(chromium, site, query)
            yield size, name, whole, f"{took:.1f}", query, f"{it.seconds:.2f}", it.size // 1000, it.requests
