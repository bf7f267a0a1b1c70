"""Setting HTML aside takes time off a build, and changes nothing that a reader gets."""

import re
import subprocess
import sys
from pathlib import Path

import markdown
import pytest

from expertviews import content, pages
from expertviews.addresses import Site
from expertviews.engines import asides
from expertviews.model import Library
from tests import records, sample_library, sites
from tests.project import RECORD

SITE = Site("Views", "https://example.org/")
EXTENSIONS = ["attr_list", "pymdownx.superfences", "tables", "toc"]


def library(name: str, root: Path) -> Library:
    if name == "sample":
        return sample_library.small()
    if name == "hostile":
        sites.project(root / "project", records.hostile())
        return content.load(root / "project").library
    return content.load(RECORD).library


@pytest.mark.parametrize("name", ["sample", "hostile", "frozen"])
def test_a_page_is_the_same_with_its_html_set_aside(tmp_path: Path, name: str) -> None:
    for path, page in pages.render_site(library(name, tmp_path), SITE).pages.items():
        body = page.split("\n---\n", 1)[1]
        left, blocks = asides.set_aside(body)
        whole, part = (markdown.Markdown(extensions=EXTENSIONS) for _ in range(2))
        expected, found = whole.convert(body), asides.put_back(part.convert(left), blocks)
        assert re.sub(r"\n+", "\n", found) == re.sub(r"\n+", "\n", expected), path
        assert part.toc_tokens == whole.toc_tokens


def test_what_is_set_aside_keeps_its_ids_for_links() -> None:
    markdown = '# A {: #top}\n\n<p id="here">Words</p>\n\n## B {: #below}\n\n<div>\n\n<b>x</b></div>'
    left, blocks = asides.set_aside(markdown)
    assert left == "# A {: #top}\n\n<!-- aside 0 -->\n\n## B {: #below}\n\n<!-- aside 1 -->"
    assert asides.ids(markdown) == ["top", "here", "below"]
    assert asides.put_back(left, blocks).count("<b>x</b>") == 1


def test_a_comment_that_stands_for_no_block_stays() -> None:
    assert asides.put_back("<!-- aside 0 --><!-- aside 1 -->", ["<p>A block</p>"]) == "<p>A block</p><!-- aside 1 -->"


def test_mkdocs_alone_makes_the_same_pages(tmp_path: Path) -> None:
    site = sites.built(sites.project(tmp_path / "project", has_guides=True))
    alone = [sys.executable, "-m", "mkdocs", "build", "--config-file", "mkdocs-test-site.yml", "--site-dir", "alone"]
    subprocess.run(alone, cwd=site.project, env=sites.environment(), capture_output=True, check=True)
    pages = sorted((site.project / "alone").rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        ours = site.folder / page.relative_to(site.project / "alone")
        expected, found = (re.sub(r"\n+", "\n", it.read_text(encoding="utf-8")) for it in (page, ours))
        assert found == expected, ours
