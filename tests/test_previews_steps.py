"""What the trusted workflows do, against a host and a repository of our own."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews.changes.types import Changes
from expertviews.cli import main
from expertviews.previews import steps
from expertviews.previews.branch import Branch
from expertviews.previews.hosting import HostError, PagesSite, Run
from expertviews.previews.steps import Swept
from tests.fake_host import BOT, REPOSITORY, FakeHost, run_of, serving
from tests.repositories import bare, git

PAGE = "<!doctype html><html><head></head><body><p>hello</p></body></html>"
NO_PROBLEMS = json.dumps({"count": 0, "problems": []})


@pytest.fixture
def fake() -> Iterator[FakeHost]:
    with serving() as host:
        yield host


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    return Branch(f"file://{bare(tmp_path / 'remote.git')}", pause=lambda _: None)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return buffer.getvalue()


def built(**more: str | bytes) -> bytes:
    files = {"site/index.html": PAGE, "changes.json": Changes().model_dump_json(), "problems.json": NO_PROBLEMS}
    return archive({**files, **{name.replace("__", "/").replace("_", "."): data for name, data in more.items()}})


def served(branch: Branch) -> set[str]:
    return {path for path in branch.files() if path.startswith("previews/") and path.endswith(".html")}


def go(fake: FakeHost, branch: Branch, run: Run, folder: Path) -> bool:
    inspected = steps.inspect(fake.host, run, branch, folder)
    if not inspected or not steps.deploy(fake.host, branch, steps.read(folder)):
        return False
    steps.tell(fake.host, inspected)
    return True


def test_what_was_built_is_served_and_commented_on(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    assert go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert served(branch) == {"previews/12/index.html"}
    assert len(fake.said(12)) == 1
    assert "(https://example.github.io/expert-views/previews/12/)" in fake.said(12)[0]


def test_the_number_comes_from_the_commit_and_not_from_what_was_built(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.open(13, "b" * 40, branch="other")
    fake.artifacts[7] = archive({"site/index.html": PAGE, "site/pr.txt": "13", "site/preview.json": '{"number": 13}'})
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert served(branch) == {"previews/12/index.html"}
    assert fake.said(13) == []


def test_two_pull_requests_from_one_branch_are_both_served(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    for number in (12, 13):
        fake.open(number, "a" * 40)
    for run, number in ((7, 12), (8, 13), (9, 99)):
        facts = json.dumps({"count": 0, "problems": [], "number": number})
        fake.artifacts[run] = built(**{f"site__{number}_html": PAGE, "problems_json": facts})
        go(fake, branch, run_of(run, "a" * 40), tmp_path / str(run))
    # The last names one that isn't at this commit, and so counts as the first.
    names = {f"previews/12/{name}" for name in ("index.html", "99.html")}
    assert served(branch) == names | {f"previews/13/{name}" for name in ("index.html", "13.html")}


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
    fake: FakeHost, branch: Branch, tmp_path: Path, run: Run
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    assert not go(fake, branch, run, tmp_path / "out")
    assert served(branch) == set()


def test_two_forks_with_branches_of_one_name_are_told_apart(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40, repository="one/expert-views")
    fake.open(13, "b" * 40, repository="two/expert-views")
    fake.artifacts[7] = built()
    go(fake, branch, run_of(7, "b" * 40, repository="two/expert-views"), tmp_path / "out")
    assert served(branch) == {"previews/13/index.html"}


def test_no_script_runs_in_the_preview_of_a_fork_and_all_do_in_our_own(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.artifacts[7] = built()
    for number, repository in ((12, "stranger/expert-views"), (13, REPOSITORY)):
        fake.open(number, "a" * 40, repository=repository)
        go(fake, branch, run_of(7, "a" * 40, repository=repository), tmp_path / str(number))
    remote = Path(branch.remote.removeprefix("file://"))
    assert "script-src 'none'" in git(remote, "show", "gh-pages:previews/12/index.html")
    assert "script-src 'none'" not in git(remote, "show", "gh-pages:previews/13/index.html")


def test_a_fork_that_changes_a_template_is_warned_about_whatever_name_it_had(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40, repository="stranger/expert-views")
    fake.artifacts[7] = built()
    for at, name in enumerate(("docs/overrides/partials/tabs.html", "scripts/a.py to docs/a.md")):
        fake.files[12] = ["content/themes/energy.yml", name]
        go(fake, branch, run_of(7, "a" * 40, repository="stranger/expert-views"), tmp_path / str(at))
        warned = f"> **Beyond the record**, this pull request changes `{name.split(' to ')[0]}`."
        assert warned in fake.said(12)[0]


def test_a_host_that_is_busy_is_no_host_without_pages(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    fake.failing["GET pages"] = [503] * 5
    with pytest.raises(HostError, match="GET pages: 503"):
        go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert fake.said(12) == []


def test_previews_have_no_more_bytes_together_than_are_served(
    fake: FakeHost, branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "MOST_BYTES_OF_PREVIEWS", 30_000)
    big = built(site__big_css="x" * 10_000)
    for run, number in enumerate((12, 13, 14, 12), start=1):
        fake.open(number, str(run) * 40, branch=f"change-{number}")
        fake.artifacts[run] = big
        go(fake, branch, run_of(run, str(run) * 40, branch=f"change-{number}"), tmp_path / str(run))
    assert served(branch) == {"previews/12/index.html", "previews/13/index.html"}
    assert "close or merge another, such as #12 and #13, and run this again" in fake.said(14)[0]
    assert "### What changes" in fake.said(14)[0]
    assert "## Preview of pull request #12" in fake.said(12)[0]


def test_a_second_push_edits_the_comment_and_leaves_what_others_say(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    forged = fake.say(12, "<!-- expert-views: preview -->\nforged", "stranger")
    fake.say(12, "Thank you!", BOT)
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "one")
    fake.open(12, "c" * 40)
    fake.artifacts[8] = built(site__new_html=PAGE)
    go(fake, branch, run_of(8, "c" * 40), tmp_path / "two")
    ours = [body for body in fake.said(12) if "Preview of" in body]
    assert len(ours) == 1
    assert "commit `ccccccc`" in ours[0]
    assert fake.comments[forged]["body"].endswith("forged")
    assert served(branch) == {"previews/12/index.html", "previews/12/new.html"}


def test_a_build_that_failed_is_told_with_its_problems_and_the_earlier_preview_stays(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "one")
    problem = {"path": "content/x.yml", "line": 1, "column": 1, "code": "bad-slug", "what": "w", "remedy": "r"}
    fake.open(12, "c" * 40)
    fake.artifacts[8] = archive({"problems.json": json.dumps({"count": 1, "problems": [problem]})})
    go(fake, branch, replace(run_of(8, "c" * 40), conclusion="failure"), tmp_path / "two")
    assert "could not be built" in fake.said(12)[0]
    assert "The preview of an earlier commit stays as it is." in fake.said(12)[0]
    assert "`content/x.yml:1:1`" in fake.said(12)[0]
    assert served(branch) == {"previews/12/index.html"}


@pytest.mark.parametrize("conclusion", ["action_required", "cancelled", "skipped", "None"])
def test_of_a_run_that_waits_or_was_called_off_nothing_is_told(
    fake: FakeHost, branch: Branch, tmp_path: Path, conclusion: str
) -> None:
    fake.open(12, "a" * 40)
    assert not go(fake, branch, replace(run_of(7, "a" * 40), conclusion=conclusion), tmp_path / "out")
    assert fake.said(12) == []


def test_a_site_whose_checks_failed_is_served(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    assert go(fake, branch, replace(run_of(7, "a" * 40), conclusion="failure"), tmp_path / "out")
    assert served(branch) == {"previews/12/index.html"}
    assert "**Its checks failed.**" in fake.said(12)[0]


def test_a_run_without_an_artifact_is_told_too(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    assert go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "could not be built" in fake.said(12)[0]


HOSTILE = {
    "traversal": archive({"site/index.html": PAGE, "site/../../evil.html": PAGE}),
    "wrong json": built(changes_json="[]"),
    "half a json": built(changes_json='{"version": 1'),
    "deep json": built(changes_json="[" * 100_000),
    "unknown keys": built(changes_json='{"version": 1, "evil": 1}'),
    "an address elsewhere": built(
        changes_json='{"pages": [{"address": "javascript:alert(1)//evil.example", "what": "added"}], "pages_count": 1}'
    ),
    "a number too large": built(changes_json='{"pages_count": 1e400}'),
    "problems of another form": built(problems_json='{"count": -1, "problems": []}'),
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
    assert "## What was built for pull request #12 was refused" in fake.said(12)[0]
    assert "evil.example" not in fake.said(12)[0]
    assert not list(tmp_path.rglob("evil*"))


def test_an_artifact_that_claims_ten_gigabytes_is_not_even_fetched(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    fake.claimed_sizes[7] = 10_000_000_000
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "it has 10,000,000,000 bytes" in fake.said(12)[0]
    assert not [path for _, path, _ in fake.requests if "elsewhere" in path]


def test_an_artifact_longer_than_it_claims_is_cut_off(fake: FakeHost, tmp_path: Path) -> None:
    fake.artifacts[7] = b"x" * 1_000
    fake.claimed_sizes[7] = 10
    with pytest.raises(HostError, match="more bytes than it claims"):
        fake.host.artifact(7, "preview", tmp_path / "a.zip", limit=100)


def test_the_token_stays_with_the_host_where_the_artifact_lies_elsewhere(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert [trusted for _, path, trusted in fake.requests if path.startswith("/elsewhere/")] == [False]


def test_a_sweep_removes_previews_of_closed_pull_requests_alone_and_says_so(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.artifacts[7] = built()
    for number in (12, 13):
        fake.open(number, str(number) * 20, branch=f"change-{number}")
        go(fake, branch, run_of(7, str(number) * 20, branch=f"change-{number}"), tmp_path / str(number))
    fake.close(12)
    assert steps.sweep(fake.host, branch) == Swept(frozenset({12}))
    assert served(branch) == {"previews/13/index.html"}
    assert "## Pull request #12 was closed without merging" in fake.said(12)[0]
    assert "closed" not in fake.said(13)[0]
    assert steps.sweep(fake.host, branch) == Swept(frozenset())


def test_a_comment_that_cannot_be_written_keeps_no_preview_and_is_mended_by_the_next_sweep(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.artifacts[7] = built()
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
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    site = tmp_path / "site" / "themes" / "energy"
    site.mkdir(parents=True)
    for page in (site.parent.parent / "index.html", site / "index.html"):
        page.write_text(PAGE)
    branch.publish(tmp_path / "site")
    changed = PAGE.replace("hello", "changed")
    pages = {"site/index.html": changed, "site/themes/energy/index.html": changed, "site/themes/new/index.html": PAGE}
    fake.open(12, "a" * 40)
    fake.artifacts[7] = archive({**pages, "changes.json": Changes().model_dump_json()})
    go(fake, branch, run_of(7, "a" * 40), tmp_path / "out")
    assert "- [`themes/new/`](https://example.github.io/expert-views/previews/12/themes/new/) (new)" in fake.said(12)[0]
    fake.close(12)
    steps.sweep(fake.host, branch)
    address = "https://example.github.io/expert-views/"
    assert f"- [`themes/energy/`]({address}themes/energy/)\n" in fake.said(12)[0]
    assert f"- [`/`]({address})\n" in fake.said(12)[0]
    assert "- `themes/new/` (new)\n" in fake.said(12)[0]


def test_a_pull_request_that_closes_between_the_two_steps_is_not_served(
    fake: FakeHost, branch: Branch, tmp_path: Path
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    assert steps.inspect(fake.host, run_of(7, "a" * 40), branch, tmp_path / "out")
    fake.close(12)
    assert not steps.deploy(fake.host, branch, steps.read(tmp_path / "out"))
    assert served(branch) == set()
    assert fake.said(12) == []


def test_an_older_commit_never_takes_the_place_of_a_newer_one(fake: FakeHost, branch: Branch, tmp_path: Path) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
    assert steps.inspect(fake.host, run_of(7, "a" * 40), branch, tmp_path / "out")
    fake.open(12, "b" * 40)
    assert not steps.deploy(fake.host, branch, steps.read(tmp_path / "out"))
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
    fake: FakeHost, branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.open(12, "a" * 40)
    fake.artifacts[7] = built()
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
    (tmp_path / "content").mkdir()
    out = str(tmp_path / "out")
    root = ["--root", str(tmp_path), "preview"]
    assert CliRunner().invoke(main, [*root, "inspect", out]).output == "pull request #12: a site\n"
    fake.failing["POST issues/12/comments"] = [422]
    refused = CliRunner().invoke(main, [*root, "deploy", out])
    assert (refused.exit_code, refused.output.splitlines()[0]) == (1, "served")
    assert (tmp_path / "output").read_text(encoding="utf-8") == "number=12\nhand-over=true\n"
    (tmp_path / "output").write_text("number=12\n", encoding="utf-8")
    assert CliRunner().invoke(main, [*root, "deploy", out]).output == "served\n"
    assert (tmp_path / "output").read_text(encoding="utf-8") == "number=12\nhand-over=true\n"
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


def test_the_command_that_marks_a_site_keeps_a_strangers_scripts_from_running(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for options, has in ([], False), (["--stranger"], True):
        (tmp_path / "index.html").write_text(PAGE)
        called = ["--root", str(tmp_path), "preview", "mark", str(tmp_path), "--label", "change 1", *options]
        assert CliRunner().invoke(main, called).output == "1 page marked\n"
        assert ("script-src 'none'" in (tmp_path / "index.html").read_text()) is has
