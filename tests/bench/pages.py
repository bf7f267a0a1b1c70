"""Lighthouse's scores and the weight of each kind of page.

Needs Node and npm; the program is fetched into .cache/ at a fixed version.
"""

import gzip
import json
import os
import subprocess
import tempfile
from pathlib import Path

import click

from tests import browser, sites
from tests.project import ROOT

LIGHTHOUSE = "lighthouse@12.8.2"
CACHE = ROOT / ".cache" / "lighthouse"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)
PAGES = {
    "home": "",
    "question": "questions/china-russia-2021/",
    "proposition": "questions/china-russia-2021/central-asia-risk/",
    "contributor": "contributors/zachary-paikin/",
    "theme": "themes/energy/",
    "index": "contributors/",
    "compare": "compare/",
    "pair": "compare/kalavinka-view/zachary-paikin/",
    "document": "sources/china-russia-2021.txt/",
    "looking ahead": "looking-ahead/",
    "likelihood": "likelihood/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(address: str) -> list[int]:
    """The scores of a page in per cent, by category, in the mobile profile."""
    chrome = browser.executable()
    done = subprocess.run(
        [
            CACHE / "node_modules" / ".bin" / "lighthouse",
            address,
            "--quiet",
            "--output=json",
            f"--chrome-flags={FLAGS}",
        ],
        env={**os.environ, **({"CHROME_PATH": chrome} if chrome else {})},
        capture_output=True,
        text=True,
        check=True,
    )
    categories = json.loads(done.stdout)["categories"]
    return [round(100 * categories[name]["score"]) for name in CATEGORIES]


@click.command()
def main() -> None:
    """Build and serve the site, and print a line for each kind of page."""
    if not CACHE.exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", CACHE, LIGHTHOUSE], check=True)
    with tempfile.TemporaryDirectory() as folder:
        site = sites.built(sites.project(Path(folder) / "project", ROOT, has_guides=True))
        with sites.served(site) as address:
            click.echo(f"{'page':14}{'HTML, gzip':>12}   {' / '.join(CATEGORIES)}")
            for kind, place in PAGES.items():
                weight = len(gzip.compress((site.folder / place / "index.html").read_bytes())) / 1000
                click.echo(f"{kind:14}{weight:9.1f} kB   {' / '.join(map(str, scores(address + place)))}")
