"""From a labelled issue to a pull request, and what strangers, and those who only pretend to be maintainers, can't do."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from pydantic import ValidationError

from expertviews import content, contributions
from expertviews.contributions import ADD_ANSWER, CORRECT, FORMS, OUTCOME, Form, Issue
from expertviews.contributions.forms import forms_in
from expertviews.previews import contributing, replies
from expertviews.previews.branch import AUTHOR, Branch
from expertviews.previews.contributing import Handover, RefusedError
from tests.fake_host import FakeHost
from tests.project import PAIKIN_VIEW, QUESTION, ROOT, views
from tests.repositories import History, git, lost_addresses
from tests.test_contributions import ANSWER, CORRECTION, JUDGED, WITHDRAWAL, body
from tests.test_workflows import events, load
from tests.thorough import crossed

HEAD = "contribution-12"
JANE_VIEW = "content/views/china-russia-2021/jane-doe.yml"


@pytest.fixture
def fake(fake: FakeHost) -> FakeHost:
    fake.writers = {"editor"}
    return fake


@pytest.fixture
def branch(record: History) -> Branch:
    return Branch(f"file://{record.root}")


@pytest.fixture
def root(record: History, tmp_path: Path) -> Path:
    """A checkout of the default branch."""
    return record.checkout(tmp_path / "checkout")


class Turn:
    """An issue, labelled on our host, and what the workflow makes of it."""

    def __init__(self, fake: FakeHost, branch: Branch, root: Path) -> None:
        self.fake, self.branch, self.root = fake, branch, root
        self.event = root.parent / "event.json"

    def labelled(self, form: Form, values: Mapping[str, str], by: str = "editor", label: str = "accepted") -> None:
        text = body(form, values)
        issue = {"number": 12, "state": "open", "body": text, "labels": [{"name": label}]}
        self.fake.issues[12] = dict(issue)
        days = {"created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-25T10:00:00Z"}
        event = {
            "action": "labeled",
            "issue": {**issue, **days, "user": {"login": "stranger"}, "title": "`id` ${{ x }} @all"},
            "label": {"name": label},
            "sender": {"login": by},
            "repository": {"default_branch": "main"},
        }
        self.event.write_text(json.dumps(event), encoding="utf-8")

    @property
    def issue(self) -> Issue:
        return contributions.read_event(self.event)

    def read(self) -> Handover:
        """What the first job hands over, as it arrives in the second one."""
        return Handover.model_validate_json(contributing.read_issue(self.root, self.issue).model_dump_json())

    def go(self, handed: Handover | None = None) -> str:
        return contributing.take_up(self.fake.github, self.branch, self.root, self.issue, handed or self.read())

    @property
    def said(self) -> str:
        (comment,) = self.fake.said(12)
        return comment

    @property
    def labels(self) -> list[str]:
        return [it["name"] for it in self.fake.issues[12]["labels"]]

    def proposed(self, path: str) -> str:
        return git(self.root.parent / "project", "show", f"{HEAD}:{path}")

    @property
    def changed(self) -> list[str]:
        return git(self.root.parent / "project", "diff", "--name-status", "main", HEAD).splitlines()

    @property
    def written(self) -> list[str]:
        """What was asked of the host that changes anything."""
        return [f"{method} {path}" for method, path, _ in self.fake.requests if method != "GET"]

    @property
    def branches(self) -> str:
        return git(self.root.parent / "project", "branch", "--list", "--format=%(refname:short)")


@pytest.fixture
def turn(fake: FakeHost, branch: Branch, root: Path) -> Turn:
    return Turn(fake, branch, root)


def test_an_answer_becomes_a_pull_request_with_the_files_of_an_editor(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.go()
    assert turn.changed == ["A\tcontent/contributors/jane-doe.yml", f"A\t{JANE_VIEW}"]
    assert "submitted: 2026-11-20" in turn.proposed(JANE_VIEW)
    asked = turn.fake.pulls[-1]["asked"]
    assert (asked["title"], asked["head"], asked["base"]) == ("Add an answer (#12)", HEAD, "main")
    assert "Closes #12." in asked["body"]
    assert "This has become #90" in turn.said
    assert turn.labels == ["accepted"]
    commit = git(turn.root.parent / "project", "log", "-1", "--format=%an: %s", HEAD)
    assert commit == "github-actions[bot]: Add an answer (#12)"


def test_an_answer_brings_the_new_day_of_its_questions_record(turn: Turn, record: History, root: Path) -> None:
    record.edit(QUESTION, "recorded: 2026-11-26", "recorded: 2026-11-21")
    record.commit("Recorded earlier")
    git(root, "pull", "--quiet")
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.go()
    assert turn.changed == ["A\tcontent/contributors/jane-doe.yml", f"M\t{QUESTION}", f"A\t{JANE_VIEW}"]
    changed = git(record.root, "diff", "--unified=0", "main", HEAD, "--", QUESTION).splitlines()[5:]
    assert changed == ["-recorded: 2026-11-21", "+recorded: 2026-11-25"]
    assert "changed-since-recorded" not in turn.fake.pulls[-1]["asked"]["body"]


def test_a_correction_and_an_outcome_change_their_lines_alone(turn: Turn) -> None:
    turn.labelled(CORRECT, CORRECTION)
    turn.go()
    assert f"M\t{PAIKIN_VIEW}" in turn.changed
    assert "corrected: has long priced-in" in turn.proposed(PAIKIN_VIEW)
    turn.labelled(OUTCOME, JUDGED)
    turn.go()
    assert turn.changed == [f"M\t{QUESTION}"]
    assert len([it for it in turn.written if it == "POST /repos/example/expert-views/pulls"]) == 1


def test_a_withdrawal_keeps_the_addresses_that_were_published(turn: Turn, record: History, root: Path) -> None:
    record.remove(content.ADDRESSES)
    record.commit("Not listed")
    git(root, "pull", "--quiet")
    turn.labelled(CORRECT, WITHDRAWAL)
    turn.go()
    assert "withdrawn:\n  date: 2026-11-25\n  why: The author asked." in turn.proposed(PAIKIN_VIEW)
    assert "\ncontributors/zachary-paikin/#china-russia-2021-p2\n" in turn.proposed(content.ADDRESSES)
    git(record.root, "merge", "--quiet", HEAD)
    assert record.problems() == []
    assert lost_addresses(record.root, "HEAD^1") == []


def test_what_is_wrong_is_said_and_the_label_can_be_set_again(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, {**ANSWER, "answered": "yesterday", "url": "nowhere"})
    turn.go()
    assert "- **When was it given?** `yesterday` isn't a date." in turn.said
    assert "- **Where was it published?** `nowhere` isn't a web address." in turn.said
    assert turn.labels == []
    assert turn.branches == "main"
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.go()
    assert "This has become #90" in turn.said


def test_problems_are_in_plain_words_or_for_the_editors(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, {**ANSWER, "text": "I agree.\n\n### By the way @octocat"})
    turn.go()
    assert "- Readers would see this line as a remark or as code: `### By the way @octocat`." in turn.said
    assert ".yml" not in turn.said
    assert turn.branches == "main"
    turn.labelled(
        CORRECT, {**CORRECTION, "page": "contributors/zachary-paikin/", "wrong": "Toronto", "right": "y" * 1001}
    )
    turn.go()
    assert "For the editors, what the program says of the files that this would become:\n\n- ``content/" in turn.said


def test_an_anonymous_answer_that_is_sent_again_is_told(turn: Turn) -> None:
    text = "Money for the pipeline was never there, and the two sides know it well by now."
    answer = {**ANSWER, "name": "A diplomat", "kind": "Somebody who stays anonymous", "text": text}
    values = contributions.filled_in(ADD_ANSWER, body(ADD_ANSWER, answer))
    contributions.write_proposal(
        turn.root, contributions.propose(content.load(turn.root), ADD_ANSWER, values, "2026-11-20", "2026-11-20")
    )
    issue = Issue(number=1, body="", label="", labelled_by="", opened="2026-11-20", labelled="2026-11-20", branch="")
    again = contributing.read_issue(turn.root, issue.model_copy(update={"body": body(ADD_ANSWER, answer)}))
    assert [it.code for it in again.mistakes] == ["copied"]
    other = {**answer, "text": "Quite another answer, which says nothing of that."}
    new = contributing.read_issue(turn.root, issue.model_copy(update={"body": body(ADD_ANSWER, other)}))
    assert [(it.code, it.words) for it in new.notes] == [("perhaps-same", ("A diplomat", "A diplomat"))]


def test_a_mistake_is_told_under_the_label_of_its_form(turn: Turn) -> None:
    turn.labelled(OUTCOME, {**JUDGED, "evidence": "a\n\n### Anything else?\n\nb"})
    turn.go()
    assert "- **Anything else?** This heading is there twice" in turn.said


def test_a_problem_in_another_file_is_for_the_editor_to_mend(turn: Turn) -> None:
    guide = turn.root / "docs/guides/mine.md"
    guide.parent.mkdir(parents=True)
    guide.write_text("Russia-China relations in 2021 will be driven by a continued rapprochement.\n", encoding="utf-8")
    turn.labelled(CORRECT, WITHDRAWAL)
    turn.go()
    assert (
        "To fix before it can be merged:\n\n- `docs/guides/mine.md:1:1: withdrawn-repeated"
        in turn.fake.pulls[-1]["asked"]["body"]
    )


HOSTILE = {
    "a mention": "@everyone @octocat/team",
    "a picture": "![x](https://evil.example/x.png)",
    "a link": "[click](https://evil.example)",
    "HTML": "<img src=https://evil.example/x onerror=alert(1)><!-- x",
    "a command": "::set-output name=x::y\n::error::z",
    "an expression": "${{ secrets.GITHUB_TOKEN }} $(id) `id`",
    "backticks": "````` @octocat ``` #1 GH-1",
    "a reference": "#1 other/repo#2 0123456789abcdef0123456789abcdef01234567",
    "our mark": f"{replies.MARK}\n{replies.MARK}",
}


@pytest.mark.parametrize(("kind", "field"), crossed(HOSTILE, ["question", "kind", "answered", "url", "name"]))
def test_a_strangers_words_stay_words(turn: Turn, kind: str, field: str) -> None:
    line = " ".join(HOSTILE[kind].split())
    turn.labelled(ADD_ANSWER, {**ANSWER, "question": "nowhere", field: line})
    turn.go()
    inert(turn.said)


def inert(comment: str) -> None:
    """Nothing but our own words is outside of code."""
    html = cmarkgfm.github_flavored_markdown_to_html(comment.removeprefix(replies.MARK))
    ours = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    assert not re.search(r"@|<img|<a |evil|script|octocat|::|\$\{|<!--", ours), ours
    assert not re.search(r"#\d", ours.replace("#90", "").replace("#12", "")), ours


def test_words_in_a_pull_request_stay_words(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, {**ANSWER, "name": "Z. Paikin @octocat ![x](y)"})
    turn.go()
    for pull in turn.fake.pulls:
        inert(pull["asked"]["body"])


def test_a_label_of_somebody_who_cannot_write_does_nothing(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER, by="stranger")
    assert "can't write" in turn.go()
    turn.labelled(ADD_ANSWER, ANSWER, label="question")
    assert "can't write" in turn.go()
    assert turn.written == []
    assert turn.branches == "main"


@pytest.mark.parametrize("change", [{"state": "closed"}, {"labels": []}], ids=str)
def test_an_issue_that_is_taken_back_in_the_meantime_is_left_alone(turn: Turn, change: dict[str, Any]) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.fake.issues[12] |= change
    turn.go()
    assert turn.written == []


def test_the_text_that_was_labelled_is_taken_up_and_a_later_edit_is_told(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.fake.issues[12]["body"] = body(ADD_ANSWER, {**ANSWER, "text": "Forged after the label."})
    turn.go()
    assert "Energy will bind them." in turn.proposed(JANE_VIEW)
    assert "was edited after a maintainer had accepted it" in turn.said


def test_what_was_made_of_another_text_or_another_issue_is_refused(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    handed = turn.read()
    for change in ({"digest": "0" * 64}, {"number": 13}):
        with pytest.raises(RefusedError):
            turn.go(handed.model_copy(update=change))
    assert turn.written == []


PATHS = [
    ".github/workflows/evil.yml",
    "content/contributors/../../.github/workflows/evil.yml",
    "../content/contributors/evil.yml",
    "/content/contributors/evil.yml",
    "content/contributors/evil.yml\n",
    "content/contributors/Evil.yml",
    "content/contributors/con.yml",
    "content/contributors/-evil.yml",
    "content/views/a/b/evil.yml",
    "content/views/../evil.yml",
    "content/schemas/view.json",
    "content/addresses.txt",
    "content/redirects.yml",
    "content/questions/new.yml",
    "content/themes/new.yml",
    "seeds/evil.txt",
    "scripts/expertviews/__init__.py",
    "content/contributors/evil.yml\0",
    "",
]


@pytest.mark.parametrize(("path", "form"), crossed(PATHS, [*FORMS, None]))
def test_only_the_files_of_a_form_are_written_whatever_is_handed_over(turn: Turn, path: str, form: Form | None) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    handed = turn.read()
    evil = handed.files[0].model_copy(update={"path": path, "text": "evil"})
    for files in ((evil,), (handed.files[0], evil)):
        forged = handed.model_copy(update={"form": form.name if form else "none", "files": files})
        with pytest.raises(RefusedError):
            turn.go(forged)
    assert turn.branches == "main"
    assert turn.written == []


def test_a_file_that_exists_is_never_replaced_by_an_answer_nor_made_by_a_correction(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    handed = turn.read()
    (first, *rest) = handed.files
    with pytest.raises(RefusedError):
        turn.go(handed.model_copy(update={"form": CORRECT.name}))
    there = first.model_copy(update={"path": "content/contributors/zachary-paikin.yml"})
    turn.go(handed.model_copy(update={"files": (there, *rest)}))
    assert "This has changed on the site in the meantime: `content/contributors/zachary-paikin.yml`" in turn.said
    assert turn.branches == "main"


def test_too_much_is_refused_before_it_is_read(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    handed = turn.read().model_dump()
    for change in (
        {"files": handed["files"] * 5},
        {"files": [{**handed["files"][0], "text": "x" * 20_000_000}]},
        {"mistakes": [{"field": "", "code": "missing", "words": []}] * 1000},
        {"mistakes": [{"field": "", "code": "missing", "words": ["x"] * 1000}]},
        {"problems": ["x"] * 1000},
    ):
        with pytest.raises(ValidationError):
            Handover.model_validate_json(json.dumps({**handed, **change}))


def test_a_mistake_that_isnt_ours_is_told_without_its_words(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    forged = [{"field": "@octocat", "code": "![x](https://evil.example)", "words": ["@octocat"]}]
    turn.go(Handover.model_validate({**turn.read().model_dump(), "mistakes": forged}))
    assert "- This can't be used." in turn.said
    inert(turn.said)


def test_a_huge_text_is_told_to_be_too_long(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, {**ANSWER, "text": "x" * 60_001})
    turn.go()
    assert "This is too long: `60,000` characters at most" in turn.said


def test_a_branch_that_an_editor_has_changed_stays(turn: Turn, record: History) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.go()
    git(record.root, "checkout", "--quiet", HEAD)
    record.write(JANE_VIEW, record.read(JANE_VIEW) + "# by hand\n")
    tip = record.commit("By hand")
    git(record.root, "checkout", "--quiet", "main")
    turn.go()
    assert git(record.root, "rev-parse", HEAD) == tip
    assert "Somebody has changed the branch `contribution-12` by hand" in turn.said


def test_a_text_that_is_labelled_again_replaces_what_the_workflow_had_made(turn: Turn) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.go()
    turn.labelled(ADD_ANSWER, {**ANSWER, "text": "Another text."})
    turn.go()
    assert "Another text." in turn.proposed(JANE_VIEW)


def test_where_workflows_may_not_open_pull_requests_a_maintainer_is_led_there(turn: Turn) -> None:
    turn.fake.lets_open = False
    turn.labelled(ADD_ANSWER, ANSWER)
    turn.go()
    assert f"/compare/main...{HEAD}?expand=1>" in turn.said
    assert turn.changed


def test_a_record_that_has_changed_in_the_meantime_is_not_overwritten(turn: Turn, record: History, root: Path) -> None:
    turn.labelled(CORRECT, CORRECTION)
    handed = turn.read()
    record.edit(PAIKIN_VIEW, "status: reviewed", "status: reviewed  # again")
    record.commit("Review")
    git(root, "pull", "--quiet")
    turn.go(handed)
    assert "has changed on the site in the meantime" in turn.said
    assert turn.branches == "main"


def test_lines_that_end_as_on_windows_still_do(turn: Turn, record: History, root: Path) -> None:
    (record.root / PAIKIN_VIEW).write_bytes(record.read(PAIKIN_VIEW).replace("\n", "\r\n").encode())
    record.commit("Windows")
    git(root, "pull", "--quiet")
    turn.labelled(CORRECT, CORRECTION)
    turn.go()
    blob = git(record.root, "diff", "--numstat", "main", HEAD, "--", PAIKIN_VIEW).split()
    assert int(blob[1]) <= 3


def test_the_commands_of_the_workflow_do_the_two_steps(turn: Turn, monkeypatch: pytest.MonkeyPatch) -> None:
    turn.labelled(ADD_ANSWER, ANSWER)
    handover = str(turn.event.with_name("handover.json"))
    for name in ("GITHUB_TOKEN", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    first = views(turn.root, "contribute", "read", str(turn.event), handover)
    assert first.output == "2 files, 0 problems\n"
    for name, value in {
        "GITHUB_TOKEN": "secret",
        "GITHUB_REPOSITORY": "example/expert-views",
        "GITHUB_API_URL": turn.fake.address,
        "PREVIEW_REMOTE": turn.branch.remote,
    }.items():
        monkeypatch.setenv(name, value)
    second = views(turn.root, "contribute", "open", str(turn.event), handover)
    assert second.exit_code == 0, second.output
    assert turn.changed


def test_the_workflow_gives_strangers_words_no_token_and_no_shell() -> None:
    path = ROOT / ".github/workflows/contribute.yml"
    workflow, text = load(path), path.read_text(encoding="utf-8")
    assert events(workflow) == {"issues": {"types": ["labeled"]}}
    used = set(re.findall(r"github\.event\.[\w.]+", text))
    assert used == {"github.event.issue.number", "github.event.label.name", "github.event.repository.default_branch"}
    jobs = workflow["jobs"]
    assert jobs["read"]["permissions"] == {"contents": "read"}
    assert jobs["read"]["if"] == f"github.event.label.name == '{contributing.LABEL}'"
    assert not any("GITHUB_TOKEN" in str(step) or "github.token" in str(step) for step in jobs["read"]["steps"])
    assert not any("contribute read" in str(step) for step in jobs["open"]["steps"])
    assert "GIT_AUTHOR_NAME" in AUTHOR
    assert content.FOLDER == "content"


def test_forms_and_comments_speak_the_language_of_the_site(turn: Turn, record: History, root: Path) -> None:
    record.write("mkdocs.yml", "site_name: Test\ntheme:\n  language: de\n")
    record.commit("German")
    git(root, "pull", "--quiet")
    german = next(it for it in forms_in("de") if it.name == ADD_ANSWER.name)
    turn.labelled(german, {**ANSWER, "kind": "Eine Person", "answered": "gestern"})
    turn.go()
    assert "- **Von wann ist die Antwort?** `gestern` ist kein Datum." in turn.said
    turn.labelled(german, {**ANSWER, "kind": "Eine Person", "answered": "14. März 2022"})
    turn.go()
    assert turn.fake.pulls[-1]["asked"]["title"] == "Antwort hinzufügen (#12)"
    assert "answered: 2022-03-14" in turn.proposed(JANE_VIEW)
