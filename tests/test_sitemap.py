"""The sitemap lists what is to be found, and gives no day of the build for that of a page."""

import re

import pytest

from tests import sites

PAIKIN = "contributors/zachary-paikin/"
MOVED = "moved:\n  - {old: contributors/z-paikin/, new: contributors/zachary-paikin/}\n  - {old: themes/shade/, gone: Merged.}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    project = sites.project(tmp_path_factory.mktemp("sitemap") / "project")
    (project / "content/redirects.yml").write_text(MOVED, encoding="utf-8")
    about_robots = "# About robots\n\nA page that says this isn't listed:\n\n```yaml\nrobots: noindex\n```\n"
    (project / "docs/guides/review-a-draft.md").write_text(about_robots, encoding="utf-8")
    return sites.built(project)


def listed(site: sites.Site) -> set[str]:
    """The ends of the addresses in a sitemap, which has nothing else."""
    lines = (site.folder / "sitemap.xml").read_text(encoding="utf-8").splitlines()[2:-1]
    found = [re.fullmatch(r"<url><loc>http://127\.0\.0\.1/(.*)</loc></url>", line) for line in lines]
    assert all(found)
    return {it[1] for it in found if it}


def test_pages_are_listed_without_a_day(site: sites.Site) -> None:
    assert {"", PAIKIN, "questions/china-russia-2021/", "guides/", "guides/review-a-draft/", "likelihood/"} < listed(
        site
    )


def test_pages_that_moved_or_are_gone_are_not_listed_and_ask_not_to_be(site: sites.Site) -> None:
    assert not {"contributors/z-paikin/", "themes/shade/", "404.html"} & listed(site)
    unlisted = '<meta name="robots" content="noindex">'
    for path in ("contributors/z-paikin", "themes/shade"):
        assert unlisted in (site.folder / path / "index.html").read_text(encoding="utf-8")
    assert unlisted not in (site.folder / PAIKIN / "index.html").read_text(encoding="utf-8")
