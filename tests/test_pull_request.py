"""The life of a pull request, played with the workflows' own commands on local repositories and looked at in a browser.

The tests are the steps of one story, in one world: each goes on where the one before it has ended.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests import sites
from tests.fake_host import REPOSITORY, FakeHost, serving
from tests.own_projects import not_part
from tests.project import RECORD, ROOT
from tests.repositories import IDENTITY, bare, git

FORK = "stranger/expert-views"
JANE = "content/contributors/jane-doe.yml"
JANE_VIEW = "content/views/china-russia-2021/jane-doe.yml"
JANE_TEXT = "name: Jane Doe\nsort_name: Doe, Jane\nkind: person\n"
JANE_VIEW_TEXT = """\
question: china-russia-2021
contributor: jane-doe
source: {submitted: 2026-11-23}
status: reviewed
text: |
  Trade in gas will grow.

  An alliance would help.
excerpts:
  - {theme: energy, quote: Trade in gas will grow.}
read_for: [energy]
"""


@dataclass(frozen=True)
class Step:
    """A step of a job that runs commands: when, and what."""

    id: str
    condition: str
    command: str
    may_fail: bool

    def runs(self, well: bool, outcomes: Mapping[str, str]) -> bool:
        """Whether GitHub runs it, after others went as they did. One that was skipped has no outcome."""
        asked = re.findall(r"steps\.(\w+)\.outcome == '(\w+)'", self.condition)
        return (well or "!cancelled()" in self.condition) and all(outcomes.get(step) == value for step, value in asked)


def shell_steps(workflow: str, job: str) -> Iterator[Step]:
    """The steps of a job that run commands."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / workflow).read_text(encoding="utf-8"))["jobs"]
    for step in jobs[job]["steps"]:
        if "run" in step:
            yield Step(step.get("id", ""), str(step.get("if", "")), step["run"], step.get("continue-on-error", False))


@dataclass
class World:
    """A project's repository, what it serves, and the host's knowledge of both."""

    root: Path
    fake: FakeHost
    source: Path = ROOT
    runs: int = 100
    conclusions: dict[int, str] = field(default_factory=dict)

    @property
    def hub(self) -> Path:
        return self.root / "hub.git"

    @property
    def clone(self) -> Path:
        return self.root / "clone"

    def start(self) -> None:
        """A repository with a project in it, as it stands; with this one, the frozen record and two short guides."""
        bare(self.hub)
        shutil.copytree(self.source, self.clone, ignore=not_part)
        if self.source == ROOT:
            shutil.copytree(RECORD, self.clone, dirs_exist_ok=True)
            sites.name_as_tested(self.clone / "mkdocs.yml")
            sites.shorten_guides(self.clone)
        git(self.clone, "init", "--quiet", "--initial-branch=main")
        git(self.clone, "remote", "add", "origin", f"file://{self.hub}")
        self.commit("As it stands")
        git(self.clone, "push", "--quiet", "origin", "main")

    def commit(self, message: str) -> str:
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", f"--message={message}")
        return git(self.clone, "rev-parse", "HEAD")

    def write(self, path: str, text: str) -> None:
        (self.clone / path).parent.mkdir(parents=True, exist_ok=True)
        (self.clone / path).write_text(text, encoding="utf-8")

    def push(self, number: int, branch: str) -> None:
        """Pushes the merge of a pull request's branch with its base, as GitHub makes it and checks it out."""
        git(self.clone, "checkout", "--quiet", "--detach", "main")
        git(self.clone, "merge", "--quiet", "--no-ff", "--message=Merge", branch)
        for ref in (f"refs/heads/merge-{number}", f"refs/pull/{number}/merge"):
            git(self.clone, "push", "--quiet", "--force", "origin", f"HEAD:{ref}")
        git(self.clone, "checkout", "--quiet", branch)

    def workflow(
        self, workflow: str, job: str, ref: str, depth: int = 1, skipped: Collection[str] = ()
    ) -> tuple[Path, bool]:
        """Runs a job's commands, but for some steps, in a fresh, shallow checkout; returns that, and if all went well."""
        self.runs += 1
        checkout = self.root / f"run-{self.runs}"
        git(self.root, "clone", "--quiet", f"--depth={depth}", f"--branch={ref}", f"file://{self.hub}", str(checkout))
        _stand_in_for_the_environment(checkout)
        well, outcomes = True, dict[str, str]()
        for step in shell_steps(workflow, job):
            if step.id not in skipped and step.runs(well, outcomes):
                done = self.shell(step.command, checkout).returncode == 0
                outcomes[step.id] = "success" if done else "failure"
                well = well and (done or step.may_fail)
        return checkout, well

    def shell(self, command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            **IDENTITY,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(folder / "scripts"),
            "PYTHONDONTWRITEBYTECODE": "",  # each checkout compiles its code once
            "NO_MKDOCS_2_WARNING": "1",
            "GITHUB_API_URL": self.fake.address,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": "secret",
            "GITHUB_OUTPUT": str(folder / ".output"),
            "GITHUB_STEP_SUMMARY": str(folder / ".summary"),
            "PREVIEW_REMOTE": f"file://{self.hub}",
            "SITE_URL": "https://example.github.io/expert-views/",
            **more,
        }
        return subprocess.run(["bash", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False)  # fmt: skip

    def opened(self, number: int, branch: str, head: str, repository: str, conclusion: str = "success") -> int:
        """A run of the first workflow that ended so, without what it does; returns its number."""
        self.push(number, branch)
        self.fake.open(number, head, branch, repository)
        self.runs += 1
        self.conclusions[self.runs] = conclusion
        return self.runs

    def build(
        self, number: int, branch: str, head: str, repository: str, skipped: Collection[str] = ()
    ) -> tuple[int, bool]:
        """The first workflow: untrusted, with the pull request's own code; returns the run and whether it succeeded.

        The site to read offline is left out; another test reads one.
        """
        self.push(number, branch)
        skipped = {"offline", *skipped}
        _, well = self.workflow("pull-request.yml", "site", f"merge-{number}", depth=2, skipped=skipped)
        self.fake.open(number, head, branch, repository)
        self.conclusions[self.runs] = "success" if well else "failure"
        return self.runs, well

    def preview(self, run: int, branch: str, head: str, repository: str) -> str:
        """The second workflow: trusted, with the code of the main branch; returns what it printed."""
        trusted = self.root / f"trusted-{run}"
        git(self.root, "clone", "--quiet", "--depth=1", "--branch=main", f"file://{self.hub}", str(trusted))
        _stand_in_for_the_environment(trusted)
        event = {
            "display_title": "", "head_sha": head, "head_branch": branch, "conclusion": self.conclusions[run],
            "html_url": f"https://github.com/{REPOSITORY}/actions/runs/{run}", "head_repository": {"full_name": repository},
        }  # fmt: skip
        (trusted / ".event").write_text(json.dumps({"workflow_run": event}), encoding="utf-8")
        printed, outputs = "", dict[str, str]()
        for job in ("render", "deploy"):
            for step in shell_steps("preview.yml", job):
                told = {
                    "GITHUB_EVENT_PATH": str(trusted / ".event"),
                    "GITHUB_OUTPUT": str(trusted / ".output"),
                    **outputs,
                }
                done = self.shell(step.command, trusted, **told)
                assert done.returncode == 0, done.stdout + done.stderr
                printed += done.stdout
            output = (trusted / ".output").read_text(encoding="utf-8").splitlines()
            outputs = {key.upper(): value for key, _, value in (line.partition("=") for line in output)}
        return printed

    def publish(self) -> None:
        """The workflow after a push to the main branch."""
        checkout, well = self.workflow("publish.yml", "build", "main")
        assert well
        for step in shell_steps("publish.yml", "publish"):
            done = self.shell(step.command, checkout)
            assert done.returncode == 0, done.stdout + done.stderr

    def served(self) -> sites.Site:
        """What is served at this moment, as a folder under the address of a project's site."""
        self.runs += 1
        folder = self.root / f"served-{self.runs}"
        git(self.root, "clone", "--quiet", "--depth=1", "--branch=gh-pages", f"file://{self.hub}", str(folder))
        return sites.Site(folder, folder, "/expert-views/")


def _stand_in_for_the_environment(checkout: Path) -> Path:
    """What `make install` makes, without a download: commands of this environment with the checkout's own code."""
    commands = checkout / ".venv" / "bin"
    commands.mkdir(parents=True)
    for name, called in (("views", "-m expertviews"), ("python", "")):
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {called} "$@"\n', encoding="utf-8")
        (commands / name).chmod(0o755)
    (checkout / ".venv" / "installed").touch()
    return checkout


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with serving() as fake:
        world = World(tmp_path_factory.mktemp("world"), fake)
        world.start()
        world.publish()
        yield world


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_page() as page:
        yield page


def look(page: Page, address: str, path: str) -> tuple[str, str | None, str]:
    """A page's heading, its bar if it has one, and what it tells search engines."""
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 200, path
    bar: Any = page.locator(".preview-bar")
    robots: Any = page.locator('meta[name="robots"]')
    return (
        page.locator("h1").inner_text().strip().removesuffix("¶"),
        bar.inner_text() if bar.count() else None,
        robots.first.get_attribute("content") if robots.count() else "",
    )


def status(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


PREVIEW = "https://example.github.io/expert-views/previews/7/"


def test_the_main_branch_is_published(world: World, page: Page) -> None:
    with sites.served(world.served()) as address:
        assert look(page, address, "contributors/zachary-paikin/") == ("Zachary Paikin", None, "")
        assert status(page, address + "contributors/jane-doe/") == 404


UNREADABLE = "seeds/new-2026.txt"


def test_a_stranger_adds_a_contributor_with_a_mistake_and_an_unreadable_document(world: World) -> None:
    git(world.clone, "checkout", "--quiet", "-b", "add-jane", "main")
    world.write(JANE, JANE_TEXT)
    world.write(JANE_VIEW, JANE_VIEW_TEXT.replace("theme: energy", "theme: enrgy"))
    world.write(UNREADABLE, "\x1b[31mno text\n")
    head = world.commit("Add Jane Doe")
    run, well = world.build(7, "add-jane", head, FORK)
    assert not well
    world.preview(run, "add-jane", head, FORK)
    (comment,) = world.fake.said(7)
    assert "## Pull request #7 has no preview yet" in comment
    assert "earlier" not in comment
    assert f"`{JANE_VIEW}:10:13`" in comment
    assert "did you mean `energy`?" in comment
    assert f"`{UNREADABLE}:1:1`" in comment
    assert "- `Jane Doe` is added." in comment


def test_they_push_a_fix(world: World) -> None:
    world.write(JANE_VIEW, JANE_VIEW_TEXT)
    (world.clone / UNREADABLE).unlink()
    head = world.commit("File it under energy, without the document")
    run, well = world.build(7, "add-jane", head, FORK, skipped=["site"])
    assert well
    world.preview(run, "add-jane", head, FORK)
    (comment,) = world.fake.said(7)
    assert f"**[Open the preview]({PREVIEW})**, of commit `{head[:7]}`." in comment
    assert f"- [`Jane Doe`]({PREVIEW}contributors/jane-doe/) is added.\n" in comment
    assert f"- [`Jane Doe`]({PREVIEW}contributors/jane-doe/#china-russia-2021) answers" in comment
    assert "in 2 paragraphs and 1 excerpt." in comment
    assert "### Quotations altered\n\nNone:" in comment
    assert f"- [`contributors/jane-doe/`]({PREVIEW}contributors/jane-doe/) (new)\n" in comment
    assert "problem" not in comment
    served = world.served().folder
    listed, differing = pages_to_look_at(comment), pages_that_differ(served, served / "previews/7")
    assert listed <= differing
    assert {it for it in differing if it.count("/") < 3} <= listed
    assert comment.endswith(f"- … and {len(differing) - len(listed)} more\n")


def pages_to_look_at(comment: str) -> set[str]:
    section = comment.partition("### Pages to look at\n\n")[2].partition("\n\n")[0]
    return set(re.findall(r"^- \[?`([^`]*)`", section, re.MULTILINE))


def pages_that_differ(site: Path, preview: Path) -> set[str]:
    """The addresses of pages that a preview has otherwise than they are published, but for its marks."""
    pages = {path.relative_to(folder) for folder in (site, preview) for path in folder.rglob("index.html")}
    pages = {page for page in pages if page.parts[0] != "previews"}
    differ = {page for page in pages if _unmarked(site / page) != _unmarked(preview / page)}
    return {f"{page.parent.as_posix()}/".removeprefix("./") or "/" for page in differ}


def _unmarked(page: Path) -> str:
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    head, mark, rest = text.partition('preview-bar.css">')
    rest = re.sub('<aside class="preview-bar".*?</aside>', "", rest) if mark else head
    return re.sub("(?i)<!doctype[^>]*>", "", rest, count=1).strip()


def test_the_preview_is_there_and_the_published_site_as_it_was(world: World, page: Page) -> None:
    with sites.served(world.served()) as address:
        title, bar, robots = look(page, address, "previews/7/contributors/jane-doe/")
        assert (title, bar) == ("Jane Doe", "Preview of pull request #7 · a new page of the published site")
        assert robots == "noindex, nofollow"
        assert look(page, address, "previews/7/")[1] == "Preview of pull request #7 · the published page"
        page.goto(address + "previews/7/themes/energy/")
        assert "Trade in gas will grow." in page.content()
        for link in set(re.findall(rf"\({re.escape(PREVIEW)}([^)#]*)", world.fake.said(7)[0])):
            assert status(page, f"{address}previews/7/{link}") == 200
        assert look(page, address, "contributors/zachary-paikin/") == ("Zachary Paikin", None, "")
        assert status(page, address + "contributors/jane-doe/") == 404


ALERT = "localStorage.setItem('evil', '1'); navigator.serviceWorker.register('sw.js'); document.title = 'evil'"
NAMES = ("℃", "a·", "a\u0301", "a\u200d", "😀", "svg")
HREFS = (
    "java&#115;cript:{}",
    "java&Tab;script:{}",
    "&#x6a;avascript:{}",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
)
PICTURES = [
    *(
        f'<{name}:svg xmlns:{name}="http://www.w3.org/2000/svg"><{name}:script>{ALERT}</{name}:script></{name}:svg>'
        for name in NAMES
    ),
    *(f'<svg xmlns="http://www.w3.org/2000/svg"><a href="{href.format(ALERT)}">x</a></svg>' for href in HREFS),
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="{ALERT}"/>',
]
RAW = f"""# Evil
<script>{ALERT}</script>
<script src="../assets/evil.js"></script>
<script src="../../previews/11/assets/evil.js"></script>
<img src="x" onerror="{ALERT}">
<iframe src="../assets/evil-0.svg"></iframe>
<a id="out" href="javascript:{ALERT}">out</a>
"""


def _looks_odd(words: str) -> bool:
    """Whether a check asks for a word that these words are so in the source."""
    return words.startswith(("#", "<script")) or "<a " in words or "](java&" in words or "](&" in words


def test_files_that_no_record_has_are_refused(world: World) -> None:
    """A fork with hostile files everywhere, and hostile words in the record."""
    git(world.clone, "checkout", "--quiet", "-b", "evil", "main")
    evil = {"docs/guides/evil.md": RAW, "docs/assets/evil.js": ALERT, "docs/assets/sw.js": ALERT, "docs/sw.js": ALERT}
    evil |= {"docs/assets/evil.css": "@import 'https://evil.example';", "docs/evil.html": RAW, "content/evil.html": RAW}
    evil |= {"docs/guides/index.md": "# Guides\n\n[Dead](nowhere.md)\n"}
    evil |= {f"docs/assets/evil-{at}.svg": picture for at, picture in enumerate(PICTURES)}
    evil |= {f"seeds/evil-{at}.svg": picture for at, picture in enumerate(PICTURES)}
    evil |= {f"content/evil-{at}.svg": picture for at, picture in enumerate(PICTURES)}
    words = [
        f"<script>{ALERT}</script>",
        RAW.replace("\n", " "),
        *PICTURES,
        *(f"[x]({href.format(ALERT)})" for href in HREFS),
    ]
    text = JANE_VIEW_TEXT.replace("  An alliance would help.\n", "".join(f"  {it}\n\n" for it in words))
    odd = (json.dumps(" ".join(it.split()), ensure_ascii=False) for it in words if _looks_odd(it))
    text += "".join(["as_in_source:\n", *(f"  - {it}\n" for it in odd)])
    for path, data in {**evil, JANE: JANE_TEXT, JANE_VIEW: text}.items():
        world.write(path, data)
    for path in (
        "scripts/expertviews/publish/theme/main.html",
        "scripts/expertviews/publish/theme/assets/stylesheets/views.css",
        "scripts/expertviews/__init__.py",
    ):
        world.write(path, f"/* evil */ {(world.clone / path).read_text(encoding='utf-8')}")
    head = world.commit("Add Jane Doe")
    run = world.opened(11, "evil", head, FORK)
    world.preview(run, "evil", head, FORK)
    assert "has no preview yet" in world.fake.said(11)[0]
    assert not (world.served().folder / "previews/11").exists()


def test_two_are_deployed_at_once(world: World) -> None:
    """A pull request that drops an address, and the hostile one with nothing but words in its record."""
    for path in [*world.clone.glob("content/evil*"), *world.clone.glob("seeds/evil*")]:
        path.unlink()
    evil = world.commit("Nothing but words in the record")
    evil_run = world.opened(11, "evil", evil, FORK, "failure")
    git(world.clone, "checkout", "--quiet", "-b", "drop", "main")
    view = world.clone / "content/views/china-russia-2021/zachary-paikin.yml"
    text = view.read_text(encoding="utf-8")
    first = text.index("  - theme:", text.index("excerpts:"))
    view.write_text(text[:first] + text[text.index("  - theme:", first + 1) :], encoding="utf-8")
    drop = world.commit("Drop an excerpt")
    run, well = world.build(9, "drop", drop, REPOSITORY, skipped=("draft", "record", "site"))
    assert not well
    _at_once(
        lambda: world.preview(evil_run, "evil", evil, FORK),
        lambda: world.preview(run, "drop", drop, REPOSITORY),
    )
    served = world.served().folder
    assert all((served / f"previews/{number}/index.html").is_file() for number in (7, 9, 11))


def _at_once(*works: Callable[[], object]) -> None:
    failed: list[BaseException] = []

    def kept(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=kept, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_pull_request_that_drops_an_address_fails_with_its_name(world: World) -> None:
    comment = world.fake.said(9)[0]
    assert "## Preview of pull request #9\n" in comment
    assert "**Its checks failed.** " in comment
    assert "the address `contributors/zachary-paikin/#china-russia-2021-" in comment
    assert "restore it, or write `gone:` and the reason after the address in content/addresses.txt" in comment


def test_nothing_of_a_strangers_making_is_served_or_run(world: World, chromium: Browser) -> None:
    comment = world.fake.said(11)[0]
    assert f"**[Open the preview]({PREVIEW.replace('7', '11')})**" in comment
    assert "**Its checks failed.** What went wrong" in comment
    assert "> **Besides the record**, this pull request changes `docs/assets/" in comment
    site = world.served()
    assert "nowhere" not in (site.folder / "previews/11/guides/index.html").read_text(encoding="utf-8")
    ours_alone(site.folder / "previews/11", site.folder)
    nothing_runs(site, chromium)


CITATIONS = {".bib", ".ris", ".json", ".txt"}


def ours_alone(preview: Path, site: Path) -> None:
    """Each file of a preview is published already, byte for byte, or a page, an index or a style that we make."""
    made = {"contributors/jane-doe/index.html", "preview-bar.css", "search/search_index.json"}
    published = {it.relative_to(site).as_posix() for it in site.rglob("*") if not it.is_relative_to(site / "previews")}
    for path in (it for it in preview.rglob("*") if it.is_file() and not it.name.startswith(".bytes-")):
        name = path.relative_to(preview).as_posix()
        is_citation = name.startswith(("questions/", "contributors/")) and path.suffix in CITATIONS
        assert name in published | made or is_citation or name.startswith("compare/"), name
        if path.suffix != ".html" and name not in made and not is_citation:
            assert path.read_bytes() == (site / name).read_bytes(), name


def nothing_runs(served: sites.Site, chromium: Browser) -> None:
    """Every page of the preview with words of theirs, opened in a browser: it runs nothing, stores nothing, and asks nobody else."""
    with sites.served(served) as address, chromium.new_context() as context:
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        pages = sorted((served.folder / "previews/11").rglob("*.html"))
        opened = [file for file in pages if "Jane Doe" in file.read_text(encoding="utf-8")]
        for file in opened:
            page.goto(address + file.relative_to(served.folder).as_posix().removesuffix("index.html"))
            assert page.title() != "evil"
            for link in page.locator('main a[href^="javascript" i], main a[href^="data:text" i]').all():
                pytest.fail(f"{file}: {link.get_attribute('href')}")
        assert len(opened) > 5
        page.goto(address + "previews/11/contributors/jane-doe/")
        assert "localStorage.setItem('evil'" in page.locator("main").inner_text()
        assert all(url.startswith(address) for url in asked)
        assert not [url for url in asked if "evil" in url.removeprefix(address)]
        # Not our own scripts either: what they keep, they would keep for the site as well.
        assert page.evaluate("Object.keys({...localStorage, ...sessionStorage})") == []
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
        page.goto(address)
        assert page.evaluate("Object.keys(localStorage).filter(key => /evil|previews/.test(key))") == []
        for path in ("guides/evil/", "assets/evil.js", "assets/evil-0.svg", "sw.js", "evil.html", "seeds/evil-0.svg"):
            assert status(page, f"{address}previews/11/{path}") == 404


def test_the_first_is_merged(world: World, page: Page) -> None:
    """It is published and its preview is gone; the other stays."""
    git(world.clone, "checkout", "--quiet", "main")
    git(world.clone, "merge", "--quiet", "--no-ff", "--message=Merge pull request #7", "add-jane")
    git(world.clone, "push", "--quiet", "origin", "main")
    world.fake.close(7)
    world.publish()
    assert "## Pull request #7 is closed" in world.fake.said(7)[0]
    assert "(https://example.github.io/expert-views/contributors/jane-doe/) is added" in world.fake.said(7)[0]
    with sites.served(world.served()) as address:
        assert look(page, address, "contributors/jane-doe/") == ("Jane Doe", None, "")
        assert status(page, address + "previews/7/") == 404
        assert look(page, address, "previews/9/")[1] == "Preview of pull request #9 · the published page"
    assert git(world.hub, "rev-list", "--count", "gh-pages") == "1"
