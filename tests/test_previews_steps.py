"""What the trusted workflows do, against a host and a repository of our own."""

import json
import tempfile
from pathlib import Path

import pytest

from expertviews.previews import rendering, steps
from expertviews.previews.branch import Branch
from expertviews.previews.github_api import Run
from tests.fake_host import BOT, REPOSITORY, FakeHost, run_of, serving
from tests.project import views
from tests.repositories import History, git, merge, propose

PAGE = "<!doctype html><html><head></head><body><p>hello</p></body></html>"
THEME = "content/themes/energy.yml"
TITLE = "title: Energy"
HANDED = "title: Energy, handed over"
ADDRESS = "https://example.github.io/expert-views/"


@pytest.fixture
def branch(record: History) -> Branch:
    return Branch(f"file://{record.root}")


@pytest.fixture
def root(record: History, tmp_path: Path) -> Path:
    """A checkout of the default branch."""
    return record.checkout(tmp_path / "checkout")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of MkDocs, which other tests run: a home page, and one of the theme's words."""

    def build(project: Path, to: Path) -> tuple[str, ...]:
        words = (project / THEME).read_text(encoding="utf-8") if (project / THEME).is_file() else ""
        for path, text in (("index.html", PAGE), ("themes/energy/index.html", words)):
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_text(text, encoding="utf-8")
        return ()

    monkeypatch.setattr(rendering, "build_apart", build)


def opened(fake: FakeHost, record: History, number: int = 12, repository: str = REPOSITORY, **more: str | None) -> Run:
    """The run for a pull request that gives a theme a new title, and changes more files or removes some."""
    files: dict[str, str | None] = {THEME: record.read(THEME).replace(TITLE, HANDED)}
    files |= {name.replace("__", "/").replace("_", "."): text for name, text in more.items()}
    head = propose(record.root, number, files)
    fake.open(number, head, f"change-{number}", repository)
    return run_of(head, f"change-{number}", repository)


def served(branch: Branch) -> set[str]:
    """The numbers of the previews that there are."""
    return {
        path.split("/")[1] for path in branch.files() if path.startswith("previews/") and path.endswith("/index.html")
    }


def page(branch: Branch, path: str) -> str:
    return git(Path(branch.remote.removeprefix("file://")), "show", f"gh-pages:{path}")


def go(fake: FakeHost, branch: Branch, run: Run, root: Path) -> bool:
    found = steps.inspect(fake.github, run, branch, root, ADDRESS)
    if not found:
        return False
    with tempfile.TemporaryDirectory() as folder:
        rendering.render_preview(root, found, Path(folder) / "preview")
        return steps.deploy(fake.github, branch, found.pull.number, found.pull.head.sha, Path(folder) / "preview")


def test_what_was_built_is_served_and_commented_on(fake: FakeHost, branch: Branch, record: History, root: Path) -> None:
    assert go(fake, branch, opened(fake, record), root)
    assert served(branch) == {"12"}
    assert len(fake.said(12)) == 1
    assert "(https://example.github.io/expert-views/previews/12/)" in fake.said(12)[0]
    assert "`Energy` is now `Energy, handed over`" in fake.said(12)[0]
    assert HANDED in page(branch, "previews/12/themes/energy/index.html")


def test_the_number_comes_from_the_commit_and_not_from_what_the_run_says(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    run = opened(fake, record, 12)
    opened(fake, record, 13)
    go(fake, branch, run.model_copy(update={"display_title": "Pull request #13"}), root)
    assert served(branch) == {"12"}
    assert fake.said(13) == []


def test_two_pull_requests_at_one_commit_are_both_served(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    git(record.root, "branch", "other")
    head = propose(record.root, 12, {THEME: record.read(THEME).replace(TITLE, HANDED)})
    merge(record.root, 13, head, "other")
    for number in (12, 13):
        fake.open(number, head)
    for number in (12, 13, 99):
        go(fake, branch, run_of(head, number=number), root)
        # The last names one that isn't at this commit, and so counts as the first.
        assert served(branch) == ({"12"} if number == 12 else {"12", "13"})
    assert "pull request #13" in page(branch, "previews/13/index.html")


def test_a_preview_is_of_the_merge_with_the_base(fake: FakeHost, branch: Branch, record: History, root: Path) -> None:
    """What was merged meanwhile is in it, and isn't said to be the pull request's."""
    before = git(record.root, "rev-parse", "HEAD")
    record.edit("content/themes/world-order.yml", "title: ", "title: Newer ")
    record.commit("Merged meanwhile")
    head = propose(record.root, 12, {THEME: record.read(THEME).replace(TITLE, HANDED)}, head=before)
    fake.open(12, head)
    go(fake, branch, run_of(head), root)
    assert HANDED in page(branch, "previews/12/themes/energy/index.html")
    assert "`Energy` is now `Energy, handed over`" in fake.said(12)[0]
    assert "Newer" not in fake.said(12)[0]


def test_a_link_among_the_files_is_refused_and_the_comment_says_so(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    (record.root / "seeds/evil.txt").symlink_to("/etc/passwd")
    run = opened(fake, record)
    assert go(fake, branch, run, root)
    assert served(branch) == set()
    assert "## Pull request #12 has no preview yet" in fake.said(12)[0]
    assert "`seeds/evil.txt:1:1`: `it is a link, or another repository` (`take it out" in fake.said(12)[0]


@pytest.mark.parametrize(
    "different",
    [
        {"head_sha": "b" * 40},
        {"head_branch": "other"},
        {"head_repository": "example/another"},
        {"head_repository": "stranger/expert-views"},
        {"head_repository": None},
    ],
    ids=str,
)
def test_a_run_that_no_open_pull_request_is_at_serves_nothing(
    fake: FakeHost, branch: Branch, record: History, root: Path, different: dict[str, object]
) -> None:
    run = opened(fake, record)
    assert not go(fake, branch, run.model_copy(update=different), root)
    assert served(branch) == set()
    assert fake.said(12) == []


def test_two_forks_with_branches_of_one_name_are_told_apart(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    opened(fake, record, 12, "one/expert-views")
    fake.pulls[0]["head"]["ref"] = "change-13"
    go(fake, branch, opened(fake, record, 13, "two/expert-views"), root)
    assert served(branch) == {"13"}


def test_no_script_runs_in_any_preview(fake: FakeHost, branch: Branch, record: History, root: Path) -> None:
    for number, repository in ((12, "stranger/expert-views"), (13, REPOSITORY)):
        go(fake, branch, opened(fake, record, number, repository), root)
        assert "script-src 'none'" in page(branch, f"previews/{number}/index.html")


def test_what_the_preview_has_nothing_of_is_named_whatever_name_it_had(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    record.write("scripts/a.py", "print()\n" * 20)
    record.commit("Code")
    go(fake, branch, opened(fake, record, scripts__a_py=None, seeds__a_txt="print()\n" * 20), root)
    assert "> **Besides the record**, this pull request changes `scripts/a.py`." in fake.said(12)[0]


def test_previews_have_no_more_bytes_together_than_are_served(
    fake: FakeHost, branch: Branch, record: History, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "MOST_BYTES_OF_PREVIEWS", int(2.7 * len(record.read(THEME).encode())))
    for number in (12, 13, 14, 12):
        go(fake, branch, opened(fake, record, number), root)
    assert served(branch) == {"12", "13"}
    assert "close or merge another pull request, and run this again" in fake.said(14)[0]
    assert "has no preview yet" in fake.said(14)[0]
    assert "## Preview of pull request #12" in fake.said(12)[0]


def test_a_second_push_edits_the_comment_and_leaves_what_others_say(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    forged = fake.say(12, "<!-- expertviews: preview -->\nforged", "stranger")
    fake.say(12, "Thank you!", BOT)
    go(fake, branch, opened(fake, record), root)
    newer = record.read(THEME).replace(TITLE, "title: Newer")
    run = opened(fake, record, content__themes__energy_yml=newer)
    go(fake, branch, run, root)
    ours = [body for body in fake.said(12) if "Preview of" in body]
    assert len(ours) == 1
    assert f"commit `{run.head_sha[:7]}`" in ours[0]
    assert fake.comments[forged]["body"].endswith("forged")
    assert "title: Newer" in page(branch, "previews/12/themes/energy/index.html")


def test_a_record_with_problems_is_told_with_them_and_the_earlier_preview_stays(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    go(fake, branch, opened(fake, record), root)
    before = page(branch, "previews/12/themes/energy/index.html")
    go(fake, branch, opened(fake, record, content__themes__energy_yml="titel: Energy\n"), root)
    assert "## Pull request #12 has no preview yet" in fake.said(12)[0]
    assert "The preview of an earlier commit is still there." in fake.said(12)[0]
    assert f"`{THEME}:1:1`" in fake.said(12)[0]
    assert page(branch, "previews/12/themes/energy/index.html") == before


def test_a_document_in_doubt_is_told_and_stops_no_preview(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    go(fake, branch, opened(fake, record, seeds__new_txt="nothing like a round-table\n"), root)
    assert "`content/outlines/new.txt.yml` waits for a decision" in fake.said(12)[0]
    assert "editor? “nothing like a round-table”" in fake.said(12)[0]
    assert served(branch) == {"12"}


def test_the_end_of_a_build_that_failed_is_told(
    fake: FakeHost, branch: Branch, record: History, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "build_apart", lambda *_: ("@octo went wrong",))
    go(fake, branch, opened(fake, record), root)
    assert "### The end of the build\n\n- `@octo went wrong`\n" in fake.said(12)[0]
    assert served(branch) == set()


def test_a_site_whose_checks_failed_is_served(fake: FakeHost, branch: Branch, record: History, root: Path) -> None:
    run = opened(fake, record)
    assert go(fake, branch, run.model_copy(update={"conclusion": "failure"}), root)
    assert served(branch) == {"12"}
    assert "**Its checks failed.**" in fake.said(12)[0]


def test_a_sweep_removes_previews_of_closed_pull_requests_alone_and_says_so(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    for number in (12, 13):
        go(fake, branch, opened(fake, record, number), root)
    fake.close(12)
    assert steps.remove_closed(fake.github, branch, ADDRESS) == {12: ""}
    assert served(branch) == {"13"}
    assert "## Pull request #12 is closed" in fake.said(12)[0]
    assert "previews/12" not in fake.said(12)[0]
    assert "closed" not in fake.said(13)[0]
    assert steps.remove_closed(fake.github, branch, ADDRESS) == {}


def test_a_comment_that_cannot_be_written_keeps_no_preview(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    for number in (12, 13):
        go(fake, branch, opened(fake, record, number), root)
        fake.close(number)
    fake.failing["PATCH issues/comments/1"] = [422]
    swept = steps.remove_closed(fake.github, branch, ADDRESS)
    assert swept == {12: "PATCH issues/comments/1: 422 Unprocessable Entity", 13: ""}
    assert served(branch) == set()
    assert "## Preview of pull request #12" in fake.said(12)[0]
    assert "## Pull request #13 is closed" in fake.said(13)[0]


@pytest.mark.parametrize("newer", ["", "b" * 40])
def test_a_pull_request_that_is_closed_or_pushed_to_meanwhile_is_not_served(
    fake: FakeHost, branch: Branch, record: History, root: Path, newer: str
) -> None:
    """An older commit never takes the place of a newer one."""
    run = opened(fake, record)
    assert steps.inspect(fake.github, run, branch, root, ADDRESS)
    if newer:
        fake.open(12, newer, "change-12")
    else:
        fake.close(12)
    assert not steps.deploy(fake.github, branch, 12, run.head_sha, root)
    assert served(branch) == set()
    assert fake.said(12) == []


def test_a_merge_that_github_has_not_made_yet_is_not_rendered(
    fake: FakeHost, branch: Branch, record: History, root: Path
) -> None:
    opened(fake, record)
    fake.open(12, "b" * 40)
    assert not go(fake, branch, run_of("b" * 40), root)


def test_credentials_are_in_the_environment_of_git_and_in_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREVIEW_REMOTE", raising=False)
    with serving() as fake:
        branch = steps.branch_of(fake.github)
    assert branch.remote == f"https://github.com/{REPOSITORY}.git"
    assert branch.env["GIT_CONFIG_KEY_0"] == "http.https://github.com/.extraheader"
    assert "secret" not in branch.remote


def test_the_commands_are_told_all_by_their_environment(
    fake: FakeHost, branch: Branch, record: History, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = opened(fake, record)
    (tmp_path / "event.json").write_text(json.dumps({"workflow_run": run.model_dump()}), encoding="utf-8")
    for name, value in {
        "GITHUB_API_URL": fake.address,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_TOKEN": "secret",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PREVIEW_REMOTE": branch.remote,
        "SITE_URL": ADDRESS,
    }.items():
        monkeypatch.setenv(name, value)
    out, facts = str(tmp_path / "out"), str(tmp_path / "facts.json")
    assert views(root, "preview", "inspect", facts).output == "pull request #12\n"
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"number=12\ncommit={run.head_sha}\n"
    monkeypatch.delenv("GITHUB_TOKEN")
    assert views(root, "preview", "render", facts, out).output == "a site, 0 problems\n"
    for name, value in {"GITHUB_TOKEN": "secret", "NUMBER": "12", "COMMIT": run.head_sha}.items():
        monkeypatch.setenv(name, value)
    fake.failing["POST issues/12/comments"] = [422]
    refused = views(root, "preview", "deploy", out)
    assert (refused.exit_code, served(branch)) == (1, {"12"})
    assert views(root, "preview", "deploy", out).output == "served\n"
    fake.close(12)
    fake.failing["PATCH issues/comments/1"] = [422]
    (tmp_path / "output").unlink()
    swept = views(root, "preview", "sweep")
    assert (swept.exit_code, swept.output.splitlines()[0]) == (1, "1 preview removed")
    assert "views: pull request #12: PATCH issues/comments/1: 422" in swept.output
    assert (tmp_path / "output").read_text(encoding="utf-8") == "removed=1\n"
    monkeypatch.delenv("GITHUB_TOKEN")
    refused = views(root, "preview", "sweep")
    assert (refused.exit_code, "GITHUB_TOKEN" in refused.output) == (1, True)


def test_the_command_that_marks_a_site_keeps_scripts_from_running(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    marked = views(tmp_path, "preview", "mark", str(tmp_path), "--label", "change 1")
    assert marked.output == "1 page marked\n"
    assert "script-src 'none'" in (tmp_path / "index.html").read_text()
