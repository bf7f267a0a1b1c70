"""What is served after any edits is what a build would make of the same files, byte by byte."""

import random
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
from expertviews.kept import Kept
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
    building._made(files, config, Kept())
    publish.finish(root, to, settings, written, whole=True)
    return {it.relative_to(to).as_posix(): it.read_bytes() for it in to.rglob("*") if it.is_file()}


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
