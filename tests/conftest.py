"""Sites and a browser, made once for all tests that want them."""

import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from expertviews import halves
from tests import browser, live_record, records, sites
from tests.fake_host import FakeHost, serving
from tests.project import SMALL, Project
from tests.repositories import History

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

_LONGEST = (
    "test_pull_request",
    "test_browser",
    "test_keeping",
    "test_reading",
    "test_search",
    "test_hostile_files",
    "test_serving",
    "test_previews_steps",
    "test_outlines_proposing",
    "test_site",
    "test_afterwards_pages",
    "test_extraction",
    "test_adding",
    "test_german_site",
    "test_messages",
    "test_archive",
)
"""The files of tests that take longest: begun first, so that no worker has one left when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests that take longest first."""
    items.sort(key=lambda item: _LONGEST.index(item.path.stem) if item.path.stem in _LONGEST else len(_LONGEST))


@pytest.fixture(scope="session", autouse=True)
def _one_process() -> Iterator[None]:
    """Has no process of the tests copied: its libraries have threads, which no copy has, and another test's core is busy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(halves, "can_copy", lambda: False)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The frozen record, to make mistakes in."""
    return Project(tmp_path)


@pytest.fixture
def record(tmp_path: Path) -> History:
    """The same under git."""
    return History(tmp_path / "project")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small record, to make mistakes in."""
    return shutil.copytree(SMALL, tmp_path / "small")


@pytest.fixture
def fake() -> Iterator[FakeHost]:
    """A GitHub of our own."""
    with serving() as host:
        yield host


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"


@pytest.fixture(scope="session")
def real_site(shared_folder: Path) -> sites.Site:
    """The frozen record as a site, with all guides."""
    return sites.shared(shared_folder / "real", partial(sites.project, has_guides=True))


@pytest.fixture(scope="session")
def offline_site(real_site: sites.Site) -> sites.Site:
    """The same to open from a folder."""
    return sites.shared(real_site.project, None, "offline", INHERIT="mkdocs-offline.yml")


@pytest.fixture(scope="session")
def plain_site(real_site: sites.Site) -> sites.Site:
    """The same without a repository and without pictures."""
    return sites.shared(real_site.project, None, "plain", repo_url=None, edit_uri="", extra={"cards": False})


@pytest.fixture(scope="session")
def hostile_site(shared_folder: Path) -> sites.Site:
    """A record in which everybody's words are hostile, as a site under a path."""
    make = partial(sites.project, record=records.hostile())
    return sites.shared(shared_folder / "hostile", make, site_url="http://127.0.0.1/a/b/")


@pytest.fixture(scope="session")
def zensical_site(hostile_site: sites.Site) -> sites.Site:
    """The same as Zensical builds it."""
    return sites.shared(hostile_site.project, None, "zensical", "zensical", site_url="http://127.0.0.1/a/b/")


@pytest.fixture(scope="session")
def real_zensical_site(real_site: sites.Site) -> sites.Site:
    """The frozen record as Zensical builds it."""
    return sites.shared(real_site.project, None, "zensical", "zensical")


@pytest.fixture(scope="session")
def large_site(shared_folder: Path) -> sites.Site:
    """40 contributors and 6 questions as a site without pictures."""
    make = partial(sites.project, record=records.many(40, 6))
    return sites.shared(shared_folder / "large", make, extra={"cards": False})


@pytest.fixture(scope="session")
def german_site(shared_folder: Path) -> sites.Site:
    """A small German round-table as a site."""
    return sites.shared(shared_folder / "german", sites.german)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser."""
    with browser.running() as running:
        yield running
