"""The guides are true: their steps are done, word for word, on a copy of the record.

In a guide, a block in `sh` is run; a block in `text` after it must be in what it prints; a block in `diff` is applied to
the file that was named last; any other block that follows `path`: is that file. What stands under "Common shapes" are
outlines, each with the words of its lines in the comments.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from expertviews import content, outlines
from expertviews.addresses import Site
from expertviews.cli import main
from expertviews.content import shapes, yamltext
from expertviews.model import Outline
from expertviews.publish import build_pages
from tests.own_projects import own_words, shell
from tests.project import ROOT, Project

GUIDES = ROOT / "docs" / "guides"
DONE = [
    "add-a-contributor",
    "add-a-round-table",
    "add-a-theme",
    "excerpts-and-propositions",
    "review-a-draft",
    "correct-amend-or-withdraw",
    "rename-or-remove",
    "contribute-without-git",
    "edit-on-github",
]
"""The guides that have steps to do."""

BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`((?:content|seeds)/[\w./-]+\.\w+)`")


SHAPES = "## Common shapes\n"


@dataclass(frozen=True)
class Step:
    """A block of a guide: its language, its lines, the file named last before it, and whether it is that file."""

    language: str
    body: str
    path: str | None
    is_file: bool


def steps(guide: str) -> Iterator[Step]:
    text = re.sub(rf"^{SHAPES}.*?(?=^## )", "", read(guide), flags=re.MULTILINE | re.DOTALL)
    for block in BLOCK.finditer(text):
        lines = (line.removeprefix(block["indent"]) for line in block["body"].splitlines())
        before = BLOCK.sub("", text[: block.start()])
        named = PATH.findall(before)
        is_file = bool(named) and text[: block.start()].rstrip().endswith(f"`{named[-1]}`:")
        yield Step(block["language"], "".join(f"{line}\n" for line in lines), named[-1] if named else None, is_file)


def read(guide: str) -> str:
    return (GUIDES / f"{guide}.md").read_text(encoding="utf-8")


def done(project: Project, guide: str) -> list[str]:
    """Does the steps of a guide, and returns what the commands have printed."""
    printed: list[str] = []
    for step in steps(guide):
        if step.language == "sh":
            printed.append("".join(run(project, line) for line in step.body.splitlines()))
        elif step.language == "diff":
            assert step.path, guide
            old = [line[1:] for line in step.body.splitlines() if not line.startswith("+")]
            new = [line[1:] for line in step.body.splitlines() if not line.startswith("-")]
            change(project, step.path, old, new)
        elif step.is_file:
            assert step.path
            project.write(step.path, step.body)
        else:
            assert step.language == "text", f"{guide}: a block that can't be done:\n{step.body}"
            assert printed, guide
            assert step.body.strip() in printed[-1], printed[-1]
    return printed


def run(project: Project, line: str) -> str:
    command, *arguments = shlex.split(line)
    assert command == ".venv/bin/views"
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(project.root)
        patched.setattr(sys, "argv", [command, *arguments])
        result = CliRunner().invoke(main, arguments, env={"COLUMNS": "80"})
    assert result.exit_code in {0, 1, 2}
    return result.output


def change(project: Project, path: str, old: list[str], new: list[str]) -> None:
    """Puts lines in place of others; a diff of additions alone adds them at the end."""
    if old:
        project.edit(path, "".join(f"{line}\n" for line in old), "".join(f"{line}\n" for line in new))
    else:
        project.write(path, project.read(path) + "".join(f"{line}\n" for line in new))


@pytest.mark.parametrize("guide", DONE)
def test_a_guide_done_step_by_step_leaves_a_sound_record(project: Project, guide: str) -> None:
    before = set(project.root.rglob("*"))
    done(project, guide)
    assert project.problems() == []
    assert set(project.root.rglob("*")) != before or guide in {"excerpts-and-propositions", "edit-on-github"}


@pytest.mark.parametrize("guide", DONE)
def test_a_guide_has_its_blocks_at_the_margin_where_every_reader_of_markdown_finds_them(guide: str) -> None:
    assert not re.search(r"^ +```", read(guide), re.MULTILINE)


def test_every_guide_is_in_the_list_and_is_done() -> None:
    listed = re.findall(r"\]\(([\w-]+)\.md\)", read("index"))
    assert sorted([*listed, "index"]) == sorted(path.stem for path in GUIDES.glob("*.md"))
    assert {
        *DONE,
        "make-it-your-own",
        "languages",
        "format",
        "problems",
        "architecture",
        "previews",
        "zensical",
    } == set(listed)


def test_a_contributor_added_by_the_guide_is_on_every_page_concerned(project: Project) -> None:
    done(project, "add-a-contributor")
    build_pages(project.root, Site("Test"))
    for page in ("index", "contributors/index", "questions/china-russia-2021", "themes/energy", "themes/military"):
        assert "Jane Doe" in project.read(f"docs/{page}.md"), page
    assert "Energy Analyst" in project.read("docs/contributors/jane-doe.md")
    assert "John Roe" in project.read("docs/themes/finance.md")


def test_a_theme_added_by_the_guide_has_a_page_and_says_who_did_not_address_it(project: Project) -> None:
    done(project, "add-a-theme")
    build_pages(project.root, Site("Test"))
    page = project.read("docs/themes/domestic-politics.md")
    assert "a loss of control by Putin" in page
    assert page.index("No excerpt") < page.index("Zachary Paikin", page.index("No excerpt"))


def test_the_guide_to_excerpts_mends_the_quotation_marks(project: Project) -> None:
    done(project, "excerpts-and-propositions")
    view = content.load(project.root).library.views["china-russia-2021", "dirk-van-der-kley"]
    assert any("Russia’s help" in it.quote for it in view.excerpts if it.theme == "world-order")


def test_an_address_kept_by_the_guide_leads_on(project: Project) -> None:
    done(project, "rename-or-remove")
    assert "../zachary-paikin/" in project.read("docs/contributors/z-paikin.md")
    assert "This theme was divided" in project.read("docs/themes/trade.md")


def test_after_the_guide_to_renaming_no_published_address_has_vanished(project: Project) -> None:
    assert done(project, "rename-or-remove")[-1].endswith("\n0 problems\n")
    address = "contributors/zachary-paikin/#china-russia-2021-world-order-2"
    project.edit("content/addresses.txt", f"{address} gone: ", f"{address} # ")
    assert address in run(project, ".venv/bin/views addresses --check")


def test_a_project_of_ones_own_is_made_by_the_guide(tmp_path: Path) -> None:
    folder, printed = tmp_path / "begin", ""
    folder.mkdir()
    for step in steps("make-it-your-own"):
        if step.language == "sh":
            ended = shell(f"{step.body}pwd > '{tmp_path}/folder'", folder, stand_in=tmp_path / "bin")
            assert ended.returncode == 0, ended.stdout + ended.stderr
            folder, printed = Path((tmp_path / "folder").read_text(encoding="utf-8").strip()), ended.stdout
        elif step.language == "diff":
            old, new = ("".join(f"{it[1:]}\n" for it in step.body.splitlines() if it[0] == sign) for sign in "-+")
            config = folder / "mkdocs.yml"
            text = config.read_text(encoding="utf-8")
            assert old in text
            config.write_text(text.replace(old, new), encoding="utf-8")
        elif step.is_file:
            assert step.path
            (folder / step.path).write_text(step.body, encoding="utf-8")
        else:
            assert step.body.strip() in printed, printed
    assert folder.name == "runde"
    assert own_words(folder) == []
    assert "Anna Lehmann" in (folder / "site/questions/miete-2026/index.html").read_text(encoding="utf-8")
    assert "#7a1f5c" in (folder / "site/assets/stylesheets/colours.css").read_text(encoding="utf-8")
    assert shell("git status --porcelain", folder).stdout == " M content/schemas/view.json\n"


SHOWN = [block["body"] for block in BLOCK.finditer(read("add-a-round-table").partition(SHAPES)[2])]


@pytest.mark.parametrize("shown", SHOWN)
def test_a_common_shape_is_a_right_outline_of_the_words_beside_it(shown: str) -> None:
    lines: dict[int, str] = {}
    for numbers, words in re.findall(r"^  ([\d-]+): .*# (.*)$", shown, re.MULTILINE):
        first, _, last = numbers.partition("-")
        lines |= dict.fromkeys(range(int(first), int(last or first) + 1), words)
    document = "".join(f"{lines.get(number, '')}\n" for number in range(1, max(lines) + 1))
    asked = "" if "question:" in shown else "question: Who should pay?\n"
    tree = yamltext.parse(f"document: quay.txt\n{asked}{shown}", "quay.txt.yml")
    outline, problems = shapes.fit(Outline, "quay.txt.yml", tree)
    assert outline, problems
    reading = outlines.read_outline(outline, document)
    assert not reading.mistakes
    said = [answer.name for table in reading.round_tables for answer in table.answers]
    assert said == [name for name in ("Ann Lee", "Bob Ray", "Cy Dahl") if name in document]


@pytest.mark.parametrize("page", [*sorted(GUIDES.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
def test_a_guide_names_commands_that_work_in_the_folder_of_the_project(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.findall(r"(?:`|^)(?:views|mkdocs|pytest) [a-z-]+", text, re.MULTILINE)
