"""A page that was renamed or removed leaves a way to what has taken its place."""

from pathlib import Path

from expertviews import content
from expertviews.publish import build_pages
from expertviews.publish.redirects import redirect_pages
from tests.project import views
from tests.test_messages import messages, replace, write

MOVED = "content/redirects.yml"


def pages(small: Path, moved: str) -> dict[str, str]:
    write(MOVED, f"moved:\n{moved}")(small)
    assert messages(small) == []
    return dict(redirect_pages(content.load(small).library, ()))


def test_a_renamed_page_leads_to_the_new_one(small: Path) -> None:
    made = pages(small, "  - {old: contributors/a-example/, new: contributors/ada-example/}\n")
    page = made["contributors/a-example.md"]
    assert 'moved_to: "../ada-example/"' in page
    assert '<a href="../ada-example/">Ada Example</a>' in page
    assert 'search: {"exclude": true}' in page


def test_a_removed_page_says_why_and_nothing_in_it_is_markup(small: Path) -> None:
    made = pages(small, "  - old: themes/shade/\n    gone: Merged <b>with</b> streets.\n")
    page = made["themes/shade.md"]
    assert "Merged &lt;b&gt;with&lt;/b&gt; streets." in page
    assert "moved_to" not in page
    assert '<a href="../">All themes</a>' in page


def test_renaming_a_contributor_keeps_the_old_address(small: Path) -> None:
    build_pages(small)
    for folder in ("contributors", "views/trees-2020"):
        (small / f"content/{folder}/ben-sample.yml").rename(small / f"content/{folder}/benjamin-sample.yml")
    replace("content/views/trees-2020/benjamin-sample.yml", "contributor: ben-sample", "contributor: benjamin-sample")(
        small
    )
    result = views(small, "build")
    assert (
        "contributors/ben-sample/ no longer has a page. To keep links to it working, add to"
        " content/redirects.yml, under `moved:`\n  - {old: contributors/ben-sample/, new: …}\n"
    ) in result.output
    write(MOVED, "moved:\n  - {old: contributors/ben-sample/, new: contributors/benjamin-sample/}\n")(small)
    build_pages(small)
    assert "../benjamin-sample/" in (small / "docs/contributors/ben-sample.md").read_text(encoding="utf-8")
    result = views(small, "build")
    assert result.output == "0 pages written, 0 removed\n"
