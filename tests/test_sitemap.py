"""The sitemap lists what is to be found, with the day on which it last changed, or none."""

import re
import shutil
from pathlib import Path

import pytest

from expertviews.git import GitError, days_of_change
from tests import sites
from tests.project import ROOT
from tests.repositories import IDENTITY, git

PAIKIN = "contributors/zachary-paikin/"
MOVED = "moved:\n  - {old: contributors/z-paikin/, new: contributors/zachary-paikin/}\n  - {old: themes/shade/, gone: Merged.}\n"


def days(site: sites.Site) -> dict[str, str]:
    """The day of each page of a sitemap, by the end of its address."""
    text = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    entries = re.findall(r"<loc>http://127.0.0.1/(.*?)</loc>\s*(?:<lastmod>(.*?)</lastmod>)?", text)
    assert len(entries) == text.count("<url>")
    return dict(entries)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project under git: everything of 5 January 2026, but Paikin's view and a guide."""
    project = sites.project(tmp_path_factory.mktemp("sitemap") / "project")
    (project / "content/redirects.yml").write_text(MOVED, encoding="utf-8")
    shutil.copy(ROOT / ".gitignore", project)
    git(project, "init", "--quiet", "--initial-branch=main")
    with pytest.MonkeyPatch.context() as patch:
        for day, path in (
            ("2026-01-05", ""),
            ("2026-02-06", "content/contributors/zachary-paikin.yml"),
            ("2026-03-07", "docs/guides/index.md"),
        ):
            if path:
                (project / path).write_text((project / path).read_text(encoding="utf-8") + "\n", encoding="utf-8")
            patch.setitem(IDENTITY, "GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
            git(project, "add", "--all")
            git(project, "commit", "--quiet", f"--message={day}")
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> sites.Site:
    return sites.built(project)


def test_a_page_has_the_day_on_which_what_it_shows_last_changed(site: sites.Site) -> None:
    found = days(site)
    assert found[PAIKIN] == "2026-02-06"
    assert found["questions/china-russia-2021/"] == "2026-02-06"
    assert found["contributors/kalavinka-view/"] == "2026-01-05"
    assert found["guides/"] == "2026-03-07"
    assert found["guides/architecture/"] == "2026-01-05"
    assert found["likelihood/"] == ""
    assert {found[page] for page in found if re.match("themes/|compare/|contributors/$", page)} == {"2026-02-06"}


def test_pages_that_moved_or_are_gone_are_not_listed_and_ask_not_to_be(site: sites.Site) -> None:
    assert not {"contributors/z-paikin/", "themes/shade/", "404.html"} & set(days(site))
    unlisted = '<meta name="robots" content="noindex">'
    for path in ("contributors/z-paikin", "themes/shade"):
        assert unlisted in (site.folder / path / "index.html").read_text(encoding="utf-8")
    assert unlisted not in (site.folder / PAIKIN / "index.html").read_text(encoding="utf-8")


def test_no_day_is_invented(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{project}", "shallow")
    known = days_of_change(tmp_path / "shallow", "content", "docs")
    assert {path: day for path, day in known.items() if day} == {"docs/guides/index.md": "2026-03-07"}
    changed = Path(shutil.copytree(project, tmp_path / "changed", ignore=shutil.ignore_patterns("site")))
    view = changed / "content/views/china-russia-2021/zachary-paikin.yml"
    view.write_text(view.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    found = days(sites.built(changed))
    assert (found[PAIKIN], found["contributors/kalavinka-view/"]) == ("", "2026-01-05")
    shutil.rmtree(changed / ".git")
    with pytest.raises(GitError):
        days_of_change(changed, "content")
