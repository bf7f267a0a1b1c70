"""Zensical as an engine: what it is asked for, and what it makes of links."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from expertviews.engines import SiteError, SiteFiles
from expertviews.engines.zensical import building, extension

AT = "http://site/a/b/c/questions/arctic/ice/"


@pytest.mark.parametrize(
    "link", ["../", "..", "../#top", "../../../themes/energy/#x--y", "../melt/?h=ice", "seals/", "./", "../../../"]
)
def test_a_link_leads_where_it_did_after_zensical_has_put_a_step_up_before_it(link: str) -> None:
    html = extension.from_the_file(f'<a class="ev-source" href="{link}">', "questions/arctic/ice.md")
    found = html.removeprefix('<a class="ev-source" href="').removesuffix('">')
    assert found[0] not in "#?/"
    assert urljoin(AT, f"../{found}") == urljoin(AT, link)


@pytest.mark.parametrize(
    "link", ["#top", "?h=ice", "/a/", "//example.org/", "https://example.org/../", "mailto:a@example.org", ""]
)
def test_a_link_that_zensical_leaves_alone_is_left_alone(link: str) -> None:
    html = f'<a href="{link}">a href=&#34;../themes/&#34; ../themes/</a>'
    assert extension.from_the_file(html, "questions/arctic/ice.md") == html


def test_what_zensical_cannot_do_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = SiteFiles(tmp_path / "project", tmp_path / "project" / "mkdocs.yml", tmp_path / "elsewhere")
    with pytest.raises(SiteError, match="only within the project"):
        building.build(site, strict=True)
    monkeypatch.setattr(building, "find_spec", lambda _: None)
    with pytest.raises(SiteError, match=r"isn't installed \(`make site ENGINE=zensical` installs it"):
        building.build(site, strict=True)
    with pytest.raises(SiteError, match=r"isn't installed"):
        building.serve(site, "127.0.0.1", 8000)
