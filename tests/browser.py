"""A browser for the tests: the system's Chromium, or the one that Playwright fetched."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


def executable() -> str | None:
    """The system's own browser, if there is one."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def running() -> Iterator[Browser]:
    """A browser without a window, its profile gone afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


_idle: dict[tuple[Browser, bool], Page] = {}


@contextmanager
def opened(browser: Browser, size: ViewportSize, *, scripts: bool = True, anew: bool = False) -> Iterator[Page]:
    """An empty page. It is one that an earlier test is done with, if there is one: each new one takes half a second.

    A test leaves nothing in it, as long as each has an origin of its own, as `sites.served` gives it.
    """
    page = None if anew else _idle.pop((browser, scripts), None)
    page = page or browser.new_context(java_script_enabled=scripts).new_page()
    page.set_viewport_size(size)
    is_done = False
    try:
        yield page
        page.goto("about:blank")
        page.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")
        page.context.clear_cookies()
        page.context.clear_permissions()
        is_done = not anew and page.context.pages == [page]
    finally:
        if is_done:
            _idle[browser, scripts] = page
        else:
            page.context.close()


def _fetched() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    sys.exit(0 if executable() or _fetched() else 1)
