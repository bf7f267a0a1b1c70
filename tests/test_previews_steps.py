"""What the trusted workflows do, against a host and a repository of our own."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews import git as gits
from expertviews.cli import main
from expertviews.previews import facts, rendering, steps
from expertviews.previews.branch import Branch
from expertviews.previews.hosting import HostError, PagesSite, Run
from expertviews.previews.steps import Swept
from expertviews.publish import engine
from tests.fake_host import BOT, REPOSITORY, FakeHost, run_of, serving
from tests.repositories import History, git
from tests.test_previews_artifact import packed

PAGE = "<!doctype html><html><head></head><body><p>hello</p></body></html>"
THEME = "content/themes/energy.yml"
TITLE = "title: Energy"
HANDED = "title: Energy, handed over"
ADDRESS = "https://example.github.io/expert-views/"


@pytest.fixture
def fake() -> Iterator[FakeHost]:
    with serving() as host:
        yield host


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path / "project")
    git(history.root, "config", "uploadpack.allowFilter", "true")
    return history


@pytest.fixture
def branch(history: History) -> Branch:
    return Branch(f"file://{history.root}", pause=lambda _: None)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the engine, which other tests run: a home page, and one of the theme's words."""

    def build(project: Path, to: Path) -> tuple[str, ...]:
        words = (project / THEME).read_text(encoding="utf-8") if (project / THEME).is_file() else ""
        for path, text in (("index.html", PAGE), ("themes/energy/index.html", words)):
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_text(text, encoding="utf-8")
        return ()

    monkeypatch.setattr(engine, "build", build)


def built(history: History, number: int = 12, **more: str | None) -> bytes:
    """The record that a run hands over: the base's with a theme's new title and more files, or without some."""
    folders = (history.root / name for name in ("content", "seeds"))
    there = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    files: dict[str, bytes | str] = {path.relative_to(history.root).as_posix(): path.read_bytes() for path in there}
    files[THEME] = history.read(THEME).replace(TITLE, HANDED)
    changed = {name.replace("__", "/").replace("_", "."): data for name, data in more.items()}
    return packed({f"{number}.zip": packed({path: it for path, it in {**files, **changed}.items() if it is not None})})


def changes_theme(fake: FakeHost, history: History, *numbers: int) -> None:
    """GitHub lists the theme as changed."""
    blob = gits.blob_id(history.read(THEME).replace(TITLE, HANDED).encode())
    for number in numbers:
        fake.files[number] = {THEME: blob}


def served(branch: Branch) -> set[str]:
    """The numbers of the previews that there are."""
    return {
        path.split("/")[1] for path in branch.files() if path.startswith("previews/") and path.endswith("/index.html")
    }


def page(branch: Branch, path: str) -> str:
    return git(Path(branch.remote.removeprefix("file://")), "show", f"gh-pages:{path}")


def go(fake: FakeHost, branch: Branch, run: Run, folder: Path) -> bool:
    root = Path(branch.remote.removeprefix("file://"))
    found = steps.inspect(fake.host, run, branch, root, folder / "inspected")
    if not found:
        return False
    rendering.render(root, folder / "inspected", folder / "preview")
    if not steps.deploy(fake.host, branch, found.number, found.head_sha, folder / "preview"):
        return False
    steps.tell(fake.host, found.number, folder / "preview")
    return True


def test_what_was_built_is_served_and_commented_on(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    assert go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert served(branch) == {"12"}
    assert len(fake.said(12)) == 1
    assert "(https://example.github.io/expert-views/previews/12/)" in fake.said(12)[0]


def test_the_number_comes_from_the_commit_and_not_from_what_was_handed_over(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.open(13, "b" * 40, branch="other")
    fake.artifacts[7] = built(history, 13)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert served(branch) == {"12"}
    assert fake.said(13) == []


def test_two_pull_requests_from_one_branch_are_both_served(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    git(history.root, "branch", "other")
    fake.open(12, "a" * 40)
    fake.open(13, "a" * 40, base="other")
    for run, number in ((7, 12), (8, 13), (9, 99)):
        fake.artifacts[run] = built(history, number)
        go(fake, branch, run_of(run, "a" * 40), tmp_path / str(run))
        # The last names one that isn't at this commit, and so counts as the first.
        assert served(branch) == ({"12"} if run == 7 else {"12", "13"})
    assert "pull request #13" in page(branch, "previews/13/index.html")


def test_a_preview_is_the_base_as_it_is_now_with_what_github_lists_as_changed(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    """The run's record is older, and says more than the pull request changes."""
    fake.open(12, "a" * 40)
    changes_theme(fake, history, 12)
    fake.artifacts[7] = built(
        history, content__themes__finance_yml="title: Forged\n", content__themes__military_yml=None
    )
    history.edit("content/themes/world-order.yml", "title: ", "title: Newer ")
    history.commit("Merged meanwhile")
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    record = tmp_path / "out/inspected" / facts.PROPOSED
    assert HANDED in (record / THEME).read_text(encoding="utf-8")
    assert (record / "content/themes/finance.yml").read_text(encoding="utf-8") == history.read(
        "content/themes/finance.yml"
    )
    assert (record / "content/themes/military.yml").is_file()
    assert "title: Newer " in (record / "content/themes/world-order.yml").read_text(encoding="utf-8")
    assert "`Energy` is now `Energy, handed over`" in fake.said(12)[0]
    assert "Newer" not in fake.said(12)[0]
    assert "Not as the pull request has it" not in fake.said(12)[0]


def test_a_file_that_was_handed_over_otherwise_than_github_has_it_is_named(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.files[12] = {THEME: "b" * 40, "seeds/@octo.txt": "c" * 40, "docs/x.md": "d" * 40}
    fake.artifacts[7] = built(history)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert f"> **Not as the pull request has it**: `{THEME}` and `seeds/@octo.txt`." in fake.said(12)[0]


def test_a_file_that_stands_where_the_base_has_a_folder_is_refused(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.files[12] = {"content/themes": "b" * 40}
    fake.artifacts[7] = packed({"12.zip": packed({"content/themes": "x"})})
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "was refused" in fake.said(12)[0]


@pytest.mark.parametrize(
    "run",
    [
        run_of(7, "b" * 40),
        run_of(7, "a" * 40, branch="other"),
        run_of(7, "a" * 40, repository="example/another"),
        run_of(7, "a" * 40, repository="stranger/expert-views"),
    ],
    ids=["newer commit", "other branch", "other repository of the owner", "other owner"],
)
def test_a_run_that_no_open_pull_request_is_at_serves_nothing(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path, run: Run
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    assert not go(fake, branch, run, tmp_path / "out")
    assert served(branch) == set()


def test_two_forks_with_branches_of_one_name_are_told_apart(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40, repository="one/expert-views")
    fake.open(13, "b" * 40, repository="two/expert-views")
    fake.artifacts[7] = built(history)
    go(fake, branch, run_of(7, "b" * 40, repository="two/expert-views"), tmp_path / "out")
    assert served(branch) == {"13"}


def test_no_script_runs_in_any_preview(fake: FakeHost, branch: Branch, history: History, tmp_path: Path) -> None:
    fake.artifacts[7] = built(history)
    for number, repository in ((12, "stranger/expert-views"), (13, REPOSITORY)):
        fake.open(number, "a" * 40, repository=repository)
        go(fake, branch, run_of(7, "a" * 40, repository=repository), tmp_path / str(number))
        assert "script-src 'none'" in page(branch, f"previews/{number}/index.html")


def test_what_the_preview_has_nothing_of_is_named_whatever_name_it_had(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40, repository="stranger/expert-views")
    fake.artifacts[7] = built(history)
    for name, former in (("docs/overrides/partials/tabs.html", ""), ("seeds/a.md", "scripts/a.py"), ("docs/a.md", "")):
        fake.files[12] = {THEME: "a" * 40, name: "b" * 40}
        fake.renamed[12] = {name: former} if former else {}
        go(fake, branch, run_of(7, "a" * 40, repository="stranger/expert-views"), tmp_path / name.replace("/", "-"))
        assert f"> **Beyond the record**, this pull request changes `{former or name}`." in fake.said(12)[0]


def test_a_host_that_is_busy_is_no_host_without_pages(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    fake.failing["GET pages"] = [503] * 5
    with pytest.raises(HostError, match="GET pages: 503"):
        go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert fake.said(12) == []


def test_previews_have_no_more_bytes_together_than_are_served(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "MOST_BYTES_OF_PREVIEWS", int(2.7 * len(history.read(THEME).encode())))
    for run, number in enumerate((12, 13, 14, 12), start=1):
        fake.open(number, str(run) * 40, branch=f"change-{number}")
        fake.artifacts[run] = built(history, number)
        go(fake, branch, run_of(run, str(run) * 40, branch=f"change-{number}"), tmp_path / str(run))
    assert served(branch) == {"12", "13"}
    assert "close or merge another, such as #12 and #13, and run this again" in fake.said(14)[0]
    assert "has no preview yet" in fake.said(14)[0]
    assert "## Preview of pull request #12" in fake.said(12)[0]


def test_a_second_push_edits_the_comment_and_leaves_what_others_say(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    forged = fake.say(12, "<!-- expert-views: preview -->\nforged", "stranger")
    fake.say(12, "Thank you!", BOT)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "one")
    fake.open(12, "c" * 40)
    fake.artifacts[8] = built(history, content__themes__energy_yml=history.read(THEME).replace(TITLE, "title: Newer"))
    changes_theme(fake, history, 12)
    go(fake, branch, run_of(8, "c" * 40), tmp_path / "two")
    ours = [body for body in fake.said(12) if "Preview of" in body]
    assert len(ours) == 1
    assert "commit `ccccccc`" in ours[0]
    assert fake.comments[forged]["body"].endswith("forged")
    assert "title: Newer" in page(branch, "previews/12/themes/energy/index.html")


def test_a_record_with_problems_is_told_with_them_and_the_earlier_preview_stays(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    changes_theme(fake, history, 12)
    fake.artifacts[7] = built(history)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "one")
    before = page(branch, "previews/12/themes/energy/index.html")
    fake.open(12, "c" * 40)
    fake.artifacts[8] = built(history, content__themes__energy_yml="titel: Energy\n")
    go(fake, branch, replace(run_of(8, "c" * 40), conclusion="success"), tmp_path / "two")
    assert "## Pull request #12 has no preview yet" in fake.said(12)[0]
    assert "The preview of an earlier commit stays as it is." in fake.said(12)[0]
    assert f"`{THEME}:1:1`" in fake.said(12)[0]
    assert page(branch, "previews/12/themes/energy/index.html") == before


def test_a_document_in_doubt_is_told_and_stops_no_preview(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.files[12] = {"seeds/new.txt": "b" * 40}
    fake.artifacts[7] = built(history, seeds__new_txt="nothing like a round-table\n")
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "`content/outlines/new.txt.yml` waits for a decision" in fake.said(12)[0]
    assert "editor? “nothing like a round-table”" in fake.said(12)[0]
    assert served(branch) == {"12"}


def test_the_end_of_a_build_that_failed_is_told(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    monkeypatch.setattr(engine, "build", lambda *_: ("@octo went wrong",))
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "### The end of the build\n\n- `@octo went wrong`\n" in fake.said(12)[0]
    assert served(branch) == set()


@pytest.mark.parametrize("conclusion", ["action_required", "cancelled", "skipped", "None"])
def test_of_a_run_that_waits_or_was_called_off_nothing_is_told(
    fake: FakeHost, branch: Branch, tmp_path: Path, conclusion: str
) -> None:
    fake.open(12, "a" * 40)
    assert not go(fake, branch, replace(run_of(7, "a" * 40), conclusion=conclusion), tmp_path / "out")
    assert fake.said(12) == []


def test_a_site_whose_checks_failed_is_served(fake: FakeHost, branch: Branch, history: History, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    assert go(fake, branch, replace(run_of(7, "a" * 40), conclusion="failure"), tmp_path / "out")
    assert served(branch) == {"12"}
    assert "**Its checks failed.**" in fake.said(12)[0]


def test_a_run_that_handed_nothing_over_is_told_too(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    assert go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "`artifact:1:1: artifact-refused: there is none; the run says why" in fake.said(12)[0]


HOSTILE = {
    "traversal": packed({"12.zip": packed({THEME: "x", "content/../../evil.yml": "x"})}),
    "a site": packed({"12.zip": packed({"site/index.html": "evil.example"})}),
    "unpacked": packed({THEME: "x"}),
    "no zip": b"PK nothing",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_whole_and_the_comment_says_so(
    fake: FakeHost, branch: Branch, tmp_path: Path, name: str
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = HOSTILE[name]
    assert go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert served(branch) == set()
    assert "## What was handed over for pull request #12 was refused" in fake.said(12)[0]
    assert "evil.example" not in fake.said(12)[0]
    assert not list(tmp_path.rglob("evil*"))


def test_an_artifact_that_claims_ten_gigabytes_is_not_even_fetched(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    fake.claimed_sizes[7] = 10_000_000_000
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "it has 10,000,000,000 bytes" in fake.said(12)[0]
    assert not [path for _, path, _ in fake.requests if "elsewhere" in path]


def test_an_artifact_longer_than_it_claims_is_cut_off(fake: FakeHost, tmp_path: Path) -> None:
    fake.artifacts[7] = b"x" * 1_000
    fake.claimed_sizes[7] = 10
    with pytest.raises(HostError, match="more bytes than it claims"):
        fake.host.artifact(7, "record", tmp_path / "a.zip", limit=100)


def test_the_token_stays_with_the_host_where_the_artifact_lies_elsewhere(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert [trusted for _, path, trusted in fake.requests if path.startswith("/elsewhere/")] == [False]


def test_a_sweep_removes_previews_of_closed_pull_requests_alone_and_says_so(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.artifacts[7] = built(history)
    for number in (12, 13):
        fake.open(number, str(number) * 20, branch=f"change-{number}")
        go(fake, branch, run_of(7, str(number) * 20, branch=f"change-{number}"), tmp_path / str(number))
    fake.close(12)
    assert steps.sweep(fake.host, branch) == Swept(frozenset({12}))
    assert served(branch) == {"13"}
    assert "## Pull request #12 was closed without merging" in fake.said(12)[0]
    assert "closed" not in fake.said(13)[0]
    assert steps.sweep(fake.host, branch) == Swept(frozenset())


def test_a_comment_that_cannot_be_written_keeps_no_preview_and_is_mended_by_the_next_sweep(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.artifacts[7] = built(history)
    for number in (12, 13):
        fake.open(number, str(number) * 20, branch=f"change-{number}")
        go(fake, branch, run_of(7, str(number) * 20, branch=f"change-{number}"), tmp_path / str(number))
        fake.close(number, merged=number == 13)
    fake.failing["PATCH issues/comments/1"] = [422]
    swept = steps.sweep(fake.host, branch)
    assert swept.removed == {12, 13}
    assert swept.errors == ("pull request #12: PATCH issues/comments/1: 422 Unprocessable Entity",)
    assert served(branch) == set()
    assert "## Preview of pull request #12" in fake.said(12)[0]
    assert "## Pull request #13 is merged" in fake.said(13)[0]
    assert steps.sweep(fake.host, branch) == Swept(frozenset())
    assert "## Pull request #12 was closed without merging" in fake.said(12)[0]


def test_a_closed_pull_request_that_never_had_a_preview_is_told_too(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    go(fake, branch, replace(run_of(7, "a" * 40), conclusion="failure"), tmp_path / "out")
    forged = fake.say(13, "<!-- expert-views: preview -->\nforged", "stranger")
    fake.close(12)
    assert steps.sweep(fake.host, branch) == Swept(frozenset())
    assert "## Pull request #12 was closed without merging" in fake.said(12)[0]
    assert fake.comments[forged]["body"].endswith("forged")


def test_links_of_what_was_not_merged_lead_to_pages_that_there_are(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("another home")
    branch.publish(tmp_path / "site")
    fake.open(12, "a" * 40)
    changes_theme(fake, history, 12)
    fake.artifacts[7] = built(history)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert f"- [`themes/energy/`]({ADDRESS}previews/12/themes/energy/)" in fake.said(12)[0]
    fake.close(12)
    steps.sweep(fake.host, branch)
    assert f"- [`/`]({ADDRESS})\n" in fake.said(12)[0]
    assert "- `themes/energy/`\n" in fake.said(12)[0]


def test_a_site_that_would_stand_where_previews_do_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    (tmp_path / "site/previews/12").mkdir(parents=True)
    (tmp_path / "site/index.html").write_text(PAGE)
    refused = CliRunner().invoke(main, ["--root", str(tmp_path), "preview", "publish", str(tmp_path / "site")])
    assert (refused.exit_code, "where previews are served" in refused.output) == (2, True)


def test_a_pull_request_that_closes_between_the_two_steps_is_not_served(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    assert steps.inspect(fake.host, run_of(7, "a" * 40), branch, history.root, tmp_path / "out")
    fake.close(12)
    assert not steps.deploy(fake.host, branch, 12, "a" * 40, tmp_path / "out")
    assert served(branch) == set()
    assert fake.said(12) == []


def test_an_older_commit_never_takes_the_place_of_a_newer_one(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    assert steps.inspect(fake.host, run_of(7, "a" * 40), branch, history.root, tmp_path / "out")
    fake.open(12, "b" * 40)
    assert not steps.deploy(fake.host, branch, 12, "a" * 40, tmp_path / "out")
    assert served(branch) == set()


def test_more_than_a_hundred_pull_requests_are_all_known(fake: FakeHost) -> None:
    for number in range(1, 251):
        fake.open(number, str(number))
    assert len(fake.host.open_numbers()) == 250


def test_pages_are_known_by_how_they_are_served_or_not_at_all(fake: FakeHost) -> None:
    assert fake.host.pages() == PagesSite("https://example.github.io/expert-views/", by_workflow=True)
    fake.pages = {"html_url": "https://views.example.org", "build_type": "legacy"}
    assert fake.host.pages() == PagesSite("https://views.example.org/", by_workflow=False)
    fake.pages = None
    assert fake.host.pages() is None


def test_credentials_are_in_the_environment_of_git_and_in_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREVIEW_REMOTE", raising=False)
    with serving() as fake:
        branch = steps.branch_of(fake.host)
    assert branch.remote == f"https://github.com/{REPOSITORY}.git"
    assert branch.settings["GIT_CONFIG_KEY_0"] == "http.https://github.com/.extraheader"
    assert "secret" not in branch.remote


@pytest.mark.parametrize("api", ["http://evil.example", "file:///etc", "http://127.0.0.1.evil.example:1"])
def test_the_token_is_sent_by_https_alone(fake: FakeHost, api: str) -> None:
    with pytest.raises(HostError, match="isn't reached by https"):
        replace(fake.host, api=api).open_numbers()


def test_the_commands_are_told_all_by_their_environment(
    fake: FakeHost, branch: Branch, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built(history)
    event = {
        "workflow_run": {
            "id": 7, "head_sha": "a" * 40, "head_branch": "change", "conclusion": "success",
            "html_url": "https://github.com/x", "head_repository": {"full_name": REPOSITORY},
        }
    }  # fmt: skip
    (tmp_path / "event.json").write_text(json.dumps(event), encoding="utf-8")
    for name, value in {
        "GITHUB_API_URL": fake.address,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_TOKEN": "secret",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PREVIEW_REMOTE": branch.remote,
    }.items():
        monkeypatch.setenv(name, value)
    out = str(tmp_path / "out")
    root = ["--root", str(history.root), "preview"]
    assert CliRunner().invoke(main, [*root, "inspect", f"{out}-in"]).output == "pull request #12: a record\n"
    told = f"number=12\ncommit={'a' * 40}\n"
    assert (tmp_path / "output").read_text(encoding="utf-8") == told
    monkeypatch.delenv("GITHUB_TOKEN")
    assert CliRunner().invoke(main, [*root, "render", f"{out}-in", out]).output == "a site, 0 problems\n"
    for name, value in {"GITHUB_TOKEN": "secret", "NUMBER": "12", "COMMIT": "a" * 40}.items():
        monkeypatch.setenv(name, value)
    fake.failing["POST issues/12/comments"] = [422]
    refused = CliRunner().invoke(main, [*root, "deploy", out])
    assert (refused.exit_code, refused.output.splitlines()[0]) == (1, "served")
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"{told}hand-over=true\n"
    (tmp_path / "output").write_text(told, encoding="utf-8")
    assert CliRunner().invoke(main, [*root, "deploy", out]).output == "served\n"
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"{told}hand-over=true\n"
    fake.close(12)
    fake.failing["PATCH issues/comments/1"] = [422]
    (tmp_path / "output").unlink()
    swept = CliRunner().invoke(main, [*root, "sweep"])
    assert (swept.exit_code, swept.output.splitlines()[0]) == (1, "1 preview removed")
    assert "views: pull request #12: PATCH issues/comments/1: 422" in swept.output
    assert (tmp_path / "output").read_text(encoding="utf-8") == "hand-over=true\n"
    monkeypatch.delenv("GITHUB_TOKEN")
    refused = CliRunner().invoke(main, [*root, "sweep"])
    assert (refused.exit_code, "GITHUB_TOKEN" in refused.output) == (1, True)


def test_the_command_that_marks_a_site_keeps_scripts_from_running(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    called = ["--root", str(tmp_path), "preview", "mark", str(tmp_path), "--label", "change 1"]
    assert CliRunner().invoke(main, called).output == "1 page marked\n"
    assert "script-src 'none'" in (tmp_path / "index.html").read_text()
