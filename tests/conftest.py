"""Sites and a browser, made once for all tests that want them."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests import browser, live_record, records, sites

live_record.guard()

# How long an example takes says more about the machine than about the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """The frozen record as a site."""
    return sites.built(sites.project(tmp_path_factory.mktemp("real") / "project"))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """A record in which everybody's words are hostile, as a site under a path."""
    project = sites.project(tmp_path_factory.mktemp("hostile") / "project", records.hostile())
    return sites.built(project, site_url="http://127.0.0.1/a/b/")


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """40 contributors and 6 questions as a site."""
    return sites.built(sites.project(tmp_path_factory.mktemp("large") / "project", records.many(40, 6)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser."""
    with browser.running() as running:
        yield running
