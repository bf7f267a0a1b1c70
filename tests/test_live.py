"""What is served after any edits is what a build would make of the same files, byte by byte."""

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands import build
from mkdocs.structure.pages import Page

from expertviews import publish
from expertviews.engines import SiteFiles, watching
from expertviews.engines.mkdocs import building
from expertviews.engines.mkdocs.serving import LiveSite
from expertviews.engines.mkdocs.webserver import Shown
from expertviews.kept import Cache
from tests.project import contents
from tests.test_keeping import EDITS, VIEW, root, substitute, write

assert root  # the fixture
MISTAKE, MENDED = (
    substitute(VIEW, "^status: .*", "status: reveiwed"),
    substitute(VIEW, "^status: reveiwed", "status: reviewed"),
)
NOT_SERVED = ("_headers", "robots.txt", "sitemap.xml", "cards/", "404.html")


@pytest.fixture
def live(root: Path) -> LiveSite:
    publish.write_program_files(root, root / "mkdocs.yml")
    return LiveSite(SiteFiles(root, root / "mkdocs.yml", root / "site"), "http://127.0.0.1:8000")


def now(live: LiveSite) -> Shown:
    return live.after(watching.look(*live.places))


def built(root: Path, to: Path, address: str) -> Mapping[str, bytes]:
    """The site as a build makes it at the address of the server."""
    publish.write_program_files(root, root / "mkdocs.yml")
    files = SiteFiles(root, root / "mkdocs.yml", to)
    settings = replace(publish.site_settings(files.config), search_bytes=0)  # a server never splits its index
    written = publish.build_pages(root, settings)
    config = building.configured(files)
    config.site_url, config.extra["serving"] = address, True
    building._make(files, config, Cache())
    publish.finish(root, to, settings, written, whole=True)
    return contents(to)


@pytest.mark.parametrize(
    ("seed", "edits"), [(1, 2), *(pytest.param(it, 25, marks=pytest.mark.thorough) for it in range(2, 8))]
)
def test_after_any_edits_a_page_is_served_as_it_would_be_built(
    root: Path, live: LiveSite, tmp_path: Path, seed: int, edits: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - which edits, for the test to be the same each time
    before: Mapping[str, bytes] = {}
    for number in range(edits):
        names = dice.sample(sorted(EDITS), dice.choice((1, 2, 3))) if number else []
        for name in names:
            EDITS[name](root)
        shown = now(live)
        anew = built(root, tmp_path / f"anew-{number}", live.address)
        wanted = [path for path in sorted(anew) if not path.startswith(NOT_SERVED)]
        assert [it for it in dice.sample(wanted, 60) if shown.file(it) != anew[it]] == [], names
        assert [it for it in before.keys() - anew.keys() if shown.file(it) is not None] == [], names
        before = anew


def test_a_mistake_leaves_the_last_good_pages_and_its_mending_shows_what_was_edited_meanwhile(
    root: Path, live: LiveSite
) -> None:
    page, guide = "contributors/expert-2/index.html", "guides/review-a-draft/index.html"
    before = now(live).file(page)
    MISTAKE(root)
    EDITS["a name"](root)
    wrong = now(live)
    assert "did you mean `reviewed`?" in wrong.problems[0]
    assert wrong.file(page) == before
    write("docs/guides/review-a-draft.md", "# Something else\n")(root)
    wrong = now(live)
    assert wrong.problems
    assert wrong.file(page) == before
    assert b"Something else" in (wrong.file(guide) or b"")
    MENDED(root)
    mended = now(live)
    assert not mended.problems
    assert b"Aaron Aardvark" in (mended.file(page) or b"")


def test_a_path_that_names_no_file_is_not_found(live: LiveSite) -> None:
    assert now(live).file(".") is None


def test_a_record_that_is_wrong_from_the_start_is_told_and_once_mended_there_are_all_pages(
    root: Path, live: LiveSite
) -> None:
    pages = ("index.html", "guides/review-a-draft/index.html", "themes/energy/index.html")
    MISTAKE(root)
    wrong = now(live)
    assert "did you mean `reviewed`?" in wrong.problems[0]
    assert b"No pages have been built yet." in (wrong.file(pages[0]) or b"")
    assert wrong.file(pages[1])
    MENDED(root)
    mended = now(live)
    assert not mended.problems
    for page in pages:
        assert re.search(rb">\s*Forecasts\s*<", mended.file(page) or b""), page
    assert b'href="../../questions/"' in (mended.file(pages[1]) or b"")


def test_the_configuration_is_followed_and_a_mistake_in_it_is_told_and_leaves_the_last_good_pages(
    root: Path, live: LiveSite, caplog: pytest.LogCaptureFixture
) -> None:
    now(live)
    EDITS["the site's name"](root)
    named = now(live).file("contributors/expert-2/index.html")
    assert b"Other Views" in (named or b"")
    substitute("mkdocs.yml", "^theme:\n", "theme:\n  name: materail\n")(root)
    wrong = now(live)
    assert wrong.problems
    assert "materail" in caplog.text
    assert wrong.file("contributors/expert-2/index.html") == named
    substitute("mkdocs.yml", "name: materail", "name: material")(root)
    assert not now(live).problems


def test_a_record_that_is_moved_away_and_back_is_told_and_recovered(root: Path, live: LiveSite) -> None:
    now(live)
    (root / "content").rename(root / "elsewhere")
    assert "there is no folder content/" in now(live).problems[0]
    (root / "elsewhere").rename(root / "content")
    assert not now(live).problems
    EDITS["a gist"](root)
    assert b"Quite other words." in (now(live).file("contributors/expert-2/index.html") or b"")


def test_a_page_by_hand_among_those_that_are_made_is_a_mistake_until_it_is_moved(root: Path, live: LiveSite) -> None:
    good = now(live).file("themes/energy/index.html")
    write("docs/themes/about.md", "# About themes\n")(root)
    wrong = now(live)
    assert "docs/themes/about.md:1:1: page-in-the-way: " in wrong.problems[0]
    assert wrong.file("themes/energy/index.html") == good
    (root / "docs/themes/about.md").rename(root / "docs/about.md")
    moved = now(live)
    assert not moved.problems
    assert b"About themes" in (moved.file("about/index.html") or b"")


def test_a_mistake_of_the_program_is_told_and_leaves_the_last_good_pages(
    live: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object) -> None:
        raise KeyError("nobody")

    before = now(live).file("index.html")
    with monkeypatch.context() as patch:
        patch.setattr(publish, "rendered", mistaken)
        wrong = now(live)
    assert wrong.problems == ["KeyError: 'nobody' (a mistake of the program: the terminal says more)"]
    assert wrong.file("index.html") == before
    assert not now(live).problems


def test_what_nobody_asks_for_is_not_made_and_what_was_asked_for_is_kept(
    root: Path, live: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, made, populate = now(live), list[str](), build._populate_page

    def recorded(page: Page, *rest: Any) -> None:
        made.append(page.file.src_uri)
        populate(page, *rest)

    monkeypatch.setattr(build, "_populate_page", recorded)
    for _ in range(2):
        assert shown.file("contributors/expert-2/index.html")
        assert shown.file("contributors/nobody/index.html") is None
    assert made == ["contributors/expert-2.md"]
    assert not (root / "docs/contributors").exists()
    EDITS["a gist"](root)
    after = now(live)
    assert made == ["contributors/expert-2.md"]
    assert b"Quite other words." in (after.file("contributors/expert-2/index.html") or b"")
    assert b"Quite other words." not in (shown.file("contributors/expert-2/index.html") or b"")
