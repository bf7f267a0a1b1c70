"""A project of one's own: written once, upgraded often, and never with anything of this project's."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from click.testing import CliRunner, Result

from expertviews import __version__, projects
from expertviews.cli import main
from expertviews.projects import taken, upgrading
from tests import own_projects, sites
from tests.fake_host import serving
from tests.own_projects import DOCUMENT, OPTIONS, own_words, shell
from tests.project import ROOT, views
from tests.test_pull_request import FORK, World
from tests.test_workflows import run, tool

DRAFTED = "content/views/miete-2026/anna-lehmann.yml"


def init(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["init", str(root), *options])


def bring(root: Path) -> None:
    """A document, converted."""
    (root / "seeds" / "miete-2026.txt").write_text(DOCUMENT, encoding="utf-8")
    done = views(root, "convert")
    assert done.exit_code == 0, done.output


@pytest.fixture
def own(tmp_path: Path) -> Path:
    done = init(tmp_path / "runde", *OPTIONS)
    assert done.exit_code == 0, done.output
    return tmp_path / "runde"


def test_a_site_of_ones_own_says_nothing_of_this_one(own: Path) -> None:
    """By Zensical; tests/test_guides.py has one by MkDocs."""
    bring(own)
    done = views(own, "site", "--strict", "--whole", "--engine", "zensical")
    assert done.exit_code == 0, done.output
    assert own_words(own) == []
    home = (own / "site/index.html").read_text(encoding="utf-8")
    assert "<title>Runde Tische</title>" in home
    assert '<html lang="de"' in home
    assert 'href="https://redaktion.example/runde/"' in home
    assert "Die Texte gehören" in home


def test_an_empty_site_says_what_to_do_first(own: Path) -> None:
    assert views(own, "check").output == "0 problems\n"
    done = views(own, "site", "--strict", "--whole")
    assert done.exit_code == 0, done.output
    home = (own / "site/index.html").read_text(encoding="utf-8")
    assert "<code>make serve</code>" in home
    assert "<code>.venv/bin/views new question" in home
    assert "Wohnen" in home
    for page in ("questions", "contributors"):
        assert ".venv/bin/views new" in (own / f"site/{page}/index.html").read_text(encoding="utf-8")


def test_nothing_is_written_where_a_file_is_in_the_way(tmp_path: Path) -> None:
    for path in ("README.md", ".github/workflows/test.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("mine\n", encoding="utf-8")
    before = set(tmp_path.rglob("*"))
    done = init(tmp_path, *OPTIONS)
    assert done.exit_code == 2
    assert ".github/workflows/test.yml and README.md, which would be written" in " ".join(done.output.split())
    assert set(tmp_path.rglob("*")) == before


def test_a_file_where_a_folder_would_be_or_a_record_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "guides").write_text("mine\n", encoding="utf-8")
    (tmp_path / "content/views").mkdir(parents=True)
    (tmp_path / "content/views/x.yml").write_text("mine\n", encoding="utf-8")
    (tmp_path / "Makefile").symlink_to("nowhere")
    before = set(tmp_path.rglob("*"))
    done = init(tmp_path, *OPTIONS)
    assert "already has Makefile, content and guides, which would be written" in " ".join(done.output.split())
    assert set(tmp_path.rglob("*")) == before


def test_a_folder_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to("nowhere")
    done = init(tmp_path / "x")
    assert (done.exit_code, "File exists" in done.output) == (1, True)


def test_what_is_stopped_half_way_can_be_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopping:
        stopping.setattr(upgrading, "record", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert init(tmp_path / "x", *OPTIONS).exit_code == 1
    assert not [it for it in (tmp_path / "x").rglob("*") if it.is_file()]
    assert init(tmp_path / "x", *OPTIONS).exit_code == 0


NAMES = [
    "Team 👩‍💻",
    'Who’s "who": a # test',
    "{{ 7 * 7 }} ${{ x }}",
    "--- - [x]",
    "<b>Bold</b> & co",
    "圓桌會議",
    "!ENV [HOME]",
]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_site_is_called_it_is_called_so(tmp_path: Path, name: str) -> None:
    assert init(tmp_path / "x", f"--name={name}", f"--description={name}", f"--rights={name}").exit_code == 0
    text = (tmp_path / "x/mkdocs.yml").read_text(encoding="utf-8")
    stated = yaml.safe_load(re.sub(r": !ENV", ":", text))
    assert (stated["site_name"], stated["site_description"], stated["copyright"]) == (name, name, name)
    assert views(tmp_path / "x", "build").exit_code == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--address", "redaktion.example"], "an address starts with https://"),
        (["--language", "German"], "a language is written as en, de or pt-BR"),
        (["--branch", "a b"], "this can't be the name of a branch"),
        (["--links", "red"], "a colour is a # and six hexadecimal digits"),
        (["--theme", "Wohnen"], "a title, a sentence that says what belongs to it"),
        (["--theme", "Wohnen | Satz. | Miete | | mehr"], "a title, a sentence that says what belongs to it"),
        (["--name", "a\nb"], "write it on one line"),
        (["--name", "a\u2028b"], "write it on one line"),
        (["--theme", "Woh\u202enen | Satz."], "write it on one line"),
        (
            ["--theme", "Wohnen | Satz.", "--theme", "wohnen | Noch einer."],
            "two themes would be content/themes/wohnen.yml",
        ),
        (["--branch", "a..b"], "this can't be the name of a branch"),
        (["--branch", "main.lock"], "this can't be the name of a branch"),
        (["--address", "https://redaktion.example/runde?a=b"], "has no ? or #"),
    ],
)
def test_what_cant_be_used_is_told_before_anything_is_written(tmp_path: Path, options: list[str], told: str) -> None:
    done = init(tmp_path / "x", *options)
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
    assert not (tmp_path / "x").exists()


def test_files_that_are_the_same_in_every_project_are_those_of_this_one(tmp_path: Path) -> None:
    init(tmp_path / "x")
    for path in (ROOT / ".github").rglob("*.yml"):
        place = path.relative_to(ROOT)
        if place.name not in {"test.yml", "dependabot.yml", "release.yml"}:
            assert (tmp_path / "x" / place).read_bytes() == path.read_bytes(), place
    ours, theirs = ((root / "Makefile").read_text(encoding="utf-8") for root in (ROOT, tmp_path / "x"))
    for target in ("serve", "site", "offline"):
        (recipe,) = re.findall(rf"^{target}: .*\n(?:\t.*\n)+", theirs, re.MULTILINE)
        assert recipe in ours
    listed = {it for it in (ROOT / upgrading.RECORD, tmp_path / "x" / upgrading.RECORD) if it.exists()}
    assert listed == {tmp_path / "x" / upgrading.RECORD}


def test_forms_are_in_the_language_of_the_site_and_stay_away_once_removed(own: Path) -> None:
    form, other = (own / f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("add-an-answer", "suggest-an-outcome"))
    assert "Antwort hinzufügen" in form.read_text(encoding="utf-8")
    other.unlink()
    config = own / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace('language: "de"', 'language: "en"'), encoding="utf-8")
    assert views(own, "upgrade").exit_code == 0
    assert "Add an answer" in form.read_text(encoding="utf-8")
    assert not other.exists()


def test_the_workflows_of_a_project_are_what_github_takes_and_dont_let_strangers_in(own: Path) -> None:
    run(tool("actionlint"), "-no-color", *map(str, (own / ".github/workflows").glob("*.yml")))
    run(tool("zizmor"), "--offline", "--no-progress", "--color=never", "--pedantic", str(own / ".github"))
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.dependabot", str(own / ".github/dependabot.yml"))
    made = set(re.findall(r"make ([a-z]+)", "".join(it.read_text("utf-8") for it in (own / ".github").rglob("*.yml"))))
    assert made <= set(re.findall(r"^([a-z]+):", (own / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_another_branch_is_published_and_tested(tmp_path: Path) -> None:
    init(tmp_path / "x", "--branch", "trunk")
    for name in ("publish", "test"):
        assert "branches: [trunk]" in (tmp_path / f"x/.github/workflows/{name}.yml").read_text(encoding="utf-8")
    assert "edit_uri: edit/trunk/docs/" in (tmp_path / "x/mkdocs.yml").read_text(encoding="utf-8")


def test_links_in_the_guides_of_a_project_lead_somewhere(own: Path) -> None:
    listed = re.findall(r"^- \[(.+?)\]", (own / "guides/index.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set(listed)) == len(listed)
    for path in (own / "guides").glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), f"{path.name}: {target}"


CHANGES = """# Changelog

## 9.0.0

- Much is new.

## {before}

- Old news.
"""


@pytest.fixture
def newer(own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with a program that is a version further, in which files are changed, added and gone."""
    wanted, shipped, before = taken.taken_files, taken.shipped, __version__

    def files(*given: str) -> dict[str, bytes]:
        found = {path: data for path, data in wanted(*given).items() if path != "guides/review-a-draft.md"}
        changed = {path: b"# Newer.\n" + found[path] for path in ("Makefile", ".github/workflows/sweep.yml")}
        return {**found, **changed, "guides/new.md": b"# New\n"}

    monkeypatch.setattr(taken, "taken_files", files)
    monkeypatch.setattr(upgrading, "__version__", "9.0.0")
    monkeypatch.setattr(
        taken, "shipped", lambda it: CHANGES.format(before=before).encode() if it == "CHANGELOG.md" else shipped(it)
    )
    return own


def test_an_upgrade_says_what_is_new_and_brings_files_up_to_it(newer: Path) -> None:
    before = {path: (newer / path).read_bytes() for path in ("mkdocs.yml", "README.md", "content/themes/wohnen.yml")}
    asked = views(newer, "upgrade", "--check")
    assert asked.exit_code == 1
    assert "Makefile: to be brought up to date" in asked.output
    assert not (newer / "guides/new.md").exists()
    done = views(newer, "upgrade")
    assert done.exit_code == 0
    assert "Much is new" in done.output
    assert "Old news" not in done.output
    assert (newer / "Makefile").read_text(encoding="utf-8").startswith("# Newer.")
    assert (newer / "guides/new.md").read_text(encoding="utf-8") == "# New\n"
    assert not (newer / "guides/review-a-draft.md").exists()
    assert {path: (newer / path).read_bytes() for path in before} == before
    assert views(newer, "upgrade").output.startswith("everything is up to date")


def test_an_upgrade_leaves_what_people_have_edited_or_removed(newer: Path) -> None:
    (newer / "Makefile").write_text("mine:\n", encoding="utf-8")
    (newer / ".github/workflows/sweep.yml").unlink()
    (newer / "guides/review-a-draft.md").write_text("Ours\n", encoding="utf-8")
    (newer / ".editorconfig").write_text("# ours\n", encoding="utf-8")
    (newer / "guides/new.md").write_text("Our own\n", encoding="utf-8")
    done = views(newer, "upgrade")
    assert (newer / "Makefile").read_text(encoding="utf-8") == "mine:\n"
    assert (newer / "Makefile.new").read_text(encoding="utf-8").startswith("# Newer.")
    assert "Makefile: edited here" in done.output
    assert not (newer / ".github/workflows/sweep.yml").exists()
    assert (newer / "guides/review-a-draft.md").read_text(encoding="utf-8") == "Ours\n"
    assert (newer / "guides/new.md").read_text(encoding="utf-8") == "Our own\n"
    assert not (newer / ".editorconfig.new").exists()  # nothing is new in it
    (newer / "Makefile.new").unlink()
    assert views(newer, "upgrade").output.startswith("everything is up to date")


def test_an_upgrade_knows_its_files_with_other_line_ends_and_writes_through_no_link(
    newer: Path, tmp_path: Path
) -> None:
    makefile = newer / "Makefile"
    makefile.write_bytes(makefile.read_bytes().replace(b"\n", b"\r\n"))
    (newer / "guides").rename(tmp_path / "shared")
    (newer / "guides").symlink_to(tmp_path / "shared")
    assert views(newer, "upgrade").exit_code == 0
    assert makefile.read_text(encoding="utf-8").startswith("# Newer.")
    assert not (newer / "Makefile.new").exists()
    assert not (tmp_path / "shared/new.md").exists()
    assert (tmp_path / "shared/review-a-draft.md").exists()


def test_an_upgrade_waits_for_settings_that_can_be_read(newer: Path) -> None:
    form = newer / ".github/ISSUE_TEMPLATE/add-an-answer.yml"
    before = form.read_bytes()
    (newer / "mkdocs.yml").write_text("theme: {language: de\n", encoding="utf-8")
    done = views(newer, "upgrade")
    assert (done.exit_code, form.read_bytes()) == (1, before)
    assert "mkdocs.yml:2:1: configuration: this isn't valid YAML" in done.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "isn't a project that"),
        ("{", "this isn't as the program wrote it"),
        ('{"version": "0.1.0", "branch": "main", "files": {"../x": ""}}', "this isn't as the program wrote it"),
        ('{"version": "99.1", "branch": "main", "files": {}}', "this project is of version 99.1"),
    ],
)
def test_an_upgrade_of_what_isnt_known_is_refused(own: Path, text: str | None, told: str) -> None:
    (own / upgrading.RECORD).unlink()
    if text:
        (own / upgrading.RECORD).write_text(text, encoding="utf-8")
    done = views(own, "upgrade")
    assert done.exit_code == 1
    assert told in done.output


def test_a_wheel_is_the_same_bytes_each_time_and_has_all_that_a_project_needs(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        source = own_projects.source(tmp_path / name)
        for path in source.rglob("*.py") if name == "two" else ():
            path.touch()
        made.append(own_projects.wheel(source, tmp_path / f"{name}-wheel"))
    assert made[0].read_bytes() == made[1].read_bytes()
    names = set(zipfile.ZipFile(made[0]).namelist())
    package = ROOT / "scripts" / "expertviews"
    there = {it.relative_to(package.parent).as_posix() for it in package.rglob("*") if it.is_file()}
    assert {it for it in there - names if "__pycache__" not in it} == set()
    listed = (package / "projects/taken.txt").read_text(encoding="utf-8").splitlines()
    wanted = {f"expertviews/projects/shipped/{it}" for it in ("CHANGELOG.md", *listed) if not it.startswith("#")}
    assert wanted <= names


def test_a_version_is_a_number_that_the_list_of_changes_has_or_will_have() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    first = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0]
    assert first in {"Unreleased", __version__}
    assert projects.Identity("x").branch == "main"


def _environment(project: Path) -> None:
    """A virtual environment that finds what is installed here, but for the program, which is a clone's."""
    assert shell(f'"{sys.executable}" -m venv .venv', project).returncode == 0
    (site,) = (project / ".venv/lib").glob("*/site-packages")
    (libraries,) = (Path(it) for it in sys.path if it.endswith("site-packages"))
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")


@pytest.mark.thorough
def test_from_a_wheel_to_a_site_and_on_to_a_later_version(tmp_path: Path) -> None:
    source = own_projects.source(tmp_path / "source")
    first = own_projects.wheel(source, tmp_path / "first")
    _environment(tmp_path)
    options = " ".join(f"'{it}'" for it in OPTIONS)
    for command in (f".venv/bin/pip install --quiet --no-deps {first}", f".venv/bin/views init runde {options}"):
        done = shell(command, tmp_path)
        assert done.returncode == 0, done.stderr
    own = tmp_path / "runde"
    assert f"expertviews @ file://{first}" in (own / taken.PROGRAM).read_text(encoding="utf-8")
    _environment(own)
    (own / "seeds/miete-2026.txt").write_text(DOCUMENT, encoding="utf-8")
    for command in (
        "git init --quiet && git add --all && git commit --quiet --message Begin",
        "make install",
        ".venv/bin/views convert",
        "make test",
        "git add --all && git commit --quiet --message Record",
    ):
        done = shell(command, own)
        assert done.returncode == 0, done.stdout + done.stderr
    assert own_words(own) == []
    assert "Anna Lehmann" in _served(own)
    _later(source)
    later = own_projects.wheel(source, tmp_path / "later")
    (own / taken.PROGRAM).write_text(f"expertviews @ file://{later}\n", encoding="utf-8")
    done = shell("make upgrade && make test && git status --porcelain", own)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "- Everything is later." in done.stdout
    assert "Makefile: brought up to date" in done.stdout
    assert not list(own.rglob("*.new"))
    assert "Quite another sentence" in (own / "site/questions/index.html").read_text(encoding="utf-8")
    assert own_words(own) == []
    assert json.loads((own / upgrading.RECORD).read_text(encoding="utf-8"))["version"] == "9.0.0"


def _served(project: Path) -> str:
    """The list of contributors, as `make serve` shows it."""
    port = sites.free_port()
    command, deadline, page = ["make", "serve", f"PORT={port}"], time.monotonic() + 120, ""
    with subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, start_new_session=True) as server:
        try:
            while not page and time.monotonic() < deadline:
                time.sleep(0.5)
                with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/runde/contributors/") as answer:
                    page = answer.read().decode()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
    return page


def _later(source: Path) -> None:
    """Makes a copy of the program a later version, with a changed Makefile and a changed page."""
    package = source / "scripts/expertviews"
    for path, old, new in (
        (package / "__init__.py", f'"{__version__}"', '"9.0.0"'),
        (package / "projects/templates/Makefile", "help: ##", "# Later.\nhelp: ##"),
        (package / "pages/templates/questions.md.jinja", '<ul class="ev-index">', '<p>Quite another sentence</p>\n<ul class="ev-index">'),
        (source / "CHANGELOG.md", "## Unreleased", "## 9.0.0\n\n- Everything is later.\n\n## Unreleased"),
    ):  # fmt: skip
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.thorough
def test_a_pull_request_of_a_project_of_ones_own_lives_as_here(tmp_path: Path, own: Path) -> None:
    bring(own)
    with serving() as fake:
        world = World(tmp_path, fake, source=own)
        world.start()
        (world.clone / "seeds/unsaid.txt").write_text("An embargo\n", encoding="utf-8")  # never committed
        world.publish()
        (world.clone / "seeds/unsaid.txt").unlink()
        assert "Anna Lehmann" in (world.served().folder / "contributors/anna-lehmann/index.html").read_text("utf-8")
        assert not list(world.served().folder.rglob("*unsaid*"))
        world.write(
            DRAFTED, (own / DRAFTED).read_text("utf-8").replace("status: draft", "status: draft\ngist: Selbst bauen.")
        )
        head = world.commit("Add a gist")
        shell(
            "git checkout --quiet -b gist && git checkout --quiet main && git reset --quiet --hard HEAD~1", world.clone
        )
        run, well = world.build(3, "gist", head, FORK)
        assert well
        world.preview(run, "gist", head, FORK)
        (comment,) = world.fake.said(3)
        assert "anna-lehmann" in comment
        served = world.served().folder
        assert "Selbst bauen." in (served / "previews/3/contributors/anna-lehmann/index.html").read_text("utf-8")
