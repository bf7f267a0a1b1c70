"""The pictures in the README and the docs: `make pictures` takes them anew from the site as it is."""

import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize

from tests import browser, sites
from tests.project import ROOT

SIZE: ViewportSize = {"width": 1280, "height": 860}
PICTURES = {"question.png": "questions/china-russia-2021/"}
"""File under docs/assets/ → address of the page that it shows."""


def main() -> None:
    """Builds the site and takes each picture, in light colours, without motion."""
    with tempfile.TemporaryDirectory() as folder:
        site = sites.built(sites.project(Path(folder) / "project", ROOT, has_guides=True))
        with sites.served(site) as address, browser.running() as chromium:
            page = chromium.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
            for name, place in PICTURES.items():
                page.goto(address + place, wait_until="networkidle")
                page.screenshot(path=ROOT / "docs" / "assets" / name)


if __name__ == "__main__":
    main()
