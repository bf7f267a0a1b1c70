"""Pages that are taken from the cache are those that would be made: whatever is edited, nothing stale is shown."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from expertviews import content, pages
from expertviews.addresses import Site
from expertviews.pages import PageCache
from tests import records, sites

SITE = Site("Test", "https://example.org/")
VIEW = "views/round-1/expert-4.yml"
PERSON = "contributors/expert-4.yml"
ROUND = "questions/round-1.yml"
THEME = "themes/energy.yml"

EDITS: dict[str, tuple[str, str, str]] = {
    "a gist": (VIEW, r"gist: Little", "gist: Much"),
    "a status": (VIEW, r"status: reviewed", "status: draft"),
    "a bio": (VIEW, r"bio: Expert", "bio: The expert"),
    "a stance": (VIEW, r"stance: (agree|mixed)", "stance: disagree"),
    "an excerpt's theme": (VIEW, r"- theme: \w+", "- theme: trade"),
    "a name": (PERSON, r"name: Expert Number 4", "name: Aaron Aardvark"),
    "an affiliation": (PERSON, r"role: Research Fellow", "role: Director"),
    "a kind": (PERSON, r"kind: person", "kind: organisation"),
    "a question": (ROUND, r"question: What", "question: Say what"),
    "a date": (ROUND, r"asked: .*", "asked: 1999"),
    "a statement": (ROUND, r"statement: Claim 1 on energy", "statement: The first claim on energy"),
    "a horizon": (ROUND, r"horizon: .*", "horizon: 2050"),
    "a theme's title": (THEME, r"title: Energy", "title: Power"),
    "a theme's place": (THEME, r"order: 1", "order: 9"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sites.project(tmp_path / "project", records.many(6, 3))


def render(root: Path, cache: PageCache | None = None) -> dict[str, str]:
    return dict(pages.render_pages(content.load(root).library, SITE, cache))


@pytest.mark.parametrize(("path", "pattern", "new"), EDITS.values(), ids=EDITS)
def test_after_an_edit_the_pages_are_as_if_made_anew(root: Path, path: str, pattern: str, new: str) -> None:
    cache = PageCache()
    before = render(root, cache)
    file = root / "content" / path
    text = file.read_text(encoding="utf-8")
    assert re.search(pattern, text)
    file.write_text(re.sub(pattern, new, text, count=1), encoding="utf-8")
    after = render(root, cache)
    assert after == render(root)
    assert after != before


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content" / VIEW).unlink(),
        lambda root: (root / "content/contributors/new.yml").write_text(
            "name: Bea New\nsort_name: New, Bea\nkind: person\n", encoding="utf-8"
        ),
        lambda root: (root / "content/questions/new.yml").write_text("question: New?\nasked: 2030\n", encoding="utf-8"),
        lambda root: (root / "content/themes/new.yml").write_text("title: A\nsummary: B\norder: 9\n", encoding="utf-8"),
    ],
    ids=["a view less", "a contributor more", "a question more", "a theme more"],
)
def test_after_a_file_comes_or_goes_the_pages_are_as_if_made_anew(root: Path, change: Callable[[Path], object]) -> None:
    cache = PageCache()
    before = render(root, cache)
    change(root)
    after = render(root, cache)
    assert after == render(root)
    assert after != before


def test_a_page_made_of_the_same_things_is_not_made_again() -> None:
    cache = PageCache()
    made: list[str] = []

    def make() -> str:
        made.append("page")
        return "page"

    assert [cache.page("a", ("x",), make) for _ in range(3)] == ["page"] * 3
    assert made == ["page"]
    cache.page("a", ("y",), make)
    cache.clear()
    cache.page("a", ("y",), make)
    assert len(made) == 3
