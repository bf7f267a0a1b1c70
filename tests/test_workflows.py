"""The workflows are what GitHub takes, hold to least privilege, and call what there is."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from expertviews.cli import main
from tests.project import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = sorted((ROOT / ".github" / "actions").glob("*/action.yml"))
EXAMPLES = ROOT / "docs" / "guides" / "examples"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

# What a stranger writes, or chooses: a pull request's title, text, branch and people.
STRANGERS = r"\$\{\{[^}]*(github\.head_ref|event\.(pull_request|workflow_run|issue|comment|head_commit))[^}]*\}\}"
READ_ONLY = {"Pull request", "Test"}


def load(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def events(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What a workflow runs on; YAML takes the key `on` for a truth."""
    found = workflow.get("on", workflow.get(True))
    assert isinstance(found, dict)
    return found


def steps(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} isn't installed"
    return found


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    run(tool("actionlint"), "-no-color", *map(str, WORKFLOWS))


def test_zizmor_finds_nothing() -> None:
    run(tool("zizmor"), "--offline", "--no-progress", "--color=never", "--pedantic", ".github")


def test_one_danger_alone_is_overlooked_on_purpose() -> None:
    overlooked = [
        line
        for path in (*WORKFLOWS, *ACTIONS)
        for line in path.read_text(encoding="utf-8").splitlines()
        if "zizmor:" in line
    ]
    assert len(overlooked) == 1
    assert "ignore[dangerous-triggers]" in overlooked[0]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_permissions_are_none_but_those_that_a_job_names(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert isinstance(job["permissions"], dict)
        if workflow["name"] in READ_ONLY:
            assert job["permissions"] in ({}, {"contents": "read"})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_job_runs_for_ever_and_no_checkout_leaves_a_token_behind(path: Path) -> None:
    workflow = load(path)
    assert all("uses" in job or job["timeout-minutes"] <= 20 for job in workflow["jobs"].values())
    for step in steps(workflow):
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + "/" + path.stem)
def test_actions_are_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    for uses in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"\$/\.github/\S+|actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", uses), uses


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_command_has_an_expression_in_it(path: Path) -> None:
    assert [step["run"] for step in steps(load(path)) if "${{" in step.get("run", "")] == []


def test_the_workflows_with_a_token_that_writes_check_out_the_default_branch_alone() -> None:
    for path in WORKFLOWS:
        workflow = load(path)
        text = path.read_text(encoding="utf-8")
        assert "pull_request_target" not in events(workflow)
        if "workflow_run" in events(workflow):
            refs = [step["with"].get("ref") for step in steps(workflow) if "checkout" in step.get("uses", "")]
            assert set(refs) == {"${{ github.event.repository.default_branch }}"}
            # A stranger's choice stands in the group that runs one at a time, and nowhere else.
            found = [match[0] for match in re.finditer(STRANGERS, text)]
            assert found == [
                "${{ github.event.workflow_run.head_repository.full_name }}",
                "${{ github.event.workflow_run.head_branch }}",
            ]
            assert re.search(r"\n  group: preview-.*head_repository\.full_name.*head_branch", text)


def test_the_workflow_that_a_pull_request_runs_is_the_one_that_is_waited_for() -> None:
    named = {load(path)["name"]: events(load(path)) for path in WORKFLOWS}
    assert named["Preview"]["workflow_run"]["workflows"] == ["Pull request"]
    ended = load(ROOT / ".github" / "workflows" / "preview.yml")["jobs"]["render"]["if"]
    assert (
        """contains(fromJSON('["success", "failure", "timed_out"]'), github.event.workflow_run.conclusion)""" in ended
    )
    assert set(named["Pull request"]["pull_request"]["types"]) == {"opened", "synchronize", "reopened", "closed"}


def test_a_record_is_rendered_where_no_token_can_write_and_served_where_none_is_rendered() -> None:
    jobs = load(ROOT / ".github" / "workflows" / "preview.yml")["jobs"]
    assert set(jobs["render"]["permissions"].values()) == {"read"}
    rendering = [it for job in jobs.values() for it in job.get("steps", []) if "preview render" in it.get("run", "")]
    assert rendering == [it for it in jobs["render"]["steps"] if it.get("name") == "Render it"]
    assert set(rendering[0]["env"]) == {"REPO_URL", "SITE_URL"}
    (serving,) = [it for it in jobs["deploy"]["steps"] if "run" in it]
    # Whose preview it is was settled in a step before anything was rendered.
    assert serving["env"]["NUMBER"] == "${{ needs.render.outputs.number }}"
    assert jobs["render"]["outputs"]["number"] == "${{ steps.inspect.outputs.number }}"


def test_a_run_says_last_which_pull_request_it_is_for() -> None:
    workflow = load(ROOT / ".github" / "workflows" / "pull-request.yml")
    assert workflow["run-name"].endswith("#${{ github.event.pull_request.number }}")


PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[\w.+!]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n")


def pins(name: str) -> set[str]:
    """The packages with their versions that a lock names. It has nothing else but digests."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "".join(found[0] for found in PIN.finditer(text)) == text
    return {found[0].split()[0] for found in PIN.finditer(text)}


def test_what_runs_is_locked_by_itself_and_what_tests_has_the_same() -> None:
    runs, tests = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runs < tests
    names = {pin.partition("==")[0] for pin in runs}
    assert {"mkdocs", "pydantic", "setuptools"} <= names
    assert names.isdisjoint({"pytest", "playwright", "hypothesis", "zizmor", "uv"})


def test_packages_are_installed_with_digests_and_as_wheels_alone() -> None:
    installing = re.findall(r"^\t(.*--requirement .*)$", MAKEFILE, re.MULTILINE)
    assert installing == [
        f"$(LOCKED) --requirement requirements{more}.txt" for more in ("-release", "", "-zensical", "-dev")
    ]
    assert "LOCKED := $(PIP) --require-hashes --only-binary :all:\n" in MAKEFILE


def test_jobs_whose_token_can_write_install_what_runs_alone() -> None:
    assert "run: make install\n" in ACTIONS[0].read_text(encoding="utf-8")
    assert re.search(r"^install: \$\(INSTALLED\)", MAKEFILE, re.MULTILINE)
    for path in WORKFLOWS:
        for job in load(path)["jobs"].values():
            if "write" in job["permissions"].values():
                assert not re.search(r"make (develop|test|lint)|\.ci/run|pip install", str(job))


def test_what_was_pushed_is_handed_over_even_where_a_comment_could_not_be_written() -> None:
    conditions = {
        "preview": "${{ !cancelled() && needs.deploy.result != 'skipped' }}",
        "sweep": "${{ !cancelled() && needs.sweep.outputs.removed > 0 }}",
    }
    for name, condition in conditions.items():
        assert load(ROOT / ".github" / "workflows" / f"{name}.yml")["jobs"]["pages"]["if"].startswith(condition)
    publish = load(ROOT / ".github" / "workflows" / "publish.yml")["jobs"]["publish"]["steps"]
    assert [step["run"] for step in publish if step.get("continue-on-error")] == [".venv/bin/views preview sweep"]


def test_addresses_are_checked_and_changes_told_whatever_the_checks_say() -> None:
    steps_of = load(ROOT / ".github" / "workflows" / "pull-request.yml")["jobs"]["site"]["steps"]
    named = {step["name"]: step.get("if", "") for step in steps_of if "name" in step}
    assert "!cancelled()" in named["Build the site"]
    assert "steps.record.outcome == 'success'" in named["Build the site"]
    for name in (
        "Check that published addresses last",
        "Say what changes",
    ):
        assert named[name] == "${{ !cancelled() }}"


def commands() -> Iterator[tuple[str, str]]:
    """Every line of shell in the workflows and the examples, with where it stands."""
    for path in WORKFLOWS:
        yield from ((path.name, line) for step in steps(load(path)) for line in step.get("run", "").splitlines())
    gitlab = load(EXAMPLES / "gitlab-ci.yml")
    for job in gitlab.values():
        lines = [*job.get("script", []), *job.get("before_script", [])]
        yield from (("gitlab-ci.yml", line) for line in lines)
    netlify = tomllib.loads((EXAMPLES / "netlify.toml").read_text(encoding="utf-8"))
    for text in (netlify["build"]["command"], netlify["context"]["deploy-preview"]["command"]):
        yield from (("netlify.toml", line.strip()) for line in text.splitlines())
    for text in re.findall(
        r"```sh\n(.*?)```", (ROOT / "docs/guides/previews.md").read_text(encoding="utf-8"), re.DOTALL
    ):
        yield from (("previews.md", line) for line in text.splitlines())


def test_every_command_and_option_that_is_called_exists() -> None:
    called = [(where, words) for where, line in commands() for words in re.findall(r"\bviews ((?:[^|&>;`]|`)*)", line)]
    assert len(called) > 15
    for where, words in called:
        command: click.Command = main
        for word in words.split():
            if isinstance(command, click.Group):
                assert word in command.commands, f"{where}: views {words}"
                command = command.commands[word]
            elif word.startswith("--"):
                options = {name for parameter in command.params for name in parameter.opts}
                assert word in options, f"{where}: views {words}"


def test_every_target_that_is_made_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    made = {target for _, line in commands() for target in re.findall(r"\bmake ([a-z]+)", line)}
    assert made >= {"install", "site", "offline"}
    assert made <= targets


def test_the_example_for_gitlab_fits_gitlabs_schema() -> None:
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", str(EXAMPLES / "gitlab-ci.yml"))


def test_actions_and_packages_are_kept_up_to_date_wherever_they_are_used() -> None:
    path = ROOT / ".github" / "dependabot.yml"
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.dependabot", str(path))
    actions, packages = load(path)["updates"]
    assert actions["package-ecosystem"] == "github-actions"
    assert actions["directories"] == ["/", "/.github/actions/*"]
    assert (packages["package-ecosystem"], packages["directory"]) == ("pip", "/")


def test_a_run_that_is_repeated_publishes_the_newest_site() -> None:
    workflow = load(ROOT / ".github" / "workflows" / "publish.yml")
    refs = [step["with"].get("ref") for step in steps(workflow) if "checkout" in step.get("uses", "")]
    assert refs == ["${{ github.event.repository.default_branch }}"] * 2


def test_the_guide_links_to_the_examples() -> None:
    guide = (ROOT / "docs/guides/previews.md").read_text(encoding="utf-8")
    assert all(f"(examples/{path.name})" in guide for path in EXAMPLES.iterdir())
