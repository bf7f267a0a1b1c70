"""Sites and a browser, made once for all tests that want them."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests import browser, live_record, records, sites

live_record.guard()

# Every command that a test starts would compile the whole program anew where nothing compiled is kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# `HYPOTHESIS_PROFILE=long` hunts. For a pull request the examples are always the same: what turns red there is the
# change, not luck. There is no deadline: how long an example takes says more about the machine than about the code.
settings.register_profile("short", max_examples=40, deadline=None)
settings.register_profile("ci", settings.get_profile("short"), derandomize=True)
settings.register_profile("long", max_examples=6_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "short"))

_LONGEST = ("test_pull_request", "test_browser", "test_hook", "test_site", "test_convert_killed")
"""The files of tests that take longest: begun first, so that no worker has one left when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests that take longest first."""
    items.sort(key=lambda item: _LONGEST.index(item.path.stem) if item.path.stem in _LONGEST else len(_LONGEST))


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
def zensical_site(hostile_site: sites.Site) -> sites.Site:
    """The same as Zensical builds it."""
    return sites.built(hostile_site.project, "zensical", "--engine", "zensical", site_url="http://127.0.0.1/a/b/")


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """40 contributors and 6 questions as a site."""
    return sites.built(sites.project(tmp_path_factory.mktemp("large") / "project", records.many(40, 6)))


@pytest.fixture(scope="session")
def german_site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """A small German round-table as a site."""
    return sites.built(sites.german(tmp_path_factory.mktemp("german") / "project"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser."""
    with browser.running() as running:
        yield running
