"""The comment on a pull request: what it says, and that nothing a stranger wrote in it means anything."""

import re
from collections.abc import Mapping

import cmarkgfm
import pytest
from bs4 import BeautifulSoup
from cmarkgfm.cmark import Options

from expertviews.changes import ChangeReport, code_span
from expertviews.changes.report import ChangedFile, FieldChange, ItemChange
from expertviews.previews import comment
from expertviews.previews.comment import RenderedPreview
from expertviews.previews.github_api import Head, Pull
from expertviews.previews.proposal import PullFacts
from expertviews.problems import Place, Problem
from tests.fake_host import run_of
from tests.test_changes import HOSTILE

PREVIEW = "https://example.github.io/x/previews/12/"
PUBLISHED = "https://example.github.io/x/"
RUN = "https://github.com/example/x/actions/runs/7"
EVIL = " ".join(HOSTILE)


def found(conclusion: str = "success", served: Mapping[str, str] | None = None, **more: object) -> RenderedPreview:
    """What the comment is made of: the facts, and what was rendered."""
    head = Head(sha="abcdef0123456789", ref="fees[1]", repo="somebody/x")
    facts = PullFacts(
        pull=Pull(number=12, html_url="https://github.com/example/x/pull/12", head=head),
        run=run_of(head.sha, conclusion=conclusion, html_url=RUN),
        published=PUBLISHED,
        served=served or {},
    )
    return RenderedPreview(facts, **{"has_site": True, **more})  # type: ignore[arg-type]


def rendered(text: str) -> BeautifulSoup:
    """The comment as GitHub's own Markdown makes HTML of it."""
    return BeautifulSoup(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE), "lxml")


def test_it_starts_with_the_mark_and_links_to_the_preview() -> None:
    text = comment.body(found())
    assert text.startswith(comment.MARK)
    assert "## Preview of pull request #12\n" in text
    assert f"**[Open the preview]({PREVIEW})**, of commit `abcdef0`." in text


def test_what_waits_for_a_decision_is_listed_with_a_way_to_decide_it() -> None:
    path = "content/outlines/q&a.txt.yml"
    text = comment.body(found(waiting={path: [f"{path}:7:5: line 3: name? {EVIL}"]}))
    page = rendered(text)
    assert [link["href"] for link in page.find_all("a") if "Edit" in link.text] == [
        "https://github.com/somebody/x/edit/fees%5B1%5D/content/outlines/q%26a.txt.yml"
    ]
    assert "run `.venv/bin/views convert` first." in text
    assert not page.find_all(["img", "script", "b"])


def test_changed_pages_are_links_into_the_preview() -> None:
    change = ItemChange(
        kind="contributor", what="added", path="content/contributors/jane-doe.yml", name="Jane Doe",
        address="contributors/jane-doe/",
    )  # fmt: skip
    text = comment.body(found(changes=ChangeReport(changes=(change,))))
    assert f"- [`Jane Doe`]({PREVIEW}contributors/jane-doe/) is added.\n" in text


def test_pages_that_differ_are_listed_with_links_to_those_that_are_there() -> None:
    pages = {"contributors/jane-doe/": "new", "": "", "x/": "removed"}
    assert comment.body(found(pages=pages)).endswith(
        "### Pages to look at\n\n"
        f"- [`contributors/jane-doe/`]({PREVIEW}contributors/jane-doe/) (new)\n- [`/`]({PREVIEW})\n- `x/` (removed)\n"
    )


def test_without_a_site_it_says_so_and_links_to_no_page() -> None:
    change = ItemChange(kind="theme", what="changed", path="x", name="Energy", address="themes/energy/")
    text = comment.body(found(has_site=False, changes=ChangeReport(changes=(change,))))
    assert "## Pull request #12 has no preview yet" in text
    assert PREVIEW not in text


def problem(path: str = "content/x.yml", what: str = "`A` isn't a slug", remedy: str = "write `a`") -> Problem:
    return Problem(Place(path, 3, 5), "bad-slug", what, remedy)


def test_problems_are_listed_with_place_and_remedy() -> None:
    text = comment.body(found(problems=(problem(),) * 30))
    assert "### 30 problems\n" in text
    assert "- `content/x.yml:3:5`: `` `A` isn't a slug `` (`` write `a` ``)" in text
    assert "- … and 5 more" in text


def test_a_site_whose_checks_failed_is_there_to_be_seen_and_said_to_have_failed() -> None:
    text = comment.body(found(problems=(problem(),)))
    assert f"**[Open the preview]({PREVIEW})**" in text
    wrong = f"**Its checks failed.** What went wrong, and what to do, is below or in [the run]({RUN})."
    assert wrong in text
    assert wrong in comment.body(found("failure"))
    assert "failed" not in comment.body(found())


def test_why_there_is_no_site_is_said_as_far_as_it_is_known() -> None:
    dead = "WARNING - Doc file 'guides/x.md' contains a link '@evil.md'"
    text = comment.body(found(has_site=False, output=(dead,)))
    assert f"### The end of the build\n\n- `{dead}`\n" in text


def test_nobody_is_told_to_open_what_nobody_has_checked() -> None:
    """The site that a pull request's own code builds is spoken of only with what it may do."""
    assert "offline" not in comment.body(found())
    text = comment.body(found(changed=["scripts/x.py"]))
    assert "`scripts/x.py`. The preview shows none of that" in text
    assert f"is the artifact `offline-site` of [the run]({RUN}). Nobody has checked it" in text


def test_of_a_record_that_was_refused_nothing_but_the_reason_is_told() -> None:
    text = comment.body(found(has_site=False, problems=(problem("content/a", "@octo", "x"),)))
    assert "## Pull request #12 has no preview yet" in text
    assert text.endswith("### 1 problem\n\n- `content/a:3:5`: `@octo` (`x`)\n")


def test_an_earlier_preview_is_spoken_of_where_there_is_one() -> None:
    assert "earlier" not in comment.body(found(has_site=False))
    text = comment.body(found(has_site=False, served={"previews/12/index.html": "a"}))
    assert "The preview of an earlier commit is still there." in text


@pytest.mark.parametrize(
    "path",
    [
        "scripts/expertviews/changes/pairs.py",
        "overrides/main.md",
        "docs/assets/site.js",
        "docs/x.md",
        "docs",
        "content",
        "contents/x.yml",
        "mkdocs.yml",
        ".github/workflows/pull-request.yml",
        "x/content/a.yml",
    ],
)
def test_what_no_preview_shows_is_named(path: str) -> None:
    text = comment.body(found(changed=["content/themes/energy.yml", path]))
    assert f"> **Besides the record**, this pull request changes `{path}`. The preview shows none of that" in text


@pytest.mark.parametrize("path", ["content/themes/energy.yml", "content/outlines/a.txt.yml", "seeds/a.docx"])
def test_the_record_alone_is_all_shown(path: str) -> None:
    assert "Besides the record" not in comment.body(found(changed=[path]))


def test_of_many_files_beyond_the_record_the_first_are_named() -> None:
    text = comment.body(found(changed=[f"scripts/{number}.py" for number in range(8)]))
    assert "`scripts/4.py` and 3 more. The preview" in text


def hostile_changes(words: str = EVIL) -> ChangeReport:
    cut = words[:900]
    change = ItemChange(
        kind="excerpt", what="changed", path=cut[:400], name=cut, was=cut, by=cut, question=cut, theme=cut,
        stance=cut, fields=(FieldChange(key=cut, before=cut, after=cut),), altered=True,
    )  # fmt: skip
    kinds = ("question", "contributor", "view", "excerpt", "stance", "proposition", "theme")
    every = tuple(
        change.model_copy(update={"kind": kind, "what": what})
        for kind in kinds
        for what in ("added", "removed", "renamed", "changed")
    )
    return ChangeReport(
        changes=every,
        files=(ChangedFile(path=cut[:400], what="changed"), ChangedFile(path=cut[:400], what="added", unreadable=True)),
    )


def every_line(words: str) -> list[str]:
    """Comments in which the words stand in every kind of line."""
    bad = problem(words, words, words)
    with_all = found(
        changes=hostile_changes(words),
        problems=(bad,),
        output=(words,),
        changed=[words],
    )
    return [comment.body(with_all), comment.body(found(has_site=False, problems=(bad,), changed=[words]))]


def test_no_word_of_a_stranger_is_markup_a_link_or_a_mention() -> None:
    for text in every_line(EVIL):
        is_inert(rendered(text))


@pytest.mark.parametrize("count", [1, 7, 8, 9, 79, 80, 81, 199, 10_000])
@pytest.mark.parametrize("around", ["{}{}", "{}{}{}", "a{} {} b", "{1}{0}"])
def test_no_run_of_backticks_is_longer_than_githubs_markdown_reads(count: int, around: str) -> None:
    """cmark-gfm reads no code that more than 80 backticks enclose: what they were to enclose would be live."""
    words = "@octocat ![x](https://evil.example) [Log in](https://evil.example) <b>x</b>"
    ticks = "`" * count
    for text in every_line(around.format(ticks, words, ticks)):
        is_inert(rendered(text))
    page = rendered(f"before {code_span(around.format(ticks, words, ticks))} after")
    assert len(page.select("code")) == 1
    is_inert(page)


def is_inert(page: BeautifulSoup) -> None:
    assert {link["href"] for link in page.select("a")} <= {PREVIEW, RUN}
    assert page.select("img, script, table, sup, input, b") == []
    for span in page.select("code"):
        span.decompose()
    assert not re.search(r"octo|evil|onerror|:tada:|\$|fixes|GH-|heading", page.get_text())


@pytest.mark.parametrize("words", HOSTILE)
def test_each_hostile_word_ends_up_in_one_piece_of_code_span(words: str) -> None:
    page = rendered(f"before {code_span(words)} after")
    assert len(page.select("code")) == 1
    page.select("code")[0].decompose()
    assert page.get_text().split() == ["before", "after"]


def test_a_flood_is_cut_below_what_github_takes() -> None:
    change = ItemChange(kind="contributor", what="changed", path="x", name="x" * 1000,
                    fields=tuple(FieldChange(key="k" * 200, before="x" * 1000, after="y" * 1000) for _ in range(2000)))  # fmt: skip
    text = comment.body(found(changes=ChangeReport(changes=(change,) * 2000)))
    assert len(text) < 65_000
    assert f"… cut here; [the run]({RUN}) has the rest." in text


def energy_and_jane(name: str = "Jane Doe") -> str:
    theme = ItemChange(kind="theme", what="changed", path="x", name="Energy", address="themes/energy/")
    jane = ItemChange(kind="contributor", what="added", path="x", name=name, address="contributors/jane/")
    return comment.body(found(changes=ChangeReport(changes=(theme, jane))))


def test_when_closed_links_lead_to_the_published_site() -> None:
    text = comment.closed(energy_and_jane(), 12, PREVIEW, PUBLISHED)
    assert text.startswith(comment.MARK)
    assert "## Pull request #12 is closed" in text
    assert f"[`Energy`]({PUBLISHED}themes/energy/)" in text
    assert f"[`Jane Doe`]({PUBLISHED}contributors/jane/)" in text
    assert "/previews/" not in text
    assert comment.closed(text, 12, PREVIEW, PUBLISHED) == text


@pytest.mark.parametrize(
    "name",
    [
        f"`[`x`]({PREVIEW}nowhere/)` @octo <b>",
        f"``[`x`]({PREVIEW}nowhere/)` [x](https://evil.example)",
        f"]({PREVIEW}nowhere/) `",
        f"a ]({PREVIEW}nowhere/",
        "\0000\0",
        EVIL,
    ],
)
def test_a_name_that_looks_like_our_links_stays_one_piece_of_code_span(name: str) -> None:
    page = rendered(comment.closed(energy_and_jane(name), 12, PREVIEW, PUBLISHED))
    assert {it["href"] for it in page.select("a")} <= {f"{PUBLISHED}themes/energy/", f"{PUBLISHED}contributors/jane/"}
    for span in page.select("code"):
        span.decompose()
    assert not re.search(r"octo|evil", page.get_text())
    assert page.select("b, img") == []


def test_the_marks_themselves_are_not_seen() -> None:
    assert "expertviews: preview" not in rendered(comment.body(found())).get_text()
